"""An article from a file: read whatever its encoding, refused with advice where it is no text."""

import pytest

from labor.answers.article import text
from labor.answers.article.text import read_article, sentences
from labor.errors import SourceError


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_an_article_is_read_in_its_encoding(tmp_path, encoding):
    file = tmp_path / "article.txt"
    file.write_text("“Clerks” earn $35,000 – or so.", encoding=encoding)
    assert read_article(str(file)) == "“Clerks” earn $35,000 – or so."


@pytest.mark.parametrize(
    ("content", "got"),
    [
        (b"%PDF-1.7 ...", "a PDF"),
        (b"PK\x03\x04...", "a ZIP archive"),
        (b"a\x00b", "binary data"),
        (b"  \n", "no text"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path, content, got):
    file = tmp_path / "article"
    file.write_bytes(content)
    with pytest.raises(SourceError, match=got) as refused:
        read_article(str(file))
    assert "Save the article as text" in str(refused.value)


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    with pytest.raises(SourceError, match="no such file"):
        read_article(str(tmp_path / "none.txt"))
    with pytest.raises(SourceError, match="folder"):
        read_article(str(tmp_path))


def test_rows_without_words_are_no_sentences():
    assert [one.text for one in sentences("Nurses earn $93,600.\n| |\n| |\n")] == [
        "Nurses earn $93,600."
    ]


def test_lines_that_look_like_rows_are_looked_at_once(monkeypatch):
    """No line is read again for each line before it, however many there are."""
    looked = []
    monkeypatch.setattr(text, "_cells", lambda line: looked.append(line) or line.split("|"))
    lines = ["a | b", "a | b | c"] * 300
    sentences("\n".join(lines))
    assert len(looked) == len(lines)
