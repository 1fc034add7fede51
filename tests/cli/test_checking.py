"""`labor check` as a person runs it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

LABOR = str(Path(sys.executable).with_name("labor"))
SENTENCE = (
    "Medical assistants earned a median of $44,200 in May 2024. "
    "The median pay of medical assistants was $54,200 in May 2024."
)


@pytest.fixture
def check(labor, project):
    """The command in this process."""
    return lambda *arguments: labor("check", *arguments, "--root", project)


def test_a_file_is_checked_and_the_verdicts_do_not_fail_the_command(tmp_path, check):
    article = tmp_path / "article.md"
    article.write_text(SENTENCE, encoding="utf-8")
    shown = check(article)
    text = shown.out
    assert shown.code == 0, shown.err
    assert text.startswith(
        "1 of 2 claims holds as written.\nOf the others, 1 is wrong (“$54,200”)."
    )
    assert "Source: oews_national_2024" in text
    assert "Today: the median of 31-9092 Medical Assistants, May 2025: $45,690 a year" in text


def test_standard_input_as_json(project):
    command = [LABOR, "check", "-", "--json", "--root", project]
    shown = subprocess.run(command, capture_output=True, timeout=120, input=SENTENCE.encode())
    assert shown.returncode == 0, shown.stderr
    answer = json.loads(shown.stdout)
    assert answer["verdicts"] == {"confirmed": 1, "wrong": 1}
    figure = answer["claims"][0]["figures"][0]
    assert (figure["value"], figure["source_id"]) == (44_200, "oews_national_2024")
    assert "May 2024" in figure["source"]


def test_an_article_without_claims(tmp_path, check):
    (tmp_path / "article.md").write_text("Nothing on money here.")
    shown = check(tmp_path / "article.md")
    assert shown.code == 0
    assert "No claim on pay or outlook was found in this text." in shown.out


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("missing.txt", None, "There is no such file"),
        ("empty.txt", b"", "There is nothing to check"),
        ("blank.txt", b" \n\n", "There is nothing to check"),
        ("paper.pdf", b"%PDF-1.7 ...", "a PDF"),
        ("letter.docx", b"PK\x03\x04....", "word processor"),
        ("noise.bin", b"ab\x00\x01\xff", "binary data"),
    ],
)
def test_what_is_no_article_gets_a_message(tmp_path, check, name, content, says):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    shown = check(tmp_path / name)
    assert shown.code == 1
    assert says in shown.err
    assert "Traceback" not in shown.err


def test_a_folder_gets_a_message(tmp_path, check):
    shown = check(tmp_path)
    assert shown.code == 1
    assert "This is a folder" in shown.err


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
def test_other_encodings_are_read(tmp_path, check, encoding):
    article = tmp_path / "article.txt"
    article.write_bytes("“Electricians” earned a median of $62,350 in 2024.".encode(encoding))
    shown = check(article)
    assert "The one claim of this article holds." in shown.out


def test_a_verdict_that_is_named_fails_the_command(tmp_path, check):
    right, wrong = tmp_path / "right.md", tmp_path / "wrong.md"
    right.write_text("Lawyers earned a median of $151,160 in May 2024.", encoding="utf-8")
    wrong.write_text(f"# Pay\n\n{SENTENCE}", encoding="utf-8")
    fine = check(right, "--fail-on", "wrong,misquoted")
    assert fine.code == 0, fine.err
    assert "1 claim in 1 file; 0 are misquoted or wrong." in fine.out
    shown = check(right, wrong, "--fail-on", "wrong", "--format", "github")
    assert shown.code == 1
    first = shown.out.splitlines()[0]
    assert first.startswith(f"::error file={wrong},line=3,title=$54%2C200%3A wrong::Published is")


@pytest.mark.parametrize(
    "options", [("--fail-on", "bad"), ("--format", "xml"), ("--format", "json", "--csv", "-")]
)
def test_wrong_options_end_with_2(tmp_path, check, options):
    article = tmp_path / "article.md"
    article.write_text(SENTENCE, encoding="utf-8")
    shown = check(article, *options)
    assert shown.code == 2
    assert "Traceback" not in shown.err
