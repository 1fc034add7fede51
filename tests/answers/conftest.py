"""What the tests of answers share: what occupations have in common is measured once."""

import pytest
from claims_desk import checker
from pandas.util import hash_pandas_object

from labor.answers.ladder import links


@pytest.fixture(scope="session", autouse=True)
def _measured_once():
    """Nearly every ladder asks for the same tables, and measuring them takes a second."""
    measure, known = links.overlap, {}

    def kept(*tables):
        content = tuple(int(hash_pandas_object(table).sum()) for table in tables)
        if content not in known:
            known[content] = measure(*tables)
        return known[content]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(links, "overlap", kept)
        yield


@pytest.fixture(scope="session")
def article(built):
    """Checks articles against the built tables."""
    return checker(built)
