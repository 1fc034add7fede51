"""The columns of the Employment Projections tables: their headings and how they are read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from labor.schema.tables import words_of

#: Dashes that the program uses for each other from release to release.
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212"
#: A footnote mark: "(1)", "[12]".
FOOTNOTE = re.compile(r"[(\[](\d{1,2})[)\]]")

#: The publisher's words for education; one was spelled otherwise in some releases.
_EDUCATION = frozenset({*words_of("education"), "Postsecondary non-degree award"})
_SKILLS = (
    "Adaptability",
    "Computers and information technology",
    "Creativity and innovation",
    "Critical and analytical thinking",
    "Customer service",
    "Detail oriented",
    "Fine motor",
    "Interpersonal",
    "Leadership",
    "Mathematics",
    "Mechanical",
    "Physical strength and stamina",
    "Problem solving and decision making",
    "Project management",
    "Science",
    "Speaking and listening",
    "Writing and reading",
)


@dataclass(frozen=True)
class ProjectionsField:
    """One column of a table.

    Args:
        name: Name in the parsed table; `{end}` becomes "base" or "target" by the year.
        headings: Forms of its heading after `simplify`, blanks ignored. `<base>`,
            `<year>`, `<span>` and `<wage_year>` stand for years.
        reads: How its cells are read: "title", "code", "industry_code", "number",
            "wage", "text", or "words".
        words: The only texts of a column that reads "words", apart from marks.
        complete: Whether every row has a value, never a mark in its place.
        optional: Whether some releases do not have the column.
    """

    name: str
    headings: tuple[str, ...]
    reads: str = "number"
    words: frozenset[str] = frozenset()
    complete: bool = False
    optional: bool = False

    def match(self, simple: str) -> re.Match[str] | None:
        """Match a simplified heading, with the years in it as groups."""
        found = (re.fullmatch(_pattern(heading), simple) for heading in self.headings)
        return next((match for match in found if match), None)


def simplify(heading: str) -> str:
    """A heading without what changes from release to release.

    Case, blanks, line breaks, punctuation, footnote marks and the kind of dash go; a
    dash stays only between the years of a span: "Employment change, percent,
    2024–34" is "employmentchangepercent2024-34".
    """
    text = FOOTNOTE.sub("", heading.lower())
    text = re.sub(f"[{DASHES}]", "-", text)
    text = re.sub(r"[^a-z0-9-]", "", text)
    return re.sub(r"(?<!\d)-|-(?!\d)", "", text)


def _pattern(heading: str) -> str:
    text = re.sub(r"<(\w+)>", r"(?P<\1>\\d{4})", heading.replace(" ", ""))
    return text.replace(r"(?P<span>\d{4})", r"(?P<span>\d{4}-(?:\d{4}|\d{2}))")


_MATRIX = "(?:<base> national employment matrix)?"
_TITLE = ProjectionsField("title", (f"{_MATRIX} (?:occupation)? title",), "title")
_CODE = ProjectionsField("code", (f"{_MATRIX} (?:occupation|soc)? code",), "code")
_TYPE_WORDS = frozenset({"Line item", "Summary"})
_TYPE = ProjectionsField(
    "occupation_type", ("occupation type",), "words", _TYPE_WORDS, complete=True
)
_ENDS = ProjectionsField(
    "{end}_employment_thousands",
    ("(?:employment)? (?:number)? <year> (?:in)? (?:thousands)?",),
    complete=True,
)
_CHANGE = (
    ProjectionsField(
        "employment_change_thousands",
        (
            "(?:employment)? change (?:numeric)? <span> (?:number|thousands)?",
            "number in thousands",
        ),
        complete=True,
    ),
    ProjectionsField(
        "employment_change_pct",
        (
            "employment percent change <span>",
            "(?:employment)? change percent <span>",
            "(?:employment)? change <span> percent",
            "percent",
        ),
        complete=True,
    ),
)
_DISTRIBUTION = ProjectionsField(
    "{end}_distribution_pct",
    ("employment (?:percent distribution|distribution percent) <year>",),
    optional=True,
)
_OPENINGS = (
    # The wording tells the measure: sums over ten years until 2014-24, yearly means after.
    ProjectionsField(
        "openings_annual_average_thousands",
        ("occupational openings <span> annual average (?:thousands)?",),
        optional=True,
    ),
    ProjectionsField(
        "openings_ten_year_total_thousands",
        ("job openings due to growth and replacement (?:s|needs) <span> (?:in thousands)?",),
        optional=True,
    ),
)
_WAGE = ProjectionsField(
    "median_annual_wage_usd",
    (
        "median annual wage (?:dollars)? <wage_year> (?:dollars)?",
        "<wage_year> median annual wage",
    ),
    "wage",
)
_ENTRY_EDUCATION = ProjectionsField(
    "entry_education",
    ("typical education needed for entry", "typical entry level education"),
    "words",
    _EDUCATION,
)
_ASSIGNMENTS = (
    _ENTRY_EDUCATION,
    ProjectionsField(
        "work_experience",
        ("work experience in a related occupation",),
        "words",
        frozenset(words_of("experience")),
    ),
    ProjectionsField(
        "training",
        ("typical on the job training (?:needed to attain competency in the occupation)?",),
        "words",
        frozenset(words_of("training")),
    ),
)
_AVERAGE = "<span> annual average"
_RATE = f"occupational separations rate {_AVERAGE}"
_FLOW = f"occupational separations {_AVERAGE}"
_SEPARATIONS = (
    ProjectionsField(
        "exit_rate_pct", (f"labor force exit rate {_AVERAGE}", f"{_RATE} labor force exits")
    ),
    ProjectionsField(
        "transfer_rate_pct",
        (f"occupational transfer rate {_AVERAGE}", f"{_RATE} occupational transfers"),
    ),
    ProjectionsField("separation_rate_pct", (f"total {_RATE}", f"{_RATE} total")),
    ProjectionsField(
        "labor_force_exits_annual_average_thousands",
        (f"labor force exits {_AVERAGE}", f"{_FLOW} labor force exits"),
    ),
    ProjectionsField(
        "occupational_transfers_annual_average_thousands",
        (f"occupational transfers {_AVERAGE}", f"{_FLOW} occupational transfers"),
    ),
    ProjectionsField("separations_annual_average_thousands", (f"total {_FLOW}", f"{_FLOW} total")),
)
_EMPLOYMENT = (_TITLE, _CODE, _TYPE, _ENDS, *_CHANGE, *_OPENINGS)

#: Columns by kind of table; the order does not matter.
FIELDS: dict[str, tuple[ProjectionsField, ...]] = {
    "occupations": (
        *_EMPLOYMENT,
        _DISTRIBUTION,
        ProjectionsField("self_employed_pct", ("percent self employed <base>",)),
        _WAGE,
        *_ASSIGNMENTS,
        ProjectionsField(
            "ooh_content",
            ("related occupational outlook handbook ooh content (?:xlsx)?",),
            "text",
            optional=True,
        ),
    ),
    "employment": (*_EMPLOYMENT, _DISTRIBUTION),
    "separations": (*_EMPLOYMENT, *_SEPARATIONS),
    "replacements": (
        *_EMPLOYMENT,
        ProjectionsField("replacement_rate_ten_year_pct", ("<span> replacement rate",)),
        ProjectionsField(
            "replacement_needs_ten_year_total_thousands", ("<span> replacement needs",)
        ),
    ),
    "csv_export": (
        _TITLE,
        _CODE,
        _ENDS,
        *_CHANGE,
        *_OPENINGS,
        _WAGE,
        *_ASSIGNMENTS,
        ProjectionsField("education_code", ("education code",), "text"),
        ProjectionsField("experience_code", ("workex code",), "text"),
        ProjectionsField("training_code", ("tr code",), "text"),
    ),
    "attainment": (
        _TITLE,
        _CODE,
        ProjectionsField(
            "less_than_high_school_pct", ("less than high school diploma",), complete=True
        ),
        ProjectionsField("high_school_pct", ("high school diploma or equivalent",), complete=True),
        ProjectionsField("some_college_pct", ("some college no degree",), complete=True),
        ProjectionsField("associate_pct", ("associates degree",), complete=True),
        ProjectionsField("bachelor_pct", ("bachelors degree",), complete=True),
        ProjectionsField("master_pct", ("masters degree",), complete=True),
        ProjectionsField(
            "doctoral_or_professional_pct", ("doctoral or professional degree",), complete=True
        ),
    ),
    "utilization": (
        _TITLE,
        _CODE,
        ProjectionsField("industry_title", (f"{_MATRIX} industry title",), "text"),
        ProjectionsField("industry_code", (f"{_MATRIX} industry code",), "industry_code"),
        ProjectionsField("factors", ("factors affecting occupational utilization",), "text"),
    ),
    "skills": (
        _TITLE,
        _CODE,
        _ENDS,
        *_CHANGE,
        _WAGE,
        _ENTRY_EDUCATION,
        *(
            ProjectionsField(f"score_{name.lower().replace(' ', '_')}", (name.lower(),))
            for name in _SKILLS
        ),
    ),
    "industries": (
        _TITLE,
        ProjectionsField("industry_code", (f"{_MATRIX} code",), "industry_code"),
        ProjectionsField("industry_type", ("industry type",), "words", _TYPE_WORDS),
        ProjectionsField("{end}_employment_thousands", ("employment <year>",)),
        ProjectionsField("employment_change_thousands", ("employment change numeric <span>",)),
        ProjectionsField("employment_change_pct", ("employment change percent <span>",)),
        ProjectionsField(
            "employment_annual_rate_pct", ("compound annual rate of change employment <span>",)
        ),
        ProjectionsField("{end}_output_billion_chained_usd", ("output <year>",)),
        ProjectionsField(
            "output_annual_rate_pct", ("compound annual rate of change output <span>",)
        ),
    ),
}

#: Columns that name a row, by kind; the code alone where nothing is said.
KEYS = {"utilization": ("code", "industry_code"), "industries": ("industry_code",)}

#: Columns whose openings must be there in one of the two measures.
WITH_OPENINGS = ("occupations", "employment", "separations", "replacements", "csv_export")

#: What a footnote mark in a cell must say, by kind and column, and the flag it sets.
FOOTNOTES = {
    ("occupations", "median_annual_wage_usd"): (
        r"comparable, but not exact, occupation",
        "is_comparable_occupation",
    ),
    ("attainment", "title"): (
        r"shared with other occupations|not an exact match",
        "is_shared_estimate",
    ),
    ("skills", "title"): (r"similar .* imputed for this occupation", "is_imputed"),
}
