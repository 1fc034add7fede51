"""Tables of a profile: needs, education, skills, places of work, technology, what is similar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pandas as pd

from labor.answers.exposure.answer import exposure_table
from labor.answers.ladder.links import WHOLE
from labor.answers.profile.answer import Profile
from labor.answers.profile.words import credit, described, zone_number
from labor.provenance.origin import Cell, Origin
from labor.show import words
from labor.show.answer import of_verbs
from labor.show.display import Block, paragraph
from labor.show.rows import Row, label, records
from labor.show.table import Field, Table, requirement

_SCORES = "Scores are made by the Bureau of Labor Statistics from O*NET's ratings."
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
#: Places in O*NET's list that are shown; the rest is in the data.
_NEAREST = 10
_MOST_PRODUCTS = 12
#: Of more occupations than these a table of skills has a row each, and these many skills.
_MOST_ACROSS = 6
_MOST_CLASSES = 8


@of_verbs(Profile)
def profile_needs(profile: Profile) -> Table:
    """What entry typically asks for, of each occupation of the role."""
    return profile.table()


def tables_of(profile: Profile) -> tuple[Table, ...]:
    """All tables of a profile that have rows, that of the needs first."""
    others = (
        profile_technology, profile_education, profile_skills, profile_settings, profile_similar,
        profile_exposure,
    )  # fmt: skip
    made = (figure(profile) for figure in others)
    return (needs_table(profile), *(one for one in made if isinstance(one, Table)))


def needs_table(profile: Profile) -> Table:
    """See `Profile.table`."""
    rows = [row for row in records(profile.needs) if row["role_kind"] != "composite"]
    if len(rows) > 1:  # several are all of the role, and none stands out
        rows = [{**row, "role_kind": "part", "is_subject": False} for row in rows]
    zones = _zones(profile)
    fields = [
        Field("Occupation", label),
        requirement("Education", "entry_education"),
        requirement("Experience in a related occupation", "work_experience"),
        requirement("Training on the job", "training"),
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


@of_verbs(Profile)
def profile_education(profile: Profile) -> Table | Block:
    """The education of the people who work in the occupations of the role."""
    rows = profile.education
    if rows.empty:
        return _in_place("The education of the people in this role is not in the tables held here.")
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


@of_verbs(Profile)
def profile_skills(profile: Profile) -> Table | Block:
    """How much each kind of skill matters, as the projections program scores it."""
    rows = profile.skills
    if rows.empty:
        return _in_place("The tables held here have no skill scores of this role.")
    titles = dict(zip(rows["occupation_code"], rows["occupation_title"], strict=True))
    by_skill = _crossed(rows, "skill", "occupation_code", "skill_score", "projection_skills")
    if len(titles) > _MOST_ACROSS:
        return _skills_of_many(rows)
    first = next(iter(titles))
    by_skill.sort(
        key=lambda row: (-row[first] if words.has_number(row, first) else 0, row["skill"])
    )
    return Table(
        caption=_skills_caption(rows),
        fields=[
            Field("Skill", lambda row: row["skill"]),
            *(_cell_field(title, code, words.per_hundred) for code, title in titles.items()),
        ],
        rows=by_skill,
        data=rows,
        note=_SCORES,
    )


def _skills_caption(rows: pd.DataFrame) -> str:
    low, high = (words.chosen(text, float(text), "end of the scale") for text in ("1", "5"))
    vintage = rows["projection_vintage"].iloc[0]
    return f"How much skills matter, from {low} (not) to {high} (extremely), projections {vintage}"


def _skills_of_many(rows: pd.DataFrame) -> Table:
    """The skills that matter most over all occupations of a role, a row for each occupation."""
    means = rows.groupby("skill")["skill_score"].mean().sort_values(ascending=False, kind="stable")
    number = words.counted(len(means), "skills")
    return Table(
        caption=_skills_caption(rows),
        fields=[
            Field("Occupation", lambda row: row["occupation_title"]),
            *(_cell_field(skill, skill, words.per_hundred) for skill in means.index[:_MOST_ACROSS]),
        ],
        rows=_crossed(rows, "occupation_code", "skill", "skill_score", "projection_skills"),
        data=rows,
        note=f"Shown are the skills that matter most on average; all {number} are in the data. "
        f"{_SCORES}",
    )


@of_verbs(Profile)
def profile_settings(profile: Profile) -> Table | Block:
    """The largest employers of the role and what they pay, as the Handbook prints them."""
    rows = profile.settings
    if rows.empty:
        return _in_place("The Handbook has no page of this role, or names no employers on it.")
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
        rows=records(rows),
        data=rows,
        note="The page of work settings has all sectors with their jobs and pay.",
    )


def _zones(profile: Profile) -> dict[str, str]:
    """Job zones of the SOC occupations, by the code of the projections."""
    if profile.job_zones.empty:
        return {}
    asked = profile.occupations.set_index("onet_soc_code")["asked_code"]
    found: dict[str, list[str]] = {}
    for row in records(described(profile, profile.job_zones)):
        found.setdefault(asked[row["onet_soc_code"]], []).append(zone_number(row))
    return {code: words.listed(list(dict.fromkeys(zones))) for code, zones in found.items()}


#: Columns that name a cell of the tables that are shown crossed.
_KEYS = {
    "educational_attainment": ("projection_vintage", "occupation_code", "education_level"),
    "projection_skills": ("projection_vintage", "occupation_code", "skill"),
}


def _crossed(rows: pd.DataFrame, down: str, across: str, name: str, table: str) -> list[Row]:
    """A row for each value of a column, with the numbers by another, and their `cells`."""
    crossed: list[Row] = []
    for _, part in rows.groupby(down, sort=False):
        ones = records(part)
        row: dict[str, Any] = dict(ones[0])
        cells = {}
        for one in ones:
            row[one[across]] = one[name]
            row[f"{one[across]}_status"] = one[f"{name}_status"]
            cells[one[across]] = Cell(table, tuple(one[key] for key in _KEYS[table]), name)
        crossed.append({**row, "cells": cells})
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
            amount = words.computed(float(row[name]), words.dollars, Origin((cell,)))
            return amount + (" or more" if words.is_top_coded(row, name) else "") + after
    return "not printed"


@of_verbs(Profile)
def profile_technology(profile: Profile) -> Table | Block:
    """Software that the work is done with, what job postings ask for first.

    Args:
        profile: What `labor.profile` gives.

    Returns:
        For one occupation the products in demand and the hot ones, then the classes of all
        others; for several how many of them use a product. A sentence where nothing is listed.
    """
    rows = profile.technology
    if rows.empty:
        return _in_place("O*NET's tables here list no technology of this role.")
    several = len(rows["onet_soc_code"].unique())
    if several > 1:
        return _shared_technology(profile, several)
    noted = rows[(rows["in_demand"] == "yes") | (rows["hot_technology"] == "yes")]
    shown = noted if len(noted) else rows
    rest = rows.drop(shown.index)
    return Table(
        caption=f"Software of {_who(profile)}: {'in demand or hot' if len(noted) else 'all'}",
        fields=[
            Field("Product", lambda row: words.quoted(row["example"], "O*NET")),
            Field("Job postings", _asked_for),
            Field("Class", _class),
        ],
        rows=records(shown),
        data=rows,
        note=f"{_others(rest)} {credit(profile)}".strip(),
    )


@of_verbs(Profile)
def profile_similar(profile: Profile) -> Table | Block:
    """Similar occupations, who calls them so, and what they share with the role."""
    rows = profile.similar
    if rows.empty:
        return _in_place("Neither the Handbook nor O*NET's tables here name similar occupations.")
    shown = rows[rows["in_handbook"] | (rows["onet_rank"].fillna(_NEAREST + 1) <= _NEAREST)]
    fields = [Field("Occupation", lambda row: row["peer"])]
    note: list[str] = []
    if shown["onet_rank"].notna().any():
        fields.append(Field("Place in O*NET's list", _place, "onet_rank"))
        note.append(credit(profile))
    if shown["tasks_overlap"].notna().any():
        fields += [
            _part("Words of tasks shared", "tasks_overlap"),
            _part("Technology shared", "technology_overlap"),
        ]
        note.insert(0, _scale())
    if shown["in_handbook"].any():
        fields.append(Field("Handbook", lambda row: "lists it" if row["in_handbook"] else ""))
    fields.append(Field("Code", _code))
    return Table(
        caption=f"Occupations similar to {_who(profile)}",
        fields=fields,
        rows=records(shown),
        data=rows,
        note=" ".join(note),
    )


@of_verbs(Profile)
def profile_exposure(profile: Profile) -> Table | Block:
    """How exposed to AI others score the role, and what none of the scores measures."""
    if not profile.exposure["exposure_index"].notna().any():
        return _in_place("The tables held here have no scores of exposure to AI of this role.")
    return exposure_table(profile.exposure, profile.sources)


def _shared_technology(profile: Profile, several: int) -> Table:
    """How many of the occupations of a role use a product, the most used first."""
    rows = profile.technology
    key = ["example", "commodity_title"]
    used = rows.groupby(key, as_index=False, dropna=False).agg(
        users=("onet_soc_code", "nunique"),
        wanted=("in_demand", lambda marks: int((marks == "yes").sum())),
    )
    used = used[used["users"] > 1] if (used["users"] > 1).any() else used
    used = used.sort_values(["users", "wanted", "example"], ascending=[False, False, True])
    of_all = words.counted(several, "occupations with technology")
    return Table(
        caption=f"Software of {_who(profile)}, by how many of the {of_all} occupations use it",
        fields=[
            Field("Product", lambda row: words.quoted(row["example"], "O*NET")),
            Field("Used in", _count("users"), "users"),
            Field("In demand in", _count("wanted"), "wanted"),
            Field("Class", _class),
        ],
        rows=records(used.head(_MOST_PRODUCTS)),
        data=rows,
        note=_more(len(used) - _MOST_PRODUCTS) + credit(profile),
    )


def _more(number: int) -> str:
    """What a table leaves out."""
    if number <= 0:
        return ""
    return words.several(number, "more product is", "more products are") + " in the data. "


def _asked_for(row: Row) -> str:
    """Whether job postings ask for a product, in the words of the page."""
    marks = [("in demand", row["in_demand"]), ("hot", row["hot_technology"])]
    return ", ".join(name for name, mark in marks if mark == "yes")


def _count(name: str) -> Callable[[Row], str]:
    return lambda row: words.counted(int(row[name]), "occupations")


def _who(profile: Profile) -> str:
    return words.running(profile.role)


def _class(row: Row) -> str:
    """The class of a product; tools of old releases have none."""
    title = row["commodity_title"]
    return str(title) if isinstance(title, str) else "not stated"


def _others(rest: pd.DataFrame) -> str:
    """The classes of products that are not shown, the largest first."""
    if rest.empty:
        return ""
    classes = Counter(rest["commodity_title"].fillna("other"))
    order = sorted(classes.items(), key=lambda item: (-item[1], item[0]))
    texts = [
        f"{words.running(name)} ({words.counted(number, 'products')})"
        for name, number in order[:_MOST_CLASSES]
    ]
    more = len(order) - _MOST_CLASSES
    if more > 0:
        texts.append(f"{words.counted(more, 'classes')} more classes")
    products = words.several(len(rest), "other product")
    return f"Also listed, {products}: {words.listed(texts)}; all of them are in the data."


def _code(row: Row) -> str:
    """The code; of one of O*NET's finer occupations O*NET's own."""
    finer = row["related_onet_soc_code"]
    if pd.notna(finer) and not str(finer).endswith(WHOLE):
        return str(finer)
    return row["occupation_code"] or "group of occupations"


def _place(row: Row) -> str:
    if pd.isna(row["onet_rank"]):
        return ""
    key = tuple(row[name] for name in ("onet_version", "onet_soc_code", "related_onet_soc_code"))
    cell = Cell("related_occupations", key, "rank")
    return words.computed(float(row["onet_rank"]), words.count, Origin((cell,)))


def _part(heading: str, name: str) -> Field:
    """A column of what is shared."""
    origin = Origin((), "cosine of the two occupations' lists in O*NET")

    def say(row: Row) -> str:
        if pd.isna(row[name]):
            return "not known"
        return words.computed(float(row[name]), lambda value: f"{value:.2f}", origin)

    return Field(heading, say, name)


def _scale() -> str:
    none, all_of_it, most = (
        words.chosen(text, float(text), "scale of the measure") for text in ("0", "1", "0.1")
    )
    return (
        "Shared: the cosine of two lists in which rare entries count more, "
        f"{none} for nothing and {all_of_it} for the same. Most pairs of occupations share less "
        f"than {most}."
    )


def _in_place(sentence: str) -> Block:
    """A sentence in the place of a table that has nothing to show."""
    return Block(paragraph(sentence), sentence)
