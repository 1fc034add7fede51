"""Where the project's folders are: data/raw, data/processed and reports."""

from __future__ import annotations

import os
from pathlib import Path

import labor


def project_root(given: Path | None = None) -> Path:
    """Find the project folder.

    Args:
        given: The folder, if the caller knows it.

    Returns:
        The given folder; else that of the environment variable LABOR_HOME; else the nearest
        folder with `data/raw` at or above the current one; else the folder of the source
        code, if the package is used from it; else the current folder.
    """
    if given is not None:
        return given
    if home := os.environ.get("LABOR_HOME"):
        return Path(home)
    here = Path.cwd()
    checkout = Path(labor.__file__).resolve().parents[2]
    places = (here, *here.parents, checkout)
    return next((place for place in places if (place / "data" / "raw").is_dir()), here)
