"""Small files of each kind and what can befall them: bytes, cells, rows, columns, headings.

`python tests/helpers/mutants.py 100000` runs as many mutants as are asked for and counts how they
end; tests/tables/test_mutants.py runs a sample.
"""

from __future__ import annotations

import csv
import gzip
import io
import logging
import random
import re
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import xlwt
from ooh_page import page

from labor.errors import LaborError
from labor.tables.build import tidy_file
from labor.tables.gate import broken_columns, broken_facts, refuse
from labor.tables.snapshot import read_source

ROOT = Path(__file__).resolve().parents[2]
Grid = list[list[str]]

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
    """Names, contents, releases, and grids where only the grid was changed."""
    rng = random.Random(seed)
    made = [(name, grid(), write, vintage) for name, grid, write, vintage in KINDS]
    whole = {name: write(grid) for name, grid, write, _ in made}
    for at in range(number):
        name, grid, write, vintage = made[at % len(made)]
        if grid and at // len(made) % 2:
            changed = changed_grid(grid, rng)
            yield name, write(changed), vintage, changed
        else:
            change = rng.choice((changed_bytes, changed_parts))
            yield name, change(whole[name], rng), vintage, None


def number(text: str) -> float | None:
    """A number as a person reads it, by a way of its own."""
    # A mark of the order of bytes is no sign, and no cell of an old workbook holds one.
    plain = text.replace("\ufeff", "").strip().replace("$", "")
    if re.fullmatch(r"[+-]?([1-9]\d{0,2}(,\d{3})+|\d+)?(\.\d*)?", plain, re.ASCII):
        digits = plain.replace(",", "")
        return float(digits) if re.search(r"\d", digits) else None
    return None


def misread(grid: Grid, tables: dict) -> str:
    """A number of the tables that is not that of its cell; empty if all are."""
    if "prices" in tables:
        printed = {row[0][:7]: number(row[1]) for row in grid[1:] if len(row) == 2}
        for row in tables["prices"].dropna(subset="cpi_u_index").itertuples():
            if printed.get(f"{row.year}-{row.month:02}") != row.cpi_u_index:
                return f"{row.year}-{row.month}: {row.cpi_u_index}"
    if "employment" in tables:
        head = next(row for row in grid if "OCC_CODE" in row)
        places = {name: head.index(name) for name in head}
        rows = grid[grid.index(head) + 1 :]
        jobs = [number(row[places["TOT_EMP"]]) for row in rows if len(row) > places["TOT_EMP"]]
        for found in tables["employment"]["employment_jobs"].dropna():
            if found not in jobs:
                return f"employment {found}"
        pays = {number(row[places["A_MEDIAN"]]) for row in rows if len(row) > places["A_MEDIAN"]}
        wages = tables["wages"]
        for found in wages.loc[wages["statistic"] == "median", "annual_wage_usd"].dropna():
            if found not in pays:
                return f"median {found}"
    return ""


def ending(name: str, data: bytes, vintage: str, grid: Grid | None, folder: Path) -> str:
    """How a mutant ends: "refused", "read", or what must not be."""
    path = folder / name
    path.write_bytes(data)
    try:
        sources, tables = tidy_file(path, vintage=vintage)
        columns = [one for source in sources for one in broken_columns(source)]
        # Facts are asked where cells were moved; damage of bytes seldom makes another number.
        refuse([*columns, *(broken_facts(tables) if grid else [])])
    except LaborError:
        return "refused"
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is counted
        return f"{type(error).__name__}: {str(error)[:200]}"
    found = misread(grid, tables) if grid else ""
    return f"misread: {found}" if found else "read"


def endings(count: int, seed: int) -> Counter[tuple[str, str]]:
    """How many mutants of each file end how."""
    found: Counter[tuple[str, str]] = Counter()
    logging.getLogger("labor").setLevel(logging.ERROR)  # rows that are printed twice
    with tempfile.TemporaryDirectory() as folder:
        for mutant in mutants(count, seed):
            found[mutant[0], ending(*mutant, Path(folder))] += 1
    return found


if __name__ == "__main__":
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 2026
    for (file, how), times in sorted(endings(asked, seed).items()):
        sys.stdout.write(f"{times:>8,}  {file:<26}{how}\n")
