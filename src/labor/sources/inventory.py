"""The files under data/raw that came from a publisher, each with the card written beside it."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from datetime import date
from functools import partial
from pathlib import Path, PurePosixPath

from labor.errors import SourceError
from labor.sources.cards import Card, KnownFile
from labor.sources.catalogue import Catalogue
from labor.sources.content import endings
from labor.sources.digest import sha256_of

#: Where publishers' files are kept, below the project folder.
RAW = PurePosixPath("data/raw")
CARD_ENDING = ".card.toml"
#: Folder below a group's with the files that a newer one took the place of.
REPLACED = "replaced"
_HEADING = "# Written by labor: where the file beside this card came from.\n"


@dataclass(frozen=True)
class Version:
    """What a server says to tell versions of a file apart; empty where it says nothing.

    Args:
        etag: Its version mark.
        last_modified: Its time of change.
    """

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True)
class FileCard:
    """The card beside a held file.

    Args:
        id: Table the file holds: "oews_national_2018".
        file: Name of the file.
        sha256: Digest of its content, in hex.
        bytes: Length of its content.
        copy: "publisher", "resaved" or "extract"; "unknown" if a person added a file that
            the catalogue does not know.
        url: Address it was fetched from; empty if a person added it.
        retrieved_on: Day it was fetched or added, YYYY-MM-DD.
        etag: The server's version mark, if it gave one.
        last_modified: The server's time of change, if it gave one.
        seen_on: Day on which its content was accepted for the tables, YYYY-MM-DD; the day it
            came for content that the catalogue knows; empty while it waits to be seen.
        in_spite_of: Names of facts that its content breaks and that a person let pass, with
            blanks between them.
    """

    id: str
    file: str
    sha256: str
    bytes: int
    copy: str
    url: str
    retrieved_on: str
    etag: str = ""
    last_modified: str = ""
    seen_on: str = ""
    in_spite_of: str = ""

    @property
    def version(self) -> Version:
        """What the server said when the file was fetched."""
        return Version(self.etag, self.last_modified)

    def to_toml(self) -> str:
        """The text of the card, the same for the same card."""
        lines = (f"{name} = {_toml(value)}\n" for name, value in asdict(self).items())
        return _HEADING + "".join(lines)


@dataclass(frozen=True)
class StoredFile:
    """One held file.

    Args:
        path: Where it is.
        group: Program it belongs to.
        card: Its card; None if a person put the file there without `labor add`.
    """

    path: Path
    group: str
    card: FileCard | None

    @property
    def table_id(self) -> str:
        """Table that the file holds, as its card says; empty without a card."""
        return self.card.id if self.card else ""


def card_path(file: Path) -> Path:
    """Where the card of a held file is."""
    return file.with_name(file.name + CARD_ENDING)


def read_card(file: Path) -> FileCard | None:
    """Read the card beside a file.

    Args:
        file: The held file itself.

    Returns:
        The card, None if there is none.

    Raises:
        SourceError: The card is damaged.
    """
    path = card_path(file)
    if not path.exists():
        return None
    try:
        card = FileCard(**tomllib.loads(path.read_text(encoding="utf-8")))
        for field in fields(FileCard):
            value = getattr(card, field.name)
            if type(value).__name__ != field.type:
                raise TypeError(f"{field.name} is {value!r}")
        date.fromisoformat(card.retrieved_on)
    except (TypeError, ValueError, RecursionError) as error:  # TOML's own errors are among these
        raise SourceError(
            "The card of a held file cannot be read",
            where=str(path),
            expected=", ".join(field.name for field in fields(FileCard)),
            got=str(error),
            next_step="Delete the card and run `labor add` on the file.",
        ) from error
    return card


def group_folder(root: Path, group: str) -> Path:
    """Folder of a program's files.

    Args:
        root: Project folder.
        group: Publisher's program.
    """
    return root / RAW / group


def stored_files(root: Path, catalogue: Catalogue) -> list[StoredFile]:
    """Every file that is held, with and without a card.

    Args:
        root: Project folder.
        catalogue: Names the programs to look for.

    Returns:
        One entry per file, by group and name. Replaced files are left out.

    Raises:
        SourceError: A card is damaged.
    """
    return [
        StoredFile(path, group, read_card(path))
        for group in catalogue.groups
        for path in _files_in(group_folder(root, group))
    ]


def preferred_files(root: Path, catalogue: Catalogue) -> list[StoredFile]:
    """The held files to read: one for each table, though it may be held twice.

    Content that nobody has seen yet is not read: the file it took the place of is, if there
    was one.

    A table may be held as an archive and as the workbook inside it, or as parts and as a
    whole. The catalogue's order of a card's files decides; a file that the catalogue does
    not know goes before the known ones, since it is newer; parts are taken where there is
    nothing else.

    Args:
        root: Project folder.
        catalogue: Knows the files.

    Returns:
        Files with a card, by group and name.

    Raises:
        SourceError: A card is damaged, or a file is not the one its card describes.
    """
    by_table: dict[str, list[StoredFile]] = {}
    for stored in map(partial(_seen_version, catalogue=catalogue), stored_files(root, catalogue)):
        if stored is not None and stored.card is not None:
            check_whole(stored)
            by_table.setdefault(stored.card.id, []).append(stored)
    chosen = [stored for files in by_table.values() for stored in _preferred(files, catalogue)]
    return sorted(chosen, key=lambda stored: (stored.group, stored.path.name))


def waiting_files(root: Path, catalogue: Catalogue) -> list[StoredFile]:
    """The held files whose content waits to be seen before it enters the tables.

    Args:
        root: Project folder.
        catalogue: Knows the content that was seen when the package was made.

    Returns:
        Files with a card, by group and name.

    Raises:
        SourceError: A card is damaged.
    """
    return [stored for stored in stored_files(root, catalogue) if waits(stored, catalogue)]


def waits(stored: StoredFile, catalogue: Catalogue) -> bool:
    """Whether the content of a held file is new, and nobody has accepted it yet.

    Args:
        stored: The file.
        catalogue: Knows the content that was seen when the package was made.
    """
    card = stored.card
    return card is not None and not card.seen_on and card.sha256 not in catalogue.by_sha256


def _seen_version(stored: StoredFile, catalogue: Catalogue) -> StoredFile | None:
    """The file itself, or while it waits the newest seen one that it took the place of."""
    if not waits(stored, catalogue):
        return stored
    copies = sorted((stored.path.parent / REPLACED).glob(f"*_{stored.path.name}"), reverse=True)
    for path in copies:
        older = StoredFile(path, stored.group, read_card(path))
        if older.card is not None and not waits(older, catalogue):
            return older
    return None


def _preferred(files: list[StoredFile], catalogue: Catalogue) -> list[StoredFile]:
    """The best of one table's files, or all of its parts if there is no whole."""

    def known(stored: StoredFile) -> tuple[Card, KnownFile] | None:
        return catalogue.by_sha256.get(stored.card.sha256) if stored.card else None

    def rank(stored: StoredFile) -> tuple[int, str]:
        found = known(stored)
        return (found[0].files.index(found[1]) if found else -1), stored.path.name

    wholes = [stored for stored in files if (found := known(stored)) is None or not found[1].part]
    return [min(wholes, key=rank)] if wholes else files


def check_whole(stored: StoredFile) -> None:
    """Check that a held file is the one its card describes.

    Raises:
        SourceError: It was changed, cut or damaged since.
    """
    if stored.card is not None and sha256_of(stored.path) != stored.card.sha256:
        raise SourceError(
            "A held file is not the one its card describes",
            where=str(stored.path),
            expected=f"sha256 {stored.card.sha256}",
            got=f"sha256 {sha256_of(stored.path)}",
            next_step=f"Run `labor fetch {stored.card.id}` to get it again, or delete the file "
            f"and its card.",
        )


def _files_in(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        for path in sorted(folder.iterdir()):
            hidden = path.name.startswith((".", "~$"))
            if path.is_file() and not hidden and path.suffix.lower() in endings():
                yield path


def _toml(value: str | int) -> str:
    """A value as TOML; JSON writes strings and whole numbers alike, but for one character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
