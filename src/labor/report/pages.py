"""What the pages of reports share: their style, values in words, and writing them whole."""

from __future__ import annotations

import os
from importlib import resources
from pathlib import Path

from labor.errors import ReportError
from labor.report.parameters import Value

#: Folder of the templates and of the style of pages.
TEMPLATES = resources.files("labor.report").joinpath("template")


def page_style() -> str:
    """The style of every page."""
    return TEMPLATES.joinpath("labor", "page.css").read_text(encoding="utf-8")


def said(value: Value) -> str:
    """The value of a parameter as a reader would write it."""
    if isinstance(value, list | tuple):
        return "; ".join(value) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) or "none"


def write_page(path: Path, page: str) -> Path:
    """Write a page beside its place and move it there whole.

    Args:
        path: HTML file to write; missing folders are made.
        page: Its content.

    Returns:
        The path.

    Raises:
        ReportError: The disk is full or the folder cannot be written.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            temporary.write_text(page, encoding="utf-8", newline="\n")
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise ReportError(
            "The page cannot be written",
            where=str(path),
            got=error.strerror or str(error),
            next_step="Free some space, or choose a folder you may write to.",
        ) from error
    return path
