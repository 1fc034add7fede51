"""The notebook keeps the rules of the house, and its page tells what the tables hold."""

import ast
import re
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from lxml import html
from made_pages import text_of

import labor
from labor.errors import ReportError
from labor.report import read_parameters, run_report

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
COMPARE = ROOT / "notebooks" / "compare-roles.ipynb"


def code_of(path: Path) -> list:
    return [cell for cell in nbformat.read(path, 4).cells if cell.cell_type == "code"]


def words_of(path: Path) -> str:
    cells = nbformat.read(path, 4).cells
    return "\n".join(
        cell.source
        for cell in cells
        if cell.cell_type == "markdown" and "notebook-only" not in cell.metadata.get("tags", [])
    )


def test_the_notebooks_are_there():
    assert COMPARE in NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
class TestEveryNotebook:
    def test_it_is_valid_and_says_its_kernel(self, path):
        notebook = nbformat.read(path, 4)
        nbformat.validate(notebook)
        assert notebook.metadata.kernelspec.name == "python3"
        assert set(notebook.metadata) == {"kernelspec", "labor", "language_info"}
        assert set(notebook.metadata.language_info) == {"name"}

    def test_it_holds_no_results(self, path):
        for cell in code_of(path):
            assert cell.outputs == []
            assert cell.execution_count is None

    def test_its_cells_have_names_that_do_not_change(self, path):
        ids = [cell.id for cell in nbformat.read(path, 4).cells]
        assert len(set(ids)) == len(ids)
        assert all(re.fullmatch(r"[a-z][a-z-]+", name) for name in ids)

    def test_it_declares_parameters_with_a_word_on_each(self, path):
        parameters = read_parameters(path)
        assert parameters
        assert all(parameter.help for parameter in parameters)

    def test_its_cells_are_few_and_short(self, path):
        cells = code_of(path)
        assert len(cells) <= 15
        for cell in cells:
            limit = 15 if "parameters" in cell.metadata.get("tags", []) else 10
            assert len(cell.source.splitlines()) <= limit

    def test_it_defines_nothing_and_imports_only_labor_and_pandas(self, path):
        for cell in code_of(path):
            for node in ast.walk(ast.parse(cell.source)):
                assert not isinstance(
                    node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda
                )
                if isinstance(node, ast.Import):
                    names = [alias.name for alias in node.names]
                elif isinstance(node, ast.ImportFrom):
                    names = [node.module]
                else:
                    continue
                assert {name.split(".")[0] for name in names} <= {"labor", "pandas"}

    def test_its_headings_are_in_order(self, path):
        levels = [len(marks) for marks in re.findall(r"^(#+) ", words_of(path), re.MULTILINE)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(b <= a + 1 for a, b in pairwise(levels))

    def test_no_number_is_typed_into_its_words(self, path):
        assert re.findall(r"\d", words_of(path)) == []


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """The page of the worked example, from the tables of this project."""
    if not (ROOT / "data" / "processed" / "occupations.parquet").exists():
        pytest.skip("the tables are not built; run `make data`")
    out = tmp_path_factory.mktemp("report") / "report.html"
    return run_report(COMPARE, {}, out, folder=ROOT)


@pytest.mark.slow
class TestTheWorkedExample:
    def test_it_tells_the_published_figures(self, page):
        # Occupational Outlook Handbook, medical records and health information technicians,
        # 2018-28 edition: $40,350 in 2018, 215,500 jobs, much faster than average.
        text = html.document_fromstring(page.read_text(encoding="utf-8")).text_content()
        for figure in ("$40,350", "215,500", "much faster than average", "10.7%"):
            assert figure in text
        # Handbook of 2024-34 for 29-2072 and 29-9021: 7 and 15 percent, 14,200 and 3,200
        # openings a year.
        for figure in ("+7.1%", "+14.7%", "14,200", "3,200", "29-2072", "29-9021"):
            assert figure in text

    def test_its_charts_and_tables_say_what_the_tables_of_the_project_say(self, page):
        wages = labor.load(
            "wages", root=ROOT, reference_year=2018, area_code="99", statistic="median",
            occupation_code=["29-2071", "31-9092", "31-9094", "29-2052"],
            industry_code="000000",
        )  # fmt: skip
        tree = html.document_fromstring(page.read_text(encoding="utf-8"))
        # The chart of pay in the earlier year stands below that of the newest.
        chart = next(f for f in tree.xpath("//figure") if f.xpath(".//data[@value='40350']"))
        said = set(chart.xpath(".//svg[1]//text//text()"))
        values = {float(value) for value in chart.xpath(".//details//data/@value")}
        for wage in wages["annual_wage_usd"]:
            assert f"${wage:,.0f}" in said
            assert wage in values

    def test_it_is_the_same_page_again(self, page, tmp_path):
        again = run_report(COMPARE, {}, tmp_path / "again.html", folder=ROOT)
        assert again.read_bytes() == page.read_bytes()

    def test_it_names_no_folder_of_this_machine(self, page):
        assert str(ROOT) not in page.read_text(encoding="utf-8")

    def test_without_an_earlier_year_the_section_is_left_out(self, page):
        section = "What was said earlier, and what became of it"
        assert section in page.read_text(encoding="utf-8")
        text = text_of("compare-roles", earlier_year=0)
        assert section not in text
        assert "$40,350" not in text

    def test_an_unknown_role_stops_the_report_with_advice(self, page, tmp_path):
        with pytest.raises(ReportError) as failed:
            run_report(COMPARE, {"role": "qwertyuiop"}, tmp_path / "no.html", folder=ROOT)
        assert "OccupationError" in failed.value.what
        assert not (tmp_path / "no.html").exists()
