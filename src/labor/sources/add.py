"""Keeping files that a person downloaded: find out which table each is, check it, keep it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from labor.errors import SourceError
from labor.publishers.reading.files import Recognized, table_files
from labor.publishers.reading.series import open_series
from labor.sources.cards import Card
from labor.sources.catalogue import Catalogue, load_catalogue, plain_name
from labor.sources.content import Recogniser, check_content, group_of
from labor.sources.digest import sha256_of
from labor.sources.store import StoreResult, store_copy

#: How many names of each group an error message shows.
_SHOWN = 7


def add(
    files: Iterable[Path],
    root: Path,
    *,
    card_id: str = "",
    accept_new: bool = False,
    recognise: Recogniser | None = None,
    today: date | None = None,
) -> list[StoreResult]:
    """Keep copies of files that were downloaded by hand.

    A file is known by its digest; else by its name, which its content must not contradict; a
    name that says nothing leaves it to the content.

    Args:
        files: The files, wherever they are and whatever a browser added to their names. A
            folder with tables is kept as the archive that it was unpacked from.
        root: Project folder.
        card_id: Table that the files hold, for files that are not recognised.
        accept_new: Whether content other than the known or held one may take its place.
        recognise: Tells kind and vintage of a file from its content.
        today: Day to note on the cards; today if left out.

    Returns:
        What became of each file.

    Raises:
        SourceError: A file is not recognised, is not whole, holds another table than its
            name says, or differs from the known or held one. Files before it are kept.
    """
    known = load_catalogue()
    kept = []
    for named in files:
        with _packed(named) as path:
            card, name = identify(path, known, card_id, recognise)
            kept.append(
                store_copy(
                    path,
                    known.with_parts(card),
                    root,
                    name=name,
                    accept_new=accept_new,
                    recognise=recognise,
                    today=today,
                )
            )
    return kept


@contextmanager
def _packed(path: Path) -> Iterator[Path]:
    """A file itself, or an archive of the tables in a folder, gone afterwards."""
    tables = table_files(path) if path.is_dir() else []
    if not tables:
        yield path
        return
    with TemporaryDirectory(prefix="labor-") as box:
        packed = Path(box) / f"{path.absolute().name}.zip"
        with zipfile.ZipFile(packed, "w") as archive:
            for table in tables:
                # Without the day of the file, so that the same tables make the same archive.
                member = zipfile.ZipInfo(f"{packed.stem}/{table.name}")
                member.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(member, table.read_bytes())
        yield packed


def identify(
    path: Path, catalogue: Catalogue, card_id: str = "", recognise: Recogniser | None = None
) -> tuple[Card, str]:
    """Find out which table a file holds.

    Args:
        path: The file.
        catalogue: Known tables.
        card_id: Table that it holds, if the caller knows it.
        recognise: Tells kind and vintage of a file from its content.

    Returns:
        The table's card, and the name to keep the file under.

    Raises:
        SourceError: The file cannot be opened, or no table or more than one fits.
    """
    if not path.is_file():
        raise SourceError(
            "There is no such file",
            where=str(path),
            got="a folder" if path.is_dir() else "",
            next_step="Name the file that the browser saved, usually in Downloads.",
        )
    found = catalogue.by_sha256.get(sha256_of(path))
    if found is not None and card_id in ("", found[0].id):
        return found[0], found[1].name
    check_content(path)
    if card_id:
        card = catalogue.card(card_id)
    else:
        card = _which(path, catalogue, recognise(path) if recognise else None)
    if open_series(path):
        # Their publisher gives every release the same name, and a packed one has two endings.
        packed = path.suffix.lower() if path.suffix.lower() in (".xz", ".gz", ".zip") else ""
        return card, card.file_name + packed
    return card, _kept_name(card, path, catalogue, is_told=bool(card_id))


def _kept_name(card: Card, path: Path, catalogue: Catalogue, *, is_told: bool) -> str:
    """The name to keep a file under: the publisher's where it has one, else one of its card."""
    name, ending = plain_name(path.name), path.suffix.lower()
    if Path(card.file_name).suffix.lower() == ending:
        return card.file_name
    if card.id in {one.id for one in catalogue.by_name(name)[0]}:
        return name
    if card.file:
        return Path(card.file).stem + ending
    return name if is_told else card.id + ending


def _which(path: Path, catalogue: Catalogue, seen: Recognized | None) -> Card:
    """The one table that the name means and the content does not contradict, or that it is."""
    named, scopes = catalogue.by_name(path.name)
    group, vintage = (group_of(seen.kind), seen.vintage) if seen else ("", "")
    made = [scope.card(vintage).id for scope in scopes if vintage and scope.group == group]
    cards = {card.id: card for card in [*named, *map(catalogue.card, made)]}
    if seen and not cards:
        cards = {card.id: card for card in catalogue.by_content(group, *seen)}
    fitting = [card for card in cards.values() if _fits(card, group, vintage)]
    if len(fitting) == 1:
        return fitting[0]
    content = f"a table of {group} {vintage}".strip() if seen else ""
    if fitting:
        what, expected = "More than one table could be in the file", _ids(fitting)
    elif cards and content:
        what, expected = "Name and content of the file disagree", f"{_ids(named)} by its name"
    elif scopes:
        what = "It cannot be told which vintage this is"
        expected = _ids(scope.card("VINTAGE") for scope in scopes)
    else:
        what = "It cannot be told which table this is" if seen else "This file is not recognised"
        expected = f"a table of one of the files {_examples(catalogue)}"
    raise SourceError(
        what,
        where=path.name,
        expected=expected,
        got=content,
        next_step="Say which table it is with `labor add FILE --as NAME`"
        + ("." if vintage else ", or give its vintage with --vintage."),
    )


def _fits(card: Card, group: str, vintage: str) -> bool:
    """Whether a card agrees with what is known of the content; unknown parts agree."""
    return group in ("", card.group) and (not vintage or card.vintage in ("", vintage))


def _ids(cards: Iterable[Card]) -> str:
    return " or ".join(card.id for card in cards)


def _examples(catalogue: Catalogue) -> str:
    """Names of files that would be recognised, as their publishers name them."""
    shown = []
    for group in catalogue.groups:
        names = [catalogue.example(scope) for scope in catalogue.scopes if scope.group == group]
        shown += list(dict.fromkeys(filter(None, names)))[:_SHOWN]
    return ", ".join(shown) + ", ..."
