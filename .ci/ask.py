"""Asks the server for assistants of an installed labor, over standard input and output."""

import asyncio
import json
import sys

from mcp import Client, StdioServerParameters


async def ask(command: str) -> str:
    """The first sentence of an answer."""
    async with Client(StdioServerParameters(command=command, args=["mcp"])) as client:
        given = {"role": "29-2071", "from_year": 2018, "to_year": 2024}
        result = await client.call_tool("comparable", given)
    record = json.loads(result.content[0].text)
    assert "may not be compared" in record["sentences"][0], record
    return record["sentences"][0]


sys.stdout.write(f"the server for assistants answers: {asyncio.run(ask(sys.argv[1]))}\n")
