"""Headings of the Handbook's tables by meaning: their wording carries the years of the edition."""

from __future__ import annotations

import re

from labor.publishers.handbook.text import SPAN

#: Quick facts.
LABELS = {
    "pay": re.compile(r"(\d{4}) median pay", re.I),
    "education": re.compile(r"(?:typical )?entry-level education", re.I),
    "experience": re.compile(r"work experience in a related occupation", re.I),
    "training": re.compile(r"on-the-job training", re.I),
    "jobs": re.compile(r"number of jobs,? (\d{4})", re.I),
    "outlook": re.compile(rf"job outlook,? {SPAN}", re.I),
    "change": re.compile(rf"employment change,? {SPAN}", re.I),
}
#: Projections table, without the column of links.
MEMBERS = {
    "title": re.compile(r"occupational title", re.I),
    "code": re.compile(r"soc code", re.I),
    "base": re.compile(r"employment,? (\d{4})", re.I),
    "target": re.compile(r"projected employment,? (\d{4})", re.I),
    "percent": re.compile(rf"change,? {SPAN},? percent", re.I),
    "numeric": re.compile(rf"change,? {SPAN},? numeric", re.I),
}
MEMBER_LINKS = re.compile(r"employment by industry", re.I)
#: Table of similar occupations; its picture column has no heading.
SIMILAR = {
    "title": re.compile(r"occupation", re.I),
    "duties": re.compile(r"job duties", re.I),
    "education": LABELS["education"],
    "pay": LABELS["pay"],
}


def _fixed(text: str) -> re.Pattern[str]:
    return re.compile(re.escape(text))


# Facts that stand in a page's text or address have no printed heading: these are ours.
PROFILE = "Profile"
LEVEL = "Level"
SIMILAR_PROFILE = "Similar profile"
LOW, HIGH = "Lowest 10 percent earned less than", "Highest 10 percent earned more than"
#: Facts on a whole page, beside its quick facts.
PAGE = {"title": "Title", "date": "Page date"}
PAGE_END = {
    "openings": "Openings each year",
    "percentiles": "Wage percentiles of",
    "low": LOW,
    "high": HIGH,
}
#: Columns of the wages that a page prints in sentences and small tables.
WAGES = {
    "who": "Wages of",
    "statistic": "Statistic",
    "period": "Period",
    "kind": "Setting kind",
    "setting": "Setting",
    "month": "Month",
    "wage": "Wage",
    "low": LOW,
    "high": HIGH,
}
#: Columns of the largest employers that a page prints in small tables.
EMPLOYERS = {"who": "Employers of", "setting": "Setting", "year": "Year", "share": "Percent"}

#: All columns of each raw table by meaning.
TABLES = {
    "ooh.quick_facts": {
        "profile": _fixed(PROFILE),
        **{key: _fixed(text) for key, text in PAGE.items()},
        **LABELS,
        "code": MEMBERS["code"],
        "target": MEMBERS["target"],
        **{key: _fixed(text) for key, text in PAGE_END.items()},
    },
    "ooh.members": {"profile": _fixed(PROFILE), "level": _fixed(LEVEL), **MEMBERS},
    "ooh.similar_occupations": {
        "profile": _fixed(PROFILE),
        "similar": _fixed(SIMILAR_PROFILE),
        **SIMILAR,
    },
    "ooh.pay_settings": {
        "profile": _fixed(PROFILE),
        **{key: _fixed(text) for key, text in WAGES.items()},
    },
    "ooh.employers": {
        "profile": _fixed(PROFILE),
        **{key: _fixed(text) for key, text in EMPLOYERS.items()},
    },
}


def meaning_of(text: str, known: dict[str, re.Pattern[str]]) -> str:
    """The meaning of a heading, "" if it has none of the known wordings."""
    return next((name for name, pattern in known.items() if pattern.fullmatch(text)), "")
