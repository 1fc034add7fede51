"""A figure of matplotlib, made by anybody, as a picture that a report can publish."""

from __future__ import annotations

import base64
import io
from html import escape
from typing import TYPE_CHECKING

from labor.errors import ReportError
from labor.show.display import Block, paragraph

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_DPI = 144


def picture(figure: Figure, alt: str, *, source: str = "") -> Block:
    """Show a figure of matplotlib with the text that stands for it where it is not seen.

    Args:
        figure: The figure; of `ax.plot(...)` it is `ax.figure`.
        alt: What the figure shows, in a sentence with its numbers.
        source: Where the numbers come from, for a line below it.

    Returns:
        A block for a notebook and a report. The same figure gives the same bytes.

    Raises:
        ReportError: The text is empty, or it is no figure of matplotlib.
    """
    if not alt.strip():
        raise ReportError(
            "A picture needs words for those who do not see it",
            expected="what it shows, in a sentence",
            got="an empty text",
            next_step='Call figures.picture(figure, "Pay of nurses rose from ... to ...").',
        )
    if not hasattr(figure, "savefig"):
        raise ReportError(
            "This is no figure of matplotlib",
            got=type(figure).__name__,
            next_step="Give the figure itself: fig of `fig, ax = plt.subplots()`, or ax.figure.",
        )
    stream = io.BytesIO()
    # The version of the program would make every copy another file.
    figure.savefig(stream, format="png", dpi=_DPI, metadata={"Software": None})
    _close(figure)
    data = base64.b64encode(stream.getvalue()).decode()
    image = f'<img class="labor-picture" src="data:image/png;base64,{data}" alt="{escape(alt)}">'
    below = paragraph(source, "labor-source") if source else ""
    return Block(f'<figure class="labor-chart">{image}{below}</figure>', f"{alt}\n{source}".strip())


def _close(figure: Figure) -> None:
    """Keep a notebook from showing the figure a second time, without its words."""
    import matplotlib.pyplot as plt

    plt.close(figure)
