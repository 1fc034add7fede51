"""HTML pieces that look the same in JupyterLab and in a report, with the style they need."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from importlib import resources
from typing import Any

from labor.figures.theme import BREAKPOINT, DARK, LIGHT, declarations

#: Facts about a result for the program that makes the page, beside what a reader sees.
FACTS = "application/vnd.labor.facts+json"

_WHOLE = re.compile(r"(?<![\w-])(?:\d\d-\d{4}|\d{4}[-–]\d\d)(?![\w-])")


@dataclass(frozen=True)
class Block:
    """A piece of HTML that shows itself in a notebook.

    Args:
        html: What a reader sees.
        text: The same in plain text.
        facts: Facts for the page around it: `title`, `citation`, `sources`.
    """

    html: str
    text: str
    facts: Mapping[str, Any] = field(default_factory=dict)

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
    return f'{style()}<div class="labor mathjax_ignore tex2jax_ignore">{html}</div>'


def style() -> str:
    """The style element every piece brings along; a page keeps one of them."""
    rules = resources.files("labor.figures").joinpath("style.css").read_text(encoding="utf-8")
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


def inline(text: str) -> str:
    """Plain text as HTML, with codes and spans of years kept on one line."""
    return _WHOLE.sub(r'<span class="labor-whole">\g<0></span>', escape(text, quote=False))
