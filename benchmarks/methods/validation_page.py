"""The page that says how far the methods were checked: every number computed from the tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from benchmarks.methods.median_error import median_error_section
from benchmarks.methods.validation_checks import (
    NOT_JUDGED,
    openings_cases,
    phrase_cases,
    verdict_cases,
)
from benchmarks.methods.validation_pay import (
    groups_section,
    markdown_table,
    profiles_section,
    real_pay_section,
)
from labor.answers.history.segments import history_rows
from labor.answers.outlook.backtest import backtest, evaluate
from labor.methods.comparability import comparable
from labor.methods.crosswalk import Crosswalk
from labor.occupations import Directory
from labor.show.words import count, numeral, percent

Tables = Mapping[str, pd.DataFrame]

#: Pairs of years that lie on two sides of every change of codes, or inside one list.
SPANS = ((2002, 2009), (2009, 2012), (2012, 2018), (2018, 2019), (2018, 2024), (2021, 2025))
_EXAMPLE = "medical records technician"
_JUDGED = (("29-2071", 2012, 2018), ("29-2071", 2018, 2024), ("31-9092", 2018, 2024))

_TOP = """# How far the methods were checked

Written from the built tables by `python -m benchmarks.methods`, which takes
about two minutes. Run it again when a table, a method or its constants change; a test computes the
quick parts again and compares. The checks are on the nation's figures. "Error" is the estimate
against what is printed, in percent of it, without sign.
"""

_END = """## What was not checked

* Sampling error of medians and percentiles: none is published. That of medians is approximated and
  was held against drawn samples, not against the survey's own.
* Pooled pay of groups in states and metropolitan areas: the method is the same, the errors are
  not measured.
* The coverage of the intervals from published standard errors: the errors of two estimates are
  taken as independent, and no covariance is published ([uncertainty](uncertainty.md)).
* Growth phrases of editions other than those above: their profiles are not held; the ledger rests
  on single pages and says which.
* Whether an occupation changed its content under the same code and title.
* Projections of the states against what came.
"""


@dataclass(frozen=True)
class CheckedFact:
    """A fact that was held against the built tables.

    Args:
        says: The fact as a sentence.
        cases: How many cases were looked at.
        exceptions: How many rows a declared exception explains.
        violations: How many rows break it.
    """

    says: str
    cases: int
    exceptions: int
    violations: int


def page(tables: Tables, facts: Sequence[CheckedFact]) -> str:
    """Write the page.

    Args:
        tables: Tidy tables by name: `wages`, `employment`, `projections`, `profiles`,
            `profile_members`, `occupations`, `titles`, `soc_lineage`, `prices`.
        facts: Facts within and between the tables, as they were found.

    Returns:
        Markdown; the same tables give the same text.
    """
    sections = (
        groups_section(tables),
        profiles_section(tables),
        comparability_section(tables),
        phrases_section(tables),
        openings_section(tables),
        backtest_section(tables),
        median_error_section(),
        real_pay_section(example_rows(tables), tables["prices"]),
        facts_section(facts),
    )
    return "\n".join([_TOP, *sections, _END])


def comparability_section(tables: Tables) -> str:
    """Verdicts on every occupation, and the worked example."""
    steps = Crosswalk.of(tables["soc_lineage"])
    cases = verdict_cases(tables["wages"], steps, SPANS)
    rows = []
    for (first, last), own in cases.groupby(["year_from", "year_to"]):
        wages, employment = (
            own[name].value_counts().reindex(_VERDICTS, fill_value=0)
            for name in ("wages", "employment")
        )
        added = int(wages["not_comparable"] - employment["not_comparable"])
        cells = (f"{first} and {last}", len(own), *wages, added)
        rows.append(tuple(map(str, cells)))
    turned = int((~cases["is_symmetric"]).sum())
    return f"""## What may be compared

Every detailed occupation of the earlier year was judged against the later one
([comparability](comparability.md)); not judged are codes that no crosswalk between the two lists
knows. A verdict is on the occupation, whether or not both figures are printed. Judged otherwise
when the years are named the other way round: {turned} of {len(cases):,}.

{markdown_table(VERDICT_HEADINGS, rows)}

The worked example, {_EXAMPLE}:

{_example(tables, steps)}
"""


_VERDICTS = ("comparable", "with_caveats", "not_comparable", NOT_JUDGED)
VERDICT_HEADINGS = (
    *("pay of", "occupations", "comparable", "with caveats", "not comparable", "not judged"),
    "not comparable, but jobs can be added up",
)


def _example(tables: Tables, steps: Crosswalk) -> str:
    rows = example_rows(tables)
    segments = rows["segment_label"].unique()
    said = [f"* Its history is {numeral(len(segments))} series: {'; '.join(segments)}."]
    for code, first, last in _JUDGED:
        found = comparable(code, first, last, steps)
        words = found.verdict.replace("_", " ")
        said.append(f"* {code}, {first} and {last}: {words}. {found.why}".rstrip())
    return "\n".join(said)


def example_rows(tables: Tables) -> pd.DataFrame:
    """The history of the worked example."""
    names = ("titles", "profiles", "profile_members")
    known = Directory(
        tables["occupations"], tables["soc_lineage"], **{name: tables[name] for name in names}
    )
    role = known.resolve(_EXAMPLE)
    return history_rows(role, tables["wages"], tables["employment"], tables["soc_lineage"])


def phrases_section(tables: Tables) -> str:
    """The ledger of growth phrases against the profiles."""
    cases = phrase_cases(tables["profiles"], tables["profile_members"], tables["projections"])
    rows = [
        (edition, str(len(own)), *(str((own["outcome"] == name).sum()) for name in _OUTCOMES))
        for edition, own in cases.groupby("edition")
    ]
    headings = ("edition", "profiles with an outlook", *_OUTCOMES.values())
    return f"""## Growth phrases

The phrase that follows from the ledger and the projection, beside the one the Handbook prints
([outlook](outlook.md)). The limits of an edition were measured over the same profiles, so this
shows that one set of limits explains all of them; it is no forecast of another edition.

{markdown_table(headings, rows)}
"""


_OUTCOMES = {
    "same": "the same phrase",
    "open": "rounding leaves it open",
    "other": "another phrase",
}


def openings_section(tables: Tables) -> str:
    """Openings as the sum of their parts."""
    cases = openings_cases(tables["projections"])
    rows = [
        (
            vintage,
            f"{len(own):,}",
            count(own["unexplained_jobs"].abs().median()),
            count(own["unexplained_jobs"].abs().max()),
        )
        for vintage, own in cases.groupby("projection_vintage")
    ]
    headings = ("projection", "rows with parts", "left over, median", "left over, largest")
    return f"""## Openings

Published yearly openings less growth, exits and transfers, in jobs. Openings, exits and transfers
are printed in hundreds and the change over ten years, too, so that up to 155 can be rounding.

{markdown_table(headings, rows)}
"""


def backtest_section(tables: Tables) -> str:
    """Earlier projections against what came."""
    checked = evaluate(backtest(tables["projections"], tables["soc_lineage"]))
    rows = [
        (
            row["projection_vintage"],
            f"{row['check_year']}{'' if row['is_complete'] else ' (before its end)'}",
            f"{row['occupations']:.0f}",
            percent(row["median_absolute_error_pct"]),
            percent(row["naive_rate_median_absolute_error_pct"]),
            percent(row["naive_share_median_absolute_error_pct"]),
            f"{row['error_p10_pct']:.0f} to {row['error_p90_pct']:.0f} %",
            percent(row["direction_right_pct"]),
            percent(row["naive_direction_right_pct"]),
            percent(row["faster_right_pct"]),
            percent(row["nearer_than_naive_share_pct"]),
        )
        for row in checked.to_dict("records")
    ]
    return f"""## Earlier projections

Each projection beside the base-year jobs of later ones, over the occupations that are one code with
the same jobs in both ([backtest](backtest.md)). Before its end a projection is read off a path with
a constant yearly rate. "One rate": all occupations grow as projected for all together. "Same
shares": every occupation keeps its share of the jobs that came. A coin calls "faster or slower"
right in half of the cases.

{markdown_table(BACKTEST_HEADINGS, rows)}
"""


BACKTEST_HEADINGS = (
    *("projection", "checked in", "occupations", "median error", "with one rate"),
    *("with the same shares", "eight of ten errors", "growth or decline right"),
    *("by the direction of all", "faster or slower right", "nearer than the same shares"),
)


def facts_section(facts: Sequence[CheckedFact]) -> str:
    """Facts within and between the tables."""
    rows = [
        (
            fact.says,
            f"{fact.cases:,}" if fact.cases else "tables not built",
            str(fact.violations),
            str(fact.exceptions),
        )
        for fact in facts
    ]
    headings = ("fact", "cases", "broken", "declared exceptions of the publisher")
    return f"""## Facts within and between the tables

`labor verify data` checks them and lists every row that breaks one. More tables give more cases.

{markdown_table(headings, rows)}
"""
