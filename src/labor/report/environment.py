"""What every process that makes reports is set up with."""

from __future__ import annotations

import sys
from pathlib import Path

#: Set for whatever runs the cells of a report: the same results on every run and machine.
ENVIRONMENT = {
    "PYTHONHASHSEED": "0",  # the same order in sets
    "OMP_NUM_THREADS": "1",  # sums in the same order, and no threads that a fork would lose
    "OPENBLAS_NUM_THREADS": "1",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",  # what a kernel sets by itself
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",  # no debugger, no remarks about it
}


def home_of(folder: Path | None) -> dict[str, str]:
    """What makes the cells read the project of a report, whatever the user's own setting is."""
    return {} if folder is None else {"LABOR_HOME": str(folder.resolve())}


def spare_imports() -> None:
    """Leave out an optional part of a library that costs more to import than all the others.

    The validator of notebooks imports `jsonschema`, which compiles the whole grammar of
    international addresses where JupyterLab has brought it along. Notebooks have no such
    addresses. To be called before the first notebook is read.
    """
    sys.modules.setdefault("rfc3987_syntax", None)
