"""Whether the published tables are still those that data/raw and the code would make."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from labor.sources.digest import sha256_of
from labor.tables.publication import built_digests, is_unfinished

#: Lies beside the tables; says what they were made from.
RECORD_NAME = ".build.json"
#: The file of a publisher's room with the cards of its tables.
CARDS = "catalogue.toml"
#: The code that reads a raw file and makes its tidy rows, below the package's folder.
READING = (
    "terms.py",
    "errors.py",
    "occupations",
    "publishers",
    "schema",
    "sources",
    *(f"tables/{name}.py" for name in ("build", "files", "gate", "inputs", "parts", "snapshot")),
)
#: That, and what else decides the published tables.
BUILDING = (
    *READING,
    f"publishers/*/{CARDS}",
    *(
        f"tables/{name}.py"
        for name in (
            *("data_package", "estimates", "load", "project", "publication", "rebuild"),
            *("row_groups", "summaries", "titles", "verify"),
        )
    ),
    "tables/exceptions.toml",
)

_CODE = Path(__file__).resolve().parents[1]


class Build:
    """The state of one output folder; only the standard library, so that asking costs nothing.

    Args:
        raw: Folder of the raw tables and their cards.
        out: Folder of the published tables.
    """

    def __init__(self, raw: Path, out: Path) -> None:
        self.out = out
        self.inputs = f"{code_digest(BUILDING)} {_fingerprint(raw)}"

    def is_current(self) -> bool:
        """Whether every published file is whole and made from these inputs by this code."""
        try:
            record = json.loads((self.out / RECORD_NAME).read_text(encoding="utf-8"))
            if record["inputs"] != self.inputs or is_unfinished(self.out):
                return False
            digests = built_digests(self.out)
            return all(
                self._is_whole(name, noted, digests.get(name, ""))
                for name, noted in record["files"].items()
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            # No record, or a damaged one, means that the tables must be built.
            return False

    def _is_whole(self, name: str, noted: list[int], digest: str) -> bool:
        """Whether a file is as it was built; it is read only if it was touched since."""
        stat = (self.out / name).stat()
        if [stat.st_size, stat.st_mtime_ns] == noted:
            return True
        return stat.st_size == noted[0] and sha256_of(self.out / name) == digest

    def record(self, written: Iterable[Path]) -> None:
        """Remember that the written files were made from the inputs."""
        from labor.tables.files import write_text

        stats = {path: path.stat() for path in sorted(written)}
        files = {
            path.relative_to(self.out).as_posix(): [stat.st_size, stat.st_mtime_ns]
            for path, stat in stats.items()
        }
        text = json.dumps({"inputs": self.inputs, "files": files}, indent=1)
        write_text(self.out / RECORD_NAME, text + "\n")


def code_digest(places: Iterable[str], code: Path = _CODE) -> str:
    """Digest of a part of the code.

    Args:
        places: Modules, folders and patterns below the package, `READING` or `BUILDING`. A
            folder stands for its modules and TOML tables, but not for its cards: a new card
            changes nothing that was read.
        code: Folder of the package.

    Returns:
        SHA-256 in hex, of the Python modules and the TOML tables they read.
    """
    digest = hashlib.sha256()
    for place in places:
        path = code / place
        inside = [p for p in path.rglob("*") if p.name != CARDS] if path.is_dir() else []
        for file in sorted(inside or code.glob(place)):
            if file.suffix in (".py", ".toml"):
                digest.update(f"{file.relative_to(code).as_posix()}\0".encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()


def _fingerprint(raw: Path) -> str:
    """A digest of the cards, and of the sizes and times of the raw files."""
    digest = hashlib.sha256()
    for path in sorted(p for p in raw.rglob("*") if p.is_file() and not p.name.startswith(".")):
        digest.update(f"{path.relative_to(raw)}\0".encode())
        if path.suffix == ".toml":
            digest.update(path.read_bytes())
        else:
            stat = path.stat()
            digest.update(f"{stat.st_size} {stat.st_mtime_ns}\0".encode())
    return digest.hexdigest()
