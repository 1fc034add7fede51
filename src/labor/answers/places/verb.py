"""A role from place to place: its pay in every state of one year."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from labor.answers.places.answer import Places
from labor.answers.places.rows import places_rows
from labor.answers.tables import directory_of, listed_in, of_published, processed_of
from labor.errors import AnalysisError
from labor.methods.composite import Pools
from labor.methods.group_pay import Groups
from labor.methods.price_levels import PriceLevels, with_price_levels
from labor.show.prose import sources_used
from labor.tables.areas import years_with
from labor.tables.load import load as load_table
from labor.terms import ALL_INDUSTRIES, ALL_OCCUPATIONS, ALL_OWNERS, STATE_TYPES


def places(
    role: str,
    year: int | None = None,
    *,
    price_level: bool = False,
    root: Path | None = None,
) -> Places:
    """Show the pay of a role in every state and territory of a year.

    Args:
        role: The role in words or as a code.
        year: Reference year; the newest with states if left out.
        price_level: Whether to show beside the pay what it is at the nation's prices.
        root: Project folder; found by itself if left out.

    Returns:
        The answer; its `rows` are a row per place and code, the nation first, with all wage
        statistics and jobs. `letters` joins places whose mean pay cannot be told apart and
        `best_rank` and `worst_rank` are the ranks it can have, where errors are published. With
        `price_level` also `price_parity_index` and `median_annual_at_national_prices_usd`.

    Raises:
        LaborError: The role is not known, or the year has no states.

    Examples:
        >>> import labor
        >>> places = labor.places("medical records specialists", 2024)
        >>> print(places.finding)  # doctest: +NORMALIZE_WHITESPACE
        Medical Records Specialists: median pay from $22,880 in Puerto Rico to $64,690 in the
        District of Columbia
    """
    processed = processed_of(root)
    found = directory_of(processed).resolve(role)
    years = years_with(processed, STATE_TYPES)
    if not years:
        raise AnalysisError(
            "There are no estimates of states in the tables",
            next_step="Take in a table of states with `labor add`, then run `labor build`.",
        )
    year = year if year is not None else years[-1]
    found, lead = of_published(found, processed, *listed_in(processed, year))
    wanted: dict[str, Any] = {
        "reference_year": year,
        "industry_code": ALL_INDUSTRIES,
        "ownership_code": ALL_OWNERS,
        "area_type": ("nation", *STATE_TYPES),
    }
    if found.kind != "composite":
        # A group is pooled with the figures of all occupations; anything else needs its own.
        # The rows of all jobs tell the places apart that lack the occupation.
        wanted["occupation_code"] = {ALL_OCCUPATIONS, *found.every_code}
    wages, employment = (load_table(name, processed, **wanted) for name in ("wages", "employment"))
    profiles, lineage = (load_table(name, processed) for name in ("profiles", "soc_lineage"))
    pool = Groups(Pools(wages, employment), profiles, lineage).figures
    rows = places_rows(found, wages, employment, year=year, pool=pool)
    used, price_year = [rows], 0
    if price_level:
        levels = PriceLevels(load_table("price_parities", processed))
        kinds = dict(zip(wages["area_code"], wages["area_type"], strict=True))
        rows, price_year = with_price_levels(rows, kinds, levels), levels.year_for(year)
        priced = rows.loc[rows["price_source_id"] != "", ["price_source_id"]]
        used = [rows, priced.set_axis(["source_id"], axis=1)]
    sources = sources_used(used, load_table("sources", processed))
    return Places(rows=rows, sources=sources, notes=found.notes, lead=lead, price_year=price_year)
