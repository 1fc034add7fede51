"""Which rows of a comparison a chart shows, in which order, and under which name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from labor.errors import AnalysisError
from labor.occupations import OF_OTHERS
from labor.occupations.titles import plain_title
from labor.show.words import divided, has_number, listed, numeral, people, sentence_case

Row = Mapping[str, Any]

#: So many occupations of a role are named in a title; of more their number is told.
MOST_NAMED = 3


def records(frame: pd.DataFrame) -> list[Row]:
    """Rows of a table as plain mappings of column names to values."""
    names = list(map(str, frame.columns))
    # As one array of objects: text columns give their values one by one slowly.
    return [dict(zip(names, row, strict=True)) for row in frame.to_numpy(dtype=object).tolist()]


def ordered(frame: pd.DataFrame, by: str) -> list[Row]:
    """The rows a chart shows: the subject first, then the others from high to low.

    Args:
        frame: Pay or outlook table of a comparison.
        by: Column to order by; rows without a number come last.

    Returns:
        All rows but the members of a group, which belong to the group's row.

    Raises:
        AnalysisError: There is nothing to show.
    """
    rows = [row for row in records(frame) if row["role_kind"] != "member"]
    if not rows:
        raise AnalysisError(
            "A chart needs at least one role",
            got="a table without rows",
            next_step="Name a role, and peers to compare it with.",
        )

    def place(row: Row) -> tuple[bool, float]:
        if row["is_subject"]:  # the parts of a divided role keep their order
            return (False, 0)
        return (True, -float(row[by]) if has_number(row, by) else float("inf"))

    return sorted(rows, key=place)


def members(frame: pd.DataFrame, group: Row) -> list[Row]:
    """The rows of the occupations that make up a group."""
    if group["role_kind"] != "composite":
        return []
    inside = (frame["role"] == group["role"]) & (frame["role_kind"] == "member")
    return [*records(frame[inside])]


def jobs_of(row: Row) -> float:
    """Jobs of a row, to find the largest occupation of a role; 0 where none are known."""
    known = has_number(row, "employment_jobs")
    return float(row["employment_jobs"]) if known else 0.0


def label(row: Row) -> str:
    """The name of a row: the role's, or the occupation's where that is another one.

    A code can hold more or less than the role that was asked for; its own title says so.
    """
    role, title = str(row["role"]), str(row["occupation_title"])
    same = row["role_kind"] == "composite" or role.casefold() == title.casefold()
    return sentence_case(role if same else title)


#: What a figure of other jobs is to the role, behind the figure's own title.
_OF_WHICH = {
    **dict.fromkeys(("published_in", "wider"), "of which {} are part"),
    "narrower": "only a part of {}",
    "overlapping": "of which some {} are part",
}
#: The same where both have one name, so that only the code tells them apart.
_OF_THIS_NAME = {
    **dict.fromkeys(("published_in", "wider"), "which also holds other jobs"),
    "narrower": "which holds only a part of them",
    "overlapping": "which holds a part of them and other jobs",
}
#: How the role is called that has no figure.
_AS_ASKED = {
    **dict.fromkeys(("published_in", "wider"), "alone"),
    "narrower": "as a whole",
    "overlapping": "as such",
}


def is_of_others(row: Row) -> bool:
    """Whether the figure of a row is of other jobs than the role: more, or fewer.

    Such a figure bears its own title and is never ranked or tested.
    """
    return row.get("relation") in OF_OTHERS


def of_which(row: Row) -> str:
    """What the figure is to the role: "of which home health aides are part"; empty if the same."""
    if not is_of_others(row):
        return ""
    said = _OF_THIS_NAME if _has_the_name(row) else _OF_WHICH
    return said[row["relation"]].format(people(row["role"]))


def stands_in(row: Row) -> tuple[str, str]:
    """The two halves of a sentence on a figure of other jobs than the role.

    Args:
        row: Row for which `is_of_others` is true.

    Returns:
        Who has no figure, "home health aides alone", and whose it is, "home health and personal
        care aides (31-1120), of which they are part".
    """
    who = f"{people(row['role'])} {_AS_ASKED[row['relation']]}"
    if _has_the_name(row):
        return who, f"the code of the same name ({row['occupation_code']}), {of_which(row)}"
    they = {"narrower": "them", "overlapping": "of them"}.get(row["relation"], "they")
    part = _OF_WHICH[row["relation"]].format(they)
    return who, f"{people(row['occupation_title'])} ({row['occupation_code']}), {part}"


def in_codes(rows: Sequence[Row], when: str) -> str:
    """How several codes hold the jobs of a role, to go before their figures.

    Args:
        rows: A row for each code.
        when: Whose codes they are: "May 2018", "the projections 2024-34".

    Returns:
        Sentences: "The codes of May 2018 divide medical records technicians between two
        occupations.", "Health information technologists are counted as two occupations in May
        2018, which hold other jobs as well."
    """
    role, relations = people(rows[0]["role"]), {row["relation"] for row in rows}
    if relations == {"part"}:
        return f"The codes of {when} divide {role} {divided(len(rows), 'occupations')}."
    is_whole = "narrower" not in relations
    jobs = f"{sentence_case(role)} are" if is_whole else f"Only a part of the jobs of {role} is"
    others = [str(row["occupation_code"]) for row in rows if row["relation"] == "overlapping"]
    which = ""
    if relations & {"by_code", "by_name"}:
        which = ", which do not hold quite the same jobs"
    elif len(others) == len(rows):
        which = ", which hold other jobs as well"
    elif others:
        verb = "holds" if len(others) == 1 else "hold"
        which = f", of which {listed(others)} {verb} other jobs as well"
    return f"{jobs} counted as {numeral(len(rows))} occupations in {when}{which}."


def and_for(rows: Sequence[Row], say: Callable[[Row], str]) -> str:
    """What is told of further rows at the end of a title: ", and $45,690 for medical assistants".

    Args:
        rows: Rows of a table of pay or outlook; none for no end.
        say: Gives what is said of a row.
    """
    each = listed([f"{say(row)} for {people(label(row))}" for row in rows])
    return f", and {each}" if each else ""


def _has_the_name(row: Row) -> bool:
    return bool(plain_title(row["role"]) == plain_title(row["occupation_title"]))


def role_of(rows: Sequence[Row]) -> str:
    """The role that rows belong to, or "roles" if they belong to several."""
    roles = {str(row["role"]) for row in rows}
    return roles.pop() if len(roles) == 1 else "roles"
