"""The rows of two releases side by side: only places both have, only occupations that are one."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from labor.errors import AnalysisError
from labor.occupations.lineage import between, chain_between
from labor.schema.core import TableSchema
from labor.schema.tables import TABLES
from labor.tables.diff.releases import RELEASE, Release

#: Columns that say which part of the country and of the economy an estimate is about.
PLACE = ("area_code", "industry_code", "industry_level", "ownership_code")
_PLACE_TITLES = ("area_title", "industry_title")
_CODES = ("occupation_code", "onet_soc_code")
#: What the lineage calls a code that stands for the same jobs in the newer list. A code that
#: became another one is left out: 15-2090 is called recoded, yet its jobs grew fifteenfold
#: within a year, so that "one to one" is not proof enough to compare numbers.
_SAME = ("same", "renamed")


@dataclass(frozen=True)
class Pair:
    """One table of two releases.

    Args:
        schema: What the table is.
        old: Its rows in the older release, in places that both have.
        new: Its rows in the newer one, in the same places.
        both: Rows about the same occupation and place side by side: the columns of the key
            once, all others with `_old` and `_new`.
    """

    schema: TableSchema
    old: pd.DataFrame
    new: pd.DataFrame
    both: pd.DataFrame

    @property
    def code(self) -> str:
        """Column of the occupation's code; empty if the table has none."""
        return code_column(self.schema)

    @property
    def versions(self) -> tuple[str, str]:
        """Lists of codes of the two releases; equal if the table is one of lists itself."""
        return versions_of(self.schema, self.old, self.new)

    @property
    def details(self) -> list[str]:
        """Columns of the key, beside release and occupation, in which rows differ."""
        names = [n for n in release_key(self.schema) if n not in (self.code, "occupation_level")]
        return [n for n in names if len({*self.old[n].unique(), *self.new[n].unique()}) > 1]


def code_column(schema: TableSchema) -> str:
    """Column of the key with the occupation's code; empty if there is none."""
    return next((name for name in _CODES if name in schema.key), "")


def release_key(schema: TableSchema) -> list[str]:
    """The columns of the key that name a row within one release."""
    return [name for name in schema.key if name not in RELEASE]


def versions_of(schema: TableSchema, old: pd.DataFrame, new: pd.DataFrame) -> tuple[str, str]:
    """The lists of codes that two sides of a table use; several are joined.

    Where the list is part of the key, rows are about one list anyhow, and both are empty.
    """
    if "soc_version" in schema.key or "soc_version" not in schema.names:
        return "", ""
    before, after = ("+".join(sorted(f["soc_version"].dropna().unique())) for f in (old, new))
    return before, after


def finest(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows about single occupations; groups hold the same jobs again."""
    for name, value in (("occupation_level", "detailed"), ("occupation_kind", "line_item")):
        if name in frame:
            return frame[frame[name] == value]
    return frame


def common_places(old: Release, new: Release) -> tuple[Release, Release, pd.DataFrame]:
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
    before, after, left_out = {}, {}, []
    for name in shared:
        columns = TABLES[name].key
        key = [column for column in PLACE if column in columns and "area_code" in columns]
        sides = old.tables[name], new.tables[name]
        if key:
            has = _shared_rows(*sides, key)
            if not has[0].any():
                raise _no_place(name, old, new, key)
            left_out.append(_left_out(sides, has, key))
            sides = sides[0][has[0]], sides[1][has[1]]
        before[name], after[name] = sides
    places = left_out[0] if left_out else pd.DataFrame(columns=["change", *PLACE, "rows"])
    return replace(old, tables=before), replace(new, tables=after), places


def _shared_rows(
    old: pd.DataFrame, new: pd.DataFrame, key: list[str]
) -> tuple[pd.Series, pd.Series]:
    """Whether the place of each row is in the other release, too."""
    rows = [pd.MultiIndex.from_frame(frame[key]) for frame in (old, new)]
    common = rows[0].unique().intersection(rows[1].unique())
    return (
        pd.Series(rows[0].isin(common), index=old.index),
        pd.Series(rows[1].isin(common), index=new.index),
    )


def _left_out(
    sides: tuple[pd.DataFrame, pd.DataFrame], has: tuple[pd.Series, pd.Series], key: list[str]
) -> pd.DataFrame:
    counted = []
    for frame, kept, change in zip(sides, has, ("went", "came"), strict=True):
        labels = [*key, *(name for name in _PLACE_TITLES if name in frame)]
        places = frame[~kept].groupby(labels, dropna=False).size().rename("rows").reset_index()
        places.insert(0, "change", change)
        counted.append(places)
    return pd.concat(counted, ignore_index=True)


def _no_place(name: str, old: Release, new: Release, key: list[str]) -> AnalysisError:
    first = [side.tables[name][key].iloc[0].astype("str") for side in (old, new)]
    return AnalysisError(
        f"No area, industry and ownership of the table {name} is in both releases",
        expected=f"places of {old.label}, such as {' '.join(first[0])}",
        got=f"places of {new.label}, such as {' '.join(first[1])}",
        next_step="Name two releases of the same places.",
    )


def pair_up(name: str, old: Release, new: Release, lineage: pd.DataFrame | None) -> Pair:
    """Put the rows of one table side by side.

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
    key = release_key(schema)
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
    same = before[is_same(schema, before, after, lineage)]
    other = [column for column in before if column not in key]
    both = same.rename(columns={column: f"{column}_old" for column in other}).merge(
        after.rename(columns={column: f"{column}_new" for column in other}),
        on=key,
        validate="one_to_one",
    )
    return Pair(schema, before, after, both)


def is_same(
    schema: TableSchema, old: pd.DataFrame, new: pd.DataFrame, lineage: pd.DataFrame | None
) -> pd.Series:
    """Whether the code of each older row stands for the same occupation in the newer release.

    In one list of codes it does. From one list to another it does if the lineage calls it the
    same or renamed; the total stays the total.
    """
    versions = versions_of(schema, old, new)
    if versions[0] == versions[1]:
        return pd.Series(True, index=old.index)
    steps = steps_between(*versions, lineage)
    same_codes = steps.loc[steps["relation"].isin(_SAME), "from_code"]
    same = old[code_column(schema)].isin(same_codes)
    return same | (old["occupation_level"] == "total") if "occupation_level" in old else same


def steps_between(old_version: str, new_version: str, lineage: pd.DataFrame | None) -> pd.DataFrame:
    """Rows of the lineage from one list of codes to another; none if nothing links them."""
    if lineage is None:
        return pd.DataFrame(
            columns=["from_code", "from_title", "to_code", "to_title", "relation", "standing"],
            dtype="str",
        )
    if not chain_between(lineage, old_version, new_version):
        return lineage.iloc[:0]
    return between(lineage, old_version, new_version)
