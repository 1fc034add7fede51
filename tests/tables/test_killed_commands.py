"""Commands that are killed leave one whole set, and the next run leaves nothing else."""

import os

import pytest
from kills import kills

#: Builds that are killed are in test_build_kills.
COMMANDS = ("add", "accept", "export")


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="this system has no groups of processes to kill")
def test_killed_commands_leave_one_whole_set_and_nothing_else(tmp_path):
    endings = list(kills(tmp_path, 2 * len(COMMANDS), COMMANDS))
    assert {name for name, _ in endings} == set(COMMANDS)
    assert any(how == "killed" for _, how in endings)
