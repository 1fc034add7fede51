"""The finding of a chart as a sentence, computed from its rows."""

from __future__ import annotations

import math
from collections.abc import Sequence

from labor.show import words
from labor.show.rows import Row, label
from labor.show.words import has_number, is_top_coded, several

_MEDIAN = "median_annual_usd"
_CHANGE = "employment_change_pct"

#: How the subject's median stands to another.
_SIDES = {1: "more than", 0: "about the same as", -1: "less than"}

#: Half the width of a 90 % interval, in standard errors.
_90_PERCENT = 1.645


def pay_finding(rows: Sequence[Row]) -> str:
    """Say how the subject's median pay stands among the others.

    Medians have no published error. Two are called about the same when they differ by less
    than the published errors of the two means allow at the 90 % level, which is a stand-in.

    Args:
        rows: Rows of the pay chart, the subject first.

    Returns:
        A title without a full stop.
    """
    subjects = [row for row in rows if row["is_subject"]]
    if len(subjects) != 1:
        return _pay_of_several(subjects or rows)
    subject = subjects[0]
    start = f"{label(subject)}: median pay "
    if not has_number(subject, _MEDIAN):
        hourly = has_number(subject, "median_hourly_usd")
        return f"{start}{'of ' if hourly else ''}{words.median_pay(subject)}"
    start += f"of {words.median_pay(subject)} a year"
    known = [row for row in rows if not row["is_subject"] and has_number(row, _MEDIAN)]
    sides = [_side(subject, row) for row in known]
    if len(known) == 1:
        return f"{start}, {_SIDES[sides[0]]} {words.running(label(known[0]))}"
    return f"{start}, {_standing(sides)}" if known else start


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
    return f"{start}, {_rank(_growth(subject), peers)}" if peers else start


def _pay_of_several(rows: Sequence[Row]) -> str:
    start = f"{words.sentence_case(_role(rows))}: {several(len(rows), 'occupation')}"
    known = [words.median_pay(row) for row in rows if has_number(row, _MEDIAN)]
    if not known:
        return f"{start} without a published median"
    return f"{start} with median pay of {words.listed(known)} a year"


def _growth_of_several(rows: Sequence[Row], span: str) -> str:
    start = f"{words.sentence_case(_role(rows))}: {several(len(rows), 'occupation')}"
    known = [
        words.say(row, _CHANGE, words.signed_percent) for row in rows if has_number(row, _CHANGE)
    ]
    if not known:
        return f"{start} without a projection {span}"
    return f"{start} with jobs projected to change {words.listed(known)} {span}"


def _role(rows: Sequence[Row]) -> str:
    """The role that rows belong to, or what they are if they belong to several."""
    roles = {str(row["role"]) for row in rows}
    return roles.pop() if len(roles) == 1 else "roles"


def _growth(row: Row) -> float:
    """Growth in percent as it is shown, to one decimal."""
    return round(float(row[_CHANGE]), 1)


def _move(row: Row) -> str:
    growth = _growth(row)
    if growth == 0:
        return "stay the same"
    return f"{'grow' if growth > 0 else 'shrink'} {words.size(row, _CHANGE, words.percent)}"


def _rank(mine: float, peers: Sequence[Row]) -> str:
    """How many of the others are projected to grow more slowly, or more where jobs shrink."""
    slower = sum(_growth(row) < mine for row in peers)
    faster = sum(_growth(row) > mine for row in peers)
    if mine <= 0:
        return f"with more growth in {_roles(faster, peers)}"
    if len(peers) == 1:
        side = "faster than" if slower else "slower than" if faster else "as fast as"
        return f"{side} {words.running(label(peers[0]))}"
    return f"faster than {_roles(slower, peers)}"


def _roles(number: int, peers: Sequence[Row]) -> str:
    if len(peers) == 1:
        return words.running(label(peers[0])) if number else "no similar role"
    return words.of_all(number, len(peers), "similar role")


def _side(subject: Row, other: Row) -> int:
    """1 where the subject's median is higher, -1 where it is lower, 0 where they are level."""
    mine, theirs = float(subject[_MEDIAN]), float(other[_MEDIAN])
    if is_top_coded(subject, _MEDIAN) and is_top_coded(other, _MEDIAN):
        return 0
    margin = _90_PERCENT * math.hypot(_error(subject), _error(other))
    if abs(mine - theirs) <= margin:
        return 0
    return 1 if mine > theirs else -1


def _error(row: Row) -> float:
    """Standard error that the published error of the mean stands for, in dollars."""
    if not has_number(row, "mean_rse_pct"):
        return 0.0
    return float(row["mean_rse_pct"]) / 100 * float(row[_MEDIAN])


def _standing(sides: Sequence[int]) -> str:
    found = [(text, sides.count(side)) for side, text in _SIDES.items() if side in sides]
    if len(found) == 1:
        return f"{found[0][0]} {words.of_all(len(sides), len(sides), 'similar role')}"
    parts = [f"{side} {words.counted(number, f'those {side}')}" for side, number in found]
    total = words.counted(len(sides), "similar roles with a median")
    return f"{words.listed(parts)} of {total} similar roles"
