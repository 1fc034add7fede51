"""Checked articles for editors: a table for each file, notes for GitHub, and what fails a check."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from labor.answers.article.answer import Article, CheckedClaim
from labor.answers.article.support import CONTRADICTED, CheckedStatement
from labor.answers.article.verdicts import HOLDING, UNCHECKED, VERDICTS
from labor.errors import AnalysisError
from labor.provenance.text import plain
from labor.show import words
from labor.show.table import aligned

#: Short names of verdicts, for a command line.
SHORT_NAMES = {"other-words": "right figure, other words or name", "unchecked": UNCHECKED}
#: What GitHub reads as the end of a note or of a property of it.
_ESCAPED = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_ESCAPED_PROPERTY = {**_ESCAPED, ":": "%3A", ",": "%2C"}


@dataclass(frozen=True)
class CheckedFile:
    """An article with the file it is in.

    Args:
        file: Name of the file.
        text: What is in it.
        article: Its claims with their verdicts.
    """

    file: str
    text: str
    article: Article

    def failing(self, fail_on: Collection[str]) -> list[CheckedClaim | CheckedStatement]:
        """The claims and the statements without numbers with one of some verdicts."""
        checked: list[CheckedClaim | CheckedStatement] = [
            *self.article.claims,
            *self.article.statements,
        ]
        return [one for one in checked if one.verdict in fail_on]


def verdicts_named(names: str) -> frozenset[str]:
    """The verdicts of a list such as "wrong,misquoted".

    Args:
        names: Verdicts, or `SHORT_NAMES` of them, divided by commas.

    Raises:
        AnalysisError: One of them is none.
    """
    found = set()
    for name in filter(None, (part.strip().lower() for part in names.split(","))):
        verdict = SHORT_NAMES.get(name, name)
        if verdict not in (*VERDICTS, CONTRADICTED):
            shorter = {verdict: short for short, verdict in SHORT_NAMES.items()}
            raise AnalysisError(
                f"There is no verdict called {name!r}",
                expected=", ".join([*(shorter.get(one, one) for one in VERDICTS), CONTRADICTED]),
                got=name,
                next_step="Name one or several of these, divided by commas.",
            )
        found.add(verdict)
    return frozenset(found)


def table_lines(checked: Sequence[CheckedFile], fail_on: Collection[str]) -> Iterator[str]:
    """A table for each file, a row for each claim, and a last line that counts what fails.

    Args:
        checked: The files.
        fail_on: Verdicts that fail the check.
    """
    for number, one in enumerate(checked):
        yield from ["", one.file] if number else [one.file]
        rows = [
            (str(_line(one, place)), claim.verdict_text, claim.claim.printed, _short(claim))
            for place, claim in enumerate(one.article.claims)
        ]
        rows += [
            (
                str(_line_of(one, said.statement.words)),
                said.verdict_text,
                said.statement.words,
                plain(said.why),
            )
            for said in one.article.statements
            if said.verdict == CONTRADICTED
        ]
        if not rows:
            yield "  no claims on pay or outlook"
        heads = ("line", "verdict", "claim", "published")
        for line in aligned(heads, rows, left=heads[1:]) if rows else ():
            yield f"  {line}"
        if left := len(one.article.left_out):
            amount = words.several(left, "other number was", "other numbers were")
            yield f"  {plain(amount)} not judged"
        if held := [said for said in one.article.statements if said.verdict != CONTRADICTED]:
            amount = words.several(len(held), "statement")
            yield f"  {plain(amount)} without numbers supported or not in these tables"
    yield ""
    yield _summary(checked, fail_on)


def github_lines(checked: Sequence[CheckedFile], fail_on: Collection[str]) -> Iterator[str]:
    """Notes that GitHub shows beside the lines of a change.

    Args:
        checked: The files.
        fail_on: Verdicts that are errors; others that do not hold are warnings, and claims that
            cannot be checked notices.
    """
    for one in checked:
        noted: list[tuple[CheckedClaim | CheckedStatement, str, int | str]] = [
            (claim, claim.claim.printed, _line(one, place))
            for place, claim in enumerate(one.article.claims)
            if claim.verdict not in HOLDING or claim.verdict in fail_on
        ]
        noted += [
            (said, said.statement.words, _line_of(one, said.statement.words))
            for said in one.article.statements
            if said.verdict == CONTRADICTED
        ]
        for said, printed, line in noted:
            level = "notice" if said.verdict == UNCHECKED else "warning"
            level = "error" if said.verdict in fail_on else level
            title = _escaped(f"{printed}: {said.verdict}", _ESCAPED_PROPERTY)
            where = f"file={_escaped(one.file, _ESCAPED_PROPERTY)}"
            where += f",line={line}" if line else ""
            yield f"::{level} {where},title={title}::{_escaped(plain(said.why), _ESCAPED)}"
    yield _summary(checked, fail_on)


def record_of(checked: Sequence[CheckedFile], fail_on: Collection[str]) -> dict[str, Any]:
    """Everything as plain values: of one file its answer, of several a list of them.

    Args:
        checked: The files.
        fail_on: Verdicts that fail the check.
    """
    files = [{"file": one.file, **one.article.to_dict()} for one in checked]
    failing = sum(len(one.failing(fail_on)) for one in checked)
    more = {"fail_on": sorted(fail_on), "failing": failing}
    return {**files[0], **more} if len(files) == 1 else {"files": files, **more}


def rows_of(checked: Sequence[CheckedFile]) -> pd.DataFrame:
    """The rows of all files, with the file in front where there are several.

    Args:
        checked: The files.
    """
    if len(checked) == 1:
        return checked[0].article.rows
    frames = []
    for one in checked:
        frame = one.article.rows.copy()
        frame.insert(0, "file", one.file)
        frames.append(frame)
    return pd.concat(frames, ignore_index=True)


def _line(one: CheckedFile, place: int) -> int | str:
    """The line of the file that a claim is in, counted from 1; empty if it was not found."""
    start = 0
    for claim in one.article.claims[: place + 1]:
        form = r"\s+".join(map(re.escape, claim.claim.printed.split()))
        found = re.compile(form).search(one.text, start)
        if found is None:
            return ""
        start = found.start() + 1
    return one.text.count("\n", 0, start) + 1


def _line_of(one: CheckedFile, printed: str) -> int | str:
    """The line of the file that some words first stand in; empty if they were not found."""
    found = re.search(r"\s+".join(map(re.escape, printed.split())), one.text)
    return one.text.count("\n", 0, found.start()) + 1 if found else ""


def _short(claim: CheckedClaim) -> str:
    """The figure that decides, with its time, else the reason."""
    if not claim.figures:
        return plain(claim.why)
    return plain(claim.figure_words[0])


def _summary(checked: Sequence[CheckedFile], fail_on: Collection[str]) -> str:
    claims = sum(len(one.article.claims) for one in checked)
    failing = sum(len(one.failing(fail_on)) for one in checked)
    text = f"{words.several(claims, 'claim')} in {words.several(len(checked), 'file')}"
    if not fail_on:
        return plain(f"{text}.")
    named = " or ".join(verdict for verdict in (*VERDICTS, CONTRADICTED) if verdict in fail_on)
    verb = "is" if failing == 1 else "are"
    return plain(f"{text}; {words.counted(failing, 'failing claims')} {verb} {named}.")


def _escaped(text: str, signs: dict[str, str]) -> str:
    return "".join(signs.get(sign, sign) for sign in text)
