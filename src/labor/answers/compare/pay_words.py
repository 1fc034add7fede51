"""Pay of a comparison in words: the sentences of the answer and the title of its chart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from labor.methods.uncertainty import (
    HIGHER,
    LEVEL,
    LOWER,
    NO_TEST,
    TIED,
    UNKNOWN,
    MedianOrder,
    order_of_medians,
)
from labor.provenance.columns import origin_of
from labor.provenance.origin import together
from labor.provenance.text import joined
from labor.show import cautions, words
from labor.show.rows import (
    MOST_NAMED,
    Row,
    and_for,
    in_codes,
    is_of_others,
    label,
    of_which,
    role_of,
    stands_in,
)
from labor.show.words import (
    cell,
    chosen,
    dollars,
    has_number,
    listed,
    listed_names,
    numeral,
    percent,
    plural,
    running,
    sentence_case,
    several,
    when,
)
from labor.terms import ESTIMATED, NATION

_LEVEL = chosen(f"{LEVEL:.0%}", LEVEL * 100, "level of confidence")
_UNITS = {"annual": "a year", "hourly": "an hour"}
#: What is said of the subject's median beside another, by verdict.
STANDS = {
    HIGHER: "more than",
    LOWER: "less than",
    TIED: "too close to call against",
    UNKNOWN: "not known to be higher or lower than",
}
#: The same where no error is published, by the order of the printed figures.
UNTESTED = {"higher": "more than", "lower": "less than", "equal": "the same as"}
NOT_TESTED = ", not tested"
#: Who earned as much as a percentile or more, the lowest first.
_EARN = {
    "p10": "at least nine in ten",
    "p25": "at least three in four",
    "median": "at least half",
    "p75": "at least a quarter",
}


@dataclass(frozen=True)
class Standing:
    """Roles that the subject's median stands to in one way.

    Args:
        words: What is said before their names.
        is_tested: Whether a test of the means stands behind it.
        rows: Their rows of the pay table, from high to low.
        column: Column of the medians.
    """

    words: str
    is_tested: bool
    rows: tuple[Row, ...]
    column: str


def judged(rows: Sequence[Row]) -> list[tuple[Row, MedianOrder]]:
    """How the subject's median stands to each of the others.

    Args:
        rows: Rows of the pay table of a comparison.

    Returns:
        The rows that have a median in the subject's unit, from high to low, with the verdict;
        nothing where the subject is several occupations or has no median. Members of a group
        are left out, and figures that are of other jobs than the role asked for.
    """
    whole = [row for row in rows if row["role_kind"] != "member"]
    subjects = [row for row in whole if row["is_subject"]]
    whole = [row for row in whole if not is_of_others(row)]
    if not (unit := _unit_of_order(subjects)):
        return []
    column = f"median_{unit}_usd"
    others = [row for row in whole if not row["is_subject"] and has_number(row, column)]
    others.sort(key=lambda row: float(row[column]), reverse=True)
    return list(zip(others, order_of_medians(subjects[0], others, unit), strict=True))


def standings(rows: Sequence[Row]) -> list[Standing]:
    """The same in groups of one verdict, those that were tested first.

    Args:
        rows: Rows of the pay table of a comparison.
    """
    groups: dict[tuple[str, bool], list[Row]] = {(text, True): [] for text in STANDS.values()}
    groups |= {(text, False): [] for text in UNTESTED.values()}
    for row, order in judged(rows):
        is_tested = order.verdict != NO_TEST
        text = STANDS[order.verdict] if is_tested else UNTESTED[order.printed]
        groups[text, is_tested].append(row)
    subject = next(row for row in rows if row["is_subject"])
    column = f"median_{unit_of(subject)}_usd"
    return [Standing(*key, tuple(found), column) for key, found in groups.items() if found]


def _unit_of_order(subject: Sequence[Row]) -> str:
    """In which unit the others are ranked against the subject; empty if they are not."""
    rows = [row for row in subject if row["role_kind"] != "member"]
    return unit_of(rows[0]) if len(rows) == 1 and not is_of_others(rows[0]) else ""


def unit_of(row: Row) -> str:
    """In which unit a row has a median: "annual", else "hourly"; empty if in none."""
    return next((unit for unit in _UNITS if has_number(row, f"median_{unit}_usd")), "")


def pay_finding(rows: Sequence[Row]) -> str:
    """Say how the subject's median pay stands among the others, as the title of a chart.

    Args:
        rows: Rows of the pay chart, the subject first.

    Returns:
        A title without a full stop; of pairs that were tested, if any were.
    """
    subjects = [row for row in rows if row["is_subject"]]
    if len(subjects) != 1:
        return _pay_of_several(subjects or rows)
    start, unit = f"{label(subjects[0])}: median pay", unit_of(subjects[0])
    if not unit:
        return f"{start} {words.median_pay(subjects[0])}"
    start += f" of {words.median_pay(subjects[0])}{' a year' if unit == 'annual' else ''}"
    found = standings(rows)
    return f"{start}, {_counted(found)}" if found else start


def too_close(rows: Sequence[Row]) -> str:
    """Which roles a table must not be read as ranking: one sentence, or nothing.

    Args:
        rows: Rows of the pay table of a comparison.
    """
    subject = next(row for row in rows if row["is_subject"])
    close = [row for row, order in judged(rows) if order.verdict == TIED]
    if not close:
        return ""
    names = listed([running(label(row)) for row in close])
    return f"The median of {running(label(subject))} is too close to call against {names}."


def _counted(found: Sequence[Standing]) -> str:
    """How many roles the subject stands to in each way."""
    total = sum(len(one.rows) for one in found)
    tested = [one for one in found if one.is_tested]
    untested = [one for one in found if not one.is_tested]
    if total == 1:
        text = f"{found[0].words} {running(label(found[0].rows[0]))}"
    elif len(found) == 1:
        text = f"{found[0].words} {words.of_all(total, total, 'similar role')}"
    else:
        all_of_them = words.counted(total, "similar roles with a median")
        text = f"{_numbers(tested or untested)} of {all_of_them} similar roles"
    return text if tested else f"{text}{NOT_TESTED}"


def _numbers(found: Sequence[Standing]) -> str:
    return listed(
        [f"{one.words} {words.counted(len(one.rows), f'those {one.words}')}" for one in found]
    )


def _pay_of_several(rows: Sequence[Row]) -> str:
    known = [row for row in rows if has_number(row, "median_annual_usd")]
    if len(rows) <= MOST_NAMED and known:
        first, *others = sorted(rows, key=lambda row: not has_number(row, "median_annual_usd"))
        amount = f"{words.median_pay(first)} a year{and_for(others, words.median_pay)}"
        return f"{label(first)}: median pay of {amount}"
    inside = "inside " if all(map(is_of_others, rows)) else ""
    start = f"{sentence_case(role_of(rows))}: {inside}{several(len(rows), 'occupation')}"
    if not known:
        return f"{start} without a published median"
    return f"{start} with median pay of {listed(list(map(words.median_pay, known)))} a year"


def pay_sentences(rows: Sequence[Row]) -> list[str]:
    """What the median pay of the subject is beside its peers'.

    Args:
        rows: Rows of the pay table of a comparison.

    Returns:
        Sentences, the subject first, then what the order rests on. What a test of the means
        cannot tell apart is said so and not ranked; a group of occupations is a range, a divided
        occupation its parts.
    """
    subject = [row for row in rows if row["is_subject"]]
    peers: dict[str, list[Row]] = {}
    for row in rows:
        if not row["is_subject"]:
            peers.setdefault(row["role"], []).append(row)
    order = standings(rows)
    if subject[0]["role_kind"] == "single":
        sentences = _single(subject[0], order)
    else:
        sentences = [_group(subject), _order("The median of the group is", order)]
    unit = _unit_of_order(subject)
    others = [own[0] for own in peers.values() if own[0]["role_kind"] == "single"]
    sentences += [_of_another_unit(others, unit)] if unit else [_medians(subject, others)]
    sentences += [_group(own) for own in peers.values()]
    sentences += [_not_ranked(others), _without_median(others)]
    return [text for text in [*sentences, *certainty(rows)] if text]


def beside_nation(rows: Sequence[Row], nation: Sequence[Row]) -> list[str]:
    """How the subject's median in an area stands to that of the nation.

    Args:
        rows: Rows of the pay table of a comparison.
        nation: The subject's rows in the nation; none where that is the area itself.

    Returns:
        A sentence for each occupation of the subject with a median in both.
    """
    own = {row["occupation_code"]: row for row in nation if row["role_kind"] != "member"}
    here = [row for row in rows if row["is_subject"] and row["role_kind"] != "member"]
    return [
        _beside(row, own[row["occupation_code"]], is_one=len(here) == 1)
        for row in here
        if (unit := unit_of(row)) and row["occupation_code"] in own
        if has_number(own[row["occupation_code"]], f"median_{unit}_usd")
    ]


def beside_states(rows: Sequence[Row], states: Sequence[Row]) -> list[str]:
    """How the subject's median in a local area stands to those of its states.

    Args:
        rows: Rows of the pay table of a comparison.
        states: The subject's rows in the states that the area lies in; none where it is no
            local area.

    Returns:
        A sentence for each occupation of the subject with a median in the area and a state:
        how the two stand to each other where the area lies in one state, else the medians.
    """
    here = [row for row in rows if row["is_subject"] and row["role_kind"] != "member"]
    found = []
    for row in here:
        unit, code = unit_of(row), row["occupation_code"]
        column = f"median_{unit}_usd"
        own = [s for s in states if s["occupation_code"] == code and s["role_kind"] != "member"]
        known = [state for state in own if unit and has_number(state, column)]
        if len(own) == 1 and known:
            found.append(_beside(row, known[0], is_one=len(here) == 1))
        elif known:
            name = "" if len(here) == 1 else f" of {running(row['occupation_title'])} ({code})"
            medians = [
                joined(" ", (_amount(state, column), f"in {words.the_place(state['area_title'])}"))
                for state in known
            ]
            found.append(
                f"The area lies in {several(len(own), 'state')}; the median{name} was "
                f"{listed(medians)} {_UNITS[unit]}."
            )
    return found


def _beside(row: Row, nation: Row, *, is_one: bool) -> str:
    """The median of the nation or a state, and how that of an area in it stands to it."""
    unit = unit_of(row)
    (order,) = order_of_medians(row, [nation], unit)
    column, place = f"median_{unit}_usd", row["area_title"]
    name = "" if is_one else f" of {running(row['occupation_title'])} ({row['occupation_code']})"
    text = f"The median{name} in {words.the_place(nation['area_title'])} was "
    text += f"{_amount(nation, column)} {_UNITS[unit]}"
    after = NOT_TESTED if order.verdict == NO_TEST else ""
    if order.verdict == TIED:
        return f"{text}; that of {place} is too close to call against it."
    if order.verdict == UNKNOWN or order.printed == UNKNOWN:
        return f"{text}; which of the two is higher is not known."
    if order.printed == "equal":
        return f"{text}, the same as in {place}{after}."
    if words.is_top_coded(row, column) or words.is_top_coded(nation, column):
        return f"{text}; that of {place} was {order.printed}{after}."
    rule = together("(a / b − 1) × 100", origin_of(row, column), origin_of(nation, column))
    change = 100 * (float(row[column]) / float(nation[column]) - 1)
    apart = words.computed(change, lambda value: percent(abs(value)), rule)
    return f"{text}; that of {place} was {apart} {order.printed}{after}."


def _single(subject: Row, order: Sequence[Standing]) -> list[str]:
    """The subject's median in its order, and how far pay differs inside the occupation."""
    period, name = when(subject["reference_year"]), running(subject["role"])
    code = f" ({subject['occupation_code']})" if subject["occupation_code"] else ""
    if subject["area_code"] != NATION:
        period += f" in {subject['area_title']}"
    unit = unit_of(subject)
    if unit and is_of_others(subject):
        without, whose = stands_in(subject)
        amount = f"{words.pay(subject, f'median_{unit}_usd')} {_UNITS[unit]}"
        first = (
            f"No median pay of {without} is published for {period}; that of {whose}, was {amount}."
        )
        return [first, _quarters(subject, unit), cautions.equal_sentence(subject, unit)]
    if not unit:
        return [f"No median pay is published for {name}{code} in {period}."]
    amount = f"{words.pay(subject, f'median_{unit}_usd')} {_UNITS[unit]}"
    if plural(name) == name:
        first = f"In {period} median pay of {name}{code} was {amount}."
    else:
        first = f"In {period} the median {name}{code} earned {amount}."
    first = joined(" ", [first, _order("That is", order)]) if order else first
    return [first, _quarters(subject, unit), cautions.equal_sentence(subject, unit)]


def _not_ranked(rows: Sequence[Row]) -> str:
    """The medians of the others that are of other jobs than the role named."""
    each = [
        f"{running(row['occupation_title'])} ({row['occupation_code']}), {of_which(row)}, "
        f"{words.pay(row, f'median_{unit}_usd')} {_UNITS[unit]}"
        for row in rows
        if is_of_others(row) and (unit := unit_of(row))
    ]
    return f"Not ranked, because other jobs are counted: {joined('; ', each)}." if each else ""


def _order(start: str, found: Sequence[Standing]) -> str:
    """A sentence on each way in which the subject's median stands to those of the others.

    Args:
        start: How the first of them begins.
        found: The ways.
    """
    texts = {(one.words, one.is_tested): _named(one) for one in found}
    untested = [text for (_, is_tested), text in texts.items() if not is_tested]
    parts = [text for (_, is_tested), text in texts.items() if is_tested]
    parts += [f"{listed(untested)}{NOT_TESTED}"] if untested else []
    sentences = []
    for part in parts:
        sentences.append(f"{start} {part}.")
        start = "It is"
    return joined(" ", sentences)


def _named(standing: Standing) -> str:
    """A standing with its roles: "more than medical assistants ($33,610)"."""
    each = [
        f"{running(row['occupation_title'] if row['role_kind'] == 'part' else row['role'])} "
        f"({_amount(row, standing.column)})"
        for row in standing.rows
    ]
    return f"{standing.words} {listed(each)}"


def _amount(row: Row, column: str) -> str:
    estimated = row[f"{column}_status"] == ESTIMATED
    return f"{'about ' if estimated else ''}{words.pay(row, column)}"


def _quarters(row: Row, unit: str) -> str:
    """What a quarter of the workers earned at most, and a quarter at least.

    Of a percentile of which only a limit is printed it is known who earned that limit or more:
    at least three in four where it is the 25th.
    """
    start, low, high = "Inside the occupation", f"p25_{unit}_usd", f"p75_{unit}_usd"
    if is_of_others(row):
        start = f"Of all {words.people(row['occupation_title'])} ({row['occupation_code']})"
    elif row["occupation_code"].endswith("00"):  # 43-0000, 51-2000
        start = "Inside the group"
    capped = next((name for name in _EARN if words.is_top_coded(row, f"{name}_{unit}_usd")), "")
    if capped in ("p10", "p25"):
        return f"{start} {_EARN[capped]} earned {words.pay(row, f'{capped}_{unit}_usd')}."
    if not has_number(row, low) or not has_number(row, high):
        return ""
    below, above = (
        "at least half" if cautions.are_equal(row, *pair) else "a quarter"
        for pair in (("p25", "median"), ("median", "p75"))
    )
    amount = cell(row, low, dollars)
    ends = f"{above} {cell(row, high, dollars)} or more"
    if capped in ("median", "p75"):
        ends = f"{_EARN[capped]} {words.pay(row, f'{capped}_{unit}_usd')}"
    elif below == above == "at least half":
        return f"{start} at least half earned one and the same amount, {amount}."
    return f"{start} {below} earned {amount} or less and {ends}."


def _group(rows: Sequence[Row]) -> str:
    """What may be said of the pay of several codes together; nothing for a single one."""
    kind = rows[0]["role_kind"]
    if kind == "part":
        return _parts(rows)
    return _composite(rows[0], rows[1:]) if kind == "composite" else ""


def _composite(row: Row, members: Sequence[Row]) -> str:
    """The group's median, printed or pooled, what stands beside it, then its members' medians."""
    if math.isnan(row["low_median_annual_usd"]):
        return ""
    group = f"{plural(running(row['role']))}, a group of {numeral(len(members))} occupations,"
    period = when(row["reference_year"])
    period += "" if row["area_code"] == NATION else f" in {words.the_place(row['area_title'])}"
    unit, beside = _printed_unit(row), _estimate(row)
    if unit:
        amount = f"{words.pay(row, f'median_{unit}_usd')} {_UNITS[unit]}"
        first = f"In {period} median pay of {group} was {amount}, printed in {row['printed_in']}"
        second = f"Pooled {_members_pooled(row)}: {beside}" if beside else ""
    elif beside:
        first = f"In {period} median pay of {group} is estimated at {beside}"
        second = (
            f"It is pooled {_members_pooled(row)}. No printed median of the group is held here for "
            "that year"
        )
    else:
        first = f"No printed median of {group} in {period} is held here"
        second = ""
    return ". ".join(filter(None, [first, second, _of_members(row, members)])) + "."


def _of_members(row: Row, members: Sequence[Row]) -> str:
    """The range of the medians of a group's occupations."""
    low = cell(row, "low_median_annual_usd", dollars)
    high = words.pay(row, "high_median_annual_usd")
    missing = sum(not has_number(member, "median_annual_usd") for member in members)
    if missing == len(members) - 1:
        return f"Of its occupations one has a published yearly median, {high}"
    text = f"The medians of its occupations run from {low} to {high}"
    return f"{text}; for {numeral(missing)} of them none is published" if missing else text


def _printed_unit(row: Row) -> str:
    """In which unit the median of a group is printed: "annual", else "hourly"; empty if none."""
    printed = str(row.get("printed_figures", "")).split(", ")
    return next((unit for unit in _UNITS if f"median_{unit}_usd" in printed), "")


def is_row_of_survey(row: Row) -> bool:
    """Whether the pay of a group is the survey's own row of it, and nothing is pooled."""
    return str(row.get("printed_row", "")).startswith("wages/")


def _members_pooled(row: Row) -> str:
    edition = row["pooled_members"]
    return f"from the published pay of its members{f' in edition {edition}' if edition else ''}"


def _estimate(row: Row) -> str:
    """The pooled median of a group, how far it is from the printed one, and its likely range.

    Returns:
        "about $34,510 a year, likely between $34,160 and $34,970"; empty where nothing is
        estimated beside what is printed.
    """
    if is_row_of_survey(row) or math.isnan(row.get("pooled_median_annual_usd", math.nan)):
        return ""
    text = f"about {words.pay(row, 'pooled_median_annual_usd')} a year"
    if not math.isnan(row["pooled_difference_pct"]):
        text += f", {_apart(row)}"
    ends = [f"pooled_median_{end}_annual_usd" for end in ("low", "high")]
    if not any(math.isnan(row[end]) for end in ends):
        low, high = (cell(row, end, dollars) for end in ends)
        text += f", likely between {low} and {high}"
    elif row["members_changed"]:
        text += f", without a likely range, because {row['members_changed']}"
    return text


def _apart(row: Row) -> str:
    """How far the estimate is from the printed median."""
    apart = row["pooled_difference_pct"]
    if round(abs(apart), 1) == 0:
        return "the same within a tenth of a percent"
    return f"{words.size(row, 'pooled_difference_pct', percent)} {'more' if apart > 0 else 'less'}"


def _parts(rows: Sequence[Row]) -> str:
    head = in_codes(rows, when(rows[0]["reference_year"]))
    where = "" if rows[0]["area_code"] == NATION else f" in {rows[0]['area_title']}"
    known = [row for row in rows if has_number(row, "median_annual_usd")]
    if not known:
        return f"{head} No yearly median is published for them{where}."
    each = [
        f"{sentence_case(words.people(row['occupation_title']))} ({row['occupation_code']}) had "
        f"{'one' if number else 'a median'} of {words.pay(row, 'median_annual_usd')} a year"
        f"{'' if number else where}."
        for number, row in enumerate(known)
    ]
    return joined(" ", [head, *each])


def _medians(subject: Sequence[Row], others: Sequence[Row]) -> str:
    """The medians of the others where the subject has none that they are ranked against.

    Args:
        subject: Rows of the subject.
        others: A row for each of the others that is one occupation.
    """
    known = [row for row in others if unit_of(row) and not is_of_others(row)]
    known.sort(key=lambda row: (unit_of(row), -float(row[f"median_{unit_of(row)}_usd"])))
    if not known:
        return ""
    each = listed([f"{running(row['role'])} {words.median_pay(row)}" for row in known])
    why, first = "", subject[0]
    if first["role_kind"] == "part":
        why = f" They are not ranked, because {plural(running(first['role']))} have no one median."
    elif is_of_others(first) and unit_of(first):
        why = " They are not ranked, because the median above is of other jobs."
    return f"Medians of the others, a year: {each}.{why}"


def _of_another_unit(others: Sequence[Row], unit: str) -> str:
    """The medians of the others that are published only by the hour, or only by the year."""
    column = f"median_{unit}_usd"
    known = [row for row in others if unit_of(row) and not is_of_others(row)]
    each = [
        f"{running(row['role'])} ({words.median_pay(row)})"
        for row in known
        if not has_number(row, column)
    ]
    only = "hour" if unit == "annual" else "year"
    pay = f"pay is published by the {only} only"
    return f"Not ranked, because {pay}: {listed(each)}." if each else ""


def _without_median(others: Sequence[Row]) -> str:
    """The others for which no median is published."""
    rows = [row for row in others if not unit_of(row)]
    if not rows:
        return ""
    names = listed_names([plural(running(row["role"])) for row in rows])
    period = when(rows[0]["reference_year"])
    return f"Not ranked, because no median pay is published for {period}: {names}."


def certainty(rows: Sequence[Row]) -> list[str]:
    """What the order of the medians rests on: no error is published, only that of the means.

    Args:
        rows: Rows of the pay table of a comparison.
    """
    pairs = judged(rows)
    tested = [order for _, order in pairs if order.means != NO_TEST]
    if tested:
        return _stand_in(next(row for row in rows if row["is_subject"]), pairs, len(tested))
    shown = [row for row in rows if has_number(row, "median_annual_usd")]
    if sum(row["role_kind"] != "composite" for row in shown) < 2:
        return []
    return [
        "No sampling error is published for medians, so the order of medians that lie close "
        "together is not certain."
    ]


def sureness(rows: Sequence[Row]) -> str:
    """How far chance in the sample moves the subject's pay, in one sentence.

    Args:
        rows: Rows of the pay table of a comparison.

    Returns:
        The errors of the means, by code where there are several; empty without a median.
    """
    own = [r for r in rows if r["is_subject"] and r["role_kind"] != "member" and unit_of(r)]
    if not own:
        return ""
    if own[0]["median_annual_usd_status"] == ESTIMATED:
        return "How sure: the median is an estimate, pooled from the pay of its occupations."
    known = [row for row in own if has_number(row, "mean_rse_pct")]
    if not known:
        return "How sure: no sampling error is published, neither for medians nor for means."
    errors = [
        cell(row, "mean_rse_pct", words.error_percent)
        + (f" ({code})" if (code := row["occupation_code"]) and len(own) > 1 else "")
        for row in known
    ]
    about = "about " if known[0]["mean_rse_pct"] else ""  # else "less than"
    return (
        f"How sure: chance in the sample moves mean pay by {about}{listed(errors)}; medians have "
        "no published error."
    )


def _stand_in(subject: Row, pairs: Sequence[tuple[Row, MedianOrder]], number: int) -> list[str]:
    """The test of the means, and whose means stand the other way round than the medians."""
    together = ", all pairs together" if number > 1 else ""
    sentences = [
        "No sampling error is published for medians, so this order rests on a test of the means "
        f"({_LEVEL} confidence{together}). It shows that mean pay differs and only suggests that "
        f"medians do. The mean of {_people(subject)} is {_mean(subject)}."
    ]
    for means, verb, median in ((LOWER, "less", HIGHER), (HIGHER, "more", LOWER)):
        turned = [row for row, order in pairs if (order.means, order.printed) == (means, median)]
        if turned:
            sentences.append(
                f"By the means {_people(subject)} earned {verb} than "
                f"{listed([_people(row) for row in turned])}, although their median was {median}."
            )
    return sentences


def _mean(row: Row) -> str:
    unit = unit_of(row)
    amount, error = (
        cell(row, f"mean_{unit}_usd", dollars),
        cell(row, "mean_rse_pct", words.error_percent),
    )
    an_hour = " an hour" if unit == "hourly" else ""
    return f"{amount}{an_hour} with a relative error of {error}"


def _people(row: Row) -> str:
    return row["occupation_title"] if row["role_kind"] == "part" else plural(running(row["role"]))
