"""The tables of the O*NET database that are read: their columns, in every spelling in use."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

#: Column by heading. Releases differ in which columns they have and in the spelling of a few;
#: the data dictionary of each release (onetcenter.org/dictionary) lists them.
SPELLINGS = {
    "onet_soc_code": (
        "O*NET-SOC Code",
        "O*NET-SOC 2010 Code",
        "O*NET-SOC 2019 Code",
        "ONET-SOC Code",
    ),
    "title": ("Title", "O*NET-SOC Title", "O*NET-SOC 2010 Title", "O*NET-SOC 2019 Title"),
    "description": ("Description",),
    "alternate_title": ("Alternate Title",),
    "short_title": ("Short Title",),
    "sources": ("Source(s)", "Sources"),
    "reported_title": ("Reported Job Title",),
    "shown_in_my_next_move": ("Shown in My Next Move",),
    "related_code": ("Related O*NET-SOC Code", "Related O*NET-SOC 2019 Code"),
    "related_title": ("Related Title", "Related O*NET-SOC Title"),
    "tier": ("Relatedness Tier",),
    "index": ("Index", "Related Index"),
    "job_zone": ("Job Zone",),
    "name": ("Name",),
    "experience": ("Experience",),
    "education": ("Education",),
    "training": ("Job Training",),
    "examples": ("Examples",),
    "svp_range": ("SVP Range",),
    "element_id": ("Element ID",),
    "element_name": ("Element Name",),
    "scale_id": ("Scale ID",),
    "scale_name": ("Scale Name",),
    "category": ("Category",),
    "category_description": ("Category Description",),
    "data_value": ("Data Value",),
    "n": ("N",),
    "standard_error": ("Standard Error",),
    "lower": ("Lower CI Bound",),
    "upper": ("Upper CI Bound",),
    "recommend_suppress": ("Recommend Suppress",),
    "not_relevant": ("Not Relevant",),
    "date": ("Date",),
    "domain_source": ("Domain Source",),
    "task_id": ("Task ID",),
    "task": ("Task",),
    "task_type": ("Task Type",),
    "responding": ("Incumbents Responding",),
    "t2_type": ("T2 Type",),
    "example": ("Example", "T2 Example"),
    "commodity_code": ("Commodity Code",),
    "commodity_title": ("Commodity Title",),
    "hot_technology": ("Hot Technology",),
    "in_demand": ("In Demand",),
    "minimum": ("Minimum",),
    "maximum": ("Maximum",),
    "item": ("Item",),
    "response": ("Response",),
    "percent": ("Percent",),
}

#: What stands for a missing cell: blank in workbooks, `n/a` in text files.
MISSING = "n/a"

NUMBERS = frozenset(
    {"data_value", "n", "standard_error", "lower", "upper", "responding", "percent"}
    | {"minimum", "maximum"}
)

_YES_NO = re.compile(r"[YN]|n/a|")
#: 29-2072.00
_ONET_SOC = re.compile(r"\d\d-\d{4}\.\d\d")
#: The form of a cell; columns that are not here hold free text, which may not be empty if the
#: layout requires the column.
FORMS = {
    "onet_soc_code": _ONET_SOC,
    "related_code": _ONET_SOC,
    "element_id": re.compile(r"[1-9](?:\.[A-Z](?:\.\w{1,2})*)?"),  # 2.A.1.a
    "scale_id": re.compile(r"[A-Z]{2,3}"),
    "category": re.compile(r"\d{1,2}|n/a|"),
    "job_zone": re.compile(r"[1-5]"),
    "index": re.compile(r"\d{1,3}"),
    "tier": re.compile(r"Primary-Short|Primary-Long|Supplemental"),
    "date": re.compile(r"(?:0[1-9]|1[0-2])/(?:19|20)\d\d"),  # 08/2024
    "task_id": re.compile(r"\d+"),
    "task_type": re.compile(r"Core|Supplemental|n/a|"),
    "t2_type": re.compile(r"Tools|Technology"),
    "commodity_code": re.compile(r"\d{8}"),
    "sources": re.compile(r"(?:\d\d(?:,\d\d)*)?|n/a"),  # 04,08
    "recommend_suppress": _YES_NO,
    "not_relevant": _YES_NO,
    "hot_technology": _YES_NO,
    "in_demand": _YES_NO,
    "shown_in_my_next_move": _YES_NO,
}


@dataclass(frozen=True)
class OnetLayout:
    """The columns of one form of table.

    Args:
        table: Name of the table, or "" where the elements of the rows decide, see `elements`.
        required: Columns that every release has; they tell the tables apart.
        optional: Columns that some releases lack.
        elements: Table by the beginning of the element's place in O*NET's Content Model.
    """

    table: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    elements: tuple[tuple[str, str], ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns, in the order of the typed table."""
        return tuple(name for name in SPELLINGS if name in self.required + self.optional)

    def table_of(self, element_id: str) -> str:
        """The table that an element belongs to, "" if it is of no known domain."""
        return next((table for start, table in self.elements if element_id.startswith(start)), "")


_SURVEY = (
    *("title", "element_name", "scale_name", "n", "standard_error", "lower", "upper"),
    *("recommend_suppress", "not_relevant", "date", "domain_source"),
)
_RATING = ("onet_soc_code", "element_id", "scale_id", "data_value")
_TECHNOLOGY = ("onet_soc_code", "example", "commodity_code")
_CATEGORIES = ("element_id", "scale_id", "category", "category_description")
_TRAINING = "education_training_experience"

LAYOUTS = (
    OnetLayout("occupations", ("onet_soc_code", "title", "description")),
    OnetLayout(
        "alternate_titles",
        ("onet_soc_code", "alternate_title"),
        ("title", "short_title", "sources"),
    ),
    OnetLayout(
        "reported_titles", ("onet_soc_code", "reported_title"), ("title", "shown_in_my_next_move")
    ),
    OnetLayout(
        "related_occupations",
        ("onet_soc_code", "related_code", "tier", "index"),
        ("title", "related_title"),
    ),
    OnetLayout("job_zones", ("onet_soc_code", "job_zone"), ("title", "date", "domain_source")),
    OnetLayout(
        "job_zone_reference",
        ("job_zone", "name", "svp_range"),
        ("experience", "education", "training", "examples"),
    ),
    OnetLayout(
        "",
        _RATING,
        _SURVEY,
        (
            ("1.A.", "abilities"),
            ("1.C.", "work_styles"),
            ("2.A.", "skills"),
            ("2.B.", "skills"),
            ("2.C.", "knowledge"),
            ("4.A.", "work_activities"),
        ),
    ),
    OnetLayout("", (*_RATING, "category"), _SURVEY, (("2.D.", _TRAINING), ("3.A.", _TRAINING))),
    OnetLayout(
        "",
        _CATEGORIES,
        ("element_name", "scale_name"),
        (
            ("2.D.", f"{_TRAINING}_categories"),
            ("3.A.", f"{_TRAINING}_categories"),
            ("4.C.", "work_context_categories"),
        ),
    ),
    OnetLayout(
        "task_statements",
        ("onet_soc_code", "task_id", "task"),
        ("title", "task_type", "responding", "date", "domain_source"),
    ),
    # Before the tools were taken out, one table held both kinds of "tools and technology" (T2).
    OnetLayout(
        "technology_skills",
        (*_TECHNOLOGY, "hot_technology"),
        ("title", "commodity_title", "in_demand"),
    ),
    OnetLayout(
        "technology_skills",
        (*_TECHNOLOGY, "t2_type"),
        ("title", "commodity_title", "hot_technology", "in_demand"),
    ),
    OnetLayout("content_model", ("element_id", "element_name", "description")),
    OnetLayout("scales", ("scale_id", "minimum", "maximum"), ("scale_name",)),
    OnetLayout(
        "occupation_metadata",
        ("onet_soc_code", "item", "response"),
        ("title", "n", "percent", "date"),
    ),
)

#: Lowest and highest value of the scales that the rating tables use, from O*NET's own Scales
#: Reference; a scale that is not here is not checked.
SCALE_LIMITS = {
    "IM": (1.0, 5.0),
    "LV": (0.0, 7.0),
    **dict.fromkeys(("RL", "RW", "PT", "OJ"), (0.0, 100.0)),
}


def _plain(heading: str) -> str:
    return " ".join(heading.split()).casefold()


_COLUMN = {_plain(text): name for name, spellings in SPELLINGS.items() for text in spellings}


def column_of(heading: str) -> str:
    """The column that a heading names, "" if it is not known."""
    return _COLUMN.get(_plain(heading), "")


def layout_of(columns: Iterable[str]) -> OnetLayout | None:
    """The layout whose required columns are all there; the one that requires most, if several."""
    found = set(columns)
    fitting = [layout for layout in LAYOUTS if found.issuperset(layout.required)]
    return max(fitting, key=lambda layout: len(layout.required), default=None)
