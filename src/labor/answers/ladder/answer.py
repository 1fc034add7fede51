"""Moves from one occupation to others in one or more steps, and which of them nothing beats."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from labor.answers.ladder.links import BASES, check_bases, links
from labor.answers.ladder.rows import PathRows
from labor.answers.ladder.rungs import EDUCATION, Rung, gain, job_zones, rungs
from labor.answers.ladder.words import CAVEATS, ladder_caveats
from labor.errors import AnalysisError
from labor.methods.role_rows import pay_rows, table, version_of
from labor.methods.uncertainty import LOWER
from labor.show.words import listed

if TYPE_CHECKING:
    from labor.occupations import Role

__all__ = ["BASES", "CAVEATS", "COLUMNS", "EDUCATION", "ladder", "ladder_caveats"]

Tables = Mapping[str, pd.DataFrame]

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


def ladder(
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
    start = known.get(_only_code(role, version))
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


def _only_code(role: Role, version: str) -> str:
    codes = role.codes.get(version, ())
    return codes[0] if len(codes) == 1 else ""


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
    sure = (rows["gain_low_usd"] > 0).to_numpy()
    found = np.zeros(len(rows), dtype=bool)
    for place in np.flatnonzero(sure):
        others = costs[sure]
        as_good, better = others <= costs[place], others < costs[place]
        found[place] = not (as_good.all(axis=1) & better.any(axis=1)).any()
    return found
