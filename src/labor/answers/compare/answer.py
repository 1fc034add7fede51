"""Compare one role with similar roles: pay of one year, outlook of one projection vintage."""

from __future__ import annotations

import math
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
            "pay": _records(self.pay),
            "outlook": _records(self.outlook),
            "caveats": list(self.caveats),
            "sources": _records(self.sources),
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
    place = "" if area_code == NATION else f" in {pay['area_title'].iloc[0]}"
    return Comparison(
        title=f"{subject.label} compared with {listed(names)}" if names else subject.label,
        question=_question(subject, names, when(year) + place, projection_vintage),
        answer=answer(pay, growth, all_occupations_pct(projections, projection_vintage)),
        pay=pay,
        outlook=growth,
        caveats=caveats(roles, pay, growth, tables.get("soc_lineage")),
        sources=sources_of([pay, growth], tables.get("sources")),
    )


def sources_of(frames: Sequence[pd.DataFrame], sources: pd.DataFrame | None) -> pd.DataFrame:
    """The rows of `sources` that the rows of some tables come from.

    Args:
        frames: Tables with `source_id`; a cell can name several, joined by ", ".
        sources: Table `sources`; without it only the identifiers are returned.

    Returns:
        A row per raw table used, in the order of `sources`.

    Raises:
        AnalysisError: A row names a source that the table does not have.
    """
    cells = pd.concat([frame["source_id"] for frame in frames]).dropna().unique()
    used = sorted({name for cell in cells for name in cell.split(", ") if name})
    if sources is None:
        return pd.DataFrame({"source_id": pd.Series(used, dtype="str")})
    unknown = sorted(set(used) - set(sources["source_id"]))
    if unknown:
        raise AnalysisError(
            "Numbers come from a raw table that `sources` does not list",
            got=", ".join(unknown),
            next_step="Run `labor build --force`: the tables are of different builds.",
        )
    return sources[sources["source_id"].isin(used)].reset_index(drop=True)


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


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as plain values: no NaN, no pandas types."""
    return [
        {name: _plain(value) for name, value in row.items()} for row in frame.to_dict("records")
    ]


def _plain(value: object) -> object:
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value.item() if hasattr(value, "item") else value
