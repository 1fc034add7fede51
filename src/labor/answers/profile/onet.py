"""What O*NET's lists say of a role as tables: technology, and similar occupations."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from labor.answers.profile.page import Profile, credit, silent
from labor.provenance.origin import Cell, Origin
from labor.show import words
from labor.show.display import Block
from labor.show.rows import Row
from labor.show.table import Field, Table

#: Places in O*NET's list that are shown; the rest is in the data.
_NEAREST = 10
_MOST_PRODUCTS = 12
_MOST_CLASSES = 8


def profile_technology(profile: Profile) -> Table | Block:
    """Software that the work is done with, what job postings ask for first.

    Args:
        profile: A profile as `labor.profile` gives it.

    Returns:
        For one occupation the products in demand and the hot ones, then the classes of all
        others; for several how many of them use a product. A sentence where nothing is listed.
    """
    rows = profile.technology
    if rows.empty:
        return silent("O*NET's tables here list no technology of this role.")
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
            Field("Class", lambda row: _text(row["commodity_title"])),
        ],
        rows=shown.to_dict("records"),
        data=rows,
        note=f"{_others(rest)} {credit(profile)}".strip(),
    )


def profile_similar(profile: Profile) -> Table | Block:
    """Similar occupations, who calls them so, and what they share with the role."""
    rows = profile.similar
    if rows.empty:
        return silent("Neither the Handbook nor O*NET's tables here name similar occupations.")
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
        rows=shown.to_dict("records"),
        data=rows,
        note=" ".join(note),
    )


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
        caption=f"Software of {_who(profile)}, by how many of its {of_all} occupations use it",
        fields=[
            Field("Product", lambda row: words.quoted(row["example"], "O*NET")),
            Field("Occupations that use it", _count("users"), "users"),
            Field("In demand in", _count("wanted"), "wanted"),
            Field("Class", lambda row: _text(row["commodity_title"])),
        ],
        rows=used.head(_MOST_PRODUCTS).to_dict("records"),
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
    said = [("in demand", row["in_demand"]), ("hot", row["hot_technology"])]
    return ", ".join(name for name, mark in said if mark == "yes")


def _count(name: str) -> Callable[[Row], str]:
    return lambda row: words.counted(int(row[name]), "occupations")


def _who(profile: Profile) -> str:
    return words.running(profile.role)


def _text(value: object) -> str:
    return str(value) if pd.notna(value) else "not stated"


def _others(rest: pd.DataFrame) -> str:
    """The classes of products that are not shown, the largest first."""
    if rest.empty:
        return ""
    classes = rest["commodity_title"].fillna("other").value_counts()
    order = sorted(classes.items(), key=lambda item: (-item[1], item[0]))
    said = [
        f"{words.running(name)} ({words.counted(int(number), 'products')})"
        for name, number in order[:_MOST_CLASSES]
    ]
    more = len(order) - _MOST_CLASSES
    if more > 0:
        said.append(f"{words.counted(more, 'classes')} more classes")
    products = words.several(len(rest), "other product")
    return f"Also listed, {products}: {words.listed(said)}; all of them are in the data."


def _code(row: Row) -> str:
    """The code; of one of O*NET's finer occupations O*NET's own."""
    finer = row["related_onet_soc_code"]
    if pd.notna(finer) and not str(finer).endswith(".00"):
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
