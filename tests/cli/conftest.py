"""Commands run in the same process, and projects that are broken in one way each."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from labor.cli import main


@dataclass(frozen=True)
class Answer:
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str


@pytest.fixture
def labor(capsys):
    """Runs a command through the real `main`; anything but an exit is a failure of the test."""

    def run(*arguments) -> Answer:
        with pytest.raises(SystemExit) as end:
            main([str(argument) for argument in arguments])
        shown = capsys.readouterr()
        return Answer(end.value.code or 0, shown.out, shown.err)

    return run


@pytest.fixture
def broken(project, tmp_path):
    """Makes a project whose tables are those of this one, but for some files."""

    def make(**contents: bytes | None) -> Path:
        root = tmp_path / "broken"
        tables = root / "data" / "processed"
        tables.mkdir(parents=True)
        (root / "data" / "raw").symlink_to(project / "data" / "raw")
        (root / "notebooks").symlink_to(project / "notebooks")
        for path in (project / "data" / "processed").iterdir():
            if path.stem not in contents:
                (tables / path.name).symlink_to(path)
        for name, content in contents.items():
            if content is not None:
                (tables / f"{name}.parquet").write_bytes(content)
        return root

    return make
