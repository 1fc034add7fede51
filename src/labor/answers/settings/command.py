"""Command on where people of a role work: settings."""

from __future__ import annotations

from labor.console.options import Area, RoleName, Root, Year
from labor.console.output import VerbAnswer, answering
from labor.terms import NATION


@answering
def settings(
    role: RoleName,
    year: Year = None,
    area: Area = NATION,
    root: Root = None,
) -> VerbAnswer:
    """Show where people of a role work, and what each setting pays."""
    from labor.answers.settings.verb import settings as settings_of

    return settings_of(role, year, area=area or NATION, root=root)
