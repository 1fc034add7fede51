"""Moves from one occupation to others in one or more steps, and which of them nothing beats."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import pandas as pd

from labor.analysis.outlook import line_items, vintage_rows
from labor.analysis.roles import pay_rows, table, version_of
from labor.analysis.uncertainty import LOWER, Difference, difference
from labor.analysis.words import listing, running, usd
from labor.errors import AnalysisError

if TYPE_CHECKING:
    from labor.occupations import Role

Tables = Mapping[str, pd.DataFrame]

#: Typical entry education as BLS assigns it, from the least to the most.
EDUCATION = (
    "No formal educational credential",
    "High school diploma or equivalent",
    "Some college, no degree",
    "Postsecondary nondegree award",
    "Associate's degree",
    "Bachelor's degree",
    "Master's degree",
    "Doctoral or professional degree",
)
COLUMNS = (
    "path",
    "steps",
    "occupation_code",
    "occupation_title",
    "mean_annual_usd",
    "gain_usd",
    "gain_low_usd",
    "gain_high_usd",
    "verdict",
    "entry_education",
    "education_steps",
    "work_experience",
    "training",
    "openings_annual_average_jobs",
    "similarity",
    "is_frontier",
    "reason",
)
#: What no table here shows.
CAVEATS = (
    "Licences, certificates and what they cost are in none of these tables.",
    "The tables compare occupations; they do not show how many people made a move, or how long it "
    "took.",
    "Mean pay is that of everybody in an occupation, not that of beginners.",
)
_LONGEST = 3


@dataclass(frozen=True)
class Rung:
    """One occupation as a place to move to.

    Args:
        code: Its code.
        title: Its title.
        mean: Mean annual pay in US dollars.
        rse: Relative standard error of the mean in percent; NaN if not published.
        education: Place in `EDUCATION`.
        facts: Row of the projection.
    """

    code: str
    title: str
    mean: float
    rse: float
    education: int
    facts: Mapping[str, object]


def ladder(role: Role, tables: Tables, *, year: int, vintage: str, steps: int = 2) -> pd.DataFrame:
    """Show where the Handbook's similar occupations lead from a role, step by step.

    Two occupations are a step apart if the Handbook page of one lists the other. A step whose
    mean pay is reliably lower than that before it is not taken. Pages of several occupations
    have no one pay and are left out.

    Args:
        role: Role that is one occupation.
        tables: Tidy tables `similar_occupations`, `profile_members`, `wages`, `projections`.
        year: Reference year of the pay.
        vintage: Projection vintage of education and openings.
        steps: Most steps, 1 to 3.

    Returns:
        A row per path: where it ends, mean pay and its gain over the role with the confidence
        interval from the published errors, how many categories of `EDUCATION` the typical entry
        education is higher, openings a year, and `similarity`, 2 if in every step both pages
        list each other, else 1. `is_frontier`: pay is reliably higher, and no other move pays
        as much or more with no more education, no more steps and no less similarity. Frontier
        first, then by gain.

    Raises:
        AnalysisError: The role is several occupations, has no page, or has no published pay.
    """
    if not 1 <= steps <= _LONGEST:
        raise AnalysisError("A ladder has 1 to 3 steps", got=str(steps))
    rungs = _rungs(tables, year, vintage)
    edges = _edges(tables)
    start = rungs.get(_only_code(role, tables, year), None)
    if start is None or not edges.get(start.code):
        raise AnalysisError(
            f"No ladder starts at {role.label}",
            expected="one occupation with a Handbook page and published mean pay",
            got=listing([code for codes in role.codes.values() for code in codes]) or "no code",
            next_step="Ask for one of the occupations of the role.",
        )
    found = [_row(path, edges) for path in _paths([start], rungs, edges, steps)]
    rows = pd.DataFrame(found, columns=[c for c in COLUMNS if c != "is_frontier"])
    rows = rows.assign(is_frontier=_frontier(rows))
    order = ["is_frontier", "gain_usd", "path"]
    rows = rows.sort_values(order, ascending=[False, False, True], ignore_index=True)
    return rows[list(COLUMNS)]


def _only_code(role: Role, tables: Tables, year: int) -> str:
    version = version_of(pay_rows(table(tables, "wages"), year), f"Pay of {year}")
    codes = role.codes.get(version, ())
    return codes[0] if len(codes) == 1 else ""


def _rungs(tables: Tables, year: int, vintage: str) -> dict[str, Rung]:
    """Occupations with a published mean and an education, by code."""
    wages = pay_rows(table(tables, "wages"), year)
    means = wages[(wages["statistic"] == "mean") & (wages["annual_wage_usd_status"] == "published")]
    means = means.set_index("occupation_code")[["annual_wage_usd", "rse_pct"]]
    rows = line_items(vintage_rows(table(tables, "projections"), vintage))
    rows = rows[rows["entry_education"].isin(EDUCATION)]
    return {
        fact["occupation_code"]: Rung(
            fact["occupation_code"],
            fact["occupation_title"],
            *map(float, means.loc[fact["occupation_code"]]),
            EDUCATION.index(fact["entry_education"]),
            fact,
        )
        for fact in rows.to_dict("records")
        if fact["occupation_code"] in means.index
    }


def _edges(tables: Tables) -> dict[str, dict[str, int]]:
    """Similarity by the two occupations: 2 if both pages list the other, 1 if one does."""
    members = table(tables, "profile_members")
    edition = members["edition"].max()
    members = members[(members["edition"] == edition) & ~members["is_sum"]]
    single = members[~members.duplicated("profile_id", keep=False)]
    codes = single.set_index("profile_id")["occupation_code"]
    listed = table(tables, "similar_occupations")
    listed = listed[listed["edition"] == edition]
    pairs = set(
        zip(
            listed["profile_id"].map(codes),
            listed["similar_profile_id"].map(codes),
            strict=True,
        )
    )
    edges: dict[str, dict[str, int]] = {code: {} for code in codes}
    for one, other in pairs:
        if isinstance(one, str) and isinstance(other, str):
            edges[one][other] = edges[other][one] = 2 if (other, one) in pairs else 1
    return edges


def _paths(
    path: Sequence[Rung],
    rungs: Mapping[str, Rung],
    edges: Mapping[str, Mapping[str, int]],
    steps: int,
) -> Iterator[list[Rung]]:
    """Paths that go on from a path, none with a step to reliably lower pay."""
    last = path[-1]
    for code in sorted(edges.get(last.code, ())):
        rung = rungs.get(code)
        if rung is None or rung in path or _gain(last, rung).verdict == LOWER:
            continue
        further = [*path, rung]
        yield further
        if len(further) <= steps:
            yield from _paths(further, rungs, edges, steps)


def _gain(start: Rung, end: Rung) -> Difference:
    return difference((end.mean, end.rse), (start.mean, start.rse))


def _row(path: Sequence[Rung], edges: Mapping[str, Mapping[str, int]]) -> dict[str, object]:
    start, end = path[0], path[-1]
    gain = _gain(start, end)
    hops = list(pairwise(path))
    return {
        "path": " > ".join(rung.code for rung in path),
        "steps": len(hops),
        "occupation_code": end.code,
        "occupation_title": end.title,
        "mean_annual_usd": end.mean,
        "gain_usd": gain.estimate,
        "gain_low_usd": gain.low,
        "gain_high_usd": gain.high,
        "verdict": gain.verdict,
        "entry_education": EDUCATION[end.education],
        "education_steps": max(0, end.education - start.education),
        "work_experience": end.facts["work_experience"],
        "training": end.facts["training"],
        "openings_annual_average_jobs": end.facts["openings_annual_average_jobs"],
        "similarity": min(edges[one.code][other.code] for one, other in hops),
        "reason": " ".join(_step(one, other, edges[one.code][other.code]) for one, other in hops),
    }


def _step(one: Rung, other: Rung, similarity: int) -> str:
    """Why a step is there, in words."""
    listed = "list each other" if similarity == 2 else "are linked from one page only"
    gain = _gain(one, other)
    sign = "+" if gain.estimate >= 0 else "-"
    needs = EDUCATION[other.education] if other.education > one.education else "no more education"
    experience = other.facts["work_experience"]
    if pd.notna(experience) and experience != "None":
        needs += f" and experience in a related occupation ({running(experience)})"
    openings = other.facts["openings_annual_average_jobs"]
    said = "" if pd.isna(openings) else f", {openings:,.0f} openings a year"
    return (
        f"{one.title} and {other.title} {listed} in the Handbook: mean pay "
        f"{sign}{usd(abs(gain.estimate))}, needs {needs}{said}."
    )


def _frontier(rows: pd.DataFrame) -> list[bool]:
    """Moves to reliably higher pay that no other move beats in everything."""
    sure = rows["gain_low_usd"] > 0
    costs = pd.DataFrame(
        {
            "gain": -rows["gain_usd"],
            "education": rows["education_steps"],
            "steps": rows["steps"],
            "similarity": -rows["similarity"],
        }
    )
    known = costs[sure]
    beaten = [
        bool(((known <= row).all(axis=1) & (known < row).any(axis=1)).any())
        for _, row in costs.iterrows()
    ]
    return [bool(good) and not worse for good, worse in zip(sure, beaten, strict=True)]
