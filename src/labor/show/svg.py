"""A matplotlib figure as inline SVG: an image with a name, a description and theme colours."""

from __future__ import annotations

import io
import re
from typing import Any

from lxml import etree
from matplotlib.figure import Figure

from labor.provenance.markup import append_text, append_words
from labor.provenance.text import plain
from labor.show.canvas import SAY
from labor.show.theme import LIGHT, variable

_NAMESPACE = "http://www.w3.org/2000/svg"
#: lxml's name for the namespace without a prefix is None, which its types do not know.
_NAMESPACES: Any = {None: _NAMESPACE}
#: A coordinate with more digits than a screen shows: "12.345678".
_DECIMALS = re.compile(r"\d+\.\d{3,}")
_MEASURED = ("d", "x", "y", "transform")


def inline_svg(figure: Figure, name: str, title: str = "", description: str = "") -> str:
    """Write a figure as an SVG element for an HTML page.

    Args:
        figure: Drawn under `theme.settings`, with light colours of the theme.
        name: Start of the ids of its title and description, unique in the page.
        title: Name of the image; left out if another drawing of that name has it.
        description: Text alternative, with the numbers; the same.

    Returns:
        One `<svg>` element; its colours are CSS variables of the theme, its text takes the
        font of the page, and the same figure gives the same bytes.
    """
    drawing = _read(figure)
    root = etree.Element(
        f"{{{_NAMESPACE}}}svg",
        {
            "viewBox": drawing.get("viewBox", ""),
            "role": "img",
            "aria-labelledby": f"{name}-title",
            "aria-describedby": f"{name}-desc",
        },
        nsmap=_NAMESPACES,
    )
    for tag, words in (("title", title), ("desc", description)):
        if words:
            append_words(_child(root, tag, f"{name}-{tag}"), words)
    said, group = "", root
    for shape in drawing.iter(f"{{{_NAMESPACE}}}path", f"{{{_NAMESPACE}}}text"):
        sentence = _sentence(shape)
        if sentence != said:
            said, group = sentence, _group(root, sentence)
        element = etree.SubElement(group, shape.tag, _attributes(shape))
        append_text(element, _words(shape))
    return etree.tostring(root, encoding="unicode")


def _child(root: etree._Element, tag: str, name: str) -> etree._Element:
    return etree.SubElement(root, f"{{{_NAMESPACE}}}{tag}", id=name)


def _sentence(shape: etree._Element) -> str:
    """What the mark says that a shape belongs to; empty for one that says nothing."""
    names = (group.get("id", "") for group in shape.iterancestors(f"{{{_NAMESPACE}}}g"))
    return next((name.removeprefix(SAY) for name in names if name.startswith(SAY)), "")


def _group(root: etree._Element, sentence: str) -> etree._Element:
    """The group of the shapes that say a sentence, with it as its tooltip; else the drawing."""
    if not sentence:
        return root
    group = etree.SubElement(root, f"{{{_NAMESPACE}}}g", {"class": "labor-mark"})
    append_words(etree.SubElement(group, f"{{{_NAMESPACE}}}title"), sentence)
    return group


def _words(shape: etree._Element) -> str:
    """The text of a shape; its marks are in the name of the group it was drawn in."""
    if not shape.text:
        return ""
    group = next(shape.iterancestors(f"{{{_NAMESPACE}}}g"))
    name = group.get("id", "")
    return name if plain(name) == shape.text else shape.text


def _read(figure: Figure) -> etree._Element:
    stream = io.BytesIO()
    figure.savefig(stream, format="svg", metadata={"Date": None})
    return etree.fromstring(stream.getvalue(), etree.XMLParser(resolve_entities=False))


def _attributes(shape: etree._Element) -> dict[str, str]:
    """The attributes that are seen: no ids, no measuring font, tokens in place of colours."""
    kept = {}
    for name, value in ((str(key), str(value)) for key, value in shape.attrib.items()):
        if name in _MEASURED:
            short = _DECIMALS.sub(lambda number: f"{float(number[0]):.2f}", value)
            kept[name] = " ".join(short.split())
        elif name == "style":
            kept[name] = ";".join(_style(value))
    if kept.get("transform", "").startswith("rotate(-0 "):
        del kept["transform"]
    return kept


def _style(style: str) -> list[str]:
    declarations = [part.strip().replace(": ", ":") for part in style.split(";")]
    tokens = {color: f"var({variable(token)},{color})" for token, color in LIGHT.items()}
    return [
        re.sub(r"#[0-9a-f]{6}", lambda color: tokens.get(color[0], color[0]), declaration)
        for declaration in declarations
        if declaration and not declaration.startswith(("font-family", "stroke-dashoffset"))
    ]
