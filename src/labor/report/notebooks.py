"""Reading notebooks: their cells, what each can be asked, and what report it makes."""

from __future__ import annotations

import ast
import io
import json
import re
import tokenize
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from string import Formatter
from typing import Any

import nbformat
from nbformat import NotebookNode
from rapidfuzz import process

from labor.errors import ReportError

#: The types a parameter can have, as written in the notebook, with an example for messages.
KINDS = {
    "str": 'text, such as "medical assistants"',
    "int": "a whole number, such as 2018",
    "float": "a number, such as 0.5",
    "bool": "true or false",
    "list[str]": 'a list of texts, such as ["file clerks", "order clerks"]',
}

Value = str | int | float | bool | list[str]

#: Stand in `request_defaults` of a notebook for the newest value that the tables have, and for
#: the newest year with estimates of states.
NEWEST, NEWEST_STATES = "newest", "newest with states"

#: What `metadata.labor` of a notebook may hold, and the type of each.
_DESCRIPTION = {
    "title": str, "order": int, "default": bool, "request_defaults": dict, "scripts": bool,
}  # fmt: skip
#: Place in the list of a notebook that names none: behind those that do.
_LAST = 1_000
#: A heading in Markdown with its level and text: "## Pay ##".
_HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t#]*$", re.MULTILINE)


#: Names through which a cell changes what it did not import.
_REACHING_OUT = {"__import__", "delattr", "eval", "exec", "get_ipython", "globals", "setattr"}
#: A parameter that a title names: "{role}".
_NAMED = re.compile(r"\{\w*\}")


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


@dataclass(frozen=True)
class ReportNotebook:
    """A notebook, as the report that it makes.

    Args:
        name: Name of the notebook, without the ending.
        path: Its file.
        title: Title of a report, with names of parameters in braces: "{role}: outlook".
        parameters: What can be asked of it.
        order: Place in the list of reports, low first.
        default: Whether it is among the reports that are made when nothing is asked for.
        request_defaults: Values that take the place of the notebook's own as soon as anything is
            asked for, because those belong to its worked example. `NEWEST` and `NEWEST_STATES`
            are the newest there are.
        scripts: Whether its results bring scripts along, which its pages then run and say so.
    """

    name: str
    path: Path
    title: str
    parameters: tuple[Parameter, ...]
    order: int = _LAST
    default: bool = False
    request_defaults: Mapping[str, Any] = field(default_factory=dict)
    scripts: bool = False

    def title_of(self, given: Mapping[str, object]) -> str:
        """The title of a report with these parameters, the notebook's own for the others."""
        values = check_parameters(self.parameters, given)
        title = self.title.format(**{name: value_text(value) for name, value in values.items()})
        return title[:1].upper() + title[1:]

    @property
    def about(self) -> str:
        """What its reports are on, without the role: "Pay over the years"."""
        return title_without_names(self.title)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of its parameters."""
        return tuple(parameter.name for parameter in self.parameters)


def title_without_names(title: str) -> str:
    """The title of a notebook without the parameters it names.

    Args:
        title: For example "{role}: pay over the years".
    """
    text = _NAMED.sub("", title).strip(" :,")
    return text[:1].upper() + text[1:]


def read_notebook(path: Path) -> NotebookNode:
    """Read a notebook.

    Args:
        path: The `.ipynb` file.

    Returns:
        Its content in the newest format.

    Raises:
        ReportError: The file is not there or is no notebook.
    """
    try:
        return nbformat.read(path, as_version=4)
    except FileNotFoundError as error:
        raise ReportError(
            "There is no such notebook",
            where=str(path),
            next_step="Name a notebook, for example notebooks/compare-roles.ipynb.",
        ) from error
    except (nbformat.reader.NotJSONError, nbformat.ValidationError) as error:
        raise ReportError(
            "The file is not a notebook",
            where=str(path),
            expected="a Jupyter notebook of format 4",
            got=str(error).splitlines()[0],
        ) from error


def only_calls_labor(content: NotebookNode) -> bool:
    """Whether no cell can change a library: nothing else is imported, and nothing is set in it."""
    try:
        trees = [ast.parse(cell.source) for cell in content.cells if cell.cell_type == "code"]
    except SyntaxError:  # a command of IPython, such as %matplotlib
        return False
    nodes = [node for tree in trees for node in ast.walk(tree)]
    imported = {a.name for node in nodes if isinstance(node, ast.Import) for a in node.names}
    imported |= {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)}
    used = {node.id for node in nodes if isinstance(node, ast.Name)}
    is_set = any(
        isinstance(node, ast.Attribute | ast.Subscript) and not isinstance(node.ctx, ast.Load)
        for node in nodes
    )
    return imported <= {"labor"} and not is_set and not used & _REACHING_OUT


def brings_scripts(content: NotebookNode) -> bool:
    """Whether a notebook says that its results bring scripts along, as Plotly and Altair do."""
    return bool(content.metadata.get("labor", {}).get("scripts", False))


def tags_of(cell: NotebookNode) -> list[str]:
    """The tags of a cell."""
    return list(cell.metadata.get("tags", []))


def headings_of(cell: NotebookNode) -> list[tuple[int, str]]:
    """Level and text of the headings in a Markdown cell."""
    if cell.cell_type != "markdown":
        return []
    return [(len(match[1]), match[2]) for match in _HEADING.finditer(cell.source)]


def section_of(notebook: NotebookNode, position: int) -> str:
    """The last heading above a cell, to say where in a notebook something happened.

    Args:
        notebook: The notebook.
        position: Number of the cell, from 0.

    Returns:
        The heading, or words for the start of the notebook.
    """
    above = [text for cell in notebook.cells[: position + 1] for _, text in headings_of(cell)]
    return above[-1] if above else "the start of the notebook"


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


def without_newest(values: Mapping[str, Value]) -> dict[str, Value]:
    """The values that do not stand for the newest of what the tables have."""
    return {n: value for n, value in values.items() if value not in (NEWEST, NEWEST_STATES)}


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
        name: _checked(name, parameter.kind, given[name]) if name in given else parameter.default
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


def value_text(value: Value) -> str:
    """The value of a parameter as a reader would write it."""
    if isinstance(value, list | tuple):
        return "; ".join(value) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) or "none"


def read_report_notebooks(folder: Path) -> tuple[ReportNotebook, ...]:
    """Read what every notebook of a folder says of itself.

    Args:
        folder: Folder with the notebooks.

    Returns:
        The notebooks in the order of the list of reports.

    Raises:
        ReportError: There is no notebook, or one is not described as it should be.
    """
    found = [read_report_notebook(path) for path in folder.glob("*.ipynb")]
    if not found:
        raise ReportError(
            "There are no notebooks to make reports from",
            where=str(folder),
            expected="files that end in .ipynb",
            next_step="Name the project folder with --root, or restore its notebooks.",
        )
    return tuple(sorted(found, key=lambda notebook: (notebook.order, notebook.name)))


def read_report_notebook(path: Path) -> ReportNotebook:
    """Read what a notebook says of itself in `metadata.labor`.

    Args:
        path: The notebook.

    Returns:
        The notebook. One without a description has its first heading as title, stands last and
        is made only when it is asked for.

    Raises:
        ReportError: The file is no notebook, or its description has another form.
    """
    content = read_notebook(path)
    parameters = read_parameters(content)
    description: dict[str, Any] = {
        "title": _first_heading(content, path.stem),
        **content.metadata.get("labor", {}),
    }
    _check(description, parameters, path)
    return ReportNotebook(path.stem, path, parameters=parameters, **description)


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
    name = line.target.id
    return Parameter(name, kind, _checked(name, kind, default), comment)


def _checked(name: str, kind: str, value: object) -> Value:
    """The value of a parameter, if it is of the parameter's kind."""
    if kind not in KINDS:
        raise ReportError(
            f"The parameter {name} is of an unknown kind", expected=", ".join(KINDS), got=kind
        )
    found = _of_kind(kind, value)
    if found is None:
        raise ReportError(
            f"The parameter {name} has a value of another kind",
            expected=KINDS[kind],
            got=f"{value!r}",
        )
    return found


def _of_kind(kind: str, value: object) -> Value | None:
    if isinstance(value, bool):
        return value if kind == "bool" else None
    if isinstance(value, str):
        return value if kind == "str" else None
    if isinstance(value, int):
        return value if kind in ("int", "float") else None
    if isinstance(value, float):
        return value if kind == "float" else None
    if isinstance(value, list | tuple) and kind == "list[str]":
        return list(value) if all(isinstance(item, str) for item in value) else None
    return None


def _from_text(text: str, kind: str) -> object:
    """A typed value from text; text that does not fit is left for the check to refuse."""
    if kind == "str":
        return text
    if kind == "list[str]" and not text.startswith("["):
        return [item.strip() for item in text.split(";") if item.strip()]
    try:
        return json.loads(text)
    except (ValueError, RecursionError):  # also a number of thousands of digits
        return text


def _first_heading(content: NotebookNode, otherwise: str) -> str:
    found = (text for cell in content.cells for _, text in headings_of(cell))
    return next(found, otherwise).replace("{", "{{").replace("}", "}}")


def _check(description: Mapping[str, Any], parameters: tuple[Parameter, ...], path: Path) -> None:
    """Refuse a description that names what is not there."""
    where = f"{path.name}, metadata.labor"
    for name, value in description.items():
        if name not in _DESCRIPTION or not isinstance(value, _DESCRIPTION[name]):
            raise ReportError(
                "A notebook describes itself in another form",
                where=where,
                expected=", ".join(f"{n} ({t.__name__})" for n, t in _DESCRIPTION.items()),
                got=f"{name}: {value!r}",
            )
    defaults: dict[str, Value] = dict(description.get("request_defaults", {}))
    check_parameters(parameters, without_newest(defaults))
    known = {parameter.name for parameter in parameters}
    named = {name for _, name, _, _ in Formatter().parse(description["title"]) if name is not None}
    if unknown := sorted((named | set(defaults)) - known):
        raise ReportError(
            "The description of a notebook names parameters that it does not have",
            where=where,
            expected=", ".join(sorted(known)),
            got=", ".join(unknown),
        )
