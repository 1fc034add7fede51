"""An executed notebook as one HTML page of our own design, without code."""

from __future__ import annotations

import copy
import logging
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from itertools import groupby
from typing import Any

from nbconvert import HTMLExporter, TemplateExporter
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell
from traitlets.config import Config

from labor import __version__
from labor.errors import ReportError
from labor.report.notebooks import (
    Parameter,
    Value,
    brings_scripts,
    headings_of,
    section_of,
    tags_of,
    title_without_names,
    value_text,
)
from labor.report.pages import TEMPLATES, page_policy, page_script, page_style, slug
from labor.report.record import listing_of, record_of, sealed

_log = logging.getLogger(__name__)

#: Facts about a result that its cell hands to the page.
_FACTS = "application/vnd.labor.facts+json"
_WIDGET = "application/vnd.jupyter.widget-view+json"
#: The name of a program's object: "[<matplotlib.lines.Line2D at 0x7f00deadbeef>]", "<Axes: >",
#: "Text(0.5, 1.0, 'Pay')", "(array([1., 2.]), ...".
_OBJECT = re.compile(r"\s*(?:\[?<[\w.]+(?: object)?(?: at 0x|:|\()|Text\(|\(?array\()")
#: The style that a figure brings along: "<style data-labor="figures">...</style>".
_STYLE = re.compile(r'<style data-labor="figures">.*?</style>', re.DOTALL)
#: The id of a chart: "<figure class="labor-chart" id="pay"".
_CHART = re.compile(r'<figure class="labor-chart" id="([^"]+)"')
#: The table of a chart: "<details><summary>Numbers as as a table</summary>...".
_NUMBERS = re.compile(r"<details><summary>Numbers as[^<]*</summary>(.*?)</details>", re.S)
#: The heading of a section: "## Pay ##".
_PART = re.compile(r"^##[ \t]+(.+?)[ \t#]*$", re.MULTILINE)


class _PageExporter(HTMLExporter):
    """nbconvert's exporter without its reading of the whole page again, which changes nothing."""

    def from_notebook_node(  # type: ignore[override] # as nbconvert's own exporters give it
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **options: Any
    ) -> tuple[str, dict[str, Any]]:
        """The page as the template makes it."""
        return TemplateExporter.from_notebook_node(self, nb, resources, **options)


@cache
def _exporter() -> _PageExporter:
    """The exporter; its template is compiled once, also for the forks of a process."""
    return _PageExporter(
        config=Config(),
        template_name="labor",
        extra_template_basedirs=[str(TEMPLATES)],
        exclude_input=True,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        exclude_anchor_links=True,
    )


def render(
    executed: NotebookNode,
    name: str,
    declared: Sequence[Parameter],
    values: Mapping[str, Value],
) -> str:
    """Make the page of an executed notebook.

    The first heading of the notebook says what kind of report it is; the title comes from the
    facts of its results, where there is one. Cells tagged `notebook-only` are left out; cells in
    a row tagged `folded`, of which the first is text, are folded behind that text; two sections
    that follow each other with headings tagged `half-width` stand side by side where there is
    room.

    Args:
        executed: Notebook with outputs.
        name: File name of the notebook, for the footer.
        declared: Its parameters.
        values: Their values in this run.

    Returns:
        A whole HTML page; the same notebook and outputs give the same text.

    Raises:
        ReportError: The notebook does not begin with one heading of the first level, or shows
            a widget, which is dead without Python.
    """
    notebook = copy.deepcopy(executed)
    kind = _take_title(notebook)
    notebook.cells = [cell for cell in notebook.cells if "notebook-only" not in tags_of(cell)]
    _check_outputs(notebook)
    facts = _take_facts(notebook)
    styles = _take_styles(notebook)
    _share_tables(notebook)
    _number_repeated_charts(notebook)
    _drop_stderr(notebook, name)
    contents = _mark_sections(notebook)
    _fold(notebook)
    style = page_style() + styles
    title = facts.get("title", kind)
    described = notebook.metadata.get("labor", {})
    page = {
        "kind": kind if title != kind else "",
        "title": title,
        "description": facts.get("description", kind),
        "listing": listing_of(facts, title_without_names(described.get("title", kind))),
        "style": style,
        "script": page_script(),
        "policy": page_policy(style, any_script=brings_scripts(notebook)),
        "scripts": brings_scripts(notebook),
        "contents": contents,
        "parameters": [(p.name, value_text(values[p.name]), p.help) for p in declared],
        "sources": facts["sources"],
        "record": record_of(name, values, facts["files"]),
        "citation": f"{title}. labor {__version__}, notebook {name}.",
        "notebook": name,
        "version": __version__,
    }
    html, _ = _exporter().from_notebook_node(notebook, resources={"labor": page})
    return sealed(html.strip() + "\n")


def _take_title(notebook: NotebookNode) -> str:
    """Take the heading of the first level out of the first cell."""
    found = [heading for cell in notebook.cells for heading in headings_of(cell) if heading[0] == 1]
    if len(found) != 1 or found[0] not in headings_of(notebook.cells[0]):
        raise ReportError(
            "A report needs one title",
            where="first cell of the notebook",
            expected="a Markdown cell that begins with one heading of the first level",
            got=f"{len(found)} headings of the first level",
        )
    first = notebook.cells[0]
    first.source = re.sub(r"^#[ \t]+.*\n?", "", first.source, count=1, flags=re.MULTILINE)
    return found[0][1]


def _check_outputs(notebook: NotebookNode) -> None:
    """Give pictures their words, leave out names of a program's objects, refuse dead widgets.

    The words for a picture stand in the metadata of its cell: `"labor": {"alt": "..."}`.
    """
    for position, cell in enumerate(notebook.cells):
        outputs = cell.get("outputs", [])
        alt = cell.metadata.get("labor", {}).get("alt", "")
        shows = any(set(output.get("data", {})) - {"text/plain"} for output in outputs)
        for output in list(outputs):
            data = output.get("data", {})
            if _WIDGET in data:
                raise ReportError(
                    "A widget cannot be published: it does nothing without Python",
                    where=f"section {section_of(notebook, position)!r}",
                    got=data.get("text/plain", _WIDGET)[:100],
                    next_step="Tag the cell `notebook-only`, and show what was chosen in another.",
                )
            if shows and set(data) == {"text/plain"} and _OBJECT.match(data["text/plain"]):
                outputs.remove(output)  # what `ax.plot(...)` gives, beside the picture itself
            elif alt and "image/png" in data:
                output.metadata["alt"] = alt
            elif alt and "image/svg+xml" in data:
                drawing = data.pop("image/svg+xml")
                data["text/html"] = f'<div role="img" aria-label="{escape(alt)}">{drawing}</div>'


def _take_facts(notebook: NotebookNode) -> dict[str, Any]:
    """Collect what the results say about themselves; one with a title becomes the page's head."""
    facts: dict[str, Any] = {"sources": [], "files": {}}
    for cell in notebook.cells:
        for output in list(cell.get("outputs", [])):
            own = output.get("data", {}).pop(_FACTS, {})
            if "title" in own:
                cell.outputs.remove(output)
            sources = [*facts["sources"], *own.get("sources", [])]
            files = {**facts["files"], **own.get("files", {})}
            facts = {**own, **facts, "sources": list(dict.fromkeys(sources)), "files": files}
    return facts


def _take_styles(notebook: NotebookNode) -> str:
    """Take the style that every figure brings along, once, for the head of the page."""
    styles: dict[str, None] = {}
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if html := output.get("data", {}).get("text/html"):
                styles |= dict.fromkeys(_STYLE.findall(html))
                output.data["text/html"] = _STYLE.sub("", html)
    return "".join(re.sub(r"</?style[^>]*>", "", style) for style in styles)


def _share_tables(notebook: NotebookNode) -> None:
    """Show a table that two charts have once, with a link to it from the second."""
    seen: dict[str, str] = {}
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            html = output.get("data", {}).get("text/html", "")
            chart, table = _CHART.search(html), _NUMBERS.search(html)
            if chart is None or table is None:
                continue
            first = seen.setdefault(table[1], chart[1])
            if first != chart[1]:
                link = f'<p><a href="#{first}">The numbers are in the table of the other chart</a>.'
                output.data["text/html"] = html.replace(table[0], f"{link}</p>")


def _number_repeated_charts(notebook: NotebookNode) -> None:
    """Give a chart that is shown again other ids than the first time."""
    seen: Counter[str] = Counter()
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            html = output.get("data", {}).get("text/html", "")
            for name in _CHART.findall(html):
                seen[name] += 1
                if seen[name] > 1:
                    output.data["text/html"] = html.replace(name, f"{name}-{seen[name]}")


def _drop_stderr(notebook: NotebookNode, name: str) -> None:
    """Keep remarks of programs out of the page, and tell them to whoever runs it."""
    for position, cell in enumerate(notebook.cells):
        kept = [o for o in cell.get("outputs", []) if o.get("name") != "stderr"]
        for output in cell.get("outputs", []):
            if output.get("name") == "stderr":
                _log.warning("%s, %s: %s", name, section_of(notebook, position), output.text)
        if "outputs" in cell:
            cell.outputs = kept


def _mark_sections(notebook: NotebookNode) -> list[tuple[str, str]]:
    """Give every section that begins a cell an id; return ids and headings for the contents."""
    contents: list[tuple[str, str]] = []
    for cell in notebook.cells:
        match = _PART.match(cell.source) if cell.cell_type == "markdown" else None
        if match is None:
            continue
        section = slug(match[1])
        heading = f'<h2 id="{section}">{escape(match[1], quote=False)}</h2>\n'
        cell.source = heading + cell.source[match.end() :]
        half = "half-width" in tags_of(cell)
        cell.metadata["labor"] = {"section": section, "first": not contents, "half": half}
        contents.append((section, match[1]))
    return contents


def _fold(notebook: NotebookNode) -> None:
    """Put cells in a row that are tagged `folded` behind the text of the first."""
    runs = [
        (is_folded, list(cells))
        for is_folded, cells in groupby(notebook.cells, lambda cell: "folded" in tags_of(cell))
    ]
    notebook.cells = []
    for is_folded, cells in runs:
        if is_folded:
            text = escape(cells[0].source.strip(), quote=False)
            cells[0].source = f"<details>\n<summary>{text}</summary>\n"
            cells.append(new_markdown_cell("</details>"))
        notebook.cells += cells
