"""A role over the years: its history, what may be compared, and pay in constant prices."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, overload

import pandas as pd

from labor.answers.history import real_pay as pay
from labor.answers.history.answer import PayChange, PayHistory
from labor.answers.history.judgement import judged
from labor.answers.history.printed import (
    check_years,
    measure_of,
    printed_years,
    sources_of,
)
from labor.answers.history.segments import history_rows
from labor.answers.tables import directory_of, once_per_build, processed_of
from labor.errors import AnalysisError
from labor.methods import comparability
from labor.methods.comparability import (
    COMPARABLE,
    NOT_COMPARABLE,
    WITH_CAVEATS,
    Reason,
    Verdict,
)
from labor.methods.composite import Pools
from labor.methods.deflators import CPI_U, index_named, prices_by
from labor.methods.group_pay import Groups
from labor.occupations import OF_OTHERS, Role
from labor.occupations.published import Slot
from labor.show.answer import Answer
from labor.show.prose import sources_used
from labor.show.rows import of_which, records
from labor.show.table import Field, Table
from labor.show.words import people, quoted, when
from labor.tables.areas import find_area
from labor.tables.load import load as load_table
from labor.terms import ALL_INDUSTRIES, ALL_OWNERS, NATION

_VERDICTS = {
    COMPARABLE: "may be compared.",
    WITH_CAVEATS: "may be compared, with caveats.",
    NOT_COMPARABLE: "may not be compared.",
}
_SEVERITIES = {"break": "Why not", "caveat": "To keep in mind", "note": "Also known"}


@dataclass(frozen=True, eq=False, repr=False)
class Comparability(Answer):
    """Whether the figures of two years may be compared, and why not.

    Args:
        rows: A row for each reason, the gravest first: `verdict`, `severity` ("break", "caveat"
            or "note"), `kind`, `text` and `source`.
        sources: Rows of the table `sources` that the two figures come from.
        role: Name of the role.
        years: The two years, as they were asked for.
        measure: "wage" or "employment".
        verdict: "comparable", "with_caveats" or "not_comparable".
        reasons: All that is known to limit it, the gravest first.
        whose: Who both figures are of, in words, where that is not just the role.
    """

    verb: ClassVar[str] = "comparable"

    role: str
    years: tuple[int, int]
    measure: str
    verdict: str
    reasons: tuple[Reason, ...]
    whose: str = ""

    @property
    def why(self) -> str:
        """The reasons that decide the verdict, in sentences; empty when comparable."""
        return Verdict(self.verdict, self.reasons).why

    @property
    def sentences(self) -> tuple[str, ...]:
        """The verdict, and the reasons against."""
        first, second = (when(year) for year in sorted(self.years))
        what = "Jobs" if self.measure == "employment" else "Pay"
        who = self.whose or people(self.role)
        return (
            f"{what} of {who} in {first} and in {second} {_VERDICTS[self.verdict]}",
            *(reason.text for reason in self.reasons if reason.severity == "break"),
        )

    @property
    def caveats(self) -> tuple[str, ...]:
        """What to keep in mind."""
        return tuple(reason.text for reason in self.reasons if reason.severity != "break")

    def table(self) -> Table:
        """The reasons, and where each is said."""
        return Table(
            caption=self.sentences[0],
            fields=[
                Field("Reason", lambda row: _SEVERITIES[row["severity"]]),
                Field("In words", lambda row: quoted(row["text"], row["source"])),
                Field("Source", lambda row: quoted(row["source"], "the register of reasons")),
            ],
            rows=records(self.rows),
            data=self.rows,
        )

    def heading(self) -> dict[str, Any]:
        """The role, the years, the measure and the verdict."""
        return {
            "role": self.role,
            "years": list(self.years),
            "measure": self.measure,
            "verdict": self.verdict,
        }

    def lines(self) -> list[str]:
        """The verdict, then each reason with its source."""
        lines = [self.sentences[0]]
        for severity, heading in _SEVERITIES.items():
            reasons = [reason for reason in self.reasons if reason.severity == severity]
            lines += ["", f"{heading}:"] if reasons else []
            for reason in reasons:
                lines += [f"- {reason.text}", f"  Source: {reason.source}"]
        if self.verdict == NOT_COMPARABLE:
            lines += ["", "`labor history` shows the years that belong together."]
        return lines


def comparable(
    occupation: str,
    year_a: int,
    year_b: int,
    *,
    area: str = NATION,
    measure: str = "wage",
    root: Path | None = None,
) -> Comparability:
    """Judge whether the figures of two years for an occupation may be compared.

    Args:
        occupation: The role in words or as a code.
        year_a: One reference year.
        year_b: The other reference year.
        area: Area by code, postal code or name, such as "Houston"; the nation if left out.
        measure: "wage" or "employment". Jobs of several codes may be added up, wages may not.
        root: Project folder; found by itself if left out.

    Returns:
        "comparable", "with_caveats" or "not_comparable" as `.verdict`, with the reasons, the
        gravest first, and where each is said. A median that is top-coded or not published in
        one of the years cannot be compared.

    Raises:
        LaborError: The role, the area, the measure or a year is not known.

    Examples:
        >>> import labor
        >>> labor.comparable("29-2071", 2018, 2024).verdict
        'not_comparable'
        >>> print(labor.comparable("medical assistants", 2018, 2024).sentences[0])
        Pay of medical assistants in May 2018 and in May 2024 may be compared, with caveats.
    """
    processed = processed_of(root)
    role, place = directory_of(processed).resolve(occupation), find_area(processed, area)
    kind = measure_of(measure)
    check_years(year_a, year_b, printed_years(processed, kind, place.code), place.title)
    verdict, figures, answering = judged(role, (year_a, year_b), place, kind, processed)
    return Comparability(
        rows=_reasons(verdict),
        sources=sources_used([figures], sources_of(processed)),
        role=role.label,
        years=(year_a, year_b),
        measure=measure,
        verdict=verdict.verdict,
        reasons=verdict.reasons,
        whose=_whose(role, figures, answering) if verdict.verdict != NOT_COMPARABLE else "",
    )


def _whose(role: Role, figures: pd.DataFrame, answering: Mapping[int, Sequence[Slot]]) -> str:
    """Whose figures answer for a role that has none of its own; empty if it has."""
    newest = answering[max(answering)][0] if answering else Slot(role.label, "single", "", "")
    rows = figures[figures["occupation_code"] == newest.code]
    if newest.relation not in OF_OTHERS or rows.empty:
        return ""
    row = {"role": role.label, "relation": newest.relation, **records(rows.tail(1))[0]}
    return f"{people(row['occupation_title'])} ({newest.code}), {of_which(row)},"


def _reasons(verdict: Verdict) -> pd.DataFrame:
    """A row for each reason of a verdict."""
    rows = [(verdict.verdict, *astuple(reason)) for reason in verdict.reasons]
    return pd.DataFrame(rows, columns=["verdict", "severity", "kind", "text", "source"])


def history(
    role: str,
    *,
    area: str = NATION,
    real: bool = False,
    base_year: int | None = None,
    deflator: str = CPI_U,
    root: Path | None = None,
) -> PayHistory:
    """Show all years of a role, in segments that may be read as one series each.

    Args:
        role: The role in words or as a code.
        area: Area by code, postal code or name, such as "Houston"; the nation if left out.
        real: Add pay in the prices of one May.
        base_year: That May; the newest year of the history if left out. Implies `real`.
        deflator: "cpi_u", "r_cpi_u_rs" or "pce". Another than the first implies `real`.
        root: Project folder; found by itself if left out.

    Returns:
        The history; its `rows` are a row per year and code, with the segment, why it could not
        go on from the one before, changes of method, all wage statistics and jobs. Between two
        segments nothing may be compared.
        With `real`, also `<statistic>_annual_real_usd` and the deflator, see `real_pay`.

    Raises:
        LaborError: The role or area is not known, or has no figures in any year.

    Examples:
        >>> import labor
        >>> history = labor.history("phlebotomists")
        >>> [series.codes for series in history.series]
        ['31-9099 / 31-9799', '31-9097']
        >>> print(history.finding())
        Phlebotomists: median pay rose 52.1% from May 2012 to May 2025 in the dollars of each year
    """
    processed = processed_of(root)
    found, place = directory_of(processed).resolve(role), find_area(processed, area)
    rows = _rows_of(found, place.code, processed)
    sources = sources_used([rows], load_table("sources", processed))
    answer = PayHistory(rows=rows, sources=sources, notes=found.notes, area_notes=place.notes)
    if len(answer.series) > 1 and place.code == NATION and found.kind != "composite":
        answer = replace(answer, bridge=partial(_as_one_group, found, processed, deflator))
    if not real and base_year is None and index_named(deflator) == CPI_U:
        return answer
    return real_pay(answer, base_year, deflator=deflator, root=root)


def _as_one_group(role: Role, processed: Path, deflator: str) -> tuple[str, ...]:
    """What may be said of the pay of a role across its last break, in sentences."""
    from labor.answers.panel.verb import across_the_break

    return across_the_break(role, processed, deflator)


def _estimates(processed: Path, area_code: str) -> tuple[pd.DataFrame, pd.DataFrame, Pools]:
    """Pay and jobs of an area in all years, and the pools of groups made of them."""
    # The nation's rows show the pay scale that estimates for groups are made on.
    wages, employment = (
        load_table(
            name,
            processed,
            area_code={area_code, NATION},
            industry_code=ALL_INDUSTRIES,
            ownership_code=ALL_OWNERS,
        )
        for name in ("wages", "employment")
    )
    return wages, employment, Pools(wages, employment)


@once_per_build("wages", "employment")
def _of_nation(processed: Path) -> tuple[pd.DataFrame, pd.DataFrame, Pools]:
    return _estimates(processed, NATION)


def _rows_of(
    role: Role, area_code: str, processed: Path, pooled: Container[int] | None = None
) -> pd.DataFrame:
    """The years of a role in segments, see `segments.history_rows`.

    Args:
        role: The role.
        area_code: Area.
        processed: Folder of the tables.
        pooled: Years in which a group is pooled, which is slow; all if left out.
    """
    estimates = _of_nation if area_code == NATION else partial(_estimates, area_code=area_code)
    wages, employment, pools = estimates(processed)
    profiles, lineage = (load_table(name, processed) for name in ("profiles", "soc_lineage"))
    figures = Groups(pools, profiles, lineage).figures

    def pool(group: Role, members: pd.DataFrame) -> Mapping[str, float | str]:
        is_wanted = pooled is None or int(members["reference_year"].iloc[0]) in pooled
        return figures(group, members) if is_wanted else {}

    return history_rows(role, wages, employment, lineage, area_code=area_code, pool=pool)


@overload
def real_pay(
    history: PayHistory,
    base_year: int | None = None,
    *,
    deflator: str = CPI_U,
    root: Path | None = None,
) -> PayHistory: ...


@overload
def real_pay(
    history: pd.DataFrame,
    base_year: int | None = None,
    *,
    deflator: str = CPI_U,
    root: Path | None = None,
) -> pd.DataFrame: ...


def real_pay(
    history: PayHistory | pd.DataFrame,
    base_year: int | None = None,
    *,
    deflator: str = CPI_U,
    root: Path | None = None,
) -> PayHistory | pd.DataFrame:
    """Add wages in the prices of one May to a history.

    Args:
        history: What `history` gives, or its rows.
        base_year: Year in whose May prices the wages are expressed; the newest year of the
            history if left out.
        deflator: "cpi_u", "r_cpi_u_rs" or "pce".
        root: Project folder; found by itself if left out.

    Returns:
        The same history, or rows, with `<statistic>_annual_real_usd`,
        `<statistic>_hourly_real_usd`, `base_year`, `price_series`, `price_index` and
        `deflator` in words.

    Raises:
        AnalysisError: It is no history, or the index of a month is not there.

    Examples:
        >>> import labor
        >>> history = labor.real_pay(labor.history("medical assistants"), 2024)
        >>> history.base_year
        2024
    """
    rows = history.rows if isinstance(history, PayHistory) else history
    if not isinstance(rows, pd.DataFrame) or "reference_year" not in rows:
        raise AnalysisError(
            "Real pay is made of a history",
            expected="what labor.history(role) gives, or its rows",
            got=type(history).__name__,
            next_step="Call it with labor.history(role).",
        )
    processed = processed_of(root)
    prices, others = (load_table(name, processed) for name in ("prices", "price_indexes"))
    name = index_named(deflator)
    chosen = prices_by(prices, others, name)
    newest = int(rows["reference_year"].max())
    rows = pay.real_pay(rows, chosen, newest if base_year is None else base_year)
    if not isinstance(history, PayHistory):
        return rows
    used = [rows, chosen[chosen["month"] == pay.PRICE_MONTH]]
    return replace(
        history,
        rows=rows,
        sources=sources_used(used, load_table("sources", processed)),
        other_prices=pay.other_prices_of(prices, others, name, rows["reference_year"]),
    )


def pay_change(
    role: str,
    year_from: int,
    year_to: int,
    *,
    statistic: str = "median",
    area: str = NATION,
    base_year: int | None = None,
    deflator: str = CPI_U,
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
        area: Area by code, postal code or name, such as "Houston"; the nation if left out.
        base_year: Year in whose May prices real pay is expressed; the later year if left out.
        deflator: "cpi_u", "r_cpi_u_rs" or "pce".
        codes: Occupation codes of the two years, where the role has several in one.
        across_breaks: Reckon although the two are not comparable; the result says so.
        root: Project folder; found by itself if left out.

    Returns:
        The change with the wages, the deflator, and what limits it.

    Raises:
        LaborError: The two years are not of the same jobs and `across_breaks` is False, or a
            figure is missing, top-coded or not unique.

    Examples:
        >>> import labor
        >>> change = labor.pay_change("medical assistants", 2018, 2024)
        >>> round(change.nominal_pct, 1), round(change.real_pct, 1)
        (31.5, 5.3)
    """
    processed = processed_of(root)
    found, place = directory_of(processed).resolve(role), find_area(processed, area)
    years = year_from, year_to
    check_years(*years, printed_years(processed, "wages", place.code), place.title)
    rows = _rows_of(found, place.code, processed, pooled=years)
    limits = comparability.limits_between(year_from, year_to, area_code=place.code)
    against = ""
    if {year_from, year_to} <= set(rows["reference_year"]):
        verdict, _, slots_of = judged(found, years, place, "wages", processed, statistic)
        # The verdict is on the whole role; codes that are given may choose a part of it.
        own = [[slot.code for slot in slots_of[year]] for year in years]
        if codes is None or own == [[code] for code in codes]:
            limits = tuple(one.text for one in verdict.reasons if one.severity == "caveat")
            against = verdict.why if verdict.verdict == NOT_COMPARABLE else ""
    prices, others = (load_table(name, processed) for name in ("prices", "price_indexes"))
    name = index_named(deflator)
    change = pay.pay_change(
        rows,
        prices_by(prices, others, name),
        year_from,
        year_to,
        statistic=statistic,
        base_year=base_year,
        codes=codes,
        across_breaks=across_breaks,
        against=against,
        sources=load_table("sources", processed),
        other_prices=pay.other_prices_of(prices, others, name, (year_from, year_to)),
    )
    # What a segment says inside itself comes with the year before it: "May 2021: From May 2021 ..."
    new = [text for text in limits if not any(text in known for known in change.limits)]
    return replace(change, limits=(*place.notes, *change.limits, *new))
