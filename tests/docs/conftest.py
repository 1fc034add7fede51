"""The site of the documentation, built once and shared by all workers."""

import pytest
from site_building import build


@pytest.fixture(scope="session")
def site(made_once, project):
    """Folder of the built site."""
    return made_once("site", lambda out: build(project / "docs", out))
