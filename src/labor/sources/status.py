"""What is held, from where, how old it is, and what newer should exist by now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from labor.sources.cards import Card
from labor.sources.catalogue import Catalogue, load_catalogue, vintage_key
from labor.sources.content import sha256_of
from labor.sources.inventory import Held, held_files, waits
from labor.sources.releases import Release, newest_release


@dataclass(frozen=True)
class HeldStatus:
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
class NewerStatus:
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

    held: list[HeldStatus]
    newer: list[NewerStatus]

    def to_dict(self) -> dict[str, list[dict[str, str | int | None]]]:
        """Both lists as plain values, for JSON."""
        return {
            "held": [asdict(entry) for entry in self.held],
            "newer": [asdict(entry) for entry in self.newer],
        }


def status(root: Path, today: date, catalogue: Catalogue | None = None) -> Status:
    """Say what is held and what newer there should be.

    Args:
        root: Project folder.
        today: Day to count from.
        catalogue: Known tables; those of the package if left out.

    Returns:
        Held files by group and name, newer vintages by table.

    Raises:
        SourceError: A card is damaged.
    """
    known = catalogue or load_catalogue()
    files = held_files(root, known)
    return Status(
        [_held_status(held, root, today, known) for held in files], _newer(files, today, known)
    )


def _held_status(held: Held, root: Path, today: date, catalogue: Catalogue) -> HeldStatus:
    digest = sha256_of(held.path)
    file = held.path.relative_to(root).as_posix()
    size = held.path.stat().st_size
    if held.card is None:
        step = f"Run `labor add {file}` to check it and give it a card."
        return HeldStatus(
            "", held.group, "", "", file, size, digest, "unknown", "", "", None, "no card", step
        )
    card = catalogue.card(held.card.id)
    state = "waiting" if waits(held, catalogue) else "whole"
    state = state if digest == held.card.sha256 else "changed"
    steps = {
        "whole": "",
        "waiting": f"Run `labor accept {card.id}` to see what it changes.",
        "changed": f"Run `labor fetch {card.id}` to get it again.",
    }
    return HeldStatus(
        id=card.id,
        group=held.group,
        scope=card.scope,
        vintage=card.vintage,
        file=file,
        bytes=size,
        sha256=digest,
        copy=held.card.copy,
        url=held.card.url,
        retrieved_on=held.card.retrieved_on,
        age_days=(today - date.fromisoformat(held.card.retrieved_on)).days,
        state=state,
        next_step=steps[state],
    )


def _newer(files: Iterable[Held], today: date, catalogue: Catalogue) -> list[NewerStatus]:
    newest: dict[tuple[str, str], tuple[tuple[int, ...], str, Card]] = {}
    for held in files:
        for card in _tables_in(held, catalogue):
            key = (card.group, card.scope)
            time = (vintage_key(card.vintage), held.card.retrieved_on, card)
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


def _tables_in(held: Held, catalogue: Catalogue) -> list[Card]:
    """The table of a held file, and those that come with the same download."""
    if held.card is None:
        return []
    card = catalogue.card(held.card.id)
    made = (scope.card(card.vintage) for scope in catalogue.scopes if "part_of" in scope.fields)
    return [card, *(part for part in made if part.part_of == card.id)]


def _entry(card: Card, held: str, release: Release, today: date) -> NewerStatus:
    step = f"Run `labor fetch {card.id}`."
    if not (card.download_url or card.part_of):
        step = f"Save it from {card.landing_url} and run `labor add FILE`."
    timing = release.timing(today)
    return NewerStatus(card.id, card.group, card.scope, held, release.vintage, timing, step)
