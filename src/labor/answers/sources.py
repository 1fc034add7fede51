"""Where the numbers of a page come from, how old their tables are, and when newer ones are out."""

from __future__ import annotations

from html import escape

import pandas as pd

from labor.show import prose
from labor.show.display import Block
from labor.tables.age import age_line


def sources_of(known: pd.DataFrame, *used: pd.DataFrame) -> Block:
    """Where the numbers of some tables come from, and how old these are.

    Args:
        known: Table `sources`.
        *used: Tables with `source_id`; a cell can name several, joined by ", ".

    Returns:
        A list of the tables' sources, each once.

    Raises:
        AnalysisError: A row names a source that the table does not have.
    """
    return sources_listed(prose.sources_used(used, known))


def sources_listed(sources: pd.DataFrame) -> Block:
    """Rows of `sources` as a list, with a line on their age, see `age.age_line`.

    Args:
        sources: Rows of the table `sources`; one that stands there several times is shown once.
    """
    listed, line = prose.sources_listed(sources), age_line(sources)
    if not line:
        return listed
    # The dates are those of the calendar of releases, no figures of the tables.
    html = f'{listed.html}<p class="labor-note labor-sources">{escape(line)}</p>'
    return Block(html, f"{listed.text}\n{line}", listed.facts)
