"""Moves from one occupation to others in one or more steps, as a counselor would name them."""

from __future__ import annotations

import math
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from labor.answers.ladder.links import BASES, WHOLE, Link, Links, check_bases, links
from labor.errors import AnalysisError
from labor.methods.evidence import stems
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
from labor.show.words import aside, listed, people
from labor.terms import EDUCATION, EXPERIENCE

if TYPE_CHECKING:
    from labor.occupations import Role

Tables = Mapping[str, pd.DataFrame]

COLUMNS = (
    "path",
    "steps",
    "occupation_code",
    "occupation_title",
    "by_way_of",
    "pay_unit",
    "mean_annual_usd",
    "mean_hourly_usd",
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
    "license",
    "openings_annual_average_jobs",
    "is_supervisor",
    "basis",
    "similarity",
    "onet_version",
    "onet_rank",
    "tasks_overlap",
    "technology_overlap",
    "distance",
    "reason",
)
#: Categories of typical entry education that a path may ask for above the role's, if nothing is
#: said: from a postsecondary award to a bachelor's degree.
MOST_EDUCATION = 2
_LONGEST = 3
#: Occupations of a group that a message names; those of larger ones it does not.
_NAMED = 12
#: Most moves that are told.
MOST_MOVES = 12
#: An end has so many openings a year, and so many for each opening of the role: where fewer
#: people are taken on, the move is open to next to nobody.
FEWEST_OPENINGS, OPENINGS_SHARE = 500, 0.01
#: To a bachelor's degree and beyond, so many categories more are years of school: two sources
#: must agree that the work is near.
_BACHELOR, _LONG, _SURE = EDUCATION.index("Bachelor's degree"), 2, 2
#: Less of a raise, as a share of the role's mean pay, is no reason to change the occupation.
LEAST_GAIN = 0.05

#: What O*NET's description says of a license: "Licensing or registration required.", "Requires
#: Commercial Pilot certificate." or "Must be registered nurses who have specialized graduate
#: education."; not "Upgrade and maintain software licenses."
_LICENSE = re.compile(
    r"[^.]*\b(?:licens\w*|registration|certificat\w+)\b[^.]*\brequired\b[^.]*"
    r"|(?:usually )?(?:requires?|required to|must)\b[^.]*\b(?:licens\w*|certificat\w+)\b[^.]*"
    r"|must be (?:registered|licensed|certified)\b[^.]*",
    re.I,
)
#: Where one sentence ends and the next begins: not after "U.S."
_SENTENCE = re.compile(r"(?<=[a-z)]\.)\s+(?=[A-Z])")


def moves(
    role: Role,
    tables: Tables,
    *,
    year: int,
    vintage: str,
    steps: int = 2,
    education_steps: int = MOST_EDUCATION,
    bases: Sequence[str] = BASES,
    ends: Container[str] | None = None,
    strict: bool = True,
) -> pd.DataFrame:
    """Show where similar occupations lead from a role, step by step.

    Two occupations are a step apart if the Handbook page of one lists the other ("handbook"), if
    O*NET has one among the ten most related to the other ("onet"), if O*NET has one among the
    twenty and it is of the ten that share most tasks and technology ("tasks"), or if one is the
    first-line supervisor of the other ("supervisor"). Where only one reason is there and it is no
    supervisor, the two must share a tenth of tasks and technology. A path of several steps has
    two reasons in each, and its end is in the Handbook's or O*NET's list of its start. A step
    whose mean pay is reliably lower than that before it is not taken. Pages of several
    occupations have no one pay and are left out.

    Args:
        role: Role that is one occupation.
        tables: Tidy tables `similar_occupations`, `profile_members`, `wages`, `projections`; and
            where they are held `tasks`, `technology`, `related_occupations`, `job_zones` and
            `onet_occupations` of O*NET with `soc_lineage`. Without those, steps are the
            Handbook's and to supervisors.
        year: Reference year of the pay.
        vintage: Projection vintage of education, experience and openings.
        steps: Most steps, 1 to 3.
        education_steps: Most categories of `EDUCATION` above the role's.
        bases: Which reasons for a step count, of `BASES`.
        ends: Codes that paths shall end at. Then all ways there are told, also where pay is not
            reliably higher, openings are few or the end is far from the start.
        strict: Whether a role that no ladder starts at is an error; else it has no rows.

    Returns:
        At most twelve rows, each end once by the way with the fewest steps: supervisors first,
        then those on which most sources agree, then those with most openings; told from the
        least education to the most. A row has mean pay by the year, or by the hour where only
        that is published for the role (`pay_unit`), and its gain over the role with the
        interval from the published errors, how many categories of `EDUCATION` (fewer are below
        zero) and of experience more are typical, job zone, what O*NET says of a license ("" where
        it says nothing), openings a year. `basis` has the reasons of each step. `similarity` is 2
        if in every step both pages of the Handbook list each other, 1 if one does, 0 if a step
        has other reasons. `distance` is that of the end from the start, 0 to 1: 1 less what they
        share of tasks and technology; the overlaps and O*NET's place are those of the weakest
        step, missing where a step has none.

    Raises:
        AnalysisError: The role is several occupations, has nothing a step away, or has no
            published pay, and `strict` holds.
    """
    if not 1 <= steps <= _LONGEST:
        raise AnalysisError("A ladder has 1 to 3 steps", got=str(steps))
    check_bases(bases)
    version = version_of(pay_rows(table(tables, "wages"), year), f"Pay of {year}")
    projected = vintage_rows(table(tables, "projections"), vintage)
    titles = dict(zip(projected["occupation_code"], projected["occupation_title"], strict=True))
    known, joined = rungs(tables, year, vintage), links(tables, version, bases, titles)
    by_the_hour = rungs(tables, year, vintage, "hourly")
    unit = "annual"
    if _only_code(role, version, known) not in known:
        code = _only_code(role, version, by_the_hour)
        known, unit = (by_the_hour, "hourly") if code in by_the_hour else (known, unit)
    start = known.get(_only_code(role, version, known))
    if start is None or start.code not in joined.joined:
        if not strict:
            return pd.DataFrame(columns=list(COLUMNS))
        raise AnalysisError(
            f"No ladder starts at {role.label}",
            expected="one occupation with similar ones and published mean pay",
            got=_codes_of(role, version),
            next_step=_parts_of(
                role, version, [known[code] for code in sorted(known.keys() & joined.joined)]
            ),
        )
    most = start.education + education_steps
    within = {code: rung for code, rung in known.items() if rung.education <= most}
    found = list(_paths([start], within, joined, steps))
    if ends is None:
        near = [path for path in found if _is_near(path, joined) and _is_worth_it(path)]
        found = _surely_higher(_shortest(near, joined))
    else:
        found = [path for path in found if path[-1].code in ends]
    chosen = sorted(found, key=lambda path: _order(path, joined))[:MOST_MOVES]
    chosen.sort(key=lambda path: max(0, path[-1].education - start.education))
    described = PathRows(
        joined, job_zones(tables, joined.release), licenses(tables, joined.release), unit
    )
    rows = pd.DataFrame(map(described.row, chosen), columns=list(COLUMNS))
    return rows.astype({"onet_rank": "Int64", "job_zone": "Int64"})


def _parts_of(role: Role, version: str, starts: Sequence[Rung]) -> str:
    """Which occupations of a role a ladder can start at, as a step to take."""
    inside = tuple(chain.from_iterable(map(stems, role.codes.get(version, ()))))
    parts = [f"{rung.code} ({rung.title})" for rung in starts if rung.code.startswith(inside)]
    if not 0 < len(parts) <= _NAMED:
        return "Name another occupation, or one of the role's by its code."
    return f"Name one of its occupations by its code: {', '.join(parts)}."


def _codes_of(role: Role, version: str) -> str:
    """The codes of a role in the year's list, in words."""
    codes = listed(sorted(role.codes.get(version, ())))
    return codes or f"no code in the list {version}"


def _only_code(role: Role, version: str, listed: Container[str]) -> str:
    """The code of a role that is one occupation; empty if it is several."""
    found = slots(role, version, listed)
    return found[0].code if len(found) == 1 else ""


def _codes(path: Sequence[Rung]) -> list[str]:
    return [rung.code for rung in path]


def _paths(
    path: Sequence[Rung], within: Mapping[str, Rung], joined: Links, steps: int
) -> Iterator[list[Rung]]:
    """Paths that go on from a path, none with a step to reliably lower pay.

    All steps of a path of several are strong ones; those of one step need not be.
    """
    last, is_first = path[-1], len(path) == 1
    strong = set(joined.steps(last.code, strong=True))
    for code in joined.steps(last.code, strong=not is_first):
        rung = within.get(code)
        if rung is None or rung in path or gain(last, rung).verdict == LOWER:
            continue
        further = [*path, rung]
        yield further
        if len(further) <= steps and code in strong:
            yield from _paths(further, within, joined, steps)


def _agreeing(path: Sequence[Rung], joined: Links) -> int:
    """How many sources agree on the step on which the fewest do."""
    return min(joined.agreeing(one, other) for one, other in pairwise(_codes(path)))


def _order(path: Sequence[Rung], joined: Links) -> tuple[Any, ...]:
    """What paths are chosen by: supervisors, few steps, agreement of the sources, openings."""
    openings = path[-1].facts["openings_annual_average_jobs"]
    codes = _codes(path)
    return (
        not joined.is_supervisor(*codes[-2:]),
        len(path),
        -_agreeing(path, joined),
        -np.nan_to_num(openings),
        codes,
    )


def _shortest(paths: Sequence[list[Rung]], joined: Links) -> list[list[Rung]]:
    """The best way to each end."""
    best: dict[str, list[Rung]] = {}
    for path in sorted(paths, key=lambda path: _order(path, joined)):
        best.setdefault(path[-1].code, path)
    return list(best.values())


def _is_near(path: Sequence[Rung], joined: Links) -> bool:
    """Whether the end is near enough: after several steps, or where school takes long."""
    start, end = path[0], path[-1]
    more = end.education - start.education
    is_long = end.education >= _BACHELOR and more >= _LONG and joined.shared is not None
    if is_long and joined.agreeing(start.code, end.code) < _SURE:
        return False
    return not path[1:-1] or joined.is_near(_codes(path))


def _is_worth_it(path: Sequence[Rung]) -> bool:
    """Whether the end pays enough more, has openings, and asks for no less school than the way."""
    start, end, name = path[0], path[-1], "openings_annual_average_jobs"
    if any(rung.education > max(start.education, end.education) for rung in path[1:-1]):
        return False
    fewest = np.fmax(FEWEST_OPENINGS, OPENINGS_SHARE * start.facts[name])
    return end.mean >= (1 + LEAST_GAIN) * start.mean and not end.facts[name] < fewest


def _surely_higher(paths: Sequence[list[Rung]]) -> list[list[Rung]]:
    """Paths to a higher mean, all ends tested together, as they are told together."""
    gains = [gain(path[0], path[-1]) for path in paths]
    if not gains:
        return []
    error = [(more.high - more.estimate) / critical(LEVEL) for more in gains]
    z = np.array([more.estimate for more in gains]) / np.array(error, dtype=float)
    apart = holm(np.array([two_sided_p(value) for value in z]), 1 - LEVEL)
    return [
        p for p, more, sure in zip(paths, gains, apart, strict=True) if sure and more.estimate > 0
    ]


@dataclass(frozen=True)
class Rung:
    """One occupation as a place to move to.

    Args:
        code: Its code.
        title: Its title.
        mean: Mean pay in US dollars, by the year or by the hour.
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


def rungs(
    tables: Mapping[str, pd.DataFrame], year: int, vintage: str, unit: str = "annual"
) -> dict[str, Rung]:
    """Occupations with a published mean, an education and an experience.

    Args:
        tables: Tidy tables `wages` and `projections`.
        year: Reference year of the pay.
        vintage: Projection vintage of the rest.
        unit: "annual" or "hourly" pay.

    Returns:
        Rungs by code.
    """
    wages = pay_rows(table(tables, "wages"), year)
    pay = f"{unit}_wage_usd"
    means = wages[(wages["statistic"] == "mean") & (wages[f"{pay}_status"] == "published")]
    means = means.set_index("occupation_code")
    mean, error = (means[name].to_dict() for name in (pay, "rse_pct"))
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
        What `end` pays more, in US dollars.
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


def licenses(tables: Mapping[str, pd.DataFrame], release: str) -> dict[str, str]:
    """What O*NET's descriptions say of licenses and certificates, by SOC code.

    Args:
        tables: Tidy tables by name.
        release: Release of O*NET.

    Returns:
        Sentences of the descriptions; an occupation whose description has none is left out.
    """
    if "onet_occupations" not in tables:
        return {}
    rows = tables["onet_occupations"]
    rows = rows[(rows["onet_version"] == release) & rows["onet_soc_code"].str.endswith(WHOLE)]
    found = {}
    for code, text in zip(rows["soc_code"], rows["description"], strict=True):
        said = [part for part in _SENTENCE.split(text) if _LICENSE.match(part)]
        if said:
            found[code] = " ".join(said)
    return found


class PathRows:
    """Makes rows of paths.

    Args:
        joined: The steps there are.
        zones: Job zones by code.
        licenses: What is said of licenses, by code.
        unit: "annual" or "hourly": of the pay.
    """

    def __init__(
        self, joined: Links, zones: Mapping[str, int], licenses: Mapping[str, str], unit: str
    ) -> None:
        self._joined, self._zones, self._licenses = joined, zones, licenses
        self._unit = unit

    def row(self, path: Sequence[Rung]) -> dict[str, object]:
        """The row of a path, all of `COLUMNS`."""
        start, end = path[0], path[-1]
        more, codes = gain(start, end), _codes(path)
        steps = [self._joined.link(*pair) for pair in pairwise(codes)]
        named = zip(pairwise(path), steps, strict=True)
        return {
            "path": " > ".join(codes),
            "steps": len(steps),
            "occupation_code": end.code,
            "occupation_title": end.title,
            "by_way_of": "; ".join(rung.title for rung in path[1:-1]),
            "pay_unit": self._unit,
            "mean_annual_usd": end.mean if self._unit == "annual" else math.nan,
            "mean_hourly_usd": end.mean if self._unit == "hourly" else math.nan,
            "gain_usd": more.estimate,
            "gain_low_usd": more.low,
            "gain_high_usd": more.high,
            "verdict": more.verdict,
            "entry_education": EDUCATION[end.education],
            "education_steps": end.education - start.education,
            "work_experience": end.facts["work_experience"],
            "experience_steps": max(0, end.experience - start.experience),
            "training": end.facts["training"],
            "job_zone": self._zones.get(end.code),
            "license": self._licenses.get(end.code, ""),
            "openings_annual_average_jobs": end.facts["openings_annual_average_jobs"],
            "is_supervisor": self._joined.is_supervisor(*codes[-2:]),
            "onet_version": self._joined.release,
            "distance": self._joined.distance(start.code, end.code),
            **_weakest(steps),
            "reason": "\n".join(_why(one.title, other.title, link) for (one, other), link in named),
        }


def _weakest(steps: Sequence[Link]) -> dict[str, object]:
    """What a path can say of all its steps: the least that two share, the last place."""
    ranked = all(link.rank for link in steps)
    return {
        "basis": "; ".join(", ".join(link.bases) for link in steps),
        "similarity": min(link.similarity for link in steps),
        "onet_rank": max(link.rank for link in steps) if ranked else None,
        "tasks_overlap": np.min([link.tasks for link in steps]),
        "technology_overlap": np.min([link.technology for link in steps]),
    }


def _why(one: str, other: str, link: Link) -> str:
    """What joins two occupations of these titles, in one sentence."""
    who, whom = aside(people(one)), people(other)
    if "supervisor" in link.bases:
        return f"From {who} to {whom}: these are their supervisors in the SOC."
    reasons = [text for text in (_pages(link), _place(link), _tasks(link)) if text]
    return f"From {who} to {whom}: {listed(reasons)}."


def _pages(link: Link) -> str:
    """What the Handbook says of two occupations."""
    if not link.similarity:
        return ""
    if link.similarity == 1:
        return "the Handbook's page of one lists the other"
    return "the Handbook's pages list each other"


def _place(link: Link) -> str:
    """What O*NET says of two occupations."""
    if not link.rank:
        return ""
    return f"O*NET relates the two (place {link.rank} of 20)"


def _tasks(link: Link) -> str:
    """What the tasks of two occupations have in common."""
    if not link.words:
        return ""
    return f"their tasks share the words {listed(link.words)}"
