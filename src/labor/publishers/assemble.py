"""The tidy rows of all raw tables put together to one table each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import pandas as pd

from labor.publishers.onet.tidy import coverage
from labor.publishers.projections.joined import combine
from labor.publishers.soc.registers import lineage_register, occupation_register
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
