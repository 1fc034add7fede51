"""Outlook of a comparison in words: the sentences of the answer and the title of its chart."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from labor.provenance.columns import projection_cell
from labor.provenance.origin import SUMMED_GROWTH, Origin
from labor.provenance.text import joined, mark
from labor.show import words
from labor.show.rows import (
    MOST_NAMED,
    Row,
    and_for,
    in_codes,
    is_of_others,
    label,
    of_which,
    records,
    role_of,
    stands_in,
)
from labor.show.words import (
    cell,
    count,
    has_number,
    listed,
    percent,
    plural,
    running,
    sentence_case,
    several,
    size,
)
from labor.terms import ALL_OCCUPATIONS, SHOWN

_CHANGE = "employment_change_pct"
_NATION = " in the United States"


def growth_sentences(
    outlook: pd.DataFrame,
    all_occupations: tuple[float, str],
    *,
    is_in_force: bool = False,
    is_labeled: bool = False,
    names_codes: bool = True,
) -> list[str]:
    """How fast the subject is projected to grow, beside its peers and all occupations.

    Args:
        outlook: Outlook table of a comparison.
        all_occupations: Projected growth of all occupations in percent, and how it is known.
        is_in_force: Whether no newer projection is held; an older one is told in the past.
        is_labeled: Whether to say that it is of the nation, beside pay of another area.
        names_codes: Whether to say how several codes hold the role, if they do.

    Returns:
        A sentence for each of the subject's own rows, then the order of the roles.
    """
    own, are = _own(outlook), words.are(is_in_force)
    sentences = [_growth(row, are, _NATION * is_labeled) for row in records(own)]
    if len(own) > 1 and names_codes:
        vintage = own["projection_vintage"].iloc[0]
        sentences.insert(0, in_codes(records(own), f"the projections {vintage}"))
    if own["employment_change_pct_status"].isin(SHOWN).any():
        sentences.append(_of_all_together(records(own)[0], are, *all_occupations))
    subject, others = records(own), _whole_roles(outlook)
    if len(subject) == 1 and has_number(subject[0], _CHANGE) and not is_of_others(subject[0]):
        sentences.append(_growth_order(_change(subject[0]), others))
    else:
        sentences.append(_growth_of_the_others(subject, others))
    sentences += [_of_other_jobs(outlook), _of_parts(outlook), _without_projection(outlook)]
    return [text for text in sentences if text]


def openings_sentences(
    outlook: pd.DataFrame, *, is_in_force: bool = False, is_labeled: bool = False
) -> list[str]:
    """How many openings that means, and why shrinking occupations can have many.

    Args:
        outlook: Outlook table of a comparison.
        is_in_force: Whether no newer projection is held; an older one is told in the past.
        is_labeled: Whether to say that they are of the nation, beside pay of another area.

    Returns:
        A sentence for each of the subject's own rows, then one on shrinking peers with more
        openings for each 100 jobs, if there are any.
    """
    own = _own(outlook)
    are = words.are(is_in_force)
    sentences = [_openings(row, are, _NATION * is_labeled) for row in records(own)]
    if len(own) == 1 and own["employment_change_pct"].iloc[0] > 0:
        if is_of_others(records(own)[0]):
            return [text for text in sentences if text]
        sentences.append(_shrinking(own["openings_per_100_jobs"].iloc[0], _whole_roles(outlook)))
    return [text for text in sentences if text]


def growth_finding(rows: Sequence[Row]) -> str:
    """Say how the subject's projected growth stands among the others.

    Args:
        rows: Rows of the outlook chart, the subject first.

    Returns:
        A title without a full stop.
    """
    span = f"from {int(rows[0]['base_year'])} to {int(rows[0]['target_year'])}"
    subjects = [row for row in rows if row["is_subject"]]
    if len(subjects) != 1:
        return _growth_of_several(subjects or rows, span)
    subject = subjects[0]
    if not has_number(subject, _CHANGE):
        return f"{label(subject)}: no projection {span}"
    start = f"{label(subject)}: jobs projected to {_move(subject)} {span}"
    peers = [row for row in rows if not row["is_subject"] and has_number(row, _CHANGE)]
    peers = [] if is_of_others(subject) else [row for row in peers if not is_of_others(row)]
    return f"{start}, {_rank(_change(subject), peers)}" if peers else start


def _growth_of_several(rows: Sequence[Row], span: str) -> str:
    known = [row for row in rows if has_number(row, _CHANGE)]
    if len(rows) <= MOST_NAMED and known:
        first, *others = sorted(rows, key=lambda row: not has_number(row, _CHANGE))
        change = f"{_signed(first)}{and_for(others, _signed)}"
        return f"{label(first)}: jobs projected to change {change}"  # the panels have the years
    inside = "inside " if all(map(is_of_others, rows)) else ""
    start = f"{sentence_case(role_of(rows))}: {inside}{several(len(rows), 'occupation')}"
    if not known:
        return f"{start} without a projection {span}"
    return f"{start} with jobs projected to change {listed(list(map(_signed, known)))} {span}"


def _signed(row: Row) -> str:
    return words.say(row, _CHANGE, words.signed_percent)


def _change(row: Row) -> float:
    """Growth in percent as it is shown, to one decimal."""
    return round(float(row[_CHANGE]), 1)


def _move(row: Row) -> str:
    growth = _change(row)
    if growth == 0:
        return "stay the same"
    return f"{'grow' if growth > 0 else 'shrink'} {size(row, _CHANGE, percent)}"


def _rank(mine: float, peers: Sequence[Row]) -> str:
    """How many of the others are projected to grow more slowly, or more where jobs shrink."""
    slower = sum(_change(row) < mine for row in peers)
    faster = sum(_change(row) > mine for row in peers)
    if mine <= 0:
        return f"with more growth in {_roles(faster, peers)}"
    if len(peers) == 1:
        side = "faster than" if slower else "slower than" if faster else "as fast as"
        return f"{side} {running(label(peers[0]))}"
    return f"faster than {_roles(slower, peers)}"


def _roles(number: int, peers: Sequence[Row]) -> str:
    if len(peers) == 1:
        return running(label(peers[0])) if number else "no similar role"
    return words.of_all(number, len(peers), "similar role")


def _growth(row: Row, are: str, where: str) -> str:
    if row["employment_change_pct_status"] not in SHOWN:
        return f"The projections {row['projection_vintage']} have no row for {_name(row)}."
    span = f"rom {row['base_year']} to {row['target_year']}"
    text, after = f"F{span} jobs of {_name(row)}{where}", ""
    if is_of_others(row) and row["role_kind"] == "single":
        without, whose = stands_in(row)
        text = f"No projection f{span} is published for {without}; jobs of {whose},"
        after = where
    text += (
        f" {are} projected{after} to {words.change(row, _CHANGE)}, from "
        f"{cell(row, 'base_employment_jobs', count)} to "
        f"{cell(row, 'target_employment_jobs', count)}."
    )
    term = words.handbook_term(row)
    return f"{text} {term}" if term else text


def _of_all_together(row: Row, are: str, total: float, how: str) -> str:
    """The growth of all occupations, to hold that of one against."""
    if how == "not known":
        return (
            "The growth of all occupations together is not known, because only a part of that "
            "projection is held."
        )
    verb = "fall" if total < 0 else "grow"
    text = f"All occupations together {are} projected to {verb} by {_of_all(row, total, how)}"
    return f"{text}." if how == "published" else f"{text} (summed here)."


def _of_all(row: Row, total: float, how: str) -> str:
    """The growth of all occupations, without its sign."""
    every = {**row, "occupation_code": ALL_OCCUPATIONS, "role_kind": "single"}
    if how == "published":
        return size({**every, "employment_change_pct": total}, "employment_change_pct", percent)
    names = ("target_employment_jobs", "base_employment_jobs")
    origin = Origin(tuple(projection_cell(every, name) for name in names), SUMMED_GROWTH)
    return mark(percent(abs(total)), origin, total)


def _of_other_jobs(outlook: pd.DataFrame) -> str:
    """The growth of others whose figure is of other jobs than the role named."""
    each = [
        f"{running(row['occupation_title'])} ({row['occupation_code']}), {of_which(row)}, "
        f"{cell(row, _CHANGE, percent)}"
        for row in records(outlook)
        if is_of_others(row) and not row["is_subject"] and row["role_kind"] == "single"
        if has_number(row, _CHANGE)
    ]
    return f"Not ranked, because other jobs are counted: {joined('; ', each)}." if each else ""


def _growth_of_the_others(subject: Sequence[Row], others: pd.DataFrame) -> str:
    """The growth of the others where the subject has none that they are ranked against."""
    known = others[others["employment_change_pct_status"].isin(SHOWN)]
    ordered = known.sort_values(_CHANGE, ascending=False, kind="stable")
    each = [
        f"{plural(running(row['role']))} {cell(row, _CHANGE, percent)}" for row in records(ordered)
    ]
    if not each:
        return ""
    why = ""
    if len(subject) > 1:
        people = plural(running(subject[0]["role"]))
        why = f" It is not ranked, because {people} have no one projection."
    elif has_number(subject[0], _CHANGE):
        why = " It is not ranked, because the projection above is of other jobs."
    return f"Growth of the others: {listed(each)}.{why}"


def _of_parts(outlook: pd.DataFrame) -> str:
    """The growth of the others that are several codes."""
    rows = outlook[~outlook["is_subject"] & (outlook["role_kind"] == "part")]
    found: dict[str, list[str]] = {}
    for row in records(rows):
        if has_number(row, _CHANGE):
            text = f"{_name(row)} {cell(row, _CHANGE, percent)}"
            found.setdefault(plural(running(row["role"])), []).append(text)
    each = [f"{role} are {listed(parts)}" for role, parts in found.items()]
    return f"Not ranked, because they are several codes: {joined('; ', each)}." if each else ""


def _without_projection(outlook: pd.DataFrame) -> str:
    """The others for which there is no projection."""
    rows = outlook[~outlook["is_subject"] & (outlook["role_kind"] != "member")]
    absent = rows[~rows["employment_change_pct_status"].isin(SHOWN)]
    if absent.empty:
        return ""
    names = words.listed_names([plural(running(role)) for role in dict.fromkeys(absent["role"])])
    vintage = absent["projection_vintage"].iloc[0]
    return f"Not ranked, because the projections {vintage} have no row for them: {names}."


def _growth_order(own: float, others: pd.DataFrame) -> str:
    known = others[others["employment_change_pct_status"].isin(SHOWN)]
    groups: dict[str, list[str]] = {}
    ordered = known.sort_values("employment_change_pct", ascending=False, kind="stable")
    for row in records(ordered):
        amount = cell(row, "employment_change_pct", percent)
        names = groups.setdefault(_beside(_change(row), own), [])
        names.append(f"{plural(running(row['role']))} ({amount})")
    return " ".join(f"{side}: {listed(names)}." for side, names in groups.items())


def _beside(change: float, own: float) -> str:
    """What the change of another role is called beside the subject's: a fall is no growth."""
    if change == own:
        return "The same change"
    if change == 0:
        return "No change"
    if change > 0:
        return ("Faster growth" if change > own else "Slower growth") if own > 0 else "Growth"
    return ("Smaller decline" if change > own else "Larger decline") if own < 0 else "Decline"


def _openings(row: Row, are: str, where: str) -> str:
    if row["openings_ten_year_total_jobs_status"] in SHOWN:
        total = cell(row, "openings_ten_year_total_jobs", words.projected)
        return (
            f"For {_name(row)}{where} this vintage counts {total} openings over the ten years by "
            "the older method, which cannot be compared with the yearly openings of later vintages."
        )
    if row["openings_annual_average_jobs_status"] not in SHOWN:
        return ""
    openings = words.about(row, "openings_annual_average_jobs")
    text = f"{openings} openings a year {are} projected for {_name(row)}{where}"
    if words.openings_rate(row):
        text += f", {_rate(row)} for each 100 jobs of {row['base_year']}"
    growth = row["employment_change_jobs"] / (row["target_year"] - row["base_year"])
    if growth > 0:
        new = cell({**row, "growth_jobs": growth}, "growth_jobs", count)
        return f"{text}. New jobs make up {new} of them; the rest replace people who leave."
    every = "Nearly all" if growth == 0 else "All"
    return f"{text}. {every} of them replace people who leave."


def _rate(row: Row) -> str:
    """Openings for each 100 jobs."""
    return cell(row, "openings_per_100_jobs", "{:.1f}".format)


def _shrinking(own: float, others: pd.DataFrame) -> str:
    falling = others["employment_change_pct"] < 0
    busy = others[falling & (others["openings_per_100_jobs"] > own)]
    each = [f"{plural(running(row['role']))} ({_rate(row)})" for row in records(busy)]
    if not each:
        return ""
    return (
        f"More openings for each 100 jobs come up among {listed(each)}, although jobs fall there: "
        "most openings replace people who leave."
    )


def _own(outlook: pd.DataFrame) -> pd.DataFrame:
    return outlook[outlook["is_subject"] & (outlook["role_kind"] != "member")]


def _whole_roles(outlook: pd.DataFrame) -> pd.DataFrame:
    """One row per peer role whose jobs it counts: its own, or the composite's sum."""
    whole = ~outlook["is_subject"] & outlook["role_kind"].isin(["single", "composite"])
    others = [is_of_others(row) for row in records(outlook)]
    return outlook[whole & ~pd.Series(others, index=outlook.index, dtype="bool")]


def _name(row: Row) -> str:
    """A role in running text with its code; a part and a figure of other jobs by its own title."""
    is_own = row["role_kind"] != "part" and not is_of_others(row)
    title = row["role"] if is_own else row["occupation_title"]
    name = plural(running(title))
    return f"{name} ({row['occupation_code']})" if row["occupation_code"] else name
