"""The explorer page is one file of its own script, whose data keeps its form and its tables."""

import base64
import hashlib
import json
import re
import shutil
import subprocess
from importlib import resources
from pathlib import Path

import jsonschema
import pytest

import labor
from labor.answers.explorer.data import explorer_data
from labor.answers.explorer.packing import streams
from labor.errors import ReportError
from labor.report.explorer import page as pages
from labor.report.explorer.page import MAX_BYTES, explorer_page

PARTS = Path(labor.__file__).parent / "report" / "explorer"


@pytest.fixture(scope="module")
def data(project):
    return explorer_data(project)


@pytest.fixture(scope="module")
def page(data):
    return explorer_page(data)


def test_the_data_is_of_its_form(data):
    schema = resources.files("labor.answers.explorer").joinpath("explorer.schema.json")
    jsonschema.validate(data, json.loads(schema.read_text(encoding="utf-8")))


def test_the_same_tables_give_the_same_page(data, page, project):
    assert explorer_page(explorer_data(project)) == page
    assert data["version"] in page


def test_the_page_is_small_enough_to_be_passed_on(page, data, monkeypatch):
    assert len(page.encode()) < MAX_BYTES
    monkeypatch.setattr(pages, "MAX_BYTES", 100_000)
    with pytest.raises(ReportError, match="too large"):
        explorer_page(data)


def test_the_policy_allows_the_one_script_and_nothing_from_outside(page):
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1]
    script = (PARTS / "explorer.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert "default-src 'none'" in policy
    assert re.search(r"script-src ([^;]+)", policy)[1] == f"'sha256-{digest}'"
    assert page.count("<script>") == 1
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)


def test_the_figures_of_the_page_are_those_of_the_tables(data, project):
    codes = [one["code"] for one in data["occupations"]]
    rows = labor.load(
        "wages", reference_year=data["year"], area_code="99", industry_code="000000",
        statistic="p10", root=project,
    ).drop_duplicates("occupation_code").set_index("occupation_code")  # fmt: skip
    for code in ("29-2072", "31-9092", "53-2021"):
        assert data["percentiles"]["p10"][codes.index(code)] == rows.loc[code, "annual_wage_usd"]
    assistants = data["occupations"][codes.index("31-2021")]
    # Physical therapist assistants, 2024-34: +22.0 %, 19,800 openings, an associate's degree.
    assert (assistants["growth_pct"], assistants["openings"]) == (22, 19800)
    assert data["scales"]["education"][assistants["education"]] == "Associate's degree"


def test_numbers_are_packed_in_groups_of_seven_bits():
    # 3 numbers; 0, -1 and 300 folded to 0, 1 and 600 = 88 + 128 * 4.
    assert streams({"one": [0, -1, 300]}) == bytes([6, 0, 1, 88 + 128, 4])


@pytest.mark.slow
def test_the_script_is_made_from_its_source_byte_for_byte(tmp_path):
    if shutil.which("npm") is None:
        pytest.skip("no Node.js on this machine (on Debian or Ubuntu: apt install nodejs npm)")
    for name in ("package.json", "package-lock.json", "tsconfig.json", "source"):
        copy = shutil.copytree if (PARTS / name).is_dir() else shutil.copy
        copy(PARTS / name, tmp_path / name)
    for call in ("ci --ignore-scripts --no-audit --no-fund", "run check", "run build"):
        done = subprocess.run(
            ["npm", *call.split()], cwd=tmp_path, capture_output=True, text=True, timeout=600
        )
        assert done.returncode == 0, done.stdout + done.stderr
    made, kept = (folder.joinpath("explorer.js").read_bytes() for folder in (tmp_path, PARTS))
    assert made == kept, "run `npm ci && npm run build` in src/labor/report/explorer"
