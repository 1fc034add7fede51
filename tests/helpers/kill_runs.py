"""Kill fetches and adds, at random moments and before each file operation; see what is left.

Run as a program of its own, so that every process it kills is a fork of a small one:
`python kill_runs.py FOLDER SERVER`, where FOLDER holds `old.zip` and `new.zip`. Prints how
often each ended how, as JSON; any state that is not whole ends it with an error.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

from fault_server import QUICK
from sampling import tries

from labor.sources.add import add
from labor.sources.catalogue import load_catalogue
from labor.sources.fetch import fetch
from labor.sources.inbox import receiving
from labor.sources.inventory import check_whole, group_folder, read_card, stored_files

TABLE, NAME = "oews_national_2026", "oesm26nat.zip"
RANDOM_KILLS = tries(10, 30)
ROUNDS_OF_TWO = tries(4, 10)
#: Audited operations that change something on the disk; each is a step before which to kill.
STEPS = {"open", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "shutil.copyfile"}

Action = Callable[[Path], None]


class Runs:
    """Every run, and the count of their endings.

    Args:
        folder: Folder with the two archives, to work in.
        server: Address that serves the new one.
    """

    def __init__(self, folder: Path, server: str) -> None:
        self.folder = folder
        self.server = server
        self.old = (folder / "old.zip").read_bytes()
        self.new = (folder / "new.zip").read_bytes()
        self.counts: Counter[str] = Counter()
        load_catalogue()
        self.prepared = folder / "prepared"
        add([folder / "old.zip"], self.prepared, card_id=TABLE, today=date(2027, 4, 1))

    def by_fetch(self, root: Path) -> None:
        fetch(
            [TABLE], root, accept_new=True, contact="a@example.org", policy=QUICK,
            base_url=self.server,
        )  # fmt: skip

    def by_add(self, root: Path) -> None:
        add([self.folder / "new.zip"], root, card_id=TABLE, accept_new=True)

    def all(self) -> None:
        for action in (self.by_fetch, self.by_add):
            for stored in (True, False):
                self.kill_at_random(action, stored)
                self.kill_at_each_step(action, stored)
        for round_ in range(ROUNDS_OF_TWO):
            self.two_at_once(stored=bool(round_ % 2))

    def kill_at_random(self, action: Action, stored: bool) -> None:
        started = time.monotonic()
        assert ended_well(forked(action, self.fresh(stored)))
        usual = time.monotonic() - started
        for _ in range(RANDOM_KILLS):
            root = self.fresh(stored)
            pid = forked(action, root)
            time.sleep(random.uniform(0, 1.3 * usual))
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            self.look_at(root, stored, "kills at random")

    def kill_at_each_step(self, action: Action, stored: bool) -> None:
        for step in range(1000):
            root = self.fresh(stored)
            pid = forked(lambda root, step=step: (die_before(step, root), action(root)), root)
            if ended_well(pid):
                assert step > 5, "the steps were not noticed"
                return
            self.look_at(root, stored, "kills at each step")
        raise AssertionError("a thousand steps are too many")

    def two_at_once(self, stored: bool) -> None:
        root = self.fresh(stored)
        pids = [forked(self.by_fetch, root), forked(self.by_fetch, root)]
        for pid in pids:
            assert ended_well(pid)
        assert self.state(root) == "new"
        self.counts["two at once/kept"] += 1

    def fresh(self, stored: bool) -> Path:
        """A project folder that holds the old archive, or nothing."""
        root = self.folder / "project"
        shutil.rmtree(root, ignore_errors=True)
        if stored:
            shutil.copytree(self.prepared, root)
        else:
            root.mkdir()
        return root

    def look_at(self, root: Path, stored: bool, group: str) -> None:
        """Check what a kill left, what the next run makes of it, and that it can go on."""
        before = {"old"} if stored else {"nothing"}
        assert self.content(root) in before | {"new"}
        group_folder(root, "oews").mkdir(parents=True, exist_ok=True)
        with receiving(root, "cpi", wait_seconds=0):
            pass
        state = self.state(root)
        assert state in before | {"new"}
        self.by_add(root)
        assert self.state(root) == "new"
        self.counts[f"{group}/{'kept' if state == 'new' else 'refused'}"] += 1

    def content(self, root: Path) -> str:
        """Which content is in the file's place, with or without its card."""
        target = group_folder(root, "oews") / NAME
        if not target.exists():
            return "nothing"
        return {self.old: "old", self.new: "new"}[target.read_bytes()]

    def state(self, root: Path) -> str:
        """Which file is held whole with its card; everything else must be gone or whole."""
        assert not list(root.glob("data/raw/*/.incoming-*"))
        stored = stored_files(root, load_catalogue())
        for entry in stored:
            assert entry.card is not None
            check_whole(entry)
        for kept in group_folder(root, "oews").glob("replaced/*.zip"):
            assert kept.read_bytes() == self.old
            assert read_card(kept) is None or read_card(kept).bytes == len(self.old)
        return self.content(root)


def forked(action: Action, root: Path) -> int:
    """Run an action in a process of its own."""
    pid = os.fork()
    if pid:
        return pid
    try:
        action(root)
    except BaseException as error:  # noqa: BLE001 - the process ends here
        os.write(2, f"{error!r}\n".encode())
        os._exit(1)
    os._exit(0)


def ended_well(pid: int) -> bool:
    """Wait for a process; say whether it came to its end rather than being killed."""
    status = os.waitpid(pid, 0)[1]
    assert not os.WIFEXITED(status) or os.WEXITSTATUS(status) == 0, "it failed by itself"
    return os.WIFEXITED(status)


def die_before(step: int, root: Path) -> None:
    """Kill this process before its file operation of that number below the folder."""
    done = 0

    def count(event: str, details: tuple) -> None:
        nonlocal done
        if event in STEPS and any(str(root) in str(detail) for detail in details):
            if done == step:
                os.kill(os.getpid(), signal.SIGKILL)
            done += 1

    sys.addaudithook(count)


if __name__ == "__main__":
    runs = Runs(Path(sys.argv[1]), sys.argv[2])
    runs.all()
    sys.stdout.write(json.dumps(runs.counts))
