"""A row for every detailed occupation of a year and place: pay, jobs, outlook and what it asks."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from labor.answers.history.real_pay import deflator
from labor.answers.tables import directory_of
from labor.errors import AnalysisError
from labor.methods import comparability, levels, outlook
from labor.methods.crosswalk import Crosswalk
from labor.methods.percentiles import equal_pairs
from labor.methods.role_rows import pay_rows, version_of
from labor.provenance.columns import ORIGIN, origin_of, price_cells, wage_cell
from labor.provenance.origin import (
    QUOTIENT,
    REAL_CHANGE,
    REAL_CHANGE_FROM_QUARTER,
    REAL_CHANGE_OF_QUARTERS,
    Cell,
    Origin,
    together,
)
from labor.show.rows import records
from labor.tables.load import load as load_table
from labor.terms import (
    ALL_INDUSTRIES,
    ALL_OCCUPATIONS,
    ALL_OWNERS,
    DERIVED,
    NATION,
    PERCENTILES,
    PUBLISHED,
)

#: What an occupation asks of newcomers, in the publisher's categories.
NEEDS = ("entry_education", "work_experience", "training")
_NUMBERS = (
    *("employment_jobs", "employment_rse_pct"),
    *(f"{point}_annual_usd" for point in (*PERCENTILES, "mean")),
    *("median_hourly_usd", "mean_rse_pct"),
)
_PROJECTED = ("base_employment_jobs", "employment_change_pct", "openings_annual_average_jobs")

_TEXTS = (
    *("job_zone", "source_id", "outlook_source_id", "equal_percentiles"),
    *("growth_phrase", "growth_phrase_basis", "projection_vintage", *NEEDS),
)

COLUMNS = (
    *("role", "role_kind", "is_subject", "occupation_code", "occupation_title", "soc_version"),
    *("reference_year", "area_code", "area_title"),
    *(name for number in _NUMBERS for name in (number, f"{number}_status")),
    *("location_quotient", "location_quotient_status", "equal_percentiles"),
    *("projection_vintage", "base_year", "target_year"),
    *(name for number in _PROJECTED for name in (number, f"{number}_status")),
    *("growth_phrase", "growth_phrase_basis", *NEEDS, "job_zone"),
    "source_id",
)
CHANGE_COLUMNS = (
    *("from_year", "from_code", "from_median_annual_usd", "from_median_annual_usd_status"),
    *("median_real_change_pct", "median_real_change_pct_status", "why_not_comparable"),
)


class Occupations:
    """All detailed occupations of the nation in a year, with their figures in a place.

    Args:
        processed: Folder of the tables.
        year: Reference year of pay and jobs.
        vintage: Projection in the same list of codes; empty if there is none.
        area_code: Area of pay and jobs; "99" is the nation.
    """

    def __init__(self, processed: Path, year: int, vintage: str, area_code: str = NATION) -> None:
        self.year, self.vintage, self.area_code = year, vintage, area_code
        self.processed = processed
        self._codebook = directory_of(processed).codebook

    @cached_property
    def frame(self) -> pd.DataFrame:
        """A row per occupation in the order of the codes, see `COLUMNS`.

        An occupation that the place's table does not have keeps a row with statuses; a figure
        that is not printed is never filled in. `location_quotient` is the printed one, or that
        of the printed jobs ("derived"). Projections are those of the nation.
        """
        nation = self._here(NATION)
        listed = nation[nation["occupation_level"] == "detailed"]
        if listed.empty:
            raise AnalysisError(
                f"The table of {self.year} does not say which occupations are detailed",
                next_step="Choose a year from 1999 on.",
            )
        rows = listed[["occupation_code", "occupation_title", "soc_version"]].drop_duplicates()
        place = nation if self.area_code == NATION else self._here(self.area_code)
        rows = rows.assign(
            reference_year=self.year,
            area_code=self.area_code,
            area_title=str(place["area_title"].iloc[0]),
            role=rows["occupation_title"],
            role_kind="single",
            is_subject=False,
        )
        pay = levels.side_by_side(self._wages(self.area_code), place)
        pay = pay.assign(equal_percentiles=equal_pairs(pay))
        names = ["occupation_code", "source_id", "equal_percentiles", *_with_statuses(_NUMBERS)]
        rows = rows.merge(pay[names], on="occupation_code", how="left")
        rows = rows.merge(self._quotients(place, nation), on="occupation_code", how="left")
        rows = rows.merge(self._outlook(), on="occupation_code", how="left")
        rows = rows.merge(self._zones(), on="occupation_code", how="left")
        rows = _with_absent(rows, (*_NUMBERS, *_PROJECTED, "location_quotient"))
        rows = rows.assign(source_id=_together(rows["source_id"], rows["outlook_source_id"]))
        columns = [*COLUMNS, f"location_quotient{ORIGIN}"]
        return rows[columns].sort_values("occupation_code", ignore_index=True)

    def _here(self, area_code: str) -> pd.DataFrame:
        """Jobs of the year in an area, once per code."""
        wanted = self._key(area_code)
        jobs = load_table("employment", self.processed, **wanted)
        return pay_rows(jobs, self.year, area_code)

    def _wages(self, area_code: str, year: int | None = None, **more: Any) -> pd.DataFrame:
        wanted = self._key(area_code, year)
        wages = load_table("wages", self.processed, **wanted, **more)
        return pay_rows(wages, year or self.year, area_code)

    def _key(self, area_code: str, year: int | None = None) -> dict[str, Any]:
        return {
            "reference_year": year or self.year,
            "area_code": area_code,
            "industry_code": ALL_INDUSTRIES,
            "ownership_code": ALL_OWNERS,
        }

    def _quotients(self, place: pd.DataFrame, nation: pd.DataFrame) -> pd.DataFrame:
        name = "location_quotient"
        found = with_quotients(place, nation).drop(columns="area_code")
        is_made = found[f"{name}_status"] == DERIVED
        pairs = zip(found["occupation_code"], is_made, strict=True)
        cells = [self._quotient_origin(str(code)) if made else None for code, made in pairs]
        return found.assign(
            **{f"{name}{ORIGIN}": pd.Series(cells, index=found.index, dtype="object")}
        )

    def _quotient_origin(self, code: str) -> Origin:
        keys = [(area, one) for area in (self.area_code, NATION) for one in (code, ALL_OCCUPATIONS)]
        year = str(self.year)
        return Origin(
            tuple(Cell("employment", (year, *key), "employment_jobs") for key in keys), QUOTIENT
        )

    def _outlook(self) -> pd.DataFrame:
        names = ["occupation_code", *_with_statuses(_PROJECTED), "growth_phrase"]
        names += ["growth_phrase_basis", *NEEDS, "projection_vintage", "base_year", "target_year"]
        if not self.vintage:
            return pd.DataFrame(columns=[*names, "outlook_source_id"])
        projections = load_table("projections", self.processed, projection_vintage=self.vintage)
        items = outlook.derive(outlook.line_items(projections))
        printed = self._printed_phrases(items, projections)
        known = items["occupation_code"].map(printed["growth_phrase"].to_dict()).astype("str")
        items = items.assign(
            growth_phrase=known.fillna(items["growth_phrase"]),
            growth_phrase_basis=items["growth_phrase_basis"].mask(known.notna(), "printed"),
            outlook_source_id=items["source_id"],
        )
        return items[[*names, "outlook_source_id"]]

    def _printed_phrases(self, items: pd.DataFrame, projections: pd.DataFrame) -> pd.DataFrame:
        """Phrases that the Handbook prints, of occupations whose rounding leaves two open."""
        is_open = ~items["growth_phrase_basis"].isin(["band", "point", "implied"])
        codes = items.loc[is_open, "occupation_code"]
        if codes.empty:
            return pd.DataFrame({"growth_phrase": pd.Series(dtype="str")})
        version = version_of(projections, f"The projections {self.vintage}")
        directory = directory_of(self.processed)
        roles = [directory.of_code(code, version) for code in codes]
        profiles = load_table("profiles", self.processed)
        found = outlook.outlook(roles, projections, self.vintage, profiles)
        found = found[found["growth_phrase_basis"] == "printed"]
        return found.set_index("occupation_code")[["growth_phrase"]]

    @cached_property
    def onet_version(self) -> str:
        """The newest release of O*NET's job zones."""
        zones = load_table("job_zones", self.processed, columns=["onet_version"])
        return max(zones["onet_version"], key=lambda name: [*map(int, name.split("."))])

    def deflator_of(self, since: int) -> str:
        """The price index of two years, with its months."""
        return deflator(load_table("prices", self.processed), since, self.year).text

    def _zones(self) -> pd.DataFrame:
        """The job zones of O*NET's occupations inside each code: "4", or "3, 4" where they differ.

        The row of O*NET that is the SOC occupation itself (its code ends in .00) comes before
        those of finer ones.
        """
        newest = self.onet_version
        zones = load_table("job_zones", self.processed, onet_version=newest)
        itself = zones["onet_soc_code"].str.endswith(".00")
        is_whole = itself.groupby(zones["soc_code"]).transform("any")
        kept = zones[(itself | ~is_whole) & zones["job_zone"].notna()]
        found: dict[str, set[int]] = {}
        for code, zone in zip(kept["soc_code"], kept["job_zone"], strict=True):
            found.setdefault(str(code), set()).add(zone)
        version = comparability.soc_version_of(self.year)
        if version_of(zones, f"O*NET {newest}") != version:
            return pd.DataFrame({"occupation_code": [], "job_zone": []}, dtype="str")
        nation = self._here(NATION)
        told = {
            str(code): found.get(str(code))
            or set().union(*(found.get(one, set()) for one in self.detailed(str(code))))
            for code in nation["occupation_code"]
        }
        texts = {code: ", ".join(map(str, sorted(of_code))) for code, of_code in told.items()}
        return pd.DataFrame({"occupation_code": list(texts), "job_zone": list(texts.values())})

    def detailed(self, code: str) -> frozenset[str]:
        """The detailed occupations of the list of codes that a code holds."""
        return self._codebook.detailed(code, comparability.soc_version_of(self.year))

    def real_changes(self, since: int) -> pd.DataFrame:
        """How the median changed since a year in constant prices, where that may be compared.

        Args:
            since: The earlier reference year.

        Returns:
            The frame with `CHANGE_COLUMNS` and the origin of the change.
        """
        lineage = Crosswalk.of(load_table("soc_lineage", self.processed))
        prices = load_table("prices", self.processed)
        old, new = map(comparability.soc_version_of, (since, self.year))
        medians = self._wages(self.area_code, since, statistic="median")
        earlier = medians.set_index("occupation_code")[
            ["annual_wage_usd", "annual_wage_usd_status"]
        ].to_dict("index")
        factor = deflator(prices, since, self.year).factor
        months = (*price_cells(since), *price_cells(self.year))
        rule = {2: REAL_CHANGE, 4: REAL_CHANGE_FROM_QUARTER, 6: REAL_CHANGE_OF_QUARTERS}
        changes = []
        for row in records(self.frame):
            code = str(row["occupation_code"])
            verdict = comparability.comparable(
                code, since, self.year, lineage, area_code=self.area_code
            )
            change: dict[str, Any] = {"from_year": since, "median_real_change_pct": np.nan}
            change |= {"median_real_change_pct_status": "not_applicable"}
            if verdict.verdict == comparability.NOT_COMPARABLE:
                changes.append(change | {"why_not_comparable": verdict.why})
                continue
            match = lineage.follow([code], new, old)
            before = min(match.to_codes) if lineage.connects(new, old) else code
            then = earlier.get(before, {})
            value, status = then.get("annual_wage_usd", np.nan), "not_applicable"
            status = str(then.get("annual_wage_usd_status", status))
            change |= {"from_code": before, "from_median_annual_usd": value}
            change |= {"from_median_annual_usd_status": status, "why_not_comparable": ""}
            if status == row["median_annual_usd_status"] == PUBLISHED:
                pct = (float(row["median_annual_usd"]) / (value * factor) - 1) * 100
                change |= {"median_real_change_pct": pct, "median_real_change_pct_status": DERIVED}
                first = {**row, "reference_year": since, "occupation_code": before}
                change[f"median_real_change_pct{ORIGIN}"] = together(
                    rule[len(months)],
                    origin_of(row, "median_annual_usd"),
                    Origin((wage_cell(first, "median", "annual_wage_usd"),)),
                    Origin(months),
                )
            changes.append(change)
        names = [*CHANGE_COLUMNS, f"median_real_change_pct{ORIGIN}"]
        found = pd.DataFrame(changes, index=self.frame.index).reindex(columns=names)
        text = [name for name in CHANGE_COLUMNS if name.startswith(("why", "from_code"))]
        return pd.concat([self.frame, found.assign(**found[text].fillna(""))], axis="columns")


def with_quotients(places: pd.DataFrame, nation: pd.DataFrame) -> pd.DataFrame:
    """Location quotients of places: printed ones, else of the printed jobs.

    Args:
        places: Rows of `employment` of places, once per code; the nation has no quotients.
        nation: Those of the nation in the same year.

    Returns:
        `area_code`, `occupation_code`, `location_quotient` and its status, which is "derived"
        where it is made here.
    """
    name, status = "location_quotient", "location_quotient_status"
    found = places[["area_code", "occupation_code", name, status]].reset_index(drop=True)
    codes, areas = found["occupation_code"], found["area_code"]
    jobs, of_nation = (
        one["employment_jobs"].where(one["employment_jobs_status"] == PUBLISHED).to_numpy()
        for one in (places, nation)
    )
    there = pd.Series(of_nation, index=nation["occupation_code"])
    is_all = codes == ALL_OCCUPATIONS
    totals = pd.Series(jobs[is_all], index=areas[is_all])
    made = (jobs / areas.map(totals)) / (codes.map(there) / there.get(ALL_OCCUPATIONS, np.nan))
    is_made = ~found[status].eq(PUBLISHED) & made.notna() & (areas != NATION)
    return found.assign(
        **{name: found[name].mask(is_made, made), status: found[status].mask(is_made, DERIVED)}
    )


def _with_statuses(names: tuple[str, ...]) -> list[str]:
    return [one for name in names for one in (name, f"{name}_status")]


def _with_absent(rows: pd.DataFrame, names: tuple[str, ...]) -> pd.DataFrame:
    """Rows whose missing figures have a status."""
    statuses = {f"{name}_status": rows[f"{name}_status"].fillna("not_applicable") for name in names}
    texts = {name: rows[name].astype("object").fillna("").astype("str") for name in _TEXTS}
    numbers = {name: rows[name].astype("float64") for name in names}
    years = {name: rows[name].astype("Int64") for name in ("base_year", "target_year")}
    return rows.assign(**statuses, **texts, **numbers, **years)


def _together(*cells: pd.Series) -> list[str]:
    return [", ".join(dict.fromkeys(filter(None, row))) for row in zip(*cells, strict=True)]
