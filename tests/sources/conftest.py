"""What the tests of getting and keeping share: a server, files, and a project folder."""

from __future__ import annotations

import pytest
from fault_server import FaultServer
from publisher_files import national


@pytest.fixture(autouse=True)
def _alone(monkeypatch, tmp_path):
    """No proxy, contact or configuration of the machine gets into a test."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.delenv("LABOR_CONTACT", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))


@pytest.fixture
def server():
    """A server that fails as asked."""
    running = FaultServer()
    yield running
    running.close()


@pytest.fixture
def root(tmp_path):
    """An empty project folder."""
    folder = tmp_path / "project"
    folder.mkdir()
    return folder


@pytest.fixture(scope="session")
def old() -> bytes:
    """A publisher's archive."""
    return national(seed=0)


@pytest.fixture(scope="session")
def new() -> bytes:
    """The archive after the publisher corrected it."""
    return national(seed=1)
