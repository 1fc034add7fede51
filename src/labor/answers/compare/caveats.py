"""What a comparison is not: the limits that its own rows bring with them, in plain sentences."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from labor.answers.compare.pay_words import is_row_of_survey
from labor.methods.crosswalk import Crosswalk
from labor.methods.group_pay import one_sided
from labor.occupations.codes import SERIES, UNLINKED
from labor.occupations.roles import OF_OTHERS
from labor.provenance.text import Traced, joined
from labor.show import cautions, prose
from labor.show.rows import records
from labor.show.words import (
    cell,
    chosen,
    count,
    dollars,
    listed,
    listed_names,
    numeral,
    percent,
    plural,
    running,
    sentence_case,
    when,
)
from labor.terms import ESTIMATED, NATION, SHOWN, WITH_VALUE

if TYPE_CHECKING:
    from labor.occupations import Role

#: Lists of codes as people call them.
_LISTS = {**UNLINKED, **SERIES}
#: Lists of codes that mix two classifications, and the later of the two.
_AFTER_MIXED = {"oews_hybrid_2010": "soc_2010", "oews_hybrid_2019": "soc_2018"}

#: What codes hold that are not quite those of a role.
_HOLDS = {
    "wider": "all jobs of {}, and other jobs",
    "narrower": "only a part of the jobs of {}",
    "overlapping": "a part of the jobs of {}, and other jobs",
    "by_code": "other detailed occupations than {} although the code is the same",
    "by_name": "an occupation of the same name as {}; no crosswalk says whether it is the same",
}

#: So many occupations that a code also holds are named; of more, the rest is counted.
_NAMED = 4

#: Coverages of codes that hold other jobs as well.
_MORE = ("wider", "overlapping")

#: What the likely range of a pooled median leaves out, with and without published errors.
_LEFT_OUT = (
    "The likely range of such a median holds what the percentiles leave open and, by the errors "
    "of the means, chance in the sample; other errors are not in it."
)
_NO_SAMPLING = (
    "The likely range of such a median holds what the percentiles leave open; chance in the "
    "sample, for which no error is published here, and other errors are not in it."
)

#: What pay and projections are, said where there are any.
_PAY_IS = (
    "Pay is straight-time gross pay of wage and salary workers. Overtime, extra pay for shifts, "
    "most bonuses and the self-employed are not in it."
)
_PROJECTED = (
    "Growth and openings are projections over the whole period, not measurements. They count the "
    "self-employed, whom the jobs beside pay leave out, so the two numbers of jobs are never set "
    "against each other."
)


def caveats(
    roles: Sequence[Role],
    pay: pd.DataFrame,
    outlook: pd.DataFrame,
    lineage: pd.DataFrame | None = None,
) -> tuple[str, ...]:
    """Say what limits a comparison.

    Args:
        roles: Roles compared.
        pay: Pay table of the comparison.
        outlook: Outlook table of the comparison.
        lineage: Table `soc_lineage`, to say what a mixed code holds.

    Returns:
        Sentences: what the measures are, then what holds for these rows (mixed codes, divided
        and composite occupations, roles without data, missing and top-coded figures, codes that
        differ between pay and outlook, phrases that are not known).
    """
    kinds = (
        [role.reading for role in roles if role.reading],
        _mixed_codes(pay, outlook, lineage) or _extent(roles, pay, outlook, lineage),
        _in_codes(pay, outlook),
        [*_composites(pay), *_one_sided(roles, pay)],
        _without_data(pay, outlook),
        _missing(pay),
        _with_care(pay),
        _top_coded(pay),
    )
    found = [
        *(joined(" ", list(texts)) for texts in kinds),
        *_two_classifications(pay, outlook),
        *_methods(pay, outlook),
        _PAY_IS if (pay["source_id"] != "").any() else "",
        _PROJECTED if outlook["employment_change_pct_status"].isin(SHOWN).any() else "",
        *_phrases(outlook),
    ]
    return tuple(map(Traced, prose.gravest(found)))


def _mixed_codes(
    pay: pd.DataFrame, outlook: pd.DataFrame, lineage: pd.DataFrame | None
) -> list[str]:
    rows = _of_both(pay, outlook)
    rows = rows[rows["soc_version"].isin(_AFTER_MIXED) & (rows["occupation_code"] != "")]
    sentences = []
    for row in records(rows.drop_duplicates(["role", "occupation_code", "soc_version"])):
        occupations = _inside(row["occupation_code"], row["soc_version"], lineage)
        if len(occupations) > 1:
            sentences.append(
                f"{row['occupation_code']} is a code of the years between two classifications. "
                f"It holds jobs of {numeral(len(occupations))} occupations "
                f"({listed(occupations)}), and its figures are not those of "
                f"{plural(running(row['role']))} alone."
            )
    return sentences


def _of_both(pay: pd.DataFrame, outlook: pd.DataFrame) -> pd.DataFrame:
    """The roles and codes of both tables."""
    names = ["role", "role_kind", "occupation_code", "soc_version"]
    return pd.concat([pay[names], outlook[names]])


def _inside(code: str, version: str, lineage: pd.DataFrame | None) -> list[str]:
    """The occupations of the later classification that a mixed code holds."""
    if lineage is None:
        return []
    rows = lineage[
        (lineage["from_version"] == version)
        & (lineage["from_code"] == code)
        & (lineage["to_version"] == _AFTER_MIXED[version])
    ]
    names = zip(rows["to_title"], rows["to_code"], strict=True)
    return [f"{title}, {code}" for title, code in sorted(names, key=lambda name: name[1])]


def _extent(
    roles: Sequence[Role],
    pay: pd.DataFrame,
    outlook: pd.DataFrame,
    lineage: pd.DataFrame | None,
) -> list[str]:
    """Where the codes of a list are more, or less, than the role."""
    versions = [pay["soc_version"].iloc[0], outlook["soc_version"].iloc[0]]
    sentences = []
    for role in roles:
        for version in dict.fromkeys(versions):
            extent, codes = role.coverage.get(version, "same"), role.codes.get(version, ())
            # Of a single figure of other jobs the sentences say so where they name it.
            is_said = extent in OF_OTHERS and len(codes) == 1 and role.kind == "single"
            if extent != "same" and codes and not is_said:
                is_one = len(codes) == 1
                what = _HOLDS[extent].format(plural(running(role.label)))
                sentences.append(
                    f"{listed(list(codes))} in {_LISTS[version]} {'holds' if is_one else 'hold'} "
                    f"{what}{_others(role, version, lineage) if extent in _MORE else ''}."
                )
    return sentences


def _others(role: Role, version: str, lineage: pd.DataFrame | None) -> str:
    """The occupations beside a role that its codes of another list hold, after a colon."""
    anchor = role.anchor_version
    if lineage is None or anchor == version or anchor in UNLINKED or version in UNLINKED:
        return ""
    steps = Crosswalk.of(lineage)
    inside = steps.follow(role.codes[version], version, anchor).to_codes
    # A group's code without its zeros begins the codes of its occupations.
    stems = tuple(code.rstrip("0") if code.endswith("0") else code for code in role.codes[anchor])
    others = sorted(code for code in inside if not code.startswith(stems))
    names = [f"{running(steps.title(anchor, code))} ({code})" for code in others]
    if len(names) > _NAMED:
        names = [*names[:_NAMED], f"{numeral(len(names) - _NAMED)} more"]
    return f": {listed_names(names)}" if names else ""


def _in_codes(pay: pd.DataFrame, outlook: pd.DataFrame) -> list[str]:
    """Which roles are several codes, in the list of the pay or in that of the projections."""
    rows = _of_both(pay, outlook)
    parts = rows[rows["role_kind"] == "part"]
    found: dict[str, list[str]] = {}
    for (role, version), own in parts.groupby(["role", "soc_version"], sort=False):
        codes = listed(list(own["occupation_code"].unique()))
        found.setdefault(str(role), []).append(f"{codes} in {_LISTS[str(version)]}")
    return [
        f"{sentence_case(plural(running(role)))} are several codes ({'; '.join(codes)}), each "
        "with its own row. They are never added up, because one code can hold other work as well."
        for role, codes in found.items()
    ]


def _composites(pay: pd.DataFrame) -> list[str]:
    names: dict[str, list[str]] = {}
    left_out = []
    for row in records(pay[pay["role_kind"] == "composite"]):
        basis = "What is given is the range of {its} members' medians."
        if row["printed_in"]:
            basis = "{Its} median is the printed one; what is not printed is pooled from the "
            basis += "published pay of {its} members."
        elif row["median_annual_usd_status"] == ESTIMATED:
            basis = "{Its} pay is pooled from the published pay of {its} members."
        names.setdefault(basis, []).append(plural(running(row["role"])))
        ends = [row[f"pooled_median_{end}_annual_usd"] for end in ("low", "high")]
        if not any(map(math.isnan, ends)) and not is_row_of_survey(row):
            left_out.append(_LEFT_OUT if row["mean_rse_pct_status"] in SHOWN else _NO_SAMPLING)
    found = [
        f"{sentence_case(listed_names(same))} are {'a group' if len(same) == 1 else 'groups'} that "
        "the Handbook made of several occupations: jobs are added up, but medians are never "
        f"averaged. {basis.format(Its=its.capitalize(), its=its)}"
        for basis, same in names.items()
        for its in ["its" if len(same) == 1 else "their"]
    ]
    return [*found, *dict.fromkeys(left_out)]


def _one_sided(roles: Sequence[Role], pay: pd.DataFrame) -> list[str]:
    """Which groups are pooled too high, or too low, in every year that could be checked."""
    pooled = set(pay.loc[pay["pooled_median_annual_usd"].notna(), "role"])
    return [
        f"Where a median of {plural(running(role.label))} is printed, its estimate was above it in "
        f"{numeral(found.above)} of {numeral(found.checked)} years and never below, by "
        f"{chosen(percent(found.mean_error_pct), found.mean_error_pct, 'mean error measured')} on "
        "average: this one is likely too high as well."
        for role in roles
        if role.label in pooled and (found := one_sided().get(role.profile_id))
    ]


def _without_data(pay: pd.DataFrame, outlook: pd.DataFrame) -> list[str]:
    sentences = []
    for row in records(pay[pay["role_kind"] != "composite"]):
        if row["source_id"] == "":
            sentences.append(
                f"{row['role']}: no pay row for "
                f"{row['occupation_code'] or 'it'} in {when(row['reference_year'])}"
                f"{'' if row['area_code'] == NATION else ' in ' + row['area_title']}; either the "
                "classification of that year has no such occupation, or it was not published."
            )
    for row in records(outlook[outlook["role_kind"] != "composite"]):
        if row["source_id"] == "":
            sentences.append(
                f"{row['role']}: the projections {row['projection_vintage']} have no row for "
                f"{row['occupation_code'] or 'it'}."
            )
    return sentences


def _missing(pay: pd.DataFrame) -> list[str]:
    """What is not released, each once with everybody whose it is."""
    shown = pay[(pay["source_id"] != "") & (pay["role_kind"] != "composite")]
    whose: dict[str, list[str]] = {}
    for row in records(shown):
        name = f"{row['occupation_title']} ({row['occupation_code']})"
        if row["median_annual_usd_status"] not in WITH_VALUE:
            hourly = row["median_hourly_usd_status"] in WITH_VALUE
            what = f"no yearly median is released{', only hourly pay' if hourly else ''}"
            whose.setdefault(what, []).append(name)
        if row["employment_jobs_status"] not in WITH_VALUE:
            whose.setdefault("the number of jobs is not released", []).append(name)
    return [f"{listed_names(names)}: {what}." for what, names in whose.items()]


def _with_care(pay: pd.DataFrame) -> list[str]:
    """Rows whose figures tell less than they seem to; the subject's own sentence tells of it."""
    rows = [row for row in records(pay) if row["source_id"] and row["role_kind"] != "composite"]
    alike = [
        f"{row['occupation_title']} ({cautions.in_cell({**row, 'employment_jobs_status': ''})})"
        for row in rows
        if cautions.has_equal(row) and not (row["is_subject"] and row["role_kind"] == "single")
    ]
    few = [
        f"{row['occupation_title']} ({cell(row, 'employment_jobs', count)})"
        for row in rows
        if cautions.has_few_jobs(row)
    ]
    found = []
    if alike:
        found.append(
            f"The table prints neighboring percentiles as one amount for {listed(alike)}: it does "
            "not tell how pay differs in between."
        )
    if few:
        found.append(
            f"There are {cautions.few()} of {listed(few)}: a few employers can decide such figures."
        )
    return found


def _top_coded(pay: pd.DataFrame) -> list[str]:
    columns = [name for name in pay.columns if name.endswith("_annual_usd_status")]
    capped = pay[(pay[columns] == "top_coded").any(axis="columns")]
    sentences = []
    for row in records(capped[capped["role_kind"] != "composite"]):
        names = [name for name in columns if row[name] == "top_coded" and "high" not in name]
        # From May 2025 on the mean can be known to be less than a percentile of its row.
        by_limit: dict[float, list[str]] = {}
        for name in names:
            by_limit.setdefault(row[name.removesuffix("_status")], []).append(name)
        for same in by_limit.values():
            floor = cell(row, same[0].removesuffix("_status"), dollars)
            which = listed([name.split("_")[0] for name in same])
            sentences.append(
                f"{row['occupation_title']} ({row['occupation_code']}): {which} "
                f"{'is' if len(same) == 1 else 'are'} only known to be {floor} or more; the table "
                "prints a mark in place of the amount."
            )
    return sentences


def _two_classifications(pay: pd.DataFrame, outlook: pd.DataFrame) -> list[str]:
    years, vintages = set(pay["soc_version"]), set(outlook["soc_version"])
    if years == vintages:
        return []
    return [
        f"Pay of {when(int(pay['reference_year'].iloc[0]))} and the projections "
        f"{outlook['projection_vintage'].iloc[0]} use different classifications "
        f"({listed([_LISTS[name] for name in sorted(years)])} against "
        f"{listed([_LISTS[name] for name in sorted(vintages)])}): a role can have other codes "
        "and another extent in each."
    ]


def _methods(pay: pd.DataFrame, outlook: pd.DataFrame) -> list[str]:
    sentences = []
    if pay["area_code"].iloc[0] != NATION:
        area = pay["area_title"].iloc[0]
        sentences.append(
            f"Pay and the jobs beside it are those of {area}; the outlook is national."
        )
    if (outlook["openings_ten_year_total_jobs_status"].isin(WITH_VALUE)).any():
        sentences.append(
            "Openings of this vintage are ten-year totals of the older method; yearly openings "
            "of later vintages count other things."
        )
    return sentences


def _phrases(outlook: pd.DataFrame) -> list[str]:
    rows = outlook[outlook["growth_phrase_basis"] == "not known"]
    if rows.empty:
        return []
    names = listed(list(dict.fromkeys(plural(running(role)) for role in rows["role"])))
    return [
        f"What the Handbook calls the growth of {names} is not told: its limits for "
        f"{outlook['projection_vintage'].iloc[0]} were not found, and none are guessed."
    ]
