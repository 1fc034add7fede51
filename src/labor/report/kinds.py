"""The kinds of report there are: a folder of notebooks, each described by its own metadata."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from string import Formatter
from typing import Any

from nbformat import NotebookNode

from labor.errors import ReportError
from labor.report.notebooks import headings_of, read_notebook
from labor.report.pages import said
from labor.report.parameters import Parameter, Value, check_parameters, read_parameters

#: Stands in `asked` for the newest value that the tables have.
NEWEST = "newest"

#: What `metadata.labor` of a notebook may hold, and the type of each.
_DESCRIPTION = {"title": str, "order": int, "default": bool, "asked": dict}
#: Place in the list of a notebook that names none: behind those that do.
_LAST = 1_000


@dataclass(frozen=True)
class Kind:
    """One kind of report.

    Args:
        name: Name of the notebook, without the ending.
        path: Its file.
        title: Title of a report, with names of parameters in braces: "{role}: outlook".
        parameters: What can be asked of it.
        order: Place in the list of reports, low first.
        default: Whether it is among the reports that are made when nothing is asked for.
        asked: Values that take the place of the notebook's own as soon as anything is asked
            for, because those belong to its worked example. `NEWEST` is the newest there is.
    """

    name: str
    path: Path
    title: str
    parameters: tuple[Parameter, ...]
    order: int = _LAST
    default: bool = False
    asked: Mapping[str, Any] = field(default_factory=dict)

    def title_of(self, given: Mapping[str, object]) -> str:
        """The title of a report with these parameters, the notebook's own for the others."""
        values = check_parameters(self.parameters, given)
        title = self.title.format(**{name: said(value) for name, value in values.items()})
        return title[:1].upper() + title[1:]

    @property
    def names(self) -> tuple[str, ...]:
        """Names of its parameters."""
        return tuple(parameter.name for parameter in self.parameters)


def read_kinds(folder: Path) -> tuple[Kind, ...]:
    """Read what every notebook of a folder says of itself.

    Args:
        folder: Folder with the notebooks.

    Returns:
        The kinds of report in the order of the list of reports.

    Raises:
        ReportError: There is no notebook, or one is not described as it should be.
    """
    kinds = [read_kind(path) for path in folder.glob("*.ipynb")]
    if not kinds:
        raise ReportError(
            "There are no notebooks to make reports from",
            where=str(folder),
            expected="files that end in .ipynb",
            next_step="Name the project folder with --root, or restore its notebooks.",
        )
    return tuple(sorted(kinds, key=lambda kind: (kind.order, kind.name)))


def read_kind(path: Path) -> Kind:
    """Read what a notebook says of itself in `metadata.labor`.

    Args:
        path: The notebook.

    Returns:
        The kind of report it makes. One without a description has its first heading as title,
        stands last and is made only when it is asked for.

    Raises:
        ReportError: The file is no notebook, or its description has another form.
    """
    content = read_notebook(path)
    parameters = read_parameters(content)
    told: dict[str, Any] = {
        "title": _heading(content, path.stem),
        **content.metadata.get("labor", {}),
    }
    _check(told, parameters, path)
    return Kind(path.stem, path, parameters=parameters, **told)


def _heading(content: NotebookNode, otherwise: str) -> str:
    found = (text for cell in content.cells for _, text in headings_of(cell))
    return next(found, otherwise).replace("{", "{{").replace("}", "}}")


def _check(told: Mapping[str, Any], parameters: tuple[Parameter, ...], path: Path) -> None:
    """Refuse a description that names what is not there."""
    where = f"{path.name}, metadata.labor"
    for name, value in told.items():
        if name not in _DESCRIPTION or not isinstance(value, _DESCRIPTION[name]):
            raise ReportError(
                "A notebook describes itself in another form",
                where=where,
                expected=", ".join(f"{n} ({t.__name__})" for n, t in _DESCRIPTION.items()),
                got=f"{name}: {value!r}",
            )
    asked: dict[str, Value] = dict(told.get("asked", {}))
    check_parameters(parameters, {n: value for n, value in asked.items() if value != NEWEST})
    known = {parameter.name for parameter in parameters}
    named = {name for _, name, _, _ in Formatter().parse(told["title"]) if name is not None}
    if unknown := sorted((named | set(asked)) - known):
        raise ReportError(
            "The description of a notebook names parameters that it does not have",
            where=where,
            expected=", ".join(sorted(known)),
            got=", ".join(unknown),
        )
