"""The page on checkable numbers names every rule and every exemption."""

import pytest

from labor.provenance import reading
from labor.provenance.rules import RULES


@pytest.fixture(scope="module")
def page(project):
    return (project / "docs" / "methods" / "checkable-numbers.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_explained(page, rule):
    rows = [line.split("|")[1] for line in page.splitlines() if line.startswith("|")]
    assert any(rule in (row.strip(), *row.strip().split(", ")) for row in rows)


@pytest.mark.parametrize("rule", reading.RULES)
def test_every_exemption_is_written_down(page, rule):
    (row,) = [line for line in page.splitlines() if line.startswith(f"| {rule} |")]
    for example in row.split("|")[2].split(", "):
        assert reading.figures_in(example) == []
