"""From a notebook and parameters to one HTML file, or to a message and no file."""

from __future__ import annotations

import logging
import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
import papermill
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError
from traitlets import default

from labor.errors import ReportError
from labor.report.notebooks import (
    Value,
    brings_scripts,
    check_parameters,
    read_notebook,
    read_parameters,
    section_of,
    tags_of,
)
from labor.report.page_checks import problems_of
from labor.report.pages import write_page
from labor.report.render import render
from labor.workers import ENVIRONMENT

#: The name papermill asks for; which interpreter it means is decided here.
NAME = "python3"

#: File in the private folder with what the kernel's process said.
LOG = "kernel.log"

#: A socket in the file system has a name of at most about a hundred bytes.
_LONGEST = 90


def private_kernel_manager(folder: Path, settings: Mapping[str, str]) -> type[AsyncKernelManager]:
    """Make a kernel manager that ignores the kernels installed on a machine.

    A kernel named "python3" may be another Python's. This one runs the interpreter that asks
    for it. Where the system has local sockets it talks through them, because two reports that
    start at once can be given the same network port.

    Args:
        folder: Private folder for the connection file, sockets and IPython's profile.
        settings: Environment variables to set for the kernel beside the usual ones.

    Returns:
        A class for nbclient's `kernel_manager_class`.
    """

    class ThisInterpreter(KernelSpecManager):
        def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
            return KernelSpec(
                argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
                display_name="Python 3",
                language="python",
                # No start-up files of the user.
                env={**ENVIRONMENT, **settings, "IPYTHONDIR": str(folder / "ipython")},
            )

    class PrivateKernelManager(AsyncKernelManager):
        @default("kernel_spec_manager")
        def _private_specs(self) -> KernelSpecManager:
            return ThisInterpreter(parent=self)

        @default("transport")
        def _local_sockets(self) -> str:
            fits = len(os.fsencode(folder / "kernel.json")) <= _LONGEST
            return "ipc" if os.name == "posix" and fits else "tcp"

        @default("connection_file")
        def _private_file(self) -> str:
            return str(folder / "kernel.json")

        def start_kernel(self, **options: Any) -> Any:
            return self._start_logged(**options)

        async def _start_logged(self, **options: Any) -> None:
            # What the process itself says is for finding faults, not for a user's terminal.
            with (folder / LOG).open("wb") as log:
                await super()._async_start_kernel(stdout=log, stderr=log, **options)

    return PrivateKernelManager


def run_report(
    notebook: Path,
    parameters: Mapping[str, object],
    out: Path,
    *,
    cell_timeout: int = 300,
    start_timeout: int = 60,
    folder: Path | None = None,
) -> Path:
    """Run a notebook with parameters and write the page it makes.

    The page is written beside its place and moved there when the notebook ran to its end and
    the page passed its checks. The same notebook, parameters and data give the same bytes.

    Args:
        notebook: Notebook with one cell of parameters.
        parameters: Values by name; those not given keep the notebook's.
        out: HTML file to write.
        cell_timeout: Seconds after which a cell is given up.
        start_timeout: Seconds after which a kernel that does not answer is given up.
        folder: Project folder, which the notebook runs in and reads; the current one if left
            out.

    Returns:
        The path of the page.

    Raises:
        ReportError: A parameter is unknown or of another kind; a cell fails, with its heading
            and the error; the page does not pass a check. An old page at `out` is then left
            as it was.
    """
    page = page_of(
        notebook, parameters, cell_timeout=cell_timeout, start_timeout=start_timeout, folder=folder
    )
    return write_page(out, page)


def page_of(
    notebook: Path,
    parameters: Mapping[str, object],
    *,
    cell_timeout: int = 300,
    start_timeout: int = 60,
    folder: Path | None = None,
    is_in_process: bool = False,
) -> str:
    """Run a notebook with parameters and return the page it makes.

    Args:
        notebook: See `run_report`, as for the others.
        parameters: Values by name.
        cell_timeout: Seconds for a cell.
        start_timeout: Seconds for the start of a kernel.
        folder: Project folder.
        is_in_process: Run the cells in this process, which they may change, not in a kernel.

    Returns:
        The whole page, the same bytes in a kernel and in this process.

    Raises:
        ReportError: See `run_report`.
    """
    content = read_notebook(notebook)
    declared = read_parameters(content)
    values = check_parameters(declared, parameters)
    content.cells = [cell for cell in content.cells if _wanted(cell, values)]
    # Whatever the user's own setting is, the cells read the project of the report.
    home = {} if folder is None else {"LABOR_HOME": str(folder.resolve())}
    with tempfile.TemporaryDirectory(prefix="labor-") as private:
        limits = {"start_timeout": start_timeout, "execution_timeout": cell_timeout}
        engine = (_in_process if is_in_process else _in_kernel)(Path(private), home)
        executed = _execute(content, values, Path(private), folder, {**limits, **engine})
    page = render(executed, notebook.name, declared, values)
    if problems := problems_of(page, any_script=brings_scripts(content)):
        raise ReportError(
            f"The page of {notebook.name} does not pass its checks:\n"
            + "\n".join(f"  - {problem}" for problem in problems),
            next_step="Nothing was written. Correct the cells that print these.",
        )
    return page


def _wanted(cell: NotebookNode, values: Mapping[str, Value]) -> bool:
    """Whether a cell is run: one tagged `if-NAME` only when that parameter is not empty or 0."""
    required = [tag.removeprefix("if-") for tag in tags_of(cell) if tag.startswith("if-")]
    unknown = [name for name in required if name not in values]
    if unknown:
        raise ReportError(
            "A cell depends on a parameter that the notebook does not have",
            where=f"tag if-{unknown[0]}",
            expected=", ".join(f"if-{name}" for name in values),
        )
    return all(values[name] for name in required)


def _in_kernel(private: Path, home: Mapping[str, str]) -> dict[str, Any]:
    """Settings of papermill for a kernel of its own."""
    manager = private_kernel_manager(private, home)
    return {"kernel_manager_class": manager, "coalesce_streams": True}


def _in_process(private: Path, home: Mapping[str, str]) -> dict[str, Any]:
    """Settings of papermill for running the cells here."""
    from labor.report import cells

    os.environ.update(home)
    # The notebook is in this process: it need not be written after every cell to be kept.
    return {
        "engine_name": cells.register(),
        "private": private,
        "request_save_on_cell_execute": False,
    }


def _execute(
    content: NotebookNode,
    values: Mapping[str, Value],
    private: Path,
    folder: Path | None,
    settings: Mapping[str, Any],
) -> NotebookNode:
    """Run the cells and return the notebook with their outputs.

    Args:
        content: Notebook to run.
        values: Value of every parameter.
        private: Folder for everything the run leaves behind.
        folder: Folder the notebook runs in.
        settings: Limits in seconds, and which engine runs the cells.
    """
    runner = logging.getLogger("papermill")
    if not runner.handlers:
        runner.addHandler(logging.NullHandler())  # its errors are reported below, once
    source, executed = private / "asked.ipynb", private / "executed.ipynb"
    nbformat.write(content, source)
    try:
        return papermill.execute_notebook(
            source,
            executed,
            dict(values),
            kernel_name=NAME,
            language="python",
            progress_bar=False,
            cwd=folder,
            **settings,
        )
    except PapermillExecutionError as error:
        raise _failure(executed, error.ename, error.evalue) from error
    except CellTimeoutError as error:
        seconds = settings["execution_timeout"]
        raise _failure(executed, "Timeout", f"a cell ran longer than {seconds} s") from error
    except DeadKernelError as error:
        raise _failure(executed, "Dead kernel", "the Python process ended by itself") from error
    except RuntimeError as error:
        log = (private / LOG).read_text(errors="replace") if (private / LOG).exists() else ""
        raise ReportError(
            "The kernel of the report did not start",
            expected=f"an answer within {settings['start_timeout']} s",
            got=(log.strip() or str(error)).splitlines()[-1],
            next_step="Try again; if it stays so, run `python -m ipykernel_launcher --version`.",
        ) from error


def _failure(executed: Path, name: str, message: str) -> ReportError:
    """The error of a cell, as a message that names the heading above it."""
    notebook = read_notebook(executed)
    started = [i for i, cell in enumerate(notebook.cells) if _status(cell).get("start_time")]
    failed = [i for i in started if _status(notebook.cells[i]).get("exception")]
    stopped = (failed or started or [0])[-1]
    first, *others = message.strip().splitlines() or [""]
    parts = dict(_part(line) for line in others)
    return ReportError(
        f"The report stopped in the section {section_of(notebook, stopped)!r}: {name}: {first}",
        where=parts.get("where", ""),
        expected=parts.get("expected", ""),
        got=parts.get("got", ""),
        next_step=parts.get("next step", "No page was written."),
    )


def _part(line: str) -> tuple[str, str]:
    """Name and text of a line of an error's message, see `LaborError.message`."""
    name, _, text = line.partition(":")
    return name.strip(), text.strip()


def _status(cell: NotebookNode) -> dict[str, Any]:
    """What papermill noted of a cell's run."""
    return cell.metadata.get("papermill", {})
