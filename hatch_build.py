"""Puts tables, notebooks and snapshot into a wheel: an installed labor answers at once."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

#: The project folder inside the package, as `labor.tables.project` looks for it.
HOME = "labor/home"
#: Raw tables that are in the tree only: a package index takes no wheel of any size.
LEFT_OUT = ("oews_flat_2025.industry", "oews_sector_2024", "state_projections_2022_32")


class TablesHook(BuildHookInterface):
    """Builds the tidy tables of a source tree and adds them to the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Choose the files that go along.

        Args:
            version: "standard", or "editable" for an installation that uses the source tree.
            build_data: What is added to the wheel.
        """
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from labor.sources.digest import sha256_of
        from labor.tables.project import CONTENTS_NAME
        from labor.tables.rebuild import rebuild

        source = root / "build" / "wheel" / "source"
        shutil.rmtree(source, ignore_errors=True)
        (source / "data" / "raw" / "snapshot").mkdir(parents=True)
        for path in _in(root / "data" / "raw" / "snapshot"):
            if _id_of(path) not in LEFT_OUT:
                shutil.copy2(path, source / "data" / "raw" / "snapshot")
        tables = root / "build" / "wheel" / "processed"
        written = rebuild(source, tables)
        files = {
            f"data/processed/{path.relative_to(tables).as_posix()}": path
            for path in written
            # `labor export` writes the others as CSV. The list of sources has the license and the
            # digest of each table that goes along.
            if path.name == "sources.csv"
            or (".csv" not in path.suffixes and path.name != "datapackage.json")
        }
        # The rows of large tables in a second order would be as large again.
        files = {name: path for name, path in files.items() if "/by_occupation/" not in name}
        # So would the raw tables of estimates: a build takes their rows from the tables.
        parts = {path.name.removesuffix(".parquet") for path in (tables / "employment").iterdir()}
        snapshot = [
            path
            for path in _in(source / "data" / "raw" / "snapshot")
            if path.suffix == ".toml" or _id_of(path) not in parts
        ]
        packed = _packed(snapshot, root / "build" / "wheel" / "snapshot")
        files |= {f"data/raw/snapshot/{path.name}": path for path in packed}
        files |= {f"notebooks/{p.name}": p for p in (root / "notebooks").glob("*.ipynb")}
        digests = {name: sha256_of(path) for name, path in sorted(files.items())}
        contents = root / "build" / "wheel" / CONTENTS_NAME
        contents.write_text(
            json.dumps({"version": self.metadata.version, "sha256": digests}, indent=1) + "\n",
            encoding="utf-8",
        )
        files[CONTENTS_NAME] = contents
        build_data["force_include"] |= {str(p): f"{HOME}/{name}" for name, p in files.items()}


def _packed(paths: list[Path], folder: Path) -> list[Path]:
    """The files of a snapshot, plain CSV compressed, which a build reads as well."""
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    for path in paths:
        if path.suffix == ".csv":
            body = gzip.compress(path.read_bytes(), mtime=0)
            path = folder / f"{path.name}.gz"
            path.write_bytes(body)
        found.append(path)
    return found


def _id_of(path: Path) -> str:
    """Name of a raw table: "oews_flat_2025.metro" of "oews_flat_2025.metro.parquet"."""
    return re.sub(r"\.(toml|csv|csv\.gz|parquet)$", "", path.name)


def _in(folder: Path) -> Iterator[Path]:
    return (path for path in folder.iterdir() if not path.name.startswith("."))
