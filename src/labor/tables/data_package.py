"""What describes published tables: data package, sources and attributions."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from labor import __version__
from labor.schema.core import Column, ForeignKey, TableSchema
from labor.schema.tables import DESCRIBED
from labor.sources.digest import sha256_of
from labor.terms import ONET_ATTRIBUTION

#: Columns with an occupation code, and with the list of codes it belongs to.
CODES = {
    "occupation_code": "soc_version",
    "soc_code": "soc_version",
    "from_code": "from_version",
    "to_code": "to_version",
}
_ABOUT = (
    "Public tables of wages, employment, projections and occupations, put into one tidy form. "
    "Nothing is imputed: a number that the agency does not release is empty, and the status "
    "beside it says why. The resource `sources` resolves every `source_id`."
)
_FRICTIONLESS = {"text": "string", "integer": "integer", "number": "number", "boolean": "boolean"}


def data_package(tables: Mapping[str, pd.DataFrame], files: Mapping[str, Path]) -> str:
    """The `datapackage.json` that describes published CSV files.

    Args:
        tables: Tables by name, `sources` among them; of a table of `SUMMARIES` the columns that
            lead to others are enough.
        files: The CSV file of each.

    Returns:
        JSON text after the Data Package standard, the same for the same files. A link
        between tables is declared where both are there and it holds in every row: a part of
        the tables can do without the other end.
    """
    sources = tables["sources"]
    package = {
        "profile": "tabular-data-package",
        "name": "labor",
        "title": "Occupational pay and outlook, tidy tables",
        "description": "\n\n".join([_ABOUT, *attributions(sources)]),
        "version": __version__,
        "licenses": _licences(sources),
        "contributors": [
            {"title": producer, "role": "author"}
            for producer in sorted(sources["producer"].dropna().unique())
        ],
        "resources": [_resource(name, path, tables) for name, path in files.items()],
    }
    return json.dumps(package, indent=2, ensure_ascii=False) + "\n"


def links(table: TableSchema) -> list[ForeignKey]:
    """What the columns of a table point to: as declared, its sources, its occupation codes."""
    names = table.names
    found = list(table.foreign_keys)
    if table.name != "sources":
        own = [name for name in names if name.endswith("source_id")]
        found += [ForeignKey((name,), "sources", ("source_id",)) for name in own]
    if table.name != "occupations":
        found += [
            ForeignKey((version, code), "occupations", ("soc_version", "occupation_code"))
            for code, version in CODES.items()
            if {code, version} <= set(names)
        ]
    return found


def dangling(link: ForeignKey, frame: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """The values of linked columns that no row of the other table has.

    Args:
        link: What points where.
        frame: The table that points.
        other: The table it points to.

    Returns:
        The columns of the link, each combination once; those that are empty altogether point
        nowhere and are left out.
    """
    named = frame[list(link.columns)].dropna(how="all").drop_duplicates()
    there = pd.MultiIndex.from_frame(other[list(link.reference)])
    return named[~pd.MultiIndex.from_frame(named).isin(there)].reset_index(drop=True)


def source_ids_in(frame: pd.DataFrame) -> set[str]:
    """Names of the raw tables that rows come from: every column that ends in `source_id`."""
    columns = [str(column) for column in frame if str(column).endswith("source_id")]
    return {source for column in columns for source in frame[column].dropna().unique()}


def sources_of(frame: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """The rows of `sources` that a table's rows come from; of `sources` itself, all.

    Args:
        frame: Rows of a tidy table.
        sources: Table `sources`.

    Returns:
        Its rows, in its order.
    """
    used = sources["source_id"].isin(source_ids_in(frame))
    return sources[used].reset_index(drop=True)


def attributions(sources: pd.DataFrame) -> list[str]:
    """What the licence CC BY asks to be texts about sources, one sentence or more for each.

    Args:
        sources: Rows of the table `sources`.

    Returns:
        Texts to show wherever the data are shown; none if all are in the public domain.
    """
    texts = []
    for row in sources[sources["licence"].str.startswith("CC BY", na=False)].to_dict("records"):
        if row["kind"].startswith("onet."):
            texts.append(ONET_ATTRIBUTION.format(version=row["vintage"]))
        else:
            texts.append(
                f"Includes information from {row['title']} by {row['producer']}, used under the "
                f"{row['licence']} license ({row['licence_url']}). The information was selected "
                "and rearranged here."
            )
    return list(dict.fromkeys(texts))


def _resource(name: str, path: Path, tables: Mapping[str, pd.DataFrame]) -> dict:
    own = sources_of(tables[name], tables["sources"])
    pages = own[["title", "landing_url"]].drop_duplicates().itertuples(index=False, name=None)
    held = [
        link
        for link in links(DESCRIBED[name])
        if link.table in tables and dangling(link, tables[name], tables[link.table]).empty
    ]
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": path.name,
        "format": "csv",
        "mediatype": "text/csv",
        **({"compression": "gz"} if path.suffix == ".gz" else {}),
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{sha256_of(path)}",
        "description": f"A row is {DESCRIBED[name].row_is}.",
        "licenses": _licences(own),
        "sources": [
            {"title": title, **({"path": page} if isinstance(page, str) else {})}
            for title, page in pages
        ],
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"'},
        "schema": _frictionless_schema(DESCRIBED[name], held),
    }


def _licences(sources: pd.DataFrame) -> list[dict[str, str]]:
    pairs = sources[["licence", "licence_url"]].dropna().drop_duplicates().sort_values("licence")
    return [
        {"title": licence, "path": url} for licence, url in pairs.itertuples(index=False, name=None)
    ]


def _frictionless_schema(table: TableSchema, held: Sequence[ForeignKey]) -> dict:
    schema: dict = {
        "fields": [
            _frictionless_field(column, column.name in table.key) for column in table.columns
        ],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    if held:
        schema["foreignKeys"] = [
            {
                "fields": list(link.columns),
                "reference": {"resource": link.table, "fields": list(link.reference)},
            }
            for link in held
        ]
    return schema


def _frictionless_field(column: Column, in_key: bool) -> dict:
    limits: dict = {"required": in_key or not column.nullable}
    if column.allowed:
        limits["enum"] = list(column.allowed)
    if column.minimum is not None:
        limits["minimum"] = column.minimum
    if column.maximum is not None:
        limits["maximum"] = column.maximum
    if column.pattern:
        # In brackets, so that readers who put ^ and $ around it hold every alternative.
        limits["pattern"] = f"({column.pattern})"
    field = {
        "name": column.name,
        "type": _FRICTIONLESS[column.kind],
        "description": column.description,
        "constraints": limits,
    }
    if column.unit:
        field["unit"] = column.unit
    return field
