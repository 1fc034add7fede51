"""Take data along: chosen tables, years and occupations as CSV, Parquet or a workbook."""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from labor.errors import SchemaError, SourceError
from labor.occupations import Role
from labor.occupations.codes import ONET
from labor.occupations.published import slots
from labor.schema.tables import DESCRIBED, ON_REQUEST, TABLES
from labor.spreadsheets import (
    check_size,
    harmless,
    heading_format,
    new_book,
    write_lines,
    write_rows,
)
from labor.tables.data_package import CODES, data_package, source_ids_in
from labor.tables.export.readme import meaning, readme
from labor.tables.files import (
    FILE_ENDINGS,
    is_built,
    write_csv,
    write_parquet,
    write_text,
    write_whole,
)
from labor.tables.load import load, values_of
from labor.tables.own_files import own_files

if TYPE_CHECKING:
    import xlsxwriter

FORMATS = ("csv", "parquet", "xlsx")
README, WORKBOOK, PACKAGE = "README.txt", "labor.xlsx", "datapackage.json"
#: How periods are written: 2024, 2024-34, 29.3.
_YEAR, _SPAN, _ONET_RELEASE = r"\d{4}", r"\d{4}-\d{2}", r"\d{1,2}\.\d"
#: Columns that a table is filtered by, and how what they hold is written.
_PERIODS = {
    "reference_year": _YEAR,
    "year": _YEAR,
    "projection_vintage": _SPAN,
    "edition": _SPAN,
    "onet_version": _ONET_RELEASE,
}
_PROFILE = ["edition", "profile_id"]
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Choice:
    """What to take along; what is empty chooses everything.

    Args:
        tables: Names of tables.
        periods: Years of estimates ("2024"), releases of projections and editions of the
            Handbook ("2024-34"), releases of O*NET ("29.3"). Tables whose periods are of
            another kind than all that are named are not filtered.
        roles: Occupations with their codes in every list.
        areas: Codes of areas. Tables that know no areas are not filtered.
    """

    tables: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    areas: tuple[str, ...] = ()


def export(
    folder: Path,
    out: Path,
    choice: Choice,
    form: str = "csv",
    on_table: Callable[[str, int], None] = lambda *_: None,
    *,
    made: Mapping[str, pd.DataFrame] | None = None,
    force: bool = False,
) -> list[Path]:
    """Write chosen rows of the built tables, with what a reader needs to use and cite them.

    Args:
        folder: Folder of the built tables, `data/processed`.
        out: Folder to write to, or a file that ends in `.zip`.
        choice: Tables, periods, occupations and areas.
        form: "csv", "parquet" or "xlsx".
        on_table: Called with the name and the number of rows of each table.
        made: Tables of `ON_REQUEST` that go along.
        force: Replace files that labor did not write.

    Returns:
        The files written; the same choice of the same tables gives the same bytes.

    Raises:
        SchemaError: There is no such table.
        SourceError: A table was not built, nothing is chosen, or a file cannot be written or
            stands there that labor did not write.
    """
    if form not in FORMATS or out.suffix.lower() in FILE_ENDINGS:
        raise SourceError(
            "The data cannot be written in this form",
            expected=f"one of {', '.join(FORMATS)}, and a folder or a file that ends in .zip",
            got=f"{form} to {out}",
            next_step="Name the form with --format and the folder with --out.",
        )
    tables = select_tables(folder, choice, made)
    for name, frame in tables.items():
        on_table(name, len(frame))
    text = readme(tables, form, choice.periods, choice.roles, choice.areas)
    if out.suffix.lower() != ".zip":
        with own_files(_files(tables, out, form), force=force):
            return _write(tables, out, form, text)
    with own_files([out], force=force), tempfile.TemporaryDirectory() as inside:
        files = _write(tables, Path(inside), form, text)
        write_whole(out, lambda to: _pack(to, files))
    return [out]


def select_tables(
    folder: Path, choice: Choice, made: Mapping[str, pd.DataFrame] | None = None
) -> dict[str, pd.DataFrame]:
    """Load the chosen rows.

    Args:
        folder: Folder of the built tables.
        choice: Tables, periods, occupations and areas.
        made: Tables of `ON_REQUEST`, whose rows are chosen already.

    Returns:
        Tables by name in the order of the data dictionary, those without a chosen row left
        out; `sources` comes last and has only the sources of the other rows.

    Raises:
        SchemaError: There is no such table.
        SourceError: A table was not built, or no row is chosen.
    """
    held = [name for name in TABLES if is_built(folder, name)]
    unknown = [name for name in choice.tables if name not in TABLES]
    if unknown:
        raise SchemaError(
            "There is no such table",
            expected=", ".join([*held, *ON_REQUEST]),
            got=", ".join(map(repr, unknown)),
        )
    wanted = choice.tables or held
    names = [name for name in TABLES if name in wanted and name != "sources"]
    if names or not made:
        _check_periods(folder, names, choice.periods)
    profiles = _profiles(folder, held, choice.roles)
    found = {}
    for name in names:
        frame = load(name, folder, **_filters(name, choice))
        if choice.roles:
            frame = frame[_is_of(name, frame, choice.roles, profiles)].reset_index(drop=True)
        found[name] = frame
    chosen = {name: frame for name, frame in {**found, **(made or {})}.items() if len(frame)}
    if names and not chosen:
        raise _nothing(choice, names)
    sources = load("sources", folder)
    used = {source for frame in chosen.values() for source in source_ids_in(frame)}
    if chosen:
        sources = sources[sources["source_id"].isin(used)].reset_index(drop=True)
    return {**chosen, "sources": sources}


def _filters(name: str, choice: Choice) -> dict[str, list]:
    """Periods and areas that a table is filtered by, by column."""
    periods = choice.periods
    found: dict[str, list] = {}
    if choice.areas and "area_code" in TABLES[name].names:
        found["area_code"] = list(choice.areas)
    for column, form in _PERIODS.items():
        fitting = [period for period in periods if re.fullmatch(form, period)]
        if column in TABLES[name].names and fitting:
            is_number = TABLES[name].dtypes[column] == "Int64"
            found[column] = [int(period) if is_number else period for period in fitting]
    return found


def _check_periods(folder: Path, names: Sequence[str], periods: Sequence[str]) -> None:
    """Refuse a period that none of the tables has."""
    held: set[str] = set()
    for name in names if periods else []:
        columns = [column for column in _PERIODS if column in TABLES[name].names]
        for column in columns:
            held |= set(map(str, values_of(name, folder, column)))
    unknown = [period for period in periods if period not in held]
    if unknown:
        raise SourceError(
            "The chosen tables have no such year or release",
            where=", ".join(names),
            expected=", ".join(sorted(held)),
            got=", ".join(unknown),
            next_step="Name one of these, or choose other tables.",
        )


def _is_of(
    name: str, frame: pd.DataFrame, roles: Sequence[Role], profiles: set[tuple[str, str]]
) -> pd.Series:
    """Which rows are about one of the roles; all, where a table has no occupations."""
    if set(_PROFILE) <= set(frame) and "occupation_code" not in frame:
        rows = pd.MultiIndex.from_frame(frame[_PROFILE]).isin(profiles)
        return pd.Series(rows, index=frame.index)
    columns = [column for column in CODES if column in TABLES[name].names]
    chosen = pd.Series(not columns, index=frame.index)
    for column in columns:
        periods = next((frame[period] for period in _PERIODS if period in frame), None)
        chosen |= _has_code(frame[column], frame[CODES[column]], roles, periods)
    return chosen


def _has_code(
    codes: pd.Series, versions: pd.Series, roles: Sequence[Role], periods: pd.Series | None = None
) -> pd.Series:
    """Whether each code, in its list, answers for one of the roles; without a list, in any list.

    Which code answers depends on those that the table has for the year or release.
    """
    soc_codes = codes.str[:7]  # O*NET's finer occupations belong to the one they are made of
    lists = versions.replace(ONET)
    kinds = [lists, *([] if periods is None else [periods])]
    chosen = pd.Series(False, index=codes.index)
    for _, part in soc_codes.groupby(kinds):
        version, listed = lists[part.index[0]], frozenset(part)
        found = (slot.code for role in roles for slot in slots(role, version, listed))
        chosen[part.index] = part.isin(set(found))
    anywhere = {code for role in roles for own in role.codes.values() for code in own}
    return chosen | (versions.isna() & soc_codes.isin(anywhere))


def _profiles(folder: Path, held: Sequence[str], roles: Sequence[Role]) -> set[tuple[str, str]]:
    """Handbook profiles of the roles, alone or as one of several occupations."""
    found: set[tuple[str, str]] = set()
    for name, column in (("profiles", "soc_code"), ("profile_members", "occupation_code")):
        if roles and name in held:
            frame = load(name, folder, columns=[*_PROFILE, column, "soc_version"])
            rows = frame[_has_code(frame[column], frame["soc_version"], roles)]
            found |= set(rows[_PROFILE].itertuples(index=False, name=None))
    return found


def _nothing(choice: Choice, names: Sequence[str]) -> SourceError:
    wanted = [*choice.periods, *(role.label for role in choice.roles), *choice.areas]
    return SourceError(
        "Nothing is left to export",
        where=", ".join(names),
        expected="rows for " + " and ".join(wanted),
        got="none",
        next_step="Choose other tables or years; an occupation can have other codes in them.",
    )


def _files(tables: Iterable[str], out: Path, form: str) -> list[Path]:
    """The files of an export."""
    if form == "xlsx":
        return [out / README, out / WORKBOOK]
    described = [out / PACKAGE] if form == "csv" else []
    return [out / README, *(out / f"{name}.{form}" for name in tables), *described]


def _write(tables: Mapping[str, pd.DataFrame], out: Path, form: str, text: str) -> list[Path]:
    written = [out / README]
    if form == "xlsx":
        written.append(out / WORKBOOK)
        write_workbook(written[-1], tables, text)
    else:
        write = {"csv": write_csv, "parquet": write_parquet}[form]
        files = {name: out / f"{name}.{form}" for name in tables}
        for name, path in files.items():
            write(path, harmless(tables[name]) if form == "csv" else tables[name])
        written += files.values()
        if form == "csv":
            written.append(out / PACKAGE)
            write_text(written[-1], data_package(tables, files))
    write_text(written[0], text)
    return written


def _pack(path: Path, files: Sequence[Path]) -> None:
    """Put files into an archive whose bytes depend on theirs only."""
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(files):
            entry = zipfile.ZipInfo(file.name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            with archive.open(entry, "w", force_zip64=True) as into, file.open("rb") as content:
                while block := content.read(1 << 20):
                    into.write(block)


def write_workbook(path: Path, tables: Mapping[str, pd.DataFrame], readme: str) -> None:
    """Write tables as sheets of one workbook, with a text and the meaning of all columns.

    Args:
        path: The workbook.
        tables: Tables by name.
        readme: Text for the first sheet.

    Raises:
        SourceError: A table or a text is larger than Excel allows, or the file cannot be
            written; nothing is left behind.
    """
    for name, frame in tables.items():
        check_size(name, frame)
    write_whole(path, lambda to: _write_book(to, tables, readme))


def _write_book(path: Path, tables: Mapping[str, pd.DataFrame], readme: str) -> None:
    with new_book(str(path)) as book:
        write_lines(book.add_worksheet("README"), readme.splitlines())
        for name, frame in tables.items():
            columns = [(column.name, column.kind) for column in DESCRIBED[name].columns]
            write_rows(book, name, columns, frame)
        _write_columns(book, tables)


def _write_columns(book: xlsxwriter.Workbook, tables: Mapping[str, pd.DataFrame]) -> None:
    sheet, heading = book.add_worksheet("columns"), heading_format(book)
    sheet.write_row(0, 0, ["table", "column", "kind", "what it says"], heading)
    sheet.set_column(0, 1, 28)
    sheet.set_column(3, 3, 110)
    sheet.freeze_panes(1, 0)
    columns = [(name, column) for name in tables for column in DESCRIBED[name].columns]
    for row, (name, column) in enumerate(columns, start=1):
        for position, cell in enumerate((name, column.name, column.kind, meaning(column))):
            sheet.write_string(row, position, cell)
