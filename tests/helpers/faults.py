"""Everything that goes wrong between a publisher's server and this machine, as a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from fault_server import Answer, File, after, zipped
from publisher_files import (
    WEB_PAGE,
    archive,
    bomb,
    national,
    traversal,
    workbook,
    workbook_bomb,
)

#: The held archive and the one that the server has, of the same table.
OLD, NEW = national(seed=0), national(seed=1)
GOOD = File(NEW)
TENTHS = range(10)

_DAMAGED = "damaged or incomplete|not what its name says|points outside|unpacks to more|password"


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong with the transfer of `NEW`.

    Args:
        group: Row of docs/building-and-speed.md.
        name: What goes wrong.
        answers: What the server answers, one request after the other; the last repeats.
        says: Regular expression in the message; empty if the file is kept in the end.
    """

    group: str
    name: str
    answers: tuple[Answer | Callable, ...]
    says: str = ""

    def __str__(self) -> str:
        return f"{self.group}: {self.name}"


def refusals() -> Iterator[Fault]:
    says = {
        401: "answers in an unexpected way",
        403: "refuses the file",
        404: "does not have the file",
        410: "does not have the file",
        418: "answers in an unexpected way",
    }
    for status, words in says.items():
        yield Fault("refusals", f"{status}", (Answer(status, b"no"),), words)


def busy() -> Iterator[Fault]:
    for status in (429, 500, 502, 503, 504):
        yield Fault("busy", f"{status} once", (Answer(status), GOOD))
        yield Fault("busy", f"{status} always", (Answer(status),), f"3 attempts: {status}")
    yield Fault("busy", "wait 0 s", (_wait("0"), GOOD))
    yield Fault("busy", "wait 1 s", (_wait("1"), GOOD))
    yield Fault("busy", "wait till a time", (lambda _: _wait(_http_date(1)), GOOD))
    yield Fault("busy", "wait till a time that is past", (_wait(_http_date(-60)), GOOD))
    yield Fault("busy", "wait till nonsense", (_wait("soon"), GOOD))
    yield Fault("busy", "wait an hour", (_wait("3600"), GOOD), "asks to wait")
    yield Fault("busy", "wait a day", (_wait(_http_date(86400)), GOOD), "asks to wait")


def connection() -> Iterator[Fault]:
    yield Fault("connection", "hangs up once", (Answer(hang_up=True), GOOD))
    yield Fault("connection", "hangs up always", (Answer(hang_up=True),), "the server hung up")
    yield Fault("connection", "silent once", (after(0.7, Answer(200, NEW)), GOOD))
    yield Fault("connection", "silent always", (after(0.7, Answer(200, NEW)),), "fell silent")


def cuts() -> Iterator[Fault]:
    for tenth in TENTHS:
        at = len(NEW) * tenth // 10
        for name, file in {
            "with ranges": GOOD,
            "with a weak mark": File(NEW, weak=True),
            "without ranges": File(NEW, ranges=False),
            "without marks": File(NEW, marked=False),
        }.items():
            cut = Answer(200, NEW, file.headers, cut_after=at)
            yield Fault("cut", f"once at {tenth}0 %, {name}", (cut, file))
        always = Answer(200, NEW, cut_after=at)
        yield Fault("cut", f"always at {tenth}0 %", (always,), "did not arrive")
        chunked = Answer(200, NEW, cut_after=at, chunked=True)
        yield Fault("cut", f"in chunks at {tenth}0 %", (chunked, GOOD))
    third = File(NEW, cut_after=len(NEW) // 3 + 1)
    yield Fault("cut", "each answer after a third", (third,))


def lengths() -> Iterator[Fault]:
    yield Fault("length", "too long", (Answer(200, NEW, length=len(NEW) + 9),), "did not arrive")
    for name, short in (("1 byte", 1), ("30 bytes", 30), ("half", len(NEW) // 2)):
        cut = Answer(200, NEW, length=len(NEW) - short)
        yield Fault("length", f"{name} too short", (cut,), "damaged or incomplete")
    yield Fault("length", "none", (Answer(200, NEW, length=-1),))
    yield Fault("length", "none, in chunks", (Answer(200, NEW, chunked=True),))
    yield Fault("length", "compressed on the way", (zipped(NEW),))
    yield Fault("length", "no end", (Answer(200, bytes(3 << 20)),), "more than")


def odd_headers() -> Iterator[Fault]:
    """Headers in which nothing is what it should be: they are nonsense, and no reason to break."""
    for name, length in (("a small raised 2", "\u00b2"), ("5,000 digits", "9" * 5000)):
        odd = Answer(200, NEW, {"Content-Length": length}, length=-1)
        yield Fault("length", f"is {name}", (odd,))
    for wait in ("\u00b2", "9" * 5000, "Mon, 01 Jan 99999999999 00:00:00 GMT"):
        yield Fault("busy", f"wait {wait[:30]}", (_wait(wait), GOOD))
    for place in ("http://[bad", "http://" + "a" * 300 + ".org/x", "http://..x/", "//"):
        yield Fault("redirects", f"to {place[:20]}", (_to(place),), "address")
    first = Answer(200, NEW, GOOD.headers, cut_after=900)
    odd = Answer(206, NEW[900:], {"Content-Range": f"bytes 900-{len(NEW) - 1}/\u00b2"})
    yield Fault("changes", "a part of a length that is no number", (first, odd, GOOD))


def slow() -> Iterator[Fault]:
    drip = Answer(200, NEW, drip_seconds=0.01)
    yield Fault("slow", "drips once", (drip, GOOD))
    yield Fault("slow", "drips always", (drip,), "bytes came in")
    yield Fault("slow", "in eight parts", (Answer(200, NEW, chunk_seconds=0.05),))
    pauses = Answer(200, NEW, GOOD.headers, chunk_seconds=0.7)
    yield Fault("slow", "silent in the middle", (pauses, GOOD))


def redirects() -> Iterator[Fault]:
    yield Fault("redirects", "once", (_to("?1"), GOOD))
    yield Fault("redirects", "five times", (*(_to(f"?{n}") for n in range(5)), GOOD))
    yield Fault("redirects", "six times", (*(_to(f"?{n}") for n in range(6)), GOOD), "circle")
    yield Fault("redirects", "in a circle", (_to("?again"),), "leads in a circle")
    for place in ("file:///etc/hostname", "ftp://127.0.0.1/x.zip", "javascript:0"):
        yield Fault("redirects", f"to {place}", (_to(place),), "not safe to follow")


def pages() -> Iterator[Fault]:
    for name, body in {
        "a web page": WEB_PAGE,
        "a page in capitals": b"  <HTML><BODY>Access Denied</BODY></HTML>",
        "an error as text": b"Access denied. Reference 18.5c1\n",
        "an error as JSON": b'{"status": "REQUEST_FAILED"}',
    }.items():
        yield Fault("pages", name, (Answer(200, body),), "not what its name says")
    yield Fault("pages", "nothing", (Answer(200, b""),), "is empty")


def changes() -> Iterator[Fault]:
    other = File(national(seed=2))
    cut = Answer(200, other.body, other.headers, cut_after=900)
    yield Fault("changes", "between two parts", (cut, GOOD))
    wrong = Answer(206, NEW[5:], {"Content-Range": f"bytes 5-{len(NEW) - 1}/{len(NEW)}"})
    first = Answer(200, NEW, GOOD.headers, cut_after=900)
    yield Fault("changes", "another part than asked for", (first, wrong, GOOD))
    endless = Answer(206, NEW[900:], {"Content-Range": f"bytes 900-{len(NEW) - 1}/*"})
    yield Fault("changes", "a part of nobody knows how much", (first, endless, GOOD))
    strange = Answer(206, NEW[900:], {"Content-Range": "items 3-4/5"})
    yield Fault("changes", "a part in other units", (first, strange, GOOD))
    rest = {**GOOD.headers, "Content-Range": f"bytes 900-{len(NEW) - 1}/{len(NEW)}"}
    yield Fault("changes", "rest of another version", (cut, Answer(206, NEW[900:], rest), GOOD))
    piece = {**GOOD.headers, "Content-Range": f"bytes 900-1199/{len(NEW)}"}
    yield Fault("changes", "less than the rest", (first, Answer(206, NEW[900:1200], piece), GOOD))
    yield Fault("changes", "no rest", (first, Answer(416), GOOD))
    yield Fault("changes", "unasked part", (Answer(206, NEW[5:]),), "unexpected way")
    yield Fault("changes", "unasked 304", (Answer(304),), "unexpected way")


def archives() -> Iterator[Fault]:
    for tenth in TENTHS:
        at = len(NEW) * tenth // 10
        torn = NEW[:at] + bytes(byte ^ 0x55 for byte in NEW[at : at + 60]) + NEW[at + 60 :]
        yield Fault("archives", f"damaged at {tenth}0 %", (Answer(200, torn),), _DAMAGED)
    for name, body, says in (
        ("points outside itself", traversal(), "points outside"),
        ("unpacks to too much", bomb(), "unpacks to more"),
        ("holds a workbook that does", archive(("national_x_dl.xlsx", workbook_bomb())), "unpacks"),
        ("is encrypted", _encrypted(), "password"),
        ("holds another table", archive(("state_M2026_dl.xlsx", workbook())), "does not hold"),
        ("holds no table", archive(("read_me.pdf", b"%PDF")), "holds no table"),
        ("is a workbook", workbook(), "not what its name says"),
    ):
        yield Fault("archives", name, (Answer(200, body),), says)


def _wait(text: str) -> Answer:
    return Answer(429, headers={"Retry-After": text})


def _http_date(seconds: float) -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


def _to(place: str) -> Answer:
    return Answer(302, headers={"Location": place})


def _encrypted() -> bytes:
    """The archive with the flag of an encrypted member set in both of its places."""
    data = bytearray(NEW)
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + flags] |= 1
    return bytes(data)


FAULTS = [
    fault
    for made in (
        refusals, busy, connection, cuts, lengths, odd_headers, slow, redirects, pages, changes,
        archives,
    )
    for fault in made()
]  # fmt: skip
