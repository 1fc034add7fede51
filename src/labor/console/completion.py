"""Names that the shell completes: read from file names and short lists, never from tables."""

from __future__ import annotations

import re

from labor.tables.project import project_root
from labor.terms import STATES

#: Years and projections in names of files: "oews_national_2018.toml", "projections_2018_28".
_YEAR = re.compile(r"oews.*?((?:19|20)\d{2})")
_SPAN = re.compile(r"projections[/_](20\d{2})[-_](\d{2})")


def years() -> list[str]:
    """Reference years of pay, the newest first."""
    return sorted(
        {found[1] for name in _table_files() if (found := _YEAR.search(name))}, reverse=True
    )


def vintages() -> list[str]:
    """Projections, such as "2024-34", the newest first."""
    spans = {f"{found[1]}-{found[2]}" for name in _table_files() if (found := _SPAN.search(name))}
    return sorted(spans, reverse=True)


def years_and_vintages() -> list[str]:
    """Both, for what has rows of either."""
    return [*years(), *vintages()]


def areas() -> list[tuple[str, str]]:
    """Postal codes with the names of the nation, the states and the territories."""
    return [("US", "the nation"), *((postal, name) for _, postal, name in STATES)]


def notebooks() -> list[str]:
    """Names of the notebooks of the project."""
    return sorted(path.stem for path in (project_root() / "notebooks").glob("*.ipynb"))


def tables() -> list[str]:
    """Names of the tables that were built."""
    built = (project_root() / "data/processed").glob("[a-z]*")
    # Tables that are stored in parts are folders.
    names = {path.name for path in built if path.suffix == ".parquet" or path.is_dir()}
    return sorted(name.removesuffix(".parquet") for name in names - {"by_occupation"})


def _table_files() -> list[str]:
    """Paths of the publishers' tables held, below data/raw."""
    raw = project_root() / "data" / "raw"
    return [path.relative_to(raw).as_posix() for path in raw.rglob("*") if path.is_file()]
