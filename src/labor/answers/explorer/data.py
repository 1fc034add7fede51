"""The data of the explorer page: every figure, flag, reason and wording that it shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from labor.answers.compare import pay_words
from labor.answers.explorer.packing import packed, streams
from labor.answers.exposure.answer import NOT_MEASURED, SHOWN, credit
from labor.answers.history.printed import crosswalk_of, printed_years
from labor.answers.rank import choice, select
from labor.answers.rank import words as told
from labor.answers.rank.answer import NO_PROMISE, TYPICAL
from labor.answers.rank.rows import Occupations, with_quotients
from labor.answers.rank.verb import first_alike
from labor.answers.tables import directory_of, processed_of
from labor.errors import AnalysisError
from labor.methods import levels
from labor.methods.comparability import GENERAL, FigureOfYear, comparable, soc_version_of
from labor.methods.crosswalk import Crosswalk
from labor.methods.outlook import newest_vintage
from labor.methods.percentiles import equal_pairs
from labor.methods.role_rows import once_per_code
from labor.methods.uncertainty import LEVEL, critical
from labor.occupations import Role
from labor.occupations.published import Slot, slots
from labor.provenance.text import plain
from labor.show import cautions, words
from labor.show.rows import Row, records
from labor.tables.areas import titles_by_year
from labor.tables.load import load as load_table
from labor.terms import (
    ALL_INDUSTRIES,
    ALL_OCCUPATIONS,
    ALL_OWNERS,
    EDUCATION,
    EXPERIENCE,
    NATION,
    ONET_ATTRIBUTION,
    PUBLISHED,
    STATES,
)

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
            continue
        (slot,) = own
        figure = FigureOfYear.of(role, named, version)
        if last is None or not last[1].holds_the_same(figure, lineage):
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


#: Version of the form of the data; a page reads only its own.
FORM = 2
#: Figures of an occupation in a place.
_FIGURES = ("median", "mean", "rse", "jobs", "jobs_rse", "lq")
_COLUMNS = {
    "median": "median_annual_usd",
    "mean": "mean_annual_usd",
    "rse": "mean_rse_pct",
    "jobs": "employment_jobs",
    "jobs_rse": "employment_rse_pct",
    "lq": "location_quotient",
}
#: Statuses that stand beside the figures, by what a kind of row calls them.
_STATUSES = {name: f"{column}_status" for name, column in _COLUMNS.items()} | {
    "hourly": "median_hourly_usd_status"
}
#: Columns that the figures of a place are made of.
_NEEDED = (
    *("area_code", "occupation_code", "equal_percentiles", "median_hourly_usd_status"),
    *(
        name
        for column in _COLUMNS.values()
        if column != "location_quotient"
        for name in (column, f"{column}_status")
    ),
)
#: Figures of the nation's newest year alone.
_PERCENTILES = {f"p{point}": f"p{point}_annual_usd" for point in (10, 25, 75, 90)}
#: The first sentence of `labor compare`.
_COMPARED = {
    "compared": "In {period} median pay of {name} ({code}) was {amount}.",
    "compared_one": "In {period} the median {name} ({code}) earned {amount}.",
}
#: What a mark of a chart says when the pointer or an arrow key reaches it.
_MARK = {
    "mark": "{title} ({code}): {parts}.",
    "mark_jobs": "{jobs} jobs, {share} of all {where}",
    "mark_least": "less than 0.1%",
    "mark_pay": "a median of {pay} a year",
    "mark_growth": "projected to {grows} {years} ({phrase})",
    "mark_entry": "typical entry: {education}",
    "mapped": "The map holds {jobs} of {all} jobs {where}; the others are not released by "
    "occupation, or lost to rounding.",
}
#: What the page says of a choice that it cannot follow.
_TOLD = {
    "old_link": "This link was made with other data; its choice is kept, its figures are newer or "
    "older.",
    "no_place": "The place of the link is not among those held; the nation is shown.",
    "no_code": "No figures are held for {codes}, which the link names.",
    "old_code": "{code} is a code of an older list; its figures are in the medians over the years "
    "of what is found.",
    "hourly_only": "No yearly median of {people} ({code}) is published: they are paid by the hour.",
    "no_median": "No median pay of {people} ({code}) is published for the place.",
    "location-quotient": "A location quotient sets a place against the nation: choose a place "
    "first. Median pay is shown.",
    "pay-change": "The change of pay is held for the nation alone. Median pay is shown.",
    "periods": "Pay and jobs: {when}.",
}
#: What holds of every answer of the page.
_STANDING = (
    "Pay and jobs are those of wage and salary workers; the self-employed are not in them. Growth "
    "and openings count all jobs and are those of the nation.",
    NO_PROMISE,
    TYPICAL,
    "Prices differ from place to place; the pay is as it was paid.",
    GENERAL,
)
#: Lists of titles that a search looks in; O*NET's alternate titles are too many.
_TITLES = ("soc_direct_match", "onet_reported")


def explorer_data(root: Path | None = None) -> dict[str, Any]:
    """Everything the explorer page shows, from the tidy tables.

    Args:
        root: Project folder; found by itself if left out.

    Returns:
        An object as `explorer.schema.json` describes it: occupations with what they ask for and
        their outlook, places with their newest year, the figures of both as packed numbers,
        series of the nation's medians with their breaks, titles to search, and every wording.

    Raises:
        LaborError: A table was not built.
    """
    processed = processed_of(root)
    year, vintage = _newest(processed)
    places = _places(processed, year)
    years = sorted({place["year"] for place in places}, reverse=True)
    frames = {one: Occupations(processed, one, vintage) for one in years}
    codes = sorted({str(code) for one in frames.values() for code in one.frame["occupation_code"]})
    rows = {code: row for one in reversed(years) for code, row in _by_code(frames[one].frame)}
    since = first_alike(processed, NATION, year)
    changes = dict(_by_code(frames[year].real_changes(since)))
    occupations = [_occupation(rows[code], changes.get(code, {})) for code in codes]
    example = rows[codes[0]]
    figures, kinds = _figures(processed, places, frames, codes)
    sources = load_table("sources", processed)
    content = {
        "form": FORM,
        "year": year,
        "vintage": vintage,
        "since": since,
        "in_sentence": {str(one): words.when(one) for one in (*years, since)},
        "when": {str(one): words.period(one) for one in years},
        "listed": {str(one): _places_of(frames[one].frame, codes) for one in years},
        "span": words.span(int(example["base_year"]), int(example["target_year"])),
        "years": f"from {int(example['base_year'])} to {int(example['target_year'])}",
        "are": words.are(is_in_force=True),
        "occupations": occupations,
        "places": places,
        "kinds": kinds,
        "figures": figures,
        "percentiles": _percentiles(frames[year].frame, codes),
        "scales": {one.name: list(one.categories) for one in choice.SCALES},
        "groups": _groups(processed, year, codes),
        "critical": [round(critical(1 - (1 - LEVEL) / number), 12) for number in _families(codes)],
        "series": series_of(processed, codes, year),
        "exposure": exposure_of_all(processed, codes, soc_version_of(year)),
        "titles": _titles(processed, codes, soc_version_of(year)),
        "words": _words(),
        "attribution": ONET_ATTRIBUTION.format(version=frames[year].onet_version),
        "sources": _cited(sources, places, vintage),
    }
    return {**content, "version": version_of_data(content)}


def version_of_data(data: Mapping[str, Any]) -> str:
    """Beginning of the digest of all data but the version itself.

    Args:
        data: What `explorer_data` gives.
    """
    content = {name: value for name, value in data.items() if name != "version"}
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _newest(processed: Path) -> tuple[int, str]:
    """The newest year of the nation, and the newest projection in its list of codes."""
    year = max(one for one, areas in titles_by_year(processed).items() if NATION in areas)
    projections = load_table("projections", processed)
    version = soc_version_of(year)
    alike = projections[projections["soc_version"] == version]
    if alike.empty:
        raise AnalysisError(
            f"No projection uses the list of codes of {year}",
            next_step="Run `labor build`; the tables of the snapshot have one.",
        )
    return int(year), newest_vintage(alike)


def _places(processed: Path, newest: int) -> list[dict[str, Any]]:
    """The nation and all places with figures in the newest list of codes, each in its newest year.

    The nation stands first, once for each year that a place needs it for.
    """
    by_year = titles_by_year(processed)
    version = soc_version_of(newest)
    found: dict[str, tuple[int, str]] = {}
    for year in sorted(by_year):
        if soc_version_of(year) == version and NATION in by_year[year]:
            found |= {code: (year, title) for code, title in by_year[year].items()}
    found.pop(NATION)
    states = {code for code, _, _ in STATES}
    needed = {newest, *(year for year, _ in found.values())}
    nation = [
        {"code": NATION, "title": "United States", "kind": "nation", "year": year}
        for year in sorted(needed, reverse=True)
    ]
    others = [
        {
            "code": code,
            "title": title or code,
            "kind": "state" if code in states else "area",
            "year": year,
        }
        for code, (year, title) in found.items()
    ]
    return [*nation, *sorted(others, key=lambda one: (one["kind"] != "state", one["title"]))]


def _by_code(frame: pd.DataFrame) -> Iterator[tuple[str, Row]]:
    return ((str(row["occupation_code"]), row) for row in records(frame))


def _places_of(frame: pd.DataFrame, codes: list[str]) -> list[int]:
    known = set(frame["occupation_code"])
    return [place for place, code in enumerate(codes) if code in known]


def _occupation(row: Row, change: Row) -> dict[str, Any]:
    """What an occupation is, asks for, and is projected to become."""
    title = str(row["occupation_title"])
    is_projected = row["employment_change_pct_status"] != "not_applicable"
    return {
        "code": str(row["occupation_code"]),
        "title": words.sentence_case(title),
        "official": title,
        "people": words.people(title),
        "running": words.running(title),
        "is_plural": words.plural(words.running(title)) == words.running(title),
        "education": _index(EDUCATION, row["entry_education"]),
        "experience": _index(EXPERIENCE, row["work_experience"]),
        "training": _index(choice.TRAINING, row["training"]),
        "zones": [choice.ZONES.index(one) for one in select.parts("job_zone", row["job_zone"])],
        "growth": [
            choice.GROWTH.index(one) for one in select.parts("growth_phrase", row["growth_phrase"])
        ],
        "phrase": words.growth_phrase(row),
        "growth_pct": _number(row["employment_change_pct"]) if is_projected else None,
        "grows": plain(words.change(row, "employment_change_pct")) if is_projected else "",
        "openings": _number(row["openings_annual_average_jobs"]),
        "change_pct": _number(change.get("median_real_change_pct")),
        "change_why": "" if not change else str(select.why_no_change(change)),
    }


def _words() -> dict[str, Any]:
    """Every wording of the page, those of `labor rank` and of `labor compare` among them."""
    found = told.for_page()
    return {
        **found,
        "texts": {**found["texts"], **_COMPARED, **_MARK},
        "stands": pay_words.STANDS,
        "untested": pay_words.UNTESTED,
        "not_tested": pay_words.NOT_TESTED,
        "caveats": _TOLD,
        "standing": list(_STANDING),
    }


def _index(categories: tuple[str, ...], name: object) -> int:
    return categories.index(str(name)) if name in categories else -1


def _number(value: Any) -> float | int | None:
    if value is None or pd.isna(value):
        return None
    return int(value) if float(value).is_integer() else float(value)


def _percentiles(frame: pd.DataFrame, codes: list[str]) -> dict[str, list[float | int | None]]:
    rows = dict(_by_code(frame))
    found = {}
    for name, column in _PERCENTILES.items():
        known = [rows.get(code, {}) for code in codes]
        found[name] = [
            _number(row[column]) if row.get(f"{column}_status") == "published" else None
            for row in known
        ]
    return found


def _figures(
    processed: Path,
    places: list[dict[str, Any]],
    frames: dict[int, Occupations],
    codes: list[str],
) -> tuple[str, list[dict[str, Any]]]:
    """The figures of all places as one packed text, and the kinds of rows that they are of."""
    at = {code: place for place, code in enumerate(codes)}
    tables = {}
    for year, of_nation in frames.items():
        wanted = {one["code"] for one in places if one["year"] == year}
        tables[year] = dict(iter(_of_year(processed, year, wanted, of_nation).groupby("area_code")))
    kinds: dict[tuple[object, ...], int] = {}
    described: list[dict[str, Any]] = []
    lists: dict[str, list[int]] = {name: [] for name in ("count", "at", "kind", *_FIGURES)}
    nation = _by_code(tables[places[0]["year"]][NATION])
    first = {at[code]: _integers(row) for code, row in nation}
    for place in places:
        rows = records(tables[place["year"]][place["code"]])
        rows = sorted(rows, key=_code)
        place["jobs"] = _number(rows[0]["all_jobs"]) if rows else None
        lists["count"].append(len(rows))
        before = -1
        for row in rows:
            here = at[str(row["occupation_code"])]
            lists["at"].append(here - before - 1)
            before = here
            kind = _marks(row)
            if kind not in kinds:
                kinds[kind] = len(kinds)
                described.append(_kind(row))
            lists["kind"].append(kinds[kind])
            base = first.get(here, {}) if place is not places[0] else {}
            for name, value in _integers(row).items():
                lists[name].append(value - base[name] if _is_near(name, base) else value)
    return packed(streams(lists)), described


def _code(row: Row) -> str:
    return str(row["occupation_code"])


def _is_near(name: str, base: Mapping[str, int]) -> bool:
    """Whether a figure is kept as its difference from that of the nation."""
    return bool(base) and name in ("median", "mean")


def _integers(row: Row) -> dict[str, int]:
    """Figures as whole numbers: dollars, jobs, tenths of a percent, hundredths; 0 for none."""
    scale = {"rse": 10, "jobs_rse": 10, "lq": 100}
    found = {}
    for name, column in _COLUMNS.items():
        value = row.get(column)
        is_kept = name != "lq" or row["location_quotient_status"] == "published"
        is_number = is_kept and value is not None and not pd.isna(value)
        found[name] = round(float(value or 0) * scale.get(name, 1)) if is_number else 0
    return found


def _marks(row: Row) -> tuple[object, ...]:
    """What tells kinds of rows apart: statuses, and what `cautions.in_cell` looks at."""
    statuses = (row[column] for column in _STATUSES.values())
    return (*statuses, row["equal_percentiles"], cautions.has_few_jobs(row))


def _kind(row: Row) -> dict[str, Any]:
    """What stands beside the figures of a row: statuses, and what to be careful of."""
    statuses = {name: row[column] for name, column in _STATUSES.items()}
    return dict(sorted({**statuses, "care": plain(cautions.in_cell(row))}.items()))


def _of_year(processed: Path, year: int, areas: set[str], nation: Occupations) -> pd.DataFrame:
    """Rows of all places of a year, as `rows.Occupations` has them of one."""
    wanted: dict[str, Any] = {
        "reference_year": year, "area_code": areas | {NATION}, "industry_code": ALL_INDUSTRIES,
        "ownership_code": ALL_OWNERS,
    }  # fmt: skip
    wages, jobs = (
        once_per_code(load_table(name, processed, **wanted)) for name in ("wages", "employment")
    )
    wide = levels.side_by_side(wages, jobs)
    wide = wide.assign(equal_percentiles=equal_pairs(wide))[list(_NEEDED)]
    of_nation = jobs[jobs["area_code"] == NATION]
    wide = wide[wide["occupation_code"].isin(set(nation.frame["occupation_code"]))]
    everybody = jobs[jobs["occupation_code"] == ALL_OCCUPATIONS]
    totals = everybody.set_index("area_code")["employment_jobs"]
    rows = wide.assign(all_jobs=wide["area_code"].map(totals))
    quotients = with_quotients(jobs, of_nation)
    return rows.merge(quotients, on=["area_code", "occupation_code"], how="left")


def _groups(processed: Path, year: int, codes: list[str]) -> list[dict[str, Any]]:
    """Major groups with their title."""
    version = soc_version_of(year)
    codebook = directory_of(processed).codebook
    first = sorted({code[:2] for code in codes})
    return [
        {"code": f"{one}-0000", "title": codebook.title(f"{one}-0000", version)} for one in first
    ]


def _families(codes: list[str]) -> range:
    """Numbers of tests that Holm's method can divide the chance of error by."""
    return range(1, len(codes) + 1)


def _titles(processed: Path, codes: list[str], version: str) -> str:
    """Titles of jobs by occupation, packed: a line for each, divided by tabs."""
    titles = load_table("titles", processed, columns=["title_source", "occupation_code", "title"])
    titles = titles[titles["title_source"].isin(_TITLES)]
    codebook = directory_of(processed).codebook
    group_of = {one: code for code in codes for one in (code, *codebook.detailed(code, version))}
    by_code: dict[str, set[str]] = {}
    for code, title in zip(titles["occupation_code"], titles["title"], strict=True):
        if owner := group_of.get(str(code)[:7]):
            by_code.setdefault(owner, set()).add(str(title))
    return packed("\n".join("\t".join(sorted(by_code.get(code, ()))) for code in codes).encode())


def _cited(sources: pd.DataFrame, places: list[dict[str, Any]], vintage: str) -> list[str]:
    years = {str(place["year"]) for place in places}
    is_pay = sources["source_id"].str.startswith("oews_") & sources["vintage"].isin(years)
    is_outlook = sources["source_id"].str.startswith("projections_") & (
        sources["vintage"] == vintage
    )
    is_onet = sources["source_id"].str.endswith("_job_zones")
    used = sources[is_pay | is_outlook | is_onet]
    studies = records(sources[sources["source_id"].str.startswith("exposure_")])
    # Parts of one publication have one title.
    cited = dict.fromkeys(f"{row['producer']}. {row['title']}." for row in records(used))
    return [*cited, *(f"{one['producer']}. {one['title']}. {one['licence']}." for one in studies)]


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
