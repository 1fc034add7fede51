"""An article with its claims on pay and outlook marked, and what the tables say of each."""

from __future__ import annotations

from itertools import groupby

from labor.answers.article.answer import Article, CheckedClaim, quote, quoted
from labor.answers.article.verdicts import UNCHECKED
from labor.provenance.text import Live, joined
from labor.show import prose, words
from labor.show.answer import of_verbs
from labor.show.display import Block, inline, paragraph
from labor.show.table import Table


@of_verbs(Article)
def article_masthead(article: Article) -> Block:
    """The title of a report on an article and the question it answers."""
    return prose.head(
        "Claims on pay and outlook, held against the tables",
        "Do the numbers of this article stand in the public tables, and what are they today?",
    )


@of_verbs(Article)
def article_answer(article: Article) -> Block:
    """How many claims hold, how the others fail, and which these are."""
    return prose.paragraphs(article.sentences)


@of_verbs(Article)
def article_text(article: Article) -> Block:
    """The paragraphs with a claim, every claim marked and its verdict behind it."""
    left = list(article.claims)
    shown, silent = [], 0
    for _, group in groupby(article.text, key=lambda sentence: sentence.block):
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
    plain = "\n".join(f"{one.claim.printed} [{one.verdict}]" for one in article.claims)
    return Block(f'<div class="labor-article">{"".join(shown)}</div>{note}{_left(article)}', plain)


@of_verbs(Article)
def article_claims(article: Article) -> Block:
    """Every claim: verdict, reason, how it could be written, and what it is today.

    Statements without numbers stand below them.
    """
    items = "".join(f"<li>{_card(one)}</li>" for one in article.claims)
    plain = joined("\n", [f"{one.claim.printed}: {one.verdict}" for one in article.claims])
    claims = f'<ol class="labor-claims">{items}</ol>' if items else ""
    said = "".join(
        f"<li>{inline(quote(one.statement.words))}, {one.statement.kind}: {one.verdict_text}. "
        f"{inline(Live(one.why))}</li>"
        for one in article.statements
    )
    heading = paragraph("Statements without numbers:", "labor-note")
    return Block(f"{claims}{heading}<ul>{said}</ul>" if said else claims, plain)


@of_verbs(Article)
def article_table(article: Article) -> Table:
    """A row for each claim: verdict, published figure with its time, occupation and table."""
    return article.table()


@of_verbs(Article)
def article_caveats(article: Article) -> Block:
    """What a verdict is not, as a list."""
    return prose.remarks(article.caveats)


def _left(article: Article) -> str:
    """The numbers that were not judged, each with the reason; nothing if there are none."""
    items = [f"<li>{inline(quote(one.printed))}: {one.why}</li>" for one in article.left_out]
    heading = paragraph("Numbers that were not judged:", "labor-note")
    return f"{heading}<ul>{''.join(items)}</ul>" if items else ""


def _sentence(text: str, left: list[CheckedClaim]) -> str:
    """A sentence as HTML; its claims are taken from those that are left."""
    parts, place = [], 0
    while left and left[0].claim.sentence == text:
        start = text.find(left[0].claim.printed, place)
        if start < 0:
            break
        one = left.pop(0)
        parts += [inline(quoted(text[place:start])), _marked(one)]
        place = start + len(one.claim.printed)
    return "".join([*parts, inline(quoted(text[place:]))])


def _marked(one: CheckedClaim) -> str:
    kind = "holds" if one.holds else "open" if one.verdict == UNCHECKED else "fails"
    return (
        f'<mark class="labor-{kind}">{inline(quoted(one.claim.printed))}</mark>'
        f' <small class="labor-verdict">[{one.verdict_text}]</small>'
    )


def _card(one: CheckedClaim) -> str:
    lines = [
        f'<p class="labor-name">{inline(quote(one.claim.printed))} '
        f'<span class="labor-verdict">{one.verdict_text}</span></p>',
        paragraph(Live(one.why)),
    ]
    others = [text for text in one.figure_words if str(text) not in str(one.why)]
    if others and not one.holds:
        wanted = joined("; ", [Live(text) for text in others])
        lines.append(paragraph(f"What the words ask for: {Live(wanted)}."))
    if one.today_words:
        today = joined("; ", [Live(text) for text in one.today_words])
        lines.append(paragraph(f"Today: {Live(today)}."))
    if one.caveat:
        lines.append(paragraph(f"Not to be compared without care: {Live(one.caveat)}"))
    if one.sources:
        sources = words.quoted("; ".join(one.sources), "sources")
        lines.append(paragraph(f"Source: {sources}.", "labor-note"))
    return "".join(lines)
