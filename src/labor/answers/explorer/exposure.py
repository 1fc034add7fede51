"""Exposure to AI as studies of others score it, for every occupation of the explorer page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from labor.answers.exposure.answer import NOT_MEASURED, SHOWN, credit
from labor.answers.tables import directory_of
from labor.provenance.text import plain
from labor.tables.load import load as load_table


def exposure_of_all(processed: Path, codes: list[str], version: str) -> dict[str, Any]:
    """The scores that `labor exposure` shows, of all occupations.

    Args:
        processed: Folder of the tables.
        codes: Occupations.
        version: Their list, one of `codes.VERSIONS`.

    Returns:
        What is to be read with the scores, and of each score its name and by occupation the
        least and the highest of its rows, which are several where a study scores finer
        occupations, with the codes of the rows; none where the study leaves it out.
    """
    table = load_table("exposure", processed)
    codebook = directory_of(processed).codebook
    held: dict[tuple[str, str], list[tuple[float, str]]] = {}
    names = ["score", "soc_code", "exposure_index", "occupation_code"]
    for score, soc_code, value, code in table[names].itertuples(index=False):
        held.setdefault((score, soc_code), []).append((float(value), str(code)))

    groups = [codebook.group_of(code, version) for code in codes]
    scores = {}
    for score, name in SHOWN.items():
        rows = [
            held.get((score, code)) or held.get((score, group), [])
            for code, group in zip(codes, groups, strict=True)
        ]
        scores[score] = {
            "name": f"AI exposure: {name}",
            "lowest": [min(one)[0] if one else None for one in rows],
            "highest": [max(one)[0] if one else None for one in rows],
            "cells": [" ".join(code for _, code in one) for one in rows],
        }
    shown = table[table["score"].isin(SHOWN)]
    note = f"{NOT_MEASURED} {plain(credit(shown, load_table('sources', processed)))}"
    return {"note": note, "scores": scores}
