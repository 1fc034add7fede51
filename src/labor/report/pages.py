"""What pages of reports share: style, script, what a browser may do, and writing them whole."""

from __future__ import annotations

import base64
import hashlib
import os
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from labor.errors import ReportError

if TYPE_CHECKING:
    from labor.report.parameters import Value

#: Folder of the templates and of the style of pages.
TEMPLATES = resources.files("labor.report").joinpath("template")


def page_style() -> str:
    """The style of every page."""
    return TEMPLATES.joinpath("labor", "page.css").read_text(encoding="utf-8")


def page_script() -> str:
    """The one script of a page: it sorts tables and lets arrow keys go through their numbers."""
    return TEMPLATES.joinpath("labor", "page.js").read_text(encoding="utf-8")


def page_policy(style: str, script: str | None = None) -> str:
    """The Content Security Policy of a page: its own style and script, and nothing from outside.

    Args:
        style: The text of the page's one style element.
        script: The text of its one script; that of all pages if left out, none if empty.

    Returns:
        The policy for a `meta` element. Style attributes, which drawings use, cannot load
        anything under it either.
    """
    script = page_script() if script is None else script
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {_fingerprint(script)}",
            "style-src 'unsafe-inline'",  # for browsers that do not know the next two
            f"style-src-elem {_fingerprint(style)}",
            "style-src-attr 'unsafe-inline'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _fingerprint(text: str) -> str:
    """What a browser compares with the content of an element before it uses it."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


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
