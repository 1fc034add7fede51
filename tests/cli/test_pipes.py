"""Commands between other commands: pipes that close, files in, no colour, quiet streams."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

LABOR = str(Path(sys.executable).with_name("labor"))


def shell(line, project, **more):
    place = {"LABOR_HOME": str(project), "PATH": f"{Path(LABOR).parent}:{os.environ['PATH']}"}
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", line],
        env=os.environ | place,
        capture_output=True,
        text=True,
        timeout=120,
        **more,
    )


@pytest.mark.parametrize("line", ["labor status | true", "labor peers 31-9092 | head -n 1"])
def test_a_reader_that_has_seen_enough_gets_no_message(project, line):
    shown = shell(line, project)
    assert shown.stderr == ""
    # A short answer can be through before the reader goes.
    assert shown.returncode in (0, 141)


def test_the_code_of_a_closed_pipe(project):
    read, write = os.pipe()
    os.close(read)
    shown = subprocess.run([LABOR, "status"], stdout=write, stderr=subprocess.PIPE, text=True)
    os.close(write)
    assert (shown.returncode, shown.stderr) == (141, "")


def test_answers_and_messages_have_a_stream_each(project, tmp_path):
    shown = shell(f"labor peers 31-9092 --csv {tmp_path}/peers.csv 2>/dev/null", project)
    assert shown.stdout == ""
    shown = shell("labor peers 31-9092 --csv - | tail -n +2 | wc -l", project)
    rows = (tmp_path / "peers.csv").read_text().splitlines()[1:]
    assert shown.stdout.split() == [str(len(rows))]
    assert rows


@pytest.mark.parametrize("variable", ["NO_COLOR", "FORCE_COLOR"])
def test_nothing_is_coloured_in_a_file(project, variable, monkeypatch):
    monkeypatch.setenv(variable, "1")
    shown = shell("labor peers 31-9092 --csv - | head -n 1; labor fnd", project)
    assert shown.stdout.startswith("basis,rank,")
    assert "\x1b" not in shown.stdout + shown.stderr


def test_a_terminal_gets_lines_that_fit(project):
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    size = {"COLUMNS": "60", "NO_COLOR": "1", "LABOR_HOME": str(project)}
    with subprocess.Popen(
        [LABOR, "comparable", "31-9092", "2018", "2024"], stdout=theirs, env=os.environ | size
    ) as running:
        os.close(theirs)
        seen = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # the other end has closed
                break
            if not part:
                break
            seen += part
    os.close(ours)
    lines = seen.decode().splitlines()
    assert running.returncode == 0
    assert max(map(len, lines)) <= 60
    assert "\x1b" not in seen.decode()
