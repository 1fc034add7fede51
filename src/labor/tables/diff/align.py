"""The rows of two releases side by side: only places both have, only occupations that are one."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from labor.errors import AnalysisError
from labor.occupations.lineage import STEP, between, chain_between
from labor.schema.core import TableSchema
from labor.schema.tables import TABLES
from labor.tables.diff.release import RELEASE, ReleaseTables
from labor.terms import ALL_INDUSTRIES

#: Columns that say which part of the country and of the economy an estimate is about.
PLACE = ("area_code", "industry_code", "industry_level", "ownership_code")
_PLACE_TITLES = ("area_title", "industry_title")
_CODES = ("occupation_code", "onet_soc_code")
#: What the lineage calls a code that stands for the same jobs in the newer list. A code that
#: became another one is left out: 15-2090 is called recoded, yet its jobs grew fifteenfold
#: within a year, so that "one to one" is not proof enough to compare numbers.
_SAME = ("same", "renamed")


@dataclass(frozen=True)
class AlignedTable:
    """One table of two releases.

    Args:
        schema: What the table is.
        old: Its rows in the older release, in places that both have.
        new: Its rows in the newer one, in the same places.
        both: Rows about the same occupation and place side by side: the columns of the key
            once, all others with `_old` and `_new`.
        code: Column of the occupation's code; empty if the table has none.
        versions: Lists of codes of the two releases; equal if the table is one of lists itself.
        steps: Rows of `soc_lineage` from the older list to the newer; within one list those from
            codes to the groups that are published in their place.
    """

    schema: TableSchema
    old: pd.DataFrame
    new: pd.DataFrame
    both: pd.DataFrame
    code: str
    versions: tuple[str, str]
    steps: pd.DataFrame

    def labels(self, rows: pd.DataFrame, *without: str) -> dict[str, pd.Series]:
        """Names of rows of `both`.

        Args:
            rows: The rows.
            *without: Columns of the key that are no part of the place.

        Returns:
            `occupation_code`, `occupation_title` in the newer release, and `place`: what else
            of the key tells rows of the table apart, areas and industries by their titles. All
            industries together are not named, owners only where a level is split by them.
        """
        empty = pd.Series("", index=rows.index, dtype="str")
        left_out = (self.code, "occupation_level", "industry_level")
        names = [n for n in _row_key(self.schema) if n not in left_out]
        place = empty
        for name in names:
            different = len({*self.old[name].unique(), *self.new[name].unique()}) > 1
            if different and name not in without:
                part = _named(rows, name)
                comma = np.where((place == "") | (part == ""), "", ", ")
                place = place + comma + part
        title = empty
        if "occupation_title_new" in rows:
            title = rows["occupation_title_new"].fillna(rows["occupation_title_old"]).fillna("")
        code = rows[self.code] if self.code else empty
        return {"occupation_code": code, "occupation_title": title, "place": place}


def _named(rows: pd.DataFrame, name: str) -> pd.Series:
    """What a column of the key says of the place of rows of `AlignedTable.both`; "" for nothing."""
    part, title = rows[name].astype("str"), f"{name.removesuffix('_code')}_title_new"
    if title in rows:
        part = rows[title].fillna(part)
    if name == "industry_code":
        return part.mask(rows[name] == ALL_INDUSTRIES, "")
    if name == "ownership_code" and "industry_level" in rows:
        return part.where(rows["industry_level"].str.endswith("ownership"), "")
    return part


def finest(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows about single occupations; groups hold the same jobs again."""
    for name, value in (("occupation_level", "detailed"), ("occupation_kind", "line_item")):
        if name in frame:
            return frame[frame[name] == value]
    return frame


def common_places(
    old: ReleaseTables, new: ReleaseTables
) -> tuple[ReleaseTables, ReleaseTables, pd.DataFrame]:
    """Leave out areas, industries and owners that only one of two releases has.

    Args:
        old: Older release.
        new: Newer release.

    Returns:
        The releases with the tables that both have, in the places that both have; and a row
        per place left out: its codes and titles, number of `rows`, and `change`, which is
        "came" or "went".

    Raises:
        AnalysisError: The releases have no table or no place in common.
    """
    shared = [name for name in old.tables if name in new.tables]
    if not shared:
        raise AnalysisError(
            "The two releases have no table in common",
            expected=f"one of the tables of {old.label}: {', '.join(old.tables)}",
            got=f"{new.label} has {', '.join(new.tables)}",
            next_step="Name two releases of one kind of table.",
        )
    before, after = dict(old.tables), dict(new.tables)
    left_out: list[pd.DataFrame] = []
    for name in shared:
        key = [column for column in PLACE if column in TABLES[name].key]
        if "area_code" not in key:
            continue
        frames = before[name], after[name]
        places = [pd.MultiIndex.from_frame(frame[key]) for frame in frames]
        common = places[0].unique().intersection(places[1].unique())
        if common.empty:
            first = [" ".join(frame[key].iloc[0].astype("str")) for frame in frames]
            raise AnalysisError(
                f"No area, industry and ownership of the table {name} is in both releases",
                expected=f"places of {old.label}, such as {first[0]}",
                got=f"places of {new.label}, such as {first[1]}",
                next_step="Name two releases of the same places.",
            )
        inside = [index.isin(common) for index in places]
        if not left_out:  # the tables of a release have the same places
            sides = zip(frames, inside, ("went", "came"), strict=True)
            left_out = [_counted(frame[~rows], key, change) for frame, rows, change in sides]
        before[name], after[name] = frames[0][inside[0]], frames[1][inside[1]]
    empty = pd.DataFrame(columns=["change", *PLACE, "rows"])
    return (
        replace(old, tables={name: before[name] for name in shared}),
        replace(new, tables={name: after[name] for name in shared}),
        pd.concat(left_out, ignore_index=True) if left_out else empty,
    )


def _counted(frame: pd.DataFrame, key: list[str], change: str) -> pd.DataFrame:
    labels = [*key, *(name for name in _PLACE_TITLES if name in frame)]
    places = frame.groupby(labels, dropna=False).size().rename("rows").reset_index()
    places.insert(0, "change", change)
    return places


def align(
    name: str, old: ReleaseTables, new: ReleaseTables, lineage: pd.DataFrame | None
) -> AlignedTable:
    """Put the rows of one table side by side.

    In one list of codes a code stands for the same occupation. From one list to another it does
    if the lineage calls it the same or renamed; the total stays the total.

    Args:
        name: Table.
        old: Older release, see `common_places`.
        new: Newer release.
        lineage: Table `soc_lineage`, if it is built.

    Returns:
        The table's rows, and those that are about the same occupation in both.

    Raises:
        AnalysisError: A release has several rows where one is expected.
    """
    schema = TABLES[name]
    key = _row_key(schema)
    before, after = old.tables[name], new.tables[name]
    for release, frame in ((old, before), (new, after)):
        double = int(frame.duplicated(key).sum())
        if double:
            raise AnalysisError(
                f"{release.label} holds several releases of the table {name}",
                expected="one row for each " + ", ".join(key),
                got=f"{double} rows more",
                next_step="Compare files of one release each.",
            )
    code = next((column for column in _CODES if column in schema.key), "")
    versions = _versions(schema, before), _versions(schema, after)
    steps, same = pd.DataFrame(columns=STEP, dtype="str"), before
    if lineage is not None and chain_between(lineage, *versions):
        steps = between(lineage, *versions)
    if versions[0] != versions[1]:
        is_same = before[code].isin(steps.loc[steps["relation"].isin(_SAME), "from_code"])
        if "occupation_level" in before:
            is_same |= before["occupation_level"] == "total"
        same = before[is_same]
    other = [column for column in before if column not in key]
    both = same.rename(columns={column: f"{column}_old" for column in other}).merge(
        after.rename(columns={column: f"{column}_new" for column in other}),
        on=key,
        validate="one_to_one",
    )
    return AlignedTable(schema, before, after, both, code, versions, steps)


def _row_key(schema: TableSchema) -> list[str]:
    """The columns of the key that name a row within one release."""
    return [name for name in schema.key if name not in RELEASE]


def _versions(schema: TableSchema, frame: pd.DataFrame) -> str:
    """The list of codes of a table's rows, several joined; empty if it is part of the key."""
    if "soc_version" in schema.key or "soc_version" not in schema.names:
        return ""
    return "+".join(sorted(frame["soc_version"].dropna().unique()))
