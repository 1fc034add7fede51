"""Which function makes the tidy rows of which kind of raw table."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from labor.publishers.handbook import tidy as ooh
from labor.publishers.oews import tidy as oews
from labor.publishers.onet import tidy as onet
from labor.publishers.prices import tidy as prices
from labor.publishers.projections import tidy as projections
from labor.publishers.soc import tidy as soc
from labor.publishers.state_projections import tidy as state_projections

TIDIERS = {
    "oews": oews.tidy,
    "projections": projections.tidy,
    "state_projections": state_projections.tidy,
    "prices": prices.tidy,
    "onet": onet.tidy,
    "soc": soc.tidy,
    "ooh": ooh.tidy,
}


def tidy(
    parsed: pd.DataFrame,
    kind: str,
    vintage: str,
    source_id: str,
    facts: Mapping[str, str | float],
) -> dict[str, pd.DataFrame]:
    """Make the tidy rows of one parsed table.

    Args:
        parsed: Faithful table, as its parser returns it.
        kind: Kind of the raw table, "<parser>.<table>".
        vintage: Reference year or span.
        source_id: Raw table the rows come from.
        facts: What the file says outside its rows, see `parse.tables.RawTable`.

    Returns:
        Rows by the name of the tidy table, or of a part that is joined later.
    """
    return TIDIERS[kind.partition(".")[0]](parsed, kind, vintage, source_id, facts)
