"""Occupations by a job title in a person's own words, on the tables of this project."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from labor.answers.find.answer import FoundOccupations
from labor.answers.tables import finder_in, processed_of


def find(text: str, limit: int = 5, *, root: Path | None = None) -> FoundOccupations:
    """Find the occupations that a job title can mean, the likeliest first.

    Args:
        text: A job title in a person's words ("coding specialist", "medical record tecnician"),
            letters of a certificate ("RHIT"), or a code of any list.
        limit: Most occupations to return.
        root: Project folder; found by itself if left out.

    Returns:
        Sentences, and in `rows` a row for each occupation of SOC 2018, with code, title, `score`
        up to 100, the `chance` that it is meant, from 0 to 1, the title that matched with its
        source, what became of an older code
        (`status`, `superseded_by`), other occupations with the same title (`also_named`), and
        the code that pay is published under (`published_as`). No row if nothing is near.

    Raises:
        OccupationError: There is nothing to search for, or no list has the code.
        SourceError: The tables were not built yet.

    Examples:
        >>> found = labor.find("RHIT", limit=2)
        >>> print(found.sentences[0])
        “RHIT” is a title of 29-2072 Medical Records Specialists, and of 29-9021.
        >>> found.rows["occupation_code"].tolist()
        ['29-2072', '29-9021']
    """
    processed = processed_of(root)
    rows = finder_in(processed).find(text, limit)
    return FoundOccupations(rows, pd.DataFrame({"source_id": []}, dtype="str"), query=text)
