"""A batch that is killed or stopped from the keyboard leaves whole pages, and goes on with them."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
from made import notebook
from nbformat.v4 import new_code_cell, new_markdown_cell

from labor.report.manifest import NAME
from labor.report.page_checks import problems_of

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc").exists(), reason="it looks for processes in /proc"),
]

ROLES = ("surgeons", "29-2072", "actors", "registered nurses", "no such role", "file clerks")
PAGES = 5
SECONDS = 120


@pytest.fixture
def home(project, built, tmp_path) -> Path:
    """A project with the real tables and one slow notebook."""
    (tmp_path / "data" / "raw").mkdir(parents=True)
    (tmp_path / "data" / "processed").symlink_to(project / "data" / "processed")
    (tmp_path / "notebooks").mkdir()
    code = new_code_cell("import time; time.sleep(0.5)\nprint(role)")
    content = notebook(
        new_markdown_cell("## Pay"), code, parameters='role: str = "actors"  # the role\n'
    )
    content.metadata["labor"] = {"title": "Pay of {role}", "default": True}
    nbformat.write(content, tmp_path / "notebooks" / "slow.ipynb")
    (tmp_path / "roles.txt").write_text("# a list\n" + "\n".join(ROLES))
    return tmp_path


def start(home: Path) -> subprocess.Popen:
    program = "from labor.cli import main; main()"
    arguments = ["report", "--roles", home / "roles.txt", "--root", home, "--workers", "1"]
    return subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=home,
    )


def wait_for(run: subprocess.Popen, record: Path, lines: int) -> None:
    until = time.monotonic() + SECONDS
    while not record.exists() or record.read_text().count("\n") < lines:
        assert run.poll() is None, run.communicate()[0]
        assert time.monotonic() < until
        time.sleep(0.02)


def descendants_of(home: Path) -> list[int]:
    """Processes that work for this project's batch."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and int(entry.name) != os.getpid():
            try:
                command = (entry / "cmdline").read_bytes()
                if b"labor.workers" in command and home.samefile(entry / "cwd"):
                    found.append(int(entry.name))
            except OSError:
                continue  # it has ended since
    return found


def wait_until_alone(home: Path) -> None:
    until = time.monotonic() + SECONDS
    while descendants_of(home):
        assert time.monotonic() < until
        time.sleep(0.02)


def test_a_batch_goes_on_after_a_kill_and_after_ctrl_c(home):
    folder = home / "reports" / "atlas"
    killed = start(home)
    wait_for(killed, folder / NAME, 1)
    assert descendants_of(home)
    killed.kill()
    killed.communicate()
    wait_until_alone(home)

    stopped = start(home)
    done = (folder / NAME).read_text().count("\n")
    wait_for(stopped, folder / NAME, done + 1)
    stopped.send_signal(signal.SIGINT)
    said = stopped.communicate(timeout=SECONDS)[0]
    assert stopped.returncode == 130
    assert "Traceback" not in said
    assert said.endswith("Stopped. Run the same command again to make what is missing.\n")
    wait_until_alone(home)

    finished = start(home)
    said = finished.communicate(timeout=SECONDS)[0]
    assert finished.returncode == 1
    assert "were there already" in said
    assert "- no such role: It is not clear which occupation 'no such role' is" in said
    assert "no such role: It is not clear" in (folder / "failures.txt").read_text()
    pages = sorted((folder / "slow").iterdir())
    assert len(pages) == PAGES
    assert all(problems_of(page.read_text(encoding="utf-8")) == [] for page in pages)
    assert (folder / NAME).read_text().count("\n") == PAGES
    assert "Surgeons" in (folder / "index.html").read_text(encoding="utf-8")
