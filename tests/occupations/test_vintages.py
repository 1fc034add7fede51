"""The list of occupation codes of a year or a projection is known, or nothing is guessed."""

import pytest

from labor.errors import ParseError
from labor.occupations.vintages import soc_of_estimates, soc_of_projections


@pytest.mark.parametrize(
    ("vintage", "version"),
    [
        ("2012-22", "soc_2010"),
        ("2018-28", "soc_2010"),
        ("2019-29", "oews_hybrid_2019"),
        ("2020-30", "oews_hybrid_2019"),
        ("2021-31", "soc_2018"),
        ("2025-35", "soc_2018"),
    ],
)
def test_the_codes_of_a_vintage(vintage, version):
    assert soc_of_projections(vintage) == version


@pytest.mark.parametrize("vintage", ["2010-20", "2029-39", "2018-29", "2018", "", "later"])
def test_an_unknown_vintage_is_not_guessed(vintage):
    with pytest.raises(ParseError, match="not known") as error:
        soc_of_projections(vintage)
    assert "report the vintage as new" in error.value.next_step


def test_the_codes_of_every_year_of_the_wage_estimates():
    lists = [soc_of_estimates(year) for year in range(1997, 2027)]
    assert lists == [
        *["oes_1997"] * 2,
        *["soc_2000"] * 11,
        *["oews_hybrid_2010"] * 2,
        *["soc_2010"] * 7,
        *["oews_hybrid_2019"] * 2,
        *["soc_2018"] * 6,
    ]
