"""What the published tables say about the pay of each member of a group of occupations."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from labor.errors import AnalysisError
from labor.methods.censoring import limits_of_all
from labor.methods.levels import side_by_side
from labor.methods.pay_curves import LOG_SCALE, PayScale, scale_of
from labor.methods.role_rows import pay_rows
from labor.terms import ALL_OCCUPATIONS, HOURS_A_YEAR, NATION, PERCENTILES

#: A group is the sum of its parts if their jobs differ by less than this part of it; jobs are
#: rounded to ten.
ADDS_UP = 0.005

#: Digits by which a group's detailed occupations begin, where they are not the group's own
#: without its zeros: all occupations, and a broad occupation that ran out of numbers.
_STEMS = {ALL_OCCUPATIONS: ("",), "29-1210": ("29-121", "29-122")}

#: How a published row speaks for a member.
OWN, GROUP, BROADER, NOTHING = "own row", "published group", "broader group", "nothing"

_LABELS = ["occupation_title", "employment_jobs", "mean_rse_pct"]
_LOWS = [f"{name}_low" for name in PERCENTILES]
_HIGHS = [f"{name}_high" for name in PERCENTILES]
_ENDS = [*_LOWS, "mean_low", *_HIGHS, "mean_high"]


@dataclass(frozen=True)
class PayTable:
    """Published pay and jobs of every occupation in one year and area.

    Args:
        rows: A row per occupation code (the index): `occupation_title`, `occupation_level`,
            `employment_jobs` (NaN where not released), `<statistic>_low` and `<statistic>_high`
            for p10, p25, median, p75, p90 and the mean in US dollars (equal where published,
            infinite where unknown), `mean_rse_pct`, `is_converted`, `source_id`.
        scale: Pay scale of the release.
        year: Reference year.
        basis: "annual" or "hourly".
    """

    rows: pd.DataFrame
    scale: PayScale
    year: int
    basis: str

    @classmethod
    def of(
        cls,
        wages: pd.DataFrame,
        employment: pd.DataFrame,
        *,
        year: int,
        area_code: str = NATION,
        basis: str = "annual",
    ) -> PayTable:
        """Take the rows of one year and area.

        Args:
            wages: Table `wages`.
            employment: Table `employment`.
            year: Reference year.
            area_code: Area; "99" is the nation.
            basis: "annual" or "hourly". Pay that is published on the other one only is
                converted with 2,080 hours.

        Returns:
            The rows, all industries and owners.

        Raises:
            AnalysisError: The year or the area is not in the tables, or the basis is unknown.
        """
        scale = release_scale(wages, year, basis)
        return cls.on_scale(one_row_each(wages, employment, year, area_code), scale, year, basis)

    @classmethod
    def on_scale(cls, wide: pd.DataFrame, scale: PayScale, year: int, basis: str) -> PayTable:
        """Take rows that are side by side already.

        Args:
            wide: Output of `one_row_each`.
            scale: Pay scale of the release on the basis, see `release_scale`.
            year: Reference year.
            basis: See `of`.

        Returns:
            The rows.
        """
        rows = wide[[*_LABELS, "source_id", "occupation_level"]]
        return cls(rows.join(_pay_limits(wide, basis)), scale, year, basis)

    @cached_property
    def paid(self) -> set[str]:
        """Codes of which a percentile is published or top-coded."""
        return set(self.rows.index[(self.rows[_LOWS] > 0).any(axis="columns")])

    @cached_property
    def detailed(self) -> set[str]:
        """Codes of the detailed occupations."""
        return set(self.rows.index[self.rows["occupation_level"] == "detailed"])

    def parts(self, code: str) -> set[str]:
        """Detailed occupations inside a group, by the digits of the codes; none for others."""
        inside = stems(code)
        return {other for other in self.detailed if other.startswith(inside) and other != code}


def stems(code: str) -> tuple[str, ...]:
    """Digits by which the detailed occupations of a group begin."""
    return _STEMS.get(code) or (code.rstrip("0"),)


def one_row_each(
    wages: pd.DataFrame, employment: pd.DataFrame, year: int, area_code: str
) -> pd.DataFrame:
    """Put what is published of each occupation in one year and area in one row.

    Args:
        wages: Table `wages`.
        employment: Table `employment`.
        year: Reference year.
        area_code: Area.

    Returns:
        A row per occupation code (the index): the columns of `levels.side_by_side` and
        `occupation_level`, all industries and owners.

    Raises:
        AnalysisError: The year or the area is not in the tables.
    """
    pay = pay_rows(wages, year, area_code)
    wide = side_by_side(pay, pay_rows(employment, year, area_code)).set_index("occupation_code")
    level = pay.drop_duplicates("occupation_code").set_index("occupation_code")
    return wide.join(level["occupation_level"])


def _pay_limits(wide: pd.DataFrame, basis: str) -> pd.DataFrame:
    """Limits of each statistic on one basis, and whether the row had to be converted to it."""
    other, factor = ("hourly", HOURS_A_YEAR) if basis == "annual" else ("annual", 1 / HOURS_A_YEAR)
    own = _both_ends(wide, basis)
    converted = _both_ends(wide, other) * factor
    lows = slice(0, len(_LOWS))
    missing = ~np.isfinite(own[:, lows]).any(axis=1)
    use = missing & np.isfinite(converted[:, lows]).any(axis=1)
    both = np.where(use[:, None], converted, own)
    return pd.DataFrame(both, wide.index, _ENDS).assign(is_converted=use)


def _both_ends(wide: pd.DataFrame, basis: str) -> np.ndarray:
    names = [f"{name}_{basis}_usd" for name in (*PERCENTILES, "mean")]
    return np.hstack(limits_of_all(wide, names))


def release_scale(wages: pd.DataFrame, year: int, basis: str) -> PayScale:
    """Find the pay scale of a release, from the percentiles of the nation's detailed occupations.

    Args:
        wages: Table `wages`; only the nation's rows of the year count.
        year: Reference year.
        basis: "annual" or "hourly".

    Returns:
        The scale; `pay_curves.LOG_SCALE` if the nation is not in the table.

    Raises:
        AnalysisError: The basis is unknown.
    """
    return scale_of_percentiles(national_percentiles(wages, year), basis)


def national_percentiles(wages: pd.DataFrame, year: int) -> pd.DataFrame:
    """The rows of the nation's detailed occupations, percentiles only; none without the nation."""
    shown = (
        (wages["reference_year"] == year)
        & (wages["area_code"] == NATION)
        & (wages["occupation_level"] == "detailed")
        & wages["statistic"].isin(PERCENTILES)
    )
    return pay_rows(wages[shown], year) if shown.any() else wages[:0]


def scale_of_percentiles(rows: pd.DataFrame, basis: str) -> PayScale:
    """The pay scale of a release on one basis, from its `national_percentiles`.

    Raises:
        AnalysisError: The basis is unknown.
    """
    if basis not in ("annual", "hourly"):
        raise AnalysisError("Pay is by the year or by the hour", expected="annual or hourly")
    if rows.empty:
        return LOG_SCALE
    published = rows[f"{basis}_wage_usd_status"] == "published"
    return scale_of(rows.loc[published, f"{basis}_wage_usd"].to_numpy(dtype=float))


@dataclass(frozen=True)
class Evidence:
    """The published rows that speak for the members of a group.

    Args:
        rows: A row per published row, or per member without one: `occupation_code`,
            `occupation_title`, `stands_for` (member codes, joined by ", "), `how` ("own row",
            "published group", "broader group", "nothing"), `employment_jobs`, the limits,
            `mean_rse_pct`, `is_converted` and `source_id` of `PayTable.rows`.
        scale: Pay scale of the release.
        year: Reference year.
        basis: "annual" or "hourly".
    """

    rows: pd.DataFrame
    scale: PayScale
    year: int
    basis: str

    @property
    def has_scale(self) -> bool:
        """Whether the pay scale of the release is known, or log pay stands for it."""
        return self.scale is not LOG_SCALE

    @cached_property
    def lows(self) -> np.ndarray:
        """A row per published row: the least its percentiles can be, 0 where nothing is known."""
        return self.rows[_LOWS].clip(lower=0).to_numpy(dtype=float)

    @cached_property
    def highs(self) -> np.ndarray:
        """The most its percentiles can be, infinite where there is no limit."""
        return self.rows[_HIGHS].to_numpy(dtype=float)

    @cached_property
    def points(self) -> np.ndarray:
        """Percentiles that are published as numbers, NaN elsewhere."""
        return np.where(self.lows == self.highs, self.lows, np.nan)

    @cached_property
    def floors(self) -> np.ndarray:
        """Floors of top-coded percentiles, NaN elsewhere."""
        return np.where((self.lows > 0) & np.isinf(self.highs), self.lows, np.nan)

    @cached_property
    def jobs(self) -> np.ndarray:
        """Jobs of each row, NaN where not released."""
        return self.rows["employment_jobs"].to_numpy(dtype=float)

    @cached_property
    def has_pay(self) -> np.ndarray:
        """Whether any percentile of the row is known or top-coded."""
        return np.asarray((self.lows > 0).any(axis=1))

    @cached_property
    def is_weighed(self) -> np.ndarray:
        """Whether the row has pay and jobs, so that it can be pooled."""
        return self.has_pay & (self.jobs > 0)

    @cached_property
    def means(self) -> pd.Series:
        """Mean of each row, NaN unless it is published as a number."""
        exact = self.rows["mean_low"] == self.rows["mean_high"]
        return self.rows["mean_low"].where(exact)

    @cached_property
    def is_stand_in(self) -> np.ndarray:
        """Whether the row is that of a broader occupation, which may hold other jobs."""
        return (self.rows["how"] == BROADER).to_numpy()

    def share_of_jobs(self, which: np.ndarray) -> float:
        """Share that some of the rows have in the released jobs, 0 to 1."""
        known = np.nansum(self.jobs)
        return float(np.nansum(self.jobs[which]) / known) if known else 1.0


def collect(table: PayTable, members: Sequence[str], *, groups: bool = True) -> Evidence:
    """Find the published rows that speak for the members of a group.

    A published group whose detailed occupations are all members stands for them: its
    percentiles come from the survey's own records. Other members have their own row. A member
    without published pay is represented by its broad occupation with the jobs that the broad
    occupation's published parts leave.

    Args:
        table: Pay of one year and area.
        members: Occupation codes, in any order.
        groups: Whether published groups may stand for members.

    Returns:
        The rows, sorted by code.

    Raises:
        AnalysisError: A code is given twice.
    """
    codes = _detailed(table, _once(members))
    chosen = _published_groups(table, codes, set(members)) if groups else {}
    rest = codes - set().union(*chosen.values())
    own = rest & table.paid
    broader = _broader_groups(table, rest - own, codes)
    nothing = rest - own - set().union(*broader.values())
    rows = [
        *(_row(table, code, sorted(parts), GROUP) for code, parts in chosen.items()),
        *(_row(table, code, [code], OWN) for code in own),
        *(_row(table, code, sorted(parts), BROADER) for code, parts in broader.items()),
        *(_row(table, code, [code], NOTHING) for code in nothing),
    ]
    frame = pd.DataFrame(rows).sort_values("occupation_code", ignore_index=True)
    return Evidence(frame, table.scale, table.year, table.basis)


def _once(members: Sequence[str]) -> set[str]:
    twice = sorted({code for code in members if list(members).count(code) > 1})
    if twice:
        raise AnalysisError(
            "An occupation can be a member only once",
            got=", ".join(twice),
            next_step="Its jobs would count twice: name it once.",
        )
    return set(members)


def _detailed(table: PayTable, members: set[str]) -> set[str]:
    """The members with groups among them replaced by their detailed occupations."""
    return set().union(*(table.parts(code) or [code] for code in members))


def _published_groups(table: PayTable, codes: set[str], members: set[str]) -> dict[str, set[str]]:
    """Widest groups with published pay that lie wholly inside the members, with their parts."""
    rest, chosen = set(codes), {}
    beginnings = {code[:length] for code in codes for length in range(len(code) + 1)}
    for level in ("total", "major", "minor", "broad"):
        groups = table.rows.index[table.rows["occupation_level"] == level]
        for code in sorted(table.paid.intersection(groups)):
            if beginnings.isdisjoint(stems(code)):
                continue
            parts = table.parts(code)
            inside = len(parts) > 1 and parts <= rest
            if inside and (code in members or _adds_up(table, code, parts)):
                chosen[code] = parts
                rest -= parts
    return chosen


def _adds_up(table: PayTable, code: str, parts: set[str]) -> bool:
    """Whether the parts' jobs are those of the group, as far as they are released."""
    jobs = table.rows["employment_jobs"]
    missing = jobs[code] - jobs[sorted(parts)].sum()
    if jobs[sorted(parts)].isna().any():
        return bool(missing > 0)
    return bool(abs(missing) <= ADDS_UP * jobs[code])


def _broader_groups(table: PayTable, missing: set[str], members: set[str]) -> dict[str, set[str]]:
    """Broad occupations with published pay that hold members without any."""
    found: dict[str, set[str]] = {}
    for code in missing:
        if _broad(code) in table.paid and _broad(code) not in members:
            found.setdefault(_broad(code), set()).add(code)
    return found


def _broad(code: str) -> str:
    return f"{code[:-1]}0"


def _row(table: PayTable, code: str, parts: list[str], how: str) -> dict[Hashable, object]:
    if code in table.rows.index:
        row: dict[Hashable, Any] = table.rows.loc[code].to_dict()
    else:
        row = dict.fromkeys(table.rows.columns, np.nan) | {
            "occupation_title": code,
            "is_converted": False,
            "source_id": "",
        }
        row |= dict.fromkeys([*_LOWS, "mean_low"], -np.inf)
        row |= dict.fromkeys([*_HIGHS, "mean_high"], np.inf)
    if how == BROADER:
        row["employment_jobs"] = _left_over(table, code, parts)
    return {"occupation_code": code, "stands_for": ", ".join(parts), "how": how, **row}


def _left_over(table: PayTable, code: str, parts: list[str]) -> float:
    """Jobs of members that are published only inside their broad occupation.

    Their own jobs if released; else those of the broad occupation without its other parts; NaN
    when those are not all released.
    """
    jobs = table.rows["employment_jobs"]
    own = jobs.reindex(parts)
    if own.notna().all():
        return float(own.sum())
    others = sorted(table.parts(code) - set(parts))
    left = float(jobs[code] - jobs[others].sum(skipna=False))
    return left if left > 0 else np.nan
