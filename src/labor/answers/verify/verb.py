"""A finished report held against the tables, number by number and as a whole."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from labor import __version__
from labor.answers.verify.cells import Cells
from labor.errors import LaborError, ReportError
from labor.provenance.checking import Mismatch, differences, mismatches
from labor.provenance.origin import Cell, Origin
from labor.provenance.pages import Page
from labor.provenance.reading import Number, numbers_of
from labor.report.record import Record, read_record
from labor.report.run import run_report
from labor.tables.load import load as load_table
from labor.tables.project import project_root


@dataclass(frozen=True)
class Verification:
    """What became of the check of a report.

    Args:
        page: The file.
        numbers: How many numbers were made again from their cells.
        others: How many say another origin: counts, thresholds, quotations, scales.
        remade: Whether the whole page was made anew and compared.
        notes: What keeps the page from being compared, such as another version.
        mismatches: What differs, in the order of the page.
    """

    page: Path
    numbers: int
    others: int
    remade: bool
    notes: tuple[str, ...]
    mismatches: tuple[Mismatch, ...]

    @property
    def agrees(self) -> bool:
        """Whether nothing differs and nothing kept the page from being compared."""
        return not self.notes and not self.mismatches


def verify_report(page: Path, *, quick: bool = False, root: Path | None = None) -> Verification:
    """Hold a report against the tables it was made from.

    Every number that names its cells is looked up and reckoned again, by other code than made
    the page. Then the page is made anew from its notebook and parameters and compared text for
    text and attribute for attribute, so that no digit in it is left unchecked.

    Args:
        page: The HTML file.
        quick: Leave out making the page anew.
        root: Project folder; found by itself if left out.

    Returns:
        What was checked and what differs.

    Raises:
        ReportError: The file is no report, or does not say how it was made.
    """
    text = _read(page)
    base = project_root(root)
    numbers = [number for number in numbers_of(text) if number.addresses and number.value]
    others = len(numbers_of(text)) - len(numbers)
    found = mismatches(numbers, Cells(base / "data" / "processed", cells_of(numbers)))
    record = read_record(text)
    notes = _notes(record, base)
    if not quick and not notes:
        try:
            found += differences(Page(text), Page(_made_anew(record, base)))
        except LaborError as error:
            notes.append(f"The page cannot be made anew: {error.message()}")
    return Verification(
        page, len(numbers), others, not quick and not notes, tuple(notes), (*found,)
    )


def _read(page: Path) -> str:
    try:
        return page.read_bytes().decode()
    except (OSError, UnicodeDecodeError) as error:
        raise ReportError(
            "The report cannot be read",
            where=str(page),
            expected="an HTML page that `labor report` made",
            got=str(error),
        ) from error


def cells_of(numbers: Iterable[Number]) -> list[Cell]:
    """All cells that numbers name; an address of another form is told where it is checked."""
    found = []
    for number in numbers:
        try:
            found += Origin.read(number.addresses, number.by).cells
        except ReportError:
            continue
    return found


def _notes(record: Record, base: Path) -> list[str]:
    """What is not the same as when the page was made."""
    notes = []
    if record.version != __version__:
        notes.append(
            f"The page was made by labor {record.version}, and this is labor {__version__}: make "
            "the report again to compare it whole."
        )
    if not (base / "notebooks" / record.notebook).is_file():
        notes.append(f"This project has no notebook {record.notebook}.")
    known = load_table("sources", base / "data" / "processed", columns=["source_id", "file_sha256"])
    held = dict(known.itertuples(index=False))
    changed = [name for name, digest in record.files.items() if held.get(name) != digest]
    if changed:
        notes.append(
            "The tables here are made from other files than those of the page: "
            f"{', '.join(changed)}."
        )
    return notes


def _made_anew(record: Record, base: Path) -> str:
    with tempfile.TemporaryDirectory(prefix="labor-") as folder:
        out = Path(folder) / "page.html"
        run_report(base / "notebooks" / record.notebook, record.parameters, out, folder=base)
        return out.read_bytes().decode()
