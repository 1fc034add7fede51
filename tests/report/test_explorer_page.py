"""The explorer page is one file of its own script, whose data keeps its form and its tables."""

import base64
import hashlib
import json
import random
import re
import shutil
import subprocess
from importlib import resources
from pathlib import Path

import jsonschema
import pytest
from sampling import tries

import labor
from labor.answers.explorer.data import version_of_data
from labor.answers.explorer.packing import streams
from labor.answers.verify.verb import verify_report
from labor.errors import ReportError
from labor.report.explorer import page as pages
from labor.report.explorer.page import (
    MAX_BYTES,
    explorer_page,
    is_explorer,
    with_reports,
    without_reports,
)
from labor.report.pages import saving_script

PARTS = Path(labor.__file__).parent / "report" / "explorer"


@pytest.fixture(scope="module")
def data(explorer):
    return explorer


@pytest.fixture(scope="module")
def page(data):
    return explorer_page(data)


def test_the_data_is_of_its_form(data):
    schema = resources.files("labor.answers.explorer").joinpath("explorer.schema.json")
    jsonschema.validate(data, json.loads(schema.read_text(encoding="utf-8")))


def test_the_same_tables_give_the_same_page(data, page, default_pages):
    """The one that `labor report` makes, in a process of its own."""
    made = (default_pages / "explorer.html").read_text(encoding="utf-8")
    assert without_reports(made) == page
    assert data["version"] in page


def test_the_page_is_small_enough_to_be_passed_on(page, data, monkeypatch):
    assert len(page.encode()) < MAX_BYTES
    monkeypatch.setattr(pages, "MAX_BYTES", 100_000)
    with pytest.raises(ReportError, match="too large"):
        explorer_page(data)


def test_the_policy_allows_the_one_script_and_nothing_from_outside(page):
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1]
    script = saving_script() + (PARTS / "explorer.js").read_text(encoding="utf-8")
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


@pytest.mark.parametrize("code", ["29-2072", "15-1299", "31-1120", "11-9199", "29-1243"])
def test_scores_of_exposure_are_those_of_the_studies(data, project, code):
    at = [one["code"] for one in data["occupations"]].index(code)
    rows = labor.exposure(code, root=project).rows.dropna(subset=["exposure_index"])
    for score, found in data["exposure"]["scores"].items():
        values = rows.loc[rows["score"] == score, "exposure_index"]
        ends = (values.min(), values.max()) if len(values) else (None, None)
        assert (found["lowest"][at], found["highest"][at]) == ends
    assert "Anthropic (CC BY)" in data["exposure"]["note"]


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


@pytest.fixture(scope="module")
def again(data):
    """The data of the page is made once for all checks of damaged pages."""
    from labor.answers.verify import explorer

    patch = pytest.MonkeyPatch()
    patch.setattr(explorer, "explorer_data", lambda root: data)
    yield
    patch.undo()


def checked(text, tmp_path, project):
    path = tmp_path / "explorer.html"
    path.write_text(text, encoding="utf-8", newline="\n")
    return verify_report(path, root=project)


def test_a_page_as_it_was_made_agrees(page, again, tmp_path, project):
    found = checked(page, tmp_path, project)
    assert found.agrees
    assert found.by_same_code > 300_000


def test_links_to_reports_are_put_on_and_taken_off_and_change_no_figure(
    page, again, tmp_path, project
):
    links = {
        "29-2072": [("Overview", "overview.html"), ("Outlook, Texas", "outlook-texas.html")],
        "29-1141": [("Overview", "atlas/overview/us/29-1141.html")],
    }
    linked = with_reports(page, links)
    assert is_explorer(linked)
    assert f">{json.dumps(dict(sorted(links.items())), separators=(',', ':'))}</script>" in linked
    other = {"29-1141": [("A", "a.html")]}
    assert with_reports(linked, other) == with_reports(page, other)
    assert with_reports(linked, {}) == without_reports(linked) == page
    assert checked(linked, tmp_path, project).agrees


@pytest.mark.parametrize(
    "link", [("A", "https://x.example/a.html"), ("A", "//x.example/a.html"), ("A", "a.html#9"),
             ("$93,600", "a.html"), ("<b>", "a.html")]
)  # fmt: skip
def test_a_link_that_leads_elsewhere_or_tells_a_figure_is_a_difference(
    page, again, tmp_path, project, link
):
    found = checked(with_reports(page, {"29-2072": [link]}), tmp_path, project)
    assert [one.where for one in found.mismatches] == ["the page around its data"]


def test_a_changed_figure_is_found_and_placed(data, again, tmp_path, project):
    changed = json.loads(json.dumps(data))
    changed["occupations"][7]["openings"] += 100
    found = checked(explorer_page(changed), tmp_path, project)
    assert [one.where for one in found.mismatches] == ["occupations/7/openings"]


def test_any_changed_sign_of_a_page_is_found(page, again, tmp_path, project):
    chance = random.Random(20261130)
    for at in chance.sample(range(len(page)), tries(10, 25)):
        other = chance.choice([sign for sign in "0aZ9+" if sign != page[at]])
        changed = page[:at] + other + page[at + 1 :]
        try:
            found = checked(changed, tmp_path, project)
        except ReportError:
            continue
        assert not found.agrees, (at, page[at - 20 : at + 20])


def test_a_page_of_other_tables_is_said_to_be_one(data, again, tmp_path, project):
    other = {**data, "sources": [*data["sources"], "Another table."]}
    found = checked(explorer_page({**other, "version": version_of_data(other)}), tmp_path, project)
    assert "made from other tables" in found.notes[0]
    assert not found.agrees
