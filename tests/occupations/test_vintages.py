"""The list of occupation codes of a projection is known, or nothing is guessed."""

import pytest

from labor.errors import ParseError
from labor.occupations.vintages import soc_version


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
    assert soc_version(vintage) == version


@pytest.mark.parametrize("vintage", ["2010-20", "2029-39", "2018-29", "2018", "", "later"])
def test_an_unknown_vintage_is_not_guessed(vintage):
    with pytest.raises(ParseError, match="not known") as error:
        soc_version(vintage)
    assert "occupations/vintages.py" in error.value.next_step
