"""A role from place to place: its pay in every state of one year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from labor.answers.places.answer import Places
from labor.answers.tables import directory_of, listed_in, of_published, processed_of
from labor.errors import AnalysisError
from labor.methods import levels, ranks
from labor.methods.composite import Pools
from labor.methods.group_pay import Groups
from labor.methods.price_levels import PriceLevels, with_price_levels
from labor.methods.role_rows import once_per_code, version_of
from labor.occupations.published import slots
from labor.show.prose import sources_used
from labor.tables.areas import years_with
from labor.tables.load import load as load_table
from labor.terms import ALL_INDUSTRIES, ALL_OCCUPATIONS, ALL_OWNERS, NATION, STATE_TYPES

if TYPE_CHECKING:
    from labor.occupations import Role


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


COLUMNS = (*levels.COLUMNS, "is_listed", "letters", "best_rank", "worst_rank")


def places_rows(
    role: Role,
    wages: pd.DataFrame,
    employment: pd.DataFrame,
    *,
    year: int,
    types: Sequence[str] = STATE_TYPES,
    pool: levels.PoolEstimate | None = None,
) -> pd.DataFrame:
    """Put the pay of a role in every state and territory of a year side by side.

    Args:
        role: Role with its codes by list of codes.
        wages: Table `wages` of the year, all areas; of the role's codes at least.
        employment: Table `employment` of the year, all areas; its rows of all occupations tell
            which places there are.
        year: Reference year.
        types: Types of areas that are shown; groups of those that cannot be told apart are only
            looked for among states.
        pool: Estimates a composite's pay from its members' rows, see `levels.pay_levels`.

    Returns:
        A row per place and code, see `levels.COLUMNS`, the nation first and then the places by
        code; a place whose table does not have the occupation keeps a row with statuses, and
        `is_listed` is False. `letters` joins places whose mean pay cannot be told apart, with the
        error rate of all pairs together kept at 10 %; `best_rank` and `worst_rank` are the
        ranks the mean can have. All three are empty for a row without a published error of the
        mean: nothing is known of such an order.

    Raises:
        AnalysisError: The year has no state in the tables.
    """
    here = employment[employment["reference_year"] == year]
    here = here[here["area_type"].isin(types) | (here["area_code"] == NATION)]
    if not here["area_type"].isin(types).any():
        raise AnalysisError(
            f"There are no estimates of states for {year}",
            expected="a year whose table of states is held",
            next_step="Choose another year, or fetch the table of states of that year.",
        )
    printed = frozenset(here.loc[here["area_code"] != NATION, "occupation_code"])
    wanted = slots(role, version_of(here, f"The jobs of {year}"), printed)
    codes = {slot.code for slot in wanted}
    own = wages[wages["occupation_code"].isin(codes) & (wages["reference_year"] == year)]
    jobs = here[here["occupation_code"].isin(codes)]
    wide = levels.side_by_side(once_per_code(own), once_per_code(jobs))
    found: dict[str, dict[str, dict[Hashable, Any]]] = defaultdict(dict)
    for row in wide.to_dict("records"):
        found[row["area_code"]][row["occupation_code"]] = row
    rows: list[dict[str, object]] = []
    areas = here.drop_duplicates("area_code").sort_values("area_code")
    for place in areas.to_dict("records"):
        by_code = found[place["area_code"]]
        rows += levels.role_rows(role, by_code, place, pool if by_code else None, wanted)
    frame = levels.as_frame(rows)
    frame = frame.assign(is_listed=frame["source_id"] != "")
    nation = frame["area_code"] == NATION
    ordered = pd.concat([frame[nation], frame[~nation]], ignore_index=True)
    return _with_ranks(ordered, is_tested=types == STATE_TYPES)


def _with_ranks(frame: pd.DataFrame, *, is_tested: bool) -> pd.DataFrame:
    """Add groups and possible ranks of the means of each code."""
    absent = pd.Series(pd.NA, index=frame.index, dtype="Int64")
    frame = frame.assign(letters="", best_rank=absent, worst_rank=absent)
    tested = frame["mean_rse_pct"].notna() & (frame["area_code"] != NATION) & is_tested
    for _, own in frame[tested].groupby(["role_kind", "occupation_code"]):
        is_yearly = (own["mean_annual_usd_status"] == "published").any()
        column = f"mean_{'annual' if is_yearly else 'hourly'}_usd"  # actors have none by the year
        part = own[own[f"{column}_status"] == "published"]
        if part.empty:
            continue
        means = pd.DataFrame(
            {
                "name": part["area_title"],
                "estimate": part[column],
                "rse_pct": part["mean_rse_pct"],
            }
        )
        ranked = ranks.rank_intervals(ranks.groups(means))
        for name in ("letters", "best_rank", "worst_rank"):
            frame.loc[part.index, name] = ranked[name]
    return frame[list(COLUMNS)]
