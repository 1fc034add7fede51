"""A projection that is held in part only never stands for all occupations."""

import math

import pandas as pd
import pytest

from labor.answers.tables import directory_of
from labor.answers.verify.cells import Cells
from labor.errors import ReportError
from labor.methods.evidence import stems
from labor.methods.outlook import (
    all_occupations_pct,
    is_in_force,
    is_whole,
    newest_vintage,
    outlook,
)
from labor.provenance.origin import Cell

#: Groups with a code, printed by the Handbook of the vintage.
SUMMED = [
    ("animal care and service workers", "2012-22", 232_100, 15),
    ("computer support specialists", "2021-31", 875_700, 6),
    ("51-2000", "2012-22", 1_755_200, 4),
    ("assemblers and fabricators", "2012-22", 1_755_200, 4),
    ("postsecondary teachers", "2022-32", 1_333_900, 8),
]


@pytest.fixture(scope="module")
def directory(project):
    return directory_of(project / "data" / "processed")


@pytest.fixture(scope="module", params=[0.5, 0.9, 0.98])
def partly(built, request):
    """The projections with a newer vintage of which a part is held, in order of the titles."""
    rows = built["projections"]
    items = rows[
        (rows["projection_vintage"] == "2024-34") & (rows["occupation_kind"] == "line_item")
    ]
    items = items.sort_values("occupation_title")
    part = items.head(int(request.param * len(items)))
    newer = part.assign(projection_vintage="2025-35", base_year=2025, target_year=2035)
    return pd.concat([rows, newer], ignore_index=True)


def test_every_vintage_of_the_snapshot_is_whole(built):
    rows = built["projections"]
    for vintage in rows["projection_vintage"].unique():
        assert is_whole(rows, vintage), vintage
    assert newest_vintage(rows) == rows["projection_vintage"].max()


def test_a_part_never_becomes_all_occupations_together(partly):
    assert not is_whole(partly, "2025-35")
    growth, how = all_occupations_pct(partly, "2025-35")
    assert (math.isnan(growth), how) == (True, "not known")
    assert newest_vintage(partly) == "2024-34"
    assert is_in_force(partly, "2024-34")
    assert not is_in_force(partly, "2023-33")


def test_a_part_is_the_newest_only_for_roles_that_it_has(partly, directory):
    held = directory.resolve("accountants and auditors")
    lacking = directory.resolve("zoologists and wildlife biologists")
    assert newest_vintage(partly, held) == "2025-35"
    assert not is_in_force(partly, "2024-34", held)
    assert newest_vintage(partly, lacking) == "2024-34"
    assert newest_vintage(partly, held, lacking) == "2024-34"


def test_a_group_is_not_summed_over_a_part(partly, directory):
    role = directory.resolve("39-2000")
    row = outlook([role], partly, "2025-35").iloc[0]
    assert row["base_employment_jobs_status"] != "derived"


@pytest.mark.parametrize(("role", "vintage", "jobs", "growth"), SUMMED)
def test_groups_are_summed_where_a_projection_was_published_without_them(
    built, directory, role, vintage, jobs, growth
):
    row = outlook([directory.resolve(role)], built["projections"], vintage).iloc[0]
    assert row["base_employment_jobs"] == pytest.approx(jobs, abs=50 * 40)
    assert round(row["employment_change_pct"]) == growth
    assert row["base_employment_jobs_status"] == "derived"


@pytest.mark.parametrize("vintage", ["2014-24", "2018-28", "2019-29", "2023-33", "2024-34"])
def test_every_group_is_the_sum_of_its_items_in_a_table_that_prints_both(built, vintage):
    rows = built["projections"]
    rows = rows[rows["projection_vintage"] == vintage]
    items = rows[rows["occupation_kind"] == "line_item"]
    groups = rows[rows["occupation_kind"] == "summary"]
    assert len(groups) > 250
    for code, jobs in zip(groups["occupation_code"], groups["base_employment_jobs"], strict=True):
        inside = items[items["occupation_code"].str.startswith(stems(code))]
        assert abs(inside["base_employment_jobs"].sum() - jobs) <= 50 * (len(inside) + 1), code


def test_the_sum_of_a_group_is_made_again_from_its_line_items(project):
    jobs, title = (
        Cell("projections", ("2012-22", code), "base_employment_jobs")
        for code in ("39-2000", "39-2099")
    )
    cells = Cells(project / "data" / "processed", [jobs, title])
    assert cells.value(jobs) == 232_200  # 39-2011 and 39-2021
    with pytest.raises(ReportError):
        cells.value(title)
