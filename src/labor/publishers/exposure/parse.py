"""Scores of exposure to AI that studies of others give occupations: one table for each study."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from labor.errors import ParseError
from labor.publishers.reading.cells import CellPlace, split_marks, texts
from labor.publishers.reading.files import Book
from labor.publishers.reading.tables import FileFacts, RawTable, Tables, unknown_row

#: What refusals of a row call the table.
_WHAT = "the scores of exposure"
#: 29-2072, and 29-2072.00 in lists of O*NET
_CODE = re.compile(r"\d\d-\d{4}(\.\d\d)?")


@dataclass(frozen=True)
class Layout:
    """How the table of one study is printed.

    Args:
        code: Heading of the codes.
        title: Heading of the titles.
        scores: What a score is called in `exposure`, by heading.
    """

    code: str
    title: str
    scores: dict[str, str]

    @property
    def headings(self) -> list[str]:
        """All headings, in their order."""
        return [self.code, self.title, *self.scores]


#: By the second part of the kind of a raw table.
LAYOUTS = {
    "gpts_are_gpts": Layout(
        "O*NET-SOC Code",
        "Title",
        {
            f"{rater}_rating_{measure}": f"{name}_{measure}"
            for rater, name in (("dv", "gpt4"), ("human", "human"))
            for measure in ("alpha", "beta", "gamma")
        },
    ),
    "ai_applicability": Layout(
        "SOC Code", "title", {"ai_applicability_score": "copilot_applicability"}
    ),
    "observed": Layout("occ_code", "title", {"observed_exposure": "claude_observed"}),
}


def recognises(book: Book) -> bool:
    """Whether the book is the table of a study that is known here."""
    return bool(_name_of(book))


def extract(book: Book, vintage: str = "", facts: FileFacts | None = None) -> list[RawTable]:
    """Take the rows of the file.

    Args:
        book: A file that `recognises` accepts.
        vintage: Not used; a study has one table.
        facts: Not used.

    Returns:
        One raw table.

    Raises:
        ParseError: The headings are not those of a study.
    """
    sheet = book.sheet()
    name = _name_of(book)
    if not name:
        known = "; ".join(", ".join(layout.headings) for layout in LAYOUTS.values())
        raise ParseError(
            "The headings are not those of the known layout",
            where=sheet.where(0),
            expected=known,
            got=", ".join(texts(sheet.rows[0])) if sheet.rows else "no rows",
        )
    origin = CellPlace(sheet.file, "", sheet.first_row + 1)
    return [RawTable(f"exposure.{name}", "", LAYOUTS[name].headings, sheet.rows[1:], origin)]


def parse(table: RawTable) -> pd.DataFrame:
    """Make the faithful table of one study.

    Args:
        table: Raw table as `extract` returns it.

    Returns:
        A row per occupation: `code`, `title` and every score under its name in `exposure`.

    Raises:
        ParseError: A code or score is not of the known form, or an occupation appears twice.
    """
    layout = LAYOUTS[table.kind.partition(".")[2]]
    rows = [texts(row) for row in table.rows]
    for index, row in enumerate(rows):
        if len(row) != len(layout.headings) or not _CODE.fullmatch(row[0]):
            raise unknown_row(_WHAT, table, index, "an occupation code", repr(row[:1]), layout.code)
    frame = pd.DataFrame({"code": [row[0] for row in rows], "title": [row[1] for row in rows]})
    table.refuse_doubles(_WHAT, frame, ["code"])
    for place, (heading, name) in enumerate(layout.scores.items(), start=2):
        scores, _ = split_marks(
            [row[place] for row in table.rows], frozenset(), table.origin, heading
        )
        wrong = ~((scores >= 0) & (scores <= 1))
        if wrong.any():
            index = int(np.argmax(wrong))
            raise unknown_row(
                _WHAT, table, index, "a score from 0 to 1", repr(rows[index][place]), heading
            )
        frame[name] = scores
    return frame


def tidy(parsed: pd.DataFrame, kind: str, vintage: str, source_id: str, facts: FileFacts) -> Tables:
    """Make the rows of `exposure`.

    Args:
        parsed: Output of `parse`.
        kind: Kind of the raw table.
        vintage: Not used.
        source_id: Raw table the rows come from.
        facts: Not used.

    Returns:
        {"exposure": one row per score and occupation}.
    """
    rows = parsed.melt(["code", "title"], var_name="score", value_name="exposure_index")
    return {
        "exposure": pd.DataFrame(
            {
                "score": rows["score"],
                "occupation_code": rows["code"],
                "soc_code": rows["code"].str[:7],
                "soc_version": "soc_2018",
                "occupation_title": rows["title"],
                "exposure_index": rows["exposure_index"],
                "exposure_index_status": "published",
                "source_id": source_id,
            }
        )
    }


def _name_of(book: Book) -> str:
    """The study that the headings of a book are of; empty for none."""
    if book.sheet_names != [""] or not book.sheet().rows:
        return ""
    heads = list(texts(book.sheet().rows[0]))
    return next((name for name, one in LAYOUTS.items() if heads == one.headings), "")
