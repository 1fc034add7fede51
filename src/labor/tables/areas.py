"""Which years and areas there are estimates for, and what people call the areas."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd

from labor.errors import AnalysisError
from labor.tables.load import load
from labor.terms import NATION, STATES

_POSTAL = {postal: code for code, postal, _ in STATES} | {"US": NATION}
_SHOWN = 60


def area_code(folder: Path, area: str) -> str:
    """Find the code of an area that is named by code, postal code or title.

    Args:
        folder: Folder of the published tables.
        area: "99", "06", "CA", "California" ...

    Returns:
        The code, as in table `employment`.

    Raises:
        AnalysisError: There are no estimates for such an area; the message lists those there are.
    """
    known = _estimates(folder)
    wanted = _POSTAL.get(area.strip().upper(), area.strip()).casefold()
    for name in ("area_code", "area_title"):
        codes = known.loc[known[name].str.casefold() == wanted, "area_code"]
        if not codes.empty:
            return str(codes.iloc[0])
    areas = known.drop_duplicates("area_code").sort_values("area_code")
    listed = [
        f"{code} {title}"
        for code, title in areas[["area_code", "area_title"]].itertuples(index=False)
    ]
    raise AnalysisError(
        "There are no estimates for such an area",
        expected=", ".join(listed[:_SHOWN]),
        got=repr(area),
        next_step="Name one of these; tables of other areas can be added to data/raw.",
    )


def years_of(folder: Path, code: str) -> list[int]:
    """The years with estimates of an area.

    Args:
        folder: Folder of the published tables.
        code: Area code.

    Returns:
        Reference years, the newest last.
    """
    known = _estimates(folder)
    years = known.loc[known["area_code"] == code, "reference_year"]
    return sorted(int(year) for year in years.unique())


@cache
def _estimates(folder: Path) -> pd.DataFrame:
    columns = ["reference_year", "area_code", "area_title"]
    return load("employment", folder, columns=columns).drop_duplicates()
