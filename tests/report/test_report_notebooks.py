"""A notebook describes the report it makes; one that describes itself wrongly is refused."""

import nbformat
import pytest
from made import notebook
from nbformat.v4 import new_code_cell

from labor.errors import ReportError
from labor.report.notebooks import (
    only_calls_labor,
    read_notebook,
    read_report_notebook,
    read_report_notebooks,
)


@pytest.fixture
def describe(tmp_path):
    def write(name="a", **labor):
        content = notebook()
        if labor:
            content.metadata["labor"] = labor
        nbformat.write(content, tmp_path / f"{name}.ipynb")
        return tmp_path / f"{name}.ipynb"

    return write


def test_title_and_place_come_from_the_notebook(describe, tmp_path):
    describe("one", title="Pay of {role}, {year}", order=20, default=True)
    describe("two", title="First", order=10)
    describe("three")
    two, one, three = read_report_notebooks(tmp_path)
    assert (two.name, one.name, three.name) == ("two", "one", "three")
    assert one.title_of({}) == "Pay of file clerks, 2018"
    assert one.title_of({"role": "nurses"}) == "Pay of nurses, 2018"
    assert one.default
    assert not two.default
    describe("four", title="{role}: outlook")
    (four,) = (kind for kind in read_report_notebooks(tmp_path) if kind.name == "four")
    assert four.title_of({"role": "nurses"}) == "Nurses: outlook"


def test_a_notebook_without_a_description_is_called_by_its_heading(describe):
    kind = read_report_notebook(describe())
    assert kind.title_of({"role": "x"}) == "Compare roles"
    assert not kind.default
    assert kind.names == ("role", "peers", "year", "share", "long")


@pytest.mark.parametrize(
    ("labor", "message"),
    [
        ({"titel": "x"}, "titel: 'x'"),
        ({"title": 3}, "title: 3"),
        ({"order": "first"}, "order: 'first'"),
        ({"title": "Pay of {rol}"}, "got: rol"),
        ({"request_defaults": {"newer": 1}}, "no parameter 'newer'"),
        ({"request_defaults": {"newer": "newest"}}, "got: newer"),
        ({"request_defaults": {"year": "2018"}}, "value of another kind"),
    ],
)
def test_a_wrong_description_is_named(describe, labor, message):
    with pytest.raises(ReportError) as refused:
        read_report_notebook(describe(**labor))
    assert message in refused.value.message()


def test_a_folder_without_notebooks_is_told(tmp_path):
    with pytest.raises(ReportError, match="no notebooks to make reports from"):
        read_report_notebooks(tmp_path)


def test_every_notebook_of_the_project_only_calls_labor(project):
    paths = sorted((project / "notebooks").glob("*.ipynb"))
    assert paths
    assert all(only_calls_labor(read_notebook(path)) for path in paths)


@pytest.mark.parametrize(
    "source",
    [
        "import pandas as pd",
        "from matplotlib import pyplot",
        "%matplotlib inline",
        "import labor\nlabor.load = None",
        "import labor\nlabor.figures.__dict__['chart'] = 1",
        "exec('import pandas')",
    ],
)
def test_a_notebook_that_could_change_a_library_does_more_than_call_labor(source):
    assert not only_calls_labor(notebook(new_code_cell(source)))
