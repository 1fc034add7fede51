"""What pages share: style, script, what a browser may do, a frame, and writing them whole."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import tempfile
from html import escape
from importlib import resources
from pathlib import Path

from labor.errors import ReportError

#: Folder of the templates and of the style of pages.
TEMPLATES = resources.files("labor.report").joinpath("template")

#: What a page may run that brings scripts of its notebook along.
_INLINE = "'unsafe-inline'"
_ANY = f"{_INLINE} 'unsafe-eval'"


def page_style() -> str:
    """The style of every page."""
    return TEMPLATES.joinpath("labor", "page.css").read_text(encoding="utf-8")


def page_script() -> str:
    """The one script of a page: it sorts tables and lets arrow keys go through their numbers."""
    return saving_script() + TEMPLATES.joinpath("labor", "page.js").read_text(encoding="utf-8")


def saving_script() -> str:
    """The part of a page's script that saves charts and tables as files."""
    return TEMPLATES.joinpath("labor", "saving.js").read_text(encoding="utf-8")


def page_policy(style: str, script: str | None = None, *, any_script: bool = False) -> str:
    """The Content Security Policy of a page: its own style and script, and nothing from outside.

    Args:
        style: The text of the page's one style element.
        script: The text of its one script; that of all pages if left out, none if empty.
        any_script: Whether every script inside the page may run. None may load anything.

    Returns:
        The policy for a `meta` element. Style attributes, which drawings use, cannot load
        anything under it either.
    """
    script = page_script() if script is None else script
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {_ANY if any_script else _fingerprint(script)}",
            "style-src 'unsafe-inline'",  # for browsers that do not know the next two
            f"style-src-elem {_INLINE if any_script else _fingerprint(style)}",
            "style-src-attr 'unsafe-inline'",
            f"img-src data:{' blob:' * any_script}",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _fingerprint(text: str) -> str:
    """What a browser compares with the content of an element before it uses it."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def framed(
    title: str,
    about: str,
    content: str,
    *,
    style: str = "",
    script: str = "",
    beside: str = "",
    css_class: str = "",
) -> str:
    """Put content in the frame of a page.

    Args:
        title: Title of the page, as plain text.
        about: What the page is, as HTML for a line below the title.
        content: The main part, as HTML.
        style: Rules beside those of every page, as CSS.
        script: The only script that may run in the page; none if left out.
        beside: A `nav` element to stand beside the main part.
        css_class: Class of the main part.

    Returns:
        A whole page that is light and dark, wide and narrow, and loads nothing.
    """
    rules = page_style() + style
    marked = f' class="{css_class}"' if css_class else ""
    skip = '<a class="skip" href="#main">Skip to the content</a>\n' if beside else ""
    ending = f"<script>{script}</script>\n" if script else ""
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{page_policy(rules, script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{escape(title)}</title>
<style>{rules}</style>
</head>
<body>
{skip}<div class="page">
<header>
<h1>{escape(title, quote=False)}</h1>
<p class="question">{about}</p>
</header>
{beside}<main id="main"{marked} tabindex="-1">
{content}
</main>
</div>
{ending}</body>
</html>
"""


def slug(text: object) -> str:
    """A text as part of a file name or an address: "New York" is "new-york"."""
    return re.sub(r"[^a-z0-9]+", "-", str(text).lower()).strip("-")


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
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # A name that nobody can foresee, so that no link stands there.
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
        temporary = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
                stream.write(page)
            # mkstemp makes private files; pages follow the user's own mask.
            mask = os.umask(0)
            os.umask(mask)
            temporary.chmod(0o666 & ~mask)
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
