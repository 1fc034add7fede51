"""Every number of a page says where it comes from, and comes from there."""

import json
import re
import shutil

import pandas as pd
import pytest
from made_pages import page_of

import labor
from labor import figures
from labor.answers.verify.cells import Cells, key_of
from labor.answers.verify.verb import cells_of
from labor.errors import LaborError, ReportError
from labor.methods.composite import Pools
from labor.provenance.checking import TO_TENS, mismatches, reads_as
from labor.provenance.origin import (
    POOLED,
    POOLED_ERROR,
    POOLED_HIGH,
    POOLED_LOW,
    Cell,
    Origin,
)
from labor.provenance.pages import Page
from labor.provenance.reading import figures_in, loose_figures, numbers_of
from labor.provenance.rules import RULES, compute, unit_of

PRIVATE = re.compile("[\ue000-\uf8ff]")
PAGES = (
    *("compare-roles", "pay-history", "places", "outlook", "work-settings", "role-profile"),
    *("panel", "real-places"),
)


def with_cells(page: str) -> list:
    return [number for number in numbers_of(Page(page)) if number.has_cells]


@pytest.mark.parametrize("name", PAGES)
class TestPages:
    def test_every_figure_says_where_it_comes_from(self, name):
        assert loose_figures(Page(page_of(name))) == []

    def test_every_figure_comes_from_there(self, name, project):
        numbers = with_cells(page_of(name))
        assert len(numbers) > 20
        cells = Cells(project / "data" / "processed", cells_of(numbers))
        assert mismatches(numbers, cells) == []

    def test_a_changed_digit_of_a_figure_reads_as_another(self, name):
        for number in with_cells(page_of(name)):
            value = float(number.value)
            tens = number.by in TO_TENS
            unit = unit_of(Origin.read(number.addresses, number.by))
            assert reads_as(number.text, value, unit, tens=tens)
            for digit in re.finditer(r"\d", number.text):
                other = str((int(digit[0]) + 1) % 10)
                changed = number.text[: digit.start()] + other + number.text[digit.end() :]
                assert not reads_as(changed, value, unit, tens=tens)

    def test_numbers_of_tables_do_not_ask_for_the_tab_key(self, name):
        cells = re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", page_of(name))
        assert any("<data" in cell for cell in cells)
        assert not any("tabindex" in cell for cell in cells)

    def test_a_page_stays_far_below_its_largest_size(self, name):
        assert len(page_of(name).encode()) < 1_000_000


def test_a_fault_in_the_pooling_of_pages_is_found(project, monkeypatch):
    processed, clerks = project / "data" / "processed", TestCells.CLERKS
    right = Cells(processed, [clerks]).value(clerks)
    estimate = Pools.estimate

    def faulty(pools, members):
        return {**estimate(pools, members), "median_annual_usd": right * 1.002}

    monkeypatch.setattr(Pools, "estimate", faulty)
    with pytest.raises(ReportError, match="Two ways to pool the pay of a group differ"):
        Cells(processed, [clerks]).value(clerks)


def test_what_only_the_code_of_pages_makes_is_known(project):
    numbers = with_cells(page_of("compare-roles"))
    cells = Cells(project / "data" / "processed", cells_of(numbers))
    origins = [Origin.read(number.addresses, number.by) for number in numbers]
    assert {one.by for one in origins if not cells.by_other_code(one)} <= {
        POOLED_LOW, POOLED_HIGH, POOLED_ERROR
    }  # fmt: skip
    assert POOLED in {one.by for one in origins if cells.by_other_code(one)}


def test_rules_are_those_that_pages_use():
    used = {n.by for name in PAGES for n in with_cells(page_of(name))}
    assert used <= set(RULES)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("In May 2018 the median of 29-2071 was $40,350.", ["$40,350"]),
        ("outlook 2018–28, from 2018 to 2028, 2024-34", []),
        ("10th percentile and 90th percentile, p75", []),
        ("15.9 for every 100 jobs", ["15.9"]),
        ("8 in 10 workers $21,000 to $56,000", ["$21,000", "$56,000"]),
        ("32911, 15-1299.09", []),
        ("2 of 4 similar roles", ["2", "4"]),
        ("+10.7% and −3.5%", ["+10.7%", "−3.5%"]),
    ],
)
def test_only_names_of_rows_and_units_need_no_origin(text, figures):
    assert figures_in(text) == figures


@pytest.mark.parametrize(
    ("text", "value", "unit", "same"),
    [
        ("$40,350", 40350, "$", True),
        ("$40,350", 40351, "$", False),
        ("$4,0350", 40350, "$", False),
        ("$40350", 40350, "$", False),
        ("3.5%", -3.46, "%", True),  # words say the direction
        ("+3.5%", -3.46, "%", False),
        ("−3.5%", 3.46, "%", False),
        ("$19.40", 19.4, "$", True),
        ("$48,120", 48117.3, "$", False),
        ("none", 0, "", False),
        ("1.5", 1.5, "", True),
    ],
)
def test_a_written_number_is_a_value_as_far_as_it_is_written(text, value, unit, same):
    assert reads_as(text, value, unit) is same


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("€40,350", "$"),
        ("40,350", "$"),
        ("$40,350%", "$"),
        ("$40,350", ""),
        ("40,350", "%"),
        ("40,350 million", "%"),
        ("$40,350 million", "$"),
        ("a $40,350", "$"),
    ],
)
def test_the_unit_is_part_of_a_written_number(text, unit):
    assert not reads_as(text, 40350, unit)


@pytest.mark.parametrize("text", ["9" * 5000, "0." + "1" * 5000, "²", "١", "-", ""])
def test_a_text_that_is_no_number_is_no_value(text):
    assert not reads_as(text, 1, "")


def test_computed_yearly_pay_is_rounded_to_ten_dollars():
    assert reads_as("$48,120", 48117.3, "$", tens=True)
    assert not reads_as("$48,117", 48117.3, "$", tens=True)
    assert reads_as("$23.13", 23.1299, "$", tens=True)


@pytest.fixture
def processed(project):
    return project / "data" / "processed"


class TestCells:
    """Cells of the tables that the snapshot gives; the figures are those of the first report."""

    MEDIAN = Cell("wages", ("2018", "99", "29-2071", "median"), "annual_wage_usd")
    CLERKS = Cell("wages", ("2018", "99", "Information clerks", "median"), "annual_wage_usd")

    def test_a_cell_is_read(self, processed):
        # https://www.bls.gov/oes/2018/may/oes292071.htm
        assert Cells(processed, [self.MEDIAN]).value(self.MEDIAN) == 40350

    def test_a_group_is_its_occupations(self, processed):
        jobs = Cell("employment", ("2018", "99", "Information clerks"), "employment_jobs")
        cells = Cells(processed, [jobs, self.CLERKS])
        assert len(cells.members(jobs)) == 10
        assert cells.value(jobs) == sum(cells.members(jobs))
        medians = cells.members(self.CLERKS)
        assert min(medians) < cells.value(self.CLERKS) < max(medians)

    @pytest.mark.parametrize(
        "cell",
        [
            Cell("wages", ("1901", "99", "29-2071", "median"), "annual_wage_usd"),
            Cell("wages", ("2018", "99", "29-9999", "median"), "annual_wage_usd"),
            Cell("wages", ("2018", "99", "29-2071", "median"), "no_such_column"),
        ],
    )
    def test_a_cell_that_is_not_there_is_said_so(self, processed, cell):
        with pytest.raises(ReportError, match="no such number"):
            Cells(processed, [cell]).value(cell)

    @pytest.mark.parametrize(
        ("cell", "what"),
        [
            (Cell("salaries", ("2018",), "x"), "no such table"),
            (Cell("wages", ("2018", "99"), "annual_wage_usd"), "other parts"),
            (Cell("prices", ("2018", "5", "color=red"), "cpi_u_index"), "other parts"),
            (Cell("prices", ("two", "5"), "cpi_u_index"), "no value of its column"),
            (Cell("prices", ("9" * 5000, "5"), "cpi_u_index"), "no value of its column"),
            (Cell("prices", ("²", "5"), "cpi_u_index"), "no value of its column"),
            (Cell("wages", ("2018", "99", "x" * 5000, "median"), "annual_wage_usd"), "no value"),
            (Cell("wages", ("2018", "99", "a\x1b[2J", "median"), "annual_wage_usd"), "no value"),
            (Cell("wages", ("2018", "99", "29-2071", "median"), "source_id"), "no such number"),
            (Cell("../../etc/passwd", ("2018",), "x"), "no such table"),
        ],
    )
    def test_an_address_without_a_row_is_said_so(self, cell, what):
        with pytest.raises(ReportError, match=what):
            key_of(cell)

    def test_a_cell_without_a_place_in_the_tables_leaves_the_others_as_they_are(self, processed):
        wrong = [
            Cell("wages", ("two", "99", "29-2071", "median"), "annual_wage_usd"),
            Cell("wages", ("2018", "99", "No such group", "median"), "annual_wage_usd"),
            Cell("wages", ("2018", "../x", "Information clerks", "median"), "annual_wage_usd"),
        ]
        cells = Cells(processed, [*wrong, self.MEDIAN, self.CLERKS])
        assert cells.value(self.MEDIAN) == 40350
        assert cells.value(self.CLERKS) > 0
        for cell in wrong:
            with pytest.raises(LaborError):
                cells.value(cell)

    @pytest.mark.parametrize("rule", RULES)
    def test_every_rule_refuses_cells_that_it_cannot_take(self, processed, rule):
        strange = [
            Cell("prices", ("2018", "5"), "cpi_u_index"),
            Cell("projections", ("no such", "29-2072"), "base_employment_jobs"),
            Cell("wages", ("2018", "99", "Information clerks", "no such"), "annual_wage_usd"),
            Cell("wages", ("2018", "99", "Information clerks", "mean"), "rse_pct"),
            Cell(
                "wages",
                ("2018", "99", "Information clerks", "industry_code=622000", "median"),
                "annual_wage_usd",
            ),
        ]
        cells = Cells(processed, strange)
        for number in range(1, 6):
            try:
                value = compute(Origin(tuple(strange[:number]), rule), cells)
            except LaborError:
                continue
            assert value > 0  # a rule of one cell, with the first

    def test_a_rule_that_is_not_known_is_said_so(self, processed):
        cells = Cells(processed, [self.MEDIAN])
        with pytest.raises(ReportError, match="a rule that is not known"):
            compute(Origin((self.MEDIAN,), "as hoped"), cells)
        with pytest.raises(ReportError, match="other cells than it needs"):
            compute(Origin((self.MEDIAN,), "a × b / c"), cells)


def test_a_wrong_cell_of_the_tables_is_found(project, tmp_path):
    numbers = [n for n in with_cells(page_of("outlook")) if "#base_employment" in n.addresses]
    for name in ("projections", "soc_lineage"):
        shutil.copy(project / "data" / "processed" / f"{name}.parquet", tmp_path)
    assert mismatches(numbers, Cells(tmp_path, cells_of(numbers))) == []
    wrong = Origin.read(numbers[0].addresses, numbers[0].by).cells[-1]
    rows = pd.read_parquet(tmp_path / "projections.parquet")
    is_it = (rows["projection_vintage"] == wrong.key[0]) & (rows["occupation_code"] == wrong.key[1])
    rows.loc[is_it, wrong.column] += 100
    rows.to_parquet(tmp_path / "projections.parquet")
    found = mismatches(numbers, Cells(tmp_path, cells_of(numbers)))
    assert found
    assert all(str(wrong) in one.origin for one in found)


class TestPlainText:
    """Whoever asks for text gets text; only pages show where numbers come from."""

    @pytest.fixture
    def compared(self):
        return labor.compare("29-2071", ["information clerks"], year=2018, vintage="2018-28")

    def test_sentences_of_the_api(self, compared):
        said = [f"- {text}" for text in (*compared.sentences, *compared.caveats)]
        assert "$40,350" in said[0]
        assert PRIVATE.findall("".join(said) + json.dumps(compared.to_dict())) == []

    def test_figures_and_their_captions(self, compared, tmp_path):
        chart = figures.pay_chart(compared)
        saved = chart.save(tmp_path / "pay.svg").read_text(encoding="utf-8")
        assert PRIVATE.findall(f"{chart.title}{chart.table.caption}{chart!r}{saved}") == []
        assert "data-by" not in saved

    def test_pages(self, compared):
        html = figures.pay_chart(compared)._repr_html_()
        assert "data-by" in html
        assert PRIVATE.findall(html) == []
