"""Rows of codes and of steps between codes, from the columns of one workbook."""

from __future__ import annotations

import pandas as pd

from labor.occupations.codes import level_of
from labor.occupations.lineage import relate
from labor.occupations.titles import clean_title


def code_rows(
    parsed: pd.DataFrame, code: str, title: str, version: str, listed_in: str, source_id: str
) -> pd.DataFrame:
    """Rows of `occupations` for the codes in one column, the first title of each."""
    first = parsed.drop_duplicates(code, ignore_index=True)
    return pd.DataFrame(
        {
            "soc_version": version,
            "occupation_code": first[code],
            "occupation_title": first[title].map(clean_title),
            "occupation_level": first[code].map(level_of),
            "definition": pd.Series(None, index=first.index, dtype="str"),
            "is_official": True,
            "listed_in": listed_in,
            "note": pd.Series(None, index=first.index, dtype="str"),
            "source_id": source_id,
        }
    )


def step_rows(
    parsed: pd.DataFrame,
    earlier: str,
    from_version: str,
    later: str,
    to_version: str,
    evidence: str,
    source_id: str,
) -> pd.DataFrame:
    """Rows of `soc_lineage` from the columns `<earlier>_code` and `<later>_code`."""
    pairs = parsed.drop_duplicates([f"{earlier}_code", f"{later}_code"], ignore_index=True)
    steps = pd.DataFrame(
        {
            "from_version": pd.array([from_version] * len(pairs), dtype="str"),
            "from_code": pairs[f"{earlier}_code"],
            "to_version": pd.array([to_version] * len(pairs), dtype="str"),
            "to_code": pairs[f"{later}_code"],
            "from_title": pairs[f"{earlier}_title"].map(clean_title).astype("str"),
            "to_title": pairs[f"{later}_title"].map(clean_title).astype("str"),
            "standing": "main",
            "evidence": evidence,
            "source_id": source_id,
        }
    )
    return relate(steps)
