"""From what a person asks for, a code, a title or a profile, to a role with its codes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from labor.errors import OccupationError
from labor.occupations.codebook import LINKED, Codebook
from labor.occupations.codes import (
    NEWEST,
    NEWEST_ONET,
    ONET,
    SERIES,
    UNLINKED,
    is_code,
    normalise_code,
)
from labor.occupations.names import CLASSIFICATIONS, Handbook, Names, closest
from labor.occupations.roles import Role, inside, trace
from labor.occupations.titles import title_key

if TYPE_CHECKING:
    from labor.occupations.find import Finder

#: A name from one of these lists is taken for the occupation of then, not for a part of it now.
_RECENT = ("soc_2018", "soc_2010")
#: So many occupations of the search are offered.
_OFFERED = 5

#: Columns of the tables that names and codes are looked up in.
NEEDED = {
    "occupations": ["soc_version", "occupation_code", "occupation_title", "occupation_level"],
    "soc_lineage": LINKED,
    "titles": ["title_source", "soc_version", "occupation_code", "title"],
    "profiles": ["edition", "profile_id", "profile_title", "soc_version", "soc_code"],
    "profile_members": ["edition", "profile_id", "occupation_code", "is_sum"],
}


def resolve(
    query: str,
    occupations: pd.DataFrame,
    lineage: pd.DataFrame,
    *,
    titles: pd.DataFrame | None = None,
    profiles: pd.DataFrame | None = None,
    profile_members: pd.DataFrame | None = None,
) -> Role:
    """Find the role that a person asks for, see `Directory.resolve`.

    Args:
        query: A code of any list, a title, a job title, or a Handbook profile.
        occupations: Table `occupations`.
        lineage: Table `soc_lineage`.
        titles: Table `titles`, for job titles.
        profiles: Table `profiles`, for the Handbook's own names.
        profile_members: Table `profile_members`, for profiles of several occupations.

    Returns:
        The role with its codes in every list.

    Raises:
        OccupationError: Nothing or too much is named so; the message lists what is close.
    """
    directory = Directory(
        occupations, lineage, titles=titles, profiles=profiles, profile_members=profile_members
    )
    return directory.resolve(query)


class Directory:
    """Occupations by name and by code, made once for many queries.

    Args:
        occupations: Table `occupations`.
        lineage: Table `soc_lineage`.
        titles: Table `titles`, if there is one, or a function that reads it when it is needed.
        profiles: Table `profiles`, if there is one; the newest edition counts.
        profile_members: Table `profile_members`, if there is one.
        finder: Gives the search for titles, which reads words that are no title of one occupation.
    """

    def __init__(
        self,
        occupations: pd.DataFrame,
        lineage: pd.DataFrame,
        *,
        titles: pd.DataFrame | Callable[[], pd.DataFrame] | None = None,
        profiles: pd.DataFrame | None = None,
        profile_members: pd.DataFrame | None = None,
        finder: Callable[[], Finder] | None = None,
    ) -> None:
        self._finder = finder
        self.codebook = Codebook(occupations, lineage)
        self._names = Names(occupations, titles)
        self._handbook = Handbook(profiles, profile_members)
        listed = set(occupations["soc_version"].unique())
        self._lists = [version for version in reversed(SERIES) if version in listed]

    def resolve(self, query: str) -> Role:
        """Find the role that a person asks for.

        A code, alone or with a title behind it, means the newest list that has it. Words
        mean, in this order: the title of a detailed occupation of the newest list; a Handbook
        profile, by title or web address; a title of an older list; a group of occupations; the
        title of a finer occupation of the newest O*NET, which is then told to be a part; the
        only occupation of SOC 2018 or SOC 2010 whose title contains all the words, if job
        titles do not say otherwise; a job title that belongs to one occupation. Case,
        punctuation, singular and plural do not matter.

        A job title that belongs to several occupations is answered only if they were one
        occupation in SOC 2010 whose title contains it: "Health Information Technician" is
        29-2072 and 29-9021, which were 29-2071. Otherwise the choice is the reader's, and the
        error lists the occupations.

        Args:
            query: Code or words.

        Returns:
            The role with its codes in every list.

        Raises:
            OccupationError: Nothing or too much is named so; the message lists what is close.
        """
        text = " ".join(str(query).split())
        first = text.partition(" ")[0]
        if is_code(first):
            return self._by_code(text, normalise_code(first))
        newest, older = self._lists[:1], self._lists[1:]
        role = title_key(text) and (
            self._by_title(text, newest)
            or self._by_profile(text)
            or self._by_title(text, older)
            or self._by_group(text)
            or self._by_onet_title(text)
            or self._by_meaning(text)
        )
        if not role:
            raise self._unknown(text)
        return role

    def of_code(self, code: str, version: str) -> Role:
        """The role that a code of one list is.

        Args:
            code: Occupation code.
            version: List of the code, one of `codes.SERIES`.

        Returns:
            The role with its codes in every list.

        Raises:
            OccupationError: The code is not in the list.
        """
        return self._role(code, "single", [code], version)

    def _by_code(self, text: str, code: str) -> Role:
        lists = self.codebook.lists_of(code)
        series = [version for version in lists if version in SERIES]
        if series:
            return self._role(text, "single", [code], series[0])
        if not lists:
            raise self._unknown_code(code)
        if lists[0] in ONET:
            return self._by_onet_code(text, code, lists[0])
        return Role(
            text,
            self.codebook.title(code, lists[0]),
            "single",
            {lists[0]: (code,)},
            (f"No crosswalk leads from {UNLINKED[lists[0]]} to the codes of today.",),
            anchor_version=lists[0],
            coverage={lists[0]: "same"},
        )

    def _by_onet_code(self, text: str, code: str, version: str) -> Role:
        # Not the name of the whole: from before the SOC counts what is called as the part is.
        title = self.codebook.title(code, version)
        role = self._role(text, "single", [code[:7]], ONET[version], label=title)
        if len(role.codes.get(NEWEST, ())) > 1:
            raise self._divided_since(code, version, role.codes[NEWEST])
        whole = self.codebook.name(code[:7], ONET[version])
        note = f"{self.codebook.name(code, version)} is a finer occupation of O*NET"
        if self.codebook.group_of(code[:7], ONET[version]):
            note += f" and a part of {whole}; pay and outlook are published for nothing so fine."
        else:
            note += f"; pay and outlook are published for {whole} as a whole."
        role = replace(role, notes=(note, *role.notes))
        return inside(role, title)

    def _by_onet_title(self, text: str) -> Role | None:
        found = self._finer_titled(text)
        return self._by_onet_code(text, found[0], NEWEST_ONET) if len(found) == 1 else None

    def _finer_titled(self, text: str) -> list[str]:
        """Finer occupations of the newest O*NET with this title."""
        found = self._names.titled(text, NEWEST_ONET)
        return [code for code in found if not code.endswith(".00")]

    def _by_title(self, text: str, versions: Iterable[str]) -> Role | None:
        """The detailed occupation with this title, in the first list that has one."""
        for version in versions:
            found = self._names.titled(text, version)
            detailed = [code for code in found if not self.codebook.is_group(code, version)]
            if len(detailed) == 1:
                # One that is a group by now means what its code means.
                own = [one for one in self._lists if detailed[0] in self._names.titled(text, one)]
                return self._role(text, "single", detailed, own[0])
        return None

    def _by_group(self, text: str) -> Role | None:
        for version in self._lists:
            found = self._names.titled(text, version)
            if found:
                largest = min(found, key=lambda code: len(code.rstrip("0")))
                return self._role(text, "single", [largest], version)
        return None

    def _by_profile(self, text: str) -> Role | None:
        profile = self._handbook.titled(text)
        if profile is None:
            return None
        version = profile.version
        codes = [code for code in profile.codes if version in self.codebook.lists_of(code)]
        if len(codes) == 1:
            return self._role(text, "single", codes, version, profile_id=profile.id)
        if not codes:
            return None
        note = (
            f"{profile.title} is a group of {len(codes)} occupations that the Occupational "
            f"Outlook Handbook made ({profile.edition}); it has no code of its own."
        )
        role = self._role(
            text, "composite", codes, version, label=profile.title, profile_id=profile.id
        )
        return replace(role, notes=(note, *role.notes))

    def _by_meaning(self, text: str) -> Role | None:
        """By a name of the vocabulary, by job titles, or by the search for titles."""
        # The search loads what only words need.
        from labor.occupations.find import EXACT, LIKELY, RIVAL, SURE

        found = self._finder().find(text, _OFFERED) if self._finder else None
        listed = any(self._names.titled(text, version) for version in (*UNLINKED, *ONET))
        if found is None or found.empty or listed:
            # What a list names so is not guessed; nothing leads on from the occupations of 1997.
            return self._by_words(text)
        best, others = found.iloc[0], found.iloc[1:]
        likely = self._role(text, "single", [best["occupation_code"]], NEWEST)
        is_name = best["score"] == EXACT and best["matched_source"] == "vocabulary"
        if is_name and best["chance"] >= SURE:
            return likely
        try:
            role = self._by_words(text)
        except OccupationError:
            role = None
        agrees = role is not None and best["occupation_code"] in role.codes.get(NEWEST, ())
        if role and agrees and (best["chance"] >= SURE or role.kind != "single"):
            return role
        if best["chance"] < LIKELY:
            return None
        rivals = others.loc[others["chance"] >= RIVAL, "occupation_code"]
        read = f"{text!r} was read as {self.codebook.name(best['occupation_code'], NEWEST)}"
        if len(rivals):
            names = "; ".join(self.codebook.name(code, NEWEST) for code in rivals[:2])
            read += f"; it can also mean {names}"
        read_as = role if role and agrees else likely
        return replace(read_as, notes=(f"{read}.", *read_as.notes), chance=float(best["chance"]))

    def _by_words(self, text: str) -> Role | None:
        """By the words in official titles and by job titles, which must not contradict."""
        version, jobs = self._names.jobs(text)
        worded = self._only_title_with(text)
        role = self._role(text, "single", [worded[1]], worded[0]) if worded else None
        if not jobs:
            return role
        if role and role.anchor_version in _RECENT and jobs <= set(role.codes.get(version, ())):
            return role if len(jobs) == 1 else replace(role, kind="several", label=text)
        if len(jobs) == 1:
            return self._role(text, "single", jobs, version)
        raise OccupationError(
            f"The job title {text!r} belongs to several occupations",
            expected="a title or code of one of them",
            got="; ".join(self.codebook.name(code, version) for code in sorted(jobs)[:5])
            + (f"; {len(jobs) - 5} more" if len(jobs) > 5 else ""),
            next_step="Ask for the one that is meant, by its code or its title.",
        )

    def _only_title_with(self, text: str) -> tuple[str, str] | None:
        """The newest occupation with all the words in its title, unless others have them, too."""
        hits = self._names.worded(text)
        version = next((v for v in CLASSIFICATIONS if v in hits), "")
        if len(hits.get(version, ())) != 1:
            return None
        (code,) = hits[version]
        traced = trace([code], version, self.codebook).codes
        alone = all(found <= set(traced.get(other, ())) for other, found in hits.items())
        return (version, code) if alone else None

    def _role(
        self,
        query: str,
        kind: str,
        codes: Iterable[str],
        version: str,
        *,
        label: str = "",
        profile_id: str = "",
    ) -> Role:
        anchor = sorted(codes)
        traced = trace(anchor, version, self.codebook)
        name = label or self.codebook.title(anchor[0], version)
        before = self._same_name_before_soc(query, name)
        notes = tuple(
            f"{self.codebook.name(code, unlinked)} ({UNLINKED[unlinked]}) has the same name; no "
            "crosswalk says whether it is the same occupation, so do not compare."
            for unlinked, found in before.items()
            for code in found
        )
        return Role(
            query=query,
            label=name,
            kind=kind,
            codes=before | traced.codes,
            notes=traced.notes + notes,
            profile_id=profile_id or self._handbook.made_of(traced.codes),
            anchor_version=version,
            coverage=dict.fromkeys(before, "by_name") | traced.coverage,
            stand_ins=traced.stand_ins,
            mixed=traced.mixed,
        )

    def _same_name_before_soc(self, *names: str) -> dict[str, tuple[str, ...]]:
        """Codes from before the SOC with one of the names, all that can be said of them."""
        found = {
            version: tuple(sorted({c for name in names for c in self._names.titled(name, version)}))
            for version in UNLINKED
        }
        return {version: codes for version, codes in found.items() if codes}

    def _unknown(self, text: str) -> OccupationError:
        found = self._finder().find(text, _OFFERED) if self._finder and title_key(text) else None
        if found is not None and not found.empty:
            names = (self.codebook.name(code, NEWEST) for code in found["occupation_code"])
            return OccupationError(
                f"It is not clear which occupation {text!r} is",
                expected="a title, a job title, a Handbook profile or a code",
                got=f"did you mean: {'; '.join(names)}",
                next_step="Ask for one of these, by code or by title.",
            )
        choices = {title_key(title): title for title in self._handbook.titles()}
        choices |= self._names.shown()
        close = closest(text, {shown: key for key, shown in choices.items()})
        return OccupationError(
            f"No occupation is called {text!r}",
            expected="a title, a job title, a Handbook profile or a code",
            got=f"close to it: {'; '.join(close)}" if close else "nothing close to it",
            next_step="Ask for one of these, by code or by title.",
        )

    def _divided_since(self, code: str, version: str, now: Iterable[str]) -> OccupationError:
        title = self.codebook.title(code, version)
        whole = self.codebook.name(code[:7], ONET[version])
        names = "; ".join(self.codebook.name(one, NEWEST) for one in now)
        same = [self.codebook.name(one, NEWEST) for one in self._names.titled(title, NEWEST)]
        same += [self.codebook.name(one, NEWEST_ONET) for one in self._finer_titled(title)]
        return OccupationError(
            f"{code} {title} is of an older O*NET list, and no crosswalk here says what it is now",
            expected=f"a code or title of {SERIES[NEWEST]} or of the newest O*NET",
            got=f"a part of {whole} ({SERIES[ONET[version]]}), which is now {names}",
            next_step="Ask for the one that is meant, by its code or its title"
            + (f"; the same title has {'; '.join(same)}." if same else "."),
        )

    def _unknown_code(self, code: str) -> OccupationError:
        near = self._names.beside(code, self._lists[0]) if self._lists else []
        return OccupationError(
            f"No list of occupations has the code {code}",
            expected="a code of one of the lists",
            got=f"close to it: {'; '.join(near[:5])}" if near else "nothing close to it",
            next_step="Check the digits, or ask by title.",
        )
