"""The server for assistants, asked by the client of the protocol's own kit."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

import pytest
from mcp import Client, StdioServerParameters

import labor
from labor import terms

_ROOT = Path(__file__).resolve().parents[2]


def _asked(*calls: tuple[str, dict]) -> list:
    """Results of calls, over standard input and output of a process of its own."""

    async def ask() -> list:
        served = StdioServerParameters(
            command=sys.executable,
            args=["-m", "labor", "mcp", "--root", str(_ROOT)],
        )
        async with Client(served, read_timeout_seconds=120) as client:
            return [await client.call_tool(name, arguments) for name, arguments in calls]

    return asyncio.run(ask())


def _record(result) -> dict:
    assert not result.is_error, result.content[0].text
    return json.loads(result.content[0].text)


@pytest.fixture(scope="module")
def answers() -> list:
    return _asked(
        ("comparable", {"role": "29-2071", "from_year": 2018, "to_year": 2024}),
        ("compare", {"role": "29-2071", "peers": ["31-9092"], "year": 2018}),
        ("find", {"words": "medical coder"}),
        ("history", {"role": "31-9092", "start": 0}),
        ("outlook", {"role": "29-2071", "vintage": "2018-28"}),
        ("places", {"role": "29-1141", "start": 50}),
        ("check", {"text": "In May 2018 medical records technicians earned a median of $40,350."}),
        ("tables", {}),
    )


def test_a_pair_that_may_not_be_compared_is_refused_with_its_reason(answers) -> None:
    given = _record(answers[0])
    assert given["sentences"] == list(
        labor.comparable("29-2071", 2018, 2024, root=_ROOT).to_dict()["sentences"]
    )
    assert "may not be compared" in given["sentences"][0]


def test_an_answer_has_its_figures_sentences_sources_and_the_age_of_the_tables(answers) -> None:
    given = _record(answers[1])
    assert "(29-2071) was $40,350 a year" in given["sentences"][0]
    assert given["sources"] and given["caveats"]
    assert {"about", "vintage", "newer", "timing", "sentence"} <= set(given["tables"][0])


def test_a_long_answer_is_cut_and_says_how_to_go_on(answers) -> None:
    first, later = _record(answers[3]), _record(answers[5])
    assert first["rows_shown"]["all"] > len(first["rows"]) == first["rows_shown"]["shown"]
    assert first["rows_shown"]["go_on"] == "Ask again with start=25."
    assert later["rows_shown"]["first"] == 50 and "go_on" not in later["rows_shown"]


def test_every_question_is_answered(answers) -> None:
    assert all(_record(answer)["rows_shown"]["all"] for answer in answers)


@pytest.mark.parametrize(
    ("question", "arguments"),
    [
        ("compare", {"role": "../../etc/passwd"}),
        ("compare", {"role": "29-2071", "year": 3000}),
        ("compare", {"role": "29-2071", "area": "'; DROP TABLE wages; --"}),
        ("compare", {"role": ""}),
        ("compare", {"role": "x" * 100_000}),
        ("find", {"words": "coder", "limit": 1_000_000}),
        ("find", {}),
        ("outlook", {"role": "29-2071", "vintage": {"$gt": ""}}),
        ("history", {"role": "31-9092", "start": -1}),
        ("comparable", {"role": "29-2071", "from_year": 2018, "to_year": 2024, "measure": "joy"}),
        ("check", {"text": "$1 " * 100_000}),
        ("nothing", {}),
    ],
)
def test_hostile_or_wrong_arguments_get_a_message(question, arguments, recwarn) -> None:
    from mcp.shared.exceptions import MCPError

    from labor.cli.assistant_tools import server

    async def ask():
        async with Client(server(_ROOT)) as client:
            return await client.call_tool(question, arguments)

    try:
        result = asyncio.run(ask())
    except MCPError as error:
        assert str(error)
        return
    assert result.is_error
    text = result.content[0].text
    assert text and "Traceback" not in text and "/src/labor" not in text


def test_no_file_is_read_for_an_assistant(tmp_path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("In May 2018 medical records technicians earned a median of $40,350.")
    (result,) = _asked(("check", {"text": str(secret)}))
    assert _record(result)["rows"] == []


def test_the_server_offers_only_questions_that_read() -> None:
    from labor.cli.assistant_tools import server

    async def listed():
        async with Client(server(_ROOT)) as client:
            return (await client.list_tools()).tools

    tools = asyncio.run(listed())
    assert {tool.name for tool in tools} == {
        "find", "rank", "compare", "comparable", "history", "outlook", "places", "check", "tables",
    }  # fmt: skip
    assert all(tool.annotations.read_only_hint and tool.description for tool in tools)
    assert terms.NATION == "99"
