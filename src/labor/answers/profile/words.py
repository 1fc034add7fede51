"""What a profile says in sentences: what people do, what entry asks for, what O*NET lists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from labor.answers.profile.occupations import WHOLE, is_one
from labor.provenance.origin import Cell, Origin
from labor.provenance.text import Traced, mark
from labor.show.words import listed, numeral, plural, running, sentence_case

if TYPE_CHECKING:
    from labor.occupations import Role

Tables = Mapping[str, pd.DataFrame]

#: So many things are named in a sentence; of more, the rest is counted.
NAMED = 5
#: Education, experience and training where none is asked for, and what follows the category.
_NEEDS = {
    "entry_education": ("no formal education", ""),
    "work_experience": ("no experience in a related occupation", " in a related occupation"),
    "training": ("no training on the job", ""),
}
_NONE = ("None", "No formal educational credential")
_KINDS = {
    "core": ("core task, relevant and important to most who do the job", "core tasks, {}"),
    "supplemental": ("supplemental task", "supplemental tasks"),
    "not_stated": ("task not rated yet", "tasks not rated yet"),
}


def sentences_of(role: Role, found: Tables) -> tuple[str, ...]:
    """The answer of a profile.

    Args:
        role: The role.
        found: The tables of the profile by name.

    Returns:
        Sentences, with marks of where their numbers come from.
    """
    said = [
        _work(role, found["occupations"]),
        *_entry(found["needs"]),
        _zone(found["job_zones"]),
        _tasks(found["tasks"]),
        _technology(found["technology"]),
    ]
    return tuple(Traced(text) for text in said if text)


def counted(number: int, what: str) -> str:
    """A count with a mark that says what was counted."""
    return mark(f"{number:,}", Origin((), f"count of {what}"), number)


def named(titles: list[str]) -> str:
    """Titles in running text, divided so that commas inside them do no harm."""
    names = list(dict.fromkeys(running(title) for title in titles))
    rest = len(names) - NAMED
    if rest > 1:
        names = [*names[:NAMED], f"{counted(rest, 'further occupations')} more"]
    between = "; " if any("," in name for name in names) else ", "
    if len(names) < 2:
        return "".join(names)
    return f"{between.join(names[:-1])}{';' if between == '; ' else ''} and {names[-1]}"


def _work(role: Role, occupations: pd.DataFrame) -> str:
    """What people do; a role of several occupations is said to be so."""
    whole = occupations[occupations["onet_soc_code"].str.endswith(WHOLE)]
    if occupations.empty:
        return f"O*NET's tables here do not describe {plural(running(role.label))}."
    if len(whole) == 1 and is_one(occupations["asked_code"]):
        row = whole.iloc[0]
        people = sentence_case(plural(running(row["occupation_title"])))
        return f"{people}, in O*NET's words: {_quoted(row['description'])}"
    titles = list(whole["occupation_title"])
    return (
        f"{sentence_case(plural(running(role.label)))} are {numeral(len(titles))} occupations in "
        f"O*NET: {named(titles)}. What people do differs between them."
    )


def _quoted(text: str) -> str:
    return mark(text, Origin((), "quoted from O*NET"))


def _entry(needs: pd.DataFrame) -> list[str]:
    """What entry typically asks for, of each occupation of the projections."""
    members = needs[(needs["role_kind"] == "member") & needs["entry_education"].notna()]
    if len(members):
        return [_entry_of_members(members)]
    rows = needs[needs["role_kind"].isin(["single", "part"]) & needs["entry_education"].notna()]
    return [
        f"Typical for entry{_of(row) if len(rows) > 1 else ''}: {_asked(row)} (projections "
        f"{row['projection_vintage']})."
        for row in rows.to_dict("records")
    ]


def _entry_of_members(members: pd.DataFrame) -> str:
    counts = members["entry_education"].value_counts()
    order = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    said = [
        f"{_or_none('entry_education', name)} ({counted(int(number), 'occupations')})"
        for name, number in order
    ]
    vintage = members["projection_vintage"].iloc[0]
    return f"Typical education for entry: {'; '.join(said)} (projections {vintage})."


def _or_none(name: str, category: str) -> str:
    """A category in running text, and none in words."""
    without, after = _NEEDS[name]
    return without if category in _NONE else f"{category[:1].lower()}{category[1:]}{after}"


def _of(row: Mapping[str, object]) -> str:
    return f" of {plural(running(str(row['occupation_title'])))}"


def _asked(row: Mapping[str, object]) -> str:
    """Education, experience and training of a row of the projections."""
    known = [name for name in _NEEDS if pd.notna(row[name]) and row[name]]
    said = "; ".join(_or_none(name, str(row[name])) for name in known)
    # Some categories have a number of years in their name.
    return mark(said, Origin((), "quoted from the Employment Projections"))


def _zone(zones: pd.DataFrame) -> str:
    """The job zone, or the lowest and the highest of several occupations."""
    if zones.empty or "job_zone_name" not in zones:
        return ""
    whole = zones[zones["onet_soc_code"].str.endswith(WHOLE)].sort_values("job_zone")
    if whole.empty:
        return ""
    low, high = whole.iloc[0], whole.iloc[-1]
    of_five = mark("5", Origin((), "number of job zones that O*NET has"), 5)
    who = "the occupation" if len(whole) == 1 else "those of them that it rates"
    if not is_one(whole["job_zone"]):
        return (
            f"O*NET puts {who} in job zones {_number(low)} ({_meaning(low)}) to {_number(high)} "
            f"({_meaning(high)}) of {of_five}."
        )
    return f"O*NET puts {who} in job zone {_number(low)} of {of_five}: {_meaning(low)}."


def _number(row: pd.Series) -> str:
    cell = Cell("job_zones", (row["onet_version"], row["onet_soc_code"]), "job_zone")
    return mark(str(row["job_zone"]), Origin((cell,)), int(row["job_zone"]))


def _meaning(row: pd.Series) -> str:
    return str(row["job_zone_name"]).partition(":")[2].strip().lower()


def _tasks(tasks: pd.DataFrame) -> str:
    if tasks.empty:
        return ""
    kinds = tasks["task_type"].value_counts()
    said = []
    for kind, (one, many) in _KINDS.items():
        if number := int(kinds.get(kind, 0)):
            words = one if number == 1 else many.format(one.partition(", ")[2])
            said.append(f"{counted(number, 'tasks')} {words}")
    release = mark(tasks["onet_version"].iloc[0], Origin((), "release of O*NET"))
    return f"O*NET {release} lists {'; '.join(said)}."


def _technology(rows: pd.DataFrame) -> str:
    if rows.empty or not is_one(rows["onet_soc_code"]):
        return ""
    rows = rows[rows["item_type"] == "technology"]
    wanted = list(rows.loc[rows["in_demand"] == "yes", "example"])
    hot = int((rows["hot_technology"] == "yes").sum())
    asked = f"{counted(len(wanted), 'products in demand')} {'is' if len(wanted) == 1 else 'are'}"
    names = f" ({_quoted(listed(wanted))})" if 0 < len(wanted) <= NAMED else ""
    return (
        f"Of the {counted(len(rows), 'products')} products and kinds of software it lists, "
        f"{asked if wanted else 'none is'} in demand{names}: asked for in many job postings of "
        f"the occupation. {counted(hot, 'hot products')} are hot: asked for in many postings of "
        "all occupations."
    )
