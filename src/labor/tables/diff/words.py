"""What changed between two releases, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from labor.tables.diff.cells import BEGAN, CAME, ENDED, GONE, REASSIGNED
from labor.tables.diff.moves import LEVEL, NO_ERROR, OUTSIDE, REVISED, WITHIN

#: So many names stand in a sentence; of more, the rest is counted.
_NAMED = 4
#: Codes of these levels are groups of others.
_GROUPS = ("total", "division", "major", "minor", "broad", "summary")
_HIGH_WAGES = {
    "annual_wage_usd": "annual wages",
    "hourly_wage_usd": "hourly wages",
    "median_annual_wage_usd": "median annual wages",
}
_INDEPENDENT = (
    f"Whether a move is outside its error is told at {LEVEL:.0%} from the published relative "
    "standard errors, the two samples taken as independent; one in ten is outside by chance even "
    "if nothing changes. Releases less than three years apart share answers, so that the true "
    "error of their difference is another, mostly a smaller one."
)


def say(
    old: str,
    new: str,
    tables: Mapping[str, pd.DataFrame],
    versions: tuple[str, str] | None,
    *,
    has_lineage: bool,
) -> list[str]:
    """Say what changed.

    Args:
        old: Name of the older release.
        new: Name of the newer release.
        tables: The tables of `changes.Changes` by name.
        versions: Lists of codes of the two releases; None if they have no codes.
        has_lineage: Whether there is a table that links them.

    Returns:
        Sentences; what limits a comparison stands before what moved.
    """
    return [
        *_rules(tables["rules"], old, new),
        *(_lists(*versions, old, new, has_lineage=has_lineage) if versions else []),
        *(_codes(tables["codes"], tables["steps"], old, new) if versions else []),
        *_headings(tables["headings"], tables["rows"]),
        *_rows(tables["rows"], old, new),
        *_places(tables["places"], old, new),
        *_cells(tables["measures"], tables["cells"], old, new),
        *_moves(tables["moves"]),
        *_left_out(tables["not_compared"]),
    ]


def _rules(rules: pd.DataFrame, old: str, new: str) -> list[str]:
    """What became of the rule for high wages, one sentence for each kind of change."""
    said = []
    for rule, rows in rules[rules["rule"] != ""].groupby("rule"):
        listed = rows.to_dict("records")
        if rule == ENDED:
            bounds = _all(_bounded(row, "old") for row in listed)
            above = _all(f"{row['at_or_above_old_floor']:,} {_wages(row)}" for row in listed)
            text = f"{old} prints {bounds}; {new} prints every wage, {above} at or above that"
        elif rule == BEGAN:
            bounds = _all(_bounded(row, "new") for row in listed)
            text = f"{old} prints every wage; {new} prints {bounds}"
        else:
            floors = _all(
                f"{_wages(row)} {_usd(row['floor_old'])} in {old} and {_usd(row['floor_new'])} in "
                f"{new}"
                for row in listed
            )
            text = f"the highest wage printed is for {floors}"
        said.append(
            f"The rule for high wages changed: {text}. A wage that one of the two prints only as "
            "a bound is not compared."
        )
    return said


def _bounded(row: Mapping, side: str) -> str:
    number, floor = row[f"top_coded_{side}"], row[f"floor_{side}"]
    return f"{number:,} {_wages(row)} only as at least {_usd(floor)}"


def _wages(row: Mapping) -> str:
    return _HIGH_WAGES.get(row["measure"], row["measure"])


def _lists(before: str, after: str, old: str, new: str, *, has_lineage: bool) -> list[str]:
    if before == after:
        return []
    text = f"{old} uses the codes of {before}, {new} those of {after}: "
    if has_lineage:
        return [f"{text}only occupations whose code the crosswalks call the same are compared."]
    return [
        f"{text}no occupation is compared, because the table soc_lineage, which says what is the "
        "same, is not built (`labor build` makes it)."
    ]


def _codes(codes: pd.DataFrame, steps: pd.DataFrame, old: str, new: str) -> list[str]:
    said = []
    for change, text in (("went", f"in {old} but not in {new}"), ("came", f"new in {new}")):
        rows = codes[codes["change"] == change]
        if rows.empty:
            continue
        single = rows[~rows["occupation_level"].isin(_GROUPS)]
        fates = [_fate(steps, change, code) for code in single["occupation_code"]]
        named = [name + fate for name, fate in zip(_occupations(single), fates, strict=True)]
        groups = len(rows) - len(single)
        also = [_count(groups, "code of a group", "codes of groups")] if groups else []
        listed = "; and ".join([_named(named)] * bool(named) + also)
        said.append(f"{_count(len(rows), 'code is', 'codes are')} {text}: {listed}.")
    retitled = codes[codes["change"] == "retitled"]
    if len(retitled):
        pairs = zip(_occupations(retitled), retitled["title_new"], strict=True)
        named = [f"{before} is now {after}" for before, after in pairs]
        number = _count(len(retitled), "code has", "codes have")
        said.append(f"{number} another title: {_named(named, 2)}.")
    return said or ["No occupation code came, went or changed its title."]


def _fate(steps: pd.DataFrame, change: str, code: str) -> str:
    """What became of a code that went, or what one that came is made of, in brackets."""
    rows = steps[(steps["change"] == change) & (steps["occupation_code"] == code)]
    if rows.empty:
        return ""
    verb = "now" if set(rows["relation"]) == {"recoded"} else "now in"
    return f" ({verb if change == 'went' else 'from'} {_all(rows['other_code'])})"


def _headings(headings: pd.DataFrame, rows: pd.DataFrame) -> list[str]:
    published = rows[rows["table"].str.endswith(" as published")]
    if not ((published["rows_old"] > 0) & (published["rows_new"] > 0)).any():
        return ["The publisher's headings are not compared: there are no raw tables of one kind."]
    said = []
    for change, text, side in (("came", "New", "new"), ("went", "Gone", "old")):
        names = headings.loc[headings["change"] == change, f"heading_{side}"]
        if len(names):
            said.append(f"{text} headings: {', '.join(names)}.")
    headings = headings.drop_duplicates(["heading_old", "heading_new"])
    renamed = headings[headings["change"] == "renamed"]
    if len(renamed):
        pairs = zip(renamed["heading_old"], renamed["heading_new"], strict=True)
        said.append(f"Renamed headings: {_named([f'{a} is now {b}' for a, b in pairs])}.")
    respelled = headings[headings["change"] == "respelled"]
    if len(respelled):
        first = respelled.iloc[0]
        said.append(
            f"{_count(len(respelled), 'heading differs', 'headings differ')} in case or "
            f"punctuation only, such as {first['heading_old']} and {first['heading_new']}."
        )
    return said or ["The publisher's headings are the same."]


def _rows(rows: pd.DataFrame, old: str, new: str) -> list[str]:
    published = rows[rows["table"].str.endswith(" as published")]
    shown = published if len(published) else rows
    parts = [
        f"{table}, {before:,} in {old} and {after:,} in {new}"
        for table, before, after in zip(
            shown["table"], shown["rows_old"], shown["rows_new"], strict=True
        )
    ]
    return [f"Rows: {'; '.join(parts)}."]


def _places(places: pd.DataFrame, old: str, new: str) -> list[str]:
    said = []
    for change, has, lacks in (("went", old, new), ("came", new, old)):
        rows = places[places["change"] == change]
        if len(rows):
            number = _count(len(rows), "place", "places")
            said.append(
                f"{number} (area, industry, ownership) of {has}, {rows['rows'].sum():,} rows, "
                f"{'is' if len(rows) == 1 else 'are'} not held for {lacks} and left out here."
            )
    return said


def _cells(measures: pd.DataFrame, cells: pd.DataFrame, old: str, new: str) -> list[str]:
    names = ("compared", "equal", "gone", "came", "top_code")
    compared, equal, gone, came, bounds = (int(measures[name].sum()) for name in names)
    if not compared + gone + came + bounds:
        return [f"No number of {old} can be compared with one of {new}."]
    said = [
        f"{_count(compared, 'number is', 'numbers are')} published in both, {equal:,} of them "
        f"equal; {gone:,} {GONE}, {came:,} {CAME}."
    ]
    if bounds:
        number = _count(bounds, "number is", "numbers are")
        said.append(f"{number} printed only as a bound (top code) in one of the two.")
    anew = cells.loc[cells["change"] == REASSIGNED, "measure"].value_counts()
    if len(anew):
        named = [f"{name} of {_count(n, 'occupation')}" for name, n in anew.items()]
        said.append(f"Assigned anew: {_all(named)}.")
    return said


def _moves(moves: pd.DataFrame) -> list[str]:
    said, untold = [], []
    for measure, rows in moves.groupby("measure", sort=False):
        verdicts = rows["verdict"].value_counts()
        tested = int(verdicts.get(OUTSIDE, 0) + verdicts.get(WITHIN, 0))
        text = f"The {measure} of {_count(len(rows), *_noun(rows))} is compared"
        if tested:
            text += f"; {verdicts.get(OUTSIDE, 0):,} of {tested:,} moved by more than their error"
        said.append(f"{text}. {_size(rows)}")
        if verdicts.get(NO_ERROR, 0) > len(rows) / 2:
            untold.append(f"the {measure}")
    if untold:
        names = _all(untold)
        said.append(f"No error is published for {names}: whether a move is real cannot be told.")
    if moves["verdict"].isin([OUTSIDE, WITHIN]).any():
        said.append(_INDEPENDENT)
    if moves["verdict"].eq(REVISED).any():
        said.append("Both are the same release: a move is a revision, not a change over time.")
    return said


def _noun(rows: pd.DataFrame) -> tuple[str, str]:
    """What a row is called, alone and several."""
    if rows["place"].eq("").all():
        return "occupation", "occupations"
    return "row (one occupation in one place)", "rows (one occupation in one place)"


def _size(rows: pd.DataFrame) -> str:
    moved = rows[rows["move"] != 0]
    if moved.empty:
        return "None moved."
    half = f"{rows['move'].abs().median():.1f} {rows['move_unit'].iloc[0]}"
    return f"Half of them moved by {half} or less; the largest move is {_moved(moved.iloc[0])}."


def _moved(row: pd.Series) -> str:
    name = f"{row['occupation_code']} {row['occupation_title']}".strip()
    place = f" ({row['place']})" if row["place"] else ""
    return (
        f"{name}{place}, from {row['value_old']:,.10g} to {row['value_new']:,.10g} {row['unit']}, "
        f"{row['move']:+.1f} {row['move_unit']} ({row['verdict']})"
    )


def _left_out(rows: pd.DataFrame) -> list[str]:
    said = []
    codes = rows[rows["measure"] == ""]
    if len(codes):
        stand = _count(len(codes), "code stands", "codes stand")
        said.append(
            f"{stand} in both releases, but no crosswalk calls the occupation the same, so that "
            f"nothing is compared: {_named(_occupations(codes))}."
        )
    numbers = rows[rows["measure"] != ""]
    for (measure, reason), group in numbers.groupby(["measure", "reason"], sort=False):
        number = _count(len(group), *_noun(group))
        said.append(f"The {measure} of {number} is not compared: {reason}.")
    return said


def _occupations(rows: pd.DataFrame) -> list[str]:
    pairs = zip(rows["occupation_code"], rows["occupation_title"], strict=True)
    return [f"{code} {title}".strip() for code, title in pairs]


def _named(names: Sequence[str], most: int = _NAMED) -> str:
    more = [f"{len(names) - most:,} more"] if len(names) > most else []
    return "; ".join([*names[:most], *more])


def _all(parts: Iterable[str]) -> str:
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last


def _count(number: int, one: str, several: str = "") -> str:
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def _usd(amount: float) -> str:
    return f"${amount:,.2f}" if amount < 1000 else f"${amount:,.0f}"
