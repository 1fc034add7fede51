"""Real pay: wages of several years in the prices of one May, and how they changed."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from statistics import fmean

import pandas as pd

from labor.answers.history.answer import OtherPrices, PayChange
from labor.errors import AnalysisError
from labor.methods.deflators import PRICE_INDEXES, index_of, name_of, prices_by
from labor.provenance.columns import PRICE_MONTH, PRICE_QUARTER
from labor.show.prose import sources_used
from labor.show.words import price_months
from labor.terms import ESTIMATED, FIRST_MAY, PUBLISHED, STATISTICS, WITH_VALUE


@dataclass(frozen=True)
class Deflator:
    """What turns dollars of one year's pay into dollars of one May.

    Args:
        year: Year whose dollars are turned.
        base_year: Year in whose May prices they are expressed.
        index: Price index of May of `year`, before 2003 the mean of its fourth quarter.
        base_index: Price index of May of `base_year`.
        title: Which index, see `deflators.PRICE_INDEXES`.
    """

    year: int
    base_year: int
    index: float
    base_index: float
    title: str

    @property
    def factor(self) -> float:
        """Dollars of the base year for one dollar of the year."""
        return self.base_index / self.index

    @property
    def text(self) -> str:
        """Index, months and values, for a note beside the figures."""
        own, base = _named(self.year, self.index), f"May {self.base_year} {self.base_index:g}"
        named = [own, base] if self.year <= self.base_year else [base, own]
        return f"{self.title}: {', '.join(dict.fromkeys(named))}"


def deflator(prices: pd.DataFrame, year: int, base_year: int) -> Deflator:
    """What turns dollars of the pay of one year into dollars of May of another.

    Args:
        prices: Table `prices`, or another index in its form, see `deflators.prices_by`.
        year: Year whose dollars are to be turned.
        base_year: Year in whose prices they are to be expressed.

    Returns:
        The two index values.

    Raises:
        AnalysisError: The index of one of the two months is not there.
    """
    own, base = pay_index(prices, year), may_index(prices, base_year)
    return Deflator(year, base_year, own, base, index_of(prices).title)


def pay_index(prices: pd.DataFrame, year: int) -> float:
    """Price index of the months that the pay of a year refers to: May, to 2002 the fourth quarter.

    Args:
        prices: Table `prices`.
        year: Reference year.

    Returns:
        The index; of a quarter the mean of its three months.

    Raises:
        AnalysisError: A month is not in the table or was never published.
    """
    if year >= FIRST_MAY:
        return may_index(prices, year)
    return fmean(_index(prices, year, month) for month in PRICE_QUARTER)


def may_index(prices: pd.DataFrame, year: int) -> float:
    """Price index of May of a year.

    Args:
        prices: Table `prices`.
        year: Calendar year.

    Returns:
        The index.

    Raises:
        AnalysisError: The month is not in the table or was never published.
    """
    return _index(prices, year, PRICE_MONTH)


def _index(prices: pd.DataFrame, year: int, month: int) -> float:
    row = prices[(prices["year"] == year) & (prices["month"] == month)]
    known = row[row["cpi_u_index_status"].isin(WITH_VALUE)]
    if known.empty:
        last = prices.loc[prices["cpi_u_index_status"].isin(WITH_VALUE), "year"]
        raise AnalysisError(
            f"The price index of {month_name[month]} {year} is not there",
            where=index_of(prices).title,
            expected=f"a year from {last.min()} to {last.max()}" if len(last) else "prices",
            got="a month without a value" if len(row) else "no such month in the table",
            next_step="Choose another base year, or fetch the newer price index.",
        )
    return float(known["cpi_u_index"].iloc[0])


def other_prices_of(
    prices: pd.DataFrame, others: pd.DataFrame, name: str, years: Iterable[int]
) -> OtherPrices:
    """The indexes that were not chosen, in the months that pay of some years refers to.

    Args:
        prices: Table `prices`.
        others: Table `price_indexes`.
        name: The index that was chosen, which is left out.
        years: Reference years.

    Returns:
        By the name of an index its values by year; without years whose months it lacks.
    """
    found: dict[str, dict[int, float]] = {}
    for other, index in PRICE_INDEXES.items():
        if other != name:
            table = prices_by(prices, others, other)
            for year in sorted(set(years)):
                with suppress(AnalysisError):
                    found.setdefault(index.short, {})[year] = pay_index(table, year)
    return found


def real_pay(history: pd.DataFrame, prices: pd.DataFrame, base_year: int) -> pd.DataFrame:
    """Add wages in the prices of one May to a history.

    Args:
        history: Rows with `reference_year` and wages, as `segments.history_rows` gives them.
        prices: Table `prices`.
        base_year: Year in whose May prices the wages are expressed.

    Returns:
        The rows with `<statistic>_annual_real_usd` and `<statistic>_hourly_real_usd` (status as
        of the wage itself: a top-coded wage stays "at least"), `base_year`, `price_series`,
        `price_index` of the months that the row refers to, and `deflator` in words. Estimates
        before 2003 refer to the fourth quarter and are measured with the mean of its months.

    Raises:
        AnalysisError: The index of a month is not there.
    """
    years = [int(year) for year in sorted(history["reference_year"].unique())]
    used = {year: deflator(prices, year, base_year) for year in years}
    factor = history["reference_year"].map({year: used[year].factor for year in years})
    real = {}
    for name in STATISTICS:
        for unit in ("annual", "hourly"):
            real[f"{name}_{unit}_real_usd"] = history[f"{name}_{unit}_usd"] * factor
            real[f"{name}_{unit}_real_usd_status"] = history[f"{name}_{unit}_usd_status"]
    return history.assign(
        **real,
        base_year=base_year,
        price_series=name_of(prices),
        price_index=history["reference_year"].map({year: used[year].index for year in years}),
        deflator=history["reference_year"].map({year: used[year].text for year in years}),
    )


def pay_change(
    history: pd.DataFrame,
    prices: pd.DataFrame,
    year_from: int,
    year_to: int,
    *,
    statistic: str = "median",
    base_year: int | None = None,
    codes: tuple[str, str] | None = None,
    across_breaks: bool = False,
    against: str = "",
    sources: pd.DataFrame | None = None,
    other_prices: OtherPrices | None = None,
) -> PayChange:
    """How the pay of a role changed between two years, in dollars and in constant prices.

    Args:
        history: Segments of the role, as `segments.history_rows` gives them.
        prices: Table `prices`.
        year_from: Earlier year.
        year_to: Later year.
        statistic: "median", "mean", "p10", "p25", "p75" or "p90".
        base_year: Year of the prices; the later year when None.
        codes: Codes of the two figures, where a year has several.
        across_breaks: Whether to compute a change between figures of different jobs, too; the
            result then says that they are not comparable.
        against: Why the two years may not be compared, where more is known than the rows say;
            rows leave out a code of the role that has no figure.
        sources: Table `sources`; without it the answer only has their identifiers.
        other_prices: What the other price indexes are, see `other_prices_of`.

    Returns:
        The change; percentages do not depend on the base year.

    Raises:
        AnalysisError: A figure is missing, top-coded or not unique, or the two are not
            comparable and `across_breaks` is False.
    """
    if year_from >= year_to:
        raise AnalysisError(
            "A change needs an earlier and a later year", got=f"{year_from} and {year_to}"
        )
    wanted = codes or ("", "")
    first, last = _row(history, year_from, wanted[0]), _row(history, year_to, wanted[1])
    unit = _unit(first, last, statistic)
    is_same = first["segment"] == last["segment"]
    why = _break_between(history, first, last) or against
    if against and is_same and not across_breaks:
        raise AnalysisError(
            f"Pay of {year_from} and {year_to} may not be compared",
            got=" and ".join((first["occupation_code"], last["occupation_code"])),
            expected="two years with one comparable figure of the role",
            next_step=f"{against} Choose the occupation that is meant with `codes`, other years, "
            "or ask for the change across the break and say so.",
        )
    if not is_same and not across_breaks:
        raise AnalysisError(
            f"Pay of {year_from} and {year_to} is not of the same jobs",
            got=f"{first['segment_label']}; {last['segment_label']}",
            expected="two years of one segment",
            next_step=f"{why} Compare inside a segment, or ask for the change across the break "
            "and say so.",
        )
    base = base_year if base_year is not None else year_to
    rows = real_pay(history.loc[[first.name, last.name]], prices, base)
    named = [(year, _named(year, pay_index(prices, year))) for year in (year_from, year_to)]
    named.append((base, f"May {base} {may_index(prices, base):g}"))
    months = [text for _, text in sorted(named)]
    notes = [f"Not comparable: {why}"] if why else []
    used = [rows, prices[prices["month"].isin([PRICE_MONTH, *PRICE_QUARTER])]]
    return PayChange(
        rows=rows,
        sources=sources_used(used, sources),
        statistic=statistic,
        unit=unit,
        deflator=f"{index_of(prices).title}: {', '.join(dict.fromkeys(months))}",
        is_comparable=not why,
        other_prices=other_prices or {},
        limits=(*notes, *_inside(history, first, last), *_before_may(year_from)),
    )


def _named(year: int, index: float) -> str:
    """An index with its months: "May 2018 251.588", "October to December 2000 174.033"."""
    return f"{price_months(year)} {index:.6g}"


def _row(history: pd.DataFrame, year: int, code: str) -> pd.Series:
    rows = history[history["reference_year"] == year]
    rows = rows[rows["occupation_code"] == code] if code else rows[rows["role_kind"] != "member"]
    if len(rows) != 1:
        found = ", ".join(rows["occupation_code"]) or "none"
        years = ", ".join(map(str, sorted(set(history["reference_year"]))))
        raise AnalysisError(
            f"A change needs one figure of {year}",
            expected="the code that is meant" if len(rows) else f"one of the years {years}",
            got=found,
            next_step="Choose one of the codes of that year."
            if len(rows)
            else "Choose one of these years.",
        )
    return rows.iloc[0]


def _unit(first: pd.Series, last: pd.Series, statistic: str) -> str:
    """Whether pay by the year or by the hour is a number in both years; by the year if both."""
    for unit in ("annual", "hourly"):
        name = f"{statistic}_{unit}_usd_status"
        if {first[name], last[name]} <= {PUBLISHED, ESTIMATED}:
            return unit
    if _has_number(first, statistic) and _has_number(last, statistic):
        raise AnalysisError(
            f"The {statistic} of {last['occupation_code']} is published by the hour in one of the "
            "years and by the year in the other",
            where=f"{first['reference_year']} and {last['reference_year']}",
            expected="the same unit in both: the hours of a year are not known",
            next_step="Choose two years after the change, see `labor history`.",
        )
    name = f"{statistic}_annual_usd_status"
    row = last if _has_number(first, statistic) else first
    raise AnalysisError(
        f"The {statistic} of {row['occupation_code']} in {row['reference_year']} is not a number "
        "to reckon with",
        got=row[name],
        next_step="Choose another statistic: a top-coded wage is only known to be at least "
        "that, and a missing one is not known at all.",
    )


def _has_number(row: pd.Series, statistic: str) -> bool:
    """Whether pay of a row is a number, by the year or by the hour."""
    statuses = {row[f"{statistic}_{unit}_usd_status"] for unit in ("annual", "hourly")}
    return bool(statuses & {PUBLISHED, ESTIMATED})


def _break_between(history: pd.DataFrame, first: pd.Series, last: pd.Series) -> str:
    """Why the later figure's segment, or one between, could not go on."""
    if first["segment"] == last["segment"]:
        return ""
    between = history[
        (history["reference_year"] > first["reference_year"])
        & (history["reference_year"] <= last["reference_year"])
        & (history["break_before"] != "")
    ]
    reasons = list(dict.fromkeys(between["break_before"]))
    return " ".join(reasons) or "The two figures are of different codes."


def _inside(history: pd.DataFrame, first: pd.Series, last: pd.Series) -> list[str]:
    rows = history[
        (history["segment"] == last["segment"])
        & (history["reference_year"] > first["reference_year"])
        & (history["reference_year"] <= last["reference_year"])
    ]
    return [text for text in dict.fromkeys(rows["caveat_before"]) if text]


def _before_may(year: int) -> list[str]:
    """What pay before 2003 refers to, and which prices it is measured with."""
    if year >= FIRST_MAY:
        return []
    return [
        f"The wage of {year} refers to the fourth quarter and is measured with the prices of "
        "October to December."
    ]
