"""Bars for a person at a terminal; a log gets lines instead."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress


class Bars:
    """Progress bars that are drawn inside a `with`, if the messages go to a terminal.

    Args:
        amount: Name of the column of `rich.progress` that says how much is done.
    """

    def __init__(self, amount: str) -> None:
        self._bars: Progress | None = None
        if sys.stderr.isatty():
            from rich import progress
            from rich.console import Console

            self._bars = progress.Progress(
                "{task.description}",
                progress.BarColumn(),
                getattr(progress, amount)(),
                progress.TimeRemainingColumn(),
                console=Console(stderr=True),
            )

    def __enter__(self) -> Self:
        if self._bars is not None:
            self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bars is not None:
            self._bars.stop()
