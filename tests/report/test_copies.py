"""A batch is copied to a folder that a URL names: what is new there, whole, and its record last."""

import sys

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from labor.errors import ReportError
from labor.report.copies import copy_batch
from labor.report.manifest import NAME, Entry


@pytest.fixture(params=["memory", "file"])
def url(request, tmp_path) -> str:
    if request.param == "memory":
        MemoryFileSystem.store.clear()
        return "memory://bucket/atlas"
    return (tmp_path / "elsewhere" / "atlas").as_uri()


@pytest.fixture
def batch(tmp_path):
    """Write pages of a batch and tell its entries."""

    def write(**pages: str) -> list[Entry]:
        folder = tmp_path / "batch" / "pay"
        folder.mkdir(parents=True, exist_ok=True)
        (folder.parent / "index.html").write_text(f"{len(pages)} pages")
        for name, text in pages.items():
            (folder / f"{name}.html").write_text(text)
        return [
            Entry(f"pay/{name}.html", name, "", "", "", "inputs", f"digest of {text}")
            for name, text in pages.items()
        ]

    return write


def found(url: str) -> dict[str, str]:
    files, folder = fsspec.core.url_to_fs(url)
    return {
        path.removeprefix(f"{folder}/"): files.cat_file(path).decode()
        for path in files.find(folder)
    }


def test_every_page_its_list_and_its_record_are_there(batch, url, tmp_path):
    pages = batch(a="one", b="two")
    assert copy_batch(tmp_path / "batch", pages, url) == 2
    there = found(url)
    record = there.pop(NAME)
    assert there == {"pay/a.html": "one", "pay/b.html": "two", "index.html": "2 pages"}
    assert [line.count('"page": "pay/') for line in record.splitlines()] == [1, 1]


def test_only_what_is_other_there_is_copied(batch, url, tmp_path):
    folder = tmp_path / "batch"
    copy_batch(folder, batch(a="one", b="two"), url)
    assert copy_batch(folder, batch(a="one", b="two"), url) == 0
    assert copy_batch(folder, batch(a="one", b="new", c="three"), url) == 2
    assert found(url)["pay/b.html"] == "new"
    files, path = fsspec.core.url_to_fs(url)
    files.rm(f"{path}/pay/a.html")
    assert copy_batch(folder, batch(a="one", b="new", c="three"), url) == 1
    assert found(url)["pay/a.html"] == "one"


def test_a_copy_that_was_stopped_goes_on_where_it_was(batch, url, tmp_path):
    pages = batch(a="one", b="two", c="three")
    (tmp_path / "batch" / "pay" / "b.html").unlink()
    with pytest.raises(ReportError, match="The pages cannot be copied") as stopped:
        copy_batch(tmp_path / "batch", pages, url)
    assert stopped.value.where == url
    there = found(url)
    assert there["pay/a.html"] == "one"
    assert "pay/b.html" not in there[NAME]
    batch(a="one", b="two", c="three")
    assert copy_batch(tmp_path / "batch", pages, url) == 2
    assert len(found(url)) == 5


@pytest.mark.parametrize("url", ["nothing-like-this://bucket", "s3://bucket/atlas"])
def test_a_place_that_is_not_known_here_is_told(batch, url, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "s3fs", None)
    with pytest.raises(ReportError, match="such a place") as told:
        copy_batch(tmp_path / "batch", batch(a="one"), url)
    assert told.value.where == url
    assert "s3fs" in told.value.next_step


def test_a_folder_that_cannot_be_written_is_told(batch, tmp_path):
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(ReportError, match="cannot be copied"):
        copy_batch(tmp_path / "batch", batch(a="one"), (tmp_path / "taken" / "atlas").as_uri())
