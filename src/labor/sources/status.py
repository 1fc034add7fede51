"""What is held, from where, how old it is, and what newer should exist by now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path

from labor.sources.cards import Card
from labor.sources.catalogue import Catalogue, load_catalogue, vintage_key
from labor.sources.digest import sha256_of
from labor.sources.inventory import StoredFile, stored_files, waits


@dataclass(frozen=True)
class FileStatus:
    """One held file.

    Args:
        id: Table it holds; empty if it has no card.
        group: Program it belongs to.
        scope: Which table of the program.
        vintage: Vintage of the table.
        file: Path below the project folder.
        bytes: Length.
        sha256: Digest of the content as it is now.
        copy: "publisher", "resaved", "extract" or "unknown".
        url: Address it was fetched from; empty if a person added it.
        retrieved_on: Day it was fetched or added, YYYY-MM-DD.
        age_days: Days since then; None if it has no card.
        state: "whole", "waiting" (new content that must be seen before it enters the tables),
            "changed" (it is not the one its card describes) or "no card".
        next_step: What to do about it; empty if nothing.
    """

    id: str
    group: str
    scope: str
    vintage: str
    file: str
    bytes: int
    sha256: str
    copy: str
    url: str
    retrieved_on: str
    age_days: int | None
    state: str
    next_step: str


@dataclass(frozen=True)
class NewerTable:
    """A newer vintage of a held table.

    Args:
        id: Name of the newer table.
        group: Program it belongs to.
        scope: Which table of the program.
        held: Newest vintage that is held; for a monthly series the day of its file.
        newer: Vintage, or month, that is newer.
        timing: Whether it should or may be out.
        next_step: How to get it.
    """

    id: str
    group: str
    scope: str
    held: str
    newer: str
    timing: str
    next_step: str


@dataclass(frozen=True)
class Status:
    """What is held and what newer there should be.

    Args:
        held: One entry per file.
        newer: One entry per table of which a newer vintage should or may be out.
    """

    held: list[FileStatus]
    newer: list[NewerTable]

    def to_dict(self) -> dict[str, list[dict[str, str | int | None]]]:
        """Both lists as plain values, for JSON."""
        return {
            "held": [asdict(entry) for entry in self.held],
            "newer": [asdict(entry) for entry in self.newer],
        }


def status(root: Path, today: date) -> Status:
    """Say what is held and what newer there should be.

    Args:
        root: Project folder.
        today: Day to count from.

    Returns:
        Held files by group and name, newer vintages by table.

    Raises:
        SourceError: A card is damaged.
    """
    known = load_catalogue()
    files = stored_files(root, known)
    return Status(
        [_file_status(stored, root, today, known) for stored in files], _newer(files, today, known)
    )


def _file_status(stored: StoredFile, root: Path, today: date, catalogue: Catalogue) -> FileStatus:
    digest = sha256_of(stored.path)
    file = stored.path.relative_to(root).as_posix()
    size = stored.path.stat().st_size
    if stored.card is None:
        step = f"Run `labor add {file}` to check it and give it a card."
        return FileStatus(
            "", stored.group, "", "", file, size, digest, "unknown", "", "", None, "no card", step
        )
    card = catalogue.card(stored.card.id)
    state = "waiting" if waits(stored, catalogue) else "whole"
    state = state if digest == stored.card.sha256 else "changed"
    steps = {
        "whole": "",
        "waiting": f"Run `labor accept {card.id}` to see what it changes.",
        "changed": f"Run `labor fetch {card.id}` to get it again.",
    }
    return FileStatus(
        id=card.id,
        group=stored.group,
        scope=card.scope,
        vintage=card.vintage,
        file=file,
        bytes=size,
        sha256=digest,
        copy=stored.card.copy,
        url=stored.card.url,
        retrieved_on=stored.card.retrieved_on,
        age_days=(today - date.fromisoformat(stored.card.retrieved_on)).days,
        state=state,
        next_step=steps[state],
    )


def _newer(files: Iterable[StoredFile], today: date, catalogue: Catalogue) -> list[NewerTable]:
    newest: dict[tuple[str, str], tuple[tuple[int, ...], str, Card]] = {}
    for stored in files:
        for card in _tables_in(stored, catalogue):
            key = (card.group, card.scope)
            day = stored.card.retrieved_on if stored.card else ""
            time = (vintage_key(card.vintage), day, card)
            newest[key] = max(newest.get(key, time), time, key=lambda entry: entry[:2])
    found = []
    for scope in catalogue.scopes:
        release = None if scope.irregular else newest_release(scope.group, today)
        if release is None or (scope.group, scope.name) not in newest:
            continue
        _, day, card = newest[scope.group, scope.name]
        if scope.has_vintages:
            if vintage_key(card.vintage) < vintage_key(release.vintage):
                newer = catalogue.card(scope.card(release.vintage).id)
                found.append(_entry(newer, card.vintage, release, today))
        elif card.grows:
            then = newest_release(scope.group, date.fromisoformat(day))
            if then is not None and then.vintage < release.vintage:
                found.append(_entry(card, f"file of {day}", release, today))
    return found


def _tables_in(stored: StoredFile, catalogue: Catalogue) -> list[Card]:
    """The table of a held file, and those that come with the same download."""
    if stored.card is None:
        return []
    card = catalogue.card(stored.card.id)
    made = (scope.card(card.vintage) for scope in catalogue.scopes if "part_of" in scope.fields)
    return [card, *(part for part in made if part.part_of == card.id)]


def _entry(card: Card, stored: str, release: ExpectedRelease, today: date) -> NewerTable:
    step = f"Run `labor fetch {card.id}`."
    if not (card.download_url or card.part_of):
        step = f"Save it from {card.landing_url} and run `labor add FILE`."
    timing = release.timing(today)
    return NewerTable(card.id, card.group, card.scope, stored, release.vintage, timing, step)


#: Days on which the calendar of releases is asked; the step is shorter than any month.
_FIRST, _LAST, _STEP = date(1997, 1, 1), 2100, timedelta(days=27)


@dataclass(frozen=True)
class ExpectedRelease:
    """A vintage and when it comes out.

    Args:
        vintage: As the publisher counts; the month of a monthly series as YYYY-MM.
        begins: First day on which it may be out.
        ends: Day by which it should be out.
    """

    vintage: str
    begins: date
    ends: date

    def timing(self, today: date) -> str:
        """Whether it "should be out" or "may be out" on a day."""
        if today >= self.ends:
            return f"should be out since {self.ends.isoformat()}"
        return f"may be out: usual between {self.begins.isoformat()} and {self.ends.isoformat()}"


def newest_release(group: str, today: date) -> ExpectedRelease | None:
    """The newest vintage that may be out on a day.

    Args:
        group: Publisher's program: "oews", "projections", "ooh", "onet" or "cpi".
        today: The day.

    Returns:
        The vintage; None for a program without regular releases.
    """
    rule = _RULES.get(group)
    return rule(today) if rule else None


def release_after(group: str, vintage: str) -> ExpectedRelease | None:
    """The release that follows a vintage.

    Args:
        group: Publisher's program, see `newest_release`.
        vintage: The vintage, as the publisher counts.

    Returns:
        The release; None for a program without regular releases.
    """
    day = _FIRST
    while day.year < _LAST:
        release = newest_release(group, day)
        if release is None or vintage_key(release.vintage) > vintage_key(vintage):
            return release
        day += _STEP
    return None


def _oews(today: date) -> ExpectedRelease:
    """May estimates come out between April and July of the next year.

    Evidence: projections workbooks carry the wages of May 2019 as of 2020-04-16 and those
    of May 2020 as of 2021-04-21; BLS updates them when the May estimates are out. Recent
    vintages came in July.
    """
    year = today.year if today >= date(today.year, 4, 1) else today.year - 1
    return ExpectedRelease(str(year - 1), date(year, 4, 1), date(year, 7, 31))


def _projections(today: date) -> ExpectedRelease:
    """Projections and handbook come out around the first days of September, each year.

    Evidence: dates printed in the files, 2022-32 as of 2023-09-06, 2023-33 as of 2024-08,
    2024-34 released 2025-08-28.
    """
    year = today.year if today >= date(today.year, 8, 25) else today.year - 1
    return ExpectedRelease(
        f"{year - 1}-{(year + 9) % 100:02d}", date(year, 8, 25), date(year, 9, 30)
    )


def _onet(today: date) -> ExpectedRelease:
    """O*NET releases each quarter; the first of a new number comes in August.

    Evidence: release 29.3 is of May 2025.
    """
    quarters = (today.year - 2025) * 4 + (today.month - 5) // 3
    number, minor = divmod(29 * 4 + 3 + quarters, 4)
    months = 2025 * 12 + 4 + 3 * quarters
    return ExpectedRelease(f"{number}.{minor}", _first_of(months), _first_of(months + 1))


def _cpi(today: date) -> ExpectedRelease:
    """The index of a month comes out around the middle of the next one.

    Evidence: the Bureau's schedule of releases; a month can be missing for good, as
    October 2025 is.
    """
    months = today.year * 12 + today.month - 1 - (1 if today.day >= 10 else 2)
    month, after = _first_of(months), _first_of(months + 1)
    return ExpectedRelease(f"{month:%Y-%m}", after.replace(day=10), after.replace(day=20))


def _first_of(months: int) -> date:
    """First day of a month that is counted from the year 0."""
    return date(months // 12, months % 12 + 1, 1)


_RULES = {
    "oews": _oews,
    "projections": _projections,
    "ooh": _projections,
    "onet": _onet,
    "cpi": _cpi,
}
