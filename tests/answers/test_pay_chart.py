"""The pay chart draws the numbers of its table, and words where there are none."""

import re

import matplotlib as mpl
import pytest
from comparisons import (
    MEDICAL_RECORDS,
    ROLE,
    compared,
    pay_2018,
    pay_2025,
    pay_at_the_edges,
    pay_row,
)
from drawings import Drawing
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas import DataFrame

from labor.errors import AnalysisError
from labor.figures import pay_chart
from labor.show import theme

WIDTHS = (theme.WIDE, theme.NARROW)
MONEY = re.compile(r"\$[\d,]+")


def dollars(frame: DataFrame, *points: str) -> set[str]:
    columns = [f"{point}_annual_usd" for point in points]
    return {f"${value:,.0f}" for value in frame[columns].to_numpy().ravel() if value == value}


@pytest.mark.parametrize("width", WIDTHS)
def test_every_role_has_its_name_and_its_numbers(width):
    pay = pay_2018()
    shown = pay[pay["role_kind"] != "member"]
    said = Drawing(pay_chart(compared(pay)).svg(width)).said
    bare = {text.removesuffix(" (estimate)") for text in said}
    assert dollars(shown, "p10", "median", "p90") <= bare
    together = " ".join(said)
    for role in shown["role"]:
        assert role in together
    assert "$34,800 (estimate)" in said


@pytest.mark.parametrize("width", WIDTHS)
def test_medians_stand_where_the_scale_puts_them(width):
    pay = pay_2018(estimate=False)
    shown = pay[~pay["role_kind"].isin(["member", "composite"])]
    *dots, _key = Drawing(pay_chart(compared(pay)).svg(width)).circles
    centres = sorted((dot.left + dot.right) / 2 for dot in dots)
    medians = sorted(shown["median_annual_usd"])
    scale = (centres[-1] - centres[0]) / (medians[-1] - medians[0])
    for centre, median in zip(centres, medians, strict=True):
        assert centre - centres[0] == pytest.approx((median - medians[0]) * scale, abs=0.05)


def test_the_axis_begins_at_zero_and_is_labelled_in_dollars():
    said = Drawing(pay_chart(compared(pay_2018())).svg()).said
    assert {"$0", "$20,000", "$40,000", "$60,000"} <= set(said)


def test_the_finding_counts_the_roles_below():
    assert pay_chart(compared(pay_2018(estimate=False))).title == (
        f"{ROLE}: median pay of $40,350 a year, more than all 3 similar roles"
    )


def test_medians_that_the_errors_cannot_tell_apart_are_too_close_to_call():
    def figures(mean: int, median: int) -> tuple:
        row = list(MEDICAL_RECORDS)
        row[4], row[8] = mean, median
        return tuple(row)

    pay = DataFrame(
        [
            pay_row("A", "single", MEDICAL_RECORDS, subject=True),
            pay_row("B", "single", figures(44060, 40400)),
            pay_row("C", "single", figures(42540, 39000)),
            pay_row("D", "single", figures(47990, 44000)),
        ]
    )
    assert pay_chart(compared(pay)).title.endswith(
        "more than 1, less than 1 and too close to call against 1 of 3 similar roles"
    )


def test_a_role_that_became_two_occupations_is_two_rows_without_a_rank():
    chart = pay_chart(compared(pay_2025()))
    assert chart.title == (
        "Medical Records Specialists: median pay of $51,140 a year, and $68,020 for health "
        "information technologists and medical registrars"
    )
    assert "Medical Records Specialists: median $51,140;" in chart.description


def test_a_top_coded_end_is_an_arrow_and_words():
    pay = pay_at_the_edges()
    chart = pay_chart(compared(pay))
    drawing = Drawing(chart.svg())
    assert drawing.said.count("$208,000 or more") == 2  # the median and the upper end
    heads = [s for s in drawing.shapes if len(s.corners) in (3, 4) and s.right > drawing.width - 6]
    assert any(shape.fill == "peer" for shape in heads)
    assert "$208,000 or more" in chart.description
    assert chart.title.endswith("a year, less than surgeons")


@pytest.mark.parametrize("width", WIDTHS)
def test_what_is_not_released_is_said_in_words(width):
    chart = pay_chart(compared(pay_at_the_edges()))
    said = Drawing(chart.svg(width)).said
    assert "paid by the hour: median $17.54" in said
    assert "annual pay not published" in said
    assert "Actors: paid by the hour: median $17.54." in chart.description


def test_a_group_without_an_estimate_shows_the_range_of_its_medians():
    chart = pay_chart(compared(pay_2018(estimate=False)))
    assert "medians from $23,700 to $46,020" in Drawing(chart.svg()).said
    assert "Information Clerks: medians from $23,700 to $46,020." in chart.description


def test_the_text_alternative_says_the_numbers_of_the_data_and_no_others():
    pay = pay_2018()
    shown = pay[pay["role_kind"] != "member"]
    said = set(MONEY.findall(pay_chart(compared(pay)).description))
    assert said == dollars(shown, "p10", "p25", "median", "p75", "p90")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_image_has_a_name_and_a_description(width):
    chart = pay_chart(compared(pay_2018()))
    root = Drawing(chart.svg(width)).root
    assert root.get("role") == "img"
    named = {child.get("id"): "".join(child.itertext()) for child in root[:2]}
    assert named[root.get("aria-labelledby")] == chart.title
    assert named[root.get("aria-describedby")] == chart.description


def test_text_is_at_least_12_pixels_where_it_is_shown():
    # A phone of 390 pixels leaves 350 for the figure, one of 320 leaves 288.
    chart = pay_chart(compared(pay_2018()))
    for width, shown in [(theme.WIDE, theme.BREAKPOINT), (theme.NARROW, 350), (theme.NARROW, 288)]:
        drawing = Drawing(chart.svg(width))
        assert min(text.size for text in drawing.texts) * shown / drawing.width >= 12


def test_the_same_table_gives_the_same_bytes_whatever_the_users_settings():
    first = pay_chart(compared(pay_2018()))._repr_html_()
    with mpl.rc_context({"svg.hashsalt": None, "font.size": 40, "axes.grid": True}):
        assert pay_chart(compared(pay_2018()))._repr_html_() == first


def test_the_table_is_left_as_it_was():
    pay = pay_2018()
    before = pay.copy(deep=True)
    pay_chart(compared(pay))._repr_html_()
    assert pay.equals(before)


def test_a_code_that_is_more_than_the_role_is_shown_by_its_own_title():
    mixed = ("29-2098", "Medical Dosimetrists and Others", *MEDICAL_RECORDS[2:])
    pay = DataFrame([pay_row(ROLE, "single", mixed, subject=True, soc_version="oews_hybrid_2019")])
    chart = pay_chart(compared(pay))
    assert chart.title == "Medical Dosimetrists and Others: median pay of $40,350 a year"
    assert ROLE not in Drawing(chart.svg()).said


def test_a_role_paid_by_the_hour_is_drawn_by_the_hour():
    pay = pay_at_the_edges().iloc[2:3].assign(is_subject=True)
    chart = pay_chart(compared(pay))
    assert chart.title == "Actors: median pay of $17.54 an hour"
    assert chart.subtitle.startswith("Hourly pay")
    said = Drawing(chart.svg()).said
    assert "$17.54" in said
    assert "$0" in said


def test_a_table_without_rows_is_an_error():
    with pytest.raises(AnalysisError, match="at least one role"):
        pay_chart(compared(pay_2018().iloc[:0]))


@st.composite
def pay_tables(draw):
    """Any pay table: growing percentiles, some top-coded, some not released."""
    rows = []
    for number in range(draw(st.integers(1, 5))):
        values = sorted(draw(st.lists(st.integers(10_000, 900_000), min_size=6, max_size=6)))
        cells: list = list(values)
        open_from = draw(st.integers(1, 6))
        cells[open_from:] = [f"#{values[-1]}"] * (6 - open_from)
        if draw(st.booleans()):
            cells = ["*"] * 6
        name = draw(st.text("abcdefghij ", min_size=1, max_size=60)).strip() or "x"
        figures = (f"11-{number:04d}", name, 1000, 1.0, cells[0], 0.5, *cells[1:])
        rows.append(pay_row(f"{name}{number}", "single", figures, subject=number == 0))
    return DataFrame(rows)


@settings(max_examples=25, deadline=None)
@given(pay_tables())
def test_any_table_gives_a_drawing_that_keeps_inside_and_says_no_nan(pay):
    chart = pay_chart(compared(pay))
    for width in WIDTHS:
        drawing = Drawing(chart.svg(width))
        assert not [text for text in drawing.said if "nan" in text.lower().split()]
        for shape in drawing.shapes:
            assert shape.left >= -3  # the ground under a text reaches a little beyond it
            assert shape.right <= drawing.width + 3
        for text in drawing.texts:
            assert -1 <= text.x <= drawing.width + 1
            assert 0 <= text.y <= drawing.height + 1
