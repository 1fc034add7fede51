"""Pages of the notebooks, made in this process: no kernel, the same cells and the same page."""

import ast
from functools import cache
from pathlib import Path

from lxml import html
from nbformat.v4 import new_output

from labor.report.notebooks import check_parameters, read_notebook, read_parameters, tags_of
from labor.report.render import render

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


@cache
def page_of(name: str, **parameters: object) -> str:
    """The page of a notebook, with its own parameters but for those given."""
    path = NOTEBOOKS / f"{name}.ipynb"
    notebook = read_notebook(path)
    declared = read_parameters(notebook)
    values = check_parameters(declared, parameters)
    notebook.cells = [cell for cell in notebook.cells if _wanted(cell, values)]
    names: dict[str, object] = {}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            shown = _run(cell.source, names)
            names |= values if "parameters" in tags_of(cell) else {}
            cell.outputs = [_output(shown)] if shown is not None else []
    return render(notebook, path.name, declared, values)


def text_of(name: str, **parameters: object) -> str:
    """The text of the page of a notebook."""
    return html.document_fromstring(page_of(name, **parameters)).text_content()


def _wanted(cell, values) -> bool:
    asked = [tag.removeprefix("if-") for tag in tags_of(cell) if tag.startswith("if-")]
    return all(values[name] for name in asked)


def _run(source: str, names: dict[str, object]) -> object:
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names) if last else None


def _output(shown):
    made = getattr(shown, "_repr_mimebundle_", None)
    data = made() if made else {"text/html": shown._repr_html_(), "text/plain": repr(shown)}
    return new_output("execute_result", data=data, execution_count=1)
