"""The frame of a page that is not a notebook's: head, title, one line below it, content."""

from __future__ import annotations

import re
from html import escape

from labor.report.pages import page_policy, page_style

_ELEMENT = re.compile(r"</?style[^>]*>")


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
        style: Rules beside those of every page, as CSS or as style elements.
        script: The only script that may run in the page; none if left out.
        beside: A `nav` element to stand beside the main part.
        css_class: Class of the main part.

    Returns:
        A whole page that is light and dark, wide and narrow, and loads nothing.
    """
    rules = page_style() + _ELEMENT.sub("", style)
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
