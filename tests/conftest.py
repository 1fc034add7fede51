"""What the tests share: the publishers' files, where they are, and the built tables."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import settings
from reliability import Matrix

# The same examples each time, and no clock: a busy machine is no reason to fail.
settings.register_profile("labor", deadline=None, derandomize=True)
settings.load_profile("labor")

ROOT = Path(__file__).resolve().parents[1]
PUBLISHERS = ROOT.parent / "shared" / "data"


@pytest.fixture(scope="session")
def publishers() -> Path:
    """Folder of the publishers' own files; a clone has only the committed snapshot."""
    if not PUBLISHERS.is_dir():
        pytest.skip("the publishers' own files are not on this machine (only the snapshot is)")
    return PUBLISHERS


@pytest.fixture(scope="session")
def new_publishers(publishers) -> Path:
    """Folder of the publishers' files of which the snapshot holds little or nothing."""
    return publishers.parent / "new-data"


@pytest.fixture(scope="session")
def project() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def built() -> dict[str, pd.DataFrame]:
    """The published tables, as `make data` built them from the committed snapshot."""
    from labor.schema.tables import TABLES
    from labor.tables.files import is_built
    from labor.tables.load import load

    folder = ROOT / "data" / "processed"
    names = [name for name in TABLES if is_built(folder, name)]
    assert names, "`make test` builds the tables first; with pytest alone, run `labor build`"
    return {name: load(name, folder) for name in names}


@pytest.fixture(scope="session")
def matrix() -> Iterator[Matrix]:
    """Counts how faults end; written where LABOR_RELIABILITY says, for the documentation."""
    counted = Matrix()
    yield counted
    counted.write_where_asked()
