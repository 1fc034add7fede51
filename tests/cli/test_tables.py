"""The forms of answers: lines that fit, JSON without NaN, and what a command tells it did."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labor.console.output import CommandLog, Form, as_json_text, deliver, fitted


def test_long_lines_break_between_words_and_hang():
    text = "- Pay of two years may be compared here.\n\n  Source: a page\n"
    assert fitted(text, 40) == text
    assert fitted("- " + "word " * 12 + "end\n", 40).splitlines() == [
        "- word word word word word word word",
        "  word word word word word end",
    ]
    assert fitted("    " + "word " * 12 + "end\n", 40).splitlines()[1].startswith(" " * 6)


@given(st.lists(st.text("ab", min_size=1, max_size=30), min_size=1), st.integers(40, 120))
def test_fitting_keeps_all_words_and_the_width(words, width):
    shown = fitted(" ".join(words) + "\n", width)
    assert shown.split() == words
    assert max(map(len, shown.splitlines())) <= width


def test_json_has_no_number_that_other_programs_cannot_read():
    assert json.loads(as_json_text({"pay": None, "role": "café"})) == {"pay": None, "role": "café"}
    with pytest.raises(ValueError, match="JSON compliant"):
        as_json_text({"pay": float("nan")})


def test_what_was_done_is_told_to_a_person_or_to_a_program(capsys):
    for as_json in (False, True):
        log = CommandLog(as_json, {"folder": "here", "tables": []})
        log.line("Reading ...", is_built=True)
        log.table("wages", 1_000)
        log.end()
        shown = capsys.readouterr()
        assert ("wages" in shown.err) == as_json
        if as_json:
            assert json.loads(shown.out) == {
                "folder": "here",
                "is_built": True,
                "tables": [{"name": "wages", "rows": 1000}],
            }
        else:
            assert shown.out.splitlines()[1].split() == ["wages", "1,000", "rows"]


def test_an_answer_goes_to_the_file_and_the_message_to_standard_error(tmp_path, capsys):
    file = tmp_path / "new" / "answer.txt"
    deliver(Form("text", file), "an answer\n")
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("", f"Wrote {file}\n")
    assert file.read_text() == "an answer\n"
