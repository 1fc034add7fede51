"""Facts that must hold within and between the tidy tables, checked against declared exceptions."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

import numpy as np
import pandas as pd

from labor.terms import ALL_INDUSTRIES, ALL_OWNERS, HOURS_A_YEAR, NATION, PERCENTILES

Tables = Mapping[str, pd.DataFrame]
#: Violations and number of cases, by name of the fact.
Found = Mapping[str, tuple[pd.DataFrame, int]]

#: OEWS prints wages to the cent an hour and to $10 a year: half a cent times 2,080 hours plus $5.
ANNUAL_TOLERANCE_USD = 16
#: The list of occupations that the survey had before the SOC.
BEFORE_SOC = "oes_1997"
#: Jobs of the nation and of any other area, least and most; smallest so far was a metropolitan
#: area with 12,450, greatest a state with 18 million.
JOBS = ((100_000_000, 5_000), (200_000_000, 40_000_000))
#: What all workers of an area earn in a year on average, at least and at most.
PAY_USD = (10_000, 200_000)
#: Shares of the jobs of the nation, and of its major groups, that members make up. Until 2003
#: up to 24 % of a group was in occupations of which nothing was published, since then 1.8 %.
LEAST_OF_TOTAL = 0.99
LEAST_OF_GROUP = 0.97
LEAST_OF_EARLY_GROUP = 0.7
FIRST_WHOLE = 2004
#: The longest time in which prices did not fall from any month to the next were 210 months.
ALWAYS_RISES = 240
#: A table with fewer estimates than this can be of a few odd occupations.
MANY = 100
#: Employment is printed to 10 jobs, projections to 100.
OEWS_ROUNDING_JOBS = 5
PROJECTION_ROUNDING_JOBS = 50
#: The states and the District of Columbia.
STATES = 51
#: Sampling errors are allowed for at 99 %: hundreds of occupations are looked at.
Z_99 = 2.576
ESTIMATE = [
    "reference_year",
    "area_code",
    "industry_code",
    "industry_level",
    "ownership_code",
    "occupation_code",
    "occupation_level",
]


@dataclass(frozen=True)
class Fact:
    """One fact.

    Args:
        name: Short name, used by declared exceptions.
        says: The fact as a sentence.
        needs: Tables it is about.
        violations: Gives the rows where it does not hold: columns `key` (the cells, as text),
            `got`, `expected` and `source_id` (text), and how many cases were looked at.
    """

    name: str
    says: str
    needs: tuple[str, ...]
    violations: Callable[[Tables], tuple[pd.DataFrame, int]]


#: What a fact finds where it holds.
NONE_FOUND = pd.DataFrame(columns=["key", "got", "expected", "source_id"], dtype="str")


def _listed(
    frame: pd.DataFrame, key: list[str], got: pd.Series, expected: pd.Series
) -> pd.DataFrame:
    """Violations in the common form."""
    if frame.empty:
        return NONE_FOUND
    text = [
        " ".join(f"{name}={value}" for name, value in zip(key, row, strict=True))
        for row in frame[key].itertuples(index=False, name=None)
    ]
    return pd.DataFrame(
        {
            "key": pd.array(text, dtype="str"),
            "got": got.astype("str").array,
            "expected": expected.astype("str").array,
            "source_id": frame["source_id"].astype("str").array,
        }
    )


def _by_source(
    wages: pd.DataFrame, statistics: Sequence[str], status: str
) -> Iterator[tuple[pd.DataFrame, str, np.ndarray, np.ndarray]]:
    """Some statistics of each raw table, which may be large, for each measure.

    Yields:
        Estimates, a row each; name of the measure; its values, a column for each statistic, NaN
        where there is none; and whether these have the status.
    """
    chosen = wages["statistic"].isin(statistics)
    for source in wages["source_id"].unique():
        mask = chosen & (wages["source_id"] == source)
        labels = wages.loc[mask, [*ESTIMATE, "source_id"]]
        row = labels.groupby(ESTIMATE, dropna=False).ngroup().to_numpy()
        estimates = labels.iloc[np.unique(row, return_index=True)[1]]
        codes, names = pd.factorize(wages.loc[mask, "statistic"])
        column = np.array([statistics.index(name) for name in names], dtype=np.intp)[codes]
        for basis in ("hourly_wage_usd", "annual_wage_usd"):
            values = np.full((len(estimates), len(statistics)), np.nan)
            has_status = np.zeros(values.shape, dtype=bool)
            values[row, column] = wages.loc[mask, basis]
            has_status[row, column] = wages.loc[mask, f"{basis}_status"] == status
            yield estimates, basis, values, has_status


def percentiles_rise(tables: Tables) -> tuple[pd.DataFrame, int]:
    """Percentiles of one occupation never fall from p10 to p90."""
    found, cases = [], 0
    for estimates, basis, values, is_top in _by_source(tables["wages"], PERCENTILES, "top_coded"):
        # A missing step is passed over: the highest value so far may not exceed the next one.
        # A top code is a bound, from May 2025 on also below a percentile printed before it.
        falls = (values < np.fmax.accumulate(values, axis=1)) & ~is_top
        bad = falls.any(axis=1)
        cases += int((~np.isnan(values)).any(axis=1).sum())
        rows = estimates[bad]
        steps = [" ".join(map(str, step)) for step in values[bad].round(2)]
        got = pd.Series([f"{basis} {step}" for step in steps], index=rows.index, dtype="str")
        expected = pd.Series("rising", index=rows.index, dtype="str")
        found.append(_listed(rows, ESTIMATE, got, expected))
    return pd.concat([NONE_FOUND, *found], ignore_index=True), cases


def most_means_exceed_their_medians(tables: Tables) -> tuple[pd.DataFrame, int]:
    """In each table most mean wages are above their medians: a few high wages raise the mean."""
    found, cases = [], 0
    for estimates, basis, values, is_published in _by_source(
        tables["wages"], ("mean", "median"), "published"
    ):
        both = (is_published & ~np.isnan(values)).all(axis=1)
        above, size = int((values[both, 0] > values[both, 1]).sum()), int(both.sum())
        cases += size > 0
        rows = estimates[["source_id"]].head(int(size >= MANY and above < size / 2))
        got = pd.Series(f"{basis} {above} of {size}", rows.index, dtype="str")
        found.append(_listed(rows, ["source_id"], got, pd.Series("most", rows.index, dtype="str")))
    return pd.concat([NONE_FOUND, *found], ignore_index=True), cases


def annual_is_hourly_times_2080(tables: Tables) -> tuple[pd.DataFrame, int]:
    """An annual wage is the hourly wage times 2,080 hours, to rounding."""
    wages = tables["wages"]
    both = (
        (wages["pay_basis"] == "hourly_and_annual")
        & (wages["hourly_wage_usd_status"] == "published")
        & (wages["annual_wage_usd_status"] == "published")
    )
    derived = wages["hourly_wage_usd"] * HOURS_A_YEAR
    bad = both & ((wages["annual_wage_usd"] - derived).abs() > ANNUAL_TOLERANCE_USD)
    rows = wages[bad]
    return (
        _listed(rows, [*ESTIMATE, "statistic"], rows["annual_wage_usd"], derived[bad].round(0)),
        int(both.sum()),
    )


def groups_hold_their_members(tables: Tables) -> tuple[pd.DataFrame, int]:
    """The jobs of a group are at least those of its members, to rounding and suppression."""
    jobs = tables["employment"]
    jobs = jobs[jobs["employment_jobs_status"] == "published"]
    place = [name for name in ESTIMATE if not name.startswith("occupation_")]
    jobs = jobs.assign(place=jobs.groupby(place, dropna=False).ngroup())
    found, cases = [], 0
    for parent, child, cut in (
        ("total", "major", 0),
        ("major", "minor", 2),
        ("minor", "broad", 4),
        ("broad", "detailed", 6),
    ):
        merged = _members(jobs, parent, child, cut)
        slack = OEWS_ROUNDING_JOBS * (merged["members"] + 1)
        bad = merged["sum"] > merged["employment_jobs"] + slack
        rows = merged[bad]
        cases += len(merged)
        found.append(
            _listed(rows, ESTIMATE, rows["sum"], "at most " + rows["employment_jobs"].astype("str"))
        )
    return pd.concat(found, ignore_index=True), cases


def totals_and_groups_have_such_titles(tables: Tables) -> tuple[pd.DataFrame, int]:
    """The code of all occupations is titled as a total, those of major groups as occupations."""
    jobs = tables["employment"]
    # The survey's own titles, before 1999, name major groups in other ways.
    rows = jobs[
        jobs["occupation_level"].isin(["total", "major"]) & (jobs["soc_version"] != BEFORE_SOC)
    ].dropna(subset="occupation_title")
    titles = rows["occupation_title"].str.lower()
    is_total = rows["occupation_level"] == "total"
    right = titles.str.endswith("occupations")
    right = right.where(~is_total, titles.str.contains("total|^all occupations"))
    bad = rows[~right]
    expected = bad["occupation_level"].map({"total": "All Occupations", "major": "... Occupations"})
    return _listed(bad, ESTIMATE, bad["occupation_title"], expected), len(rows)


def groups_of_the_nation_are_whole(tables: Tables) -> tuple[pd.DataFrame, int]:
    """In the nation all occupations are the sum of the major groups, and each has its members."""
    jobs = tables["employment"]
    jobs = jobs[_is_total_of_places(jobs) & (jobs["area_code"] == NATION)]
    rows_of_source = jobs.groupby("source_id")["occupation_code"].transform("size")
    jobs = jobs[(rows_of_source >= MANY) & (jobs["employment_jobs_status"] == "published")]
    jobs = jobs.assign(place=jobs["reference_year"])
    found, cases = [], 0
    for parent, child, cut in (("total", "major", 0), ("major", "detailed", 2)):
        merged = _members(jobs, parent, child, cut, how="left").fillna({"sum": 0.0})
        least = merged["employment_jobs"] * LEAST_OF_TOTAL
        if parent == "major":
            is_early = merged["reference_year"] < FIRST_WHOLE
            least = merged["employment_jobs"] * is_early.map(
                {True: LEAST_OF_EARLY_GROUP, False: LEAST_OF_GROUP}
            )
        rows = merged[merged["sum"] < least]
        cases += len(merged)
        expected = "near " + rows["employment_jobs"].astype("str")
        found.append(_listed(rows, ESTIMATE, rows["sum"], expected))
    return pd.concat(found, ignore_index=True), cases


def all_jobs_of_a_place_are_so_many(tables: Tables) -> tuple[pd.DataFrame, int]:
    """The nation has 100 to 200 million jobs, any other area 5 thousand to 40 million."""
    jobs = tables["employment"]
    jobs = jobs[_is_total_of_places(jobs) & (jobs["occupation_level"] == "total")]
    jobs = jobs[jobs["employment_jobs"].notna()]
    is_nation = jobs["area_code"] == NATION
    least, most = (is_nation.map(dict(zip((True, False), ends, strict=True))) for ends in JOBS)
    rows = jobs[~jobs["employment_jobs"].between(least, most)]
    expected = (least.astype("str") + " to " + most.astype("str"))[rows.index]
    return _listed(rows, ESTIMATE, rows["employment_jobs"], expected), len(jobs)


def all_workers_of_a_place_earn_so_much(tables: Tables) -> tuple[pd.DataFrame, int]:
    """The mean wage of all occupations of an area is $10,000 to $200,000 a year."""
    wages = tables["wages"]
    wages = wages[_is_total_of_places(wages) & (wages["occupation_level"] == "total")]
    wages = wages[(wages["statistic"] == "mean") & wages["annual_wage_usd"].notna()]
    rows = wages[~wages["annual_wage_usd"].between(*PAY_USD)]
    expected = pd.Series("{:,} to {:,}".format(*PAY_USD), rows.index, dtype="str")
    return _listed(rows, ESTIMATE, rows["annual_wage_usd"], expected), len(wages)


def _is_total_of_places(estimates: pd.DataFrame) -> pd.Series:
    """Which estimates are of all industries and owners, in a year with the SOC."""
    everywhere = (estimates["industry_code"] == ALL_INDUSTRIES) & (
        estimates["ownership_code"] == ALL_OWNERS
    )
    return everywhere & (estimates["soc_version"] != BEFORE_SOC)


def jobs_have_larger_errors_than_pay(tables: Tables) -> tuple[pd.DataFrame, int]:
    """In each table the errors of jobs are larger than those of mean wages, by their medians."""
    columns = []
    for name, error in (("employment", "employment_rse_pct"), ("wages", "rse_pct")):
        errors = tables[name].loc[tables[name][error].notna(), ["source_id", error]]
        columns += [errors.groupby("source_id")[error].agg(["median", "size"]).add_prefix(name)]
    both = columns[0].join(columns[1], how="inner").reset_index()
    both = both[both["employmentsize"] >= MANY]
    rows = both[both["employmentmedian"] <= both["wagesmedian"]]
    got, expected = (rows[f"{name}median"].astype("str") for name in ("employment", "wages"))
    return _listed(rows, ["source_id"], got, "more than " + expected), len(both)


def titles_of_estimates_are_not_of_others(tables: Tables) -> tuple[pd.DataFrame, int]:
    """No occupation bears the title that the list of codes gives to another one beside it."""
    return _titles_of_others(tables["employment"], tables["occupations"], "reference_year")


def titles_of_projections_are_not_of_others(tables: Tables) -> tuple[pd.DataFrame, int]:
    """No projected occupation bears the title of another one beside it."""
    return _titles_of_others(tables["projections"], tables["occupations"], "projection_vintage")


def _titles_of_others(
    frame: pd.DataFrame, listed: pd.DataFrame, release: str
) -> tuple[pd.DataFrame, int]:
    """Codes whose title is not their own in the list, but that of another code of the release."""
    code, title = ["soc_version", "occupation_code"], "occupation_title"
    printed = frame[[release, *code, title, "source_id"]].drop_duplicates().dropna()
    rows = printed.assign(**{title: printed[title].str.casefold()})
    names = listed[[*code, title]].assign(**{title: listed[title].str.casefold()})
    own = names.rename(columns={title: "own_title"})
    rows = rows.merge(own, on=code).query("occupation_title != own_title")
    others = rows.merge(names, on=["soc_version", title], suffixes=("", "_of_title"))
    beside = printed[["source_id", release, "occupation_code"]].drop_duplicates()
    beside = beside.rename(columns={"occupation_code": "occupation_code_of_title"})
    bad = others.merge(beside).drop_duplicates([release, *code, "source_id"])
    got = bad[title] + ", the title of " + bad["occupation_code_of_title"]
    return _listed(bad, [release, *code], got, bad["own_title"]), len(printed)


def _members(
    jobs: pd.DataFrame, parent: str, child: str, cut: int, how: Literal["inner", "left"] = "inner"
) -> pd.DataFrame:
    """Groups of one level with the sum and number of their members of the level below."""
    # Numbers in place of the codes' first signs, which are joined faster.
    code = jobs["occupation_code"].astype("category").cat
    jobs = jobs.assign(prefix=pd.factorize(code.categories.str[:cut])[0][code.codes])
    key = ["place", "prefix"]
    # 13-1020 stands as broad and as detailed: under its own broad code it is its only member.
    children = jobs.loc[jobs["occupation_level"] == child, [*key, "employment_jobs"]]
    grouped = children.groupby(key)["employment_jobs"].agg(["sum", "size"]).reset_index()
    parents = jobs[jobs["occupation_level"] == parent]
    return parents.merge(grouped.rename(columns={"size": "members"}), on=key, how=how)


def states_sum_to_the_nation(tables: Tables) -> tuple[pd.DataFrame, int]:
    """The states' jobs add up to the nation's, to rounding, suppression and sampling error."""
    jobs = tables["employment"]
    jobs = jobs[jobs["industry_code"] == ALL_INDUSTRIES]
    key = ["reference_year", "occupation_code", "occupation_level"]
    states = (
        jobs[jobs["area_type"] == "state"]
        .groupby(key)["employment_jobs"]
        .agg(["sum", "count"])
        .reset_index()
    )
    nation = jobs[(jobs["area_code"] == NATION) & jobs["employment_jobs"].notna()]
    merged = nation.merge(states, on=key)
    # A printed error of 0 is one below 0.05 %.
    error = merged["employment_rse_pct"].clip(lower=0.05).fillna(0) / 100
    slack = OEWS_ROUNDING_JOBS * (STATES + 1) + Z_99 * error * merged["employment_jobs"]
    gap = merged["sum"] - merged["employment_jobs"]
    bad = (gap > slack) | ((merged["count"] == STATES) & (gap < -slack))
    rows = merged[bad]
    return _listed(rows, key, rows["sum"], rows["employment_jobs"]), len(merged)


def prices_move_slowly(tables: Tables) -> tuple[pd.DataFrame, int]:
    """Prices move by less than a tenth a month and three tenths a year, and fall at times."""
    prices = tables["prices"].dropna(subset="cpi_u_index").sort_values(["year", "month"])
    index, months = prices["cpi_u_index"], prices["year"] * 12 + prices["month"]
    expected = pd.Series(pd.NA, index=prices.index, dtype="str")
    for step, low, high in ((1, 0.9, 1.1), (12, 0.75, 1.3)):
        before = index.shift(step)
        steps = (months.diff(step) / step).clip(lower=1)
        bad = ~(index / before).between(low**steps, high**steps) & before.notna()
        expected = expected.mask(bad & expected.isna(), "near " + before.astype("str"))
    # A column of numbers that was sorted alone rises, or falls, from its first to its last month.
    for moves in (index.diff() < 0, index.diff() > 0):
        run = moves.groupby(moves.cumsum()).cumcount()
        expected = expected.mask(run == ALWAYS_RISES, f"a turn within {ALWAYS_RISES} months")
    rows = prices[expected.notna()]
    key = ["year", "month"]
    return _listed(rows, key, rows["cpi_u_index"], expected[rows.index]), len(prices)


def months_follow_each_other(tables: Tables) -> tuple[pd.DataFrame, int]:
    """Each month of prices has a row, also one that was never published."""
    prices = tables["prices"].sort_values(["year", "month"])
    gap = (prices["year"] * 12 + prices["month"]).diff()
    rows = prices[gap.fillna(1) != 1]
    expected = pd.Series("the month after the row before", rows.index, dtype="str")
    got = gap[rows.index].astype("str") + " months later"
    return _listed(rows, ["year", "month"], got, expected), len(prices)


def change_is_end_minus_start(tables: Tables) -> tuple[pd.DataFrame, int]:
    """A projected change is the end minus the start, and its percent is of the start."""
    frame = tables["projections"].dropna(
        subset=["base_employment_jobs", "target_employment_jobs", "employment_change_jobs"]
    )
    key = ["projection_vintage", "occupation_code"]
    derived = frame["target_employment_jobs"] - frame["base_employment_jobs"]
    # Each of the three is rounded on its own, so that they may miss by one step.
    bad = (frame["employment_change_jobs"] - derived).abs() > 2 * PROJECTION_ROUNDING_JOBS + 0.5
    rows = frame[bad]
    return _listed(rows, key, rows["employment_change_jobs"], derived[bad]), len(frame)


def percent_is_change_over_start(tables: Tables) -> tuple[pd.DataFrame, int]:
    """A projected percent lies within what rounding of the jobs allows."""
    frame = tables["projections"].dropna(
        subset=["base_employment_jobs", "target_employment_jobs", "employment_change_pct"]
    )
    start, end = frame["base_employment_jobs"], frame["target_employment_jobs"]
    half = PROJECTION_ROUNDING_JOBS
    low = ((end - half) / (start + half) - 1) * 100 - 0.051
    high = ((end + half) / (start - half).clip(lower=1) - 1) * 100 + 0.051
    bad = ~frame["employment_change_pct"].between(low, high)
    rows = frame[bad]
    expected = low[bad].round(1).astype("str") + " to " + high[bad].round(1).astype("str")
    key = ["projection_vintage", "occupation_code"]
    return _listed(rows, key, rows["employment_change_pct"], expected), len(frame)


def profiles_show_the_projections(tables: Tables) -> tuple[pd.DataFrame, int]:
    """The Handbook prints the projections' jobs of each member occupation."""
    members = tables["profile_members"]
    merged = members.merge(
        tables["projections"],
        left_on=["edition", "occupation_code"],
        right_on=["projection_vintage", "occupation_code"],
        suffixes=("", "_ep"),
    )
    found = []
    for name in ("base_employment_jobs", "target_employment_jobs"):
        bad = merged[name].notna() & (merged[name] - merged[f"{name}_ep"]).abs().gt(0.5)
        rows = merged[bad]
        key = ["edition", "profile_id", "occupation_code"]
        found.append(_listed(rows, key, rows[name], rows[f"{name}_ep"]))
    return pd.concat(found, ignore_index=True), len(merged)


def profiles_show_the_oews_medians(tables: Tables) -> tuple[pd.DataFrame, int]:
    """The Handbook prints the OEWS median of an occupation that is a profile of its own."""
    profiles = tables["profiles"].dropna(subset=["soc_code", "median_annual_wage_usd"])
    merged = profiles.merge(
        _national_medians(tables["wages"]),
        left_on=["wage_reference_year", "soc_code"],
        right_on=["reference_year", "occupation_code"],
    )
    bad = (merged["median_annual_wage_usd"] - merged["annual_wage_usd"]).abs() > 0.5
    rows = merged[bad]
    key = ["edition", "profile_id"]
    return _listed(rows, key, rows["median_annual_wage_usd"], rows["annual_wage_usd"]), len(merged)


def lists_of_similar_show_the_profiles(tables: Tables) -> tuple[pd.DataFrame, int]:
    """The pay beside a similar occupation is that of its own profile."""
    profiles = tables["profiles"][["edition", "profile_id", "median_annual_wage_usd"]]
    merged = tables["similar_occupations"].merge(
        profiles.add_prefix("own_"),
        left_on=["edition", "similar_profile_id"],
        right_on=["own_edition", "own_profile_id"],
    )
    both = merged.dropna(subset=["median_annual_wage_usd", "own_median_annual_wage_usd"])
    bad = (both["median_annual_wage_usd"] - both["own_median_annual_wage_usd"]).abs() > 0.5
    rows = both[bad]
    key = ["edition", "profile_id", "similar_profile_id"]
    got, own = rows["median_annual_wage_usd"], rows["own_median_annual_wage_usd"]
    return _listed(rows, key, got, own), len(both)


def _national_medians(wages: pd.DataFrame) -> pd.DataFrame:
    """Published annual medians of the nation: `reference_year`, `occupation_code`, wage."""
    rows = wages[
        (wages["statistic"] == "median")
        & (wages["area_code"] == NATION)
        & (wages["industry_code"] == ALL_INDUSTRIES)
        & (wages["annual_wage_usd_status"] == "published")
    ]
    # A code can stand as broad and as detailed, with the same numbers.
    key = ["reference_year", "occupation_code"]
    return rows.drop_duplicates(key)[[*key, "annual_wage_usd"]]


def projection_wages_are_oews_medians(tables: Tables) -> tuple[pd.DataFrame, int]:
    """The wage printed with a projection is the OEWS median of its year."""
    wages = tables["projection_wages"]
    wages = wages[wages["median_annual_wage_usd_status"] == "published"]
    if "is_comparable_occupation" in wages:
        wages = wages[~wages["is_comparable_occupation"]]
    merged = wages.merge(
        _national_medians(tables["wages"]),
        left_on=["wage_reference_year", "occupation_code"],
        right_on=["reference_year", "occupation_code"],
    )
    bad = (merged["median_annual_wage_usd"] - merged["annual_wage_usd"]).abs() > 0.5
    rows = merged[bad]
    key = ["projection_vintage", "wage_reference_year", "occupation_code"]
    return _listed(rows, key, rows["median_annual_wage_usd"], rows["annual_wage_usd"]), len(merged)


def state_projections_show_the_nation(tables: Tables) -> tuple[pd.DataFrame, int]:
    """The U.S. rows of the state projections are the national projections."""
    states = tables["state_projections"]
    merged = states[states["area_code"] == NATION].merge(
        tables["projections"], on=["projection_vintage", "occupation_code"], suffixes=("", "_ep")
    )
    found = []
    for name in ("base_employment_jobs", "target_employment_jobs"):
        bad = (merged[name] - merged[f"{name}_ep"]).abs() > 0.5
        rows = merged[bad]
        key = ["projection_vintage", "occupation_code"]
        found.append(_listed(rows, key, rows[name], rows[f"{name}_ep"]))
    return pd.concat(found, ignore_index=True), len(merged)


def _fact(violations: Callable[[Tables], tuple[pd.DataFrame, int]], *needs: str) -> Fact:
    return Fact(violations.__name__, violations.__doc__ or "", needs, violations)


FACTS = (
    _fact(percentiles_rise, "wages"),
    _fact(annual_is_hourly_times_2080, "wages"),
    _fact(most_means_exceed_their_medians, "wages"),
    _fact(totals_and_groups_have_such_titles, "employment"),
    _fact(prices_move_slowly, "prices"),
    _fact(months_follow_each_other, "prices"),
    _fact(groups_hold_their_members, "employment"),
    _fact(groups_of_the_nation_are_whole, "employment"),
    _fact(all_jobs_of_a_place_are_so_many, "employment"),
    _fact(all_workers_of_a_place_earn_so_much, "wages"),
    _fact(jobs_have_larger_errors_than_pay, "employment", "wages"),
    _fact(titles_of_estimates_are_not_of_others, "employment", "occupations"),
    _fact(titles_of_projections_are_not_of_others, "projections", "occupations"),
    _fact(states_sum_to_the_nation, "employment"),
    _fact(change_is_end_minus_start, "projections"),
    _fact(percent_is_change_over_start, "projections"),
    _fact(profiles_show_the_projections, "profile_members", "projections"),
    _fact(profiles_show_the_oews_medians, "profiles", "wages"),
    _fact(lists_of_similar_show_the_profiles, "profiles", "similar_occupations"),
    _fact(projection_wages_are_oews_medians, "projection_wages", "wages"),
    _fact(state_projections_show_the_nation, "state_projections", "projections"),
)

#: Facts of the estimates of one year, which need none of another.
OF_A_YEAR = tuple(fact.name for fact in FACTS if {*fact.needs} <= {"wages", "employment"})
#: All that the others need of the estimates.
NATIONAL_MEDIANS = {"area_code": NATION, "industry_code": ALL_INDUSTRIES, "statistic": "median"}


@dataclass(frozen=True)
class FactResult:
    """What became of one fact.

    Args:
        fact: The fact.
        cases: How many cases were looked at; 0 if a table it needs was not built.
        violations: Rows where it does not hold and that no exception declares: `key`,
            `got`, `expected`, `source_id`.
        excused: Rows that a declared exception explains, with its `reason`.
    """

    fact: Fact
    cases: int
    violations: pd.DataFrame
    excused: pd.DataFrame


def verify(
    tables: Tables, facts: Sequence[Fact] = FACTS, years: Iterable[Found] | None = None
) -> list[FactResult]:
    """Check facts on the tables at hand.

    Args:
        tables: Tidy tables by name.
        facts: Facts to check; all if left out.
        years: What the facts of `OF_A_YEAR` say of each year, where the estimates of all years
            are not at hand; `tables` have then only those of `NATIONAL_MEDIANS`.

    Returns:
        A result per fact. A declared exception whose source was built but that no row
        needs any more is a violation as well.
    """
    declared = dict(iter(declared_exceptions().groupby("fact")))
    built = set(tables["sources"]["source_id"]) if "sources" in tables else set()
    here = facts if years is None else [fact for fact in facts if fact.name not in OF_A_YEAR]
    found = [found_in(tables, here), *(years or ())]
    return [
        _result(
            fact,
            [one[fact.name] for one in found if fact.name in one],
            declared.get(fact.name, declared_exceptions().head(0)),
            built,
        )
        for fact in facts
    ]


def found_in(tables: Tables, facts: Iterable[Fact]) -> Found:
    """Violations and number of cases of facts, by name; of those whose tables are there.

    Args:
        tables: Tidy tables by name.
        facts: Facts to check.
    """
    return {
        fact.name: fact.violations(tables)
        for fact in facts
        if all(name in tables for name in fact.needs)
    }


def found_in_year(tables: Tables) -> Found:
    """What the facts of one year say of its estimates.

    Args:
        tables: `wages` and `employment` of one year, or one of them.
    """
    return found_in(tables, [fact for fact in FACTS if fact.name in OF_A_YEAR])


@cache
def declared_exceptions() -> pd.DataFrame:
    """The declared exceptions: `fact`, `key`, `reason` and the `source` the row comes from."""
    text = resources.files("labor.tables").joinpath("exceptions.toml").read_text("utf-8")
    rows = tomllib.loads(text).get("exception", [])
    return pd.DataFrame(rows, columns=["fact", "key", "reason", "source"], dtype="str")


def _result(
    fact: Fact,
    parts: Sequence[tuple[pd.DataFrame, int]],
    declared: pd.DataFrame,
    built: set[str],
) -> FactResult:
    cases = sum(count for _, count in parts)
    some = [rows for rows, _ in parts if len(rows)]
    if not some and built.isdisjoint(declared["source"]):
        return FactResult(fact, cases, NONE_FOUND, NONE_FOUND.assign(reason=""))
    found = pd.concat([NONE_FOUND, *some], ignore_index=True)
    excused = found.merge(declared[["key", "reason"]], on="key").drop_duplicates("key")
    left = found[~found["key"].isin(declared["key"])]
    unused = declared[~declared["key"].isin(found["key"]) & declared["source"].isin(built)]
    stale = pd.DataFrame(
        {"key": unused["key"], "got": "the fact holds", "expected": "the declared exception"}
        | {"source_id": unused["source"]}
    )
    return FactResult(fact, cases, pd.concat([left, stale], ignore_index=True), excused)
