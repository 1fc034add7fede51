"""The history chart is broken where other jobs are counted, and says what may not be compared."""

import pytest
from drawings import Drawing
from role_rows import BASE_INDEX, MEDIANS, WHY, history, history_rows

from labor.errors import AnalysisError
from labor.figures import (
    history_answer,
    history_caveats,
    history_chart,
    history_masthead,
    history_notes,
)
from labor.show import theme
from labor.show.canvas import text_width

WIDTHS = (theme.WIDE, theme.NARROW)


def joins(drawing: Drawing) -> list:
    """Lines between two dots."""
    lines = [s for s in drawing.shapes if s.stroke == "subject" and len(s.corners) == 2]
    return [line for line in lines if line.left < line.right]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("real", [True, False])
def test_years_of_different_jobs_are_never_joined(width, real):
    drawing = Drawing(history_chart(history(), real=real).svg(width))
    assert len(drawing.circles) == len(MEDIANS)
    segments = {segment for segment, *_ in MEDIANS}
    assert len(joins(drawing)) == len(MEDIANS) - len(segments)


@pytest.mark.parametrize("width", WIDTHS)
def test_each_break_has_a_letter_that_a_list_above_explains_in_words(width):
    said = " ".join(Drawing(history_chart(history()).svg(width)).said)
    for words in ("A Title of 29-2071 (29-2071), 2016 to", "B Title of 29-2098 (29-2098), 2019 to"):
        assert words in said
    assert " A B C, D " in said
    assert "C Title of 29-2072 (29-2072), 2021 to" in said


@pytest.mark.parametrize("width", WIDTHS)
def test_no_number_crosses_a_break_unless_it_is_of_the_newest_year_and_named(width):
    drawing = Drawing(history_chart(history()).svg(width))
    breaks = [s.left for s in drawing.shapes if s.stroke == "axis" and s.left == s.right]
    crossing = [
        text.said
        for text in drawing.texts
        if text.bold and "$" in text.said
        if any(text.x < at < text.x + text_width(text.said, text.size, bold=True) for at in breaks)
    ]
    assert breaks
    assert all(said[0] in "CD" for said in crossing)
    assert width == theme.NARROW or not crossing


def test_dots_stand_as_high_as_their_numbers():
    drawing = Drawing(history_chart(history(), real=False).svg())
    middles = sorted(
        (shape.left, sum(y for _, y in shape.corners) / len(shape.corners))
        for shape in drawing.circles
    )
    heights = [y for _, y in middles[:5]]
    medians = [median for _, _, _, median, _ in MEDIANS[:5]]
    step = (heights[0] - heights[4]) / (medians[4] - medians[0])
    for height, median in zip(heights, medians, strict=True):
        assert heights[0] - height == pytest.approx((median - medians[0]) * step, abs=0.1)


def test_the_answer_has_both_changes_and_no_change_across_a_break():
    said = history_answer(history()).text
    nominal = (47180 / 46660 - 1) * 100
    real = (47180 / 292.296) / (46660 / 269.195) * 100 - 100
    assert f"rose {nominal:.1f}% in dollars; what it buys fell {-real:.1f}%" in said
    assert "4 series, not one, and they break at 2019 and 2021" in said
    across = (47180 / 40350 - 1) * 100
    assert f"{across:.1f}%" not in said


def test_real_pay_is_in_prices_of_the_base_year():
    real = 46660 * BASE_INDEX / 269.195
    assert f"${round(real, -1):,.0f}" in history_answer(history()).text
    assert "prices of May 2018" in history_chart(history()).subtitle


def test_breaks_and_notes_are_listed():
    assert history_caveats(history()).text.count(WHY) == 2  # one for each year of a break
    assert "from 2021 (29-2072 and 29-9021) is not joined" in history_caveats(history()).text
    assert history_notes(history()).text == "Note 1, from 2017. A method changed."


def test_a_top_coded_year_is_an_arrow_and_not_a_change():
    top = history_rows()
    for name in ("median_annual_usd", "median_annual_real_usd"):
        top[f"{name}_status"] = "top_coded"
    drawing = Drawing(history_chart(history(top)).svg())
    assert drawing.circles == []
    assert joins(drawing) == [] or all(
        line.right - line.left < 5 for line in joins(drawing)
    )  # arrowheads
    assert "how it changed is not known" in history_answer(history(top)).text
    assert "is not known" in history_chart(history(top)).title


def test_pay_by_the_hour_only_is_told_by_the_hour():
    hourly = history_rows()
    for name in ("median_annual_usd", "median_annual_real_usd"):
        hourly[name] = float("nan")
        hourly[f"{name}_status"] = "not_available"
    assert "an hour" in history_answer(history(hourly)).text
    assert "$22.68" in history_chart(history(hourly), real=False).description


def test_without_any_median_the_chart_says_so():
    none = history_rows()
    for name in [n for n in none if n.startswith("median_") and n.endswith("_usd")]:
        none[name] = float("nan")
        none[f"{name}_status"] = "not_available"
    chart = history_chart(history(none))
    assert "no median pay is published" in chart.title
    assert Drawing(chart.svg()).circles == []


def test_a_year_alone_is_drawn_once():
    alone = history(history_rows().iloc[[2]])
    assert "$40,350" in Drawing(history_chart(alone).svg()).said
    assert repr(history_chart(alone, real=False)) == "May 2018 is the only year with a figure."
    assert history_caveats(alone).text == "No two years have a figure, so nothing is compared."


def test_the_text_alternative_has_the_ends_of_each_series():
    description = history_chart(history(), real=False).description
    for amount in ("$38,040 in 2016", "$40,350 in 2018", "$44,090 in 2020", "$58,250 in 2022"):
        assert amount in description


def test_text_is_at_least_12_pixels_where_it_is_shown():
    chart = history_chart(history())
    for width, shown in [(theme.WIDE, theme.BREAKPOINT), (theme.NARROW, 288)]:
        drawing = Drawing(chart.svg(width))
        assert min(text.size for text in drawing.texts) * shown / drawing.width >= 12


def test_the_masthead_gives_the_page_its_title():
    assert history_masthead(history()).facts["title"].endswith("pay from 2016 to 2022")


def test_an_empty_history_is_refused():
    with pytest.raises(AnalysisError):
        history(history_rows().iloc[:0])
