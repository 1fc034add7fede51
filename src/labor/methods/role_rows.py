"""Which rows of the tidy tables belong to a role, in the codes of a year or a vintage."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from labor.errors import AnalysisError
from labor.terms import ALL_INDUSTRIES, ALL_OWNERS, LEVELS, NATION

if TYPE_CHECKING:
    from labor.occupations import Role
    from labor.occupations.codebook import StandIn

#: Which of two rows with one code and the same numbers is kept: the more detailed label.
_LEVEL_ORDER = {level: place for place, level in enumerate(reversed(LEVELS))}


@dataclass(frozen=True)
class Slot:
    """One row that a role takes in a table, and how its figure stands to the role.

    Args:
        role: Label of the role.
        role_kind: "single", "composite", "member" (of the composite) or "part" (one of several
            codes that a classification gives the role).
        code: Occupation code; empty on a composite's own row, and when there is no code.
        relation: How the figure stands to the role, see `roles.RELATIONS`; empty when there is
            no code.
    """

    role: str
    role_kind: str
    code: str
    relation: str = "itself"


def slots(role: Role, soc_version: str, listed: Container[str] | None = None) -> list[Slot]:
    """Which published figures answer for a role, and by which relation.

    Args:
        role: Role with its codes by classification version.
        soc_version: Version of the codes in the table at hand.
        listed: Codes that the table has for the year and place; without it the role's own codes
            are taken as they are.

    Returns:
        One slot for a single code; for a composite its own slot, then one for each member; for
        a role that is several codes in this version one for each, or one for the code that
        holds them all; one slot without a code when the version has none. A code that the
        table does not have gives way to the first of its stand-ins that has a row.
    """
    codes = tuple(role.codes.get(soc_version, ()))
    own = _relation(role, soc_version, "itself")
    if not codes and role.kind != "composite":
        return [Slot(role.label, "single", "", "")]
    if len(codes) > 1 and listed is not None and role.kind != "composite":
        together = _first(role, soc_version, codes, listed)
        if together is not None:
            relation = _relation(role, soc_version, together.relation)
            return [Slot(role.label, "single", together.codes[0], relation)]
    found: dict[str, str] = {}
    for code in codes:
        other = None
        if listed is not None and code not in listed:
            other = _first(role, soc_version, (code,), listed)
        if other is None or (role.kind == "composite" and other.relation == "published_in"):
            found.setdefault(code, own)
            continue
        for stand_in in other.codes:
            found.setdefault(stand_in, _relation(role, soc_version, other.relation))
    if role.kind == "composite":
        members = [Slot(role.label, "member", code, "member") for code in found]
        return [Slot(role.label, "composite", "", "group"), *members]
    if len(found) == 1:
        return [Slot(role.label, "single", *one) for one in found.items()]
    whole = ("itself", "same_jobs")
    return [
        Slot(role.label, "part", code, "part" if relation in whole else relation)
        for code, relation in found.items()
    ]


def _first(
    role: Role, soc_version: str, codes: tuple[str, ...], listed: Container[str]
) -> StandIn | None:
    """The first stand-in of codes of a role that has a row."""
    stand_ins = [one for one in role.stand_ins.get(soc_version, ()) if one.of == codes]
    return next((one for one in stand_ins if any(code in listed for code in one.codes)), None)


def _relation(role: Role, soc_version: str, relation: str) -> str:
    """How a figure stands to a role whose codes hold more or less than the role themselves."""
    extent = role.coverage.get(soc_version, "same")
    if extent == "same":
        return relation
    if extent == "narrower" and relation == "published_in":
        return "overlapping"
    return extent


def table(tables: Mapping[str, pd.DataFrame], name: str) -> pd.DataFrame:
    """Take one tidy table from those at hand.

    Args:
        tables: Tidy tables by name.
        name: Name of the table.

    Returns:
        The table.

    Raises:
        AnalysisError: It is not there.
    """
    if name not in tables:
        raise AnalysisError(
            f"The table {name!r} is needed and was not given",
            got=", ".join(sorted(tables)) or "no tables",
            next_step="Build it with `labor build` and pass it with the others.",
        )
    return tables[name]


def pay_rows(
    frame: pd.DataFrame,
    year: int,
    area_code: str = NATION,
    industry_code: str = ALL_INDUSTRIES,
    ownership_code: str = ALL_OWNERS,
) -> pd.DataFrame:
    """The rows of `wages` or `employment` for one year and one area.

    A code that the agency printed twice, as broad and as detailed with the same numbers, is
    kept once.

    Args:
        frame: Table `wages` or `employment`.
        year: Reference year.
        area_code: Area; "99" is the nation.
        industry_code: Industry; "000000" is all industries.
        ownership_code: Ownership; "1235" is all.

    Returns:
        The rows, one per occupation (and statistic).

    Raises:
        AnalysisError: The year or the area is not in the table.
    """
    require_value(frame, "reference_year", year, "year")
    rows = _chosen(frame, frame["reference_year"] == year)
    require_value(rows, "area_code", area_code, f"area in {year}")
    own = (rows["area_code"] == area_code) & (rows["industry_code"] == industry_code)
    return once_per_code(_chosen(rows, own & (rows["ownership_code"] == ownership_code)))


def _chosen(frame: pd.DataFrame, mask: pd.Series) -> pd.DataFrame:
    """The rows of a mask; the frame itself, which takes no time, if those are all."""
    return frame if mask.all() else frame[mask]


def once_per_code(rows: pd.DataFrame) -> pd.DataFrame:
    """Keep the most detailed of the rows that differ only in `occupation_level`."""
    keys = ["reference_year", "area_code", "occupation_code"]
    keys += [name for name in ("statistic",) if name in rows.columns]
    if not rows.duplicated(keys).any():
        return rows
    order = rows["occupation_level"].map(_LEVEL_ORDER).fillna(len(_LEVEL_ORDER))
    ordered = rows.iloc[order.argsort(kind="stable")]
    return ordered.drop_duplicates(keys).sort_index()


def version_of(rows: pd.DataFrame, what: str) -> str:
    """The classification version of a set of rows.

    Args:
        rows: Rows of one year or one vintage.
        what: What they are, for the message.

    Returns:
        Their one `soc_version`.

    Raises:
        AnalysisError: They have none or several.
    """
    versions = sorted(rows["soc_version"].unique())
    if len(versions) != 1:
        raise AnalysisError(
            f"{what} must use one classification of occupations",
            expected="one soc_version",
            got=", ".join(versions) or "no rows",
            next_step="Check the table with `labor verify data`.",
        )
    return versions[0]


def require_value(frame: pd.DataFrame, column: str, value: object, what: str) -> None:
    """Say which values there are when the one asked for is not among them.

    Args:
        frame: Table to look in.
        column: Column that must have the value.
        value: Value asked for.
        what: What the value is, in words.

    Raises:
        AnalysisError: No row has the value.
    """
    if not (frame[column] == value).any():
        known = sorted(frame[column].dropna().unique())
        shown = ", ".join(map(str, known[:40])) + (", ..." if len(known) > 40 else "")
        raise AnalysisError(
            f"There is no such {what} in the table: {value}",
            expected=shown or "a table with rows",
            got=str(value),
            next_step="Choose one of those, or fetch the table of that year.",
        )
