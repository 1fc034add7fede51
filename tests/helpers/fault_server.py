"""A publisher's server on this machine that fails in every way a test asks for."""

from __future__ import annotations

import gzip
import hashlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from labor.sources.web import FetchPolicy

Headers = dict[str, str]

#: As patient as usual, only faster.
QUICK = FetchPolicy(
    attempts=3,
    connect_seconds=2.0,
    read_seconds=0.4,
    slowest_bytes_per_second=1000.0,
    grace_seconds=0.5,
    backoff_seconds=0.001,
    longest_wait_seconds=2.0,
    pause_seconds=0.0,
)


@dataclass
class Answer:
    """How the server answers one request.

    Args:
        status: Status line's number.
        body: Content of the answer.
        headers: Further headers.
        length: Content-Length to claim; that of the body if None, none at all if -1.
        cut_after: Bytes after which the connection is cut; None to send all.
        drip_seconds: Pause after each byte.
        chunk_seconds: Pause after each eighth of the body.
        hang_up: Whether to close the connection without any answer.
        chunked: Whether to send the body in chunks, without a length.
    """

    status: int = 200
    body: bytes = b""
    headers: Headers = field(default_factory=dict)
    length: int | None = None
    cut_after: int | None = None
    drip_seconds: float = 0.0
    chunk_seconds: float = 0.0
    hang_up: bool = False
    chunked: bool = False


@dataclass
class File:
    """A file served as it should be: by parts and only if it has changed, where asked for.

    Args:
        body: Content.
        ranges: Whether the rest can be asked for.
        marked: Whether the answer says which version it is.
        weak: Whether the version mark is a weak one, with a time of change beside it.
        cut_after: Bytes of each answer after which the connection is cut; None to send all.
    """

    body: bytes
    ranges: bool = True
    marked: bool = True
    weak: bool = False
    cut_after: int | None = None

    @property
    def headers(self) -> Headers:
        if not self.marked:
            return {}
        mark = f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'
        return {
            "ETag": f"W/{mark}" if self.weak else mark,
            "Last-Modified": formatdate(len(self.body) * 1000, usegmt=True),
        }

    def __call__(self, asked: Headers) -> Answer:
        ours = self.headers
        if self.marked and asked.get("If-None-Match") == ours["ETag"]:
            return Answer(304, headers=ours)
        start = self._start(asked)
        if start is None:
            return Answer(200, self.body, ours, cut_after=self.cut_after)
        span = f"bytes {start}-{len(self.body) - 1}/{len(self.body)}"
        headers = {**ours, "Content-Range": span}
        return Answer(206, self.body[start:], headers, cut_after=self.cut_after)

    def _start(self, asked: Headers) -> int | None:
        if not self.ranges or "Range" not in asked:
            return None
        mark = "Last-Modified" if self.weak else "ETag"
        if asked.get("If-Range") != self.headers.get(mark):
            return None
        return int(asked["Range"].removeprefix("bytes=").removesuffix("-"))


@dataclass
class Script:
    """Answers in order; the last one repeats."""

    answers: list[Answer | Callable[[Headers], Answer]]
    given: int = 0

    def __call__(self, asked: Headers) -> Answer:
        step = self.answers[min(self.given, len(self.answers) - 1)]
        self.given += 1
        return step(asked) if callable(step) else step


class FaultServer:
    """Serves on a free port of this machine until it is closed.

    Attributes:
        url: Address of its root.
        asked: Path and headers of every request so far.
    """

    def __init__(self) -> None:
        self.asked: list[tuple[str, Headers]] = []
        self._paths: dict[str, Callable[[Headers], Answer]] = {}
        self._closing = threading.Event()
        self._http = _Http(("127.0.0.1", 0), _Handler)
        self._http.faults = self
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}"
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def on(self, path: str, *answers: Answer | Callable[[Headers], Answer]) -> None:
        """Set what a path answers, whatever its query; the last answer repeats."""
        self._paths[path] = Script(list(answers))

    def answer(self, path: str, asked: Headers) -> Answer:
        self.asked.append((path, asked))
        script = self._paths.get(path.partition("?")[0])
        return script(asked) if script else Answer(404, b"no such file")

    def rest(self, seconds: float) -> bool:
        """Wait; say whether the server is closing."""
        return self._closing.wait(seconds) if seconds else self._closing.is_set()

    def close(self) -> None:
        self._closing.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    faults: FaultServer

    def handle_error(self, request, client_address) -> None:
        """A client that hangs up is part of the tests."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Http

    def log_message(self, *args) -> None:
        """The tests look at `asked` instead."""

    def do_GET(self) -> None:
        answer = self.server.faults.answer(self.path, dict(self.headers))
        if answer.hang_up:
            self.close_connection = True
            return
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.chunked:
            self.send_header("Transfer-Encoding", "chunked")
        elif answer.length is None:
            self.send_header("Content-Length", str(len(answer.body)))
        elif answer.length >= 0:
            self.send_header("Content-Length", str(answer.length))
        if answer.length is not None or answer.cut_after is not None:
            self.send_header("Connection", "close")
        self.end_headers()
        self._send(answer)

    def _send(self, answer: Answer) -> None:
        body = answer.body if answer.cut_after is None else answer.body[: answer.cut_after]
        if answer.chunked:
            for piece in _pieces(body, 8):
                self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
            if answer.cut_after is None:
                self.wfile.write(b"0\r\n\r\n")
        elif answer.drip_seconds:
            for piece in _pieces(body, len(body)):
                self.wfile.write(piece)
                if self.server.faults.rest(answer.drip_seconds):
                    return
        elif answer.chunk_seconds:
            for piece in _pieces(body, 8):
                self.wfile.write(piece)
                self.server.faults.rest(answer.chunk_seconds)
        else:
            self.wfile.write(body)
        if answer.cut_after is not None or answer.length is not None:
            self.close_connection = True


def _pieces(body: bytes, count: int) -> list[bytes]:
    size = max(1, -(-len(body) // max(1, count)))
    return [body[start : start + size] for start in range(0, len(body), size)]


def zipped(body: bytes) -> Answer:
    """The file compressed on its way, as servers do unasked."""
    return Answer(200, gzip.compress(body), {"Content-Encoding": "gzip"})


def after(seconds: float, answer: Answer) -> Callable[[Headers], Answer]:
    """The answer, after a silence."""

    def late(asked: Headers) -> Answer:
        time.sleep(seconds)
        return answer

    return late
