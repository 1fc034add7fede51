"""A build that tidies only the raw files that are new, with the same result as a whole one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path

import pyarrow as pa

from labor.errors import ClusterError
from labor.publishers.reading.cells import garbage_left_alone
from labor.sources.inbox import one_writer
from labor.tables.build import ACCEPT, part_of, replace_tables, tables_of
from labor.tables.estimates import (
    estimates_for_facts,
    found_by_year,
    places_of,
    refuse_repeated,
)
from labor.tables.files import PLACES_NAME, write_parquet
from labor.tables.freshness import READING, code_digest
from labor.tables.gate import broken_facts, refuse
from labor.tables.inputs import RawFile, chosen, raw_files, taken_in_spite_of
from labor.tables.parts import Part, PartCache, packed
from labor.tables.publication import finish, refuse_foreign
from labor.tables.summaries import summaries_of
from labor.tables.titles import write_titles

#: Folder beside the published tables with what was tidied from each raw file.
PARTS_NAME = ".parts"
#: How long a build waits for another one that writes to the same folder.
WAIT_SECONDS = 60.0


def rebuild(
    root: Path,
    out: Path,
    *,
    anew: bool = False,
    workers: int = 1,
    scheduler: str = "",
    on_files: Callable[[int], None] = lambda _: None,
    on_part: Callable[[int, int], None] = lambda *_: None,
    on_table: Callable[[str, int], None] = lambda *_: None,
) -> list[Path]:
    """Build the published tables from all raw tables of a project.

    Args:
        root: Project folder.
        out: Folder of the published tables; what is kept for the next build lies below it.
        anew: Read and tidy every raw file, also those of which the parts are kept.
        workers: Raw files to read at a time; if more than one, each in a process.
        scheduler: Address of a Dask scheduler whose workers read them instead.
        on_files: Called with the number of raw files before they are read.
        on_part: Called with the number of a raw file that another process tidied, and of all
            those.
        on_table: Called with name and number of rows when a table is written.

    Returns:
        The published files, the same bytes whatever was kept.

    Raises:
        LaborError: A raw table is missing or breaks its layout, a tidy table its description or
            a fact, the folder has a person's files, or another build writes to it. The
            published files are as they were.
    """
    if out != root / "data" / "processed":
        refuse_foreign(out)
    files = raw_files(root)
    out.mkdir(parents=True, exist_ok=True)
    with one_writer(out, WAIT_SECONDS), _memory_for_many_rows():
        finish(out)
        cache = PartCache(out / PARTS_NAME, code_digest(READING), out)
        if anew:
            cache.forget_unused()
        on_files(len(files))
        if scheduler or workers > 1:
            new = [file for file in files if not cache.has(file.key)]
            with closing(tidied(new, root, workers, scheduler)) as made:
                for number, (key, content) in enumerate(made, start=1):
                    cache.put(key, *content)
                    on_part(number, len(new))
        parts = [cache.get(file.key, partial(parts_of, file)) for file in files]
        taken = chosen(parts)
        refuse_repeated(taken, cache)
        tables = tables_of(taken)
        checked = {**tables, **estimates_for_facts(taken, cache)}
        years = found_by_year(taken, cache)
        refuse(broken_facts(checked, years), taken_in_spite_of(root), ACCEPT)
        written = replace_tables(
            tables,
            out,
            on_table,
            lambda stage: [*write_titles(tables, stage, out), *write_places(taken, stage)],
            {file: place for p in taken for file in p.files if (place := cache.place_of(file))},
            summaries_of(tables, taken, cache),
        )
        cache.forget_unused()
    return written


@contextmanager
def _memory_for_many_rows() -> Iterator[None]:
    """Columns come and go by the hundred: with jemalloc a build takes a fifth less memory."""
    pool = pa.default_memory_pool()
    with suppress(NotImplementedError):  # pyarrow has it on some systems only
        pa.set_memory_pool(pa.jemalloc_memory_pool())
    try:
        with garbage_left_alone():
            yield
    finally:
        pa.set_memory_pool(pool)


def parts_of(file: RawFile) -> list[Part]:
    """Read and tidy a raw file, or take its tidy rows where only these are at hand."""
    if file.kept is not None:
        return file.kept()
    return [part_of(source) for source in file.read()]


def write_places(parts: Sequence[Part], folder: Path) -> list[Path]:
    """Write which areas there are in which year, so that no answer looks through all rows.

    Args:
        parts: What the published tables are made of.
        folder: Where the tables are written.
    """
    places = places_of(parts)
    if places.empty:
        return []
    write_parquet(folder / PLACES_NAME, places)
    return [folder / PLACES_NAME]


#: Libraries that read raw files and make their tidy rows.
_LIBRARIES = ("lxml", "numpy", "pandas", "pyarrow", "python-calamine")
#: Characters of a digest, enough to tell two apart in a message.
_SHOWN = 12


def tidied(
    files: Sequence[RawFile], root: Path, workers: int, scheduler: str = ""
) -> Generator[tuple[str, tuple[bytes, dict[str, bytes]]], None, None]:
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
    from labor.workers import Lost, Task, results  # a build in one process needs none of it

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


def _tidied_in(root: Path, key: str) -> tuple[bytes, dict[str, bytes]]:
    return packed(parts_of(_files_in(root)[key]))


def _inputs_in(root: Path) -> dict[str, str]:
    """What tidy parts are made from on the machine that asks: see `Task.inputs`."""
    keys = " ".join(sorted(file.key for file in raw_files(root)))
    return {
        "code": code_digest(READING)[:_SHOWN],
        "libraries": " ".join(f"{name} {version(name)}" for name in _LIBRARIES),
        "raw files": hashlib.sha256(keys.encode()).hexdigest()[:_SHOWN],
    }
