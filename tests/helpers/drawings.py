"""Reading what a chart draws: its texts and marks, from the SVG."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from labor.show.theme import LIGHT, variable

SVG = "{http://www.w3.org/2000/svg}"
TOKENS = {f"var({variable(token)},{color})": token for token, color in LIGHT.items()}


@dataclass(frozen=True)
class Text:
    """A text of a drawing: what, where, how large."""

    said: str
    x: float
    y: float
    size: float
    anchor: str
    bold: bool


@dataclass(frozen=True)
class Shape:
    """A mark of a drawing: its corners and the theme colours it uses."""

    corners: tuple[tuple[float, float], ...]
    fill: str
    stroke: str

    @property
    def left(self) -> float:
        return min(x for x, _ in self.corners)

    @property
    def right(self) -> float:
        return max(x for x, _ in self.corners)


class Drawing:
    """An SVG element, read."""

    def __init__(self, svg: str) -> None:
        self.root = etree.fromstring(svg)
        _, _, self.width, self.height = map(float, self.root.get("viewBox").split())
        self.texts = [_text(element) for element in self.root.iter(f"{SVG}text")]
        self.shapes = [_shape(element) for element in self.root.iter(f"{SVG}path")]

    @property
    def said(self) -> list[str]:
        """All texts, as read."""
        return [text.said for text in self.texts]

    @property
    def circles(self) -> list[Shape]:
        """Dots; matplotlib draws them with curves, which no other mark has."""
        return [shape for shape in self.shapes if len(shape.corners) > 20]


def _style(element: etree._Element) -> dict[str, str]:
    pairs = (part.split(":", 1) for part in element.get("style", "").split(";") if part)
    return {name.strip(): value.strip() for name, value in pairs}


def _text(element: etree._Element) -> Text:
    style = _style(element)
    return Text(
        "".join(element.xpath(".//text()[not(parent::*[local-name()='title'])]")),
        float(element.get("x")),
        float(element.get("y")),
        float(style["font-size"].removesuffix("px")),
        style.get("text-anchor", "start"),
        style.get("font-weight") in ("700", "bold"),
    )


def _shape(element: etree._Element) -> Shape:
    numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", element.get("d"))]
    style = _style(element)
    return Shape(
        tuple(zip(numbers[::2], numbers[1::2], strict=True)),
        TOKENS.get(style.get("fill", ""), ""),
        TOKENS.get(style.get("stroke", ""), ""),
    )
