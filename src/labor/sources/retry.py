"""How patient a fetch is with a server, and what makes it try again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

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
class Manners:
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


class PassingError(Exception):
    """An attempt failed in a way that another one may not.

    Args:
        why: What happened, for the message if all attempts fail.
        wait_seconds: Time the server asked to wait; None if it did not say.
    """

    def __init__(self, why: str, wait_seconds: float | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.wait_seconds = wait_seconds


def asked_wait(text: str) -> float | None:
    """Seconds that a server asks to wait.

    Args:
        text: Its header Retry-After: a number of seconds or a time.

    Returns:
        The seconds from now; None if the header says neither.
    """
    if text.strip().isdigit():
        return float(text)
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())


def cause_of(error: Exception) -> str:
    """What went wrong with a connection, in a few words."""
    text = str(error)
    return next((words for part, words in _CAUSES.items() if part in text), text)
