"""Real pay: wages of several years in the prices of one May, and how they changed."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from labor.errors import AnalysisError
from labor.show.words import percent
from labor.terms import FIRST_MAY, STATISTICS, WITH_VALUE

#: Wages refer to May, so do the prices they are measured in.
PRICE_MONTH = 5
INDEX = "CPI-U, U.S. city average, all items, not seasonally adjusted (1982-84 = 100)"


@dataclass(frozen=True)
class Deflator:
    """What turns dollars of one May into dollars of another.

    Args:
        year: Year whose dollars are turned.
        base_year: Year in whose prices they are expressed.
        index: CPI-U of May of `year`.
        base_index: CPI-U of May of `base_year`.
    """

    year: int
    base_year: int
    index: float
    base_index: float

    @property
    def factor(self) -> float:
        """Dollars of the base year for one dollar of the year."""
        return self.base_index / self.index

    @property
    def text(self) -> str:
        """Index, months and values, for a note beside the figures."""
        return _text({self.year: self.index, self.base_year: self.base_index})


@dataclass(frozen=True)
class PayChange:
    """How a wage changed between two years.

    Args:
        statistic: "median", "mean" or a percentile.
        year_from: Earlier year.
        year_to: Later year.
        codes: Occupation codes of the two figures.
        usd_from: Wage of the earlier year in its own dollars a year.
        usd_to: Wage of the later year in its own dollars a year.
        nominal_pct: Change in percent, prices not taken into account.
        real_pct: Change in percent in constant prices.
        nominal_annual_pct: Yearly rate that compounds to `nominal_pct`.
        real_annual_pct: Yearly rate that compounds to `real_pct`.
        base_year: Year in whose prices `real_usd_from` and `real_usd_to` are.
        real_usd_from: Earlier wage in prices of the base year.
        real_usd_to: Later wage in prices of the base year.
        deflator: Index, months and values used.
        is_comparable: Whether both figures are of the same jobs.
        caveats: What limits the change, in sentences.
    """

    statistic: str
    year_from: int
    year_to: int
    codes: tuple[str, str]
    usd_from: float
    usd_to: float
    nominal_pct: float
    real_pct: float
    nominal_annual_pct: float
    real_annual_pct: float
    base_year: int
    real_usd_from: float
    real_usd_to: float
    deflator: str
    is_comparable: bool
    caveats: tuple[str, ...]


def deflator(prices: pd.DataFrame, year: int, base_year: int) -> Deflator:
    """What turns dollars of May of one year into dollars of May of another.

    Args:
        prices: Table `prices`.
        year: Year whose dollars are to be turned.
        base_year: Year in whose prices they are to be expressed.

    Returns:
        The two index values.

    Raises:
        AnalysisError: The index of one of the two months is not there.
    """
    return Deflator(year, base_year, may_index(prices, year), may_index(prices, base_year))


def may_index(prices: pd.DataFrame, year: int) -> float:
    """CPI-U of May of a year.

    Args:
        prices: Table `prices`.
        year: Calendar year.

    Returns:
        The index, 1982-84 = 100.

    Raises:
        AnalysisError: The month is not in the table or was never published.
    """
    row = prices[(prices["year"] == year) & (prices["month"] == PRICE_MONTH)]
    known = row[row["cpi_u_index_status"].isin(WITH_VALUE)]
    if known.empty:
        last = prices.loc[prices["cpi_u_index_status"].isin(WITH_VALUE), "year"]
        raise AnalysisError(
            f"The price index of May {year} is not there",
            expected=f"a year from {last.min()} to {last.max()}" if len(last) else "prices",
            got="a month without a value" if len(row) else "no such month in the table",
            next_step="Choose another base year, or fetch the newer price index.",
        )
    return float(known["cpi_u_index"].iloc[0])


def real_pay(history: pd.DataFrame, prices: pd.DataFrame, base_year: int) -> pd.DataFrame:
    """Add wages in the prices of one May to a history.

    Args:
        history: Rows with `reference_year` and wages, as `history.history` returns them.
        prices: Table `prices`.
        base_year: Year in whose May prices the wages are expressed.

    Returns:
        The rows with `<statistic>_annual_real_usd` and `<statistic>_hourly_real_usd` (status as
        of the wage itself: a top-coded wage stays "at least"), `base_year`, `cpi_u_index` of the
        row's May and `deflator` in words. Estimates before 2003 refer to the fourth quarter and
        are measured with May prices like the others.

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
        cpi_u_index=history["reference_year"].map({year: used[year].index for year in years}),
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
) -> PayChange:
    """How the pay of a role changed between two years, in dollars and in constant prices.

    Args:
        history: Segments of the role, as `history.history` returns them.
        prices: Table `prices`.
        year_from: Earlier year.
        year_to: Later year.
        statistic: "median", "mean", "p10", "p25", "p75" or "p90".
        base_year: Year of the prices; the later year when None.
        codes: Codes of the two figures, where a year has several.
        across_breaks: Whether to compute a change between figures of different jobs, too; the
            result then says that they are not comparable.

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
    first = _row(history, year_from, statistic, wanted[0])
    last = _row(history, year_to, statistic, wanted[1])
    same = first["segment"] == last["segment"]
    why = _break_between(history, first, last)
    if not same and not across_breaks:
        raise AnalysisError(
            f"Pay of {year_from} and {year_to} is not of the same jobs",
            got=f"{first['segment_label']}; {last['segment_label']}",
            expected="two years of one segment",
            next_step=f"{why} Compare inside a segment, or ask for the change across the break "
            "and say so.",
        )
    column = f"{statistic}_annual_usd"
    start, end = float(first[column]), float(last[column])
    base = base_year if base_year is not None else year_to
    used = deflator(prices, year_from, base), deflator(prices, year_to, base)
    real_start, real_end = start * used[0].factor, end * used[1].factor
    years = year_to - year_from
    notes = [] if same else [f"Not comparable: {why}"]
    return PayChange(
        statistic=statistic,
        year_from=year_from,
        year_to=year_to,
        codes=(first["occupation_code"], last["occupation_code"]),
        usd_from=start,
        usd_to=end,
        nominal_pct=_change(start, end),
        real_pct=_change(real_start, real_end),
        nominal_annual_pct=_change(start, end, years),
        real_annual_pct=_change(real_start, real_end, years),
        base_year=base,
        real_usd_from=real_start,
        real_usd_to=real_end,
        deflator=_text(
            {year_from: used[0].index, base: used[0].base_index, year_to: used[1].index}
        ),
        is_comparable=bool(same),
        caveats=(*notes, *_inside(history, first, last), *_before_may(prices, year_from)),
    )


def _text(index_by_year: dict[int, float]) -> str:
    months = [f"May {year} {index:g}" for year, index in sorted(index_by_year.items())]
    return f"{INDEX}: {', '.join(months)}"


def _row(history: pd.DataFrame, year: int, statistic: str, code: str) -> pd.Series:
    rows = history[history["reference_year"] == year]
    if code:
        rows = rows[rows["occupation_code"] == code]
    if len(rows) != 1:
        found = ", ".join(rows["occupation_code"]) or "none"
        raise AnalysisError(
            f"A change needs one figure of {year}",
            expected="one row" if rows.empty else "the code that is meant",
            got=found,
            next_step="Choose one of the codes of that year."
            if len(rows)
            else "Choose a year of the history.",
        )
    row = rows.iloc[0]
    status = row[f"{statistic}_annual_usd_status"]
    if status not in ("published", "estimated"):
        raise AnalysisError(
            f"The {statistic} of {row['occupation_code']} in {year} is not a number to reckon with",
            got=status,
            next_step="Choose another statistic: a top-coded wage is only known to be at least "
            "that, and a missing one is not known at all.",
        )
    return row


def _break_between(history: pd.DataFrame, first: pd.Series, last: pd.Series) -> str:
    """Why the later figure's segment, or one between, could not go on."""
    if first["segment"] == last["segment"]:
        return ""
    between = history[
        (history["reference_year"] > first["reference_year"])
        & (history["reference_year"] <= last["reference_year"])
        & (history["break_before"] != "")
    ]
    said = list(dict.fromkeys(between["break_before"]))
    return " ".join(said) or "The two figures are of different codes."


def _inside(history: pd.DataFrame, first: pd.Series, last: pd.Series) -> list[str]:
    rows = history[
        (history["segment"] == last["segment"])
        & (history["reference_year"] > first["reference_year"])
        & (history["reference_year"] <= last["reference_year"])
    ]
    return [text for text in dict.fromkeys(rows["caveat_before"]) if text]


def _before_may(prices: pd.DataFrame, year: int) -> list[str]:
    """How much prices rose between the May used and the fourth quarter meant, before 2003."""
    if year >= FIRST_MAY:
        return []
    quarter = prices[(prices["year"] == year) & prices["month"].isin([10, 11, 12])]
    rise = _change(may_index(prices, year), float(quarter["cpi_u_index"].mean()))
    return [
        f"The wage of {year} refers to the fourth quarter but is measured with May prices; "
        f"prices rose by {percent(rise)} in between."
    ]


def _change(start: float, end: float, years: int = 1) -> float:
    """Change in percent, or the yearly rate that compounds to it."""
    return ((end / start) ** (1 / years) - 1) * 100
