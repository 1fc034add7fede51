"""How old the tables in use are, and what should be out by now by the calendar of releases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pandas as pd

from labor.errors import SourceError
from labor.sources.catalogue import load_catalogue, vintage_key
from labor.sources.content import group_of
from labor.sources.status import ExpectedRelease, newest_release, release_after
from labor.tables.load import load

#: What people call the programs, in the order of the answers.
PROGRAMS = {
    "oews": "Pay and jobs (OEWS)",
    "projections": "Projections",
    "ooh": "Handbook",
    "onet": "O*NET",
    "cpi": "Consumer prices",
}
_COLUMNS = ["source_id", "kind", "vintage"]
#: Scopes of the survey that come out together and may be of different years here.
_SCOPES = {"national": "nation", "state": "states", "metro": "metropolitan areas"}


@dataclass(frozen=True)
class TableAge:
    """The newest that the tables hold of a program, and the newest there should be.

    Args:
        group: Publisher's program: "oews".
        about: What it is called, with its part: "Pay and jobs (OEWS), states".
        vintage: Newest vintage in the tables; the month of a monthly series as YYYY-MM.
        newer: Vintage that should or may be out; empty if the tables hold the newest.
        timing: Whether it should or may be out, and since when; empty without a newer one.
        behind: Releases between the two; months of a monthly series.
    """

    group: str
    about: str
    vintage: str
    newer: str
    timing: str
    behind: int

    @property
    def sentence(self) -> str:
        """What is held, and what is newer."""
        if not self.newer:
            return f"{self.about}: {self.vintage}, the newest by the calendar of releases."
        months = f", {self.behind} months later," if self.group == "cpi" and self.behind > 1 else ""
        return f"{self.about}: {self.vintage}; {self.newer}{months} {self.timing}."


def ages(folder: Path, today: date) -> list[TableAge]:
    """Say how old the tables in use are.

    Args:
        folder: Folder of the published tables.
        today: Day to count from.

    Returns:
        An entry for each program in the tables that has a calendar, and for each part of the
        survey of pay; none if no tables were built.
    """
    try:
        held = _newest_held(load("sources", folder, columns=_COLUMNS))
        months = load("prices", folder, columns=["year", "month", "cpi_u_index_status"])
    except SourceError:
        return []
    published = months[months["cpi_u_index_status"] == "published"]
    if len(published):
        newest = (published["year"] * 100 + published["month"]).max()
        held["cpi", ""] = f"{newest // 100}-{newest % 100:02}"
    found = []
    for group in PROGRAMS:
        for (of_group, part), vintage in sorted(held.items()):
            if of_group == group and (release := _newest(group, vintage, today)):
                found.append(_age(group, part, vintage, release, today))
    return found


def age_line(sources: pd.DataFrame) -> str:
    """Say how old some tables are and when newer ones should be out, whatever day it is.

    Args:
        sources: Rows of the table `sources`.

    Returns:
        A sentence that stays true; empty where no program of theirs has a calendar.
    """
    held = _newest_held(sources.reindex(columns=_COLUMNS))
    parts, catalogue = [], load_catalogue()
    for group, program in PROGRAMS.items():
        vintages = [vintage for (of_group, _), vintage in held.items() if of_group == group]
        vintage = max(vintages, key=vintage_key, default="")
        newest = catalogue.newest(group) if vintage else None
        if newest and vintage_key(newest.vintage) > vintage_key(vintage):
            # Of a table of past years it is no news when the next one was due.
            parts.append(f"{program} {vintage} (the newest known are {newest.vintage})")
        elif vintage and (release := release_after(group, vintage)):
            due = f"{release.ends:%B %Y}"
            parts.append(f"{program} {vintage} ({release.vintage} planned by {due})")
    return f"Newest tables on this page: {'; '.join(parts)}." if parts else ""


def _newest_held(rows: pd.DataFrame) -> dict[tuple[str, str], str]:
    """The newest vintage of each program, and of each part of the survey of pay."""
    held: dict[tuple[str, str], str] = {}
    catalogue = load_catalogue()
    for source, kind, vintage in rows.dropna().itertuples(index=False, name=None):
        group = group_of(str(kind))
        card, _, part = str(source).partition(".")
        scope = catalogue.card(card).scope if group == "oews" else ""
        about = _SCOPES.get(part if scope == "flat" else scope, "") if group == "oews" else ""
        if group == "oews" and not about:
            continue
        known = held.get((group, about), str(vintage))
        held[group, about] = max(known, str(vintage), key=vintage_key)
    return held


def _newest(group: str, vintage: str, today: date) -> ExpectedRelease | None:
    """The newest release there may be; the one before, where that is newer and should be out."""
    release = newest_release(group, today)
    if release is None or today >= release.ends:
        return release
    before = newest_release(group, release.begins - timedelta(days=1))
    is_newer = before and vintage_key(before.vintage) > vintage_key(vintage)
    return before if is_newer else release


def _age(group: str, part: str, vintage: str, release: ExpectedRelease, today: date) -> TableAge:
    about = PROGRAMS[group] + (f", {part}" if part else "")
    if vintage_key(vintage) >= vintage_key(release.vintage):
        return TableAge(group, about, vintage, "", "", 0)
    timing = release.timing(today)
    return TableAge(
        group, about, vintage, release.vintage, timing, _behind(group, vintage, release)
    )


def _behind(group: str, vintage: str, release: ExpectedRelease) -> int:
    """Releases from the one that is held to the newest."""
    (first, *then), (last, *later) = vintage_key(vintage), vintage_key(release.vintage)
    if group == "cpi":
        return (last - first) * 12 + later[0] - then[0]
    if group == "onet":
        return (last - first) * 4 + later[0] - then[0]
    return last - first
