"""Pay of the Handbook's groups of occupations: what is printed, and the pooled estimate beside it.

A printed median is the answer; the estimate beside it shows how well pooling does. Three places
print one: the survey, where the members are just the occupations of a group with a code, the
ledger `printed_medians.toml` of earlier editions of the Handbook, and the table `profiles`.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import pandas as pd

from labor.methods.composite import PooledPay, Pools
from labor.methods.crosswalk import Crosswalk
from labor.methods.evidence import GROUP
from labor.show.rows import Row, records
from labor.terms import DERIVED, NATION, PUBLISHED, STATISTICS, WITH_VALUE

if TYPE_CHECKING:
    from labor.occupations import Role

#: Statistics that the Handbook prints for a profile, by the year or by the hour.
_OF_PROFILES = ("p10", "median", "p90")
_MEDIAN = "median_annual_usd"
_RANGE = ("pooled_median_low_annual_usd", "pooled_median_high_annual_usd")
#: Digits of a code that name its minor group, and its major group.
_MINOR, _MAJOR = 4, 2


@dataclass(frozen=True)
class PrintedPay:
    """What is printed of the pay of a group as a whole.

    Args:
        figures: Values and statuses by column of a pay table (`median_annual_usd`,
            `median_annual_usd_status` ...), US dollars; only what is printed.
        where: Where, in words: "the Occupational Outlook Handbook (edition 2024-34)", "the wage
            survey (51-2000)".
        row: Row of the tables that has it: "profiles/2024-34/information-clerks" or
            "wages/2022/99/51-2000"; empty for a figure of the ledger.
        page: Address of the page for a figure of the ledger; else empty.
        source_id: Source of the row; empty for a figure of the ledger.
    """

    figures: Mapping[str, float | str]
    where: str
    row: str = ""
    page: str = ""
    source_id: str = ""

    @property
    def is_of_survey(self) -> bool:
        """Whether it is a row of the survey, on which the estimate rests as well."""
        return self.row.startswith("wages/")


@cache
def ledger() -> Mapping[tuple[str, int], PrintedPay]:
    """Medians that earlier editions of the Handbook printed, by profile and year."""
    entries = _printed()["median"]
    return {(entry["profile_id"], entry["year"]): _of_ledger(entry) for entry in entries}


@dataclass(frozen=True)
class OneSided:
    """How the estimates of a group erred that are never on the other side of what is printed.

    Args:
        checked: Years with a printed median of the same members.
        above: Years in which the estimate was too high.
        mean_error_pct: Mean error in percent of the printed median.
    """

    checked: int
    above: int
    mean_error_pct: float


@cache
def one_sided() -> Mapping[str, OneSided]:
    """The groups whose estimates err to one side, by profile."""
    return {
        entry["profile_id"]: OneSided(entry["checked"], entry["above"], entry["mean_error_pct"])
        for entry in _printed()["one_sided"]
    }


@cache
def _printed() -> Mapping[str, Any]:
    file = resources.files("labor.methods").joinpath("printed_medians.toml")
    return tomllib.loads(file.read_text("utf-8"))


def _of_ledger(entry: Mapping[str, Any]) -> PrintedPay:
    units = [unit for unit in ("annual", "hourly") if f"{unit}_usd" in entry]
    figures: dict[str, float | str] = {}
    for unit in units:
        figures[f"median_{unit}_usd"] = float(entry[f"{unit}_usd"])
        figures[f"median_{unit}_usd_status"] = PUBLISHED
    site = str(entry["page"]).partition("/")[0]
    copied = f", as {site} copies it" if entry["grade"] == "third party" else ""
    return PrintedPay(figures, _handbook(f"{entry['edition']}{copied}"), page=entry["page"])


def _handbook(edition: str) -> str:
    return f"the Occupational Outlook Handbook (edition {edition})"


class Groups:
    """What is known of the pay of groups in a set of tables.

    Args:
        pools: Estimates from the tables of wages and jobs.
        profiles: Table `profiles`; no figure of its editions is found without it.
        lineage: Table `soc_lineage`; what moved in the list of occupations is not seen without.
    """

    def __init__(
        self,
        pools: Pools,
        profiles: pd.DataFrame | None = None,
        lineage: pd.DataFrame | Crosswalk | None = None,
    ) -> None:
        self._pools = pools
        self._lineage = None if lineage is None else Crosswalk.of(lineage)
        self._profiles = profiles

    def _editions(self, role: Role) -> list[Row]:
        """The profile of a group, in each edition that has it."""
        if self._profiles is None:
            return []
        return records(self._profiles[self._profiles["profile_id"] == role.profile_id])

    def figures(self, role: Role, members: pd.DataFrame) -> dict[str, float | str]:
        """The pay of a group in the columns of a pay table, a `levels.PoolEstimate`.

        Args:
            role: The group.
            members: Rows of its members in one year and area, see `composite.Pools.pay`.

        Returns:
            `<statistic>_annual_usd` and `<statistic>_hourly_usd` with their status, the printed
            figure where there is one and else the estimate; `mean_rse_pct`; where the printed
            figure stands (`printed_in`, `printed_row`, `printed_page`; `printed_figures` names
            the columns that are printed); the estimate beside it,
            `pooled_median_annual_usd`, with its likely range and `pooled_difference_pct`, how
            far it is from the printed median; `pooled_members`, the edition whose members were
            pooled, and `members_changed`, why the group of the year was another one: then there
            is no likely range.
        """
        pooled = self._pools.pay(members)
        row = self._pools.estimate(members)
        row["pooled_median_annual_usd"] = estimate = row[_MEDIAN]
        row["pooled_median_annual_usd_status"] = row[f"{_MEDIAN}_status"]
        printed = self.printed(role, members)
        is_own_row = printed is not None and printed.is_of_survey
        if not math.isnan(pooled.mean_rse_pct):
            row["mean_rse_pct"] = pooled.mean_rse_pct
            row["mean_rse_pct_status"] = PUBLISHED if is_own_row else DERIVED
        version = str(members["soc_version"].iloc[0])
        changed = "" if is_own_row else members_changed(role, version, self._lineage)
        row["members_changed"] = changed
        editions = [] if is_own_row else self._editions(role)
        row["pooled_members"] = max((one["edition"] for one in editions), default="")
        if row["members_changed"]:
            row |= dict.fromkeys(_RANGE, math.nan)
        if printed is None:
            return row
        if row["members_changed"]:  # the pool is of another group: its percentiles do not fit
            row |= _nothing()
        row |= {**printed.figures, "printed_in": printed.where}
        row |= {"printed_row": printed.row, "printed_page": printed.page}
        known = row if is_own_row else printed.figures
        names = [name for name in known if known.get(f"{name}_status") in WITH_VALUE]
        row["printed_figures"] = ", ".join(names)
        used = {*members.get("source_id", ()), printed.source_id} - {""}
        row["source_id"] = ", ".join(sorted(used))
        if not is_own_row and printed.figures.get(f"{_MEDIAN}_status") == PUBLISHED:
            row["pooled_difference_pct"] = (float(estimate) / float(row[_MEDIAN]) - 1) * 100
        return row

    def printed(self, role: Role, members: pd.DataFrame) -> PrintedPay | None:
        """What is printed of the pay of a group as a whole.

        Args:
            role: The group.
            members: Rows of its members in one year and area.

        Returns:
            The figures and where they stand: in a row of the survey, in the ledger, or in a
            profile of the Handbook, in this order; None where none of them has any.
        """
        year, area_code = int(members["reference_year"].iloc[0]), members["area_code"].iloc[0]
        own = _of_survey(self._pools.pay(members), year, str(area_code))
        if own is not None or area_code != NATION:
            return own
        return ledger().get((role.profile_id, year)) or self._of_profile(role, year)

    def _of_profile(self, role: Role, year: int) -> PrintedPay | None:
        of_year = [one for one in self._editions(role) if one["wage_reference_year"] == year]
        row = of_year[-1] if of_year else {}
        figures: dict[str, float | str] = {}
        for statistic in _OF_PROFILES:
            for unit in ("annual", "hourly"):
                column = f"{statistic}_{unit}_wage_usd"
                if row.get(f"{column}_status") in WITH_VALUE:
                    figures[f"{statistic}_{unit}_usd"] = float(row[column])
                    figures[f"{statistic}_{unit}_usd_status"] = row[f"{column}_status"]
        if not any(name.startswith("median") for name in figures):
            return None
        edition = str(row["edition"])
        cell = f"profiles/{edition}/{role.profile_id}"
        return PrintedPay(figures, _handbook(edition), row=cell, source_id=row["source_id"])


def members_changed(role: Role, version: str, lineage: pd.DataFrame | Crosswalk | None) -> str:
    """Why a group in the years of a list was not made of the members that are known.

    Only the members of the newest edition are known. Occupations that have moved to another part
    of the list since show that the group was another one.

    Args:
        role: The group.
        version: List of codes of the year.
        lineage: Table `soc_lineage`; what has moved is not seen without it.

    Returns:
        A clause; empty where nothing is known against it.
    """
    if role.coverage.get(version, "same") != "same":
        return "its codes of that year do not hold just the jobs of its members"
    if version == role.anchor_version or lineage is None:
        return ""
    steps = Crosswalk.of(lineage)
    moved = _moved(steps, role.codes.get(version, ()), version, role.anchor_version)
    if not moved:
        return ""
    others = f" and {len(moved) - 1} more" if len(moved) > 1 else ""
    return (
        f"{steps.title(version, moved[0])} ({moved[0]}){others} stood in another part of the "
        "list of occupations then than now"
    )


def printed_for_others(
    role: Role, year: int, version: str, lineage: pd.DataFrame | Crosswalk
) -> str:
    """Why the figure that the ledger has for a group in a year is not of the members known.

    Args:
        role: The group.
        year: Reference year.
        version: List of codes of the year.
        lineage: Table `soc_lineage`.

    Returns:
        A clause; empty where the ledger has none, or nothing is known against it.
    """
    return members_changed(role, version, lineage) if (role.profile_id, year) in ledger() else ""


def _of_survey(pooled: PooledPay, year: int, area_code: str) -> PrintedPay | None:
    """The survey's own row of a group, if it is the one that speaks for all members."""
    evidence = pooled.evidence
    if len(evidence) != 1 or evidence["how"].iloc[0] != GROUP:
        return None
    row = evidence.iloc[0]
    code = row["occupation_code"]
    cell = f"wages/{year}/{area_code}/{code}"
    where = f"the wage survey ({code})"
    return PrintedPay({}, where, row=cell, source_id=str(row["source_id"]))


def _nothing() -> dict[str, float | str]:
    """All wage statistics without a figure."""
    names = [f"{name}_{unit}_usd" for unit in ("annual", "hourly") for name in STATISTICS]
    absent: dict[str, float | str] = dict.fromkeys((*names, "mean_rse_pct"), math.nan)
    return absent | {f"{name}_status": "not_available" for name in absent}


def _moved(lineage: Crosswalk, codes: tuple[str, ...], version: str, newest: str) -> list[str]:
    """Codes of a list that show that a group of the newest one was another group then.

    A member has moved to another minor group since; or, where all members stood in one minor
    group, another occupation of it has moved to another major group: stock clerks, 43-5081, were
    material recording clerks until the SOC of 2018 put them among the movers, 53-7065.
    """
    minors = {code[:_MINOR] for code in codes}
    found = [code for code in codes if _leaves(lineage, code, version, newest, _MINOR)]
    if len(minors) == 1:
        beside = {
            code
            for code in lineage.listed(version, newest)
            if code[:_MINOR] in minors and not code.endswith("0")
        }
        found += [
            code
            for code in beside.difference(codes)
            if _leaves(lineage, code, version, newest, _MAJOR)
        ]
    return sorted(found)


def _leaves(lineage: Crosswalk, code: str, version: str, newest: str, digits: int) -> bool:
    """Whether all that became of a code begins with other digits."""
    now = lineage.follow([code], version, newest).to_codes
    return bool(now) and all(other[:digits] != code[:digits] for other in now)
