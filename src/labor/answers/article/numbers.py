"""Numbers, and words on growth, in a sentence that can be claims on pay, growth or jobs."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from labor.answers.article.text import clause_of
from labor.terms import STATES

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_VALUES = {word: value for value, word in enumerate(_ONES.split())}
_VALUES |= {word: 10 * value for value, word in enumerate(_TENS.split(), 2)}
_LARGE = {"thousand": 1_000, "million": 1_000_000}
_WORD = rf"(?:{'|'.join([*_VALUES, 'hundred', *_LARGE])})"
#: A number in words: "ninety-four thousand", "one hundred and five".
IN_WORDS = rf"{_WORD}(?:[\s-]+(?:and\s+)?{_WORD})*"


def amount_of(words: str) -> float:
    """The value of a number in words.

    Args:
        words: What `IN_WORDS` matches.
    """
    total = part = 0
    for word in re.findall(r"[a-z]+", words.lower()):
        if word == "hundred":
            part = max(part, 1) * 100
        elif word in _LARGE:
            total += max(part, 1) * _LARGE[word]
            part = 0
        else:
            part += _VALUES.get(word, 0)
    return float(total + part)


#: Money: "$40,350", "US$ 19.40", "$40k", "$1.2 million"; "35,000 dollars"; "45k"; "ninety-four
#: thousand dollars".
_DOLLARS = re.compile(
    r"(?:US)?\$\s?(?P<n>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(?P<scale>\s?(?:k|K|thousand|million|billion)\b)?"
    r"|(?<![\w.,$])(?P<n2>\d{1,3}(?:,\d{3})+|\d{2,6}(?:\.\d\d?)?)(?P<dollars>\s+dollars\b)"
    r"|(?<![\w.,$-])(?P<n3>\d{2,3}(?:\.\d+)?)(?P<k>[kK])\b"
    rf"|\b(?P<words>{IN_WORDS})\s+dollars\b",
    re.I,
)
#: A percentage: "11%", "-3.1 percent", "9 per cent", "five percent".
_PERCENT = re.compile(
    r"(?<![\w.,$])(?P<sign>[-−–]\s?)?(?P<n>\d{1,3}(?:\.\d+)?)[\s-]?(?:%|percent\b|per cent\b)"
    rf"|\b(?P<words>{IN_WORDS})\s(?:percent|per\scent)\b",
    re.I,
)
#: A count: "215,500", "2.6 million", "600 new jobs"; not "15,000 miles".
_COUNT = re.compile(
    r"(?<![\w.,$])(?:(?P<n>\d{1,3}(?:,\d{3})+)|(?P<m>\d+(?:\.\d+)?)\s(?P<scale>million|thousand)"
    r"|(?P<few>\d{3})(?=\s(?:[a-z]+\s){0,2}(?:jobs|positions|openings)\b))"
    r"(?!\s?(?:%|percent|dollars|hours|miles))\b",
    re.I,
)
#: A growth in words: "by nearly a tenth", "by half", "by one-third"; not "by a quarter of".
_FRACTION = re.compile(
    r"\bby\s+(?:(?:about|around|roughly|nearly|almost|over|more\s+than|just\s+(?:over|under))\s+)?"
    r"(?P<words>half|(?:a|one)[\s-](?P<part>third|quarter|fifth|tenth))\b(?!\s+of\b)",
    re.I,
)
_PARTS = {"third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
#: A part in words stands for itself and a tenth more or less, "a tenth" for 9% to 11%; half of
#: the step counts.
_ROUGH = 0.2
#: Words on growth: "much faster than the national average", "about as fast as average",
#: "well above average", "little or no change".
_PHRASE = re.compile(
    r"(?:\bmuch\s+|\bfar\s+)?\b(?:faster|quicker|higher|greater|better|stronger|slower|lower|"
    r"more\s+slowly|more\s+quickly)\s+than\s+(?:the\s+)?(?:(?:national|overall)\s+)?average\b"
    r"|\b(?:about\s+)?as\s+(?:fast|quickly)\s+as\s+(?:the\s+)?(?:(?:national|overall)\s+)?average\b"
    r"|\b(?:well\s+)?(?:above|below)[\s-](?:the\s+)?average\b"
    r"|\blittle\s+(?:or|to)\s+no\s+(?:change|growth)\b",
    re.I,
)
#: What makes a sentence one on growth rather than on something else: "growing", "outlook".
_PHRASE_WORDS = re.compile(r"\b(?:grow\w*|outlook|projected|employment|demand|jobs?)\b", re.I)
#: Words before a phrase that settle it is of growth: "is projected to grow faster than".
_GROWTH_BEFORE = re.compile(r"\b(?:grow\w*|outlook|projected)\b", re.I)
#: Pay that a phrase may be of: "their wages are higher than average".
_PAY_NOUNS = re.compile(r"\b(?:pay|wages?|salar(?:y|ies)|earn\w*)\b", re.I)
#: What makes a sentence one on pay: "a median of", "earned", "paid about", "start at".
_PAY_WORDS = re.compile(
    r"\b(?:medians?|mean|averag(?:e|es|ed|ing)|salar(?:y|ies)|wages?|pay|pays|paying|earn\w*|makes?|made|making|"
    r"income|compensation|paychecks?|paid\b|start(?:s|ed|ing)?\s+at\b|percentiles?|midpoint|"
    r"(?:takes?|took|taking|brings?|brought|bringing)\s+(?:home|in)|pull(?:s|ed|ing)?\s+in|"
    r"pocket(?:s|ed)|(?:clear|command|fetch|gross|get)(?:s|ed)?(?=\s(?:(?:past|about|around|over)\s)?\$\d)|(?:top|bottom|highest|lowest)[-\s](?:paid\s|earning\s)?(?:10|25|tenth|quarter)|"
    r"(?:high|low|upper|lower|top|bottom)\s+end|(?:can|could|may|might|should)\s+expect(?=[^.;%]{0,20}\$))\b"
    r"|\$\s?[\d,.]+k?\s*(?:(?:an?|per|each)\s+|/\s?)(?:hour|hr|year|yr|month)\b",
    re.I,
)
#: An amount of the form of pay: "$64,700", "$31.11".
_AMOUNT = re.compile(r"\$(?:\d{2,3},\d{3}|\d{2}\.\d{2})$")
#: Before an amount that is a difference, "rose by $11,240", and behind it, "$12,000 more than";
#: not "$239,200 or more".
_DIFFERENCE_BEFORE = re.compile(
    r"\b(?:rose|rise|risen|grew|grown|increased?|climbed|jumped|fell|fallen|dropped|gained|"
    r"differ\w*(?:\s+(?:is|was|of))?|gap(?:\s+(?:is|was|of))?|raise\s+of|increase\s+of)\s+(?:by\s+)?"
    r"(?:(?:about|nearly|almost|roughly|over|some|just|more\s+than)\s+)*$",
    re.I,
)
_DIFFERENCE_BEHIND = re.compile(
    r"(?:\s(?:a|per)\s(?:year|month|hour))?\s(?:more|less|higher|lower|above|below|extra|ahead|behind|difference|gap|raise|premium)\b",
    re.I,
)
#: Money that is not pay, in the words just before or behind the number: "a fee of", "tuition".
_OTHER_MONEY = re.compile(
    r"\b(?:minimum\s+wages?|costs?|fees?|tuition|bonus(?:es)?|price[sd]?|loans?|debt|exams?|insurance|grants?|"
    r"scholarships?|budgets?|allowances?|stipends?|reimburse\w*|deductibles?|rents?|revenue|saved?|spent|spend|tools|course|equipment|supplies)\b",
    re.I,
)
#: Behind these, money is pay, whatever is named before: "people in insurance earned".
_EARNED = re.compile(
    r"\b(?:earn\w*|made|makes?|median|(?:mean|average)\s+(?:\w+\s+){0,2}(?:pay|wages?|salar\w+))\b",
    re.I,
)
#: What makes a percentage one of growth: "will lose 26 percent of their jobs", "shrinking",
#: "9% (2024-34)", "+9%".
_GROWTH_WORDS = re.compile(
    r"\b(?:los(?:e|es|ing|t)\b[^.;]{0,30}\bjobs|gr(?:ow|ew)\w*|outlook|project(?:ed|ions?)|demand|"
    r"employment|declin(?:e[sd]?|ing)|shr[iau]nk\w*|increas(?:e[sd]?|ing)|expan[ds]\w*|"
    r"decreas(?:e[sd]?|ing)|f[ae]ll(?:s|en|ing)?|drop(?:s|ped)?|climb(?:s|ed|ing)?|r[io]se[ns]?|"
    r"rising|(?:up|down)(?=\s(?:about\s|nearly\s|almost\s|roughly\s|some\s|over\s)*\d)|swell\w*|swollen|jump(?:s|ed|ing)?|surg(?:e[sd]?|ing)|contract(?:s|ed|ing)?|"
    r"gain(?:s|ed|ing)?|add(?:s|ed|ing)?|w[ea]nt\s+up|(?:is|are|was|were)\s+up|up\s+by|raises?|slump\w*|"
    r"tumbl\w+|slip(?:s|ped)?|advanc\w+|soar\w*|boost\w*|changed?|dip(?:s|ped)?|20\d\d[-–](?:20)?\d\d)\b"
    r"|\+\s?(?=\d[\d.]*\s?%)",
    re.I,
)
#: What grows: pay, "wages for nurses", or jobs, "the number of"; the last one named counts.
_GROWING = re.compile(
    r"\b(?P<pay>pay(?:checks?)?|wages?|salar(?:y|ies)|earnings|raises?|compensation|"
    r"(?:take|took|taking)\s+home)\b"
    r"|\b(?P<jobs>employment|jobs?|number|demand|outlook|positions?|field|profession|occupation|"
    r"ranks|workforce|headcount|openings|project\w*|(?<=[,;]\s)growth(?=:?\s(?:of\s)?$))\b",
    re.I,
)
#: Growth without what grows, which is that of jobs: "is growing by 9%", "expected to rise".
_GROWS = re.compile(r"\b(?:grow\w*|expect\w*|forecast\w*|predict\w*|will|by\s+20\d\d)\b", re.I)
#: Growth of pay that no table tells: "after inflation".
_REAL = re.compile(
    r"\b(?:after\s+inflation|inflation[-\s]adjusted|real\s+(?:terms|wages?|pay))\b", re.I
)
#: Before a percentage that is a part of the people: "the highest paid 10 percent".
_RANK = re.compile(
    r"\b(?:lowest|highest|top|bottom|best|worst)(?:[-\s](?:paid|earning))?\s+$", re.I
)
#: Behind a percentage that is a share: "12 percent of nurses", "40% work in hospitals"; not
#: "26 percent of their jobs", which are lost, nor "7 percent more of these jobs".
_SHARE = re.compile(
    r"\)?\s*(?:of\b(?!\s+(?:its|their)\s+jobs|\s+(?:the|all)\s+total)|(?:more|fewer)\b(?!\s(?:of\s)?(?:these|such|the)?\s?(?:jobs|positions|workers|people))|less\b|higher\b|lower\b|are\b|were\b|work\b|"
    r"earned\b|above\b|below\b|say\b|said\b|have\b|had\b|receive\b|in\s+(?:hospitals|offices))",
    re.I,
)
#: Verbs and nouns of a decline, "is expected to shrink", and of a rise, "will add".
_DECLINE = re.compile(
    r"\b(?:declin\w*|shr[iau]nk\w*|fall|falls|falling|fell|drop\w*|decreas\w*|los(?:e|es|ing|t|s|ses)|shed\w*|"
    r"contract(?:s|ed|ing)?|slump\w*|tumbl\w+|slip\w*|sink\w*|eliminat\w+|cut(?:s|ting)?|"
    r"disappear\w*|vanish\w*|evaporat\w*|fewer|smaller|minus|gone|dips?|dipped|go(?:es)?\s+away|costs?\s+(?:it|them|the\s+\w+))\b",
    re.I,
)
_RISE = re.compile(
    r"\b(?:gr[eo]w\w*|increas\w*|ris\w+|rose|expan[ds]\w*|gain\w*|add(?:s|ed|ing)?|climb\w*|"
    r"swell\w*|jump\w*|surg\w+|creat\w+|soar\w*)\b",
    re.I,
)
#: Words right before a number that make it a limit or a rough one: "more than", "~", "about".
_HEDGES = (
    ("at least", re.compile(r"\b(?:at least|minimum of)\s*$", re.I)),
    ("over", re.compile(r"\b(?:over|more than|above|upwards? of|north of)\s*$", re.I)),
    (
        "under",
        re.compile(r"\b(?:under|less than|below|shy of|short of|up to|as much as)\s*$", re.I),
    ),
    (
        "about",
        re.compile(
            r"\b(?:about|around|roughly|approximately|approx\.|nearly|almost|some|close to|"
            r"(?:just|a (?:bit|hair|touch|little|shade)) (?:over|under|above|below|shy of))\s*$"
            r"|~\s*$",
            re.I,
        ),
    ),
)
#: The same behind it: "$239,200 or more", "$100,000+".
_OR_MORE = re.compile(r"\s*(?:\+|or more\b|or higher\b|and up\b)", re.I)
#: Openings whatever else they are called: "new positions opening up every year", "will come open".
_OPEN = r"(?:open(?:s|ing)?\s+up|com(?:e|es|ing)\s+(?:open|up)|(?:become|be)\s+available)\b"
_OPENS = re.compile(rf"^[^,;]*\b{_OPEN}", re.I)
#: "194,500 openings", "vacancies"; before a number: "will have to fill around ".
_OPENING = re.compile(rf"\b(?:openings?\b|vacanc(?:y|ies)\b|fill(?:ing)?\b|{_OPEN})", re.I)
#: New jobs, behind the number, "new health care jobs", "jobs will be lost", or before it, "will
#: add some ", "will gain ", "employment change, 2012-22: ".
_NEW = re.compile(
    r"\b(?:new|additional|extra|more|fewer)\s+(?:[\w-]+\s+){0,4}(?:jobs?|positions?)\b|"
    r"(?:[\w-]+\s+){0,3}?(?:jobs|positions)\s+(?:larger|bigger|smaller|added|gained|lost)\b|"
    r"[^.;:$\d]{0,30}\bcomes?\s+from\s+(?:job\s+)?growth\b|"
    r"(?:jobs|positions)\s(?:it|they|that|which)\s(?:will|would|should)\s(?:add|gain|lose)\b|"
    r"(?:[\w-]+\s+){0,5}?(?:jobs?|positions?)\b[^.;$]{0,90}?(?:\b(?:will|would|should|are|to)\s+"
    r"(?:\w+\s+){0,3})(?:lost|added|created|gained|shed|eliminated|cut|disappear|vanish|"
    r"evaporate|gone|go\s+away)\b",
    re.I,
)
_NEW_BEFORE = re.compile(
    r"\b(?:add(?:s|ed|ing)?|additional|pick(?:s|ed|ing)?\s+up|gain(?:s|ed|ing)?|los(?:e|es|ing|t)|shed(?:s|ding)?|"
    r"creat(?:e|es|ed|ing)|eliminat(?:e|es|ed|ing)|cut(?:s|ting)?|costs?)\s+(?:by\s+)?(?:[a-z]+\s+){0,3}$|"
    r"\b(?:change|grow|rise|increase|swell|decline|shrink|fall|drop)s?\s+by\s+(?:[a-z]+\s+){0,2}$|"
    r"\bor\s+by\s+(?:[a-z]+\s+){0,2}$|"
    r"\b(?:plus|minus)\s+$|"
    r"\b(?:employment\s+change|(?:growth|increase|gain|loss|decline|drop)\s+(?:in\s+(?:the\s+number\s+"
    r"of\s+)?|of\s+))(?:(?!\d,\d{3})[^.;$%]){0,40}$",
    re.I,
)
#: Behind a count of new people, with their title behind it: "267,700 more software developers",
#: and so behind a percentage.
_MORE = re.compile(r"\s(?P<new>more|fewer|additional|extra|new)\s", re.I)
_MORE_PERCENT = re.compile(r"(?:%|percent)\s(?:more|fewer)\s", re.I)
#: Before a count that says the same in jobs as the percentage before it: "5.8 percent, or ",
#: "9.5% (about ".
_OR_IN_JOBS = re.compile(
    r"(?:%|percent|per\s+cent),?\s+(?:or|\(|that\s+is|which\s+is|meaning)\s*(?:(?:about|some|nearly|roughly|around)\s+)?$",
    re.I,
)
#: A count between "from" and "to", or behind "to" after one, of what grows: "from 818,700 to
#: 896,100"; and one that another is up from: "up from 818,700".
_FROM_OR_TO = re.compile(
    r"\b(?:from\s+(?:(?:about|some|nearly|roughly|around)\s+)?$"
    r"|from\s+(?:[a-z]+\s+)?[\d,.]+(?:\s(?:million|thousand))?(?:\s+in\s+(?:19|20)\d\d)?\s+to\s+(?:(?:about|some|nearly|roughly|around)\s+)?$)",
    re.I,
)
#: Behind a count of jobs: "215,500 jobs", "people worked as", "322,000 work in".
_PEOPLE = re.compile(
    r"\b(?:jobs?|positions?|slots|workers?|people(?!\s+(?:ha[sdv]\w*|applied|attended|lived?|visited|signed|came))|"
    r"employed|were|worked)\b|^\s(?:now\s)?work\b",
    re.I,
)
#: Before a count of jobs: "held about", "the survey counted", "there will be".
_HOLDING_JOBS = re.compile(
    r"\b(?:held|employ\w*|numbered|counted|total(?:ed|s)?|number(?=\s+(?:\w+\s+)?$)|"
    r"there\s+(?:are|were|(?:will|would|should|may|could)\s+be))\b[^.;]{0,60}$"
    r"|\b(?:number|ranks)\s+(?:of\b[^.;]{0,110}|(?:ha(?:ve|s)\s+)?"
    r"(?:grown|grew|risen|rose|swollen|climbed|fallen|fell|shrunk)\s+to\s+(?:\w+\s+)?)$",
    re.I,
)
#: Any number: "$40,350", "11 percent", "2.6 million", "14"; not "29-2071" or "COVID-19".
_ANY = re.compile(
    r"(?<![\w.,$-])(?:(?:US)?\$\s?)?\d+(?:,\d{3})*(?:\.\d+)?(?:\s?(?:%|percent\b|per cent\b|"
    r"[kK]\b|thousand\b|million\b|billion\b))?(?!\w|-\d|\.\d|,\d)"
)
#: A year: "2018", "1998".
_IS_YEAR = re.compile(r"\s?(?:19|20)\d\d")
_SCALE = {"k": 1e3, "thousand": 1e3, "million": 1e6, "billion": 1e9}
#: Up to a number, the word before it: "about ".
_ROUGHLY = r"(?:(?:about|some|nearly|roughly|around)\s)?$"
#: A label before a count: "Number of jobs, 2018: ", "Openings: ".
_LABELLED = re.compile(
    r"\b(?P<what>jobs|employment|openings)\b[^.;:]{0,30}:\s*" + _ROUGHLY,
    re.I,
)
#: Somebody's own staff, not an occupation: "the hospital employs".
_STAFF = re.compile(
    r"\b(?:company|firm|business|hospital|clinic|school|university|employer)\s+(?:\w+\s+){0,2}?"
    r"(?:employ\w*|has|had|hired?|hires)\b",
    re.I,
)
#: One employer, of whose pay no table tells: "at the firm", "the school raised pay".
_FIRM = re.compile(
    r"\b(?:at|in|by)\s+(?:the|our|their|his|her|its)\s+(?:company|firm|business|hospital|clinic|school|plant)\b|"
    r"\b(?:company|firm|business|hospital|clinic|school|university|employer|district)\s+"
    r"(?:raised|cut|increased|boosted|lifted)\b",
    re.I,
)
_STATE_NAMES = "|".join(name for _, _, name in STATES)
#: Before a count of people whose title stands behind it: "the country's 369,910 welders".
_NATIONS = re.compile(
    rf"\b(?:(?:country|nation|state|America|{_STATE_NAMES})['’]s|there\s+(?:are|were)|U\.S\.|nationwide,?|"
    rf"(?:the\s+(?:whole\s+|entire\s+)?(?:country|nation|state)|area|America|{_STATE_NAMES})\s+"
    r"(?:now\s+)?(?:ha[sd]|counts|counted|(?:will|would|should|could)\s+have))\s+(?:had\s+|has\s+)?"
    r"(?:(?:about|some|nearly|roughly|over)\s+)?$",
    re.I,
)
#: Between a count of people and their title: " ", " of these ".
_OF_THESE = re.compile(r"\s?(?:of\s(?:these|those|the|its)\s)?", re.I)
#: Between two counts of a kind: ", and ", " for ", "those for welders by ", "welders will see ".
_AND = re.compile(r"\b(?:and|or)\s" + _ROUGHLY, re.I)
_FOR = re.compile(r"\sfor\b", re.I)
_WILL_SEE = re.compile(
    r"\b(?:will|would|should)\s(?:see|have|need)\s"
    + _ROUGHLY
    + r"|\b(?:those|that)\s(?:for|of)\s[^.;,$]{3,70}\sby\s$",
    re.I,
)
#: A label and an amount: "Bakers – $37,160", "Bakers $17.87 an hour".
_ITEM = re.compile(
    r"(?!.*\b(?:earn(?:s|ed|ing)?|makes?|made|gets?|got|pays?|paid|was|were|is|are|has|have|had|can|"
    r"will|starts?|costs?|fined|rose|fell|takes?|took)\b)"
    r"[^.$;!?]{3,50}?(?:\s?[-–—|]\s?|\s)\$[\d,.]+k?(?:\s?(?:/|an?|per)\s?\w+)?\.?",
    re.I,
)
#: Where what a number is of ends: "; ", ", and ", " (", " and rent is".
_CLAUSE = re.compile(r"[;(]|,\s(?:and|but|while)\s|\sand\s(?=\w+\s(?:is|are|was|were)\b)")
#: A sentence below this many characters can go on with the pay of the one before.
SHORT = 60
#: No pay is as small or as large, in dollars.
_SMALLEST_PAY = 3
_LARGEST_PAY = 10_000_000
#: Kinds behind which a percentage can be of growth without a word that says so.
_ON_JOBS = ("growth", "phrase", "jobs", "new_jobs", "openings")
#: Jobs and openings are claims from here on; smaller numbers count other things.
_SMALLEST_COUNT = 100

#: Words on growth by the category of the Handbook that they stand for: "little or no change",
#: "much higher", "far more quickly", "as quickly as", "below", "above", "declining".
_CATEGORIES = (
    ("little_change", r"little (?:or|to) no"),
    ("much_faster", r"(?:much|far|well) (?:faster|quicker|higher|greater|better|stronger|above)"),
    ("much_faster", r"(?:much|far) more quickly"),
    ("as_fast", r"as (?:fast|quickly) as"),
    ("slower", r"(?:slower|lower|below|more slowly)"),
    ("faster", r"(?:faster|quicker|higher|greater|better|stronger|above|more quickly)"),
    ("decline", r"declin"),
)
#: Words that the Handbook puts in or leaves out without another meaning: "than the average for
#: all occupations" is "than average".
_IDLE = re.compile(r"\b(?:the|about|national|overall|all|occupations|for)\b")


@dataclass(frozen=True)
class FoundNumber:
    """A number in a sentence, or words on growth, that can be a claim.

    Args:
        start: Place of its first character in the sentence.
        end: Place behind its last one.
        printed: As printed.
        kind: See `claims.Claim`; "growth" is that of jobs, to come or past.
        value: US dollars, percent or jobs; NaN for words.
        step: Half of it is as far as rounding could have moved the number.
        hedge: "about", "over", "under", "at least" or empty.
        is_said: Whether the words say what it is. If not it is a claim only if it holds.
    """

    start: int
    end: int
    printed: str
    kind: str
    value: float
    step: float
    hedge: str = ""
    is_said: bool = True


def numbers(text: str, without_titles: str = "", *, after: str = "") -> list[FoundNumber]:
    """The numbers, and the words on growth, that can be claims.

    Args:
        text: A sentence.
        without_titles: The sentence with blanks in place of occupations: "loan officers" are no
            loans.
        after: Kind of the last claim of the sentence before; a short one like "Top tenth: $90,000"
            goes on with pay.

    Returns:
        What was found, in the order of the sentence. Other money, shares and counts are left out.
    """
    found = [
        *_pay(text, without_titles or text, after == "pay" and len(text) < SHORT),
        *_growth(text, without_titles or text, after in _ON_JOBS),
        *_fractions(text),
        *_counts(text, without_titles or text),
        *_phrases(text),
    ]
    return sorted(found, key=lambda number: number.start)


def left_out(text: str, without_titles: str, found: Sequence[FoundNumber]) -> list[tuple[str, str]]:
    """The numbers of a sentence that are no claims, each with the reason.

    Args:
        text: A sentence.
        without_titles: The sentence with blanks in place of occupations.
        found: Its claims.

    Returns:
        Number as printed and reason, in the order of the sentence; years, which tell the time of
        other numbers, and numbers inside words are not among them.
    """
    left = []
    for match in _ANY.finditer(text):
        if any(n.start < match.end() and match.start() < n.end for n in found):
            continue
        if _IS_YEAR.fullmatch(match.group()):
            continue
        left.append((match.group().strip(), _reason(text, without_titles, match)))
    return left


def _reason(text: str, without_titles: str, match: re.Match[str]) -> str:
    """Why a number is no claim."""
    if money := _DOLLARS.match(text, match.start()):
        return _no_pay(text, without_titles, money) or "The words do not say that it is pay."
    if share := _PERCENT.match(text, match.start()):
        return _no_growth(text, share) or "The words do not say that jobs or pay grow by it."
    if _STAFF.search(text[: match.start()]):
        return "It counts the people of one employer."
    return "It is no pay, growth, number of jobs or openings of an occupation."


def is_item(text: str) -> bool:
    """Whether a sentence is an item of a list: "Top 10%: $90,000", "Bakers – $37,160"."""
    return len(text) < SHORT and (":" in text or _ITEM.fullmatch(text) is not None)


def kinds_in(text: str) -> list[str]:
    """Kinds of counts that a sentence speaks of: openings, new jobs."""
    found = ["openings"] if _OPENING.search(text) else []
    return [*found, "new_jobs"] if directions_in(text) or _GROWS.search(text) else found


def directions_in(text: str) -> list[str]:
    """Whether a sentence speaks of a rise, of a decline, or of both."""
    return [name for name, told in (("rise", _RISE), ("decline", _DECLINE)) if told.search(text)]


def category_of(words: str) -> str:
    """The category of growth that words stand for, see `phrases.CATEGORIES`.

    Args:
        words: "much higher than average", "Faster than average" ...

    Returns:
        The category, empty if the words are of none.
    """
    plain = _plain(words)
    return next((name for name, form in _CATEGORIES if re.search(rf"\b{form}", plain)), "")


def same_words(words: str, phrase: str) -> bool:
    """Whether words are the Handbook's, apart from "the" and "about".

    Args:
        words: Words on growth as an article has them.
        phrase: The Handbook's words.
    """
    return _bare(words) == _bare(phrase)


def _pay(text: str, without_titles: str, goes_on: bool) -> list[FoundNumber]:
    has_people = text != without_titles
    goes_on = goes_on and (not has_people or is_item(text))
    is_said = goes_on or _PAY_WORDS.search(text) is not None
    found = [
        _number(text, match, "pay", *_dollars(match))
        for match in _DOLLARS.finditer(text)
        if not _no_pay(text, without_titles, match)
    ]
    if is_said:
        return found
    # An amount beside an occupation, "Plumbers in Ohio: $64,700", may be their pay or not.
    return [replace(n, is_said=False) for n in found if _AMOUNT.match(n.printed)]


def _dollars(match: re.Match[str]) -> tuple[float, float]:
    """The amount of a match of `_DOLLARS`, and its last place."""
    if match["words"]:
        value = amount_of(match["words"])
        return value, step_of(f"{value:.0f}", 1, 1000)
    digits = match["n"] or match["n2"] or match["n3"]
    scale = _SCALE.get((match["scale"] or match["k"] or "").strip().lower(), 1)
    return float(digits.replace(",", "")) * scale, step_of(digits, scale, 1000)


def _no_pay(text: str, without_titles: str, match: re.Match[str]) -> str:
    """Why an amount is no pay, empty if it may be."""
    before = without_titles[max(0, match.start() - 60) : match.start()]
    before = _EARNED.split(before)[-1]
    around = before + "|" + _CLAUSE.split(without_titles[match.end() :][:30])[0]
    if not _SMALLEST_PAY <= _dollars(match)[0] < _LARGEST_PAY or _OTHER_MONEY.search(around):
        return "The amount is not said to be pay."
    if _DIFFERENCE_BEFORE.search(text[: match.start()]) or _DIFFERENCE_BEHIND.match(
        text, match.end()
    ):
        return "The amount is a difference between two amounts, which is not looked at."
    return ""


def _growth(text: str, without_titles: str, goes_on: bool) -> list[FoundNumber]:
    is_told = _GROWTH_WORDS.search(text) is not None
    if not (is_told or goes_on or _DECLINE.search(text) or _MORE_PERCENT.search(text)):
        return []
    # "That is a 39 percent increase" does not say of what.
    is_said = is_told and (
        text != without_titles or bool(_GROWING.search(text) or _GROWS.search(text))
    )
    found = []
    for match in _PERCENT.finditer(text):
        is_people = _new_people(text, without_titles, match) != ""
        if not is_people and _no_growth(text, match):
            continue
        value = amount_of(match["words"]) if match["words"] else float(match["n"])
        negative = bool(match["sign"]) or _declines(text, match)
        step = 0.1 if "." in (match["n"] or "") else 1.0
        kind = "pay_change" if _grows(text, match) == "pay" else "growth"
        number = _number(text, match, kind, -value if negative else value, step)
        found.append(replace(number, is_said=is_said or is_people))
    return found


def _no_growth(text: str, match: re.Match[str]) -> str:
    """Why a percentage is no growth that can be looked at, empty if it may be."""
    if _RANK.search(text[: match.start()]) or _SHARE.match(text, match.end()):
        return "The percentage is a share or a comparison, not a growth."
    if _FIRM.search(text):
        return "The growth is that of one employer."
    return "Growth after inflation is not looked at." if _REAL.search(text) else ""


def _grows(text: str, match: re.Match[str]) -> str:
    """What grows by a percentage, "pay" or "jobs": in its clause, else before it."""
    first, last = clause_of(text, match.start(), match.end())
    label = text.rfind(";", 0, match.start()) + 1
    if ":" in text[label : match.start()]:  # "Growth, 2024-34: 4%" in a row of a table
        named = [m.lastgroup for m in _GROWING.finditer(text, label, match.start())]
        if named or _GROWTH_WORDS.search(text, label, match.start()):
            return str((named or ["jobs"])[-1])
    behind = [m.lastgroup for m in _GROWING.finditer(text, match.end(), last)]
    here = [m.lastgroup for m in _GROWING.finditer(text, first, match.start())]
    before = [m.lastgroup for m in _GROWING.finditer(text, 0, first)]
    return str((here[-1:] or behind[:1] or before[-1:] or [""])[0])


def _fractions(text: str) -> list[FoundNumber]:
    if not _GROWTH_WORDS.search(text):
        return []
    found = []
    for match in _FRACTION.finditer(text):
        value = 100 / _PARTS.get((match["part"] or "").lower(), 2)
        value = -value if _declines(text, match) else value
        start, end = match.span("words")
        hedge = hedge_of(text[:start])
        kind = "pay_change" if _grows(text, match) == "pay" else "growth"
        found.append(
            FoundNumber(start, end, match["words"], kind, value, abs(value) * _ROUGH, hedge)
        )
    return found


def _declines(text: str, match: re.Match[str]) -> bool:
    """Whether the nearest verb before the number, or a noun behind it, is of a decline."""
    before = text[: match.start()]
    falls = [m.start() for m in _DECLINE.finditer(before)]
    rises = [m.start() for m in _RISE.finditer(before)]
    behind = text[match.end() : match.end() + 14]
    if re.search(r"\b(?:jobs?|positions?)", behind) and not _NEW_BEFORE.search(before[-80:]):
        behind = _CLAUSE.split(text[match.end() : match.end() + 90])[0]
    if _DECLINE.search(behind):
        return True
    return bool(falls) and max(falls) > max(rises, default=-1) and not _RISE.search(behind)


def _counts(text: str, without_titles: str) -> list[FoundNumber]:
    found: list[FoundNumber] = []
    for match in _COUNT.finditer(text):
        digits = match["n"] or match["m"] or match["few"]
        scale = _SCALE.get((match["scale"] or "").lower(), 1)
        value = float(digits.replace(",", "")) * scale
        kind = _new_people(text, without_titles, match) or _kind_of_count(text, match)
        kind = kind or _of_the_nation(text, without_titles, match)
        said = [n.kind for n in found if n.is_said]
        before = text[: match.start()]
        if not kind and "jobs" in said and _FROM_OR_TO.search(before):
            kind = "jobs"
        # "15,300 openings for dental hygienists, and 31,500 for welders"; "8,310 welders, and 900".
        is_next = _AND.search(before) and (
            _FOR.match(text, match.end())
            or (said[-1:] == ["jobs"] and _has_title(text, without_titles, match.end() + 1))
        )
        if not kind and said and (is_next or _WILL_SEE.search(before)):
            kind = said[-1]
        # "Florida's 12,300 welders", "it had 323,000" may be a number of jobs or not.
        is_said = kind != ""
        kind = kind or ("" if _STAFF.search(text[: match.start()]) else "jobs")
        if kind and value >= _SMALLEST_COUNT:
            step = step_of(digits, scale, 10 ** max(0, math.floor(math.log10(value)) - 1))
            if kind == "new_jobs" and _declines(text, match):
                value = -value
            found.append(replace(_number(text, match, kind, value, step), is_said=is_said))
    return found


def _new_people(text: str, without_titles: str, match: re.Match[str]) -> str:
    """The kind "new_jobs" where a title stands behind "more", "fewer" or "additional"."""
    told = _MORE.match(text, match.end())
    if told is None:
        return ""
    return "new_jobs" if _has_title(text, without_titles, told.end()) else ""


def _of_the_nation(text: str, without_titles: str, match: re.Match[str]) -> str:
    """The kind "jobs" where a title stands right behind a count of the nation's people."""
    between = _OF_THESE.match(text, match.end())
    has_title = between is not None and _has_title(text, without_titles, between.end())
    return "jobs" if has_title and _NATIONS.search(text[: match.start()]) else ""


def _has_title(text: str, without_titles: str, start: int) -> bool:
    """Whether an occupation, which is blanked out, begins there."""
    behind = slice(start, start + 3)
    return bool(text[behind].strip() and not without_titles[behind].strip())


def _kind_of_count(text: str, match: re.Match[str]) -> str:
    before, behind = text[: match.start()], text[match.end() : match.end() + 60]
    if _STAFF.search(before):
        return ""
    another = _COUNT.search(behind)
    near = _CLAUSE.split(behind[: another.start()] if another else behind)[0]
    if _OPENS.search(near):
        return "openings"
    told = _NEW.match(text[match.end() :][:160].lstrip()) or _NEW_BEFORE.search(before[-80:])
    if told or (_OR_IN_JOBS.search(before) and _PEOPLE.search(near)):
        return "new_jobs"
    if labelled := _LABELLED.search(before):
        return "openings" if labelled["what"].lower() == "openings" else "jobs"
    if _OPENING.search(near) or _OPENING.search(before[-50:]):
        return "openings"
    # "The number is to fall by 16,800, and that of ranch hands by 11,100".
    if before.endswith(" by ") and directions_in(before):
        return "new_jobs"
    if _PEOPLE.search(near) or _HOLDING_JOBS.search(before):
        return "jobs"
    return ""


def _phrases(text: str) -> list[FoundNumber]:
    if not _PHRASE_WORDS.search(text):
        return []
    found = []
    for match in _PHRASE.finditer(text):
        about_pay = _PAY_NOUNS.search(text)
        about_growth = _GROWTH_BEFORE.search(text[: match.start()])
        if about_growth or not about_pay:
            found.append(_number(text, match, "phrase", math.nan, 0))
    return found


def _number(text: str, match: re.Match[str], kind: str, value: float, step: float) -> FoundNumber:
    hedge = hedge_of(text[: match.start()])
    if _OR_MORE.match(text, match.end()):
        hedge = "at least"
    return FoundNumber(match.start(), match.end(), match.group().strip(), kind, value, step, hedge)


def hedge_of(before: str) -> str:
    """The word right before a number that makes it a limit or a rough one, as a claim has it."""
    return next((name for name, pattern in _HEDGES if pattern.search(before)), "")


def step_of(digits: str, scale: float, largest: float) -> float:
    """The last place that is not a zero, as far as a number can have been rounded to it.

    Args:
        digits: The number as printed, without its scale.
        scale: 1000 of "40k", 1 of others.
        largest: No number is taken to be rounded to more than this.
    """
    whole, _, decimals = digits.replace(",", "").partition(".")
    last: float
    if decimals:
        last = scale / 10 ** len(decimals)
        return last
    last = scale * 10 ** (len(whole) - len(whole.rstrip("0")))
    return max(1.0, min(last, largest if scale * int(whole) >= 1000 else 1.0))


def _plain(words: str) -> str:
    return " ".join(words.lower().replace("-", " ").split())


def _bare(words: str) -> str:
    return " ".join(_IDLE.sub("", _plain(words)).split())
