"""The outlook chart draws growth and openings, each on an axis of its own."""

import re

import pytest
from comparisons import ROLE, outlook_2018
from drawings import Drawing

from labor.figures import outlook_chart
from labor.show import theme

WIDTHS = (theme.WIDE, theme.NARROW)


def bars(drawing: Drawing) -> list:
    """The bars, without the subject's band."""
    return [s for s in drawing.shapes if s.fill in ("subject", "peer")]


@pytest.mark.parametrize("width", WIDTHS)
def test_every_number_is_written_beside_its_bar(width):
    said = Drawing(outlook_chart(outlook_2018()).svg(width)).said
    assert {"+10.7%", "+22.6%", "−3.5%", "+7.5%", "−0.5%"} <= set(said)
    assert {"16,800", "99,700", "7,700", "38,300", "179,500"} <= set(said)
    assert {"7.8 for every 100 jobs", "13.3 for every 100 jobs"} <= set(said)
    assert {"Change in jobs, 2018-28", "Openings a year, 2018-28"} <= set(said)


def test_phrases_are_the_handbooks_and_an_unknown_one_is_left_out():
    chart = outlook_chart(outlook_2018())
    said = Drawing(chart.svg()).said
    assert said.count("much faster than average") == 2
    assert "decline" in said
    assert not [text for text in said if "not known" in text]
    assert "Pharmacy Technicians: change in jobs +7.5%, openings 38,300" in chart.description


@pytest.mark.parametrize("width", WIDTHS)
def test_bars_begin_at_zero_and_are_as_long_as_their_numbers(width):
    outlook = outlook_2018()
    growth = dict(zip(outlook["role"], outlook["employment_change_pct"], strict=True))
    drawing = Drawing(outlook_chart(outlook).svg(width))
    first = bars(drawing)[:5]  # the panel of growth comes first, rows from fast to slow
    order = [ROLE, "Medical Assistants", "Pharmacy Technicians",
             "Information Clerks", "Medical Transcriptionists"]  # fmt: skip
    lengths = dict(zip(order, (bar.right - bar.left for bar in first), strict=True))
    unit = lengths["Medical Assistants"] / growth["Medical Assistants"]
    for role, length in lengths.items():
        assert length == pytest.approx(abs(growth[role]) * unit, abs=0.05), role
    zero = first[0].left
    assert first[1].left == first[2].left == zero
    assert first[3].right == pytest.approx(zero)
    assert first[4].right == pytest.approx(zero)


def test_growth_and_openings_share_no_axis():
    drawing = Drawing(outlook_chart(outlook_2018()).svg())
    panels = bars(drawing)
    assert len(panels) == 10
    assert max(bar.right for bar in panels[:5]) < min(bar.left for bar in panels[5:])


def test_the_finding():
    assert outlook_chart(outlook_2018()).title == (
        f"{ROLE}: jobs projected to grow 10.7% from 2018 to 2028, faster than 3 of 4 similar roles"
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (-3.5, "shrink 3.5% from 2018 to 2028, with more growth in 3 of 4 similar roles"),
        (0.0, "stay the same from 2018 to 2028, with more growth in 3 of 4 similar roles"),
        (30.0, "grow 30.0% from 2018 to 2028, faster than all 4 similar roles"),
    ],
)
def test_the_finding_says_which_way_jobs_go(change, words):
    outlook = outlook_2018()
    outlook.loc[0, "employment_change_pct"] = change
    if change == 0.0:
        outlook.loc[4, "employment_change_pct"] = 0.4
    assert outlook_chart(outlook).title.endswith(words)


def test_a_vintage_with_ten_year_totals_says_so_and_shows_no_yearly_figure():
    outlook = outlook_2018()
    outlook["openings_annual_average_jobs"] = float("nan")
    outlook["openings_annual_average_jobs_status"] = "not_applicable"
    outlook["openings_per_100_jobs"] = float("nan")
    outlook["openings_ten_year_total_jobs"] = 71_200.0
    outlook["openings_ten_year_total_jobs_status"] = "published"
    said = Drawing(outlook_chart(outlook).svg()).said
    assert "Openings in all of 2018-28" in said
    assert said.count("71,200") == 5
    assert not [text for text in said if "a year" in text or "100 jobs" in text]


@pytest.mark.parametrize("width", WIDTHS)
def test_a_role_without_a_projection_keeps_its_row(width):
    outlook = outlook_2018()
    for name in [n for n in outlook.columns if f"{n}_status" in outlook.columns]:
        outlook.loc[2, name] = float("nan")
        outlook.loc[2, f"{name}_status"] = "not_applicable"
    outlook.loc[2, ["openings_per_100_jobs", "annual_growth_pct"]] = float("nan")
    outlook.loc[2, "growth_phrase"] = ""
    chart = outlook_chart(outlook)
    assert Drawing(chart.svg(width)).said.count("not published") == 2
    assert "Medical Transcriptionists: change in jobs not published, openings not published." in (
        chart.description
    )


def test_the_text_alternative_says_every_number_of_the_bars():
    outlook = outlook_2018()
    said = set(re.findall(r"\d[\d,]*(?:\.\d)?", outlook_chart(outlook).description))
    for value in outlook["openings_annual_average_jobs"]:
        assert f"{value:,.0f}" in said
    for value in outlook["employment_change_pct"]:
        assert f"{abs(value):.1f}" in said


def test_text_is_at_least_12_pixels_where_it_is_shown():
    chart = outlook_chart(outlook_2018())
    for width, shown in [(theme.WIDE, theme.BREAKPOINT), (theme.NARROW, 350), (theme.NARROW, 288)]:
        drawing = Drawing(chart.svg(width))
        assert min(text.size for text in drawing.texts) * shown / drawing.width >= 12


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (30.0, "faster than medical assistants"),
        (22.6, "as fast as medical assistants"),
        (1.0, "slower than medical assistants"),
        (-1.0, "with more growth in medical assistants"),
    ],
)
def test_one_other_role_is_named(change, words):
    outlook = outlook_2018().iloc[:2].copy()
    outlook.loc[0, "employment_change_pct"] = change
    assert outlook_chart(outlook).title.endswith(words)
