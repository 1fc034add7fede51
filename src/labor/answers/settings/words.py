"""What an answer on settings says: settings and their numbers in words, sentences, caveats."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from labor.answers.settings.handbook import SELF_EMPLOYED
from labor.answers.settings.survey import ALL, HANDBOOK, PROJECTIONS, REST, SETTING, SUM, SURVEY
from labor.provenance.columns import origin_of
from labor.provenance.origin import Cell, Origin
from labor.provenance.text import joined
from labor.show import cautions, prose, words
from labor.show.measure import UNITS, Measure
from labor.show.rows import Row, label
from labor.terms import ALL_INDUSTRIES, ALL_OWNERS

if TYPE_CHECKING:
    from labor.answers.settings.answer import Settings

SHARE = "share_of_jobs_pct"
#: Kinds of rows that have jobs and no pay: no setting, and no wage.
NO_PAY = (REST, SELF_EMPLOYED)
#: Settings with a smaller share of the jobs, in percent, are in the table and not in the chart.
SHOWN_PCT = 1.0
#: Settings named in a sentence.
_NAMED = 3
_SMALL = "less than 0.1%"
#: What rows are that are no cell of a table.
_MADE = {
    ALL: "all jobs",
    SUM: "sum of the settings of this kind and owner",
    REST: "all jobs less those of the settings with published jobs",
}
_LESS = "a limit; the share is smaller"
_AT_MOST = "the share if all jobs whose setting is not released were here"
_LOW, _HIGH = "low_median_annual_usd", "high_median_annual_usd"

_GOVERNMENT = "Government (without its schools, hospitals and post)"

#: Sectors in plain words; any other industry keeps the agency's title.
_SECTORS = {
    "11": "Agriculture, forestry and fishing",
    "21": "Mining, oil and gas",
    "22": "Utilities",
    "23": "Construction",
    "31-33": "Manufacturing",
    "42": "Wholesale trade",
    "44-45": "Retail trade",
    "48-49": "Transportation and warehousing",
    "51": "Information",
    "52": "Finance and insurance",
    "53": "Real estate, rental and leasing",
    "54": "Professional, scientific and technical services",
    "55": "Head offices of companies",
    "56": "Administrative and support services",
    "61": "Education",
    "62": "Health care and social assistance",
    "71": "Arts, entertainment and recreation",
    "72": "Hotels, restaurants and food services",
    "81": "Other services",
    "99": _GOVERNMENT,
    "999000": _GOVERNMENT,
}
#: "(OEWS Designation)" behind a name: the survey's own kind of industry.
_DESIGNATION = re.compile(r"\s*\(OEWS Designation\)")
#: Who owns the establishments of a row, by the agency's code.
_OWNERS = {
    "1": "federal government",
    "2": "state government",
    "3": "local government",
    "5": "private",
    "23": "state and local government",
    "25": "private and state government",
    "35": "private and local government",
    "57": "private, and casinos of local governments",
    "58": "private, and hospitals of states and localities",
    "59": "private, and the Postal Service",
    "123": "federal, state and local government",
    "235": "private, state and local government",
    "1235": "all owners",
}


def name_of(row: Row) -> str:
    """A setting in a table or a chart; an owner is named where a level is split by owners."""
    name = str(row["setting"])
    if row["evidence"] != SURVEY or row["kind"] != SETTING:
        return name
    name = _DESIGNATION.sub("", name)
    name = _SECTORS.get(row["industry_code"], words.sentence_case(name.lower()))
    return f"{name}; {owners(row)}" if "ownership" in row["industry_level"] else name


def running_name(row: Row) -> str:
    """A setting inside a sentence: "hospitals (state, local, and private)"."""
    name, _, more = (part.strip() for part in name_of(row).partition(";"))
    name = name[:1].lower() + name[1:]
    return f"{name} ({more})" if more else name


def owners(row: Row) -> str:
    """Who owns the establishments of a row, in words."""
    return _OWNERS.get(row["ownership_code"], "")


def share(row: Row) -> str:
    """The share of the jobs: "28%", "0.4%", "at least 14%", or why there is none."""
    if not words.has_number(row, SHARE):
        return words.say(row, SHARE, whole)
    value, high = float(row[SHARE]), float(row["share_of_jobs_high_pct"])
    origin = Origin((), _LESS) if whole(value) == _SMALL else _origin_of_share(row)
    text = words.computed(value, whole, origin)
    if not row["is_floor"] or (row["kind"] == SETTING and whole(high) == whole(value)):
        return text
    if whole(value) == _SMALL:
        return "at most " + words.computed(high, whole, Origin((), _AT_MOST))
    return "at least " + text


def whole(value: float) -> str:
    """A share to the whole percent, below one to a tenth; what would read as none in words."""
    if value < 0.05:
        return _SMALL
    return f"{value:.0f}%" if value >= 0.95 else f"{value:.1f}%"


def jobs(row: Row) -> str:
    """A number of jobs, a floor as such."""
    name = "employment_jobs"
    if row["kind"] in (ALL, SETTING):
        text = words.say(row, name, words.count)
    else:
        text = words.computed(float(row[name]), words.count, Origin((), _MADE[row["kind"]]))
    return "at least " + text if row["is_floor"] else text


def has_pay(row: Row, measure: Measure) -> bool:
    """Whether there is a median, or for a group the range of the medians in it.

    Args:
        row: Row of an answer on settings.
        measure: Which median is told.
    """
    return measure.known(row) or has_range(row)


def has_range(row: Row) -> bool:
    """Whether there is a range of the medians of several occupations or settings."""
    is_several = row["role_kind"] == "composite" or row["kind"] == SUM
    return is_several and bool(row[_LOW] == row[_LOW])


def pay(row: Row, measure: Measure) -> str:
    """The median, the range of medians of a group, or why there is neither.

    Args:
        row: Row of an answer on settings.
        measure: Which median is told.
    """
    if measure.known(row) or not has_range(row):
        return _of_page(row, measure) if row["evidence"] == HANDBOOK else measure.said(row)
    if row["kind"] != SUM:
        return words.between(row, _LOW, _HIGH, words.dollars)
    ends = [words.dollars(float(row[name])) for name in (_LOW, _HIGH)]
    more = " or more" if words.is_top_coded(row, _HIGH) else ""
    return " to ".join(dict.fromkeys(ends)) + more


def middle_half(row: Row, measure: Measure) -> str:
    """What the middle half of the workers of a setting earn.

    Args:
        row: Row of an answer on settings.
        measure: Which median is told, and so whether by the year or by the hour.
    """
    first, last = (f"{point}_{measure.unit}_usd" for point in ("p25", "p75"))
    return words.between(row, first, last, measure.money)


def ends_of(row: Row, measure: Measure) -> list[float]:
    """Ends of the line of a row: the middle half, or the lowest and highest median of a group.

    Args:
        row: Row of an answer on settings.
        measure: Which median is drawn.

    Returns:
        Two amounts in US dollars, or none.
    """
    names = [f"{point}_{measure.unit}_usd" for point in ("p25", "p75")]
    known = [float(row[name]) for name in names if words.has_number(row, name)]
    if len(known) < 2 and has_range(row):
        return [float(row[_LOW]), float(row[_HIGH])]
    return known if len(known) == 2 else []


def _of_page(row: Row, measure: Measure) -> str:
    """Pay that a page of the Handbook prints."""
    if not measure.known(row):
        return "not printed"
    keys = ("edition", "profile_id", "workers")
    kind = "all" if row["kind"] == ALL else "industry"
    key = (*(str(row[name]) for name in keys), "median", kind, str(row["setting"]))
    cell = Cell("profile_pay_settings", key, f"{measure.unit}_wage_usd")
    text = words.computed(measure.value(row), measure.money, Origin((cell,)))
    return text + " or more" if measure.is_open(row) else text


def _origin_of_share(row: Row) -> Origin | None:
    """The cells of a share; in words for all jobs, a sum of settings and what is left."""
    if row["kind"] in _MADE:
        return Origin((), f"{_MADE[row['kind']]}, as a share of all jobs")
    if row["evidence"] == HANDBOOK:
        names = ("edition", "profile_id", "workers", "setting")
        return Origin((Cell("profile_employers", tuple(str(row[n]) for n in names), SHARE),))
    if row["evidence"] == PROJECTIONS:
        key = (str(row["projection_vintage"]), str(row["occupation_code"]))
        return Origin((Cell("projections", key, "self_employed_pct"),))
    whole_row = {**row, "industry_code": ALL_INDUSTRIES, "ownership_code": ALL_OWNERS}
    parts = [origin_of(one, "employment_jobs") for one in (row, whole_row)]
    cells = tuple(cell for part in parts if part for cell in part.cells)
    return Origin(cells, "a / b × 100") if len(cells) == len(parts) else None


def survey_finding(found: Settings) -> str:
    """Where most of the jobs are, as a title."""
    if not found.shown:
        return f"{found.name}: no jobs by sector or industry released for {found.when}"
    first = found.shown[0]
    if not found.is_whole:
        first = next(iter(found.whole_sums), first)
    return f"{found.name}: {share(first)} of wage and salary jobs were in {running_name(first)}"


def page_finding(page: Row, employers: Sequence[Row]) -> str:
    """The largest employers of the Handbook, as a title.

    Args:
        page: Row of the Handbook on all the workers.
        employers: Rows of the settings that it names, from large to small shares.
    """
    return f"{label(page)}: of all jobs, {_in_settings(employers[:2])}"


def no_employers(found: Settings) -> str:
    """What is said where the Handbook has no page on the role, or names no employers there."""
    return f"The Handbook prints no employers of {words.running(found.name)}."


def sentences(found: Settings) -> list[str]:
    """The answer in sentences, the most telling first."""
    texts = [_survey(found), _owners(found), _pay_range(found), _tested(found)]
    texts.insert(0 if _page_answers(found) else len(texts), _page(found))
    texts += [_self_employed(found), _rest(found), _others(found)]
    return [text for text in texts if text]


def caveats(found: Settings) -> list[str]:
    """What the numbers are not."""
    codes = {row["industry_code"] for row in found.shown}
    place = (
        "A job counts where its employer is. People whom a staffing or service firm sends to "
        "other places of work count with that firm, mostly under administrative and support "
        "services."
    )
    if "62" in codes:
        place += (
            " So those who work in a hospital for a billing, coding or staffing firm are not "
            "among its jobs."
        )
    texts = [*_special_caveats(found), place if found.shown else ""]
    if any(row["letters"] for row in found.shown):
        texts.append(
            "Estimates come from a sample. Only the errors of the means are published, so "
            "settings are told apart by their means, all pairs together with a chance of error of "
            f"{words.chosen('10%', 10, 'chance of error')}. Other skills and places may explain a "
            "difference: it is not what a person would gain by moving."
        )
    if found.employers and found.shown:
        texts.append(
            "The survey counts wage and salary jobs. The Handbook counts all jobs, those of the "
            "self-employed included, and names the largest employers only, so the two shares "
            "differ."
        )
    if "99" in codes:
        texts.append(
            "Government here is federal, state and local administration with federal hospitals. "
            "State and local schools and hospitals count as education and health care, the "
            "Postal Service as transportation."
        )
    if found.shown and len(found.shown) < len(found.main):
        texts.append(
            f"Settings with less than {words.chosen('1%', SHOWN_PCT, 'smallest share shown')} of "
            "the jobs are in the table and not in the chart; their estimates are the least sure."
        )
    return list(prose.gravest(texts))


def _special_caveats(found: Settings) -> list[str]:
    texts: list[str] = []
    if found.is_group:
        texts.append(
            "The role is a group of occupations without figures of its own. Its jobs are sums; "
            "“at least” stands where an occupation has no published jobs in a setting. The line "
            "shows the lowest and the highest median of its occupations, which are never averaged."
        )
    careful = [
        f"{running_name(row)} ({text})" for row in found.main if (text := cautions.in_cell(row))
    ]
    if careful:
        why = []
        if any(map(cautions.has_few_jobs, found.main)):
            why.append("a few employers can decide them")
        if any(map(cautions.has_equal, found.main)):
            why.append("percentiles that are one amount do not tell how pay differs between them")
        texts.append(
            f"Read with care the figures of {words.listed(careful)}: {joined(', and ', why)}."
        )
    if any(found.measure.is_open(row) for row in [found.total, *found.shown]):
        texts.append(
            "Pay told as “or more” is only known to be at least that: the table "
            "prints a mark in place of the amount."
        )
    if found.page is not None and found.page["is_wider"]:
        title = words.running(str(found.page["occupation_title"]))
        texts.append(
            f"The Handbook describes the role together with others, as {title}: its shares and "
            "pay are of all of them."
        )
    return texts


def _page_answers(found: Settings) -> bool:
    """Whether the Handbook's shares are of the same year and occupation as the survey's."""
    if found.page is None or not found.employers or found.page["is_wider"]:
        return False
    is_same = found.page["occupation_code"] == found.total["occupation_code"] or found.is_group
    return bool(is_same and found.page_year == int(found.total["reference_year"]))


def _page(found: Settings) -> str:
    if found.page is None or not found.employers:
        return no_employers(found)
    first, *others = found.employers[:_NAMED]
    text = "In the Handbook's count of all jobs of "
    text += f"{words.running(str(found.page['occupation_title']))} in {found.page_year}, "
    text += f"{_in_settings([first])}."
    text += f" Another {_in_settings(others)}." if others else ""
    return f"{text}{_paid_there(found, found.page)}"


def _paid_there(found: Settings, page: Row) -> str:
    """The medians of the employers named, where the Handbook prints them."""
    named = zip(found.employers, ("first", "second", "third"), strict=False)
    parts = [
        f"{pay(row, found.measure)} in the {place}"
        for row, place in named
        if found.measure.known(row)
    ]
    if not parts:
        return ""
    unit, year = UNITS[found.measure.unit], page["wage_reference_year"]
    return f" Median pay {unit} in May {year} was {words.listed(parts)}."


def _survey(found: Settings) -> str:
    name = _name_and_code(found)
    total = words.say(found.total, "employment_jobs", words.count)
    if not words.has_number(found.total, "employment_jobs"):
        return f"The number of jobs of {name} in {found.when} is {total}."
    if not found.main:
        return (
            f"The tables by sector and industry of {found.when} have no rows for {name}, of whom "
            f"{total} wage and salary jobs were counted."
        )
    if not found.shown:
        return (
            f"The survey of {found.when} counted {total} wage and salary jobs of {name}; in which "
            "sectors they are is not released."
        )
    named = found.shown if found.is_whole else found.whole_sums or found.shown
    return (
        f"The survey of {found.when} counted {total} wage and salary jobs of {name}. Of these, "
        f"{_in_settings(named[:_NAMED])}."
    )


def _pay_range(found: Settings) -> str:
    """The lowest and the highest median, and among which settings they are that."""
    unit = UNITS[found.measure.unit]
    amount = pay(found.total, found.measure)
    exact = words.without_estimate(amount)
    over_all = f"{amount if exact == amount else f'about {exact}'} {unit}"
    if found.is_group:
        return (
            "No pay of the group is published by setting: the chart shows the lowest and highest "
            f"median of its occupations in each. Over all settings the median is {over_all}."
        )
    own = f"Over all settings it is {over_all}."
    if not has_pay(found.total, found.measure):
        own = "A median over all settings is not published."
    if not found.paid:
        return f"No median by setting is released. {own}" if found.shown else ""
    return _begun(_among(found, _medians(found)), f"{_ends_of_medians(found)}. {own}")


def _medians(found: Settings) -> list[Row]:
    """All main settings with a median."""
    return [row for row in found.main if found.measure.known(row)]


def _ends_of_medians(found: Settings) -> str:
    """The range of the medians of the settings shown, each end with all settings that have it."""
    rows, measure, unit = found.paid, found.measure, UNITS[found.measure.unit]
    floors = [row for row in rows if measure.is_open(row)]
    exact = [row for row in rows if not measure.is_open(row)]
    # A limit below an amount that is printed has no place in the order.
    if floors and exact and min(map(measure.value, floors)) < measure.value(exact[0]):
        limits = [f"{pay(row, measure)} in {running_name(row)}" for row in floors]
        one = f"the median is {pay(exact[0], measure)} {unit} in {running_name(exact[0])}"
        ends = _ends_of(exact, measure) if len(exact) > 1 else one
        return f"{ends}. It is {words.listed(limits)}"
    return _ends_of(rows, measure)


def _ends_of(rows: Sequence[Row], measure: Measure) -> str:
    unit = UNITS[measure.unit]
    # What is only known to be at least the limit is highest, and in no order of its own.
    highest = [row for row in rows if measure.is_open(row)]
    highest = highest or [row for row in rows if measure.value(row) == measure.value(rows[0])]
    top = pay(highest[0], measure)
    if len(rows) == 1:
        return f"a median is released in {running_name(rows[0])} only: {top} {unit}"
    if len(highest) == len(rows):
        is_limit = "is only known to be" if measure.is_open(rows[0]) else "is"
        return f"every median released {is_limit} {top} {unit}"
    lowest = [row for row in rows if measure.value(row) == measure.value(rows[-1])]
    return (
        f"the median runs from {pay(lowest[0], measure)} {unit} in {_settings_of(lowest)} to "
        f"{top} in {_settings_of(highest)}"
    )


def _settings_of(rows: Sequence[Row]) -> str:
    """Settings inside a sentence, their number where they are many."""
    if len(rows) > _NAMED:
        return words.several(len(rows), "setting")
    return words.listed([running_name(row) for row in rows])


def _among(found: Settings, having: Sequence[Row]) -> str:
    """The settings that a superlative or a range is taken over.

    Args:
        found: What is answered; its sentences take only the settings shown.
        having: All main settings with the figure.

    Returns:
        "settings with at least 1% of the jobs"; empty if no setting with the figure is left out.
    """
    shown = {id(row) for row in found.shown}
    left_out = [row for row in having if id(row) not in shown]
    if not left_out:
        return ""
    shares = [row[SHARE] for row in left_out if words.has_number(row, SHARE)]
    if max(shares, default=0) >= SHOWN_PCT:
        return f"the {words.several(len(shown), 'setting')} with the most jobs"
    least = words.chosen("1%", SHOWN_PCT, "smallest share shown")
    having_jobs = "with" if len(shares) == len(left_out) else "known to have"
    return f"settings {having_jobs} at least {least} of the jobs"


def _begun(among: str, text: str) -> str:
    """A sentence on settings that begins with those it is about, if they are not all."""
    return f"Among {among}, {text}" if among else words.sentence_case(text)


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
    tied = [row for row in others if _letters(best) & _letters(row)]
    among = _among(found, [row for row in found.main if row["letters"]])
    is_named = bool(among and found.paid) and among == _among(found, _medians(found))
    if is_named:
        among = "these"  # the sentence on medians before this one named them
    if len(tested) < len(found.shown):
        among = "those" if is_named else among or "settings"
        among += " whose mean pay and its error are released"
    name = running_name(best)
    if not tied:
        return _begun(among, f"mean pay is higher in {name} than in all others.")
    if len(tied) == len(others):
        return _begun(
            among, f"mean pay is highest in {name}, but no mean can be told apart from that one."
        )
    return _begun(
        among,
        f"mean pay is highest in {name}. It cannot be told apart from that in "
        f"{words.listed_names([running_name(row) for row in tied])}.",
    )


def _letters(row: Row) -> set[str]:
    """Letters of a row: one character, and a number behind it from the 27th on."""
    return set(re.findall(r"\D\d*", str(row["letters"])))  # "a", "b1" of "ab1"


def _owners(found: Settings) -> str:
    """Hospitals and schools by owner, where the survey's table has owners."""
    texts = []
    for whole in found.whole_sums:
        same = [row for row in found.sums if row["industry_code"] == whole["industry_code"]]
        parts = [row for row in same if row is not whole]
        parts = sorted(parts, key=lambda row: -float(row["employment_jobs"]))
        by = [f"{jobs(row)} {_owned(row)}" for row in parts]
        text = f"{whole['setting']} had {jobs(whole)} jobs"
        texts.append(f"{text}: {words.listed(by)}." if len(by) > 1 else f"{text}.")
    return joined(" ", texts)


def _owned(row: Row) -> str:
    return owners(row) if row["ownership_code"] == "5" else f"of {owners(row)}"


def _self_employed(found: Settings) -> str:
    named = found.employers[:_NAMED] if _page_answers(found) else ()
    if found.self_employed is None or any(row["kind"] == SELF_EMPLOYED for row in named):
        return ""
    year = int(found.self_employed["reference_year"])
    if not words.has_number(found.self_employed, "share_of_jobs_pct"):
        return (
            f"The share of the self-employed in {year} is too small to be released in the "
            "projections."
        )
    return (
        f"Of all jobs in {year}, {share(found.self_employed)} were those of the self-employed "
        "(Employment Projections); the wage survey does not count them."
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
        f"The role is {words.numeral(len(found.others) + 1)} occupations in these tables. This "
        f"page shows the one with the most jobs; ask for the others by code: {names}."
    )


def _in_settings(rows: Sequence[Row]) -> str:
    """Shares and their settings: "28% were in hospitals and 19% in offices"."""
    parts = []
    for number, row in enumerate(rows):
        is_own = row["kind"] == SELF_EMPLOYED
        where = "those of the self-employed" if is_own else f"in {running_name(row)}"
        parts.append(f"{share(row)} {where}" if number else f"{share(row)} were {where}")
    return words.listed(parts)


def _name_and_code(found: Settings) -> str:
    code = found.total["occupation_code"]
    return f"{words.running(found.name)} ({code})" if code else words.running(found.name)
