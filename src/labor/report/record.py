"""What a page says of its own making, so that a program can make it anew and compare."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser

from labor.errors import ReportError
from labor.report.parameters import Value

NOTEBOOK, PARAMETERS, FILES = "labor:notebook", "labor:parameters", "labor:files"
_PROGRAM = "labor "


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


def read_record(page: str) -> Record:
    """Read how a page was made.

    Args:
        page: The page.

    Returns:
        Its record.

    Raises:
        ReportError: The page has none, or it was damaged.
    """
    reader = _Metas()
    reader.feed(page)
    found = reader.found
    missing = [name for name in ("generator", NOTEBOOK, PARAMETERS, FILES) if name not in found]
    if missing or not found["generator"].startswith(_PROGRAM):
        raise ReportError(
            "The page does not say how it was made",
            expected="a page that `labor report` made, with its record in the head",
            got=f"no {', '.join(missing)}" if missing else found["generator"],
            next_step="Make the report again; pages of older versions have no record.",
        )
    try:
        parameters, files = json.loads(found[PARAMETERS]), json.loads(found[FILES])
    except json.JSONDecodeError as error:
        raise ReportError(
            "The record of the page is damaged",
            where=f"{PARAMETERS} or {FILES} in the head of the page",
            got=str(error),
            next_step="Make the report again.",
        ) from error
    version = found["generator"].removeprefix(_PROGRAM)
    return Record(version, found[NOTEBOOK], parameters, files)


class _Metas(HTMLParser):
    """Takes the `meta` elements of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "meta" and values.get("name"):
            self.found.setdefault(str(values["name"]), values.get("content") or "")
