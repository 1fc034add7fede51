"""Fetching tables by name from their publishers into data/raw."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from labor.errors import SourceError
from labor.sources.cards import Card
from labor.sources.catalogue import Catalogue, load_catalogue
from labor.sources.content import Recogniser
from labor.sources.digest import sha256_of
from labor.sources.inbox import receiving
from labor.sources.inventory import FileCard, group_folder, read_card
from labor.sources.store import DownloadOrigin, StoreResult, keep
from labor.sources.web import FetchPolicy, Web, asks_for_contact, find_contact, how_to_get

#: Called with the table's name, the bytes that have arrived, and those expected if known.
OnProgress = Callable[[str, int, int | None], None]


@dataclass(frozen=True)
class Planned:
    """One file that a fetch would ask for.

    Args:
        card: Table to fetch; the one that carries it if it is part of another.
        url: Address to fetch from.
        path: Where the file will be kept.
        action: What will be done: "fetch" or, for a file that is held whole, "fetch if changed".
    """

    card: Card
    url: str
    path: Path
    action: str


def plan(
    ids: Iterable[str], root: Path, *, base_url: str = "", catalogue: Catalogue | None = None
) -> list[Planned]:
    """Say what a fetch would do, without using the network.

    Args:
        ids: Names of tables.
        root: Project folder.
        base_url: Server to fetch from instead of the publishers'; it must serve their paths.
        catalogue: Known tables; those of the package if left out.

    Returns:
        One entry per file, in the order asked for; tables in the same file share one.

    Raises:
        SourceError: A table is not known, or cannot be fetched from its publisher.
    """
    known = catalogue or load_catalogue()
    cards = {card.id: card for card in (known.carrier(known.card(name)) for name in ids)}
    return [_planned(card, root, base_url, known) for card in cards.values()]


def fetch(
    ids: Iterable[str],
    root: Path,
    *,
    accept_new: bool = False,
    recognise: Recogniser | None = None,
    on_progress: OnProgress | None = None,
    contact: str | None = None,
    policy: FetchPolicy | None = None,
    base_url: str = "",
    today: date | None = None,
    catalogue: Catalogue | None = None,
) -> list[StoreResult]:
    """Fetch tables and keep them, each whole or not at all.

    What arrived before a failure stays; the same command then goes on where it stopped.

    Args:
        ids: Names of tables: "oews_national_2024".
        root: Project folder.
        accept_new: Whether content other than the known or held one may take its place.
        recognise: Tells kind and vintage of a file from its content.
        on_progress: Told about the progress.
        contact: E-mail address of the person who fetches; that of the environment or the
            configuration if left out.
        policy: Retries and pace.
        base_url: Server to fetch from instead of the publishers'; it must serve their paths.
        today: Day to note on the cards; today if left out.
        catalogue: Known tables; those of the package if left out.

    Returns:
        What became of each file.

    Raises:
        SourceError: See `plan`; or no contact is set and a publisher asks for one, or a
            file cannot be fetched, is not whole, or differs from the known or held one.
    """
    known = catalogue or load_catalogue()
    planned = plan(ids, root, base_url=base_url, catalogue=known)
    web = Web(_person(contact, root, planned), policy)

    def one(item: Planned) -> StoreResult:
        with receiving(root, item.card.group) as box:
            arrived = box / item.path.name
            stored = _whole_card(item.path)
            version = stored.version if stored and stored.url == item.url else None
            report = partial(on_progress, item.card.id) if on_progress else None
            answer = web.fetch(item.url, arrived, version, report)
            if stored and not answer.changed:
                return _unchanged(item, stored)
            return keep(
                arrived,
                known.with_parts(item.card),
                origin=DownloadOrigin(item.url, answer.version),
                accept_new=accept_new,
                recognise=recognise,
                today=today,
            )

    return [one(item) for item in planned]


def _person(contact: str | None, root: Path, planned: Iterable[Planned]) -> str:
    """The contact to send along; a publisher that asks for one gets no request without it."""
    person = find_contact(root) if contact is None else contact
    for item in planned:
        if not person and asks_for_contact(item.card.download_url):
            raise SourceError(
                "The publisher wants to know who fetches, and no contact is set",
                where=item.card.download_url,
                next_step=how_to_get(item.card.download_url, item.path.name),
            )
    return person


def _planned(card: Card, root: Path, base_url: str, catalogue: Catalogue) -> Planned:
    if not card.download_url:
        raise SourceError(
            f"{card.id} has no address that a program can fetch",
            where=card.landing_url,
            next_step="Open the page in a browser, save the table and run `labor add FILE`.",
        )
    if newest := catalogue.superseding(card):
        raise SourceError(
            f"The address of {card.id} serves a newer vintage by now",
            where=card.download_url,
            expected=card.vintage,
            got=f"{newest.vintage} or newer",
            next_step=f"Run `labor fetch {newest.id}`, or get the older one from "
            f"{card.landing_url} in a browser and run `labor add FILE`.",
        )
    path = group_folder(root, card.group) / card.file_name
    action = "fetch if changed" if _whole_card(path) else "fetch"
    return Planned(card, _at(card.download_url, base_url), path, action)


def _at(url: str, base_url: str) -> str:
    """The same path on another server."""
    if not base_url:
        return url
    try:
        here, there = urlsplit(url), urlsplit(base_url)
    except ValueError as error:
        raise SourceError(
            "The address cannot be used",
            where=base_url,
            got=str(error),
            next_step="Write the server as in https://example.org.",
        ) from error
    path = there.path.rstrip("/") + here.path
    return urlunsplit((there.scheme, there.netloc, path, here.query, ""))


def _whole_card(path: Path) -> FileCard | None:
    """The card of a held file that is still the one it describes."""
    card = read_card(path)
    return card if card and path.exists() and sha256_of(path) == card.sha256 else None


def _unchanged(item: Planned, stored: FileCard) -> StoreResult:
    known = item.card.known(stored.sha256) is not None
    return StoreResult(
        item.card.id, item.path, "unchanged", stored.sha256, stored.bytes, stored.copy, known
    )
