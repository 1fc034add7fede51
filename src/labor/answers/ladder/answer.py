"""What `labor.ladder` gives: moves from a role to others, and those that no other beats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import pandas as pd

from labor.provenance.origin import Cell, Origin
from labor.provenance.text import Traced, plain
from labor.show import words
from labor.show.answer import Answer
from labor.show.rows import Row, records
from labor.show.table import Field, Table, number
from labor.terms import NATION

#: What no table here shows.
_CAVEATS = (
    "Licences, certificates and what they cost are in none of these tables.",
    "The tables compare occupations; they do not show how many people made a move, or how long it "
    "took.",
    "Mean pay is that of everybody in an occupation, not that of beginners.",
)
_WITHOUT_ONET = (
    "Steps rest on the Handbook's similar occupations alone: O*NET's tables of tasks, technology "
    "and related occupations are not built, or not in the classification of this pay."
)
_WITH_ONET = (
    "What occupations share is the wording of O*NET's tasks and the technology it lists: two "
    "occupations can say the same in other words, and a list tells nothing of how often a task "
    "is done."
)
#: Moves named in a sentence.
_NAMED = 3
#: So many paths are all shown with their reasons.
_FEW = 24


@dataclass(frozen=True, repr=False, eq=False)
class Ladder(Answer):
    """Moves from a role to other occupations, step by step.

    Args:
        rows: A row per path, see `moves.moves`: where it ends, mean pay there in US dollars a
            year and its gain over the role, what it needs, and why each step is there.
        sources: Rows of the table `sources` that the rows come from.
        role: Label of the role.
        to: Label of the role that the paths end at; empty if they may end anywhere.
        year: Reference year of the pay.
        vintage: Projection of education, experience and openings.
        steps: Most steps.
        education_steps: Most categories of typical entry education above the role's.
        leads: Whose figures these are, in sentences, where the role asked for has none.
    """

    verb: ClassVar[str] = "ladder"

    role: str
    to: str
    year: int
    vintage: str
    steps: int
    education_steps: int
    leads: tuple[str, ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """How many moves there are, and to which occupations those that no other beats lead."""
        who = words.people(self.role)
        within = "in one step"
        if self.steps > 1:
            within = f"in at most {words.numeral(self.steps)} steps"
        ends = f" to {words.people(self.to)}" if self.to else ""
        if self.rows.empty:
            return (*self.leads, f"No move leads from {who}{ends} {within}{self._limit}.")
        best = records(self.rows[self.rows["is_frontier"]])
        many = words.several(len(self.rows), "move")
        texts = [f"Of {many} from {who}{ends} {within}{self._limit}, {self._found(len(best))}."]
        if best:
            texts.append(f"Mean pay is higher {self._named(best)}.")
        texts.append(
            f"Pay is that of {words.when(self.year)}; education, experience and openings are those "
            f"of the projections {self.vintage}."
        )
        return tuple(map(Traced, (*self.leads, *texts)))

    @property
    def caveats(self) -> tuple[str, ...]:
        """What the moves do not show; one sentence says whether O*NET's tables were used."""
        has_onet = bool((self.rows["onet_version"] != "").any())
        return (_WITH_ONET if has_onet else _WITHOUT_ONET, *_CAVEATS)

    def table(self) -> Table:
        """The moves, those that no other beats first."""
        return Table(
            caption=f"Moves from {words.people(self.role)}, mean pay a year in "
            f"{words.when(self.year)} in U.S. dollars",
            fields=[
                Field("To", lambda row: str(row["occupation_title"])),
                Field("Path", lambda row: str(row["path"])),
                number("Mean pay", "mean_annual_usd", words.dollars),
                Field("Gain", lambda row: _gain(row), "gain_usd"),
                Field("Education", lambda row: str(row["entry_education"])),
                number("Job zone", "job_zone", words.count),
                number("Distance", "distance", lambda value: f"{value:.2f}"),
                Field("Beaten by none", lambda row: "yes" if row["is_frontier"] else ""),
            ],
            rows=records(self.rows),
            data=self.rows,
            note="Gain: in mean pay over the role, with its 90% confidence interval. Whether pay "
            "is reliably higher is tested for all moves together, which asks for more than an "
            "interval above zero.",
        )

    def heading(self) -> dict[str, Any]:
        """The role, where the paths shall end, the year of pay and the projection."""
        ends = {"to": self.to} if self.to else {}
        return {"role": self.role, **ends, "year": self.year, "vintage": self.vintage}

    def lines(self) -> list[str]:
        """The answer for a terminal: sentences, the moves with the reasons of their steps, caveats.

        Of many moves only those that no other beats have their reasons; all are in `rows`.
        """
        lines = [*map(plain, self.opening), *self._moves()]
        lines += ["", "What this is not:", *(f"- {text}" for text in self.caveats)]
        if len(self.sources):
            lines += ["", "Sources: " + "; ".join(self.sources["title"])]
        return lines

    @property
    def _limit(self) -> str:
        """How much more education the moves may ask for, in a sentence."""
        if not self.education_steps:
            return " without more education"
        more = words.numeral(self.education_steps)
        categories = "category" if self.education_steps == 1 else "categories"
        return f" with at most {more} {categories} more of typical education"

    @property
    def _compared(self) -> str:
        """What moves are compared by."""
        near = "nearness" if self.rows["distance"].notna().any() else "similarity"
        return f"pay, education, experience, steps and {near}"

    def _found(self, number_of: int) -> str:
        """How many moves are on the frontier, and what that means."""
        unbeaten = f"beaten by no other in {self._compared}"
        if not number_of:
            return (
                "none leads to reliably higher mean pay without being beaten by another in "
                f"{self._compared}"
            )
        one = number_of == 1
        many = words.counted(number_of, "moves that no other beats")
        lead, are = ("leads", "is") if one else ("lead", "are")
        return f"{many} {lead} to reliably higher mean pay and {are} {unbeaten}"

    def _named(self, best: Sequence[Row]) -> str:
        """The first of the best moves with their gain, and the number of the others."""
        parts = [
            f"by {self._gain(row)} a year for {words.running(str(row['occupation_title']))}"
            for row in best[:_NAMED]
        ]
        more = len(best) - _NAMED
        if more > 0:
            parts.append(f"at the end of {words.counted(more, 'further moves')} more")
        return words.listed(parts)

    def _gain(self, row: Row) -> str:
        """The gain in mean pay, marked with the two means it is made of."""
        ends = (str(row["occupation_code"]), str(row["path"]).partition(" ")[0])
        cells = tuple(
            Cell("wages", (str(self.year), NATION, code, "mean"), "annual_wage_usd")
            for code in ends
        )
        return words.computed(float(row["gain_usd"]), words.dollars, Origin(cells, "a − b"))

    def _moves(self) -> Iterator[str]:
        """The moves that no other beats with their reasons, then the others in a line each."""
        best = self.rows["is_frontier"]
        title = f"To higher pay, and no other move beats them in {self._compared}:"
        for heading, rows in ((title, self.rows[best]), ("Others:", self.rows[~best])):
            # Few enough to read: then every path has its reasons.
            has_reasons = heading == title or len(self.rows) <= _FEW
            yield from ("", heading) if len(rows) else ()
            for row in records(rows):
                yield f"  {_move(row)}"
                if has_reasons:
                    yield from (f"      {line}" for line in str(row["reason"]).splitlines())


def _gain(row: Row) -> str:
    """A gain with its interval: "+26,590 (+23,830 to +29,350)"."""
    low, high = row["gain_low_usd"], row["gain_high_usd"]
    if pd.isna(low):
        return f"{row['gain_usd']:+,.0f} (no published error)"
    return f"{row['gain_usd']:+,.0f} ({low:+,.0f} to {high:+,.0f})"


def _move(row: Row) -> str:
    """A path with its end, the gain in mean pay with its interval, and what it needs."""
    zone: str = "" if pd.isna(row["job_zone"]) else f", job zone {row['job_zone']}"
    far: str = "" if pd.isna(row["distance"]) else f", distance {row['distance']:.2f}"
    return (
        f"{row['path']}  {row['occupation_title']}: mean pay {_gain(row)}, "
        f"{row['entry_education']}{zone}{far}"
    )
