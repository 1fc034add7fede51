"""Similar roles to compare with, by several readings of "similar", each with its reason."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import pandas as pd

from labor.errors import AnalysisError
from labor.methods.outlook import line_items, newest_vintage, vintage_rows
from labor.methods.role_rows import pay_rows, require_value, table, version_of
from labor.occupations import OF_OTHERS
from labor.occupations.published import slots
from labor.show.answer import Answer
from labor.show.measure import UNITS
from labor.show.rows import records
from labor.show.words import (
    dollars,
    listed_names,
    numeral,
    people,
    percent,
    running,
    sentence_case,
    when,
)
from labor.terms import NATION

if TYPE_CHECKING:
    from labor.occupations import Role
    from labor.show.table import Table

COLUMNS = ("basis", "rank", "peer", "occupation_code", "profile_id", "reason", "source_id")

_NEEDS = ("entry_education", "work_experience", "training")
#: Steps of education: how far each level of entry education is from the lowest, by what it takes.
_STEPS = {
    "No formal educational credential": 0,
    "Less than high school": 0,
    "High school diploma or equivalent": 0,
    "Some college, no degree": 1,
    "Postsecondary nondegree award": 1,
    "Associate's degree": 2,
    "Bachelor's degree": 3,
    "Master's degree": 4,
    "Doctoral or professional degree": 5,
}
#: Leading characters that codes of one field have in common: "29" of "29-2072".
_FIELD = 2
Tables = Mapping[str, pd.DataFrame]

#: So many roles of a list are named in its sentence.
_NAMED = 2
#: What is said of a role and its list by each reading of similar; the first roles of it follow.
_SENTENCES = {
    "ooh": "the Handbook lists roles like {role}",
    "listed_by": "the Handbook's pages on other roles list {role} as like them",
    "onet": "O*NET links other roles with {role}",
    "education": "some roles near {role} need the same schooling",
    "pay": "some roles have pay close to that of {role}",
}
#: The same of a role that has a page of the Handbook together with others.
_TOGETHER = "the Handbook's page on {role} lists roles like them"
#: Lists with the closest role first.
_BY_CLOSENESS = ("onet", "pay")
#: Where more than one list is asked for, the role is named in the first.
_THEM = "them"
#: What is said where a list is empty.
_NOTHING = {
    "ooh": "the Handbook has no page on {role} alone.",
    "listed_by": "the Handbook has no page on {role} alone. Or no other page lists it.",
    "onet": "O*NET links no role with {role}.",
    "education": "no role near {role} needs the same schooling, work and training. Or the "
    "projection has no such role.",
    "pay": "no one median of {role} is out for that year. Some other year may have one.",
}
#: Heading of each list.
_CAPTIONS = {
    "ooh": "Similar by its own page in the Handbook",
    "listed_by": "Similar by their pages in the Handbook",
    "onet": "Related by O*NET",
    "education": "The same typical education, experience and training",
    "pay": "The nearest median pay",
}


@dataclass(frozen=True)
class Peers(Answer):
    """Roles to compare a role with, each with its reason.

    Args:
        rows: A row per suggestion: `basis`, `rank` (from 1), `peer` (title), `occupation_code`
            (empty for a Handbook profile of several occupations), `profile_id` (empty for an
            occupation), `reason` in words, `source_id`.
        sources: Rows of `sources` that the suggestions come from.
        role: The role, as it is called.
        by: What "similar" means in each list, in order: see `labor.peers`.
        published_as: The occupation or group whose figures and page stand for the role, where it
            has none of its own; the role itself if left out.
        lead: How the two stand to each other, in a sentence.
        page: Title of the Handbook's page that stands for the role and for others.
    """

    verb: ClassVar[str] = "peers"

    role: str
    by: tuple[str, ...]
    published_as: str = ""
    lead: str = ""
    page: str = ""

    @property
    def sentences(self) -> tuple[str, ...]:
        """A sentence for each list; one for an empty list, too."""
        found = (
            sentence_case(self._sentence(basis, is_named=not place))
            for place, basis in enumerate(self.by)
        )
        return tuple(filter(None, (self.lead, *found)))

    def table(self) -> Table:
        """All suggestions, one list after the other."""
        return self._table(f"Roles to compare with {self.role}", self.rows)

    def tables(self) -> tuple[Table, ...]:
        """A table for each list."""
        return tuple(self._table(_CAPTIONS[basis], self._list(basis)) for basis in self.by)

    def heading(self) -> dict[str, Any]:
        """The role, and what similar means."""
        return {"role": self.role, "by": list(self.by)}

    def _list(self, basis: str) -> pd.DataFrame:
        return self.rows[self.rows["basis"] == basis]

    def _sentence(self, basis: str, *, is_named: bool) -> str:
        is_described = basis == "onet" or not self.published_as
        name = people(self.role if is_described else self.published_as)
        listed = self._list(basis)["peer"]
        if listed.empty:
            return _NOTHING[basis].format(role=name)
        said = _SENTENCES[basis]
        if self.page and basis in ("ooh", "listed_by"):
            name, said = people(self.page), _TOGETHER if basis == "ooh" else said
        elif not is_named and not (basis == "onet" and self.published_as):
            name = _THEM
        # The first are the closest, or else any: short names without "and" are read best.
        plain = sorted(listed, key=lambda peer: (" and " in peer, len(peer)))
        first = list(listed) if basis in _BY_CLOSENESS else plain
        names = [people(peer) for peer in first[:_NAMED]]
        if more := len(listed) - len(names):
            names.append(f"{numeral(more)} more")
        return f"{said.format(role=name)}: {listed_names(names)}."

    def _table(self, caption: str, rows: pd.DataFrame) -> Table:
        from labor.show.table import Field, Table

        fields = [
            Field("Role", lambda row: row["peer"]),
            Field("Code", lambda row: row["occupation_code"] or "several"),
        ]
        # One reason for all stands once, below; that of the Handbook is in the caption.
        reasons = list(dict.fromkeys(rows["reason"]))
        note = reasons[0] if len(reasons) == 1 and "ooh" not in set(rows["basis"]) else ""
        if len(reasons) > 1:
            fields.append(Field("Why", lambda row: row["reason"]))
        return Table(caption=caption, fields=fields, rows=records(rows), data=rows, note=note)


def peers(
    role: Role,
    tables: Tables,
    bases: Sequence[str] = ("handbook", "onet"),
    *,
    year: int | None = None,
    vintage: str | None = None,
    limit: int = 10,
) -> pd.DataFrame:
    """Suggest roles to compare a role with.

    There is no one meaning of "similar", so each list stays by itself and says why a role is on
    it. The bases are
      handbook  the Handbook's profile of the role lists it,
      listed_by its own Handbook profile lists the role (the lists are often one-sided),
      onet      O*NET relates it by tasks, knowledge and titles, the most similar first; not
                those that need two or more steps of education beyond the role's,
      needs     the same typical education, experience and training in the same field or
                related by O*NET; the same field first,
      pay       the nearest median pay of the year.

    Args:
        role: Role with its codes by list of codes.
        tables: Tidy tables by name: `similar_occupations`, `profiles` and `profile_members` for
            the Handbook, `related_occupations` for O*NET, `projections` for needs, `wages` for
            pay.
        bases: Which lists are wanted, in order.
        year: Reference year for pay; the newest when None.
        vintage: Projection vintage for needs; the newest when None.
        limit: Length of each list.

    Returns:
        A row per suggestion: `basis`, `rank` (from 1), `peer` (title), `occupation_code` (empty
        for a Handbook profile of several occupations), `profile_id` (empty for an occupation),
        `reason` in words, `source_id`. A list can be empty.

    Raises:
        AnalysisError: A basis is unknown, or a table, year or vintage is missing.
    """
    makers: dict[str, Callable[[], pd.DataFrame]] = {
        "handbook": lambda: _handbook(role, tables),
        "listed_by": lambda: _listed_by(role, tables),
        "onet": lambda: _onet(role, tables),
        "needs": lambda: _needs(role, tables, vintage),
        "pay": lambda: _pay(role, table(tables, "wages"), year),
    }
    unknown = [basis for basis in bases if basis not in makers]
    if unknown:
        raise AnalysisError(
            "No such reading of similar",
            expected=", ".join(makers),
            got=", ".join(unknown),
            next_step="Choose one or several of those.",
        )
    lists = [_ranked(makers[basis](), basis, limit) for basis in bases]
    return pd.concat(lists, ignore_index=True).reindex(columns=list(COLUMNS))


def _ranked(rows: pd.DataFrame, basis: str, limit: int) -> pd.DataFrame:
    rows = rows.head(limit).reset_index(drop=True)
    return rows.assign(basis=basis, rank=range(1, len(rows) + 1))


def _handbook(role: Role, tables: Tables) -> pd.DataFrame:
    edition, own = pages_of(role, tables)
    similar = table(tables, "similar_occupations")
    rows = similar[(similar["edition"] == edition) & similar["profile_id"].isin(own)]
    rows = rows[~rows["similar_profile_id"].isin(own)].drop_duplicates("similar_profile_id")
    found = pd.DataFrame(
        {
            "profile_id": rows["similar_profile_id"],
            "peer": rows["similar_title"],
            "reason": f"The Handbook {edition} lists it as similar.",
            "source_id": rows["source_id"],
        }
    )
    return _with_codes(found, edition, tables)


def _listed_by(role: Role, tables: Tables) -> pd.DataFrame:
    edition, own = pages_of(role, tables)
    similar, profiles = table(tables, "similar_occupations"), table(tables, "profiles")
    rows = similar[(similar["edition"] == edition) & similar["similar_profile_id"].isin(own)]
    rows = rows[~rows["profile_id"].isin(own)].drop_duplicates("profile_id")
    titles = profiles[profiles["edition"] == edition].set_index("profile_id")["profile_title"]
    found = pd.DataFrame(
        {
            "profile_id": rows["profile_id"],
            "peer": rows["profile_id"].map(titles),
            "reason": f"Its page in the Handbook {edition} lists {running(role.label)} as similar.",
            "source_id": rows["source_id"],
        }
    )
    return _with_codes(found, edition, tables)


def own_profiles(role: Role, tables: Tables) -> tuple[str, list[str]]:
    """The newest edition of the Handbook, and the role's profiles in it.

    Args:
        role: Role with its codes by list of codes.
        tables: Tidy tables; `profile_members` is used.

    Returns:
        The edition and the profiles: the role's own, or those that lie inside its codes.
    """
    edition, codes, held = _pages(role, tables)
    own = [page for page, inside in held.items() if inside <= codes]
    return edition, [role.profile_id] if role.profile_id else own


def pages_of(role: Role, tables: Tables) -> tuple[str, list[str]]:
    """The same as `own_profiles`; of a role without one those that it shares with others."""
    edition, own = own_profiles(role, tables)
    if own:
        return edition, own
    _, codes, held = _pages(role, tables)
    return edition, [page for page, inside in held.items() if codes and codes <= inside]


def _pages(role: Role, tables: Tables) -> tuple[str, set[str], Mapping[str, set[str]]]:
    """The newest edition, the role's codes in it, and the occupations of each of its pages."""
    members = table(tables, "profile_members")
    edition = members["edition"].max()
    members = members[(members["edition"] == edition) & ~members["is_sum"]]
    version = version_of(members, f"The Handbook {edition}")
    codes = {slot.code for slot in slots(role, version, frozenset(members["occupation_code"]))}
    held = members.groupby("profile_id")["occupation_code"].agg(set)
    return edition, codes - {""}, dict(held)


def _with_codes(found: pd.DataFrame, edition: str, tables: Tables) -> pd.DataFrame:
    """Add the code of profiles that are one occupation."""
    members = table(tables, "profile_members")
    members = members[(members["edition"] == edition) & ~members["is_sum"]]
    single = members[~members.duplicated("profile_id", keep=False)]
    codes = single.set_index("profile_id")["occupation_code"]
    return found.assign(occupation_code=found["profile_id"].map(codes).fillna(""))


def _onet(role: Role, tables: Tables) -> pd.DataFrame:
    related = table(tables, "related_occupations")
    release = max(related["onet_version"].unique(), key=lambda name: [*map(int, name.split("."))])
    related = related[related["onet_version"] == release]
    version = version_of(related, f"O*NET {release}")
    own = {slot.code for slot in slots(role, version, frozenset(related["soc_code"]))}
    rows = related[related["soc_code"].isin(own)]
    rows = rows.assign(occupation_code=rows["related_onet_soc_code"].str[:7])
    rows = rows[~rows["occupation_code"].isin(own)].sort_values("rank", kind="stable")
    rows = rows.drop_duplicates("occupation_code")
    steps = _steps_of_education(tables.get("projections"))
    most = max((steps[code] for code in own if code in steps), default=len(_STEPS)) + 1
    within = [steps.get(code, most) <= most for code in rows["occupation_code"]]
    rows = rows[pd.Series(within, index=rows.index, dtype="bool")]  # a list of none has no columns
    reasons = [
        f"O*NET {release} relates it ({tier}, place {rank})."
        for tier, rank in zip(rows["tier"], rows["rank"], strict=True)
    ]
    return pd.DataFrame(
        {
            "occupation_code": rows["occupation_code"],
            "peer": rows["related_title"],
            "profile_id": "",
            "reason": reasons,
            "source_id": rows["source_id"],
        }
    )


def _steps_of_education(projections: pd.DataFrame | None) -> Mapping[str, int]:
    """How high the typical entry education of each occupation is in the newest projection."""
    if projections is None:
        return {}
    rows = line_items(vintage_rows(projections, newest_vintage(projections)))
    steps = rows.set_index("occupation_code")["entry_education"].map(_STEPS).dropna()
    return {str(code): int(step) for code, step in steps.items()}


def _needs(role: Role, tables: Tables, vintage: str | None) -> pd.DataFrame:
    projections = table(tables, "projections")
    vintage = vintage or newest_vintage(projections)
    rows = line_items(vintage_rows(projections, vintage))
    version = version_of(rows, f"The projections {vintage}")
    own = {slot.code for slot in slots(role, version, frozenset(rows["occupation_code"]))} - {""}
    mine = rows[rows["occupation_code"].isin(own)][list(_NEEDS)].drop_duplicates().dropna()
    rows = rows[~rows["occupation_code"].isin(own)].merge(mine, on=list(_NEEDS))
    shared = [max(_shared(code, other) for other in own) for code in rows["occupation_code"]]
    related = _related(own, tables.get("related_occupations"))
    is_near = rows["occupation_code"].isin(related) | (pd.Series(shared, rows.index) >= _FIELD)
    rows = rows.assign(shared=shared)[is_near]
    rows = rows.sort_values(["shared", "occupation_code"], ascending=[False, True])
    needs = records(rows[list(_NEEDS)])
    return pd.DataFrame(
        {
            "occupation_code": rows["occupation_code"],
            "peer": rows["occupation_title"],
            "profile_id": "",
            "reason": [f"Same typical needs, {vintage}: {_in_words(need)}." for need in needs],
            "source_id": rows["source_id"],
        }
    )


def _related(own: Collection[str], related: pd.DataFrame | None) -> set[str]:
    """The codes that O*NET relates to some codes, or these to them."""
    if related is None:
        return set()
    ends = related["related_onet_soc_code"].str[:7]
    there = ends[related["soc_code"].isin(own)]
    return {*there, *related.loc[ends.isin(own), "soc_code"]}


def _in_words(need: Mapping[str, str]) -> str:
    experience = need["work_experience"].replace("None", "no").lower()
    training = need["training"].replace("None", "no on-the-job training")
    return f"{need['entry_education']}; {experience} related experience; {training.lower()}"


def _shared(code: str, other: str) -> int:
    """How many leading digits two codes have in common: field, minor group, broad group."""
    same = [a == b for a, b in zip(code, other, strict=True)]
    return same.index(False) if False in same else len(same)


def _pay(role: Role, wages: pd.DataFrame, year: int | None) -> pd.DataFrame:
    year = year or int(wages["reference_year"].max())
    require_value(wages, "reference_year", year, "year")
    rows = pay_rows(wages, year, NATION)
    version = version_of(rows, f"The wages of {year}")
    found = slots(role, version, frozenset(rows["occupation_code"]))
    if found[0].relation in OF_OTHERS:
        return _no_peers()
    own = {slot.code for slot in found}
    rows = rows[rows["statistic"] == "median"]
    for unit in UNITS:  # by the hour where the role has only that
        column = f"{unit}_wage_usd"
        known = rows[rows[f"{column}_status"] == "published"]
        mine = known.loc[known["occupation_code"].isin(own), column]
        if len(mine):
            break
    if len(mine) != 1:
        return _no_peers()
    others = known[known["occupation_level"] == "detailed"]
    others = others[~others["occupation_code"].isin(own | role.codes_that_answer(version))]
    gap = (others[column] / mine.iloc[0] - 1) * 100
    others = others.assign(gap=gap, distance=gap.abs())
    others = others.sort_values(["distance", "occupation_code"], kind="stable")
    reasons = [
        f"Median pay in {when(year)} {dollars(pay)}{' an hour' if unit == 'hourly' else ''}, "
        f"{percent(abs(gap))} {'above' if gap > 0 else 'below'}."
        for pay, gap in zip(others[column], others["gap"], strict=True)
    ]
    return pd.DataFrame(
        {
            "occupation_code": others["occupation_code"],
            "peer": others["occupation_title"],
            "profile_id": "",
            "reason": reasons,
            "source_id": others["source_id"],
        }
    )


def _no_peers() -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(dtype="str") for name in COLUMNS if name != "rank"})
