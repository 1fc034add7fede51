"""A role: one occupation or several, with its codes in every list, and what a reader must know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from labor.errors import OccupationError
from labor.occupations.codebook import Carried, Codebook, Codes, StandIn
from labor.occupations.codes import SERIES, is_military, is_newer

#: How the codes of a list cover the role.
COVERAGE = {
    "same": "the same jobs",
    "wider": "all of its jobs and other jobs",
    "narrower": "only a part of its jobs",
    "overlapping": "a part of its jobs and other jobs",
    "by_code": "a group with the same code, whose detailed occupations are not all the same",
    "by_name": "an occupation with the same name; no crosswalk says whether it is the same",
}

#: How a published figure stands to the role it answers for. The first ones are figures of the
#: role itself: they bear its name and may be ranked.
RELATIONS = {
    "itself": "the occupation or group that was asked for",
    "same_jobs": "another code with the same jobs",
    "part": "one of several codes that together hold the role",
    "group": "a group that the Handbook made",
    "member": "an occupation of such a group",
    **{extent: COVERAGE[extent] for extent in ("by_code", "by_name")},
    "published_in": "the group in whose place the role has no figure of its own",
    **{extent: COVERAGE[extent] for extent in ("wider", "narrower", "overlapping")},
}
#: Relations of figures that are of other jobs than the role: named, never ranked.
OF_OTHERS = ("published_in", "wider", "narrower", "overlapping")

#: What the coverage of a list becomes for an occupation inside the one that the list has.
_INSIDE = {"same": "wider", "narrower": "overlapping"}

#: So many occupations are named in a sentence; of more, the rest is counted.
_NAMED = 4


@dataclass(frozen=True)
class Role:
    """What a person asked for, as occupation codes.

    Args:
        query: The words or the code asked for.
        label: Name for titles and tables.
        kind: "single": one code; "composite": a profile of the Occupational Outlook
            Handbook that joins occupations and has no code; "several": a job title that
            belongs to several occupations.
        codes: Codes by list (`soc_version`), oldest list first; a list without any for the
            role is absent.
        notes: Plain sentences on splits, mergers and groups.
        profile_id: Handbook profile of the role, empty if there is none.
        anchor_version: List in which the query names the occupation; the other codes
            follow from it.
        coverage: How the codes of each list cover the role, see `COVERAGE`.
        stand_ins: By list, what answers where a code has no figure, the best first.
        mixed: By list that divides the role, those of its codes that hold other jobs as well.
        chance: How probable it is that this is meant: 1 for a code, an official title and a job
            title of one occupation; less if the words were read, as the first note then says.
    """

    query: str
    label: str
    kind: str
    codes: Mapping[str, tuple[str, ...]]
    notes: tuple[str, ...] = ()
    profile_id: str = ""
    anchor_version: str = ""
    coverage: Mapping[str, str] = field(default_factory=dict)
    stand_ins: Mapping[str, tuple[StandIn, ...]] = field(default_factory=dict)
    mixed: Mapping[str, frozenset[str]] = field(default_factory=dict)
    chance: float = 1.0

    @property
    def reading(self) -> str:
        """How the words were read, if they are no name of one occupation; else empty."""
        return self.notes[0] if self.chance < 1 and self.notes else ""

    def codes_that_answer(self, soc_version: str) -> frozenset[str]:
        """The codes of a list whose figures can answer for the role."""
        own = self.codes.get(soc_version, ())
        return frozenset(own).union(*(one.codes for one in self.stand_ins.get(soc_version, ())))

    @property
    def every_code(self) -> frozenset[str]:
        """The same of all lists together, to load rows by."""
        return frozenset().union(*map(self.codes_that_answer, self.codes))


def inside(role: Role, label: str) -> Role:
    """The role of an occupation that is only a part of what the codes of another role hold.

    Args:
        role: Role of the wider occupation.
        label: Name of the one inside.

    Returns:
        A role with the same codes, none of which is said to be just that occupation.
    """
    coverage = {name: _INSIDE.get(extent, extent) for name, extent in role.coverage.items()}
    mixed = {name: frozenset(codes) for name, codes in role.codes.items()}
    return replace(role, label=label, coverage=coverage, mixed=mixed)


@dataclass(frozen=True)
class Trace:
    """Codes and coverage of a role by list, and what a reader must know of them."""

    codes: dict[str, tuple[str, ...]]
    coverage: dict[str, str]
    notes: tuple[str, ...]
    stand_ins: dict[str, tuple[StandIn, ...]]
    mixed: dict[str, frozenset[str]]


def trace(codes: Iterable[str], version: str, codebook: Codebook) -> Trace:
    """Carry codes of one list through all lists of wage estimates and projections.

    Steps that only the projections show are in a note and not followed: the wage
    estimates of May 2019 and May 2020 count the whole of a divided SOC 2010 occupation in
    the code that their own workbook names.

    Args:
        codes: Codes of one list.
        version: That list, one of `codes.SERIES`.
        codebook: Codes and steps.

    Returns:
        Codes by list, and notes. Where the detailed occupations of a published group are all
        there, the group stands in their place. A group that is asked for is its own code in
        every list that has it, even where other occupations were in it.

    Raises:
        OccupationError: A code is not in the list, or the list is not one of the series.
    """
    if version not in SERIES:
        raise OccupationError(
            "A role cannot be carried from this list of codes",
            expected=", ".join(SERIES),
            got=version,
        )
    start_codes = tuple(dict.fromkeys(codes))
    names = {code: codebook.name(code, version) for code in start_codes}
    start = frozenset().union(*(codebook.detailed(code, version) for code in start_codes))
    found: dict[str, tuple[str, ...]] = {}
    coverage: dict[str, str] = {}
    remarks: dict[str, list[str]] = {}
    for other in SERIES:
        notes_here: list[str] = []
        if other == version:
            found[other], coverage[other] = start_codes, "same"
        else:
            carried = codebook.carry(start, version, other)
            groups = [code for code in start_codes if _same_group(code, version, other, codebook)]
            whole = frozenset().union(*(codebook.detailed(code, other) for code in groups))
            outside = frozenset() if start_codes == tuple(groups) else carried.codes - whole
            found[other] = _civilian((*groups, *codebook.published_as(outside, other)))
            coverage[other] = carried.coverage
            if groups and (
                carried.coverage != "same" or not whole <= carried.codes <= whole | outside
            ):
                coverage[other] = "by_code"
                notes_here += [f"{names[code]} has other members" for code in groups]
            for code in start_codes:
                if code not in groups:
                    notes_here += _remarks(code, version, other, start, codebook)
        if not found[other]:
            del found[other], coverage[other]
        notes_here += _published_inside(found.get(other, ()), other, codebook)
        for remark in notes_here:
            remarks.setdefault(remark, []).append(SERIES[other])
    notes = tuple(f"{text} ({'; '.join(lists)})." for text, lists in remarks.items())
    stand_ins = {other: codebook.stand_ins(own, other) for other, own in found.items()}
    mixed = {
        other: frozenset(code for code in own if _is_mixed(code, other, start, version, codebook))
        for other, own in found.items()
        if len(own) > 1 and coverage[other] in ("wider", "overlapping")
    }
    return Trace(found, coverage, notes, stand_ins, mixed)


def _is_mixed(code: str, other: str, start: Codes, version: str, codebook: Codebook) -> bool:
    """Whether a code of another list holds jobs beyond those asked for."""
    back = codebook.carry(codebook.detailed(code, other), other, version)
    return not back.codes | back.elsewhere <= start


def _civilian(codes: tuple[str, ...]) -> tuple[str, ...]:
    """The codes without those of the military, which the survey does not count, beside others."""
    return tuple(code for code in codes if not is_military(code)) or codes


def _same_group(code: str, version: str, other: str, codebook: Codebook) -> bool:
    """Whether another list has a group by its code; a group of one occupation is that one."""
    is_group = codebook.is_group(code, version) and codebook.is_group(code, other)
    return is_group and len(codebook.detailed(code, version)) > 1


def _remarks(code: str, version: str, other: str, start: Codes, codebook: Codebook) -> list[str]:
    """What one code is in another list, as far as it is not the same."""
    own = codebook.carry(codebook.detailed(code, version), version, other)
    there = codebook.published_as(own.codes, other)
    if not there:
        return []
    subject = codebook.name(code, version)
    mixed_in = _names(own.mixed_in - start, version, codebook)
    notes = []
    if len(there) > 1:
        verb = "was split into" if is_newer(other, version) else "was put together from"
        notes.append(f"{subject} {verb} {_names(there, other, codebook)}")
        notes += _shared(own, version, other, start, codebook)
    elif there[0] == code and mixed_in:
        notes.append(f"{subject} also holds what is {mixed_in} in {SERIES[version]}")
    elif mixed_in:
        whole = _names(there, other, codebook)
        notes.append(f"{subject} is inside {whole}, together with {mixed_in}")
    elif there[0] != code:
        notes.append(f"{subject} is {_names(there, other, codebook)}")
    elif not codebook.same_title(code, version, code, other):
        notes.append(f"{subject} is called {codebook.title(code, other)}")
    if elsewhere := own.elsewhere - own.codes:
        places = _names(elsewhere, other, codebook)
        notes.append(f"The Employment Projections count a part of {subject} in {places}")
    return notes


def _shared(own: Carried, version: str, other: str, start: Codes, codebook: Codebook) -> list[str]:
    """Which of several codes hold something else as well."""
    notes = []
    for place in sorted(own.codes):
        mixed_in = codebook.carry({place}, other, version).codes - start
        if mixed_in:
            holder = codebook.name(place, other)
            notes.append(f"{holder} also takes in {_names(mixed_in, version, codebook)}")
    return notes


def _published_inside(codes: Iterable[str], version: str, codebook: Codebook) -> list[str]:
    return [
        f"{codebook.name(code, version)} is published only inside the group "
        f"{codebook.name(group, version)}, in some years or in all"
        for code in codes
        if (group := codebook.group_of(code, version))
    ]


def _names(codes: Iterable[str], version: str, codebook: Codebook) -> str:
    listed = sorted(codes)
    names = [codebook.name(code, version) for code in listed[:_NAMED]]
    if len(listed) > _NAMED:
        names.append(f"{len(listed) - _NAMED} more")
    return "; ".join(names)
