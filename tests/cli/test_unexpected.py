"""Whatever no room expected ends in one message, a line to report, and a log: no traceback."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import labor
import labor.cli
from labor.cli import main
from labor.errors import LaborError, SourceError
from labor.sources.fetch import plan
from labor.sources.inventory import FileCard, card_path, read_card
from labor.tables.snapshot import read_card as read_snapshot_card

Panic = type("PanicException", (BaseException,), {})


@pytest.mark.parametrize(
    "error",
    [
        KeyError("wages"),
        RecursionError("too deep"),
        MemoryError(),
        UnicodeEncodeError("utf-8", "\udcff", 0, 1, "surrogates not allowed"),
        Panic("capacity overflow"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_fault_of_the_program_is_one_message_and_a_log(monkeypatch, tmp_path, capsys, error):
    def fail(*_, **__):
        raise error

    monkeypatch.setattr(labor.cli, "app", fail)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(SystemExit) as ended:
        main(["find", "nurse"])
    assert ended.value.code == 1
    told = capsys.readouterr().err
    assert "Traceback" not in told
    assert f"got: {type(error).__name__}: " in told
    assert f"labor {labor.__version__}" in told
    (log,) = tmp_path.iterdir()
    assert str(log) in told
    text = log.read_text(encoding="utf-8")
    assert "['find', 'nurse']" in text
    assert "Traceback" in text
    assert "in fail" in text


def test_a_log_that_cannot_be_written_is_left_out(monkeypatch, capsys):
    def fail(*_, **__):
        raise KeyError("wages")

    def full(**_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(labor.cli, "app", fail)
    monkeypatch.setattr("tempfile.mkstemp", full)
    with pytest.raises(SystemExit):
        main([])
    assert re.search(r"at the project's page\.$", capsys.readouterr().err.strip())


def test_signs_that_steer_a_terminal_are_shown_as_escapes(monkeypatch, capsys):
    def fail(*_, **__):
        raise LaborError("It is", got="\x1b[31mred\u202e")

    monkeypatch.setattr(labor.cli, "app", fail)
    with pytest.raises(SystemExit):
        main([])
    told = capsys.readouterr().err
    assert r"\x1b[31mred\u202e" in told


@pytest.mark.parametrize("address", ["http://[bad", "http://[::1", "https://]x["])
def test_a_server_that_is_no_address_is_told(tmp_path, address):
    with pytest.raises(SourceError, match=r"(?s)address cannot be used.*https://example.org"):
        plan(["oews_national_2018"], tmp_path, base_url=address)


@pytest.mark.parametrize(
    "line",
    ["id = 5", "bytes = 'x'", "seen_on = []", "sha256 = {}", "bytes = true", "more = 1"],
)
def test_a_card_of_another_shape_is_damaged(tmp_path, line):
    file = tmp_path / "x.zip"
    whole = FileCard("oews_national_2018", "x.zip", "0", 1, "publisher", "", "2026-01-01")
    name = line.partition(" ")[0]
    text = re.sub(rf"(?m)^{name} = .*\n", "", whole.to_toml()) + line + "\n"
    card_path(file).write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match="card of a held file cannot be read"):
        read_card(file)


@pytest.mark.parametrize("line", ["id = 5", "kind = []", "sha256 = 1.5", "facts = 3"])
def test_a_card_of_the_snapshot_of_another_shape_is_damaged(tmp_path, project, line):
    card = Path(project / "data/raw/snapshot/oews_national_2018.toml").read_text(encoding="utf-8")
    name = line.partition(" ")[0]
    text = re.sub(rf"(?m)^{name} = .*\n", "", card.partition("[facts]")[0]) + line + "\n"
    (tmp_path / "x.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match="card of the snapshot cannot be read"):
        read_snapshot_card(tmp_path / "x.toml")
