"""What the tests share: where the publishers' own files are, if this machine has them."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PUBLISHERS = ROOT.parent / "shared" / "data"


@pytest.fixture(scope="session")
def publishers() -> Path:
    """Folder of the publishers' own files; a clone has only the committed snapshot."""
    if not PUBLISHERS.is_dir():
        pytest.skip("the publishers' own files are not on this machine (only the snapshot is)")
    return PUBLISHERS
