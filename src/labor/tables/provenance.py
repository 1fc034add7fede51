"""Which raw tables the rows of a tidy table come from, and what their licences ask to be said."""

from __future__ import annotations

import pandas as pd

from labor.schema.onet import ATTRIBUTION


def source_ids_in(frame: pd.DataFrame) -> set[str]:
    """Names of the raw tables that rows come from: every column that ends in `source_id`."""
    columns = [column for column in frame if column.endswith("source_id")]
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
    """What the licence CC BY asks to be said about sources, one sentence or more for each.

    Args:
        sources: Rows of the table `sources`.

    Returns:
        Texts to show wherever the data are shown; none if all are in the public domain.
    """
    said = []
    for row in sources[sources["licence"].str.startswith("CC BY", na=False)].to_dict("records"):
        if row["kind"].startswith("onet."):
            said.append(ATTRIBUTION.format(version=row["vintage"]))
        else:
            said.append(
                f"Includes information from {row['title']} by {row['producer']}, used under the "
                f"{row['licence']} license ({row['licence_url']}). The information was selected "
                "and rearranged here."
            )
    return list(dict.fromkeys(said))
