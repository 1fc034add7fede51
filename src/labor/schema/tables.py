"""All published tables by name, read from the descriptions beside this module.

A file describes the tables of one publisher. `[words]` are texts that descriptions name in
braces, and lists that `allowed` names; `[columns]` are columns of several tables, which stand
as `name = {}` in each, and `columns_of` names other files whose columns do so, too;
`[tables.NAME]` says what a row is, its key and its columns. The word before a description is the
kind of the column; a `measure` is a number with its status beside it, a `category` a text with
its status, and `joined` names words that may be joined by +.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any

from labor.schema.core import Column, ForeignKey, TableSchema, category, measure

#: Files of descriptions, in the order of the data dictionary.
_FILES = (
    *("oews", "projections", "handbook", "soc", "crosswalks", "onet"),
    *("prices", "price_parities", "exposure", "sources", "summaries"),
)
_KINDS = ("text", "integer", "number", "boolean", "measure", "category")
_DESCRIBED: dict[str, dict[str, Any]] = {
    name: tomllib.loads(resources.files("labor.schema").joinpath(f"{name}.toml").read_text("utf-8"))
    for name in _FILES
}
#: Lists of words that columns may have, by name; where they are explained, with the meanings.
WORDS: dict[str, Any] = {
    name: words
    for file in _DESCRIBED.values()
    for name, words in file.get("words", {}).items()
    if not isinstance(words, str)
}


def words_of(name: str) -> tuple[str, ...]:
    """The words of a list, in its order."""
    return tuple(WORDS[name])


def tables_in(file: str) -> tuple[TableSchema, ...]:
    """The tables that one file describes, such as those of "projections"."""
    described = _DESCRIBED[file]
    shared = described.get("columns", {})
    others = [_DESCRIBED[name] for name in described.get("columns_of", ())]
    # The first description that has a word or a column counts.
    for other in others:
        for columns in (other["columns"], *(one["columns"] for one in other["tables"].values())):
            shared = {name: own for name, own in columns.items() if own} | shared
    words = [one.get("words", {}) for one in reversed([described, *others])]
    texts = {name: _in_words(text) for own in words for name, text in own.items()}
    return tuple(_table(name, table, shared, texts) for name, table in described["tables"].items())


def _in_words(words: str | list[str] | Mapping[str, str]) -> str:
    if isinstance(words, Mapping):
        return "; ".join(f"{name} = {meaning}" for name, meaning in words.items())
    return words if isinstance(words, str) else ", ".join(words)


def _table(
    name: str, table: Mapping[str, Any], shared: Mapping[str, Any], texts: Mapping[str, str]
) -> TableSchema:
    columns = [
        column
        for of_table, described in table["columns"].items()
        for column in _columns(of_table, described or shared[of_table], texts)
    ]
    links = [
        ForeignKey(tuple(columns), other, tuple(columns))
        for other, columns in table.get("rows_of", {}).items()
    ]
    return TableSchema(name, table["row_is"], tuple(table["key"]), tuple(columns), tuple(links))


def _columns(
    name: str, described: Mapping[str, Any], texts: Mapping[str, str]
) -> tuple[Column, ...]:
    """A column as it is described, with that of its status if it has one."""
    more = dict(described)
    (kind,) = more.keys() & set(_KINDS)
    description = more.pop(kind).format_map(texts)
    if "allowed" in more:
        allowed = more["allowed"]
        more["allowed"] = words_of(allowed) if isinstance(allowed, str) else tuple(allowed)
    if "joined" in more:
        word = "|".join(words_of(more.pop("joined")))
        more["pattern"] = rf"({word})(\+({word}))*"
    if kind == "measure":
        return measure(name, description, **more)
    if kind == "category":
        return category(name, description, **more)
    return (Column(name, kind, description, **more),)


_ALL = {file: {table.name: table for table in tables_in(file)} for file in _FILES}
#: Wide tables made of the tidy ones for people, which are published as CSV alone.
SUMMARIES: dict[str, TableSchema] = _ALL.pop("summaries")
#: The tidy tables.
TABLES: dict[str, TableSchema] = {
    n: table for of_file in _ALL.values() for n, table in of_file.items()
}
