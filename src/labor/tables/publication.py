"""Tables that become visible together: made in a folder of their own, then moved as one set.

The list of moves is written when all files are complete. From then on the new set is what is
there: readers look for a file among those that wait to be moved first, and whoever builds next
completes the moves. A run that is killed before leaves the old set, one that is killed later the
new one.
"""

from __future__ import annotations

import filecmp
import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from labor.errors import SourceError
from labor.sources.digest import sha256_of

#: Folder below the tables' in which a set is made.
NEXT = ".next"
#: The list of moves, in that folder; it is there when the set is complete.
MOVES = "moves.json"
#: Folder with the rows of large tables in a second order.
SECOND_ORDERS = "by_occupation/"
#: Digests of all published files by name, beside them.
DIGESTS = ".tables.json"
#: What a build that ended before its first set leaves behind.
_BEGUN = {".lock", ".parts", NEXT}
#: Names that a message shows.
_SHOWN = 5


def refuse_foreign(out: Path) -> None:
    """Refuse a folder in which a build would take the place of a person's files.

    Args:
        out: Folder that the tables shall be published in.

    Raises:
        SourceError: It has files, and no build has published in it.
    """
    there = sorted(path.name for path in out.iterdir()) if out.is_dir() else []
    if DIGESTS not in there and (foreign := [name for name in there if name not in _BEGUN]):
        more = f" and {len(foreign) - _SHOWN:,} more" if len(foreign) > _SHOWN else ""
        raise SourceError(
            "The folder has files that no build made",
            where=str(out),
            expected="a new or an empty folder, or one that `labor build` made",
            got=", ".join(foreign[:_SHOWN]) + more,
            next_step="Name another folder; nothing was written.",
        )


def publish(
    out: Path,
    write: Callable[[Path], Iterable[Path]],
    gone: Iterable[str],
    parts: Mapping[str, Mapping[str, Any]] | None = None,
    kept: Mapping[str, str] | None = None,
) -> list[Path]:
    """Write a set of files in place of the last one.

    Args:
        out: Folder of the published tables, in which the caller is the only writer.
        write: Writes the files into the empty folder that it is given, and returns them.
        gone: Names of files that are of labor and go unless they are written.
        parts: What is noted of each part of a table, by name without ending, see `built_parts`.
        kept: Digests of files of the last set that belong to this one as well, by name; the
            caller has made sure that they are whole.

    Returns:
        The files, in their places. One whose content is as before is left as it is.

    Raises:
        LaborError: A file cannot be written; the last set is as it was.
    """
    finish(out)
    stage = out / NEXT
    stage.mkdir(parents=True)
    try:
        names = [path.relative_to(stage).as_posix() for path in write(stage)]
        digests = {name: sha256_of(stage / name) for name in names} | dict(kept or {})
        _write_synced(
            stage / DIGESTS, {"files": dict(sorted(digests.items())), "parts": dict(parts or {})}
        )
        moved = [name for name in (*names, DIGESTS) if not _is_same(stage / name, out / name)]
        parts_before = (name for name in built_digests(out) if "/" in name)
        left = sorted({*gone, *parts_before} - digests.keys())
        # The set is complete when this is in its place.
        _write_synced(stage / f".{MOVES}", {"moves": moved, "gone": left})
        (stage / f".{MOVES}").replace(stage / MOVES)
    except BaseException:
        shutil.rmtree(stage, ignore_errors=True)
        raise
    finish(out)
    return [out / name for name in (*names, *(kept or ()))]


def finish(out: Path) -> None:
    """Complete or undo what a killed run left behind.

    Args:
        out: Folder of the published tables, in which the caller is the only writer.
    """
    stage = out / NEXT
    moves = _moves(out)
    for name in moves.get("gone", ()):
        (out / name).unlink(missing_ok=True)
    for name in moves.get("moves", ()):
        if (stage / name).exists():
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            (stage / name).replace(out / name)
    if stage.exists():
        shutil.rmtree(stage)
    for left in out.rglob(".*.part"):
        # Of a run that was killed while it wrote a part or a record.
        left.unlink(missing_ok=True)


def place_of(out: Path, name: str) -> Path:
    """Where a file of the set that counts is now.

    Args:
        out: Folder of the published tables.
        name: Name of the file in it, with `/` for folders.
    """
    moves = _moves(out)
    if moves and name in moves["moves"] and (out / NEXT / name).exists():
        return out / NEXT / name
    return out / NEXT / "gone" if moves and name in moves["gone"] else out / name


def is_unfinished(out: Path) -> bool:
    """Whether a run was killed while it moved a set to its place."""
    return bool(_moves(out))


def changed_files(out: Path) -> list[str] | None:
    """Names of published files that are not as they were built, or are not there.

    Args:
        out: Folder of the published tables.

    Returns:
        The names; None if no digests are kept, as by versions before they were.
    """
    digests = built_digests(out)
    if not digests:
        return None
    places = {name: place_of(out, name) for name in digests}
    there = {name for name, place in places.items() if place.is_file()}
    # A package or a new project has the tables without the files of one form or order.
    forms = {_form_of(name) for name in there}
    return [
        name
        for name, digest in digests.items()
        if (sha256_of(places[name]) != digest if name in there else _form_of(name) in forms)
    ]


def _form_of(name: str) -> tuple[str, str]:
    """How a file holds a table: its ending, and the folder of the second order if it is there."""
    return Path(name).suffix, name.partition("/")[0] if name.startswith(SECOND_ORDERS) else ""


def built_digests(out: Path) -> dict[str, str]:
    """Digests of the published files by name; empty if they are not kept or are damaged."""
    files = _read(place_of(out, DIGESTS)).get("files")
    if isinstance(files, dict) and all(map(_is_below, (*files, *files.values()))):
        return files
    return {}


def built_parts(out: Path, name: str) -> dict[str, dict[str, Any]]:
    """The parts that a table is stored in.

    Args:
        out: Folder of the published tables.
        name: Name of the table.

    Returns:
        Number of `rows`, `limits`, the smallest and largest values of some columns, and all
        `area_types`, by name of the part without its ending; nothing is known of them if the
        record is damaged.
    """
    known = _read(place_of(out, DIGESTS)).get("parts")
    if isinstance(known, dict) and known and all(map(_is_below, known)):
        return {part: about for part, about in known.items() if part.partition("/")[0] == name}
    return {f"{name}/{path.stem}": {} for path in sorted((out / name).glob("*.parquet"))}


def _moves(out: Path) -> dict[str, Any]:
    found = _read(out / NEXT / MOVES)
    is_sound = found.keys() == {"moves", "gone"} and all(map(_are_below, found.values()))
    return found if is_sound else {}


def _are_below(names: object) -> bool:
    return isinstance(names, list) and all(map(_is_below, names))


def _is_below(name: object) -> bool:
    """Whether a name in a record is that of a file below its folder; anybody can change one."""
    if not isinstance(name, str) or "\0" in name:
        return False
    ways = PurePosixPath(name), PureWindowsPath(name)
    return all(not way.anchor and ".." not in way.parts for way in ways)


def _read(path: Path) -> dict[str, Any]:
    with suppress(OSError, ValueError, RecursionError):
        found = json.loads(path.read_text(encoding="utf-8"))
        return found if isinstance(found, dict) else {}
    return {}


def _is_same(new: Path, old: Path) -> bool:
    return old.is_file() and filecmp.cmp(new, old, shallow=False)


def _write_synced(path: Path, content: dict[str, Any]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(json.dumps(content, indent=1) + "\n")
        stream.flush()
        os.fsync(stream.fileno())
