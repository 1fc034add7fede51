"""Where people of a role work and what each setting pays, in one year of the wage estimates.

A setting is an industry, alone or with the owner of its establishments. Its jobs are those that
the agency printed; what it does not release stays a remainder of its own.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import pandas as pd

from labor.errors import AnalysisError
from labor.methods import levels, ranks
from labor.methods.role_rows import once_per_code, version_of
from labor.occupations.published import slots
from labor.show.rows import Row, records
from labor.terms import (
    ALL_INDUSTRIES,
    ALL_OCCUPATIONS,
    DERIVED,
    NATION,
    PUBLISHED,
    SHOWN,
    WITH_VALUE,
)

if TYPE_CHECKING:
    from labor.occupations import Role

#: What a row is about: all jobs of the role, one setting, a sum of settings, or what is left.
ALL, SETTING, SUM, REST = "all", "setting", "sum", "rest"
#: Evidence of a row: the wage survey, the Handbook or the projections.
SURVEY, HANDBOOK, PROJECTIONS = "survey", "handbook", "projections"

_SHARE = ("share_of_jobs_pct", "share_of_jobs_pct_status")
_KEY = ["industry_code", "industry_level", "ownership_code"]
_PLACE = (*_KEY, "industry_title")
_RARE = ("edition", "profile_id", "workers", "projection_vintage")
_FLAGS = ("is_whole", "is_floor", "is_wider")

COLUMNS = (
    *("evidence", "kind", "setting", *_PLACE, "part_of"),
    *levels.COLUMNS,
    *(*_SHARE, "share_of_jobs_high_pct", *_FLAGS, "letters", "wage_reference_year", *_RARE),
)
_DTYPES = {
    **dict.fromkeys(COLUMNS, "str"),
    **{name: "float64" for name in COLUMNS if name.endswith(("_usd", "_jobs", "_pct"))},
    **dict.fromkeys((*_FLAGS, "is_subject"), "bool"),
    "reference_year": "int64",
    "wage_reference_year": "Int64",
}

#: Levels from coarse to fine; the same level split by owners comes after it.
_LEVELS = tuple(
    level + split
    for level in ("cross-industry", "sector", "3-digit", "4-digit", "5-digit", "6-digit")
    for split in ("", ", ownership")
)
#: Finer levels in the order in which one is chosen to look inside the main settings.
_INSIDE = ("4-digit", "4-digit, ownership", "3-digit", "3-digit, ownership", *_LEVELS[8:])
#: Rank of the first level that parts the jobs; all jobs together have rank 0.
_MAIN = 1
#: The settings of a level are the whole if their jobs are all jobs but for this part.
_MISSING = 0.01
#: Settings that are added up where they are held by owner, by the digits of their industry.
_ADDED = {"611": "Schools and colleges", "622": "Hospitals"}
#: Jobs are rounded to ten: a sum can be off by half of that for every number in it.
_ROUNDING = 5


def survey_rows(
    role: Role,
    wages: pd.DataFrame,
    employment: pd.DataFrame,
    *,
    year: int,
    pool: levels.PoolEstimate | None = None,
) -> pd.DataFrame:
    """Put jobs and pay of a role in every setting of a year side by side.

    Settings nest: the main ones are those of the coarsest level held, the finer ones name in
    `part_of` the main one they belong to and are never added to it.

    Args:
        role: Role with its codes by list of codes.
        wages: Table `wages` of the nation in that year, all industries and owners.
        employment: Table `employment` of the same.
        year: Reference year.
        pool: Estimates a composite's pay over all settings from its members' rows.

    Returns:
        A row per code and setting, see `COLUMNS`; for each code all jobs first (`kind` "all"),
        then its settings from many jobs to few, sums of settings, and the rest that is not
        released or, where `is_whole` is False, outside the settings held. `share_of_jobs_pct` is
        of all jobs of the code. A composite's jobs are sums of its members'; where a member has
        no published jobs they are a floor (`is_floor`), and `share_of_jobs_high_pct` is the most
        the share can be. `letters` joins main settings whose mean pay cannot be told apart.

    Raises:
        AnalysisError: The year has no table of industries.
    """
    paid, jobs = (frame[_is_of(frame, year)] for frame in (wages, employment))
    if (jobs["industry_code"] == ALL_INDUSTRIES).all():
        raise AnalysisError(
            f"There are no estimates by industry for {year}",
            expected="a year whose table of sectors or industries is held",
            got=str(year),
            next_step="Choose another year, or fetch the table of sectors of that year.",
        )
    version = version_of(paid, f"The wages of {year}")
    inside = jobs[jobs["industry_code"] != ALL_INDUSTRIES]
    wanted = slots(role, version, frozenset(inside["occupation_code"]))
    codes = {slot.code for slot in wanted}
    found = _rows_by_place(paid[paid["occupation_code"].isin(codes)], jobs, codes)
    whole = paid[paid["industry_code"] == ALL_INDUSTRIES].iloc[0]
    rows: list[dict[str, object]] = []
    labels: list[dict[str, object]] = []
    for place in records(nested(jobs)):
        by_code = found.get(place["place"], {})
        is_all = place["level_rank"] < _MAIN
        if by_code or is_all:
            own = levels.role_rows(role, by_code, whole, pool if is_all else None, wanted)
            rows += own
            labels += [_labels(place)] * len(own)
    frame = pd.concat([levels.as_frame(rows), pd.DataFrame(labels)], axis="columns")
    # A code that the table of a setting does not have gets no row there.
    frame = frame[(frame["source_id"] != "") | (frame["kind"] == ALL)].reset_index(drop=True)
    return conformed(_with_letters(_with_sums(_with_floors(frame))), SURVEY)


def conformed(rows: pd.DataFrame, evidence: str) -> pd.DataFrame:
    """Give rows the columns and dtypes of an answer; what they do not have is not applicable.

    Args:
        rows: Rows with some of `COLUMNS`.
        evidence: Where they come from: `SURVEY`, `HANDBOOK` or `PROJECTIONS`.

    Returns:
        The rows with exactly `COLUMNS`.
    """
    frame = rows.reset_index(drop=True).assign(evidence=evidence).reindex(columns=list(COLUMNS))
    for name, dtype in _DTYPES.items():
        if dtype == "str":
            missing = "not_applicable" if name.endswith("_status") else ""
            frame[name] = frame[name].astype("object").fillna(missing)
        elif dtype == "bool":
            frame[name] = frame[name].eq(True)
    return frame.astype(_DTYPES)


def _is_of(frame: pd.DataFrame, year: int) -> pd.Series:
    return (frame["reference_year"] == year) & (frame["area_code"] == NATION)


def _rows_by_place(
    paid: pd.DataFrame, jobs: pd.DataFrame, codes: set[str]
) -> Mapping[str, dict[str, Row]]:
    """Rows by setting and occupation code: wages and jobs beside each other."""
    jobs = jobs[jobs["occupation_code"].isin(codes)]
    # Rows are told apart by year, area and code: the setting stands in for the area here.
    keyed = [once_per_code(frame.assign(area_code=_place_of(frame))) for frame in (paid, jobs)]
    wide = levels.side_by_side(*keyed)
    found: defaultdict[str, dict[str, Row]] = defaultdict(dict)
    for row in records(wide.sort_values("area_code", kind="stable")):
        found[row["area_code"]][row["occupation_code"]] = {**row, "area_code": NATION}
    return found


def _place_of(frame: pd.DataFrame) -> pd.Series:
    """One name for industry, level and owner of each row."""
    return frame["industry_code"] + "|" + frame["industry_level"] + "|" + frame["ownership_code"]


def _labels(place: Row) -> dict[str, object]:
    kind = ALL if place["level_rank"] < _MAIN else SETTING
    labels = {name: place[name] for name in (*_PLACE, "part_of", "is_whole")}
    return {**labels, "kind": kind, "setting": place["industry_title"], "letters": ""}


def _with_floors(frame: pd.DataFrame) -> pd.DataFrame:
    """Fill in the jobs of composites of whose members only some have published jobs."""
    composite = frame["role_kind"] == "composite"
    open_sum = composite & ~frame["employment_jobs_status"].isin((*WITH_VALUE, DERIVED))
    members = frame[(frame["role_kind"] == "member") & frame["employment_jobs"].notna()]
    by = ["role", *_KEY]
    known = members.groupby(by)["employment_jobs"].sum()
    sums = pd.Series([known.get(tuple(key), math.nan) for key in frame[by].to_numpy()])
    has_floor = open_sum & sums.notna()
    jobs = frame["employment_jobs"].where(~has_floor, sums)
    status = frame["employment_jobs_status"].where(~has_floor, DERIVED)
    return frame.assign(employment_jobs=jobs, employment_jobs_status=status, is_floor=has_floor)


def _with_letters(frame: pd.DataFrame) -> pd.DataFrame:
    """Add the groups of main settings whose means cannot be told apart, for each code."""
    known = (frame["kind"] == SETTING) & (frame["part_of"] == "")
    known &= frame["mean_rse_pct"].notna() & (frame["role_kind"] != "member")
    for _, part in frame[known].groupby(["role_kind", "occupation_code"]):
        for unit in ("annual", "hourly"):
            mean = f"mean_{unit}_usd"
            rows = part[part[f"{mean}_status"] == PUBLISHED]
            if len(rows):
                means = {
                    "name": rows.index, "estimate": rows[mean], "rse_pct": rows["mean_rse_pct"]
                }  # fmt: skip
                frame.loc[rows.index, "letters"] = ranks.groups(pd.DataFrame(means))["letters"]
                break
    return frame


def nested(employment: pd.DataFrame) -> pd.DataFrame:
    """Find the settings of a year and how they nest.

    Args:
        employment: Table `employment` of the nation in one year, with its rows on all
            occupations.

    Returns:
        A row per setting, all jobs first: `place` (a name for it), `industry_code`,
        `industry_level`, `ownership_code`, `industry_title`, `level_rank` (0 for all jobs, 1 for
        main settings, more for parts of them), `part_of` (industry code of the main setting,
        empty for main ones), `is_whole` (whether the main settings hold all jobs).
    """
    rows = employment.drop_duplicates(_KEY)[list(_PLACE)]
    rows = rows[~(rows["industry_level"] == "cross-industry, ownership")]
    rank = rows["industry_level"].map(_LEVELS.index)
    is_all = rows["industry_code"] == ALL_INDUSTRIES
    main_level = rows.loc[~is_all, "industry_level"].iloc[rank[~is_all].argmin()]
    is_main = rows["industry_level"] == main_level
    inside = [level for level in _INSIDE if (rows["industry_level"] == level).any()]
    inside = [level for level in inside if _LEVELS.index(level) > _LEVELS.index(main_level)][:1]
    main_codes = list(rows.loc[is_main, "industry_code"].unique())
    # An industry without finer ones is printed again under the finer level: not a part of itself.
    is_inside = rows["industry_level"].isin(inside) & ~rows["industry_code"].isin(main_codes)
    rows = rows[is_all | is_main | is_inside]
    part_of = [
        "" if level in (main_level, "cross-industry") else _main_of(code, level, main_codes)
        for code, level in zip(rows["industry_code"], rows["industry_level"], strict=True)
    ]
    found = rows.assign(
        place=_place_of(rows),
        level_rank=_MAIN * is_main[rows.index] + (_MAIN + 1) * is_inside[rows.index],
        part_of=pd.Series(part_of, index=rows.index, dtype="str"),
        is_whole=_is_whole(employment, main_level),
    )
    return found.sort_values(["level_rank", *_KEY], ignore_index=True)


def _digits_of(code: str, level: str) -> str:
    """The digits of an industry code that its level counts: "622" of 622000 at three digits."""
    return code if level.startswith("sector") else code[: int(level[0])]


def _main_of(code: str, level: str, main_codes: Iterable[str]) -> str:
    """The main setting that an industry belongs to, empty if there is none."""
    digits = _digits_of(code, level)
    return next((main for main in main_codes if digits.startswith(_beginnings(main))), "")


def _beginnings(code: str) -> tuple[str, ...]:
    """How the codes of industries inside a main setting begin: "31", "32", "33" for 31-33."""
    first, dash, last = code.partition("-")
    if not dash:
        return (code.rstrip("0") or code,)
    return tuple(str(number) for number in range(int(first), int(last) + 1))


def _is_whole(employment: pd.DataFrame, level: str) -> bool:
    """Whether the settings of a level hold all jobs, going by the rows on all occupations."""
    totals = employment[employment["occupation_code"] == ALL_OCCUPATIONS]
    nation = totals.loc[totals["industry_code"] == ALL_INDUSTRIES, "employment_jobs"].max()
    held = totals.loc[totals["industry_level"] == level, "employment_jobs"].sum()
    return bool(abs(held / nation - 1) <= _MISSING)


def _with_sums(frame: pd.DataFrame) -> pd.DataFrame:
    """Add shares, sums of settings that are held by owner, and the rest.

    Args:
        frame: Rows with `employment_jobs` and `is_floor`.

    Returns:
        For each code all jobs, the settings from many jobs to few (unknown ones last), the sums
        and the rest, with `share_of_jobs_pct`, its status and `share_of_jobs_high_pct`.
    """
    parts = []
    for _, rows in frame.groupby(["role_kind", "occupation_code"], sort=False):
        total = rows[rows["kind"] == ALL].iloc[0]
        others = rows[rows["kind"] == SETTING].sort_values(
            "employment_jobs", ascending=False, kind="stable"
        )
        main = others[others["part_of"] == ""]
        new = [*_sums(main), *_rest(total, main)]
        made = pd.DataFrame(new, columns=frame.columns).astype(frame.dtypes.to_dict())
        group = pd.concat([rows[rows["kind"] == ALL], others, made], ignore_index=True)
        parts.append(_with_shares(group, total))
    return pd.concat(parts, ignore_index=True)


def _with_shares(rows: pd.DataFrame, total: pd.Series) -> pd.DataFrame:
    """Shares of all jobs of the code; the rest is the most that floors can be short of."""
    all_jobs = total["employment_jobs"]
    known = rows["employment_jobs_status"].isin(SHOWN)
    known &= total["employment_jobs_status"] in SHOWN
    share = (100 * rows["employment_jobs"] / all_jobs).where(known)
    left = rows.loc[rows["kind"] == REST, "employment_jobs"].sum()
    high = (share + rows["is_floor"] * 100 * left / all_jobs).clip(upper=100)
    status = pd.Series(DERIVED, index=rows.index).where(known, rows["employment_jobs_status"])
    withheld = status.isin(SHOWN) & ~known
    return rows.assign(
        share_of_jobs_pct=share,
        share_of_jobs_pct_status=status.where(~withheld, "not_available"),
        share_of_jobs_high_pct=high,
    )


def _sums(main: pd.DataFrame) -> list[pd.Series]:
    """Jobs of hospitals and of schools together, and of each of their owners."""
    split = main[main["industry_level"].str.endswith(", ownership")]
    digits = [
        _digits_of(code, level)[:3]
        for code, level in zip(split["industry_code"], split["industry_level"], strict=True)
    ]
    made = []
    for begin, name in _ADDED.items():
        rows = split[[digit == begin for digit in digits]]
        if len(rows):
            owners = sorted(rows["ownership_code"].unique())
            made.append(_sum(rows, name, f"{begin}000", "".join(owners)))
            made += [
                _sum(rows[rows["ownership_code"] == owner], name, f"{begin}000", owner)
                for owner in owners
            ]
    return [row for row in made if row["employment_jobs_status"] in SHOWN]


def _sum(rows: pd.DataFrame, name: str, code: str, owners: str) -> pd.Series:
    """One sum: a floor where a setting in it is not released."""
    jobs = rows["employment_jobs"]
    known = rows["employment_jobs_status"].isin(SHOWN)
    row = _without_numbers(rows.iloc[0], rows["source_id"])
    row["kind"], row["setting"], row["industry_title"] = SUM, name, ""
    row["industry_code"], row["ownership_code"] = code, owners
    row["employment_jobs"] = jobs[known].sum() if known.any() else math.nan
    row["employment_jobs_status"] = DERIVED if known.any() else "not_available"
    row["is_floor"] = bool(known.any() and (~known | rows["is_floor"]).any())
    medians = rows["median_annual_usd"].where(rows["median_annual_usd_status"].isin(SHOWN))
    row["low_median_annual_usd"] = medians.min()
    row["high_median_annual_usd"] = medians.max()
    if medians.notna().any():
        top = rows["median_annual_usd_status"].iloc[int(medians.argmax())]
        row["high_median_annual_usd_status"] = top
    return row


def _rest(total: pd.Series, main: pd.DataFrame) -> list[pd.Series]:
    """Jobs in no main setting with published jobs; none where rounding explains them."""
    if total["employment_jobs_status"] not in SHOWN or main.empty:
        return []
    known = main["employment_jobs_status"].isin(SHOWN)
    left = total["employment_jobs"] - main.loc[known, "employment_jobs"].sum()
    explained = known.all() and left <= _ROUNDING * (len(main) + 1)
    if left <= 0 or explained:
        return []
    row = _without_numbers(total, [*main["source_id"], total["source_id"]])
    row["kind"], row["setting"], row["is_floor"] = REST, "", False
    row["employment_jobs"], row["employment_jobs_status"] = left, DERIVED
    return [row]


def _without_numbers(row: pd.Series, sources: Iterable[str]) -> pd.Series:
    """A row for numbers made here: labels kept, every printed number gone."""
    row = row.copy()
    for name in row.index:
        if f"{name}_status" in row.index:
            row[name], row[f"{name}_status"] = math.nan, "not_applicable"
    for name in ("low_median_annual_usd", "pooled_median_low_annual_usd",
                 "pooled_median_high_annual_usd"):  # fmt: skip
        row[name] = math.nan
    row["source_id"] = ", ".join(sorted({one for text in sources for one in text.split(", ")}))
    return row
