"""What is known about one public table: its card, known copies, and the TOML both are read from."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

#: How near a known file is to what the publisher served.
COPIES = {
    "publisher": "the bytes the publisher served",
    "resaved": "opened and saved again outside the agency",
    "extract": "made from the publisher's table outside the agency",
}


def slug(vintage: str) -> str:
    """A vintage as ids write it: "2024-34" is 2024_34."""
    return re.sub(r"\W", "_", vintage)


@dataclass(frozen=True)
class KnownFile:
    """A file whose content is known to the last byte.

    Args:
        name: Name under `data/raw/<group>`.
        sha256: Digest of the content, in hex.
        bytes: Length of the content.
        copy: One of `COPIES`.
        note: What a user of the file should know.
        part: Whether it holds only a part of the table, as one page of a handbook.
    """

    name: str
    sha256: str
    bytes: int
    copy: str
    note: str = ""
    part: bool = False


@dataclass(frozen=True)
class Card:
    """One public table of one vintage.

    Args:
        id: Name of the table, as commands and tidy rows use it: "oews_national_2018".
        group: Publisher's program, and folder under `data/raw`: "oews".
        scope: Which table of the program: "national".
        vintage: As the publisher counts: "2018", "2024-34", "29.3"; empty for a table
            without vintages.
        title: What the table is called.
        producer: Who publishes it.
        measures: What it measures, in one sentence.
        landing_url: Page a person reads.
        download_url: File a program reads; empty if there is none.
        unverified: Whether the address follows the publisher's pattern but was never seen.
        latest_only: Whether the address always serves the newest vintage.
        grows: Whether the file gets new rows under the same name, so that a change is normal.
        download_copy: Which of `COPIES` a download from the address is.
        part_of: Card whose download holds this table; empty if it has its own.
        file: Name under `data/raw/<group>`, if not the last part of the address.
        member: Name of the table inside an archive.
        member_form: Regular expression for the file name of one member of a right archive.
        reference_period: Time the figures refer to: "May 2018".
        soc_version: Version of the occupation codes; empty if the table has none or it is
            not known yet.
        licence: Terms of use in words.
        licence_url: Page with the terms.
        kinds: Kinds of raw tables that a file of this table holds, for files of any name.
        facts: What a parser needs and the file may not say: the floor of a top code.
        files: Known files, the preferred one first.
    """

    id: str
    group: str
    scope: str
    vintage: str
    title: str = ""
    producer: str = ""
    measures: str = ""
    landing_url: str = ""
    download_url: str = ""
    unverified: bool = False
    latest_only: bool = False
    grows: bool = False
    download_copy: str = "publisher"
    part_of: str = ""
    file: str = ""
    member: str = ""
    member_form: str = ""
    reference_period: str = ""
    soc_version: str = ""
    licence: str = ""
    licence_url: str = ""
    kinds: tuple[str, ...] = ()
    facts: Mapping[str, float] = field(default_factory=dict)
    files: tuple[KnownFile, ...] = ()

    @property
    def file_name(self) -> str:
        """Name of the download under `data/raw/<group>`; empty if there is no download."""
        return self.file or PurePosixPath(unquote(urlsplit(self.download_url).path)).name

    def known(self, sha256: str) -> KnownFile | None:
        """The known file with this content."""
        return next((file for file in self.files if file.sha256 == sha256), None)


@dataclass(frozen=True)
class Scope:
    """One table of a program through all its vintages.

    Args:
        group: Publisher's program.
        name: Name of the scope.
        fields: Fields that the cards of the scope share, as written in the catalogue.
        vintages: Fields that depend on the vintage, by vintage.
        names: Regular expressions for names of downloaded files.
        vintage_form: Regular expression for a vintage.
        separator: What stands for `_` of an id in the vintage.
        irregular: Whether new vintages do not come when the others of the group do.
    """

    group: str
    name: str
    fields: Mapping[str, Any]
    vintages: Mapping[str, Mapping[str, Any]]
    names: tuple[str, ...] = ()
    vintage_form: str = ""
    separator: str = "-"
    irregular: bool = False

    @property
    def has_vintages(self) -> bool:
        """Whether a card can be made for any vintage."""
        return "{vintage}" in str(self.fields.get("id", ""))

    def accepts(self, vintage: str) -> bool:
        """Whether a vintage is of the form that the publisher uses."""
        return self.has_vintages and bool(re.fullmatch(self.vintage_form, vintage))

    def card(self, vintage: str = "", own: Mapping[str, Any] | None = None) -> Card:
        """Put a card together.

        Args:
            vintage: Vintage as the publisher counts.
            own: The card's own lines; None for a vintage that has no card of its own,
                whose address is then unverified.

        Returns:
            The card, with every placeholder filled in.

        Raises:
            KeyError: A placeholder is not one of the known ones.
            TypeError: A field is not one of a card's.
        """
        merged: dict[str, Any] = {**self.fields, **self.vintages.get(vintage, {}), **(own or {})}
        values = {"vintage": vintage, "yy": vintage[2:4], "slug": slug(vintage)}
        values["stem"] = str(merged.pop("stem", "")).format(**values)
        values["period"] = str(merged.get("reference_period", "")).format(**values)
        merged["kinds"] = tuple(merged.get("kinds", ()))
        merged["id"] = str(merged["id"]).replace("{vintage}", "{slug}")
        filled: dict[str, Any] = {
            key: text.format(**values) if isinstance(text, str) and key != "member_form" else text
            for key, text in merged.items()
        }
        named: dict[str, Any] = {"scope": self.name, "vintage": vintage, **filled}
        card = Card(group=self.group, **named)
        return card if own is not None else replace(card, unverified=True)

    def vintage_of(self, card_id: str) -> str:
        """The vintage that an id of this scope names; empty if it is not one of this scope."""
        if not self.has_vintages:
            return ""
        before, after = str(self.fields["id"]).split("{vintage}")
        if not (card_id.startswith(before) and card_id.endswith(after)):
            return ""
        middle = card_id[len(before) : len(card_id) - len(after)]
        return self._vintage(middle)

    def matches(self, file_name: str) -> str | None:
        """Whether a downloaded file may belong to the scope, going by its name.

        Args:
            file_name: Name of the file without what a browser adds to it.

        Returns:
            The vintage in the name, "" if it names none, None if the name does not fit.
        """
        for form in self.names:
            found = re.fullmatch(form, file_name, re.IGNORECASE)
            if found is None:
                continue
            parts = found.groupdict()
            if parts.get("yy"):
                return ("19" if int(parts["yy"]) >= 90 else "20") + parts["yy"]
            return self._vintage(parts.get("vintage") or "")
        return None

    def _vintage(self, text: str) -> str:
        vintage = text.replace("_", self.separator)
        return vintage if self.accepts(vintage) else ""


_CARD_FIELDS = {one.name for one in fields(Card)} - {"group"}
_FILE_FIELDS = {one.name for one in fields(KnownFile)}
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
    group_file = f"{path.parent.name}/{path.name}"
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return [], [], [f"{group_file}: {error}"]
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
    return cards, list(scopes.values()), [f"{group_file}: {problem}" for problem in problems]


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
    for name in (one.name for one in fields(Card)):
        value = getattr(card, name)
        if name in _FLAGS:
            if not isinstance(value, bool):
                problems.append(f"{name} is neither true nor false")
        elif name not in ("facts", "files", "kinds") and not isinstance(value, str):
            problems.append(f"{name} is not text")
        elif name.endswith("_url") and value and not str(value).startswith("https://"):
            problems.append(f"{name} does not begin with https://")
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
    # Characters that no name may have on Windows: "a/b", "c:d", "why?".
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
