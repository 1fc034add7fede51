"""Compare one role with similar roles: pay of one year, outlook of one projection vintage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from labor.answers.compare.caveats import caveats
from labor.answers.compare.sentences import answer
from labor.errors import AnalysisError
from labor.methods.levels import PoolEstimate, pay_levels
from labor.methods.outlook import all_occupations_pct, outlook
from labor.methods.role_rows import table
from labor.show.answer import plain_rows
from labor.show.prose import sources_used
from labor.show.words import listed, plural, running, sentence_case, when
from labor.terms import NATION

if TYPE_CHECKING:
    from labor.occupations import Role


@dataclass(frozen=True)
class Comparison:
    """One role beside similar roles.

    Args:
        title: What is compared, as a heading.
        question: The question, in one sentence.
        answer: Plain sentences with computed numbers, the answer first.
        pay: A row per occupation code, see `levels.COLUMNS`.
        outlook: A row per occupation code, see `outlook.COLUMNS`.
        caveats: What the comparison is not, in plain sentences.
        sources: Rows of `sources` that the numbers come from.
    """

    title: str
    question: str
    answer: tuple[str, ...]
    pay: pd.DataFrame
    outlook: pd.DataFrame
    caveats: tuple[str, ...]
    sources: pd.DataFrame

    def to_dict(self) -> dict[str, Any]:
        """The comparison as plain values for JSON; numbers that do not exist are None.

        Returns:
            The fields by name; a table is a list of rows.
        """
        return {
            "title": self.title,
            "question": self.question,
            "answer": list(self.answer),
            "pay": plain_rows(self.pay),
            "outlook": plain_rows(self.outlook),
            "caveats": list(self.caveats),
            "sources": plain_rows(self.sources),
        }


def compare(
    subject: Role,
    peers: Sequence[Role],
    *,
    year: int,
    projection_vintage: str,
    tables: Mapping[str, pd.DataFrame],
    area_code: str = NATION,
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
        pool: Estimates a composite's pay from its members' rows, see `composite.Pools`; without
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
    place = "" if area_code == NATION else f" in {pay['area_title'].iloc[0]}"
    return Comparison(
        title=f"{subject.label} compared with {listed(names)}" if names else subject.label,
        question=_question(subject, names, when(year) + place, projection_vintage),
        answer=answer(pay, growth, all_occupations_pct(projections, projection_vintage)),
        pay=pay,
        outlook=growth,
        caveats=caveats(roles, pay, growth, tables.get("soc_lineage")),
        sources=sources_used([pay, growth], tables.get("sources")),
    )


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
