"""The text that goes with exported data: what is inside, how to read it, how to cite it."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence

import pandas as pd

from labor import __version__
from labor.occupations import COVERAGE, RELATIONS, Role
from labor.schema.core import STATUSES, Column, TableSchema
from labor.schema.tables import DESCRIBED, meanings_of
from labor.tables.data_package import attributions

_WIDTH = 96
#: A code that Excel takes for month and year: "11-9111"; not "11-1021", a year before 1900.
_DATE = re.compile(r"(?:0[1-9]|1[0-2])-(?:19|[2-9][0-9])[0-9]{2}")
_TITLE = f"Occupational pay and outlook, tidy tables (labor {__version__})"
_COPIES = {
    "resaved": "a copy that was saved again by a third party, values unchanged as far as checked",
    "extract": "an extract made by a third party",
}


def readme(
    tables: Mapping[str, pd.DataFrame],
    form: str,
    periods: Sequence[str],
    roles: Sequence[Role],
    areas: Sequence[str] = (),
) -> str:
    """Describe exported tables to a person who has nothing else.

    Args:
        tables: The tables by name, `sources` among them.
        form: "csv", "parquet" or "xlsx".
        periods: Years and releases that were chosen; empty for all.
        roles: Occupations that were chosen; empty for all.
        areas: Codes of the areas that were chosen; empty for all.

    Returns:
        Plain text, the same for the same tables and choice.
    """
    parts = [
        [_TITLE, "=" * len(_TITLE)],
        _heading("What is inside"),
        *(_inside(name, frame, form) for name, frame in tables.items()),
        _heading("What was chosen"),
        _chosen(periods, roles, areas),
        *(_role(role) for role in roles),
        _heading("How to read it"),
        _reading(),
        *_spreadsheets(tables, form),
        _heading("Where it is from, licences, how to cite"),
        _citing(tables["sources"]),
        _heading("What the columns say"),
        *(_columns(DESCRIBED[name]) for name in tables),
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def meaning(column: Column) -> str:
    """What a column says, with its unit and the only values it may have."""
    text = f"{column.description} Unit: {column.unit}." if column.unit else column.description
    if column.allowed and column.allowed != tuple(STATUSES):
        text += f" One of: {'; '.join(column.allowed)}."
    return text


def _inside(name: str, frame: pd.DataFrame, form: str) -> list[str]:
    where = f"labor.xlsx, sheet {name}" if form == "xlsx" else f"{name}.{form}"
    rows = f"{len(frame):,} row{'' if len(frame) == 1 else 's'}"
    return [f"{where}: {rows}", *_indented(f"A row is {DESCRIBED[name].row_is}.")]


def _chosen(periods: Sequence[str], roles: Sequence[Role], areas: Sequence[str]) -> list[str]:
    lines = ["Years and releases: " + (", ".join(periods) or "all")]
    lines.append("Occupations: " + ("; ".join(role.label for role in roles) or "all"))
    lines.append("Areas: " + (", ".join(areas) or "all"))
    if periods or roles or areas:
        lines += textwrap.wrap(
            "Tables that have no years or releases of the kind named, no occupations or no areas "
            "are whole in this respect; tables without a row for this choice are left out.",
            _WIDTH,
        )
    return lines


def _role(role: Role) -> list[str]:
    """The codes of a role in every list, and what a reader must know about them."""
    lines = [f'{role.label}, asked for as "{role.query}"']
    for version, codes in role.codes.items():
        covers = COVERAGE.get(role.coverage.get(version, ""), "")
        lines += _indented(f"{', '.join(codes)} in {version}" + (f": {covers}" if covers else ""))
        for one in role.stand_ins.get(version, ()):
            text = f"where {', '.join(one.of)} has no row: {', '.join(one.codes)}"
            lines += _indented(f"{text}, {RELATIONS[one.relation]}")
    for note in role.notes:
        lines += _indented(note)
    return lines


def _reading() -> list[str]:
    lines = textwrap.wrap(
        "Codes are text. A number is empty unless its status, in the column beside it, says that "
        "there is one:",
        _WIDTH,
    )
    for status, text in STATUSES.items():
        lines += _indented(f"{status}: {text}")
    lines += textwrap.wrap(
        "The same occupation code can mean another occupation in another list of codes "
        "(soc_version). Do not draw a line through the years of a code whose list changes:",
        _WIDTH,
    )
    for version, text in meanings_of("soc_versions").items():
        lines += _indented(f"{version}: {text}")
    return lines


def _spreadsheets(tables: Mapping[str, pd.DataFrame], form: str) -> list[list[str]]:
    """What a spreadsheet program does to a CSV that is opened in it, where it does something."""
    if form != "csv":
        return []
    texts = [
        frame[name]
        for frame in tables.values()
        for name in map(str, frame.select_dtypes("str").columns)
    ]
    dates = {text for column in texts for text in column.dropna().unique() if _DATE.fullmatch(text)}
    lines = [
        "A text that begins with =, +, - or @ has an apostrophe in front of it here, so that no "
        "spreadsheet program takes it for a formula."
    ]
    if dates:
        example = "11-9111" if "11-9111" in dates else min(dates)
        lines.append(
            f"Excel takes {len(dates)} code{'s' if len(dates) > 1 else ''} in these files, such as "
            f"{example}, for a date, and drops the zero of codes such as 06, when a CSV is opened "
            "with a double click. Read them with Data > From Text/CSV and the type Text for all "
            "columns of codes, or export with --format xlsx, where codes are text."
        )
    return [textwrap.wrap(line, _WIDTH) for line in lines]


def _columns(table: TableSchema) -> list[str]:
    lines = textwrap.wrap(f"{table.name} (key: {', '.join(table.key)})", _WIDTH)
    for column in table.columns:
        lines += _indented(f"{column.name}: {meaning(column)}")
    return lines


def _citing(sources: pd.DataFrame) -> list[str]:
    lines = textwrap.wrap(
        "Cite the agency and the table that the figures are from; the column source_id of every "
        "row names it. If you use the arrangement of the tables, cite "
        f"labor {__version__}, too.",
        _WIDTH,
    )
    for row in sources.fillna("").to_dict("records"):
        by = f"{row['producer'] or 'Producer not known'}: {row['title']}"
        copy = f"; read from {_COPIES[row['copy']]}" if row["copy"] in _COPIES else ""
        page = f" {row['landing_url']}" if row["landing_url"] else ""
        lines += _indented(f"{row['source_id']}: {by}.{page} (file {row['file']}{copy})")
    lines.append("Licences:")
    licences = sources[["licence", "licence_url"]].dropna().drop_duplicates()
    for licence, url in licences.itertuples(index=False, name=None):
        lines += _indented(f"{licence}: {url}")
    for text in attributions(sources):
        lines += textwrap.wrap(text, _WIDTH)
    return lines


def _heading(text: str) -> list[str]:
    return [text, "-" * len(text)]


def _indented(text: str) -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent="  ",
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )
