"""A column of codes brought to another list of codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd

from labor.answers.crosswalk.answer import CROSSED, CrosswalkedCodes
from labor.answers.tables import processed_of
from labor.errors import OccupationError, SourceError
from labor.methods.code_lists import LISTS, CodeLists, Edge, list_named
from labor.occupations.codes import SERIES, VERSIONS
from labor.occupations.damaged import readings
from labor.publishers.reading.files import open_books
from labor.show.prose import sources_used
from labor.tables.load import load as load_table
from labor.terms import ALL_INDUSTRIES, NATION

#: A column is one of codes if so large a part of its cells can be read as codes of the list.
_MOSTLY = 0.5
#: Files that pandas reads better than the readers of publishers' files do.
_PARQUET = ".parquet"


def crosswalk(
    codes: pd.DataFrame | pd.Series | Iterable[object] | Path,
    from_list: str,
    to_list: str,
    *,
    column: str = "",
    root: Path | None = None,
) -> CrosswalkedCodes:
    """Bring a column of codes to another list, with what is split, merged and lost.

    Args:
        codes: A table, a column, codes, or the path of a table (.csv, .xlsx, .parquet).
        from_list: List of the codes: soc_2000, soc_2010, soc_2018, oews_hybrid_2010 (May 2010 and
            2011), oews_hybrid_2019 (May 2019 and 2020), onet_soc_2010, onet_soc_2019, isco_08,
            census_2018 or cip_2020.
        to_list: List to bring them to, one of the same; the same one again checks the codes.
        column: Column of the codes in a table; found by itself if left out.
        root: Project folder; found by itself if left out.

    Returns:
        The answer; its `rows` are a row per code as given and code it leads to, and a row without
        a code of the other list for each that leads nowhere. `joined` has the rows of the table
        that was given, one for each edge. docs/methods/crosswalk.md describes the columns.

    Raises:
        OccupationError: There is no such list or column, or no cell is a code of the list.
        SourceError: The file cannot be read.

    Examples:
        >>> answer = labor.crosswalk(["29-2071", "312011"], "soc_2010", "soc_2018")
        >>> answer.rows[["given", "to_code", "relation"]].values.tolist()[:2]
        [['29-2071', '29-2072', 'split'], ['29-2071', '29-9021', 'split_and_merged']]
    """
    start, end = list_named(from_list), list_named(to_list)
    lists = _lists(processed_of(root))
    frame = _framed(codes, lambda cell: bool(readings(cell, start, lists.codes(start))))
    named = _column_of(frame, column, start, lists)
    cells = Counter(_key(cell) for cell in frame[named])
    originals = {_key(cell): cell for cell in frame[named]}
    rows = pd.DataFrame(
        [
            row
            for key, count in cells.items()
            for row in _rows_of(originals[key], key, count, start, end, lists)
        ],
        columns=list(CROSSED),
    ).astype(CROSSED)
    if set(rows["outcome"]) <= {"unknown"}:
        raise _no_codes(rows, start, lists)
    processed = processed_of(root)
    sources = sources_used([_used(processed, start, end)], load_table("sources", processed))
    keys = np.array([_key(cell) for cell in frame[named]], dtype=object)
    return CrosswalkedCodes(
        rows=rows,
        sources=sources,
        from_list=start,
        to_list=end,
        column=str(named) if len(frame.columns) > 1 and not column else "",
        path=lists.path(start, end),
        joined=frame.merge(
            rows, left_on=keys, right_on="given", how="left", suffixes=("", "_crosswalk")
        ),
    )


@cache
def _lists(processed: Path) -> CodeLists:
    occupations, lineage, crosswalks = (
        load_table(name, processed) for name in ("occupations", "soc_lineage", "crosswalks")
    )
    columns = [
        "soc_version",
        "reference_year",
        "occupation_code",
        "employment_jobs",
        "area_code",
        "industry_code",
    ]
    nation = {"area_code": NATION, "industry_code": ALL_INDUSTRIES}
    jobs = load_table("employment", processed, columns=columns, **nation)
    return CodeLists(occupations, lineage, crosswalks, jobs)


def _used(processed: Path, start: str, end: str) -> pd.DataFrame:
    """The raw tables that the edges between two lists rest on."""
    lineage = load_table(
        "soc_lineage", processed, columns=["from_version", "to_version", "source_id"]
    )
    crossed = load_table("crosswalks", processed, columns=["code_list", "soc_version", "source_id"])
    named = crossed.set_axis(lineage.columns, axis=1)
    both = pd.concat([lineage, named]).drop_duplicates(ignore_index=True)
    apart = both[both["from_version"] != both["to_version"]]
    chosen = []
    for ends in pairwise(_lists(processed).path(start, end)):
        direct = apart[apart["from_version"].isin(ends) & apart["to_version"].isin(ends)]
        if direct.empty and set(ends) <= set(SERIES):  # it leads over the lists in between
            first, last = sorted(map(VERSIONS.index, ends))
            over = VERSIONS[first : last + 1]
            direct = apart[apart["from_version"].isin(over) & apart["to_version"].isin(over)]
        chosen.append(direct)
    return pd.concat(chosen)


def _framed(
    codes: pd.DataFrame | pd.Series | Iterable[object] | Path, is_code: Callable[[object], bool]
) -> pd.DataFrame:
    if isinstance(codes, Path):
        return _read(codes, is_code)
    if isinstance(codes, pd.DataFrame):
        return codes
    if isinstance(codes, pd.Series):
        return codes.to_frame(codes.name if codes.name is not None else "code")
    if isinstance(codes, str):
        codes = [codes]
    return pd.DataFrame({"code": pd.Series(list(codes), dtype="object")})


def _read(path: Path, is_code: Callable[[object], bool]) -> pd.DataFrame:
    """The first sheet of a file; its first row is the headings."""
    if path.suffix.lower() == _PARQUET:
        try:
            return pd.read_parquet(path)
        except (OSError, ValueError) as error:
            raise SourceError("The table cannot be read", where=str(path), got=str(error)) from None
    rows = [row for row in open_books(path)[0].sheet().rows if any(cell != "" for cell in row)]
    if not rows:
        raise SourceError("The table has no rows", where=str(path))
    width = max(map(len, rows))
    filled = [[*row, *[""] * (width - len(row))] for row in rows]
    heads = [str(cell).strip() or f"column {place}" for place, cell in enumerate(filled[0], 1)]
    if width == 1 and is_code(filled[0][0]):
        return pd.DataFrame(filled, columns=["code"], dtype="object")  # a list without a heading
    return pd.DataFrame(filled[1:], columns=heads, dtype="object")


def _column_of(frame: pd.DataFrame, column: str, name: str, lists: CodeLists) -> object:
    """The column of the codes: the one that is named, the only one, or the only one of codes."""
    columns = list(frame.columns)
    if column:
        if column not in columns:
            raise OccupationError(
                "There is no such column", expected=", ".join(map(str, columns)), got=column
            )
        return column
    if len(columns) == 1:
        return columns[0]
    known = lists.codes(name)
    shares = {}
    for one in columns:
        cells = frame[one].drop_duplicates().head(500)
        filled = [cell for cell in cells if _key(cell)]
        read = [cell for cell in filled if readings(cell, name, known)]
        shares[one] = len(read) / len(filled) if filled else 0.0
    found = [one for one in columns if shares[one] >= _MOSTLY]
    if len(found) == 1:
        return found[0]
    raise OccupationError(
        f"Several columns hold codes of {LISTS[name]}"
        if found
        else f"No column holds codes of {LISTS[name]}",
        expected=", ".join(map(str, found or columns)),
        next_step="Name the column: --column on the command line, column= in Python.",
    )


def _key(cell: object) -> str:
    """A cell as it is shown: empty for a missing one."""
    if (
        cell is None
        or cell is pd.NA
        or cell is pd.NaT
        or (isinstance(cell, float) and cell != cell)
    ):
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).strip()


def _rows_of(
    cell: object, given: str, count: int, start: str, end: str, lists: CodeLists
) -> list[dict[str, object]]:
    """The rows of one code: one for each edge, or one that says why there is none."""
    known = lists.codes(start)
    found = readings(cell, start, known) if given else []
    row: dict[str, object] = {"given": given, "cells": count, "from_list": start, "to_list": end}
    if len(found) != 1:
        reading = ", ".join(code for code, _ in found)
        outcome = "unclear" if found else "empty" if not given else "unknown"
        elsewhere = [] if found else [one for one in lists.lists_with(given) if one != start]
        return [row | {"outcome": outcome, "remark": reading or ", ".join(elsewhere)}]
    code, done = found[0]
    row |= {"from_code": code, "from_title": known[code], "remark": done}
    edges = lists.edges(code, start, end)
    if not edges:
        return [row | {"outcome": "lost"}]
    outcome = _outcome(edges)
    titles = lists.codes(end)
    return [
        row
        | {
            "outcome": outcome,
            "to_code": edge.code,
            "to_title": titles.get(edge.code, ""),
            "relation": edge.relation,
            "from_extent": edge.from_extent,
            "to_extent": edge.to_extent,
            "standing": edge.standing,
            "from_share_pct": edge.from_share_pct,
            "to_share_pct": edge.to_share_pct,
            "share_basis": edge.share_basis,
        }
        for edge in edges
    ]


def _outcome(edges: Sequence[Edge]) -> str:
    """What became of a code, from all its edges."""
    relations = {edge.relation for edge in edges}
    if relations == {"related"}:
        return "related"
    split, merged = len(edges) > 1, any(edge.to_extent == "part" for edge in edges)
    if not split and not merged:
        return "exact"
    return "split_and_merged" if split and merged else "split" if split else "merged"


def _no_codes(rows: pd.DataFrame, name: str, lists: CodeLists) -> OccupationError:
    first = rows.iloc[0]
    elsewhere = [one for one in lists.lists_with(first["given"]) if one != name]
    return OccupationError(
        f"No cell is a code of {LISTS[name]}",
        expected=f"codes as {', '.join(list(lists.codes(name))[:3])}",
        got=", ".join(rows["given"].head(5)) or "an empty column",
        next_step=f"{first['given']} is in {', '.join(elsewhere)}: name that list."
        if elsewhere
        else "Name the list that the codes are of, or the column they stand in.",
    )
