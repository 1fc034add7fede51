"""A killed fetch or add leaves the old file or the new one, whole, and nothing in between."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from fault_server import Answer
from sampling import tries

PATH = "/oes/special-requests/oesm26nat.zip"


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork processes to kill")
def test_kills_leave_whole_files(server, tmp_path, matrix, old, new):
    folder = tmp_path / "runs"
    folder.mkdir()
    (folder / "old.zip").write_bytes(old)
    (folder / "new.zip").write_bytes(new)
    server.on(PATH, Answer(200, new, {"ETag": '"new"'}, chunk_seconds=0.002))
    program = Path(__file__).parents[1] / "helpers" / "kill_runs.py"
    done = subprocess.run(
        [sys.executable, str(program), str(folder), server.url],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    counts = json.loads(done.stdout)
    for key, times in counts.items():
        matrix.count(*key.split("/"), times)
    kills = sum(times for key, times in counts.items() if key.startswith("kills"))
    assert kills >= tries(100, 150)
    assert counts["kills at each step/refused"] > counts["kills at each step/kept"] > 0
