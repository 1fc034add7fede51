"""What is known about one public table: its card, known copies, and the TOML both are read from."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from labor.errors import SourceError

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


#: Lines of [defaults] and [scopes.*] that describe the scope and not its cards.
_SCOPE_ONLY = ("names", "vintage_form", "vintage_separator", "irregular")


def read_group(path: Path) -> tuple[list[Card], list[Scope]]:
    """Read one file of the catalogue.

    Args:
        path: TOML file; its line `group` names the group.

    Returns:
        The cards and the scopes.

    Raises:
        SourceError: The file is no TOML, or lines of a card are unknown or missing.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        group = str(content.get("group", path.stem))
        scopes = {
            name: _scope(group, name, {**content.get("defaults", {}), **lines}, content)
            for name, lines in content["scopes"].items()
        }
        cards = [_card(scopes, name, lines) for name, lines in content["cards"].items()]
    except (ValueError, KeyError, TypeError) as error:  # TOML's own errors are among these
        raise SourceError(
            "The catalogue cannot be read",
            where=f"{path.parent.name}/{path.name}",
            got=repr(error),
            next_step="Correct the line that is named, or install labor again.",
        ) from error
    return cards, list(scopes.values())


def _scope(
    group: str, name: str, lines: Mapping[str, Any], content: Mapping[str, Mapping]
) -> Scope:
    return Scope(
        group=group,
        name=name,
        fields={key: line for key, line in lines.items() if key not in _SCOPE_ONLY},
        vintages=content.get("vintages", {}),
        names=tuple(lines.get("names", ())),
        vintage_form=lines.get("vintage_form", ""),
        separator=lines.get("vintage_separator", "-"),
        irregular=lines.get("irregular", False),
    )


def _card(scopes: Mapping[str, Scope], card_id: str, lines: Mapping[str, Any]) -> Card:
    scope = scopes[lines["scope"]]
    own = {**lines, "files": tuple(KnownFile(**file) for file in lines.get("files", ()))}
    if not scope.has_vintages:
        own["id"] = card_id
    return scope.card(lines.get("vintage", ""), own)
