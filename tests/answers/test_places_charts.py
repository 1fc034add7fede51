"""Maps and rankings of places say every number, and no more of the order than is known."""

import pandas as pd
import pytest
from drawings import Drawing
from role_rows import PLACES_2024, places, places_rows

from labor.answers.places.chart import TILES
from labor.errors import AnalysisError
from labor.figures import places_answer, places_map, places_ranking, places_table
from labor.methods import ranks
from labor.show import theme, words

WIDTHS = (theme.WIDE, theme.NARROW)


def test_every_state_and_territory_has_a_tile_of_its_own():
    assert len(TILES) == 54  # 50 states, the District of Columbia and three territories
    assert len({(column, row) for _, column, row in TILES.values()}) == 54
    assert TILES["06"][0] == "CA"
    assert TILES["72"][0] == "PR"


@pytest.mark.parametrize(("width", "value"), [(theme.WIDE, "38.5"), (theme.NARROW, "39")])
def test_a_tile_has_its_code_and_its_number(width, value):
    said = Drawing(places_map(places()).svg(width)).said
    assert {"AL", "CA", "DC", "TX", "WA", "VI", value} <= set(said)
    assert said.count("–") == 2  # not released, and no row


def test_fills_stand_for_ten_percent_from_the_nations_median():
    drawing = Drawing(places_map(places()).svg())
    tiles = [shape for shape in drawing.shapes if shape.corners[0][1] > 120]
    assert sum(shape.fill == "subject" for shape in tiles) == 2  # California and D.C.
    assert sum(shape.fill == "band" for shape in tiles) == 1  # Texas, 6% below


@pytest.mark.parametrize("width", WIDTHS)
def test_the_ranking_goes_from_high_to_low_under_the_nation(width):
    said = Drawing(places_ranking(places()).svg(width)).said
    short = {"DC": "District of Columbia", "CA": "California", "TX": "Texas", "AL": "Alabama"}
    said = said if width == WIDTHS[0] else [short.get(text, text) for text in said]
    titles = {title for _, title, _ in PLACES_2024} - {"U.S."}
    names = [text for text in said if text in titles]
    assert ("United States" if width == WIDTHS[0] else "U.S.") in said
    assert names == ["District of Columbia", "California", "Texas", "Alabama"]
    assert {"$64,690", "$59,700", "$50,250", "$47,230", "$38,540"} <= set(said)


def test_without_errors_the_order_is_called_uncertain_and_has_no_ranks():
    assert "uncertain" in places_ranking(places()).title
    assert "without ranks" in places_answer(places()).text
    assert "Groups" not in places_table(places()).html


def test_with_errors_letters_join_places_that_cannot_be_told_apart():
    told = places(errors=True)
    said = Drawing(places_ranking(told).svg()).said
    amounts = ["$64,690", "a", "$59,700", "a", "$47,230", "b", "$38,540", "c"]
    assert [text for text in said if text in amounts] == amounts
    answer = places_answer(told).text
    assert "one of California and District of Columbia" in answer
    assert "without ranks" not in answer


def test_places_without_a_figure_are_named_with_the_reason():
    said = places_answer(places()).text
    assert "BLS did not release the median of Washington." in said
    assert "The table has no row of the occupation for the Virgin Islands:" in said
    assert "$38,540 a year in Alabama to $64,690 a year in the District of Columbia" in said
    assert "2 places were 10% or more above it, 1 was 10% or more below, and 1 was" in said


def test_top_coded_places_are_limits_and_not_ranked():
    top = places_rows()
    top.loc[top["area_code"] == "06", "median_annual_usd_status"] = "top_coded"
    assert "+" in Drawing(places_map(places(top)).svg()).said
    assert "$59,700 or more" in Drawing(places_ranking(places(top)).svg()).said
    assert "are not put in order" in places_answer(places(top)).text


@pytest.mark.parametrize(
    ("middle", "said"),
    [
        (52_000, "2 places were 10% or more above it, 1 was 10% or more below"),
        (
            55_000,
            "1 place was 10% or more above it, 2 were 10% or more below, and 0 were nearer to it. "
            "For 1 more place it cannot be told",
        ),
    ],
)
def test_a_top_coded_place_counts_as_higher_where_its_limit_says_so(middle, said):
    top = places_rows()
    top.loc[top["area_code"] == "06", "median_annual_usd_status"] = "top_coded"
    top.loc[top["area_code"] == "99", "median_annual_usd"] = middle
    told = places_answer(places(top)).text
    assert said in told
    assert ("cannot be told, because only a lower limit" in told) == ("cannot" in said)


def test_no_figure_anywhere_is_said_in_words():
    none = places_rows()
    none["median_annual_usd"] = float("nan")
    none["median_annual_usd_status"] = "not_available"
    none.loc[none["area_code"] != "99", "median_hourly_usd_status"] = "not_applicable"
    none.loc[none["area_code"] != "99", "median_hourly_usd"] = float("nan")
    assert "paid by the hour" in places_answer(places(none)).text
    assert "no median pay" in places_map(places(none)).title
    assert "Alabama: not released" in places_ranking(places(none)).description


def test_of_several_codes_the_largest_is_shown_and_the_others_named():
    small = places_rows().assign(
        occupation_code="29-9021", occupation_title="Registrars", employment_jobs=10.0
    )
    both = places(pd.concat([places_rows(), small], ignore_index=True))
    assert "2 occupations" in places_answer(both).text
    assert "Registrars (29-9021)" in places_answer(both).text
    assert Drawing(places_map(both).svg()).said.count("CA") == 1


def test_a_table_without_places_is_refused():
    with pytest.raises(AnalysisError):
        places(places_rows().iloc[:1])


def test_text_is_at_least_12_pixels_where_it_is_shown():
    for chart in (places_map(places()), places_ranking(places(errors=True))):
        for width, shown in [(theme.WIDE, theme.BREAKPOINT), (theme.NARROW, 288)]:
            drawing = Drawing(chart.svg(width))
            assert min(text.size for text in drawing.texts) * shown / drawing.width >= 12


def test_letters_of_many_groups_are_told_in_short_and_never_twice():
    assert [words.groups(text) for text in ("", "a", "abc", "abcde", "abcdefhij")] == [
        "", "a", "abc", "a–e", "a–f hij",
    ]  # fmt: skip
    close = pd.DataFrame({"name": range(60), "estimate": [1000.0 - n for n in range(60)]})
    letters = ranks.groups(close.assign(rse_pct=0.4))["letters"]
    assert all(len(set(text)) == len(text) and text.isalpha() for text in letters)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_scale_keeps_room_beside_places_in_many_groups(width):
    rows = places(errors=True).rows
    many = rows.assign(letters=rows["letters"].where(rows["letters"] == "", "abcdefghijklmnopqr"))
    drawing = Drawing(places_ranking(places(many)).svg(width))
    assert {"$64,690", "a–r"} <= set(drawing.said)
    ends = [(circle.left, circle.right) for circle in drawing.circles]
    assert max(right for _, right in ends) - min(left for left, _ in ends) > width / 5
