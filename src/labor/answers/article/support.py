"""Whether the tables bear out what an article says without numbers, and the row that does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from labor.answers.article.statements import (
    CERTIFICATE,
    EDUCATION,
    LEVELS,
    NAME,
    PLACE,
    SIMILAR,
    TASK,
    TRAINING,
    Statement,
    terms,
)
from labor.answers.article.titles import Titles
from labor.occupations.titles import forms, title_key
from labor.provenance.text import Traced, plain
from labor.show import words

if TYPE_CHECKING:
    from labor.occupations import Role

SUPPORTED, SILENT, CONTRADICTED = "supported", "not in these tables", "contradicted"
#: What stands before a verdict on a statement.
SIGNS = {SUPPORTED: "✓", SILENT: "?", CONTRADICTED: "✗"}
#: Levels of education without a degree, and with one that takes four years or more.
_NO_DEGREE = ("Postsecondary nondegree award", "Some college, no degree",
              "High school diploma or equivalent", "Less than high school",
              "No formal educational credential")  # fmt: skip
_LONG = tuple(level for level, _ in LEVELS[:3])
#: All levels, the highest first. More than what is typical contradicts it, less may come before it.
_RANKS = (*(level for level, _ in LEVELS[:4]), *_NO_DEGREE)
#: Share of the worth of the words of a task that one task of the tables must have, and how many.
_SHARED, _SHARED_WORDS = 0.4, 2
#: Of so many tasks one is read to learn how much a word tells.
_EVERY = 10
#: Share of jobs, in percent, that is most of them.
_MOST = 50


@dataclass(frozen=True)
class CheckedStatement:
    """A statement without a number, held against the tables.

    Args:
        statement: What the article says.
        verdict: "supported", "not in these tables" or "contradicted".
        why: The reason in a sentence, with the row it rests on.
        role: Label of the occupation as the tables have it, empty if none was found.
        source_id: Table that the row stands in, empty if none has one.
    """

    statement: Statement
    verdict: str
    why: str
    role: str = ""
    source_id: str = ""

    @property
    def verdict_text(self) -> str:
        """The verdict after its sign, as in "✓ supported"."""
        return f"{SIGNS[self.verdict]} {self.verdict}"

    def lines(self) -> Iterator[str]:
        """The verdict for a terminal, and what it rests on."""
        said = self.statement
        yield f"{SIGNS[self.verdict]} {said.kind}: “{said.words}”, {self.verdict}"
        source = f" [{self.source_id}]" if self.source_id else ""
        yield f"   {plain(self.why)}{source}"

    def to_dict(self) -> dict[str, Any]:
        """Everything as plain values, for JSON and tables."""
        return {
            "sentence": self.statement.sentence,
            "words": self.statement.words,
            "kind": self.statement.kind,
            "verdict": self.verdict,
            "why": plain(self.why),
            "occupation": self.role,
            "source_id": self.source_id,
        }


class Support:
    """The tables that statements without numbers are held against.

    Args:
        tables: Tables `titles`, `projections`, `employment`, `profiles`, `profile_employers`,
            `similar_occupations`, `related_occupations` and `tasks`; those of projections and
            jobs may hold only the codes that are asked for.
        titles: Titles of occupations.
    """

    def __init__(self, tables: Mapping[str, pd.DataFrame], titles: Titles) -> None:
        self._tables, self._titles = tables, titles
        self._rules = {
            NAME: self._name, CERTIFICATE: self._certificate, EDUCATION: self._education,
            TRAINING: self._training, SIMILAR: self._similar, PLACE: self._place, TASK: self._task,
        }  # fmt: skip

    def check(self, statement: Statement) -> CheckedStatement:
        """Hold one statement against the tables."""
        role = self._titles.role(statement.subject)
        if isinstance(role, str):
            why = f"Whom the tables call “{statement.subject}” is not clear."
            return CheckedStatement(statement, SILENT, why)
        verdict, why, source = self._rules[statement.kind](statement, role)
        if verdict == CONTRADICTED and not self._titles.is_sure(statement.subject):
            verdict = SILENT
        return CheckedStatement(statement, verdict, Traced(why), role.label, source)

    def _name(self, said: Statement, role: Role) -> tuple[str, str, str]:
        row = self._listed(said.words, role)
        if row is not None:
            return (
                SUPPORTED,
                f"The lists of titles have it: {_printed(row, 'title')}.",
                row["source_id"],
            )
        meant = self._titles.role(said.words)
        if not isinstance(meant, str) and meant.codes == role.codes:
            return SUPPORTED, f"The tables read it as {meant.label}.", "titles"
        return SILENT, "No list of titles has this name for these people.", ""

    def _certificate(self, said: Statement, role: Role) -> tuple[str, str, str]:
        for name in filter(None, (said.words, said.value)):
            if (row := self._listed(name, role)) is not None:
                why = f"The lists of titles have it for these people: {_printed(row, 'title')}."
                return SUPPORTED, why, row["source_id"]
        return SILENT, "No list of titles names it for these people.", ""

    def _listed(self, name: str, role: Role) -> pd.Series | None:
        """The row of a title that is a name for an occupation, None if there is none."""
        table = self._tables["titles"]
        own = table[table["occupation_code"].str[:7].isin(role.every_code)]
        short = own["short_title"].fillna("").astype("str")
        key = title_key(name)
        has = [
            key in {title_key(form) for form in (*forms(title), other) if form}
            for title, other in zip(own["title"], short, strict=True)
        ]
        hits = own[has]
        return None if hits.empty else hits.iloc[0]

    def _projected(self, role: Role) -> pd.DataFrame:
        rows = self._tables["projections"]
        return rows[rows["occupation_code"].isin(role.every_code)].sort_values("projection_vintage")

    def _education(self, said: Statement, role: Role) -> tuple[str, str, str]:
        rows = self._projected(role)
        rows = rows[rows["entry_education_status"].eq("published")]
        if rows.empty:
            return SILENT, "The projections have no entry education of these people.", ""
        last = rows.iloc[-1]
        newest = set(
            rows.loc[rows["projection_vintage"].eq(last["projection_vintage"]), "entry_education"]
        )
        ever = set(rows["entry_education"])
        edition = _printed(last, "projection_vintage")
        why = f"Typical entry education, {edition}: {words.listed(sorted(newest))}."
        source = last["source_id"]
        if said.is_denied:
            if said.value:
                verdict = SUPPORTED if said.value not in ever else SILENT
            elif newest <= set(_NO_DEGREE):
                verdict = SUPPORTED
            else:
                verdict = CONTRADICTED if said.is_usual and ever <= set(_LONG) else SILENT
            return verdict, why, source
        if said.value in newest:
            return SUPPORTED, why, source
        contradicts = said.is_usual and all(
            _RANKS.index(said.value) < _RANKS.index(e) for e in ever
        )
        return CONTRADICTED if contradicts else SILENT, why, source

    def _training(self, said: Statement, role: Role) -> tuple[str, str, str]:
        rows = self._projected(role)
        rows = rows[rows["training_status"].eq("published")]
        if rows.empty:
            return SILENT, "The projections have no training of these people.", ""
        last = rows.iloc[-1]
        printed = last["training"]
        why = f"Typical training on the job, {_printed(last, 'projection_vintage')}: {printed}."
        is_there = said.value.lower() in printed.lower()
        return SUPPORTED if is_there != said.is_denied else SILENT, why, last["source_id"]

    def _similar(self, said: Statement, role: Role) -> tuple[str, str, str]:
        other = self._titles.role(said.words)
        if isinstance(other, str):
            return SILENT, f"Whom the tables call “{said.words}” is not clear.", ""
        similar = self._tables["similar_occupations"]
        for first, second in (
            (self._pages(role), self._pages(other)),
            (self._pages(other), self._pages(role)),
        ):
            rows = similar[
                similar["profile_id"].isin(first) & similar["similar_profile_id"].isin(second)
            ]
            if len(rows):
                row = rows.iloc[0]
                why = f"The Handbook's page “{row['profile_id']}” lists {row['similar_title']}."
                return SUPPORTED, why, row["source_id"]
        related = self._tables["related_occupations"]
        ends = related["related_onet_soc_code"].str[:7]
        for one, two in ((role, other), (other, role)):
            rows = related[related["soc_code"].isin(one.every_code) & ends.isin(two.every_code)]
            if len(rows):
                row = rows.iloc[0]
                why = f"O*NET lists {row['related_title']} as related to {one.label}."
                return SUPPORTED, why, row["source_id"]
        return SILENT, "Neither the Handbook nor O*NET lists the two as similar.", ""

    def _pages(self, role: Role) -> list[str]:
        pages = self._tables["profile_members"]
        own = pages.loc[pages["occupation_code"].isin(role.every_code), "profile_id"]
        profiles = self._tables["profiles"]
        single = profiles.loc[profiles["soc_code"].isin(role.every_code), "profile_id"]
        return sorted({*own, *single, *filter(None, [role.profile_id])})

    def _place(self, said: Statement, role: Role) -> tuple[str, str, str]:
        rows = self._tables["profile_employers"]
        is_printed = rows["share_of_jobs_pct_status"].eq("published")
        rows = rows[rows["profile_id"].isin(self._pages(role)) & is_printed]
        rows = rows.sort_values("share_of_jobs_pct", ascending=False)
        form = re.compile(said.value, re.I)
        hits = rows[[_is_of(form, setting) for setting in rows["setting"]]]
        if len(hits):
            row, total = hits.iloc[0], float(hits["share_of_jobs_pct"].sum())
            share = words.quoted(f"{row['share_of_jobs_pct']:.0f}%", row["source_id"])
            setting = _printed(row, "setting")
            why = f"The Handbook's page “{row['profile_id']}” has {setting}: {share} of jobs."
            is_largest = row["share_of_jobs_pct"] == rows["share_of_jobs_pct"].max()
            if said.is_usual and not is_largest and total < _MOST:
                return CONTRADICTED, why, row["source_id"]
            return SUPPORTED, why, row["source_id"]
        return self._sector(form, role)

    def _sector(self, form: re.Pattern[str], role: Role) -> tuple[str, str, str]:
        rows = self._tables["employment"]
        rows = rows[
            rows["occupation_code"].isin(role.every_code)
            & rows["industry_level"].eq("sector")
            & rows["employment_jobs"].gt(0)
        ]
        hits = rows[[_is_of(form, name) for name in rows["industry_title"]]]
        if hits.empty:
            return (
                SILENT,
                "The places of work in the tables are larger groups, and none has it.",
                "",
            )
        row = hits.sort_values(["reference_year", "employment_jobs"]).iloc[-1]
        jobs = words.quoted(f"{row['employment_jobs']:,.0f}", row["source_id"])
        why = f"The wage survey counts {jobs} jobs of theirs in the sector {row['industry_title']}."
        return SUPPORTED, why, row["source_id"]

    def _task(self, said: Statement, role: Role) -> tuple[str, str, str]:
        wanted = terms(said.words)
        tasks = self._tables["tasks"]
        own = tasks[tasks["soc_code"].isin(role.every_code)]
        wanted_worth = max(sum(map(self._worth, wanted)), np.finfo(float).tiny)
        shared = [wanted & terms(task) for task in own["task"]]
        worth = [
            sum(map(self._worth, both)) / wanted_worth if len(both) >= _SHARED_WORDS else 0.0
            for both in shared
        ]
        if max(worth, default=0.0) < _SHARED:
            return SILENT, "No task that O*NET lists for these people is near enough.", ""
        row = own.iloc[int(np.argmax(worth))]
        return SUPPORTED, f"O*NET lists the task: {_printed(row, 'task')}", row["source_id"]

    def _worth(self, word: str) -> float:
        """What a word tells: the more, the fewer tasks have it."""
        counted, total = self._spread
        return float(np.log((1 + total) / (1 + counted[word])))

    @cached_property
    def _spread(self) -> tuple[Counter[str], int]:
        """How many of every tenth task have a word, and how many these are."""
        some = self._tables["tasks"]["task"].iloc[::_EVERY]
        return Counter(chain.from_iterable(map(terms, some))), len(some)


def once(checked: Iterable[CheckedStatement]) -> list[CheckedStatement]:
    """Statements, each once: "hospital" and "hospitals" of the same people are one.

    Args:
        checked: Statements in the order of the text.
    """
    found: dict[tuple[str, str, str, bool], CheckedStatement] = {}
    for one in checked:
        said = one.statement
        key = (said.kind, title_key(said.words), one.role or said.subject, said.is_usual)
        found.setdefault(key, one)
    return list(found.values())


def _is_of(form: re.Pattern[str], setting: str) -> bool:
    """Whether an industry is of a form: "Government, excluding education" is no education."""
    return form.search(re.split(r",? ex(?:cluding|cept)\b", setting)[0]) is not None


def _printed(row: pd.Series, column: str) -> str:
    """The text of a cell, marked with its table."""
    return words.quoted(row[column], row["source_id"])
