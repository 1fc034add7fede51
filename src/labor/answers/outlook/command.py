"""Commands on what was projected, and how it turned out: outlook, backtest."""

from __future__ import annotations

from labor.console.options import RoleName, Root, Vintage
from labor.console.output import VerbAnswer, answering


@answering
def outlook(
    role: RoleName,
    vintage: Vintage = None,
    root: Root = None,
) -> VerbAnswer:
    """Show projected growth and openings, and what they are made of."""
    from labor.answers.outlook.verb import outlook as projected

    return projected(role, vintage, root=root)


@answering
def backtest(
    role: RoleName,
    root: Root = None,
) -> VerbAnswer:
    """Show how earlier projections of a role turned out."""
    from labor.answers.outlook.verb import backtest as check

    return check(role, root=root)
