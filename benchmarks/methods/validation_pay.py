"""The part of the validation page on pay: groups of occupations, and constant prices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from benchmarks.methods.validation import summary, validate_on_profiles
from benchmarks.methods.validation_checks import deflator_cases, group_cases
from labor.answers.history.real_pay import pay_change, real_pay
from labor.methods.composite import WIDTHS
from labor.show.words import dollars, percent
from labor.terms import NATION

Tables = Mapping[str, pd.DataFrame]

#: First year with published groups below the major ones.
FIRST_GROUPS = 2012


def groups_section(tables: Tables) -> str:
    """Pooled pay against the survey's own groups."""
    wages, employment = tables["wages"], tables["employment"]
    groups = wages[(wages["area_code"] == NATION) & (wages["occupation_level"] == "broad")]
    years = sorted(int(year) for year in groups["reference_year"].unique() if year >= FIRST_GROUPS)
    cases = pd.concat([group_cases(wages, employment, year) for year in years], ignore_index=True)
    cases = cases.assign(era=cases["reference_year"].map(lambda year: era(year, years)))
    n_groups = len(cases.drop_duplicates(["reference_year", "occupation_code"]))
    return f"""## Pay of a group: the survey's own groups

Broad, minor and major groups are printed with percentiles from the survey's own records, so that
the estimate pooled from their detailed occupations can be set beside the print
([composite](composite.md)): {len(cases):,} percentiles, {n_groups:,} groups, {len(years)} years.
The constants were chosen on some of these years. "The average" is that of the members' percentiles,
weighted with their jobs.

{_by(cases, "era")}

By year:

{_by(cases, "reference_year")}

By percentile:

{_by(cases, "statistic")}
"""


GROUP_HEADINGS = (
    *(
        "",
        "cases",
        "median error",
        "one in ten is larger",
        "largest",
        "median error of the average",
    ),
    *("in the likely range", "in the certain range", "above 3 % without a flag"),
)


def _by(cases: pd.DataFrame, column: str) -> str:
    rows = [group_row(own, name) for name, own in cases.groupby(column)]
    return markdown_table(GROUP_HEADINGS, rows)


def group_row(cases: pd.DataFrame, name: object) -> tuple[str, ...]:
    """A row of the tables on groups.

    Args:
        cases: Cases of `validation_checks.group_cases`.
        name: What they have in common.

    Returns:
        Cells for `GROUP_HEADINGS`.
    """
    row = summary(cases.assign(one=""), ["one"]).iloc[0]
    return (
        str(name),
        f"{row['cases']:,}",
        percent(row["median_error_pct"], 2),
        percent(row["p90_error_pct"], 2),
        percent(row["max_error_pct"]),
        percent(cases["average_error_pct"].abs().median(), 2),
        percent(row["in_likely_range_pct"]),
        percent(row["in_certain_range_pct"]),
        str(row["unflagged_above_3_pct"]),
    )


def era(year: int, years: Sequence[int]) -> str:
    """The stretch of years with one method of the survey that a year is in, as "2012-2020"."""
    first = max(start for start in WIDTHS if start <= year)
    own = [other for other in years if max(s for s in WIDTHS if s <= other) == first]
    return f"{own[0]}-{own[-1]}" if len(own) > 1 else str(own[0])


def profiles_section(tables: Tables) -> str:
    """Pooled pay against the profiles of the Handbook."""
    names = ("profiles", "profile_members", "wages", "employment")
    given = [tables[name] for name in names]
    alone = validate_on_profiles(*given, groups=False)
    helped = validate_on_profiles(*given)
    medians = helped[helped["statistic"] == "median"]
    sets = {f"members only, {name}": rows for name, rows in alone.groupby("statistic")}
    sets["with published groups, median"] = medians
    pooled = medians[medians["pay_usd_status"] != "published"]
    sets["of these, no published group is the whole"] = pooled
    editions = ", ".join(sorted(helped["edition"].unique()))
    return f"""## Pay of a group: the profiles of the Handbook

Edition {editions}: profiles that join several occupations and print pay. No constant was chosen on
them. Of the {len(medians)}, {len(medians) - len(pooled)} are groups that the survey publishes:
they are then no test of the pooling, and the last row is the honest one.

{markdown_table(PROFILE_HEADINGS, [_profile_row(rows, name) for name, rows in sets.items()])}
"""


PROFILE_HEADINGS = (
    *("", "cases", "median error", "one in ten is larger", "largest"),
    *("in the likely range", "above 3 % without a flag"),
)


def _profile_row(cases: pd.DataFrame, name: str) -> tuple[str, ...]:
    row = summary(cases.assign(one=""), ["one"]).iloc[0]
    return (
        name,
        str(row["cases"]),
        percent(row["median_error_pct"], 2),
        percent(row["p90_error_pct"], 2),
        percent(row["max_error_pct"]),
        percent(row["in_likely_range_pct"]),
        str(row["unflagged_above_3_pct"]),
    )


def real_pay_section(rows: pd.DataFrame, prices: pd.DataFrame) -> str:
    """Identities of pay in constant prices, and the worked example.

    Args:
        rows: History of the worked example.
        prices: Table `prices`.

    Returns:
        Markdown.
    """
    years = sorted(int(year) for year in rows["reference_year"].unique())
    chained = deflator_cases(prices, years)
    changes = [pay_change(rows, prices, 2012, 2018, base_year=base).real_pct for base in years]
    base = real_pay(rows, prices, 2024)
    example = base[base["reference_year"] == 2018].iloc[0]
    text = example["deflator"].split(": ")[1]
    before, after = (dollars(round(example[f"median_annual{kind}_usd"])) for kind in ("", "_real"))
    deviation, spread = (
        _small(chained["deviation"].abs().max()),
        _small(max(changes) - min(changes)),
    )
    return f"""## Real pay

* Dollars of one May turned into those of a second and then of a third are those of the third:
  {len(chained):,} ordered triples of {len(years)} years, relative difference {deviation}.
* The real change of a wage does not depend on the base year: pay of 29-2071 from 2012 to 2018 rose
  by {percent(changes[0], 2)} over {len(changes)} base years, difference {spread}.
* {before} of May 2018 are {after} in prices of May 2024 ({text}).
"""


def _small(number: float) -> str:
    """Rounding errors as a bound: their last digits depend on the machine."""
    return "below 0.000000001" if abs(number) < 1e-9 else f"{number:.2g}"


def markdown_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown: the first column at the left, the others at the right."""
    lines = [headings, ["---", *["--:"] * (len(headings) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
