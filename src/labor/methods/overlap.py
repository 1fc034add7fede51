"""How much two occupations share of their tasks and their technology, by O*NET's lists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from labor.errors import AnalysisError
from labor.occupations.titles import title_key

#: Share of the wording of tasks in `Overlap.together`; the rest is technology, whose lists are
#: less telling: docs/methods/ladder.md has the measure for other shares.
TASKS_SHARE = 0.8

#: Marks a class of products among the products.
_CLASS = "class "

#: A word of a task: "records" and "and" in "Sort records, and file", not "of" or "3D".
_WORD = re.compile(r"[a-z]{3,}")


@dataclass(frozen=True)
class Profiles:
    """Occupations as weighted terms, each occupation a row of length 1.

    Args:
        codes: SOC code of each row.
        terms: Term of each column.
        weights: Rows of weights; an occupation without terms is a row of zeros.
    """

    codes: tuple[str, ...]
    terms: tuple[str, ...]
    weights: np.ndarray

    @cached_property
    def cosines(self) -> np.ndarray:
        """Cosine of every two occupations, 0 to 1."""
        return self.weights @ self.weights.T

    def cosine(self, one: int, other: int) -> float:
        """Cosine of two occupations, without that of all others."""
        return float(self.weights[one] @ self.weights[other])

    def shared(self, one: int, other: int, count: int) -> list[str]:
        """The terms that two occupations share, those with the greatest part in it first."""
        parts = self.weights[one] * self.weights[other]
        (columns,) = parts.nonzero()
        order = np.argsort(-parts[columns], kind="stable")[:count]
        return [self.terms[column] for column in columns[order]]


@dataclass(frozen=True)
class Overlap:
    """What occupations share, by pairs of SOC codes.

    Args:
        release: Release of O*NET.
        soc_version: Classification of the codes.
        tasks: Occupations as words of their tasks.
        technology: Occupations as products and classes of products, the same codes.
    """

    release: str
    soc_version: str
    tasks: Profiles
    technology: Profiles

    @cached_property
    def together(self) -> np.ndarray:
        """Tasks and technology in one number, `TASKS_SHARE` of it tasks."""
        return TASKS_SHARE * self.tasks.cosines + (1 - TASKS_SHARE) * self.technology.cosines

    @cached_property
    def places(self) -> np.ndarray:
        """Place of the column among all occupations by nearness to the row; 1 is the nearest."""
        near = self.together.copy()
        np.fill_diagonal(near, np.inf)
        order = np.argsort(-near, axis=1, kind="stable")
        places = np.empty_like(order)
        np.put_along_axis(places, order, np.arange(len(order))[None, :], axis=1)
        return places

    def index(self, code: str) -> int | None:
        """Row of an occupation, None if O*NET lists neither tasks nor technology of it."""
        return self._index.get(code)

    @cached_property
    def _index(self) -> Mapping[str, int]:
        return {code: place for place, code in enumerate(self.tasks.codes)}


def overlap(tasks: pd.DataFrame, technology: pd.DataFrame) -> Overlap:
    """Measure what every two occupations share.

    An occupation is a list of weighted terms: the words of its tasks in the singular, three
    letters or more, and apart from them the products and classes of products it uses. A term
    that occurs n times weighs 1 + log(n), times log(occupations / occupations with the term), so
    that what all do counts nothing. Two occupations share the cosine of their lists.

    Args:
        tasks: Table `tasks` of one release of O*NET.
        technology: Table `technology` of the same release; tools are left out.

    Returns:
        The measures for every occupation that has tasks.

    Raises:
        AnalysisError: The tables are of several releases, or have no rows.
    """
    release, version = _release(tasks, technology)
    codes = tuple(sorted(tasks["soc_code"].unique()))
    used = technology[technology["item_type"] == "technology"]
    used = used[used["soc_code"].isin(codes)]
    products = [
        (code, term)
        for code, example, kind in used[["soc_code", "example", "commodity_code"]].itertuples(
            index=False, name=None
        )
        for term in (example, _CLASS + kind)
    ]
    spoken = [
        (str(code), word)
        for code, own in tasks.groupby("soc_code")["task"]
        for word in _WORD.findall(title_key("\n".join(own)))
    ]
    return Overlap(release, version, _profiles(codes, spoken), _profiles(codes, set(products)))


def _release(tasks: pd.DataFrame, technology: pd.DataFrame) -> tuple[str, str]:
    names = ["onet_version", "soc_version"]
    found = pd.concat([tasks[names], technology[names]]).drop_duplicates()
    if len(found) != 1:
        raise AnalysisError(
            "What occupations share is measured in one release of O*NET",
            expected="tasks and technology of one release",
            got=", ".join(sorted(found["onet_version"].unique())) or "no rows",
        )
    return tuple(found.iloc[0])


def _profiles(codes: tuple[str, ...], pairs: Iterable[tuple[str, str]]) -> Profiles:
    counts = Counter(pairs)
    terms = tuple(sorted({term for _, term in counts}))
    rows, columns = ({name: at for at, name in enumerate(names)} for names in (codes, terms))
    row = np.array([rows[code] for code, _ in counts], dtype=np.intp)
    column = np.array([columns[term] for _, term in counts], dtype=np.intp)
    weight = 1 + np.log([*counts.values()])
    weight *= np.log(len(codes) / np.bincount(column))[column]
    lengths = np.sqrt(np.bincount(row, weight**2, len(codes)))
    # About 850 occupations and 12,000 words, most of them 0: 80 MB, of which few are touched.
    weights = np.zeros((len(codes), len(terms)))
    weights[row, column] = weight / np.where(lengths > 0, lengths, 1)[row]
    return Profiles(codes, terms, weights)
