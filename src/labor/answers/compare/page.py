"""The words of a report around its figures: question, answer, caveats and sources."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import zip_longest

import pandas as pd

from labor.answers.compare.answer import Comparison
from labor.answers.compare.pay_words import certainty, sureness, unit_of
from labor.answers.compare.tables import side_by_side
from labor.answers.sources import sources_listed
from labor.show import prose, words
from labor.show.answer import of_verbs, wrong_answer
from labor.show.display import Block, inline, paragraph
from labor.show.measure import UNITS
from labor.show.rows import Row, is_of_others, label, records

#: Remarks on a comparison that are not folded.
_OPEN_CAVEATS = 3


@of_verbs(Comparison)
def masthead(comparison: Comparison) -> Block:
    """The title of a comparison, with role and periods, and the question it answers.

    Args:
        comparison: What `labor.compare` gives.

    Returns:
        A block that a report takes as the head of its page.
    """
    pay, outlook = comparison.pay.iloc[0], comparison.outlook.iloc[0]
    when = words.period(int(pay["reference_year"]))
    years = words.span(int(outlook["base_year"]), int(outlook["target_year"]))
    where = "" if pay["area_title"] == "U.S." else f" in {pay['area_title']}"
    subject = comparison.pay.loc[comparison.pay["is_subject"], "role"].iloc[0]
    role = words.sentence_case(subject)
    peers = comparison.pay.loc[~comparison.pay["is_subject"], "role"].drop_duplicates()
    return prose.head(
        f"{role}: pay{where} in {when}, outlook {years}",
        comparison.question,
        role=role,
        place=words.place(pay["area_title"]),
        period=f"{when}, outlook {years}",
        beside="; ".join(map(words.running, peers)),
    )


@of_verbs(Comparison)
def answer(comparison: Comparison) -> Block:
    """The answer: its first sentence, the subject's main figures, and what else can be said.

    Args:
        comparison: What `labor.compare` gives.

    Returns:
        A block of sentences and figures, all of them computed.
    """
    facts = _tiles(comparison)
    return Block(prose.answered(comparison.sentences, facts), "\n".join(comparison.sentences))


def _tiles(comparison: Comparison) -> str:
    """The main figures of each of the subject's occupations."""
    subjects = [
        row for row in side_by_side(comparison.pay, comparison.outlook) if row["is_subject"]
    ]
    nation = ", United States" * comparison.is_local
    several = len(subjects) > 1
    return "".join(_facts(row, nation, name=several or is_of_others(row)) for row in subjects)


@of_verbs(Comparison)
def overview_masthead(comparison: Comparison) -> Block:
    """The title of an overview of a role, and what it holds.

    Args:
        comparison: What `labor.compare` gives.
    """
    about = dict(masthead(comparison).facts)
    about.pop("description")
    text = "Pay, jobs and similar roles in the tables of the U.S. Bureau of Labor Statistics."
    return prose.head(about.pop("title"), text, **about)


@of_verbs(Comparison)
def overview_answer(comparison: Comparison) -> Block:
    """The answer in three sentences; below the first how sure it is, and the main figures.

    Args:
        comparison: What `labor.compare` gives.
    """
    first, *others = comparison.brief
    sure = sureness(records(comparison.pay))
    html = paragraph(first, "labor-answer")
    html += (paragraph(sure, "labor-subtitle") if sure else "") + _tiles(comparison)
    html += "".join(map(paragraph, others))
    return Block(html, "\n".join(filter(None, (first, sure, *others))))


@of_verbs(Comparison)
def overview_caveats(comparison: Comparison) -> Block:
    """What the order of the medians rests on, then what the comparison is not.

    Args:
        comparison: What `labor.compare` gives.
    """
    return _remarks([*certainty(records(comparison.pay)), *comparison.caveats])


def _remarks(texts: Sequence[str]) -> Block:
    """Remarks as a list, the gravest in the open and the others folded behind them."""
    found = list(dict.fromkeys(filter(None, texts)))
    html, others = prose.listed_remarks(found[:_OPEN_CAVEATS]), found[_OPEN_CAVEATS:]
    html += prose.folded(prose.listed_remarks(others) if others else "")
    return Block(html, "\n".join(found))


def caveats(*comparisons: Comparison) -> Block:
    """What the numbers do not say, as a list.

    Args:
        *comparisons: What `labor.compare` gives; the gravest of each, and each once.

    Raises:
        AnalysisError: It is something else.
    """
    _check("caveats", comparisons)
    by_rank = zip_longest(*(comparison.caveats for comparison in comparisons))
    found = [text for same in by_rank for text in same if text]
    return _remarks(prose.gravest(found))


def sources(*comparisons: Comparison) -> Block:
    """Where the numbers come from: publisher, table, period, file and its checksum.

    Args:
        *comparisons: What `labor.compare` gives; a source of several is shown once.

    Raises:
        AnalysisError: It is something else.
    """
    _check("sources", comparisons)
    tables = pd.concat([comparison.sources for comparison in comparisons])
    return sources_listed(tables)


def _check(figure: str, comparisons: tuple[object, ...]) -> None:
    """Refuse what is no comparison, and nothing at all."""
    for one in comparisons or (None,):
        if not isinstance(one, Comparison):
            raise wrong_answer(figure, (Comparison,), one)


def _facts(row: Row, nation: str, *, name: bool) -> str:
    """The main figures of one occupation, each with what it means beside it.

    Args:
        row: Its row, pay and outlook side by side.
        nation: What is said behind the names of figures of the outlook.
        name: Whether the occupation is named.
    """
    years = words.has_number(row, "base_year")
    span = words.span(int(row["base_year"]), int(row["target_year"])) if years else ""
    unit = unit_of(row) or "annual"
    middle = words.without_ending(words.middle_half(row), f" {UNITS[unit]}")
    middle = f"; middle half {words.without_estimate(middle)}" if middle else ""
    median = words.say(row, f"median_{unit}_usd", words.dollars)
    per = f"{UNITS[unit]}{', estimated' if median.endswith(words.ESTIMATE) else ''}"
    when = f", {words.period(int(row['reference_year']))}" if "reference_year" in row else ""
    when_projected = f", {span}" if span else ""
    facts = [
        (
            f"Median pay{when}",
            words.without_estimate(median),
            f"{per}{middle}" if unit_of(row) else "",
        ),
        _fact(
            row,
            f"Change in jobs{nation}{when_projected}",
            "employment_change_pct",
            words.signed_percent,
            words.growth_phrase(row),
        ),
        _fact(
            row,
            f"Openings a year{nation}{when_projected}",
            "openings_annual_average_jobs",
            words.count,
            words.openings_rate(row),
        ),
        ("Education to enter", words.requirement(row, "entry_education"), ""),
    ]
    tiles = "".join(
        f"<div><dt>{inline(term)}</dt><dd>{inline(value)}"
        f"{f'<small>{inline(more)}</small>' if more else ''}</dd></div>"
        for term, value, more in facts
    )
    heading = paragraph(f"{label(row)} ({row['occupation_code']})", "labor-name") if name else ""
    return f'{heading}<dl class="labor-facts">{tiles}</dl>'


def _fact(
    row: Row, term: str, name: str, form: Callable[[float], str], more: str
) -> tuple[str, str, str]:
    return term, words.say(row, name, form), more if words.has_number(row, name) else ""
