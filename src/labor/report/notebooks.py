"""Reading a notebook, and the few things asked of its cells."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from labor.errors import ReportError

_HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t#]*$", re.MULTILINE)


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


def tags_of(cell: NotebookNode) -> list[str]:
    """The tags of a cell."""
    return list(cell.metadata.get("tags", []))


def headings_of(cell: NotebookNode) -> list[tuple[int, str]]:
    """Level and text of the headings in a Markdown cell."""
    if cell.cell_type != "markdown":
        return []
    return [(len(match[1]), match[2]) for match in _HEADING.finditer(cell.source)]


def section_of(notebook: NotebookNode, position: int) -> str:
    """The last heading above a cell, to say where in a notebook something happened."""
    above = [text for cell in notebook.cells[: position + 1] for _, text in headings_of(cell)]
    return above[-1] if above else "the start of the notebook"
