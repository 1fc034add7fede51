"""Answers on metropolitan areas have the publisher's figures, beside those of the states."""

import pytest
from flat_file import SHOWN, random_series

import labor


@pytest.mark.parametrize(
    ("area", "median", "hourly", "jobs", "states"),
    [
        ("Houston", 46_400, 22.31, 10_610, {"Texas": 45_900}),
        ("Dallas, TX", 46_260, 22.24, 12_000, {"Texas": 45_900}),
        ("Bridgeport", 48_170, 23.16, 1_040, {"Connecticut": 47_050}),
        (
            "Washington DC", 46_660, 22.44, 6_650,
            {
                "District of Columbia": 47_410, "Virginia": 44_610, "Maryland": 45_120,
                "West Virginia": 38_210,
            },
        ),
        ("TX", 45_900, 22.07, 41_740, {}),
    ],
)  # fmt: skip
def test_pay_of_a_local_area_stands_beside_its_states_and_the_nation(
    project, area, median, hourly, jobs, states
):
    found = labor.compare("pharmacy technician", year=2025, area=area, root=project)
    own = found.pay.iloc[0]
    shown = own[["median_annual_usd", "median_hourly_usd", "employment_jobs"]]
    assert shown.tolist() == [median, hourly, jobs]
    around = found.states.set_index("area_title")["median_annual_usd"]
    assert around.to_dict() == states
    assert found.nation["median_annual_usd"].tolist() == [45_750]
    for amount in states.values():
        assert any(f"${amount:,}" in text for text in found.sentences)
    lines = "\n".join(found.narrow_tables()[1].lines())
    for amount in (median, *states.values(), 45_750):
        assert f"${amount:,}" in lines
    assert found.to_dict()["nation"][0]["median_annual_usd"] == 45_750


def test_an_occupation_that_the_area_lacks_keeps_the_figures_around_it(project):
    found = labor.compare("astronomers", year=2025, area="Houston", root=project)
    assert found.pay["median_annual_usd_status"].tolist() == ["not_applicable"]
    assert len(found.states) == len(found.nation) == 1


def test_figures_of_answers_are_those_of_the_flat_file(project, new_publishers, made_once):
    chosen = random_series("figures of answers", new_publishers, made_once)
    for area, code, datum, printed, _ in chosen:
        found = labor.compare(code, year=2025, area=area, root=project)
        own = found.pay[found.pay["occupation_code"] == code].iloc[0]
        assert own[SHOWN[datum]] == float(printed), (area, code, datum)
