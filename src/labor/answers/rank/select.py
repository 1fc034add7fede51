"""Which occupations are ranked, which are left out and why, and which places each can have."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from labor.answers.rank.choice import GROWTH, MEASURES, SCALES, Choice
from labor.methods.uncertainty import HIGHER, LOWER, NO_TEST, order_of_medians
from labor.show.rows import Row, records
from labor.terms import NATION, PUBLISHED, SHOWN, TOP_CODED, WITH_VALUE

#: Why an occupation that was asked for is left out.
FLOOR = "below the floor of jobs"
FEW_OPENINGS = "below the floor of openings"
NO_ROW = "not in the table of the place"
WITHHELD = "not released"
HOURLY = "paid by the hour, no yearly median"
NOT_COMPARABLE = "not comparable"
NO_EARLIER = "no median in the earlier year"
TOP = "only a lower limit is known"
UNPROJECTED = "not projected"
NO_ZONE = "no job zone, or several"
OPEN_PHRASE = "the growth phrase is open"
#: Status of a figure that no table has.
ABSENT = "not_applicable"
#: The order in which reasons are told.
REASONS = (
    *(NO_ROW, WITHHELD, HOURLY, NOT_COMPARABLE, NO_EARLIER, TOP, FLOOR, FEW_OPENINGS),
    *(UNPROJECTED, NO_ZONE, OPEN_PHRASE),
)
_PHRASES = {phrase.casefold(): phrase for phrase in GROWTH}
#: Each phrase of "faster than average or much faster than average", the longer ones first.
_PHRASE = re.compile("|".join(sorted(_PHRASES, key=len, reverse=True)))
_UNKNOWN = {"job_zone": NO_ZONE, "growth_phrase": OPEN_PHRASE}


def sift(frame: pd.DataFrame, by: str, choice: Choice) -> tuple[pd.Series, pd.Series]:
    """Which occupations fit, and why those that may fit are left out.

    Args:
        frame: Rows of `rows.Occupations`.
        by: Name of the measure, see `choice.MEASURES`.
        choice: Which occupations count.

    Returns:
        Whether each row was asked for (False where it is known that it does not fit), and why it
        is left out, empty where it is ranked. Only rows that were asked for have a reason.
    """
    asked, why = [], []
    for row in records(frame):
        fits = [*_categories(row, choice), *_codes(row, choice), _pay(row, choice)]
        is_asked = False not in fits
        tests = (*fits, _row(row), *_floors(row, choice), _figure(row, by))
        reasons = [str(one) for one in tests if not isinstance(one, bool)]
        asked.append(is_asked)
        why.append(min(reasons, key=REASONS.index) if is_asked and reasons else "")
    return pd.Series(asked, index=frame.index), pd.Series(why, index=frame.index, dtype="str")


def ordered(frame: pd.DataFrame, by: str, *, lowest: bool) -> pd.DataFrame:
    """Rows in the order of a measure; equal figures by title.

    Args:
        frame: Rows that are ranked.
        by: Name of the measure.
        lowest: Whether the lowest come first.
    """
    by_title = frame.sort_values(["occupation_title", "occupation_code"], kind="stable")
    return by_title.sort_values(MEASURES[by], ascending=lowest, kind="stable", ignore_index=True)


def with_places(ranked: pd.DataFrame, by: str, shown: int, *, lowest: bool) -> pd.DataFrame:
    """The first rows with the places they can have among all that are ranked.

    Args:
        ranked: Rows in order.
        by: Name of the measure.
        shown: How many rows are wanted.
        lowest: Whether the lowest come first.

    Returns:
        The rows with `best_rank`, one more than those that are told apart and before it, and
        `worst_rank`, which leaves out those told apart and behind it; each row is tested against
        all others together. Both are empty where no error of the measure is published.
    """
    first = ranked.head(shown)
    absent = pd.Series(pd.NA, index=first.index, dtype="Int64")
    if by not in ("median", "jobs"):
        return first.assign(best_rank=absent, worst_rank=absent)
    rows = [_tested(row, by) for row in records(ranked)]
    before, behind = (LOWER, HIGHER) if not lowest else (HIGHER, LOWER)
    best, worst = absent.copy(), absent.copy()
    for place in range(len(first)):
        others = [*rows[:place], *rows[place + 1 :]]
        verdicts = [order.verdict for order in order_of_medians(rows[place], others)]
        if set(verdicts) <= {NO_TEST}:
            continue  # a single row is tested against none
        best.iloc[place] = 1 + verdicts.count(before)
        worst.iloc[place] = len(rows) - verdicts.count(behind)
    return first.assign(best_rank=best, worst_rank=worst)


def tied_with_first(ranked: pd.DataFrame, by: str) -> list[Row] | None:
    """The rows that cannot be told apart from the first; None where no error is published.

    Args:
        ranked: Rows in order.
        by: Name of the measure.
    """
    all_rows = records(ranked)
    if by not in ("median", "jobs") or len(all_rows) < 2:
        return None
    first, *others = (_tested(row, by) for row in all_rows)
    verdicts = [order.verdict for order in order_of_medians(first, others)]
    if set(verdicts) == {NO_TEST}:
        return None
    pairs = zip(all_rows[1:], verdicts, strict=True)
    return [row for row, verdict in pairs if verdict not in (HIGHER, LOWER)]


def _tested(row: Row, by: str) -> Row:
    """A row as `order_of_medians` takes it: an estimate of jobs has an error of its own."""
    if by == "median":
        return row
    return {
        "median_annual_usd": row["employment_jobs"],
        "median_annual_usd_status": row["employment_jobs_status"],
        "median_hourly_usd_status": "",
        "mean_annual_usd": row["employment_jobs"],
        "mean_annual_usd_status": row["employment_jobs_status"],
        "mean_rse_pct": row["employment_rse_pct"],
        "mean_rse_pct_status": row["employment_rse_pct_status"],
    }


def _categories(row: Row, choice: Choice) -> Sequence[bool | str]:
    found: list[bool | str] = []
    for scale in SCALES:
        if wanted := getattr(choice, scale.name):
            text = str(row[scale.column])
            found_in = parts(scale.column, text)
            inside = [part in wanted for part in found_in]
            if inside and all(inside):
                found.append(True)
            elif inside and not any(inside):
                found.append(False)
            else:
                found.append(_UNKNOWN.get(scale.column, UNPROJECTED))
    return found


def parts(column: str, text: str) -> list[str]:
    """The categories that a cell may stand for: a growth that rounds two ways has two phrases.

    Args:
        column: Column of a scale.
        text: The cell.
    """
    if column == "job_zone":
        return text.split(", ") if text else []
    if column == "growth_phrase":
        return [_PHRASES[name] for name in _PHRASE.findall(text.casefold())]
    return [text] if text else []


def _codes(row: Row, choice: Choice) -> list[bool | str]:
    code = row["occupation_code"]
    asked = ((choice.groups, choice.group_codes), (choice.similar_to, choice.similar_codes))
    return [code in codes for is_set, codes in asked if is_set]


def _pay(row: Row, choice: Choice) -> bool | str:
    if not (choice.pay_from or choice.pay_to):
        return True
    status = str(row["median_annual_usd_status"])
    if status not in WITH_VALUE:
        return _no_median(row)
    value = float(row["median_annual_usd"])
    if choice.pay_to and value > choice.pay_to:
        return False
    if status == TOP_CODED:
        return TOP if choice.pay_to or value < choice.pay_from else True
    return value >= choice.pay_from


def _row(row: Row) -> bool | str:
    """Whether the place's table has the occupation: what the nation projects is not of there."""
    is_absent = row["employment_jobs_status"] == row["median_annual_usd_status"] == ABSENT
    return NO_ROW if is_absent and row["area_code"] != NATION else True


def _floors(row: Row, choice: Choice) -> list[bool | str]:
    found: list[bool | str] = []
    if choice.min_jobs:
        found.append(_floor(row, "employment_jobs", choice.min_jobs, FLOOR))
    if choice.min_openings:
        name = "openings_annual_average_jobs"
        found.append(_floor(row, name, choice.min_openings, FEW_OPENINGS))
    return found


def _floor(row: Row, name: str, floor: int, below: str) -> bool | str:
    if row[f"{name}_status"] not in SHOWN:
        return _absent(row, name)
    return True if float(row[name]) >= floor else below


def _figure(row: Row, by: str) -> bool | str:
    """Whether a row has the figure it is to be ranked by, or why not."""
    name = MEASURES[by]
    if row[f"{name}_status"] in SHOWN:
        return True
    if by == "pay-change":
        return why_no_change(row)
    return _no_median(row) if by == "median" else _absent(row, name)


def why_no_change(row: Row) -> str:
    """Why a row has no change of pay.

    Args:
        row: Row of `Occupations.real_changes`.
    """
    if row["why_not_comparable"]:
        return NOT_COMPARABLE
    if TOP_CODED in (row["median_annual_usd_status"], row["from_median_annual_usd_status"]):
        return TOP
    return NO_EARLIER if row["median_annual_usd_status"] == PUBLISHED else _no_median(row)


def _no_median(row: Row) -> str:
    if row["median_hourly_usd_status"] in WITH_VALUE:
        return HOURLY
    return _absent(row, "median_annual_usd")


def _absent(row: Row, name: str) -> str:
    """Why a figure is not there."""
    if name in ("employment_change_pct", "openings_annual_average_jobs"):
        return UNPROJECTED
    return NO_ROW if row["employment_jobs_status"] == ABSENT else WITHHELD
