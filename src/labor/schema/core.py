"""What a column and a table are, and the check that a table keeps its description."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from labor.errors import SchemaError
from labor.terms import WITH_VALUE

#: Every status a number can have, and what it means.
STATUSES = {
    "published": "The agency printed the number.",
    "not_available": "The agency does not release the number (printed as `*`, `**` or a dash).",
    "withdrawn": "The agency removed the number because of reporting errors (printed as `***`).",
    "top_coded": "The agency printed only that the wage is at least the number beside it "
    "(`#` or `>=`).",
    "below_half_percent": "The agency printed only that the share is below 0.5 % (`~`).",
    "not_applicable": "The table has no such number for this row: the cell is empty or the column "
    "does not exist in that vintage.",
}

#: A character that steers a terminal: the escape before "[31m". Tabs and line ends do not.
_STEERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_PANDAS = {"text": "str", "integer": "Int64", "number": "float64", "boolean": "bool"}


@dataclass(frozen=True)
class Column:
    """One column of a tidy table.

    Args:
        name: snake_case; ends in the unit for a measure (`_usd`, `_pct`, `_jobs`, `_index`).
        kind: "text", "integer", "number" or "boolean".
        description: What it says, for a person who has not seen the agency's files.
        unit: Unit in words, empty for labels and codes.
        nullable: Whether it may be empty.
        allowed: The only values it may have, if the list is closed.
        minimum: Smallest value allowed.
        maximum: Largest value allowed.
        pattern: Regular expression that the whole text must match.
        status: Name of the column that carries the status of this number.
    """

    name: str
    kind: str
    description: str
    unit: str = ""
    nullable: bool = False
    allowed: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    pattern: str = ""
    status: str = ""

    @property
    def dtype(self) -> str:
        """The pandas dtype of the column."""
        return _PANDAS[self.kind]


def measure(
    name: str,
    description: str,
    unit: str,
    *,
    minimum: float | None = None,
    maximum: float | None = None,
) -> tuple[Column, Column]:
    """A number and the status beside it, as two columns.

    Args:
        name: Name of the number, unit last.
        description: What the number is.
        unit: Its unit in words.
        minimum: Smallest value allowed.
        maximum: Largest value allowed.

    Returns:
        The number's column, empty unless its status says it has a value, and
        the column `<name>_status`.
    """
    status = f"{name}_status"
    return (
        Column(
            name,
            "number",
            description,
            unit,
            nullable=True,
            minimum=minimum,
            maximum=maximum,
            status=status,
        ),
        Column(status, "text", f"Status of `{name}`.", allowed=tuple(STATUSES)),
    )


def category(name: str, description: str, allowed: tuple[str, ...]) -> tuple[Column, Column]:
    """A category that a program assigns to an occupation, and its status, as two columns.

    Args:
        name: Name of the category.
        description: What it says.
        allowed: The words it can have; "None" is one of them and not a gap.

    Returns:
        The category's column, empty unless its status is "published", and the column
        `<name>_status`.
    """
    status = f"{name}_status"
    return (
        Column(name, "text", description, nullable=True, allowed=allowed, status=status),
        Column(
            status,
            "text",
            f"Status of `{name}`; summary rows have none.",
            allowed=("published", "not_available", "not_applicable"),
        ),
    )


@dataclass(frozen=True)
class ForeignKey:
    """Columns that name a row of another table."""

    columns: tuple[str, ...]
    table: str
    reference: tuple[str, ...]


@dataclass(frozen=True)
class TableSchema:
    """One tidy table.

    Args:
        name: Name of the table and of its files.
        row_is: What one row is, completing the sentence "A row is ...".
        key: Columns that name a row; never empty, no two rows alike.
        columns: All columns in order: key, labels, measures with status, provenance.
        foreign_keys: Columns that point to another table.
    """

    name: str
    row_is: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    foreign_keys: tuple[ForeignKey, ...] = field(default=())

    @property
    def names(self) -> list[str]:
        """Column names in order."""
        return [column.name for column in self.columns]

    @property
    def dtypes(self) -> dict[str, str]:
        """Pandas dtype by column name, for reading."""
        return {column.name: column.dtype for column in self.columns}

    def conform(self, frame: pd.DataFrame, *, coded: bool = False) -> pd.DataFrame:
        """Give a frame the columns, dtypes and order of this table.

        Args:
            frame: Rows with at least the columns of the table.
            coded: Make texts categories, which many rows are sorted and checked in a third of
                the time by.

        Returns:
            A new frame with exactly the table's columns, sorted by the key.

        Raises:
            SchemaError: A column is missing or cannot take its dtype.
        """
        missing = [name for name in self.names if name not in frame.columns]
        extra = [name for name in frame.columns if name not in self.names]
        if missing or extra:
            raise SchemaError(
                f"Table {self.name} does not have its columns",
                expected=", ".join(missing) or "only the described columns",
                got=f"unknown: {', '.join(extra)}" if extra else "they are missing",
                next_step="This is a fault of the program: report it at the project's page, "
                "with the name of the file.",
            )
        dtypes = self.dtypes
        if coded:
            texts = [name for name, dtype in dtypes.items() if dtype == "str"]
            frame = frame.assign(**{name: _coded(frame[name]) for name in texts})
            dtypes = {name: dtypes[name] for name in dtypes.keys() - texts}
        try:
            typed = frame[self.names].astype(dtypes)
        except (TypeError, ValueError) as error:
            raise SchemaError(
                f"Table {self.name} has a column of the wrong kind", got=str(error)
            ) from error
        return typed.sort_values(list(self.key), kind="stable", ignore_index=True)

    def check(self, frame: pd.DataFrame) -> None:
        """Check a conformed frame against the description.

        Args:
            frame: Rows as `conform` returns them.

        Raises:
            SchemaError: With every problem found, at most three examples of each.
        """
        problems = self.problems(frame)
        if problems:
            raise SchemaError(
                f"Table {self.name} breaks its description in {len(problems)} ways:\n"
                + "\n".join(f"  - {problem}" for problem in problems),
                next_step="Nothing was written. Look at the named rows in the source file.",
            )

    def problems(self, frame: pd.DataFrame) -> list[str]:
        """Every way in which a conformed frame breaks the description, in words."""
        found = [text for column in self.columns for text in self._column_problems(frame, column)]
        for name in self.key:
            if frame[name].isna().any():
                found.append(
                    f"{name}: part of the key and empty in {int(frame[name].isna().sum())} rows"
                )
        double = frame.duplicated(list(self.key), keep=False)
        if double.any():
            found.append(f"{int(double.sum())} rows share a key: {self._examples(frame, double)}")
        return found

    def _column_problems(self, frame: pd.DataFrame, column: Column) -> list[str]:
        values = frame[column.name]
        found = []

        def report(bad: pd.Series, text: str) -> None:
            rows = bad.to_numpy(dtype=bool, na_value=False)
            if rows.any():
                shown = self._examples(frame, rows, column.name)
                found.append(f"{column.name}: {text} in {int(rows.sum())} rows: {shown}")

        def report_texts(is_bad: Callable[[str], object], text: str) -> None:
            if bad := [one for one in different if is_bad(one)]:
                report(values.isin(bad), text)

        # A column of many rows has few different texts: what is asked is asked of each once.
        different = [*_each_text(values)] if column.kind == "text" else []
        if not column.nullable and column.name not in self.key:
            report(values.isna(), "empty")
        if column.allowed:
            report_texts(lambda text: text not in column.allowed, "not an allowed value")
        report_texts(_STEERS.search, "a control character")
        if column.minimum is not None:
            report(values < column.minimum, f"below {column.minimum:g}")
        if column.maximum is not None:
            report(values > column.maximum, f"above {column.maximum:g}")
        if column.pattern:
            form = re.compile(column.pattern, re.ASCII)
            report_texts(lambda text: not form.fullmatch(text), "not of the known form")
        if column.status:
            has = frame[column.status].isin(WITH_VALUE)
            report(values.notna() & ~has, "a number whose status says there is none")
            report(values.isna() & has, "no number though its status says there is one")
        return found

    def _examples(self, frame: pd.DataFrame, bad: pd.Series | np.ndarray, *extra: str) -> str:
        names = [*self.key, *(name for name in extra if name not in self.key)]
        rows = frame.loc[bad, names].head(3).astype(str)
        return "; ".join(
            ", ".join(f"{name}={value}" for name, value in row.items())
            for row in rows.to_dict("records")
        )


def _coded(texts: pd.Series) -> pd.Series:
    """Texts as categories, those that rows have, in order."""
    if not isinstance(texts.dtype, pd.CategoricalDtype):
        return texts.astype("str").astype("category")
    codes, listed = texts.cat.codes.to_numpy(), texts.cat.categories
    used = np.flatnonzero(np.bincount(codes[codes >= 0], minlength=len(listed)))
    order = used[listed[used].argsort()]
    if np.array_equal(order, np.arange(len(listed))):
        return texts
    place = np.full(len(listed) + 1, -1)  # the last one is that of no text
    place[order] = np.arange(len(order))
    return pd.Series(pd.Categorical.from_codes(place[codes], listed[order]), index=texts.index)


def _each_text(values: pd.Series) -> Iterable[str]:
    """Each text of a column once; of categories also those that no row has."""
    if isinstance(values.dtype, pd.CategoricalDtype):
        return values.cat.categories
    return values.dropna().unique()
