"""Shares, jobs and pay of a setting as readers say them, each with the cells it comes from."""

from __future__ import annotations

from labor.provenance.origin import Cell, Origin
from labor.show import words
from labor.show.measure import Measure
from labor.show.rows import Row
from labor.terms import ALL_INDUSTRIES, ALL_OWNERS

SHARE = "share_of_jobs_pct"
#: Kinds of rows that have jobs and no pay: no setting, and no wage.
NO_PAY = ("rest", "self-employed")
_SMALL = "less than 0.1%"
#: What rows are that are no cell of a table.
_MADE = {
    "all": "all jobs",
    "sum": "sum of the settings of this kind and owner",
    "rest": "all jobs less those of the settings with published jobs",
}
_AT_MOST = "the share if all jobs whose setting is not released were here"
LOW, HIGH = "low_median_annual_usd", "high_median_annual_usd"


def share(row: Row) -> str:
    """The share of the jobs: "28%", "0.4%", "at least 14%", or why there is none."""
    if not words.has_number(row, SHARE):
        return words.say(row, SHARE, whole)
    value, high = float(row[SHARE]), float(row["share_of_jobs_high_pct"])
    origin = None if whole(value) == _SMALL else _origin_of_share(row)
    text = words.computed(value, whole, origin)
    if not row["is_floor"] or (row["kind"] == "setting" and whole(high) == whole(value)):
        return text
    if whole(value) == _SMALL:
        return "at most " + words.computed(high, whole, Origin((), _AT_MOST))
    return "at least " + text


def whole(value: float) -> str:
    """A share to the whole percent, below one to a tenth; what would read as none in words."""
    if value < 0.05:
        return _SMALL
    return f"{value:.0f}%" if value >= 0.95 else f"{value:.1f}%"


def jobs(row: Row) -> str:
    """A number of jobs, a floor as such."""
    name = "employment_jobs"
    if row["kind"] in ("all", "setting"):
        text = words.say(row, name, words.count)
    else:
        text = words.computed(float(row[name]), words.count, Origin((), _MADE[row["kind"]]))
    return "at least " + text if row["is_floor"] else text


def has_pay(row: Row, measure: Measure) -> bool:
    """Whether there is a median, or for a group the range of the medians in it."""
    return measure.known(row) or has_range(row)


def has_range(row: Row) -> bool:
    """Whether there is a range of the medians of several occupations or settings."""
    is_several = row["role_kind"] == "composite" or row["kind"] == "sum"
    return is_several and bool(row[LOW] == row[LOW])


def pay(row: Row, measure: Measure) -> str:
    """The median, the range of medians of a group, or why there is neither."""
    if measure.known(row) or not has_range(row):
        return _of_page(row, measure) if row["evidence"] == "handbook" else measure.said(row)
    if row["kind"] != "sum":
        return words.between(row, LOW, HIGH, words.dollars)
    ends = [words.dollars(float(row[name])) for name in (LOW, HIGH)]
    more = " or more" if words.is_top_coded(row, HIGH) else ""
    return " to ".join(dict.fromkeys(ends)) + more


def middle_half(row: Row, measure: Measure) -> str:
    """What the middle half of the workers of a setting earn."""
    names = [f"{point}_{measure.unit}_usd" for point in ("p25", "p75")]
    return words.between(row, *names, measure.money)


def ends_of(row: Row, measure: Measure) -> list[float]:
    """Ends of the line of a row: the middle half, or the lowest and highest median of a group."""
    names = [f"{point}_{measure.unit}_usd" for point in ("p25", "p75")]
    known = [float(row[name]) for name in names if words.has_number(row, name)]
    if len(known) < 2 and has_range(row):
        return [float(row[LOW]), float(row[HIGH])]
    return known if len(known) == 2 else []


def _of_page(row: Row, measure: Measure) -> str:
    """Pay that a page of the Handbook prints."""
    if not measure.known(row):
        return "not printed"
    keys = ("edition", "profile_id", "workers")
    kind = "all" if row["kind"] == "all" else "industry"
    key = (*(str(row[name]) for name in keys), "median", kind, str(row["setting"]))
    cell = Cell("profile_pay_settings", key, f"{measure.unit}_wage_usd")
    text = words.computed(measure.value(row), measure.money, Origin((cell,)))
    return text + " or more" if measure.is_open(row) else text


def _origin_of_share(row: Row) -> Origin | None:
    """The cells of a share; in words for all jobs, a sum of settings and what is left."""
    if row["kind"] in _MADE:
        return Origin((), f"{_MADE[row['kind']]}, as a share of all jobs")
    if row["evidence"] == "handbook":
        names = ("edition", "profile_id", "workers", "setting")
        return Origin((Cell("profile_employers", tuple(str(row[n]) for n in names), SHARE),))
    if row["evidence"] == "projections":
        key = (str(row["projection_vintage"]), str(row["occupation_code"]))
        return Origin((Cell("projections", key, "self_employed_pct"),))
    whole_row = {**row, "industry_code": ALL_INDUSTRIES, "ownership_code": ALL_OWNERS}
    parts = [words.origin_of(one, "employment_jobs") for one in (row, whole_row)]
    cells = tuple(cell for part in parts if part for cell in part.cells)
    return Origin(cells, "a / b × 100") if len(cells) == len(parts) else None
