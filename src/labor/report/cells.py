"""An engine of papermill that runs the cells in this process, where everything is imported."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import TextIOBase
from pathlib import Path
from types import FrameType
from typing import Any

from ipykernel.jsonutil import json_clean
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from nbformat import NotebookNode
from nbformat.v4 import new_output
from papermill.engines import Engine, NotebookExecutionManager, papermill_engines
from traitlets.config import Config

#: The name under which papermill knows the engine.
NAME = "labor-in-process"


class InProcessEngine(Engine):
    """Runs a notebook in this process, with the outputs that a kernel would give.

    The namespace is a new one; what cells do to libraries and to the process stays done. What
    programs write past Python's own streams is not captured.
    """

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        *,
        private: Path,
        execution_timeout: int,
        **others: Any,
    ) -> None:
        """Run the cells in order until one fails.

        Args:
            nb_man: The notebook, and what is noted of its run.
            kernel_name: Papermill's name of the kernel; there is none here.
            private: Folder for IPython's profile.
            execution_timeout: Seconds after which a cell is given up.
            others: Settings of kernels.
        """
        shell = _new_shell(private)
        for index, cell in enumerate(nb_man.nb.cells):
            nb_man.cell_start(cell, index)
            try:
                if cell.cell_type != "code" or not cell.source.strip():
                    continue
                shell.outputs = cell.outputs = []
                streams = _Stream(shell, "stdout"), _Stream(shell, "stderr")
                with (
                    redirect_stdout(streams[0]),
                    redirect_stderr(streams[1]),
                    _limit(execution_timeout),
                ):
                    result = shell.run_cell(cell.source, store_history=True)
                cell.execution_count = result.execution_count
                if any(output.output_type == "error" for output in cell.outputs):
                    nb_man.cell_exception(cell, index)
                    break
            finally:
                nb_man.cell_complete(cell, index)


def register() -> str:
    """Make the engine known to papermill, and return its name."""
    papermill_engines.register(NAME, InProcessEngine)
    return NAME


class _Stream(TextIOBase):
    """Standard output or error of a cell: one output, however often it is written to."""

    def __init__(self, shell: _Shell, name: str) -> None:
        self._shell, self._name = shell, name

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        outputs = self._shell.outputs
        stream = next((one for one in outputs if one.get("name") == self._name), None)
        if stream is not None:
            stream.text += text
        elif text:
            outputs.append(new_output("stream", name=self._name, text=text))
        return len(text)


class _Hook(DisplayHook):
    """Keeps the result of a cell where IPython would print it."""

    shell: _Shell

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(
        self, format_dict: Mapping[str, Any], md_dict: Mapping[str, Any] | None = None
    ) -> None:
        data, metadata = json_clean(dict(format_dict)), json_clean(dict(md_dict or {}))
        count = self.shell.execution_count
        self.shell.outputs.append(
            new_output("execute_result", data=data, metadata=metadata, execution_count=count)
        )

    def finish_displayhook(self) -> None:
        self._is_active = False


class _Publisher(DisplayPublisher):
    """Keeps what a cell displays; an update replaces what was displayed under the same name."""

    def __init__(self, *args: Any, **traits: Any) -> None:
        super().__init__(*args, **traits)
        self._shown: dict[str, list[NotebookNode]] = {}

    def publish(
        self,
        data: Mapping[str, Any],
        metadata: Mapping[str, Any] | None = None,
        source: str | None = None,
        *,
        transient: Mapping[str, Any] | None = None,
        update: bool = False,
        **others: Any,
    ) -> None:
        content = {"data": json_clean(dict(data)), "metadata": json_clean(dict(metadata or {}))}
        shown = self._shown.setdefault((transient or {}).get("display_id", ""), [])
        if update:
            for output in shown:
                output.update(NotebookNode(content))
            return
        shown.append(new_output("display_data", **content))
        self.shell.outputs.append(shown[-1])

    def clear_output(self, wait: bool = False) -> None:
        self.shell.outputs.clear()


class _Shell(InteractiveShell):
    """IPython's shell, with its outputs kept as a notebook has them."""

    outputs: list[NotebookNode]

    def _showtraceback(self, etype: type, evalue: BaseException, stb: list[str]) -> None:
        self.outputs.append(
            new_output("error", ename=etype.__name__, evalue=str(evalue), traceback=stb)
        )


def _new_shell(private: Path) -> _Shell:
    settings = Config()
    settings.HistoryManager.enabled = False  # no file, and no thread that writes it
    _Shell.clear_instance()  # nothing of a notebook that ran here before
    shell: _Shell = _Shell.instance(
        config=settings,
        ipython_dir=str(private / "ipython"),
        displayhook_class=_Hook,
        display_pub_class=_Publisher,
    )
    return shell


@contextmanager
def _limit(seconds: int) -> Iterator[None]:
    """Stop a cell that runs longer than some seconds, where the system has such alarms."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"a cell ran longer than {seconds} s")

    if not hasattr(signal, "SIGALRM"):  # the limit of the whole report holds there
        yield
        return
    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
