"""An article with its claims on pay and outlook marked, and what the tables say of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Protocol

import pandas as pd

from labor.provenance.text import Live, joined
from labor.show import prose, words
from labor.show.display import Block, inline, paragraph
from labor.show.table import Field, Table

#: Sign and words of each verdict; a reader must not need colours to tell them apart.
_SIGNS = {
    "confirmed": "✓",
    "rounded": "≈",
    "misquoted": "≠",
    "outdated": "←",
    "wrong": "✗",
    "cannot be checked": "?",
}
#: What a verdict means, for the sentence that counts them.
_COUNTED = {
    "confirmed": "confirmed",
    "rounded": "rounded",
    "misquoted": "misquoted",
    "outdated": "outdated",
    "wrong": "wrong",
    "cannot be checked": "not to be checked with these tables",
}
_SOURCE = "the article"


class Claim(Protocol):
    """What an article says."""

    sentence: str
    printed: str


class Checked(Protocol):
    """A claim with its verdict, as the analysis gives it."""

    claim: Claim
    verdict: str
    holds: bool
    why: str
    role: str
    published: str
    figure_words: Sequence[str]
    caveat: str
    today_words: Sequence[str]
    sources: Sequence[str]


class Article(Protocol):
    """An article with its claims, as the analysis gives it."""

    sentences: Sequence[Any]
    checked: Sequence[Checked]
    table: pd.DataFrame


def article_masthead(article: Article) -> Block:
    """The title of a report on an article and the question it answers."""
    return prose.head(
        "Claims on pay and outlook, held against the tables",
        "Do the numbers of this article stand in the public tables, and what are they today?",
    )


def article_answer(article: Article) -> Block:
    """How many claims hold, how the others fail, and which these are."""
    found = article.checked
    if not found:
        return prose.said(
            [
                "No claim on pay or outlook was found in this text.",
                "That is no sign that it is right: only sentences that give a number, or compare "
                "a growth with the average, are looked at.",
            ]
        )
    failing = [one for one in found if not one.holds]
    sentences = [_holding(len(found) - len(failing), len(found))]
    if failing:
        sentences.append(f"Of the others, {words.listed(list(_kinds(failing)))}.")
    return prose.said(sentences)


def article_text(article: Article) -> Block:
    """The paragraphs with a claim, every claim marked and its verdict behind it."""
    left = list(article.checked)
    shown, silent = [], 0
    for _, group in groupby(article.sentences, key=lambda sentence: sentence.block):
        before = len(left)
        html = " ".join(_sentence(sentence.text, left) for sentence in group)
        if len(left) < before:
            shown.append(f"<p>{html}</p>")
        else:
            silent += 1
    note = ""
    if silent:
        paragraphs = words.several(silent, "paragraph or heading", "paragraphs and headings")
        verb = "holds no claim and is" if silent == 1 else "hold no claim and are"
        note = paragraph(f"{paragraphs} {verb} left out.", "labor-note")
    plain = "\n".join(f"{one.claim.printed} [{one.verdict}]" for one in article.checked)
    return Block(f'<div class="labor-article">{"".join(shown)}</div>{note}', plain)


def article_claims(article: Article) -> Block:
    """Every claim: verdict, reason, how it could be written, and what it is today."""
    items = "".join(f"<li>{_card(one)}</li>" for one in article.checked)
    plain = joined("\n", [f"{one.claim.printed}: {one.verdict}" for one in article.checked])
    return Block(f'<ol class="labor-claims">{items}</ol>' if items else "", plain)


def article_table(article: Article) -> Table:
    """A row for each claim: verdict, published figure with its time, occupation and table."""
    records = article.table.to_dict("records")
    rows = [{**record, "one": one} for record, one in zip(records, article.checked, strict=True)]
    return Table(
        caption="Claims of the article and the figures that decide on them",
        fields=[
            Field("Claim", lambda row: _quote(row["claim"])),
            Field("Verdict", lambda row: _verdict(row["verdict"])),
            Field("Published figure", _published),
            Field("Occupation", _occupation),
            Field("Table", lambda row: _or_none(words.quoted(row["source_id"], "sources"))),
        ],
        rows=rows,
        data=article.table,
    )


def article_caveats(article: Article) -> Block:
    """What a verdict is not, as a list."""
    return prose.remarks(
        [
            "Only numbers of public tables are checked: pay, jobs, projected growth and openings. "
            "Whatever else an article says is not looked at.",
            "Silence is no confirmation. A number that is not marked was not understood as a "
            "claim, or is none.",
            "“Cannot be checked” is no reproach: the number may be right and stand in a table "
            "that is not held here, or in one of another publisher.",
            "Rules find and judge the claims, no person. On sentences that were new to them they "
            "missed or misjudged about one claim in six; docs/methods/claims.md shows the measure. "
            "Read the sentence before you write to its author.",
            "The figures of today are of the codes that hold the occupation now. They are no trend "
            "since the claim where the caution beside them says so.",
        ]
    )


def _holding(number: int, total: int) -> str:
    if total == 1:
        return (
            "The one claim of this article holds."
            if number
            else ("The one claim of this article does not hold as it is written.")
        )
    part = words.sentence_case(words.of_all(number, total, "claim"))
    return f"{part} {'holds' if number == 1 else 'hold'} as written."


def _kinds(failing: Sequence[Checked]) -> Iterator[str]:
    """Numbers of the verdicts with the claims: "2 are wrong (“$47,430” and “9%”)"."""
    counts = Counter(one.verdict for one in failing)
    for verdict in _SIGNS:
        if number := counts.get(verdict, 0):
            verb = "is" if number == 1 else "are"
            named = [_quote(one.claim.printed) for one in failing if one.verdict == verdict]
            amount = words.counted(number, f"claims that are {verdict}")
            yield f"{amount} {verb} {_COUNTED[verdict]} ({words.listed(named)})"


def _sentence(text: str, left: list[Checked]) -> str:
    """A sentence as HTML; its claims are taken from those that are left."""
    parts, place = [], 0
    while left and left[0].claim.sentence == text:
        start = text.find(left[0].claim.printed, place)
        if start < 0:
            break
        one = left.pop(0)
        parts += [_words(text[place:start]), _marked(one)]
        place = start + len(one.claim.printed)
    return "".join([*parts, _words(text[place:])])


def _words(text: str) -> str:
    return inline(words.quoted(text, _SOURCE)) if text else ""


def _marked(one: Checked) -> str:
    kind = "holds" if one.holds else "open" if one.verdict == "cannot be checked" else "fails"
    return (
        f'<mark class="labor-{kind}">{_words(one.claim.printed)}</mark>'
        f' <small class="labor-verdict">[{_verdict(one.verdict)}]</small>'
    )


def _card(one: Checked) -> str:
    lines = [
        f'<p class="labor-name">{inline(_quote(one.claim.printed))} '
        f'<span class="labor-verdict">{_verdict(one.verdict)}</span></p>',
        paragraph(Live(one.why)),
    ]
    told = [text for text in one.figure_words if str(text) not in str(one.why)]
    if told and not one.holds:
        asked = joined("; ", [Live(text) for text in told])
        lines.append(paragraph(f"What the words ask for: {Live(asked)}."))
    if one.today_words:
        today = joined("; ", [Live(text) for text in one.today_words])
        lines.append(paragraph(f"Today: {Live(today)}."))
    if one.caveat:
        lines.append(paragraph(f"Not to be compared without care: {Live(one.caveat)}"))
    if one.sources:
        sources = words.quoted("; ".join(one.sources), "sources")
        lines.append(paragraph(f"Source: {sources}.", "labor-note"))
    return "".join(lines)


def _verdict(verdict: str) -> str:
    return f"{_SIGNS[verdict]} {verdict}"


def _quote(text: str) -> str:
    return f"“{words.quoted(text, _SOURCE)}”"


def _published(row: Mapping[str, Any]) -> str:
    figure = Live(row["one"].published)
    return Live(f"{figure}, {row['period']}") if figure else "–"


def _occupation(row: Mapping[str, Any]) -> str:
    return _or_none(f"{row['occupation_code']} {row['occupation']}".strip())


def _or_none(text: str) -> str:
    return text or "–"
