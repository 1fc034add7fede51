"""Which occupations: all of a year and place ranked by one measure, as far as they can be."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from labor.answers.compare.peers import own_profiles, peers
from labor.answers.rank.answer import Ranking
from labor.answers.rank.choice import MEASURES, PROJECTED, SCALES, Choice, read
from labor.answers.rank.rows import Occupations
from labor.answers.rank.select import ordered, sift, tied_with_first, with_places
from labor.answers.tables import directory_of, processed_of
from labor.errors import AnalysisError
from labor.methods.comparability import soc_version_of
from labor.methods.outlook import is_whole
from labor.methods.role_rows import version_of
from labor.occupations import OF_OTHERS, Role
from labor.occupations.published import slots
from labor.show.prose import sources_used
from labor.tables.areas import NamedArea, find_area, year_of_estimates, years_of
from labor.tables.load import load as load_table
from labor.terms import NATION

#: A choice that only a projection can tell.
_OF_PROJECTION = ("education", "experience", "training", "growth", "min_openings")


def rank(
    by: str = "median",
    *,
    area: str = NATION,
    year: int | None = None,
    vintage: str | None = None,
    since: int | None = None,
    education: str | Sequence[str] = (),
    experience: str | Sequence[str] = (),
    training: str | Sequence[str] = (),
    zone: str | int | Sequence[str | int] = (),
    growth: str | Sequence[str] = (),
    group: str | Sequence[str] = (),
    similar_to: str = "",
    min_jobs: int = 0,
    min_openings: int = 0,
    pay_from: float = 0,
    pay_to: float = 0,
    lowest: bool = False,
    limit: int = 10,
    root: Path | None = None,
) -> Ranking:
    """Rank all occupations by pay, jobs, growth, openings, change of pay or concentration.

    Args:
        by: "median" (pay a year), "growth" (projected, percent), "openings" (a year), "jobs",
            "pay-change" (of the median in constant prices since `since`) or
            "location-quotient" (share of an area's jobs, the nation's being 1).
        area: Area of pay and jobs by code ("48"), postal code ("TX") or name ("Houston");
            projections are those of the nation.
        year: Reference year of pay and jobs; the newest of the area if left out.
        vintage: Projection; the newest in the list of codes of the year if left out.
        since: Earlier year of "pay-change"; the first in the same list of codes if left out.
        education: Typical education at entry: "bachelor's degree", "no degree", "up to
            associate's degree"; several count together.
        experience: Typical experience in a related occupation: "none", "less than 5 years".
        training: Typical training on the job: "none", "apprenticeship", "short-term".
        zone: Job zones of O*NET, 1 (little preparation) to 5 (extensive).
        growth: The Handbook's phrase: "much faster than average", "at least faster".
        group: Groups of occupations by title or code: "healthcare support", "29-0000".
        similar_to: A role; it and those that the Handbook lists as similar count.
        min_jobs: Fewest wage and salary jobs in the area.
        min_openings: Fewest openings a year in the nation.
        pay_from: Lowest median, dollars a year.
        pay_to: Highest median, dollars a year; 0 for no limit.
        lowest: Whether the lowest come first.
        limit: How many are listed.
        root: Project folder; found by itself if left out.

    Returns:
        The answer; its `rows` are the occupations in order, with pay, jobs, outlook and what is
        asked at entry. `best_rank` and `worst_rank` are the places that an occupation can have
        among all that count, where errors are published. `left_out` has a row per occupation
        that was asked for and is not ranked, with the reason.

    Raises:
        LaborError: A word, year, area or projection is not known, or nothing is left to rank.

    Examples:
        >>> import labor
        >>> answer = labor.rank("growth", education="associate's degree", limit=2)
        >>> answer.rows[["occupation_title", "employment_change_pct"]]
                          occupation_title  employment_change_pct
        0    Physical Therapist Assistants                   22.0
        1  Occupational Therapy Assistants                   19.2
    """
    processed = processed_of(root)
    place = find_area(processed, area, year)
    _refuse_measure(by, place.code)
    year = _year(processed, place, year, vintage)
    held = _vintage(processed, year, vintage)
    given = {
        "education": education, "experience": experience, "training": training,
        "zone": zone, "growth": growth,
    }  # fmt: skip
    read_words = {scale.name: read(scale, _texts(given[scale.name])) for scale in SCALES}
    groups, group_codes = _groups(processed, _texts(group), year)
    similar, similar_codes = _similar(processed, similar_to, year)
    choice = Choice(
        **read_words, groups=groups, group_codes=group_codes, similar_to=similar,
        similar_codes=similar_codes, min_jobs=min_jobs, min_openings=min_openings,
        pay_from=pay_from, pay_to=pay_to,
    )  # fmt: skip
    _refuse_impossible(choice, by, year, held, limit)
    occupations = Occupations(processed, year, held, place.code)
    if by == "pay-change" and since is None:
        since = first_alike(processed, place.code, year)
    frame = _frame(
        occupations, choice, by, since or 0, _similar_itself(processed, similar_to, year)
    )
    asked, why = sift(frame, by, choice)
    ranked = ordered(frame[asked & (why == "")], by, lowest=lowest)
    tied = tied_with_first(ranked, by)
    rows = with_places(ranked, by, limit, lowest=lowest)
    used = [rows] if len(rows) else [frame.head(1)]
    return Ranking(
        rows=rows,
        sources=sources_used(
            [*used, *_more_sources(processed, choice, by)], load_table("sources", processed)
        ),
        by=by,
        choice=choice,
        lowest=lowest,
        all_occupations=len(frame),
        ranked=len(ranked),
        left_out=_left_out(frame[asked & (why != "")], why),
        year=year,
        area_code=place.code,
        place=str(frame["area_title"].iloc[0]),
        vintage=held,
        tied=None if tied is None else tuple(str(row["occupation_title"]) for row in tied),
        standing=_standing(ranked),
        notes=place.notes,
        is_in_force=held == max(_versions(processed), default=""),
        since=since if by == "pay-change" and since is not None else 0,
        deflator=occupations.deflator_of(since) if by == "pay-change" and since else "",
        onet_version=occupations.onet_version if choice.zone else "",
    )


def _frame(
    occupations: Occupations, choice: Choice, by: str, since: int, itself: frozenset[str]
) -> pd.DataFrame:
    """The rows that are sifted, with the role that was asked for marked."""
    frame = occupations.frame
    if by == "pay-change":
        _refuse_span(occupations.processed, occupations.area_code, since, occupations.year)
        frame = occupations.real_changes(since)
    frame = frame.assign(is_subject=frame["occupation_code"].isin(itself))
    return frame if choice.zone else frame.drop(columns="job_zone")


def _similar_itself(processed: Path, role: str, year: int) -> frozenset[str]:
    """The codes of the role whose similar ones are asked for; none without one."""
    if not role.strip():
        return frozenset()
    return _codes_of(directory_of(processed).resolve(role), processed, year)


def _refuse_measure(by: str, area_code: str) -> None:
    """Refuse a measure that is not known, or that the place has not."""
    if by not in MEASURES:
        raise AnalysisError(
            "Occupations are not ranked by this",
            expected=", ".join(MEASURES),
            got=repr(by),
            next_step="Name one of these; filters choose which occupations count.",
        )
    if by == "location-quotient" and area_code == NATION:
        raise AnalysisError(
            "A location quotient sets an area against the nation",
            expected="an area, such as TX or Houston",
            got="the nation",
            next_step="Name an area (`--area`), or rank by another measure.",
        )


def _more_sources(processed: Path, choice: Choice, by: str) -> list[pd.DataFrame]:
    """Rows of the tables that a choice or a change of pay rests on beside the rows' own."""
    names = [*(["job_zones"] if choice.zone else []), *(["prices"] if by == "pay-change" else [])]
    return [load_table(name, processed, columns=["source_id"]) for name in names]


def _left_out(left: pd.DataFrame, why: pd.Series) -> pd.DataFrame:
    names = ["occupation_code", "occupation_title"]
    names += [name for name in ("why_not_comparable",) if name in left]
    return left[names].assign(reason=why[left.index]).reset_index(drop=True)


def _standing(ranked: pd.DataFrame) -> int:
    """Where the role asked for stands, from 1; 0 if it does not."""
    found = ranked.index[ranked["is_subject"]]
    return int(found[0]) + 1 if len(found) else 0


def _texts(given: str | int | Sequence[str | int]) -> list[str]:
    one = [given] if isinstance(given, str | int) else given
    return [str(text) for text in one if str(text).strip()]


def _year(processed: Path, area: NamedArea, year: int | None, vintage: str | None) -> int:
    """The year that is meant; of a projection that is named, the newest in its list of codes."""
    if year is None and vintage is not None:
        version = _versions(processed).get(vintage)
        alike = [one for one in years_of(processed, area.code) if soc_version_of(one) == version]
        year = alike[-1] if alike else None
    return year_of_estimates(processed, area, year)


def _versions(processed: Path) -> dict[str, str]:
    """The list of codes of each projection that is whole, the oldest projection first."""
    names = ["projection_vintage", "occupation_code", "occupation_kind", "soc_version"]
    names += ["base_year", "base_employment_jobs"]
    rows = load_table("projections", processed, columns=names)
    lists = rows.drop_duplicates("projection_vintage").sort_values("projection_vintage")
    pairs = zip(lists["projection_vintage"], lists["soc_version"], strict=True)
    return {str(name): str(version) for name, version in pairs if is_whole(rows, str(name))}


def _vintage(processed: Path, year: int, vintage: str | None) -> str:
    """The projection in the list of codes of a year; empty if there is none and none is named."""
    versions, version = _versions(processed), soc_version_of(year)
    alike = [name for name, of_codes in versions.items() if of_codes == version]
    if vintage is None:
        return alike[-1] if alike else ""
    if vintage not in alike:
        known = ", ".join(alike) or "no projection uses the codes of that year"
        raise AnalysisError(
            f"The projections {vintage} and the pay of {year} are not in one list of codes",
            expected=known,
            got=vintage if vintage in versions else f"{vintage}, which is not held whole",
            next_step="Choose one of these, or a year whose pay is in the codes of the projection.",
        )
    return vintage


def first_alike(processed: Path, code: str, year: int) -> int:
    """The first year of an area with the list of codes of another year.

    Args:
        processed: Folder of the tables.
        code: Area code.
        year: The other year.
    """
    version = soc_version_of(year)
    return next(one for one in years_of(processed, code) if soc_version_of(one) == version)


def _refuse_span(processed: Path, code: str, since: int, year: int) -> None:
    years = [one for one in years_of(processed, code) if one < year]
    if since not in years:
        raise AnalysisError(
            f"A change of pay up to {year} needs an earlier year with estimates of the area",
            expected="one of: " + ", ".join(map(str, years)) if years else "an earlier table",
            got=str(since),
            next_step="Choose one of those as the first year (`--since`), or the nation."
            if years
            else "Rank the nation, or take in an earlier table of the area with `labor add`.",
        )


def _refuse_impossible(choice: Choice, by: str, year: int, vintage: str, limit: int) -> None:
    asked = [name for name in _OF_PROJECTION if getattr(choice, name)]
    if not vintage and (asked or by in PROJECTED):
        raise AnalysisError(
            f"No projection uses the list of codes of {year}",
            expected="a year with a projection in the same codes",
            got=", ".join([*asked, *([by] if by in PROJECTED else [])]),
            next_step="Choose another year, or leave out what comes from the projections.",
        )
    if limit < 1 or min(choice.min_jobs, choice.min_openings, choice.pay_from, choice.pay_to) < 0:
        raise AnalysisError(
            "Limits and floors are not negative, and a list has a row",
            got=f"limit {limit}, floors {choice.min_jobs} and {choice.min_openings}, pay "
            f"{choice.pay_from:g} to {choice.pay_to:g}",
            next_step="Write whole numbers from 1 on, or leave the option out.",
        )
    if choice.pay_to and choice.pay_from > choice.pay_to:
        raise AnalysisError(
            "A range of pay begins below its end",
            expected="the lower amount first",
            got=f"{choice.pay_from:g} to {choice.pay_to:g}",
            next_step="Turn the two amounts round.",
        )


def _groups(
    processed: Path, texts: Sequence[str], year: int
) -> tuple[tuple[str, ...], frozenset[str]]:
    """Titles of groups and the codes of the year's list that they hold, with those codes' parts."""
    directory, version = directory_of(processed), soc_version_of(year)
    titles, codes = [], frozenset[str]()
    for text in texts:
        title, own = _group(processed, text, version)
        if not own:
            raise AnalysisError(
                f"The list of codes of {year} has no such group",
                expected="a group by its title or code, such as healthcare support or 29-0000",
                got=repr(text),
                next_step="`labor find` looks up an occupation; its code begins as its group's.",
            )
        titles.append(title)
        for code in own:
            inside = directory.codebook.detailed(code, version)
            codes |= {code, *inside, *directory.codebook.published_as(inside, version)}
    return tuple(titles), codes


def _group(processed: Path, text: str, version: str) -> tuple[str, Sequence[str]]:
    """Title and codes of a group: of a list of codes by its title, else of a role by its name."""
    directory = directory_of(processed)
    words = " ".join(text.casefold().split()).removesuffix(" occupations")
    if words.isdecimal() and len(words) == 2:
        words = f"{words}-0000"
    known = load_table("occupations", processed, soc_version=version)
    known = known[known["occupation_level"].isin(["major", "minor", "broad"])]
    titles = known["occupation_title"].str.casefold().str.removesuffix(" occupations")
    named = known[titles == words]
    begun = known[titles.str.startswith(words)] if words else known.head(0)
    for found in (named, begun if len(set(begun["occupation_title"])) == 1 else named):
        if len(found):  # a broad group can have the title of the minor one that holds it alone
            row = found.sort_values("occupation_code").iloc[0]
            return str(row["occupation_title"]), (str(row["occupation_code"]),)
    role = directory.resolve(words)
    return role.label, role.codes.get(version, ()) if role.chance == 1 else ()


def _similar(processed: Path, role: str, year: int) -> tuple[str, frozenset[str]]:
    """Title of a role, and the codes of it and of those that the Handbook lists as similar."""
    if not role.strip():
        return "", frozenset()
    names = ("similar_occupations", "profiles", "profile_members")
    tables = {name: load_table(name, processed) for name in names}
    directory = directory_of(processed)
    found = directory.resolve(role)
    edition, own = own_profiles(found, tables)
    listed = peers(found, tables, ["handbook"], limit=1000)
    if listed.empty:
        raise AnalysisError(
            f"The Handbook lists no occupations similar to {found.label}",
            got=repr(role),
            next_step="`labor peers` has other readings of similar; or choose a group.",
        )
    members = tables["profile_members"]
    members = members[(members["edition"] == edition) & ~members["is_sum"]]
    wanted = members["profile_id"].isin({*listed["profile_id"], *own})
    version = version_of(members, f"The Handbook {edition}")
    codes = members.loc[wanted, "occupation_code"].unique()
    roles = [found, *(directory.of_code(code, version) for code in codes)]
    return found.label, frozenset().union(*(_codes_of(one, processed, year) for one in roles))


def _codes_of(role: Role, processed: Path, year: int) -> frozenset[str]:
    """The codes in the table of a year whose figures are those of just the role."""
    version = soc_version_of(year)
    nation: dict[str, Any] = {"reference_year": year, "area_code": NATION}
    listed = load_table("employment", processed, columns=["occupation_code"], **nation)
    named = slots(role, version, frozenset(listed["occupation_code"]))
    return frozenset(one.code for one in named if one.code and one.relation not in OF_OTHERS)
