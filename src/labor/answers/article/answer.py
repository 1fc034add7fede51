"""An article with its claims checked: for each its verdict and the published figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, ClassVar

import pandas as pd

from labor.answers.article.claims import Claim, LeftOut
from labor.answers.article.published import Figure, figure_text, number_text
from labor.answers.article.support import CONTRADICTED, SIGNS, CheckedStatement
from labor.answers.article.text import Sentence
from labor.answers.article.verdicts import HOLDING, UNCHECKED, VERDICTS
from labor.provenance.text import Live, Traced, plain
from labor.show import words
from labor.show.answer import Answer
from labor.show.prose import sources_used
from labor.show.table import Field, Row, Table

_COLUMNS = (
    *("sentence", "claim", "kind", "verdict", "why", "occupation", "occupation_code"),
    *("value_usd_pct_or_jobs", "period", "source_id", "correct", "today"),
)
#: Figures that are shown of those that decide on a claim.
_SHOWN = 2
#: Place that quotations from the article name as their source.
_ARTICLE = "the article"


@dataclass(frozen=True)
class CheckedClaim:
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
    def verdict_text(self) -> str:
        """The verdict after its sign, as in "✓ confirmed"."""
        return f"{VERDICTS[self.verdict].sign} {self.verdict}"

    @property
    def published(self) -> str:
        """The deciding figure as it is read, marked with its cell; empty if there is none."""
        return Traced(number_text(self.figures[0])) if self.figures else ""

    @property
    def figure_words(self) -> tuple[str, ...]:
        """The figures that decide, two at most, in words and marked with their cells."""
        return tuple(Traced(figure_text(figure)) for figure in self.figures[:_SHOWN])

    @property
    def today_words(self) -> tuple[str, ...]:
        """The figures of today in words, marked with their cells."""
        return tuple(Traced(figure_text(figure)) for figure in self.today)

    @property
    def sources(self) -> tuple[str, ...]:
        """The tables of the figures that decide, in words."""
        return tuple(map(self._reference, _ids(self.figures[:_SHOWN])))

    def lines(self) -> Iterator[str]:
        """The verdict for a terminal: the sentence, the reason, the source, and today's figures."""
        yield f"{self.claim.printed}: {self.verdict.upper()}"
        yield f"   “{self.claim.sentence}”"
        yield f"   {plain(self.why)}"
        for source in _ids(self.figures):
            yield f"   Source: {source}, {(self.references or {}).get(source, '')}"
        for figure in self.today:
            yield f"   Today: {plain(figure_text(figure))} [{figure.source_id}]"
        if self.caveat:
            yield f"   Not to be compared without care: {plain(self.caveat)}"

    def to_dict(self) -> dict[str, Any]:
        """Everything as plain values, for JSON."""
        return {
            "claim": self._claim_record(),
            "verdict": self.verdict,
            "why": plain(self.why),
            "occupation": self.role,
            "figures": [self._record(figure) for figure in self.figures],
            "correct": plain(self.correct),
            "today": [self._record(figure) for figure in self.today],
            "caveat": plain(self.caveat),
            "notes": list(self.notes),
        }

    def _claim_record(self) -> dict[str, Any]:
        """What the article says; the other readings decide only what is no accusation."""
        known = asdict(replace(self.claim, doubts=()), dict_factory=_with_lists)
        del known["doubts"]
        return known | ({"value": None} if self.claim.kind == "phrase" else {})

    def _reference(self, source: str) -> str:
        return (self.references or {}).get(source, source)

    def _record(self, figure: Figure) -> dict[str, Any]:
        known = {name: value for name, value in asdict(figure).items() if value not in ("", ())}
        return {
            **known,
            "cell": str(figure.cell or ""),
            "printed": plain(number_text(figure)),
            "says": plain(figure_text(figure)),
            "source": (self.references or {}).get(figure.source_id, ""),
        }


def _with_lists(fields: list[tuple[str, Any]]) -> dict[str, Any]:
    """Fields by name, sets as sorted lists."""
    return {n: sorted(value) if isinstance(value, frozenset) else value for n, value in fields}


@dataclass(frozen=True, eq=False, repr=False)
class Article(Answer):
    """An article and what the tables say of its claims.

    Args:
        rows: A row per claim, in the order of the text: its sentence, its words (`claim`) and
            `kind`, the `verdict` and `why`, the occupation, the published figure that decides
            with its `period` and `source_id`, how the claim could be written (`correct`), and
            the figures of `today`. `value_usd_pct_or_jobs` is the deciding figure: dollars of
            "pay", percent of "growth", jobs of the rest. Empty text stands where nothing is
            known.
        sources: Rows of the table `sources` that the figures come from.
        text: The sentences of the article, headings among them, in order.
        claims: The claims with their verdicts, in order.
        year: Year that the article was taken to be of; None is today.
        left_out: Numbers of the text that are no claims, each with the reason; years, which
            tell the time of other numbers, are not among them.
        statements: What the text says without numbers, as far as it was looked at: other names,
            entry education, certificates, training, similar jobs, places of work and tasks.
    """

    verb: ClassVar[str] = "check"

    text: Sequence[Sentence]
    claims: Sequence[CheckedClaim]
    year: int | None = None
    left_out: Sequence[LeftOut] = ()
    statements: Sequence[CheckedStatement] = ()

    def __iter__(self) -> Iterator[CheckedClaim]:
        return iter(self.claims)

    def __len__(self) -> int:
        return len(self.claims)

    @property
    def sentences(self) -> tuple[str, ...]:
        """How many claims hold, how the others fail, and which these are."""
        return (*self._on_claims, *self._on_statements)

    @property
    def _on_claims(self) -> tuple[str, ...]:
        if not self.claims:
            return (
                "No claim on pay or outlook was found in this text.",
                "That is no sign that it is right: of pay and outlook only sentences that give a "
                "number, or compare a growth with the average, are looked at.",
            )
        failing = [one for one in self.claims if not one.holds]
        holding = _holding(len(self.claims) - len(failing), len(self.claims))
        if not failing:
            return (Traced(holding),)
        if len(self.claims) == 1 and failing[0].verdict == UNCHECKED:
            return (Traced("The one claim of this article cannot be checked with these tables."),)
        others = words.listed(list(_failing(failing)))
        return Traced(holding), Traced(f"Of the others, {others}.")

    @property
    def _on_statements(self) -> tuple[str, ...]:
        """How the statements without numbers fare, and how many sentences were not looked at."""
        found = []
        if self.statements:
            counts = Counter(one.verdict for one in self.statements)
            fare = [
                f"{words.counted(counts[verdict], f'statements that are {verdict}')} "
                f"{'is' if counts[verdict] == 1 else 'are'} {verdict}"
                for verdict in SIGNS
                if counts[verdict]
            ]
            number = words.several(len(self.statements), "statement")
            text = f"Of {number} without numbers, {words.listed(fare)}"
            against = [
                quote(one.statement.words) for one in self.statements if one.verdict == CONTRADICTED
            ]
            found.append(Traced(f"{text} ({words.listed(against)})." if against else f"{text}."))
        if missed := self.sentences_not_looked_at:
            verb = "was" if missed == 1 else "were"
            found.append(Traced(f"{words.several(missed, 'sentence')} {verb} not looked at."))
        return tuple(found)

    @property
    def sentences_not_looked_at(self) -> int:
        """Number of sentences, headings left out, with neither claim, statement nor number."""
        seen = {one.claim.sentence for one in self.claims}
        seen |= {one.statement.sentence for one in self.statements}
        seen |= {one.sentence for one in self.left_out}
        return sum(not one.is_heading and one.text not in seen for one in self.text)

    @property
    def caveats(self) -> tuple[str, ...]:
        """What a verdict is not."""
        return (
            "Checked are numbers that public tables have: pay, jobs, projected growth and "
            "openings; and names, education, certificates, training, similar jobs, places and "
            "tasks, as far as O*NET and the Handbook's tables have them.",
            *self._statement_caveats,
            "Silence is no confirmation: numbers that were not judged are listed with the reason.",
            "“Cannot be checked” is no reproach: the number may be right and stand in a table "
            "that is not held here, or in one of another publisher.",
            "Rules find and judge the claims, no person. On sentences that were new to them they "
            "confirmed six to nine of ten right claims and accused up to one; "
            "docs/methods/claims.md shows the measure. "
            "Read the sentence before you write to its author.",
            "The figures of today are of the codes that hold the occupation now. They are no trend "
            "since the claim where the caution beside them says so.",
        )

    @property
    def _statement_caveats(self) -> tuple[str, ...]:
        if not self.statements:
            return ()
        return (
            "“Not in these tables” is no reproach either: the tables list what is typical, not "
            "all that is true. A task is supported if it shares its telling words with one that "
            "O*NET lists.",
        )

    def tables(self) -> tuple[Table, ...]:
        """The claims, and the statements without numbers if there are such."""
        return (self.table(), self.statement_table()) if self.statements else (self.table(),)

    def statement_table(self) -> Table:
        """A row for each statement without numbers: its verdict and what it rests on."""
        return Table(
            caption="Statements without numbers and the rows they rest on",
            fields=[
                Field("Statement", lambda row: quote(row["words"])),
                Field("Kind", lambda row: row["kind"]),
                Field("Verdict", lambda row: row["checked"].verdict_text),
                Field("Why", lambda row: Live(row["checked"].why)),
                Field("Table", lambda row: _or_none(words.quoted(row["source_id"], "sources"))),
            ],
            rows=[{**one.to_dict(), "checked": one} for one in self.statements],
            data=pd.DataFrame([one.to_dict() for one in self.statements]),
        )

    def table(self) -> Table:
        """A row for each claim: verdict, published figure with its time, occupation and table."""
        return Table(
            caption="Claims of the article and the figures that decide on them",
            fields=[
                Field("Claim", lambda row: quote(row["claim"])),
                Field("Verdict", lambda row: row["checked"].verdict_text),
                Field("Published figure", _published),
                Field("Occupation", _occupation),
                Field("Table", lambda row: _or_none(words.quoted(row["source_id"], "sources"))),
            ],
            rows=[{**_row(one), "checked": one} for one in self.claims],
            data=self.rows,
        )

    def heading(self) -> dict[str, Any]:
        """The year, how often each verdict was given, and every claim with all that is known."""
        return {
            "year": self.year,
            "verdicts": dict(Counter(one.verdict for one in self.claims)),
            "claims": [one.to_dict() for one in self.claims],
            "not_judged": [asdict(one) for one in self.left_out],
            "statements": [one.to_dict() for one in self.statements],
            "sentences_not_looked_at": self.sentences_not_looked_at,
        }

    def lines(self) -> list[str]:
        """The answer for a terminal: sentences, then each claim with its verdict and sources."""
        lines = [plain(text) for text in self.sentences]
        for number, one in enumerate(self.claims, 1):
            first, *others = one.lines()
            lines += ["", f"{number}. {first}", *others]
        if self.left_out:
            lines += ["", "Numbers that were not judged:"]
            lines += [f"- {one.printed}: {one.why}" for one in self.left_out]
        if self.statements:
            lines += ["", "Statements without numbers:"]
            lines += [line for one in self.statements for line in one.lines()]
        return [*lines, "", "What this is not:", *(f"- {plain(text)}" for text in self.caveats)]


def article_of(
    text: Sequence[Sentence],
    claims: Sequence[CheckedClaim],
    sources: pd.DataFrame,
    year: int | None = None,
    left_out: Sequence[LeftOut] = (),
    statements: Sequence[CheckedStatement] = (),
) -> Article:
    """Put an article and its claims together.

    Args:
        text: Its sentences.
        claims: Its claims with their verdicts.
        sources: Table `sources`.
        year: Year that the article is of; None is today.
        left_out: Numbers that are no claims.
        statements: Its statements without numbers, with their verdicts.
    """
    shown = [figure for one in claims for figure in (*one.figures[:_SHOWN], *one.today)]
    ids = [*_ids(shown), *(one.source_id for one in statements if one.source_id)]
    used = pd.DataFrame({"source_id": pd.Series(ids, dtype="str")})
    rows = pd.DataFrame([_row(one) for one in claims], columns=_COLUMNS)
    return Article(
        rows,
        sources_used([used], sources),
        tuple(text),
        tuple(claims),
        year,
        tuple(left_out),
        tuple(statements),
    )


def quote(text: str) -> str:
    """Words of the article in quotation marks; their numbers name the article as their place."""
    return f"“{words.quoted(text, _ARTICLE)}”"


def quoted(text: str) -> str:
    """The same without quotation marks; nothing stays nothing."""
    return words.quoted(text, _ARTICLE) if text else ""


def _ids(figures: Sequence[Figure]) -> list[str]:
    return list(dict.fromkeys(figure.source_id for figure in figures))


def _row(one: CheckedClaim) -> dict[str, Any]:
    first = one.figures[0] if one.figures else None
    values = (
        one.claim.sentence,
        one.claim.printed,
        one.claim.kind,
        one.verdict,
        plain(one.why),
        one.role,
        first.code if first else "",
        first.value if first else None,
        _time(first) if first else "",
        first.source_id if first else "",
        plain(one.correct),
        "; ".join(plain(text) for text in one.today_words),
    )
    return dict(zip(_COLUMNS, values, strict=True))


def _time(figure: Figure) -> str:
    """The year of an estimate, the span of years of a projection."""
    return str(figure.year) if figure.kind in ("pay", "jobs") else figure.vintage


def _holding(number: int, total: int) -> str:
    if total == 1:
        verb = "holds" if number else "does not hold as it is written"
        return f"The one claim of this article {verb}."
    part = words.sentence_case(words.of_all(number, total, "claim"))
    return f"{part} {'holds' if number == 1 else 'hold'} as written."


def _failing(failing: Sequence[CheckedClaim]) -> Iterator[str]:
    """Numbers of the verdicts with the claims: "2 are wrong (“$47,430” and “9%”)"."""
    counts = Counter(one.verdict for one in failing)
    for verdict, meaning in VERDICTS.items():
        if number := counts.get(verdict, 0):
            verb = "is" if number == 1 else "are"
            named = [quote(one.claim.printed) for one in failing if one.verdict == verdict]
            amount = words.counted(number, f"claims that are {verdict}")
            yield f"{amount} {verb} {meaning.counted} ({words.listed(named)})"


def _published(row: Row) -> str:
    figure = Live(row["checked"].published)
    return Live(f"{figure}, {row['period']}") if figure else "–"


def _occupation(row: Row) -> str:
    return _or_none(f"{row['occupation_code']} {row['occupation']}".strip())


def _or_none(text: str) -> str:
    return text or "–"
