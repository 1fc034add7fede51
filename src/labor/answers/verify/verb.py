"""A finished report held against the tables, number by number and as a whole."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from labor import __version__
from labor.answers.verify.cells import Cells
from labor.answers.verify.explorer import differences_of
from labor.errors import LaborError, ReportError
from labor.provenance.checking import Mismatch, differences, mismatches
from labor.provenance.origin import Cell, Origin
from labor.provenance.pages import Page
from labor.provenance.reading import Number, loose_figures, numbers_of, seal_of
from labor.provenance.text import printable
from labor.report.explorer.page import MAX_BYTES as EXPLORER_BYTES
from labor.report.explorer.page import is_explorer
from labor.report.index import without_links
from labor.report.notebooks import read_parameters
from labor.report.page_checks import MAX_BYTES
from labor.report.record import SEAL, Record, head_of, read_record
from labor.report.run import run_report
from labor.tables.load import load as load_table
from labor.tables.project import project_root

#: Parameters of notebooks that are words on occupations, areas and times, or the text of an
#: article. Any other text could name a file to be read or written: a page that says one is not
#: made anew.
_WORDS = frozenset(
    (
        *("area", "by", "deflator", "earlier_vintage", "education", "group", "growth", "harmonize"),
        *("measure", "peers", "projection_vintage", "role", "sentence", "text", "years"),
    )
)
#: The parameter that names a file to read; only a file in the project's folder itself is read.
_FILE = "article"

#: Numbers that are not made again, by what their origin begins with.
_KINDS = {
    "count of": "counts",
    "set by these reports": "thresholds",
    "scale of the drawing": "scales",
    "quoted from": "quotations",
}


@dataclass(frozen=True)
class Verification:
    """What became of the check of a report.

    Args:
        page: The file.
        by_other_code: How many numbers were made again from their cells by code that makes no
            page.
        by_same_code: How many were made again by the code that made them in the page: likely
            ranges of pooled pay, typical errors of projections, and pooled pay where a row has
            only some of its percentiles.
        not_made_again: How many are no cells and were not made again, by what they are: counts,
            thresholds, quotations ...
        remade: Whether the whole page was made anew and compared.
        notes: What keeps the page from being compared, such as another version.
        mismatches: What differs, in the order of the page.
    """

    page: Path
    by_other_code: int
    by_same_code: int
    not_made_again: Mapping[str, int]
    remade: bool
    notes: tuple[str, ...]
    mismatches: tuple[Mismatch, ...]

    @property
    def agrees(self) -> bool:
        """Whether nothing differs and nothing kept the page from being compared."""
        return not self.notes and not self.mismatches


def verify_report(page: Path, *, quick: bool = False, root: Path | None = None) -> Verification:
    """Hold a report against the tables it was made from.

    Every number that names its cells is looked up and computed again. Then the page is made anew
    from its notebook and parameters and compared text for text and attribute for attribute, so
    that no digit in it is left unchecked.

    A page can come from anybody: it can only name a notebook of this project, with parameters
    that this notebook has, and no file outside of the project.

    Args:
        page: The HTML file.
        quick: Leave out making the page anew; a row that was taken out, numbers that changed
            places and other words in the main part are found all the same.
        root: Project folder; found by itself if left out.

    Returns:
        What was checked and what differs.

    Raises:
        ReportError: The file is no report, does not say how it was made, or is damaged.
    """
    text, base = _read(page), project_root(root)
    if is_explorer(text):
        made, obstacles, differing = differences_of(text, base)
        ended = not obstacles
        return Verification(page, 0, made, {}, ended, tuple(obstacles), tuple(differing))
    record, parts = read_record(text), Page(text)
    with_cells = [number for number in numbers_of(parts) if number.has_cells]
    tables = Cells(base / "data" / "processed", cells_of(with_cells))
    found = mismatches(with_cells, tables)
    found += _seal_mismatch(text, parts, has_others=bool(found))
    ways = Counter(_is_by_other_code(number, tables) for number in with_cells)
    notes = _notes(record, base)
    if not quick and not notes:
        try:
            found += differences(Page(without_links(text)), Page(_made_anew(record, base)))
        except LaborError as error:
            notes.append(f"The page cannot be made anew: {error.message()}")
    return Verification(
        page=page,
        by_other_code=ways[True],
        by_same_code=ways[False],
        not_made_again=_others(parts),
        remade=not quick and not notes,
        notes=tuple(notes),
        mismatches=tuple(found),
    )


def _seal_mismatch(text: str, parts: Page, *, has_others: bool) -> list[Mismatch]:
    """A mismatch if the page has other numbers, order or words than when it was made."""
    expected, got = head_of(text)[1].get(SEAL, ""), seal_of(parts)
    if expected == got:
        return []
    if expected.rpartition(" ")[0] == got.rpartition(" ")[0]:
        # A number with another unit or digit, told already, is a word as well.
        words = "those that it was made with", "others, or in another order"
        return [] if has_others else [Mismatch("words of the page", *words)]
    counts = (seal.partition(" ")[0][:10] for seal in (expected, got))
    had, has = (f"{count or 'not said how many'} numbers in their order" for count in counts)
    has += ", of which some changed places or are others" if had == has else ""
    return [Mismatch("numbers of the page", printable(had), printable(has))]


def _read(page: Path) -> str:
    expected = "an HTML page that `labor report` made"
    try:
        with page.open("rb") as file:
            content = file.read(EXPLORER_BYTES + 1)
        text = content.decode()
    except (OSError, UnicodeDecodeError) as error:
        raise ReportError(
            "The report cannot be read",
            where=str(page),
            expected=expected,
            got=getattr(error, "strerror", None) or str(error),
            next_step="Name a page in reports/, or make one with `labor report`.",
        ) from error
    if len(content) > (EXPLORER_BYTES if is_explorer(text) else MAX_BYTES):
        raise ReportError(
            "The file is larger than any report",
            where=str(page),
            expected=f"{expected}, of at most {MAX_BYTES:,} bytes",
        )
    return text


def cells_of(numbers: Iterable[Number]) -> list[Cell]:
    """All cells that numbers name; an address of another form is told where it is checked."""
    found: list[Cell] = []
    for number in numbers:
        try:
            found += Origin.read(number.addresses, number.by).cells
        except ReportError:
            continue
    return found


def _is_by_other_code(number: Number, tables: Cells) -> bool | None:
    """Whether the code that made a number again makes no page; None if it cannot be made."""
    try:
        return tables.by_other_code(Origin.read(number.addresses, number.by))
    except LaborError:
        return None


def _others(page: Page) -> dict[str, int]:
    """How many numbers of a page are not made again, by what they are."""
    kinds = Counter(_kind(number) for number in numbers_of(page) if not number.has_cells)
    if without := len(loose_figures(page)):
        kinds["without an origin"] = without
    return dict(kinds.most_common())


def _kind(number: Number) -> str:
    if number.addresses:
        return "published words"
    return next((name for start, name in _KINDS.items() if number.by.startswith(start)), "others")


def _notes(record: Record, base: Path) -> list[str]:
    """What is not the same as when the page was made, or keeps it from being made anew."""
    notes = []
    if record.version != __version__:
        notes.append(
            f"The page was made by labor {record.version}, and this is labor {__version__}: make "
            "the report again to compare it whole."
        )
    notebook = _notebook(record, base)
    if notebook is None:
        notes.append(f"This project has no notebook {record.notebook}.")
    elif named := _paths(record, notebook, base):
        notes.append(
            "The page says a text that could name a file or a folder, and is not made anew: "
            f"{', '.join(named)}."
        )
    known = load_table("sources", base / "data" / "processed", columns=["source_id", "file_sha256"])
    digests = dict(zip(known["source_id"], known["file_sha256"], strict=True))
    changed = [name for name, digest in record.files.items() if digests.get(name) != digest]
    if changed:
        notes.append(
            "The tables here are made from other files than those of the page: "
            f"{', '.join(changed)}."
        )
    return notes


def _notebook(record: Record, base: Path) -> Path | None:
    """The notebook of a page, if it lies in the project's folder of notebooks, also by links."""
    folder = base / "notebooks"
    path = {path.name: path for path in folder.glob("*.ipynb")}.get(record.notebook)
    is_inside = path is not None and path.resolve().parent == folder.resolve()
    return path if is_inside and path is not None and path.is_file() else None


def _paths(record: Record, notebook: Path, base: Path) -> list[str]:
    """Parameters of a page that could lead outside of the tables."""
    try:
        usual = {one.name: one.default for one in read_parameters(notebook)}
    except LaborError:  # said when it is run
        return []
    return [
        name
        for name, value in record.parameters.items()
        if isinstance(value, str | list) and name not in _WORDS and value != usual.get(name)
        if not (name == _FILE and _is_file_of(base, value))
    ]


def _is_file_of(base: Path, name: str | list[str]) -> bool:
    """Whether a parameter is the bare name of a file that lies in a folder itself."""
    inside = {path.name: path for path in base.iterdir() if path.is_file()}
    return isinstance(name, str) and name in inside and not inside[name].is_symlink()


def _made_anew(record: Record, base: Path) -> str:
    notebook = _notebook(record, base)
    if notebook is None:
        raise ReportError("This project has no such notebook", got=record.notebook)
    with tempfile.TemporaryDirectory(prefix="labor-") as folder:
        out = Path(folder) / "page.html"
        run_report(notebook, record.parameters, out, folder=base)
        return out.read_bytes().decode()
