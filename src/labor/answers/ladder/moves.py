"""Moves from one occupation to others in one or more steps, and which of them nothing beats."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from labor.answers.ladder.links import BASES, SAME_LIST, WHOLE, Link, Links, check_bases, links
from labor.errors import AnalysisError
from labor.methods.outlook import line_items, vintage_rows
from labor.methods.role_rows import pay_rows, table, version_of
from labor.methods.uncertainty import (
    LEVEL,
    LOWER,
    Difference,
    critical,
    difference,
    holm,
    two_sided_p,
)
from labor.occupations.published import slots
from labor.show.rows import records
from labor.show.words import listed, running

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
#: Experience in a related occupation as BLS assigns it, from the least to the most.
EXPERIENCE = ("None", "Less than 5 years", "5 years or more")


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
    "experience_steps",
    "training",
    "job_zone",
    "openings_annual_average_jobs",
    "basis",
    "similarity",
    "onet_version",
    "onet_rank",
    "onet_tier",
    "tasks_overlap",
    "technology_overlap",
    "distance",
    "is_frontier",
    "reason",
)
#: Categories of typical entry education that a path may ask for above the role's, if nothing is
#: said: from a postsecondary award to a bachelor's degree.
MOST_EDUCATION = 2
_LONGEST = 3
#: Distances that differ by less are as good as one on the frontier.
_DISTANCE_STEP = 0.05


_TIERS = {
    "Primary-Short": "among the five most related",
    "Primary-Long": "among the ten most related",
    "Supplemental": "among the twenty most related",
}


def moves(
    role: Role,
    tables: Tables,
    *,
    year: int,
    vintage: str,
    steps: int = 2,
    education_steps: int = MOST_EDUCATION,
    bases: Sequence[str] = BASES,
    strict: bool = True,
) -> pd.DataFrame:
    """Show where similar occupations lead from a role, step by step.

    Two occupations are a step apart if the Handbook page of one lists the other ("handbook"), if
    O*NET has one among the ten most related to the other ("onet"), or if each is among the ten
    that share most tasks and technology with the other ("tasks"). A step whose mean pay is
    reliably lower than that before it is not taken. Pages of several occupations have no one pay
    and are left out.

    Args:
        role: Role that is one occupation.
        tables: Tidy tables `similar_occupations`, `profile_members`, `wages`, `projections`; and
            where they are held `tasks`, `technology`, `related_occupations` and `job_zones` of
            O*NET with `soc_lineage`. Without those, steps are the Handbook's.
        year: Reference year of the pay.
        vintage: Projection vintage of education, experience and openings.
        steps: Most steps, 1 to 3.
        education_steps: Most categories of `EDUCATION` above the role's.
        bases: Which reasons for a step count, of `BASES`.
        strict: Whether a role that no ladder starts at is an error; else it has no rows.

    Returns:
        A row per path: where it ends, mean pay and its gain over the role with the confidence
        interval from the published errors, how many categories of `EDUCATION` and of experience
        more are typical, job zone, openings a year. `basis` has the reasons of each step.
        `similarity` is 2 if in every step both pages of the Handbook list each other, 1 if one
        does, 0 if a step has other reasons. `distance` is that of the longest step, 0 to 1: 1
        less what two occupations share of tasks and technology; the overlaps and O*NET's place
        are those of the weakest step, missing where a step has none. `is_frontier`: pay is
        reliably higher, and no other move pays as much or more with no more education,
        experience and steps and no longer distance, in steps of 0.05 (without O*NET: no less
        similarity). Frontier first, then by gain.

    Raises:
        AnalysisError: The role is several occupations, has nothing a step away, or has no
            published pay, and `strict` holds.
    """
    if not 1 <= steps <= _LONGEST:
        raise AnalysisError("A ladder has 1 to 3 steps", got=str(steps))
    check_bases(bases)
    version = version_of(pay_rows(table(tables, "wages"), year), f"Pay of {year}")
    known, joined = rungs(tables, year, vintage), links(tables, version, bases)
    start = known.get(_only_code(role, version, known))
    if start is None or start.code not in joined.joined:
        if not strict:
            return pd.DataFrame(columns=list(COLUMNS))
        raise AnalysisError(
            f"No ladder starts at {role.label}",
            expected="one occupation with similar ones and published mean pay",
            got=_codes_of(role, version),
            next_step="Name another occupation, or one of the role's by its code.",
        )
    most = start.education + education_steps
    within = {code: rung for code, rung in known.items() if rung.education <= most}
    described = PathRows(joined, job_zones(tables, joined.release))
    found = map(described.row, _paths([start], within, joined.joined, steps))
    rows = pd.DataFrame(found, columns=[c for c in COLUMNS if c != "is_frontier"])
    rows = rows.astype({"onet_rank": "Int64", "job_zone": "Int64"})
    rows = rows.assign(is_frontier=_frontier(rows))
    order = ["is_frontier", "gain_usd", "path"]
    rows = rows.sort_values(order, ascending=[False, False, True], ignore_index=True)
    return rows[list(COLUMNS)]


def _codes_of(role: Role, version: str) -> str:
    """The codes of a role in the year's list, in words."""
    codes = listed(sorted(role.codes.get(version, ())))
    return codes or f"no code in the list {version}"


def _only_code(role: Role, version: str, listed: Container[str]) -> str:
    """The code of a role that is one occupation; empty if it is several."""
    found = slots(role, version, listed)
    return found[0].code if len(found) == 1 else ""


def _paths(
    path: Sequence[Rung],
    within: Mapping[str, Rung],
    joined: Mapping[str, Mapping[str, tuple[str, ...]]],
    steps: int,
) -> Iterator[list[Rung]]:
    """Paths that go on from a path, none with a step to reliably lower pay."""
    last = path[-1]
    for code in sorted(joined.get(last.code, ())):
        rung = within.get(code)
        if rung is None or rung in path or gain(last, rung).verdict == LOWER:
            continue
        further = [*path, rung]
        yield further
        if len(further) <= steps:
            yield from _paths(further, within, joined, steps)


def _frontier(rows: pd.DataFrame) -> np.ndarray:
    """Moves to reliably higher pay that no other move beats in everything."""
    near = rows["distance"].notna().any()
    distance = (rows["distance"].fillna(1) / _DISTANCE_STEP).round()
    far = distance if near else -rows["similarity"]
    names = ["education_steps", "experience_steps", "steps"]
    costs = np.column_stack([-rows["gain_usd"], far, *(rows[name] for name in names)])
    sure = _surely_higher(rows)
    found = np.zeros(len(rows), dtype=bool)
    for place in np.flatnonzero(sure):
        others = costs[sure]
        as_good, better = others <= costs[place], others < costs[place]
        found[place] = not (as_good.all(axis=1) & better.any(axis=1)).any()
    return found


def _surely_higher(rows: pd.DataFrame) -> np.ndarray:
    """Moves to a higher mean, the ends of all moves tested together, as they are told together."""
    ends = rows.drop_duplicates("occupation_code")
    error = (ends["gain_high_usd"] - ends["gain_usd"]) / critical(LEVEL)
    p_value = np.array([two_sided_p(z) for z in (ends["gain_usd"] / error).to_numpy(dtype=float)])
    apart = set(ends.loc[holm(p_value, 1 - LEVEL), "occupation_code"])
    return ((rows["gain_usd"] > 0) & rows["occupation_code"].isin(apart)).to_numpy(dtype=bool)


@dataclass(frozen=True)
class Rung:
    """One occupation as a place to move to.

    Args:
        code: Its code.
        title: Its title.
        mean: Mean annual pay in US dollars.
        rse: Relative standard error of the mean in percent; NaN if not published.
        education: Place in `EDUCATION`.
        experience: Place in `EXPERIENCE`.
        facts: Row of the projection.
    """

    code: str
    title: str
    mean: float
    rse: float
    education: int
    experience: int
    facts: Mapping[str, Any]


def rungs(tables: Mapping[str, pd.DataFrame], year: int, vintage: str) -> dict[str, Rung]:
    """Occupations with a published mean, an education and an experience.

    Args:
        tables: Tidy tables `wages` and `projections`.
        year: Reference year of the pay.
        vintage: Projection vintage of the rest.

    Returns:
        Rungs by code.
    """
    wages = pay_rows(table(tables, "wages"), year)
    means = wages[(wages["statistic"] == "mean") & (wages["annual_wage_usd_status"] == "published")]
    means = means.set_index("occupation_code")
    mean, error = (means[name].to_dict() for name in ("annual_wage_usd", "rse_pct"))
    rows = line_items(vintage_rows(table(tables, "projections"), vintage))
    known = rows["entry_education"].isin(EDUCATION) & rows["work_experience"].isin(EXPERIENCE)
    found = {}
    for fact in records(rows[known]):
        code = fact["occupation_code"]
        if code in mean:
            found[code] = Rung(
                code,
                fact["occupation_title"],
                mean[code],
                error[code],
                EDUCATION.index(fact["entry_education"]),
                EXPERIENCE.index(fact["work_experience"]),
                fact,
            )
    return found


def gain(start: Rung, end: Rung) -> Difference:
    """Difference of mean pay between two occupations, with its error.

    Args:
        start: Occupation that the other is compared with.
        end: The other.

    Returns:
        What `end` pays more, in US dollars a year.
    """
    return _difference(end.mean, end.rse, start.mean, start.rse)


# The same two occupations meet on many paths.
@lru_cache(maxsize=10_000)
def _difference(mean: float, rse: float, other_mean: float, other_rse: float) -> Difference:
    return difference((mean, rse), (other_mean, other_rse))


def job_zones(tables: Mapping[str, pd.DataFrame], release: str) -> dict[str, int]:
    """Job zones by SOC code in one release of O*NET; none if the table is not held.

    Args:
        tables: Tidy tables by name.
        release: Release of O*NET.
    """
    if "job_zones" not in tables:
        return {}
    rows = tables["job_zones"]
    rows = rows[(rows["onet_version"] == release) & rows["onet_soc_code"].str.endswith(WHOLE)]
    return {code: int(zone) for code, zone in zip(rows["soc_code"], rows["job_zone"], strict=True)}


class PathRows:
    """Makes rows of paths; what joins two occupations is worked out once.

    Args:
        joined: The steps there are.
        zones: Job zones by code.
    """

    def __init__(self, joined: Links, zones: Mapping[str, int]) -> None:
        self._joined, self._zones = joined, zones
        self._known: dict[tuple[str, str], tuple[Link, str]] = {}

    def row(self, path: Sequence[Rung]) -> dict[str, object]:
        """The row of a path, all of `COLUMNS` but `is_frontier`."""
        start, end = path[0], path[-1]
        more = gain(start, end)
        steps = [self._step(one, other) for one, other in pairwise(path)]
        return {
            "path": " > ".join(rung.code for rung in path),
            "steps": len(steps),
            "occupation_code": end.code,
            "occupation_title": end.title,
            "mean_annual_usd": end.mean,
            "gain_usd": more.estimate,
            "gain_low_usd": more.low,
            "gain_high_usd": more.high,
            "verdict": more.verdict,
            "entry_education": EDUCATION[end.education],
            "education_steps": max(0, end.education - start.education),
            "work_experience": end.facts["work_experience"],
            "experience_steps": max(0, end.experience - start.experience),
            "training": end.facts["training"],
            "job_zone": self._zones.get(end.code),
            "openings_annual_average_jobs": end.facts["openings_annual_average_jobs"],
            "onet_version": self._joined.release,
            **_weakest([link for link, _ in steps]),
            "reason": "\n".join(reason for _, reason in steps),
        }

    def _step(self, one: Rung, other: Rung) -> tuple[Link, str]:
        key = (one.code, other.code)
        if key not in self._known:
            link = self._joined.link(*key)
            self._known[key] = (link, why(one, other, link))
        return self._known[key]


def _weakest(steps: Sequence[Link]) -> dict[str, object]:
    """What a path can say of all its steps: the longest distance, the last place."""
    last = max(steps, key=lambda link: link.rank)
    ranked = all(link.rank for link in steps)
    return {
        "basis": "; ".join(", ".join(link.bases) for link in steps),
        "similarity": min(link.similarity for link in steps),
        "onet_rank": last.rank if ranked else None,
        "onet_tier": last.tier if ranked else None,
        "tasks_overlap": np.min([link.tasks for link in steps]),
        "technology_overlap": np.min([link.technology for link in steps]),
        "distance": np.max([link.distance for link in steps]),
    }


def why(one: Rung, other: Rung, link: Link) -> str:
    """Why a step is there, what it adds to pay and what it needs.

    Args:
        one: Occupation the step begins at.
        other: Occupation it leads to.
        link: What joins the two.

    Returns:
        One sentence or two.
    """
    reasons = [text for text in (_listed(link), _related(link)) if text]
    joined = f"{one.title} and {other.title} {listed(reasons)}" if reasons else ""
    shared = _shared(link)
    if not joined:
        joined, shared = f"{one.title} and {other.title} {shared}", ""
    more = round(gain(one, other).estimate)
    sign = "+" if more >= 0 else "-"
    step = f"{joined}: mean pay {sign}${abs(more):,}, {_needs(one, other)}."
    return f"{step} They {shared}." if shared else step


def _listed(link: Link) -> str:
    if not link.similarity:
        return ""
    both = link.similarity == 2
    return f"{'list each other' if both else 'are linked from one page only'} in the Handbook"


def _related(link: Link) -> str:
    if not link.rank:
        return ""
    return f"are {_TIERS[link.tier]} by O*NET (place {link.rank})"


def _shared(link: Link) -> str:
    """What two occupations share, with the measure and the words that stand behind it."""
    if pd.isna(link.distance):
        return ""
    words = f" ({', '.join(link.words)})" if link.words else ""
    texts = [f"share {link.tasks:.2f} of the wording of their tasks{words}"]
    if link.technology >= SAME_LIST:
        texts.append("have almost the same technology list")
    elif link.products:
        texts.append(f"{link.technology:.2f} of their technology ({', '.join(link.products)})")
    return listed(texts)


def _needs(one: Rung, other: Rung) -> str:
    more = other.education > one.education
    needs = f"needs {EDUCATION[other.education] if more else 'no more education'}"
    if other.experience:
        experience = running(str(other.facts["work_experience"]))
        needs += f" and experience in a related occupation ({experience})"
    openings = other.facts["openings_annual_average_jobs"]
    return needs if pd.isna(openings) else f"{needs}, {openings:,.0f} openings a year"
