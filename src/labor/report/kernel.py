"""The kernel of a report: this very interpreter, with nobody's settings, in a private folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from traitlets import default

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
