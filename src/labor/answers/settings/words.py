"""What an answer on settings says: where people work, what is paid there, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence

from labor.answers.settings.names import owners, spoken
from labor.answers.settings.numbers import has_pay, jobs, pay, share
from labor.answers.settings.rows import SHOWN_PCT, Settings
from labor.provenance.text import joined
from labor.show import words
from labor.show.measure import UNITS
from labor.show.rows import Row, label

#: Settings named in a sentence.
_NAMED = 3


def survey_finding(found: Settings) -> str:
    """Where most of the jobs are, as a title."""
    if not found.shown:
        return f"{found.name}: no jobs by sector or industry released for {found.when}"
    first = found.shown[0]
    if not found.is_whole:
        first = next(iter(found.whole_sums), first)
    return f"{found.name}: {share(first)} of wage and salary jobs were in {spoken(first)}"


def page_finding(found: Settings) -> str:
    """The largest employers of the Handbook, as a title."""
    return f"{label(found.page)}: of all jobs, {_placed(found.employers[:2], 'were')}"


def sentences(found: Settings) -> list[str]:
    """The answer in sentences, the most telling first."""
    said = [_survey(found), _owners(found), _pay_range(found)]
    said.insert(0 if _page_answers(found) else len(said), _page(found))
    said += [_tested(found), _alone(found), _rest(found), _others(found)]
    return [text for text in said if text]


def remarks(found: Settings) -> list[str]:
    """What the numbers are not."""
    said = [
        "A job counts where its employer is. People whom a staffing or service firm sends to "
        "other places of work count with that firm, mostly under administrative and support "
        "services; people who work from home count with their employer.",
    ]
    codes = {row["industry_code"] for row in found.shown}
    if "62" in codes:
        said.append(
            "People who work in a hospital for a billing, coding or staffing firm are therefore "
            "not among its jobs, and the head office of a group of hospitals counts as a head "
            "office of a company."
        )
        said.append(
            "Health care and social assistance is hospitals (those of states and localities, "
            "too), offices of physicians, nursing homes and much more in one. The survey's table "
            "of sectors does not divide it; the Handbook does."
        )
    if "99" in codes:
        said.append(
            "Government here is federal, state and local administration with federal hospitals. "
            "State and local schools and hospitals count as education and health care, the "
            "Postal Service as transportation."
        )
    said.append(
        "The survey counts wage and salary jobs. The Handbook counts all jobs, those of the "
        "self-employed included, in whole percents, and names the largest employers only: its "
        "shares do not add up to the whole and are not added to those of the survey."
    )
    said.append(
        "Estimates come from a sample. The errors of the means are published, those of the "
        "medians are not: which settings can be told apart is tested on means, all pairs together "
        f"with a chance of error of {words.chosen('10%', 10, 'chance of error')}, as if the "
        "samples were independent. Other jobs, skills and places may explain a difference: it is "
        "not what a person would gain by moving."
    )
    if found.shown and len(found.shown) < len(found.rows):
        said.append(
            f"Settings with less than {words.chosen('1%', SHOWN_PCT, 'smallest share shown')} of "
            "the jobs are in the table and not in the chart; their estimates are the least sure."
        )
    return said + _special_remarks(found)


def _special_remarks(found: Settings) -> list[str]:
    said = []
    if found.is_group:
        said.append(
            "The role is a group of occupations without figures of its own. Its jobs are sums; "
            "where an occupation has no published jobs in a setting the sum is a floor, and “at "
            "least” stands there unless the rest is too small to matter. The line shows the lowest "
            "and the highest median of its occupations in a setting, which are never averaged."
        )
    if any(found.measure.is_open(row) for row in [found.total, *found.shown]):
        said.append(
            "Pay told as “or more” is only known to be at least that: BLS publishes no higher "
            "amounts for that year."
        )
    if found.page is not None and found.page["is_wider"]:
        said.append(
            "The Handbook describes the role together with others, as "
            f"{words.running(_page_name(found))}: its shares and pay are of all of them."
        )
    return said


def _page_answers(found: Settings) -> bool:
    """Whether the Handbook's shares are of the same year and occupation as the survey's."""
    if found.page is None or not found.employers or found.page["is_wider"]:
        return False
    is_same = found.page["occupation_code"] == found.total["occupation_code"] or found.is_group
    return bool(is_same and found.page_year == int(found.total["reference_year"]))


def _page(found: Settings) -> str:
    if not found.employers:
        return f"The Handbook prints no employers of {words.running(found.name)}."
    return (
        f"Of all jobs of {words.running(_page_name(found))} in {found.page_year}, "
        f"{_placed(found.employers[:_NAMED], 'were')}, says the Handbook.{_paid_there(found)}"
    )


def _paid_there(found: Settings) -> str:
    """The medians of the employers named, where the Handbook prints them."""
    named = [row for row in found.employers[:_NAMED] if found.measure.known(row)]
    if not named:
        return ""
    parts = [f"{pay(row, found.measure)} in {spoken(row)}" for row in named]
    unit, year = UNITS[found.measure.unit], found.page["wage_reference_year"]
    return f" Median pay {unit} in May {year} was {words.listed(parts)}."


def _survey(found: Settings) -> str:
    total = words.say(found.total, "employment_jobs", words.count)
    if not words.has_number(found.total, "employment_jobs"):
        return f"The number of jobs of {_name(found)} in {found.when} is {total}."
    if not found.rows:
        return (
            f"The tables by sector and industry of {found.when} have no rows for {_name(found)}, "
            f"of whom {total} wage and salary jobs were counted."
        )
    if not found.shown:
        return (
            f"{found.when} counted {total} wage and salary jobs of {_name(found)}; in which "
            "sectors they are is not released."
        )
    named = found.shown if found.is_whole else found.whole_sums or found.shown
    return (
        f"Of the {total} wage and salary jobs of {_name(found)} in {found.when}, "
        f"{_placed(named[:_NAMED], 'were')}."
    )


def _pay_range(found: Settings) -> str:
    """The lowest and the highest median among the settings shown."""
    known = [row for row in found.paid if not found.measure.is_open(row)]
    unit = UNITS[found.measure.unit]
    own = f"over all settings it was {pay(found.total, found.measure)} {unit}"
    if not has_pay(found.total, found.measure):
        own = "a median over all settings is not published"
    if found.is_group:
        return (
            f"No pay of the group is published by setting: the chart shows the lowest and highest "
            f"median of its occupations in each. Over all settings the median is "
            f"{pay(found.total, found.measure)} {unit}."
        )
    if len(known) > 1:
        few = "" if len(known) == len(found.paid) else ", among settings with a number"
        return (
            f"The median went from {pay(known[-1], found.measure)} {unit} in {spoken(known[-1])} "
            f"to {pay(known[0], found.measure)} in {spoken(known[0])}{few}; {own}."
        )
    if known:
        return f"In {spoken(known[0])} the median was {pay(known[0], found.measure)} {unit}; {own}."
    if found.paid:
        return (
            "In every setting with a figure the median is only known to be "
            f"{pay(found.paid[0], found.measure)} {unit}; {own}."
        )
    return f"No median by setting is released; {own}." if found.shown else ""


def _tested(found: Settings) -> str:
    """Whether the best-paid setting can be told apart from the others, by the means."""
    mean = f"mean_{found.measure.unit}_usd"
    tested = [row for row in found.shown if row["letters"]]
    if len(found.paid) > 1 and not tested and not found.is_group:
        return (
            "How sure these differences are cannot be said: no sampling errors of the means are "
            "in the table of that year."
        )
    if len(tested) < 2:
        return ""
    ranked = sorted(tested, key=lambda row: -float(row[mean]))
    best, others = ranked[0], ranked[1:]
    tied = [row for row in others if _share_letter(best, row)]
    if not tied:
        untested = len(tested) < len(found.shown)
        return (
            f"By its mean, pay in {spoken(best)} is higher than in all other settings with at "
            f"least {words.chosen('1%', SHOWN_PCT, 'smallest share shown')} of the jobs"
            f"{' whose mean and its error are released' if untested else ''}."
        )
    if len(tied) == len(others):
        return "By their means, no setting shown here can be told from the best-paid one."
    return (
        f"The highest mean pay is that in {spoken(best)}; it cannot be told apart from that in "
        f"{words.listed([spoken(row) for row in tied])}."
    )


def _share_letter(first: Row, second: Row) -> bool:
    return bool(_letters(first) & _letters(second))


def _letters(row: Row) -> set[str]:
    """Letters of a row: one character, and a number behind it from the 27th on."""
    letters: list[str] = []
    for sign in str(row["letters"]):
        if sign.isdigit() and letters:
            letters[-1] += sign
        else:
            letters.append(sign)
    return set(letters)


def _owners(found: Settings) -> str:
    """Hospitals and schools by owner, where the survey's table has owners."""
    said = []
    for whole in found.whole_sums:
        same = [row for row in found.sums if row["industry_code"] == whole["industry_code"]]
        parts = [row for row in same if row is not whole]
        parts = sorted(parts, key=lambda row: -float(row["employment_jobs"]))
        by = [f"{jobs(row)} {_owned(row)}" for row in parts]
        text = f"{whole['setting']} had {jobs(whole)} jobs"
        said.append(f"{text}: {words.listed(by)}." if len(by) > 1 else f"{text}.")
    return joined(" ", said)


def _owned(row: Row) -> str:
    return owners(row) if row["ownership_code"] == "5" else f"of {owners(row)}"


def _alone(found: Settings) -> str:
    named = found.employers[:_NAMED] if _page_answers(found) else ()
    if found.alone is None or any(row["kind"] == "self-employed" for row in named):
        return ""
    year = int(found.alone["reference_year"])
    if not words.has_number(found.alone, "share_of_jobs_pct"):
        return (
            f"The share of the self-employed in {year} is too small to be released in the "
            "projections."
        )
    return (
        f"Of all jobs in {year}, {share(found.alone)} were those of the self-employed (Employment "
        "Projections); the wage survey does not count them."
    )


def _rest(found: Settings) -> str:
    if found.rest is None:
        return ""
    text = f"{jobs(found.rest)} jobs ({share(found.rest)})"
    if found.is_whole:
        return f"For {text} the setting is not released."
    return (
        f"The table by owner of {found.when} holds schools and hospitals only, without federal "
        f"ones: {text} were elsewhere or are not released."
    )


def _others(found: Settings) -> str:
    if not found.others:
        return ""
    names = words.listed([f"{label(row)} ({row['occupation_code']})" for row in found.others])
    return (
        f"The role is {words.several(len(found.others) + 1, 'occupation')} in these tables. This "
        f"page shows the one with the most jobs; ask for the others by code: {names}."
    )


def _placed(rows: Sequence[Row], verb: str) -> str:
    """Shares and their settings: "28% were in hospitals and 19% in offices"."""
    parts = []
    for number, row in enumerate(rows):
        where = "of the self-employed" if row["kind"] == "self-employed" else f"in {spoken(row)}"
        parts.append(f"{share(row)} {where}" if number else f"{share(row)} {verb} {where}")
    return words.listed(parts)


def _page_name(found: Settings) -> str:
    return str(found.page["occupation_title"])


def _name(found: Settings) -> str:
    code = found.total["occupation_code"]
    return f"{words.running(found.name)} ({code})" if code else words.running(found.name)
