"""Which list of occupation codes the wage estimates of a year and a vintage of projections use."""

from __future__ import annotations

import re

from labor.errors import ParseError, report_as_new
from labor.terms import YEARS_AHEAD

#: First year of the wage estimates that uses a list, newest first.
_ESTIMATES = (
    (2021, "soc_2018"),
    (2019, "oews_hybrid_2019"),
    (2012, "soc_2010"),
    (2010, "oews_hybrid_2010"),
    (1999, "soc_2000"),
)
#: First and last base year of the projections that use a list. The next SOC is that of 2028.
_PROJECTIONS = (
    (2012, 2018, "soc_2010"),
    (2019, 2020, "oews_hybrid_2019"),
    (2021, 2027, "soc_2018"),
)
#: A span of years: "2024-34".
_SPAN = re.compile(r"(\d{4})-(\d\d)")


def soc_of_estimates(year: int) -> str:
    """The list of occupation codes that the wage estimates of a reference year use."""
    return next((version for first, version in _ESTIMATES if year >= first), "oes_1997")


def soc_of_projections(vintage: str) -> str:
    """The list of occupation codes that a vintage of the Employment Projections uses.

    Args:
        vintage: Span of years as "2019-29".

    Returns:
        soc_2010 for 2012-22 to 2018-28, oews_hybrid_2019 for 2019-29 and 2020-30, soc_2018
        from 2021-31.

    Raises:
        ParseError: It is no span of ten years, or it is older or newer than is known; a guess
            would compare occupations that are not the same.
    """
    base, _ = years_of(vintage) or (0, 0)
    for first, last, version in _PROJECTIONS:
        if first <= base <= last:
            return version
    raise ParseError(
        "The occupation codes of this vintage are not known",
        where=f"Employment Projections {vintage}",
        expected="a vintage from 2012-22 to 2027-37",
        got=vintage,
        next_step=report_as_new("Check the vintage on the program's page.", "the vintage"),
    )


def years_of(vintage: str) -> tuple[int, int] | None:
    """Base and target year of a vintage such as "2024-34"; None if it is no span of ten years."""
    found = _SPAN.fullmatch(vintage)
    if not found or (int(found[1]) + YEARS_AHEAD) % 100 != int(found[2]):
        return None
    return int(found[1]), int(found[1]) + YEARS_AHEAD
