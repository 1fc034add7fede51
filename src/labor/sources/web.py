"""Fetching one file over the web: a known sender, retries, and little load on the server."""

from __future__ import annotations

import os
import random
import re
import time
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import requests
from urllib3.exceptions import HTTPError, InvalidHeader
from urllib3.util import Retry

from labor import __version__
from labor.errors import SourceError
from labor.sources.inbox import writing
from labor.sources.inventory import Version

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


#: Called with the bytes that have arrived and those expected, None if unknown.
OnBytes = Callable[[int, int | None], None]

_CHUNK_BYTES = 1 << 16
#: Digits of a length that is no nonsense.
_LONGEST_LENGTH = 15
_BUSY = (429, 500, 502, 503, 504)
_GONE = (404, 410)
#: Parts of the library's messages, whose own words name its objects, and what they mean.
_CAUSES = {
    "timed out": "the server fell silent",
    "IncompleteRead": "the transfer was cut",
    "Connection refused": "nobody answers at the address",
    "NameResolutionError": "the server's name is not known; is the network up?",
    "Connection aborted": "the server hung up",
    "Connection broken": "the transfer was cut",
}


@dataclass(frozen=True)
class FetchPolicy:
    """How patient a fetch is and how much it spares the publisher's server.

    Args:
        attempts: How often a file is asked for before giving up.
        connect_seconds: Time to reach the server.
        read_seconds: Longest silence in the middle of an answer.
        slowest_bytes_per_second: An answer that is slower than this on average ...
        grace_seconds: ... after this time is given up.
        backoff_seconds: Wait before the second attempt; doubled for each further one.
        longest_wait_seconds: A server that asks for a longer wait is not waited for.
        pause_seconds: Least time between two requests to the same server.
        redirects: How often an answer may point to another address.
        largest_bytes: An answer that is longer is given up.
    """

    attempts: int = 4
    connect_seconds: float = 10.0
    read_seconds: float = 60.0
    slowest_bytes_per_second: float = 1000.0
    grace_seconds: float = 60.0
    backoff_seconds: float = 2.0
    longest_wait_seconds: float = 120.0
    pause_seconds: float = 1.0
    redirects: int = 5
    largest_bytes: int = 1 << 30


class TransientError(Exception):
    """An attempt failed in a way that another one may not.

    Args:
        why: What happened, for the message if all attempts fail.
        wait_seconds: Time the server asked to wait; None if it did not say.
    """

    def __init__(self, why: str, wait_seconds: float | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.wait_seconds = wait_seconds


@dataclass(frozen=True)
class FetchResult:
    """How a fetch ended.

    Args:
        changed: False if the server says that the held file is still the newest.
        version: What the server says about the version of the file.
    """

    changed: bool
    version: Version


class PartialDownload:
    """The part of a file that has arrived.

    Args:
        path: Where it is written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.version = Version()

    @property
    def bytes(self) -> int:
        """Length of what has arrived."""
        return self.path.stat().st_size if self.path.exists() else 0

    def conditions(self, stored: Version | None) -> dict[str, str]:
        """Headers that ask for the rest of it, or for the file only if it has changed.

        Args:
            stored: Version of the file that is held; None to ask in any case.
        """
        if self.bytes:
            weak = self.version.etag.startswith("W/")
            mark = "" if weak else self.version.etag
            mark = mark or self.version.last_modified
            return {"Range": f"bytes={self.bytes}-", "If-Range": mark} if mark else {}
        headers = {}
        if stored is not None and stored.etag:
            headers["If-None-Match"] = stored.etag
        if stored is not None and stored.last_modified:
            headers["If-Modified-Since"] = stored.last_modified
        return headers

    def begin(self, response: requests.Response) -> int | None:
        """Take over what an answer says about the file; an answer in full starts over.

        Returns:
            Length of the whole file; None if the server does not say it.

        Raises:
            PassingError: The answer is another part of the file, or of another version.
        """
        headers = response.headers
        if response.status_code == requests.codes.partial_content:
            return self._whole_length(headers.get("Content-Range", ""), headers.get("ETag"))
        self.forget()
        self.version = Version(headers.get("ETag", ""), headers.get("Last-Modified", ""))
        encoded = headers.get("Content-Encoding", "identity").lower() != "identity"
        length = headers.get("Content-Length", "")
        return None if encoded else _length(length)

    def forget(self) -> None:
        """Start over with the next answer."""
        self.path.unlink(missing_ok=True)

    def _whole_length(self, content_range: str, etag: str | None) -> int:
        """Length of the whole file, from an answer with the rest of it."""
        total = _length(content_range.rpartition("/")[2])
        same = etag in (None, self.version.etag)
        if total is None or not (same and content_range.startswith(f"bytes {self.bytes}-")):
            self.forget()
            raise TransientError("the server sent another part of the file than it was asked for")
        return total


class Web:
    """A visitor to publishers' servers.

    Args:
        contact: E-mail address of the person who fetches; empty if none is known.
        policy: Retries and pace; the usual ones if left out.
        sleep: Waits for a number of seconds.
    """

    def __init__(
        self,
        contact: str,
        policy: FetchPolicy | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.contact = contact
        self.policy = policy or FetchPolicy()
        self._sleep = sleep
        self._last_request: dict[str, float] = {}
        self._session = requests.Session()
        # Without compression the lengths in the answer are those of the file.
        self._session.headers.update(
            {"User-Agent": user_agent(contact), "Accept": "*/*", "Accept-Encoding": "identity"}
        )

    def fetch(
        self, url: str, target: Path, stored: Version | None = None, on_bytes: OnBytes | None = None
    ) -> FetchResult:
        """Fetch a file whole.

        Args:
            url: Address of the file.
            target: Where to write it; a failure may leave a part of it there.
            stored: Version of the file that is held; None to fetch in any case.
            on_bytes: Told about the progress.

        Returns:
            The version; nothing is written if it is the held one.

        Raises:
            SourceError: The server refuses, does not answer, or does not send the file whole.
        """
        part = PartialDownload(target)
        failures: list[str] = []
        for attempt in range(1, self.policy.attempts + 1):
            try:
                return self._attempt(url, part, stored, on_bytes)
            except TransientError as failure:
                failures.append(failure.why)
                if attempt < self.policy.attempts:
                    self._wait(url, attempt, failure)
        raise SourceError(
            "The file did not arrive",
            where=url,
            got=f"{len(failures)} attempts: {', then '.join(dict.fromkeys(failures))}",
            next_step="Try again later, or download it in a browser and run `labor add FILE`.",
        )

    def _attempt(
        self, url: str, part: PartialDownload, stored: Version | None, on_bytes: OnBytes | None
    ) -> FetchResult:
        conditions = part.conditions(stored)
        with self._open(url, conditions) as response:
            status = response.status_code
            if status == requests.codes.not_modified and stored is not None:
                return FetchResult(False, stored)
            if status == requests.codes.requested_range_not_satisfiable:
                part.forget()
                raise TransientError("the server does not have the rest of the file")
            is_rest = status == requests.codes.partial_content and "Range" in conditions
            if status != requests.codes.ok and not is_rest:
                raise self._refusal(response, url, part.path.name)
            total = part.begin(response)
            self._receive(response, part, total, on_bytes)
        if total is not None and part.bytes != total:
            raise TransientError(f"{part.bytes:,} of {total:,} bytes arrived")
        return FetchResult(True, part.version)

    @contextmanager
    def _open(self, url: str, conditions: dict[str, str]) -> Iterator[requests.Response]:
        """The answer to a request, after its redirects."""
        address = url
        for _ in range(self.policy.redirects + 1):
            with self._request(address, conditions) as response:
                if not response.is_redirect:
                    yield response
                    return
                try:
                    following = self._session.get_redirect_target(response) or ""
                    address = _next_address(address, urljoin(address, following))
                except ValueError as error:
                    raise _no_address("The address leads to no address", url, error) from error
        raise SourceError(
            "The address leads in a circle",
            where=url,
            got=f"more than {self.policy.redirects} redirects, the last to {address}",
            next_step="Look for the file on the publisher's page, and report the new address.",
        )

    def _request(self, url: str, conditions: dict[str, str]) -> requests.Response:
        try:
            self._pause(urlsplit(url).netloc)
        except ValueError as error:
            raise _no_address("The address cannot be used", url, error) from error
        timeouts = (self.policy.connect_seconds, self.policy.read_seconds)
        try:
            return self._session.get(
                url, headers=conditions, stream=True, allow_redirects=False, timeout=timeouts
            )
        except requests.exceptions.SSLError as error:
            raise SourceError(
                "The server cannot prove who it is",
                where=url,
                got=str(error),
                next_step="Check the clock and the certificates of this machine.",
            ) from error
        except (requests.ConnectionError, requests.Timeout) as error:
            raise TransientError(reason_of(error)) from error
        except (requests.RequestException, HTTPError, ValueError) as error:
            raise _no_address("The address cannot be used", url, error) from error

    def _receive(
        self,
        response: requests.Response,
        part: PartialDownload,
        total: int | None,
        on_bytes: OnBytes | None,
    ) -> None:
        before = arrived = part.bytes
        started = time.monotonic()
        with writing(part.path.name), part.path.open("ab") as target:
            for chunk in _chunks(response):
                target.write(chunk)
                arrived += len(chunk)
                if on_bytes is not None:
                    on_bytes(arrived, total)
                self._check_pace(response.url, arrived, arrived - before, started)

    def _check_pace(self, url: str, arrived: int, now: int, started: float) -> None:
        """Give up an answer without an end, and one that only drips."""
        if arrived > self.policy.largest_bytes:
            raise SourceError(
                "The server sends more than a publisher's table can hold",
                where=url,
                got=f"more than {self.policy.largest_bytes:,} bytes",
                next_step="Check the address on the publisher's page.",
            )
        seconds = time.monotonic() - started
        enough = seconds * self.policy.slowest_bytes_per_second
        if seconds > self.policy.grace_seconds and now < enough:
            raise TransientError(f"only {now:,} bytes came in {seconds:.0f} seconds")

    def _refusal(
        self, response: requests.Response, url: str, name: str
    ) -> SourceError | TransientError:
        """What an answer without a file means."""
        status_line = f"{response.status_code} {response.reason or ''}".strip()
        if response.status_code in _BUSY:
            return TransientError(
                status_line, retry_after_seconds(response.headers.get("Retry-After", ""))
            )
        if response.status_code == requests.codes.forbidden:
            what = "The publisher's server refuses the file"
            step = how_to_get(url, name, self.contact)
        else:
            gone = response.status_code in _GONE
            what = "The publisher's server " + (
                "does not have the file" if gone else "answers in an unexpected way"
            )
            step = (
                "Look for the file on the publisher's page; if its address has changed, "
                f"download it in a browser and run `labor add {name}`."
            )
        return SourceError(what, where=url, got=status_line, next_step=step)

    def _wait(self, url: str, attempt: int, failure: TransientError) -> None:
        seconds = self.policy.backoff_seconds * 2 ** (attempt - 1) * (1 + random.random() / 2)
        server_wait = failure.wait_seconds or 0.0
        if server_wait > self.policy.longest_wait_seconds:
            raise SourceError(
                "The publisher's server asks to wait",
                where=url,
                got=f"{failure.why}; it asks for {server_wait:.0f} seconds",
                next_step="Try again after that time.",
            )
        self._sleep(max(seconds, server_wait))

    def _pause(self, host: str) -> None:
        """Keep the least time between two requests to the same server."""
        if host in self._last_request:
            passed = time.monotonic() - self._last_request[host]
            self._sleep(max(0.0, self.policy.pause_seconds - passed))
        self._last_request[host] = time.monotonic()


def retry_after_seconds(header: str) -> float | None:
    """Seconds that a server asks to wait: its header Retry-After, a number or a time.

    Returns:
        The seconds from now, six hours at most; None if the header says neither.
    """
    try:
        return Retry().parse_retry_after(header)
    except (InvalidHeader, ValueError, OverflowError):
        return None


def _length(text: str) -> int | None:
    """A length in bytes as a server writes it: "20482"; None for anything else."""
    plain = text.isascii() and text.isdigit() and len(text) <= _LONGEST_LENGTH
    return int(text) if plain else None


def _no_address(what: str, url: str, error: Exception) -> SourceError:
    return SourceError(
        what,
        where=url,
        got=str(error),
        next_step="Write the server as in https://example.org; if the publisher's own address does "
        "not work, download the file in a browser and run `labor add FILE`.",
    )


def reason_of(error: Exception) -> str:
    """What went wrong with a connection, in a few words."""
    text = str(error)
    return next((words for part, words in _CAUSES.items() if part in text), text)


def _chunks(response: requests.Response) -> Iterator[bytes]:
    """The content as it arrives; `iter_content` would wait for each chunk to fill."""
    try:
        while chunk := response.raw.read1(_CHUNK_BYTES, decode_content=True):
            yield chunk
    except HTTPError as error:
        raise TransientError(reason_of(error)) from error


def _next_address(address: str, following: str) -> str:
    before, after = urlsplit(address).scheme, urlsplit(following).scheme
    if after != "https" and not (before == after == "http"):
        raise SourceError(
            "The address leads to one that is not safe to follow",
            where=address,
            expected="https",
            got=following,
            next_step="Look for the file on the publisher's page, and report the new address.",
        )
    return following
