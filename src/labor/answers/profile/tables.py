"""Tables of a role's profile: what entry asks for, education, skills, places of work."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from labor.answers.profile.page import Profile, silent, zone_of
from labor.provenance.origin import Cell, Origin
from labor.show import words
from labor.show.display import Block
from labor.show.rows import Row, label
from labor.show.table import Field, Table

_NO_CODE = words.NO_NUMBER["not_applicable"]
#: Age from which on the education of people is counted.
_AGED = words.chosen("25", 25, "lower age limit of the table")
#: Levels of education as the table names them, and as a heading.
_LEVELS = {
    "Less than high school diploma": "Less than high school",
    "High school diploma or equivalent": "High school",
    "Some college, no degree": "Some college",
    "Associate's degree": "Associate's",
    "Bachelor's degree": "Bachelor's",
    "Master's degree": "Master's",
    "Doctoral or professional degree": "Doctoral or professional",
}


def profile_needs(profile: Profile) -> Table:
    """What entry typically asks for, of each occupation of the role."""
    rows = [row for row in profile.needs.to_dict("records") if row["role_kind"] != "composite"]
    if len(rows) > 1:  # several are all of the role, and none stands out
        rows = [{**row, "role_kind": "part", "is_subject": False} for row in rows]
    zones = _zones(profile)
    fields = [
        Field("Occupation", label),
        _need("Education", "entry_education"),
        _need("Experience in a related occupation", "work_experience"),
        _need("Training on the job", "training"),
    ]
    if zones:
        fields.append(Field("O*NET's job zone", lambda row: zones.get(row["occupation_code"], "–")))
    fields.append(Field("Code", lambda row: row["occupation_code"] or _NO_CODE))
    vintage = rows[0]["projection_vintage"]
    return Table(
        caption=f"Typical for entry, projections {vintage}",
        fields=fields,
        rows=rows,
        data=profile.needs,
        note="Education, experience and training are what the Bureau of Labor Statistics calls "
        "typical for people who enter the occupation; many have more or less.",
    )


def profile_education(profile: Profile) -> Table | Block:
    """The education of the people who work in the occupations of the role."""
    rows = profile.education
    if rows.empty:
        return silent("The education of the people in this role is not in the tables held here.")
    levels = [name for name in _LEVELS if name in set(rows["education_level"])]
    years = rows["survey_years"].iloc[0]
    shared = bool(rows["is_shared_estimate"].any())
    codes = list(rows["occupation_code"].unique())
    name, table = "workers_pct", "educational_attainment"
    if len(codes) == 1:
        found = _crossed(rows, "education_level", "occupation_code", name, table)
        found.sort(key=lambda row: levels.index(row["education_level"]))
        fields = [
            Field("Education", lambda row: _LEVELS[row["education_level"]]),
            _cell_field("Share of people", codes[0], words.percent),
        ]
    else:
        found = _crossed(rows, "occupation_code", "education_level", name, table)
        fields = [
            Field("Occupation", lambda row: row["occupation_title"]),
            *(_cell_field(_LEVELS[level], level, words.percent) for level in levels),
        ]
    return Table(
        caption=f"Education of people aged {_AGED} and over in the occupation, {years}",
        fields=fields,
        rows=found,
        data=rows,
        note="Many of them entered the occupation when other education was usual."
        + (" Some figures are for several occupations together." if shared else ""),
    )


def profile_skills(profile: Profile) -> Table | Block:
    """How much each kind of skill matters, as the projections program scores it."""
    rows = profile.skills
    if rows.empty:
        return silent("The tables held here have no skill scores of this role.")
    titles = dict(zip(rows["occupation_code"], rows["occupation_title"], strict=True))
    by_skill = _crossed(rows, "skill", "occupation_code", "skill_score", "projection_skills")
    first = next(iter(titles))
    by_skill.sort(
        key=lambda row: (-row[first] if words.has_number(row, first) else 0, row["skill"])
    )
    low, high = (words.chosen(text, float(text), "end of the scale") for text in ("1", "5"))
    return Table(
        caption=f"How much skills matter, from {low} (not) to {high} (extremely), projections "
        f"{rows['projection_vintage'].iloc[0]}",
        fields=[
            Field("Skill", lambda row: row["skill"]),
            *(_cell_field(title, code, words.per_hundred) for code, title in titles.items()),
        ],
        rows=by_skill,
        data=rows,
        note="Scores are made by the Bureau of Labor Statistics from O*NET's ratings.",
    )


def profile_settings(profile: Profile) -> Table | Block:
    """The largest employers of the role and what they pay, as the Handbook prints them."""
    rows = profile.settings
    if rows.empty:
        return silent("The Handbook has no page of this role, or names no employers on it.")
    several = len(rows[["profile_id", "workers"]].drop_duplicates()) > 1
    year = rows["reference_year"].dropna()
    fields = [Field("Place of work", lambda row: row["setting"])]
    if several:
        fields.append(Field("Workers", lambda row: words.sentence_case(row["workers"])))
    fields += [
        Field("Share of jobs", _share, "share_of_jobs_pct"),
        Field("Median pay", _pay, "annual_wage_usd"),
    ]
    when = f", {int(year.iloc[0])}" if len(year) else ""
    return Table(
        caption=f"Largest employers{when}, Occupational Outlook Handbook",
        fields=fields,
        rows=rows.to_dict("records"),
        data=rows,
        note="The report on places of work has all sectors with their jobs and pay.",
    )


def _need(heading: str, name: str) -> Field:
    return Field(heading, lambda row: words.requirement(row, name))


def _zones(profile: Profile) -> dict[str, str]:
    """Job zones of the SOC occupations, by the code of the projections."""
    if profile.job_zones.empty:
        return {}
    asked = profile.occupations.set_index("onet_soc_code")["asked_code"]
    found: dict[str, list[str]] = {}
    for row in profile.job_zones.to_dict("records"):
        if row["onet_soc_code"].endswith(".00"):
            found.setdefault(asked[row["onet_soc_code"]], []).append(zone_of(row))
    return {code: words.listed(list(dict.fromkeys(zones))) for code, zones in found.items()}


def _known(row: Row, name: str) -> float:
    return float(row[name]) if words.has_number(row, name) else 0.0


#: Columns that name a cell of the tables that are shown crossed.
_KEYS = {
    "educational_attainment": ("projection_vintage", "occupation_code", "education_level"),
    "projection_skills": ("projection_vintage", "occupation_code", "skill"),
}


def _crossed(rows: pd.DataFrame, down: str, across: str, name: str, table: str) -> list[Row]:
    """A row for each value of one column, with a number for each value of another.

    Args:
        rows: Rows of a tidy table.
        down: Column whose values become rows.
        across: Column whose values become columns.
        name: Column of the numbers; their statuses stand beside them.
        table: Name of the tidy table.

    Returns:
        Rows; `cells` has the cell of each number.
    """
    crossed = []
    for _, part in rows.groupby(down, sort=False):
        row = {**part.iloc[0], "cells": {}}
        for one in part.to_dict("records"):
            row[one[across]] = one[name]
            row[f"{one[across]}_status"] = one[f"{name}_status"]
            row["cells"][one[across]] = Cell(table, tuple(one[key] for key in _KEYS[table]), name)
        crossed.append(row)
    return crossed


def _cell_field(heading: str, name: str, form: Callable[[float], str]) -> Field:
    """A column of numbers of a crossed table."""

    def say(row: Row) -> str:
        if not words.has_number(row, name):
            return words.say(row, name, form)
        return words.computed(float(row[name]), form, Origin((row["cells"][name],)))

    return Field(heading, say, name)


def _share(row: Row) -> str:
    if not words.has_number(row, "share_of_jobs_pct"):
        return "not printed"
    key = ("edition", "profile_id", "workers", "setting")
    cell = Cell("profile_employers", tuple(row[name] for name in key), "share_of_jobs_pct")
    return words.computed(
        float(row["share_of_jobs_pct"]), lambda value: f"{value:.0f}%", Origin((cell,))
    )


def _pay(row: Row) -> str:
    """The median by the year, or by the hour where only that is printed."""
    for name, after in (("annual_wage_usd", ""), ("hourly_wage_usd", " an hour")):
        if words.has_number(row, name):
            keys = tuple(row[key] for key in ("edition", "profile_id", "workers"))
            cell = Cell("profile_pay_settings", (*keys, "median", "industry", row["setting"]), name)
            said = words.computed(float(row[name]), words.dollars, Origin((cell,)))
            return said + (" or more" if words.is_top_coded(row, name) else "") + after
    return "not printed"
