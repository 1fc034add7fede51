"""Which list of occupation codes a vintage of the Employment Projections uses."""

from __future__ import annotations

import re

from labor.errors import ParseError

#: First and last base year, and the list. The next revision of the SOC is that of 2028.
SOC_VERSIONS = (
    (2012, 2018, "soc_2010"),
    (2019, 2020, "oews_hybrid_2019"),
    (2021, 2027, "soc_2018"),
)


def soc_version(vintage: str) -> str:
    """The list that the codes of a vintage belong to.

    Args:
        vintage: Span of years as "2019-29".

    Returns:
        soc_2010 for 2012-22 to 2018-28, oews_hybrid_2019 for 2019-29 and 2020-30, soc_2018
        from 2021-31.

    Raises:
        ParseError: It is no span of ten years, or it is older or newer than is known; a guess
            would compare occupations that are not the same.
    """
    found = re.fullmatch(r"(\d{4})-(\d\d)", vintage)
    base = int(found[1]) if found and (int(found[1]) + 10) % 100 == int(found[2]) else 0
    for first, last, version in SOC_VERSIONS:
        if first <= base <= last:
            return version
    raise ParseError(
        "The occupation codes of this vintage are not known",
        where=f"Employment Projections {vintage}",
        expected="a vintage from 2012-22 to 2027-37",
        got=vintage,
        next_step="Look up the classification on the program's page of definitions and add "
        "the vintage to SOC_VERSIONS in labor/occupations/vintages.py.",
    )
