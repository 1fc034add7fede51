"""Pay of roles in one year: a row per occupation code, all wage statistics side by side."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from labor.methods.percentiles import equal_pairs
from labor.methods.role_rows import once_per_code, rows_in_place, version_of
from labor.occupations.published import Slot, slots
from labor.show.rows import records
from labor.terms import DERIVED, NATION, STATISTICS, WITH_VALUE

if TYPE_CHECKING:
    from labor.occupations import Role


#: The wage statistics of a composite, printed or estimated from its members' rows: values by
#: column name, each number with its status, see `group_pay.Groups.figures`.
PoolEstimate = Callable[["Role", pd.DataFrame], Mapping[str, float | str]]

#: Columns that name a row of `wages` or `employment` apart from the statistic.
ROW = ("reference_year", "area_code", "occupation_code")
_LABELS = ("occupation_title", "soc_version", "area_title", "pay_basis", "source_id")
_WAGES = tuple(f"{name}_{unit}_usd" for unit in ("annual", "hourly") for name in STATISTICS)
_OF_JOBS = ("employment_jobs", "employment_rse_pct")
_MEASURES = (*_OF_JOBS, *_WAGES, "mean_rse_pct")

COLUMNS = (
    *("role", "role_kind", "is_subject", "relation", "occupation_code", "occupation_title"),
    *("soc_version", "reference_year", "area_code", "area_title", "pay_basis"),
    *(name for measure in _MEASURES for name in (measure, f"{measure}_status")),
    *("low_median_annual_usd", "high_median_annual_usd", "high_median_annual_usd_status"),
    *("pooled_median_annual_usd", "pooled_median_annual_usd_status"),
    *("pooled_median_low_annual_usd", "pooled_median_high_annual_usd", "pooled_difference_pct"),
    *("pooled_members", "members_changed", "printed_in", "printed_figures", "printed_row"),
    *("printed_page", "equal_percentiles", "source_id"),
)

_RANGES = (
    *("low_median_annual_usd", "high_median_annual_usd"),
    *("pooled_median_low_annual_usd", "pooled_median_high_annual_usd"),
    *("pooled_median_annual_usd", "pooled_difference_pct"),
)
#: Texts on a composite's figures; empty on other rows.
_ON_GROUPS = (
    *("pooled_members", "members_changed"),
    *("printed_in", "printed_figures", "printed_row", "printed_page"),
)
_NUMBERS = (*_MEASURES, *_RANGES)
_DTYPES = dict.fromkeys(COLUMNS, "str") | dict.fromkeys(_NUMBERS, "float64")
_DTYPES |= {"reference_year": "int64", "is_subject": "bool"}


def side_by_side(wages: pd.DataFrame, employment: pd.DataFrame) -> pd.DataFrame:
    """Put the six wage statistics and the jobs of an occupation in one row.

    Args:
        wages: Rows of `wages`, one per occupation and statistic, see `roles.once_per_code`.
        employment: Rows of `employment` of the same years and areas.

    Returns:
        A row per year, area and occupation code, with `<statistic>_annual_usd`,
        `<statistic>_hourly_usd`, `mean_rse_pct`, `employment_jobs`, `employment_rse_pct`, and a
        status beside each. Nothing is converted: an occupation paid by the year only has no
        hourly figures.
    """
    keys = list(ROW)
    # A number for each key: pandas takes far longer to put indexes of several levels together.
    number = pd.concat([wages[keys], employment[keys]]).groupby(keys, sort=False).ngroup()
    keyed = wages.set_index(number.to_numpy()[: len(wages)])
    jobs = employment.set_index(number.to_numpy()[len(wages) :])
    labels = keyed.loc[~keyed.index.duplicated(), [*keys, *_LABELS]]
    of_jobs = [f"{name}{end}" for name in _OF_JOBS for end in ("", "_status")]
    parts = [
        labels,
        *(_statistic(keyed, name) for name in STATISTICS),
        jobs.loc[jobs.index.isin(labels.index), of_jobs],
    ]
    wide = pd.concat(parts, axis="columns").reset_index(drop=True)
    return wide.fillna({f"{name}_status": "not_applicable" for name in _MEASURES})


def _statistic(keyed: pd.DataFrame, name: str) -> pd.DataFrame:
    columns = {
        f"{unit}_wage_usd{suffix}": f"{name}_{unit}_usd{suffix}"
        for unit in ("annual", "hourly")
        for suffix in ("", "_status")
    }
    if name == "mean":
        columns |= {"rse_pct": "mean_rse_pct", "rse_pct_status": "mean_rse_pct_status"}
    own = keyed[[*columns]][keyed["statistic"] == name]
    return own.set_axis([*columns.values()], axis="columns")


def pay_levels(
    roles: Sequence[Role],
    wages: pd.DataFrame,
    employment: pd.DataFrame,
    year: int,
    *,
    area_code: str = NATION,
    pool: PoolEstimate | None = None,
) -> pd.DataFrame:
    """Pay and jobs of roles in one year and area, all industries and owners.

    Args:
        roles: Roles with their codes by classification version.
        wages: Table `wages`.
        employment: Table `employment`.
        year: Reference year; the estimates refer to its May (to the fourth quarter before 2003).
        area_code: Area; "99" is the nation.
        pool: Finds a composite's statistics, printed or pooled from its members' rows; without
            it the composite's own statistics stay empty and only the range of the members'
            medians is given.

    Returns:
        A row per occupation code (see `COLUMNS`), in the order of the roles, US dollars as
        published; the first role is marked as the subject. `relation` says how the figure
        stands to the role (`roles.RELATIONS`). A composite has its own row, with
        the sum of its members' jobs, and a row per member. A role that the year's table does
        not have keeps a row with statuses.

    Raises:
        AnalysisError: The year or the area is not in the tables.
    """
    paid, jobs = (rows_in_place(frame, year, area_code) for frame in (wages, employment))
    version = version_of(paid, f"The wages of {year}")
    codes = {code for role in roles for code in role.codes_that_answer(version)}
    wide = side_by_side(
        *(once_per_code(rows[rows["occupation_code"].isin(codes)]) for rows in (paid, jobs))
    )
    by_code = {row["occupation_code"]: row for row in records(wide)}
    rows = [row for role in roles for row in role_rows(role, by_code, paid.iloc[0], pool)]
    return as_frame(rows).assign(is_subject=lambda frame: frame["role"] == roles[0].label)


def role_rows(
    role: Role,
    by_code: Mapping[str, Mapping[Any, Any]],
    place: Mapping[Hashable, Any] | pd.Series,
    pool: PoolEstimate | None = None,
    wanted: Sequence[Slot] | None = None,
) -> list[dict[str, object]]:
    """Put the rows of a role of one year and area in order.

    Args:
        role: Role with its codes by classification version.
        by_code: Rows of `side_by_side` of that year and area by occupation code, of all
            codes that can answer for the role.
        place: Any row of the year and area: its year, area and classification are taken.
        pool: See `pay_levels`.
        wanted: Slots of the role; those that answer among the rows given if left out.

    Returns:
        A row per slot of the role, to be gathered by `as_frame`.
    """
    rows = [
        {
            **_place(place),
            **by_code.get(slot.code, _empty(slot)),
            "role": slot.role,
            "role_kind": slot.role_kind,
            "relation": slot.relation,
        }
        for slot in wanted or slots(role, place["soc_version"], by_code)
    ]
    if role.kind == "composite":
        rows[0] |= _composite(role, pd.DataFrame(rows[1:]), pool)
    return rows


def as_frame(rows: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    """Gather rows of `role_rows` in a frame with the columns and dtypes of a pay table."""
    frame = pd.DataFrame(list(rows)).assign(is_subject=False)
    frame = frame.reindex(columns=list(COLUMNS))
    return frame.assign(equal_percentiles=equal_pairs(frame)).astype(_DTYPES)


def _place(row: Mapping[Hashable, Any] | pd.Series) -> dict[str, object]:
    names = ("reference_year", "area_code", "area_title", "soc_version")
    place: dict[str, object] = {name: row[name] for name in names}
    place |= {**dict.fromkeys(_RANGES, math.nan), **dict.fromkeys(_ON_GROUPS, "")}
    absent = ("high_median_annual_usd_status", "pooled_median_annual_usd_status")
    return {**place, **dict.fromkeys(absent, "not_applicable")}


def _empty(slot: Slot) -> dict[str, object]:
    """A row without figures, for a composite itself or a code that the table does not have."""
    row: dict[str, object] = {"occupation_code": slot.code, "occupation_title": slot.role}
    for name in _MEASURES:
        row[name] = math.nan
        row[f"{name}_status"] = "not_applicable"
    return {**row, "pay_basis": "", "source_id": ""}


def _composite(role: Role, members: pd.DataFrame, pool: PoolEstimate | None) -> dict[str, object]:
    """The composite's own figures: what may be added, the range, and its pay if any."""
    row: dict[str, object] = {f"{name}_status": "not_available" for name in _MEASURES}
    if members.empty:
        return row
    row["source_id"] = ", ".join(sorted(set(members["source_id"]) - {""}))
    if members["employment_jobs_status"].isin(WITH_VALUE).all():
        row["employment_jobs"] = members["employment_jobs"].sum()
        row["employment_jobs_status"] = DERIVED
    known = members[members["median_annual_usd_status"].isin(WITH_VALUE)]
    if len(known):
        row["low_median_annual_usd"] = known["median_annual_usd"].min()
        row["high_median_annual_usd"] = known["median_annual_usd"].max()
        top = (known["median_annual_usd_status"] == "top_coded").any()
        row["high_median_annual_usd_status"] = "top_coded" if top else "published"
    return row | (dict(pool(role, members)) if pool is not None else {})
