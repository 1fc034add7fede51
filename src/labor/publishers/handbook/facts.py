"""The Handbook's raw tables to typed tables: numbers split from the words around them."""

from __future__ import annotations

import re
from collections.abc import Callable
from math import isnan
from typing import TypeVar

import numpy as np
import pandas as pd

from labor.errors import ParseError, report_as_new
from labor.publishers.handbook import wording
from labor.publishers.reading.cells import NAN, texts
from labor.publishers.reading.tables import RawTable

#: 29-2072
_CODE = re.compile(r"\d\d-\d{4}")
_YEAR = re.compile(r"\d{4}")
#: medical-assistants
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")
#: 2025-08-28
_DATE = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_DASHES = {"—", "–", "-"}

T = TypeVar("T")
Reader = Callable[[str, str], tuple[float, str]]


class Facts:
    """The cells of a raw table by the meaning of their column.

    Args:
        table: A raw table of a kind that `wording.COLUMNS` describes.

    Raises:
        ParseError: A column is unknown, stands twice, or the profile is not named; a row is short.
    """

    def __init__(self, table: RawTable) -> None:
        self.table = table
        known = wording.COLUMNS[table.kind]
        self.meanings = [wording.meaning_of(heading, known) for heading in table.columns]
        doubtful = "" in self.meanings or len(set(self.meanings)) < len(self.meanings)
        short = [row for row in table.rows if len(row) != len(table.columns)]
        if doubtful or short or "profile" not in self.meanings:
            raise ParseError(
                "A table of the Handbook does not have the columns that are known",
                where=table.origin.file,
                expected=", ".join(known),
                got=" | ".join(map(str, short[0] if short else table.columns)),
                next_step=report_as_new("Look at the headings of the page.", "the heading"),
            )
        columns = [texts(cells) for cells in zip(*table.rows, strict=True)]
        self._cells = dict(zip(self.meanings, columns, strict=False))

    def heading(self, meaning: str) -> str:
        """The printed heading, or "" if the table lacks the column."""
        return self.table.columns[self.meanings.index(meaning)] if meaning in self.meanings else ""

    def year(self, meaning: str) -> int | None:
        """The year in a heading, None if the table lacks the column."""
        found = re.search(r"\d{4}", self.heading(meaning))
        return int(found[0]) if found else None

    def where(self, index: int, meaning: str) -> str:
        """Name the place of a cell, with the profile it belongs to.

        Args:
            index: Number of the row, from 0.
            meaning: Meaning of the column.
        """
        place = self.table.origin.at(index, self.heading(meaning))
        return f"{place}, profile {self.text('profile')[index]}"

    def text(self, meaning: str) -> list[str]:
        """The cells of a column, empty ones if the table lacks it."""
        return self._cells.get(meaning, [""] * len(self.table.rows))

    def checked(self, meaning: str, pattern: re.Pattern[str], optional: bool = False) -> pd.Series:
        """A column of text that must have a form.

        Args:
            meaning: Meaning of the column.
            pattern: What the whole text of a cell must match.
            optional: Whether a cell may be empty.

        Returns:
            The cells as a text column.

        Raises:
            ParseError: A cell has another form.
        """
        cells = self.text(meaning)
        for index, cell in enumerate(cells):
            if not (pattern.fullmatch(cell) or (optional and not cell)):
                raise ParseError(
                    "A text is not of the known form",
                    where=self.where(index, meaning),
                    expected=f"{meaning} as the Handbook writes it",
                    got=repr(cell),
                )
        return as_text(cells)

    def read(self, meaning: str, read: Callable[[str, str], T]) -> list[T]:
        """Read the cells of a column.

        Args:
            meaning: Meaning of the column.
            read: From a text and its place, for messages, to what it says.
        """
        cells = enumerate(self.text(meaning))
        return [read(cell, self.where(index, meaning)) for index, cell in cells]

    def numbers(self, name: str, meaning: str, read: Reader) -> dict[str, object]:
        """Read a column of text as numbers.

        Args:
            name: Name of the column of numbers.
            meaning: Meaning of the column of text.
            read: From a text and its place, for messages, to a number and its mark.

        Returns:
            The columns `name` and `<name>_mark`.
        """
        return as_numbers(name, self.read(meaning, read))


def as_text(cells: list[str]) -> pd.Series:
    """Cells as a text column."""
    return pd.Series(cells, dtype="str")


def as_numbers(name: str, pairs: list[tuple[float, str]]) -> dict[str, object]:
    """Pairs of number and mark as two columns.

    Args:
        name: Name of the column of numbers.
        pairs: Number and mark of each row, NaN without a number.

    Returns:
        The columns `name` and `<name>_mark`.
    """
    values = np.array([value for value, _ in pairs], dtype=np.float64)
    return {name: values, f"{name}_mark": as_text([mark for _, mark in pairs])}


def quick_facts(table: RawTable) -> pd.DataFrame:
    """Type `ooh.quick_facts`: one row per profile."""
    facts = Facts(table)
    base, target = _years(facts)
    outlooks = facts.read("outlook", wording.outlook_of)
    frame = {
        "profile_id": facts.checked("profile", _SLUG),
        "title": facts.checked("title", re.compile(r".+")),
        "page_date": facts.checked("date", _DATE, optional=True),
        "pay_year": pd.Series([facts.year("pay")] * len(table.rows), dtype="Int64"),
        "base_year": base,
        "target_year": target,
        **_pay(facts),
        "education": as_text(facts.text("education")),
        "experience": as_text(facts.text("experience")),
        "training": as_text(facts.text("training")),
        **facts.numbers("jobs", "jobs", wording.count_of),
        **as_numbers("outlook_pct", [(value, "") for value, _ in outlooks]),
        "outlook_phrase": as_text([phrase for _, phrase in outlooks]),
        **facts.numbers("change", "change", wording.count_of),
        **_codes(facts),
        **facts.numbers("target_jobs", "target", wording.count_of),
        **facts.numbers("openings", "openings", wording.count_of),
        **_percentiles(facts),
    }
    return pd.DataFrame(frame)


def members(table: RawTable) -> pd.DataFrame:
    """Type `ooh.members`: one row per row of a profile's projections table."""
    facts = Facts(table)
    base, target = _years(facts)
    levels = facts.checked("level", re.compile(r"\d"))
    return pd.DataFrame(
        {
            "profile_id": facts.checked("profile", _SLUG),
            "level": levels.astype("Int64"),
            "title": facts.checked("title", re.compile(r".+")),
            **_codes(facts),
            "base_year": base,
            "target_year": target,
            **facts.numbers("base_jobs", "base", wording.count_of),
            **facts.numbers("target_jobs", "target", wording.count_of),
            **facts.numbers("change_pct", "percent", wording.count_of),
            **facts.numbers("change", "numeric", wording.count_of),
        }
    )


def similar(table: RawTable) -> pd.DataFrame:
    """Type `ooh.similar_occupations`: one row per link from a profile to a similar one."""
    facts = Facts(table)
    return pd.DataFrame(
        {
            "profile_id": facts.checked("profile", _SLUG),
            "similar_profile_id": facts.checked("similar", _SLUG),
            "title": facts.checked("title", re.compile(r".+")),
            "duties": as_text(facts.text("duties")),
            "education": as_text(facts.text("education")),
            "pay_year": pd.Series([facts.year("pay")] * len(table.rows), dtype="Int64"),
            **facts.numbers("median_annual", "pay", wording.wage_of),
        }
    )


def pay_settings(table: RawTable) -> pd.DataFrame:
    """Type `ooh.pay_settings`: one row per wage that a page prints for a group of workers."""
    facts = Facts(table)
    facts.checked("month", re.compile(r"May \d{4}"))
    years = [int(month[-4:]) for month in facts.text("month")]
    periods = facts.checked("period", re.compile("annual|hourly"))

    def percentile(meaning: str) -> dict[str, object]:
        cells = zip(facts.text(meaning), periods, years, strict=True)
        pairs = [
            wording.percentile_of(cell, period, year, facts.where(index, meaning))
            for index, (cell, period, year) in enumerate(cells)
        ]
        return as_numbers({"low": "p10", "high": "p90"}[meaning], pairs)

    return pd.DataFrame(
        {
            "profile_id": facts.checked("profile", _SLUG),
            "who": facts.checked("who", re.compile(r".+")),
            "statistic": facts.checked("statistic", re.compile("median|mean")),
            "period": periods,
            "kind": facts.checked("kind", re.compile("all|industry|occupation")),
            "setting": facts.checked("setting", re.compile(r".+")),
            "pay_year": pd.Series(years, dtype="Int64"),
            **facts.numbers("wage", "wage", wording.wage_of),
            **percentile("low"),
            **percentile("high"),
        }
    )


def employers(table: RawTable) -> pd.DataFrame:
    """Type `ooh.employers`: one row per setting that a page names among the largest."""
    facts = Facts(table)
    base, _ = wording.years_of(table.vintage, table.origin.file)
    # A page that names no year counts the jobs of its edition's first year.
    years = [int(year or base) for year in facts.checked("year", _YEAR, optional=True)]
    return pd.DataFrame(
        {
            "profile_id": facts.checked("profile", _SLUG),
            "who": facts.checked("who", re.compile(r".+")),
            "setting": facts.checked("setting", re.compile(r".+")),
            "year": pd.Series(years, dtype="Int64"),
            **facts.numbers("share_pct", "share", wording.share_of),
        }
    )


def _years(facts: Facts) -> tuple[pd.Series, pd.Series]:
    """First and last year of the projections; every heading must print the same."""
    table = facts.table
    base, target = wording.years_of(table.vintage, table.origin.file)
    printed = {facts.year("jobs"), facts.year("base")} - {base, None}
    printed |= {facts.year("target")} - {target, None}
    spans = {wording.span_of(facts.heading(key)) for key in ("outlook", "change", "percent")}
    if printed or spans - {"", table.vintage}:
        raise ParseError(
            "The headings of a table name other years than its edition",
            where=table.origin.file,
            expected=table.vintage,
            got=" | ".join(table.columns),
        )
    rows = len(table.rows)
    return pd.Series([base] * rows, dtype="Int64"), pd.Series([target] * rows, dtype="Int64")


def _codes(facts: Facts) -> dict[str, pd.Series]:
    """The code of a row; a dash, for a group without a code of its own, is its mark."""
    codes = facts.text("code")
    for index, code in enumerate(codes):
        if code and code not in _DASHES and not _CODE.fullmatch(code):
            raise ParseError(
                "An occupation code is not of the known form",
                where=facts.where(index, "code"),
                expected="six digits as 29-2072, or a dash for a group without a code of its own",
                got=repr(code),
            )
    return {
        "soc_code": as_text(["" if code in _DASHES else code for code in codes]),
        "soc_code_mark": as_text([code if code in _DASHES else "" for code in codes]),
    }


def _pay(facts: Facts) -> dict[str, object]:
    pays = facts.read("pay", wording.pay_of)
    # A mark belongs to the amounts that are printed, not to the one left out.
    annual = [(pay.annual, "" if isnan(pay.annual) else pay.mark) for pay in pays]
    hourly = [(pay.hourly, "" if isnan(pay.hourly) else pay.mark) for pay in pays]
    return {**as_numbers("median_annual", annual), **as_numbers("median_hourly", hourly)}


def _percentiles(facts: Facts) -> dict[str, object]:
    """Four columns: 10th and 90th percentile a year or an hour, whichever the page prints."""
    about = facts.checked(
        "percentiles", re.compile(r"(?:annual|hourly) wage, May \d{4}"), optional=True
    )
    columns: dict[str, object] = {}
    for name, meaning in (("p10", "low"), ("p90", "high")):
        for period in ("annual", "hourly"):
            pairs = [
                wording.percentile_of(cell, period, int(text[-4:]), facts.where(index, meaning))
                if text.startswith(period)
                else (NAN, "")
                for index, (cell, text) in enumerate(zip(facts.text(meaning), about, strict=True))
            ]
            columns |= as_numbers(f"{name}_{period}", pairs)
    return columns
