"""Raw files read and tidied in other processes: of this machine, or of a Dask cluster."""

from __future__ import annotations

import hashlib
import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import partial
from importlib.metadata import version
from pathlib import Path

from labor import __version__
from labor.errors import ClusterError
from labor.tables.build import part_of
from labor.tables.freshness import READING, code_digest
from labor.tables.inputs import RawFile, raw_files
from labor.tables.parts import packed
from labor.workers.reach import PATIENCE, project_here, reached

#: Tidies raw files in any order; gives the key and the packed parts of each.
Spread = Callable[[Sequence[RawFile]], Iterator[tuple[str, bytes]]]

#: Libraries that read raw files and make their tidy rows.
_LIBRARIES = ("lxml", "numpy", "pandas", "pyarrow", "python-calamine")
#: Characters of a digest, enough to tell two apart in a message.
_SHOWN = 12


def tidied(file: RawFile) -> bytes:
    """Read and tidy a raw file: a plain function of a plain value, for any executor.

    Returns:
        Its packed parts.

    Raises:
        LaborError: The file cannot be read.
    """
    return packed([part_of(source) for source in file.read()])


def pooled(files: Sequence[RawFile], workers: int) -> Iterator[tuple[str, bytes]]:
    """Tidy raw files in processes of this machine.

    Args:
        files: What to read.
        workers: Files to read at a time.

    Yields:
        The key and the packed parts of each file as they come.

    Raises:
        LaborError: A file cannot be read.
    """
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(workers, len(files)) or 1, context) as pool:
        futures = {pool.submit(tidied, file): file.key for file in files}
        try:
            for future in as_completed(futures):
                yield futures[future], future.result()
        finally:
            pool.shutdown(cancel_futures=True)


def clustered(
    files: Sequence[RawFile], address: str, root: Path, *, seconds: float = PATIENCE
) -> Iterator[tuple[str, bytes]]:
    """Tidy raw files on the workers of a Dask cluster.

    Workers read the raw files of their own project folder: the one that LABOR_HOME names where
    they were started, else the one at the same path as here.

    Args:
        files: What to read.
        address: Address of the scheduler.
        root: Project folder.
        seconds: How long to wait for the scheduler, and for a worker.

    Yields:
        The key and the packed parts of each file as they come.

    Raises:
        ClusterError: The cluster cannot be reached; a worker has another version, other
            libraries or other raw files.
        LaborError: A file cannot be read.
    """
    if not files:
        return
    home = root.absolute()
    with reached(address, seconds=seconds) as client:
        # Only now: these need the package whose absence `reached` tells.
        from labor.workers.results import results
        from labor.workers.workshop import Workshop

        workshop = Workshop(
            partial(_inputs_there, home), inputs_of(raw_files(root)), partial(_RawFiles, home)
        )
        keys = [file.key for file in files]
        yield from results(client, workshop, _RawFiles.tidied, keys, _lost)


def inputs_of(files: Sequence[RawFile]) -> dict[str, str]:
    """What tidy parts are made from on this machine, by what it is.

    Args:
        files: The raw files of its project.

    Returns:
        The version, and digests of the code, the libraries and the raw files.
    """
    libraries = " ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    return {
        "labor": __version__,
        "code": code_digest(READING)[:_SHOWN],
        "libraries": libraries,
        "raw files": _digest(" ".join(sorted(file.key for file in files))),
    }


class _RawFiles:
    """The raw files of the project on a worker."""

    def __init__(self, root: Path) -> None:
        self._files = {file.key: file for file in raw_files(project_here(root))}

    def tidied(self, key: str) -> bytes:
        return tidied(self._files[key])

    def close(self) -> None:
        """Nothing is held."""


def _inputs_there(root: Path) -> dict[str, str]:
    return inputs_of(raw_files(project_here(root)))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_SHOWN]


def _lost(key: str) -> bytes:
    raise ClusterError(
        "The workers that read a raw file ended by themselves, one after another",
        next_step="Give them more memory, and run the command again; what is done is kept.",
    )
