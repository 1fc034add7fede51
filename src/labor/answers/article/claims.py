"""Claims about pay and outlook in an article: the number, and what the words say it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from labor.answers.article.numbers import (
    FoundNumber,
    directions_in,
    is_item,
    kinds_in,
    left_out,
)
from labor.answers.article.places import (
    FindAreas,
    NamedPlace,
    places_named,
    state_called,
    without_postal_codes,
)
from labor.answers.article.readings import (
    LOCAL,
    Spot,
    change_of,
    elsewhere_of,
    ends_of_change,
    name_of,
    parts_in,
    place_of,
    places_in,
    reading,
    setting_of,
    span_of,
    starts_of_changes,
    statistics_in,
    year_of,
    years_from_before,
    years_in,
)
from labor.answers.article.subjects import ALL_WORKERS, Paired, pairs, subjects, without
from labor.answers.article.text import Sentence, clause_of
from labor.answers.article.titles import Mention, Titles
from labor.tables.areas import NamedArea
from labor.terms import NATION

#: "Nurses earn", "nurses can expect": told of the time of the article.
_PRESENT = re.compile(r"\b(?:earn|earns|makes?|is|are|averages|can\s+expect)\b", re.I)
_PAST_TENSE = re.compile(
    r"\b(?:earned|made|were\s+paid|was|were|had|averaged|took\s+home|held|numbered)\b", re.I
)
#: "Today", "these days": the time of the article, whatever year the sentence before is of.
_NOW = re.compile(r"\b(?:today|now|nowadays|current(?:ly)?|these\s+days|at\s+present)\b", re.I)
#: A projection is the newest up to two years after its base year.
_OUT_FOR = 2
_NOBODY = "The text does not say which occupation it is of."
#: The year of the sentence before: "that year".
_THAT_YEAR = re.compile(r"\b(?:that|the)\s+(?:same\s+)?year\b(?!\s+(?:before|earlier))", re.I)
#: The projection of the sentence before: "over the same decade".
_SAME_SPAN = re.compile(r"\b(?:the|that)\s+same\s+(?:decade|period|(?:ten|10)\s+years)\b", re.I)
#: A year of a heading: "Pay in health care, May 2024".
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
#: Numbers that are no claim if nothing says of which occupation.
_COUNTS = ("jobs", "new_jobs", "openings", "pay_change", "jobs_change")
_CHANGES = ("pay_change", "jobs_change")
_NUMBERS_OF_JOBS = ("jobs", "new_jobs", "openings")
#: Kinds that may be losses.
_CHANGING = ("growth", "new_jobs")
_OF_RANGES = frozenset({"range", "range_start", "range_end"})
_SEVERAL_PLACES = "The sentences before speak of several places."
#: Dollars below this, when no period is said, are by the hour.
_HOURLY_BELOW = 250
#: Occupations named before that a sentence without one can be of, besides the last.
_RIVALS = 4
#: A word with fewer letters is no beginning of a longer name: "PA" of "paralegals".
_SHORTEST = 4
#: Kinds that projections are of.
_PROJECTED = ("growth", "phrase", "new_jobs", "openings")


@dataclass(frozen=True)
class Claim:
    """What an article says of an occupation.

    Args:
        sentence: The sentence.
        printed: The number, or the words on growth, as printed.
        kind: "pay", "growth" (percent), "phrase" (words on growth), "jobs", "new_jobs",
            "openings", "pay_change" and "jobs_change" (percent between two years), or "relation"
            (of two other claims).
        value: The number: US dollars, percent or jobs; NaN for words.
        unit_step: Half of it is as far as rounding could have moved the number.
        subject: The occupation as the article names it, empty if it names none.
        statistic: "median", "mean", "p10", "p25", "p75" or "p90", empty if not said.
        period: "hourly", "monthly", "annual", "weekly" or "daily" of pay, empty if not said;
            "daily" stands for shifts and the like, too.
        year: Year that the number is said to be of, or None.
        vintage: Projection that the words name, such as "2018-28", empty if none.
        place: Name of a state or of a metropolitan area, "a local area", or empty for the nation.
        areas: The areas that a city in the text can mean, `place` is the first.
        no_area: Why the place is just "a local area", in a sentence; empty if no name says it.
        elsewhere: Name that may be of a place which the tables do not hold, or empty.
        setting: Industry in which the people work, as the Handbook names it, or empty.
        hedge: "about", "over", "under", "at least" or empty.
        flags: What else the words say: "experience", "past", "yearly", "total" (over the whole
            period), "few_years", "wage_and_salary", "self_employed", "range", "other_source",
            "one_employer", "narrower" (a word before the name of the occupation may narrow it),
            "start" (of a change, without its year), "behind_others" (people who were not read stand
            between the name and the number),
            "unsaid" (the words do not say that it is pay, or whose jobs), "twice" (another number
            of the sentence is read as the same thing, so that one of the two is misread).
        around: Year that the sentences before it in the paragraph are of, where it has none.
        since: First year of a change, or None.
        lasting: How many years a change took, where only that is said, else 0.
        as_of: Year of the heading above, which tells the time of the article, or None.
        others: Other occupations that the sentence may speak of.
        doubts: The claim as it would be with a statistic, a year or a place that the sentence
            names and that no number of it is read as.
    """

    sentence: str
    printed: str
    kind: str
    value: float
    unit_step: float
    subject: str = ""
    statistic: str = ""
    period: str = ""
    year: int | None = None
    vintage: str = ""
    place: str = ""
    areas: tuple[NamedArea, ...] = ()
    no_area: str = ""
    elsewhere: str = ""
    setting: str = ""
    hedge: str = ""
    flags: frozenset[str] = frozenset()
    around: int | None = None
    since: int | None = None
    lasting: int = 0
    as_of: int | None = None
    others: tuple[str, ...] = ()
    doubts: tuple[Claim, ...] = ()

    @property
    def pay_period(self) -> str:
        """The period of pay that is said, else the hour for what is no pay of a year."""
        return self.period or ("hourly" if self.value < _HOURLY_BELOW else "annual")


@dataclass(frozen=True)
class LeftOut:
    """A number of the text that is no claim, and why.

    Args:
        sentence: The sentence.
        printed: The number as printed.
        why: The reason in a sentence.
    """

    sentence: str
    printed: str
    why: str


@dataclass
class _Topic:
    """What the sentences before were about."""

    subject: str = ""
    year: int | None = None
    vintage: str = ""
    block: int = -1
    heading_year: int | None = None
    last_year: int | None = None
    #: Kind of the last claim of the sentence before, and its statistic.
    kind: str = ""
    statistic: str = ""
    #: The occupations named so far, the last at the end.
    named: tuple[str, ...] = ()
    place: NamedPlace | None = None
    #: Whether a sentence since then may be of the nation again: it named people, but no place.
    is_place_open: bool = False
    heading_place: NamedPlace | None = None


def find_claims(
    sentences: Sequence[Sentence],
    titles: Titles,
    places: Sequence[str] = (),
    settings: Sequence[str] = (),
    find: FindAreas | None = None,
) -> tuple[list[Claim], list[LeftOut]]:
    """Find what an article says of pay and outlook.

    A sentence that names no occupation speaks of that of the sentence or the heading before.
    Within a paragraph on one occupation a sentence without a year goes on in the year, and in
    the projection, of the one before; not so one in the present tense that names the
    occupation anew. A place holds for the sentences behind it in the paragraph until another
    place or the nation is named; those that name people, but no place, can be of either.

    Args:
        sentences: The sentences of the article, headings among them.
        titles: Titles of occupations.
        places: Names of states and territories.
        settings: Industries as the Handbook names them.
        find: Finds metropolitan areas by name; cities are no places of the tables without it.

    Returns:
        Claims in the order of the text, and the numbers that are none.
    """
    topic = _Topic()
    found: list[Claim] = []
    silent: list[LeftOut] = []
    for sentence in sentences:
        claims, left, topic = _in_sentence(sentence, titles, topic, places, settings, find)
        found += claims
        silent += left
    return _dated_by_projection(found, titles), silent


def _dated_by_projection(claims: list[Claim], titles: Titles) -> list[Claim]:
    """The claims, with the time of the article where the projections of its occupation tell it.

    An article that tells of growth "by 2032" was written when 2022-32 was the newest.
    """
    bases = {(c.subject, int(c.vintage[:4])) for c in claims if c.vintage}
    found = []
    for claim in claims:
        years = [base for name, base in bases if titles.same(name, claim.subject)]
        if years and not claim.as_of and not _NOW.search(claim.sentence):
            claim = replace(claim, as_of=max(years) + _OUT_FOR)
        found.append(claim)
    return found


def _in_sentence(
    sentence: Sentence,
    titles: Titles,
    topic: _Topic,
    places: Sequence[str],
    settings: Sequence[str],
    find: FindAreas | None,
) -> tuple[list[Claim], list[LeftOut], _Topic]:
    text = sentence.text
    before, is_open = topic.place, topic.is_place_open
    if sentence.block != topic.block:
        before, is_open = topic.heading_place, True
    spots = _spots(text, text, None, places, find)
    of_places = before is not None or any(place for _, _, place in spots)
    named, seen = subjects(
        without_postal_codes(text),
        titles,
        topic.subject,
        after=topic.kind,
        of_places=of_places,
    )
    around = without(text, named)
    dated = any(year_of(text, number) or span_of(text, number) for number in seen)
    is_now = _NOW.search(text) is not None
    ends = ends_of_change(text, seen)
    # "Carriers" may be of those named before: a word that no list has accuses nobody for them.
    loose = {m.text for m in named if m.is_loose and " " not in m.text}
    # Another occupation of the same paragraph is told of the same time: "were paid".
    told_before = (
        sentence.block == topic.block
        and not dated
        and not is_now
        and _PAST_TENSE.search(text) is not None
        and not _PRESENT.search(text)
    )
    # An item of a list, "Top 10%: $90,000", is of the time of the items before.
    listed = is_item(text)
    as_of = topic.heading_year or (topic.last_year if listed else None)
    past_year = topic.last_year if (topic.last_year or 0) <= date.today().year else None
    claims = []
    left = [LeftOut(text, *one) for one in left_out(text, around, seen)]
    for place, (number, pair) in enumerate(zip(seen, pairs(text, seen, named), strict=True)):
        subject = _in_full(pair.subject, topic.named) or topic.subject
        goes_on = (
            sentence.block == topic.block
            and not dated
            and subject != ALL_WORKERS
            and titles.same(subject, topic.subject)
            and (
                number.kind in _PROJECTED
                or not (is_now or (pair.subject and _PRESENT.search(text)))
            )
        )
        claim = _claim(sentence, number, pair, subject)
        if subject != pair.subject or pair.subject in loose:
            rivals = dict.fromkeys([pair.subject, *pair.others, *topic.named[-_RIVALS:]])
            claim = replace(
                claim, others=tuple(name for name in rivals if name and name != subject)
            )
        if not subject and claim.kind in _COUNTS:
            left.append(LeftOut(text, number.printed, _NOBODY))
            continue
        claim = _timed(claim, topic, goes_on=goes_on, told_before=told_before and place not in ends)
        claim = replace(claim, year=ends[place]) if place in ends else claim
        if listed and claim.kind == "pay" and not claim.statistic:
            claim = replace(claim, statistic=topic.statistic)
        if claim.year is None and not is_now and sentence.block == topic.block:
            claim = replace(claim, around=past_year)
        spots = _spots(text, around, claim.year, places, find, before)
        told = place_of(text, number, spots)
        claim = _in_place(claim, told, before, is_either=is_open or pair.subject != "")
        claims.append(
            replace(
                claim,
                as_of=as_of,
                elsewhere=elsewhere_of(around, places) if not sentence.is_heading else "",
                setting=setting_of(around, settings),
            )
        )
    for end, start in starts_of_changes(text, seen).items():
        if len(claims) == len(seen):
            claims[end] = replace(claims[end], since=claims[start].year)
    own = [mention for mention in named if not mention.is_yardstick]
    if len(topic.named) > 1 and not own:
        claims = _in_turn(claims, topic.named[-2:])
    spots = spots if claims else _spots(text, around, None, places, find, before)
    claims = _with_doubts(claims, seen, spots)
    following = _next_topic(sentence, own, claims, topic, titles)
    following.place, following.is_place_open = _place_behind(claims, spots, before, is_open)
    if sentence.is_heading:
        following.heading_place = following.place
    return claims, left, following


def _in_full(name: str, before: Sequence[str]) -> str:
    """A word as the longer name that it repeats: "designers" behind "graphic designers"."""
    if " " in name or len(name) < _SHORTEST:
        return name
    start = re.escape(name.lower().rstrip("s"))
    told = re.compile(rf"(?:.*\s)?{start}\w*(?:\s(?:and|or)\s.*)?")
    longer = [one for one in before if " " in one and told.fullmatch(one.lower())]
    return longer[0] if len(longer) == 1 else name


def _in_turn(claims: Sequence[Claim], both: tuple[str, ...]) -> list[Claim]:
    """Two numbers of one kind for the two occupations named before: "the first $10, the other $12".

    They may be meant otherwise, so that they accuse nobody.
    """
    found = []
    for claim in claims:
        alike = [other for other in claims if other is claim or _are_the_same(claim, other)]
        if len(alike) == len(both):
            subject = both[next(i for i, other in enumerate(alike) if other is claim)]
            claim = replace(claim, subject=subject, flags=claim.flags | {"twice"})
        found.append(claim)
    return found


def _with_doubts(
    claims: Sequence[Claim], seen: Sequence[FoundNumber], spots: Sequence[Spot]
) -> list[Claim]:
    """The claims of a sentence, each with the other readings that its words leave open."""
    if not claims:
        return []
    text = claims[0].sentence
    statistics = statistics_in(text) - {claim.statistic for claim in claims}
    own = {claim.year for claim in claims}
    years = [y for y in years_in(text) if y not in own and y <= date.today().year]
    told = {name_of(place) for _, _, place in spots} - {claim.place for claim in claims}
    open_ = [place for _, _, place in spots if name_of(place) in told]
    kinds = [kind for kind in kinds_in(text) if kind not in {claim.kind for claim in claims}]
    number_of = {number.printed: number for number in seen}
    found = []
    for at, claim in enumerate(claims):
        doubts = [_placed(replace(claim, areas=()), place) for place in open_]
        number = number_of[claim.printed]
        first, last = clause_of(text, number.start, number.end)
        is_near = any(first <= start < last for start, _, _ in spots)
        if not is_near and claim.place in {before.place for before in claims[:at]}:
            # Set against the number of a place: "compared with $98,100 everywhere".
            doubts.append(_placed(replace(claim, areas=()), ""))
        if claim.kind == "pay":
            is_open = claim.statistic in ("", "median", "mean")
            is_open |= claim.statistic in {before.statistic for before in claims[:at]}
            parts = parts_in(text) if is_open else set()
            doubts += [replace(claim, statistic=name) for name in sorted(statistics | parts)]
            if "range" in claim.flags:
                doubts.append(replace(claim, flags=claim.flags - _OF_RANGES))
        if claim.kind in ("pay", "jobs"):
            doubts += [replace(claim, year=year) for year in years]
        if claim.kind in _NUMBERS_OF_JOBS:
            open_kinds = _NUMBERS_OF_JOBS if "unsaid" in claim.flags else kinds
            doubts += [replace(claim, kind=kind) for kind in open_kinds]
            doubts += [replace(one, value=-one.value) for one in doubts if one.kind == "new_jobs"]
            if claim.kind == "new_jobs" and len(directions_in(text)) > 1:
                doubts.append(replace(claim, value=-claim.value))
        if claim.kind == "jobs" and claim.vintage:
            doubts.append(replace(claim, year=None))
        if "unsaid" in claim.flags:
            doubts += [replace(claim, value=-claim.value)] if claim.kind in _CHANGING else []
        is_twice = any(_are_the_same(claim, other) for other in claims if other is not claim)
        flags = claim.flags | ({"twice"} if is_twice else set())
        found.append(replace(claim, doubts=tuple(doubts), flags=flags))
    return found


def _are_the_same(one: Claim, other: Claim) -> bool:
    """Whether two numbers are read as one thing: the mean is never $60,000 and $70,000."""
    if one.kind == "pay":
        statistics = {one.statistic or "median", other.statistic or "median"}
        periods = {one.pay_period, other.pay_period}
        if len(statistics) > 1 or len(periods) > 1 or (one.flags | other.flags) & _OF_RANGES:
            return False
    is_open = "unsaid" in one.flags | other.flags and {one.kind, other.kind} <= {*_NUMBERS_OF_JOBS}
    is_same = one.kind == other.kind or is_open
    return (
        one.value != other.value
        and is_same
        and all(
            getattr(one, name) == getattr(other, name)
            for name in ("subject", "year", "vintage", "place", "setting", "since")
        )
    )


def _timed(claim: Claim, topic: _Topic, *, goes_on: bool, told_before: bool) -> Claim:
    """The claim with the time of the sentences before, where it has none of its own."""
    if goes_on and claim.kind in (*_PROJECTED, "pay", "jobs"):
        vintage = topic.vintage if claim.kind in _PROJECTED else claim.vintage
        claim = replace(claim, year=topic.year, vintage=vintage)
    if claim.kind in _PROJECTED and not claim.vintage and _SAME_SPAN.search(claim.sentence):
        claim = replace(claim, vintage=topic.vintage)
    apart = years_from_before(claim.sentence)
    is_free = claim.year in (None, topic.year) and claim.kind in ("pay", "jobs")
    if apart and topic.last_year and is_free:
        claim = replace(claim, year=topic.last_year + apart)
    if claim.year is None and not claim.vintage and _THAT_YEAR.search(claim.sentence):
        claim = replace(claim, year=topic.last_year)
    if told_before and claim.year is None and claim.kind in ("pay", "jobs"):
        claim = replace(claim, year=topic.last_year)
    return claim


def _spots(
    text: str,
    around: str,
    year: int | None,
    places: Sequence[str],
    find: FindAreas | None,
    before: NamedPlace | None = None,
) -> list[Spot]:
    """The places of a sentence, the smaller ones from what is around its occupations."""
    local = places_named(around, year, find) if find else []
    return places_in(text, places, local, before)


def _in_place(
    claim: Claim, told: str | NamedPlace | None, before: NamedPlace | None, *, is_either: bool
) -> Claim:
    """The claim with the place told, else that of the sentences before, or of it or the nation."""
    if told is not None or before is None or claim.kind in _PROJECTED or claim.vintage:
        return _placed(claim, told or "")
    if is_either and before.areas:
        return replace(claim, areas=(NamedArea(NATION, ""), *before.areas))
    return claim if is_either else _placed(claim, before)


def _placed(claim: Claim, place: str | NamedPlace) -> Claim:
    """The claim with its place."""
    if isinstance(place, str):
        return replace(claim, place=place)
    if not place.areas:
        return replace(claim, place=LOCAL, no_area=place.problem)
    return replace(claim, place=place.areas[0].title, areas=place.areas)


def _place_behind(
    claims: Sequence[Claim], spots: Sequence[Spot], before: NamedPlace | None, is_open: bool
) -> tuple[NamedPlace | None, bool]:
    """The place that holds for the sentences to come, and whether they may be of the nation."""
    ours = [c for c in claims if c.kind not in _PROJECTED and c.subject != ALL_WORKERS]
    named = {c.place: NamedPlace(0, 0, c.place, c.areas, c.no_area) for c in ours if c.place}
    if not claims:
        named = {
            str(one): one if isinstance(one, NamedPlace) else state_called(one)
            for _, _, one in spots
            if one
        }
    places = tuple(p if p.areas or p.problem else state_called(p.name) for p in named.values())
    if len(places) > 1:
        return NamedPlace(0, 0, "", problem=_SEVERAL_PLACES, several=places), False
    if not places:
        is_nation = any(one == "" for _, _, one in spots)
        return (None, False) if is_nation else (before, is_open or bool(ours))
    return places[0], False


def _claim(sentence: Sentence, number: FoundNumber, pair: Paired, subject: str) -> Claim:
    """What the words around a number say of it, all but its place and what went before."""
    text = sentence.text
    read = reading(text, number)
    kind = "jobs_change" if "past" in read.flags else number.kind
    flags = read.flags | ({"narrower"} if pair.is_narrower else set())
    flags |= {"behind_others"} if pair.is_behind_others else set()
    flags |= set() if number.is_said else {"unsaid"}
    year, vintage = year_of(text, number), span_of(text, number)
    since, lasting = None, 0
    if kind in ("pay_change", "jobs_change"):
        since, year, lasting = change_of(text, number)
        vintage = ""
    return Claim(
        sentence=text,
        printed=number.printed,
        kind=kind,
        value=number.value,
        unit_step=number.step,
        subject=subject,
        statistic=read.statistic,
        period=read.period,
        year=year,
        vintage=vintage,
        hedge=number.hedge,
        flags=flags,
        since=since,
        lasting=lasting,
        others=pair.others,
    )


def _next_topic(
    sentence: Sentence,
    named: Sequence[Mention],
    claims: Sequence[Claim],
    topic: _Topic,
    titles: Titles,
) -> _Topic:
    subject = _in_full(named[0].text, topic.named) if named else topic.subject
    if not subject and claims and claims[-1].subject == ALL_WORKERS:
        subject = ALL_WORKERS
    ours = [claim for claim in claims if claim.subject != ALL_WORKERS]
    whose = {claim.subject for claim in ours if claim.subject}
    if named and len(whose) == 1:  # "Senators, a teacher earns $61,200. In Ohio it is $70,000."
        subject = whose.pop()
    told = {claim.year for claim in ours if claim.year is not None and claim.kind not in _CHANGES}
    years = {year for year in told if year <= date.today().year}
    if any(claim.year is None and claim.kind in ("pay", "jobs") for claim in ours):
        years = set()
    vintages = {claim.vintage for claim in claims if claim.vintage}
    same = sentence.block == topic.block and (not named or titles.same(subject, topic.subject))
    year = topic.year if same and not years else None
    vintage = topic.vintage if same and not vintages else ""
    heading = topic.heading_year
    # "Office pay, current medians": what its items are.
    is_head = not sentence.text.endswith((".", "!", "?"))
    listed = next(iter(statistics_in(sentence.text) & {"median", "mean"}), "") if is_head else ""
    if sentence.is_heading:
        heading = max((int(m) for m in _YEAR.findall(sentence.text)), default=None)
    return _Topic(
        subject,
        min(years) if len(years) == 1 else year,
        min(vintages) if len(vintages) == 1 else vintage,
        sentence.block,
        heading,
        max((c.year for c in claims if c.year is not None), default=topic.last_year),
        claims[-1].kind if claims else "pay" if listed else "",
        claims[-1].statistic if claims else listed,
        tuple(dict.fromkeys([*topic.named, *(mention.text for mention in named)])),
        heading_place=topic.heading_place,
    )
