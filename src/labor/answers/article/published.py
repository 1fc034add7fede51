"""The published figures of an occupation that can decide on a claim, and each in words."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from labor.errors import AnalysisError
from labor.methods.group_pay import ledger
from labor.methods.phrases import NOT_KNOWN, Jobs, phrase_for, whole_percents
from labor.methods.role_rows import once_per_code
from labor.occupations.published import slots
from labor.occupations.titles import title_words
from labor.provenance.origin import Cell, Origin
from labor.provenance.text import Live, mark
from labor.show.rows import Row, records
from labor.show.words import count, dollars, listed, percent, when
from labor.terms import ALL_INDUSTRIES, ALL_OWNERS, NATION, PUBLISHED, TOP_CODED, WITH_VALUE

if TYPE_CHECKING:
    from labor.occupations import Role

#: Measures of the projections: kind of claim, and columns of value and year.
_PROJECTED = (
    ("jobs", "base_employment_jobs", "base_year"),
    ("jobs", "target_employment_jobs", "target_year"),
    ("new_jobs", "employment_change_jobs", "base_year"),
    ("openings", "openings_annual_average_jobs", "base_year"),
)

STATISTIC_NAMES = {
    "median": "the median",
    "mean": "the mean",
    "p10": "the 10th percentile",
    "p25": "the 25th percentile",
    "p75": "the 75th percentile",
    "p90": "the 90th percentile",
}
KIND_NAMES = {
    "pay": "pay",
    "growth": "projected growth",
    "phrase": "words on projected growth",
    "jobs": "number of jobs",
    "new_jobs": "projected change of jobs",
    "openings": "projected openings",
    "pay_change": "change of pay",
    "jobs_change": "change of the number of jobs",
}

#: Kinds of claims on a change between two years.
CHANGES = ("pay_change", "jobs_change")
#: How such a change is made of its two cells.
_CHANGE = "(a / b − 1) × 100"
#: Part of a group's jobs that an occupation must have to stand for it.
_NEARLY_ALL = 0.9
_SETTINGS = "profile_pay_settings"
_SETTING_KEY = ("edition", "profile_id", "workers", "statistic", "setting_kind", "setting")


@dataclass(frozen=True)
class Figure:
    """One published figure.

    Args:
        kind: "pay", "growth", "phrase", "jobs", "new_jobs", "openings", or one of `CHANGES`.
        value: US dollars, percent or jobs; the floor where top-coded.
        status: "published" or "top_coded".
        year: Reference year; of growth, change and openings the base year.
        code: Occupation code, empty for a profile of several.
        title: Title of the occupation in that table.
        is_own: Whether it is of just the occupation that the article names.
        source_id: Table it is from.
        statistic: Statistic of pay.
        period: "hourly" or "annual" pay.
        vintage: Projection, empty for estimates.
        series: "oews" (wage and salary jobs), "projections" (all jobs) or "handbook".
        area_code: Area; "99" is the nation.
        area: Name of the area, empty for the nation.
        setting: Industry, empty for all.
        whole: Whole percentages that a growth can be printed as.
        phrase: The Handbook's words for the growth.
        phrase_basis: How they are known, see `phrases.GrowthPhrase`.
        phrase_evidence: Where they were read, or why they are not known.
        cell: The cell of the tidy tables that the value stands in.
        codes: Codes that the value is the sum of, empty for a single one.
        since: First year of a change, and the cell of the figure of that year.
    """

    kind: str
    value: float
    status: str
    year: int
    code: str
    title: str
    is_own: bool
    source_id: str
    statistic: str = ""
    period: str = ""
    vintage: str = ""
    series: str = "oews"
    area_code: str = NATION
    area: str = ""
    setting: str = ""
    whole: tuple[int, ...] = ()
    phrase: str = ""
    phrase_basis: str = ""
    phrase_evidence: str = ""
    cell: Cell | None = None
    codes: tuple[str, ...] = ()
    since: int = 0
    since_cell: Cell | None = None


def figures_of(role: Role, named: str, tables: Mapping[str, pd.DataFrame]) -> list[Figure]:
    """Every figure of a role, of every year, projection and area in the tables.

    Args:
        role: The role.
        named: Its name in the article: where a table's own title is the same, the figure is the
            one that is meant, even if the occupation had other members then.
        tables: Tables `wages`, `employment` and `projections`, at least the rows of the role's
            codes; `profiles` and `profile_pay_settings`.

    Returns:
        Figures in no order that matters.
    """
    found = [*_handbook(role, tables)]
    if role.kind == "composite":
        found += _earlier_editions(role)
    if role.kind != "composite":
        found += [*_estimates(role, named, tables), *_projections(role, named, tables)]
    found += _sums(role, named, tables)
    return found


def main_part(parts: Sequence[str], employment: pd.DataFrame) -> str:
    """The occupation that nearly all people of a group are in, empty if there is none.

    Texts say "police officers" and quote police and sheriff's patrol officers.

    Args:
        parts: Codes of the group's occupations.
        employment: Table `employment`, at least their rows.
    """
    rows = employment[
        employment["occupation_code"].isin(parts)
        & (employment["area_code"] == NATION)
        & (employment["industry_code"] == ALL_INDUSTRIES)
        & (employment["employment_jobs_status"] == PUBLISHED)
    ]
    if not parts or rows.empty:
        return ""
    newest = rows[rows["reference_year"] == rows["reference_year"].max()]
    jobs = newest.groupby("occupation_code")["employment_jobs"].max()
    largest = str(jobs.idxmax())
    return largest if jobs[largest] >= _NEARLY_ALL * jobs.sum() else ""


def _rows(role: Role, frame: pd.DataFrame) -> pd.DataFrame:
    """Rows of the figures that answer for the role in each year or projection."""
    period = "reference_year" if "reference_year" in frame else "projection_vintage"
    codes, versions = frame["occupation_code"].to_numpy(), frame["soc_version"].to_numpy()
    chosen = np.zeros(len(frame), dtype=bool)
    for at in frame.groupby([period, "soc_version"]).indices.values():
        answering = {slot.code for slot in slots(role, versions[at[0]], frozenset(codes[at]))}
        chosen[at] = [code in answering for code in codes[at]]
    return frame[chosen]


def _is_own(role: Role, named: str, row: Row) -> bool:
    if title_words(row["occupation_title"]) in (title_words(named), title_words(role.label)):
        return True
    version = row["soc_version"]
    found = slots(role, version, frozenset({row["occupation_code"]}))
    is_one = role.coverage.get(version) == "same" and len(found) == 1
    return is_one and found[0].relation in ("itself", "same_jobs")


def _estimates(role: Role, named: str, tables: Mapping[str, pd.DataFrame]) -> Iterator[Figure]:
    # Rows of one occupation differ in place, year and statistic, which do not make it another.
    known: dict[tuple[str, ...], bool] = {}
    for name in ("wages", "employment"):
        frame = _rows(role, tables[name])
        frame = frame[
            (frame["industry_code"] == ALL_INDUSTRIES) & (frame["ownership_code"] == ALL_OWNERS)
        ]
        measures = (
            [("pay", "annual", "annual_wage_usd"), ("pay", "hourly", "hourly_wage_usd")]
            if name == "wages"
            else [("jobs", "", "employment_jobs")]
        )
        for row in records(once_per_code(frame)):
            occupation = (row["occupation_code"], row["occupation_title"], row["soc_version"])
            if occupation not in known:
                known[occupation] = _is_own(role, named, row)
            for kind, period, column in measures:
                if row[f"{column}_status"] not in WITH_VALUE:
                    continue
                nation = row["area_code"] == NATION
                place = (str(row["reference_year"]), row["area_code"], row["occupation_code"])
                statistic = row.get("statistic", "")
                key = (*place, statistic) if statistic else place
                yield Figure(
                    kind=kind,
                    value=float(row[column]),
                    status=row[f"{column}_status"],
                    year=int(row["reference_year"]),
                    code=row["occupation_code"],
                    title=row["occupation_title"],
                    is_own=known[occupation],
                    source_id=row["source_id"],
                    statistic=statistic,
                    period=period,
                    area_code=row["area_code"],
                    area="" if nation else row["area_title"],
                    cell=Cell(name, key, column),
                )


def _projections(role: Role, named: str, tables: Mapping[str, pd.DataFrame]) -> Iterator[Figure]:
    for row in records(_rows(role, tables["projections"])):
        common = {
            "status": PUBLISHED,
            "code": row["occupation_code"],
            "title": row["occupation_title"],
            "is_own": _is_own(role, named, row),
            "source_id": row["source_id"],
            "vintage": row["projection_vintage"],
            "series": "projections",
        }
        for kind, column, year in _PROJECTED:
            if row[f"{column}_status"] == PUBLISHED:
                yield Figure(
                    kind=kind,
                    value=float(row[column]),
                    year=int(row[year]),
                    cell=_projected(row, column),
                    **common,
                )
        if row["employment_change_pct_status"] == PUBLISHED:
            yield _growth(row, common)


def _sums(role: Role, named: str, tables: Mapping[str, pd.DataFrame]) -> Iterator[Figure]:
    """Jobs and growth of projections in which the role is several codes, added up.

    The Handbook told of software developers when the projections had two codes of them.
    """
    columns = [name for _, name, _ in _PROJECTED]
    rows = _rows(role, tables["projections"])
    for vintage, group in rows.groupby("projection_vintage", sort=True):
        version = str(group["soc_version"].iloc[0])
        codes = role.codes.get(version, ())
        if len(codes) < 2 or set(group["occupation_code"]) != set(codes):
            continue
        words = title_words(named)
        is_own = role.coverage.get(version) == "same" or all(
            words <= title_words(title) for title in group["occupation_title"]
        )
        sums = {
            name: float(group[name].sum())
            for name in columns
            if (group[f"{name}_status"] == PUBLISHED).all()
        }
        common: Row = {
            "status": PUBLISHED,
            "code": "",
            "title": f"{role.label} ({listed(sorted(codes))} together)",
            "is_own": is_own,
            "source_id": str(group["source_id"].iloc[0]),
            "vintage": str(vintage),
            "series": "projections",
            "codes": tuple(codes),
        }
        first = group.iloc[0]
        for kind, column, year in _PROJECTED:
            if column in sums:
                yield Figure(kind=kind, value=sums[column], year=int(first[year]), **common)
        if {"base_employment_jobs", "employment_change_jobs"} <= set(sums):
            base, change = sums["base_employment_jobs"], sums["employment_change_jobs"]
            value = change / base * 100
            phrase, basis, evidence = _phrase(value, str(vintage), None)
            yield Figure(
                kind="growth",
                value=value,
                year=int(first["base_year"]),
                whole=(math.floor(abs(value) + 0.5) * (1 if value >= 0 else -1),),
                phrase=phrase,
                phrase_basis=basis,
                phrase_evidence=evidence,
                **common,
            )


def _growth(row: Row, common: Row) -> Figure:
    value = float(row["employment_change_pct"])
    columns = ("base_employment_jobs", "target_employment_jobs", "employment_change_jobs")
    jobs = None
    if all(row[f"{name}_status"] == PUBLISHED for name in columns):
        base, target, change = (float(row[name]) for name in columns)
        jobs = Jobs(base, target, change)
    phrase, basis, evidence = _phrase(value, row["projection_vintage"], jobs)
    return Figure(
        kind="growth",
        value=value,
        year=int(row["base_year"]),
        whole=whole_percents(value, jobs),
        phrase=phrase,
        phrase_basis=basis,
        phrase_evidence=evidence,
        cell=_projected(row, "employment_change_pct"),
        **common,
    )


def _projected(row: Row, column: str) -> Cell:
    return Cell("projections", (row["projection_vintage"], row["occupation_code"]), column)


def _printed(row: Row, column: str) -> Cell:
    """A cell of the quick facts of the Handbook."""
    return Cell("profiles", (row["edition"], row["profile_id"]), column)


def _phrase(value: float, vintage: str, jobs: Jobs | None) -> tuple[str, str, str]:
    """The Handbook's words for a growth in percent, how they are known, and the evidence."""
    try:
        known = phrase_for(value, vintage, jobs)
    except AnalysisError as error:
        return "", NOT_KNOWN, error.what
    return known.phrase, known.basis, known.evidence


def _handbook(role: Role, tables: Mapping[str, pd.DataFrame]) -> Iterator[Figure]:
    """Figures that the Handbook prints for the profile of just this role."""
    profiles = tables["profiles"]
    for row in records(profiles[profiles["profile_id"] == role.profile_id]):
        common = {
            "code": "" if role.kind == "composite" else row["soc_code"],
            "title": row["profile_title"],
            "source_id": row["source_id"],
            "series": "handbook",
        }
        if role.anchor_version != row["soc_version"]:
            return
        outlook = {**common, "status": PUBLISHED, "vintage": row["edition"], "is_own": True}
        if row["outlook_pct_status"] == PUBLISHED:
            value = float(row["outlook_pct"])
            yield Figure(
                kind="growth",
                value=value,
                year=int(row["base_year"]),
                whole=(int(value),),
                phrase=row["outlook_phrase"],
                phrase_basis="printed",
                phrase_evidence=f"Handbook, {row['edition']} edition",
                cell=_printed(row, "outlook_pct"),
                **outlook,
            )
        if role.kind == "composite":
            for kind, column, year in _PROJECTED:
                if row[f"{column}_status"] == PUBLISHED:
                    yield Figure(
                        kind=kind,
                        value=float(row[column]),
                        year=int(row[year]),
                        cell=_printed(row, column),
                        **outlook,
                    )
            yield from _handbook_pay(row, common)
        yield from _settings(role, common, tables)


def _earlier_editions(role: Role) -> Iterator[Figure]:
    """Medians that earlier editions of the Handbook printed for a group."""
    for (profile_id, year), printed in ledger().items():
        if profile_id != role.profile_id:
            continue
        for period in ("annual", "hourly"):
            value = printed.figures.get(f"median_{period}_usd")
            if value is not None:
                yield Figure(
                    kind="pay",
                    value=float(value),
                    status=PUBLISHED,
                    year=year,
                    code="",
                    title=role.label,
                    is_own=True,
                    source_id="",
                    statistic="median",
                    period=period,
                    series="handbook",
                )


def _handbook_pay(row: Row, common: Row) -> Iterator[Figure]:
    for statistic in ("median", "p10", "p90"):
        for period in ("annual", "hourly"):
            column = f"{statistic}_{period}_wage_usd"
            yield from _pay(row, column, statistic, period, cell=_printed(row, column), **common)


def _settings(role: Role, common: Row, tables: Mapping[str, pd.DataFrame]) -> Iterator[Figure]:
    rows = tables[_SETTINGS]
    rows = rows[(rows["profile_id"] == role.profile_id) & (rows["setting_kind"] == "industry")]
    for row in records(rows):
        own = {"setting": setting_name(row["setting"]), "source_id": row["source_id"]}
        for period in ("annual", "hourly"):
            column = f"{period}_wage_usd"
            cell = Cell(_SETTINGS, tuple(row[part] for part in _SETTING_KEY), column)
            yield from _pay(row, column, row["statistic"], period, cell=cell, **{**common, **own})


def _pay(row: Row, column: str, statistic: str, period: str, **others: Any) -> Iterator[Figure]:
    """The pay that the Handbook prints in a cell, if it prints a number."""
    if row[f"{column}_status"] in WITH_VALUE:
        yield Figure(
            kind="pay",
            value=float(row[column]),
            status=row[f"{column}_status"],
            year=int(row["wage_reference_year"]),
            is_own=True,
            statistic=statistic,
            period=period,
            **others,
        )


def setting_name(setting: str) -> str:
    """An industry as a sentence names it: "hospitals" for "Hospitals; state, local, ..."."""
    return setting.partition(";")[0].partition(", excluding")[0].strip().lower()


def number_text(figure: Figure) -> Live:
    """A figure's number, marked with its cell: "$40,350 a year", "10.7%", "215,500 jobs"."""
    if figure.kind == "pay":
        unit = "an hour" if figure.period == "hourly" else "a year"
        floor = " or more" if figure.status == TOP_CODED else ""
        return Live(f"{marked(figure, dollars(figure.value))}{floor} {unit}")
    if figure.kind in ("growth", "pay_change", "jobs_change"):
        return _percent(figure)
    if figure.kind == "phrase":
        return Live(f"“{figure.phrase}”")
    amount = marked(figure, count(figure.value))
    return Live(f"{amount} openings a year" if figure.kind == "openings" else f"{amount} jobs")


def figure_text(figure: Figure) -> Live:
    """What a figure is: "the median of 29-2071 Medical ..., May 2018: $40,350 a year"."""
    occupation = f"{figure.code} {figure.title}".strip()
    if figure.area:
        occupation += f" in {figure.area}"
    if figure.setting:
        occupation += f" ({figure.setting})"
    if figure.kind == "pay":
        time = when(figure.year)
        name = STATISTIC_NAMES[figure.statistic]
        return Live(f"{name} of {occupation}, {time}: {number_text(figure)}")
    if figure.kind == "jobs":
        return Live(f"{_jobs_of(figure)} of {occupation}, {figure.year}: {number_text(figure)}")
    if figure.kind == "phrase":
        return Live(
            f"{number_text(figure)} for {occupation}, projected for {figure.vintage} "
            f"({_percent(figure)})"
        )
    if figure.kind in CHANGES:
        what = STATISTIC_NAMES.get(figure.statistic) or _jobs_of(figure)
        ends = f"{when(figure.since)} to {when(figure.year)}"
        return Live(f"the change of {what} of {occupation}, {ends}: {number_text(figure)}")
    name = KIND_NAMES[figure.kind]
    return Live(f"the {name} of {occupation}, {figure.vintage}: {number_text(figure)}")


def marked(figure: Figure, text: str) -> Live:
    """A figure's number, written in some way, with its cell.

    Args:
        figure: The figure.
        text: Its value as it is written.
    """
    if figure.cell and figure.since_cell:
        return mark(text, Origin((figure.cell, figure.since_cell), _CHANGE), figure.value)
    if figure.codes:
        return mark(text, Origin((), "sum of the codes named"), figure.value)
    return mark(text, Origin((figure.cell,)) if figure.cell else None, figure.value)


def _percent(figure: Figure) -> Live:
    return marked(figure, percent(figure.value, 0 if figure.series == "handbook" else 1))


def _jobs_of(figure: Figure) -> str:
    if figure.series == "oews":
        return "wage and salary jobs (wage survey, May)"
    if figure.vintage and figure.year != int(figure.vintage[:4]):
        return "projected jobs"
    return "all jobs (projections, with the self-employed)"
