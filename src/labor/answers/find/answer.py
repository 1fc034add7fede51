"""The occupations that a job title can mean, the likeliest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from labor.occupations.find import EXACT, SURE
from labor.occupations.title_table import SOURCES
from labor.provenance.text import Traced, plain
from labor.show import words
from labor.show.answer import Answer
from labor.show.rows import Row, records
from labor.show.table import Field, Table, number


@dataclass(frozen=True, eq=False, repr=False)
class FoundOccupations(Answer):
    """The occupations that a job title can mean.

    Args:
        rows: A row per occupation of SOC 2018, the likeliest first; docs/methods/find.md
            describes the columns. No row if nothing is near.
        sources: No rows: `matched_source` and `matched_source_version` of each row say whose
            title it is.
        query: The words or the code that were looked for.
    """

    verb: ClassVar[str] = "find"

    query: str

    @property
    def sentences(self) -> tuple[str, ...]:
        """The likeliest occupation, and how it is known."""
        if self.rows.empty:
            return (Traced(f"No title is near {self._quoted_query}."),)
        first, *others = records(self.rows.head(3))
        doubt = () if self.is_sure or not others else (Traced(_doubt(others)),)
        return (Traced(self._first_sentence(first)), *_published_within(first), *doubt)

    @property
    def is_sure(self) -> bool:
        """Whether the first occupation can be taken for the one that is meant."""
        return not self.rows.empty and bool(self.rows["chance"].iloc[0] >= SURE)

    @property
    def caveats(self) -> tuple[str, ...]:
        """What the search does not know."""
        if self.rows.empty:
            return ()
        return (
            "The chance was measured on queries whose answer was known; yours may be of another "
            "kind.",
            "Only titles are searched. Employers and places are left out, and what a person does "
            "is not read.",
        )

    def table(self) -> Table:
        """A row per occupation: code and title, score, the title that matched, and whose it is."""
        return Table(
            caption=f"Occupations that {self._quoted_query} can mean",
            fields=[
                Field("Occupation", _occupation),
                number("Chance", "chance", _chance),
                Field("By the title", lambda row: words.quoted(row["matched_title"], "titles")),
                Field("Whose title it is", _source),
                Field("Remark", lambda row: "; ".join(_remarks(row)) or "–"),
            ],
            rows=records(self.rows),
            data=self.rows,
        )

    def heading(self) -> dict[str, Any]:
        """The words or the code that were looked for."""
        return {"query": self.query}

    def lines(self) -> list[str]:
        """The answer for a terminal: two lines or more for each occupation."""
        lines = [plain(text) for text in self.sentences]
        lines += [] if self.rows.empty else [""]
        for row in records(self.rows):
            chance = _chance(row["chance"])
            lines.append(f"{chance:>4}  {row['occupation_code']}  {row['occupation_title']}")
            lines.append(f"        by {row['matched_title']!r} ({plain(_source(row))})")
            lines += [f"        {remark}" for remark in _remarks(row)]
        if self.caveats:
            lines += ["", "What this is not:", *(f"- {plain(text)}" for text in self.caveats)]
        return lines

    @property
    def _quoted_query(self) -> str:
        return f"“{words.quoted(self.query, 'the search')}”"

    def _first_sentence(self, row: Row) -> str:
        if row["matched_source"] == "code":
            return _of_code(row)
        if row["score"] == EXACT:
            others = words.listed(row["also_named"].split("; ")) if row["also_named"] else ""
            return f"{self._quoted_query} is a title of {_occupation(row)}" + (
                f", and of {others}." if others else "."
            )
        title = words.quoted(row["matched_title"], "titles")
        return (
            f"The likeliest occupation behind {self._quoted_query} is {_occupation(row)}, "
            f"which has the title “{title}”."
        )


def _chance(share: float) -> str:
    return f"{share:.0%}"


def _doubt(others: list[Row]) -> str:
    """What else can be meant."""
    return f"This is not sure: it can also be {' or '.join(map(_occupation, others))}."


def _occupation(row: Row) -> str:
    return f"{row['occupation_code']} {row['occupation_title']}"


def _source(row: Row) -> str:
    source = f"{SOURCES[row['matched_source']]}, {row['matched_source_version']}"
    return words.quoted(source, "titles")


def _of_code(row: Row) -> str:
    """What a code is, or what became of it."""
    code = f"{row['matched_code']} {row['matched_title']}"
    if row["status"] == "superseded":
        return f"{code} is superseded by {words.listed(row['superseded_by'].split('; '))}."
    if row["status"] == "no_successor_known":
        return f"Nothing says what became of {code} after {row['soc_version']}."
    if row["matched_code"] != row["occupation_code"]:
        return f"{code} is inside {_occupation(row)}."
    return f"{row['matched_code']} is {row['matched_title']}."


def _published_within(row: Row) -> Iterator[str]:
    if row["published_as"] != row["occupation_code"]:
        yield f"Its pay and outlook are published within {row['published_as']}."


def _remarks(row: Row) -> Iterator[str]:
    """What a reader must know of a match."""
    if row["status"] == "superseded":
        old = f"{row['matched_code']} ({row['matched_soc_version']})"
        yield f"{old} is superseded by {row['superseded_by']}"
    elif row["status"] == "no_successor_known":
        yield f"nothing says what became of it after {row['soc_version']}"
    elif row["also_named"]:
        is_profile = row["matched_source"] == "handbook"
        verb = "the profile joins it with" if is_profile else "the same title is given to"
        yield f"{verb} {row['also_named']}"
    if row["published_as"] != row["occupation_code"]:
        yield f"pay and outlook are published for {row['published_as']}"
