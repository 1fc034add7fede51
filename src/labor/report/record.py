"""What a page says of its own making, so that a program can make it anew and compare."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard

from lxml import etree, html

from labor.errors import ReportError
from labor.provenance.pages import Page
from labor.provenance.reading import seal_of
from labor.report.notebooks import Value

NOTEBOOK, PARAMETERS, FILES = "labor:notebook", "labor:parameters", "labor:files"
#: What lists of reports say of a page, each in a `meta` element of the name "labor:...".
LISTED = ("role", "about", "place", "period", "beside")
#: Stands beside the record: which numbers the page has in which order.
SEAL = "labor:numbers"
_PROGRAM = "labor "

#: "2026.1"
_VERSION = re.compile(r"[0-9][0-9A-Za-z.+-]{0,39}", re.ASCII)
#: "compare-roles.ipynb": a name in the folder of notebooks, never a path
_NOTEBOOK = re.compile(r"[\w-][\w .-]{0,99}\.ipynb")
#: "projection_vintage"
_PARAMETER = re.compile(r"[a-zA-Z_]\w{0,99}", re.ASCII)
#: "oews_national_2024"
_SOURCE = re.compile(r"[\w.-]{1,100}", re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}")
#: Control characters but for tab and line ends, and halves of characters: "\x1b", "\ud800"
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")

#: What a record may have at most. A page can come from anybody, and its parameters are run.
_MOST_JSON, _MOST_ENTRIES, _MOST_ITEMS, _MOST_TEXT = 500_000, 1_000, 1_000, 200_000
_MOST_NUMBER = 10**12


@dataclass(frozen=True)
class Record:
    """How a page was made.

    Args:
        version: Version of the program.
        notebook: File name of the notebook.
        parameters: Value of every parameter.
        files: SHA-256 of the raw tables behind the page, by `source_id`.
    """

    version: str
    notebook: str
    parameters: dict[str, Value]
    files: dict[str, str]


def record_of(
    notebook: str, parameters: Mapping[str, Value], files: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Names and contents of the `meta` elements that hold a page's record.

    Args:
        notebook: File name of the notebook.
        parameters: Value of every parameter.
        files: SHA-256 of the raw tables by `source_id`.
    """
    texts = (json.dumps(dict(values), ensure_ascii=False) for values in (parameters, files))
    return list(zip((NOTEBOOK, PARAMETERS, FILES), (notebook, *texts), strict=True))


def listing_of(facts: Mapping[str, Any], about: str) -> list[tuple[str, str]]:
    """Names and contents of the `meta` elements that lists of reports are made from.

    Args:
        facts: What the results say of themselves; the names of `LISTED` are taken.
        about: What the page is on, without its role.
    """
    known = {"about": about, **facts}
    return [(f"labor:{name}", str(known[name])) for name in LISTED if known.get(name)]


def sealed(page: str) -> str:
    """The page with the digest of its numbers in its head, before its style."""
    before, style, rest = page.partition("<style>")
    return f'{before}<meta name="{SEAL}" content="{seal_of(Page(page))}">\n{style}{rest}'


def read_record(page: str) -> Record:
    """Read how a page was made.

    Args:
        page: The page.

    Returns:
        Its record.

    Raises:
        ReportError: The page has none, or it was damaged.
    """
    _, found = head_of(page)
    missing = [name for name in ("generator", NOTEBOOK, PARAMETERS, FILES) if name not in found]
    if missing or not found["generator"].startswith(_PROGRAM):
        raise ReportError(
            "The page does not say how it was made",
            expected="a page that `labor report` made, with its record in the head",
            got=f"no {', '.join(missing)}" if missing else ascii(found["generator"][:100]),
            next_step="Make the report again; pages of older versions have no record.",
        )
    version = found["generator"].removeprefix(_PROGRAM)
    return checked_record(version, found[NOTEBOOK], found[PARAMETERS], found[FILES])


def checked_record(version: str, notebook: str, parameters: str, files: str) -> Record:
    """Check the texts of a record, which can come from anybody, and read them.

    Args:
        version: Version of the program.
        notebook: File name of the notebook.
        parameters: Value of every parameter, as JSON.
        files: SHA-256 by `source_id`, as JSON.

    Returns:
        The record: a bare file name, parameters of the kinds that notebooks have, checksums.
        Whether the notebook has these parameters is for `notebooks.check_parameters` to say.

    Raises:
        ReportError: A text has another form, is too deep, too long or no number that exists.
    """
    if not _VERSION.fullmatch(version):
        raise _damaged("generator", 'a version, such as "2026.1"', version)
    if not _NOTEBOOK.fullmatch(notebook):
        raise _damaged(NOTEBOOK, 'the name of a notebook, such as "outlook.ipynb"', notebook)
    values, digests = _mapping(PARAMETERS, parameters), _mapping(FILES, files)
    for name, value in values.items():
        if not _PARAMETER.fullmatch(name) or not _is_value(value):
            kinds = "names with a text, a list of texts, a number or true or false"
            raise _damaged(PARAMETERS, kinds, f"{name}: {_shown(value)}")
    for name, digest in digests.items():
        is_digest = isinstance(digest, str) and _SHA256.fullmatch(digest)
        if not _SOURCE.fullmatch(name) or not is_digest:
            raise _damaged(FILES, "checksums by source_id", f"{name}: {_shown(digest)}")
    return Record(version, notebook, values, digests)


def _mapping(name: str, text: str) -> dict[str, Any]:
    """A JSON object with a bounded number of entries."""
    if len(text) > _MOST_JSON:
        raise _damaged(name, f"at most {_MOST_JSON:,} characters", f"{len(text):,} characters")
    try:
        found = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise _damaged(name, "JSON", str(error)) from error
    if not isinstance(found, dict) or len(found) > _MOST_ENTRIES:
        raise _damaged(name, f"names with values, at most {_MOST_ENTRIES:,}", text)
    return found


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no number")


def _is_value(value: object) -> TypeGuard[Value]:
    """Whether a value is of a kind that a parameter can have, and not too long or large."""
    if isinstance(value, list):
        texts = [item for item in value if isinstance(item, str) and _is_value(item)]
        return len(texts) == len(value) <= _MOST_ITEMS
    if isinstance(value, str):
        return len(value) <= _MOST_TEXT and not _NO_TEXT.search(value)
    return isinstance(value, int | float) and -_MOST_NUMBER <= value <= _MOST_NUMBER


def _shown(value: object) -> str:
    """A value in a message; what is nested only by its kind."""
    return str(value) if isinstance(value, str | int | float) else f"a {type(value).__name__}"


def _damaged(name: str, expected: str, got: str) -> ReportError:
    return ReportError(
        "The record of the page is damaged",
        where=f"{name} in the head of the page",
        expected=expected,
        got=ascii(got[:100]),
        next_step="Make the report again.",
    )


def head_of(page: str) -> tuple[str, dict[str, str]]:
    """What a page says of itself before its style.

    Args:
        page: The page.

    Returns:
        Its title, and the contents of its `meta` elements by name; of two of one name the first.
    """
    try:
        tree = html.document_fromstring(page.partition("<style>")[0])
    except etree.ParserError:  # nothing is there
        return "", {}
    metas = [(meta.get("name", ""), meta.get("content", "")) for meta in tree.iter("meta")]
    return tree.findtext(".//title") or "", {name: text for name, text in reversed(metas) if name}
