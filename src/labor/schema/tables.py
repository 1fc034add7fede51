"""All published tables by name."""

from __future__ import annotations

from labor.schema import handbook, oews, onet, prices, projections, soc, sources
from labor.schema.core import TableSchema

#: In the order of the data dictionary.
TABLES: dict[str, TableSchema] = {
    table.name: table
    for room in (oews, projections, handbook, soc, onet, prices, sources)
    for table in room.TABLES
}
