"""How often the search for a title finds the right occupation, counted and as a page.

`python tests/helpers/find_accuracy.py` writes the counts into docs/methods/find.md.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import pandas as pd

from labor.answers.find.verb import finder_of, tables_of
from labor.occupations.find import Finder
from labor.occupations.titles import forms, title_key
from labor.occupations.wording import words

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests/data/find_cases.csv"
PAGE = ROOT / "docs/methods/find.md"
PROCESSED = ROOT / "data/processed"

Questions = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Count:
    """How many questions there were, and how many had a right answer first, or among three."""

    asked: int
    first: int
    three: int

    def cells(self) -> str:
        return f"{self.asked:,} | {self.first / self.asked:.1%} | {self.three / self.asked:.1%}"


def cases(half: str, kinds: Iterable[str] = ()) -> Questions:
    """The hard cases of one half, of all kinds if none is named."""
    with CASES.open(encoding="utf-8", newline="") as lines:
        return {
            row["query"]: frozenset(row["codes"].split(";"))
            for row in csv.DictReader(lines)
            if row["half"] == half and (not kinds or row["kind"] in kinds)
        }


def kinds() -> list[str]:
    with CASES.open(encoding="utf-8", newline="") as lines:
        return list(dict.fromkeys(row["kind"] for row in csv.DictReader(lines)))


def count(finder: Finder, questions: Questions) -> Count:
    """Ask all questions; any of several right codes is a right answer."""
    answers = [list(finder.find(query, 3)["occupation_code"]) for query in questions]
    pairs = list(zip(answers, questions.values(), strict=True))
    return Count(
        len(pairs),
        sum(not right.isdisjoint(found[:1]) for found, right in pairs),
        sum(not right.isdisjoint(found) for found, right in pairs),
    )


def onet_titles(titles: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """O*NET's alternate titles and its reported titles."""
    return tuple(
        titles[titles["title_source"] == f"onet_{name}"] for name in ("alternate", "reported")
    )


def reported(titles: pd.DataFrame) -> Questions:
    """Reported titles as questions; right is every occupation that reports the title."""
    right: dict[str, set[str]] = defaultdict(set)
    shown: dict[str, str] = {}
    for title, code in titles[["title", "occupation_code"]].itertuples(index=False, name=None):
        right[title_key(title)].add(code[:7])
        shown.setdefault(title_key(title), title)
    return {shown[key]: frozenset(codes) for key, codes in right.items()}


def without(titles: pd.DataFrame, questions: Questions) -> pd.DataFrame:
    """Titles that are none of the questions, in any of their forms."""
    asked = {title_key(form) for title in questions for form in forms(title)}
    known = [any(title_key(form) in asked for form in forms(title)) for title in titles["title"]]
    return titles[~pd.Series(known, index=titles.index)]


def with_soc_titles(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Tables without O*NET's titles, which show what these add."""
    titles = tables["titles"]
    return {**tables, "titles": titles[titles["title_source"] == "soc_direct_match"]}


def hard_cases(finder: Finder, *, by_kind: bool = True) -> str:
    """Counts of the hard cases as a table, with a row for each kind or of all alone."""
    lines = [
        "| cases | tuned on | right first | among three | kept apart | right first | among three |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for label, chosen in [*((kind, (kind,)) for kind in kinds() if by_kind), ("all", ())]:
        halves = (count(finder, cases(half, chosen)).cells() for half in ("tune", "test"))
        lines.append(f"| {label} | {' | '.join(halves)} |")
    with patch("labor.occupations.find.readings", as_typed):
        halves = (count(finder, cases(half)).cells() for half in ("tune", "test"))
        lines.append(f"| all, without letters and everyday words | {' | '.join(halves)} |")
    return "\n".join(lines)


def as_typed(query: str) -> list[frozenset[str]]:
    """The words of a query without the meanings that the word lists add."""
    return [words(query)]


def held_out(
    tables: Mapping[str, pd.DataFrame], every: int = 2, start: int = 1
) -> dict[str, Count]:
    """Counts of O*NET's reported titles, which are not in what is searched by purpose.

    Args:
        tables: Tables to search in. All reported titles are alternate titles as well, so these
            are taken out of them, in any of their forms.
        every: Ask only each so many-th title, in the order of the alphabet.
        start: The first of them. The weights were chosen with even places, so odd ones count.
    """
    alternate, given = onet_titles(tables["titles"])
    questions = reported(given)
    chosen = dict(sorted(questions.items())[start::every])
    small = with_soc_titles(tables)["titles"]
    large = pd.concat([small, without(alternate, questions)])
    found = {}
    for label, titles in (("SOC titles", small), ("SOC and alternate titles", large)):
        finder = finder_of({**tables, "titles": titles})
        for rest, known in ((", titles in no list", False), (", titles in a list", True)):
            asked = {q: codes for q, codes in chosen.items() if finder.has(q) == known}
            found[label + rest] = count(finder, asked)
    return found


def held_out_table(counts: Mapping[str, Count]) -> str:
    """Counts of held-out titles as a table."""
    lines = ["| searched | titles asked | right first | among three |", "|---|--:|--:|--:|"]
    lines += [f"| {label} | {found.cells()} |" for label, found in counts.items()]
    return "\n".join(lines)


def filled(page: str, name: str, table: str) -> str:
    """The page with a table between its two marks."""
    marks = rf"(<!-- {name} -->\n).*?(<!-- end -->)"
    return re.sub(marks, lambda found: found[1] + table + "\n" + found[2], page, flags=re.S)


def block(page: str, name: str) -> str:
    """What stands between the two marks."""
    return re.search(rf"<!-- {name} -->\n(.*?)\n<!-- end -->", page, re.S)[1]


if __name__ == "__main__":
    found = tables_of(PROCESSED)
    text = PAGE.read_text(encoding="utf-8")
    text = filled(text, "hard cases", hard_cases(finder_of(found)))
    small = hard_cases(finder_of(with_soc_titles(found)), by_kind=False)
    text = filled(text, "hard cases, SOC titles", small)
    text = filled(text, "held out", held_out_table(held_out(found)))
    PAGE.write_text(text, encoding="utf-8", newline="\n")
