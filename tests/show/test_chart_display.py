"""A chart shows itself with its words, its table and a file of its numbers, and can be saved."""

import base64
import io
import re
from html import escape

import pandas as pd
import pytest
from comparisons import compared, pay_2018, pay_at_the_edges
from drawings import Drawing

from labor.errors import ReportError
from labor.figures import pay_chart
from labor.show import theme


def test_the_html_has_both_drawings_a_caption_and_a_source():
    html = pay_chart(compared(pay_2018()))._repr_html_()
    assert html.count("<svg") == 2
    assert (
        '<figcaption><p class="labor-title">Medical Records and Health Information Technicians'
        in html
    )
    assert "Source: U.S. Bureau of Labor Statistics" in html
    assert re.search(r"@container \(max-width: ?620px\)", html)


def test_the_csv_link_holds_the_table_and_needs_no_network():
    pay = pay_at_the_edges()
    html = pay_chart(compared(pay))._repr_html_()
    data = re.search(r'href="data:text/csv;base64,([^"]+)"', html)
    frame = pd.read_csv(io.StringIO(base64.b64decode(data[1]).decode()), dtype={"area_code": "str"})
    assert list(frame.columns) == list(pay.columns)
    assert frame["median_annual_usd_status"].tolist() == pay["median_annual_usd_status"].tolist()
    assert frame["area_code"].tolist() == ["99"] * 4


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_a_title_that_is_a_formula_is_text_in_a_spreadsheet(sign):
    pay = pay_2018()
    pay["occupation_title"] = f"{sign}HYPERLINK(A1)"
    html = pay_chart(compared(pay))._repr_html_()
    data = re.search(r'href="data:text/csv;base64,([^"]+)"', html)
    text = base64.b64decode(data[1]).decode()
    assert f",'{sign}HYPERLINK(A1)," in text
    assert f",{sign}HYPERLINK" not in text


def test_colours_follow_the_page():
    svg = pay_chart(compared(pay_2018())).svg()
    assert "var(--labor-subject,#0b5cad)" in svg
    left_over = re.findall(r"(?<!,)#[0-9a-f]{6}", svg)
    assert left_over == []
    assert " id=" not in re.sub(r'<(title|desc) id="[^"]+"', "", svg)


def test_a_name_from_outside_cannot_break_the_page():
    pay = pay_2018()
    names = ["role", "occupation_title"]
    pay[names] = pay[names].replace("Pharmacy Technicians", "<b>&Co</b>")
    html = pay_chart(compared(pay))._repr_html_()
    assert "<b>" not in html
    assert "&lt;b&gt;&amp;Co&lt;/b&gt;" in html


@pytest.mark.parametrize("ending", ["svg", "png", "pdf"])
def test_saving_twice_gives_the_same_bytes(tmp_path, ending):
    chart = pay_chart(compared(pay_2018()))
    first = chart.save(tmp_path / f"one.{ending}").read_bytes()
    assert chart.save(str(tmp_path / f"two.{ending}")).read_bytes() == first
    assert len(first) > 1000


@pytest.mark.parametrize("width", [theme.WIDE, theme.NARROW])
def test_a_saved_picture_carries_title_measure_and_source(tmp_path, width):
    chart = pay_chart(compared(pay_2018()))
    svg = chart.save(tmp_path / "chart.svg", width=width).read_text(encoding="utf-8")
    said = " ".join(re.findall(r"<text[^>]*>([^<]+)</text>", svg))
    for words in (chart.title, chart.subtitle, chart.source):
        assert words in said
    assert "T00:" not in svg


@pytest.mark.parametrize("name", ["chart.gif", "chart"])
def test_an_unknown_format_is_refused(tmp_path, name):
    with pytest.raises(ReportError, match="cannot be saved in this format"):
        pay_chart(compared(pay_2018())).save(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_plain_text_says_the_numbers_too():
    assert "median $40,350" in repr(pay_chart(compared(pay_2018())))


def test_ids_are_the_same_for_the_same_chart_and_differ_between_charts():
    one, two = pay_chart(compared(pay_2018())), pay_chart(compared(pay_2018(estimate=False)))
    assert one.name == pay_chart(compared(pay_2018())).name != two.name
    wide, narrow = (Drawing(one.svg(width)).root for width in (theme.WIDE, theme.NARROW))
    assert wide.get("aria-labelledby") != narrow.get("aria-labelledby")


def test_amounts_of_money_are_not_taken_for_formulas():
    # JupyterLab sets what stands between two dollar signs as mathematics, except in these.
    assert (
        '<div class="labor mathjax_ignore tex2jax_ignore">'
        in pay_chart(compared(pay_2018()))._repr_html_()
    )


def test_both_drawings_share_one_description():
    chart = pay_chart(compared(pay_2018()))
    html = chart._repr_html_()
    assert html.count(escape(chart.description, quote=False)) == 1
    named = re.findall(r'aria-describedby="([^"]+)"', html)
    assert len(named) == 2
    assert all(html.count(f'<desc id="{name}"') == 1 for name in named)
