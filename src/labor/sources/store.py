"""Keeping a publisher's file under data/raw: checked, recorded, never overwritten unasked."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import BinaryIO

from labor.errors import SourceError
from labor.sources.cards import Card
from labor.sources.content import Content, Recogniser, check_content, check_table
from labor.sources.digest import sha256_of
from labor.sources.inbox import put, put_aside, put_card, receiving, writing
from labor.sources.inventory import (
    REPLACED,
    FileCard,
    StoredFile,
    Version,
    card_path,
    check_whole,
    read_card,
)


@dataclass(frozen=True)
class DownloadOrigin:
    """Where a file comes from.

    Args:
        url: Address it was fetched from; empty for a person's own file.
        version: What the server said about its version.
    """

    url: str = ""
    version: Version = field(default_factory=Version)


#: A person's own file.
BY_HAND = DownloadOrigin()


@dataclass(frozen=True)
class StoreResult:
    """What became of one file.

    Args:
        id: Table it holds.
        path: Where it is kept.
        outcome: "new", "unchanged", "replaced" (the old file was put aside) or "repaired"
            (the held file did not match its card and does again).
        sha256: Digest of the content, in hex.
        bytes: Length of the content.
        copy: See `HeldCard.copy`.
        known: Whether the catalogue knows the file or a table inside it.
        waits: Whether its content must be seen before it enters the tables.
        old: Where the replaced file was put; None if there is none.
    """

    id: str
    path: Path
    outcome: str
    sha256: str
    bytes: int
    copy: str
    known: bool
    waits: bool = False
    old: Path | None = None


def store_copy(
    source: Path | BinaryIO,
    card: Card,
    root: Path,
    *,
    name: str = "",
    accept_new: bool = False,
    recognise: Recogniser | None = None,
    today: date | None = None,
) -> StoreResult:
    """Check a file and keep a copy of it.

    Args:
        source: The file, or an open stream of its content.
        card: Table the file holds.
        root: Project folder.
        name: Name to keep it under; the card's if left out.
        accept_new: Whether content other than the known or held one may take its place.
        recognise: Tells kind and vintage of a file from its content.
        today: Day to note on the card; today if left out.

    Returns:
        What became of it.

    Raises:
        SourceError: The file is not whole, not what its name says or not the table of the
            card, its content differs from the held or known one, or it cannot be read or
            written.
    """
    with receiving(root, card.group) as box, _reading(source) as stream:
        arrived = box / (name or card.file_name)
        with writing(arrived.name), arrived.open("wb") as target:
            shutil.copyfileobj(stream, target)
        return keep(arrived, card, accept_new=accept_new, recognise=recognise, today=today)


def keep(
    arrived: Path,
    card: Card,
    *,
    origin: DownloadOrigin = BY_HAND,
    accept_new: bool = False,
    recognise: Recogniser | None = None,
    today: date | None = None,
) -> StoreResult:
    """Check a file that has arrived in a box and put it in its place beside the box.

    Args:
        arrived: File in a box of `receiving`, under its final name.
        card: Table the file holds.
        origin: Where it comes from.
        accept_new: Whether content other than the known or held one may take its place.
        recognise: Tells kind and vintage of a file from its content.
        today: Day to note on the card; today if left out.

    Returns:
        What became of it.

    Raises:
        SourceError: See `place`.
    """
    content = check_content(arrived, card.member_form)
    if card.known(content.sha256) is None:
        check_table(arrived, card, recognise, must_say=card.latest_only and bool(origin.url))
    may_replace = accept_new or card.grows
    known = _known_copy(card, arrived.name, content, may_replace)
    target = arrived.parent.parent / arrived.name
    stored = read_card(target) if target.exists() else None
    outcome = _outcome(target, stored, content, may_replace)
    new = FileCard(
        id=card.id,
        file=target.name,
        sha256=content.sha256,
        bytes=content.bytes,
        copy=known or (card.download_copy if origin.url else "unknown"),
        url=origin.url,
        retrieved_on=(today or date.today()).isoformat(),
        etag=origin.version.etag,
        last_modified=origin.version.last_modified,
        seen_on=_seen_on(stored, content, today or date.today(), known=bool(known)),
    )
    old = None
    with writing(str(target)):
        if outcome == "unchanged" and stored is not None:
            _note_version(arrived, target, stored, origin)
        elif outcome == "new":
            put(arrived, target, new)
        else:
            old = put_aside(target, stored.retrieved_on if stored else "undated", arrived.parent)
            put(arrived, target, new)
    waits = not new.seen_on
    return StoreResult(
        card.id, target, outcome, new.sha256, new.bytes, new.copy, bool(known), waits, old
    )


def mark_seen(stored: StoredFile, root: Path, today: date, in_spite_of: Sequence[str] = ()) -> None:
    """Note on the card of a held file that its content was seen and may enter the tables.

    Args:
        stored: A file with a card.
        root: Project folder.
        today: Day to note.
        in_spite_of: Facts that the content breaks and that were let pass.

    Raises:
        SourceError: The file has no card or is not the one that it describes, or the card cannot
            be written.
    """
    check_whole(stored)
    if stored.card is None:
        raise SourceError(
            "A file without a card cannot be accepted",
            where=str(stored.path),
            next_step="Run `labor add` on the file first.",
        )
    with receiving(root, stored.group) as box, writing(str(card_path(stored.path))):
        seen = replace(stored.card, seen_on=today.isoformat(), in_spite_of=" ".join(in_spite_of))
        put_card(box / stored.path.name, stored.path, seen)


def _seen_on(stored: FileCard | None, content: Content, today: date, *, known: bool) -> str:
    """Day on which content was seen: of known content today, of held content as noted."""
    if stored is not None and stored.sha256 == content.sha256 and stored.seen_on:
        return stored.seen_on
    return today.isoformat() if known else ""


def _reading(source: Path | BinaryIO) -> AbstractContextManager[BinaryIO]:
    if not isinstance(source, Path):
        return nullcontext(source)
    try:
        return source.open("rb")
    except OSError as error:
        raise SourceError(
            "The file cannot be read", where=str(source), got=error.strerror or str(error)
        ) from error


def _known_copy(card: Card, name: str, content: Content, may_differ: bool) -> str:
    """How the catalogue knows a file: by itself or by a table in it; "" if not at all."""
    if file := card.known(content.sha256):
        return file.copy
    published = {f.name.casefold(): f for f in card.files if f.copy == "publisher"}
    members = {member.casefold(): digest for member, digest in content.members.items()}
    compared = [(published[m], digest) for m, digest in members.items() if m in published]
    if not compared and name.casefold() in published:
        compared = [(published[name.casefold()], content.sha256)]
    for file, digest in compared:
        if digest != file.sha256 and not may_differ:
            where = name if file.name == name else f"{name}!{file.name}"
            raise _changed(where, "the catalogue knows", file.sha256, digest)
    return "publisher" if any(digest == file.sha256 for file, digest in compared) else ""


def _outcome(target: Path, stored: FileCard | None, content: Content, may_replace: bool) -> str:
    if not target.exists():
        return "new"
    there = sha256_of(target)
    if there == content.sha256:
        return "unchanged" if stored and stored.sha256 == there else "new"
    if stored and stored.sha256 == content.sha256:
        return "repaired"
    if may_replace:
        return "replaced"
    raise _changed(str(target), "is held", there, content.sha256)


def _changed(where: str, known_as: str, old: str, new: str) -> SourceError:
    return SourceError(
        f"The file differs from the one that {known_as}",
        where=where,
        expected=f"sha256 {old}",
        got=f"sha256 {new}",
        next_step="The publisher may have corrected it: read its notes. To take the new file, "
        "repeat the command with --accept-new; a held one is then kept in the folder "
        f"{REPLACED}.",
    )


def _note_version(arrived: Path, target: Path, stored: FileCard, origin: DownloadOrigin) -> None:
    """Note what the server says now of content that is the same; the day stays the first."""
    if origin.url and (stored.url, stored.version) != (origin.url, origin.version):
        version = origin.version
        card = replace(
            stored, url=origin.url, etag=version.etag, last_modified=version.last_modified
        )
        put_card(arrived, target, card)
