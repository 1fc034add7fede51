"""Charts and words of settings say every number, and words where there is none."""

from dataclasses import replace

import pytest
from drawings import Drawing

import labor
from labor.errors import AnalysisError
from labor.figures import (
    Block,
    settings_answer,
    settings_caveats,
    settings_chart,
    settings_handbook_chart,
    settings_handbook_table,
    settings_masthead,
    settings_table,
)
from labor.show import theme

WIDTHS = (theme.WIDE, theme.NARROW)
#: Roles whose data are whole, a group, top-coded, by the year only, by the hour only, hybrid.
ROLES = ("29-2072", "information clerks", "surgeons", "legislators", "actors", "29-2098")


@pytest.fixture(scope="module")
def asked(project):
    known = {}

    def ask(role, year=2024):
        if (role, year) not in known:
            known[role, year] = labor.settings(role, year, root=project)
        return known[role, year]

    return ask


@pytest.mark.parametrize("width", WIDTHS)
def test_every_setting_drawn_has_its_share_and_its_median_in_words(asked, width):
    said = Drawing(settings_chart(asked("29-2072")).svg(width)).said
    # Table of sectors of May 2024: 122,640 of 187,910 jobs; medians $48,690 and $60,750.
    assert {"All jobs", "100%", "65%", "9%", "$50,250", "$48,690", "$60,750"} <= set(said)
    assert "Share of jobs" in said


@pytest.mark.parametrize("width", WIDTHS)
def test_bars_are_as_long_as_the_shares(asked, width):
    drawing = Drawing(settings_chart(asked("29-2072")).svg(width))
    bars = sorted(
        (shape for shape in drawing.shapes if shape.fill in ("subject", "peer") and _is_bar(shape)),
        key=lambda shape: shape.corners[0][1],
    )
    lengths = [_right(bar) - _left(bar) for bar in bars]
    assert lengths[1] / lengths[0] == pytest.approx(122_640 / 187_910, abs=0.01)


def _is_bar(shape):
    return _right(shape) - _left(shape) > 1 and len(shape.corners) in (4, 5)


def _left(shape):
    return min(x for x, _ in shape.corners)


def _right(shape):
    return max(x for x, _ in shape.corners)


def test_the_answer_begins_with_the_largest_employers_and_their_pay(asked):
    first, second, third, *_ = settings_answer(asked("29-2072")).text.splitlines()
    # The Handbook 2024-34 prints 28% and $56,520, 19% and $45,620.
    assert "28% were in hospitals (state, local, and private). Another 19% were in off" in first
    assert "was $56,520 in the first, $45,620 in the second and " in first
    assert "187,910 wage and salary jobs" in second
    assert "$44,720 a year in information to $63,360 in finance and insurance" in third


def test_the_chart_draws_the_largest_industries_and_counts_the_others(asked):
    chart = settings_chart(asked("29-2072", 2025))
    finer = chart.table.data.loc[chart.table.data["part_of"] != ""]
    assert finer["share_of_jobs_pct"].min() >= 5
    assert finer.groupby("part_of").size().max() <= 3
    assert "smaller industries inside them are in the table." in chart.subtitle


def test_a_limit_below_a_median_that_is_printed_is_no_end_of_the_range(asked):
    # May 2025: $506,320 in health care and, of head offices, at least $239,200.
    text = settings_answer(asked("cardiologist", 2025)).text
    assert "The median is $506,320 a year in health care and social assistance. It is " in text
    assert "$239,200 or more in head offices of companies. Over all settings it is $496,0" in text


def test_a_difference_that_chance_may_make_is_said_so(asked):
    text = settings_answer(asked("29-2072")).text
    assert "finance and insurance. It cannot be told apart from that in information" in text


def test_of_another_year_than_the_survey_the_handbook_comes_second(asked):
    first, owners, *others = settings_answer(asked("29-2071", 2018)).text.splitlines()
    assert first.startswith("The survey of May 2018 counted ")
    assert "Of these, 34% were in hospitals" in first
    assert "58,290 private, 9,640 of local government and 3,720 of state government" in owners
    assert any("in 2024, 28% were in hospitals" in text for text in others)
    assert any("134,190 jobs (64%) were elsewhere or are not released" in text for text in others)


def test_a_group_shows_ranges_of_medians_and_floors(asked):
    chart = settings_chart(asked("information clerks"))
    assert "at least 20% of jobs, medians $33,280 to $48,370" in chart.description
    assert "never averaged" in settings_caveats(asked("information clerks")).text
    assert "at least less" not in settings_table(asked("information clerks")).html


def test_pay_beyond_the_published_limit_stays_at_least(asked):
    assert "$239,200 or more" in settings_chart(asked("surgeons")).description
    assert "only known to be at least that" in settings_caveats(asked("surgeons")).text
    assert "ask for the others by code" in settings_answer(asked("surgeons")).text


def test_a_role_without_a_page_of_employers_gets_a_sentence(asked):
    found = asked("legislators")
    shown = settings_handbook_chart(found)
    assert isinstance(shown, Block)
    assert shown.text == "The Handbook prints no employers of legislators."
    assert settings_handbook_table(found).rows == []
    assert len(found.tables()) == 1
    with pytest.raises(AnalysisError, match="The Handbook prints no employers of legislators"):
        found.handbook_chart()


def test_without_jobs_by_setting_the_chart_is_a_sentence(asked):
    found = asked("29-2072")
    known = (found.rows["kind"] == "setting") & (found.rows["evidence"] == "survey")
    bare = replace(found, rows=found.rows[~known])
    assert settings_chart(bare).text.endswith("released for May 2024.")
    with pytest.raises(AnalysisError, match="There is no chart"):
        bare.chart()


def test_pay_by_the_hour_is_told_by_the_hour(asked):
    text = settings_answer(asked("actors")).text
    assert "28% were those of the self-employed" in text
    assert "$23.33 an hour" in text
    # The mean of the largest sector is not released, so nothing is said of its order.
    assert "whose mean pay and its error are released" in text


@pytest.mark.parametrize("role", ROLES)
def test_no_role_shows_a_missing_value_or_an_empty_chart(asked, role):
    rows = asked(role)
    blocks = (settings_masthead(rows), settings_answer(rows), settings_caveats(rows))
    shown = [block.text for block in blocks]
    for chart in (settings_chart(rows), settings_handbook_chart(rows)):
        if isinstance(chart, Block):
            shown.append(chart.text)
            continue
        shown += [chart.title, chart.subtitle, chart.description, chart.table.html]
        for width in WIDTHS:
            said = Drawing(chart.svg(width)).said
            assert len(said) > 3
            shown += said
    shown.append(settings_table(rows).html)
    for text in shown:
        assert "nan" not in text.lower().replace("finan", "").replace("nance", "")
        assert "None" not in text


def test_the_table_names_owners_and_what_is_not_released(asked):
    page = settings_table(asked("29-2072")).html
    assert "private, and hospitals of states and localities" in page
    assert "Real estate, rental and leasing" in page
    assert "not released" in page
    assert "cannot be told apart by their mean pay" in page


def test_both_evidences_are_kept_apart_in_words(asked):
    text = settings_caveats(asked("29-2072")).text
    assert "so the two shares differ" in text
    assert "federal hospitals" in text
    assert "billing, coding or staffing firm" in text


def test_a_member_is_told_that_the_handbook_describes_its_group(asked):
    text = settings_caveats(asked("file clerks")).text
    assert "describes the role together with others, as information clerks" in text


@pytest.mark.parametrize("role", ROLES)
def test_settings_inside_a_main_one_are_parts_of_it_with_their_share(asked, role):
    found = asked(role, 2025)
    table = found.table()
    main, names = None, [str(row["setting"]) for row in table.rows]
    for row in table.rows:
        if row["kind"] == "setting" and not row["part_of"]:
            main = row
        elif row["kind"] == "setting":
            assert row["part_of"] == main["industry_code"]
            assert row["employment_jobs"] < main["employment_jobs"] or main["is_floor"]
            assert row["share_of_jobs_pct"] >= 1
    finer = {row["setting"] for row in found.parts} - set(names)
    assert ("All finer settings are in the data" in table.note) == bool(finer)
    assert finer <= set(table.data["setting"])
    assert "designation" not in table.html.lower()
