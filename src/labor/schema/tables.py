"""All published tables by name, read from the descriptions beside this module.

A file describes the tables of one publisher. `[words]` are texts that descriptions name in
braces, and lists that `allowed` names; `[columns]` are columns of several tables, which stand
as `name = {}` in each, and `columns_of` names other files whose columns do so, too;
`[tables.NAME]` says what a row is, its key and its columns. The word before a description is the
kind of the column; a `measure` is a number with its status beside it, a `category` a text with
its status, and `joined` names words that may be joined by +.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from importlib import resources
from typing import Any

from labor.schema.core import Column, ForeignKey, TableSchema, category, measure

#: Files of descriptions, in the order of the data dictionary.
_FILES = (
    *("oews", "projections", "handbook", "soc", "crosswalks", "onet"),
    *("prices", "price_parities", "exposure", "sources"),
)
_KINDS = ("text", "integer", "number", "boolean", "measure", "category")
#: The line that begins the description of a table: "[tables.wages]".
_TABLE = re.compile(r"^\[tables\.(\w+)\]$", re.MULTILINE)


class _Described(Mapping[str, TableSchema]):
    """Tables by name; a file is parsed when a table that it describes is asked for."""

    def __init__(self, *files: str) -> None:
        self._files = files

    @cached_property
    def _file_of(self) -> dict[str, str]:
        return {name: file for file in self._files for name in _TABLE.findall(_text(file))}

    def __getitem__(self, name: str) -> TableSchema:
        return _tables(self._file_of[name])[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._file_of)

    def __len__(self) -> int:
        return len(self._file_of)


#: The tidy tables.
TABLES = _Described(*_FILES)
#: Wide tables made of the tidy ones for people, which are published as CSV alone.
SUMMARIES = _Described("summaries")
#: Tables that are made when an export asks for them.
ON_REQUEST = _Described("panel")
#: Every one of these.
DESCRIBED = _Described(*_FILES, "summaries", "panel")


def words_of(name: str) -> tuple[str, ...]:
    """The words of a list that columns may have, in its order."""
    return tuple(meanings_of(name))


def meanings_of(name: str) -> Mapping[str, str]:
    """The words of a list that explains them, with their meanings."""
    lists = (_parsed(file).get("words", {}) for file in _FILES)
    return next(own[name] for own in lists if name in own)


def tables_in(file: str) -> tuple[TableSchema, ...]:
    """The tables that one file describes, such as those of "projections"."""
    return tuple(_tables(file).values())


def _text(file: str) -> str:
    return resources.files("labor.schema").joinpath(f"{file}.toml").read_text("utf-8")


@cache
def _parsed(file: str) -> dict[str, Any]:
    return tomllib.loads(_text(file))


@cache
def _tables(file: str) -> dict[str, TableSchema]:
    described = _parsed(file)
    shared = described.get("columns", {})
    others = [_parsed(name) for name in described.get("columns_of", ())]
    # The first description that has a word or a column counts.
    for other in others:
        for columns in (other["columns"], *(one["columns"] for one in other["tables"].values())):
            shared = {name: own for name, own in columns.items() if own} | shared
    words: dict[str, Any] = {}
    for one in reversed([described, *others]):
        words |= one.get("words", {})
    return {name: _table(name, table, shared, words) for name, table in described["tables"].items()}


def _in_words(words: str | list[str] | Mapping[str, str]) -> str:
    if isinstance(words, Mapping):
        return "; ".join(f"{name} = {meaning}" for name, meaning in words.items())
    return words if isinstance(words, str) else ", ".join(words)


def _table(
    name: str, table: Mapping[str, Any], shared: Mapping[str, Any], words: Mapping[str, Any]
) -> TableSchema:
    texts = {word: _in_words(meaning) for word, meaning in words.items()}
    columns = [
        column
        for of_table, described in table["columns"].items()
        for column in _columns(of_table, described or shared[of_table], words, texts)
    ]
    links = [
        ForeignKey(tuple(columns), other, tuple(columns))
        for other, columns in table.get("rows_of", {}).items()
    ]
    return TableSchema(name, table["row_is"], tuple(table["key"]), tuple(columns), tuple(links))


def _columns(
    name: str, described: Mapping[str, Any], words: Mapping[str, Any], texts: Mapping[str, str]
) -> tuple[Column, ...]:
    """A column as it is described, with that of its status if it has one."""
    more = dict(described)
    (kind,) = more.keys() & set(_KINDS)
    description = more.pop(kind).format_map(texts)
    if "allowed" in more:
        allowed = more["allowed"]
        more["allowed"] = tuple(words[allowed] if isinstance(allowed, str) else allowed)
    if "joined" in more:
        word = "|".join(words[more.pop("joined")])
        more["pattern"] = rf"({word})(\+({word}))*"
    if kind == "measure":
        return measure(name, description, **more)
    if kind == "category":
        return category(name, description, **more)
    return (Column(name, kind, description, **more),)
