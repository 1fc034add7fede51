"""`labor panel` in words: what is published, what is pooled, and what may be concluded."""

import json

import pytest
from typer.testing import CliRunner

import labor
from labor.cli import app
from labor.errors import AnalysisError
from labor.schema.tables import ON_REQUEST


@pytest.fixture(scope="module")
def technicians():
    return labor.panel("medical records technician")


def test_the_segments_of_the_worked_example_are_told(technicians):
    assert technicians.sentences[:3] == (
        "A panel of 1 occupation over 27 years: 27 rows, 22 with published pay and 5 with pooled "
        "pay.",
        "In 8 rows the codes hold, or can hold, jobs of other occupations.",
        "Segments: 1997: 32911 (no crosswalk says whether these are the same jobs); 2000 to 2018: "
        "29-2071; 2019 to 2020: 29-2098 (40% to 50% others, up to 17% of its own elsewhere); 2021 "
        "to 2025: 29-2072 and 29-9021 (up to 14% others).",
    )
    assert list(technicians.rows.columns) == ON_REQUEST["panel"].names


def test_what_may_be_concluded_across_the_break_is_an_interval(technicians):
    (bridge,) = technicians.bridges
    assert bridge.years == (2018, 2025)
    assert (bridge.low_usd[0], bridge.high_usd[0]) == (40_350, 40_350)
    assert bridge.low_usd[1] < bridge.usd[1] < bridge.high_usd[1]
    low, high = bridge.change_pct
    assert low == pytest.approx(100 * (bridge.low_usd[1] / 40_350 - 1))
    # CPI-U: May 2018 251.588, May 2025 321.465.
    assert bridge.real_pct[1] == pytest.approx(100 * ((1 + high / 100) * 251.588 / 321.465 - 1))
    assert technicians.sentences[-1].endswith(": whether it kept up with prices cannot be told.")


def test_a_history_says_the_same_across_its_break_once_it_is_asked(technicians):
    answer = labor.history("medical records technician")
    answer.finding(), answer.sentences, answer.table(), answer.chart()
    assert "as_one_group" not in vars(answer)  # reading all occupations costs a second
    assert answer.to_dict()["as_one_group"] == [
        text for bridge in technicians.bridges for text in bridge.sentences
    ]
    assert "Across the break, as an estimate:" in answer.lines()


def test_a_rise_that_no_unknown_part_can_undo_is_called_one():
    answer = labor.panel("29-1141", "2011-2025")
    assert answer.sentences[-1].endswith(": it rose whatever the unknown part earns.")
    assert answer.bridges[0].codes == ("29-1111", "29-1141")


def test_an_occupation_without_a_break_needs_no_bridge():
    answer = labor.panel("medical assistants", [2018, 2024])
    assert answer.bridges == ()
    assert answer.rows["annual_usd"].tolist() == [33_610, 44_200]


def test_closed_sets_are_said_to_be_wide():
    answer = labor.panel("29-2072", "2018-2025", harmonize="closed")
    assert set(answer.rows["outside_high_pct"]) == {0}
    assert answer.rows["codes"].max() > 4
    assert "far wider than the occupation" in answer.caveats[0]


def test_all_occupations_and_years_are_one_table():
    answer = labor.panel(years="2021-2025")
    assert answer.rows["set_title"].nunique() == 847  # one of 848 has none
    assert not answer.rows.duplicated(["set_title", "reference_year"]).any()
    assert answer.narrow_tables() == ()
    panel = ON_REQUEST["panel"]
    panel.check(panel.conform(answer.rows))


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"years": "1066"}, "got: 1066"),
        ({"years": "May"}, "no years"),
        ({"years": [2018, 1999]}, "got: 1999"),
        ({"measure": "mode"}, "no such statistic"),
        ({"harmonize": "guess"}, "no such way"),
    ],
)
def test_what_is_not_there_is_refused(more, says):
    with pytest.raises(AnalysisError, match=says):
        labor.panel("29-2072", **more)


def test_the_command_gives_rows_and_bridges(project):
    asked = ["panel", "29-2072", "--years", "2018-2021", "--root", str(project)]
    text = CliRunner().invoke(app, asked)
    assert text.exit_code == 0
    assert text.stdout.startswith("A panel of 1 occupation over 4 years: 4 rows")
    record = json.loads(CliRunner().invoke(app, [*asked, "--json"]).stdout)
    assert [row["occupation_codes"] for row in record["rows"]] == [
        "29-2071", "29-2098", "29-2098", "29-2072",
    ]  # fmt: skip
    assert record["bridges"][0]["years"] == [2018, 2021]
