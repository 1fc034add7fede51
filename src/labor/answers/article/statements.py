"""Statements without numbers: other names, education, certificates, similar jobs, places, tasks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from labor.answers.article.text import Sentence
from labor.answers.article.titles import Mention, Titles
from labor.occupations.titles import title_words
from labor.occupations.wording import stem

NAME, EDUCATION, CERTIFICATE = "other name", "entry education", "certificate"
TRAINING, SIMILAR, PLACE, TASK = "training", "similar job", "place of work", "task"

#: Levels of education of the projections by the words that articles have for them: "an
#: associate's", "master of science", "JD", "a certificate program", "GED".
LEVELS = (
    ("Doctoral or professional degree", r"doctora\w+|doctoral|Ph\.?D\b|Juris\s+Doctor|J\.?D\.?\b"),
    ("Master's degree", r"master(?:['’]?s)?\s+(?:degree|of|in)|graduate\s+degree"),
    ("Bachelor's degree", r"bachelor(?:['’]?s)?|(?:four|4)-year\s+(?:college\s+)?degree"),
    (
        "Associate's degree",
        r"associate(?:['’]?s)?(?=\s+(?:degree|of|in|or)\b)|(?:two|2)-year\s+degree",
    ),
    (
        "Postsecondary nondegree award",
        r"(?:postsecondary|college|career|vocational|training)\s+certificate|"
        r"certificate(?=\s+(?:in|program))|"
        r"postsecondary\s+nondegree\s+award|vocational\s+(?:program|training)|diploma\s+program",
    ),
    (
        "High school diploma or equivalent",
        r"high[-\s]school(?:\s+(?:diploma|education))?|G\.?E\.?D\b",
    ),
    ("No formal educational credential", r"no\s+formal\s+(?:education\w*|credential|schooling)"),
)  # fmt: skip
_LEVEL = re.compile(
    "|".join(f"(?P<l{n}>\\b(?:{form}))" for n, (_, form) in enumerate(LEVELS)), re.I
)
#: Any degree, or schooling at large: "without a degree", "doesn't require much education".
_ANY_DEGREE = re.compile(r"\b(?:college\s+|university\s+)?degrees?\b|\bmuch\s+education\b", re.I)
#: What makes a level one to enter with: "you'll need", "typically requires", "have a".
_NEEDED = re.compile(
    r"\b(?:needs?|requir\w+|must|typical\w*|usual\w*|normal\w*|generally|minimum|to\s+become|enter\w*|"
    r"qualif\w+|necessary|have|has|hold|earn|complete)\b",
    re.I,
)
#: Sentences that say what is usual and nothing else, with signs in place of what they are of: "A
#: bachelor's degree is typically required of dental assistants", "Nurses usually need a doctorate
#: in nursing", "Lawyers do not need a degree", "Most nurses work in schools".
_FLAT = re.compile(
    r"(?:(?:an?|the)\s+)?LEVEL(?:\s+degree)?\s+(?:is|are)\s+(?:typically\s+|usually\s+|normally\s+|generally\s+)?"
    r"(?:required|needed)\s+(?:to\s+(?:work\s+as|become|be)|for|of)\s+(?:an?\s+)?PEOPLE[.!]?"
    r"|(?:an?\s+|the\s+typical\s+)?PEOPLE\s+(?:typically|usually|normally|generally)\s+"
    r"(?:needs?|requires?|must\s+have)\s+(?:an?\s+)?LEVEL(?:\s+degree)?(?:\s+in\s+[a-z ]+)?[.!]?"
    r"|(?:an?\s+)?PEOPLE\s+(?:do|does)(?:\s+not|n['’]t)\s+need\s+(?:an?|any)\s+LEVEL[.!]?"
    r"|no\s+LEVEL\s+is\s+(?:required|needed)\s+(?:to\s+(?:work\s+as|become|be)|for|of)\s+(?:an?\s+)?PEOPLE[.!]?"
    r"|most\s+PEOPLE\s+(?:work|are\s+employed)\s+(?:in|for|at|by)\s+PLACE[.!]?"
    r"|PLACE\s+(?:is|are)\s+the\s+(?:main\s+setting|largest\s+employers?)\s+(?:of|for)\s+PEOPLE[.!]?",
    re.I,
)
#: What makes it that of some people, some employers or a later step: "may", "prefer", "advance".
_SOME = re.compile(
    r"\b(?:may|might|can|could|some|many|few|most|often|sometimes|prefer\w*|if|wish\w*|want\w*|should|would|"
    r"consider|advanc\w+|special\w+|supervis\w+|teach|plus|opens?|helpful|bonus|or|states?|increasingly|"
    r"once|future|already|instead|rather)\b",
    re.I,
)
#: "Not required to have a degree", "without a degree", "don't need", "doesn't require much".
_WITHOUT = re.compile(r"(?:\bnot\b|n['’]t\b|\bwithout\b|\bno\b|\bnever\b)[^.;]{0,40}$", re.I)
_ON_THE_JOB = re.compile(r"\bon[-\s]the[-\s]job\s+training\b", re.I)
_INTERNSHIP = re.compile(r"\b(?:internships?|residenc(?:y|ies))\b", re.I)
_APPRENTICESHIP = re.compile(r"\bapprenticeships?\b", re.I)
_RARE = re.compile(r"\b(?:rare\w*|seldom|uncommon|hardly)\b|n['’]t\b|\bnot\b|\bno\b", re.I)
#: "Another name for a medical records technician is a coder or coding specialist": the names.
_NAME_FOR = re.compile(r"\b(?:another|other|alternative)\s+(?:name|title|term)s?\s+for\b", re.I)
_CALLED = re.compile(
    r"\b(?:also\s+|sometimes\s+|often\s+|commonly\s+|otherwise\s+)(?:known\s+as|called|referred\s+to\s+as)\s+",
    re.I,
)
_IS = re.compile(r"\s(?:is|are|include)\s+", re.I)
#: Between names: "a coder or coding specialist", "coders, or billers".
_OR = re.compile(r",?\s+(?:or|and)\s+|,\s+", re.I)
#: The end of a list of names: "wiremen, who", "coders because", "CNAs – work".
_NAMES_END = re.compile(
    r"[.;:(!?$\d]|\s[–—-]\s|,?\s(?:who|which|that|because|since|when|while|in|at|and\s+they)\b",
    re.I,
)
#: A certificate: "Certified Risk Adjustment Coder(CRC)", "Registered Nurse certification".
_CERTIFICATE = re.compile(
    r"\b(?P<long>(?:Certified|Registered|Licensed|Board[-\s]Certified)(?:\s+(?:[A-Z][\w-]+|and|in|of)){1,6})"
    r"\s?(?:\((?P<short>[A-Z][A-Za-z-]{1,8})\))?|(?P<alone>\b[A-Z][A-Za-z]?[A-Z]{1,6})\s+(?:certificat\w+|credential)"
)
_CERTIFYING = re.compile(r"\b(?:certif\w+|credential\w*|exam\w*|licen[sc]\w+)\b", re.I)
#: "Similar positions such as", "related occupations include", "Similar Jobs".
_SIMILAR = re.compile(
    r"\b(?:similar|related|comparable|alternative)\s+(?:\w+\s+)?(?:jobs?|positions?|roles?|occupations?|careers?|fields?)\b",
    re.I,
)
#: Between these and whom they are similar to: " to a ", " for ".
_TO_ONE = re.compile(r"\s+(?:to|for)\s+(?:an?\s+|the\s+)?", re.I)
#: In a part on similar jobs: "Consider becoming a", "Another option is".
_OFFERED = re.compile(r"\b(?:consider|another\s+option|or\s+try|look\s+into|instead)\b", re.I)
#: Work at a place: "work in", "are employed by", "the main setting", "find roles in".
_WORKING = re.compile(
    r"\b(?:works?|working|employ\w*|settings?|workplaces?|(?:roles?|jobs?|positions?)\s+in)\b", re.I
)
#: Places by the words of articles, and by those of the industries that the tables print.
PLACES = (
    (r"hospitals?", r"hospitals"),
    (r"nursing\s+(?:homes?|facilities)|assisted[-\s]living", r"nursing|assisted living"),
    (r"(?:physician|doctor)s?['’]?s?(?:\s+(?:offices?|practices?))?", r"offices of physicians"),
    (r"outpatient\s+(?:clinics?|centers?)|clinics", r"outpatient|ambulatory"),
    (r"rehab\w*\s+(?:centers?|facilities|clinics?)", r"rehabilitation"),
    (r"(?:dental|dentists?['’]?s?)\s+(?:offices?|practices?|clinics?)", r"offices of dentists"),
    (r"home\s+health(?:\s?care)?(?:\s+(?:agencies|services))?", r"home healthcare"),
    (r"insurance\s+(?:compan\w+|carriers|firms)|insurers", r"insurance"),
    (r"pharmaceutical\s+(?:compan\w+|firms|manufacturers)|drugmakers", r"pharmaceutical"),
    (r"government(?:\s+(?:agencies|offices))?", r"government"),
    (r"schools|universities|colleges", r"education|schools|colleges"),
    (r"law\s+(?:firms|offices)", r"legal services"),
    (r"manufactur(?:ing|ers)|factories", r"manufacturing"),
    (r"pharmacies|drugstores", r"pharmacies"),
    (r"banks", r"credit intermediation|banks"),
    (r"restaurants", r"restaurants|food services"),
    (r"hotels", r"accommodation|hotels"),
    (r"(?:staffing|temp(?:orary)?)\s+agencies", r"employment services|temporary help"),
    (r"(?<=are )self[-\s]employed", r"self-employed"),
    (r"laborator(?:y|ies)|labs", r"laborator"),
    (r"consulting\s+(?:firms|companies)", r"consulting"),
    (r"electrical\s+contractors", r"electrical contractors"),
    (r"trucking\s+(?:compan\w+|firms)", r"truck transportation"),
    (r"airlines", r"air transportation"),
    (r"construction(?:\s+(?:compan\w+|firms))?", r"construction"),
)  # fmt: skip
_PLACE = re.compile(
    "|".join(f"(?P<p{n}>\\b(?:{form})\\b)" for n, (form, _) in enumerate(PLACES)), re.I
)
#: A part on tasks: "Different tasks can include:", "Duties".
_TASKS = re.compile(r"\b(?:tasks|duties|responsibilities)\b", re.I)
#: A question that the next sentence answers: "Are you looking for a role that ...? Consider".
_THAT = re.compile(r"\b(?:role|job|career|position|occupation)\s+that\b[^?]*\?$", re.I)
#: Who does a task: "You'll speak", "they assign", "job role includes managing"; behind it the task.
_DOES = re.compile(
    r"\b(?:(?:you|they)(?:['’]ll)?|(?:job|role|work|duties|tasks|responsibilities)\s+(?:may\s+|can\s+)?(?:includes?|involves?|are|is)(?:\s+to)?)"
    r"(?:\s+(?:will|also|then|can|may|be|usually|often|typically|help))*\s+(?P<verb>[a-z]+)",
    re.I,
)
#: The same behind a title: "Electricians install", "electricians also read".
_THEY_DO = re.compile(
    r"(?:\s(?:will|also|then|can|may|usually|often|typically|help))*\s(?P<verb>[a-z]+)"
)
#: Where a task ends: ".", "; ", ", and then", ", which".
_TASK_END = re.compile(r"[.;]|,\s(?:and\s+then|which|so|but|while|when)\b", re.I)
#: Before people whom the occupation has to do with: "speak with ", "reports to ", "work for ".
_WITH = re.compile(
    r"(?:\b(?:with|by|to|from|help\w*|assist\w*|and|or|under|work(?:s|ing)?\s+for)|,)\s+(?:\w+\s+){0,2}$",
    re.I,
)
#: Verbs that lists of tasks begin with, but articles say of anything.
_IDLE = (
    "be have need work find get take make want become see receive look obtain earn use keep like "
    "do are is were choose learn study complete enjoy sit know decide spend start visit"
)
#: Words that tell nothing of a task.
_STOP = (
    "a an and the of to in on for with by or as at is are be been will can may their your his her "
    "its they you it from this that into all such using used use other any each also who which "
    "these those different"
)
_WORD = re.compile(r"[A-Za-z]{3,}")


@dataclass(frozen=True)
class Statement:
    """Something an article says of an occupation without a number.

    Args:
        sentence: The sentence.
        words: Its words that are looked up: a name, a degree, a certificate, a place, a task.
        kind: "other name", "entry education", "certificate", "training", "similar job", "place
            of work" or "task".
        subject: The occupation as the article names it.
        value: What the words stand for: a level of education, a form of industries, the short
            form of a certificate; else empty.
        is_usual: Whether the sentence says just that it is usual; the tables can contradict that.
        is_denied: Whether the sentence says the contrary, "no degree is required".
    """

    sentence: str
    words: str
    kind: str
    subject: str
    value: str = ""
    is_usual: bool = False
    is_denied: bool = False


@dataclass
class _Place:
    """Where in the article a sentence stands."""

    subject: str = ""
    block: int = -1
    in_similar: bool = False
    in_tasks: bool = False


def find_statements(sentences: Sequence[Sentence], titles: Titles) -> list[Statement]:
    """Find what an article says without numbers that tables may tell.

    Args:
        sentences: The sentences of the article, headings among them.
        titles: Titles of occupations.

    Returns:
        Statements in the order of the text, each once.
    """
    named = [titles.mentions(sentence.text) for sentence in sentences]
    main = _main_subject(named, titles)
    place = _Place(main)
    found: list[Statement] = []
    for number, (sentence, mentions) in enumerate(zip(sentences, named, strict=True)):
        _move(place, sentence, mentions, main, titles)
        if sentence.is_heading or not main:
            continue
        if _THAT.search(sentence.text) and not mentions and number + 1 < len(named):
            mentions = named[number + 1]
            place.subject = mentions[0].text if mentions else place.subject
        finder = _Finder(sentence.text, mentions, place, main, titles)
        found += [one for find in finder.all for one in find()]
    return list(dict.fromkeys(found))


def terms(text: str) -> frozenset[str]:
    """The stems of the words of a text that tell something of a task.

    Args:
        text: A task, or a sentence of an article.
    """
    return frozenset(
        stem(w) for w in title_words(" ".join(_WORD.findall(text))) if w not in _STOP.split()
    )


def _main_subject(named: Sequence[Sequence[Mention]], titles: Titles) -> str:
    """The occupation that the article names most often, by its first name."""
    counted: Counter[str] = Counter()
    first: dict[str, str] = {}
    for mention in (m for mentions in named for m in mentions):
        role = titles.role(mention.text)
        if isinstance(role, str):
            continue
        first.setdefault(role.label, mention.text)
        counted[role.label] += 1
    return first[counted.most_common(1)[0][0]] if counted else ""


def _move(
    place: _Place, sentence: Sentence, mentions: Sequence[Mention], main: str, titles: Titles
) -> None:
    """Go on to the next sentence: whom it is about, and what the part it stands in is on."""
    text = sentence.text
    if sentence.is_heading:
        place.in_similar, place.in_tasks = bool(_SIMILAR.search(text)), bool(_TASKS.search(text))
        place.subject = _known(mentions[0].text, main, titles) if mentions else main
        place.in_tasks &= not mentions
        return
    certificates = [m.span() for m in _CERTIFICATE.finditer(text)]
    doing = [
        m
        for m in mentions
        if not _WITH.search(text[: m.start]) and not any(a <= m.start < b for a, b in certificates)
    ]
    if doing:
        place.subject = _known(doing[0].text, main, titles)
    elif sentence.block != place.block and not text.startswith("They "):
        place.subject = main
    if sentence.block != place.block and place.in_tasks and not text[:1].isupper():
        place.in_tasks = False
    if text.endswith(":") and _TASKS.search(text):
        place.in_tasks = True
    elif place.in_tasks and text.endswith("."):
        place.in_tasks = False
    place.in_similar |= bool(_SIMILAR.search(text))
    place.block = sentence.block


def _singular(verb: str) -> str:
    """A verb without the ending of "installs"."""
    return verb.removesuffix("s")


def _known(name: str, main: str, titles: Titles) -> str:
    """A name, or that of the article's occupation if it only shortens it: "medical technician"."""
    shortens = title_words(name) < title_words(main)
    return main if shortens and not titles.same(name, main) else name


class _Finder:
    """The statements of one sentence."""

    def __init__(
        self,
        text: str,
        mentions: Sequence[Mention],
        place: _Place,
        main: str,
        titles: Titles,
    ) -> None:
        self._text, self._mentions, self._place = text, mentions, place
        self._main, self._titles = main, titles
        self.all: tuple[Callable[[], Iterator[Statement]], ...] = (
            self._names, self._education, self._training, self._certificates, self._similar,
            self._places, self._tasks,
        )  # fmt: skip

    def _names(self) -> Iterator[Statement]:
        if told := _NAME_FOR.search(self._text):
            verb = _IS.search(self._text, told.end())
            start = verb.end() if verb else len(self._text)
            subject = next((m.text for m in self._mentions if m.end <= start), self._place.subject)
        elif told := _CALLED.search(self._text):
            start = told.end()
            subject = next((m.text for m in self._mentions if m.end <= start), self._place.subject)
        else:
            return
        end = _NAMES_END.search(self._text, start)
        listed = self._text[start : end.start() if end else len(self._text)]
        for name in _OR.split(listed):
            name = re.sub(r"^(?:an?|the)\s+", "", name.strip(" “”\"'"), flags=re.I)
            if name and len(name.split()) <= 5:
                yield Statement(self._text, name, NAME, subject)

    def _education(self) -> Iterator[Statement]:
        text = self._text
        levels = [(m, LEVELS[int(str(m.lastgroup)[1:])][0]) for m in _LEVEL.finditer(text)]
        if not levels:
            for match in _ANY_DEGREE.finditer(text):
                if _WITHOUT.search(text[: match.start()]):
                    subject = self._subject_at(match.start())
                    usual = self._is_flat(match, "LEVEL")
                    yield Statement(
                        text, match.group(), EDUCATION, subject, is_usual=usual, is_denied=True
                    )
        if not _NEEDED.search(text) and not _SOME.search(text):
            return
        for match, level in levels:
            subject = self._subject_at(match.start())
            denied = bool(_WITHOUT.search(text[: match.start()]))
            usual = self._is_flat(match, "LEVEL")
            yield Statement(text, match.group(), EDUCATION, subject, level, usual, denied)

    def _training(self) -> Iterator[Statement]:
        for pattern, value in (
            (_ON_THE_JOB, "on-the-job training"),
            (_INTERNSHIP, "Internship/residency"),
            (_APPRENTICESHIP, "Apprenticeship"),
        ):
            if match := pattern.search(self._text):
                denied = bool(_RARE.search(self._text))
                subject = self._subject_at(match.start())
                yield Statement(self._text, match.group(), TRAINING, subject, value, False, denied)

    def _certificates(self) -> Iterator[Statement]:
        if not _CERTIFYING.search(self._text):
            return
        for match in _CERTIFICATE.finditer(self._text):
            words = (match["long"] or match["alone"] or "").strip()
            words = re.sub(r"\s+(?:certif\w*|and|in|of)$", "", words)
            short = match["short"] or match["alone"] or ""
            yield Statement(self._text, words, CERTIFICATE, self._place.subject, short)

    def _similar(self) -> Iterator[Statement]:
        told = _SIMILAR.search(self._text)
        if not told and not (self._place.in_similar and _OFFERED.search(self._text)):
            return
        of = [m for m in self._mentions if told and m.start >= told.end()][:1]
        between = self._text[told.end() : of[0].start] if told and of else ""
        subject = of[0].text if _TO_ONE.fullmatch(between) else self._main
        for mention in self._mentions:
            if told and mention.end <= told.start():
                continue
            if not self._titles.same(mention.text, subject) and mention.text != subject:
                yield Statement(self._text, mention.text, SIMILAR, subject)

    def _places(self) -> Iterator[Statement]:
        if not _WORKING.search(self._text):
            return
        for match in _PLACE.finditer(self._text):
            if any(m.start <= match.start() < m.end for m in self._mentions) or self._is_with(
                match.start()
            ):
                continue
            form = PLACES[int(str(match.lastgroup)[1:])][1]
            usual = self._is_flat(match, "PLACE")
            yield Statement(
                self._text, match.group(), PLACE, self._subject_at(match.start()), form, usual
            )

    def _is_flat(self, match: re.Match[str], sign: str) -> bool:
        """Whether the sentence says of all or most people what is usual, and nothing else."""
        if len(self._mentions) != 1:
            return False
        mention = self._mentions[0]
        spans = sorted([(*match.span(), sign), (mention.start, mention.end, "PEOPLE")])
        (a, b, first), (c, d, second) = spans
        text = f"{self._text[:a]}{first}{self._text[b:c]}{second}{self._text[d:]}"
        return b <= c and _FLAT.fullmatch(text) is not None

    def _is_with(self, start: int) -> bool:
        """Whether it is said of people whom one works with: "speak with physicians"."""
        return bool(
            re.search(r"\b(?:with|to|and|help|assist)\s+(?:\w+\s+){0,3}$", self._text[:start])
        ) and not (
            re.search(
                r"\b(?:works?|working|employed|roles?|jobs?)\s+(?:\w+\s+)?(?:in|for|at|by)\b",
                self._text[:start],
            )
        )

    def _tasks(self) -> Iterator[Statement]:
        text = self._text.strip(" .•-")
        first = text.split(" ")[0].lower()
        if self._place.in_tasks and not text.endswith(":"):
            if len(terms(text)) > 1 and stem(_singular(first)) in self._titles.verbs:
                yield Statement(self._text, text, TASK, self._place.subject)
            return
        if self._text.endswith("?") or _LEVEL.search(text) or first in ("if", "since", "as"):
            return
        doing = [m for m in self._mentions if not _WITH.search(text[: m.start])]
        behind = [_THEY_DO.match(text, m.end) for m in doing if m.text[-2:-1] not in ("'", "’")]
        for match in [*_DOES.finditer(text), *filter(None, behind)]:
            verb = match["verb"].lower()
            if verb not in _IDLE.split() and stem(_singular(verb)) in self._titles.verbs:
                end = _TASK_END.search(text, match.end())
                words = text[match.start("verb") : end.start() if end else len(text)]
                if len(terms(words)) > 1:
                    yield Statement(self._text, words, TASK, self._place.subject)
                return

    def _subject_at(self, start: int) -> str:
        """Of whom something at a place of the sentence is said: the last name before it."""
        become = re.search(r"\bbecome\s+(?:an?\s+)?", self._text[:start])
        if become and (meant := [m for m in self._mentions if m.start >= become.end()]):
            return meant[0].text
        before = [
            m.text
            for m in self._mentions
            if m.end <= start and not _WITH.search(self._text[: m.start])
        ]
        return _known(before[-1], self._main, self._titles) if before else self._place.subject
