"""How often the search for a title finds the right occupation, counted and as a page.

`python tests/helpers/find_accuracy.py` writes the counts into docs/methods/find.md.
"""

from __future__ import annotations

import csv
import itertools
import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from unittest.mock import patch

import pandas as pd

from labor.answers.tables import directory_of, finder_of, title_parts
from labor.errors import OccupationError
from labor.occupations.directory import Directory
from labor.occupations.find import SURE, Finder
from labor.occupations.title_table import TitleTables, title_tables
from labor.occupations.titles import forms, title_key
from labor.occupations.wording import vocabulary

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests/data"
PAGE = ROOT / "docs/methods/find.md"
PROCESSED = ROOT / "data/processed"
#: Files of cases: of strangers, of four who had not seen the rules, of the hand that wrote the
#: vocabulary, and those of the first day.
SETS = {
    "strangers": "find_strangers",
    "editors": "find_editors",
    "doors": "find_doors",
    "posts": "find_posts",
    "own": "find_blind",
    "hard": "find_cases",
}

Questions = Mapping[str, frozenset[str]]
Search = Callable[[str], Sequence[str]]


@dataclass(frozen=True)
class Case:
    """A query, the codes that are right (none if it is no occupation), its kind and its half."""

    query: str
    codes: frozenset[str]
    kind: str
    half: str


@dataclass(frozen=True)
class Count:
    """How many questions there were, and how many had a right answer first, or among three."""

    asked: int
    first: int
    three: int

    def cells(self) -> str:
        return f"{self.asked:,} | {self.first / self.asked:.1%} | {self.three / self.asked:.1%}"


def cases(name: str, half: str = "") -> list[Case]:
    """The cases of a set, of one half if it is named."""
    with (DATA / f"{SETS[name]}.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    codes = [frozenset(filter(None, row["codes"].split(";"))) for row in rows]
    found = [
        Case(row["query"], right, row["kind"], row["half"])
        for row, right in zip(rows, codes, strict=True)
    ]
    return [case for case in found if not half or case.half == half]


def questions(listed: Iterable[Case]) -> Questions:
    """The cases that have an answer."""
    return {case.query: case.codes for case in listed if case.codes}


def count(finder: Finder, asked: Questions) -> Count:
    """Ask all questions; any of several right codes is a right answer."""
    return counted(lambda query: list(finder.find(query, 3)["occupation_code"]), asked)


def counted(search: Search, asked: Questions) -> Count:
    """The same of any search that gives codes, the likeliest first."""
    pairs = [(search(query)[:3], right) for query, right in asked.items()]
    return Count(
        len(pairs),
        sum(not right.isdisjoint(found[:1]) for found, right in pairs),
        sum(not right.isdisjoint(found) for found, right in pairs),
    )


def by_kind(finder: Finder, directory: Directory, listed: Sequence[Case]) -> str:
    """Counts by kind as a table: found, called sure, taken for a role."""
    lines = [
        "| kind | asked | right first | among three | sure | sure and wrong | role refused | "
        "role read and wrong | role silently wrong |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    kinds = dict.fromkeys(case.kind for case in listed)
    rows = {case.query: _outcome(finder, directory, case) for case in listed}
    for kind in (*kinds, "all"):
        of_kind = [case for case in listed if kind in (case.kind, "all")]
        known = [rows[case.query] for case in of_kind]
        total = Counter(what for outcome in known for what in outcome)
        share = [f"{total[what] / len(of_kind):.0%}" for what in ("first", "three")]
        numbers = ("sure", "sure and wrong", "refused", "read and wrong", "silently wrong")
        cells = [kind, str(len(of_kind)), *share, *(str(total[what]) for what in numbers)]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _outcome(finder: Finder, directory: Directory, case: Case) -> list[str]:
    """What became of a case; a query that is no occupation is right if nothing is sure."""
    found = finder.find(case.query, 3)
    codes = list(found["occupation_code"])
    is_sure = bool(len(found) and found["chance"].iloc[0] >= SURE)
    first = bool(case.codes & set(codes[:1])) or (not case.codes and not is_sure)
    outcome = ["first"] * first + ["three"] * (first or bool(case.codes & set(codes)))
    outcome += ["sure"] * is_sure + ["sure and wrong"] * (is_sure and not first)
    try:
        role = directory.resolve(case.query)
    except OccupationError:
        return [*outcome, "refused"]
    if case.codes & set(role.codes.get("soc_2018", ())):
        return outcome
    return [*outcome, "read and wrong" if role.chance < 1 else "silently wrong"]


def chances(finder: Finder, listed: Iterable[Case]) -> str:
    """How often the first occupation was right, by the chance that was told."""
    steps = (0.0, 0.3, 0.5, 0.7, 0.9, SURE, 1.01)
    held: dict[float, list[bool]] = defaultdict(list)
    told: dict[float, list[float]] = defaultdict(list)
    for case in listed:
        found = finder.find(case.query, 1)
        if len(found):
            chance = found["chance"].iloc[0]
            step = max(step for step in steps if step <= chance)
            held[step].append(found["occupation_code"].iloc[0] in case.codes)
            told[step].append(chance)
    lines = ["| chance told | queries | told on average | right |", "|---|--:|--:|--:|"]
    for step, end in itertools.pairwise(steps):
        if held[step]:
            n, right = len(held[step]), sum(held[step])
            lines.append(
                f"| {step:.0%} to {min(end, 1):.0%} | {n} | {sum(told[step]) / n:.0%} | "
                f"{right / n:.0%} |"
            )
    return "\n".join(lines)


def confusion(finder: Finder, listed: Iterable[Case]) -> str:
    """Every query whose first occupation was wrong, with what it was taken for."""
    lines = ["| query | right | taken for | chance |", "|---|---|---|--:|"]
    for case in listed:
        found = finder.find(case.query, 1)
        if case.codes and len(found) and found["occupation_code"].iloc[0] in case.codes:
            continue
        if found.empty or not case.codes:
            continue
        row = found.iloc[0]
        taken = f"{row['occupation_code']} {row['occupation_title']}"
        right = ", ".join(sorted(case.codes))
        lines.append(f"| {case.query} | {right} | {taken} | {row['chance']:.0%} |")
    return "\n".join(lines)


def baselines(tables: TitleTables) -> dict[str, Search]:
    """Other ways to search the same titles: two of rapidfuzz, and BM25 with exact titles first."""
    from rapidfuzz import fuzz, process

    keys = dict(enumerate(tables.titles["key"].to_pylist()))
    codes = tables.titles["leads_to"].to_pylist()
    listed = (tables.groups[name].to_pylist() for name in ("occupation_code", "jobs"))
    jobs = dict(zip(*listed, strict=True))

    def codes_of(scored: Iterable[tuple[float, int]]) -> list[str]:
        best: dict[str, float] = {}
        for score, place in scored:
            best[codes[place]] = max(best.get(codes[place], 0), score)
        return sorted(best, key=lambda code: (-best[code], -jobs[code]))

    def fuzzy(scorer: Callable[..., float], query: str) -> list[str]:
        found = process.extract(title_key(query), keys, scorer=scorer, limit=30)
        return codes_of((score, place) for _, score, place in found)

    bm25 = _bm25(keys)
    return {
        "rapidfuzz, token_sort_ratio": partial(fuzzy, fuzz.token_sort_ratio),
        "rapidfuzz, WRatio": partial(fuzzy, fuzz.WRatio),
        "BM25, exact titles first": lambda query: codes_of(bm25(query)),
    }


def _bm25(keys: Mapping[int, str]) -> Callable[[str], list[tuple[float, int]]]:
    """Okapi BM25 with k1 = 1.2 and b = 0.75."""
    with_word: dict[str, list[int]] = defaultdict(list)
    for place, key in keys.items():
        for word in key.split():
            with_word[word].append(place)
    mean = sum(len(key.split()) for key in keys.values()) / len(keys)

    def search(query: str) -> list[tuple[float, int]]:
        asked, scores = title_key(query), defaultdict(float)
        for word in asked.split():
            places = with_word.get(word, [])
            worth = math.log(1 + (len(keys) - len(places) + 0.5) / (len(places) + 0.5))
            for place in places:
                length = len(keys[place].split()) / mean
                scores[place] += worth * 2.2 / (1 + 1.2 * (0.25 + 0.75 * length))
        return [(score + 1000 * (keys[n] == asked), n) for n, score in scores.items()]

    return search


def compared(tables: Mapping[str, pd.DataFrame]) -> str:
    """The baselines beside the search, with and without the vocabulary."""
    lines = [
        "| searched by | vocabulary | strangers' cases | right first | among three |",
        "|---|---|--:|--:|--:|",
    ]
    asked = questions(cases("strangers"))
    for label, names in (("with", vocabulary), ("without", list)):
        with patch("labor.occupations.title_table.vocabulary", names):
            made = title_tables(tables)
        finder = Finder(made)
        lines.append(f"| labor find | {label} | {count(finder, asked).cells()} |")
        for name, search in baselines(made).items():
            lines.append(f"| {name} | {label} | {counted(search, asked).cells()} |")
    return "\n".join(lines)


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


def without(titles: pd.DataFrame, asked: Questions) -> pd.DataFrame:
    """Titles that are none of the questions, in any of their forms."""
    keys = {title_key(form) for title in asked for form in forms(title)}
    known = [any(title_key(form) in keys for form in forms(title)) for title in titles["title"]]
    return titles[~pd.Series(known, index=titles.index)]


def with_soc_titles(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Tables without O*NET's titles, which show what these add."""
    titles = tables["titles"]
    return {**tables, "titles": titles[titles["title_source"] == "soc_direct_match"]}


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
    asked_of = reported(given)
    chosen = dict(sorted(asked_of.items())[start::every])
    small = with_soc_titles(tables)["titles"]
    large = pd.concat([small, without(alternate, asked_of)])
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


def quick_tables(finder: Finder, directory: Directory) -> dict[str, str]:
    """The tables of the page that a test makes again, by their marks."""
    apart = [case for name in ("strangers", "editors", "own") for case in cases(name, "test")]
    found = {name: by_kind(finder, directory, cases(name)) for name in SETS}
    found["strangers, kept apart"] = by_kind(finder, directory, cases("strangers", "test"))
    return found | {"chances": chances(finder, apart), "confusion": confusion(finder, apart)}


if __name__ == "__main__":
    searched = title_parts(PROCESSED)
    text = PAGE.read_text(encoding="utf-8")
    for mark, table in quick_tables(finder_of(searched), directory_of(PROCESSED)).items():
        text = filled(text, mark, table)
    text = filled(text, "baselines", compared(searched))
    text = filled(text, "held out", held_out_table(held_out(searched)))
    PAGE.write_text(text, encoding="utf-8", newline="\n")
