"""What the tests of builds share with those of downloads: the count of how faults end."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "sources"))
from reliability import Matrix


@pytest.fixture(scope="session")
def matrix():
    """Counts how faults end; written where LABOR_RELIABILITY says, for docs/reliability.md."""
    counted = Matrix()
    yield counted
    counted.write_where_asked()
