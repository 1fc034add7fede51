"""Raw files read and tidied in other processes: of this machine, or of a Dask cluster."""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Sequence
from contextlib import closing
from functools import cache
from importlib.metadata import version
from pathlib import Path

from labor.errors import ClusterError
from labor.tables.freshness import READING, code_digest
from labor.tables.inputs import RawFile, raw_files
from labor.tables.parts import packed
from labor.tables.rebuild import parts_of
from labor.workers import Lost, Task, results

#: Libraries that read raw files and make their tidy rows.
_LIBRARIES = ("lxml", "numpy", "pandas", "pyarrow", "python-calamine")
#: Characters of a digest, enough to tell two apart in a message.
_SHOWN = 12


def tidied(
    files: Sequence[RawFile], root: Path, workers: int, scheduler: str = ""
) -> Generator[tuple[str, bytes], None, None]:
    """Read and tidy raw files of a project.

    Args:
        files: What to read.
        root: Project folder.
        workers: Files to read at a time on this machine.
        scheduler: Address of a Dask scheduler whose workers read them instead, each from its
            own project folder.

    Yields:
        The key and the packed parts of each file as they come.

    Raises:
        ClusterError: See `labor.workers.results`; or the processes that read a file ended by
            themselves.
        LaborError: A file cannot be read.
    """
    task = Task(_tidied_in, root, inputs=_inputs_in)
    parts = results(task, [file.key for file in files], workers, scheduler)
    with closing(parts):
        for key, content in parts:
            if isinstance(content, Lost):
                raise ClusterError(
                    "A raw file could not be read",
                    got=content.reason,
                    next_step="Free some memory, and run the command again; what is done is kept.",
                )
            yield key, content


@cache
def _files_in(root: Path) -> dict[str, RawFile]:
    return {file.key: file for file in raw_files(root)}


def _tidied_in(root: Path, key: str) -> bytes:
    return packed(parts_of(_files_in(root)[key]))


def _inputs_in(root: Path) -> dict[str, str]:
    """What tidy parts are made from on the machine that asks: see `Task.inputs`."""
    keys = " ".join(sorted(file.key for file in raw_files(root)))
    return {
        "code": code_digest(READING)[:_SHOWN],
        "libraries": " ".join(f"{name} {version(name)}" for name in _LIBRARIES),
        "raw files": hashlib.sha256(keys.encode()).hexdigest()[:_SHOWN],
    }
