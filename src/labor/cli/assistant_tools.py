"""The questions that an assistant may ask, each answered by the verb of the same name."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, ParamSpec

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field

import labor
from labor import terms
from labor.answers.rank.choice import MEASURES
from labor.errors import LaborError
from labor.schema.tables import TABLES
from labor.show.answer import Answer
from labor.tables.age import ages
from labor.tables.project import project_root

P = ParamSpec("P")

_ABOUT = """\
Answers from public U.S. labor-market tables: pay (BLS OEWS), outlook (BLS Employment Projections
and Occupational Outlook Handbook), titles (O*NET). An answer's `sentences` and `caveats` are made
by rules: which figures may be compared, which can be told apart, what a mark stands for. Repeat
them rather than conclude from `rows` yourself; where a status stands beside a number, the status
says what the number is. Medians are never averaged, and figures that `comparable` refuses are
never set against each other."""
#: Rows in one answer; more are asked for with `start`.
_ROWS = 25
_BY = ", ".join(MEASURES)
#: Characters of an article that are read at once.
_TEXT = 50_000

Role = Annotated[str, Field(description="A role in words, or a code such as 29-2072.")]
Roles = Annotated[list[str], Field(description='Roles to set beside it, or ["similar"].')]
Year = Annotated[int | None, Field(description="Year of the pay; the newest if null.")]
Vintage = Annotated[str | None, Field(description='Span such as "2024-34"; the newest if null.')]
Area = Annotated[str, Field(description='Code or name of an area; "99" is the nation.')]
Words = Annotated[
    list[str] | None,
    Field(description='As `labor rank --help` has them: "no degree", "at least faster" ...'),
]
Floor = Annotated[int, Field(ge=0)]
Start = Annotated[int, Field(description="First row wanted, to read on in a long answer.", ge=0)]


def server(root: Path | None) -> MCPServer:
    """Make the server.

    Args:
        root: Project folder; found by itself if None.

    Returns:
        The server, with a tool for each question.
    """
    made = MCPServer("labor", version=labor.__version__, instructions=_ABOUT, log_level="ERROR")
    in_use = ages(project_root(root) / "data" / "processed", date.today())
    tables_used = [{"sentence": one.sentence, **asdict(one)} for one in in_use]

    def ask(verb: Callable[..., Answer], *asked: Any, start: int = 0, **options: Any) -> str:
        answer = verb(*asked, **options, root=root)
        return _text(answer.to_dict() | {"tables": tables_used}, start)

    def find(words: str, limit: Annotated[int, Field(ge=1, le=25)] = 5) -> str:
        """Find which occupations a title or other words mean, with codes."""
        return ask(labor.find, words, limit)

    def rank(
        by: Annotated[str, Field(description=f"One of: {_BY}.")],
        area: Area = terms.NATION,
        education: Words = None,
        growth: Words = None,
        group: Words = None,
        min_jobs: Floor = 0,
        pay_from: Floor = 0,
        pay_to: Annotated[int, Field(description="0 for no limit.", ge=0)] = 0,
        lowest: Annotated[bool, Field(description="Begin with the lowest.")] = False,
        limit: Annotated[int, Field(ge=1, le=_ROWS)] = 10,
    ) -> str:
        """List the occupations that are first by a measure, with the places each can have."""
        return ask(
            labor.rank, by, area=area, education=education or (), growth=growth or (),
            group=group or (), min_jobs=min_jobs, pay_from=pay_from, pay_to=pay_to,
            lowest=lowest, limit=limit,
        )  # fmt: skip

    def compare(
        role: Role,
        peers: Roles | None = None,
        year: Year = None,
        vintage: Vintage = None,
        area: Area = terms.NATION,
        start: Start = 0,
    ) -> str:
        """Compare pay and outlook of a role with other roles: which pays more, how sure."""
        return ask(
            labor.compare, role, peers or (), year=year, vintage=vintage, area=area, start=start
        )

    def comparable(
        role: Role,
        from_year: int,
        to_year: int,
        measure: Annotated[str, Field(description='"wage" or "employment".')] = "wage",
    ) -> str:
        """Say whether pay or jobs of two years may be compared at all, and why."""
        return ask(labor.comparable, role, from_year, to_year, measure=measure)

    def history(
        role: Role,
        area: Area = terms.NATION,
        real: Annotated[bool, Field(description="Also in prices of the newest year.")] = False,
        start: Start = 0,
    ) -> str:
        """Give pay over the years, broken where years may not be compared."""
        return ask(labor.history, role, area=area, real=real, start=start)

    def outlook(role: Role, vintage: Vintage = None) -> str:
        """Give projected growth and openings."""
        return ask(labor.outlook, role, vintage)

    def places(role: Role, year: Year = None, start: Start = 0) -> str:
        """Give pay by state or area, from high to low."""
        return ask(labor.places, role, year, start=start)

    def check(
        text: Annotated[str, Field(max_length=_TEXT)], year: Year = None, start: Start = 0
    ) -> str:
        """Hold the numbers of an article against the published ones."""
        return ask(labor.check, text, year=year, start=start)

    def tables() -> str:
        """Describe the tables that answers come from, and how old they are."""
        about = [
            {"table": name, "row_is": schema.row_is, "columns": list(schema.names)}
            for name, schema in TABLES.items()
        ]
        return _text({"tables": tables_used, "rows": about}, 0)

    reads = ToolAnnotations(read_only_hint=True, open_world_hint=False)
    for question in (find, rank, compare, comparable, history, outlook, places, check, tables):
        made.tool(annotations=reads)(_in_words(question))
    return made


def _in_words(question: Callable[P, str]) -> Callable[P, str]:
    """A tool whose refusals are the product's own messages."""

    @wraps(question)
    def answered(*args: P.args, **more: P.kwargs) -> str:
        try:
            return question(*args, **more)
        except LaborError as error:
            raise ToolError(error.message()) from None

    return answered


def _text(record: dict[str, Any], start: int) -> str:
    """An answer as JSON, its rows cut, with a way to ask on."""
    rows = record["rows"]
    shown = rows[start : start + _ROWS]
    more = len(rows) > start + len(shown)
    cut: dict[str, Any] = {"first": start, "shown": len(shown), "all": len(rows)}
    cut |= {"go_on": f"Ask again with start={start + _ROWS}."} if more else {}
    return json.dumps(
        record | {"rows": shown, "rows_shown": cut}, ensure_ascii=False, allow_nan=False
    )
