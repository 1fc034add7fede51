"""Wide tables for people, made of the tidy ones: all figures of an occupation in one row."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence

import pandas as pd

from labor.occupations.codes import NEWEST
from labor.occupations.lineage import published_groups
from labor.schema.tables import SUMMARIES
from labor.tables.data_package import links
from labor.tables.estimates import files_of_places, places_of, rows_of
from labor.tables.files import parquet_of
from labor.tables.freshness import code_digest
from labor.tables.parts import CsvFile, Part, PartCache, PartFile
from labor.tables.row_groups import Values
from labor.terms import ALL_INDUSTRIES, ALL_OWNERS, LEVELS, NATION, STATISTICS

#: The code that makes the tables, beside that which reads the raw ones.
_MAKING = ("tables/summaries.py", "tables/data_package.py")
_TOTALS = {"industry_code": ALL_INDUSTRIES, "ownership_code": ALL_OWNERS}
#: Kinds of areas that are published together: each is shown in its own newest year.
_KINDS = (
    ("state", "territory"),
    ("metropolitan", "metropolitan_division", "nonmetropolitan"),
)
#: Areas whose rows are made wide at a time.
_AREAS = 100

#: A release of the projections with fewer of the line items of the others is held in part only.
_WHOLE = 0.95
_WAGES = ("hourly_wage_usd", "annual_wage_usd")
_ROW = ["reference_year", "area_code", "occupation_code", "occupation_level"]
#: Levels by fineness; divisions are those of 1997.
_FINENESS = {level: place for place, level in enumerate(("division", *LEVELS))}
#: Columns of `wages` and of `employment` that the wide tables are made of.
OF_WAGES = [
    *(*_ROW, "statistic", "pay_basis", "rse_pct", "rse_pct_status"),
    *(name for wage in _WAGES for name in (wage, f"{wage}_status")),
]
OF_EMPLOYMENT = [
    *(*_ROW, "area_title", "area_type", "occupation_title", "soc_version", "source_id"),
    *(
        name
        for number in (
            "employment_jobs",
            "employment_rse_pct",
            "jobs_per_1000",
            "location_quotient",
        )
        for name in (number, f"{number}_status")
    ),
]
_PROJECTED = (
    *("base_employment_jobs", "target_employment_jobs", "employment_change_jobs"),
    *("employment_change_pct", "openings_annual_average_jobs"),
    *("entry_education", "work_experience", "training"),
)


def pay_by_year(wages: pd.DataFrame, employment: pd.DataFrame) -> pd.DataFrame:
    """Jobs and pay of every occupation in the nation, a row for each year.

    Args:
        wages: Rows of `wages` of the nation over all industries and owners, with `OF_WAGES`.
        employment: Those of `employment`, with `OF_EMPLOYMENT`.

    Returns:
        Table `pay_by_year`, checked.
    """
    return _checked("pay_by_year", _wide(wages, employment))


def occupations_now(pay: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Every occupation of today with its figures from all publishers.

    Args:
        pay: Table `pay_by_year` of a year with the newest list of codes.
        tables: Tidy tables by name; what comes from one that is not there stays empty.

    Returns:
        Table `occupations_now`, checked.
    """
    newest = pay[pay["reference_year"] == pay["reference_year"].max()]
    projected = _newest_projection(tables)
    groups = published_groups(tables["soc_lineage"]) if _has(tables, "soc_lineage") else {}
    titles = dict(zip(newest["occupation_code"], newest["occupation_title"], strict=True))
    rows = newest[newest["occupation_level"] == "detailed"]
    rows = _with_unpublished(rows, tables, {*groups, *projected["occupation_code"]})
    codes = rows["occupation_code"]
    major = codes.str[:2] + "-0000"
    rows = rows.assign(
        reference_year=newest["reference_year"].iloc[0],
        major_code=major,
        major_title=major.map(titles),
        published_in_code=codes.map(groups),
        published_in_title=codes.map(groups).map(titles),
    )
    rows = rows.merge(projected, how="left", on="occupation_code")
    rows = rows.merge(_zones(tables, groups), how="left", on="occupation_code")
    pages = _pages(tables)
    phrases = pages["outlook_phrase"].where(pages["is_alone"])
    pages = pages.assign(outlook_phrase=phrases).set_index("occupation_code")
    page = pages.reindex(codes.where(codes.isin(pages.index), codes.map(groups)))
    page = page.reset_index(drop=True)
    of_this = page["edition"].eq(rows["projection_vintage"])
    rows = rows.assign(
        outlook_phrase=page["outlook_phrase"].where(of_this),
        handbook_profile_id=page["profile_id"],
        handbook_profile_title=page["profile_title"],
        handbook_source_id=page["source_id"],
    )
    return _checked("occupations_now", _with_statuses("occupations_now", rows))


def summaries_of(
    tables: Mapping[str, pd.DataFrame], parts: Sequence[Part], cache: PartCache
) -> dict[str, CsvFile]:
    """The wide tables as CSV, made only if what they are made of changed.

    Args:
        tables: Tidy tables by name.
        parts: Parts of raw tables.
        cache: Where the rows of wages and employment are.

    Returns:
        Files by name of the table; without estimates of the nation or of other areas those
        tables are missing.
    """
    places = places_of(parts)
    if places.empty:
        return {}
    places = places[(places[list(_TOTALS)] == list(_TOTALS.values())).all(axis=1)]
    national = places[places["area_code"] == NATION]
    kinds = [places[places["area_type"].isin(kind)] for kind in _KINDS]
    local = [_newest(own) for own in kinds if len(own)]
    found = {}
    if len(national):
        newest = _pay_by_year(_newest(national), parts, cache)
        if newest["soc_version"].eq(NEWEST).all():
            now = occupations_now(newest, tables)
            digest = hashlib.sha256(parquet_of(now)).hexdigest()
            found["occupations_now"] = _csv("occupations_now.csv", digest, lambda: now, cache)
        found["pay_by_year"] = _csv(
            "pay_by_year.csv",
            _digests(files_of_places(parts, national)),
            lambda: _pay_by_year(national, parts, cache),
            cache,
        )
    if local:
        found["pay_by_place"] = _csv(
            "pay_by_place.csv.gz",
            _digests(files_of_places(parts, pd.concat(local))),
            lambda: _pay_by_place(local, parts, cache),
            cache,
        )
    return found


def _csv(file: str, made_of: str, make: Callable[[], pd.DataFrame], cache: PartCache) -> CsvFile:
    """A wide table as a file, made only if what it is made of changed."""
    schema = SUMMARIES[file.partition(".")[0]]
    leading = [column for link in links(schema) for column in link.columns]

    def made() -> tuple[pd.DataFrame, pd.DataFrame]:
        rows = make()
        return rows, rows[list(dict.fromkeys(leading))].drop_duplicates()

    return cache.csv(file, f"{file} {code_digest(_MAKING)} {made_of}", made)


def _pay_by_year(places: pd.DataFrame, parts: Sequence[Part], cache: PartCache) -> pd.DataFrame:
    years = sorted(places["reference_year"].unique())
    values = {"area_code": [NATION], "reference_year": years}
    return pay_by_year(*_estimates(places, parts, cache, values))


def _pay_by_place(
    kinds: Sequence[pd.DataFrame], parts: Sequence[Part], cache: PartCache
) -> pd.DataFrame:
    rows = []
    for places in kinds:
        year, types = places["reference_year"].iloc[0], sorted(places["area_type"].unique())
        # The rows of all areas at once would be as large as everything else in a build.
        codes = sorted(places["area_code"].unique())
        for start in range(0, len(codes), _AREAS):
            values = {"area_code": codes[start : start + _AREAS], "reference_year": [year]}
            values["area_type"] = types
            rows.append(_wide(*_estimates(places, parts, cache, values)))
    return _checked("pay_by_place", pd.concat(rows, ignore_index=True))


def _estimates(
    places: pd.DataFrame, parts: Sequence[Part], cache: PartCache, values: Values
) -> Iterator[pd.DataFrame]:
    """Rows of `wages` and of `employment` over all industries and owners."""
    files = files_of_places(parts, places)
    totals = {name: [code] for name, code in _TOTALS.items()}
    for name, columns in (("wages", OF_WAGES), ("employment", OF_EMPLOYMENT)):
        own = [file for file in files if file.table == name]
        yield rows_of(own, cache, columns, {**values, **totals})


def _newest(places: pd.DataFrame) -> pd.DataFrame:
    return places[places["reference_year"] == places["reference_year"].max()]


def _digests(files: Sequence[PartFile]) -> str:
    return " ".join(sorted(file.sha256 for file in files))


def _wide(wages: pd.DataFrame, employment: pd.DataFrame) -> pd.DataFrame:
    """One row for each row of employment, with every statistic of its pay in columns."""
    found = [employment.set_index(_ROW)]
    for statistic in STATISTICS:
        own = wages[wages["statistic"] == statistic].set_index(_ROW)
        columns = {
            f"{wage}{end}": f"{statistic}_{wage}{end}" for wage in _WAGES for end in ("", "_status")
        }
        if statistic == "mean":
            columns |= {"rse_pct": "mean_rse_pct", "rse_pct_status": "mean_rse_pct_status"}
            columns |= {"pay_basis": "pay_basis"}
        found.append(own[list(columns)].rename(columns=columns))
    rows = pd.concat(found, axis=1).reset_index()
    # What is published at no finer level stands twice, with the same figures.
    fineness = rows["occupation_level"].map(_FINENESS)
    finest = rows.loc[fineness.sort_values(kind="stable").index]
    return finest.drop_duplicates(_ROW[:-1], keep="last")


def _with_unpublished(
    rows: pd.DataFrame, tables: Mapping[str, pd.DataFrame], codes: set[str]
) -> pd.DataFrame:
    """The rows, and one for each further detailed occupation of the list among the codes."""
    if not _has(tables, "occupations"):
        return rows
    listed = tables["occupations"]
    listed = listed[(listed["soc_version"] == NEWEST) & listed["is_official"]]
    listed = listed[(listed["occupation_level"] == "detailed")]
    further = listed[
        listed["occupation_code"].isin(codes)
        & ~listed["occupation_code"].isin(rows["occupation_code"])
    ]
    named = ["occupation_code", "occupation_title", "soc_version", "source_id"]
    return pd.concat([rows, further[named]], ignore_index=True)


def _newest_projection(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The rows of the newest whole release of the projections in a list of codes."""
    names = [name for number in _PROJECTED for name in (number, f"{number}_status")]
    names = ["projection_vintage", "occupation_code", *names, "source_id"]
    held = _or_empty(tables, "projections", [*names, "soc_version", "occupation_kind"])
    held = held[held["soc_version"] == NEWEST]
    items = held.loc[held["occupation_kind"] == "line_item", "projection_vintage"].value_counts()
    whole = items[items >= _WHOLE * items.max()].index
    rows = held[held["projection_vintage"] == max(whole, default="")]
    return rows[names].rename(columns={"source_id": "projection_source_id"})


def _zones(tables: Mapping[str, pd.DataFrame], groups: Mapping[str, str]) -> pd.DataFrame:
    """The job zones of each occupation in the newest release: "4", or "3, 4" where they differ.

    O*NET's row of the occupation itself (its code ends in .00) comes before finer ones.
    """
    names = ["onet_version", "onet_soc_code", "soc_code", "soc_version", "job_zone", "source_id"]
    zones = _or_empty(tables, "job_zones", names)
    zones = zones[(zones["soc_version"] == NEWEST) & zones["job_zone"].notna()]
    newest = max(
        zones["onet_version"].unique(), key=lambda one: [*map(int, one.split("."))], default=""
    )
    zones = zones[zones["onet_version"] == newest]
    is_whole = zones["onet_soc_code"].str.endswith(".00")
    zones = zones[is_whole | ~zones["soc_code"].isin(zones.loc[is_whole, "soc_code"])]
    of_groups = zones.assign(soc_code=zones["soc_code"].map(groups)).dropna(subset="soc_code")
    every = pd.concat([zones, of_groups[~of_groups["soc_code"].isin(zones["soc_code"])]])
    every = every.sort_values(["soc_code", "job_zone"]).drop_duplicates(["soc_code", "job_zone"])
    found = every.assign(job_zone=every["job_zone"].astype("str")).groupby("soc_code")
    return (
        pd.DataFrame(
            {
                "job_zone": found["job_zone"].agg(", ".join),
                "job_zone_source_id": found["source_id"].first(),
            }
        )
        .rename_axis("occupation_code")
        .reset_index()
    )


def _pages(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The Handbook's page on each occupation, of the newest edition in a list of codes.

    Returns:
        One row per code; `is_alone` says that the page is about just this occupation.
    """
    names = ["edition", "profile_id", "profile_title", "soc_code", "outlook_phrase", "source_id"]
    profiles = _or_empty(tables, "profiles", [*names, "soc_version"])
    profiles = profiles[profiles["soc_version"] == NEWEST]
    profiles = profiles.loc[profiles["edition"] == profiles["edition"].max(), names]
    members = _or_empty(tables, "profile_members", ["edition", "profile_id", "occupation_code"])
    pages = profiles.merge(members, on=["edition", "profile_id"])
    own = profiles.assign(occupation_code=profiles["soc_code"]).dropna(subset="soc_code")
    pages = pd.concat([own, pages]).drop_duplicates("occupation_code", ignore_index=True)
    return pages.assign(is_alone=pages["soc_code"].eq(pages["occupation_code"]))


def _has(tables: Mapping[str, pd.DataFrame], name: str) -> bool:
    return name in tables and len(tables[name]) > 0


def _or_empty(
    tables: Mapping[str, pd.DataFrame], name: str, columns: Sequence[str]
) -> pd.DataFrame:
    """Columns of a table; without rows if there is no such table."""
    if name in tables:
        return tables[name][list(columns)]
    return pd.DataFrame({column: pd.Series(dtype="str") for column in columns})


def _with_statuses(name: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows in which a number that no publisher has for a row has a status that says so."""
    statuses = [column.status for column in SUMMARIES[name].columns if column.status]
    return rows.assign(**{one: rows[one].fillna("not_available") for one in statuses})


def _checked(name: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows in the form of a table.

    Raises:
        SchemaError: They break its description.
    """
    schema = SUMMARIES[name]
    table = schema.conform(rows[schema.names])
    schema.check(table)
    return table
