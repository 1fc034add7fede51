"""What parsing OEWS tables costs beside reading their cells: time, and memory for all data."""

from __future__ import annotations

import argparse
import resource
import statistics
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from python_calamine import CalamineWorkbook

from labor.parse import oews
from labor.parse.files import open_books

HEADINGS = [
    "AREA", "AREA_TITLE", "AREA_TYPE", "PRIM_STATE", "NAICS", "NAICS_TITLE", "I_GROUP", "OWN_CODE",
    "OCC_CODE", "OCC_TITLE", "O_GROUP", "TOT_EMP", "EMP_PRSE", "JOBS_1000", "LOC_QUOTIENT",
    "PCT_TOTAL", "PCT_RPT", "H_MEAN", "A_MEAN", "MEAN_PRSE", "H_PCT10", "H_PCT25", "H_MEDIAN",
    "H_PCT75", "H_PCT90", "A_PCT10", "A_PCT25", "A_MEDIAN", "A_PCT75", "A_PCT90", "ANNUAL",
    "HOURLY",
]  # fmt: skip
#: Any amounts do: they are only looked up.
FACTS = {"top_code_hourly_usd": 115.0, "top_code_annual_usd": 239_200.0}
NATIONAL_ROWS = 1_400
ALL_DATA_ROWS = 400_000
#: What is aimed at: time as a multiple of the bare read, and megabytes.
NATIONAL_LIMIT, ALL_DATA_LIMIT, MEMORY_LIMIT_MB = 2.0, 1.5, 2_000

Row = list[str | float]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "folder", nargs="?", type=Path, help="folder with the publisher's national tables"
    )
    parser.add_argument("--runs", type=int, default=7, help="runs of each side (default 7)")
    parser.add_argument("--all-data", action="store_true", help="also a table of 400,000 rows")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as made:
        files = national_files(options.folder) if options.folder else []
        what = "the publisher's national tables"
        if not files:
            files, what = made_national_files(Path(made)), "made-up national tables"
        ratio = compare(files, options.runs, f"{len(files)} files, {what}")
        good = ratio <= NATIONAL_LIMIT
        print(f"  aimed at: at most {NATIONAL_LIMIT} times the bare read")
        if options.all_data:
            path = Path(made) / "all_data_M_2024.xlsx"
            write_workbook(path, "All May 2024 data", made_rows(ALL_DATA_ROWS))
            parse_files([path])
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            ratio = compare([path], min(options.runs, 3), f"all data, {ALL_DATA_ROWS:,} rows")
            print(f"  peak memory of the process after parsing: {memory:,.0f} MB")
            print(f"  aimed at: at most {ALL_DATA_LIMIT} times, below {MEMORY_LIMIT_MB:,} MB")
            good = good and ratio <= ALL_DATA_LIMIT and memory < MEMORY_LIMIT_MB
    return 0 if good else 1


def compare(files: Sequence[Path], runs: int, what: str) -> float:
    """Time both sides in turn and print the medians; the ratio is returned."""
    bare, parsed = [], []
    for _ in range(runs):
        bare.append(seconds(read_files, files))
        parsed.append(seconds(parse_files, files))
    ratio = statistics.median(parsed) / statistics.median(bare)
    print(
        f"{what}: bare read {statistics.median(bare):.2f} s, read and parsed "
        f"{statistics.median(parsed):.2f} s, {ratio:.2f} times (medians of {runs} runs)"
    )
    return ratio


def seconds(work: Callable[[Sequence[Path]], None], files: Sequence[Path]) -> float:
    """Processor time, which other work on the machine changes less than the clock's."""
    start = time.process_time()
    work(files)
    return time.process_time() - start


def read_files(files: Sequence[Path]) -> None:
    for path in files:
        CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def parse_files(files: Sequence[Path]) -> None:
    for path in files:
        (book,) = open_books(path)
        # The one name without a year is that of May 2009.
        (table,) = oews.extract(book, "2009" if path.name == "national_dl.xls" else "")
        for name, amount in FACTS.items():
            table.facts.setdefault(name, amount)
        oews.parse(table)


def national_files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("national_*dl.xls*"))


def made_national_files(folder: Path) -> list[Path]:
    files = []
    for year in range(2015, 2025):
        path = folder / f"national_M{year}_dl.xlsx"
        write_workbook(path, f"national_M{year}_dl", made_rows(NATIONAL_ROWS))
        files.append(path)
    return files


def made_rows(count: int) -> Iterator[Row]:
    """Rows that look like the agency's: repeated labels, few marks, the rest numbers."""
    for number in range(count):
        area, job = divmod(number, NATIONAL_ROWS)
        wage = 9 + (number * 7 % 9000) / 100
        hourly: Row = [round(wage * share, 2) for share in (0.6, 0.8, 1, 1.3, 1.7)]
        annual: Row = [round(208 * share) * 10.0 for share in hourly]
        if job % 60 == 0:
            hourly = ["*"] * 5
        if job % 15 == 0:
            annual[3:] = ["#", "#"]
        yield [
            *(f"{10_000 + area}", f"Area number {area}", "4", "OH", "000000", "Cross-industry"),
            *("cross-industry", "1235", f"{11 + job % 40}-{1000 + job}", f"Occupation {job}"),
            *("detailed", "**" if job % 50 == 0 else 10.0 * (number % 7000), 1.7, 2.345, 0.98),
            *("", "", hourly[2], annual[2], 0.4, *hourly, *annual),
            *("TRUE" if job % 60 == 0 else "", ""),
        ]


def write_workbook(path: Path, sheet: str, rows: Iterator[Row]) -> None:
    """Write a workbook with one sheet, texts in the shared table as the agency's have them."""
    numbers: dict[str, int] = {}
    columns = [column_name(index) for index in range(len(HEADINGS))]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in PARTS.items():
            archive.writestr(name, content.replace("SHEET", sheet))
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as stream:
            stream.write(f'{XML}<worksheet xmlns="{MAIN}"><sheetData>'.encode())
            for number, row in enumerate(chain([HEADINGS], rows), start=1):
                stream.write(row_xml(number, row, columns, numbers).encode())
            stream.write(b"</sheetData></worksheet>")
        texts = "".join(f"<si><t>{text}</t></si>" for text in numbers)
        archive.writestr("xl/sharedStrings.xml", f'{XML}<sst xmlns="{MAIN}">{texts}</sst>')


def row_xml(number: int, row: Row, columns: list[str], numbers: dict[str, int]) -> str:
    cells = []
    for column, cell in zip(columns, row, strict=True):
        if isinstance(cell, float):
            cells.append(f'<c r="{column}{number}"><v>{cell!r}</v></c>')
        elif cell:
            at = numbers.setdefault(cell, len(numbers))
            cells.append(f'<c r="{column}{number}" t="s"><v>{at}</v></c>')
    return f'<row r="{number}">{"".join(cells)}</row>'


def column_name(index: int) -> str:
    first, last = divmod(index, 26)
    return (chr(64 + first) if first else "") + chr(65 + last)


XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PARTS = {
    "[Content_Types].xml": f'{XML}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{SPREADSHEET}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{SPREADSHEET}.worksheet+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{SPREADSHEET}.sharedStrings+xml"/>'
    "</Types>",
    "_rels/.rels": f'{XML}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>",
    "xl/workbook.xml": f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="SHEET" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'{XML}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    "</Relationships>",
}

if __name__ == "__main__":
    raise SystemExit(main())
