"""Scores of exposure to AI of a role, from studies of others, and their agreement."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from labor.answers.exposure.answer import Exposure
from labor.answers.tables import directory_of, processed_of
from labor.methods.ranks import rank_agreement
from labor.occupations import Role
from labor.occupations.codebook import Codebook
from labor.occupations.codes import NEWEST
from labor.schema.tables import words_of
from labor.show.prose import sources_used
from labor.tables.load import load as load_table


def exposure(role: str, *, root: Path | None = None) -> Exposure:
    """Say how exposed to AI others score an occupation, side by side.

    Args:
        role: The role in words or as a code.
        root: Project folder; found by itself if left out.

    Returns:
        The answer; its `rows` are a row per score and occupation of the role, and `agreement` a
        row per pair of scores. docs/methods/exposure.md describes the columns.

    Raises:
        LaborError: The role is not known, or the tables were not built.

    Examples:
        >>> answer = labor.exposure("medical records specialists")
        >>> answer.rows.set_index("score").loc["claude_observed", "exposure_index"].item()
        0.6674
    """
    processed = processed_of(root)
    directory = directory_of(processed)
    found = directory.resolve(role)
    scores = load_table("exposure", processed)
    rows = exposure_of(found, scores, directory.codebook)
    return Exposure(
        rows=rows,
        sources=sources_used([scores], load_table("sources", processed)),
        role=found.label,
        agreement=rank_agreement(side_by_side(scores)),
        reading=found.reading,
    )


def exposure_of(role: Role, scores: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """The scores of a role's occupations, each with its place among all that the study scores.

    Args:
        role: The role with its codes.
        scores: Table `exposure`.
        codebook: The lists of codes.

    Returns:
        Rows of `exposure` with `asked_code` and `asked_title`, the occupation of the role;
        `best_place` and `worst_place`, 1 for the highest score; and `scored`, the number of
        occupations. An occupation that a study leaves out has a row without a number.
    """
    by_score = scores.groupby("score")["exposure_index"]
    placed = scores.assign(
        best_place=by_score.rank(method="min", ascending=False).astype("Int64"),
        worst_place=by_score.rank(method="max", ascending=False).astype("Int64"),
        scored=by_score.transform("size").astype("Int64"),
    )
    parts = []
    for code in role.codes.get(NEWEST, ()):
        group = codebook.group_of(code, NEWEST)
        own = placed[placed["soc_code"] == code]
        of_group = placed[(placed["soc_code"] == group) & ~placed["score"].isin(own["score"])]
        left = [
            one
            for one in words_of("exposure_scores")
            if one not in {*own["score"], *of_group["score"]}
        ]
        without = pd.DataFrame({"score": left, "occupation_code": code, "soc_code": code})
        titled = without.assign(
            soc_version=NEWEST, occupation_title=codebook.title(code, NEWEST),
            exposure_index_status="not_applicable", source_id="",
        )  # fmt: skip
        asked = {"asked_code": code, "asked_title": codebook.title(code, NEWEST)}
        parts.append(pd.concat([own, of_group, titled]).assign(**asked))
    empty = placed.iloc[:0].assign(asked_code="", asked_title="")
    rows = pd.concat(parts, ignore_index=True) if parts else empty
    order = rows["score"].map(words_of("exposure_scores").index)
    return (
        rows.assign(order=order)
        .sort_values(["asked_code", "order", "occupation_code"], ignore_index=True)
        .drop(columns="order")
    )


def side_by_side(scores: pd.DataFrame) -> pd.DataFrame:
    """A column for each score and a row for each occupation of the SOC.

    Args:
        scores: Table `exposure`.

    Returns:
        Scores by code; missing where a study has no score of exactly this occupation, or several
        of finer occupations of O*NET, whose mean would be a score of nobody.
    """
    alone = scores[~scores.duplicated(["score", "soc_code"], keep=False)]
    wide = alone.pivot(index="soc_code", columns="score", values="exposure_index")
    return wide[[*words_of("exposure_scores")]]
