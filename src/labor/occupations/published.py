"""Which published figure answers for a role in a year and place, and by which relation."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from labor.occupations.codebook import StandIn
from labor.occupations.roles import Role


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
    is_composite = role.kind == "composite"
    if not codes and not is_composite:
        return [Slot(role.label, "single", "", "")]
    if len(codes) > 1 and listed is not None and not is_composite:
        together = _first(role, soc_version, codes, listed)
        if together is not None:
            relation = _relation(role, soc_version, together.relation)
            return [Slot(role.label, "single", together.codes[0], relation)]
    found: dict[str, tuple[str, str]] = {}  # by code: its relation to a code of the role, and that
    for code in codes:
        other = None
        if listed is not None and code not in listed:
            other = _first(role, soc_version, (code,), listed)
        if other is None or (is_composite and other.relation == "published_in"):
            found.setdefault(code, ("itself", code))
            continue
        for stand_in in other.codes:
            found.setdefault(stand_in, (other.relation, code))
    if is_composite:
        members = [Slot(role.label, "member", code, "member") for code in found]
        return [Slot(role.label, "composite", "", "group"), *members]
    if len(found) == 1:
        ((code, (relation, _)),) = found.items()
        return [Slot(role.label, "single", code, _relation(role, soc_version, relation))]
    return [
        Slot(role.label, "part", code, _of_part(role, soc_version, *one))
        for code, one in found.items()
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


def _of_part(role: Role, soc_version: str, relation: str, code: str) -> str:
    """How the figure of one of several codes of a role stands to the role."""
    extent = role.coverage.get(soc_version, "same")
    if extent in ("by_code", "by_name"):
        return extent
    if relation == "published_in" or code in role.mixed.get(soc_version, ()):
        return "overlapping"
    return "narrower" if extent in ("narrower", "overlapping") else "part"
