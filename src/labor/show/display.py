"""HTML pieces that look the same in JupyterLab and in a report, with the style they need."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from importlib import resources
from typing import Any

from labor.provenance.markup import as_html
from labor.provenance.text import plain, plain_values, with_marks
from labor.show.theme import BREAKPOINT, DARK, LIGHT, declarations

#: Facts about a result for the program that makes the page, beside what a reader sees.
FACTS = "application/vnd.labor.facts+json"

_WHOLE = re.compile(r"(?<![\w-])(?:\d\d-\d{4}(?:\.\d\d)?|\d{4}[-–]\d\d)(?![\w-])")


@dataclass(frozen=True)
class Block:
    """A piece of HTML that shows itself in a notebook.

    Args:
        html: What a reader sees; marks of numbers become elements.
        text: The same in plain text; marks are taken out.
        facts: Facts for the page around it: `title`, `citation`, `sources`, `files`.
    """

    html: str
    text: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "html", as_html(self.html))
        object.__setattr__(self, "text", plain(self.text))
        object.__setattr__(self, "facts", plain_values(self.facts))

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        bundle = {"text/html": self._repr_html_(), "text/plain": self.text}
        return bundle | ({FACTS: dict(self.facts)} if self.facts else {})

    def _repr_html_(self) -> str:
        return wrapped(self.html)


def wrapped(html: str) -> str:
    """A piece of HTML with its style, in the element that the style is for.

    JupyterLab would take the text between two dollar signs for a formula.
    """
    return f'{style()}<div class="labor mathjax_ignore tex2jax_ignore">{as_html(html)}</div>'


def style() -> str:
    """The style element every piece brings along; a page keeps one of them."""
    rules = resources.files("labor.show").joinpath("style.css").read_text(encoding="utf-8")
    light, dark = declarations(LIGHT), declarations(DARK)
    themes = (
        f".labor{{{light}}}"
        f"@media screen and (prefers-color-scheme:dark){{.labor{{{dark}}}}}"
        # JupyterLab and VS Code say by themselves which theme is on.
        f'[data-jp-theme-light="true"] .labor,.vscode-light .labor{{{light}}}'
        f'[data-jp-theme-light="false"] .labor,.vscode-dark .labor{{{dark}}}'
    )
    rules = rules.replace("BREAKPOINT", f"{BREAKPOINT}px")
    return f'<style data-labor="figures">{themes}{rules}</style>'


def paragraph(text: str, css_class: str = "") -> str:
    """A paragraph of plain text."""
    marker = f' class="{css_class}"' if css_class else ""
    return f"<p{marker}>{inline(text)}</p>"


def inline(text: str, *, focus: bool = True) -> str:
    """Text as HTML, with codes and spans of years kept on one line.

    Args:
        text: Text whose numbers may be marked with where they come from.
        focus: Whether numbers can be reached with the keyboard.
    """
    escaped = escape(with_marks(text), quote=False)
    kept = _WHOLE.sub(r'<span class="labor-whole">\g<0></span>', escaped)
    return as_html(kept, focus=focus)
