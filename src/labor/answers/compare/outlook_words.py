"""The outlook of a comparison in plain sentences."""

from __future__ import annotations

import math

import pandas as pd

from labor.methods.outlook import ALL_OCCUPATIONS
from labor.provenance.columns import projection_cell
from labor.provenance.origin import SUMMED_GROWTH, Origin
from labor.provenance.text import mark
from labor.show.words import cell, count, listed, percent, plural, running, size
from labor.terms import SHOWN


def growth_sentences(outlook: pd.DataFrame, all_occupations: tuple[float, str]) -> list[str]:
    """How fast the subject was projected to grow, beside its peers and all occupations.

    Args:
        outlook: Outlook table of a comparison.
        all_occupations: Projected growth of all occupations in percent, and how it is known.

    Returns:
        A sentence for each of the subject's own rows, then the order of the roles.
    """
    own = _own(outlook)
    said = [_growth(row, *all_occupations) for row in own.to_dict("records")]
    if len(own) == 1 and own["employment_change_pct_status"].iloc[0] in SHOWN:
        said.append(_growth_order(own["employment_change_pct"].iloc[0], _whole_roles(outlook)))
    return [text for text in said if text]


def openings_sentences(outlook: pd.DataFrame) -> list[str]:
    """How many openings that means, and why shrinking occupations can have many.

    Args:
        outlook: Outlook table of a comparison.

    Returns:
        A sentence for each of the subject's own rows, then one on shrinking peers with more
        openings for each 100 jobs, if there are any.
    """
    own = _own(outlook)
    said = [_openings(row) for row in own.to_dict("records")]
    if len(own) == 1 and own["employment_change_pct"].iloc[0] > 0:
        said.append(_shrinking(own["openings_per_100_jobs"].iloc[0], _whole_roles(outlook)))
    return [text for text in said if text]


def _growth(row: dict, total: float, how: str) -> str:
    if row["employment_change_pct_status"] not in SHOWN:
        return f"The projections {row['projection_vintage']} have no row for {_name(row)}."
    verb = "fall" if row["employment_change_pct"] < 0 else "grow"
    text = (
        f"From {row['base_year']} to {row['target_year']} jobs of {_name(row)} were projected to "
        f"{verb} by {size(row, 'employment_change_pct', percent)}, from "
        f"{cell(row, 'base_employment_jobs', count)} to "
        f"{cell(row, 'target_employment_jobs', count)}; those of all occupations together to "
        f"{'fall' if total < 0 else 'grow'} by {_of_all(row, total, how)}"
    )
    text += "." if how == "published" else " (summed here)."
    if row["growth_phrase_basis"] in ("printed", "band", "point", "implied"):
        return f'{text} The Handbook\'s words for that are "{row["growth_phrase"]}".'
    if row["growth_phrase_basis"] in ("floor", "ambiguous"):
        return f"{text} In the Handbook's words that is {running(row['growth_phrase'])}."
    return text


def _of_all(row: dict, total: float, how: str) -> str:
    """The growth of all occupations, without its sign."""
    every = {**row, "occupation_code": ALL_OCCUPATIONS, "role_kind": "single"}
    if how == "published":
        return size({**every, "employment_change_pct": total}, "employment_change_pct", percent)
    names = ("target_employment_jobs", "base_employment_jobs")
    origin = Origin(tuple(projection_cell(every, name) for name in names), SUMMED_GROWTH)
    return mark(percent(abs(total)), origin, total)


def _growth_order(own: float, others: pd.DataFrame) -> str:
    known = others[others["employment_change_pct_status"].isin(SHOWN)]
    groups: dict[str, list[str]] = {"Faster growth": [], "The same": [], "Slower or falling": []}
    ordered = known.sort_values("employment_change_pct", ascending=False, kind="stable")
    for row in ordered.to_dict("records"):
        change = row["employment_change_pct"]
        slower = "Slower or falling" if change < own else "The same"
        key = "Faster growth" if change > own else slower
        said = cell(row, "employment_change_pct", percent)
        groups[key].append(f"{plural(running(row['role']))} ({said})")
    return " ".join(f"{words}: {listed(names)}." for words, names in groups.items() if names)


def _openings(row: dict) -> str:
    if row["openings_ten_year_total_jobs_status"] in SHOWN:
        total = cell(row, "openings_ten_year_total_jobs", count)
        return (
            f"For {_name(row)} this vintage counts {total} openings over the ten years by the "
            "older method, which cannot be compared with the yearly openings of later vintages."
        )
    if row["openings_annual_average_jobs_status"] not in SHOWN:
        return ""
    openings = cell(row, "openings_annual_average_jobs", count)
    text = f"About {openings} openings a year were projected for "
    text += _name(row)
    if not math.isnan(row["openings_per_100_jobs"]):
        text += f", {_rate(row)} for each 100 jobs of {row['base_year']}"
    growth = row["employment_change_jobs"] / (row["target_year"] - row["base_year"])
    if growth > 0:
        said = cell({**row, "growth_jobs": growth}, "growth_jobs", count)
        return f"{text}: {said} because jobs grow, the rest to replace people who leave."
    return f"{text}: all to replace people who leave."


def _rate(row: dict) -> str:
    """Openings for each 100 jobs."""
    return cell(row, "openings_per_100_jobs", "{:.1f}".format)


def _shrinking(own: float, others: pd.DataFrame) -> str:
    falling = others["employment_change_pct"] < 0
    busy = others[falling & (others["openings_per_100_jobs"] > own)]
    each = [f"{plural(running(row['role']))} ({_rate(row)})" for row in busy.to_dict("records")]
    if not each:
        return ""
    return (
        f"More openings for each 100 jobs come up among {listed(each)}, although jobs fall there: "
        "most openings replace people who leave."
    )


def _own(outlook: pd.DataFrame) -> pd.DataFrame:
    return outlook[outlook["is_subject"] & (outlook["role_kind"] != "member")]


def _whole_roles(outlook: pd.DataFrame) -> pd.DataFrame:
    """One row per peer role: its own, or the composite's sum."""
    return outlook[~outlook["is_subject"] & outlook["role_kind"].isin(["single", "composite"])]


def _name(row: dict) -> str:
    """A role in running text with its code; a part by its own title."""
    title = row["occupation_title"] if row["role_kind"] == "part" else row["role"]
    name = plural(running(title))
    return f"{name} ({row['occupation_code']})" if row["occupation_code"] else name
