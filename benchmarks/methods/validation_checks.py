"""Checks of the methods on whole tables: each gives its cases, so that they can be counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import permutations

import numpy as np
import pandas as pd

from benchmarks.methods.validation import hierarchy_cases
from labor.answers.history.real_pay import deflator
from labor.methods.comparability import MEASURES, comparable, soc_version_of
from labor.methods.crosswalk import Crosswalk
from labor.methods.evidence import PayTable
from labor.methods.outlook import anatomy
from labor.methods.phrases import Jobs, phrase_for, vintage_phrases
from labor.methods.role_rows import pay_rows
from labor.terms import FIRST_MAY, PERCENTILES

#: No crosswalk between the two lists knows the code.
NOT_JUDGED = "not_judged"
_ROUNDING_JOBS = 50


def group_cases(wages: pd.DataFrame, employment: pd.DataFrame, year: int) -> pd.DataFrame:
    """The cases of `validation.hierarchy_cases` beside the average that the method replaces.

    Args:
        wages: Table `wages`, national rows of the year.
        employment: Table `employment`.
        year: Reference year, from 2012 on.

    Returns:
        The cases, with `average_error_pct`: how far the members' percentiles, averaged with
        their jobs as weights, are from the printed one.
    """
    cases = hierarchy_cases(wages, employment, year)
    table = PayTable.of(wages, employment, year=year)
    averages = {}
    for code in cases["occupation_code"].unique():
        rows = table.rows.loc[sorted(table.parts(code))]
        for name in PERCENTILES:
            average = np.average(rows[f"{name}_low"], weights=rows["employment_jobs"])
            averages[code, name] = float(average)
    keys = zip(cases["occupation_code"], cases["statistic"], strict=True)
    average = pd.Series([averages[key] for key in keys], index=cases.index)
    return cases.assign(average_error_pct=100 * (average / cases["printed_usd"] - 1))


def phrase_cases(
    profiles: pd.DataFrame, profile_members: pd.DataFrame, projections: pd.DataFrame
) -> pd.DataFrame:
    """The growth phrase of every Handbook profile beside the one its projection gives.

    Args:
        profiles: Table `profiles`.
        profile_members: Table `profile_members`.
        projections: Table `projections`.

    Returns:
        A row per profile with an outlook, of the editions whose limits are in the ledger:
        `edition`, `profile_id`, `printed`, `found`, `basis`, and `outcome`: "same", "open" (the
        rounding leaves two phrases, one of them the printed one) or "other".
    """
    parts = profile_members[~profile_members["is_sum"]]
    codes = parts.groupby(["edition", "profile_id"])["occupation_code"].agg(list)
    vintages = dict(tuple(projections.groupby("projection_vintage")))
    rows = []
    for profile in profiles[profiles["outlook_phrase"].notna()].to_dict("records"):
        edition = profile["edition"]
        if edition in vintages and vintage_phrases(edition).bands:
            own = vintages[edition]
            own = own[own["occupation_code"].isin(codes[edition, profile["profile_id"]])]
            rows.append(_phrase_case(profile, own))
    return pd.DataFrame(rows)


def _phrase_case(profile: dict, rows: pd.DataFrame) -> dict[str, str]:
    base, target, change = (
        float(rows[f"{name}_jobs"].sum())
        for name in ("base_employment", "target_employment", "employment_change")
    )
    is_sum = len(rows) > 1
    percent = change / base * 100 if is_sum else float(rows["employment_change_pct"].iloc[0])
    jobs = Jobs(base, target, change, rounding=_ROUNDING_JOBS * len(rows), is_sum=is_sum)
    found = phrase_for(percent, profile["edition"], jobs)
    printed = profile["outlook_phrase"]
    outcome = "same" if found.phrase == printed else "other"
    if found.basis == "ambiguous" and printed.lower() in found.phrase.lower():
        outcome = "open"
    return {
        "edition": profile["edition"],
        "profile_id": profile["profile_id"],
        "printed": printed,
        "found": found.phrase,
        "basis": found.basis,
        "outcome": outcome,
    }


def openings_cases(projections: pd.DataFrame) -> pd.DataFrame:
    """What the parts of yearly openings leave over, for every row that publishes them.

    Args:
        projections: Table `projections`.

    Returns:
        Rows of `outlook.anatomy` of all vintages with exits and transfers.
    """
    vintages = sorted(projections["projection_vintage"].unique())
    rows = pd.concat([anatomy(projections, vintage) for vintage in vintages], ignore_index=True)
    return rows[(rows["measure"] == "annual average") & rows["exits_jobs"].notna()]


def verdict_cases(
    wages: pd.DataFrame, lineage: pd.DataFrame | Crosswalk, spans: Iterable[tuple[int, int]]
) -> pd.DataFrame:
    """Judge every detailed occupation of a year against another year, in both directions.

    Args:
        wages: Table `wages`, national rows.
        lineage: Table `soc_lineage`, or a crosswalk of it.
        spans: Pairs of an earlier and a later year.

    Returns:
        A row per span and occupation of the earlier year: `year_from`, `year_to`,
        `occupation_code`, `wages` and `employment` (the verdicts; "not_judged" where no row of
        the crosswalks between the two lists knows the code), and `is_symmetric`: whether the
        verdicts are the same when the years are named the other way round.
    """
    steps, rows = Crosswalk.of(lineage), []
    for span in spans:
        codes = pay_rows(wages, span[0]).query("occupation_level == 'detailed'")["occupation_code"]
        rows += [_verdict_case(code, span, steps) for code in sorted(codes.unique())]
    return pd.DataFrame(rows)


def _verdict_case(code: str, span: tuple[int, int], steps: Crosswalk) -> dict[str, object]:
    old, new = (soc_version_of(year) for year in span)
    verdicts, turned = dict.fromkeys(MEASURES, NOT_JUDGED), dict.fromkeys(MEASURES, NOT_JUDGED)
    if old == new or steps.holds(old, code, new):
        for name in MEASURES:
            verdicts[name] = comparable(code, *span, steps, measure=name).verdict
            turned[name] = comparable(code, *reversed(span), steps, measure=name).verdict
    labels = {"year_from": span[0], "year_to": span[1], "occupation_code": code}
    return {**labels, **verdicts, "is_symmetric": verdicts == turned}


def deflator_cases(prices: pd.DataFrame, years: Sequence[int]) -> pd.DataFrame:
    """Whether prices of one May turned into a second and then a third are those of the third.

    Args:
        prices: Table `prices`.
        years: Years with wages.

    Returns:
        A row per ordered triple of years, with `deviation`: the relative difference between the
        direct factor and the chained one.
    """
    factor = {pair: deflator(prices, *pair).factor for pair in permutations(years, 2)}
    rows = [
        (a, b, c, factor[a, b] * factor[b, c] / factor[a, c] - 1)
        for a, b, c in permutations(years, 3)
        if b >= FIRST_MAY  # pay of years before refers to a quarter, prices are those of May
    ]
    return pd.DataFrame(rows, columns=["year", "by_way_of", "base_year", "deviation"])
