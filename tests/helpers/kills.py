"""Kill add, accept, build, export and report at random moments; see what the next run leaves.

`python tests/helpers/kills.py FOLDER 60` works in a new project below FOLDER and prints how often
each command was killed; a set that is not whole or a leftover ends it with an error.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = (sys.executable, "-c", "from labor.cli import main; main()")
#: Part of the time of a whole run after which a kill comes, at most.
LATEST = 1.1
#: What a finished run leaves nowhere.
LEFTOVERS = (".*.part", "*.part", ".incoming-*", "*.tmp")


class Kills:
    """A small project, and the commands that are killed in it.

    Args:
        folder: Empty folder to work in.
        seed: Decides the moments.
    """

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.moments = folder, random.Random(seed)
        self.root, self.temporary = folder / "project", folder / "temporary"
        self.temporary.mkdir(parents=True)
        self.pays = folder / "Pay of 2026.csv"
        snapshot = self.root / "data" / "raw" / "snapshot"
        snapshot.mkdir(parents=True)
        for name in ("cpi_u", "oews_national_2010"):
            for ending in ("csv", "toml"):
                shutil.copy(ROOT / f"data/raw/snapshot/{name}.{ending}", snapshot)
        shutil.copytree(ROOT / "notebooks", self.root / "notebooks")
        self._download()
        self.commands = {
            "add": ("add", self.pays, "--as", "cpi_u", "--accept-new"),
            "accept": ("accept", "--yes"),
            "build": ("build", "--force"),
            "export": ("export", "--table", "prices", "--out", folder / "exported", "--force"),
            "report": ("report", "29-2071", "--out", folder / "pages", "--force"),
        }

    def _download(self) -> None:
        lines = (self.root / "data/raw/snapshot/cpi_u.csv").read_text().splitlines()
        self.pays.write_text("\n".join(lines[: self.moments.randrange(-40, -1)]) + "\n")

    def run(self, command: str, timeout: float | None = None) -> int:
        """Run a command, killed with its children after so many seconds; its exit code."""
        words = [*PROGRAM, *map(str, self.commands[command])]
        if command not in ("add", "accept", "build"):
            words += ["--root", str(ROOT)]
        else:
            words += ["--root", str(self.root)]
        with subprocess.Popen(
            words,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env={**os.environ, "TMPDIR": str(self.temporary)},
            start_new_session=True,
        ) as process:
            try:
                _, told = process.communicate(timeout=timeout)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.communicate()
                return -signal.SIGKILL
        assert b"Traceback" not in told, told.decode()
        return process.returncode

    def usual(self, command: str) -> float:
        """Seconds of a whole run of a command."""
        started = time.monotonic()
        code = self.run(command)
        assert code == 0, f"{command} ended with {code}"
        return time.monotonic() - started

    def kill(self, command: str, usual: float) -> str:
        """Kill one run, run it again, and look; whether the kill came before its end."""
        if command in ("add", "accept"):
            self._download()
        if command == "accept":
            self.run("add")
        code = self.run(command, self.moments.uniform(0.05, LATEST * usual))
        again = self.run(command)
        # What a killed run had accepted already does not wait any more.
        assert again == 0, f"{command} after a kill ended with {again}"
        leftovers = sorted(map(str, self.leftovers()))
        assert not leftovers, f"{command} left {leftovers}"
        return "killed" if code == -signal.SIGKILL else "ended first"

    def leftovers(self) -> Iterator[Path]:
        """Files of no finished run; temporary folders of killed ones are the system's to clear."""
        for place in (self.root, self.folder / "exported", self.folder / "pages"):
            for form in LEFTOVERS:
                yield from place.rglob(form)

    def is_one_set(self) -> bool:
        """Whether the built tables are those that their manifest describes."""
        from labor.tables.publication import changed_files

        return changed_files(self.root / "data" / "processed") in (None, [])


def kills(
    folder: Path, number: int, commands: tuple[str, ...] = (), seed: int = 2026
) -> Iterator[tuple[str, str]]:
    """Kill commands in turn.

    Args:
        folder: Empty folder to work in.
        number: Kills altogether.
        commands: Names of commands; all if left out.
        seed: Decides the moments.

    Yields:
        The command, and whether it was killed or ended first.
    """
    runs = Kills(folder, seed)
    names = commands or tuple(runs.commands)
    usual: dict[str, float] = {}
    for at in range(number):
        name = names[at % len(names)]
        if name not in usual:
            usual[name] = runs.usual(name)
        how = runs.kill(name, usual[name])
        assert runs.is_one_set(), f"the tables are no whole set after a kill of {name}"
        yield name, how


if __name__ == "__main__":
    found: Counter[tuple[str, str]] = Counter()
    for ending in kills(Path(sys.argv[1]), int(sys.argv[2])):
        found[ending] += 1
        sys.stderr.write(f"\r{found.total()}")
    for (name, how), times in sorted(found.items()):
        sys.stdout.write(f"\n{times:>5}  {name:<8}{how}")
