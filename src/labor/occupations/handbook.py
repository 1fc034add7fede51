"""Profiles of the Occupational Outlook Handbook as groups of occupation codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from labor.occupations.titles import title_key


@dataclass(frozen=True)
class Profile:
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
    """The newest edition of the Handbook, arranged to be looked up.

    Args:
        profiles: Table `profiles`, if there is one.
        members: Table `profile_members`, if there is one; rows that sum others do not count.
    """

    def __init__(self, profiles: pd.DataFrame | None, members: pd.DataFrame | None) -> None:
        self._profiles: list[Profile] = []
        if profiles is None or profiles.empty:
            return
        edition = profiles["edition"].max()
        codes = _codes(members, edition)
        columns = ["profile_id", "profile_title", "soc_version", "soc_code"]
        rows = profiles.loc[profiles["edition"] == edition, columns]
        for name, title, version, code in rows.itertuples(index=False, name=None):
            whole = code if isinstance(code, str) else ""
            self._profiles.append(
                Profile(name, title, edition, version, whole, codes.get(name, ()))
            )

    def titled(self, text: str) -> Profile | None:
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
