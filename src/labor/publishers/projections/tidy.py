"""The Employment Projections in common names and units, one raw table at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pandas as pd

from labor.occupations.vintages import soc_of_projections
from labor.publishers.reading.tables import FileFacts, Tables
from labor.schema.tables import TABLES, words_of

#: Spellings that changed from release to release without a change of meaning.
_SPELLINGS = {"Postsecondary non-degree award": "Postsecondary nondegree award"}

_STATUS_OF_MARK = {
    "": "published",
    ">=": "top_coded",
    "—": "not_available",
    "–": "not_available",
    "N/A": "not_available",
}
_KINDS = {"Line item": "line_item", "Summary": "summary"}
#: Unit at the end of a parsed name -> the tidy one, factor, decimals beyond which all is noise.
_UNITS = {
    "_thousands": ("_jobs", 1e3, 3),
    "_billion_chained_usd": ("_usd", 1e9, 0),
    "_usd": ("_usd", 1.0, 6),
    "_pct": ("_pct", 1.0, 6),
}
_LEVELS = (
    "less_than_high_school_pct", "high_school_pct", "some_college_pct", "associate_pct",
    "bachelor_pct", "master_pct", "doctoral_or_professional_pct",
)  # fmt: skip


def tidy(parsed: pd.DataFrame, kind: str, vintage: str, source_id: str, facts: FileFacts) -> Tables:
    """Make the tidy rows that one raw table gives.

    No raw table has a whole row of `projections`, and two of them can have the same
    wage: these come as parts, named `<table>/<kind of raw table>`, with the columns
    that the raw table has. `projections.joined.combine` makes the tables.

    Args:
        parsed: Output of `projections.parse.parse`; employment in thousands.
        kind: Kind of the raw table, "projections.<table>".
        vintage: Base and target year, "2024-34".
        source_id: Raw table the rows come from.
        facts: Not used; parsing has read the footnotes.

    Returns:
        Rows by the name of the table or part; jobs in persons, percent as printed.

    Raises:
        ParseError: The vintage's classification of occupations is not known.
    """
    name = kind.partition(".")[2]
    return _MAKERS[name](parsed, name, vintage, source_id)


def _measures(parsed: pd.DataFrame) -> dict[str, pd.Series]:
    """Every number of a parsed table with a unit, in tidy units, and its status."""
    columns: dict[str, pd.Series] = {}
    for column in parsed.columns:
        printed = next((unit for unit in _UNITS if column.endswith(unit)), None)
        if printed is None or f"{column}_mark" not in parsed:
            continue
        unit, factor, decimals = _UNITS[printed]
        name = column.removesuffix(printed) + unit
        columns[name] = (parsed[column] * factor).round(decimals)
        columns[f"{name}_status"] = _status(parsed[f"{column}_mark"])
    return columns


def _status(marks: pd.Series) -> pd.Series:
    return marks.map(_STATUS_OF_MARK).astype("str")


def _labels(parsed: pd.DataFrame, vintage: str) -> dict[str, pd.Series | str]:
    return {
        "projection_vintage": vintage,
        "occupation_code": parsed["code"],
        "occupation_title": parsed["title"],
        "soc_version": soc_of_projections(vintage),
    }


def _parts(parsed: pd.DataFrame, name: str, vintage: str, source_id: str) -> Tables:
    """Parts of `projections`, and of `projection_wages` where the table has wages."""
    numbers = _measures(parsed)
    columns = {
        **_labels(parsed, vintage),
        # The web export has line items only and does not say so.
        "occupation_kind": parsed["occupation_type"].map(_KINDS)
        if "occupation_type" in parsed
        else "line_item",
        "base_year": parsed["base_year"],
        "target_year": parsed["target_year"],
        **{key: values for key, values in numbers.items() if key in TABLES["projections"].names},
        **_assignments(parsed),
    }
    if name in ("separations", "replacements"):
        columns["separations_source_id"] = source_id
    parts = {f"projections/{name}": pd.DataFrame({**columns, "source_id": source_id})}
    if "median_annual_wage_usd" in numbers:
        wages = {
            **_labels(parsed, vintage),
            "wage_reference_year": parsed["wage_reference_year"],
            "median_annual_wage_usd": numbers["median_annual_wage_usd"],
            "median_annual_wage_usd_status": numbers["median_annual_wage_usd_status"],
        }
        del wages["occupation_title"]
        # The export has no footnotes, so it cannot say whether a wage is exact.
        if "is_comparable_occupation" in parsed:
            wages["is_comparable_occupation"] = parsed["is_comparable_occupation"]
        parts[f"projection_wages/{name}"] = pd.DataFrame({**wages, "source_id": source_id})
    return parts


def _assignments(parsed: pd.DataFrame) -> dict[str, pd.Series]:
    columns: dict[str, pd.Series] = {}
    for name in ("entry_education", "work_experience", "training"):
        if name in parsed:
            words = parsed[name].replace(_SPELLINGS)
            columns[name] = words.where(parsed[f"{name}_mark"] == "")
            columns[f"{name}_status"] = _status(parsed[f"{name}_mark"])
    return columns


def _attainment(parsed: pd.DataFrame, _: str, vintage: str, source_id: str) -> Tables:
    numbers = _measures(parsed)
    levels = [
        pd.DataFrame(
            {
                **_labels(parsed, vintage),
                "education_level": level,
                "survey_years": parsed["survey_years"],
                "workers_pct": numbers[column],
                "workers_pct_status": numbers[f"{column}_status"],
                "is_shared_estimate": parsed["is_shared_estimate"],
                "source_id": source_id,
            }
        )
        for column, level in zip(_LEVELS, words_of("attainment"), strict=True)
    ]
    return {"educational_attainment": pd.concat(levels, ignore_index=True)}


def _skills(parsed: pd.DataFrame, _: str, vintage: str, source_id: str) -> Tables:
    scores = [
        rows.rename(columns={"value": "skill_score"}).assign(skill_score_status=_status(marks))
        for rows, marks in _by_skill(parsed, "score_", vintage, source_id)
    ]
    return {"projection_skills": pd.concat(scores, ignore_index=True)}


def _skill_ranks(parsed: pd.DataFrame, _: str, vintage: str, source_id: str) -> Tables:
    ranks = [
        rows.rename(columns={"value": "skill_rank_pct"})
        for rows, _ in _by_skill(parsed, "rank_", vintage, source_id)
    ]
    return {"projection_skill_ranks": pd.concat(ranks, ignore_index=True)}


def _by_skill(
    parsed: pd.DataFrame, prefix: str, vintage: str, source_id: str
) -> Iterator[tuple[pd.DataFrame, pd.Series]]:
    """Rows of each skill, the figure as `value`, and the marks of the figures."""
    for mark in parsed.columns:
        if mark.startswith(prefix) and mark.endswith("_mark"):
            name = mark.removesuffix("_mark")
            columns = {
                **_labels(parsed, vintage),
                "skill": name.removeprefix(prefix).replace("_", " ").capitalize(),
                "value": parsed[name],
                "is_imputed": parsed["is_imputed"],
                "source_id": source_id,
            }
            yield pd.DataFrame(columns), parsed[mark]


def _utilization(parsed: pd.DataFrame, _: str, vintage: str, source_id: str) -> Tables:
    own = parsed[["industry_code", "industry_title", "factors"]]
    return {"utilization_factors": own.assign(**_labels(parsed, vintage), source_id=source_id)}


def _industries(parsed: pd.DataFrame, _: str, vintage: str, source_id: str) -> Tables:
    numbers = _measures(parsed)
    columns = {
        "projection_vintage": vintage,
        "industry_code": parsed["industry_code"],
        "industry_title": parsed["title"],
        "industry_kind": parsed["industry_type"].map(_KINDS),
        "base_year": parsed["base_year"],
        "target_year": parsed["target_year"],
        "chained_dollar_year": parsed["chained_dollar_year"].astype("int64"),
        **{name: numbers[name] for name in TABLES["industry_projections"].names if name in numbers},
    }
    return {"industry_projections": pd.DataFrame({**columns, "source_id": source_id})}


_MAKERS: dict[str, Callable[[pd.DataFrame, str, str, str], Tables]] = {
    "occupations": _parts,
    "employment": _parts,
    "separations": _parts,
    "replacements": _parts,
    "csv_export": _parts,
    "attainment": _attainment,
    "skills": _skills,
    "skill_ranks": _skill_ranks,
    "utilization": _utilization,
    "industries": _industries,
}
