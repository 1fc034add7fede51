"""Files are kept whole, one writer at a time, and what a killed process left is put right."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
from datetime import date

import pytest

from labor.errors import SourceError
from labor.sources.catalogue import load_catalogue
from labor.sources.inbox import receiving
from labor.sources.inventory import (
    FileCard,
    StoredFile,
    card_path,
    check_whole,
    group_folder,
    preferred_files,
    read_card,
    stored_files,
    waiting_files,
)
from labor.sources.store import mark_seen, store_copy

CATALOGUE = load_catalogue()
CARD = CATALOGUE.card("oews_national_2026")
DAY = date(2027, 5, 2)


def test_a_stream_can_be_kept(root, old):
    kept = store_copy(io.BytesIO(old), CARD, root, today=DAY)
    assert kept.path.read_bytes() == old
    assert read_card(kept.path).retrieved_on == "2027-05-02"


def test_a_card_reads_back_as_it_was_written(root, old):
    kept = store_copy(io.BytesIO(old), CARD, root)
    strange = FileCard(
        id="x", file="a.zip", sha256="0" * 64, bytes=1, copy="publisher",
        url='https://x.example/"ä"\\', retrieved_on="2027-05-02", etag='W/"\x7f\t€😀"',
    )  # fmt: skip
    card_path(kept.path).write_text(strange.to_toml(), encoding="utf-8")
    assert read_card(kept.path) == strange


@pytest.mark.parametrize(
    "text", [b"id = ", b'id = "x"\nsize = 3\n', b"\xff\xfe", b"", "a day"], ids=repr
)
def test_a_damaged_card_is_named(root, old, text):
    kept = store_copy(io.BytesIO(old), CARD, root, today=DAY)
    whole = card_path(kept.path).read_bytes()
    damaged = whole.replace(b"2027-05-02", b"in May") if text == "a day" else text
    card_path(kept.path).write_bytes(damaged)
    with pytest.raises(SourceError, match="card of a held file cannot be read") as damaged:
        stored_files(root, CATALOGUE)
    assert damaged.value.where.endswith("oesm26nat.zip.card.toml")


def test_a_source_that_cannot_be_read(root, tmp_path):
    with pytest.raises(SourceError, match="cannot be read"):
        store_copy(tmp_path / "missing.zip", CARD, root)


def test_a_project_folder_that_cannot_be_written_to(tmp_path, old):
    """A file stands where the folder should be."""
    (tmp_path / "data").write_text("in the way", encoding="utf-8")
    with pytest.raises(SourceError, match="cannot be written"):
        store_copy(io.BytesIO(old), CARD, tmp_path)


class TestOneWriter:
    def test_a_second_one_waits_and_then_gives_up(self, root):
        with (
            receiving(root, "oews"),
            pytest.raises(SourceError, match="Another process is writing") as busy,
            receiving(root, "cpi", wait_seconds=0.3),
        ):
            pass
        assert "0.3 seconds" in busy.value.got

    def test_the_lock_ends_with_its_holder(self, root):
        with receiving(root, "oews"):
            pass
        with receiving(root, "oews", wait_seconds=0):
            pass

    def test_the_lock_of_a_killed_process_is_free(self, root):
        script = (
            "import os, pathlib, sys\n"
            "from labor.sources.inbox import receiving\n"
            "with receiving(pathlib.Path(sys.argv[1]), 'oews'):\n"
            "    os.kill(os.getpid(), 9)\n"
        )
        done = subprocess.run([sys.executable, "-c", script, str(root)], check=False)
        assert done.returncode != 0
        assert len(list(group_folder(root, "oews").glob(".incoming-*"))) == 1
        with receiving(root, "oews", wait_seconds=0) as box:
            assert list(group_folder(root, "oews").glob(".incoming-*")) == [box]
        assert sorted(p.name for p in (root / "data/raw").iterdir()) == [".lock", "oews"]

    def test_what_is_named_like_the_lock_and_is_none(self, root):
        lock = root / "data/raw/.lock"
        lock.mkdir(parents=True)
        with pytest.raises(SourceError, match="cannot be locked") as none, receiving(root, "oews"):
            pass
        assert none.value.where == str(lock)
        assert "delete" in none.value.next_step


class TestAfterAKill:
    """A box is found that holds what a killed process had not moved yet."""

    @pytest.fixture
    def box(self, root, old):
        store_copy(io.BytesIO(old), CARD, root, today=DAY)
        box = group_folder(root, "oews") / ".incoming-killed"
        box.mkdir()
        return box

    def new_card(self, data: bytes) -> FileCard:
        digest = hashlib.sha256(data).hexdigest()
        return FileCard(
            id=CARD.id, file="oesm26nat.zip", sha256=digest, bytes=len(data), copy="publisher",
            url="https://x.example/", retrieved_on="2027-06-01",
        )  # fmt: skip

    def next_run(self, root):
        with receiving(root, "projections"):
            pass
        assert not list(root.glob("data/raw/*/.incoming-*"))
        (stored,) = stored_files(root, CATALOGUE)
        check_whole(stored)
        return stored

    def test_the_file_had_not_moved(self, root, box, old, new):
        (box / "oesm26nat.zip").write_bytes(new)
        (box / "oesm26nat.zip.card.toml").write_text(self.new_card(new).to_toml())
        stored = self.next_run(root)
        assert (stored.path.read_bytes(), stored.card.retrieved_on) == (old, "2027-05-02")

    def test_the_file_had_moved_and_the_card_had_not(self, root, box, new):
        (group_folder(root, "oews") / "oesm26nat.zip").write_bytes(new)
        (box / "oesm26nat.zip.card.toml").write_text(self.new_card(new).to_toml())
        stored = self.next_run(root)
        assert (stored.path.read_bytes(), stored.card.retrieved_on) == (new, "2027-06-01")

    def test_a_card_of_another_file_is_a_leftover(self, root, box, old, new):
        (box / "oesm26nat.zip.card.toml").write_text(self.new_card(new).to_toml())
        stored = self.next_run(root)
        assert (stored.path.read_bytes(), stored.card.retrieved_on) == (old, "2027-05-02")

    def test_only_a_part_had_arrived(self, root, box, old, new):
        (box / "oesm26nat.zip").write_bytes(new[:100])
        assert self.next_run(root).path.read_bytes() == old


class TestPreferredFiles:
    def names(self, root):
        return [stored.path.name for stored in preferred_files(root, CATALOGUE)]

    def see(self, root):
        for stored in waiting_files(root, CATALOGUE):
            mark_seen(stored, root, DAY)

    def test_the_catalogues_order_decides(self, root, publishers):
        card = CATALOGUE.card("oews_national_2018")
        folder = publishers / "oews/national"
        store_copy(folder / "zip/oesm18nat.zip", card, root)
        assert self.names(root) == ["oesm18nat.zip"]
        store_copy(folder / "national_M2018_dl.xlsx", card, root, name="national_M2018_dl.xlsx")
        assert self.names(root) == ["national_M2018_dl.xlsx"]

    def test_a_file_that_the_catalogue_does_not_know_is_newer_once_it_was_seen(
        self, root, publishers, old
    ):
        card = CATALOGUE.card("oews_national_2018")
        store_copy(publishers / "oews/national/zip/oesm18nat.zip", card, root)
        assert store_copy(io.BytesIO(old), card, root, name="national_corrected.zip").waits
        assert self.names(root) == ["oesm18nat.zip"]
        self.see(root)
        assert self.names(root) == ["national_corrected.zip"]

    def test_parts_are_taken_until_there_is_the_whole(self, root, publishers):
        card = CATALOGUE.card("ooh_2024_34")
        pages = sorted((publishers / "ooh/2024-34_html").iterdir())
        for page in pages:
            store_copy(page, card, root, name=page.name)
        assert self.names(root) == [page.name for page in pages]
        whole = publishers / "ooh/2024-34_ooh-html_342-profiles.tar.xz"
        store_copy(whole, card, root, name=whole.name)
        assert self.names(root) == [whole.name]

    def test_replaced_files_and_files_without_a_card_are_left_out(self, root, old, new):
        store_copy(io.BytesIO(old), CARD, root)
        store_copy(io.BytesIO(new), CARD, root, accept_new=True)
        (group_folder(root, "oews") / "mine.xlsx").write_bytes(b"x")
        self.see(root)
        assert self.names(root) == ["oesm26nat.zip"]

    def test_while_new_content_waits_the_content_it_replaced_is_used(self, root, old, new):
        store_copy(io.BytesIO(old), CARD, root)
        self.see(root)
        store_copy(io.BytesIO(new), CARD, root, accept_new=True)
        (used,) = preferred_files(root, CATALOGUE)
        assert used.path.read_bytes() == old
        self.see(root)
        (used,) = preferred_files(root, CATALOGUE)
        assert used.path.read_bytes() == new

    def test_content_that_was_seen_stays_seen_when_it_comes_again(self, root, old):
        store_copy(io.BytesIO(old), CARD, root)
        self.see(root)
        assert not store_copy(io.BytesIO(old), CARD, root).waits
        assert self.names(root) == ["oesm26nat.zip"]

    def test_a_file_that_was_changed_since_is_not_used(self, root, old):
        kept = store_copy(io.BytesIO(old), CARD, root)
        self.see(root)
        kept.path.write_bytes(old + b"x")
        with pytest.raises(SourceError, match="not the one its card describes") as changed:
            preferred_files(root, CATALOGUE)
        assert "labor fetch oews_national_2026" in changed.value.next_step

    def test_a_file_without_a_card_is_whole_for_all_we_know(self, tmp_path):
        check_whole(StoredFile(tmp_path / "a.zip", "oews", None))
