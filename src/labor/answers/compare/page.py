"""The words of a report around its figures: question, answer, caveats and sources."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from labor.answers.compare.answer import Comparison
from labor.answers.compare.pay_words import unit_of
from labor.answers.compare.tables import side_by_side
from labor.show import prose, words
from labor.show.answer import of_verbs, wrong_answer
from labor.show.display import Block, inline, paragraph
from labor.show.measure import UNITS
from labor.show.rows import Row, label


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
    title = f"{words.sentence_case(subject)}: pay{where} in {when}, outlook {years}"
    return Block(
        f"{paragraph(title, 'labor-headline')}{paragraph(comparison.question, 'labor-question')}",
        f"{title}\n{comparison.question}",
        {"title": title, "description": comparison.question},
    )


@of_verbs(Comparison)
def answer(comparison: Comparison) -> Block:
    """The answer: its first sentence, the subject's main figures, and what else can be said.

    Args:
        comparison: What `labor.compare` gives.

    Returns:
        A block of sentences and figures, all of them computed.
    """
    subjects = [
        row for row in side_by_side(comparison.pay, comparison.outlook) if row["is_subject"]
    ]
    nation = ", United States" * comparison.is_local
    facts = "".join(_facts(row, nation, name=len(subjects) > 1) for row in subjects)
    return Block(prose.answered(comparison.sentences, facts), "\n".join(comparison.sentences))


def caveats(*comparisons: Comparison) -> Block:
    """What the numbers do not say, as a list.

    Args:
        *comparisons: What `labor.compare` gives; a caveat of several is shown once.

    Raises:
        AnalysisError: It is something else.
    """
    _check("caveats", comparisons)
    found = dict.fromkeys(text for comparison in comparisons for text in comparison.caveats)
    items = "".join(f"<li>{inline(text)}</li>" for text in found)
    return Block(f'<ul class="labor-caveats">{items}</ul>', "\n".join(found))


def sources(*comparisons: Comparison) -> Block:
    """Where the numbers come from: publisher, table, period, file and its checksum.

    Args:
        *comparisons: What `labor.compare` gives; a source of several is shown once.

    Raises:
        AnalysisError: It is something else.
    """
    _check("sources", comparisons)
    tables = pd.concat([comparison.sources for comparison in comparisons])
    return prose.sources_listed(tables)


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
    facts = [
        (
            f"Median pay {UNITS[unit]}",
            words.say(row, f"median_{unit}_usd", words.dollars),
            f"middle half {middle}" if middle else "",
        ),
        _fact(
            row,
            f"Change in jobs{nation}",
            "employment_change_pct",
            words.signed_percent,
            ", ".join(part for part in (span, words.growth_phrase(row)) if part),
        ),
        _fact(
            row,
            f"Openings a year{nation}",
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
