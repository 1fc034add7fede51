"""Which occupations each O*NET table covers."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from labor.schema.onet import COVERED, DOMAINS


def coverage(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Count the rows of each O*NET table by occupation, also where there are none.

    Args:
        tables: Tidy tables by name; those of `schema.onet` that are missing are not counted.

    Returns:
        Rows of `onet_coverage`: each occupation of a release with each table of that release.
        A table that the release's held files lack says nothing and has no rows.
    """
    key = ["onet_version", "onet_soc_code", "onet_table"]
    counted = [
        frame.assign(onet_table=name).groupby(key).size().rename("rows_count").reset_index()
        for name, frame in _counted_tables(tables)
    ]
    nothing = pd.DataFrame({name: pd.Series(dtype="str") for name in key})
    counts = pd.concat([nothing.assign(rows_count=pd.Series(dtype="int64")), *counted])
    held = counts[["onet_version", "onet_table"]].drop_duplicates()
    names = ["onet_version", "onet_soc_code", "soc_code", "soc_version", "source_id"]
    rows = tables["onet_occupations"][names].merge(held, on="onet_version")
    rows = rows.merge(counts, on=key, how="left")
    count = rows["rows_count"].fillna(0).astype("Int64")
    status = (count > 0).map({True: "surveyed", False: "not_surveyed"}).astype("str")
    return rows.assign(rows_count=count, coverage_status=status)


def _counted_tables(tables: Mapping[str, pd.DataFrame]) -> list[tuple[str, pd.DataFrame]]:
    found: list[tuple[str, pd.DataFrame]] = []
    if "ratings" in tables:
        ratings = tables["ratings"]
        found += [(name, ratings[ratings["domain"] == name]) for name in DOMAINS]
    if "titles" in tables:
        titles = tables["titles"].rename(
            columns={"source_version": "onet_version", "occupation_code": "onet_soc_code"}
        )
        found += [
            (f"{name}_titles", titles[titles["title_source"] == f"onet_{name}"])
            for name in ("alternate", "reported")
        ]
    found += [(name, tables[name]) for name in COVERED if name in tables]
    # Education has shares of answers in a table of its own and mean ratings among the ratings.
    joined: dict[str, list[pd.DataFrame]] = {}
    for name, frame in found:
        joined.setdefault(name, []).append(frame[["onet_version", "onet_soc_code"]])
    return [(name, pd.concat(frames, ignore_index=True)) for name, frames in joined.items()]
