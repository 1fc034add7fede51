"""The one theme: colours for light and dark backgrounds, text sizes, and matplotlib's settings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

#: Colour tokens on a light background. Every value is used once, because the SVG writer
#: finds a token by its light value and puts the CSS variable in its place.
LIGHT = {
    "paper": "#ffffff",
    "ink": "#1a1f26",
    "muted": "#56606b",
    "axis": "#6b7580",
    "rule": "#d3d9df",
    "band": "#eaf2fb",
    "subject": "#0b5cad",
    "peer": "#66707d",
    "low": "#a8570b",
}

#: The same tokens on a dark background.
DARK = {
    "paper": "#13171d",
    "ink": "#e7eaee",
    "muted": "#a9b2bd",
    "axis": "#8d97a3",
    "rule": "#323a44",
    "band": "#1b2838",
    "subject": "#6db5ff",
    "peer": "#98a3b0",
    "low": "#f0a45d",
}

#: Tokens that carry meaning as a mark: at least 3:1 against paper and band.
MARKS = ("subject", "peer", "axis", "low")

#: Tokens used for text: at least 4.5:1 against paper and band.
TEXTS = ("ink", "muted")

#: Width in CSS pixels at which the two drawings of a chart have their nominal text size.
WIDE, NARROW = 720, 320

#: Width of the surroundings, in CSS pixels, from which the wide drawing is shown.
BREAKPOINT = 620

#: Text sizes in CSS pixels at nominal width; the smallest stays above 12 where it is shown:
#: wide at BREAKPOINT and narrow at 288 (a page of 320 with its margins).
SIZES = {WIDE: {"label": 15.5, "small": 14.0}, NARROW: {"label": 15.0, "small": 13.5}}

#: Family used to measure text. Browsers draw the page's own, which are no wider.
FONT = "DejaVu Sans"

_SETTINGS: dict[Any, Any] = {
    "font.family": [FONT],
    "text.parse_math": False,  # "$26,550 to $66,260" is money, not a formula
    "svg.fonttype": "none",  # text stays text: searchable, readable aloud, in the page's font
    "svg.hashsalt": "labor",  # the same input gives the same bytes
    "path.simplify": False,
}


@contextmanager
def settings() -> Iterator[None]:
    """Use this theme's matplotlib settings and nobody else's, and put the old ones back."""
    import matplotlib as mpl  # sentences need the colours too, and no drawing

    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_SETTINGS)
        yield


def variable(token: str) -> str:
    """Name of the CSS variable that holds a colour token."""
    return f"--labor-{token}"


def declarations(tokens: dict[str, str]) -> str:
    """CSS declarations of all colour tokens."""
    return ";".join(f"{variable(name)}:{value}" for name, value in tokens.items())
