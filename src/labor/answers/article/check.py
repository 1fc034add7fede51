"""Check what an article says of pay and outlook against the published tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from labor.answers.article.find import Claim, find_claims
from labor.answers.article.judge import judge
from labor.answers.article.published import Figure, figures_of, setting_name
from labor.answers.article.titles import Titles
from labor.answers.article.verdicts import HOLDING, UNCHECKED, VERDICTS, Judgement, vintage_at
from labor.answers.article.words import figure_words, number_words
from labor.errors import AnalysisError
from labor.methods.comparability import comparable
from labor.methods.crosswalk import Crosswalk
from labor.provenance.text import Traced, joined

if TYPE_CHECKING:
    from labor.occupations import Role

#: Rows of the codes of a claim's roles: table name to its rows.
RowsOf = Callable[[set[str]], Mapping[str, pd.DataFrame]]
_FORECASTS = (
    "Projections of different editions are separate forecasts; their difference is no trend."
)


@dataclass(frozen=True)
class Checked:
    """A claim with its verdict.

    Args:
        claim: What the article says.
        verdict: One of `VERDICTS`.
        why: The reason in a sentence.
        role: Label of the occupation as the tables have it, empty if none was found.
        figures: Published figures that decide, the deciding one first.
        correct: How it could be written, empty where nothing is to be corrected or known.
        today: Newest figures of the same measure, under the codes of today.
        caveat: Why those of today cannot be compared with the claim, empty if they can.
        notes: What became of the occupation.
        references: Title and reference period of the tables by source_id.
    """

    claim: Claim
    verdict: str
    why: str
    role: str = ""
    figures: tuple[Figure, ...] = ()
    correct: str = ""
    today: tuple[Figure, ...] = ()
    caveat: str = ""
    notes: tuple[str, ...] = ()
    references: Mapping[str, str] | None = None

    @property
    def holds(self) -> bool:
        """Whether the claim may stand as it is."""
        return self.verdict in HOLDING

    @property
    def published(self) -> str:
        """The deciding figure as it is read, marked with its cell; empty if there is none."""
        return number_words(self.figures[0]) if self.figures else ""

    @property
    def figure_words(self) -> tuple[str, ...]:
        """The figures that decide, two at most, in words and marked with their cells."""
        return tuple(figure_words(figure) for figure in self.figures[:2])

    @property
    def today_words(self) -> tuple[str, ...]:
        """The figures of today in words, marked with their cells."""
        return tuple(figure_words(figure) for figure in self.today)

    @property
    def sources(self) -> tuple[str, ...]:
        """The tables of the figures that decide, in words."""
        ids = dict.fromkeys(figure.source_id for figure in self.figures[:2])
        return tuple((self.references or {}).get(name, name) for name in ids)

    def to_dict(self) -> dict[str, object]:
        """Everything as plain values, for JSON."""
        return {
            "claim": {**asdict(self.claim), "flags": sorted(self.claim.flags)}
            | ({"value": None} if self.claim.kind == "phrase" else {}),
            "verdict": self.verdict,
            "why": self.why,
            "occupation": self.role,
            "figures": [_record(figure, self.references) for figure in self.figures],
            "correct": self.correct,
            "today": [_record(figure, self.references) for figure in self.today],
            "caveat": self.caveat,
            "notes": list(self.notes),
        }


def check(
    text: str,
    titles: Titles,
    tables: Mapping[str, pd.DataFrame],
    rows_of: RowsOf,
    year: int | None = None,
) -> list[Checked]:
    """Find the claims of an article and hold each against the tables.

    Args:
        text: Plain text, Markdown or HTML.
        titles: Titles of occupations, and the roles they name.
        tables: Tables `profiles`, `profile_pay_settings`, `soc_lineage` and `sources`, and
            "places": the names of the states and territories in a column `area_title`.
        rows_of: Gives the rows of `wages`, `employment` and `projections` of codes.
        year: Year of the article, for claims that name none; today if left out.

    Returns:
        Claims with verdicts, in the order of the text.
    """
    settings = {setting_name(s) for s in tables["profile_pay_settings"]["setting"]} - {"all"}
    claims = find_claims(text, titles, tables["places"]["area_title"].tolist(), sorted(settings))
    roles = {c.subject: titles.role(c.subject) for c in claims if c.subject}
    codes = {
        code
        for role in roles.values()
        if not isinstance(role, str)
        for listed in role.codes.values()
        for code in listed
    }
    held = {**tables, **rows_of(codes)}
    desk = _Desk(held, year)
    return [desk.check(claim, roles.get(claim.subject, "")) for claim in claims]


class _Desk:
    """The tables laid out for one article."""

    def __init__(self, tables: Mapping[str, pd.DataFrame], year: int | None) -> None:
        self._tables = tables
        self._year = year
        self._figures: dict[str, list[Figure]] = {}
        self._lineage: Crosswalk | None = None
        columns = ["source_id", "title", "reference_period"]
        self._references = {
            source: f"{title} ({period})"
            for source, title, period in tables["sources"][columns].itertuples(index=False)
        }
        #: Projection that the percentage of a sentence and an occupation is of.
        self._companions: dict[tuple[str, str], str] = {}

    def check(self, claim: Claim, role: Role | str) -> Checked:
        """Judge one claim; the claims of a sentence come in its order."""
        if isinstance(role, str):
            why = role or "The article does not say which occupation this is of."
            return Checked(claim, UNCHECKED, why)
        if claim.subject not in self._figures:
            self._figures[claim.subject] = figures_of(role, claim.subject, self._tables)
        figures = self._figures[claim.subject]
        key = (claim.sentence, claim.subject)
        found = judge(claim, figures, self._year, self._companions.get(key, ""))
        if claim.kind == "growth" and found.figures and found.verdict != "wrong":
            self._companions[key] = found.figures[0].vintage
        today = _today(claim, found, figures)
        return Checked(
            claim,
            found.verdict,
            Traced(found.why),
            role.label,
            found.figures,
            _correct(found),
            today,
            Traced(self._caveat(claim, found, today, role)),
            role.notes,
            self._references,
        )

    def _caveat(self, claim: Claim, found: Judgement, today: Sequence[Figure], role: Role) -> str:
        if not today or not found.figures:
            return ""
        if claim.kind in ("growth", "phrase", "new_jobs", "openings"):
            split = [note for note in role.notes if "split into" in note]
            return " ".join([_FORECASTS, *split])
        if self._lineage is None:
            self._lineage = Crosswalk.of(self._tables["soc_lineage"])
        measure = "wages" if claim.kind == "pay" else "employment"
        years = (found.figures[0].year, today[0].year)
        try:
            return comparable(role, *years, self._lineage, measure=measure).why
        except AnalysisError as error:
            return error.what


def _today(claim: Claim, found: Judgement, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """The newest figures of the same measure, if the deciding one is older."""
    if not found.figures:
        return ()
    first = found.figures[0]
    if claim.kind in ("growth", "phrase", "new_jobs", "openings"):
        kind = "growth" if claim.kind == "phrase" else claim.kind
        same = [f for f in figures if f.kind == kind]
        newest = vintage_at(same, None)
        chosen = [f for f in same if f.vintage == newest]
        if newest == first.vintage:
            return ()
        printed = [f for f in chosen if f.series == "handbook"]
        return tuple(replace(f, kind=claim.kind) for f in printed or chosen)
    same = [
        f
        for f in figures
        if (f.kind, f.statistic, f.period, f.area_code, f.setting, f.series)
        == (first.kind, first.statistic, first.period, first.area_code, first.setting, first.series)
        and (not f.vintage or f.year == int(f.vintage[:4]))
    ]
    newest_year = max((f.year for f in same), default=first.year)
    return tuple(f for f in same if f.year == newest_year) if newest_year > first.year else ()


def _correct(found: Judgement) -> str:
    """The sentence that the tables would bear out, of what the words ask for if that is known."""
    if found.verdict in ("confirmed", UNCHECKED) or not found.figures:
        return ""
    return Traced(joined("; ", [figure_words(figure) for figure in found.figures[:2]]))


def _record(figure: Figure, references: Mapping[str, str] | None) -> dict[str, object]:
    known = {name: value for name, value in asdict(figure).items() if value not in ("", ())}
    return {
        **known,
        "cell": str(figure.cell or ""),
        "printed": number_words(figure),
        "says": figure_words(figure),
        "source": (references or {}).get(figure.source_id, ""),
    }


__all__ = ["VERDICTS", "Checked", "check"]
