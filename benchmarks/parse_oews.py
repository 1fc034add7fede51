"""What parsing OEWS tables costs beside reading their cells: time, and memory for all data."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

import pandas as pd
from python_calamine import CalamineWorkbook

from benchmarks.measure import Line, alone, in_turn, processor_seconds, scratch
from labor.publishers.oews import parse as oews
from labor.publishers.reading.files import open_books

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
#: Files of each form that pandas' own engines read, which take long; and what is aimed at.
ENGINE_FILES, ENGINE_LIMIT = 2, 0.2

Row = list[str | float]


def lines(folder: Path | None, runs: int) -> Iterator[Line]:
    with scratch() as made:
        files = national_files(folder) if folder else []
        what = f"read and parse {len(files)} national tables of the publisher"
        if not files:
            files = made_national_files(Path(made))
            what = f"read and parse {len(files)} made-up national tables"
        parsed, bare = compared(files, runs)
        yield Line(what, parsed, "bare calamine", bare, ratio_limit=NATIONAL_LIMIT)
        some = [path for path in files if path.suffix == ".xlsx"][-ENGINE_FILES:]
        some += [path for path in files if path.suffix == ".xls"][-ENGINE_FILES:]
        parsed, engines = in_turn(
            min(runs, 3),
            lambda: processor_seconds(lambda: parse_files(some)),
            lambda: processor_seconds(lambda: read_with_pandas(some)),
        )
        what = f"read and parse {len(some)} of them"
        yield Line(what, parsed, "pandas' engines", engines, ratio_limit=ENGINE_LIMIT)


def all_data_lines(folder: Path | None, runs: int) -> Iterator[Line]:
    with scratch() as made:
        path = Path(made) / "all_data_M_2024.xlsx"
        write_workbook(path, "All May 2024 data", made_rows(ALL_DATA_ROWS))
        found = alone("benchmarks.parse_oews", path, min(runs, 3))
    yield Line(
        f"the same for all data, {ALL_DATA_ROWS:,} rows x {len(HEADINGS)}",
        found["parsed"], "bare calamine", found["bare"], ratio_limit=ALL_DATA_LIMIT,
        memory_mb=found["memory_mb"], memory_limit_mb=MEMORY_LIMIT_MB,
    )  # fmt: skip


def measured(path: str, runs: int) -> dict[str, float]:
    parsed, bare = compared([Path(path)], runs)
    return {"parsed": parsed, "bare": bare}


def compared(files: Sequence[Path], runs: int) -> list[float]:
    return in_turn(
        runs,
        lambda: processor_seconds(lambda: parse_files(files)),
        lambda: processor_seconds(lambda: read_files(files)),
    )


def read_with_pandas(files: Sequence[Path]) -> None:
    for path in files:
        pd.read_excel(path, header=None)


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
