"""What the judging commands say: lines that can be read aloud, tables in plain columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pandas as pd

from labor.console.output import listed
from labor.methods.censoring import from_cell, in_words
from labor.methods.comparability import GENERAL, NOT_COMPARABLE, Verdict
from labor.show.table import aligned
from labor.show.words import count, dollars, percent, plural, running, sentence_case, when
from labor.terms import DERIVED, ESTIMATED, SHOWN

_VERDICTS = {
    "comparable": "may be compared.",
    "with_caveats": "may be compared, with caveats.",
    "not_comparable": "may not be compared.",
}
_SEVERITIES = {"break": "Why not:", "caveat": "To keep in mind:", "note": "Also known:"}
_BASES = {
    "ooh": "Its page in the Handbook lists",
    "listed_by": "Their pages in the Handbook list it",
    "onet": "O*NET relates it to",
    "education": "The same typical education, experience and training",
    "pay": "The nearest median pay",
}
#: Why a list can be empty.
_NOTHING = {
    "ooh": "nothing: the Handbook has no page of just this role",
    "listed_by": "nothing: the Handbook has no page of just this role, or no page lists it",
    "onet": "nothing: O*NET relates no occupation to it",
    "education": "nothing: no other occupation has the same, or the projection has no such role",
    "pay": "nothing: that year the role has not one published median; another may, see --year",
}
_CHECK = ("Projection", "Checked in", "Projected", "Came", "Error", "Typical", "Right way")
_MADE_HERE = {DERIVED: "sum", ESTIMATED: "estimate"}
_QUOTED = ("printed", "band", "point", "implied")
Row = dict[str, Any]


def history_text(label: str, rows: pd.DataFrame) -> list[str]:
    """The segments of a history, each with why it begins, its years and changes of method.

    Args:
        label: Name of the role.
        rows: Rows of `labor.history`.

    Returns:
        Lines.
    """
    place = rows["area_title"].iloc[0]
    lines = [f"{label}, {place}: pay a year and jobs"]
    if "deflator" in rows:
        base = when(int(rows["base_year"].iloc[0]))
        lines.append(f"Real: the median in prices of {base}, by the consumer price index CPI-U.")
    for _, segment in rows.groupby("segment", sort=False):
        lines += ["", *_segment(segment)]
    lines += ["", "Figures of two segments may not be compared, and no line joins them.", GENERAL]
    return lines


def _segment(rows: pd.DataFrame) -> list[str]:
    lines = [str(rows["segment_label"].iloc[0])]
    title = rows["occupation_title"].iloc[-1]
    if title and title != rows["role"].iloc[0]:
        lines.append(f"Title: {title}")
    if rows["break_before"].iloc[0]:
        lines.append(f"Begins anew: {rows['break_before'].iloc[0]}")
    columns = {"Median": "median_annual_usd", "Quarter below": "p25_annual_usd"}
    columns |= {"Quarter above": "p75_annual_usd"}
    if "deflator" in rows:
        columns |= {"Real": "median_annual_real_usd"}
    found = rows.to_dict("records")
    cells = [
        [
            str(row["reference_year"]),
            *(_money(row, name) for name in columns.values()),
            number(row, "employment_jobs"),
        ]
        for row in found
    ]
    lines += aligned(["Year", *columns, "Jobs"], cells)
    return [*lines, *_notes(found)]


def _notes(rows: Sequence[Row]) -> Iterable[str]:
    """Changes of method, missing years and estimates of a segment."""
    for row in rows:
        period = sentence_case(row["reference_period"])
        if row["caveat_before"]:
            yield f"{period}: {row['caveat_before']}"
        if row["years_missing_before"]:
            yield f"Before {period} there is no row of {row['years_missing_before']}."
    if any(row["median_annual_usd_status"] == ESTIMATED for row in rows):
        yield "The pay of the group is estimated from its members' published pay."


def verdict_text(label: str, years: tuple[int, int], measure: str, verdict: Verdict) -> list[str]:
    """A verdict in words, with its reasons and where they are said.

    Args:
        label: Name of the role.
        years: The two years.
        measure: What was to be compared.
        verdict: The verdict.

    Returns:
        Lines.
    """
    first, second = (when(year) for year in sorted(years))
    what = "Jobs" if measure == "employment" else "Pay"
    people = plural(running(label))
    lines = [f"{what} of {people} in {first} and in {second} {_VERDICTS[verdict.verdict]}"]
    for severity, heading in _SEVERITIES.items():
        reasons = [reason for reason in verdict.reasons if reason.severity == severity]
        if reasons:
            lines += ["", heading]
        for reason in reasons:
            lines += [f"- {reason.text}", f"  Source: {reason.source}"]
    if verdict.verdict == NOT_COMPARABLE:
        lines += ["", "`labor history` shows the years that belong together."]
    return lines


def outlook_text(rows: pd.DataFrame) -> list[str]:
    """Growth and openings of each code of a role.

    Args:
        rows: Rows of `labor.outlook`.

    Returns:
        Lines.
    """
    lines = [f"{rows['role'].iloc[0]}: projection {rows['projection_vintage'].iloc[0]}"]
    for row in rows.to_dict("records"):
        lines += ["", f"{row['occupation_code']} {row['occupation_title']}".strip()]
        if row["employment_change_pct_status"] not in SHOWN:
            lines.append("  The projection has no row for it.")
            continue
        lines += listed(_outlook_pairs(row))
    return [*lines, "", "Jobs of the projections also count the self-employed."]


def _outlook_pairs(row: Row) -> list[tuple[str, str]]:
    years = row["target_year"] - row["base_year"]
    phrase = row["growth_phrase"] if row["growth_phrase_basis"] in _QUOTED else ""
    change = f"{row['employment_change_jobs']:+,.0f}, {percent(row['employment_change_pct'])}"
    rate = f"{percent(row['annual_growth_pct'])} a year, derived"
    needs = [row[name] for name in ("entry_education", "work_experience", "training")]
    return [
        (f"Jobs {row['base_year']}", number(row, "base_employment_jobs")),
        (f"Jobs {row['target_year']}", number(row, "target_employment_jobs")),
        ("Change", f"{change} over {years} years ({rate})"),
        ("In the Handbook's words", phrase or "not known for this percentage and projection"),
        ("How that is known", row["growth_phrase_evidence"] if phrase else ""),
        *_openings(row),
        ("Typical education", str(needs[0] or "")),
        ("Related experience", str(needs[1] or "")),
        ("On-the-job training", str(needs[2] or "")),
    ]


def _openings(row: Row) -> list[tuple[str, str]]:
    if row["openings_ten_year_total_jobs_status"] in SHOWN:
        total = count(row["openings_ten_year_total_jobs"])
        return [("Openings in ten years", f"{total} (older method, not a tenth of it a year)")]
    if row["openings_annual_average_jobs_status"] not in SHOWN:
        return [("Openings a year", "not released")]
    parts = (
        ("because jobs grow or shrink", "growth_jobs"),
        ("people leave the labor force", "exits_jobs"),
        ("people change occupation", "transfers_jobs"),
    )
    rate = f"{row['openings_per_100_jobs']:.1f} for each 100 jobs of {row['base_year']}, derived"
    return [
        ("Openings a year", f"{count(row['openings_annual_average_jobs'])} ({rate})"),
        *((f"  {says}", count(row[name]) if pd.notna(row[name]) else "") for says, name in parts),
    ]


def peers_text(label: str, bases: Sequence[str], rows: pd.DataFrame) -> list[str]:
    """Suggestions by each reading of similar.

    Args:
        label: Name of the role.
        bases: The readings asked for.
        rows: Rows of `labor.peers`.

    Returns:
        Lines.
    """
    lines = [f"Roles to compare with {label}"]
    for basis in bases:
        own = rows[rows["basis"] == basis]
        lines += ["", f"{_BASES[basis]}:"]
        if own.empty:
            lines.append(f"  {_NOTHING[basis]}")
            continue
        cells = [
            [str(row["rank"]), row["peer"], row["occupation_code"] or "group", row["reason"]]
            for row in own.to_dict("records")
        ]
        lines += aligned(["", "Role", "Code", "Why"], cells, left=("Role", "Code", "Why"))
    return lines


def backtest_text(label: str, rows: pd.DataFrame) -> list[str]:
    """Each projection of a role beside the jobs that came.

    Args:
        label: Name of the role.
        rows: Rows of `labor.backtest`.

    Returns:
        Lines.
    """
    lines = [f"{label}: projected jobs and those that came"]
    if rows.empty:
        return [*lines, "", "No projection can be checked: later ones count other jobs."]
    for (code, title), own in rows.groupby(["occupation_code", "occupation_title"], sort=False):
        cells = [_check(row) for row in own.to_dict("records")]
        headings = [
            "Projection",
            "Checked in",
            "Projected",
            "Came",
            "Error",
            "Typical",
            "Right way",
        ]
        lines += ["", f"{code} {title}", *aligned(headings, cells, left=("Projection",))]
    return [
        *lines,
        "",
        "Error: in percent of the jobs that came, positive when the projection was too high.",
        "Typical: the median error, without sign, of all occupations in the same check.",
        "Right way: whether jobs grew or fell as projected.",
        "A star marks a check before the end of the projection: the projected jobs are read off",
        "a path with a constant yearly rate. The jobs that came are estimates, too.",
    ]


def _check(row: Row) -> list[str]:
    return [
        row["projection_vintage"],
        f"{row['check_year']}{'' if row['is_complete'] else '*'}",
        count(row["projected_jobs"]),
        count(row["observed_jobs"]),
        percent(row["error_pct"]),
        percent(row["typical_error_pct"]),
        "yes" if row["is_direction_right"] else "no",
    ]


def _money(row: Row, name: str) -> str:
    return said(row, name, lambda amount: dollars(round(amount)))


def number(row: Row, name: str) -> str:
    """A number of jobs, or the words of its status."""
    return said(row, name, count)


def said(row: Row, name: str, write: Callable[[float], str]) -> str:
    """A number as `write` writes it, or the words of the status beside it.

    Args:
        row: A row with the column and its status.
        name: The column.
        write: Writes a number with its unit.
    """
    status = row[f"{name}_status"]
    if status in _MADE_HERE:
        return write(row[name])
    return in_words(from_cell(row[name], status), write)
