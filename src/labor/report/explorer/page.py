"""The explorer page put together: frame, form, data and script in one file without network."""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Mapping, Sequence
from html import escape
from importlib import resources
from pathlib import Path
from typing import Any

from labor.errors import ReportError
from labor.report.pages import framed, saving_script, write_page

#: Name of the page in a folder of reports.
NAME = "explorer.html"
#: The page travels by mail and opens on phones.
MAX_BYTES = 4_000_000
#: Name and address of a report, which is a page beside this one or in a folder below:
#: ["Overview","atlas/overview/us/29-2072.html"]
_REPORT = r'\["[^"<>\\\d]*","[\w%-][\w.%-]*(?:/[\w.%-]+)*\.html"\],?'
#: Reports by code:
#: <script type="application/json" id="reports">{"29-2072":[["Overview","a.html"]]}</script>
_REPORTS = re.compile(
    r'<script type="application/json" id="reports">'
    rf'\{{(?:"\d\d-\d{{4}}":\[(?:{_REPORT})+\],?)+\}}</script>'
)

_TITLE = "All occupations"
_ABOUT = (
    "Search, rank and compare them by pay, jobs and outlook. Ties stay ties, and what may not be "
    "compared is not."
)
_LIMITS = (10, 25, 50, 100, 1000)
_BOXES = (
    ("education", "Typical education at entry"),
    ("growth", "Growth, as the Handbook calls it"),
    ("experience", "Experience in a related occupation"),
    ("training", "Training on the job"),
    ("zone", "Job zone of O*NET, 1 to 5"),
    ("group", "Group of occupations"),
)
_FLOORS = (
    ("min_jobs", "Jobs in the place, at least"),
    ("min_openings", "Openings a year, at least"),
    ("pay_from", "Median pay a year from"),
    ("pay_to", "Median pay a year to"),
)


def explorer_page(data: Mapping[str, Any]) -> str:
    """The whole page.

    Args:
        data: What `answers.explorer.data.explorer_data` gives.

    Raises:
        ReportError: The page is larger than `MAX_BYTES`.
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    packed = base64.b64encode(gzip.compress(text.encode(), 9, mtime=0)).decode()
    content = f"{_form()}{_result()}{_beside()}{_ending(data)}"
    page = framed(
        _TITLE,
        escape(_ABOUT, quote=False),
        f'{content}<script type="application/gzip" id="data">{packed}</script>',
        style=_part("explorer.css"),
        script=saving_script() + _part("explorer.js"),
        css_class="explorer",
    )
    if (size := len(page.encode())) > MAX_BYTES:
        raise ReportError(
            "The explorer page is too large to be passed on",
            expected=f"at most {MAX_BYTES:,} bytes",
            got=f"{size:,} bytes",
            next_step="Report this at the project's page: the tables hold more places than fit.",
        )
    return page


def is_explorer(page: str) -> bool:
    """Whether a page is one of all occupations.

    Args:
        page: A whole page.
    """
    return 'id="data"' in page and 'class="explorer"' in page


def with_reports(page: str, reports: Mapping[str, Sequence[tuple[str, str]]]) -> str:
    """The page with links to the reports that stand beside it, and to no others.

    Args:
        page: A whole page of `explorer_page`.
        reports: Names and addresses of the reports on an occupation, by its code.
    """
    if not reports:
        return without_reports(page)
    links = json.dumps(dict(sorted(reports.items())), separators=(",", ":"), ensure_ascii=False)
    element = f'<script type="application/json" id="reports">{links}</script>'
    return without_reports(page).replace("\n</main>", f"{element}\n</main>")


def without_reports(page: str) -> str:
    """The page as it was made, before `with_reports`.

    Args:
        page: A whole page.
    """
    return _REPORTS.sub("", page, count=1)


def write_explorer(data: Mapping[str, Any], folder: Path) -> Path:
    """Write the page into a folder of reports.

    Args:
        data: See `explorer_page`.
        folder: The folder.

    Returns:
        The path of the page.
    """
    return write_page(folder / NAME, explorer_page(data))


def _part(name: str) -> str:
    return resources.files("labor.report.explorer").joinpath(name).read_text(encoding="utf-8")


def _form() -> str:
    boxes = "".join(
        f'<details class="filter"><summary id="{name}-name">{escape(legend)} '
        f'<span class="set"></span></summary><div role="group" id="{name}" '
        f'aria-labelledby="{name}-name"></div></details>'
        for name, legend in _BOXES
    )
    floors = "".join(
        f'<div><label for="{name}">{label}</label>'
        f'<input id="{name}" type="number" min="0" step="1000" inputmode="numeric"></div>'
        for name, label in _FLOORS
    )
    limits = _options([(str(one), "all" if one == _LIMITS[-1] else str(one)) for one in _LIMITS])
    orders = _options([("highest", "highest first"), ("lowest", "lowest first")])
    return f"""<noscript><p>This page needs JavaScript, and no network; <code>labor rank</code>
answers the same.</p></noscript>
<p id="told" role="status" hidden></p>
<div class="search" role="search">
<label for="find">Find an occupation by a job title or code, and set it beside others</label>
<input id="find" type="search" autocomplete="off" spellcheck="false">
<p id="found-number" class="quiet" role="status"></p>
<ul id="found"></ul>
</div>
<h2>Which occupations?</h2>
<div class="bar">
<div><label for="by">By</label><select id="by"></select></div>
<div><label for="order">Order</label><select id="order">{orders}</select></div>
<div><label for="area">Place of pay and jobs</label><select id="area"></select></div>
<div><label for="limit">Listed</label><select id="limit">{limits}</select></div>
</div>
<div class="bar">{floors}</div>
<div class="filters">{boxes}</div>
<div class="buttons"><button type="button" id="clear">Clear all filters</button></div>
"""


def _options(pairs: Sequence[tuple[str, str]]) -> str:
    return "".join(f'<option value="{value}">{text}</option>' for value, text in pairs)


def _marks(name: str, label: str) -> str:
    """Where a chart stands whose marks the pointer and arrow keys reach."""
    return f"""<div id="{name}" class="marks" tabindex="0" role="application" aria-label="{label}"
aria-describedby="{name}-said"></div>
<div class="said"><p id="{name}-said" role="status">Point at the chart, or press arrow keys in it:
what a mark is stands here.</p><span id="{name}-beside"></span></div>
<div class="buttons" id="{name}-buttons"></div>"""


def _result() -> str:
    return f"""<section aria-label="Occupations in order">
<div id="answer" role="status" aria-live="polite"></div>
<div class="scroll" tabindex="0" role="group" aria-labelledby="caption">
<table><caption id="caption"><span id="caption-text"></span></caption>
<thead id="head"></thead><tbody id="rows"></tbody></table>
</div>
<p id="exposure-note" class="quiet"></p>
<p id="beside-number" class="quiet" role="status"></p>
<details class="filter"><summary id="columns-name">Columns of the table
<span class="set"></span></summary>
<div role="group" id="columns" aria-labelledby="columns-name"></div></details>
<div class="buttons">
<button type="button" id="csv">Table as CSV</button>
<button type="button" id="xlsx">Table as XLSX</button>
</div>
<figure>
<figcaption>Pay against projected growth of every occupation that fits. The area of a mark is its
jobs, its form and color the typical education; names are those of the first listed. The table
above, with “all” listed, has the same numbers.</figcaption>
<ul id="key" class="key"></ul>
{_marks("scatter", "Marks of occupations: left and right go by growth, up and down by pay")}
</figure>
<figure>
<figcaption>All jobs of the place by occupation, in groups. The area of a field is its jobs, its
color and pattern the growth as the Handbook calls it; those that do not fit are pale.
<span id="mapped"></span></figcaption>
<svg id="patterns" width="0" height="0" aria-hidden="true"></svg>
<ul id="map-key" class="key"></ul>
{_marks("map", "Fields of occupations: left and right go through groups, up and down by jobs")}
<details id="map-table"><summary>Numbers of the map</summary>
<div class="scroll" tabindex="0" role="group" aria-label="Numbers of the map">
<table id="map-rows"><thead><tr><th scope="col">Occupation</th><th scope="col"
class="number">Jobs</th><th scope="col" class="number">Of all jobs</th><th
scope="col">Growth</th></tr></thead></table></div></details>
</figure>
</section>
"""


def _beside() -> str:
    return """<section id="beside" aria-labelledby="beside-title" hidden>
<h2 id="beside-title">Side by side</h2>
<div id="beside-words"></div>
<div class="scroll" tabindex="0" role="group" aria-labelledby="beside-caption">
<table><caption id="beside-caption">The chosen occupations</caption>
<thead id="beside-head"></thead><tbody id="beside-rows"></tbody></table>
</div>
<div class="buttons">
<button type="button" id="beside-csv">Table as CSV</button>
<button type="button" id="beside-xlsx">Table as XLSX</button>
</div>
<figure id="ranges-figure">
<figcaption>Pay in the nation on one scale: the thin line holds 8 in 10 workers, the thick one the
middle half, the mark is the median.</figcaption>
<div id="ranges"></div>
<div class="buttons" id="ranges-buttons"></div>
</figure>
<h3>Medians over the years</h3>
<p class="quiet">In the dollars of each year, the nation. No line is drawn across a break.</p>
<div id="histories"></div>
</section>
"""


def _ending(data: Mapping[str, Any]) -> str:
    sources = "".join(f"<li>{escape(text, quote=False)}</li>" for text in data["sources"])
    caveats = "".join(f"<li>{escape(text, quote=False)}</li>" for text in data["words"]["standing"])
    return f"""<section>
<h2>What this is not</h2>
<ul>{caveats}</ul>
<h2>Sources</h2>
<ul>{sources}</ul>
<p class="quiet">{escape(data["attribution"], quote=False)}</p>
<p class="quiet">Version of the data: {escape(data["version"])}. Each number of the table names
its cell in the tidy tables when the pointer rests on it; <code>labor rank</code> and
<code>labor compare</code> make the same answers.</p>
</section>
"""
