"""The page on settings tells what the agency printed, for roles of every kind."""

from pathlib import Path

import pytest
from lxml import html

from labor.report import run_report

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "notebooks" / "work-settings.ipynb"


def page_of(out, **parameters):
    if not (ROOT / "data" / "processed" / "profile_employers.parquet").exists():
        pytest.skip("the tables are not built; run `make data`")
    page = run_report(NOTEBOOK, parameters, out / "page.html", folder=ROOT)
    return html.document_fromstring(page.read_text(encoding="utf-8")).text_content()


@pytest.mark.slow
def test_the_worked_example(tmp_path):
    page = page_of(tmp_path)
    # The Handbook 2024-34: 28% in hospitals, median $56,520; 19% in offices of physicians,
    # $45,620; all $50,250.
    for figure in ("28%", "$56,520", "19%", "$45,620", "$50,250", "187,910"):
        assert figure in page
    assert "What this is not" in page


@pytest.mark.slow
def test_a_role_without_a_page_in_the_handbook(tmp_path):
    page = page_of(tmp_path, role="legislators")
    assert "The Handbook prints no employers of legislators." in page
