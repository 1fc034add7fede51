"""What the words around a number say: statistic, period, year, projection, place, industry."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from labor.answers.article.numbers import FoundNumber, kinds_in
from labor.answers.article.places import (
    NO_PLACE,
    NamedPlace,
    is_a_state,
    state_around,
    state_called,
)
from labor.answers.article.text import clause_of
from labor.terms import STATES

#: "10 percent", "ten per cent", "tenth"; "25%", "quarter".
_TENTH = r"(?:(?:10|ten)\s*(?:%|percent|per\s+cent)|tenth\b|decile\b)"
_QUARTER = r"(?:(?:25|twenty-five)\s*(?:%|percent|per\s+cent)|quarter|quartile)"
#: "lowest paid ", "bottom "; "highest-earning ", "top ".
_LOW = r"(?:lowest|bottom|worst|lower)(?:[-\s](?:paid|earning))?\s+"
_HIGH = r"(?:highest|top|best|upper)(?:[-\s](?:paid|earning))?\s+"
#: "A quarter of all welders earned less than", "one in ten of them made more than", "ten percent
#: earned over".
_PART = (
    r"\b(?:(?:a|another)\s+{0}|one\s+{0}|one\s+in\s+{1}|{2}\s*(?:%|percent|per\s+cent)"
    r"(?!\s+(?:more|less|above|below|higher|lower|over|under)))\b"
    r"[^.;:$]{{0,80}}?\b"
)
_LESS = r"(?:less|under|below|(?:no|not)\s+more|at\s+most)\b"
_MORE = r"(?<!no\s)(?<!not\s)(?:more|over|above|past|at\s+least)\b"
_A_TENTH = _PART.format("tenth", "ten", "(?:10|ten)")
_A_QUARTER = _PART.format("quarter", "four", "(?:25|twenty-five)")
#: "Best-paid", "top earners", "highest-earning": people at an end of the pay, not which part.
_PAID = r"(?:paid|earning|earners?)\b"
#: The statistic that words name: "the lowest 10 percent", "25th percentile", "upper quartile",
#: "the middle half", "one in ten made over", "half of them earned", "average"; not "more than
#: average", which compares growth.
_STATISTICS = re.compile(
    rf"(?P<p10>\b{_LOW}{_TENTH}|\b(?:10th\b(?:\s+percentile)?|tenth\s+percentile)|{_A_TENTH}{_LESS})"
    rf"|(?P<p25>\b{_LOW}{_QUARTER}|\b25th\b(?:\s+percentile)?|{_A_QUARTER}{_LESS})"
    rf"|(?P<p75>\b{_HIGH}{_QUARTER}|\b75th\b(?:\s+percentile)?|{_A_QUARTER}{_MORE})"
    rf"|(?P<middle>\b(?:middle|median-earning)\s+(?:half|(?:50|fifty)\s*(?:%|percent|per\s+cent)))"
    rf"|(?P<p90>\b{_HIGH}{_TENTH}|\b90th\b(?:\s+percentile)?|{_A_TENTH}{_MORE})"
    r"|(?P<median>\bmedians?\b|\bmidpoint\b|\btypical\b(?!\s+(?:career|entry|day|education))|\bthe\s+middle\b(?!\s+(?:half|fifty|\d))|\bhalf\s+(?:of|the|earn\w*|made|make)\b|\b50th\s+percentile)"
    r"|(?P<mean>\bmean\b|(?<!than )(?<!than the )(?<!as )\baverage[sd]?\b)"
    r"|(?P<high>\bsome\b[^.;$]{0,40}\b(?:over|more\s+than|above)\s(?=\$)|"
    rf"\b(?:best|highest|top)[-\s]{_PAID}|\b(?:high|upper|top)[-\s]end\b|"
    r"\bat\s+the\s+(?:very\s+)?top\b(?!\s+(?:10|25|ten\b|tenth|quarter))|\b(?:up\s+to|as\s+much\s+as|as\s+high\s+as)\s(?=\$))"
    rf"|(?P<low>\b(?:worst|lowest|bottom)[-\s]{_PAID}|\b(?:low|lower|bottom)[-\s]end\b|"
    r"\bat\s+the\s+(?:very\s+)?bottom\b(?!\s+(?:10|25|ten\b|tenth|quarter))|\b(?:as\s+little\s+as|as\s+low\s+as)\s(?=\$))",
    re.I,
)
#: Before a number and behind it: "a quarter earn ", " an hour or more".
_PART_OPEN = re.compile(r"\b(?:a|one)\s+(?P<part>quarter|tenth)\b[^.;:$]{0,60}$", re.I)
_OR = re.compile(r"(?:\s(?:an?|per)\s\w+)?\sor\s(?P<side>more|less)\b", re.I)
_ENDS = {
    ("quarter", "more"): "p75", ("quarter", "less"): "p25",
    ("tenth", "more"): "p90", ("tenth", "less"): "p10",
}  # fmt: skip
#: A period right behind a number: " per hour", "/yr", " a year", " annually"; not " a year later".
_PER = re.compile(
    r"\W{0,2}(?:per|an?|each|every|/)\s*(?P<unit>hour|hr|year|yr|month|week|"
    r"day|shift|mile|class|night|visit)\b(?!\s+(?:later|earlier|before|ago|after)\b(?!\s+tax))"
    r"|\s(?P<adverb>hourly|annually|yearly|monthly|weekly)\b",
    re.I,
)
#: A period anywhere: "the hourly wage", "yearly pay".
_PERIOD = re.compile(
    r"\b(?:(?P<hourly>hourly)|(?P<monthly>monthly)|(?P<weekly>weekly)|"
    r"(?P<annual>annual(?:ly)?|yearly))\b",
    re.I,
)
#: Between a statistic and its own number: " earned more than $", " was $"; not ", $", " and $".
_OWN_NUMBER = re.compile(
    r"\s(?:(?:of|pay|wages?|salary|hourly|annual|percentile)\s)*"
    r"(?:earn\w*|ma[dk]e\w*|was|were|is|are|at|of|took|takes?|brought|being|reached|hit|less|more|than|under|over)\b[^;:$]{0,40}\$"
    r"|\s\$",
    re.I,
)
_UNITS = {
    "hour": "hourly", "hr": "hourly", "year": "annual", "yr": "annual", "month": "monthly",
    "week": "weekly", "annually": "annual", "yearly": "annual", "day": "daily",
    "shift": "daily", "mile": "daily", "class": "daily", "night": "daily", "visit": "daily",
}  # fmt: skip
#: The years of a projection: "2018-28", "from 2018 to 2028", "2018 through 2028".
_SPAN = re.compile(
    r"\b(?P<base>(?:19|20)\d\d)\s*(?:[-–—−]|to|and|through|until|till)\s*"
    r"(?P<target>(?:19|20)?\d\d)\b(?!,\d)",
    re.I,
)
#: Only its last one: "by 2034", "through the year 2028".
_TARGET = re.compile(
    r"\b(?:through|by|until|till|between\s+now\s+and|ending\s+in|to)\s+(?:the\s+year\s+)?(?P<year>20\d\d)\b",
    re.I,
)
#: A year: "2018"; not "$2018", "2,018" or "2000 jobs".
_YEAR = re.compile(r"(?<![\d$,.])(?P<year>(?:19|20)\d\d)\b(?!,\d|\s*(?:jobs|openings|workers|%))")
#: The year behind a number: " a year in May 2018", " as of 2024".
_AFTER = re.compile(
    r"[^.;$\d]{0,40}?\b(?:in|of|as of|for|since)\s+(?:May\s+|the year\s+)?(?P<year>(?:19|20)\d\d)\b"
)
#: "Up from $57,120 a year earlier", "to $58,640 five years later", "$44,310 the year before".
_YEARS_FROM = re.compile(
    r",?\s(?:(?P<many>an?|one|two|three|four|five|six|seven|eight|nine|ten)\s+(?P<unit>year|decade)s?\s+"
    r"(?:(?:earlier|before|ago)|(?P<later>later|after|on(?!\s+(?:the\s+job|average))))\b"
    r"|the\s+(?:year\s+(?:before|(?P<after>after))|(?:previous|prior)\s+year|(?P<next>next|following)\s+year))\b",
    re.I,
)
#: Between a year and a number of the time of the article: ", has since climbed to ", "; now ".
_SINCE_THEN = re.compile(
    r"\b(?:ha(?:s|ve)\s+since|now|today|currently|(?:newest|latest|most\s+recent)\s+\w+)\b", re.I
)
#: Between a number and a year another one, that of the year: ", up from $13.16 in ".
_SET_AGAINST = re.compile(
    r"\b(?:from|than|above|below)\s"
    r"(?=[^$;\d]{0,40}(?:\$|\d[\d.]*(?:,\d|\smillion)))",
    re.I,
)
#: Behind a number of today: " an hour today", " now".
_TODAY = re.compile(r"(?:\s(?:an?|per)\s\w+)?\s(?:today|now|these\s+days)\b", re.I)
#: Before a count of today: "there are already about ".
_THERE_ARE = re.compile(r"\b(?:there\s+are|already|now|currently)\b", re.I)
#: Pay by experience, which no table has: "starting salary", "with five years of experience".
_EXPERIENCE = re.compile(
    r"\b(?:entry[-\s]level|starting\s+(?:pay|salary|wage)s?|start(?:s|ed)?\s+(?:out\s+)?at|"
    r"beginners?|new\s+graduates?|years?\s+of\s+experience|senior)\b",
    re.I,
)
#: The same right behind a number: " for an entry-level position", " with experience".
_EXPERIENCED = re.compile(
    r"(?:\s(?:a|per)\s(?:year|hour))?,?\s(?:for|as|with|to)\s[^.;,$]{0,30}?\b"
    r"(?:entry[-\s]level|experienced?|beginn\w+|senior|starters?|new\s+graduates?)\b",
    re.I,
)
#: One employer or one person, of whose pay no table tells: "a firm offers", "at the shipyard",
#: "pays its welders", "the union won", "she makes", "Maria Lopez, a welder,".
_ONE_EMPLOYER = re.compile(
    r"\b(?i:an?|the|our|their|his|her|its|one|this|that)\s+(?:[a-z-]+\s+){0,2}(?:company|firm|"
    r"business|employer|hospital|clinic|school|district|store|restaurant|hotel|shop|plant|mill|"
    r"factory|shipyard|warehouse|mine|university|college|jail|prison|airline|utility|union|"
    r"startup|city\s+council|county\s+board|local)\b"
    r"|\b(?:offer(?:s|ed|ing)?|hir(?:es?|ed|ing)|is\s+paying|advertis\w+|recruit\w*|contracts?|"
    r"union|job\s+(?:ad|posting|listing)s?)\b"
    r"|\bpa(?:ys?|id|ying)\s+(?:its|his|her|their|our)\b"
    r"|\b(?:he|she|I)\s+(?:\w+\s+)?(?:earn\w*|ma[dk]e\w*|(?:is|was)\s+paid|brings?|takes?)\b"
    r"|\b[A-Z][a-z]+\s[A-Z][a-z]+,\s(?:an?|the)\s",
)
#: Parts of the people in words, by which pay may be told: "a quarter earn", "one in ten".
_SOME_PART = re.compile(r"\b(?:quarter|tenth|third|fifth|percent|one\s+in\s+\w+)\b", re.I)
#: Growth to come, "is expected to", "over the next decade", and growth that was, "has grown".
_PROJECTED = re.compile(
    r"\b(?:project\w*|expect\w*|will|outlook|forecast\w*|predicted|"
    r"through\s+20\d\d|by\s+20\d\d|next\s+(?:decade|ten|10))",
    re.I,
)
_TO_COME = re.compile(r"\b(?:will|project\w*|expect\w*|forecast\w*)\b", re.I)
_PAST = re.compile(
    r"\b(?:reflecting|grew|rose|fell|shrank|dropped|declined|climbed|jumped|surged|increased|"
    r"expanded|swelled|soared|(?:has|have|had)\s+(?:grown|risen|fallen|shrunk|been)|"
    r"(?:is|are|was|were|went)\s+(?:up|down)|"
    r"(?:up|down)\s+(?:about\s+|nearly\s+|almost\s+|roughly\s+|some\s+|by\s+)*(?=\d)|since\s+(?:19|20)\d\d)\b",
    re.I,
)
#: The first year of a change up to now: "since 2018".
_SINCE = re.compile(r"\bsince\s+(?:May\s+|the\s+year\s+)?(?P<year>(?:19|20)\d\d)\b", re.I)
#: How long a change took: "in the past five years", "over the last decade", "in three years",
#: "over the year".
_LASTING = re.compile(
    r"\b(?:in|over|during|within)\s+the\s+(?:(?:past|last)\s+)?(?P<one>year)\b"
    r"|\b(?:in|over|during|within)\s+(?:the\s+)?(?:(?:past|last)\s+)?(?:(?P<years>two|three|four|five|six|"
    r"seven|eight|nine|ten|\d{1,2})\s+years|(?P<decade>decade))\b",
    re.I,
)
_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNTED = {word: number for number, word in enumerate(_WORDS, 2)}
#: Two years of a change: "from 2018 to 2024", "between May 2018 and May 2024", "2018-2024".
_BETWEEN = re.compile(
    r"\b(?P<first>(?:19|20)\d\d)\s*(?:[-–—−]|to|and|through|until|till)\s*(?:May\s+)?"
    r"(?P<last>(?:19|20)\d\d)\b(?!,\d)",
    re.I,
)
#: Between the two ends of a change: "$71,730 to $93,600", "from $71,730 a year to".
_TO = re.compile(r"[^.;$%]{0,60}?\bto\s+(?:[a-z]+\s+){0,3}$", re.I)
_DATED = re.compile(r"[^.;$]{0,30}?\b(?:earlier|before|previous|prior|last|ago|year)\b", re.I)
_FROM = re.compile(r"\bfrom\s+(?:[a-z]+\s+){0,4}$", re.I)
#: Jobs that may be new ones though they are not called so: "34 percent growth, 82,500 jobs".
_GAINED = re.compile(
    r"\b(?:growth|grow\w*|deliver\w*|produc\w+|generat\w+|yield\w*|add\w*|creat\w+|gain\w*)\b", re.I
)
_HELD = re.compile(r"\b(?:held|holds?|employed|numbered|there\s+(?:were|are)|counted)\b", re.I)
#: Openings of all years together: "168,000 openings in all".
_TOTAL = re.compile(r"\b(?:in\s+all|in\s+total|altogether|cumulative\w*)\b", re.I)
#: Of one year: "each year", "annually"; right behind a percentage or before it, "12 percent a
#: year", "an annual growth of".
_YEARLY = re.compile(
    r"\b(?:(?:a|per|each|every)\s+(?:single\s+)?year|annually|yearly|annual|year[-\s]over[-\s]year)\b|/\s?(?:year|yr)\b",
    re.I,
)
_YEARLY_BEHIND = re.compile(
    r"\s(?:(?:growth|increase|rise|decline|job\s+growth)\s)?(?:(?:a|per|each|every|next)\s+(?:single\s+)?year|"
    r"annually|yearly|annual|year[-\s]over[-\s]year|(?:in\s+|over\s+)?the\s+next\s+year)\b|\s?/\s?(?:year|yr)\b",
    re.I,
)
_YEARLY_BEFORE = re.compile(
    r"\b(?:annual(?:ly|ized)?|yearly|each\s+year|every\s+year|year\s+after\s+year)\b"
    r"(?!\s+(?:median|mean|average\s+(?:wage|pay|salary)|wages?|pay|salar\w+|openings))[^.;,%$\d]{0,40}$",
    re.I,
)
#: Between a number of one year and the next: " percent each year, adding ".
_YEARLY_BEFORE_THE_NEXT = re.compile(
    r"[^.;$\d]{0,40}?\b(?:(?:a|per|each|every)\s+year|annually|yearly)(?:,?\s+and\b|,\s+\w+ing\b)",
    re.I,
)
#: Of fewer years than a projection: "over the next five years", "within 3 years".
_FEW_YEARS = re.compile(
    r"\b(?:over|in|within|during)\s+(?:(?:the\s+)?(?:next|coming|following)\s+|just\s+)?"
    r"(?:one|two|three|four|five|six|[1-6])\s+years?\b",
    re.I,
)
#: Of the whole period: "over the next decade", "over ten years".
_DECADE = re.compile(
    r"\b(?:over|during|in|across|within|throughout)\s+(?:the\s+)?(?:(?:next|coming|whole|entire|full|"
    r"following|projected?|projection)\s+)*(?:20\d\d[-–](?:20)?\d\d\s+)?(?:decade|period|(?:ten|10)\s+years)\b",
    re.I,
)
#: Which jobs are counted: "wage and salary jobs", "payroll jobs", "in May 2025", the month of the
#: wage survey, "on American payrolls";
#: "with the self-employed".
_EMPLOYEES = re.compile(
    r"\b(?:wage[-\s]and[-\s]salary|payroll\s+jobs|(?:in|as\s+of)\s+May\s+(?:19|20)\d\d|on\s+(?:\w+\s+)?payrolls?|employees|(?:wage\s+)?survey\s+count\w*)\b",
    re.I,
)
_SELF_EMPLOYED = re.compile(r"\bself[-\s]employed\b", re.I)
#: States by postal code; "LA" in a sentence is the city.
_STATES = {postal: name for _, postal, name in STATES if postal != "LA"}
#: "in TX", "in D.C.", but not "in PA school".
_IN_POSTAL = re.compile(
    rf"(?<=\b[Ii]n\s)(?P<postal>{'|'.join(_STATES)}|D\.C\.)(?!\w|\s(?:school|program|class))"
)
#: What a place smaller than a state is called that is none of those known.
LOCAL = "a local area"
#: A place smaller than a state: "in the metro area", "county".
_LOCAL = re.compile(r"\b(?:metro|metropolitan|county|city|cities)\b", re.I)
#: Behind a number and before "the lowest 10 percent": "an hour ($32,940 annually) for the",
#: " or more in May 2024 (", " at the ", ", the ".
_FOR = re.compile(
    r"(?:\s(?:an?|per)\s\w+)?(?:\s\([^)]*\))?(?:\sannually)?\)?(?:\sor\s(?:more|less|higher))?"
    r"(?:,?\s(?:in|as\sof)\s(?:May\s)?(?:19|20)\d\d)?"
    r"(?:,?\s(?:(?:for|by|among|at|is|was|as|on)\s)?(?:the\s|those\sat\sthe\s)?\(?(?:the\s|at\sthe\s)?"
    r"(?:(?:national|nationwide|U\.S\.|statewide|state|metro|local)\s)?|\s\()",
    re.I,
)
#: A number at an end of a range: "$10 to " before it, " to $45" behind it; and the words or
#: signs that make it a range: "between", "from", "$10-$45".
_RANGE_BEFORE = re.compile(r"\$[\d,.]+\w*\s*(?:to|and|-|–|—)\s*(?:more than\s*)?$", re.I)
_RANGE_BEHIND = re.compile(r"\s*(?:to|and|-|–|—)\s*(?:more than\s*)?\$\d", re.I)
_RANGE = re.compile(
    r"\b(?:between|from|rang(?:es?|ed|ing)\b(?=[^;:$]*\$)(?!:)|anywhere|span\w*|vary|varies|runs?)\b|\$[\d,.]+\w*\s*(?:to|-|–|—)\s*\$",
    re.I,
)
#: Others who publish pay by their own methods: "according to Glassdoor".
_OTHERS = re.compile(
    r"\b(?:Zippia|Indeed|Glassdoor|PayScale|ZipRecruiter|Salary\.com|LinkedIn|Comparably|Talent\.com)\b",
    re.I,
)
#: An industry of the Handbook as a place to work in: "in hospitals", "Hospitals: ".
_AS_SETTING = r"\b(?:in|for|at|by)\s+{0}\b|\b{0}\s*[(:–]"
#: Some industry: "in the private sector", "dental offices", "employment services", "Government
#: $60,630"; not the government that gives the figures.
_INDUSTRY = re.compile(
    r"\b(?:industry|industries|sectors?|offices?\s+of|(?:dental|physicians?|doctors?|medical|law)['’]?\s+"
    r"(?:offices?|practices?)|hospitals|(?:nursing|group)\s+homes?|(?:\w+\s+)?(?:care|data|call|surgery)\s+"
    r"(?:centers?|facilities)|(?:employment|home\s+health\s+care)\s+services|executive\s+branch|"
    r"manufacturing|(?:wholesale|retail)\s+trade|natural\s+gas|insurers|(?:this|that)\s+field|"
    r"(?:in|by|for)\s+(?:the\s+)?(?:(?:local|state|federal)\s+)?government\b(?!['’]s))\b"
    r"|^\W*Government\b\W{0,3}(?=\$)",
    re.I,
)
#: What parts a word behind a number from it: a comma or another number.
_PAUSE = re.compile(r"[,;:]|\d")
#: An amount, a percentage or a count, "$93,600", as far as it shows that there is another one.
_MONEY = re.compile(
    r"\$\s?\d[\d,.]*|\b\d{1,3}(?:,\d{3})+\b|\b\d+(?:\.\d+)?\s?(?:%|percent\b|million\b)"
)
#: Between a place and the amount behind it: "and Texas $90,010", "nationally ($37,330)", "Florida's
#: $76,920", "the U.S. median of $16.80".
_OF_THE_NEXT = re.compile(
    r"(?:['’]s)?(?:\s(?:median|mean|average|figure|level)\b[^.;,$]{0,20})?"
    r"(?:\s(?:is|was|at)|(?<=\(nationally),)?\s?\(?(?=\$)"
)
#: Between an amount and a place of its own: " a year in ", " paid in the state of ".
_PLACED = re.compile(
    r"[^,;$]{0,30}?\b(?:in|across|for)\s(?:the\s(?:state\sof\s)?)?(?:[A-Z]\w+,?\s(?:and\s)?)?"
)
#: Behind a number something else: " and those in Washington make $", " and rent is less than in".
_ANOTHER_SUBJECT = re.compile(r"\sand\s(?:[^$,;]+\$|\w+\s(?:is|are|was|were|has|have)\b)")
#: Pay that changes rather than ranges: "rose from $71,730 to $93,600".
_CHANGED = re.compile(
    r"\b(?:rose|risen|rise[sn]?|grew|grown|climb\w*|jump\w*|fell|fallen|drop\w*|increas\w*|went|go(?:es|ne)?\s+from|"
    r"slid|slip\w*|sank|slump\w*|tumbl\w*|inch\w*|crept|edg\w+|surg\w+|soar\w*|leap\w*|shr[au]nk|"
    r"mov\w+|declin\w*|since)\b",
    re.I,
)
#: The nation, named: "nationwide", "across the country", "the national median of $".
_NATION = re.compile(
    r"\b(?:nationwide|nationally|everywhere(?!\s+else)|(?:in|across|throughout|for|around)\s+(?:the|this)\s+(?:country|nation|United\s+States|U\.S\.)"
    r"|(?:the\s+)?(?:whole|entire)\s+(?:country|nation|United\s+States|U\.S\.)|(?:U\.S\.|United\s+States|nation):"
    r"|the\s+(?:country|nation)\s+as\s+a\s+whole|(?:the\s+nation|the\s+country|America)['’]s\s+(?=[a-zA-Z\s]{0,40}[\d$])"
    r"|(?:national|U\.S\.)\s+(?:(?:\w+\s+)?(?:median|mean|average|figure|level|number|norm)\b[^.;,$]{0,20})?(?=\$)"
    r"|(?<=\d\s)(?:national|nationwide|U\.S\.)\s+(?:median|mean|average|figure|level|number|norm)\b)",
    re.I,
)
#: The place of the sentences before: "plumbers there", "in the state", "the city's".
_THERE = re.compile(
    r"(?<!from )(?<!out )(?<!up )\bthere\b"
    r"(?!['’]|\s+(?:is|are|was|were|(?:will|would|should|may|could)\s+be|(?:has|have)\s+been))"
    r"|\b(?:in|across|within|throughout)\s+(?:the|that|this)\s+(?:same\s+)?"
    r"(?:state|city|metro(?:politan)?(?:\s+area)?|area|region)\b(?!\s+of\b)"
    r"|\b(?:that\s+state|the\s+(?:state|city|metro\s+area|region))(?:['’]s\b|\s(?:now\s)?(?:has|had|counts|counted|employs|employed)\b)"
    r"|\b(?:locally|hereabouts|(?:around|in\s+these)\s+(?:here|parts))\b|\bstatewide\b(?!\s+in\s+[A-Z])",
    re.I,
)
#: A name behind "in", "In Salt Lake City": of a place, if it is not one of `NO_PLACE`, "June".
_NAMED = re.compile(
    r"\b(?:[Ii]n|around|near)\s+(?P<name>[A-Z][a-z]+(?:\s[A-Z][a-z]+){0,2}|(?!USA?\b)[A-Z]{2,3})\b"
)
#: A projection covers ten years.
_YEARS = 10


_NO_PLACE_BEFORE = "The words go back to a place that the sentences before do not name."
#: Where a place stands in a sentence, and the place.
Spot = tuple[int, int, str | NamedPlace]


class Reading(NamedTuple):
    """What the words of a sentence say of one of its numbers, see `claims.Claim`."""

    statistic: str
    period: str
    flags: frozenset[str]


def reading(text: str, number: FoundNumber) -> Reading:
    """Read which statistic and period the words name, and what else they say.

    Args:
        text: A sentence.
        number: A number in it.
    """
    flags = {
        name
        for name, pattern in (
            ("experience", _EXPERIENCE),
            ("total", _TOTAL),
            ("wage_and_salary", _EMPLOYEES),
            ("self_employed", _SELF_EMPLOYED),
            ("other_source", _OTHERS),
            ("one_employer", _ONE_EMPLOYER),
        )
        if pattern.search(text)
    }
    if _EXPERIENCED.match(text, number.end):
        flags |= {"experience", "by_experience"}
    # "Up 15 percent, with 13,300 openings a year" is told of the projection.
    is_to_come = (
        _PROJECTED.search(text)
        or _ends_later(text)
        or (kinds_in(text)[:1] == ["openings"] and not _YEAR.search(text))
    )
    if number.kind == "growth" and _PAST.search(text) and not is_to_come:
        flags.add("past")
    if number.kind == "jobs" and _GAINED.search(text) and not _HELD.search(text):
        flags.add("gained")
    # "From $67,130", not "from $50,970 the previous spring".
    if _FROM.search(text[: number.start]) and not _DATED.match(text, number.end):
        flags.add("start")
    flags |= _times(text, number)
    pay = number.kind == "pay"
    before, behind = (
        _RANGE_BEFORE.search(text[: number.start]),
        _RANGE_BEHIND.match(text, number.end),
    )
    if pay and (before or behind) and _RANGE.search(text) and not _CHANGED.search(text):
        flags |= {"range", "range_end" if before else "range_start"}
    return Reading(
        _statistic(text, number) if pay else "",
        _period(text, number) if pay else "",
        frozenset(flags),
    )


def _ends_later(text: str) -> bool:
    """Whether the years of a change end in one to come, "up 33.5% from 2024 to 2034"."""
    return any(
        len(match["target"]) == 4 and int(match["target"]) > date.today().year
        for match in _SPAN.finditer(text)
    )


def _times(text: str, number: FoundNumber) -> set[str]:
    """Whether a projected number is told of one year, of some years, or of them all."""
    first, last = clause_of(text, number.start, number.end)
    before = [match.end() for match in _MONEY.finditer(text, first, number.start)]
    if before and (told := _YEARLY_BEFORE_THE_NEXT.match(text, before[-1], number.start)):
        first = told.end()
    clause = text[first : _next_number(text, number.end, last)]
    found = set()
    if number.kind in ("growth", "pay_change"):
        behind = _YEARLY_BEHIND.match(text, number.end)
        if behind or _YEARLY_BEFORE.search(text[first : number.start]):
            found.add("yearly")
    elif number.kind in ("new_jobs", "openings"):
        if _YEARLY.search(clause):
            found.add("yearly")
        elif _DECADE.search(clause):
            found.add("total")
    if number.kind in ("growth", "new_jobs") and _FEW_YEARS.search(clause):
        found.add("few_years")
    return found


def span_of(text: str, number: FoundNumber) -> str:
    """The projection that the words name, "2018-28"; of several the nearest.

    Args:
        text: A sentence.
        number: A number in it.
    """
    if number.kind in ("pay", "pay_change"):
        return ""
    if number.kind == "jobs":  # "2,595,750 last spring, and another 153,700 by 2034"
        text = text[: _next_number(text, number.end, len(text))]
    found = []
    for match in _SPAN.finditer(text):
        base, target = int(match["base"]), int(match["target"][-2:])
        if (base + _YEARS) % 100 == target:
            found.append((_distance(match, number), f"{base}-{target:02d}"))
    for match in _TARGET.finditer(text) if not found else ():
        target = int(match["year"])
        found.append((_distance(match, number), f"{target - _YEARS}-{target % 100:02d}"))
    return min(found)[1] if found else ""


def year_of(text: str, number: FoundNumber) -> int | None:
    """The year that the words give the number: right behind it, else the last before it.

    Args:
        text: A sentence.
        number: A number in it.
    """
    spans = [*_SPAN.finditer(text)]
    if number.kind in ("growth", "phrase", "pay"):
        # "By 2025 pay had grown" is told of 2025, "By 2034 jobs will have grown" of the future.
        is_told = number.kind == "pay" and not _TO_COME.search(text)
        spans += [m for m in _TARGET.finditer(text) if not (is_told and m.group()[0] == "B")]
    first, last = clause_of(text, number.start, number.end)
    is_now = _THERE_ARE.search(text, first, number.start) is not None
    years = [
        match
        for match in _YEAR.finditer(text)
        if not any(s.start() <= match.start() < s.end() for s in spans)
        and not number.start <= match.start() < number.end
        and not (is_now and not first <= match.start() < _next_number(text, number.end, last))
    ]
    behind = _AFTER.match(text, number.end)
    if (apart := _YEARS_FROM.match(text, number.end)) and (
        dated := [m for m in years if m.end() <= number.start]
    ):
        return int(dated[-1]["year"]) + _years_apart(apart)
    if behind and any(match.start() == behind.start("year") for match in years):
        return int(behind["year"])
    before = [match for match in years if match.end() <= number.start]
    if _TODAY.match(text, number.end):
        return None
    if before and _SINCE_THEN.search(text, before[-1].end(), number.start):
        return None
    if before and (apart := _YEARS_FROM.search(text, before[-1].end(), number.start)):
        return int(before[-1]["year"]) + _years_apart(apart)
    # "$17.95 an hour, up from $13.16 in 2019" is not of 2019.
    chosen = before[-1:] or [
        m for m in years[:1] if not _SET_AGAINST.search(text, number.end, m.start())
    ]
    return int(chosen[0]["year"]) if chosen else None


def _next_number(text: str, start: int, end: int) -> int:
    """Where the next amount, percentage or count begins, up to an end."""
    found = _MONEY.search(text, start, end)
    return found.start() if found else end


def years_from_before(text: str) -> int:
    """How many years a sentence is later than the one before: "A year later it was"."""
    told = _YEARS_FROM.match(f" {text}")
    return _years_apart(told) if told else 0


def _years_apart(told: re.Match[str]) -> int:
    """How many years a match of `_YEARS_FROM` is later than the year named; earlier is less."""
    many = _COUNTED.get((told["many"] or "").lower(), 1)
    many *= _YEARS if (told["unit"] or "").lower() == "decade" else 1
    return many if told["later"] or told["after"] or told["next"] else -many


def change_of(text: str, number: FoundNumber) -> tuple[int | None, int | None, int]:
    """The years of a change, as the words name them.

    Args:
        text: A sentence.
        number: The percentage of the change in it.

    Returns:
        First year, last year, and how many years it took where only that is said, else 0.
    """
    spans = [
        (_distance(m, number), int(m["first"]), int(m["last"])) for m in _BETWEEN.finditer(text)
    ]
    if spans:
        return (*min(spans)[1:], 0)
    if since := _SINCE.search(text):
        others = [int(m["year"]) for m in _YEAR.finditer(text) if m.start() != since.start("year")]
        return int(since["year"]), max(others, default=None), 0
    if lasting := _LASTING.search(text):
        said = (lasting["years"] or ("1" if lasting["one"] else "ten")).lower()
        return None, None, _COUNTED.get(said) or int(said)
    years = sorted({int(m["year"]) for m in _YEAR.finditer(text)})
    return (years[0], years[-1], 0) if len(years) > 1 else (None, None, 0)


def ends_of_change(text: str, seen: Sequence[FoundNumber]) -> dict[int, int | None]:
    """The year of each number that is an end of a change.

    Args:
        text: A sentence: "Since 2018 pay rose from $71,730 to $93,600".
        seen: The numbers in it.

    Returns:
        Years by the place of the number in `seen`; None for the time of the article.
    """
    between, since = _BETWEEN.search(text), _SINCE.search(text)
    first = int(between["first"]) if between else int(since["year"]) if since else None
    last = int(between["last"]) if between else None
    if last and last > date.today().year:
        between = last = None  # of a projection
    found: dict[int, int | None] = {}
    for place, (one, other) in enumerate(pairwise(seen)):
        if one.kind != other.kind or one.kind not in ("pay", "jobs"):
            continue
        if _FROM.search(text[: one.start]) and _TO.fullmatch(text[one.end : other.start]):
            told = _AFTER.match(text, other.end)
            if dated := _YEAR.search(text, one.end, other.start):
                found |= {place: int(dated["year"]), place + 1: int(told["year"]) if told else None}
                continue
            if not (between or since):
                continue
            found |= {place: first, place + 1: int(told["year"]) if told else last}
    if (
        not found
        and (between or since)
        and len([n for n in seen if n.kind in ("pay", "jobs")]) == 1
        and _CHANGED.search(text)
    ):
        place = next(i for i, n in enumerate(seen) if n.kind in ("pay", "jobs"))
        if re.search(r"\bto\s+(?:[a-z]+\s+){0,3}$", text[: seen[place].start]):
            found[place] = last
    return found


def starts_of_changes(text: str, seen: Sequence[FoundNumber]) -> dict[int, int]:
    """For each number that is the end of a change, which number is its start.

    Args:
        text: A sentence: "Pay rose from $63,750 in May 2009 to $65,470 in May 2012".
        seen: The numbers in it.

    Returns:
        Places in `seen`: of the start by that of the end.
    """
    if not _CHANGED.search(text):
        return {}
    return {
        place + 1: place
        for place, (one, other) in enumerate(pairwise(seen))
        if one.kind == other.kind
        and one.kind in ("pay", "jobs")
        and _FROM.search(text[: one.start])
        and _TO.fullmatch(text[one.end : other.start])
    }


def places_in(
    text: str,
    places: Sequence[str],
    local: Sequence[NamedPlace] = (),
    before: NamedPlace | None = None,
) -> list[Spot]:
    """The places that a sentence names, in the order of the text.

    Args:
        text: A sentence.
        places: Names of states and territories.
        local: Smaller places that the sentence names.
        before: Place of the sentences before, which "there" and "in the state" go back to.

    Returns:
        First character, end and place: a name of `places`, a smaller place, or empty for the
        nation.
    """
    found: list[Spot] = [(one.start, one.end, one) for one in local]
    others = [(match, "") for match in _NATION.finditer(text)]
    for name in sorted(places, key=len, reverse=True):
        others += [(match, name) for match in re.finditer(rf"\b{re.escape(name)}\b", text)]
    others += [
        (match, _STATES[match["postal"].replace(".", "")]) for match in _IN_POSTAL.finditer(text)
    ]
    for match, name in others:
        if not any(start <= match.start() < end for start, end, _ in found):
            found.append((match.start(), match.end(), name))
    for match in _THERE.finditer(text):
        ahead = [one for start, _, one in sorted(found, key=itemgetter(0)) if start < match.start()]
        named = next((one for one in reversed(ahead) if one), before)
        place = state_called(named) if isinstance(named, str) else named
        place = place or NamedPlace(0, 0, "", problem=_NO_PLACE_BEFORE)
        is_state = "state" in match.group().lower()
        alike = [one for one in place.several if is_a_state(one) == is_state]
        place = alike[0] if len(alike) == 1 else place
        found.append((match.start(), match.end(), state_around(place) if is_state else place))
    return sorted(found, key=itemgetter(0))


def name_of(place: str | NamedPlace) -> str:
    """A place as a claim has it: empty for the nation."""
    if isinstance(place, str):
        return place
    return place.areas[0].title if place.areas else LOCAL


def place_of(text: str, number: FoundNumber, found: Sequence[Spot]) -> str | NamedPlace | None:
    """The place that the words name: right behind the number, else the last before it.

    Args:
        text: A sentence.
        number: A number in it.
        found: The places that it names, see `places_in`.

    Returns:
        One of the places, `LOCAL` for another place smaller than a state, empty for the nation,
        or None if the words name no place.
    """
    named = _place_by_order(text, number, found)
    bare = text
    for start, end, one in found:
        if isinstance(one, NamedPlace):
            bare = bare[:start] + " " * (end - start) + bare[end:]
    first, last = clause_of(text, number.start, number.end)
    is_local = _LOCAL.search(bare, first, last) is not None
    return LOCAL if is_local and not isinstance(named, NamedPlace) else named


def _place_by_order(
    text: str, number: FoundNumber, found: Sequence[Spot]
) -> str | NamedPlace | None:
    """The place of a number by where it and the other places of the sentence stand."""
    first, last = clause_of(text, number.start, number.end)
    own = [
        name
        for start, end, name in found
        if number.end <= start < last
        and not _MONEY.search(text, number.end, start)
        and (_PLACED.fullmatch(text, number.end, start) or not _OF_THE_NEXT.match(text, end))
    ]
    here = [
        name
        for start, _, name in found
        if first <= start < number.start and not _MONEY.search(text, start, number.start)
    ]
    if own and not (here and _ANOTHER_SUBJECT.search(text, number.end, last)):
        return own[0]
    before = [
        name
        for start, _, name in found
        if start < number.start and not _is_of_a_number(text, start)
    ]
    return next(iter(here[-1:] or before[-1:]), None)


def _is_of_a_number(text: str, start: int) -> bool:
    """Whether a place stands behind a number of its own: "$140,330 in California"."""
    first, _ = clause_of(text, start, start)
    return any(_PLACED.fullmatch(text, m.end(), start) for m in _MONEY.finditer(text, first, start))


def elsewhere_of(text: str, places: Sequence[str]) -> str:
    """A name that may be of a place, and is of none that the tables have: "Chicago".

    Args:
        text: A sentence without the occupations in it.
        places: Names of states and territories.
    """
    for match in _NAMED.finditer(text):
        name = match["name"]
        if not NO_PLACE.match(name) and not any(name.startswith(place) for place in places):
            return name
    return ""


def setting_of(text: str, settings: Sequence[str]) -> str:
    """The industry that the words name, "in hospitals".

    Args:
        text: A sentence without the occupations in it.
        settings: Industries as the Handbook names them, in small letters.

    Returns:
        One of `settings`, "an industry" for another one, or empty.
    """
    lowered = text.lower()
    named = [name for name in settings if name in lowered]
    worked_in = [s for s in named if re.search(_AS_SETTING.format(re.escape(s)), lowered)]
    return max(worked_in, key=len, default="an industry" if _INDUSTRY.search(text) else "")


def _statistic(text: str, number: FoundNumber) -> str:
    first, last = clause_of(text, number.start, number.end)
    part, side = _PART_OPEN.search(text[first : number.start]), _OR.match(text, number.end)
    if part and side:
        return _ENDS[part["part"].lower(), side["side"].lower()]
    here = {str(match.lastgroup) for match in _STATISTICS.finditer(text[first:last])}
    if here == {"median", "mean"} and len(_MONEY.findall(text[first:last])) == 1:
        return ""
    for match in _STATISTICS.finditer(text, number.end):
        if _FOR.fullmatch(text, number.end, match.start()) and not _goes_on(text, match):
            return str(match.lastgroup)
        break
    return _nearest(_STATISTICS, text, number)


def statistics_in(text: str) -> set[str]:
    """The statistics that a sentence names."""
    return {str(match.lastgroup) for match in _STATISTICS.finditer(text)}


def parts_in(text: str) -> set[str]:
    """The percentiles that a sentence may mean where it names a part of the people."""
    return {"p10", "p25", "p75", "p90"} if _SOME_PART.search(text) else set()


def years_in(text: str) -> list[int]:
    """The years that a sentence names."""
    return sorted({int(match["year"]) for match in _YEAR.finditer(text)})


def _goes_on(text: str, match: re.Match[str]) -> bool:
    """Whether the number of a statistic stands behind it: ", the top tenth earned $90,000"."""
    return _OWN_NUMBER.match(text, match.end()) is not None


def _period(text: str, number: FoundNumber) -> str:
    if per := _PER.match(text, number.end):
        unit = (per["unit"] or per["adverb"]).lower()
        return _UNITS.get(unit, unit)
    return _nearest(_PERIOD, text, number)


def _nearest(pattern: re.Pattern[str], text: str, number: FoundNumber) -> str:
    """Name of the group that matches last before the number, else behind it with no comma."""
    matches = [*pattern.finditer(text)]
    before = [match for match in matches if match.end() <= number.start]
    behind = [
        match
        for match in matches
        if match.start() >= number.end and not _PAUSE.search(text[number.end : match.start()])
    ]
    chosen = before[-1:] or behind[:1]
    return str(chosen[0].lastgroup) if chosen else ""


def _distance(match: re.Match[str], number: FoundNumber) -> int:
    return max(match.start() - number.end, number.start - match.end())
