"""Openings are taken apart, and earlier projections stand beside what came of the same jobs."""

import re

import pandas as pd
import pytest
from drawings import Drawing
from role_rows import backtest, backtest_rows, outlook, outlook_with_parts, outlooks

from labor.figures import (
    anatomy_chart,
    outlook_answer,
    outlook_caveats,
    revisions_chart,
    revisions_table,
)
from labor.show import theme

WIDTHS = (theme.WIDE, theme.NARROW)


@pytest.mark.parametrize("width", WIDTHS)
def test_each_part_is_a_bar_as_long_as_its_number(width):
    drawing = Drawing(anatomy_chart(outlook()).svg(width))
    assert {"7,100", "5,800", "1,380"} <= set(drawing.said)
    bars = [s.right - s.left for s in drawing.shapes if s.fill == "peer"]
    assert len(bars) == 3
    assert bars[1] / bars[0] == pytest.approx(5800 / 7100, abs=0.01)
    assert bars[2] / bars[0] == pytest.approx(1380 / 7100, abs=0.01)


def test_the_title_says_how_many_openings_replace_people():
    share = (7100 + 5800) / (7100 + 5800 + 1380) * 100
    assert f"{share:.1f}% of openings replace people" in anatomy_chart(outlook()).title


def test_a_shrinking_occupation_has_openings_still():
    assert (
        "jobs become fewer"
        in anatomy_chart(outlook(outlook_with_parts().assign(growth_jobs=-100.0))).title
    )


def test_parts_that_are_not_published_are_said_so():
    old = outlook_with_parts().assign(exits_jobs=float("nan"))
    chart = anatomy_chart(outlook(old))
    assert "is not published" in chart.title
    assert "not published" in Drawing(chart.svg()).said


def test_a_groups_parts_are_the_sums_of_its_occupations():
    own = outlook_with_parts().assign(role_kind="composite", occupation_code="")
    own[["exits_jobs", "transfers_jobs", "growth_jobs"]] = float("nan")
    member = outlook_with_parts().assign(role_kind="member")
    group = pd.concat([own, member, member], ignore_index=True)
    assert {"14,200", "11,600", "2,760"} <= set(Drawing(anatomy_chart(outlook(group)).svg()).said)
    group.loc[2, "exits_jobs"] = float("nan")
    assert "14,200" not in Drawing(anatomy_chart(outlook(group)).svg()).said


@pytest.mark.parametrize("width", WIDTHS)
def test_a_projection_is_checked_with_the_newest_count_of_the_same_jobs(width):
    said = Drawing(revisions_chart(backtest()).svg(width)).said
    assert f"{(190007.8 / 186400 - 1) * 100:+.1f}%" in said
    assert f"{(194800 / 186400 - 1) * 100:+.1f}%" in said
    assert any("no later count" in text for text in said)


def test_the_table_gives_phrases_with_their_evidence():
    rows = outlooks()
    rows["growth_phrase_evidence"] = "printed in a profile"
    page = revisions_table(backtest(projections=rows)).html
    assert page.count("much faster than average") == 2
    assert page.count("printed in a profile") == 2
    assert "not comparable later" in page


def test_without_any_check_the_words_say_so():
    none = backtest(backtest_rows().iloc[:0])
    assert "no projection can be checked" in revisions_chart(none).title
    answer = outlook_answer(outlook(), none).text
    assert "No earlier projection of the role can be checked" in answer


def test_the_answer_tells_growth_words_openings_and_the_longest_check():
    said = outlook_answer(outlook(), backtest()).text
    for words in ("grow by 7.1% from 2024 to 2034", "much faster than average", "14,200", "7,100",
                  "the one that came was +4.5%", "typically off by 5.0%"):  # fmt: skip
        assert words in said


def test_codes_that_changed_are_a_caveat():
    rows = outlooks()
    assert "not counted alike" not in outlook_caveats(outlook(), backtest(projections=rows)).text
    rows.loc[0, "occupation_code"] = "29-2098"
    said = outlook_caveats(outlook(), backtest(projections=rows)).text
    assert re.search(r"first as .+ \(29-2098\), then as .+ \(29-2072\)\.", said)


def test_text_is_at_least_12_pixels_where_it_is_shown():
    for chart in (anatomy_chart(outlook()), revisions_chart(backtest())):
        for width, shown in [(theme.WIDE, theme.BREAKPOINT), (theme.NARROW, 288)]:
            drawing = Drawing(chart.svg(width))
            assert min(text.size for text in drawing.texts) * shown / drawing.width >= 12
