"""Small files of each kind and what can befall them: bytes, cells, rows, columns, headings.

`python tests/helpers/mutants.py 100000` runs as many mutants as are asked for and counts how they
end; tests/tables/test_mutants.py runs a sample.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import logging
import os
import random
import re
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from html.parser import HTMLParser
from itertools import chain
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import xlrd
import xlwt
from ooh_page import page
from pandas.api.types import is_numeric_dtype

from labor.errors import LaborError
from labor.tables.build import part_in_spite, sources_of_file, tables_of
from labor.tables.gate import broken_columns, broken_facts, refuse
from labor.tables.parts import Part
from labor.tables.snapshot import Source, read_source

ROOT = Path(__file__).resolve().parents[2]
Grid = list[list[str]]
Tables = dict[str, pd.DataFrame]
#: What a file's tidy rows depend on, see `cells_of`.
Cells = tuple[Hashable, ...]

#: So many files are read before their rows are checked.
TOGETHER = 2_400
#: So many tables are kept in mind.
KEPT = 2_000
#: What a damaged file may end in.
CLEAN = ("refused", "read")
#: Columns of the tidy tables with a code that the row of the file prints.
CODES = ("occupation_code", "onet_soc_code", "from_code", "to_code")

#: What can stand in a cell that was changed by a hand, a program or a cut.
CELLS = (
    *("", " ", "*", "**", "***", "#", "~", "-", "—", "N/A", "nan", "inf", "1e5", "1E+05", "1_000"),
    *("12,34", "1,234,567", "0,123", "00,123", ".5", "5.", "-5", "−5", "(5)", "+5", "5%", "$5"),
    *("$1,234.50", "\xa0123\xa0", "1 234", "'123", "=1+1", "٣", "²", "123*", "TRUE", "x" * 40_000),
    *("\ufeff123", "123\n", "#REF!", "#N/A", "<b>", "2018-05-01", "Nov-11", "29-2072", "292072"),
    *("0", "9" * 400, "1e-9", "XFD1048576", "99-9999", "29–2072", "", "29-2072.00"),
)
#: What bytes are put into a file.
TOKENS = (
    *(b"\0", b"\xff", b"\xff\xff\xff\xff", b"\0\0\0\x80", b'"', b"\n", b",", b"\r", b"\t", b"<"),
    *(b"&", b"\xef\xbb\xbf", b"\xff\xfe", b"=", b"1e5", b"-1", b"99999999999", b"PK\x03\x04"),
    *(b"</c>", b"<v>", b't="s"', b't="e"', b'r="XFD1048576"', b"<html"),
)


def oews_grid() -> Grid:
    """Rows of May 2018 of which no cell is top-coded."""
    table = read_source(ROOT / "data/raw/snapshot/oews_national_2018.toml").table
    rows = [list(map(str, row)) for row in table.rows if "#" not in row]
    return [table.columns, *rows[:9]]


def cpi_grid() -> Grid:
    """The last months of the snapshot's series, as the Federal Reserve Bank writes them."""
    table = read_source(ROOT / "data/raw/snapshot/cpi_u.toml").table
    # Averages of a year, M13, are BLS's own.
    months = [row for row in table.rows if row[2] != "M13"][-14:]
    rows = [[f"{year}-{period[1:]}-01", value] for _, year, period, value in months]
    return [["observation_date", "CPIAUCNS"], *rows]


def zones_grid() -> Grid:
    rows = [[f"29-20{n}.00", str(1 + n % 5), "06/2020", "Analyst"] for n in range(10, 18)]
    return [["O*NET-SOC Code", "Job Zone", "Date", "Domain Source"], *rows]


def export_grid() -> Grid:
    """Rows of the projections' web export."""
    table = read_source(ROOT / "data/raw/snapshot/projections_2022_32_export.toml").table
    return [table.columns, *(list(map(str, row)) for row in table.rows[:8])]


def projections_grid() -> Grid:
    table = read_source(
        ROOT / "data/raw/snapshot/projections_2018_28_workbook.separations.toml"
    ).table
    rows = [list(map(str, row)) for row in table.rows[:8]]
    title = [str(table.facts["title"]), *[""] * (len(table.columns) - 1)]
    return [title, table.columns, *rows]


def crosswalk_grid() -> Grid:
    rows = [[f"29-20{n}", "Technicians", f"29-20{n}", "Specialists"] for n in range(10, 18)]
    heads = ["2010 SOC Code", "2010 SOC Title", "2018 SOC Code", "2018 SOC Title"]
    return [heads, *rows]


def states_grid() -> Grid:
    heads = [
        "Title",
        "Base",
        "Projected",
        "PercentChange",
        "AvgAnnualOpenings",
        "STFIPS",
        "OccCode",
    ]
    rows = [
        ["Actors", "1000", "1100", "10.0", "80", state, f"27-201{n}"]
        for state in ("0", "1", "6")
        for n in (1, 2)
    ]
    return [heads, *rows]


def no_grid() -> Grid:
    """Nothing: a page is changed by its bytes only."""
    return []


def as_page(_: Grid) -> bytes:
    return page(openings="")


def as_csv(grid: Grid) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(grid)
    return stream.getvalue().encode()


def as_tabs(grid: Grid) -> bytes:
    return "".join("\t".join(row) + "\n" for row in grid).encode(errors="replace")


def as_xlsx(grid: Grid) -> bytes:
    book = openpyxl.Workbook()
    for row in grid:
        book.active.append(
            [openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub("", c)[:32_000] for c in row]
        )
    stream = io.BytesIO()
    book.save(stream)
    return without_time(stream.getvalue())


def without_time(workbook: bytes) -> bytes:
    """The workbook without the time of writing, so that a seed makes the same mutants again."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            # "2027-04-01T12:00:00Z"
            part = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2027-04-01T12:00:00Z", old.read(name))
            new.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def as_xls(grid: Grid) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("x")
    for at, row in enumerate(grid):
        for column, cell in enumerate(row[:256]):
            sheet.write(at, column, cell[:32_000])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_zip(grid: Grid) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(zipfile.ZipInfo("oesm18nat/national_M2018_dl.xlsx"), as_xlsx(grid))
    return stream.getvalue()


#: Name of a file, its grid, how it is written, and its release where no name says it.
KINDS: tuple[tuple[str, Callable[[], Grid], Callable[[Grid], bytes], str], ...] = (
    ("national_M2018_dl.csv", oews_grid, as_csv, ""),
    ("national_M2018_dl.xlsx", oews_grid, as_xlsx, ""),
    ("national_M2018_dl.xls", oews_grid, as_xls, ""),
    ("oesm18nat.zip", oews_grid, as_zip, ""),
    ("CPIAUCNS.csv", cpi_grid, as_csv, ""),
    ("CPIAUCNS.csv.gz", cpi_grid, lambda grid: gzip.compress(as_csv(grid), mtime=0), ""),
    ("Job Zones.txt", zones_grid, as_tabs, "29.3"),
    ("Employment Projections.csv", export_grid, as_csv, ""),
    ("occupation.xlsx", projections_grid, as_xlsx, ""),
    ("soc_2010_to_2018_crosswalk.xlsx", crosswalk_grid, as_xlsx, ""),
    ("state_projections.csv", states_grid, as_tabs, "2022-32"),
    ("information-clerks.html", no_grid, as_page, ""),
)


#: The grid of a file that no other reader can read once bytes of it were changed.
WHOLE = {name: cache(grid) for name, grid, _, _ in KINDS}


@cache
def whole(name: str) -> tuple[Tables, Grid]:
    """The tables of a file that is not damaged, and its cells by the other reader."""
    ((_, grid, write, vintage),) = [kind for kind in KINDS if kind[0] == name]
    data = write(grid())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        return checked(parts_of(sources_of_file(path, vintage=vintage))), read_otherwise(name, data)


def changed_grid(grid: Grid, rng: random.Random) -> Grid:
    """The grid with one thing done to its cells, rows, columns or headings."""
    grid = [list(row) for row in grid]
    row, column = rng.randrange(len(grid)), rng.randrange(len(grid[0]))
    other = rng.randrange(len(grid[0]))
    match rng.randrange(11):
        case 0 | 1 | 2:
            grid[row][column] = rng.choice(CELLS)
        case 3:
            grid[0][column], grid[0][other] = grid[0][other], grid[0][column]
        case 4:
            for cells in grid:
                del cells[column]
        case 5:
            for cells, cell in zip(grid[1:], sorted(c[column] for c in grid[1:]), strict=True):
                cells[column] = cell
        case 6:
            body = grid[1:]
            rng.shuffle(body)
            grid = [grid[0], *body]
        case 7:
            grid.insert(row, grid.pop(0))
        case 8:
            grid.insert(row, list(rng.choice(grid)))
        case 9:
            grid[row] = grid[row][:column]
        case 10:
            for cells in grid:
                cells[column], cells[other] = cells[other], cells[column]
    return grid


def changed_bytes(data: bytes, rng: random.Random) -> bytes:
    """The file with bytes changed, put in, taken out or cut off."""
    made = bytearray(data)
    for _ in range(rng.choice((1, 1, 1, 2, 8))):
        at = rng.randrange(len(made) + 1)
        match rng.randrange(5):
            case 0:
                made[at : at + 1] = bytes([rng.randrange(256)])
            case 1:
                made[at:at] = rng.choice(TOKENS)
            case 2:
                del made[at : at + rng.choice((1, 1, 4, 200))]
            case 3:
                del made[at:]
            case 4:
                made[at : at + 20] = made[at : at + 20][::-1]
    return bytes(made)


def changed_parts(data: bytes, rng: random.Random) -> bytes:
    """A workbook with the bytes of one of its parts changed."""
    if not data.startswith(b"PK"):
        return changed_bytes(data, rng)
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        chosen = rng.choice(old.namelist())
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, changed_bytes(part, rng) if name == chosen else part)
    return stream.getvalue()


def mutants(number: int, seed: int) -> Iterator[tuple[str, bytes, str, Grid | None]]:
    """Names, contents, releases, and grids where only the grid was changed.

    Of one grid each way of writing gets the same change: their tables are the same, too.
    """
    rng = random.Random(seed)
    grids = {of: of() for _, of, _, _ in KINDS}
    data = {name: write(grids[of]) for name, of, write, _ in KINDS}
    changed: dict[Callable[[], Grid], Grid] = {}
    for at in range(number):
        name, of, write, vintage = KINDS[at % len(KINDS)]
        if not at % len(KINDS):
            changed = {}
        if grids[of] and at // len(KINDS) % 2:
            grid = changed.setdefault(of, changed.get(of) or changed_grid(grids[of], rng))
            yield name, write(grid), vintage, grid
        else:
            change = rng.choice((changed_bytes, changed_parts))
            yield name, change(data[name], rng), vintage, None


def read_otherwise(name: str, data: bytes) -> Grid | None:
    """The cells of a file by readers that the product does not use; None if they cannot."""
    try:
        if name.endswith(".html"):
            return [page_words(data.decode(errors="replace"))]
        if name.endswith(".zip"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                (member,) = [n for n in archive.namelist() if n.endswith(".xlsx")]
                data, name = archive.read(member), member
        if name.endswith(".xls"):
            sheets = xlrd.open_workbook(file_contents=data, logfile=io.StringIO()).sheets()
            rows = [row for sheet in sheets for row in sheet.get_rows()]
            return [[str(cell.value) for cell in row] for row in rows]
        if name.endswith(".xlsx"):
            book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
            rows = [row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True)]
            return [["" if cell is None else str(cell) for cell in row] for row in rows]
        text = plain_text(gzip.decompress(data) if name.endswith(".gz") else data)
        if "\t" in text.partition("\n")[0]:
            return [line.split("\t") for line in re.split(r"\r\n|\r|\n", text)]
        return list(csv.reader(io.StringIO(text, newline="")))
    except Exception:  # noqa: BLE001 - whatever it is, the other reader cannot
        return None


def plain_text(data: bytes) -> str:
    """The text of a file; of one that is no UTF-8 each byte is a sign, so that digits stay."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


class PageText(HTMLParser):
    """The text that a page shows: as in browsers, a tag of no block stands within a word."""

    #: What ends a word: a cell, a line, a paragraph.
    BLOCKS = frozenset(
        ("td", "th", "tr", "table", "caption", "br", "p", "div", "li", "h2", "article", "title")
    )

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.hidden = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.parts.append(" " * (tag in self.BLOCKS))
        self.hidden = self.hidden or tag * (tag in ("script", "style"))

    def handle_endtag(self, tag: str) -> None:
        self.parts.append(" " * (tag in self.BLOCKS))
        self.hidden = "" if tag == self.hidden else self.hidden

    def handle_data(self, data: str) -> None:
        self.parts.append("" if self.hidden else data)


def page_words(html: str) -> list[str]:
    """Numbers and codes of the text of a page: "$36,920", "3.5", "-11", "43-4021"."""
    reader = PageText()
    reader.feed(html)
    reader.close()
    return re.findall(r"\d\d-\d{4}|[−-]?[\d,]*\.?\d+", "".join(reader.parts))


def number(text: str) -> float | None:
    """A number as a person reads it, by a way of its own."""
    # A mark of the order of bytes is no sign, and no cell of an old workbook holds one.
    plain = text.replace("\ufeff", "").strip().replace("$", "")
    if re.fullmatch(r"[+-]?([1-9]\d{0,2}(,\d{3})+|\d+)?(\.\d*)?", plain, re.ASCII):
        digits = plain.replace(",", "")
        return float(digits) if re.search(r"\d", digits) else None
    return None


def numbers(row: Sequence[str]) -> set[float]:
    """The numbers of a row, and what they are where it prints thousands or millions."""
    found = [n for cell in row if len(cell) < 40 and (n := number(cell)) is not None]
    return {round(n * times, 6) for n in found for times in (1, 1_000, 1_000_000)}


def numbers_of_cells(row: Sequence[str]) -> Iterator[float]:
    """The numbers of each cell of a row, see `numbers`: one that stands twice comes twice."""
    return chain.from_iterable(numbers([cell]) for cell in row)


def digits(text: object) -> str:
    return re.sub(r"\D", "", str(text))


def misread(grid: Grid, tables: Tables) -> str:
    """A number or code of the tables that no row of the file has; empty if all are there."""
    is_page = len(grid) == 1
    codes_of = [frozenset(digits(cell[:40]) for cell in row) for row in grid]
    numbers_of = [numbers(row) for row in grid]
    for name, frame in tables.items():
        if name in ("occupations", "sources"):
            continue
        measures = [c for c in frame if f"{c}_status" in frame and is_numeric_dtype(frame[c])]
        published = {c: frame[c].where(frame[f"{c}_status"] == "published") for c in measures}
        frame = frame.assign(**published)
        measures += [c for c in frame if c == "job_zone"]
        keys = [c for c in frame if c in CODES]
        if name == "prices":
            keys = ["month"]
            first = frame["year"].astype("str") + frame["month"].astype("str").str.zfill(2) + "01"
            frame = frame.assign(month=first)
        for row in set(zip(*(frame[c].astype("object") for c in (*keys, *measures)), strict=True)):
            wanted = {digits(code) for code in row[: len(keys)] if isinstance(code, str)}
            values = {round(float(n), 6) for n in row[len(keys) :] if not pd.isna(n)}
            if measures and not values:
                continue
            if not any(
                (is_page or wanted <= codes) and values <= found
                for codes, found in zip(codes_of, numbers_of, strict=True)
            ):
                return f"{name} {row}"
    return misplaced(grid, tables)


def lost(name: str, grid: Grid, tables: Tables) -> str:
    """A code or month that the file still prints, but no table has any more; empty if none."""
    if "prices" in tables:
        frame = tables["prices"]
        known = {f"{y}-{m:02}-01" for y, m in zip(frame["year"], frame["month"], strict=True)}
        form = r"\d{4}-\d\d-\d\d"
    else:
        own = [frame for name, frame in tables.items() if name != "occupations"]
        codes = {str(c) for frame in own for n in CODES if n in frame for c in frame[n].dropna()}
        known, form = {code[:7] for code in codes} | codes, r"\d\d-\d{4}(\.\d\d)?"
    codes_of = (
        {cell.strip() for row in one for cell in row if re.fullmatch(form, cell.strip(), re.ASCII)}
        for one in (whole(name)[1], grid)
    )
    gone = sorted(set.intersection(*codes_of) - known)
    return f"lost {gone}" if gone else ""


@cache
def before(name: str) -> tuple[Counter[tuple[str, str, float]], Counter[float]]:
    """How often each number stands in the tables and in the cells of a file before a change."""
    tables, printed = whole(name)
    return published(tables), Counter(chain.from_iterable(map(numbers_of_cells, printed)))


def vanished(name: str, grid: Grid, tables: Tables) -> str:
    """What the file prints as before and no table has any more: a code, a month, a number."""
    if gone := lost(name, grid, tables):
        return gone
    had, was = before(name)
    has, stands = published(tables), Counter(chain.from_iterable(map(numbers_of_cells, grid)))
    changed = {place[:2] for place in has - had}
    for place in had - has:
        if place[:2] not in changed and stands[place[2]] >= was[place[2]]:
            return f"vanished {place}"
    return ""


def published(tables: Tables) -> Counter[tuple[str, str, float]]:
    """How often a number stands in a column of a table."""
    found: Counter[tuple[str, str, float]] = Counter()
    for name, frame in tables.items():
        for column in frame:
            status = frame.get(f"{column}_status")
            if status is not None and is_numeric_dtype(frame[column]):
                values = frame.loc[status == "published", column].dropna()
                found.update((name, str(column), round(float(value), 6)) for value in values)
    return found


def misplaced(grid: Grid, tables: Tables) -> str:
    """An estimate that does not stand under its own heading; empty if all do."""
    if "employment" not in tables:
        return ""
    # A heading is known by its letters: "&TOT_EMP" is no other one.
    heads = [[re.sub(r"\W", "", cell, flags=re.ASCII).upper() for cell in row] for row in grid]
    top = next((at for at, row in enumerate(heads) if "OCC_CODE" in row), None)
    if top is None:
        return "no row of headings"
    rows = grid[top + 1 :]
    wages = tables["wages"]
    medians = wages.loc[wages["statistic"] == "median", "annual_wage_usd"]
    for heading, values in (
        ("TOT_EMP", tables["employment"]["employment_jobs"]),
        ("A_MEDIAN", medians),
    ):
        if heads[top].count(heading) != 1:
            return f"{heading} heads {heads[top].count(heading)} columns"
        at = heads[top].index(heading)
        printed = {number(row[at]) for row in rows if len(row) > at}
        for found in values.dropna():
            if found not in printed:
                return f"{heading} {found}"
    return ""


@dataclass
class Endings:
    """Counts how mutants end: "refused", "read", or what must not be.

    A raw table is tidied once, whatever files have it, and estimates are checked together: a
    small table takes as long as a large one.
    """

    folder: Path
    count: Counter[tuple[str, str]] = field(default_factory=Counter)
    #: Tidy tables, or how it ended, by the cells of the raw tables.
    known: dict[Cells, Tables | str] = field(default_factory=dict)
    #: What is still to be checked.
    parts: dict[Cells, list[Part]] = field(default_factory=dict)
    read: list[tuple[str, Cells, bytes, Grid | None]] = field(default_factory=list)

    def try_out(self, name: str, data: bytes, vintage: str, grid: Grid | None) -> None:
        """Read one mutant."""
        path = self.folder / name
        path.write_bytes(data)
        found = ended(lambda: sources_of_file(path, vintage=vintage))
        if isinstance(found, str):
            self.note(name, found, data)
            return
        cells = tuple(map(cells_of, found))
        if cells not in self.known and cells not in self.parts:
            made = ended(lambda: parts_of(found))
            (self.known if isinstance(made, str) else self.parts)[cells] = made
        self.read.append((name, cells, data, grid))
        if len(self.read) >= TOGETHER:
            self.settle()

    def settle(self) -> None:
        """Check what was read, and compare it with the cells of the files."""
        estimates = {c: parts for c, parts in self.parts.items() if "wages" in parts[0].tables}
        self.known |= checked_together(estimates) if estimates else {}
        for cells in self.parts.keys() - estimates.keys():
            self.known[cells] = ended(lambda parts=self.parts[cells]: checked(parts))
        for name, cells, data, grid in self.read:
            how = self.known[cells]
            if not isinstance(how, str):
                # Of a damaged cell a reader can keep the text that another one loses.
                printed = [grid] if grid else [read_otherwise(name, data), WHOLE[name]()]
                found = [misread(one, how) or vanished(name, one, how) for one in printed if one]
                how = "read" if "" in found else f"misread: {found[0]}"
            self.note(name, how, data)
        self.parts, self.read = {}, []
        if len(self.known) > KEPT:
            self.known = {}

    def note(self, name: str, how: str, data: bytes) -> None:
        """Count an ending, and keep the file of one that must not be where a folder is named."""
        self.count[name, how] += 1
        if how not in CLEAN and (kept := os.environ.get("KEEP_MUTANTS")):
            digest = hashlib.sha256(data).hexdigest()[:8]
            (Path(kept) / f"{digest} {name}").write_bytes(data)


def ended(trial: Callable[[], Any]) -> Any:
    """What a trial gives, or how it ends."""
    try:
        return trial()
    except LaborError:
        return "refused"
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is counted
        return f"{type(error).__name__}: {str(error)[:200]}"


def cells_of(source: Source) -> Hashable:
    """All that the tidy rows of a raw table depend on."""
    table = source.table
    rows = tuple(tuple(row) for row in table.rows)
    return source.id, table.kind, table.vintage, tuple(table.columns), rows, str(table.facts)


def parts_of(sources: list[Source]) -> list[Part]:
    refuse([one for source in sources for one in broken_columns(source)])
    return [part_in_spite(source) for source in sources]


def checked(parts: list[Part]) -> Tables:
    """The tables of the parts; their facts hold."""
    tables = tables_of(parts)
    refuse(broken_facts(tables))
    return tables


def checked_together(parts: Mapping[Cells, list[Part]]) -> dict[Cells, Tables | str]:
    """Tables of many files of estimates, or how they end; each gets years of its own."""
    moved = {
        cells: [replace(part, tables=later(part.tables, years)) for part in of_file]
        for years, (cells, of_file) in enumerate(parts.items())
    }
    tables = ended(lambda: tables_of(part for of_file in moved.values() for part in of_file))
    if isinstance(tables, str):
        if len(parts) == 1:
            return dict.fromkeys(parts, tables)
        halves = list(parts.items())[::2], list(parts.items())[1::2]
        return checked_together(dict(halves[0])) | checked_together(dict(halves[1]))
    cells = [cell for fact in broken_facts(tables) for cell in fact.cells["key"]]
    # "reference_year=2018 area_code=99"
    broken = {int(re.findall(r"reference_year=(\d+)", cell)[0]) for cell in cells}
    by_year = {n: dict(list(tables[n].groupby("reference_year"))) for n in ("wages", "employment")}
    made: dict[Cells, Tables | str] = {}
    for name, of_file in moved.items():
        (year,) = {*of_file[0].tables["wages"]["reference_year"]}
        own = {table: years[year] for table, years in by_year.items()}
        made[name] = "refused" if year in broken else own
    return made


def later(tables: Mapping[str, pd.DataFrame], years: int) -> Tables:
    return {n: f.assign(reference_year=f["reference_year"] + years) for n, f in tables.items()}


def endings(count: int, seed: int) -> Counter[tuple[str, str]]:
    """How many mutants of each file end how."""
    logging.getLogger("labor").setLevel(logging.ERROR)  # rows that are printed twice
    with tempfile.TemporaryDirectory() as folder:
        found = Endings(Path(folder))
        for mutant in mutants(count, seed):
            found.try_out(*mutant)
        found.settle()
    return found.count


if __name__ == "__main__":
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 2026
    for (file, how), times in sorted(endings(asked, seed).items()):
        sys.stdout.write(f"{times:>8,}  {file:<26}{how}\n")
