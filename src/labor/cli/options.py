"""Options that many commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Root = Annotated[
    Path | None,
    typer.Option(
        "--root",
        help="Project folder; otherwise $LABOR_HOME, or the nearest folder above with data/raw.",
        show_default=False,
    ),
]
