"""Verdicts of comparability for many roles and all pairs of years at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from labor.methods import comparability
from labor.methods.comparability import COMPARABLE, NOT_COMPARABLE, WITH_CAVEATS, Reason
from labor.methods.crosswalk import Crosswalk
from labor.occupations.published import Slot
from labor.terms import WITH_VALUE

if TYPE_CHECKING:
    from labor.occupations import Role

#: By a year, the slots that answer for a role, and the status of each of their figures.
Answering = Mapping[int, tuple[Sequence[Slot], Sequence[str]]]

COLUMNS = ("occupation_code", "role", "year_a", "year_b", "verdict", "reason")
_VERDICTS = (COMPARABLE, WITH_CAVEATS, NOT_COMPARABLE)
_GRAVITY = {"note": 0, "caveat": 1, "break": 2}
_NOT_PUBLISHED, _TOP_CODE = "not published", "top code"


def verdict_table(
    roles: Mapping[str, Role],
    answering: Mapping[str, Answering],
    years: Sequence[int],
    lineage: Crosswalk,
    *,
    measure: str = "wages",
    area_code: str = "99",
) -> pd.DataFrame:
    """Judge for every role whether its figures of every two years may be compared.

    Args:
        roles: Roles by the code that was asked for.
        answering: Of each, the figures that answer for it, see `published.slots`.
        years: Years, in order.
        lineage: Steps between lists of codes.
        measure: "wages" or "employment".
        area_code: Area of the figures.

    Returns:
        A row per role and pair of years with columns `COLUMNS`; `verdict` as
        `comparability.comparable` gives it, `reason` the kind of its gravest reason.
    """
    pairs = list(combinations(range(len(years)), 2))
    survey = {
        pair: _gravest(
            comparability.survey_reasons(
                years[pair[0]], years[pair[1]], measure=measure, area_code=area_code
            )
        )
        for pair in pairs
    }
    first, last = (np.array(side) for side in zip(*pairs, strict=True))
    by_survey = [survey[pair] for pair in pairs]
    gravity = np.array([one[0] for one in by_survey])
    kinds = np.array([one[1] for one in by_survey], dtype=object)
    frames = []
    for code, role in roles.items():
        own = _Content(role, answering[code], years, lineage, measure)
        found = [own.of(*pair) for pair in pairs]
        content = np.array([one[0] for one in found])
        is_grave = content >= np.maximum(gravity, 1)
        verdict = np.maximum(gravity, content)
        reasons = np.where(is_grave, np.array([one[1] for one in found], dtype=object), kinds)
        frames.append(
            pd.DataFrame(
                {
                    "occupation_code": code,
                    "role": role.label,
                    "year_a": np.array(years)[first],
                    "year_b": np.array(years)[last],
                    "verdict": np.array(_VERDICTS, dtype=object)[verdict],
                    "reason": np.where(verdict == 0, "", reasons),
                }
            )
        )
    return pd.concat(frames, ignore_index=True).astype(
        {name: "str" for name in COLUMNS if not name.startswith("year")}
    )


class _Content:
    """What the figures of a role say of two years, judged once for figures that are alike."""

    def __init__(
        self,
        role: Role,
        answering: Answering,
        years: Sequence[int],
        lineage: Crosswalk,
        measure: str,
    ) -> None:
        self._role, self._answering, self._years = role, answering, years
        self._lineage, self._measure = lineage, measure
        alike: dict[tuple[object, ...], int] = {}
        self._kinds, self._status = [], []
        for year in years:
            slots, statuses = answering.get(year, ((), ()))
            key = (comparability.soc_version_of(year), *slots)
            self._kinds.append(alike.setdefault(key, len(alike)))
            self._status.append(_status(slots, statuses))
        self._known: dict[tuple[int, int], tuple[int, str]] = {}

    def of(self, first: int, last: int) -> tuple[int, str]:
        """Gravity and kind of the gravest reason between two years, by their places."""
        lacks = {self._status[first], self._status[last]}
        if _NOT_PUBLISHED in lacks:
            return _GRAVITY["break"], _NOT_PUBLISHED
        if _TOP_CODE in lacks and self._measure == "wages":
            return _GRAVITY["break"], _TOP_CODE
        key = self._kinds[first], self._kinds[last]
        if key not in self._known:
            two = (self._years[first], self._years[last])
            found = comparability.content_reasons(
                self._role,
                *two,
                self._lineage,
                measure=self._measure,
                answering={year: self._answering[year][0] for year in two},
            )
            self._known[key] = _gravest(found)
        return self._known[key]


def _status(slots: Sequence[Slot], statuses: Sequence[str]) -> str:
    """What keeps the figures of a year from being compared; empty if nothing does."""
    if not slots or not set(statuses) <= set(WITH_VALUE) or not statuses:
        return _NOT_PUBLISHED
    return _TOP_CODE if "top_coded" in statuses else ""


def _gravest(reasons: Sequence[Reason]) -> tuple[int, str]:
    found = [(_GRAVITY[reason.severity], reason.kind) for reason in reasons]
    return max(found, key=lambda one: one[0], default=(0, ""))
