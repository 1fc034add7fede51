"""Whether a file is what its name says: whole, no web page in disguise, the table of its card."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath

from labor.errors import SourceError, damaged
from labor.publishers.reading import ole
from labor.publishers.reading.files import (
    UNREADABLE,
    Recognized,
    book_from_bytes,
    read_members,
)
from labor.publishers.reading.pages import read_pages
from labor.publishers.reading.series import open_series, refuse_list
from labor.sources.cards import Card, slug
from labor.sources.digest import sha256_of

#: What a file of each ending must be.
_BY_ENDING = {
    ".zip": "a zip archive",
    ".xls": "a workbook",
    ".xlsx": "a workbook",
    ".csv": "a text table",
    ".tsv": "a text table",
    ".txt": "a text table",
    ".gz": "a gzip file",
    ".xz": "an xz archive",
    ".htm": "a web page",
    ".html": "a web page",
    ".current": "a file of time series",
}
#: How a saved web page begins: `<!DOCTYPE html>`, `<html lang="en">`.
_WEB_PAGE = re.compile(rb"\s*<(!doctype html|html|head|!--)", re.IGNORECASE)
_AGAIN = "Download it again; the transfer was probably cut."

#: Says what a file is, or None for one that it does not know.
Recogniser = Callable[[Path], Recognized | None]

#: Groups of kinds whose parser is named otherwise than the group.
_GROUPS = {"prices": "cpi", "price_indexes": "cpi", "state_projections": "projections"}


@dataclass(frozen=True)
class Content:
    """What a checked file holds.

    Args:
        sha256: Digest of the file, in hex.
        bytes: Length of the file.
        members: Digest of each table in an archive, by the member's own file name.
    """

    sha256: str
    bytes: int
    members: Mapping[str, str]


def endings() -> tuple[str, ...]:
    """Endings of the files that can be kept."""
    return tuple(_BY_ENDING)


def check_content(path: Path, member_form: str = "") -> Content:
    """Check that a file is whole and of the kind that its ending says.

    Args:
        path: File to check.
        member_form: Regular expression that the name of one member must match, if the
            file is an archive; empty to take any.

    Returns:
        Digests of the file and of the tables in it.

    Raises:
        SourceError: The file is empty, cut, protected, a web page, an archive that points
            outside itself or unpacks to too much, or holds other tables.
    """
    if series := open_series(path):
        for _ in series.batches():  # to its end, where the checksums stand
            pass
        return Content(sha256_of(path), path.stat().st_size, {})
    expected = _BY_ENDING.get(path.suffix.lower())
    if expected is None:
        refuse_list(path.name)
        raise SourceError(
            "This is no kind of file that publishers' tables come in",
            where=path.name,
            expected=f"a name that ends in {', '.join(_BY_ENDING)}",
        )
    found = _kind_of(path)
    if found != expected:
        raise _wrong_kind(path.name, expected, found)
    members: dict[str, str] = {}
    if found == "an xz archive":
        for _ in read_pages(path):  # to its end, where the checksums stand
            pass
    elif found != "a web page":
        members = _check_tables(path)
    if found == "a zip archive" and member_form:
        _check_member(path.name, members, member_form)
    return Content(sha256_of(path), path.stat().st_size, members)


def _kind_of(path: Path) -> str:
    with path.open("rb") as stream:
        head = stream.read(2048)
    if not head:
        raise SourceError("The file is empty", where=path.name, next_step=_AGAIN)
    if head.startswith(b"PK\x03\x04"):
        return "a workbook" if "[Content_Types].xml" in _zip_names(path) else "a zip archive"
    if head.startswith(ole.SIGNATURE):
        return "a workbook"
    if head.startswith(b"\x1f\x8b"):
        return "a gzip file"
    if head.startswith(b"\xfd7zXZ\x00"):
        return "an xz archive"
    if _WEB_PAGE.match(head.removeprefix(b"\xef\xbb\xbf")):
        return "a web page"
    return "a text table" if b"\x00" not in head else "something else"


def _zip_names(path: Path) -> list[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.namelist()
    except UNREADABLE as error:
        raise damaged(path.name, error) from error


def _check_tables(path: Path) -> dict[str, str]:
    """Open every table in the file the way the parsers will."""
    digests = {}
    try:
        for name, data in read_members(path):
            book_from_bytes(data, name)  # refuses what is too large or damaged
            if data.startswith(b"PK\x03\x04") and (bad := _bad_part(data)):
                raise damaged(name, f"the part {bad} does not have its checksum")
            if "!" in name:
                member = PurePosixPath(name.partition("!")[2]).name
                digests[member] = hashlib.sha256(data).hexdigest()
    except UNREADABLE as error:
        raise damaged(path.name, error) from error
    return digests


def _bad_part(data: bytes) -> str | None:
    """The first part of a workbook that does not have its checksum."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.testzip()


def _check_member(name: str, members: Mapping[str, str], form: str) -> None:
    if not any(re.fullmatch(form, member, re.IGNORECASE) for member in members):
        raise SourceError(
            "The archive does not hold the table that belongs in it",
            where=name,
            expected=f"a member named like {_in_words(form)}",
            got=", ".join(sorted(members)[:8]),
            next_step="Check that this is the publisher's archive of the named table.",
        )


def _in_words(form: str) -> str:
    """A form of names as a person writes it: "national...dl.xls"."""
    # "(?:nat2d|nat3d)" stands for one of several names, of which the first is shown.
    first = re.sub(r"\(\?:([^|)]*)[^)]*\)", r"\1", form)
    # ".*" stands for anything, "x?" for a letter that may lack, "\." for a full stop.
    return re.sub(r"\w\?", "", first.replace(".*", "...")).replace("\\", "")


def _wrong_kind(name: str, expected: str, found: str) -> SourceError:
    if found == "a web page":
        found += "; publishers' servers send one in place of a file that they refuse or moved"
    return SourceError(
        "The file is not what its name says",
        where=name,
        expected=expected,
        got=found,
        next_step="Download the file in a browser and look at it before using it.",
    )


def group_of(kind: str) -> str:
    """The group that tables of a kind belong to: "cpi" for "prices.cpi_u"."""
    parser = kind.partition(".")[0]
    return _GROUPS.get(parser, parser)


def check_table(
    path: Path, card: Card, recognise: Recogniser | None, *, must_say: bool = False
) -> None:
    """Check that a file holds the table of a card.

    Args:
        path: Checked file.
        card: Table that it should hold.
        recognise: Tells kind and vintage from content; None to take the file as it is.
        must_say: Whether the content must say which vintage it is.

    Raises:
        SourceError: It holds another table or vintage, or must say which and does not.
    """
    found = recognise(path) if recognise else None
    if found is None or (must_say and not found[1]):
        if must_say:
            raise SourceError(
                "Nothing in the file says which vintage it is",
                where=path.name,
                expected=card.title,
                next_step="The address serves the newest vintage, whichever that is: download "
                f"it in a browser, look into it and run `labor add FILE --as {card.id}`.",
            )
        return
    kind, vintage, _ = found
    same_vintage = not (vintage and card.vintage) or vintage == card.vintage
    if group_of(kind) == card.group and same_vintage:
        return
    other = card.id.replace(slug(card.vintage), slug(vintage)) if vintage else ""
    raise SourceError(
        "The file holds another table than was asked for",
        where=path.name,
        expected=f"{card.group} {card.vintage}".strip(),
        got=f"{group_of(kind)} {vintage}".strip(),
        next_step=f"The address serves the newest vintage: run `labor fetch {other}`. Get an "
        f"older one from {card.landing_url} in a browser and run `labor add FILE`."
        if must_say and other
        else "Check the name of the table; to let the file say what it is, run `labor add FILE`.",
    )
