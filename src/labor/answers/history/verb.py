"""A role over the years: its history, what may be compared, and pay in constant prices."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from labor.answers.history import real_pay as pay
from labor.answers.history.answer import history as history_of
from labor.answers.history.answer import unlike_members
from labor.answers.history.real_pay import PayChange
from labor.answers.tables import directory_of, processed_of
from labor.methods import comparability
from labor.methods.comparability import NOT_COMPARABLE, Reason, Verdict
from labor.methods.composite import Pools
from labor.occupations import Role
from labor.show.words import listed, plural, running, when
from labor.tables.areas import area_code, years_of
from labor.tables.load import load as load_table
from labor.terms import ALL_INDUSTRIES, ALL_OWNERS, NATION, WITH_VALUE

#: Where it is seen which figures there are.
_TABLES = "Tables wages and employment"


def comparable(
    occupation: str,
    year_a: int,
    year_b: int,
    *,
    area: str = NATION,
    measure: str = "wage",
    root: Path | None = None,
) -> Verdict:
    """Judge whether the figures of two years for an occupation may be compared.

    Args:
        occupation: The role in words or as a code.
        year_a: One reference year.
        year_b: The other reference year.
        area: Area by code, postal code or name; the nation if left out.
        measure: "wage" or "employment". Jobs of several codes may be added up, wages may not.
        root: Project folder; found by itself if left out.

    Returns:
        "comparable", "with_caveats" or "not_comparable", with the reasons, the gravest first,
        and where each is said. A median that is top-coded or not published in one of the years
        cannot be compared.

    Raises:
        LaborError: The role, the area, the measure or a year is not known.
    """
    processed = processed_of(root)
    role, code = directory_of(processed).resolve(occupation), area_code(processed, area)
    measure = "wages" if measure == "wage" else measure
    figures = _figures(role, (year_a, year_b), code, measure, processed)
    verdict = comparability.comparable(
        role,
        year_a,
        year_b,
        load_table("soc_lineage", processed),
        measure=measure,
        area_code=code,
        top_coded=bool(figures["status"].eq("top_coded").any()),
    )
    first, last = sorted((year_a, year_b))
    if role.kind == "composite" and (text := unlike_members(role, figures, (first, last))):
        reason = Reason("break", "members of the group", text, _TABLES)
        verdict = Verdict(NOT_COMPARABLE, (reason, *verdict.reasons))
    years = {year_a, year_b} & set(years_of(processed, code))
    missing = sorted(years - set(figures.loc[figures["status"].isin(WITH_VALUE), "reference_year"]))
    what = "median pay" if measure == "wages" else "number of jobs"
    return _without_figures(verdict, f"{what} of {_people(role)}", missing) if missing else verdict


def _figures(
    role: Role, years: tuple[int, int], code: str, measure: str, processed: Path
) -> pd.DataFrame:
    """The figures that are compared: year, code, title and `status`.

    For wages it is that of the median by the year, or by the hour where only that is published.
    """
    table, column, only = "employment", "employment_jobs_status", {}
    if measure == "wages":
        table, column, only = "wages", "annual_wage_usd_status", {"statistic": "median"}
    codes = {(version, name) for version, names in role.codes.items() for name in names}
    rows = load_table(
        table,
        processed,
        reference_year=years,
        area_code=code,
        industry_code=ALL_INDUSTRIES,
        occupation_code={name for _, name in codes},
        **only,
    )
    keys = zip(rows["soc_version"], rows["occupation_code"], strict=True)
    rows = rows[pd.Series([key in codes for key in keys], index=rows.index, dtype="bool")]
    status = rows[column]
    if measure == "wages":
        status = status.where(status.isin(WITH_VALUE), rows["hourly_wage_usd_status"])
    return rows[["reference_year", "occupation_code", "occupation_title"]].assign(status=status)


def _people(role: Role) -> str:
    return plural(running(role.label))


def _without_figures(verdict: Verdict, what: str, years: Sequence[int]) -> Verdict:
    """The verdict where one of the two figures does not exist."""
    text = f"No {what} is published for {listed([when(year) for year in years])}."
    reason = Reason("break", "not published", text, _TABLES)
    return Verdict(NOT_COMPARABLE, (reason, *verdict.reasons))


def history(
    role: str,
    *,
    area: str = NATION,
    real: bool = False,
    base_year: int | None = None,
    root: Path | None = None,
) -> pd.DataFrame:
    """Show all years of a role, in segments that may be read as one series each.

    Args:
        role: The role in words or as a code.
        area: Area by code, postal code or name; the nation if left out.
        real: Add pay in the prices of one May.
        base_year: That May; the newest year of the history if left out. Implies `real`.
        root: Project folder; found by itself if left out.

    Returns:
        A row per year and code, with the segment, why it could not go on from the one before,
        changes of method, all wage statistics and jobs. Between two segments nothing may be
        compared.
        With `real`, also `<statistic>_annual_real_usd` and the deflator, see `real_pay`.

    Raises:
        LaborError: The role or area is not known, or has no figures in any year.
    """
    processed = processed_of(root)
    found, code = directory_of(processed).resolve(role), area_code(processed, area)
    # The nation's rows show the pay scale that estimates for groups are made on.
    wanted = {
        "area_code": {code, NATION},
        "industry_code": ALL_INDUSTRIES,
        "ownership_code": ALL_OWNERS,
    }
    wages, employment = (load_table(name, processed, **wanted) for name in ("wages", "employment"))
    rows = history_of(
        found,
        wages,
        employment,
        load_table("soc_lineage", processed),
        area_code=code,
        pool=Pools(wages, employment).estimate,
    )
    return real_pay(rows, base_year, root=root) if real or base_year is not None else rows


def real_pay(
    history: pd.DataFrame, base_year: int | None = None, *, root: Path | None = None
) -> pd.DataFrame:
    """Add wages in the prices of one May to a history.

    Args:
        history: Rows of `history`.
        base_year: Year in whose May prices the wages are expressed; the newest year of the
            history if left out.
        root: Project folder; found by itself if left out.

    Returns:
        The rows with `<statistic>_annual_real_usd`, `<statistic>_hourly_real_usd`, `base_year`,
        `cpi_u_index` and `deflator` in words. Consumer prices: CPI-U, not seasonally adjusted.

    Raises:
        AnalysisError: The index of a month is not there.
    """
    newest = int(history["reference_year"].max())
    prices = load_table("prices", processed_of(root))
    return pay.real_pay(history, prices, newest if base_year is None else base_year)


def pay_change(
    role: str,
    year_from: int,
    year_to: int,
    *,
    statistic: str = "median",
    area: str = NATION,
    base_year: int | None = None,
    codes: tuple[str, str] | None = None,
    across_breaks: bool = False,
    root: Path | None = None,
) -> PayChange:
    """Say how pay changed between two years, in dollars and in constant prices.

    Args:
        role: The role in words or as a code.
        year_from: Earlier year.
        year_to: Later year.
        statistic: "median", "mean", "p10", "p25", "p75" or "p90".
        area: Area by code, postal code or name; the nation if left out.
        base_year: Year in whose May prices real pay is expressed; the later year if left out.
        codes: Occupation codes of the two years, where the role has several in one.
        across_breaks: Reckon although the two are not comparable; the result says so.
        root: Project folder; found by itself if left out.

    Returns:
        The change with the wages, the deflator, and what limits it.

    Raises:
        LaborError: The two years are not of the same jobs and `across_breaks` is False, or a
            figure is missing, top-coded or not unique.
    """
    return pay.pay_change(
        history(role, area=area, root=root),
        load_table("prices", processed_of(root)),
        year_from,
        year_to,
        statistic=statistic,
        base_year=base_year,
        codes=codes,
        across_breaks=across_breaks,
    )
