"""What `labor.ladder` gives: the moves from a role that a counselor would name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

import pandas as pd

from labor.provenance.origin import Cell, Origin
from labor.provenance.text import Traced, plain
from labor.show import words
from labor.show.answer import Answer
from labor.show.measure import UNITS
from labor.show.rows import Row, records
from labor.show.table import Field, Table, number
from labor.terms import NATION

#: What no table here shows.
_CAVEATS = (
    "The tables compare occupations; they do not show how many people made a move, or how long it "
    "took.",
    "Mean pay is that of everybody in an occupation, not that of beginners.",
    "The same typical entry level does not mean that no more schooling is needed: it is the BLS "
    "category, and a program, a certificate or a license may still stand before a job.",
    "The range behind a gain is its 90% confidence interval.",
)
_LICENSES = (
    "Only O*NET's short descriptions say something of licenses here. Where none is named, whether "
    "one is needed is unknown, not ruled out: ask the state's licensing board."
)
_WITHOUT_ONET = (
    "Steps rest on the Handbook's similar occupations and on who supervises whom: O*NET's tables "
    "of tasks, technology and related occupations are not built, or not in the classification of "
    "this pay."
)
#: Moves named in a sentence.
_NAMED = 3


@dataclass(frozen=True, repr=False, eq=False)
class Ladder(Answer):
    """Moves from a role to other occupations, step by step.

    Args:
        rows: A row per move, see `moves.moves`: where it ends, mean pay there in US dollars a
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
        """How many moves there are, the first of them, and whose figures these are."""
        who = words.people(self.role)
        ends = f" to {words.people(self.to)}" if self.to else ""
        if self.rows.empty:
            ends = ends or " to reliably higher mean pay"
            return (*self.leads, f"From {who}, no move leads{ends} {self._within}.")
        one = len(self.rows) == 1
        lead = "leads" if one else "lead"
        if self.to:
            ways = f"{words.counted(len(self.rows), 'ways')} way{'' if one else 's'}"
            texts = [f"From {who}, {ways} {lead}{ends} {self._within}."]
        else:
            moves = f"{words.counted(len(self.rows), 'moves')} move{'' if one else 's'}"
            texts = [
                f"From {who}, {moves} {lead} to reliably higher mean pay {self._within}.",
                *self._named(),
            ]
        texts.append(
            f"Pay is that of {words.when(self.year)}; education, experience and openings are those "
            f"of the projections {self.vintage}."
        )
        return tuple(map(Traced, (*self.leads, *texts)))

    @property
    def caveats(self) -> tuple[str, ...]:
        """What the moves do not show, as far as it is in play."""
        if self.rows.empty:
            return ()
        onet = () if (self.rows["onet_version"] != "").any() else (_WITHOUT_ONET,)
        licenses = (_LICENSES,) if self.rows["license"].eq("").any() else ()
        return (*onet, *licenses, *_CAVEATS)

    def table(self) -> Table:
        """The moves, from the least education to the most."""
        license_ = Field("License", lambda row: str(row["license"]) or "unknown")
        return Table(
            caption=f"Moves from {words.people(self.role)}, mean pay {self._a_unit} in "
            f"{words.when(self.year)} in U.S. dollars",
            fields=[
                Field("To", lambda row: str(row["occupation_title"])),
                Field("By way of", lambda row: str(row["by_way_of"])),
                number("Mean pay", f"mean_{self._unit}_usd", words.dollars),
                Field("More than now", _gain, "gain_usd"),
                Field("Typical entry level", lambda row: str(row["entry_education"])),
                Field("Experience", lambda row: str(row["work_experience"])),
                *([license_] if self.rows["license"].any() else []),
                number("Openings a year", "openings_annual_average_jobs", words.projected),
            ],
            rows=records(self.rows),
            data=self.rows,
            note="More than now: in mean pay over the role, with its 90% confidence interval. "
            "Whether pay is reliably higher is tested for all moves together, which asks for more "
            "than an interval above zero.",
        )

    def heading(self) -> dict[str, Any]:
        """The role, where the paths shall end, the year of pay and the projection."""
        ends = {"to": self.to} if self.to else {}
        return {"role": self.role, **ends, "year": self.year, "vintage": self.vintage}

    def lines(self) -> list[str]:
        """The answer for a terminal: sentences, the moves with their reasons, caveats."""
        lines = [*map(plain, self.opening), *self._moves()]
        if self.caveats:
            lines += ["", "What this is not:", *(f"- {text}" for text in self.caveats)]
        if len(self.sources):
            lines += ["", f"Sources: {self.cited}"]
        return lines

    @property
    def _unit(self) -> str:
        """Whether pay is told by the year or by the hour."""
        return "annual" if self.rows.empty else str(self.rows["pay_unit"].iloc[0])

    @property
    def _a_unit(self) -> str:
        return UNITS[self._unit]

    @property
    def _within(self) -> str:
        """How many steps and how much more education the moves may ask for, in a sentence."""
        steps = "in one step"
        if self.steps > 1:
            steps = f"in at most {words.numeral(self.steps)} steps"
        if not self.education_steps:
            return f"{steps} at the same or a lower typical entry level"
        more = words.numeral(self.education_steps)
        categories = "category" if self.education_steps == 1 else "categories"
        return f"{steps} and with at most {more} {categories} more of typical education"

    def _named(self) -> Iterator[str]:
        """The first moves with their gain, and how many follow."""
        rows = records(self.rows)
        parts = [
            f"{self._more(row)} {self._a_unit} for {words.people(str(row['occupation_title']))}"
            for row in rows[:_NAMED]
        ]
        yield f"Mean pay is higher by {words.listed_names(parts)}."
        if (more := len(rows) - _NAMED) > 0:
            follow = "move follows" if more == 1 else "moves follow"
            yield f"{words.sentence_case(words.numeral(more))} more {follow}."

    def _more(self, row: Row) -> str:
        """The gain in mean pay, marked with the two means it is made of."""
        ends = (str(row["occupation_code"]), str(row["path"]).partition(" ")[0])
        cells = tuple(
            Cell("wages", (str(self.year), NATION, code, "mean"), f"{self._unit}_wage_usd")
            for code in ends
        )
        return words.computed(float(row["gain_usd"]), words.dollars, Origin(cells, "a − b"))

    def _moves(self) -> Iterator[str]:
        """The moves by the education they ask for, each with what it needs and why it is there."""
        heading, said = "", set[str]()
        for row in records(self.rows):
            above = "More education than now:" if row["education_steps"] > 0 else _SAME_OR_LESS
            if above != heading:
                heading = above
                yield from ("", heading)
            yield f"  {_move(row)}"
            yield f"      {_needs(row)}"
            reasons = [line for line in str(row["reason"]).splitlines() if line not in said]
            said.update(reasons)
            yield from (f"      {line}" for line in reasons)


_SAME_OR_LESS = "No higher typical entry level than now:"


def _gain(row: Row) -> str:
    """A gain with its interval: "$26,590 more ($23,830 to $29,350)"."""
    gain, low, high = (row[f"gain_{name}usd"] for name in ("", "low_", "high_"))
    unit = str(row["pay_unit"])
    text = f"{_amount(abs(gain), unit)} {'more' if gain >= 0 else 'less'}"
    if pd.isna(low):
        return f"{text} (no published error)"
    ends = (low, high) if gain >= 0 else (-high, -low)
    return f"{text} ({_amount(ends[0], unit)} to {_amount(ends[1], unit)})"


def _amount(value: float, unit: str) -> str:
    """A difference of pay: by the year in whole dollars, by the hour with cents."""
    return f"{'−' if value < 0 else ''}${abs(value):,.{2 if unit == 'hourly' else 0}f}"


def _move(row: Row) -> str:
    """An end with the way there and its pay."""
    way: str = f", by way of {words.people(str(row['by_way_of']))}" if row["by_way_of"] else ""
    unit = str(row["pay_unit"])
    return (
        f"{row['occupation_title']} ({row['occupation_code']}){way}: "
        f"{words.dollars(row[f'mean_{unit}_usd'])} {UNITS[unit]}, {_gain(row)}"
    )


def _needs(row: Row) -> str:
    """What an end asks of newcomers, and how many are taken on."""
    level = str(row["entry_education"])
    level = level[0].lower() + level[1:]
    if row["education_steps"] == 0:
        texts = [f"Same typical entry level ({level})"]
    elif row["education_steps"] < 0:
        texts = [f"Lower typical entry level ({level})"]
    else:
        texts = [f"Typical entry level: {level}"]
    if str(row["work_experience"]) not in ("None", "nan"):
        experience = str(row["work_experience"])
        texts.append(f"{experience[0].lower()}{experience[1:]} of experience in a related job")
    if row["license"]:
        texts.append(f"license: “{row['license']}” (O*NET)")
    if not pd.isna(row["openings_annual_average_jobs"]):
        texts.append(f"{words.projected(row['openings_annual_average_jobs'])} openings a year")
    return "; ".join(texts) + "."
