"""What every verb answers with: rows, sentences, caveats, sources, a chart and a table."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import TYPE_CHECKING, Any, ClassVar, Concatenate, ParamSpec, TypeVar

import pandas as pd

from labor.errors import AnalysisError
from labor.provenance.text import plain
from labor.show.display import wrapped
from labor.show.prose import answered, listed_remarks

if TYPE_CHECKING:
    from labor.show.chart import Chart
    from labor.show.table import Table

#: What a verb is asked about, where that is no role.
_ARGUMENT = {"check": "text", "check_article": "text", "find": "words"}

P = ParamSpec("P")
R = TypeVar("R")
A = TypeVar("A")


@dataclass(frozen=True, eq=False)
class Answer:
    """The answer to one question; page, notebook, command line and JSON show its parts.

    Args:
        rows: What was found, a row as the verb describes it.
        sources: Rows of the table `sources` that the rows come from.
        reading: How the words for the role were read, if they are no name of one occupation.
    """

    #: The verb of `labor` that gives it.
    verb: ClassVar[str] = ""

    rows: pd.DataFrame
    sources: pd.DataFrame
    reading: str = field(default="", kw_only=True)

    def __init_subclass__(cls) -> None:
        """Keep the printed form: a dataclass would write its own, with every table in it."""
        if "__repr__" not in vars(cls):
            cls.__repr__ = Answer.__repr__  # type: ignore[method-assign] # mypy knows no other way

    @property
    def sentences(self) -> tuple[str, ...]:
        """The answer in plain sentences, the first one alone an answer."""
        raise NotImplementedError

    @property
    def opening(self) -> tuple[str, ...]:
        """The sentences, after how the words for the role were read if that is in doubt."""
        return (self.reading, *self.sentences) if self.reading else self.sentences

    @property
    def caveats(self) -> tuple[str, ...]:
        """What the numbers do not say, in plain sentences."""
        return ()

    def chart(self) -> Chart:
        """The answer as a figure.

        Raises:
            AnalysisError: There is no figure of it.
        """
        raise AnalysisError(
            f"There is no chart of what labor.{self.verb} gives", next_step="Show its table()."
        )

    def table(self) -> Table:
        """The rows as a table for readers."""
        raise NotImplementedError

    def tables(self) -> tuple[Table, ...]:
        """All tables of the answer, the main one first."""
        return (self.table(),)

    def narrow_tables(self) -> tuple[Table, ...]:
        """The tables for a terminal; all of them, unless an answer has narrower ones."""
        return self.tables()

    def heading(self) -> dict[str, Any]:
        """What JSON says before the rows: the role, the year and what else the question fixed."""
        return {}

    def lines(self) -> list[str]:
        """The answer for a terminal: sentences, tables, caveats, sources."""
        lines = [plain(text) for text in self.opening]
        for table in self.narrow_tables():
            lines += ["", *table.lines()] if table.rows else []
        if self.caveats:
            lines += ["", "What this is not:", *(f"- {plain(text)}" for text in self.caveats)]
        if len(self.sources):
            lines += ["", f"Sources: {self.cited}"]
        return lines

    @property
    def cited(self) -> str:
        """The titles of the sources, each once."""
        return "; ".join(dict.fromkeys(self.sources["title"]))

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain values for JSON; a number that does not exist is None.

        Returns:
            What was asked, `reading` if the words for the role had to be read, `sentences`,
            `caveats`, and `rows` and `sources` as lists of rows.
        """
        read = {"reading": self.reading} if self.reading else {}
        return {
            **self.heading(),
            **read,
            "sentences": [plain(text) for text in self.sentences],
            "caveats": [plain(text) for text in self.caveats],
            "rows": plain_rows(self.rows),
            "sources": plain_rows(self.sources),
        }

    def __getitem__(self, column: str) -> pd.Series:
        """A column of the rows, as when the verbs gave bare tables; deprecated.

        Args:
            column: Name of a column of `rows`.
        """
        warnings.warn(
            f"labor.{self.verb} gives an answer; its table is `.rows`: write .rows[{column!r}]",
            DeprecationWarning,
            stacklevel=2,
        )
        return self.rows[column]

    def _repr_html_(self) -> str:
        return wrapped(answered(self.opening) + self.table().html + listed_remarks(self.caveats))

    def __repr__(self) -> str:
        return "\n".join(self.lines())


def of_verbs(
    *kinds: type[Answer],
) -> Callable[[Callable[Concatenate[A, P], R]], Callable[Concatenate[A, P], R]]:
    """Let a figure be made only of the answers it is for, and say so otherwise.

    Args:
        *kinds: Classes of answers that the figure takes as its first argument.

    Returns:
        A decorator. The figure raises AnalysisError for anything else.
    """

    def decorate(figure: Callable[Concatenate[A, P], R]) -> Callable[Concatenate[A, P], R]:
        @wraps(figure)
        def checked(answer: A, /, *args: P.args, **more: P.kwargs) -> R:
            if not isinstance(answer, kinds):
                raise wrong_answer(getattr(figure, "__name__", "This figure"), kinds, answer)
            return figure(answer, *args, **more)

        return checked

    return decorate


def wrong_answer(figure: str, kinds: Sequence[type[Answer]], got: object) -> AnalysisError:
    """The refusal of a figure that was given something else than its answers.

    Args:
        figure: Name of the figure.
        kinds: Classes of answers that it takes.
        got: What it was given.
    """
    return refusal(figure, [kind.verb for kind in kinds], got)


def refusal(figure: str, verbs: Sequence[str], got: object) -> AnalysisError:
    """The refusal of a figure that was given something else than what some verbs give.

    Args:
        figure: Name of the figure.
        verbs: Names of the verbs of `labor`.
        got: What it was given.
    """
    calls = " or ".join(f"labor.{verb}({_ARGUMENT.get(verb, 'role')})" for verb in verbs)
    given = f"the answer of labor.{got.verb}" if isinstance(got, Answer) else type(got).__name__
    return AnalysisError(
        f"{figure} shows another answer",
        expected=f"what {calls} gives",
        got=given,
        next_step=f"Call it with {calls}.",
    )


def plain_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as plain values: no NaN, no pandas types.

    Args:
        frame: Any table.
    """
    return [
        {str(name): _plain(value) for name, value in row.items()}
        for row in frame.to_dict("records")
    ]


def _plain(value: object) -> object:
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value.item() if hasattr(value, "item") else value
