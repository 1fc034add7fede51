"""Whatever a server or a disk does, a file is kept whole or refused, and the held one stays."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from fault_server import QUICK
from faults import FAULTS, GOOD, NEW, OLD, TENTHS, Fault
from reliability import GROUPS

from labor.errors import SourceError
from labor.sources.add import add
from labor.sources.fetch import fetch
from labor.sources.inventory import group_folder, read_card

TABLE = "oews_national_2026"
NAME = "oesm26nat.zip"
PATH = f"/oes/special-requests/{NAME}"
#: Enough for every true answer and less than the endless one.
MANNERS = replace(QUICK, largest_bytes=2 << 20)


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def hold(root: Path) -> None:
    """Hold the older archive."""
    (root / NAME).write_bytes(OLD)
    add([root / NAME], root, card_id=TABLE, today=date(2027, 4, 1))


def get(server, root: Path, **more):
    asked = {"contact": "a@example.org", "policy": MANNERS, "base_url": server.url, **more}
    return fetch([TABLE], root, **asked)[0]


def assert_whole(root: Path, expected: bytes | None) -> None:
    """The held file is that one, with its card, and nothing else lies about."""
    folder = group_folder(root, "oews")
    found = sorted(p.name for p in folder.iterdir() if p.name != "replaced")
    if expected is None:
        assert found == []
        return
    assert found == [NAME, f"{NAME}.card.toml"]
    assert (folder / NAME).read_bytes() == expected
    card = read_card(folder / NAME)
    assert (card.id, card.sha256, card.bytes) == (TABLE, sha(expected), len(expected))


@pytest.mark.parametrize("held", [False, True], ids=["nothing held", "older held"])
@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_fault_leaves_a_whole_file(server, root, matrix, fault: Fault, held):
    if held:
        hold(root)
    server.on(PATH, *fault.answers)
    with matrix.trying(fault.group):
        if fault.says:
            with pytest.raises(SourceError, match=fault.says) as refused:
                get(server, root, accept_new=True)
            assert refused.value.next_step
            assert_whole(root, OLD if held else None)
        else:
            kept = get(server, root, accept_new=True)
            assert (kept.outcome, kept.sha256) == ("replaced" if held else "new", sha(NEW))
            assert_whole(root, NEW)
    matrix.count(fault.group, "refused" if fault.says else "kept")


def test_the_page_counts_the_faults_that_are_tried(project):
    tried = Counter((fault.group, bool(fault.says)) for fault in FAULTS for _ in range(2))
    # Two are no answers of a server: no contact is set, and nobody listens at the address.
    tried.update([("refusals", True), ("connection", True)])
    page = (project / "docs" / "building-and-speed.md").read_text(encoding="utf-8")
    for group in {group for group, _ in tried}:
        kept, refused = tried[group, False], tried[group, True]
        assert f"| {GROUPS[group]} | {kept + refused} | {kept} | {refused} | 0 |" in page


def test_no_contact_means_no_request(server, root, matrix):
    hold(root)
    with pytest.raises(SourceError, match="wants to know who fetches") as refused:
        get(server, root, contact="")
    assert "Set LABOR_CONTACT" in refused.value.next_step
    assert f"labor add {NAME}" in refused.value.next_step
    assert server.asked == []
    assert_whole(root, OLD)
    matrix.count("refusals", "refused")


def test_an_address_where_nobody_answers(server, root, matrix):
    hold(root)
    server.close()
    with pytest.raises(SourceError, match="nobody answers"):
        get(server, root)
    assert_whole(root, OLD)
    matrix.count("connection", "refused")


@pytest.mark.parametrize("held", [False, True], ids=["nothing held", "older held"])
@pytest.mark.parametrize("tenth", TENTHS)
@pytest.mark.parametrize("way", ["fetch", "add"])
def test_a_file_larger_than_the_disk_takes(server, root, matrix, way, tenth, held):
    if held:
        hold(root)
    server.on(PATH, GOOD)
    (root / NAME).write_bytes(NEW)
    size = len(NEW) * tenth // 10
    with matrix.trying("disk"):
        with largest_file(size), pytest.raises(SourceError, match="no room left"):
            if way == "fetch":
                get(server, root, accept_new=True)
            else:
                add([root / NAME], root, card_id=TABLE, accept_new=True)
        assert_whole(root, OLD if held else None)
    matrix.count("disk", "refused")


@pytest.mark.parametrize("free_pages", range(13))
def test_a_disk_that_fills_up(server, small_disk, matrix, free_pages):
    """Little by little the file, the copy of the older one, and the cards find room."""
    hold(small_disk)
    leave(small_disk, free_pages)
    server.on(PATH, GOOD)
    with matrix.trying("disk"):
        try:
            get(server, small_disk, accept_new=True)
        except SourceError as refused:
            assert "no room left" in str(refused)
            assert free_pages < 12, "there was room for everything"
            whole, ending = OLD, "refused"
        else:
            whole, ending = NEW, "kept"
        assert_whole(small_disk, whole)
    matrix.count("disk", ending)


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """No file of this process may grow beyond that size."""
    resource = pytest.importorskip("resource", reason="limits are set otherwise on this system")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def small_disk(tmp_path):
    """A project folder on a disk of a hundred kilobytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    command = [mount, "-t", "tmpfs", "-o", "size=100k", "none", str(folder)]
    if mount is None or subprocess.run(command, capture_output=True).returncode != 0:
        pytest.skip("only the machine's administrator may make a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def leave(folder: Path, pages: int) -> None:
    """Fill a disk up to that many free pages."""
    disk = os.statvfs(folder)
    (folder / "ballast").write_bytes(bytes((disk.f_bavail - pages) * disk.f_frsize))
