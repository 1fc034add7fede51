"""What was projected for a role, and how earlier projections turned out."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from labor.answers.outlook import backtest as checks
from labor.answers.outlook.answer import Backtest, Outlook
from labor.answers.tables import directory_of, once_per_build, processed_of
from labor.methods import outlook as projected
from labor.occupations import Role
from labor.show.prose import sources_used
from labor.tables.load import load as load_table


def outlook(role: str, vintage: str | None = None, *, root: Path | None = None) -> Outlook:
    """Show projected growth and openings of a role, and what the openings are made of.

    Args:
        role: The role in words or as a code.
        vintage: Projection, such as "2018-28"; the newest if left out.
        root: Project folder; found by itself if left out.

    Returns:
        The answer; its `rows` are a row per occupation code with jobs, growth, the Handbook's
        words, openings and what newcomers need; then the parts of the yearly openings:
        `growth_jobs`, `exits_jobs` (people who leave the labor force), `transfers_jobs` (people
        who change occupation), `growth_share_pct`, and `unexplained_jobs` (rounding). The parts
        are of single codes; a composite's own row has none. Ten-year totals of older vintages
        have no parts.

    Raises:
        LaborError: The role or the vintage is not known.

    Examples:
        >>> import labor
        >>> outlook = labor.outlook("medical transcriptionists", "2024-34")
        >>> print(outlook.sentences[1])  # doctest: +NORMALIZE_WHITESPACE
        About 7,400 openings a year are projected, 16.9 for every 100 jobs. Of these 3,200 replace
        people who leave the labor force and 4,500 people who change occupation; the number of
        jobs falls by 220 a year.
    """
    processed = processed_of(root)
    found = directory_of(processed).resolve(role)
    projections, profiles = (load_table(n, processed) for n in ("projections", "profiles"))
    vintage = vintage or projected.newest_vintage(projections, found)
    rows = _rows(found, projections, profiles, vintage)
    sources = sources_used([rows], load_table("sources", processed))
    in_force = projected.is_in_force(projections, vintage, found)
    return Outlook(rows=rows, sources=sources, notes=found.notes, is_in_force=in_force)


def backtest(role: str, *, root: Path | None = None) -> Backtest:
    """Show how earlier projections of a role turned out.

    Args:
        role: The role in words or as a code.
        root: Project folder; found by itself if left out.

    Returns:
        The answer; its `rows` are a row per code, projection and later projection whose base
        year checks it: jobs projected and jobs that came, errors, and whether the direction was
        right; `typical_error_pct` is the median error, without sign, of all occupations in that
        check. Without rows where the role's codes hold other jobs in every later projection.
        `projections` are the outlooks of the role in every projection.

    Raises:
        LaborError: The role is not known.

    Examples:
        >>> import labor
        >>> print(labor.backtest("phlebotomists").finding)
        Phlebotomists: more jobs came than projected in 2 of 9 checks so far
    """
    processed = processed_of(root)
    found = directory_of(processed).resolve(role)
    projections, profiles = (load_table(name, processed) for name in ("projections", "profiles"))
    checked = _checks(processed)
    vintages = sorted(projections["projection_vintage"].unique())
    outlooks = pd.concat(
        [_rows(found, projections, profiles, vintage) for vintage in vintages], ignore_index=True
    )
    own = set(zip(outlooks["soc_version"], outlooks["occupation_code"], strict=True))
    keys = zip(checked["soc_version"], checked["occupation_code"], strict=True)
    is_own = pd.Series([key in own for key in keys], index=checked.index)
    return Backtest(
        rows=checked[is_own].reset_index(drop=True),
        sources=sources_used([outlooks], load_table("sources", processed)),
        projections=outlooks,
        notes=found.notes,
    )


@once_per_build("projections", "soc_lineage")
def _checks(processed: Path) -> pd.DataFrame:
    """How every projection turned out, of all occupations, with the typical error of each check."""
    projections, lineage = (load_table(name, processed) for name in ("projections", "soc_lineage"))
    checked = checks.backtest(projections, lineage)
    pair = ["projection_vintage", "check_vintage"]
    errors = checked["error_pct"].abs().groupby([checked[name] for name in pair])
    return checked.assign(typical_error_pct=errors.transform("median"))


def _rows(
    role: Role, projections: pd.DataFrame, profiles: pd.DataFrame, vintage: str
) -> pd.DataFrame:
    """The outlook of a role in one projection, with the parts of its openings."""
    rows = projected.outlook([role], projections, vintage, profiles)
    parts = projected.anatomy(projections, vintage, list(rows["occupation_code"]))
    names = ["growth_jobs", "exits_jobs", "transfers_jobs", "growth_share_pct", "unexplained_jobs"]
    return rows.merge(parts[["occupation_code", *names]], on="occupation_code", how="left")
