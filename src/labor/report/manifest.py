"""What a batch has made so far, and from what: the record by which it goes on after a stop."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib.metadata import requires, version
from io import TextIOWrapper
from pathlib import Path

from filelock import FileLock, Timeout
from packaging.requirements import Requirement

import labor
from labor.errors import ReportError
from labor.report.jobs import Job, Result
from labor.terms import NATION

#: Name of the record in the folder of a batch: a line of JSON for each page.
NAME = "manifest.jsonl"
#: The lock of the folder, a file of no content.
_LOCK = ".lock"

#: Files of the package that have a part in the bytes of a page.
_CODE = (".py", ".css", ".js", ".j2", ".json", ".toml")
#: Libraries below the package's own that write parts of a page.
_WRITERS = ("ipython", "jinja2", "mistune", "nbclient", "nbformat")


@dataclass(frozen=True)
class ManifestEntry:
    """One page that was made.

    Args:
        page: Its file, relative to the folder of the batch.
        title: Title of the role.
        code: Code of the role, if it has one.
        group: Heading under which lists show it.
        label: What the page tells of the role, where there are several pages.
        occupations: Codes of the newest list that the page is on; none for a group.
        area: Code of the area that the page is on.
        inputs: Digest of all it was made from.
        sha256: Digest of the page.
    """

    page: str
    title: str
    code: str
    group: str
    label: str
    occupations: Sequence[str]
    area: str
    inputs: str
    sha256: str


class Manifest:
    """The record of a folder.

    Args:
        folder: Folder of the batch.
        stream: The open record, at its end.
        entries: What it holds, by page.
    """

    def __init__(
        self, folder: Path, stream: TextIOWrapper, entries: dict[str, ManifestEntry]
    ) -> None:
        self._folder, self._stream, self._entries = folder, stream, entries

    @property
    def entries(self) -> list[ManifestEntry]:
        """What was made and is still there, by page."""
        return [
            entry for name, entry in sorted(self._entries.items()) if (self._folder / name).exists()
        ]

    def has(self, job: Job, inputs: str) -> bool:
        """Whether the page of a job is there, whole, and made from these inputs.

        Args:
            job: The report.
            inputs: Digest of what it would be made from now, see `digest_of`.
        """
        entry = self._entries.get(self._name(job))
        if entry is None or entry.inputs != inputs or not job.page.exists():
            return False
        return hashlib.sha256(job.page.read_bytes()).hexdigest() == entry.sha256

    def add(self, result: Result, inputs: str) -> None:
        """Record a page that was made.

        Args:
            result: What came of its job.
            inputs: Digest of what it was made from.
        """
        job = result.job
        area = str(job.parameters.get("area", NATION))
        entry = ManifestEntry(
            self._name(job), job.title, job.code, job.group, job.label, job.occupations, area,
            inputs, result.sha256,
        )  # fmt: skip
        self._entries[entry.page] = entry
        self._stream.write(_line_of(entry))
        self._stream.flush()

    def _name(self, job: Job) -> str:
        return job.page.relative_to(self._folder).as_posix()


@contextmanager
def open_manifest(folder: Path) -> Iterator[Manifest]:
    """Open the record of a folder for one batch alone.

    Args:
        folder: Folder of the batch; made if it is not there.

    Yields:
        The record. A line that was cut by a stop is left out, and its page is made again.

    Raises:
        ReportError: Another batch is at work in the folder, or it cannot be written.
    """
    path = folder / NAME
    lock = FileLock(folder / _LOCK, timeout=0)  # ends with its holder, however that ends
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
        stream = path.open("a+", encoding="utf-8", newline="\n")
    except Timeout as error:
        raise ReportError(
            "Another run is writing reports to this folder",
            where=str(folder),
            next_step="Wait for it, or name another folder with --out.",
        ) from error
    except OSError as error:
        raise ReportError(
            "The reports cannot be written", where=str(folder), got=error.strerror or str(error)
        ) from error
    with lock, stream:
        for part in folder.rglob(".*.html.*.part"):
            part.unlink()  # pages that were not finished
        stream.seek(0)
        entries = {entry.page: entry for entry in _read_entries(stream)}
        manifest = Manifest(folder, stream, entries)
        stream.truncate(0)
        stream.writelines(_line_of(entry) for entry in manifest.entries)
        stream.flush()
        yield manifest


def entries_of(folder: Path) -> list[ManifestEntry]:
    """The pages of a batch that are there, by name.

    Args:
        folder: Folder of the batch.
    """
    path = folder / NAME
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", errors="replace") as stream:
        entries = {entry.page: entry for entry in _read_entries(stream) if ".." not in entry.page}
    return [entry for name, entry in sorted(entries.items()) if (folder / name).is_file()]


def digest_of_inputs(data: Iterable[Path]) -> str:
    """Digest of what all pages of a batch are made from: this code, its libraries, the data.

    Args:
        data: Files that notebooks read.

    Returns:
        A digest that changes with any of them; their folders have no part in it.
    """
    package = Path(labor.__file__).parent
    code = sorted(path for path in package.rglob("*") if path.suffix in _CODE)
    digest = hashlib.sha256(f"{sys.version} {_libraries()}".encode())
    for base, files in ((package, code), (None, sorted(data))):
        for path in files:
            name = path.relative_to(base).as_posix() if base else path.name
            digest.update(f"{name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def digest_of(job: Job, shared: str) -> str:
    """Digest of what one page is made from.

    Args:
        job: The report.
        shared: Digest of what all pages are made from.
    """
    listed = [job.title, job.code, job.group, job.label]
    made_from = json.dumps([shared, job.parameters, listed], sort_keys=True)
    return hashlib.sha256(made_from.encode() + job.notebook.read_bytes()).hexdigest()


def _libraries() -> str:
    """Versions of the libraries that a page depends on."""
    listed = [Requirement(line) for line in requires("labor-tables") or ()]
    # Those of the core and those that make reports.
    needed = [one for one in listed if not one.marker or one.marker.evaluate({"extra": "report"})]
    names = {one.name for one in needed} | set(_WRITERS)
    return ", ".join(f"{name} {version(name)}" for name in sorted(names))


def _read_entries(stream: Iterable[str]) -> Iterator[ManifestEntry]:
    """The entries of a record, from its lines."""
    for line in stream:
        try:
            yield ManifestEntry(**json.loads(line))
        except (ValueError, TypeError, RecursionError):
            continue  # cut by a stop, or of another version: the page is made again


def _line_of(entry: ManifestEntry) -> str:
    """The line of an entry in a record."""
    return json.dumps(asdict(entry), ensure_ascii=False, sort_keys=True) + "\n"
