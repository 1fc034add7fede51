"""What a name stands for: official titles, job titles, Handbook profiles, and what is close."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from labor.occupations.codebook import Codes
from labor.occupations.codes import ONET, SERIES, level_of
from labor.occupations.lineage import tuples_of
from labor.occupations.titles import APOSTROPHE, forms, plain_title, title_key, title_words

#: Classifications, newest first. The mixed lists of codes are left out: their long titles name
#: several occupations at once.
CLASSIFICATIONS = ("soc_2018", "soc_2010", "soc_2000")
#: The SOC's own list, in which a job title belongs to one occupation, with few exceptions.
_DIRECT_MATCH = "soc_direct_match"
#: Similarity from 0 to 100 below which a title is no help.
_CLOSE = 60


class Names:
    """Titles to be looked up; case, punctuation and plural do not matter.

    Args:
        occupations: Table `occupations`.
        titles: Table `titles`, if there is one, or a function that reads it: it is large, and
            needed only where no official title has the words.
    """

    def __init__(
        self,
        occupations: pd.DataFrame,
        titles: pd.DataFrame | Callable[[], pd.DataFrame] | None,
    ) -> None:
        columns = ["soc_version", "occupation_code", "occupation_title"]
        self._named = list(tuples_of(occupations, columns))
        self._given = titles
        self._keyed: dict[str, dict[str, list[str]]] = {}

    def titled(self, text: str, version: str) -> list[str]:
        """Codes of a list with exactly this title.

        Args:
            text: A title.
            version: The list, one of `codes.VERSIONS`.
        """
        return self._exact(version).get(title_key(text), [])

    def worded(self, text: str) -> dict[str, set[str]]:
        """Detailed occupations whose titles contain all the words, by classification."""
        words = title_words(text)
        found: dict[str, set[str]] = defaultdict(set)
        for version, code, named in self._words if words else ():
            if words <= named:
                found[version].add(code)
        return found

    def jobs(self, text: str) -> tuple[str, Codes]:
        """The newest classification in which this is a job title, and its occupations."""
        key = title_key(text)
        found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for version, code, title, source in self._job_titles_like(key) if key else ():
            if key in map(title_key, forms(title)):
                found[ONET.get(version, version)][source].add(code[:7])
        version = next((v for v in CLASSIFICATIONS if v in found), "")
        sources = found.get(version, {})
        named = sources.get(_DIRECT_MATCH) or set().union(*sources.values())
        return version, frozenset(named)

    def shown(self) -> dict[str, str]:
        """Every title in its newest form, "29-2072 Medical Records Specialists", by its key."""
        order = {version: place for place, version in enumerate((*ONET, *SERIES))}
        listed = [row for row in self._named if row[0] in order]
        return {
            title_key(title): f"{code} {title}"
            for _, code, title in sorted(listed, key=lambda row: order[row[0]])
        }

    def beside(self, code: str, version: str) -> list[str]:
        """Codes and titles of a list that begin as a code does.

        Args:
            code: A code that no list has.
            version: The list, one of `codes.VERSIONS`.
        """
        return [f"{c} {title}" for v, c, title in self._named if v == version and c[:6] == code[:6]]

    def _exact(self, version: str) -> dict[str, list[str]]:
        """Codes of a list by the key of their title; most questions are of few lists."""
        if version not in self._keyed:
            found: dict[str, list[str]] = defaultdict(list)
            for listed, code, title in self._named:
                if listed == version:
                    found[title_key(title)].append(code)
            self._keyed[version] = found
        return self._keyed[version]

    @cached_property
    def _words(self) -> list[tuple[str, str, frozenset[str]]]:
        return [
            (version, code, title_words(title))
            for version, code, title in self._named
            if version in CLASSIFICATIONS and level_of(code) == "detailed"
        ]

    def _job_titles_like(self, key: str) -> Iterable[tuple[str, str, str, str]]:
        """Job titles that can have a key, with those that have it among them.

        There are tens of thousands; to make the key of each takes a second.
        """
        yield from self._finer_titles
        if self._titles is not None:
            like = self._titles["title"]
            for word in sorted(key.split(), key=len, reverse=True):
                # A singular and its plurals differ in the last two letters at most: -man, -men.
                # "and" may stand there as "&", and an apostrophe inside any other word.
                if word != "and":
                    pattern = f"{word[:-2] or word}|{APOSTROPHE.pattern}"
                    like = like[like.str.contains(pattern, case=False)]
            columns = ["soc_version", "occupation_code", "title", "title_source"]
            yield from tuples_of(self._titles.loc[like.index], columns)

    @cached_property
    def _titles(self) -> pd.DataFrame | None:
        return self._given() if callable(self._given) else self._given

    @cached_property
    def _finer_titles(self) -> list[tuple[str, str, str, str]]:
        """Titles of the occupations that O*NET divides those of the SOC into."""
        return [
            (version, code, title, "onet_occupations")
            for version, code, title in self._named
            if version in ONET and not code.endswith(".00")
        ]


@dataclass(frozen=True)
class HandbookProfile:
    """One profile of the newest edition.

    Args:
        id: Last part of its web address.
        title: Its title.
        edition: Edition of the Handbook.
        version: List that its codes belong to.
        whole: Code of the profile, empty if the Handbook made the group itself.
        members: Codes of its occupations, sorted.
    """

    id: str
    title: str
    edition: str
    version: str
    whole: str
    members: tuple[str, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The profile's own code or, if it has none, its members."""
        return (self.whole,) if self.whole else self.members


class Handbook:
    """The profiles of the newest edition of the Handbook, to be looked up.

    Args:
        profiles: Table `profiles`, if there is one.
        members: Table `profile_members`, if there is one; rows that sum others do not count.
    """

    def __init__(self, profiles: pd.DataFrame | None, members: pd.DataFrame | None) -> None:
        self._profiles: list[HandbookProfile] = []
        if profiles is None or profiles.empty:
            return
        edition = profiles["edition"].max()
        codes = _codes(members, edition)
        columns = ["profile_id", "profile_title", "soc_version", "soc_code"]
        rows = profiles[profiles["edition"] == edition]
        for name, title, version, code in tuples_of(rows, columns):
            whole = code if isinstance(code, str) else ""
            self._profiles.append(
                HandbookProfile(name, title, edition, version, whole, codes.get(name, ()))
            )

    def titled(self, text: str) -> HandbookProfile | None:
        """The profile with this title or web address."""
        key = title_key(text)
        for profile in self._profiles:
            if text.lower() == profile.id or key == title_key(profile.title):
                return profile
        return None

    def made_of(self, codes: Mapping[str, tuple[str, ...]]) -> str:
        """The profile that is made of exactly these codes, by list; empty if there is none."""
        for profile in self._profiles:
            ours = codes.get(profile.version, ())
            if ours and ours in (profile.codes, profile.members):
                return profile.id
        return ""

    def titles(self) -> list[str]:
        """The titles of all profiles."""
        return [profile.title for profile in self._profiles]


def _codes(members: pd.DataFrame | None, edition: str) -> dict[str, tuple[str, ...]]:
    if members is None:
        return {}
    rows = members[(members["edition"] == edition) & ~members["is_sum"]]
    codes = rows.groupby("profile_id")["occupation_code"]
    return {str(name): tuple(sorted(set(found))) for name, found in codes}


def closest(query: str, choices: Mapping[str, str]) -> list[str]:
    """At most five choices whose titles are closest to the query, best first.

    Args:
        query: What a person typed.
        choices: Title by the text to show for it.

    Returns:
        Texts to show; none if no title is close.
    """
    from rapidfuzz import fuzz, process  # only a mistake needs it

    found = process.extract(
        plain_title(query),
        {shown: plain_title(title) for shown, title in choices.items()},
        scorer=fuzz.WRatio,
        limit=5,
        score_cutoff=_CLOSE,
    )
    return [shown for _, _, shown in found]
