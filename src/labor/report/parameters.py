"""What a notebook may be asked: the parameters of its tagged cell, and the check of given ones."""

from __future__ import annotations

import ast
import io
import json
import tokenize
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode
from rapidfuzz import process

from labor.errors import ReportError
from labor.report.notebooks import read_notebook, tags_of

#: The types a parameter can have, as written in the notebook, with an example for messages.
KINDS = {
    "str": 'text, such as "medical assistants"',
    "int": "a whole number, such as 2018",
    "float": "a number, such as 0.5",
    "bool": "true or false",
    "list[str]": 'a list of texts, such as ["file clerks", "order clerks"]',
}

Value = str | int | float | bool | list[str]


@dataclass(frozen=True)
class Parameter:
    """One parameter of a notebook.

    Args:
        name: Name in the notebook.
        kind: One of `KINDS`.
        default: Value if nothing is given.
        help: The comment beside it.
    """

    name: str
    kind: str
    default: Value
    help: str


def read_parameters(notebook: Path | NotebookNode) -> tuple[Parameter, ...]:
    """Read the parameters a notebook declares.

    The cell with the tag `parameters` holds one line for each, `name: kind = value  # comment`,
    with a kind of `KINDS` and a literal value.

    Args:
        notebook: Path of a notebook, or its content.

    Returns:
        The parameters in the order of the cell.

    Raises:
        ReportError: There is not exactly one such cell, or a line has another form.
    """
    content = read_notebook(notebook) if isinstance(notebook, Path) else notebook
    cells = [cell for cell in content.cells if "parameters" in tags_of(cell)]
    if len(cells) != 1:
        raise ReportError(
            "A notebook needs one cell of parameters",
            expected='exactly one code cell with the tag "parameters"',
            got=f"{len(cells)} such cells",
        )
    source = cells[0].source
    comments = _comments(source)
    return tuple(_parameter(line, comments) for line in ast.parse(source).body)


def check_parameters(
    declared: Sequence[Parameter], given: Mapping[str, object]
) -> dict[str, Value]:
    """Check given parameters against those a notebook declares.

    Args:
        declared: Parameters of the notebook.
        given: Values by name.

    Returns:
        A value for every declared parameter, in their order: the given one or the default.

    Raises:
        ReportError: A name is not declared (with the nearest ones) or a value has another kind.
    """
    known = {parameter.name: parameter for parameter in declared}
    unknown = [name for name in given if name not in known]
    if unknown:
        near = [match for match, *_ in process.extract(unknown[0], list(known), score_cutoff=70)]
        raise ReportError(
            f"The notebook has no parameter {unknown[0]!r}",
            expected=", ".join(known) or "no parameters",
            got=", ".join(unknown),
            next_step=f"Did you mean {' or '.join(near)}?" if near else "",
        )
    return {
        name: _checked(parameter, given[name]) if name in given else parameter.default
        for name, parameter in known.items()
    }


def parse_parameters(declared: Sequence[Parameter], assignments: Iterable[str]) -> dict[str, Value]:
    """Read parameters as they are typed on a command line.

    Args:
        declared: Parameters of the notebook.
        assignments: Texts of the form `name=value`. A list is written as JSON or with its
            items separated by semicolons, because titles of occupations have commas.

    Returns:
        The values that were given, of the declared kinds, by name.

    Raises:
        ReportError: A text has another form, the name is not declared, or the value is not of
            the declared kind.
    """
    kinds = {parameter.name: parameter.kind for parameter in declared}
    values: dict[str, object] = {}
    for text in assignments:
        name, equals, value = (part.strip() for part in text.partition("="))
        if not equals:
            raise ReportError("A parameter has no value", expected="name=value", got=text)
        values[name] = _from_text(value, kinds.get(name, "str"))
    return {name: check_parameters(declared, values)[name] for name in values}


def _comments(source: str) -> dict[int, str]:
    """The comment on each line of a cell."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {
        token.start[0]: token.string.lstrip("# ").strip()
        for token in tokens
        if token.type == tokenize.COMMENT
    }


def _parameter(line: ast.stmt, comments: Mapping[int, str]) -> Parameter:
    form = "name: kind = value  # what it is"
    where = f"cell with the tag parameters, line {line.lineno}"
    if not isinstance(line, ast.AnnAssign) or not isinstance(line.target, ast.Name):
        raise ReportError("A parameter has another form", where=where, expected=form)
    kind = ast.unparse(line.annotation)
    try:
        default = ast.literal_eval(line.value) if line.value else None
    except ValueError as error:
        raise ReportError(
            "A parameter needs a literal value", where=where, expected=form
        ) from error
    comment = comments.get(line.end_lineno or line.lineno, "")
    parameter = Parameter(line.target.id, kind, default, comment)
    return Parameter(parameter.name, kind, _checked(parameter, default), comment)


def _checked(parameter: Parameter, value: object) -> Value:
    """The value, if it is of the parameter's kind."""
    if parameter.kind == "list[str]" and isinstance(value, tuple):
        value = list(value)
    fits = {
        "str": isinstance(value, str),
        "int": isinstance(value, int) and not isinstance(value, bool),
        "float": isinstance(value, int | float) and not isinstance(value, bool),
        "bool": isinstance(value, bool),
        "list[str]": isinstance(value, list) and all(isinstance(item, str) for item in value),
    }
    if parameter.kind not in fits:
        raise ReportError(
            f"The parameter {parameter.name} is of an unknown kind",
            expected=", ".join(KINDS),
            got=parameter.kind,
        )
    if not fits[parameter.kind]:
        raise ReportError(
            f"The parameter {parameter.name} has a value of another kind",
            expected=KINDS[parameter.kind],
            got=f"{value!r}",
        )
    return value


def _from_text(text: str, kind: str) -> object:
    """A typed value from text; text that does not fit is left for the check to refuse."""
    if kind == "str":
        return text
    if kind == "list[str]" and not text.startswith("["):
        return [item.strip() for item in text.split(";") if item.strip()]
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text
