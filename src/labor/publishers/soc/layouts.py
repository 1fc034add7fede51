"""The layouts of the classification workbooks: which headings make which table."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class SocField:
    """One column that a table is known to have.

    Args:
        name: Name in the parsed table.
        heading: Regular expression of the heading, in lower case with single blanks.
        form: What its cells look like: "code", "onet_code", "census_code", "profile_code",
            "title", "marked_title", "text", "number" or "flag", or the words allowed, joined
            by "|".
        required: Whether the table is not this table without it.
    """

    name: str
    heading: str
    form: str
    required: bool = True


@dataclass(frozen=True)
class SocLayout:
    """One kind of table.

    Args:
        name: Second part of the kind of a raw table.
        fields: Its columns.
        key: Fields that name a row; two rows alike in them are an error.
        vintage: Vintage; empty where it is that of the Employment Projections.
    """

    name: str
    fields: tuple[SocField, ...]
    key: tuple[str, ...] = ()
    vintage: str = ""

    def match(self, headings: Iterable[str]) -> LayoutMatch:
        """Find this table's columns among the headings of a sheet."""
        found: dict[str, int] = {}
        unknown: list[str] = []
        for index, heading in enumerate(headings):
            text = plain(heading)
            field = next((f for f in self.fields if re.fullmatch(f.heading, text)), None)
            if field is not None and field.name not in found:
                found[field.name] = index
            elif text:
                unknown.append(heading)
        missing = [f.heading for f in self.fields if f.required and f.name not in found]
        return LayoutMatch(self, found, missing, unknown)


@dataclass(frozen=True)
class LayoutMatch:
    """How well the headings of a row fit a layout: column by field, what lacks, what is new."""

    layout: SocLayout
    columns: Mapping[str, int]
    missing: list[str]
    unknown: list[str]

    @property
    def complete(self) -> bool:
        """Whether every required column was found."""
        return not self.missing


def plain(heading: str) -> str:
    """A heading in lower case with single blanks."""
    return " ".join(heading.lower().split())


def _layouts(
    columns: Mapping[str, Mapping[str, Any]],
    each: Iterable[Mapping[str, str]] = ({},),
    key: Iterable[str] = (),
    **names: str,
) -> Iterator[SocLayout]:
    """The layout once for each pair of years or survey that it stands for."""

    def put(text: str, values: Mapping[str, str]) -> str:
        return re.sub("<([a-z]+)>", lambda name: values[name[1]], text)

    for values in each:
        fields = (
            SocField(name, **{**column, "heading": put(column["heading"], values)})
            for name, column in columns.items()
        )
        own = {name: put(text, values) for name, text in names.items()}
        yield SocLayout(fields=tuple(fields), key=tuple(key), **own)


#: A structure as it is parsed: its four columns of codes become one, with the level beside it.
STRUCTURE = (
    SocField("code", "", "code"),
    SocField("level", "", "major|minor|broad|detailed"),
    SocField("title", "", "title"),
)

_READ = tomllib.loads(Path(__file__).with_name("layouts.toml").read_text("utf-8"))
#: Every table, by the second part of its kind.
LAYOUTS = {layout.name: layout for read in _READ["layout"] for layout in _layouts(**read)}
