"""The code blocks of a Markdown page, run in order, and what they print held against the page.

A block `python` or `sh` prints the block `text` right after it, if there is one; a block
`console` holds commands after `$ ` and what each prints. `...` stands for what is left out, and
lines may be wrapped. Blocks under one heading share a new folder and their names.
"""

import contextlib
import doctest
import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from markdown_it import MarkdownIt

from labor.cli import main

FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
#: Nothing but one command of the program: "labor find RHIA --limit 1", perhaps over two lines.
PROGRAM = re.compile(r"labor (?!doctor|report)(?:[^|&;<>$`*\\\n]|\\\n)+\n?")
COMMAND = re.compile(r"^\$ ((?:.*\\\n)*.*)$", re.M)


@dataclass(frozen=True)
class Step:
    """Code of one kind, and what it shall print; nothing is expected if that is None."""

    kind: str
    code: str
    shown: str | None


@dataclass
class Section:
    """What stands under one heading."""

    title: str
    steps: list[Step] = field(default_factory=list)


def sections_of(page: Path) -> list[Section]:
    """The headings of the second level that have code below them."""
    found = [Section("")]
    tokens = MarkdownIt("commonmark").parse(page.read_text(encoding="utf-8"))
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type == "inline" and before.type == "heading_open" and before.tag == "h2":
            found.append(Section(token.content))
        elif token.type == "fence":
            _add(found[-1].steps, token.info, token.content)
    return [section for section in found if section.steps]


def _add(steps: list[Step], kind: str, content: str) -> None:
    if kind == "console":
        parts = COMMAND.split(content)
        assert not parts[0].strip(), "a block `console` begins with a command"
        for code, shown in zip(parts[1::2], parts[2::2], strict=True):
            steps.append(Step("sh", code, shown.lstrip("\n")))
    elif kind in ("python", "sh"):
        steps.append(Step(kind, content, None))
    elif kind == "text":
        assert steps and steps[-1].shown is None, "a block `text` follows the code that prints it"
        steps[-1] = Step(steps[-1].kind, steps[-1].code, content)
    else:
        raise AssertionError(f"a block of a kind that is not run: {kind!r}")


def run(section: Section, folder: Path, project: Path) -> Iterator[tuple[Step, str]]:
    """Run the steps of a section in a folder, on the tables of a project."""
    names: dict[str, object] = {"__name__": "page"}
    for step in section.steps:
        if step.kind == "sh":
            yield step, _shell(step.code, folder, project)
        else:
            yield step, _python(step.code, names)


def agrees(step: Step, printed: str) -> bool:
    """Whether the page shows what was printed."""
    return step.shown is None or doctest.OutputChecker().check_output(step.shown, printed, FLAGS)


def _shell(code: str, folder: Path, project: Path) -> str:
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": programs, "LABOR_HOME": str(project), "COLUMNS": "96"}
    if PROGRAM.fullmatch(code):
        return _program(shlex.split(code.replace("\\\n", " "))[1:], folder, environment)
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", code],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode == 0, f"{code}\n{done.stdout}"
    return done.stdout


def _program(words: list[str], folder: Path, environment: dict[str, str]) -> str:
    """What a command of the program prints in this process, which has its libraries loaded."""
    printed = io.StringIO()
    streams = contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed)
    with contextlib.chdir(folder), patch.dict(os.environ, environment), streams[0], streams[1]:
        try:
            main(words)
        except SystemExit as end:
            assert not end.code, f"{words}\n{printed.getvalue()}"
    return printed.getvalue()


def _python(code: str, names: dict[str, object]) -> str:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "page", "exec"), names)
    return printed.getvalue()
