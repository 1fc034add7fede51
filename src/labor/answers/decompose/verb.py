"""A gap between the mean pay of two places or two years, split into mix and pay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from labor.answers.decompose.answer import PARTS, GapDecomposition, Side
from labor.answers.history.printed import crosswalk_of
from labor.answers.history.real_pay import deflator as deflator_of
from labor.answers.tables import directory_of, processed_of
from labor.errors import AnalysisError
from labor.methods.comparability import area_change, content_reasons, survey_reasons
from labor.methods.composite import Pools
from labor.methods.decomposition import Decomposition
from labor.methods.deflators import CPI_U, index_named, index_of, prices_by
from labor.methods.role_rows import once_per_code, rows_in_place, version_of
from labor.occupations import Role
from labor.occupations.published import slots
from labor.show.prose import sources_used
from labor.show.words import people, when
from labor.tables.areas import NamedArea, find_area, titles_by_year, year_of_estimates
from labor.tables.load import load as load_table
from labor.terms import ALL_INDUSTRIES, ALL_OCCUPATIONS, ALL_OWNERS, NATION

#: Stands for every occupation.
ALL = "all"
#: Why an occupation is not in the split, by what is not there.
NO_PAY, NO_JOBS, ELSEWHERE, OTHER_JOBS = (
    "whose mean pay is not released or only known to be above a floor",
    "whose jobs are not released",
    "published on one side only",
    "that are not published as the same jobs in both years",
)


_PlaceAndYear = tuple[int, NamedArea]


@dataclass(frozen=True)
class _Published:
    """What is published of a group in one place and year.

    Args:
        rows: Its detailed occupations: `code`, `title`, `jobs`, `mean_usd` and their errors.
        version: List of the codes.
        jobs: Jobs of the group as a whole; NaN where they are not published.
        mean: Its published mean pay; NaN where none is.
        is_converted: Whether a mean is published by the hour only.
    """

    rows: pd.DataFrame
    version: str
    jobs: float
    mean: float
    is_converted: bool


def decompose(
    group: str = ALL,
    area: str = NATION,
    against: str = NATION,
    *,
    year: int | None = None,
    since: int | None = None,
    deflator: str = CPI_U,
    root: Path | None = None,
) -> GapDecomposition:
    """Split a gap in mean pay between two places or years into mix of occupations and pay.

    Args:
        group: A group of occupations in words or as a code; "all" for all occupations.
        area: The place by code, postal code or name.
        against: The place on the other side.
        year: Reference year; the newest with data for the places if left out.
        since: An earlier year of the same place, in place of another place.
        deflator: Price index that brings the earlier of two years to the prices of the later.
        root: Project folder; found by itself if left out.

    Returns:
        The split, after Kitagawa, Oaxaca and Blinder, with both weightings; its `rows` are a row
        per detailed occupation of either side. docs/methods/decomposition.md describes the columns.

    Raises:
        LaborError: The group, a place or a year is not known, there are not two sides, fewer than
            two occupations are published on both, or the survey changed between the years.

    Examples:
        >>> gap = labor.decompose("healthcare support occupations", "MA", "TX", year=2024)
        >>> gap.first.title, gap.second.title
        ('Massachusetts', 'Texas')
    """
    processed = processed_of(root)
    sides = _sides(area, against, year, since, processed)
    is_over_time = since is not None
    role = directory_of(processed).resolve(ALL_OCCUPATIONS if group == ALL else group)
    limits = _limits(sides, processed)
    found = [_published(role, year, place, processed) for year, place in sides]
    if is_over_time:
        paired = _same_jobs(found, (sides[0][0], sides[1][0]), processed)
    else:
        paired = {code: code for code in found[0].rows["code"]}
    factor, prices = 1.0, ""
    if is_over_time:
        table = load_table("prices", processed), load_table("price_indexes", processed)
        index = prices_by(*table, index_named(deflator))
        factor = deflator_of(index, sides[1][0], sides[0][0]).factor
        prices = index_of(index).short
    rows = _side_by_side(found, paired, factor)
    used = rows["left_out"] == ""
    if used.sum() < 2:
        raise AnalysisError(
            f"There is nothing to split in the pay of {people(role.label)}",
            expected="two or more detailed occupations with mean pay and jobs on both sides",
            got=f"{int(used.sum())} of {len(rows)}",
            next_step="Name a group, such as 29-0000 or all; `labor compare` shows one occupation.",
        )
    chosen = rows[used]
    both = (chosen[[f"first_{name}", f"second_{name}"]] for name in PARTS)
    split = Decomposition(*(pair.to_numpy(dtype=float).T for pair in both))
    rows.loc[used, "mix_usd"] = split.mix_by_occupation
    rows.loc[used, "pay_usd"] = split.pay_by_occupation
    first, second = (
        Side(
            place.title if place.code != NATION else "U.S.",
            year,
            own.jobs,
            own.mean * (factor if end else 1.0),
            float(jobs.sum()),
        )
        for end, ((year, place), own, jobs) in enumerate(zip(sides, found, split.jobs, strict=True))
    )
    used_sources = pd.DataFrame(
        {"source_id": pd.concat([rows["first_source_id"], rows["second_source_id"]]).dropna()}
    )
    return GapDecomposition(
        rows=rows,
        sources=sources_used([used_sources], load_table("sources", processed)),
        role=role.label,
        first=first,
        second=second,
        split=split,
        prices=prices,
        factor=factor,
        is_converted=any(one.is_converted for one in found),
        limits=(*limits, *dict.fromkeys(note for _, place in sides for note in place.notes)),
        reading=role.reading,
    )


def _sides(
    area: str, against: str, year: int | None, since: int | None, processed: Path
) -> tuple[_PlaceAndYear, _PlaceAndYear]:
    """Year and place of the two sides, see `decompose`."""
    place = find_area(processed, area, year)
    other = find_area(processed, against, year) if since is None else place
    if (place.code == other.code) == (since is None) or (since is not None and against != NATION):
        raise AnalysisError(
            "A gap is between two places in one year, or two years of one place",
            expected="another place or an earlier year",
            got=f"{place.title} against {find_area(processed, against, year).title}"
            + (f" since {since}" if since is not None else ""),
            next_step="`labor decompose --area CA --against TX`, or `--since 2018`.",
        )
    newest = year or min(year_of_estimates(processed, one, None) for one in (place, other))
    if since is not None and since >= newest:
        raise AnalysisError(
            "The other year has to be the earlier one", expected=f"before {newest}", got=str(since)
        )
    years = newest, since if since is not None else newest
    return (
        (year_of_estimates(processed, place, years[0]), place),
        (year_of_estimates(processed, other, years[1]), other),
    )


def _limits(sides: tuple[_PlaceAndYear, _PlaceAndYear], processed: Path) -> tuple[str, ...]:
    """What the survey sets between two years, in sentences."""
    (later, place), (earlier, _) = sides
    if later == earlier:
        return ()
    reasons = survey_reasons(earlier, later, area_code=place.code)
    broken = [one.text for one in reasons if one.severity == "break"]
    titles = titles_by_year(processed)
    named = [(year, titles.get(year, {}).get(place.code, "")) for year in (earlier, later)]
    changed = area_change(named[0], named[1], place.code)
    if broken or changed:
        raise AnalysisError(
            f"Pay of {when(earlier)} and of {when(later)} may not be compared",
            got=" ".join(broken) or changed,
            next_step="Choose years on one side of the change.",
        )
    return tuple(one.text for one in reasons if one.severity != "note")


def _published(role: Role, year: int, place: NamedArea, processed: Path) -> _Published:
    """Jobs and mean pay of a group's detailed occupations in a place and year."""
    wages, jobs = (
        load_table(
            name,
            processed,
            reference_year=year,
            area_code=place.code,
            industry_code=ALL_INDUSTRIES,
            ownership_code=ALL_OWNERS,
        )
        for name in ("wages", "employment")
    )
    printed = once_per_code(rows_in_place(jobs, year, place.code)).set_index("occupation_code")
    version = version_of(printed, f"The jobs of {year}")
    table = Pools(wages, jobs).table(year, place.code)
    codes = [slot.code for slot in slots(role, version, frozenset(printed.index)) if slot.code]
    parts = sorted(
        {
            part
            for code in codes
            for part in ({code} if code in table.detailed else table.parts(code))
        }
    )
    is_known = table.rows["mean_low"] == table.rows["mean_high"]
    pay = table.rows.assign(mean_usd=table.rows["mean_low"].where(is_known))
    whole = pay.reindex(codes or [""])
    total = float(whole["employment_jobs"].sum(skipna=False))
    mean = float(whole["mean_usd"].iloc[0]) if len(whole) == 1 else np.nan
    names = {"occupation_title": "title", "employment_jobs": "jobs"}
    rows = pay.loc[parts].rename(columns=names).rename_axis("code").reset_index()
    errors = printed.loc[parts, "employment_rse_pct"].to_numpy(dtype=float, na_value=np.nan)
    converted = bool(rows["is_converted"].any())
    rows = rows.assign(jobs_rse_pct=errors)[["code", "title", *PARTS, "source_id"]]
    return _Published(rows, version, total, mean, converted)


def _same_jobs(
    found: Sequence[_Published], years: tuple[int, int], processed: Path
) -> dict[str, str]:
    """Codes of the later year by code, with the code of the earlier one that is the same jobs."""
    (later, earlier), (last, first) = years, found
    lineage, directory = crosswalk_of(processed), directory_of(processed)
    pairs = {}
    for code in last.rows["code"]:
        if first.version == last.version:
            pairs[code] = code
            continue
        role = directory.of_code(code, last.version)
        answering = {
            later: slots(role, last.version, frozenset(last.rows["code"])),
            earlier: slots(role, first.version, frozenset(first.rows["code"])),
        }
        (own, *more) = answering[earlier]
        reasons = content_reasons(role, earlier, later, lineage, answering=answering)
        if not more and own.code and all(one.severity == "note" for one in reasons):
            pairs[code] = own.code
    return pairs


def _side_by_side(
    found: Sequence[_Published], paired: dict[str, str], factor: float
) -> pd.DataFrame:
    """A row for each detailed occupation of either side, with why it is left out."""
    first, second = (
        one.rows.add_prefix(f"{name}_")
        for name, one in zip(("first", "second"), found, strict=True)
    )
    second["second_mean_usd"] *= factor
    # A code that has no pair meets none.
    first["pair"] = [paired.get(code, f"no pair of {code}") for code in first["first_code"]]
    rows = first.merge(second, how="outer", left_on="pair", right_on="second_code")
    both = rows["first_code"].notna() & rows["second_code"].notna()
    has_jobs = (rows["first_jobs"] > 0) & (rows["second_jobs"] > 0)
    has_pay = rows["first_mean_usd"].notna() & rows["second_mean_usd"].notna()
    unlike = ELSEWHERE if found[0].version == found[1].version else OTHER_JOBS
    reasons = [(~both, unlike), (~has_jobs, NO_JOBS), (~has_pay, NO_PAY)]
    rows["left_out"] = np.select([is_so for is_so, _ in reasons], [why for _, why in reasons], "")
    rows.insert(0, "occupation_code", rows["first_code"].fillna(rows["second_code"]))
    rows.insert(1, "occupation_title", rows["first_title"].fillna(rows["second_title"]))
    rows = rows.drop(columns=["pair", "first_title", "second_title"])
    return rows.sort_values("occupation_code", kind="stable", ignore_index=True)
