"""Occupational pay and outlook tables, tidy and documented, and honest comparisons of roles."""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "2026.1"

#: The verbs, and the module each is in; loaded when first used, so that commands start fast.
_VERBS = dict.fromkeys(
    (
        "backtest",
        "check",
        "comparable",
        "compare",
        "find",
        "history",
        "ladder",
        "load",
        "outlook",
        "pay_change",
        "peers",
        "places",
        "real_pay",
        "resolve",
    ),
    "labor.api",
)

__all__ = ["__version__", *_VERBS]


def __getattr__(name: str) -> Any:
    """Load a verb when it is first used."""
    if name not in _VERBS:
        raise AttributeError(f"module 'labor' has no attribute {name!r}")
    return getattr(import_module(_VERBS[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
