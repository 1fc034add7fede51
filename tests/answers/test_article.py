"""An article in a page: every claim marked where it stands, with a verdict that needs no colour."""

from types import SimpleNamespace

import pandas as pd
import pytest
from lxml import html

from labor.answers.article.page import (
    _SIGNS,
    article_answer,
    article_claims,
    article_table,
    article_text,
)

HOLDING = ("confirmed", "rounded")


def claim(sentence, printed, verdict, **more):
    told = {
        "why": "It is so.", "role": "Clerks", "published": "", "correct": "", "caveat": "",
        "figure_words": (), "today_words": (), "sources": (),
    }  # fmt: skip
    return SimpleNamespace(
        claim=SimpleNamespace(sentence=sentence, printed=printed),
        verdict=verdict,
        holds=verdict in HOLDING,
        **{**told, **more},
    )


def article(paragraphs, *checked):
    sentences = [
        SimpleNamespace(text=text, block=block)
        for block, texts in enumerate(paragraphs)
        for text in texts
    ]
    names = ["claim", "verdict", "period", "occupation_code", "occupation", "source_id"]
    rows = [[one.claim.printed, one.verdict, "2018", "43-4071", "Clerks", "t"] for one in checked]
    return SimpleNamespace(
        sentences=sentences, checked=checked, table=pd.DataFrame(rows, columns=names)
    )


def tree(block):
    return html.fragment_fromstring(block.html, create_parent="div")


PAY = "They earned $10 or $20."


def test_every_claim_is_marked_at_its_place_with_its_verdict_in_words():
    both = article([[PAY]], claim(PAY, "$10", "confirmed"), claim(PAY, "$20", "cannot be checked"))
    page = tree(article_text(both))
    assert page.xpath("//mark//text()") == ["$10", "$20"]
    text = page.text_content()
    assert text == "They earned $10 [✓ confirmed] or $20 [? cannot be checked]."


def test_two_equal_sentences_keep_their_own_claims():
    twice = article([[PAY], [PAY]], claim(PAY, "$10", "wrong"), claim(PAY, "$10", "confirmed"))
    first, second = tree(article_text(twice)).xpath("//p")
    assert "✗ wrong" in first.text_content()
    assert "✓ confirmed" in second.text_content()


def test_paragraphs_without_a_claim_are_left_out_and_counted():
    shown = tree(article_text(article([["Hello."], [PAY]], claim(PAY, "$10", "wrong"))))
    assert "Hello" not in shown.text_content()
    assert "1 paragraph or heading holds no claim and is left out." in shown.text_content()


def test_what_an_article_says_is_never_a_part_of_the_page():
    text = "<script>alert(1)</script> & $10 <b>"
    evil = article([[text]], claim(text, "$10", "wrong"))
    for block in (article_text(evil), article_claims(evil)):
        assert not tree(block).xpath("//script | //b")
    assert text.replace("$10", "$10 [✗ wrong]") == tree(article_text(evil)).text_content()


@pytest.mark.parametrize(
    ("verdicts", "said"),
    [
        (["confirmed"], "The one claim of this article holds."),
        (["wrong"], "The one claim of this article does not hold as it is written."),
        (["confirmed", "rounded"], "Both claims hold as written."),
        (["confirmed", "wrong", "wrong"], "1 of 3 claims holds as written."),
        (["wrong", "outdated", "misquoted"], "None of 3 claims hold as written."),
    ],
)
def test_the_answer_counts_what_holds(verdicts, said):
    found = article([[PAY]], *(claim(PAY, "$10", verdict) for verdict in verdicts))
    assert article_answer(found).text.splitlines()[0] == said


def test_the_answer_names_the_claims_that_fail():
    found = article([[PAY]], claim(PAY, "$10", "wrong"), claim(PAY, "$20", "outdated"))
    assert "1 is outdated (“$20”) and 1 is wrong (“$10”)" in article_answer(found).text


def test_an_article_without_claims_is_not_called_right():
    assert "no sign that it is right" in article_answer(article([["Hello."]])).text


def test_every_verdict_has_a_sign_of_its_own():
    assert len(set(_SIGNS.values())) == len(_SIGNS) == 6


def test_the_table_has_a_row_for_each_claim():
    found = article([[PAY]], claim(PAY, "$10", "wrong"), claim(PAY, "$20", "confirmed"))
    rows = html.fragment_fromstring(article_table(found).html, create_parent="div")
    assert len(rows.xpath("//tbody/tr")) == 2
    assert "✗ wrong" in rows.text_content()
