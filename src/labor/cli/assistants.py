"""Command that answers assistants over the Model Context Protocol: mcp."""

from __future__ import annotations

from labor.console.options import Root


def mcp(root: Root = None) -> None:
    """Answer an assistant over standard input and output, until it hangs up.

    The assistant's settings name this command; docs/assistants.md shows how. Nothing is written,
    and nothing is fetched from a network.
    """
    from labor.cli.assistant_tools import server

    server(root).run()
