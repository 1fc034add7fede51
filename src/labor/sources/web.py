"""Fetching one file over the web with manners: a known sender, patience, and no load."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import requests
from urllib3.exceptions import HTTPError

from labor.errors import SourceError
from labor.sources.contact import how_to_get, user_agent
from labor.sources.inbox import writing
from labor.sources.inventory import Version
from labor.sources.parts import Part
from labor.sources.retry import Manners, PassingError, asked_wait, cause_of

#: Called with the bytes that have arrived and those expected, None if unknown.
OnBytes = Callable[[int, int | None], None]

_CHUNK_BYTES = 1 << 16
_BUSY = (429, 500, 502, 503, 504)
_GONE = (404, 410)


@dataclass(frozen=True)
class Answer:
    """How a fetch ended.

    Args:
        changed: False if the server says that the held file is still the newest.
        version: What the server says about the version of the file.
    """

    changed: bool
    version: Version


class Web:
    """A visitor to publishers' servers.

    Args:
        contact: E-mail address of the person who fetches; empty if none is known.
        manners: Patience and pace; the usual ones if left out.
        sleep: Waits for a number of seconds.
    """

    def __init__(
        self,
        contact: str,
        manners: Manners | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.contact = contact
        self.manners = manners or Manners()
        self._sleep = sleep
        self._last_request: dict[str, float] = {}
        self._session = requests.Session()
        # Without compression the lengths in the answer are those of the file.
        self._session.headers.update(
            {"User-Agent": user_agent(contact), "Accept": "*/*", "Accept-Encoding": "identity"}
        )

    def fetch(
        self, url: str, target: Path, held: Version | None = None, on_bytes: OnBytes | None = None
    ) -> Answer:
        """Fetch a file whole.

        Args:
            url: Address of the file.
            target: Where to write it; a failure may leave a part of it there.
            held: Version of the file that is held; None to fetch in any case.
            on_bytes: Told about the progress.

        Returns:
            The version; nothing is written if it is the held one.

        Raises:
            SourceError: The server refuses, does not answer, or does not send the file whole.
        """
        part = Part(target)
        failures: list[str] = []
        for attempt in range(1, self.manners.attempts + 1):
            try:
                return self._attempt(url, part, held, on_bytes)
            except PassingError as failure:
                failures.append(failure.why)
                if attempt < self.manners.attempts:
                    self._wait(url, attempt, failure)
        raise SourceError(
            "The file did not arrive",
            where=url,
            got=f"{len(failures)} attempts: {', then '.join(dict.fromkeys(failures))}",
            next_step="Try again later, or download it in a browser and run `labor add FILE`.",
        )

    def _attempt(
        self, url: str, part: Part, held: Version | None, on_bytes: OnBytes | None
    ) -> Answer:
        conditions = part.conditions(held)
        with self._open(url, conditions) as response:
            status = response.status_code
            if status == requests.codes.not_modified and held is not None:
                return Answer(False, held)
            if status == requests.codes.requested_range_not_satisfiable:
                part.forget()
                raise PassingError("the server does not have the rest of the file")
            asked_for_rest = status == requests.codes.partial_content and "Range" in conditions
            if status != requests.codes.ok and not asked_for_rest:
                raise self._refusal(response, url, part.path.name)
            total = part.begin(response)
            self._receive(response, part, total, on_bytes)
        if total is not None and part.bytes != total:
            raise PassingError(f"{part.bytes:,} of {total:,} bytes arrived")
        return Answer(True, part.version)

    @contextmanager
    def _open(self, url: str, conditions: dict[str, str]) -> Iterator[requests.Response]:
        """The answer to a request, after its redirects."""
        place = url
        for _ in range(self.manners.redirects + 1):
            with self._request(place, conditions) as response:
                following = self._session.get_redirect_target(response)
                if following is None:
                    yield response
                    return
                place = _next_place(place, urljoin(place, following))
        raise SourceError(
            "The address leads in a circle",
            where=url,
            got=f"more than {self.manners.redirects} redirects, the last to {place}",
            next_step="Look for the file on the publisher's page, and report the new address.",
        )

    def _request(self, url: str, conditions: dict[str, str]) -> requests.Response:
        self._pause(urlsplit(url).netloc)
        patience = (self.manners.connect_seconds, self.manners.read_seconds)
        try:
            return self._session.get(
                url, headers=conditions, stream=True, allow_redirects=False, timeout=patience
            )
        except requests.exceptions.SSLError as error:
            raise SourceError(
                "The server cannot prove who it is",
                where=url,
                got=str(error),
                next_step="Check the clock and the certificates of this machine.",
            ) from error
        except (requests.ConnectionError, requests.Timeout) as error:
            raise PassingError(cause_of(error)) from error
        except requests.RequestException as error:
            raise SourceError(
                "The address cannot be used",
                where=url,
                got=str(error),
                next_step="Write the server as in https://example.org.",
            ) from error

    def _receive(
        self,
        response: requests.Response,
        part: Part,
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
        if arrived > self.manners.largest_bytes:
            raise SourceError(
                "The server sends more than a publisher's table can hold",
                where=url,
                got=f"more than {self.manners.largest_bytes:,} bytes",
                next_step="Check the address on the publisher's page.",
            )
        seconds = time.monotonic() - started
        enough = seconds * self.manners.slowest_bytes_per_second
        if seconds > self.manners.grace_seconds and now < enough:
            raise PassingError(f"only {now:,} bytes came in {seconds:.0f} seconds")

    def _refusal(
        self, response: requests.Response, url: str, name: str
    ) -> SourceError | PassingError:
        """What an answer without a file means."""
        said = f"{response.status_code} {response.reason or ''}".strip()
        if response.status_code in _BUSY:
            return PassingError(said, asked_wait(response.headers.get("Retry-After", "")))
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
        return SourceError(what, where=url, got=said, next_step=step)

    def _wait(self, url: str, attempt: int, failure: PassingError) -> None:
        seconds = self.manners.backoff_seconds * 2 ** (attempt - 1) * (1 + random.random() / 2)
        asked = failure.wait_seconds or 0.0
        if asked > self.manners.longest_wait_seconds:
            raise SourceError(
                "The publisher's server asks to wait",
                where=url,
                got=f"{failure.why}; it asks for {asked:.0f} seconds",
                next_step="Try again after that time.",
            )
        self._sleep(max(seconds, asked))

    def _pause(self, host: str) -> None:
        """Keep the least time between two requests to the same server."""
        if host in self._last_request:
            passed = time.monotonic() - self._last_request[host]
            self._sleep(max(0.0, self.manners.pause_seconds - passed))
        self._last_request[host] = time.monotonic()


def _chunks(response: requests.Response) -> Iterator[bytes]:
    """The content as it arrives; `iter_content` would wait for each chunk to fill."""
    try:
        while chunk := response.raw.read1(_CHUNK_BYTES, decode_content=True):
            yield chunk
    except HTTPError as error:
        raise PassingError(cause_of(error)) from error


def _next_place(place: str, following: str) -> str:
    before, after = urlsplit(place).scheme, urlsplit(following).scheme
    if after != "https" and not (before == after == "http"):
        raise SourceError(
            "The address leads to one that is not safe to follow",
            where=place,
            expected="https",
            got=following,
            next_step="Look for the file on the publisher's page, and report the new address.",
        )
    return following
