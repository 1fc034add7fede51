"""Check the facts on the published tables, and hold the declared exceptions against them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

import pandas as pd

from labor.tables.facts import FACTS, Fact


@dataclass(frozen=True)
class Verdict:
    """What became of one fact.

    Args:
        fact: The fact.
        cases: How many cases were looked at; 0 if a table it needs was not built.
        violations: Rows where it does not hold and that no exception declares: `key`,
            `got`, `expected`.
        excused: Rows that a declared exception explains, with its `reason`.
    """

    fact: Fact
    cases: int
    violations: pd.DataFrame
    excused: pd.DataFrame


def verify(tables: Mapping[str, pd.DataFrame], facts: Sequence[Fact] = FACTS) -> list[Verdict]:
    """Check facts on the tables at hand.

    Args:
        tables: Tidy tables by name.
        facts: Facts to check; all if left out.

    Returns:
        A verdict per fact. A declared exception whose source was built but that no row
        needs any more is a violation as well.
    """
    declared = declared_exceptions()
    built = set(tables["sources"]["source_id"]) if "sources" in tables else set()
    return [
        _verdict(fact, tables, declared[declared["fact"] == fact.name], built) for fact in facts
    ]


def declared_exceptions() -> pd.DataFrame:
    """The declared exceptions: `fact`, `key`, `reason` and the `source` the row comes from."""
    text = resources.files("labor.tables").joinpath("exceptions.toml").read_text("utf-8")
    rows = tomllib.loads(text).get("exception", [])
    return pd.DataFrame(rows, columns=["fact", "key", "reason", "source"], dtype="str")


def _verdict(
    fact: Fact, tables: Mapping[str, pd.DataFrame], declared: pd.DataFrame, built: set[str]
) -> Verdict:
    if not all(name in tables for name in fact.needs):
        nothing = pd.DataFrame(columns=["key", "got", "expected"], dtype="str")
        return Verdict(fact, 0, nothing, nothing.assign(reason=""))
    found, cases = fact.violations(tables)
    excused = found.merge(declared[["key", "reason"]], on="key").drop_duplicates("key")
    left = found[~found["key"].isin(declared["key"])]
    unused = declared[~declared["key"].isin(found["key"]) & declared["source"].isin(built)]
    stale = pd.DataFrame(
        {"key": unused["key"], "got": "the fact holds", "expected": "the declared exception"}
    )
    return Verdict(fact, cases, pd.concat([left, stale], ignore_index=True), excused)
