"""Who fetches: the e-mail address that publishers ask programs to send along."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from labor import __version__
from labor.errors import SourceError

VARIABLE = "LABOR_CONTACT"
#: Below the project folder, and below the home folder.
PROJECT_CONFIG = "labor.toml"
HOME_CONFIG = ".config/labor/config.toml"
#: Hosts that block programs without a contact; https://www.bls.gov/bls/blsterms.htm says so.
_ASKING = ("bls.gov",)
#: A plain address, "you@example.org"; control characters and spaces would end up in a request
#: header.
_ADDRESS = re.compile(r"[^@\s<>\"(),;:\\\x00-\x1f\x7f-\U0010ffff]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}")


def find_contact(
    root: Path, environ: Mapping[str, str] = os.environ, home: Path | None = None
) -> str:
    """Find the contact address.

    Args:
        root: Project folder, whose `labor.toml` may have a line `contact = "..."`.
        environ: Environment; its LABOR_CONTACT goes before any file.
        home: Home folder, whose `.config/labor/config.toml` comes last.

    Returns:
        The address; empty if none is set.

    Raises:
        SourceError: A file cannot be read, or the value is no e-mail address.
    """
    if given := environ.get(VARIABLE, "").strip():
        return _checked(given, VARIABLE)
    for path in (root / PROJECT_CONFIG, (home or Path.home()) / HOME_CONFIG):
        if found := _contact_in(path):
            return _checked(found, str(path))
    return ""


def user_agent(contact: str) -> str:
    """How a request names the program and its user."""
    program = f"labor/{__version__}"
    return f"{program} ({contact})" if contact else program


def asks_for_contact(url: str) -> bool:
    """Whether the address is on a host that wants to know who fetches."""
    host = (urlsplit(url).hostname or "").lower()
    return any(host == name or host.endswith(f".{name}") for name in _ASKING)


def how_to_get(url: str, file_name: str, contact: str = "") -> str:
    """What to do where a program is not let in.

    Args:
        url: Address of the file.
        file_name: Name the file is kept under.
        contact: Address that was sent along; empty if none was.
    """
    by_hand = f"download {url} in a browser and run `labor add {file_name}`."
    if contact:
        return f"The contact {contact} was sent and did not help: {by_hand}"
    return f"Set {VARIABLE} to your e-mail address, or {by_hand}"


def _contact_in(path: Path) -> str:
    if not path.is_file():
        return ""
    try:
        value = tomllib.loads(path.read_text(encoding="utf-8")).get("contact", "")
    except (OSError, ValueError, RecursionError) as error:  # TOML's own errors are among these
        raise SourceError(
            "The configuration cannot be read",
            where=str(path),
            expected='a line contact = "you@example.org"',
            got=str(error),
        ) from error
    return str(value).strip()


def _checked(address: str, where: str) -> str:
    if not _ADDRESS.fullmatch(address):
        raise SourceError(
            "The contact is no e-mail address",
            where=where,
            expected="an address such as you@example.org",
            got=address,
        )
    return address
