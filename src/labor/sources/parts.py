"""What has arrived of one file, over several attempts, and how to ask for the rest."""

from __future__ import annotations

from pathlib import Path

import requests

from labor.sources.inventory import Version
from labor.sources.retry import PassingError


class Part:
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

    def conditions(self, held: Version | None) -> dict[str, str]:
        """Headers that ask for the rest of it, or for the file only if it has changed.

        Args:
            held: Version of the file that is held; None to ask in any case.
        """
        if self.bytes:
            weak = self.version.etag.startswith("W/")
            mark = "" if weak else self.version.etag
            mark = mark or self.version.last_modified
            return {"Range": f"bytes={self.bytes}-", "If-Range": mark} if mark else {}
        headers = {}
        if held is not None and held.etag:
            headers["If-None-Match"] = held.etag
        if held is not None and held.last_modified:
            headers["If-Modified-Since"] = held.last_modified
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
        return int(length) if length.isdigit() and not encoded else None

    def forget(self) -> None:
        """Start over with the next answer."""
        self.path.unlink(missing_ok=True)

    def _whole_length(self, content_range: str, etag: str | None) -> int:
        """Length of the whole file, from an answer with the rest of it."""
        total = content_range.rpartition("/")[2]
        same = etag in (None, self.version.etag)
        if not (same and content_range.startswith(f"bytes {self.bytes}-") and total.isdigit()):
            self.forget()
            raise PassingError("the server sent another part of the file than it was asked for")
        return int(total)
