"""The layouts of the classification workbooks: which headings make which table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

#: Forms of a cell, see `parse.soc_cells`.
FORMS = (
    "code",
    "onet_code",
    "census_code",
    "profile_code",
    "title",
    "marked_title",
    "text",
    "number",
    "flag",
)


@dataclass(frozen=True)
class Field:
    """One column that a table is known to have.

    Args:
        name: Name in the parsed table.
        heading: Regular expression of the heading, in lower case with single blanks.
        form: What its cells look like, one of `FORMS`, or the words allowed, joined by "|".
        required: Whether the table is not this table without it.
    """

    name: str
    heading: str
    form: str
    required: bool = True


@dataclass(frozen=True)
class Layout:
    """One kind of table.

    Args:
        name: Second part of the kind of a raw table.
        fields: Its columns.
        key: Fields that name a row; two rows alike in them are an error.
        vintage: Vintage; empty where it is that of the Employment Projections.
    """

    name: str
    fields: tuple[Field, ...]
    key: tuple[str, ...] = ()
    vintage: str = ""

    def match(self, headings: Iterable[str]) -> Match:
        """Find this table's columns among the headings of a sheet."""
        found: dict[str, int] = {}
        unknown: list[str] = []
        for index, heading in enumerate(headings):
            text = plain(heading)
            field = next((f for f in self.fields if re.fullmatch(f.heading, text)), None)
            if field is not None and field.name not in found:
                found[field.name] = index
            elif text:
                unknown.append(heading)
        missing = [f.heading for f in self.fields if f.required and f.name not in found]
        return Match(self, found, missing, unknown)


@dataclass(frozen=True)
class Match:
    """How well the headings of a row fit a layout: column by field, what lacks, what is new."""

    layout: Layout
    columns: Mapping[str, int]
    missing: list[str]
    unknown: list[str]

    @property
    def complete(self) -> bool:
        """Whether every required column was found."""
        return not self.missing


def plain(heading: str) -> str:
    """A heading in lower case with single blanks."""
    return " ".join(heading.lower().split())


def _crosswalk(earlier: int, later: int) -> Layout:
    return Layout(
        f"crosswalk_{earlier}_{later}",
        (
            Field("from_code", f"{earlier} soc code", "code"),
            Field("from_title", f"{earlier} soc title", "marked_title"),
            Field("to_code", f"{later} soc code", "code"),
            Field("to_title", f"{later} soc title", "marked_title"),
        ),
        key=("from_code", "to_code"),
        vintage=f"{earlier}-{later}",
    )


def _structure(year: int) -> Layout:
    return Layout(
        f"structure_{year}",
        (
            Field("major_code", "major group", "text"),
            Field("minor_code", "minor group", "text"),
            Field("broad_code", "broad (group|occupation)", "text"),
            Field("detailed_code", "detailed occupation", "text"),
            Field("title", rf"|title|(({year} )?soc )?title", "title"),
        ),
        vintage=str(year),
    )


def _definitions(year: int) -> Layout:
    return Layout(
        f"definitions_{year}",
        (
            Field("level", "soc group", "major|minor|broad|detailed", required=False),
            Field("code", f"({year} )?soc code", "code"),
            Field("title", f"({year} )?soc title", "title"),
            Field("definition", f"({year} )?soc definitions?", "text"),
        ),
        key=("code",),
        vintage=str(year),
    )


def _direct_match(year: int) -> Layout:
    return Layout(
        f"direct_match_{year}",
        (
            Field("code", f"{year} soc code", "code"),
            Field("title", f"{year} soc title", "title"),
            Field("match_title", f"{year} soc direct match title", "title"),
            Field("illustrative", "illustrative examples?", "flag"),
        ),
        vintage=str(year),
    )


def _onet_to_soc(year: int, soc: int) -> Layout:
    return Layout(
        f"onet_to_soc_{year}",
        (
            Field("onet_code", rf"o\*net-soc {year} code", "onet_code"),
            Field("onet_title", rf"o\*net-soc {year} title", "title"),
            Field("code", f"{soc} soc code", "code"),
            Field("title", f"{soc} soc title", "title"),
        ),
        key=("onet_code", "code"),
        vintage=str(year),
    )


_HYBRID = Layout(
    "hybrid_2019",
    (
        Field("estimates_2019_code", "oes 2019 estimates code", "code"),
        Field("estimates_2019_title", "oes 2019 estimates title", "title"),
        Field("soc_2018_code", "2018 soc code", "code"),
        Field("soc_2018_title", "2018 soc title", "title"),
        Field("estimates_2018_code", "oes 2018 estimates code", "code"),
        Field("estimates_2018_title", "oes 2018 estimates title", "title"),
        Field("soc_2010_code", "2010 soc code", "code"),
        Field("soc_2010_title", "2010 soc title", "title"),
        Field("notes", "notes", "text"),
    ),
    key=("estimates_2019_code", "soc_2018_code", "estimates_2018_code", "soc_2010_code"),
    vintage="2019",
)

#: A structure as it is parsed: its four columns of codes become one, with the level beside it.
STRUCTURE = (
    Field("code", "", "code"),
    Field("level", "", "major|minor|broad|detailed"),
    Field("title", "", "title"),
)

#: Code and title columns of the Employment Projections' own list of occupations.
_ORDER = Field("sort_order", "sort order", "number", required=False)
_MATRIX_CODE = Field(
    "code", r"(20\d\d )?(nem|national employment matrix|(hybrid )?soc|soc hybrid) code", "code"
)
_MATRIX_TITLE = Field(
    "title", r"(20\d\d )?(nem|national employment matrix)(/soc)?( occupation(al)?)? title", "title"
)

_NEM_ONET = Layout(
    "nem_onet",
    (
        _ORDER,
        Field("onet_code", r"o\*net-soc( 20(10|19))? code", "onet_code"),
        Field("onet_title", r"o\*net-soc( 20(10|19))? title", "title"),
        _MATRIX_CODE,
        _MATRIX_TITLE,
        Field("profile_code", "ooh profile (code|number)", "profile_code"),
        Field("profile_title", "ooh profile title", "text"),
        Field("profile_group", "ooh occupation group", "text", required=False),
        Field("profile_group_brief", r"ooh occupation group \(brief\)", "text", required=False),
        Field("profile_url", "ooh profile (website|url)", "text", required=False),
    ),
    key=("onet_code", "code"),
)


def _nem_survey(survey: str) -> Layout:
    return Layout(
        f"nem_{survey}",
        (
            _ORDER,
            _MATRIX_CODE,
            _MATRIX_TITLE,
            Field("census_code", f"{survey} (occupation(al)? )?code", "census_code"),
            Field("census_title", f"{survey} (occupation(al)? )?title", "title"),
        ),
        key=("code", "census_code"),
    )


_NEM_COVERAGE = Layout(
    "nem_coverage",
    (
        _ORDER,
        _MATRIX_CODE,
        _MATRIX_TITLE,
        Field("occupation_type", "occupation type", "line item|summary|exclude"),
        Field("level", "level", "number"),
    ),
    key=("code",),
)

#: Every table, by the second part of its kind.
LAYOUTS = {
    layout.name: layout
    for layout in (
        _crosswalk(2000, 2010),
        _crosswalk(2010, 2018),
        *(
            make(year)
            for make in (_structure, _definitions, _direct_match)
            for year in (2018, 2010)
        ),
        _HYBRID,
        _onet_to_soc(2010, 2010),
        _onet_to_soc(2019, 2018),
        _NEM_ONET,
        _nem_survey("cps"),
        _nem_survey("acs"),
        _NEM_COVERAGE,
    )
}
