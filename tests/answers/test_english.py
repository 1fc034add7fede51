"""What answers say, in plain American English: roles of every kind, asked by every verb."""

import re
from collections import Counter
from statistics import median

import pytest

import labor
from labor.errors import LaborError
from labor.provenance.text import plain
from labor.show.prose import answered, gravest

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
BAD = {
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
#: "U.S." and "vs." end no sentence; "7.1" holds no stop of one.
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“0-9])")


#: Groups of vowels that are heard; the e at the end of "rise" is not, that of "table" is.
_VOWELS = re.compile(r"(?!(?<=[^aeiouyl])e\b)[aeiouy]+")
#: Ways that read long tables are asked of every second role, rare ways of every fourth.
EVERY = {"compare": 1, "outlook": 1, "peers": 1, "history": 2, "profile": 2, "settings": 2}


@pytest.fixture(scope="module")
def answers():
    """An answer by way of asking and role; a refusal is no answer."""
    found = {}
    for way, ask in ASKED.items():
        for role in ROLES[:: EVERY.get(way, 4)]:
            try:
                found[way, role] = ask(role)
            except LaborError:
                continue
    return found


def told(answer):
    """Sentences, caveats, and what stands at the tables."""
    tables = [text for table in answer.tables() for text in (table.caption, table.note)]
    return [plain(text) for text in (*answer.sentences, *answer.caveats, *tables) if text]


def test_roles_of_every_kind_are_answered_by_every_verb(answers):
    asked = Counter(way for way, _ in answers)
    expected = {way: len(ROLES[:: EVERY.get(way, 4)]) for way in ASKED}
    assert {way: (asked[way], n) for way, n in expected.items() if asked[way] < 0.9 * n} == {}


@pytest.mark.parametrize("kind", BAD)
def test_no_answer_reads_badly(answers, kind):
    bad = re.compile(BAD[kind])
    found = [
        (way, role, text)
        for (way, role), answer in answers.items()
        for text in told(answer)
        if bad.search(text)
    ]
    assert not found, f"{len(found)} texts, the first: {found[:3]}"


def test_no_sentence_is_said_twice(answers):
    for (way, role), answer in answers.items():
        sentences = _SENTENCE.split(" ".join(map(plain, (*answer.sentences, *answer.caveats))))
        assert [text for text, number in Counter(sentences).items() if number > 1] == [], (
            way,
            role,
        )


def test_no_source_is_named_twice(answers):
    for answer in answers.values():
        cited = answer.cited.split("; ")
        assert len(cited) == len(set(cited))


def test_no_column_of_a_list_repeats_one_reason(answers):
    for (way, role), answer in answers.items():
        if not way.startswith("peers"):
            continue
        for table in answer.tables():
            for field in table.fields:
                cells = {plain(field.say(row)) for row in table.rows}
                assert len(table.rows) < 2 or len(cells) > 1 or field.heading == "Code", (way, role)


def test_at_most_five_caveats_are_said(answers):
    assert {key: len(one.caveats) for key, one in answers.items() if len(one.caveats) > 5} == {}
    assert gravest(["a", "", "b", "a", "c", "d", "e", "f"]) == ("a", "b", "c", "d", "e")


def test_a_projection_is_told_in_the_present_until_a_newer_one_replaces_it(answers):
    for (way, role), answer in answers.items():
        said = " ".join(map(plain, answer.sentences))
        if way in ("compare", "outlook"):
            assert "were projected" not in said, (way, role)
        if way.endswith("of 2018"):
            assert "are projected" not in said, (way, role)


def test_at_most_five_sentences_stand_before_the_first_chart(answers):
    for (way, role), answer in answers.items():
        first, *others = answer.sentences
        in_the_open, _, folded = answered([first, *others]).partition("<details>")
        shown = re.findall(r"<p[^>]*>", in_the_open)
        assert len(shown) <= 5, (way, role)
        assert len(shown) + len(re.findall(r"<p[^>]*>", folded)) == len(answer.sentences)


def test_answers_are_read_without_a_degree(answers):
    grades = {key: grade(" ".join(map(plain, answer.sentences))) for key, answer in answers.items()}
    hardest = max(grades, key=grades.__getitem__)
    assert median(grades.values()) <= 10
    assert grades[hardest] <= 14, (hardest, grades[hardest])


def grade(text):
    """School grade of a text (Flesch-Kincaid), its syllables told by the groups of vowels."""
    words = re.findall(r"[A-Za-z]+(?:['’-][A-Za-z]+)*|[$\d][\d,.%]*", text)
    sentences = len(_SENTENCE.split(text))
    syllables = sum(max(1, len(_VOWELS.findall(word.lower()))) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def test_a_plain_sentence_has_a_low_grade_and_a_learned_one_a_high_grade():
    assert grade("The cat sat on the mat. It was warm.") < 2
    assert grade("Organizational administration necessitates multidisciplinary consideration.") > 25
