"""Exposure to AI as others score it: sentences, table and what the scores do not say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

import pandas as pd

from labor.provenance.origin import Cell, Origin
from labor.provenance.text import Traced
from labor.show import words
from labor.show.answer import Answer, plain_rows
from labor.show.rows import Row, records
from labor.show.table import Field, Table

#: Scores that sentences and tables show, one for each way of asking, as a reader is told of
#: them; the others are variants in the data.
SHOWN = {
    "human_beta": "GPTs are GPTs, rated by people",
    "gpt4_beta": "GPTs are GPTs, rated by a model",
    "copilot_applicability": "Working with AI, use of Bing Copilot",
    "claude_observed": "Anthropic Economic Index, use of Claude",
}
#: What is to be read with every score.
NOT_MEASURED = (
    "No score says how many jobs or how much pay will change: the scores rate tasks that AI "
    "could do or is used for, not whether employers take it up, what it costs, or what else the "
    "work needs."
)
_DEFINED = (
    "GPTs are GPTs: the share of tasks whose time a language model could halve, with half of those "
    "for which it would need further software; ratings of 2023.",
    "Working with AI: how far conversations of 2024 with Bing Copilot did or helped with the "
    "activities of the occupation, and how well. Its authors say that it does not measure the "
    "ability of AI to replace jobs.",
    "Anthropic Economic Index: the share of tasks that Claude is used for at work, automated uses "
    "counting more; published in March 2026, held here from one public copy.",
    "A score is comparable with others of the same study only; a place is among the occupations "
    "that the study scores.",
)
#: Occupations of a role that have a sentence each.
_MOST = 3


@dataclass(frozen=True, eq=False, repr=False)
class Exposure(Answer):
    """How exposed to AI others score an occupation.

    Args:
        rows: A row per score and occupation of the role; docs/methods/exposure.md describes the
            columns.
        sources: The studies, with their licenses.
        role: Label of the role.
        agreement: Rank correlation of every two scores over the occupations that both have.
    """

    verb: ClassVar[str] = "exposure"

    role: str
    agreement: pd.DataFrame

    @property
    def sentences(self) -> tuple[str, ...]:
        """The places of each occupation, how far the studies agree, and what none measures."""
        return tuple(map(Traced, (*self._places(), self._agreement(), NOT_MEASURED)))

    @property
    def caveats(self) -> tuple[str, ...]:
        """What each score is."""
        return tuple(Traced(words.quoted(text, "the studies")) for text in _DEFINED)

    def table(self) -> Table:
        """The scores side by side, with their places."""
        return exposure_table(self.rows, self.sources)

    def tables(self) -> tuple[Table, ...]:
        """The scores, and how far every two of them agree."""
        pairs = self.agreement
        shown = pairs[pairs["first"].isin(SHOWN) & pairs["second"].isin(SHOWN)]
        return (
            self.table(),
            Table(
                caption="How far the rankings agree",
                fields=[
                    Field("Score", lambda row: SHOWN[row["first"]]),
                    Field("Other score", lambda row: SHOWN[row["second"]]),
                    Field(
                        "Occupations of both",
                        lambda row: words.counted(
                            int(row["shared"]), "occupations that both score"
                        ),
                        "shared",
                    ),
                    Field("Rank correlation", lambda row: _correlation(row), "spearman"),
                ],
                rows=records(shown),
                data=pairs,
                note="Spearman's correlation of ranks; variants of the scores are in the data.",
            ),
        )

    def heading(self) -> dict[str, Any]:
        """The role."""
        return {"role": self.role}

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain values for JSON, with the agreement of every two scores."""
        return {**super().to_dict(), "agreement": plain_rows(self.agreement)}

    def _places(self) -> Iterator[str]:
        asked = list(self.rows.groupby("asked_code", sort=False))
        for code, part in asked[:_MOST]:
            known = part[part["score"].isin(SHOWN) & part["exposure_index"].notna()]
            found = [_told(records(some)) for _, some in known.groupby("score", sort=False)]
            people = words.people(str(part["asked_title"].iloc[0]))
            if found:
                yield f"From the most exposed down, {people} ({code}) are at {'; '.join(found)}."
            else:
                yield f"None of the studies scores {people} ({code})."
        if len(asked) > _MOST:
            number = words.counted(len(asked), "occupations of the role")
            yield f"The role is {number} occupations; the table has each."

    def _agreement(self) -> str:
        pairs = self.agreement
        rows = records(pairs[pairs["first"].isin(SHOWN) & pairs["second"].isin(SHOWN)])
        rows.sort(key=lambda row: row["spearman"])
        low, high = rows[0], rows[-1]
        return (
            "The rankings agree in part: over the occupations that two of them share, their rank "
            f"correlation is from {_correlation(low)} ({SHOWN[low['first']]}, and "
            f"{SHOWN[low['second']]}) to {_correlation(high)} ({SHOWN[high['first']]}, and "
            f"{SHOWN[high['second']]})."
        )


def exposure_table(rows: pd.DataFrame, sources: pd.DataFrame) -> Table:
    """The scores of a role, a row for each score and occupation.

    Args:
        rows: Output of `exposure_of`.
        sources: Rows of the table `sources` with the studies.
    """
    shown = rows[rows["score"].isin(SHOWN)]
    fields = [
        Field("Study", lambda row: SHOWN[row["score"]]),
        Field("Score", _score, "exposure_index"),
        Field("From the most exposed down", _place),
    ]
    if len(shown) > len(SHOWN):
        fields.insert(1, Field("Occupation", lambda row: str(row["occupation_title"])))
    fields.append(Field("Code", lambda row: str(row["occupation_code"])))
    return Table(
        caption="Exposure to AI, as others score it",
        fields=fields,
        rows=records(shown),
        data=rows,
        note=f"{NOT_MEASURED} {credit(rows, sources)}",
    )


def credit(rows: pd.DataFrame, sources: pd.DataFrame) -> str:
    """Whose scores are shown, each study with its license.

    Args:
        rows: Rows of `exposure`.
        sources: Rows of the table `sources`.
    """
    used = sources[sources["source_id"].isin(rows["source_id"])]
    studies = "; ".join(f"{one['producer']} ({one['licence']})" for one in records(used))
    return f"Scores are those of {words.quoted(studies, 'the studies')}."


def _told(rows: list[Row]) -> str:
    """The place of an occupation by one study, or those of its finer occupations."""
    first, study = rows[0], SHOWN[rows[0]["score"]]
    if len(rows) > 1:
        best = min(int(row["best_place"]) for row in rows)
        worst = max(int(row["worst_place"]) for row in rows)
        number = words.counted(len(rows), "finer occupations of O*NET")
        place = _place({**first, "best_place": best, "worst_place": worst})
        return f"{place} by {study} (its {number} finer occupations)"
    code = str(first["soc_code"])
    group = "" if code == first["asked_code"] else f", scored as the group {code}"
    return f"{_place(first)} by {study} ({_score(first)}{group})"


def _score(row: Row) -> str:
    if not words.has_number(row, "exposure_index"):
        return "not scored"
    cell = Cell("exposure", (str(row["score"]), str(row["occupation_code"])), "exposure_index")
    return words.computed(float(row["exposure_index"]), _hundredths, Origin((cell,)))


def _place(row: Row) -> str:
    if not words.has_number(row, "exposure_index"):
        return ""
    best, worst, scored = (
        words.counted(int(row[name]), "occupations the study scores")
        for name in ("best_place", "worst_place", "scored")
    )
    if row["best_place"] == row["worst_place"]:
        return f"place {best} of {scored}"
    return f"places {best} to {worst} of {scored}"


def _correlation(row: Row) -> str:
    origin = Origin((), "rank correlation over all occupations that both score")
    return words.computed(float(row["spearman"]), _hundredths, origin)


def _hundredths(value: float) -> str:
    return f"{value:.2f}".replace("-", "\N{MINUS SIGN}")
