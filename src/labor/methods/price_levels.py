"""What a place costs beside the nation: the regional price parity that answers for an area.

docs/methods/price-levels.md has the rule by kind of area, and what the figures do not say.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

#: First year of the estimates that have the metropolitan areas of the parities, those of July 2023.
FIRST_YEAR_OF_DELINEATION = 2024
_ALL_ITEMS = "all_items"
#: Kinds of areas that a parity can answer for, with the end of BEA's code behind the state's.
_ENDS = {"state": "000", "nonmetropolitan": "999"}
#: BEA's titles say the kind of a metropolitan area: "Akron, OH (Metropolitan Statistical Area)".
_KIND = " (Metropolitan Statistical Area)"


class PriceLevel(NamedTuple):
    """The price level of an area.

    Args:
        level: Price level, United States = 100; NaN where none answers for the area.
        year: Year of the parity; 0 where there is none.
        place: The place that BEA publishes it for, as it is called there.
        is_wider: Whether that place is wider than the area: the nonmetropolitan portion of a state.
        source_id: Raw table of the figure.
        fips: BEA's code of the place.
    """

    level: float
    year: int
    place: str
    is_wider: bool
    source_id: str
    fips: str = ""


NO_LEVEL = PriceLevel(math.nan, 0, "", is_wider=False, source_id="")


class PriceLevels:
    """The price parities, arranged to be asked by the areas of the estimates.

    Args:
        parities: Table `price_parities`.
    """

    def __init__(self, parities: pd.DataFrame) -> None:
        rows = parities[
            (parities["item"] == _ALL_ITEMS)
            & (parities["price_parity_index_status"] == "published")
        ]
        columns = ["place_fips", "year", "price_parity_index", "place_title", "source_id"]
        self._found = {
            (fips, int(year)): (float(index), title, source)
            for fips, year, index, title, source in rows[columns].to_numpy().tolist()
        }
        self.years = sorted({year for _, year in self._found})

    def year_for(self, reference_year: int) -> int:
        """The newest year of the parities that is not after that of the pay; 0 if there is none."""
        return max((year for year in self.years if year <= reference_year), default=0)

    def level(self, code: str, kind: str, title: str, reference_year: int) -> PriceLevel:
        """The price level of an area.

        Args:
            code: Area code of the estimates.
            kind: `area_type` of the area.
            title: Its title.
            reference_year: Year of the pay.

        Returns:
            The level of the place itself, or of the nonmetropolitan portion of its state; of
            none where BEA has no such place, or the area is of another delineation.
        """
        year = self.year_for(reference_year)
        if kind == "nation":
            fips = "00000"
        elif kind in _ENDS:
            fips = code[:2] + _ENDS[kind]
        elif kind == "metropolitan":
            fips = code
        else:
            return NO_LEVEL
        if (fips, year) not in self._found:
            return NO_LEVEL
        level, place, source = self._found[fips, year]
        place = place.removesuffix(_KIND)
        is_same = reference_year >= FIRST_YEAR_OF_DELINEATION or place == title
        if kind == "metropolitan" and not is_same:
            return NO_LEVEL  # the code may have held other counties
        return PriceLevel(level, year, place, kind == "nonmetropolitan", source, fips)


def with_price_levels(
    rows: pd.DataFrame, kinds: Mapping[str, str], levels: PriceLevels
) -> pd.DataFrame:
    """Put price levels, and the median at the nation's prices, beside the pay of places.

    Args:
        rows: Rows of a pay table.
        kinds: `area_type` by area code.
        levels: The parities.

    Returns:
        The rows with `price_parity_index`, `price_parity_year`, `price_parity_place`, its code in
        `price_parity_fips`, `is_wider_price_level`, `price_source_id`, and
        `median_annual_at_national_prices_usd` and `median_hourly_at_national_prices_usd` with the
        status of the median.
    """
    found = [
        levels.level(code, kinds.get(code, ""), title, int(year))
        for code, title, year in zip(
            rows["area_code"], rows["area_title"], rows["reference_year"], strict=True
        )
    ]
    index = pd.Series([one.level for one in found], index=rows.index, dtype="float64")
    added: dict[str, Any] = {
        "price_parity_index": index,
        "price_parity_year": [one.year or pd.NA for one in found],
        "price_parity_place": [one.place for one in found],
        "price_parity_fips": [one.fips for one in found],
        "is_wider_price_level": [one.is_wider for one in found],
        "price_source_id": [one.source_id for one in found],
    }
    for unit in ("annual", "hourly"):
        name = f"median_{unit}_at_national_prices_usd"
        added[name] = rows[f"median_{unit}_usd"] / index * 100
        status = rows[f"median_{unit}_usd_status"]
        added[f"{name}_status"] = status.where(index.notna(), "not_available")
    return rows.assign(**added).astype({"price_parity_year": "Int64", "price_parity_place": "str"})
