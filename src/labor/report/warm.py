"""An engine of papermill that runs the cells in this process, where everything is imported."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import TextIOBase
from itertools import pairwise
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
NAME = "labor-warm"


class WarmEngine(Engine):
    """Runs a notebook in this process, with the outputs that a kernel would give.

    The process is used up by it: run one notebook in each, forked from one that has imported
    what the notebooks need. What programs write past Python's own streams is not captured.
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
                cell.outputs = _run(shell, cell, execution_timeout)
                if any(output.output_type == "error" for output in cell.outputs):
                    nb_man.cell_exception(cell, index)
                    break
            finally:
                nb_man.cell_complete(cell, index)


def register() -> str:
    """Make the engine known to papermill, and return its name."""
    papermill_engines.register(NAME, WarmEngine)
    return NAME


class _Outputs(list[NotebookNode]):
    """Outputs of a cell as they come; each stream of text is one output."""

    def write(self, name: str, text: str) -> None:
        stream = next((one for one in self if one.get("name") == name), None)
        if stream is None:
            stream = new_output("stream", name=name, text="")
            self.append(stream)
        stream.text += text


class _Stream(TextIOBase):
    def __init__(self, outputs: _Outputs, name: str) -> None:
        self._outputs, self._name = outputs, name

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if text:
            self._outputs.write(self._name, text)
        return len(text)


class _Hook(DisplayHook):
    """Keeps the result of a cell where IPython would print it."""

    def start_displayhook(self) -> None:
        self._is_active = True

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(
        self, format_dict: Mapping[str, Any], md_dict: Mapping[str, Any] | None = None
    ) -> None:
        self.shell.outputs.append(
            new_output(
                "execute_result",
                data=json_clean(dict(format_dict)),
                metadata=json_clean(dict(md_dict or {})),
                execution_count=self.shell.execution_count,
            )
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
        output = new_output("display_data", **content)
        shown.append(output)
        self.shell.outputs.append(output)

    def clear_output(self, wait: bool = False) -> None:
        self.shell.outputs.clear()


class _Shell(InteractiveShell):
    """IPython's shell, with its outputs kept as a notebook has them."""

    def __init__(self, **traits: Any) -> None:
        self.outputs = _Outputs()
        super().__init__(**traits)

    def _showtraceback(self, etype: type, evalue: BaseException, stb: list[str]) -> None:
        self.outputs.append(
            new_output("error", ename=etype.__name__, evalue=str(evalue), traceback=stb)
        )


def _new_shell(private: Path) -> _Shell:
    settings = Config()
    settings.HistoryManager.enabled = False  # no file, and no thread that writes it
    _Shell.clear_instance()  # nothing of a notebook that ran here before
    return _Shell.instance(
        config=settings,
        ipython_dir=str(private / "ipython"),
        displayhook_class=_Hook,
        display_pub_class=_Publisher,
    )


def _run(shell: _Shell, cell: NotebookNode, seconds: int) -> list[NotebookNode]:
    """Run a cell and return its outputs, standard output before the remarks of programs."""
    shell.outputs = outputs = _Outputs()
    streams = _Stream(outputs, "stdout"), _Stream(outputs, "stderr")
    with redirect_stdout(streams[0]), redirect_stderr(streams[1]), _limit(seconds):
        result = shell.run_cell(cell.source, store_history=True)
    cell.execution_count = result.execution_count
    names = [output.get("name") for output in outputs]
    for place in (p for p, pair in enumerate(pairwise(names)) if pair == ("stderr", "stdout")):
        outputs[place : place + 2] = outputs[place + 1], outputs[place]
    return list(outputs)


@contextmanager
def _limit(seconds: int) -> Iterator[None]:
    """Stop a cell that runs longer than some seconds."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"a cell ran longer than {seconds} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
