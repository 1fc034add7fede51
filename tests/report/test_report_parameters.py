"""A notebook is asked only what it declares, in the kinds it declares."""

import pytest
from made import PARAMETERS, notebook
from nbformat.v4 import new_code_cell

from labor.errors import ReportError
from labor.report import Parameter, check_parameters, parse_parameters, read_parameters

DECLARED = read_parameters(notebook())


def test_the_cell_is_read_with_kinds_defaults_and_comments():
    assert (
        Parameter("role", "str", "file clerks", "role the question is about"),
        Parameter("peers", "list[str]", ["order clerks"], "roles to compare it with"),
        Parameter("year", "int", 2018, "May of this year"),
        Parameter("share", "float", 0.5, "a share"),
        Parameter("long", "bool", False, "whether to say more"),
    ) == DECLARED


def test_a_notebook_file_is_read_too(write):
    assert read_parameters(write()) == DECLARED


def test_what_is_not_given_keeps_its_default_and_the_order_is_the_notebooks():
    values = check_parameters(DECLARED, {"year": 2024, "role": "order clerks"})
    assert values == {"role": "order clerks", "peers": ["order clerks"], "year": 2024,
                      "share": 0.5, "long": False}  # fmt: skip
    assert list(values) == ["role", "peers", "year", "share", "long"]


def test_a_mistyped_name_is_refused_with_the_nearest():
    with pytest.raises(ReportError) as refused:
        check_parameters(DECLARED, {"yeer": 2018})
    assert refused.value.what == "The notebook has no parameter 'yeer'"
    assert refused.value.expected == "role, peers, year, share, long"
    assert refused.value.next_step == "Did you mean year?"


def test_a_name_like_no_other_is_refused_without_a_guess():
    with pytest.raises(ReportError) as refused:
        check_parameters(DECLARED, {"qqq": 1})
    assert refused.value.next_step == ""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("year", "2018"),
        ("year", 2018.0),
        ("year", True),
        ("role", 2018),
        ("role", None),
        ("peers", "order clerks"),
        ("peers", ["order clerks", 3]),
        ("share", "half"),
        ("share", True),
        ("long", 1),
    ],
)
def test_a_value_of_another_kind_is_refused(name, value):
    with pytest.raises(ReportError, match=f"The parameter {name} has a value of another kind"):
        check_parameters(DECLARED, {name: value})


@pytest.mark.parametrize(("name", "value"), [("share", 1), ("peers", ("a", "b")), ("peers", [])])
def test_values_that_fit_in_spirit_are_taken(name, value):
    assert check_parameters(DECLARED, {name: value})[name] == (
        list(value) if isinstance(value, tuple) else value
    )


def test_typed_text_becomes_values():
    typed = ["role=order clerks", "peers=File Clerks; Tellers, All Other", "year=2024", "long=true",
             "share = 0.25"]  # fmt: skip
    assert parse_parameters(DECLARED, typed) == {
        "role": "order clerks",
        "peers": ["File Clerks", "Tellers, All Other"],
        "year": 2024,
        "long": True,
        "share": 0.25,
    }


def test_a_list_can_be_written_as_json():
    assert parse_parameters(DECLARED, ['peers=["a; b", "c"]']) == {"peers": ["a; b", "c"]}


def test_a_text_that_looks_like_a_number_stays_text():
    assert parse_parameters(DECLARED, ["role=29-2071"]) == {"role": "29-2071"}
    assert parse_parameters(DECLARED, ["role=01"]) == {"role": "01"}


@pytest.mark.parametrize("typed", ["year=soon", "long=maybe", "share=a=b", "year="])
def test_typed_text_of_another_kind_is_refused(typed):
    with pytest.raises(ReportError, match="of another kind"):
        parse_parameters(DECLARED, [typed])


def test_typed_text_without_a_value_is_refused():
    with pytest.raises(ReportError, match="has no value"):
        parse_parameters(DECLARED, ["year"])


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        ("role = 'x'", "A parameter has another form"),
        ("print('hello')", "A parameter has another form"),
        ("role: str", "has a value of another kind"),
        ("role: str = input()", "needs a literal value"),
        ("role: int = 'x'", "has a value of another kind"),
        ("when: date = 1", "is of an unknown kind"),
    ],
)
def test_a_cell_of_another_form_is_refused(cell, what):
    with pytest.raises(ReportError, match=what):
        read_parameters(notebook(parameters=cell))


def test_exactly_one_cell_of_parameters_is_needed():
    again = new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]})
    with pytest.raises(ReportError, match="needs one cell of parameters") as refused:
        read_parameters(notebook(again))
    assert refused.value.got == "2 such cells"


def test_a_missing_notebook_and_a_file_that_is_none(tmp_path):
    with pytest.raises(ReportError, match="There is no such notebook"):
        read_parameters(tmp_path / "absent.ipynb")
    (tmp_path / "text.ipynb").write_text("not json")
    with pytest.raises(ReportError, match="is not a notebook"):
        read_parameters(tmp_path / "text.ipynb")
