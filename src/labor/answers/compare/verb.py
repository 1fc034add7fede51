"""A role beside similar ones: the comparison, and who is similar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from labor.answers.compare.answer import Comparison
from labor.answers.compare.answer import compare as compare_roles
from labor.answers.compare.peers import Peers, own_profiles, pages_of
from labor.answers.compare.peers import peers as suggest
from labor.answers.tables import directory_of, listed_in, of_published, processed_of
from labor.errors import AnalysisError, OccupationError, SourceError
from labor.methods.composite import Pools
from labor.methods.group_pay import Groups
from labor.methods.outlook import newest_vintage
from labor.methods.price_levels import PriceLevels, with_price_levels
from labor.occupations import Role
from labor.provenance.origin import Origin
from labor.provenance.text import Traced, joined, mark
from labor.show.prose import gravest, sources_used
from labor.show.rows import records
from labor.show.words import dollars, place, plural, running
from labor.tables.areas import find_area, states_around, year_of_estimates, years_of
from labor.tables.load import load as load_table
from labor.terms import (
    ALL_INDUSTRIES,
    ALL_OCCUPATIONS,
    ALL_OWNERS,
    LOCAL_TYPES,
    NATION,
    PUBLISHED,
    STATE_TYPES,
)

#: Stands among the peers of `compare` for those that the Handbook lists as similar.
SIMILAR = "similar"

#: Readings of "similar": what people call them, the analysis's name, and the tables needed.
_HANDBOOK = ("similar_occupations", "profiles", "profile_members")
_BASES = {
    "ooh": ("handbook", _HANDBOOK),
    "listed_by": ("listed_by", _HANDBOOK),
    "onet": ("onet", ("related_occupations", "projections")),
    "education": ("needs", ("projections", "related_occupations")),
    "pay": ("pay", ("wages",)),
}
#: Where the numbers of a remark on an estimate come from.
_DOUBT = Origin((), "reckoned with the pooled estimate")
#: How many suggestions are looked at for those that have figures.
_MOST_SUGGESTED = 20
_ONET = "Run `labor build`; O*NET's tables are among the committed ones."


def compare(
    role: str,
    peers: Sequence[str] | str = (),
    *,
    year: int | None = None,
    vintage: str | None = None,
    area: str = NATION,
    price_level: bool = False,
    root: Path | None = None,
) -> Comparison:
    """Compare a role with similar roles: pay of one year, outlook of one projection.

    Args:
        role: The role in words or as a code.
        peers: Roles to compare it with; "similar", alone or among others, stands for those that
            the Handbook lists as similar.
        year: Reference year of the pay; the newest with data if left out.
        vintage: Projection, such as "2018-28"; the newest if left out.
        area: Area of the pay by code ("06"), postal code ("CA") or name ("Texas", "Houston");
            the nation if left out.
        price_level: Whether to say what the pay of the area is at the nation's prices.
        root: Project folder; found by itself if left out.

    Returns:
        The comparison, with rows, sentences, charts, tables, caveats and sources. A row is a
        role and code, pay and outlook side by side.

    Raises:
        LaborError: A role, year, area or vintage is not known, or the Handbook lists nothing
            similar; the message says what there is.

    Examples:
        >>> import labor
        >>> answer = labor.compare("phlebotomist", ["pharmacy technician"], year=2024)
        >>> print(answer.chart().title)
        Phlebotomists: median pay of $43,660 a year, too close to call against pharmacy technicians
        >>> answer.rows[["role", "median_annual_usd", "employment_change_pct"]]
                           role  median_annual_usd  employment_change_pct
        0         Phlebotomists            43660.0                    5.6
        1  Pharmacy Technicians            43460.0                    6.4
    """
    processed = processed_of(root)
    subject, *others = _roles(processed, role, [peers] if isinstance(peers, str) else peers)
    found = find_area(processed, area, year)
    code, year = found.code, year_of_estimates(processed, found, year)
    states = states_around(processed, code, year)
    around = {NATION, *states} | ({code} if len(code) <= len(NATION) else set())
    wanted: dict[str, Any] = {"area_code": around, "area_type": ("nation", *STATE_TYPES)}
    roles = (subject, *others)
    if all(role.kind != "composite" for role in roles):
        # Estimates for groups need the pay scale of all; other roles their own rows.
        every = {one for role in roles for one in role.every_code}
        wanted["occupation_code"] = {ALL_OCCUPATIONS, *every}
    wages, employment = (
        _estimates(processed, name, year, wanted, "" if code in around else code)
        for name in ("wages", "employment")
    )
    names = ("projections", "profiles", "sources", "soc_lineage")
    tables = {name: load_table(name, processed) for name in names}
    pools = Pools(wages, employment)
    answer = compare_roles(
        subject,
        others,
        year=year,
        projection_vintage=vintage or newest_vintage(tables["projections"], subject, *others),
        tables={**tables, "wages": wages, "employment": employment},
        area_code=code,
        states=states,
        pool=Groups(pools, tables["profiles"], tables["soc_lineage"]).figures,
    )
    return replace(
        answer,
        limits=gravest(
            [
                *found.notes,
                *(_at_prices(answer.pay, wages, processed) if price_level else ()),
                *_pooled_caveats(answer.pay, pools),
                *answer.limits,
            ]
        ),
    )


def peers(
    role: str,
    by: str | Sequence[str] = "ooh",
    *,
    year: int | None = None,
    vintage: str | None = None,
    limit: int = 10,
    root: Path | None = None,
) -> Peers:
    """Suggest roles to compare a role with, each with its reason.

    Args:
        role: The role in words or as a code.
        by: What "similar" means; several give a list each, one after the other:
            "ooh" (its page in the Handbook lists them), "listed_by" (their pages list it),
            "onet" (related by tasks and knowledge), "education" (the same typical education,
            experience and training) or "pay" (the nearest median).
        year: Reference year for "pay"; the newest if left out.
        vintage: Projection for "education"; the newest if left out.
        limit: Length of each list.
        root: Project folder; found by itself if left out.

    Returns:
        The lists; a row is a suggestion. A list can be empty, and a sentence says why.

    Raises:
        LaborError: The role is not known, there is no such reading of similar, or a table it
            needs was not built.

    Examples:
        >>> import labor
        >>> answer = labor.peers("medical assistant", limit=1)
        >>> print(*answer.sentences)  # doctest: +NORMALIZE_WHITESPACE
        The Handbook lists roles like medical assistants: dental assistants.
        >>> answer.rows[["peer", "occupation_code"]]
                        peer occupation_code
        0  Dental Assistants         31-9091
    """
    processed = processed_of(root)
    wanted = [by] if isinstance(by, str) else list(by)
    unknown = [name for name in wanted if name not in _BASES]
    if unknown:
        raise AnalysisError(
            "There is no such reading of similar",
            expected=", ".join(_BASES),
            got=", ".join(map(repr, unknown)),
            next_step="Name one of these, or leave it out for the Handbook's.",
        )
    needed = {"sources", *(name for basis in wanted for name in _BASES[basis][1])}
    tables = {name: _table_for_peers(name, processed) for name in sorted(needed)}
    bases = [_BASES[basis][0] for basis in wanted]
    found = directory_of(processed).resolve(role)
    figures, lead = of_published(
        found, processed, *listed_in(processed, year or _newest(processed))
    )
    lists = [
        suggest(
            # O*NET describes occupations that have no figure of their own.
            found if basis == "onet" else figures,
            tables,
            [basis],
            year=year,
            vintage=vintage,
            limit=limit,
        )
        for basis in bases
    ]
    rows = pd.concat(lists, ignore_index=True)
    called = {basis: name for name, (basis, _) in _BASES.items()}
    rows = rows.assign(basis=rows["basis"].map(called).astype("str"))
    return Peers(
        rows,
        sources_used([rows], tables["sources"]),
        found.label,
        tuple(wanted),
        published_as=figures.label if lead else "",
        lead=lead if bases != ["onet"] else "",
        page=_shared_page(figures, tables) if "profile_members" in tables else "",
        reading=found.reading,
    )


def _shared_page(role: Role, tables: dict[str, pd.DataFrame]) -> str:
    """Title of the Handbook's page that a role without one of its own shares with others."""
    edition, pages = pages_of(role, tables)
    if not pages or own_profiles(role, tables)[1]:
        return ""
    titles = tables["profiles"]
    titles = titles[titles["edition"] == edition].set_index("profile_id")
    return str(titles.loc[pages[0], "profile_title"])


def similar_roles(role: str, *, limit: int = 4, root: Path | None = None) -> list[str]:
    """Roles to set a role beside where none are named.

    They are those that the Handbook lists as similar, the ones that O*NET relates to the role as
    well before the others; where it lists none, those that O*NET relates; else those that need
    the same of newcomers, or pay about as much.

    Args:
        role: The role in words or as a code.
        limit: How many at most.
        root: Project folder; found by itself if left out.

    Returns:
        Their names, as `compare` takes them; each has a figure of its own.

    Raises:
        OccupationError: The role is not known.
    """
    processed = processed_of(root)
    subject = directory_of(processed).resolve(role)
    soc_version, listed = listed_in(processed, _newest(processed))
    figures, _ = of_published(subject, processed, soc_version, listed)
    own = {subject.label, figures.label}

    def suggested(by: str) -> dict[str, set[str]]:
        """Names of suggestions by a reading of `_BASES`, in order, and the codes of each."""
        basis, needed = _BASES[by]
        tables = {name: _table_for_peers(name, processed) for name in needed}
        of = subject if by == "onet" else figures
        rows = suggest(of, tables, [basis], limit=_MOST_SUGGESTED)
        found: dict[str, set[str]] = {}
        for name in rows["peer"]:
            try:
                other = directory_of(processed).resolve(name)
            except OccupationError:  # a page of the Handbook without an occupation in the tables
                continue
            is_own = not of_published(other, processed, soc_version, listed)[1]
            if is_own and other.label not in own:
                found.setdefault(other.label, set(other.codes[soc_version]))
        return found

    related = suggested("onet")
    if handbook := suggested("ooh"):
        ranks = list(related.values())

        def rank(codes: set[str]) -> int:
            """Place of the nearest of a group's occupations in O*NET's list."""
            return next((at for at, other in enumerate(ranks) if codes & other), len(ranks))

        return sorted(handbook, key=lambda name: rank(handbook[name]))[:limit]
    if related:
        return list(related)[:limit]
    return list(suggested("education") or suggested("pay"))[:limit]


def _estimates(
    processed: Path, table: str, year: int, wanted: dict[str, Any], local: str
) -> pd.DataFrame:
    """Rows of all industries: those wanted of the nation and states, and all of a local area."""
    common: dict[str, Any] = {
        "reference_year": year,
        "industry_code": ALL_INDUSTRIES,
        "ownership_code": ALL_OWNERS,
    }
    rows = load_table(table, processed, **common, **wanted)
    if not local:
        return rows
    # The rows of one area lie together in the table, those of one occupation do not.
    here = load_table(table, processed, **common, area_code=local, area_type=LOCAL_TYPES)
    return pd.concat([here, rows], ignore_index=True)


def _newest(processed: Path) -> int:
    """The newest year with pay of the nation."""
    return int(years_of(processed, NATION)[-1])


def _roles(processed: Path, role: str, peers: Sequence[str]) -> list[Role]:
    """The subject and its peers; roles named one by one are not taken again as similar."""
    directory = directory_of(processed)
    subject, *named = [directory.resolve(name) for name in (role, *peers) if name != SIMILAR]
    if SIMILAR not in peers:
        return [subject, *named]
    known = {one.label for one in (subject, *named)}
    similar = [directory.resolve(title) for title in similar_titles(subject, processed)]
    place = list(peers).index(SIMILAR)
    others = [one for one in similar if one.label not in known]
    return [subject, *named[:place], *others, *named[place:]]


def similar_titles(role: Role, processed: Path) -> list[str]:
    """Titles of the Handbook's pages that are listed as similar and have an occupation."""
    tables = {name: load_table(name, processed) for name in _HANDBOOK}
    rows = suggest(role, tables, ["handbook"])
    rows = rows[rows["profile_id"].isin(tables["profile_members"]["profile_id"])]
    if rows.empty:
        raise AnalysisError(
            f"The Handbook lists no occupations similar to {role.label}",
            next_step="Name the peers; `labor peers --by education` and `--by pay` suggest some.",
        )
    return list(rows["peer"])


def _table_for_peers(name: str, processed: Path) -> pd.DataFrame:
    if name == "wages":
        return load_table(name, processed, area_code=NATION, industry_code=ALL_INDUSTRIES)
    if name == "related_occupations" and not (processed / f"{name}.parquet").exists():
        raise SourceError(f"The table {name} was not built yet", next_step=_ONET)
    return load_table(name, processed)


def _pooled_caveats(table: pd.DataFrame, pools: Pools) -> list[str]:
    """What to be careful about in the estimated medians of composite roles."""
    remarks: list[str] = []
    in_groups = table[table["role_kind"] == "member"]
    for role, members in in_groups.groupby("role", sort=False):
        found = pools.pay(members)
        of_median = found.estimates["statistic"] == "median"
        flags = [*found.flags, *found.estimates.loc[of_median, "flag"]]
        people = plural(running(str(role)))
        if told := [mark(flag, _DOUBT) for flag in dict.fromkeys(flags) if flag]:
            remarks.append(Traced(f"Pay of {people}: {joined(' ', told)}"))
    return remarks


def _at_prices(pay: pd.DataFrame, wages: pd.DataFrame, processed: Path) -> list[str]:
    """The subject's median at the nation's prices, in the area that was asked for."""
    levels = PriceLevels(load_table("price_parities", processed))
    kinds = dict(zip(wages["area_code"], wages["area_type"], strict=True))
    row = records(with_price_levels(pay[pay["is_subject"]].head(1), kinds, levels))[0]
    if row["area_code"] == NATION:
        return ["Price levels are of places: name one with --area."]
    where, index = place(row["area_title"]), row["price_parity_index"]
    if pd.isna(index):
        return [f"BEA publishes no price level that answers for {where}."]
    year = int(row["price_parity_year"])
    wider = (
        f"{row['price_parity_place']}, of which {where} is part,"
        if row["is_wider_price_level"]
        else where
    )
    start = f"Prices in {wider} were {index:.1f} in {year}, with the nation = 100 (BEA)"
    name = "median_annual_at_national_prices_usd"
    if row[f"{name}_status"] != PUBLISHED:
        return [f"{start}."]
    at_national = dollars(round(row[name], -1))
    return [
        f"{start}: the median of {plural(running(row['role']))}, "
        f"{dollars(row['median_annual_usd'])}, is {at_national} at the nation's prices of {year}."
    ]
