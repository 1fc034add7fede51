"""Parts of the package that are installed when they are wanted, and how to get them."""

from __future__ import annotations

from importlib import metadata

from labor.errors import LaborError

#: Name of the package on the package index; the command and the import are `labor`.
DISTRIBUTION = "labor-tables"
#: What each part is for, for the message of a command that lacks it.
PURPOSE = {
    "files": "to read publishers' files",
    "report": "to make and check reports",
    "lab": "to explore notebooks in JupyterLab",
    "cluster": "to share work between machines",
    "mcp": "to answer assistants",
}


def extra_of(module: str) -> str | None:
    """The part of the package that brings a module.

    Args:
        module: Name that could not be imported, such as "python_calamine".

    Returns:
        Name of the extra; None if the module is in none.
    """
    from packaging.requirements import Requirement

    wanted = module.partition(".")[0].replace("_", "-").lower()
    lines = [Requirement(line) for line in metadata.requires(DISTRIBUTION) or ()]
    return next(
        (
            extra
            for extra in PURPOSE
            for one in lines
            if one.name.lower() == wanted and one.marker and one.marker.evaluate({"extra": extra})
        ),
        None,
    )


def missing_part(error: ModuleNotFoundError) -> LaborError | None:
    """A message for a command that lacks a part of the package.

    Args:
        error: The import that failed.

    Returns:
        The message with the line that installs the part; None if it is no part's.
    """
    extra = extra_of(error.name or "")
    if extra is None:
        return None
    return LaborError(
        f"A part of labor that is needed {PURPOSE[extra]} is not installed",
        got=f"no {error.name}",
        next_step=f'Install it: `pip install "{DISTRIBUTION}[{extra}]"`, or [all] for everything.',
    )
