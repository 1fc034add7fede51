"""The notebooks on an article and for exploring make pages that tell published figures."""

from made_pages import text_of


def test_the_default_passage_has_most_verdicts():
    page = text_of("article-check")
    assert "5 of 8 claims hold as written." in page
    for sign in (
        "✓ confirmed",
        "≈ rounded",
        "∼ right figure, other words or name",
        "← outdated",
        "✗ wrong",
    ):
        assert f"[{sign}]" in page
    # Medians of May 2025 under the two codes of today, from the survey's table.
    assert "$51,140" in page
    assert "$68,020" in page


def test_an_article_in_a_file_is_checked(tmp_path):
    article = tmp_path / "article.md"
    article.write_text("# Lawyers\n\nThey earned a median of $151,160 in May 2024.", "utf-8")
    page = text_of("article-check", article=str(article))
    assert "The one claim of this article holds." in page


def test_exploring_goes_through_every_verb():
    page = text_of("explore")
    # Handbook 2024-34 of medical records specialists: $50,250, 14,200 openings a year.
    for told in ("$50,250", "14,200", "Not comparable", "29-2098", "✓ confirmed"):
        assert told in page
