"""Checked articles for editors: tables, notes for GitHub, and verdicts that fail a check."""

import pandas as pd
import pytest

from labor.answers.article.answer import CheckedClaim, article_of
from labor.answers.article.claims import Claim, LeftOut
from labor.answers.article.editing import (
    CheckedFile,
    github_lines,
    record_of,
    rows_of,
    table_lines,
    verdicts_named,
)
from labor.answers.article.text import Sentence
from labor.answers.article.verdicts import UNCHECKED, VERDICTS
from labor.errors import AnalysisError

WHY = "100% so: no"
SOURCES = pd.DataFrame({"source_id": ["oews"], "title": ["Wages"]}, dtype="str")


def checked(file, *pairs):
    """A file with a claim in each line."""
    text = "".join(f"They earned {printed}.\n" for printed, _ in pairs)
    claims = [
        CheckedClaim(
            Claim(f"They earned {printed}.", printed, "pay", 10, 1), verdict, "100% so: no"
        )
        for printed, verdict in pairs
    ]
    sentences = [Sentence(claim.claim.sentence, False, n) for n, claim in enumerate(claims)]
    left = [LeftOut("It costs $5.", "$5", "It is no pay.")]
    return CheckedFile(file, text, article_of(sentences, claims, SOURCES, None, left))


def test_verdicts_are_named_in_full_or_in_short():
    assert verdicts_named("wrong, Misquoted") == {"wrong", "misquoted"}
    assert verdicts_named("unchecked,other-words") == {
        "cannot be checked", "right figure, other words or name",
    }  # fmt: skip
    assert verdicts_named("") == frozenset()
    with pytest.raises(AnalysisError, match="no verdict called 'bad'") as refused:
        verdicts_named("wrong,bad")
    assert "other-words" in str(refused.value)


def test_each_file_has_a_table_and_the_last_line_counts_what_fails():
    files = [checked("a.md", ("$10", "confirmed"), ("$20", "wrong")), checked("b.md")]
    lines = list(table_lines(files, {"wrong"}))
    assert lines[0] == "a.md"
    assert lines[1].split() == ["line", "verdict", "claim", "published"]
    assert lines[3].split()[:4] == ["2", "✗", "wrong", "$20"]
    assert "b.md" in lines
    assert "  no claims on pay or outlook" in lines
    assert lines[-1] == "2 claims in 2 files; 1 is wrong."


def test_notes_for_github_stand_at_the_line_and_escape_what_ends_them():
    file = checked(
        "a,b.md", ("$10", "confirmed"), ("$20", "wrong"), ("$3,000", "outdated"), ("$4", UNCHECKED)
    )
    notes = list(github_lines([file], {"wrong"}))
    assert notes[0] == "::error file=a%2Cb.md,line=2,title=$20%3A wrong::100%25 so: no"
    assert notes[1].startswith("::warning file=a%2Cb.md,line=3,title=$3%2C000%3A outdated::")
    assert notes[2].startswith("::notice ")
    assert len(notes) == 4


def test_one_file_keeps_its_record_and_several_are_a_list():
    one, other = checked("a.md", ("$10", "wrong")), checked("b.md", ("$20", "confirmed"))
    alone = record_of([one], {"wrong"})
    assert (alone["file"], alone["failing"], alone["fail_on"]) == ("a.md", 1, ["wrong"])
    assert alone["not_judged"][0]["printed"] == "$5"
    both = record_of([one, other], {"wrong"})
    assert [file["file"] for file in both["files"]] == ["a.md", "b.md"]
    assert rows_of([one, other])["file"].tolist() == ["a.md", "b.md"]
    assert "file" not in rows_of([one])


@pytest.mark.parametrize("verdict", list(VERDICTS))
def test_every_verdict_can_fail_a_check(verdict):
    file = checked("a.md", ("$10", verdict))
    assert len(file.failing({verdict})) == 1
    assert f"1 is {verdict}." in list(table_lines([file], {verdict}))[-1]
