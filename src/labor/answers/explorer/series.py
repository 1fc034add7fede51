"""The nation's medians of every occupation over the years, in stretches that may be compared."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from labor.answers.explorer.packing import packed
from labor.answers.history.printed import crosswalk_of, printed_years
from labor.answers.tables import directory_of
from labor.methods.comparability import FigureOfYear, comparable, soc_version_of
from labor.methods.crosswalk import Crosswalk
from labor.occupations import Role
from labor.occupations.published import Slot, slots
from labor.tables.load import load as load_table
from labor.terms import ALL_INDUSTRIES, ALL_OWNERS, NATION, PUBLISHED

#: A stretch: codes, years and medians of it, and why it does not go on from the one before.
Stretch = dict[str, Any]


def series_of(processed: Path, codes: list[str], year: int) -> str:
    """Stretches of every occupation, packed as JSON, in the order of the codes.

    Args:
        processed: Folder of the tables.
        codes: Codes of the list of `year`.
        year: The newest year.
    """
    medians = _medians(processed)
    printed = {
        one: (of_year.soc_version, frozenset(of_year.codes))
        for one, of_year in printed_years(processed, "wages", NATION).items()
    }
    directory, lineage = directory_of(processed), crosswalk_of(processed)
    version = soc_version_of(year)
    reasons: dict[str, int] = {}
    found = []
    for code in codes:
        role = directory.of_code(code, version)
        stretches = _stretches(role, printed, medians, lineage)
        for one in stretches:
            one["why"] = reasons.setdefault(one["why"], len(reasons))
        found.append(stretches)
    content = {"reasons": list(reasons), "series": found}
    return packed(json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode())


def _medians(processed: Path) -> dict[tuple[int, str], float]:
    names = ["reference_year", "occupation_code", "annual_wage_usd", "annual_wage_usd_status"]
    rows = load_table(
        "wages",
        processed,
        columns=names,
        area_code=NATION,
        industry_code=ALL_INDUSTRIES,
        ownership_code=ALL_OWNERS,
        statistic="median",
    )
    rows = rows[rows["annual_wage_usd_status"] == PUBLISHED]
    return {
        (int(year), str(code)): float(value)
        for year, code, value in rows[names[:3]].itertuples(index=False)
    }


def _stretches(
    role: Role,
    printed: dict[int, tuple[str, frozenset[str]]],
    medians: dict[tuple[int, str], float],
    lineage: Crosswalk,
) -> list[Stretch]:
    stretches: list[Stretch] = []
    last: tuple[int, FigureOfYear, list[Slot]] | None = None
    for year, (version, codes) in sorted(printed.items()):
        named = slots(role, version, codes)
        own = [slot for slot in named if slot.code in codes]
        if len(own) != 1:
            if own:
                last = None if last is None else last
            continue
        (slot,) = own
        figure = FigureOfYear.of(role, named, version)
        goes_on = (
            last is not None
            and lineage.connects(last[1].version, version)
            and last[1].holds_the_same(figure, lineage)
        )
        if not goes_on:
            why = "" if last is None else _why(role, last, (year, named), lineage)
            stretches.append({"code": slot.code, "years": [], "usd": [], "why": why})
        last = year, figure, named
        stretches[-1]["years"].append(year)
        value = medians.get((year, slot.code))
        stretches[-1]["usd"].append(None if value is None else round(value))
    return stretches


def _why(
    role: Role,
    last: tuple[int, FigureOfYear, list[Slot]],
    now: tuple[int, list[Slot]],
    lineage: Crosswalk,
) -> str:
    answering = {last[0]: last[2], now[0]: now[1]}
    verdict = comparable(role, last[0], now[0], lineage, answering=answering)
    return " ".join(reason.text for reason in verdict.reasons if reason.severity == "break")
