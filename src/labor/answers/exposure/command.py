"""Command on the exposure of an occupation to AI: exposure."""

from __future__ import annotations

from labor.console.options import RoleName, Root
from labor.console.output import VerbAnswer, answering


@answering
def exposure(role: RoleName, root: Root = None) -> VerbAnswer:
    """Show scores of others on exposure to AI, and how they agree."""
    from labor.answers.exposure.verb import exposure as exposure_to

    return exposure_to(role, root=root)
