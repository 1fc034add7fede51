"""The layouts of the classification workbooks: which headings make which table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class SocField:
    """One column that a table is known to have.

    Args:
        name: Name in the parsed table.
        heading: Regular expression of the heading, in lower case with single blanks.
        form: What its cells look like: "code", "onet_code", "census_code", "profile_code",
            "title", "marked_title", "text", "number" or "flag", or the words allowed, joined
            by "|".
        required: Whether the table is not this table without it.
    """

    name: str
    heading: str
    form: str
    required: bool = True


@dataclass(frozen=True)
class SocLayout:
    """One kind of table.

    Args:
        name: Second part of the kind of a raw table.
        fields: Its columns.
        key: Fields that name a row; two rows alike in them are an error.
        vintage: Vintage; empty where it is that of the Employment Projections.
    """

    name: str
    fields: tuple[SocField, ...]
    key: tuple[str, ...] = ()
    vintage: str = ""

    def match(self, headings: Iterable[str]) -> LayoutMatch:
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
        return LayoutMatch(self, found, missing, unknown)


@dataclass(frozen=True)
class LayoutMatch:
    """How well the headings of a row fit a layout: column by field, what lacks, what is new."""

    layout: SocLayout
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


def _crosswalk(earlier: int, later: int) -> SocLayout:
    return SocLayout(
        f"crosswalk_{earlier}_{later}",
        (
            SocField("from_code", f"{earlier} soc code", "code"),
            SocField("from_title", f"{earlier} soc title", "marked_title"),
            SocField("to_code", f"{later} soc code", "code"),
            SocField("to_title", f"{later} soc title", "marked_title"),
        ),
        key=("from_code", "to_code"),
        vintage=f"{earlier}-{later}",
    )


def _structure(year: int) -> SocLayout:
    return SocLayout(
        f"structure_{year}",
        (
            SocField("major_code", "major group", "text"),
            SocField("minor_code", "minor group", "text"),
            SocField("broad_code", "broad (group|occupation)", "text"),
            SocField("detailed_code", "detailed occupation", "text"),
            SocField("title", rf"|title|(({year} )?soc )?title", "title"),
        ),
        vintage=str(year),
    )


def _definitions(year: int) -> SocLayout:
    return SocLayout(
        f"definitions_{year}",
        (
            SocField("level", "soc group", "major|minor|broad|detailed", required=False),
            SocField("code", f"({year} )?soc code", "code"),
            SocField("title", f"({year} )?soc title", "title"),
            SocField("definition", f"({year} )?soc definitions?", "text"),
        ),
        key=("code",),
        vintage=str(year),
    )


def _direct_match(year: int) -> SocLayout:
    return SocLayout(
        f"direct_match_{year}",
        (
            SocField("code", f"{year} soc code", "code"),
            SocField("title", f"{year} soc title", "title"),
            SocField("match_title", f"{year} soc direct match title", "title"),
            SocField("illustrative", "illustrative examples?", "flag"),
        ),
        vintage=str(year),
    )


def _onet_to_soc(year: int, soc: int) -> SocLayout:
    return SocLayout(
        f"onet_to_soc_{year}",
        (
            SocField("onet_code", rf"o\*net-soc {year} code", "onet_code"),
            SocField("onet_title", rf"o\*net-soc {year} title", "title"),
            SocField("code", f"{soc} soc code", "code"),
            SocField("title", f"{soc} soc title", "title"),
        ),
        key=("onet_code", "code"),
        vintage=str(year),
    )


_HYBRID = SocLayout(
    "hybrid_2019",
    (
        SocField("estimates_2019_code", "oes 2019 estimates code", "code"),
        SocField("estimates_2019_title", "oes 2019 estimates title", "title"),
        SocField("soc_2018_code", "2018 soc code", "code"),
        SocField("soc_2018_title", "2018 soc title", "title"),
        SocField("estimates_2018_code", "oes 2018 estimates code", "code"),
        SocField("estimates_2018_title", "oes 2018 estimates title", "title"),
        SocField("soc_2010_code", "2010 soc code", "code"),
        SocField("soc_2010_title", "2010 soc title", "title"),
        SocField("notes", "notes", "text"),
    ),
    key=("estimates_2019_code", "soc_2018_code", "estimates_2018_code", "soc_2010_code"),
    vintage="2019",
)

#: A structure as it is parsed: its four columns of codes become one, with the level beside it.
STRUCTURE = (
    SocField("code", "", "code"),
    SocField("level", "", "major|minor|broad|detailed"),
    SocField("title", "", "title"),
)

#: Code and title columns of the Employment Projections' own list of occupations.
_ORDER = SocField("sort_order", "sort order", "number", required=False)
_MATRIX_CODE = SocField(
    "code", r"(20\d\d )?(nem|national employment matrix|(hybrid )?soc|soc hybrid) code", "code"
)
_MATRIX_TITLE = SocField(
    "title", r"(20\d\d )?(nem|national employment matrix)(/soc)?( occupation(al)?)? title", "title"
)

_NEM_ONET = SocLayout(
    "nem_onet",
    (
        _ORDER,
        SocField("onet_code", r"o\*net-soc( 20(10|19))? code", "onet_code"),
        SocField("onet_title", r"o\*net-soc( 20(10|19))? title", "title"),
        _MATRIX_CODE,
        _MATRIX_TITLE,
        SocField("profile_code", "ooh profile (code|number)", "profile_code"),
        SocField("profile_title", "ooh profile title", "text"),
        SocField("profile_group", "ooh occupation group", "text", required=False),
        SocField("profile_group_brief", r"ooh occupation group \(brief\)", "text", required=False),
        SocField("profile_url", "ooh profile (website|url)", "text", required=False),
    ),
    key=("onet_code", "code"),
)


def _nem_survey(survey: str) -> SocLayout:
    return SocLayout(
        f"nem_{survey}",
        (
            _ORDER,
            _MATRIX_CODE,
            _MATRIX_TITLE,
            SocField("census_code", f"{survey} (occupation(al)? )?code", "census_code"),
            SocField("census_title", f"{survey} (occupation(al)? )?title", "title"),
        ),
        key=("code", "census_code"),
    )


_NEM_COVERAGE = SocLayout(
    "nem_coverage",
    (
        _ORDER,
        _MATRIX_CODE,
        _MATRIX_TITLE,
        SocField("occupation_type", "occupation type", "line item|summary|exclude"),
        SocField("level", "level", "number"),
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
