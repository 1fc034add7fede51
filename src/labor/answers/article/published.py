"""Every published figure of an occupation that a claim can be held against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from labor.errors import AnalysisError
from labor.methods.phrases import Jobs, phrase_for, whole_percents
from labor.methods.role_rows import once_per_code
from labor.occupations.titles import title_key
from labor.provenance.origin import Cell
from labor.terms import ALL_INDUSTRIES, ALL_OWNERS, NATION, WITH_VALUE

if TYPE_CHECKING:
    from labor.occupations import Role

#: Measures of the projections: kind of claim, and columns of value and year.
_PROJECTED = (
    ("jobs", "base_employment_jobs", "base_year"),
    ("jobs", "target_employment_jobs", "target_year"),
    ("new_jobs", "employment_change_jobs", "base_year"),
    ("openings", "openings_annual_average_jobs", "base_year"),
)

_SETTINGS = "profile_pay_settings"
_SETTING_KEY = ("edition", "profile_id", "workers", "statistic", "setting_kind", "setting")


@dataclass(frozen=True)
class Figure:
    """One published figure.

    Args:
        kind: "pay", "growth", "phrase", "jobs", "new_jobs" or "openings".
        value: US dollars, percent or jobs; the floor where top-coded.
        status: "published" or "top_coded".
        year: Reference year; of growth, change and openings the base year.
        code: Occupation code, empty for a profile of several.
        title: Title of the occupation in that table.
        is_own: Whether it is of just the occupation that the article names.
        source_id: Table it is from.
        statistic: Statistic of pay.
        period: "hourly" or "annual" pay.
        vintage: Projection, empty for estimates.
        series: "oews" (wage and salary jobs), "projections" (all jobs) or "handbook".
        area_code: Area; "99" is the nation.
        area: Name of the area, empty for the nation.
        setting: Industry, empty for all.
        whole: Whole percentages that a growth can be printed as.
        phrase: The Handbook's words for the growth.
        phrase_basis: How they are known, see `phrases.GrowthPhrase`.
        phrase_evidence: Where they were read, or why they are not known.
        cell: The cell of the tidy tables that the value stands in.
    """

    kind: str
    value: float
    status: str
    year: int
    code: str
    title: str
    is_own: bool
    source_id: str
    statistic: str = ""
    period: str = ""
    vintage: str = ""
    series: str = "oews"
    area_code: str = NATION
    area: str = ""
    setting: str = ""
    whole: tuple[int, ...] = ()
    phrase: str = ""
    phrase_basis: str = ""
    phrase_evidence: str = ""
    cell: Cell | None = None


def figures_of(role: Role, named: str, tables: Mapping[str, pd.DataFrame]) -> list[Figure]:
    """Every figure of a role, of every year, projection and area held.

    Args:
        role: The role.
        named: Its name in the article: where a table's own title is the same, the figure is the
            one that was asked for, even if the occupation had other members then.
        tables: Tables `wages`, `employment` and `projections`, at least the rows of the role's
            codes; `profiles` and `profile_pay_settings`.

    Returns:
        Figures in no order that matters.
    """
    found = [*_handbook(role, tables)]
    if role.kind != "composite":
        found += [*_estimates(role, named, tables), *_projections(role, named, tables)]
    return found


def _rows(role: Role, frame: pd.DataFrame) -> pd.DataFrame:
    """Rows of the role, each in the list of codes that the row uses."""
    listed = [(version, code) for version, codes in role.codes.items() for code in codes]
    keys = pd.MultiIndex.from_tuples(listed, names=["soc_version", "occupation_code"])
    return frame[pd.MultiIndex.from_frame(frame[list(keys.names)]).isin(keys)]


def _is_own(role: Role, named: str, version: str, title: str) -> bool:
    if title_key(title) in (title_key(named), title_key(role.label)):
        return True
    return role.coverage.get(version) == "same" and len(role.codes.get(version, ())) == 1


def _estimates(role: Role, named: str, tables: Mapping[str, pd.DataFrame]) -> Iterator[Figure]:
    for name in ("wages", "employment"):
        frame = _rows(role, tables[name])
        frame = frame[
            (frame["industry_code"] == ALL_INDUSTRIES) & (frame["ownership_code"] == ALL_OWNERS)
        ]
        measures = (
            [("pay", "annual", "annual_wage_usd"), ("pay", "hourly", "hourly_wage_usd")]
            if name == "wages"
            else [("jobs", "", "employment_jobs")]
        )
        for row in once_per_code(frame).to_dict("records"):
            for kind, period, column in measures:
                if row[f"{column}_status"] not in WITH_VALUE:
                    continue
                nation = row["area_code"] == NATION
                place = (str(row["reference_year"]), row["area_code"], row["occupation_code"])
                statistic = row.get("statistic", "")
                key = (*place, statistic) if statistic else place
                yield Figure(
                    kind=kind,
                    value=float(row[column]),
                    status=row[f"{column}_status"],
                    year=int(row["reference_year"]),
                    code=row["occupation_code"],
                    title=row["occupation_title"],
                    is_own=_is_own(role, named, row["soc_version"], row["occupation_title"]),
                    source_id=row["source_id"],
                    statistic=statistic,
                    period=period,
                    area_code=row["area_code"],
                    area="" if nation else row["area_title"],
                    cell=Cell(name, key, column),
                )


def _projections(role: Role, named: str, tables: Mapping[str, pd.DataFrame]) -> Iterator[Figure]:
    for row in _rows(role, tables["projections"]).to_dict("records"):
        common = {
            "status": "published",
            "code": row["occupation_code"],
            "title": row["occupation_title"],
            "is_own": _is_own(role, named, row["soc_version"], row["occupation_title"]),
            "source_id": row["source_id"],
            "vintage": row["projection_vintage"],
            "series": "projections",
        }
        for kind, column, year in _PROJECTED:
            if row[f"{column}_status"] == "published":
                yield Figure(
                    kind=kind,
                    value=float(row[column]),
                    year=int(row[year]),
                    cell=_projected(row, column),
                    **common,
                )
        if row["employment_change_pct_status"] == "published":
            yield _growth(row, common)


def _growth(row: Mapping, common: Mapping) -> Figure:
    percent = float(row["employment_change_pct"])
    columns = ("base_employment_jobs", "target_employment_jobs", "employment_change_jobs")
    known = all(row[f"{name}_status"] == "published" for name in columns)
    jobs = Jobs(*(float(row[name]) for name in columns)) if known else None
    phrase = _phrase(percent, row["projection_vintage"], jobs)
    return Figure(
        kind="growth",
        value=percent,
        year=int(row["base_year"]),
        whole=whole_percents(percent, jobs),
        cell=_projected(row, "employment_change_pct"),
        **phrase,
        **common,
    )


def _projected(row: Mapping, column: str) -> Cell:
    return Cell("projections", (row["projection_vintage"], row["occupation_code"]), column)


def _printed(row: Mapping, column: str) -> Cell:
    """A cell of the quick facts of the Handbook."""
    return Cell("profiles", (row["edition"], row["profile_id"]), column)


def _phrase(percent: float, vintage: str, jobs: Jobs | None) -> dict[str, str]:
    try:
        known = phrase_for(percent, vintage, jobs)
    except AnalysisError as error:
        return {"phrase_basis": "not known", "phrase_evidence": error.what}
    return {
        "phrase": known.phrase,
        "phrase_basis": known.basis,
        "phrase_evidence": known.evidence,
    }


def _handbook(role: Role, tables: Mapping[str, pd.DataFrame]) -> Iterator[Figure]:
    """Figures that the Handbook prints for the profile of just this role."""
    profiles = tables["profiles"]
    for row in profiles[profiles["profile_id"] == role.profile_id].to_dict("records"):
        common = {
            "code": "" if role.kind == "composite" else row["soc_code"],
            "title": row["profile_title"],
            "source_id": row["source_id"],
            "series": "handbook",
        }
        if role.anchor_version != row["soc_version"]:
            return
        outlook = {**common, "status": "published", "vintage": row["edition"], "is_own": True}
        if row["outlook_pct_status"] == "published":
            percent = float(row["outlook_pct"])
            yield Figure(
                kind="growth",
                value=percent,
                year=int(row["base_year"]),
                whole=(int(percent),),
                phrase=row["outlook_phrase"],
                phrase_basis="printed",
                phrase_evidence=f"Handbook, {row['edition']} edition",
                cell=_printed(row, "outlook_pct"),
                **outlook,
            )
        if role.kind == "composite":
            for kind, column, year in _PROJECTED:
                if row[f"{column}_status"] == "published":
                    yield Figure(
                        kind=kind,
                        value=float(row[column]),
                        year=int(row[year]),
                        cell=_printed(row, column),
                        **outlook,
                    )
            yield from _handbook_pay(row, common)
        yield from _settings(role, common, tables)


def _handbook_pay(row: Mapping, common: Mapping) -> Iterator[Figure]:
    for statistic in ("median", "p10", "p90"):
        for period in ("annual", "hourly"):
            column = f"{statistic}_{period}_wage_usd"
            yield from _pay(row, column, statistic, period, cell=_printed(row, column), **common)


def _settings(role: Role, common: Mapping, tables: Mapping[str, pd.DataFrame]) -> Iterator[Figure]:
    rows = tables[_SETTINGS]
    rows = rows[(rows["profile_id"] == role.profile_id) & (rows["setting_kind"] == "industry")]
    for row in rows.to_dict("records"):
        own = {"setting": setting_name(row["setting"]), "source_id": row["source_id"]}
        for period in ("annual", "hourly"):
            column = f"{period}_wage_usd"
            cell = Cell(_SETTINGS, tuple(row[part] for part in _SETTING_KEY), column)
            yield from _pay(row, column, row["statistic"], period, cell=cell, **common | own)


def _pay(row: Mapping, column: str, statistic: str, period: str, **others: Any) -> Iterator[Figure]:
    """The pay that the Handbook prints in a cell, if it prints a number."""
    if row[f"{column}_status"] in WITH_VALUE:
        yield Figure(
            kind="pay",
            value=float(row[column]),
            status=row[f"{column}_status"],
            year=int(row["wage_reference_year"]),
            is_own=True,
            statistic=statistic,
            period=period,
            **others,
        )


def setting_name(setting: str) -> str:
    """An industry as a sentence names it: "hospitals" for "Hospitals; state, local, ..."."""
    return setting.partition(";")[0].partition(", excluding")[0].strip().lower()
