"""Codes brought to another list: what is exact, split, merged and lost, and an edge in each row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

import pandas as pd

from labor.methods.code_lists import LISTS, PROGRAMS
from labor.show import words
from labor.show.answer import Answer
from labor.show.rows import Row, records
from labor.show.table import Field, Table

#: Columns of the rows and their types.
CROSSED = {
    "given": "str",
    "cells": "Int64",
    "outcome": "str",
    "from_list": "str",
    "from_code": "str",
    "from_title": "str",
    "relation": "str",
    "to_list": "str",
    "to_code": "str",
    "to_title": "str",
    "from_extent": "str",
    "to_extent": "str",
    "from_share_pct": "float64",
    "to_share_pct": "float64",
    "share_basis": "str",
    "standing": "str",
    "remark": "str",
}
#: What can become of a code, as the summary says it: of one, and of several.
OUTCOMES = {
    "exact": ("goes to one code with the same jobs", "go to one code with the same jobs"),
    "merged": (
        "goes whole into a code that also holds others",
        "go whole into codes that also hold others",
    ),
    "split": ("is split among codes that hold nothing else",) * 2,
    "split_and_merged": ("is split among codes that also hold others",) * 2,
    "related": ("leads to occupations", "lead to occupations"),
    "lost": ("has no counterpart", "have no counterpart"),
    "unclear": ("can have been several codes", "can have been several codes"),
    "unknown": ("is no code of the list", "are no codes of the list"),
    "empty": ("is empty", "are empty"),
}
#: Outcomes whose codes are named in the sentences.
_NAMED = ("lost", "unclear", "unknown")
_SHOWN = 5


@dataclass(frozen=True, eq=False, repr=False)
class CrosswalkedCodes(Answer):
    """A column of codes in another list.

    Args:
        rows: A row per code as given and code it leads to; docs/methods/crosswalk.md describes the
            columns.
        sources: Tables that the edges come from.
        from_list: List of the codes.
        to_list: List that they are brought to.
        column: Column of the codes, where it was found by itself.
        path: The lists on the way.
        joined: The rows that were given, one for each edge, with the columns of `rows`.
    """

    verb: ClassVar[str] = "crosswalk"

    from_list: str
    to_list: str
    column: str
    path: tuple[str, ...]
    joined: pd.DataFrame

    @property
    def summary(self) -> pd.Series:
        """Number of codes, as given, by what became of them."""
        firsts = self.rows.drop_duplicates("given")
        counts = firsts["outcome"].value_counts()
        return counts.reindex([name for name in OUTCOMES if name in counts.index])

    @property
    def sentences(self) -> tuple[str, ...]:
        """What became of the codes, what was repaired, and what could not be read."""
        counts = self.summary
        parts = [
            f"{count} {_has(OUTCOMES[str(name)], int(count))}"
            for name, count in counts.items()
            if name != "empty"
        ]
        total = int(counts.drop("empty", errors="ignore").sum())
        codes = "code" if total == 1 else "different codes"
        first = (
            f"Of {total} {codes} of {LISTS[self.from_list]}, brought to {LISTS[self.to_list]}, "
            f"{words.listed(parts)}."
        )
        where = f"The codes are read from the column {self.column}." if self.column else ""
        return tuple(filter(None, (first, where, self._repaired(), *self._unread())))

    def _repaired(self) -> str:
        once = self.rows.drop_duplicates("given")
        damaged = once[once["from_code"].notna() & (once["remark"] != "")]
        if damaged.empty:
            return ""
        shown = [
            f"{row['given']} as {row['from_code']} ({row['remark']})"
            for row in records(damaged.head(_SHOWN))
        ]
        more = len(damaged) - len(shown)
        rest = [f"{more} more"] if more else []
        count = "One code" if len(damaged) == 1 else f"{len(damaged)} codes"
        return (
            f"{count} had been damaged and {'is' if len(damaged) == 1 else 'are'} read anyway: "
            + (f"{words.listed([*shown, *rest])}.")
        )

    def _unread(self) -> list[str]:
        found = []
        once = self.rows.drop_duplicates("given")
        for outcome in _NAMED:
            chosen = once[once["outcome"] == outcome]
            if chosen.empty:
                continue
            names = [_named(row) for row in records(chosen.head(_SHOWN))]
            if len(chosen) > len(names):
                names.append(f"{len(chosen) - len(names)} more")
            found.append(f"{_TOLD[outcome]}: {words.listed(names)}.")
        return found

    @property
    def caveats(self) -> tuple[str, ...]:
        """What an edge and a share do not say."""
        there = self.rows["to_code"].notna()
        has_unknown = bool((there & self.rows["from_share_pct"].isna()).any())
        has_known = bool(self.rows["share_basis"].str.contains("jobs", na=False).any())
        programs = PROGRAMS in (self.from_list, self.to_list)
        return tuple(
            text
            for text, holds in (
                (
                    "A program of study leads to occupations by the judgement of those who made "
                    "the crosswalk; it does not say how many graduates work in them.",
                    programs,
                ),
                (
                    "No agency publishes which share of a code goes where. Figures of a code that "
                    "is split must not be copied to all its parts.",
                    has_unknown and not programs,
                ),
                (
                    "Known shares are shares of jobs in the year that share_basis names, next to "
                    "the change; pay does not divide in the same way.",
                    has_known,
                ),
                (
                    "The way leads over "
                    + words.listed([LISTS[name] for name in self.path[1:-1]])
                    + ", and edges are the most that can be: a part of a part may be empty.",
                    len(self.path) > 2,
                ),
                (
                    "Edges of standing second are shown by the projections only.",
                    bool((self.rows["standing"] == "second").any()),
                ),
            )
            if holds
        )

    def table(self) -> Table:
        """A row per edge."""
        return Table(
            caption=f"From {LISTS[self.from_list]} to {LISTS[self.to_list]}",
            fields=[
                Field("Code", _given),
                Field("Title", lambda row: row["from_title"] or "–"),
                Field("What became of it", lambda row: _OF_ONE[row["outcome"]]),
                Field("Leads to", lambda row: row["to_code"] or "–"),
                Field("Title there", lambda row: row["to_title"] or "–"),
                Field("Share of the first, %", _share("from_share_pct"), "from_share_pct"),
                Field("Share of the second, %", _share("to_share_pct"), "to_share_pct"),
            ],
            rows=[_filled(row) for row in records(self.rows)],
            data=self.rows,
        )

    def heading(self) -> dict[str, Any]:
        """The two lists, and how many codes had each outcome."""
        return {
            "from_list": self.from_list,
            "to_list": self.to_list,
            "summary": {str(name): int(count) for name, count in self.summary.items()},
        }


_OF_ONE = {
    "exact": "the same jobs",
    "merged": "merged with others",
    "split": "split",
    "split_and_merged": "split and merged",
    "related": "leads to it",
    "lost": "no counterpart",
    "unclear": "unclear",
    "unknown": "no code of the list",
    "empty": "empty",
}
_TOLD = {
    "lost": "Without a counterpart",
    "unclear": "Not clear, so left out",
    "unknown": "No code of the list",
}


def _has(forms: tuple[str, str], count: int) -> str:
    text = forms[0 if count == 1 else 1]
    return text.replace("is ", "are ", 1) if count > 1 and text.startswith("is ") else text


def _named(row: Row) -> str:
    remark = row["remark"]
    if row["outcome"] == "unclear":
        return f"{row['given']} ({remark.replace(', ', ' or ')})"
    if row["outcome"] == "unknown" and remark:
        return f"{row['given']} (it is in {words.listed(remark.split(', '))})"
    return f"{row['given']} {row['from_title']}" if row["outcome"] == "lost" else str(row["given"])


def _given(row: Row) -> str:
    same = row["given"] == row["from_code"] or not row["from_code"]
    return str(row["given"] or "–") if same else f"{row['given']} = {row['from_code']}"


def _filled(row: Row) -> Row:
    return {
        name: ""
        if isinstance(value, float) and value != value and CROSSED[name] == "str"
        else value
        for name, value in row.items()
    }


def _share(name: str) -> Callable[[Row], str]:
    return lambda row: "not known" if pd.isna(row[name]) else f"{row[name]:.1f}"
