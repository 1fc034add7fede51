"""Compare one role with similar roles: pay of one year, outlook of one projection vintage."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, TypeGuard

import pandas as pd

from labor.answers.compare.caveats import caveats
from labor.answers.compare.outlook_words import growth_sentences, openings_sentences
from labor.answers.compare.pay_words import (
    beside_nation,
    beside_states,
    judged,
    pay_sentences,
)
from labor.errors import AnalysisError
from labor.methods.levels import PoolEstimate, pay_levels
from labor.methods.outlook import all_occupations_pct, is_in_force, outlook
from labor.methods.role_rows import table
from labor.provenance.text import Traced
from labor.show.answer import Answer, plain_rows, refusal, wrong_answer
from labor.show.prose import first_sentence, sources_used
from labor.show.rows import records
from labor.show.words import listed, plural, running, sentence_case, when
from labor.terms import NATION

if TYPE_CHECKING:
    from labor.occupations import Role
    from labor.show.chart import Chart
    from labor.show.table import Table

#: What names a row of both the pay and the outlook.
_KEYS = ["role", "role_kind", "is_subject", "occupation_code", "soc_version"]
#: Texts of the answer in short.
_BRIEF = 3
#: What a figure of pay, and one of the outlook, needs of its rows.
_PAY = {*_KEYS, "median_annual_usd", "mean_rse_pct", "pay_basis", "source_id"}
_OUTLOOK = {*_KEYS, "employment_change_pct", "openings_annual_average_jobs", "source_id"}


@dataclass(frozen=True)
class Comparison(Answer):
    """One role beside similar roles.

    Args:
        rows: Pay and outlook side by side, a row per role and code: the columns of `pay` and
            `outlook`, and `median_order`, how the subject's median stands to the row's
            ("higher", "lower", "tied", "unknown" or "no_test"; empty where it does not).
        sources: Rows of `sources` that the numbers come from.
        title: What is compared, as a heading.
        question: The question, in one sentence.
        pay: A row per occupation code, see `levels.COLUMNS`.
        outlook: A row per occupation code, see `outlook.COLUMNS`.
        growth_of_all: Projected growth of all occupations in percent, and how it is known.
        limits: What the comparison is not, in plain sentences.
        nation: The subject's rows of pay in the nation, where pay is that of another area.
        states: The same in the states that the area lies in, where it is a local one.
        is_in_force: Whether no newer projection is held; an older one is told in the past.
    """

    verb: ClassVar[str] = "compare"

    title: str
    question: str
    pay: pd.DataFrame
    outlook: pd.DataFrame
    growth_of_all: tuple[float, str]
    limits: tuple[str, ...]
    nation: pd.DataFrame = field(default_factory=pd.DataFrame)
    states: pd.DataFrame = field(default_factory=pd.DataFrame)
    is_in_force: bool = False

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """Pay beside the nation's, the states' and the peers'; then growth and openings."""
        first, *others = pay_sentences(records(self.pay))
        sentences = (
            first,
            *beside_nation(records(self.pay), records(self.nation)),
            *beside_states(records(self.pay), records(self.states)),
            *others,
            *self._growth,
            *self._openings,
        )
        return tuple(map(Traced, sentences))

    @cached_property
    def brief(self) -> tuple[str, ...]:
        """Pay, in an area beside that of the nation, and outlook in short sentences."""
        number = len(_own_codes(self.outlook))
        pay = pay_sentences(records(self.pay))[0]
        is_group = self.pay["role_kind"].iloc[0] == "composite"
        texts = [
            *beside_nation(records(self.pay), records(self.nation)),
            *self._growth[:number],
            *self._openings[:number],
        ]
        short = map(first_sentence, texts[: _BRIEF - 1])
        return tuple(map(Traced, [first_sentence(pay) if is_group else pay, *short]))

    @cached_property
    def _growth(self) -> Sequence[str]:
        """Sentences of growth; codes that the sentences of pay name are not named again."""
        return growth_sentences(
            self.outlook,
            self.growth_of_all,
            is_in_force=self.is_in_force,
            is_labeled=self.is_local,
            names_codes=_own_codes(self.outlook) != _own_codes(self.pay),
        )

    @cached_property
    def _openings(self) -> Sequence[str]:
        return openings_sentences(
            self.outlook, is_in_force=self.is_in_force, is_labeled=self.is_local
        )

    @property
    def is_local(self) -> bool:
        """Whether pay is that of an area, and the outlook that of the nation."""
        return bool(self.pay["area_code"].iloc[0] != NATION)

    @property
    def caveats(self) -> tuple[str, ...]:
        """What the comparison is not, in plain sentences."""
        return self.limits

    @property
    def answer(self) -> tuple[str, ...]:
        """The sentences under their old name; deprecated."""
        warnings.warn(
            "the answer of labor.compare in sentences is .sentences",
            DeprecationWarning,
            stacklevel=2,
        )
        return self.sentences

    def chart(self) -> Chart:
        """The range of pay of each role, see `pay_chart`."""
        return self.pay_chart()

    def pay_chart(self) -> Chart:
        """The range of annual pay of each role, its median marked."""
        from labor.answers.compare.pay_chart import pay_chart  # brings matplotlib

        return pay_chart(self)

    def outlook_chart(self) -> Chart:
        """Projected change in jobs and openings of each role."""
        from labor.answers.compare.outlook_chart import outlook_chart  # brings matplotlib

        return outlook_chart(self)

    def table(self) -> Table:
        """The numbers that matter most, pay and outlook side by side."""
        from labor.answers.compare.tables import comparison_table

        return comparison_table(self)

    def tables(self) -> tuple[Table, ...]:
        """Side by side; then all numbers of pay, all of the outlook, and the spread of pay."""
        from labor.answers.compare.spread import spread_table
        from labor.answers.compare.tables import outlook_table, pay_table

        return self.table(), pay_table(self), outlook_table(self), spread_table(self.pay)

    def narrow_tables(self) -> tuple[Table, ...]:
        """Pay, and outlook, in 80 columns."""
        from labor.answers.compare.tables import (
            around_table,
            narrow_outlook_table,
            narrow_pay_table,
        )

        around = [around_table(self)] if self.is_local else []
        return narrow_pay_table(self.pay), *around, narrow_outlook_table(self.outlook)

    def heading(self) -> dict[str, Any]:
        """Title and question."""
        return {"title": self.title, "question": self.question}

    def lines(self) -> list[str]:
        """The question, its answer, pay and outlook, what they are not, and the sources."""
        return [self.question, "", *super().lines()]

    def to_dict(self) -> dict[str, Any]:
        """The comparison as plain values for JSON; a number that does not exist is None.

        Returns:
            What every answer has, with `pay`, its `spread` and `outlook` as lists of rows; `answer`
            is another name of `sentences`. Where pay is that of an area, `nation` and `states`
            have the subject's rows there.
        """
        from labor.answers.compare.spread import spread_of

        whole = super().to_dict()
        tables = {"pay": plain_rows(self.pay), "spread": plain_rows(spread_of(self.pay))}
        tables |= {"outlook": plain_rows(self.outlook)}
        if self.is_local:
            tables |= {"nation": plain_rows(self.nation), "states": plain_rows(self.states)}
        return whole | {"answer": whole["sentences"]} | tables


def compare(
    subject: Role,
    peers: Sequence[Role],
    *,
    year: int,
    projection_vintage: str,
    tables: Mapping[str, pd.DataFrame],
    area_code: str = NATION,
    states: Sequence[str] = (),
    pool: PoolEstimate | None = None,
) -> Comparison:
    """Compare a role with similar roles.

    Args:
        subject: Role the question is about.
        peers: Roles to compare it with, in the order they are to be shown.
        year: Reference year of pay.
        projection_vintage: Projection vintage, such as "2018-28".
        tables: Tidy tables by name: `wages`, `employment` and `projections`; `sources`,
            `soc_lineage` and `profiles` are used when given.
        area_code: Area of pay; the outlook is always national.
        states: Codes of the states that the area lies in; the subject's pay there is shown too.
        pool: Estimates a composite's pay from its members' rows, see `pooled.Pools`; without
            it only the range of their medians is given.

    Returns:
        The comparison. A role without data keeps its rows, with statuses, and a caveat.

    Raises:
        AnalysisError: A table, the year, the area or the vintage is missing, or a role is
            compared with itself.
    """
    _check_roles(subject, peers)
    wages, employment = table(tables, "wages"), table(tables, "employment")
    projections = table(tables, "projections")
    roles = [subject, *peers]
    pay = pay_levels(roles, wages, employment, year, area_code=area_code, pool=pool)
    growth = outlook(roles, projections, projection_vintage, tables.get("profiles"))
    names = [running(peer.label) for peer in peers]
    place, nation = "", pay.iloc[:0]
    if area_code != NATION:
        place = f" in {pay['area_title'].iloc[0]}"
        held = wages.loc[wages["reference_year"] == year, "area_code"]
        if (held == NATION).any():
            nation = pay_levels([subject], wages, employment, year, pool=pool)
    around = [
        pay_levels([subject], wages, employment, year, area_code=state, pool=pool)
        for state in states
    ]
    return Comparison(
        rows=side_by_side(pay, growth),
        sources=sources_used([pay, nation, *around, growth], tables.get("sources")),
        title=f"{subject.label} compared with {listed(names)}" if names else subject.label,
        question=_question(subject, names, when(year) + place, projection_vintage),
        pay=pay,
        outlook=growth,
        growth_of_all=all_occupations_pct(projections, projection_vintage),
        limits=caveats(roles, pay, growth, tables.get("soc_lineage")),
        nation=nation,
        states=pd.concat(around, ignore_index=True) if around else pay.iloc[:0],
        is_in_force=is_in_force(projections, projection_vintage, *roles),
    )


def side_by_side(pay: pd.DataFrame, growth: pd.DataFrame) -> pd.DataFrame:
    """Pay and outlook in one table.

    Args:
        pay: Pay table of a comparison.
        growth: Outlook table of the same comparison.

    Returns:
        A row per role and code; codes of two lists do not meet. See `Comparison`.
    """
    keys = pd.concat([pay[_KEYS], growth[_KEYS]]).drop_duplicates()
    both = keys.merge(_with_order(pay), how="left", on=_KEYS).merge(
        growth.rename(columns={"source_id": "outlook_source_id"}),
        how="left",
        on=_KEYS,
        suffixes=("", "_of_outlook"),
    )
    titles = both.pop("occupation_title_of_outlook")
    return both.assign(
        occupation_title=both["occupation_title"].fillna(titles),
        median_order=both["median_order"].fillna(""),
    )


def _with_order(pay: pd.DataFrame) -> pd.DataFrame:
    verdicts = {
        (row["role"], row["occupation_code"]): order.verdict for row, order in judged(records(pay))
    }
    names = zip(pay["role"], pay["occupation_code"], pay["role_kind"], strict=True)
    orders = [
        "" if kind == "member" else verdicts.get((role, code), "") for role, code, kind in names
    ]
    return pay.rename(columns={"source_id": "pay_source_id"}).assign(median_order=orders)


def pay_of(figure: str, given: object) -> pd.DataFrame:
    """The pay table that a figure shows.

    Args:
        figure: Name of the figure, for the message.
        given: A comparison; its pay table alone is taken too, which is deprecated.

    Returns:
        A row per occupation code, see `levels.COLUMNS`.

    Raises:
        AnalysisError: It is something else.
    """
    if isinstance(given, Comparison):
        return given.pay
    if not _is_table_of(given, _PAY) or _is_of_several(given, "reference_year", "area_code"):
        raise wrong_answer(figure, (Comparison,), given)
    warnings.warn(
        f"{figure} takes the comparison itself, not its table of pay",
        DeprecationWarning,
        stacklevel=3,
    )
    return given


def outlook_of(figure: str, given: object) -> pd.DataFrame:
    """The outlook table that a figure shows.

    Args:
        figure: Name of the figure, for the message.
        given: A comparison, the answer of `labor.outlook`, or the rows of either.

    Returns:
        A row per occupation code, see `outlook.COLUMNS`.

    Raises:
        AnalysisError: It is something else.
    """
    if isinstance(given, Comparison):
        return given.outlook
    rows = given.rows if isinstance(given, Answer) else given
    if not _is_table_of(rows, _OUTLOOK) or _is_of_several(rows, "projection_vintage"):
        raise refusal(figure, ("compare", "outlook"), given)
    return rows


def _is_table_of(given: object, columns: set[str]) -> TypeGuard[pd.DataFrame]:
    return isinstance(given, pd.DataFrame) and columns <= set(given.columns)


def _is_of_several(rows: pd.DataFrame, *columns: str) -> bool:
    """Whether rows are of several years, areas or vintages, as those of other answers are."""
    return len(rows[list(columns)].drop_duplicates()) > 1


def _own_codes(rows: pd.DataFrame) -> set[str]:
    """Codes of the subject's own rows, without those of a group's occupations."""
    return set(rows.loc[rows["is_subject"] & (rows["role_kind"] != "member"), "occupation_code"])


def _check_roles(subject: Role, peers: Sequence[Role]) -> None:
    labels = [subject.label, *(peer.label for peer in peers)]
    twice = sorted({label for label in labels if labels.count(label) > 1})
    if twice:
        raise AnalysisError(
            "A role can stand in a comparison only once",
            got=", ".join(twice),
            next_step="Take the repeated role out of the peers.",
        )


def _question(subject: Role, peers: Sequence[str], period: str, vintage: str) -> str:
    people = plural(running(subject.label))
    beside = f" compare with {listed(peers)}" if peers else " look"
    return sentence_case(f"how do pay ({period}) and outlook ({vintage}) of {people}{beside}?")
