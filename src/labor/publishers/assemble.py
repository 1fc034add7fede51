"""The tidy rows of all raw tables put together to one table each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from labor.errors import SourceError
from labor.publishers.onet.tidy import coverage
from labor.publishers.soc.registers import lineage_register, occupation_register
from labor.schema.core import TableSchema
from labor.schema.tables import TABLES, tables_in

Tables = dict[str, pd.DataFrame]

_PROJECTIONS = {table.name for table in tables_in("projections")}


def assemble(parts: Iterable[Mapping[str, pd.DataFrame]]) -> Tables:
    """Join what `tidy` made of every raw table to the published tables.

    Args:
        parts: Rows by table or part of a table, of all raw tables in any order.

    Returns:
        Tables by name. `occupations` and `soc_lineage` are counted anew from all lists of
        codes and from the codes that estimates and projections use.

    Raises:
        LaborError: Two sources contradict each other.
    """
    rows: dict[str, list[pd.DataFrame]] = defaultdict(list)
    projections: list[dict[str, pd.DataFrame]] = []
    for part in parts:
        own = {n: f for n, f in part.items() if n.partition("/")[0] in _PROJECTIONS}
        projections.append(own)
        for name in part.keys() - own.keys():
            rows[name].append(part[name])
    tables = {name: pd.concat(frames, ignore_index=True) for name, frames in rows.items()}
    tables |= combine(part for part in projections if part)
    tables |= _classification(tables)
    if "onet_occupations" in tables:
        tables["onet_coverage"] = coverage(tables)
    if "titles" in tables:
        # Some columns are O*NET's alone; job titles of the SOC leave them empty.
        tables["titles"] = tables["titles"].reindex(columns=TABLES["titles"].names)
    return {n: frame for n, frame in tables.items() if not frame.empty and "/" not in n}


def _classification(tables: Mapping[str, pd.DataFrame]) -> Tables:
    """The registers of codes and of what became of them."""
    official = tables.get("occupations")
    employment = tables.get("employment/codes", tables.get("employment"))
    projections = tables.get("projections")
    if official is None and employment is None and projections is None:
        return {}
    made: Tables = {"occupations": occupation_register(official, employment, projections)}
    if "soc_lineage" in tables:
        made["soc_lineage"] = lineage_register(tables["soc_lineage"], made["occupations"])
    return made


#: Which part gives a cell that several have: the workbook before the web export.
PARTS = ("occupations", "employment", "csv_export", "separations", "replacements")
#: Last digit that is printed, by unit; two sources may differ by half of it.
_PRINTED_TO = {"_jobs": 100.0, "_pct": 0.1}
#: Columns that two sources of one row may write differently.
_LABELS = ("occupation_title", "industry_title", "source_id", "separations_source_id")

_SCHEMAS = {schema.name: schema for schema in tables_in("projections")}


def combine(parts: Iterable[Mapping[str, pd.DataFrame]]) -> dict[str, pd.DataFrame]:
    """Join what `projections.tidy.tidy` made of every raw table to the final tables.

    Of each vintage the workbook gives the row, its table of separations (or
    replacements) the exits and transfers, and the web export the rows and cells that
    no workbook held gives. A number that none of them has is `not_applicable`.

    Args:
        parts: Tables and parts by name, of all raw tables, in any order.

    Returns:
        Tables by name, one row per key, in the columns of their description.

    Raises:
        SourceError: Two sources give one cell values that differ by more than
            printing them rounds away.
    """
    collected: dict[str, dict[str, list[tuple[int, str, pd.DataFrame]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for tables_of_source in parts:
        for name, frame in tables_of_source.items():
            table, _, part = name.partition("/")
            rank = PARTS.index(part) if part else 0
            for vintage, rows in frame.groupby("projection_vintage", sort=False):
                collected[table][str(vintage)].append((rank, rows["source_id"].iloc[0], rows))
    tables = {}
    for table, vintages in collected.items():
        schema = _SCHEMAS[table]
        joined = pd.concat([_join(schema, frames) for frames in vintages.values()])
        tables[table] = schema.conform(_complete(schema, joined))
    return tables


def _join(schema: TableSchema, frames: Sequence[tuple[int, str, pd.DataFrame]]) -> pd.DataFrame:
    key = list(schema.key)
    ordered = sorted(frames, key=lambda frame: frame[:2])
    joined = ordered[0][2].set_index(key)
    for _, source_id, frame in ordered[1:]:
        other = frame.set_index(key)
        _check_agreement(schema, joined, other, source_id)
        joined = _fill(joined, other)
    return joined.reset_index()


def _fill(joined: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """Give `joined` the rows and columns that only `other` has."""
    new = other.index.difference(joined.index, sort=False)
    whole = pd.concat([joined, other.loc[new]]) if len(new) else joined
    beside = other.reindex(whole.index)
    return whole.assign(
        **{
            name: whole[name].fillna(beside[name]) if name in whole else beside[name]
            for name in other.columns
            if name not in whole or whole[name].isna().any()
        }
    )


def _check_agreement(
    schema: TableSchema, joined: pd.DataFrame, other: pd.DataFrame, source_id: str
) -> None:
    """Compare the cells that both have."""
    common = joined.index.intersection(other.index)
    left, right = joined.loc[common], other.loc[common]
    for column in left.columns.intersection(right.columns).difference([*_LABELS]):
        a, b = left[column], right[column]
        precision = next((p for unit, p in _PRINTED_TO.items() if column.endswith(unit)), 0.0)
        differs = (a - b).abs() > precision / 2 if a.dtype.kind == "f" else a != b
        differs &= a.notna() & b.notna()
        if differs.any():
            place = int(differs.to_numpy().argmax())
            raise SourceError(
                f"Two sources of {schema.name} disagree in {int(differs.sum())} rows",
                where=f"{', '.join(map(str, common[place]))}, column {column}",
                expected=f"{a.iloc[place]}, as in {left['source_id'].iloc[place]}",
                got=f"{b.iloc[place]} in {source_id}",
                next_step="Compare both files with the publisher's page. The program corrects "
                "releases in place: keep the newer file only.",
            )


def _complete(schema: TableSchema, frame: pd.DataFrame) -> pd.DataFrame:
    """Say of every cell that no source has that it is not there."""
    missing = [name for name in schema.names if name not in frame.columns]
    whole = frame.reindex(columns=[*frame.columns, *missing])
    for column in schema.columns:
        if column.kind == "boolean":
            whole[column.name] = whole[column.name].eq(True)
        if column.name.endswith("_status"):
            whole[column.name] = whole[column.name].astype("str").fillna("not_applicable")
    return whole
