"""The words around the figures of one role: head, answer, list of remarks, and sources."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

import pandas as pd

from labor.errors import AnalysisError
from labor.provenance.markup import as_html
from labor.provenance.text import BEGIN, END, TEXT, Live, plain, with_marks
from labor.show.display import Block, inline, paragraph
from labor.show.words import counted, listed

#: Sentences of an answer that stand in the open above a chart.
_IN_THE_OPEN = 5
#: Where a sentence ends: the full stop of "$45,690). Inside", not that of "7.1" or "U.S. pay".
_END_OF_SENTENCE = re.compile(r"(?<!U\.S)[.!?](?=\s+[A-Z0-9“]|$)")
#: So many caveats are read; more of them hide the one that matters.
_MOST_CAVEATS = 5
_CITED = ("producer", "title")

#: What a reader must know of a file that is not the publisher's own.
_COPIES = {
    "resaved": ", a copy saved again outside the agency with the same values as far as checked",
    "extract": ", an extract made outside the agency",
}


def head(title: str, question: str, **about: str) -> Block:
    """The title of a report and the question it answers.

    Args:
        title: What the report is about.
        question: What it answers, in a sentence.
        **about: What lists of reports say of it, as far as it is known: `role`, `place`,
            `period`, and `beside`, the roles it is set beside.
    """
    html = paragraph(title, "labor-headline") + paragraph(question, "labor-question")
    facts = {"title": title, "description": question, **about}
    return Block(html, f"{title}\n{question}", facts)


def paragraphs(sentences: Sequence[str]) -> Block:
    """Sentences, the answer first and larger than the rest; see `answered`."""
    return Block(answered(sentences), "\n".join(sentences))


def answered(texts: Sequence[str], facts: str = "") -> str:
    """An answer as HTML: a few sentences in the open, the others folded behind them.

    Args:
        texts: Texts of one sentence or more, the answer first.
        facts: HTML that stands below the first text.
    """
    first, *others = texts
    left = _IN_THE_OPEN - _number_of_sentences(first)
    in_the_open: list[str] = []
    for text in others:
        left -= _number_of_sentences(text)
        if left < 0:
            break
        in_the_open.append(text)
    rest = "".join(map(paragraph, others[len(in_the_open) :]))
    html = paragraph(first, "labor-answer") + facts + "".join(map(paragraph, in_the_open))
    return html + folded(rest)


def folded(html: str) -> str:
    """What is behind "More on this" until a reader opens it; nothing where there is nothing."""
    return f"<details><summary>More on this</summary>{html}</details>" if html else ""


def first_sentence(text: str) -> str:
    """The first sentence of a text, with the marks of its numbers."""
    shown = plain(text)
    end = _END_OF_SENTENCE.search(shown)
    if end is None or end.end() == len(shown):
        return text
    marked, left = with_marks(text), end.end()
    inside = 0  # marks are as long as what they say, which is not shown
    for at, sign in enumerate(marked):
        if sign == BEGIN:
            inside += 1
        elif sign == TEXT:
            inside -= 1
        elif sign != END and not inside:
            left -= 1
            if not left:
                return Live(marked[: at + 1])
    return text


def _number_of_sentences(text: str) -> int:
    return len(_END_OF_SENTENCE.findall(plain(text)))


def gravest(texts: Sequence[str]) -> tuple[str, ...]:
    """The caveats that are shown: each once, the gravest first, no more than are read.

    Args:
        texts: Caveats from the gravest on; empty ones are left out.
    """
    return tuple(dict.fromkeys(filter(None, texts)))[:_MOST_CAVEATS]


def remarks(sentences: Sequence[str]) -> Block:
    """Remarks as a list, each once."""
    return Block(listed_remarks(sentences), "\n".join(dict.fromkeys(sentences)))


def listed_remarks(sentences: Sequence[str]) -> str:
    """Remarks as an HTML list, each once."""
    items = "".join(f"<li>{inline(sentence)}</li>" for sentence in dict.fromkeys(sentences))
    return f'<ul class="labor-caveats">{items}</ul>'


def numbered(sentences: Sequence[str]) -> Block:
    """Remarks with the numbers that a chart refers to."""
    items = [f"Note {number}, {one}" for number, one in enumerate(sentences, start=1)]
    return remarks(items)


def sources_used(frames: Sequence[pd.DataFrame], sources: pd.DataFrame | None) -> pd.DataFrame:
    """The rows of `sources` that the rows of some tables come from.

    Args:
        frames: Tables with `source_id`; a cell can name several, joined by ", ".
        sources: Table `sources`; without it only the identifiers are returned.

    Returns:
        A row per raw table used, in the order of `sources`.

    Raises:
        AnalysisError: A row names a source that the table does not have.
    """
    cells = pd.concat([frame["source_id"] for frame in frames]).dropna().unique()
    used = sorted({name for cell in cells for name in cell.split(", ") if name})
    if sources is None:
        return pd.DataFrame({"source_id": pd.Series(used, dtype="str")})
    if unknown := sorted(set(used) - set(sources["source_id"])):
        raise AnalysisError(
            "Numbers come from a raw table that `sources` does not list",
            got=", ".join(unknown),
            next_step="Run `labor build --force`: the tables are of different builds.",
        )
    return sources[sources["source_id"].isin(used)].reset_index(drop=True)


def sources_listed(sources: pd.DataFrame) -> Block:
    """Rows of `sources` as a list: publisher, table, period, file and its checksum.

    Args:
        sources: Rows of the table `sources`; one that stands there several times is shown once,
            and tables of the same file are shown together.
    """
    rows = sources.drop_duplicates("source_id").to_dict("records")
    of_files: dict[tuple[str, str], list[dict]] = {}
    for row in rows:
        of_files.setdefault((row["title"], row["file_sha256"]), []).append(row)
    items = "".join(f"<li>{_source(same)}</li>" for same in of_files.values())
    names = list(dict.fromkeys(". ".join(_known(row, *_CITED)) for row in rows))
    facts = {"sources": names, "files": {row["source_id"]: row["file_sha256"] for row in rows}}
    number = as_html(with_marks(counted(len(of_files), "source tables")), focus=False)
    tables = "table" if len(of_files) == 1 else "tables"
    folded = (
        f"<details><summary>{number} {tables}, with files and checksums</summary>"
        f'<ul class="labor-sources">{items}</ul></details>'
    )
    return Block(folded, "\n".join(names), facts)


def _known(row: dict, *names: str) -> list[str]:
    return [str(row[name]) for name in names if pd.notna(row.get(name)) and row[name] != ""]


def _linked(row: dict) -> str:
    """The file of a source with a link to the vintage that was read, or to where it is kept.

    An address without the vintage in it holds another file after the next release.
    """
    name = escape(str(row["file"]))
    vintage = " ".join(_known(row, "vintage"))
    for address in _known(row, "download_url", "landing_url"):
        if not vintage or _names_vintage(address, vintage):
            return f'<a href="{escape(address)}">{name}</a>'
    (page,) = _known(row, "landing_url")[:1] or ("",)
    if not page:
        return name
    kept = f'<a href="{escape(page)}">'
    if "archive" in page:
        return f"{name}, kept in {kept}the publisher's archive</a>"
    return f"{name}; {kept}the publisher's page</a> may show newer figures"


def _names_vintage(address: str, vintage: str) -> bool:
    """Whether an address is of one vintage: "oesm18nat.zip" of 2018, "db_29_3_excel" of 29.3."""
    last = re.split(r"\D+", vintage)[0][-2:]
    forms = {vintage, vintage.replace(".", "_"), vintage.replace("-", "_"), last}
    return any(form and form in address for form in forms)


def _source(rows: Sequence[dict]) -> str:
    """Tables of one source as HTML: title, publisher, license, period, file, checksum."""
    row = rows[0]
    name = _linked(row)
    tables = listed([f"<code>{escape(str(one['source_id']))}</code>" for one in rows])
    period = [f"Reference period: {text}." for text in _known(row, "reference_period")]
    about = f"{', '.join(_known(row, 'producer', 'licence'))}. {' '.join(period)}"
    history = [_COPIES[text] for text in _known(row, "copy") if text in _COPIES]
    history += [f", retrieved on {text}" for text in _known(row, "retrieved_on")]
    return (
        f"<strong>{inline(str(row['title']))}</strong><br>{inline(about)}<br>"
        f"File {name}{inline(''.join(history))}; {tables} in the tables. SHA-256 "
        f"<code>{escape(str(row['file_sha256']))}</code>"
    )
