"""What a file that nobody has seen yet would change in the tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from labor.errors import AnalysisError, SourceError
from labor.schema.tables import TABLES
from labor.sources.catalogue import Catalogue, load_catalogue, vintage_key
from labor.sources.inventory import StoredFile, stored_files, waiting_files
from labor.tables.diff.compare import Changes, ErrorTest, compare_releases
from labor.tables.diff.release import PROGRAMS, ReleaseTables, read_release
from labor.tables.files import IN_PARTS, is_built
from labor.tables.gate import BrokenFact, broken_columns, broken_facts, with_list_of_codes
from labor.tables.load import load, values_of
from labor.tables.verify import FACTS, NATIONAL_MEDIANS

#: How the rows of a table stand to those that are built.
COUNTS = ("new", "changed", "equal", "gone")


@dataclass(frozen=True)
class Preview:
    """What a waiting file holds.

    Args:
        stored: The file.
        changes: What changed since the newest earlier release of the same places; None where
            there is none to compare with.
        broken: Facts that the file breaks, alone or together with the tables that are built.
        rows: A row per tidy table of the file: `table`, and how many of its rows are `new`,
            `changed` or `equal` to built ones of the same key; `gone` are built rows of the
            same source that the file does not have.
    """

    stored: StoredFile
    changes: Changes | None
    rows: pd.DataFrame
    broken: list[BrokenFact]


def waiting(
    root: Path, names: tuple[str, ...], catalogue: Catalogue, *, also_seen: bool = False
) -> list[StoredFile]:
    """The waiting files of the tables that are named.

    Args:
        root: Project folder.
        names: Tables, such as "oews_national_2026"; all that wait if empty.
        catalogue: Known tables.
        also_seen: Take files that were accepted before, if they are named.

    Returns:
        Files by group and name.

    Raises:
        SourceError: A table that is named does not wait.
    """
    again = also_seen and names
    files = stored_files(root, catalogue) if again else waiting_files(root, catalogue)
    files = [stored for stored in files if stored.card]
    ids = sorted({stored.table_id for stored in files})
    for name in names:
        if name not in ids:
            raise SourceError(
                "No file of this table waits to be seen",
                expected=", ".join(ids) or "nothing waits",
                got=name,
                next_step="`labor status` lists the files that are held.",
            )
    return [stored for stored in files if not names or stored.table_id in names]


def preview(stored: StoredFile, root: Path, test: ErrorTest) -> Preview:
    """Read a waiting file and set it against the tables that are built.

    Args:
        stored: The file, with its card.
        root: Project folder.
        test: Judges whether a move is outside its published error.

    Returns:
        What it would change.

    Raises:
        LaborError: The file breaks the layout of its table; it cannot enter the tables.
    """
    processed, snapshot = root / "data" / "processed", root / "data" / "raw" / "snapshot"
    # What the card says and the file may not: a release of O*NET, the year of a resaved table.
    vintage = load_catalogue().card(stored.table_id).vintage
    release = read_release(str(stored.path), processed, snapshot, vintage=vintage)
    return Preview(
        stored,
        _since_the_last(release, stored.group, root, test),
        row_changes(release.tables, processed, stored.table_id),
        _broken(release, processed),
    )


def _broken(release: ReleaseTables, processed: Path) -> list[BrokenFact]:
    """Facts that do not hold of the file or, where rows of it are concerned, of all tables."""
    found = [fact for source in release.sources for fact in broken_columns(source)]
    own = release.tables.keys() - {"occupations"}
    names = {name for fact in FACTS if {*fact.needs} & own for name in fact.needs}
    together = {}
    for name in names | {*release.tables}:
        frames = [release.tables[name]] if name in release.tables else []
        if is_built(processed, name):
            frames.append(load(name, processed, **_beside(name, release.tables)))
        if frames:
            # Where the file has a row of the same key, it takes the place of the built one.
            both = pd.concat(frames, ignore_index=True)
            together[name] = both.drop_duplicates(list(TABLES[name].key), ignore_index=True)
    return found + broken_facts(with_list_of_codes(together, processed))


def row_changes(tables: Mapping[str, pd.DataFrame], processed: Path, card_id: str) -> pd.DataFrame:
    """Count how the rows of tables stand to the built ones.

    Args:
        tables: Tidy tables by name.
        processed: Folder of the built tables.
        card_id: Source that they come from.

    Returns:
        A row per table, see `Preview.rows`.
    """
    rows = [{"table": name, **_counts(name, frame, processed, card_id)}
            for name, frame in tables.items()]  # fmt: skip
    return pd.DataFrame(rows, columns=["table", *COUNTS])


def _counts(name: str, frame: pd.DataFrame, processed: Path, card_id: str) -> dict[str, int]:
    if not is_built(processed, name):
        return dict(zip(COUNTS, (len(frame), 0, 0, 0), strict=True))
    schema, built = TABLES[name], load(name, processed, **_beside(name, {name: frame}))
    key = list(schema.key)
    values = [
        column
        for column in schema.names
        if column not in key and not column.endswith("source_id") and frame[column].notna().any()
    ]
    both = frame.merge(built, on=key, suffixes=("", "_built"))
    same = pd.Series(True, index=both.index)
    for column in values:
        mine, theirs = both[column], both[f"{column}_built"]
        same &= mine.eq(theirs).fillna(False) | (mine.isna() & theirs.isna())
    own = built["source_id"].str.split(".").str[0] == card_id
    stays = pd.MultiIndex.from_frame(built.loc[own, key]).isin(pd.MultiIndex.from_frame(frame[key]))
    equal = int(same.sum())
    counts = (len(frame) - len(both), len(both) - equal, equal, int((~stays).sum()))
    return dict(zip(COUNTS, counts, strict=True))


def _beside(name: str, tables: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    """Which rows of a built table the rows of a file are to be seen with.

    Of the estimates the years of the file; where it has none, the medians of the nation, which
    facts of other tables need.
    """
    if name not in IN_PARTS:
        return {}
    own = [tables[part]["reference_year"] for part in IN_PARTS if part in tables]
    years = {int(year) for series in own for year in series.unique()}
    return {"reference_year": sorted(years)} if years else dict(NATIONAL_MEDIANS)


def _since_the_last(
    release: ReleaseTables, program: str, root: Path, test: ErrorTest
) -> Changes | None:
    """What changed since the newest built release that is not newer and has the same places."""
    if program not in PROGRAMS:
        return None
    processed, snapshot = root / "data" / "processed", root / "data" / "raw" / "snapshot"
    column, names = PROGRAMS[program]
    built = sorted(map(str, values_of(names[0], processed, column)))
    ours = vintage_key(release.vintage)
    earlier = [vintage for vintage in built if vintage_key(vintage) <= ours]
    if not earlier:
        return None
    newest = max(earlier, key=vintage_key)
    older = read_release(f"{program}:{newest}", processed, snapshot)
    try:
        return compare_releases(older, release, load("soc_lineage", processed), test)
    except AnalysisError:
        return None  # The newest release is of other places; the counts of rows say enough.
