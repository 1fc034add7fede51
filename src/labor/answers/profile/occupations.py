"""The occupations of O*NET that a role is, and what O*NET's tables have on each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import pandas as pd

from labor.answers.ladder.links import release_order
from labor.errors import AnalysisError
from labor.occupations.codes import level_of
from labor.occupations.lineage import published_groups

if TYPE_CHECKING:
    from labor.occupations import Role

Tables = Mapping[str, pd.DataFrame]

#: Ending of O*NET's code of a SOC occupation itself; finer ones have other endings.
WHOLE = ".00"
COLUMNS = (
    "onet_version",
    "onet_soc_code",
    "occupation_title",
    "description",
    "soc_code",
    "soc_version",
    "asked_code",
    "source_id",
)
#: Digits that two codes share if one is in the group of the other.
_SHARED = {"total": 0, "major": 3, "minor": 5, "broad": 6}


def release_of(tables: Tables, release: str | None) -> str:
    """The release of O*NET that a profile is made from.

    Args:
        tables: Tidy tables; `onet_occupations` where it is held.
        release: Release asked for; the newest if None.

    Returns:
        The release, "" if no table of O*NET is held and none was asked for.

    Raises:
        AnalysisError: The release is not held.
    """
    held = sorted(set(_table(tables)["onet_version"]), key=release_order)
    if release is not None and release not in held:
        raise AnalysisError(
            "There is no such release of O*NET in the tables",
            expected=", ".join(held) or "none is held",
            got=release,
            next_step="Choose one of those, or run `labor fetch onet` and `labor build`.",
        )
    return release or (held[-1] if held else "")


def occupations_of(role: Role, tables: Tables, release: str) -> pd.DataFrame:
    """The occupations that O*NET describes for a role.

    Args:
        role: Role with its codes by list.
        tables: Tidy tables `onet_occupations` and, for groups that are published in place of
            their occupations, `soc_lineage`.
        release: Release of O*NET.

    Returns:
        A row per occupation of O*NET, in the order of the role's codes, the SOC occupation
        before its finer ones; `asked_code` is the code of the role that it belongs to.
    """
    known = _table(tables)
    known = known[known["onet_version"] == release]
    parts = []
    for code in codes_of(role, known):
        detailed = _detailed(code, known, tables)
        own = known[known["soc_code"].isin(detailed)].sort_values("onet_soc_code")
        parts.append(own.assign(asked_code=code))
    found = pd.concat(parts, ignore_index=True) if parts else known.assign(asked_code="")
    return found.drop_duplicates("onet_soc_code").reset_index(drop=True)[list(COLUMNS)]


def codes_of(role: Role, known: pd.DataFrame) -> tuple[str, ...]:
    """The role's codes in the classification that a release of O*NET uses."""
    versions = known["soc_version"].unique()
    return tuple(role.codes.get(versions[0], ())) if len(versions) == 1 else ()


def rows_of(occupations: pd.DataFrame, tables: Tables, name: str) -> pd.DataFrame:
    """The rows of an O*NET table for some occupations, in their order.

    Args:
        occupations: Output of `occupations_of`.
        tables: Tidy tables by name.
        name: Table with `onet_version` and `onet_soc_code`.

    Returns:
        The rows with `occupation_title`; no rows where the table is not held.
    """
    if name not in tables:
        return pd.DataFrame({"source_id": pd.Series(dtype="str")})
    key = ["onet_version", "onet_soc_code"]
    return occupations[[*key, "occupation_title"]].merge(tables[name], on=key)


def is_one(values: pd.Series) -> bool:
    """Whether there are values and all are the same."""
    return bool(len(values)) and bool((values == values.iloc[0]).all())


def without_rows(occupations: pd.DataFrame, rows: pd.DataFrame) -> list[str]:
    """Titles of the occupations that a table has no rows on."""
    held = set(rows["onet_soc_code"]) if "onet_soc_code" in rows else set()
    return list(occupations.loc[~occupations["onet_soc_code"].isin(held), "occupation_title"])


def _table(tables: Tables) -> pd.DataFrame:
    names = [name for name in COLUMNS if name != "asked_code"]
    empty = pd.DataFrame({name: pd.Series(dtype="str") for name in names})
    return tables.get("onet_occupations", empty)


def _detailed(code: str, known: pd.DataFrame, tables: Tables) -> set[str]:
    """The detailed occupations that a code stands for."""
    if (known["soc_code"] == code).any():
        return {code}
    groups = published_groups(tables["soc_lineage"]) if "soc_lineage" in tables else {}
    inside = {member for member, group in groups.items() if group == code}
    return inside or _by_digits(code, known["soc_code"].unique())


def _by_digits(code: str, codes: Iterable[str]) -> set[str]:
    level = level_of(code)
    if level not in _SHARED:
        return set()
    return {other for other in codes if other.startswith(code[: _SHARED[level]])}
