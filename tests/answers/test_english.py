"""What answers say, in plain American English: roles of every kind, asked by every verb."""

import re
from collections import Counter
from functools import cache
from statistics import median

import pytest
from lxml import html
from sampling import tries

import labor
from labor.answers.compare.page import overview_answer
from labor.answers.compare.verb import similar_roles
from labor.errors import LaborError
from labor.provenance.text import plain
from labor.show.prose import answered, gravest
from labor.show.words import plural, running

#: Roles of all kinds: plain ones, growing and shrinking, groups of the Handbook, occupations
#: published only in a group, divided ones, those paid by the hour, and top-coded ones.
ROLES = (
    *("29-2072", "29-1141", "41-2031", "31-9092", "43-6013", "15-1252", "47-2111", "35-3031"),
    *("25-2021", "53-3032", "11-3021", "29-1171", "43-4071", "51-4121", "33-3051", "23-2011"),
    *("information clerks", "retail sales workers", "top executives", "database administrators"),
    *("physicians and surgeons", "nursing assistants and orderlies", "postsecondary teachers"),
    *("31-1121", "21-1011", "25-9042", "29-2011", "51-2022", "13-1021", "53-1042"),
    *("29-2071", "15-1132", "31-1011", "29-9021"),
    *("27-2031", "27-2042", "27-2011"),
    *("29-1215", "29-1151", "53-2011"),
)
#: How each verb is asked; a comparison also with peers, of older tables and in a state.
ASKED = {
    "compare": labor.compare,
    "compare with peers": lambda role: labor.compare(role, ["41-2031", "29-1141", "15-1252"]),
    "compare of 2018": lambda role: labor.compare(role, year=2018, vintage="2018-28"),
    "compare in California": lambda role: labor.compare(role, area="06", year=2024),
    "outlook": labor.outlook,
    "outlook of 2018": lambda role: labor.outlook(role, "2018-28"),
    "history": labor.history,
    "profile": labor.profile,
    "peers": labor.peers,
    "peers by needs": lambda role: labor.peers(role, ["listed_by", "education", "pay"], limit=3),
    "settings": labor.settings,
}
#: What reads badly, or worse, says the contrary of what is meant.
_READ_BADLY = {
    "the contrary is read": r"none is in demand: asked",
    "a fall called growth": r"(?:Faster growth|Slower growth|Growth):[^.]*\(−",  # "(−0.5%)"
    "an empty list": r":\s+\(|: *$|\(\)",
    "the Handbook's words for": r"Handbook's words for",
    "among two": r"\bamong two\b",
    "cryptic": r"all the jobs, and others",
    "no time passes": r"\bmedian(?: pay)? went from",
    "nobody's copy": r"\bsomebody else\b",
    "no error": r"relative error of 0\.0%",
    "a range read as a change": r"to change by [+−]",
    "a hyphen for a minus": r"(?<![\w)–-])-\$?\d",  # "-430", not "29-2072" nor "2024-34"
    "a minus twice": r"−\s*[−-]",
    "no value": r"\b(?:None|nan|NaN|NaT)\b",
    "two blanks": r"\S  \S",
    "a stop twice": r"\.\.(?!\.)|,,|;;| [.,;]",
    "an article twice": r"\b(?:as as|the the|of of|a a|in in)\b",
    "British": r"\b(?:licences?|labelled|neighbour\w*|colour\w*|behaviour\w*|centre|favour\w*|"
    r"programmes?|judgement|catalogue|travelled|labour|organis\w+|recognis\w+)\b",
}
BAD = {kind: re.compile(pattern) for kind, pattern in _READ_BADLY.items()}
#: "U.S." and "vs." end no sentence; "7.1" holds no stop of one.
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“0-9])")


#: Groups of vowels that are heard; the e at the end of "rise" is not, that of "table" is.
_VOWELS = re.compile(r"(?!(?<=[^aeiouyl])e\b)[aeiouy]+")
#: Ways that read long tables are asked of fewer roles, and so are rare ways.
LONG, RARE = tries(6, 3), tries(6, 4)
EVERY = {"compare": 1, "outlook": 1, "peers": 1, "history": LONG, "profile": LONG, "settings": LONG}


def told(answer):
    """Sentences, caveats, and what stands at the tables."""
    tables = [text for table in answer.tables() for text in (table.caption, table.note)]
    return [plain(text) for text in (*answer.sentences, *answer.caveats, *tables) if text]


@cache
def answer_of(way, role):
    """The answer; of a refusal none."""
    try:
        return ASKED[way](role)
    except LaborError:
        return None


def answers_of(way, roles):
    """The answers by role."""
    found = {role: answer_of(way, role) for role in roles}
    return {role: answer for role, answer in found.items() if answer is not None}


def faults(way, answer):
    """What is wrong with the words of one answer."""
    texts = told(answer)
    found = [f"{kind}: {text}" for kind, bad in BAD.items() for text in texts if bad.search(text)]
    sentences = _SENTENCE.split(" ".join(map(plain, (*answer.sentences, *answer.caveats))))
    # Of two codes of a divided role the Handbook may say the same.
    own = [text for text in sentences if "Handbook calls that" not in text]
    found += [f"said twice: {text}" for text, number in Counter(own).items() if number > 1]
    cited = Counter(answer.cited.split("; "))
    found += [f"cited twice: {text}" for text, number in cited.items() if number > 1]
    if len(answer.caveats) > 5:
        found.append(f"{len(answer.caveats)} caveats")
    said = " ".join(map(plain, answer.sentences))
    wrong = "are projected" if way.endswith("of 2018") else "were projected"
    if way in ("compare", "outlook", "compare of 2018", "outlook of 2018") and wrong in said:
        found.append(f"tense: {wrong}")
    in_the_open, _, _ = answered(answer.sentences).partition("<details>")
    if in_the_open.count("<p") > 5:
        found.append(f"{in_the_open.count('<p')} sentences before the chart")
    # Official titles weigh in: "medical and clinical laboratory technologists".
    if way.startswith("peers"):
        said = " ".join(map(plain, answer.sentences[bool(answer.lead) :]))
    if way.startswith(("peers", "settings")):
        said = without_titles(answer, said)
    if grade(said) > (10 if way.startswith("peers") else 15):
        found.append(f"grade {grade(said):.1f}: {said}")
    return found


def without_titles(answer, said):
    """What is said of occupations, with a short name in place of the publishers' long ones."""
    names = {answer.role, getattr(answer, "published_as", "")}
    names |= {answer.page} if answer.verb == "peers" else set()
    for column in answer.rows.columns.intersection(["peer", "role", "occupation_title"]):
        names.update(answer.rows[column].dropna())
    for name in sorted(names - {""}, key=len)[::-1]:
        said = said.replace(plural(running(name)), "nurses")
    return said


@pytest.mark.parametrize("way", ASKED)
def test_no_answer_reads_badly(way):
    asked = ROLES[:: EVERY.get(way, RARE)]
    answers = answers_of(way, asked)
    assert len(answers) >= 0.8 * len(asked)
    found = [(role, text) for role, one in answers.items() for text in faults(way, one)]
    assert not found, f"{len(found)} faults: {found[:8]}"


@pytest.mark.parametrize("by", ["ooh", "education"])
def test_a_list_of_similar_roles_does_not_repeat_one_reason(by):
    (table,) = labor.peers("29-2072", by).tables()
    assert [field.heading for field in table.fields] == ["Role", "Code"]
    assert bool(table.note) == (by == "education")


def test_of_many_caveats_the_gravest_are_said_once():
    assert gravest(["a", "", "b", "a", "c", "d", "e", "f"]) == ("a", "b", "c", "d", "e")


def test_what_is_left_of_a_long_answer_is_folded_behind_it():
    html = answered([f"Sentence {word}." for word in "abcdefg"])
    in_the_open, _, folded = html.partition("<details>")
    assert (in_the_open.count("<p"), folded.count("<p")) == (5, 2)


def test_the_median_answer_is_read_without_a_degree():
    grades = [
        grade(" ".join(map(plain, answer.sentences)))
        for way in ASKED
        for answer in answers_of(way, ROLES[::12]).values()
    ]
    assert median(grades) <= 10


#: Roles of overviews, and how they are asked; all but the first with the roles similar to them.
OVERVIEWS = {
    "medical records technician": {},
    "registered nurse": {},
    "information clerks": {},
    "actor": {},
    "cardiologist": {},
    "home health aides": {},
    "29-2071": {"year": 2018, "vintage": "2018-28"},
    "medical assistant": {"area": "Houston"},
}
PEERS = ["medical assistants", "medical transcriptionists", "pharmacy technicians"]


@pytest.mark.parametrize("role", OVERVIEWS)
def test_the_answer_of_an_overview_is_read_without_a_degree(role):
    peers = similar_roles(role) if role != next(iter(OVERVIEWS)) else PEERS
    block = overview_answer(labor.compare(role, list(peers), **OVERVIEWS[role]))
    # The count of syllables here is rough: textstat gives 9.5 where this gives 11.2.
    assert grade(plain(block.text)) <= 11.5


@pytest.mark.parametrize(
    "ask", [labor.outlook, labor.history, labor.places, labor.profile, labor.settings]
)
def test_the_answers_of_the_default_pages_are_read_without_a_degree(ask):
    answer = ask(next(iter(OVERVIEWS)))
    in_the_open = html.fromstring(answered(answer.sentences)).xpath("//p[not(ancestor::details)]")
    said = " ".join(" ".join(text.text_content().split()) for text in in_the_open)
    assert grade(without_titles(answer, said)) <= 10


def grade(text):
    """School grade of a text (Flesch-Kincaid), its syllables told by the groups of vowels."""
    words = re.findall(r"[A-Za-z]+(?:['’-][A-Za-z]+)*|[$\d][\d,.%]*", text)
    sentences = len(_SENTENCE.split(text))
    syllables = sum(max(1, len(_VOWELS.findall(word.lower()))) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def test_a_plain_sentence_has_a_low_grade_and_a_learned_one_a_high_grade():
    assert grade("The cat sat on the mat. It was warm.") < 2
    assert grade("Organizational administration necessitates multidisciplinary consideration.") > 25
