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
        # A table is a file, or a folder of parts; some are there in a second order, too.
        for path in sorted((project / "data" / "processed").rglob("*")):
            place = tables / path.relative_to(project / "data" / "processed")
            named = contents.keys() & {part.partition(".")[0] for part in place.parts}
            if path.is_dir():
                place.mkdir()
            elif not named:
                place.symlink_to(path)
            elif (content := contents[named.pop()]) is not None and path.suffix == ".parquet":
                place.write_bytes(content)
        return root

    return make
