"""The OEWS time series of one release, `oe.data.*`: all areas and industries, as its workbooks."""

from __future__ import annotations

import csv
import io
import logging
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from labor.errors import ParseError, SourceError, report_as_new
from labor.occupations.codes import level_of
from labor.publishers.oews.codes import flat_area, industry_level
from labor.publishers.oews.facts import top_code_in
from labor.publishers.oews.layouts import ESTIMATES_KIND
from labor.publishers.oews.parse import parse
from labor.publishers.reading.cells import CellPlace, ColumnRows
from labor.publishers.reading.series import SeriesFile
from labor.publishers.reading.tables import FileFacts, RawTable
from labor.terms import ALL_INDUSTRIES, ALL_OWNERS, NATION, STATES

__all__ = ["extract", "parse", "recognises"]

logger = logging.getLogger(__name__)

SURVEY = "OE"

# OEUM002642000000029205213: survey OE, U, type of area, area (7), industry (6), occupation (6),
# type of datum (2).
_ID_BYTES, _CELL_BYTES = 25, 23
#: Headings of the workbooks by type of datum, 01 to 17.
_DATA = (
    "TOT_EMP", "EMP_PRSE", "H_MEAN", "A_MEAN", "MEAN_PRSE",
    "H_PCT10", "H_PCT25", "H_MEDIAN", "H_PCT75", "H_PCT90",
    "A_PCT10", "A_PCT25", "A_MEDIAN", "A_PCT75", "A_PCT90",
    "JOBS_1000", "LOC_QUOTIENT",
)  # fmt: skip
#: Headings of all tables of estimates of recent years, in their order.
COLUMNS = (
    "AREA", "AREA_TITLE", "AREA_TYPE", "NAICS", "NAICS_TITLE", "I_GROUP", "OWN_CODE",
    "OCC_CODE", "OCC_TITLE", "O_GROUP", "TOT_EMP", "EMP_PRSE", "JOBS_1000", "LOC_QUOTIENT",
    "PCT_TOTAL", "PCT_RPT", "H_MEAN", "A_MEAN", "MEAN_PRSE",
    "H_PCT10", "H_PCT25", "H_MEDIAN", "H_PCT75", "H_PCT90",
    "A_PCT10", "A_PCT25", "A_MEDIAN", "A_PCT75", "A_PCT90", "ANNUAL", "HOURLY",
)  # fmt: skip
#: Of these the series have none; the workbooks leave them empty but for industries.
_ABSENT = ("PCT_TOTAL", "PCT_RPT")
#: Types of datum that every estimate has; 16 and 17 are not of the nation.
_EVERYWHERE = 15
_EMPLOYMENT = ("TOT_EMP", "EMP_PRSE", "JOBS_1000", "LOC_QUOTIENT")

#: Footnotes that stand in place of a value, in the list of May 2025: pay that is released by the
#: hour only or by the year only; at or above the highest amount; not released.
_NO_NOTE, _ONE_UNIT, _AT_LEAST, _NOT_RELEASED = "", "4", "5", "8"
_NOTES = pa.array([_NO_NOTE, _ONE_UNIT, _AT_LEAST, _NOT_RELEASED])

_AREA_TYPES = {
    "nation": "1", "state": "2", "territory": "3", "metropolitan": "4", "nonmetropolitan": "6",
}  # fmt: skip
_STATE_NAMES = {fips: name for fips, _, name in STATES}
#: "Sector 11 - Agriculture", "Sectors 31, 32, and 33 - Manufacturing"
_SECTOR_TITLE = re.compile(r"Sectors? [^-]* - ")
#: "Hospitals, State Government Owned", "Hospitals, Privately Owned"
_OWNED_TITLE = re.compile(r", (?:(?:State|Local) Government|Privately) Owned$")
#: Sectors: "11--12", "31--34", "99-100": the first code and the one behind the last.
_SECTOR = re.compile(r"(\d\d)-+(\d+)")
#: Industries of one owner: "611102", "622005".
_OWNED = re.compile(r"(\d{3,4}?)(0+)([235])")
#: All industries of private owners, and government with its schools and hospitals: level, owner.
_ONE_OWNER = {
    "000001": ("cross-industry, ownership", "5"),
    "999001": ("cross-industry, ownership", "123"),
    "999101": ("sector, ownership", "1"),
    "999201": ("sector, ownership", "2"),
    "999301": ("sector, ownership", "3"),
}
#: Owners by the beginning of an industry's code, the longest that fits: the field descriptions
#: say that the tables cover private owners, and of governments the postal service, schools,
#: hospitals, gambling and casino hotels. The series themselves do not print owners.
_OWNERS = {
    "": "5", "48-49": "59", "491": "1", "61": "235", "62": "58", "621": "5", "622": "235",
    "623": "5", "624": "5", "71": "57", "711": "5", "712": "5", "713": "57", "7131": "5",
    "7132": "35", "7139": "5", "72": "57", "721": "57", "7211": "57", "72112": "35",
    "7212": "5", "7213": "5", "722": "5", "99": "123", "9991": "1", "9992": "2", "9993": "3",
}  # fmt: skip


@dataclass(frozen=True)
class _Cells:
    """The estimates of a file: a cell is one occupation in one area and industry.

    Args:
        year: Reference year.
        keys: First 23 characters of the series of each cell.
        values: Numbers by type of datum and cell; NaN where there is none.
        notes: Position in `_NOTES` of the footnote in place of a number, same shape.
        is_there: Whether the file has the series, same shape.
    """

    year: str
    keys: pa.Array
    values: np.ndarray
    notes: np.ndarray
    is_there: np.ndarray


def recognises(file: SeriesFile) -> bool:
    """Whether the series are those of OEWS."""
    return file.survey == SURVEY


def extract(file: SeriesFile, vintage: str = "", facts: FileFacts | None = None) -> list[RawTable]:
    """Turn the series to the tables that the publisher's workbooks have.

    Titles come from the lists `oe.area`, `oe.industry` and `oe.occupation` beside the file, and
    the floor of top-coded wages from `oe.footnote`; without them the tables have codes only.

    Args:
        file: A file that `recognises` accepts.
        vintage: Reference year; empty to take it from the file.
        facts: `top_code_hourly_usd` and `top_code_annual_usd`, where they are known.

    Returns:
        Raw tables of kind "oews.estimates" in the headings of the workbooks, one for each of
        their scopes that the file has: national, state, metro, sector, industry and
        industry_ownership, as members of the file. A broad occupation that is published at no
        finer level stands twice in the tables of the nation, as in the workbooks.

    Raises:
        SourceError: The file is damaged.
        ParseError: A row is not of the known form, a series stands twice, or the year is not
            the one asked for.
    """
    cells = _read(file, vintage)
    known = {**(facts or {}), **_floor_in(file)}
    columns = _labels(cells.keys, file)
    levels, order = _levels(columns["OCC_CODE"], columns["AREA"] == NATION)
    columns |= _flags(cells) | dict(zip(_DATA, cells.values, strict=True))
    columns = {name: column[order] for name, column in columns.items()} | {"O_GROUP": levels}
    columns |= dict.fromkeys(_ABSENT, np.full(len(order), "", dtype=object))
    marks = {COLUMNS.index(name): column[order] for name, column in _marks(cells)}
    scopes = columns["scope"]
    return [
        RawTable(
            kind=ESTIMATES_KIND,
            vintage=cells.year,
            columns=list(COLUMNS),
            rows=ColumnRows(
                [columns[name][scopes == scope] for name in COLUMNS],
                {at: column[scopes == scope] for at, column in marks.items()},
            ),
            origin=CellPlace(f"{file.file}!{scope}"),
            facts=dict(known),
        )
        for scope in dict.fromkeys(scopes.tolist())
    ]


def _read(file: SeriesFile, vintage: str) -> _Cells:
    """Every series of a file, put in its place."""
    heads, runs, data, values, notes = [], [], [], [], []
    years: set[str] = set()
    before = 0
    for batch in file.batches():
        ids = _ids(batch.column(0), file)
        years |= set(_trimmed(batch.column(1)).unique().to_pylist())
        _check(pc.equal(_trimmed(batch.column(2)), "A01"), batch, "the period A01", file)
        number, note = _value(batch, file)
        is_head = np.ones(len(ids), dtype=bool)
        is_head[1:] = (ids[1:, :_CELL_BYTES] != ids[:-1, :_CELL_BYTES]).any(axis=1)
        heads.append(np.ascontiguousarray(ids[is_head, :_CELL_BYTES]).view(f"S{_CELL_BYTES}"))
        run = np.cumsum(is_head, dtype=np.int32) + np.int32(before - 1)
        before = int(run[-1]) + 1
        runs.append(run)
        data.append((ids[:, 23] - ord("0")) * 10 + ids[:, 24] - ord("0"))
        values.append(number)
        notes.append(note)
    if len(years) != 1 or vintage not in ("", *years):
        raise ParseError(
            "The reference year of the time series is not clear",
            where=file.file,
            expected=vintage or "one year",
            got=", ".join(sorted(years)) or "no rows",
            next_step="Take the file of one release: oe.data.0.Current.",
        )
    encoded = pa.array(np.concatenate(heads).ravel()).cast(pa.string()).dictionary_encode()
    cell = encoded.indices.to_numpy()[np.concatenate(runs)]
    datum = np.concatenate(data) - 1
    keys = encoded.dictionary
    shape = (len(_DATA), len(keys))
    if datum.max() >= len(_DATA):  # 00 is 255, an unsigned number below zero
        wrong = keys[int(cell[int(np.argmax(datum))])].as_py()
        raise _unknown(file, "a type of datum from 01 to 17", f"{wrong}{int(datum.max()) + 1:02}")
    found = _Cells(
        years.pop(), keys, np.full(shape, np.nan), np.zeros(shape, np.uint8),
        np.zeros(shape, dtype=bool),
    )  # fmt: skip
    found.values[datum, cell] = np.concatenate(values)
    found.notes[datum, cell] = np.concatenate(notes)
    found.is_there[datum, cell] = True
    if int(found.is_there.sum()) != len(cell):
        raise _unknown(file, "each series once", f"{len(cell):,} rows of fewer series")
    if not found.is_there[:_EVERYWHERE].all():
        lacking = keys[int(np.argmin(found.is_there[:_EVERYWHERE].all(axis=0)))].as_py()
        raise SourceError(
            "The time series are not whole",
            where=file.file,
            expected=f"types of datum 01 to {_EVERYWHERE} of each estimate",
            got=f"fewer of {lacking}",
            next_step="Download the file again; the transfer was probably cut.",
        )
    return found


def _ids(column: pa.Array, file: SeriesFile) -> np.ndarray:
    """The series' names as bytes, a row for each."""
    names = pc.ascii_rtrim_whitespace(column)
    fits = pc.and_(pc.equal(pc.binary_length(names), _ID_BYTES), pc.starts_with(names, "OEU"))
    if not pc.all(fits).as_py():
        wrong = names.filter(pc.invert(fits))[0].as_py()
        raise _unknown(file, "a series of 25 characters that begins with OEU", repr(wrong))
    buffers = names.buffers()
    start = names.offset * _ID_BYTES
    taken = np.frombuffer(buffers[2], dtype=np.uint8)[start : start + len(names) * _ID_BYTES]
    return taken.reshape(-1, _ID_BYTES)


def _value(batch: pa.RecordBatch, file: SeriesFile) -> tuple[np.ndarray, np.ndarray]:
    """Numbers, NaN for none, and the position of the footnote that stands in place of one."""
    printed, footnotes = _trimmed(batch.column(3)), _trimmed(batch.column(4))
    notes = pc.index_in(footnotes, value_set=_NOTES)
    _check(pc.is_valid(notes), batch, f"a footnote of {', '.join(_NOTES.to_pylist()[1:])}", file)
    is_dash = pc.equal(printed, "-")
    explained = pc.equal(is_dash, pc.not_equal(footnotes, _NO_NOTE))
    _check(explained, batch, "a number, or - with the footnote that says why", file)
    try:
        numbers = pc.cast(pc.if_else(is_dash, None, printed), pa.float64())
    except pa.ArrowInvalid as error:
        raise _unknown(file, "a number", str(error)) from error
    values = numbers.to_numpy(zero_copy_only=False)
    _check(
        pc.or_(is_dash, pc.is_finite(numbers).fill_null(fill_value=False)), batch, "a number", file
    )
    return values, notes.to_numpy(zero_copy_only=False).astype(np.uint8)


def _trimmed(column: pa.Array) -> pa.Array:
    return pc.ascii_trim_whitespace(column)


def _check(fits: pa.Array, batch: pa.RecordBatch, expected: str, file: SeriesFile) -> None:
    if not pc.all(fits).as_py():
        row = batch.filter(pc.invert(fits)).slice(0, 1).to_pylist()[0]
        raise _unknown(file, expected, " ".join(str(cell).strip() for cell in row.values()))


def _unknown(file: SeriesFile, expected: str, got: str) -> ParseError:
    return ParseError(
        "A row of the time series is not of the known form",
        where=file.file,
        expected=expected,
        got=got,
        next_step=report_as_new("Compare the row with the publisher's file.", "the form"),
    )


def _marks(cells: _Cells) -> Iterator[tuple[str, np.ndarray]]:
    """What the workbooks print in place of a number, by the heading of each type of datum."""
    for heading, notes, is_there in zip(_DATA, cells.notes, cells.is_there, strict=True):
        withheld = "**" if heading in _EMPLOYMENT else "*"
        printed = np.array(["", withheld, "#", withheld], dtype=object)[notes]
        printed[~is_there] = ""
        yield heading, printed


def _flags(cells: _Cells) -> dict[str, np.ndarray]:
    """Whether pay is released by the year only, or by the hour only."""
    one_unit, words = _NOTES.index(_ONE_UNIT).as_py(), np.array(["", "TRUE"], dtype=object)
    means = {"ANNUAL": _DATA.index("H_MEAN"), "HOURLY": _DATA.index("A_MEAN")}
    return {name: words[(cells.notes[at] == one_unit).astype(int)] for name, at in means.items()}


def _labels(keys: pa.Array, file: SeriesFile) -> dict[str, np.ndarray]:
    """What each cell is about, in the headings of the workbooks, and the scope it is in."""
    found: dict[str, np.ndarray] = {}
    for what, start, stop, translate in (
        ("area", 4, 11, _area),
        ("industry", 11, 17, _industry),
        ("occupation", 17, 23, _occupation),
    ):
        coded = pc.utf8_slice_codeunits(keys, start, stop).dictionary_encode()
        codes = coded.dictionary.to_pylist()
        titles = _titles(file, what, codes)
        made = [translate(code, titles) for code in codes]
        at = coded.indices.to_numpy()
        found |= {name: np.array([one[name] for one in made], dtype=object)[at] for name in made[0]}
    found["scope"] = np.where(found["AREA_SCOPE"] == "", found["scope"], found["AREA_SCOPE"])
    return found


def _area(code: str, titles: Mapping[str, str]) -> dict[str, str]:
    short, _, kind = flat_area({"area_code": code})
    title = "U.S." if short == NATION else titles.get(code) or _STATE_NAMES.get(short, "")
    scope = {"nation": "", "state": "state", "territory": "state"}.get(kind, "metro")
    return {
        "AREA": short, "AREA_TITLE": title, "AREA_TYPE": _AREA_TYPES[kind], "AREA_SCOPE": scope,
    }  # fmt: skip


def _industry(code: str, titles: Mapping[str, str]) -> dict[str, str]:
    title = _OWNED_TITLE.sub("", _SECTOR_TITLE.sub("", titles.get(code, ""), count=1))
    scope = "industry"
    if code == ALL_INDUSTRIES:
        title, level, owner, scope = "Cross-industry", "cross-industry", ALL_OWNERS, "national"
    elif code in _ONE_OWNER:
        level, owner = _ONE_OWNER[code]
    elif found := _SECTOR.fullmatch(code):
        first, last = found[1], str(int(found[2]) - 1)
        code = first if first == last else f"{first}-{last}"
        level, owner, scope = "sector", _owners(code), "sector"
    elif found := _OWNED.fullmatch(code):
        code, level, owner = found[1].ljust(6, "0"), f"{len(found[1])}-digit, ownership", found[3]
    else:
        level, owner = industry_level(code), _owners(code)
    if "ownership" in level:
        scope = "industry_ownership"
    return {
        "NAICS": code, "NAICS_TITLE": title, "I_GROUP": level, "OWN_CODE": owner, "scope": scope,
    }  # fmt: skip


def _owners(code: str) -> str:
    return next(_OWNERS[code[:end]] for end in range(len(code), -1, -1) if code[:end] in _OWNERS)


def _occupation(code: str, titles: Mapping[str, str]) -> dict[str, str]:
    return {"OCC_CODE": f"{code[:2]}-{code[2:]}", "OCC_TITLE": titles.get(code, "")}


def _levels(codes: np.ndarray, is_national: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Level of the occupation of each row of the tables, and the cell that the row shows.

    The workbooks list a broad occupation without finer ones as a detailed one, those of the
    nation as a broad one as well.
    """
    level = {code: level_of(code) for code in set(codes.tolist())}
    divided = {code[:6] for code, name in level.items() if name == "detailed"}
    whole = {c for c, name in level.items() if name == "broad" and c[:6] not in divided}
    is_whole = np.array([code in whole for code in codes.tolist()], dtype=bool)
    levels = np.array([level[code] for code in codes.tolist()], dtype=object)
    levels[is_whole & ~is_national] = "detailed"
    twice = np.flatnonzero(is_whole & is_national)
    order = np.argsort(np.concatenate([np.arange(len(codes)), twice]), kind="stable")
    both = np.concatenate([levels, np.full(len(twice), "detailed", dtype=object)])
    return both[order], np.concatenate([np.arange(len(codes)), twice])[order]


def _titles(file: SeriesFile, what: str, codes: Collection[str]) -> dict[str, str]:
    """Titles by code from a list beside the file; none if there is no list.

    Lists of several releases may lie there: the one that has all codes of the file is of its own.
    """
    read = [_names_in(name, content, what) for name, content in file.lists(what)]
    for names in reversed(read):
        if set(codes) <= names.keys():
            return names
    if read:
        lacking = min((sorted(set(codes) - names.keys()) for names in read), key=len)
        raise ParseError(
            f"The list of codes oe.{what} is not of the release of the time series",
            where=file.file,
            expected=f"a name for each of {len(codes):,} codes",
            got=f"none for {len(lacking):,}: {', '.join(lacking[:5])} ...",
            next_step=f"Take oe.{what} from the same folder on the same day as the series.",
        )
    logger.warning(
        "%s has codes only: titles come from the publisher's lists oe.area, oe.industry and "
        "oe.occupation, of which there is no oe.%s beside it",
        file.file, what,
    )  # fmt: skip
    return {}


def _names_in(file: str, content: bytes, what: str) -> dict[str, str]:
    """The names in a list, by code."""
    rows = csv.reader(
        io.StringIO(content.decode("utf-8-sig", "replace")), delimiter="\t", quoting=csv.QUOTE_NONE
    )
    heads = [head.strip() for head in next(rows, [])]
    if not {f"{what}_code", f"{what}_name"} <= set(heads):
        raise ParseError(
            "A list of codes has not the known headings",
            where=file,
            expected=f"{what}_code and {what}_name",
            got=", ".join(heads),
            next_step="Take the list from the folder that the time series came from.",
        )
    code, name = heads.index(f"{what}_code"), heads.index(f"{what}_name")
    return {row[code].strip(): row[name].strip() for row in rows if len(row) > max(code, name)}


def _floor_in(file: SeriesFile) -> dict[str, float]:
    """The floor of top-coded wages as the list of footnotes beside the file names it."""
    texts = (content.decode("utf-8-sig", "replace") for _, content in file.lists("footnote"))
    return {name: amount for text in texts for name, amount in top_code_in(text).items()}
