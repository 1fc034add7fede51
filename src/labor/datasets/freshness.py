"""Whether the published tables are still those that data/raw and the code would make."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

#: Lies beside the tables; says what they were made from.
RECORD_NAME = ".build.json"


class Build:
    """The state of one output folder; only the standard library, so that asking costs nothing.

    Args:
        raw: Folder of the raw tables and their cards.
        out: Folder of the published tables.
    """

    def __init__(self, raw: Path, out: Path) -> None:
        self.out = out
        self.inputs = _fingerprint(raw)

    def is_current(self) -> bool:
        """Whether every published file is whole and made from these inputs by this code."""
        try:
            record = json.loads((self.out / RECORD_NAME).read_text(encoding="utf-8"))
            sizes = {name: (self.out / name).stat().st_size for name in record["files"]}
        except (OSError, ValueError, KeyError):
            # No record, or a damaged one, means that the tables must be built.
            return False
        return record["inputs"] == self.inputs and record["files"] == sizes

    def record(self, written: Iterable[Path]) -> None:
        """Remember that the written files were made from the inputs."""
        from labor.datasets.files import write_text

        files = {path.name: path.stat().st_size for path in sorted(written)}
        text = json.dumps({"inputs": self.inputs, "files": files}, indent=1)
        write_text(self.out / RECORD_NAME, text + "\n")


def _fingerprint(raw: Path) -> str:
    """A digest of the cards, of the sizes and times of the raw files, and of the code."""
    digest = hashlib.sha256()
    code = Path(__file__).resolve().parents[1]
    for path in sorted(p for p in code.rglob("*") if p.suffix in (".py", ".toml")):
        digest.update(f"{path.relative_to(code)}\0".encode() + path.read_bytes())
    for path in sorted(p for p in raw.rglob("*") if p.is_file() and not p.name.startswith(".")):
        digest.update(f"{path.relative_to(raw)}\0".encode())
        if path.suffix == ".toml":
            digest.update(path.read_bytes())
        else:
            stat = path.stat()
            digest.update(f"{stat.st_size} {stat.st_mtime_ns}\0".encode())
    return digest.hexdigest()
