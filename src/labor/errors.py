"""The exceptions, and the one form of their messages: what, where, expected, got, next step."""

from __future__ import annotations

from difflib import get_close_matches

#: How alike two names must be for one to be suggested for the other, from 0 to 1.
_NEAR = 0.7


class LaborError(Exception):
    """A problem a person can understand and act on.

    Args:
        what: What went wrong, as one sentence without a full stop.
        where: Place of the problem: file, sheet, row and column as far as known.
        expected: What would have been right.
        got: What was found instead.
        next_step: What to do about it.
        near: What was probably meant, where it is not one of the choices of `expected`; None
            where the choices are all as near.
    """

    def __init__(
        self,
        what: str,
        *,
        where: str = "",
        expected: str = "",
        got: str = "",
        next_step: str = "",
        near: str | None = "",
    ) -> None:
        self.what = what
        self.where = where
        self.expected = expected
        self.got = got
        self.next_step = next_step
        self.near = near
        super().__init__(self.message())

    def message(self) -> str:
        """The whole message, a line for each part that is known."""
        parts = [("where", self.where), ("expected", self.expected), ("got", self.got)]
        lines = [self.what, *(f"  {name}: {text}" for name, text in parts if text)]
        if near := self.suggestion():
            lines.append(f"  did you mean: {near}?")
        if self.next_step:
            lines.append(f"  next step: {self.next_step}")
        return "\n".join(lines)

    def suggestion(self) -> str:
        """The choice that was probably meant; empty if none is near.

        Where the choices are listed as "06 California", the name alone is near as well.
        """
        if self.near or self.near is None:
            return self.near or ""
        wanted = self.got.strip("'\"").casefold()
        choices = self.expected.removeprefix("one of: ").split(", ")
        names = {name.partition(" ")[2].casefold(): name for name in choices if " " in name}
        names |= {name.casefold(): name for name in choices}
        if len(choices) < 2 or wanted.isdecimal() or wanted in names:
            return ""
        found = get_close_matches(wanted, names, n=1, cutoff=_NEAR)
        return names[found[0]] if found else ""


def report_as_new(check: str, what: str) -> str:
    """The next step where a publisher prints a form that is not known yet.

    How the forms are added is in docs/adding-a-vintage.md; who only uses the program cannot.

    Args:
        check: What to look at first, as a sentence.
        what: What is new if the check finds nothing: "the heading".

    Returns:
        Both sentences.
    """
    return f"{check} If the publisher prints it so, report {what} as new at the project's page."


class SourceError(LaborError):
    """A file is missing, cut, protected, or not what its card says."""


def damaged(where: str, got: object) -> SourceError:
    """The refusal of a file that ends too early or cannot be unpacked.

    Args:
        where: The file.
        got: What its reader says of it.
    """
    return SourceError(
        "The file is damaged or incomplete",
        where=where,
        got=str(got),
        next_step="Download it again; the transfer was probably cut.",
    )


def unpacks_to_too_much(where: str, got: str) -> SourceError:
    """The refusal of a file whose content would fill memory or disk.

    Args:
        where: The file, or the member of an archive.
        got: How large it is or would become.
    """
    return SourceError(
        "The file unpacks to more than a publisher's table can hold",
        where=where,
        got=got,
        next_step="Do not use this file; download it from the publisher.",
    )


class ParseError(LaborError):
    """A publisher's file does not have the layout or the markers that are known."""


class SchemaError(LaborError):
    """A tidy table breaks its own description."""


class OccupationError(LaborError):
    """A title or code names no occupation, or more than one."""


class AnalysisError(LaborError):
    """A question has no honest answer from the tables at hand."""


class ReportError(LaborError):
    """A report cannot be made from the parameters or the notebook given."""


class ClusterError(LaborError):
    """The workers of a cluster cannot be reached or used."""


def place(file: str = "", sheet: str = "", row: int | None = None, column: str = "") -> str:
    """Say where in a file something is.

    Args:
        file: File name, with `!` before the member of an archive.
        sheet: Sheet name in a workbook.
        row: Row number as a spreadsheet program shows it, from 1.
        column: Column heading as printed.

    Returns:
        The known parts, joined: "a.xlsx, sheet Table 1.2, row 7, column TOT_EMP".
    """
    parts = [file]
    if sheet:
        parts.append(f"sheet {sheet}")
    if row is not None:
        parts.append(f"row {row}")
    if column:
        parts.append(f"column {column}")
    return ", ".join(part for part in parts if part)
