"""One catalogue file to cards and scopes, with everything that is wrong in it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

from labor.sources.cards import COPIES, Card, KnownFile, Scope

_CARD_FIELDS = {field.name for field in fields(Card)} - {"group"}
_FILE_FIELDS = {field.name for field in fields(KnownFile)}
#: Lines of [defaults] and [scopes.*] that describe the scope and not its cards.
_SCOPE_ONLY = {"names", "vintage_form", "vintage_separator", "irregular"}
#: Lines that only fill placeholders.
_FILLERS = {"stem"}
_REQUIRED = ("title", "producer", "measures", "landing_url", "licence", "licence_url")
_FLAGS = ("unverified", "latest_only", "grows")

Problems = list[str]


def read_group(path: Path) -> tuple[list[Card], list[Scope], Problems]:
    """Read one file of the catalogue.

    Args:
        path: TOML file; its line `group` names the group.

    Returns:
        The cards, the scopes, and every problem as one line.
    """
    place = f"{path.parent.name}/{path.name}"
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return [], [], [f"{place}: {error}"]
    group = str(content.get("group", path.stem))
    unknown = set(content) - {"group", "defaults", "scopes", "vintages", "cards"}
    problems = [f"unknown section [{name}]" for name in sorted(unknown)]
    vintages = content.get("vintages", {})
    for vintage, lines in vintages.items():
        problems += _unknown_lines(f"vintage {vintage}", lines)
    scopes: dict[str, Scope] = {}
    for name, lines in content.get("scopes", {}).items():
        merged = {**content.get("defaults", {}), **lines}
        scopes[name], wrong = _read_scope(group, name, merged, vintages)
        problems += wrong
    cards: list[Card] = []
    for card_id, lines in content.get("cards", {}).items():
        card, wrong = _read_card(scopes, card_id, lines)
        cards += [card] if card else []
        problems += wrong
    return cards, list(scopes.values()), [f"{place}: {problem}" for problem in problems]


def _unknown_lines(where: str, lines: Mapping, *more: str) -> Problems:
    unknown = set(lines) - _CARD_FIELDS - _FILLERS - set(more)
    return [f"{where}: unknown line {key}" for key in sorted(unknown)]


def _read_scope(
    group: str, name: str, lines: Mapping, vintages: Mapping[str, Mapping]
) -> tuple[Scope, Problems]:
    problems = _unknown_lines(f"scope {name}", lines, *_SCOPE_ONLY)
    forms = [*lines.get("names", []), lines.get("vintage_form", "")]
    bad = [form for form in forms if not _compiles(form)]
    problems += [f"scope {name}: {form} is no regular expression" for form in bad]
    scope = Scope(
        group=group,
        name=name,
        fields={key: lines[key] for key in lines if key in _CARD_FIELDS | _FILLERS},
        vintages=vintages,
        names=tuple(form for form in lines.get("names", []) if form not in bad),
        vintage_form=lines.get("vintage_form", ""),
        separator=lines.get("vintage_separator", "-"),
        irregular=lines.get("irregular", False),
    )
    return scope, problems


def _read_card(
    scopes: Mapping[str, Scope], card_id: str, lines: Mapping
) -> tuple[Card | None, Problems]:
    scope = scopes.get(lines.get("scope", ""))
    if scope is None:
        return None, [f"{card_id}: scope is none of {', '.join(scopes)}"]
    if unknown := _unknown_lines(card_id, lines):
        return None, unknown
    files, problems = _read_files(lines.get("files", []))
    vintage = lines.get("vintage", "")
    own = {**lines, "files": files}
    if not scope.has_vintages:
        own["id"] = card_id
    try:
        card = scope.card(vintage, own)
    except (KeyError, TypeError, ValueError) as error:
        return None, [f"{card_id}: cannot be put together: {error!r}"]
    if card.id != card_id:
        problems.append(f"scope and vintage make it {card.id}")
    if scope.has_vintages and not scope.accepts(vintage):
        problems.append(f"vintage {vintage!r} is not of the form {scope.vintage_form}")
    problems += _field_problems(card)
    return card, [f"{card_id}: {problem}" for problem in problems]


def _field_problems(card: Card) -> Problems:
    problems = [f"{name} is missing" for name in _REQUIRED if not getattr(card, name)]
    for field in fields(Card):
        value = getattr(card, field.name)
        if field.name in _FLAGS:
            if not isinstance(value, bool):
                problems.append(f"{field.name} is neither true nor false")
        elif field.name not in ("facts", "files") and not isinstance(value, str):
            problems.append(f"{field.name} is not text")
        elif field.name.endswith("_url") and value and not str(value).startswith("https://"):
            problems.append(f"{field.name} does not begin with https://")
    if card.download_copy not in COPIES:
        problems.append(f"download_copy is none of {', '.join(COPIES)}")
    if not isinstance(card.facts, dict) or not all(
        isinstance(value, float) and value > 0 for value in card.facts.values()
    ):
        problems.append("facts are not all numbers above zero with a decimal point")
    if card.part_of and card.download_url:
        problems.append("it is part of another download and has its own")
    if not _compiles(card.member_form):
        problems.append(f"member_form {card.member_form} is no regular expression")
    return problems


def _read_files(entries: object) -> tuple[tuple[KnownFile, ...], Problems]:
    files, problems = [], []
    for entry in entries if isinstance(entries, list) else [entries]:
        if not isinstance(entry, dict) or not {"name", "sha256", "bytes", "copy"} <= set(entry):
            problems.append("a file lacks name, sha256, bytes or copy")
            continue
        if unknown := sorted(set(entry) - _FILE_FIELDS):
            problems.append(f"file {entry['name']}: unknown {', '.join(unknown)}")
            continue
        file = KnownFile(**entry)
        problems += [f"file {file.name}: {text}" for text in _file_problems(file)]
        files.append(file)
    return tuple(files), problems


def _file_problems(file: KnownFile) -> Problems:
    problems = []
    if not file.name or re.search(r'[/\\:*?"<>|]', file.name) or file.name.startswith("."):
        problems.append("the name is not one every file system takes")
    if not re.fullmatch(r"[0-9a-f]{64}", str(file.sha256)):
        problems.append("sha256 is not 64 hexadecimal digits")
    if not isinstance(file.bytes, int) or file.bytes <= 0:
        problems.append("bytes is not a number above zero")
    if file.copy not in COPIES:
        problems.append(f"copy is none of {', '.join(COPIES)}")
    return problems


def _compiles(form: str) -> bool:
    try:
        re.compile(form)
    except (re.error, TypeError):
        return False
    return True
