"""The snapshot has every area of May 2025, with the figures of the publisher's flat file."""

import pandas as pd
import pytest
from flat_file import random_series

from labor.tables.areas import find_area
from labor.tables.load import load

#: Types of datum of the series, and the tidy cell that each is: statistic and column.
DATA = {
    1: ("", "employment_jobs"), 2: ("", "employment_rse_pct"), 3: ("mean", "hourly_wage_usd"),
    4: ("mean", "annual_wage_usd"), 5: ("mean", "rse_pct"), 6: ("p10", "hourly_wage_usd"),
    7: ("p25", "hourly_wage_usd"), 8: ("median", "hourly_wage_usd"),
    9: ("p75", "hourly_wage_usd"), 10: ("p90", "hourly_wage_usd"),
    11: ("p10", "annual_wage_usd"), 12: ("p25", "annual_wage_usd"),
    13: ("median", "annual_wage_usd"), 14: ("p75", "annual_wage_usd"),
    15: ("p90", "annual_wage_usd"), 16: ("", "jobs_per_1000"), 17: ("", "location_quotient"),
}  # fmt: skip
#: Footnotes in place of a value, and the status that they are kept as.
STATUS = {"": "published", "4": "not_available", "5": "top_coded", "8": "not_available"}


@pytest.fixture(scope="module")
def folder(project, built):
    return project / "data" / "processed"


@pytest.fixture(scope="module")
def cell(folder):
    """Gives value and status of a tidy cell of May 2025."""
    keys = ["area_code", "occupation_code"]
    found = {}
    for name, key in (("wages", [*keys, "statistic"]), ("employment", keys)):
        rows = load(name, folder, reference_year=2025, industry_code="000000")
        found[name] = rows.set_index(key).sort_index()

    def cell_of(area, occupation, datum):
        statistic, column = DATA[datum]
        key = (area, occupation, statistic) if statistic else (area, occupation)
        rows = found["wages" if statistic else "employment"].loc[[key]]
        assert len(rows) == 1, key
        return rows[column].iloc[0], rows[f"{column}_status"].iloc[0]

    return cell_of


@pytest.mark.parametrize(
    ("area", "occupation", "datum", "value"),
    [
        ("Houston", "29-2052", 13, 46_400),
        ("Houston", "29-2052", 8, 22.31),
        ("Houston", "29-2052", 1, 10_610),
        ("Houston", "29-2052", 5, 1.2),
        ("Houston", "29-2052", 17, 1.06),
        ("Abilene, TX", "11-1021", 15, 210_360),
        ("Abilene, TX", "00-0000", 1, 75_070),
    ],
)
def test_figures_of_areas_are_those_of_the_publisher(folder, cell, area, occupation, datum, value):
    code = find_area(folder, area, 2025).code
    assert cell(code, occupation, datum) == (value, "published")


def test_all_states_and_areas_of_the_newest_year_are_there(built):
    jobs = built["employment"]
    newest = jobs[(jobs["reference_year"] == 2025) & (jobs["industry_code"] == "000000")]
    areas = newest.drop_duplicates("area_code")["area_type"].value_counts()
    assert areas[["nation", "state", "territory"]].to_dict() == {
        "nation": 1, "state": 51, "territory": 3,
    }  # fmt: skip
    assert areas[["metropolitan", "nonmetropolitan"]].sum() == 528
    assert newest["area_title"].notna().all()


def test_random_cells_are_those_of_the_flat_file(cell, new_publishers, made_once):
    chosen = random_series("cells", new_publishers, made_once)
    for area, code, datum, printed, note in chosen:
        value, status = cell(area, code, datum)
        where = (area, code, datum)
        assert status == STATUS[note], where
        if note == "":
            assert value == float(printed), where
        elif note == "5":
            assert value >= (115.0 if "hourly" in DATA[datum][1] else 239_200), where
        else:
            assert pd.isna(value), where
