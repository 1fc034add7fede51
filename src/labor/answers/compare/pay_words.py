"""Pay of a comparison in words: the sentences of the answer and the title of its chart."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
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
from labor.show.rows import Row, is_of_others, label, of_which, role_of, stands_in
from labor.show.words import (
    cell,
    chosen,
    dollars,
    has_number,
    listed,
    numeral,
    percent,
    plural,
    running,
    sentence_case,
    several,
    when,
)
from labor.terms import ESTIMATED, NATION, WITH_VALUE

_LEVEL = chosen(f"{LEVEL:.0%}", LEVEL * 100, "level of confidence")
_UNITS = {"annual": "a year", "hourly": "an hour"}
#: What is said of the subject's median beside another, by verdict.
_STANDS = {
    HIGHER: "more than",
    LOWER: "less than",
    TIED: "too close to call against",
    UNKNOWN: "order unknown against",
}
#: The same where no error is published, by the order of the printed figures.
_UNTESTED = {"higher": "more than", "lower": "less than", "equal": "the same as"}
_NOT_TESTED = ", not tested"


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
    if any(map(is_of_others, subjects)):
        return []
    whole = [row for row in whole if not is_of_others(row)]
    unit = unit_of(subjects[0]) if len(subjects) == 1 else ""
    if not unit:
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
    groups: dict[tuple[str, bool], list[Row]] = {(text, True): [] for text in _STANDS.values()}
    groups |= {(text, False): [] for text in _UNTESTED.values()}
    for row, order in judged(rows):
        is_tested = order.verdict != NO_TEST
        text = _STANDS[order.verdict] if is_tested else _UNTESTED[order.printed]
        groups[text, is_tested].append(row)
    subject = next(row for row in rows if row["is_subject"])
    column = f"median_{unit_of(subject)}_usd"
    return [Standing(*key, tuple(found), column) for key, found in groups.items() if found]


def unit_of(row: Row) -> str:
    """In which unit a row has a median: "annual", else "hourly"; empty if in none."""
    return next((unit for unit in _UNITS if has_number(row, f"median_{unit}_usd")), "")


def pay_finding(rows: Sequence[Row]) -> str:
    """Say how the subject's median pay stands among the others, as the title of a chart.

    Args:
        rows: Rows of the pay chart, the subject first.

    Returns:
        A title without a full stop; it says of every pair what the sentences say.
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
        if tested and untested:
            text += f"; {_numbers(untested)}"
    return f"{text}{_NOT_TESTED}" if untested else text


def _numbers(found: Sequence[Standing]) -> str:
    return listed(
        [f"{one.words} {words.counted(len(one.rows), f'those {one.words}')}" for one in found]
    )


def _pay_of_several(rows: Sequence[Row]) -> str:
    start = f"{sentence_case(role_of(rows))}: {several(len(rows), 'occupation')}"
    known = [words.median_pay(row) for row in rows if has_number(row, "median_annual_usd")]
    if not known:
        return f"{start} without a published median"
    return f"{start} with median pay of {listed(known)} a year"


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
    order = _order(standings(rows))
    if subject[0]["role_kind"] == "single":
        sentences = _single(subject[0], order)
        sentences += [_medians(peers)] if is_of_others(subject[0]) else []
    else:
        among = f"The median of the group is {order}." if order else _medians(peers)
        sentences = [_group(subject), among]
    sentences += [_group(own) for own in peers.values()]
    sentences.append(_not_ranked([own[0] for own in peers.values()]))
    return [text for text in [*sentences, *_certainty(rows)] if text]


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


def _beside(row: Row, nation: Row, *, is_one: bool) -> str:
    """The nation's median, and how that of an area stands to it."""
    unit = unit_of(row)
    (order,) = order_of_medians(row, [nation], unit)
    column, place = f"median_{unit}_usd", row["area_title"]
    name = "" if is_one else f" of {running(row['occupation_title'])} ({row['occupation_code']})"
    text = f"The median{name} in the United States was {_amount(nation, column)} {_UNITS[unit]}"
    after = _NOT_TESTED if order.verdict == NO_TEST else ""
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


def _single(subject: Row, order: str) -> list[str]:
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
        return [first, _quarters(subject, unit)]
    if not unit:
        return [f"No median pay is published for {name}{code} in {period}."]
    amount = f"{words.pay(subject, f'median_{unit}_usd')} {_UNITS[unit]}"
    amount += f": {order}" if order else ""
    if plural(name) == name:
        first = f"In {period} median pay of {name}{code} was {amount}."
    else:
        first = f"In {period} the median {name}{code} earned {amount}."
    return [first, _quarters(subject, unit), cautions.equal_sentence(subject, unit)]


def _not_ranked(rows: Sequence[Row]) -> str:
    """The medians of the others that are of other jobs than the role named."""
    each = [
        f"{running(row['occupation_title'])} ({row['occupation_code']}), {of_which(row)}, "
        f"{words.pay(row, f'median_{unit}_usd')} {_UNITS[unit]}"
        for row in rows
        if is_of_others(row) and row["role_kind"] == "single" and (unit := unit_of(row))
    ]
    return f"Not ranked, because other jobs are counted: {joined('; ', each)}." if each else ""


def _order(found: Sequence[Standing]) -> str:
    """The names and medians of the others by how the subject's median stands to them."""
    texts = {(one.words, one.is_tested): _named(one) for one in found}
    ranked = [texts.pop((_STANDS[side], True), "") for side in (HIGHER, LOWER)]
    untested = [text for (_, is_tested), text in texts.items() if not is_tested]
    parts = [
        ", ".join(filter(None, ranked)),
        *(text for (_, is_tested), text in texts.items() if is_tested),
        f"{', '.join(untested)}{_NOT_TESTED}" if untested else "",
    ]
    return "; ".join(filter(None, parts))


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
    """What a quarter of the workers earned at most, and a quarter at least."""
    low, high = f"p25_{unit}_usd", f"p75_{unit}_usd"
    if {row[f"{low}_status"], row[f"{high}_status"]} - set(WITH_VALUE):
        return ""
    ends: str = words.pay(row, high)
    if row[f"{high}_status"] != "top_coded":
        ends = f"{ends} or more"
    if row[f"{low}_status"] != "published":
        return ""
    below, above = (
        "at least half" if cautions.are_equal(row, *pair) else "a quarter"
        for pair in (("p25", "median"), ("median", "p75"))
    )
    start, amount = "Inside the occupation", cell(row, low, dollars)
    if below == above == "at least half":
        return f"{start} at least half earned one and the same amount, {amount}."
    return f"{start} {below} earned {amount} or less and {above} {ends}."


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
    period += "" if row["area_code"] == NATION else f" in {row['area_title']}"
    unit, beside = _printed_unit(row), pooled(row)
    if unit:
        amount = f"{words.pay(row, f'median_{unit}_usd')} {_UNITS[unit]}"
        first = f"In {period} median pay of {group} was {amount}, printed in {row['printed_in']}"
        second = f"Pooled {beside}" if beside else ""
    elif beside:
        first = f"Median pay of {group} in {period} is pooled {beside}"
        second = "No printed median of the group is held here for then"
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


def pooled(row: Row) -> str:
    """What is estimated of a group from the published pay of its members, after "pooled".

    Args:
        row: The group's own row of a pay table.

    Returns:
        Whose members were pooled, the estimate, how far it is from the printed median and its
        likely range; empty where nothing is estimated beside what is printed.
    """
    if is_row_of_survey(row) or math.isnan(row.get("pooled_median_annual_usd", math.nan)):
        return ""
    edition = row["pooled_members"]
    text = f"from the published pay of its members{f' in edition {edition}' if edition else ''}: "
    text += f"about {words.pay(row, 'pooled_median_annual_usd')} a year"
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
    head = (
        f"The codes of {when(rows[0]['reference_year'])} divide "
        f"{plural(running(rows[0]['role']))} {words.divided(len(rows), 'occupations')}"
    )
    each = [
        f"{row['occupation_title']} ({row['occupation_code']}) with a median of "
        f"{words.pay(row, 'median_annual_usd')} a year"
        for row in rows
        if has_number(row, "median_annual_usd")
    ]
    return f"{head}: {listed(each)}." if each else f"{head}, without a published yearly median."


def _medians(peers: Mapping[str, Sequence[Row]]) -> str:
    """The medians of the others where the subject has none that they can be set beside."""
    column = "median_annual_usd"
    own = [rows[0] for rows in peers.values() if not is_of_others(rows[0])]
    single = [row for row in own if row["role_kind"] == "single"]
    known = [row for row in single if has_number(row, column)]
    known.sort(key=lambda row: float(row[column]), reverse=True)
    each = [f"{running(row['role'])} {words.pay(row, column)}" for row in known]
    return f"Medians of the others, a year: {listed(each)}." if each else ""


def _certainty(rows: Sequence[Row]) -> list[str]:
    """What the order of the medians rests on: no error is published, only that of the means."""
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
