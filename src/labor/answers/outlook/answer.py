"""What labor.outlook and labor.backtest answer: what was projected, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

import pandas as pd

from labor.provenance.columns import projection_cell
from labor.provenance.origin import PATH, PATHS, TYPICAL_ERROR, Cell, Origin
from labor.provenance.text import Traced, with_marks
from labor.show import prose, words
from labor.show.answer import Answer
from labor.show.rows import Row, in_codes, is_of_others, label, of_which, records
from labor.show.table import Field, Table, number
from labor.terms import ALL_OCCUPATIONS, DERIVED, JOBS_OF_ZERO

if TYPE_CHECKING:
    from labor.show.chart import Chart

#: Parts of yearly openings: column, words in the chart, words in a sentence.
PARTS = (
    ("exits_jobs", "People who leave work for good or for long", "leave the labor force"),
    ("transfers_jobs", "People who change to another occupation", "change occupation"),
    ("growth_jobs", "New jobs", "new jobs"),
)
_OPENINGS = "openings_annual_average_jobs"
#: The same parts as reasons.
_BECAUSE = (
    ("exits_jobs", "people leave the labor force"),
    ("transfers_jobs", "people change occupation"),
    ("growth_jobs", "jobs grow or shrink"),
)
_TOTAL = "openings_ten_year_total_jobs"
_CHANGE = "employment_change_pct"
_JOBS = "base_employment_jobs"
_BASIS = {
    "band": "from the limits found for this projection",
    "point": "the same percentage was seen with these words",
    "implied": "follows from a lower or higher percentage seen with these words",
    "floor": "a published limit from which these or stronger words are used",
    "printed": "printed in the Handbook's profile of the role",
}
#: What every projection takes for granted, and what it does not count.
ASSUMED = (
    "A projection says what would come if the assumptions of its makers held. It is no promise, "
    "and it says nothing of single years or places.",
    "Openings count people who enter the occupation, not those who change their employer inside "
    "it.",
    "These are all jobs, the self-employed included. The pay tables leave the self-employed out.",
)
_TEN_YEARS = (
    "Openings of this projection are totals of ten years by an older method. They are "
    "another measure and are not divided by ten."
)
_CHECKED = (
    "Errors are in percent of the jobs that came, positive when the projection was too high; the "
    "typical error is the median, without sign, of all occupations in the same check.",
    "The right way says whether jobs grew or fell as projected.",
    "A star marks a check before the end of the projection: the projected jobs are read off a "
    "path with a constant yearly rate.",
    "The jobs that came are estimates, too, and a later projection may count them anew.",
)


@dataclass(frozen=True, eq=False, repr=False)
class Outlook(Answer):
    """Projected growth and openings of a role, and what the openings are made of.

    Args:
        rows: A row per occupation code, see `labor.outlook`.
        sources: Rows of the table `sources` that the rows come from.
        notes: What became of the role's codes, in sentences.
        is_in_force: Whether no newer projection is held; an older one is told in the past.
    """

    verb: ClassVar[str] = "outlook"

    notes: tuple[str, ...] = ()
    is_in_force: bool = False

    @property
    def role(self) -> str:
        """Name of the role."""
        return str(self.rows["role"].iloc[0])

    @property
    def vintage(self) -> str:
        """The projection, such as "2024-34"."""
        return str(self.rows["projection_vintage"].iloc[0])

    @property
    def base_year(self) -> int:
        """First year of the projection."""
        return int(self.rows["base_year"].iloc[0])

    @property
    def target_year(self) -> int:
        """Last year of the projection."""
        return int(self.rows["target_year"].iloc[0])

    @property
    def years(self) -> str:
        """The years of the projection in words, such as "2024-34"."""
        return words.span(self.base_year, self.target_year)

    @cached_property
    def own_rows(self) -> list[Row]:
        """The role's own rows, the parts of their openings with a status beside each.

        A group has no parts of its own: they are sums, where all of its occupations have them.
        """
        members = self.rows[self.rows["role_kind"] == "member"]
        found = []
        for row in records(self.rows[self.rows["role_kind"] != "member"]):
            sums = {name: members[name].sum(skipna=False) for name, _, _ in PARTS}
            if row["role_kind"] == "composite":
                row = {**row, **(sums if len(members) else dict.fromkeys(sums, float("nan")))}
            found.append(_with_status(row))
        return found

    @property
    def sentences(self) -> tuple[str, ...]:
        """Growth and openings of each of the role's own rows."""
        now, lead = self.is_in_force, []
        if is_listed := len(self.own_rows) > 1:
            head = in_codes(self.own_rows, f"the projections {self.vintage}")
            each = words.listed([_in_short(row) for row in self.own_rows])
            lead = [f"{head} The growth projected is {each}."]
        parts = [
            text
            for row in self.own_rows
            for text in (
                _growth(row, is_in_force=now, is_listed=is_listed),
                _openings(row, is_in_force=now),
            )
        ]
        return tuple(map(Traced, filter(None, [*lead, *parts])))

    @property
    def caveats(self) -> tuple[str, ...]:
        """What the numbers are not."""
        return prose.gravest([*self._summed, *self.older_method, *ASSUMED])

    @property
    def _summed(self) -> tuple[str, ...]:
        """A caveat where a group with a code is the sum of its occupations."""
        single = self.rows["role_kind"] == "single"
        summed = self.rows[single & (self.rows[f"{_JOBS}_status"] == DERIVED)]
        return tuple(
            f"This projection was published without groups: the figures of {title} ({code}) are "
            "the sum of those of its occupations, each of them rounded."
            for title, code in zip(
                summed["occupation_title"], summed["occupation_code"], strict=True
            )
        )

    @property
    def older_method(self) -> tuple[str, ...]:
        """A caveat where the openings are ten-year totals."""
        return (_TEN_YEARS,) if self.rows[_TOTAL].notna().any() else ()

    def chart(self) -> Chart:
        """What the yearly openings are made of, as bars."""
        from labor.answers.outlook.chart import anatomy_chart

        return anatomy_chart(self)

    def table(self) -> Table:
        """Jobs, growth, openings and what newcomers need, a row per occupation."""
        return Table(
            caption=f"Projection {self.years} of {self.role}, United States",
            fields=[
                Field("Role", label),
                Field("Occupation code", lambda row: str(row["occupation_code"]) or "several"),
                *self._facts,
            ],
            rows=[*self.own_rows, *self._members],
            data=self.rows,
            note="Jobs of the projections also count the self-employed.",
        )

    def tables(self) -> tuple[Table, ...]:
        """The facts of the role one below the other; of a group also its occupations."""
        members = self._members
        return (*map(self._facts_of, self.own_rows), *([self._group(members)] if members else []))

    def heading(self) -> dict[str, Any]:
        """The role, the projection, and notes on the role's codes."""
        return {"role": self.role, "vintage": self.vintage, "notes": list(self.notes)}

    @property
    def _members(self) -> list[Row]:
        """Rows of a group's occupations, the parts of their openings with a status."""
        return list(map(_with_status, records(self.rows[self.rows["role_kind"] == "member"])))

    @property
    def _facts(self) -> list[Field]:
        openings = Field("Openings a year", _openings_a_year, _OPENINGS)
        older = number("Openings in ten years, older method", _TOTAL, words.projected)
        return [
            number(f"Jobs {self.base_year}", _JOBS, words.count),
            number(f"Jobs {self.target_year}", "target_employment_jobs", words.count),
            number("Change in jobs", "employment_change_jobs", words.projected),
            number("Projected growth", _CHANGE, words.signed_percent),
            number("Growth a year, derived", "annual_growth_pct", words.signed_percent),
            Field("What the Handbook calls it", _in_words),
            Field("How that is known", _how_known),
            openings,
            *([older] if self.older_method else []),
            *(number(f"Openings because {why}", name, _form(name)) for name, why in _BECAUSE),
            Field("Typical education", lambda row: words.requirement(row, "entry_education")),
            Field("Related experience", lambda row: words.requirement(row, "work_experience")),
            Field("On-the-job training", lambda row: words.requirement(row, "training")),
        ]

    def _group(self, members: list[Row]) -> Table:
        """The occupations of a group, the figures that differ most."""
        total = _TOTAL if self.older_method else _OPENINGS
        return Table(
            caption=f"Occupations of {self.role}, projection {self.years}",
            fields=[
                Field("Occupation", label),
                Field("Code", lambda row: str(row["occupation_code"])),
                number(f"Jobs {self.base_year}", _JOBS, words.count),
                number("Growth", _CHANGE, words.signed_percent),
                Field("In words", _in_words),
                number("Openings", total, words.projected),
            ],
            rows=members,
            data=self.rows,
        )

    def _facts_of(self, row: Row) -> Table:
        """The facts of one occupation; what is published in no form for it is left out."""
        nothing = words.NO_NUMBER["not_applicable"]
        facts: list[Row] = [
            {"fact": fact.heading, "text": text}
            for fact in self._facts
            if (text := fact.say(row)) and text != nothing
        ]
        code = str(row["occupation_code"])
        return Table(
            caption=f"{code} {row['occupation_title']}, projection {self.years}".strip(),
            fields=[
                Field("Fact", lambda fact: str(fact["fact"])),
                Field("Projection", lambda fact: str(fact["text"])),
            ],
            rows=facts,
            data=self.rows[self.rows["occupation_code"] == code],
        )


@dataclass(frozen=True)
class Check:
    """One occupation of a role in one projection.

    Args:
        row: Its row of the outlook.
        check_year: Year of the newest later count of the same jobs; 0 where there is none.
        projected_pct: Change projected up to that year.
        came_pct: Change that came.
        typical_error_pct: Error that is typical of all occupations in this check.
        checked_with: Projection and code of the later count.
    """

    row: Row
    check_year: int = 0
    projected_pct: float = 0.0
    came_pct: float = 0.0
    typical_error_pct: float = 0.0
    checked_with: tuple[str, str] = ("", "")

    @property
    def vintage(self) -> str:
        """Years of the projection, such as "2018-28"."""
        return words.span(int(self.row["base_year"]), int(self.row["target_year"]))

    @property
    def name(self) -> str:
        """What is projected, by code; a group by its name."""
        return str(self.row["occupation_code"]) or label(self.row)

    @property
    def projected(self) -> str:
        """The projected change in words."""
        counts = ("target_employment_jobs", "base_employment_jobs")
        years = (self._seen("base_year"), *self._made("base_year", "target_year"))
        rule = PATHS if self.row["role_kind"] == "composite" else PATH
        origin = Origin((*self._made(*counts), *years), rule)
        return words.computed(self.projected_pct, words.signed_percent, origin)

    @property
    def came(self) -> str:
        """The change that came, in words."""
        cells = (self._seen("base_employment_jobs"), *self._made("base_employment_jobs"))
        origin = Origin(cells, "(a / b − 1) × 100")
        return words.computed(self.came_pct, words.signed_percent, origin)

    @property
    def typical_error(self) -> str:
        """The typical error in words."""
        made = Cell("projections", (self.row["projection_vintage"], ALL_OCCUPATIONS), _JOBS)
        seen = Cell("projections", (self.checked_with[0], ALL_OCCUPATIONS), _JOBS)
        origin = Origin((made, seen), TYPICAL_ERROR)
        return words.computed(self.typical_error_pct, words.percent, origin)

    def _made(self, *columns: str) -> tuple[Cell, ...]:
        return tuple(projection_cell(self.row, column) for column in columns)

    def _seen(self, column: str) -> Cell:
        return Cell("projections", self.checked_with, column)

    @property
    def is_known(self) -> bool:
        """Whether the projection has the occupation."""
        return words.has_number(self.row, _CHANGE)


@dataclass(frozen=True, eq=False, repr=False)
class Backtest(Answer):
    """How earlier projections of a role turned out.

    Args:
        rows: A row per code, projection and later projection, see `labor.backtest`.
        sources: Rows of the table `sources` that the projections come from.
        projections: Outlooks of the role, one projection under the other.
        notes: What became of the role's codes, in sentences.
    """

    verb: ClassVar[str] = "backtest"

    projections: pd.DataFrame
    notes: tuple[str, ...] = ()

    @property
    def role(self) -> str:
        """Name of the role."""
        return str(self.projections["role"].iloc[0])

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """Each projection beside the newest later count of the same jobs, in order of time."""
        own = self.projections[self.projections["role_kind"] != "member"].sort_values(
            ["base_year", "occupation_code"], kind="stable"
        )
        return tuple(_check(row, self.projections, self.rows) for row in records(own))

    @property
    def known(self) -> list[Check]:
        """The checks that have a later count."""
        return [check for check in self.checks if check.check_year]

    @property
    def finding(self) -> str:
        """How often more came than was projected, as a title."""
        name = words.sentence_case(self.role)
        if not self.known:
            return f"{name}: no projection can be checked with a later count of the same jobs"
        if any(is_of_others(check.row) for check in self.known):
            name = f"Projections that hold {words.people(self.role)}"
        # As printed: +5.0% projected and +5.0% come are as many.
        gaps = [round(one.came_pct, 1) - round(one.projected_pct, 1) for one in self.known]
        more, same = sum(gap > 0 for gap in gaps), sum(gap == 0 for gap in gaps)
        checks = words.of_all(more, len(gaps), "check")
        ties = f", as many in {words.counted(same, 'checks with as many')}" if same else ""
        return Traced(f"{name}: more jobs came than projected in {checks} so far{ties}")

    @property
    def sentences(self) -> tuple[str, ...]:
        """How often more came than was projected, whose jobs those are, and the longest check."""
        whose = [Traced(self._of_others)] if self._of_others else []
        return (Traced(f"{with_marks(self.finding)}."), *whose, self.longest_check)

    @property
    def _of_others(self) -> str:
        """Which of the projections are of other jobs than the role."""
        found: dict[str, list[str]] = {}
        for check in self.known:
            if is_of_others(check.row):
                title, code = label(check.row), check.row["occupation_code"]
                what = f"{words.people(title)} ({code}), {of_which(check.row)}"
                found.setdefault(what, []).append(check.vintage)
        each = [f"{words.listed(vintages)} of {what}" for what, vintages in found.items()]
        return f"Not of just the role are {'; '.join(each)}." if each else ""

    @property
    def longest_check(self) -> str:
        """How the projection with the longest check turned out, in a sentence or two."""
        if not self.known:
            return (
                "No earlier projection of the role can be checked: later ones count other jobs, or "
                "do not have the occupation."
            )
        last = max(self.known, key=lambda check: check.check_year - int(check.row["base_year"]))
        other = len(self.checks) - len(self.known)
        rest = f" {words.several(other, 'projection')} cannot be checked." if other else ""
        return Traced(
            f"The longest check is that of {last.vintage} for {last.name}: the change projected "
            f"up to {last.check_year} was {last.projected}, and the one that came was "
            f"{last.came}. Up to then the projections of all occupations were typically off by "
            f"{last.typical_error}.{rest}"
        )

    @property
    def caveats(self) -> tuple[str, ...]:
        """What the errors are, and where the role is not counted alike."""
        return (*(_CHECKED if len(self.rows) else ()), *self.other_codes)

    @property
    def other_codes(self) -> tuple[str, ...]:
        """A caveat where the projections do not count the role under the same codes."""
        own = self.projections[self.projections["role_kind"] != "member"]
        by_year = own.sort_values(["base_year", "occupation_code"]).groupby("base_year")
        parts = [part for _, part in by_year if part["occupation_code"].all()]
        titles = {tuple(part["occupation_code"]): part["occupation_title"] for part in parts[::-1]}
        counted = [
            words.listed_names(
                [f"{title} ({code})" for code, title in zip(codes, own, strict=True)]
            )
            for codes, own in reversed(titles.items())
        ]
        if len(counted) < 2:
            return ()
        return (
            "The role is not counted alike in all projections: first as "
            f"{', then as '.join(counted)}. Where other jobs are counted, a difference between two "
            "projections is no revision.",
        )

    def chart(self) -> Chart:
        """For each projection what was projected and what came."""
        from labor.answers.outlook.chart import revisions_chart

        return revisions_chart(self)

    def table(self) -> Table:
        """Each projection beside every later count of the same jobs."""
        return Table(
            caption=f"Projected jobs of {self.role} and those that came",
            fields=[
                Field("Projection", lambda row: str(row["projection_vintage"])),
                Field("Occupation code", lambda row: str(row["occupation_code"])),
                Field("Checked in", _checked_in),
                number("Projected", "projected_jobs", words.count),
                number("Came", "observed_jobs", words.count),
                number("Error", "error_pct", words.signed_percent),
                number("Typical error", "typical_error_pct", words.percent),
                Field("Right way", _right_way),
            ],
            rows=records(self.rows),
            data=self.rows,
        )

    def heading(self) -> dict[str, Any]:
        """The role, and notes on its codes."""
        return {"role": self.role, "notes": list(self.notes)}


def _check(row: Row, outlooks: pd.DataFrame, backtest: pd.DataFrame) -> Check:
    codes = [row["occupation_code"]]
    if row["role_kind"] == "composite":
        members = (outlooks["role_kind"] == "member") & (
            outlooks["projection_vintage"] == row["projection_vintage"]
        )
        codes = list(outlooks.loc[members, "occupation_code"])
    found = backtest[
        (backtest["projection_vintage"] == row["projection_vintage"])
        & backtest["occupation_code"].isin(codes)
    ]
    # A group is checked only where every one of its occupations is.
    counts = found.groupby("check_year")["occupation_code"].nunique()
    years = counts[counts == len(codes)].index
    if not len(years):
        return Check(row)
    newest = found[found["check_year"] == max(years)]
    base = newest["base_employment_jobs"].sum()
    return Check(
        row,
        check_year=int(max(years)),
        projected_pct=float(newest["projected_jobs"].sum() / base - 1) * 100,
        came_pct=float(newest["observed_jobs"].sum() / base - 1) * 100,
        typical_error_pct=float(newest["typical_error_pct"].iloc[0]),
        checked_with=_later(row, newest),
    )


def _later(row: Row, newest: pd.DataFrame) -> tuple[str, str]:
    """The later projection, and the occupation's code in it; a group keeps its name."""
    vintage = str(newest["check_vintage"].iloc[0])
    is_group = row["role_kind"] == "composite"
    return vintage, str(row["role"] if is_group else newest["check_code"].iloc[0])


def _in_short(row: Row) -> str:
    """Growth of an occupation: "+7.1% for medical records specialists (29-2072)"."""
    change = words.say(row, "employment_change_pct", words.signed_percent)
    return f"{change} for {words.people(label(row))}{_code(row)}"


def _growth(row: Row, *, is_in_force: bool, is_listed: bool) -> str:
    """How jobs are projected to change, without the percentage where a list has told it."""
    name = f"{words.people(label(row))}{_code(row)}"
    name += f", {of_which(row)}," if is_of_others(row) else ""
    years = f"from {int(row['base_year'])} to {int(row['target_year'])}"
    if not words.has_number(row, "employment_change_pct"):
        return f"No projection {years} is published for {name.removesuffix(',')}."
    jobs = words.say(row, "base_employment_jobs", words.count)
    later = words.say(row, "target_employment_jobs", words.count)
    change = "go" if is_listed else f"{words.change(row, 'employment_change_pct')} {years},"
    growth = (
        f"Jobs of {name} {words.are(is_in_force)} projected to {change} from {jobs} to {later}."
    )
    term = words.handbook_term(row, _BASIS.get(str(row["growth_phrase_basis"]), ""))
    return f"{growth} {term or 'What the Handbook calls that is not known.'}"


def _openings(row: Row, *, is_in_force: bool) -> str:
    annual, total = "openings_annual_average_jobs", "openings_ten_year_total_jobs"
    if not words.has_number(row, annual):
        if words.has_number(row, total):
            openings = words.say(row, total, words.projected)
            return f"The older method counts {openings} openings in all ten years."
        return ""
    are = words.are(is_in_force)
    openings = f"{words.about(row, annual)} openings a year {are} projected"
    if rate := words.openings_rate(row):
        openings += f", {rate}"
    names = ("exits_jobs", "transfers_jobs", "growth_jobs")
    if not all(words.has_number(row, name) for name in names):
        return f"{openings}. What they are made of is not published."
    exits, transfers, growth = (words.say(row, name, _form(name)) for name in names)
    last = f"{growth} are new jobs"
    if row["growth_jobs"] == 0:
        last = f"the number of jobs changes by {JOBS_OF_ZERO} in all ten years"
    elif row["growth_jobs"] < 0:
        last = f"the number of jobs falls by {words.size(row, 'growth_jobs', words.count)} a year"
    return (
        f"{openings}. Of these {exits} replace people who leave the labor force and {transfers} "
        f"people who change occupation; {last}."
    )


def _form(name: str) -> Callable[[float], str]:
    """How a part of yearly openings is written: new jobs are a tenth of a printed change."""
    return words.a_year_of_ten if name == "growth_jobs" else words.projected


def _openings_a_year(row: Row) -> str:
    """Yearly openings with their rate, where they are published."""
    openings = words.say(row, _OPENINGS, words.projected)
    rate = words.openings_rate(row) if words.has_number(row, _OPENINGS) else ""
    return openings + (f" ({rate})" if rate else "")


def _in_words(row: Row) -> str:
    """The Handbook's words for a growth."""
    return words.growth_phrase(row) or "not known for this percentage and projection"


def _how_known(row: Row) -> str:
    """The evidence for the Handbook's words, where they are known."""
    return str(row["growth_phrase_evidence"] or "") if words.growth_phrase(row) else ""


def _with_status(row: Row) -> Row:
    """A row with a status beside each part of its openings."""
    parts = {name: float(row[name]) for name, _, _ in PARTS}
    status = {
        f"{name}_status": "derived" if pd.notna(value) else "not_applicable"
        for name, value in parts.items()
    }
    return {**row, **status}


def _right_way(row: Row) -> str:
    """Whether jobs went the way they were projected to go, a change printed as none left open."""
    ways = [round(float(row[f"{side}_change_pct"]), 1) for side in ("projected", "observed")]
    if 0 in ways and any(ways):
        return "no change projected" if ways[0] == 0 else "no change came"
    return "yes" if row["is_direction_right"] else "no"


def _checked_in(row: Row) -> str:
    """Year of the check; a star marks one before the end of the projection."""
    return f"{row['check_year']}{'' if row['is_complete'] else '*'}"


def _code(row: Row) -> str:
    code = row["occupation_code"]
    return f" ({code})" if code else ""
