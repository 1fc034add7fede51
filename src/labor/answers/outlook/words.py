"""What the outlook of a role says: growth, openings and their parts, and how far to trust it."""

from __future__ import annotations

import pandas as pd

from labor.answers.outlook.anatomy import with_parts
from labor.answers.outlook.checks import checked, checks_of
from labor.show import prose, words
from labor.show.display import Block
from labor.show.rows import Row, label

_BASIS = {
    "band": "from the limits found for this projection",
    "point": "the same percentage was seen with these words",
    "implied": "follows from a lower or higher percentage seen with these words",
    "floor": "a published limit from which these or stronger words are used",
    "printed": "printed in the Handbook's profile of the role",
}


def outlook_masthead(outlook: pd.DataFrame) -> Block:
    """The title of a report on the outlook and the question it answers."""
    row = outlook.iloc[0]
    years = words.span(int(row["base_year"]), int(row["target_year"]))
    return prose.head(
        f"{words.sentence_case(str(row['role']))}: outlook {years}",
        "How fast are jobs projected to grow, where do openings come from, and how did earlier "
        "projections turn out?",
    )


def outlook_answer(outlook: pd.DataFrame, backtest: pd.DataFrame, outlooks: pd.DataFrame) -> Block:
    """The answer in sentences.

    Args:
        outlook: Outlook of the role in one projection, with the parts of its openings.
        backtest: Rows by code, projection and later projection.
        outlooks: Outlooks of the role, one projection under the other.
    """
    said = [text for row in with_parts(outlook) for text in (_growth(row), _openings(row)) if text]
    return prose.said([*said, _checks(outlooks, backtest)])


def outlook_caveats(outlook: pd.DataFrame, outlooks: pd.DataFrame) -> Block:
    """What the numbers are not, as a list."""
    own = outlooks[outlooks["role_kind"] != "member"]
    counted = list(dict.fromkeys(" with ".join(c) for c in _codes_by_vintage(own) if all(c)))
    said = [
        "A projection says what would come if the assumptions of its makers held; it is no "
        "promise, and it says nothing of single years or places.",
        "Openings count people who enter the occupation. People who change their employer inside "
        "it are not counted.",
        "These are all jobs, the self-employed included. They are not the jobs of the pay tables, "
        "which leave the self-employed out.",
    ]
    if len(counted) > 1:
        said.append(
            "The role is not counted alike in all projections: first as "
            f"{', then as '.join(counted)}. Where other jobs are counted, a difference between two "
            "projections is no revision."
        )
    if outlook["openings_ten_year_total_jobs"].notna().any():
        said.append(
            "Openings of this projection are totals of ten years by an older method. They are "
            "another measure and are not divided by ten."
        )
    return prose.remarks(said)


def _codes_by_vintage(own: pd.DataFrame) -> list[list[str]]:
    """The codes of the role in each projection, in order of time."""
    by_year = own.sort_values(["base_year", "occupation_code"]).groupby("base_year")
    return [list(part["occupation_code"]) for _, part in by_year]


def _growth(row: Row) -> str:
    name = _name(row)
    years = f"from {int(row['base_year'])} to {int(row['target_year'])}"
    if not words.has_number(row, "employment_change_pct"):
        return f"{name}: no projection {years} is published."
    jobs = words.say(row, "base_employment_jobs", words.count)
    change = words.say(row, "employment_change_pct", words.signed_percent)
    phrase = words.growth_phrase(row)
    said = f"{name}: jobs are projected to change by {change} {years}, from {jobs}."
    if not phrase:
        return f"{said} The Handbook's words for this growth are not known."
    known = _BASIS.get(str(row["growth_phrase_basis"]), "")
    return f"{said} The Handbook's words for this growth: {phrase}{f' ({known})' if known else ''}."


def _openings(row: Row) -> str:
    annual, total = "openings_annual_average_jobs", "openings_ten_year_total_jobs"
    if not words.has_number(row, annual):
        if words.has_number(row, total):
            openings = words.say(row, total, words.count)
            return f"Openings in all ten years, by the older method: {openings}."
        return ""
    said = f"Openings a year: {words.say(row, annual, words.count)}"
    if rate := words.openings_rate(row):
        said += f", {rate}"
    names = ("exits_jobs", "transfers_jobs", "growth_jobs")
    if not all(words.has_number(row, name) for name in names):
        return f"{said}. What they are made of is not published."
    exits, transfers, growth = (words.say(row, name, words.count) for name in names)
    last = (
        f"{growth} are new jobs"
        if row["growth_jobs"] > 0
        else f"the number of jobs changes by {growth}"
    )
    return (
        f"{said}. Of these {exits} follow people who leave the labor force, {transfers} people "
        f"who change occupation, and {last}."
    )


def _checks(outlooks: pd.DataFrame, backtest: pd.DataFrame) -> str:
    """How earlier projections turned out, in a sentence or two."""
    checks = checks_of(outlooks, backtest)
    known = checked(checks)
    if not known:
        return (
            "No earlier projection of the role can be checked: later ones count other jobs, or "
            "do not have the occupation."
        )
    last = max(known, key=lambda check: check.check_year - int(check.row["base_year"]))
    other = len(checks) - len(known)
    return (
        f"The longest check: {last.vintage} had {last.projected} up to {last.check_year} for "
        f"{last.name}, and {last.came} came. Up to then the projections of all occupations were "
        f"typically off by {last.typical_error}."
        + (f" {words.several(other, 'projection')} cannot be checked." if other else "")
    )


def _name(row: Row) -> str:
    code = row["occupation_code"]
    return f"{label(row)} ({code})" if code else label(row)
