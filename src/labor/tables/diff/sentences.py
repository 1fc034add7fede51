"""What changed between two releases, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from labor.tables.diff.changes import BEGAN, CAME, ENDED, GONE, REASSIGNED

#: How a move stands to its published error.
OUTSIDE, WITHIN = "outside its error", "within its error"
NO_ERROR, REVISED = "no published error", "revised"
VERDICTS = (OUTSIDE, WITHIN, NO_ERROR, REVISED)
#: So many names stand in a sentence; of more, the rest is counted.
_MOST_NAMES = 4
#: Codes of these levels are groups of others.
_GROUPS = ("total", "division", "major", "minor", "broad", "summary")
_HIGH_WAGES = {
    "annual_wage_usd": "annual wages",
    "hourly_wage_usd": "hourly wages",
    "median_annual_wage_usd": "median annual wages",
}


def sentences(
    old: str,
    new: str,
    tables: Mapping[str, pd.DataFrame],
    versions: tuple[str, str] | None,
    note: str,
    has_lineage: bool,
) -> list[str]:
    """Say what changed.

    Args:
        old: Name of the older release.
        new: Name of the newer release.
        tables: The tables of `compare.Changes` by name.
        versions: Lists of codes of the two releases; None if they have no codes.
        note: What the verdicts on moves rest on.
        has_lineage: Whether there is a table that links the two lists.

    Returns:
        Sentences; what limits a comparison stands before what moved.
    """
    lines = _rules(tables["rules"], old, new)
    if versions:
        lines += _lists(*versions, old, new, has_lineage)
        lines += _codes(tables["codes"], old, new)
    return [
        *lines,
        *_headings(tables["headings"], tables["rows"]),
        *_rows(tables["rows"], tables["places"], old, new),
        *_cells(tables["measures"], tables["cells"], old, new),
        *_moves(tables["moves"], note),
        *_not_compared(tables["not_compared"]),
    ]


def _rules(rules: pd.DataFrame, old: str, new: str) -> list[str]:
    """What became of the rule for high wages, one sentence for each kind of change."""
    lines = []
    for rule, rows in rules[rules["rule"] != ""].groupby("rule"):
        wages = rows["measure"].replace(_HIGH_WAGES)
        before, after = (
            _all(rows[f"top_coded_{side}"].map("{:,} ".format) + wages + " only as at least "
                 + rows[f"floor_{side}"].map(_usd))
            for side in ("old", "new")
        )  # fmt: skip
        if rule == ENDED:
            above = _all(rows["at_or_above_old_floor"].map("{:,} ".format) + wages)
            after = f"every wage, {above} at or above that"
        lines.append(
            "The rule for high wages changed: "
            f"{old} prints {'every wage' if rule == BEGAN else before}; {new} prints {after}. "
            "A wage that one of the two prints only as a bound is not compared."
        )
    return lines


def _lists(before: str, after: str, old: str, new: str, has_lineage: bool) -> list[str]:
    if before == after:
        return []
    result = "only occupations whose code the crosswalks call the same are compared."
    if not has_lineage:
        result = (
            "no occupation is compared, because the table soc_lineage, which says what is the "
            "same, is not built (`labor build` makes it)."
        )
    return [f"{old} uses the codes of {before}, {new} those of {after}: {result}"]


def _codes(codes: pd.DataFrame, old: str, new: str) -> list[str]:
    lines = []
    for change, text in (("went", f"in {old} but not in {new}"), ("came", f"new in {new}")):
        rows = codes[codes["change"] == change]
        single = rows[~rows["occupation_level"].isin(_GROUPS)]
        groups = len(rows) - len(single)
        names = map(
            "".join, zip(_occupations(single), map(_fate, single.to_dict("records")), strict=True)
        )
        parts = [_some([*names])] if len(single) else []
        parts += [_count(groups, "code of a group", "codes of groups")] * bool(groups)
        if parts:
            number = _count(len(rows), "code is", "codes are")
            lines.append(f"{number} {text}: {'; and '.join(parts)}.")
    retitled = codes[codes["change"] == "retitled"]
    if len(retitled):
        pairs = zip(_occupations(retitled), retitled["title_new"], strict=True)
        number = _count(len(retitled), "code has", "codes have")
        named = _some([f"{before} is now {after}" for before, after in pairs], 2)
        lines.append(f"{number} another title: {named}.")
    return lines or ["No occupation code came, went or changed its title."]


def _fate(row: Mapping[Any, Any]) -> str:
    """What became of a code that went, or what one that came is made of, in brackets."""
    if not row["other_codes"]:
        return ""
    verb = "now" if row["relation"] == "recoded" else "now in"
    others = _all(row["other_codes"].split(", "))
    return f" ({verb if row['change'] == 'went' else 'from'} {others})"


def _headings(headings: pd.DataFrame, rows: pd.DataFrame) -> list[str]:
    published = rows[rows["table"].str.endswith(" as published")]
    if not ((published["rows_old"] > 0) & (published["rows_new"] > 0)).any():
        return ["The publisher's headings are not compared: there are no raw tables of one kind."]
    lines = []
    for change, text, side in (("came", "New", "new"), ("went", "Gone", "old")):
        names = headings.loc[headings["change"] == change, f"heading_{side}"]
        if len(names):
            lines.append(f"{text} headings: {', '.join(names)}.")
    renamed = headings[headings["change"] == "renamed"]
    pairs = renamed[["heading_old", "heading_new"]].drop_duplicates()
    if len(pairs):
        named = [f"{old} is now {new}" for old, new in pairs.itertuples(index=False)]
        lines.append(f"Renamed headings: {_some(named)}.")
    return lines or ["The publisher's headings are the same."]


def _rows(rows: pd.DataFrame, places: pd.DataFrame, old: str, new: str) -> list[str]:
    published = rows[rows["table"].str.endswith(" as published")]
    shown = (published if len(published) else rows)[["table", "rows_old", "rows_new"]]
    counts = shown.itertuples(index=False, name=None)
    text = "; ".join(f"{name}, {a:,} in {old} and {b:,} in {new}" for name, a, b in counts)
    lines = [f"Rows: {text}."]
    for change, has, lacks in (("went", old, new), ("came", new, old)):
        only = places[places["change"] == change]
        if len(only):
            lines.append(
                f"{_count(len(only), 'place', 'places')} (area, industry, ownership) of {has}, "
                f"{only['rows'].sum():,} rows, {'is' if len(only) == 1 else 'are'} not held for "
                f"{lacks} and left out here."
            )
    return lines


def _cells(measures: pd.DataFrame, cells: pd.DataFrame, old: str, new: str) -> list[str]:
    names = ("compared", "equal", "gone", "came", "top_code")
    compared, equal, gone, came, bounds = (int(measures[name].sum()) for name in names)
    if not compared + gone + came + bounds:
        return [f"No number of {old} can be compared with one of {new}."]
    lines = [
        f"{_count(compared, 'number is', 'numbers are')} published in both, {equal:,} of them "
        f"equal; {gone:,} {GONE}, {came:,} {CAME}."
    ]
    if bounds:
        number = _count(bounds, "number is", "numbers are")
        lines.append(f"{number} printed only as a bound (top code) in one of the two.")
    anew = cells.loc[cells["change"] == REASSIGNED, "measure"].value_counts()
    if len(anew):
        named = _all(f"{name} of {_count(n, 'occupation')}" for name, n in anew.items())
        lines.append(f"Assigned anew: {named}.")
    return lines


def _moves(moves: pd.DataFrame, note: str) -> list[str]:
    lines, without_error = [], []
    for measure, rows in moves.groupby("measure", sort=False):
        counts = {verdict: int((rows["verdict"] == verdict).sum()) for verdict in VERDICTS}
        text = f"The {measure} of {_count(len(rows), *_noun(rows))} is compared"
        if tested := counts[OUTSIDE] + counts[WITHIN]:
            text += f"; {counts[OUTSIDE]:,} of {tested:,} moved by more than their error"
        half = f"{rows['move'].abs().median():.1f} {rows['move_unit'].iloc[0]}"
        moved = f"Half of them moved by {half} or less." if rows["move"].any() else "None moved."
        lines.append(f"{text}. {moved}")
        if counts[NO_ERROR] > len(rows) / 2:
            without_error.append(f"the {measure}")
    if without_error:
        is_none = not moves["verdict"].isin([OUTSIDE, WITHIN]).any()
        names = _all(without_error)
        untold = f"{'' if is_none else 'most rows of '}{names}"
        lines.append(f"No error is published for {untold}: whether a move is real cannot be told.")
    if moves["verdict"].isin([OUTSIDE, WITHIN]).any():
        lines.append(note)
    if moves["verdict"].eq(REVISED).any():
        lines.append("Both are the same release: a move is a revision, not a change over time.")
    return lines


def _not_compared(rows: pd.DataFrame) -> list[str]:
    lines = []
    codes = rows[rows["measure"] == ""]
    if len(codes):
        lines.append(
            f"{_count(len(codes), 'code stands', 'codes stand')} in both releases, but no "
            "crosswalk calls the occupation the same, so that nothing is compared: "
            f"{_some(_occupations(codes))}."
        )
    numbers = rows[rows["measure"] != ""]
    for (measure, reason), group in numbers.groupby(["measure", "reason"], sort=False):
        number = _count(len(group), *_noun(group))
        lines.append(f"The {measure} of {number} is not compared: {reason}.")
    return lines


def _noun(rows: pd.DataFrame) -> tuple[str, str]:
    """What a row is called, alone and several."""
    if rows["place"].eq("").all():
        return "occupation", "occupations"
    return "row (one occupation in one place)", "rows (one occupation in one place)"


def _occupations(rows: pd.DataFrame) -> list[str]:
    pairs = zip(rows["occupation_code"], rows["occupation_title"], strict=True)
    return [f"{code} {title}".strip() for code, title in pairs]


def _some(names: Sequence[str], most: int = _MOST_NAMES) -> str:
    more = [f"{len(names) - most:,} more"] if len(names) > most else []
    return "; ".join([*names[:most], *more])


def _all(parts: Iterable[Any]) -> str:
    *first, last = map(str, parts)
    return f"{', '.join(first)} and {last}" if first else last


def _count(number: int, one: str, several: str = "") -> str:
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def _usd(amount: float) -> str:
    return f"${amount:,.2f}" if amount < 1000 else f"${amount:,.0f}"
