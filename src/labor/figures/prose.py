"""The words around the figures of one role: head, answer, list of remarks, and sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from labor.errors import AnalysisError
from labor.figures import text
from labor.figures.display import Block, inline, paragraph


@dataclass(frozen=True)
class _Used:
    """The rows of `sources` that something comes from."""

    sources: pd.DataFrame


def head(title: str, question: str) -> Block:
    """The title of a report and the question it answers."""
    html = paragraph(title, "labor-headline") + paragraph(question, "labor-question")
    return Block(html, f"{title}\n{question}", {"title": title, "description": question})


def said(sentences: Sequence[str]) -> Block:
    """Sentences, the answer first and larger than the rest."""
    first, *others = sentences
    html = paragraph(first, "labor-answer") + "".join(map(paragraph, others))
    return Block(html, "\n".join(sentences))


def remarks(sentences: Sequence[str]) -> Block:
    """Remarks as a list, each once."""
    found = list(dict.fromkeys(sentences))
    items = "".join(f"<li>{inline(sentence)}</li>" for sentence in found)
    return Block(f'<ul class="labor-caveats">{items}</ul>', "\n".join(found))


def numbered(sentences: Sequence[str]) -> Block:
    """Remarks with the numbers that a chart refers to."""
    items = [f"Note {number}, {one}" for number, one in enumerate(sentences, start=1)]
    return remarks(items)


def sources_of(known: pd.DataFrame, *used: pd.DataFrame) -> Block:
    """Where the numbers of some tables come from.

    Args:
        known: Table `sources`.
        *used: Tables with `source_id`; a cell can name several, joined by ", ".

    Returns:
        A list of the tables' sources, each once.

    Raises:
        AnalysisError: A row names a source that the table does not have.
    """
    cells = pd.concat([frame["source_id"] for frame in used]).dropna().unique()
    names = {name for cell in cells for name in str(cell).split(", ") if name}
    if unknown := sorted(names - set(known["source_id"])):
        raise AnalysisError(
            "Numbers come from a raw table that `sources` does not list",
            got=", ".join(unknown),
            next_step="Rebuild the tables with `labor build`: they are of different builds.",
        )
    return text.sources(_Used(known[known["source_id"].isin(names)]))
