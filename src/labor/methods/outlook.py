"""Projected growth and openings of a role, with what is derived from them kept apart."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from labor.errors import AnalysisError
from labor.methods import phrases
from labor.methods.evidence import stems
from labor.methods.role_rows import require_value, version_of
from labor.occupations.published import Slot, slots
from labor.occupations.roles import OF_OTHERS
from labor.terms import ALL_OCCUPATIONS, DERIVED, SHOWN, WITH_VALUE

if TYPE_CHECKING:
    from labor.occupations import Role

#: The program prints jobs in thousands to one decimal: half of the unit.
ROUNDING_JOBS = 50
#: A projection has this part of the line items of the fullest one or more: 790 to 832 so far.
FULL = 0.93
#: A table in which no projection has so many is an excerpt, which does not show what is whole.
A_LIST = 400
#: Part of all jobs that may be in line items which only the nearest vintage has.
MISSING_JOBS = 0.002

#: Numbers of `projections` that are persons or jobs and may be added up over occupations.
_SUMMED = (
    "base_employment_jobs",
    "target_employment_jobs",
    "employment_change_jobs",
    "openings_annual_average_jobs",
    "openings_ten_year_total_jobs",
)
#: What tells how much of a vintage is held.
_OF_ITEMS = (
    *("projection_vintage", "soc_version", "occupation_code", "occupation_kind"),
    *("base_year", "base_employment_jobs"),
)
_LABELS = ("entry_education", "work_experience", "training")
_VINTAGE = ("soc_version", "projection_vintage", "base_year", "target_year")

COLUMNS = (
    "role", "role_kind", "is_subject", "relation", "occupation_code", "occupation_title",
    *_VINTAGE, "base_employment_jobs", "base_employment_jobs_status", "target_employment_jobs",
    "target_employment_jobs_status", "employment_change_jobs", "employment_change_jobs_status",
    "employment_change_pct", "employment_change_pct_status", "growth_phrase",
    "growth_phrase_basis", "growth_phrase_evidence", "annual_growth_pct",
    "openings_annual_average_jobs", "openings_annual_average_jobs_status",
    "openings_ten_year_total_jobs", "openings_ten_year_total_jobs_status", "openings_per_100_jobs",
    *_LABELS, "source_id",
)  # fmt: skip


def outlook(
    roles: Sequence[Role],
    projections: pd.DataFrame,
    vintage: str,
    profiles: pd.DataFrame | None = None,
    *,
    sum_groups: bool = True,
) -> pd.DataFrame:
    """Growth and openings of roles in one projection vintage.

    Args:
        roles: Roles with their codes by classification version.
        projections: Table `projections`.
        vintage: Projection vintage, such as "2018-28".
        profiles: Table `profiles`: where the Handbook's profile of just this role is in it, the
            phrase is the one printed there.
        sum_groups: Whether a group with a code that the rows do not have is summed.

    Returns:
        A row per occupation code (see `COLUMNS`), in the order of the roles; the first role is
        marked as the subject. On a composite's own row the jobs are sums of its members, and
        the percentage is computed from the sums. `annual_growth_pct` and
        `openings_per_100_jobs` are derived here and not published; the growth phrase is for the
        growth over the whole period. `relation` says how the figure stands to the role
        (`roles.RELATIONS`). A group with a code, in a vintage that was published without groups,
        is the sum of its line items. A role without a row in the vintage keeps one with statuses.

    Raises:
        AnalysisError: The vintage is not in the table or not in the phrase ledger.
    """
    rows = vintage_rows(projections, vintage)
    version = version_of(rows, f"The projections {vintage}")
    is_summed = sum_groups and is_whole(projections, vintage)
    sums = _groups_of_items(rows, roles, version) if is_summed else {}
    listed = frozenset(rows["occupation_code"]).union(map(str, sums))
    wanted = [slot for role in roles for slot in slots(role, version, listed)]
    own = rows[rows["occupation_code"].isin({slot.code for slot in wanted})]
    by_code = sums | own.set_index("occupation_code", drop=False).to_dict("index")
    example = rows.iloc[0]
    picked: list[dict[Hashable, Any]] = []
    for slot in wanted:
        if slot.role_kind == "composite":
            members = [s.code for s in wanted if s.role == slot.role and s.role_kind == "member"]
            row: Mapping[Hashable, object] = _sum(
                [by_code.get(code, {}) for code in members], example
            )
        else:
            row = by_code.get(slot.code) or _absent(slot, example)
        picked.append({"rounding_jobs": ROUNDING_JOBS, **row, **_identity(slot)})
    frame = derive(pd.DataFrame(picked)).assign(
        is_subject=lambda frame: frame["role"] == roles[0].label
    )
    for role in roles:
        if profiles is not None and role.profile_id:
            frame = _with_printed_phrase(frame, role, profiles)
    return frame.reindex(columns=list(COLUMNS))


def vintage_rows(projections: pd.DataFrame, vintage: str) -> pd.DataFrame:
    """The rows of one projection vintage.

    Args:
        projections: Table `projections`.
        vintage: Projection vintage, such as "2018-28".

    Returns:
        Its rows, one per occupation.

    Raises:
        AnalysisError: The vintage is not in the table.
    """
    require_value(projections, "projection_vintage", vintage, "projection vintage")
    return projections[projections["projection_vintage"] == vintage]


def is_whole(projections: pd.DataFrame, vintage: str) -> bool:
    """Whether a vintage is held with all its occupations.

    The publisher's page exports what is on its screen, which can be a part of a projection.

    Args:
        projections: Table `projections`.
        vintage: Projection vintage.

    Returns:
        True where the total of all occupations is in the table; else whether there are about as
        many line items as in other vintages, and hardly any jobs in those that only the nearest
        vintage in the same list of codes has.

    Raises:
        AnalysisError: The vintage is not in the table.
    """
    rows = vintage_rows(projections, vintage)
    if (rows["occupation_code"] == ALL_OCCUPATIONS).any():
        return True
    items, all_items = line_items(rows), line_items(projections)
    fullest = all_items["projection_vintage"].value_counts().max()
    if fullest < A_LIST:
        return True
    if len(items) < FULL * fullest:
        return False
    same_list = all_items["soc_version"] == rows["soc_version"].iloc[0]
    others = all_items[same_list & (all_items["projection_vintage"] != vintage)]
    if others.empty:
        return True
    apart = (others["base_year"] - int(rows["base_year"].iloc[0])).abs()
    nearest = others[apart == apart.min()]
    missing = ~nearest["occupation_code"].isin(items["occupation_code"])
    jobs = nearest["base_employment_jobs"]
    return bool(jobs[missing].sum() <= MISSING_JOBS * jobs.sum())


def is_in_force(projections: pd.DataFrame, vintage: str, *roles: Role) -> bool:
    """Whether no newer projection than this one answers.

    Args:
        projections: Table `projections`.
        vintage: The projection.
        *roles: Roles that are asked for; none for all occupations.
    """
    return vintage >= newest_vintage(projections, *roles)


def newest_vintage(projections: pd.DataFrame, *roles: Role) -> str:
    """The projection that answers where none is named.

    Args:
        projections: Table `projections`.
        *roles: Roles that are asked for; none for all occupations.

    Returns:
        The newest vintage that is whole, or of which the part that is held has every role;
        without such a one the newest.

    Raises:
        AnalysisError: The table is empty.
    """
    projections = projections[[*_OF_ITEMS]]
    vintages = sorted(projections["projection_vintage"].unique(), reverse=True)
    if not vintages:
        raise AnalysisError(
            "The table of projections has no rows",
            next_step="Run `labor build`; the tables of the snapshot have ten vintages.",
        )
    for vintage in vintages:
        rows = vintage_rows(projections, vintage)
        has_all = roles and all(_has_row(rows, role) for role in roles)
        if has_all or is_whole(projections, vintage):
            return str(vintage)
    return str(vintages[0])


def _has_row(rows: pd.DataFrame, role: Role) -> bool:
    """Whether the rows of a vintage have all codes of a role."""
    codes = role.codes.get(str(rows["soc_version"].iloc[0]), ())
    return bool(codes) and set(codes) <= set(rows["occupation_code"].tolist())


def _groups_of_items(
    rows: pd.DataFrame, roles: Sequence[Role], version: str
) -> dict[Hashable, dict[Hashable, Any]]:
    """Sums of line items for groups with a code, where a vintage was published without groups."""
    if (rows["occupation_kind"] != "line_item").any():
        return {}
    known = set(rows["occupation_code"])
    found: dict[Hashable, dict[Hashable, Any]] = {}
    for role in roles:
        own = role.codes.get(version, ()) if role.kind != "composite" else ()
        for code in set(own) - known:
            items = rows[rows["occupation_code"].str.startswith(stems(code))]
            if code.endswith("0") and len(items):
                row = _sum(items.to_dict("records"), rows.iloc[0])
                found[code] = {**row, "occupation_code": code, "occupation_title": role.label}
    return found


def derive(rows: pd.DataFrame) -> pd.DataFrame:
    """Add what follows from the published figures: annual rate, openings rate, phrase.

    Args:
        rows: Rows of `projections`; `rounding_jobs` where they are sums (half of the unit of
            the jobs otherwise).

    Returns:
        The rows with `annual_growth_pct` (percent a year that compounds to the projected
        change), `openings_per_100_jobs` (annual average openings for each 100 jobs of the base
        year; empty for vintages with ten-year totals) and the growth phrase with its basis and
        evidence.
    """
    base, target = rows["base_employment_jobs"], rows["target_employment_jobs"]
    years = (rows["target_year"] - rows["base_year"]).astype("float64")
    some = base.where(base > 0)
    rows = rows.assign(rounding_jobs=rows.get("rounding_jobs", ROUNDING_JOBS))
    said = [_phrase(row) for row in rows.to_dict("records")]
    return rows.assign(
        annual_growth_pct=((target / some) ** (1 / years) - 1) * 100,
        openings_per_100_jobs=rows["openings_annual_average_jobs"] / some * 100,
        growth_phrase=[phrase for phrase, _, _ in said],
        growth_phrase_basis=[basis for _, basis, _ in said],
        growth_phrase_evidence=[evidence for _, _, evidence in said],
    )


def all_occupations_pct(projections: pd.DataFrame, vintage: str) -> tuple[float, str]:
    """Projected growth of all occupations together, the yardstick of the growth phrases.

    Args:
        projections: Table `projections`.
        vintage: Projection vintage.

    Returns:
        Percent over the whole period, and how it is known: "published" (the row of all
        occupations), "summed" (from the jobs of all detailed occupations, where the table was
        published without a total); NaN and "not known" where only a part is held.

    Raises:
        AnalysisError: The vintage is not in the table, or has neither.
    """
    rows = vintage_rows(projections, vintage)
    total = rows[rows["occupation_code"] == ALL_OCCUPATIONS]
    if len(total) == 1 and pd.notna(total["employment_change_pct"].iloc[0]):
        return float(total["employment_change_pct"].iloc[0]), "published"
    if not is_whole(projections, vintage):
        return math.nan, "not known"
    items = line_items(rows)
    base, target = items["base_employment_jobs"].sum(), items["target_employment_jobs"].sum()
    if not base > 0:
        raise AnalysisError(
            f"The projections {vintage} give no growth of all occupations",
            expected=f"a row {ALL_OCCUPATIONS}, or line items with jobs at both ends",
            next_step="Fetch the table with the total of that vintage.",
        )
    return float((target / base - 1) * 100), "summed"


def line_items(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that add up to the total: line items, no summaries."""
    return rows[(rows["occupation_kind"] == "line_item")]


def anatomy(
    projections: pd.DataFrame, vintage: str, codes: Sequence[str] | None = None
) -> pd.DataFrame:
    """What projected openings are made of: growth, exits and transfers.

    Annual openings (method of 2016-26 and later) are the average yearly change in jobs plus
    people who leave the labor force plus people who move to another occupation. Ten-year totals
    of the older method count growth and replacement needs; they are another measure, are never
    divided by ten here, and have no such parts.

    Args:
        projections: Table `projections`.
        vintage: Projection vintage.
        codes: Occupations wanted; all when None.

    Returns:
        A row per occupation: `measure` ("annual average" or "ten-year total"), `openings_jobs`
        as published, `growth_jobs` (change divided by the years), `exits_jobs`,
        `transfers_jobs`, `growth_share_pct` of the openings, and `unexplained_jobs` (published
        openings minus the three parts: rounding).

    Raises:
        AnalysisError: The vintage is not in the table.
    """
    rows = vintage_rows(projections, vintage)
    if codes is not None:
        rows = rows[rows["occupation_code"].isin(codes)]
    annual = rows["openings_annual_average_jobs_status"].isin(WITH_VALUE)
    old = rows["openings_ten_year_total_jobs_status"].isin(WITH_VALUE)
    years = (rows["target_year"] - rows["base_year"]).astype("float64")
    growth = (rows["employment_change_jobs"] / years).where(annual)
    exits = rows["labor_force_exits_annual_average_jobs"]
    transfers = rows["occupational_transfers_annual_average_jobs"]
    openings = rows["openings_annual_average_jobs"].where(annual)
    measure = pd.Series("not published", index=rows.index).mask(annual, "annual average")
    return rows[["occupation_code", "occupation_title", *_VINTAGE]].assign(
        measure=measure.mask(old & ~annual, "ten-year total"),
        openings_jobs=openings.fillna(rows["openings_ten_year_total_jobs"]),
        growth_jobs=growth,
        exits_jobs=exits,
        transfers_jobs=transfers,
        growth_share_pct=growth / openings.where(openings > 0) * 100,
        unexplained_jobs=openings - growth - exits - transfers,
        source_id=rows["source_id"],
    )


def _identity(slot: Slot) -> dict[Hashable, Any]:
    identity: dict[Hashable, Any] = {
        "role": slot.role,
        "role_kind": slot.role_kind,
        "relation": slot.relation,
        "occupation_code": slot.code,
    }
    return identity | ({"occupation_title": slot.role} if slot.role_kind == "composite" else {})


def _phrase(row: Mapping[Hashable, Any]) -> tuple[str, str, str]:
    status = row["employment_change_pct_status"]
    if status not in SHOWN:
        return "", "", ""
    jobs = phrases.Jobs(
        row["base_employment_jobs"],
        row["target_employment_jobs"],
        row["employment_change_jobs"],
        rounding=row["rounding_jobs"],
        is_sum=status == DERIVED,
    )
    found = phrases.phrase_for(row["employment_change_pct"], row["projection_vintage"], jobs)
    return found.phrase, found.basis, found.evidence


def _with_printed_phrase(frame: pd.DataFrame, role: Role, profiles: pd.DataFrame) -> pd.DataFrame:
    """Take the phrase from the Handbook's profile, if that is of the same jobs as a row."""
    vintage = frame["projection_vintage"].iloc[0]
    same = (frame["role"] == role.label) & frame["role_kind"].isin(["single", "composite"])
    found = profiles[
        (profiles["edition"] == vintage)
        & (profiles["profile_id"] == role.profile_id)
        & profiles["outlook_phrase"].notna()
    ]
    if found.empty:
        if (seen := phrases.seen_in(role.profile_id, vintage)) is None:
            return frame
        same &= ~frame["relation"].isin(OF_OTHERS)
        same &= (frame["employment_change_pct"] - seen.percent).abs() < 1  # both are rounded
        phrase, evidence = seen.phrase, f"printed: {seen.evidence}"
    else:
        profile = found.iloc[0]
        for name in ("base_employment_jobs", "target_employment_jobs"):
            same &= (frame[name] - profile[name]).abs() <= frame["rounding_jobs"]
        phrase = profile["outlook_phrase"]
        evidence = f"printed: Handbook profile {profile['profile_title']}, edition {vintage}"
    return frame.assign(
        growth_phrase=frame["growth_phrase"].mask(same, phrase),
        growth_phrase_basis=frame["growth_phrase_basis"].mask(same, "printed"),
        growth_phrase_evidence=frame["growth_phrase_evidence"].mask(same, evidence),
    )


def _sum(members: Sequence[Mapping[Hashable, Any]], example: pd.Series) -> dict[Hashable, Any]:
    """The composite's own row: sums of its members, the percentage from the sums."""
    row: dict[Hashable, Any] = {name: example[name] for name in _VINTAGE}
    for name in _SUMMED:
        complete = bool(members) and all(m.get(f"{name}_status") in WITH_VALUE for m in members)
        row[name] = sum(m[name] for m in members) if complete else math.nan
        row[f"{name}_status"] = DERIVED if complete else "not_available"
    base, change = row["base_employment_jobs"], row["employment_change_jobs"]
    known = base > 0 and math.isfinite(change)
    row["employment_change_pct"] = change / base * 100 if known else math.nan
    row["employment_change_pct_status"] = DERIVED if known else "not_available"
    row["rounding_jobs"] = ROUNDING_JOBS * max(len(members), 1)
    for name in _LABELS:
        values = {m.get(name) for m in members}
        row[name] = values.pop() if len(values) == 1 else "differs by member"
    row["source_id"] = ", ".join(sorted({m["source_id"] for m in members if m}))
    return row


def _absent(slot: Slot, example: pd.Series) -> dict[Hashable, Any]:
    """A row with statuses for a role that the vintage does not have."""
    row: dict[Hashable, Any] = {name: example[name] for name in _VINTAGE}
    for name in (*_SUMMED, "employment_change_pct"):
        row[name] = math.nan
        row[f"{name}_status"] = "not_applicable"
    return {**row, "occupation_title": slot.role, **dict.fromkeys((*_LABELS, "source_id"), "")}
