"""How many tries a test of chance makes: a few, or all where LABOR_EVERY_ROLE is set."""

from __future__ import annotations

import os

#: Counts for the documentation are made of all tries, too.
EVERY = any(os.environ.get(name) for name in ("LABOR_EVERY_ROLE", "LABOR_RELIABILITY"))


def tries(few: int, every: int) -> int:
    """The number of tries of this run."""
    return every if EVERY else few
