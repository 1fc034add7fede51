"""Every table the project knows, read from TOML and found by id, content or name."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib import resources
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from labor.errors import SourceError
from labor.sources.cards import Card, KnownFile, Scope, read_group

__all__ = ["Card", "Catalogue", "KnownFile", "Scope", "load_catalogue", "read_catalogue"]

#: What browsers and file managers add to the name of a second download: "oesm24nat (1)",
#: "oesm24nat - Copy".
_COPY = re.compile(r"(?: ?\(\d+\)| - copy| copy)+$", re.IGNORECASE)


class Catalogue:
    """The cards, and the ways to find one.

    Args:
        cards: Every card that is written down.
        scopes: Every scope; some can make cards for vintages that are not written down.

    Attributes:
        cards: Card by id.
        by_sha256: Card and known file by the digest of the content.
    """

    def __init__(self, cards: Iterable[Card], scopes: Iterable[Scope]) -> None:
        self.cards = {card.id: card for card in cards}
        self.scopes = list(scopes)
        self.by_sha256 = {
            file.sha256: (card, file) for card in self.cards.values() for file in card.files
        }

    @property
    def groups(self) -> list[str]:
        """The programs, in order of the alphabet."""
        return sorted({scope.group for scope in self.scopes})

    def group(self, name: str) -> list[Card]:
        """The cards of one program that are written down.

        Raises:
            SourceError: There is no such program.
        """
        if name not in self.groups:
            raise SourceError(
                f"There is no group of tables named {name}", expected=", ".join(self.groups)
            )
        return [card for card in self.cards.values() if card.group == name]

    def fetchable(self, group: str, vintage: str = "") -> list[Card]:
        """The tables of one program that can be fetched.

        Args:
            group: Publisher's program.
            vintage: Only this vintage; all that are written down if left out.

        Returns:
            Cards with an address that serves their vintage, their own or that of the card
            they are a part of. For a vintage of which no card is written down, a card of
            every table that has an address.

        Raises:
            SourceError: There is no such program.
        """
        cards = [card for card in self.group(group) if vintage in ("", card.vintage)]
        if vintage and not cards:
            scopes = (scope for scope in self.scopes if scope.group == group)
            cards = [scope.card(vintage) for scope in scopes if scope.accepts(vintage)]
        return [card for card in cards if self._has_address(card)]

    def _has_address(self, card: Card) -> bool:
        carrier = self.carrier(card)
        return bool(carrier.download_url) and self.superseding(carrier) is None

    def superseding(self, card: Card) -> Card | None:
        """The newer card that a card's address serves by now; None if it still serves the card."""
        newest = self.newest(card.group)
        if not card.latest_only or newest is None:
            return None
        if vintage_key(newest.vintage) <= vintage_key(card.vintage):
            return None
        scopes = (s for s in self.scopes if (s.group, s.name) == (card.group, card.scope))
        return self.card(next(scopes).card(newest.vintage).id)

    def card(self, card_id: str) -> Card:
        """The card of that id; one that is not written down is made from its scope.

        Raises:
            SourceError: No table has that id.
        """
        if card_id in self.cards:
            return self.cards[card_id]
        for scope in self.scopes:
            if vintage := scope.vintage_of(card_id):
                return scope.card(vintage)
        raise _unknown(card_id, difflib.get_close_matches(card_id, self.cards, n=5), self.scopes)

    def carrier(self, card: Card) -> Card:
        """The card whose download holds the table: its own, or the one it is a part of."""
        return self.card(card.part_of) if card.part_of else card

    def with_parts(self, card: Card) -> Card:
        """The card with the known files of the tables that its download holds as well."""
        parts = (other for other in self.cards.values() if other.part_of == card.id)
        return replace(
            card, files=card.files + tuple(file for part in parts for file in part.files)
        )

    def newest(self, group: str, scope: str = "") -> Card | None:
        """The newest card that is written down.

        Args:
            group: Publisher's program.
            scope: One of its tables; all of them if left out.

        Returns:
            The card; None if there is none.

        Raises:
            SourceError: There is no such program.
        """
        cards = [card for card in self.group(group) if scope in ("", card.scope)]
        return max(cards, key=lambda card: vintage_key(card.vintage), default=None)

    def example(self, scope: Scope) -> str:
        """A name by which a file of the scope is recognised; empty if there is none."""
        card = self.newest(scope.group, scope.name)
        if card is None:
            last = self.newest(scope.group)
            card = scope.card(last.vintage if last else "")
        served = PurePosixPath(unquote(urlsplit(card.download_url).path)).name
        if scope.matches(served) is not None:
            return served
        return card.file_name or (card.files[0].name if card.files else "")

    def by_content(self, group: str, kind: str, vintage: str, scope: str = "") -> list[Card]:
        """The tables that a file may hold, going by what is in it.

        Args:
            group: Publisher's program.
            kind: Kind of its first raw table.
            vintage: Vintage; empty for a table without vintages.
            scope: Name of the scope; empty where the kind tells it.

        Returns:
            Cards, none where the content does not tell enough.
        """
        made = [
            self.card(one.card(vintage).id)
            for one in self.scopes
            if one.group == group
            and one.accepts(vintage)
            and (one.name == scope if scope else kind in one.fields.get("kinds", ()))
        ]
        fixed = [card for card in self.group(group) if not card.vintage and kind in card.kinds]
        return made + fixed

    def by_name(self, file_name: str) -> tuple[list[Card], list[Scope]]:
        """What a downloaded file may be, going by its name alone.

        Args:
            file_name: Name as the browser gave it: "oesm24nat (1).zip".

        Returns:
            The cards it may belong to, and the scopes it may belong to in a vintage
            that the name does not say.
        """
        name = plain_name(file_name)
        cards = {
            card.id: card
            for card in self.cards.values()
            if any(file.name.casefold() == name.casefold() for file in card.files)
        }
        open_scopes = []
        for scope in self.scopes:
            vintage = scope.matches(name)
            if vintage:
                card = self.card(scope.card(vintage).id)
                cards[card.id] = card
            elif vintage == "":
                open_scopes.append(scope)
        return list(cards.values()), open_scopes


def _unknown(card_id: str, near: list[str], scopes: list[Scope]) -> SourceError:
    forms = [str(scope.fields["id"]) for scope in scopes if scope.has_vintages]
    shown = near or [form.replace("{vintage}", "<vintage>") for form in forms]
    return SourceError(
        f"There is no table named {card_id}",
        expected=", ".join(shown),
        got=card_id,
        next_step="Name one of these; a vintage is written with underscores: 2018, 2024_34, 29_3.",
    )


def plain_name(file_name: str) -> str:
    """A file name without what a browser adds: "oesm24nat (1).zip" is "oesm24nat.zip"."""
    stem, dot, ending = file_name.rpartition(".")
    # "Copy of oesm24nat"
    return re.sub(r"^copy of ", "", _COPY.sub("", stem), flags=re.IGNORECASE) + dot + ending


def vintage_key(vintage: str) -> tuple[int, ...]:
    """A key that sorts vintages by time: "9.3" before "29.3", "2018-28" before "2024-34"."""
    return tuple(int(number) for number in re.findall(r"\d+", vintage))


#: File of a publisher's room with the cards of its tables.
_CARDS = "catalogue.toml"


@cache
def load_catalogue() -> Catalogue:
    """The catalogue that comes with the package, read once.

    Raises:
        SourceError: A file of it cannot be read.
    """
    with resources.as_file(resources.files("labor") / "publishers") as folder:
        return read_catalogue(folder, _CARDS)


def read_catalogue(folder: Path, pattern: str = "*.toml") -> Catalogue:
    """Read a folder of catalogue files; whether they are right is tested with the package.

    Args:
        folder: Folder with one TOML file per group, at any depth.
        pattern: Names of these files.

    Returns:
        The catalogue.

    Raises:
        SourceError: A file cannot be read.
    """
    cards: list[Card] = []
    scopes: list[Scope] = []
    for path in sorted(folder.rglob(pattern)):
        found, known = read_group(path)
        cards += found
        scopes += known
    return Catalogue(cards, scopes)
