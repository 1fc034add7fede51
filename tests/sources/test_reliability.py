"""The page on reliability is made of counts, of every kind of fault, and none that broke a file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from reliability import GROUPS, page

PAGE = Path(__file__).parents[2] / "docs/building-and-speed.md"


def test_every_kind_of_fault_is_on_the_page():
    counts = {f"{group}/kept": 1 for group in GROUPS} | {"cut/refused": 1500, "cut/broken": 2}
    made = page(counts)
    assert "| 1,503 | 1 | 1,500 | 2 |" in made
    assert f"| **{1502 + len(GROUPS):,}** |" in made


def test_a_page_without_the_slow_tests_is_not_made():
    with pytest.raises(ValueError, match="not tried: kills at random"):
        page({f"{group}/kept": 1 for group in GROUPS if "kill" not in group})


def test_the_page_in_the_documentation_is_of_these_tests():
    """Its counts come from a run; its rows must be those of today, and no file was broken."""
    text = PAGE.read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\w.*?) \| ([\d,]+) \| [\d,]+ \| [\d,]+ \| ([\d,]+) \|$", text, re.M)
    assert [row[0] for row in rows] == list(GROUPS.values())
    assert all(int(tries.replace(",", "")) > 0 and broken == "0" for _, tries, broken in rows)
