"""A path up a ladder as a row: pay, needs, and what its weakest step rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from labor.answers.ladder.links import Link, Links
from labor.answers.ladder.rungs import EDUCATION, Rung, gain
from labor.answers.ladder.words import why


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
        """The row of a path, all columns of `ladder.COLUMNS` but `is_frontier`."""
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
