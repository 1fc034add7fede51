"""The site of the documentation, built once and shared by all workers."""

import pytest
from filelock import FileLock
from site_building import build


@pytest.fixture(scope="session")
def site(tmp_path_factory, project):
    """Folder of the built site."""
    shared = tmp_path_factory.getbasetemp()
    if shared.name.startswith("popen-"):  # a worker of pytest-xdist
        shared = shared.parent
    out = shared / "site"
    with FileLock(shared / "site.lock"):
        if not (out / "index.html").exists():
            build(project / "docs", out)
    return out
