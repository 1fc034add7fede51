"""Options of `labor report` become parameters of notebooks, checked before anything runs."""

import json
import re
from html import escape

import pytest
from typer.testing import CliRunner

from labor.cli import app, batches
from labor.cli.batches import Batch, read_roles
from labor.cli.explorer import link_explorer
from labor.cli.notebook_parameters import page_name, parameters_of
from labor.errors import LaborError, ReportError
from labor.report.jobs import Result
from labor.report.notebooks import read_report_notebooks
from labor.tables.areas import years_with
from labor.terms import STATE_TYPES


@pytest.fixture
def kinds(project, built):
    return {kind.name: kind for kind in read_report_notebooks(project / "notebooks")}


@pytest.fixture
def batch(project, kinds, tmp_path):
    def make(roles, areas=(), names=("compare-roles",), **given) -> Batch:
        return Batch(
            [kinds[n] for n in names], roles, areas, given, (), project, tmp_path, tmp_path
        )

    return make


def test_what_is_left_out_is_the_newest_as_soon_as_anything_is_asked(kinds, project):
    given = {"role": "pharmacy technician", "peers": ["similar"], "area": "CA"}
    # The flat files of May 2025 have pharmacy technicians of California: a median of $55,110.
    assert parameters_of(kinds["compare-roles"], given, [], project) == {
        "role": "pharmacy technician", "peers": ["similar"], "area": "06",
        "reference_year": 2025, "projection_vintage": "2024-34",
        "earlier_year": 0, "earlier_vintage": "",
    }  # fmt: skip
    assert parameters_of(kinds["compare-roles"], {}, [], project) == {}


def test_places_are_of_the_newest_year_that_has_states(kinds, project):
    processed = project / "data" / "processed"
    newest = years_with(processed, STATE_TYPES)[-1]
    assert parameters_of(kinds["places"], {"role": "29-1141"}, [], project) == {
        "role": "29-1141", "reference_year": newest,
    }  # fmt: skip
    defaults = {one.name: one.default for one in kinds["places"].parameters}
    assert defaults["reference_year"] == newest


def test_pay_of_an_older_year_stands_beside_the_projection_of_that_year(kinds, project):
    asked = parameters_of(
        kinds["overview"], {"role": "29-2071", "reference_year": 2018}, [], project
    )
    assert asked["projection_vintage"] == "2018-28"
    newest = parameters_of(kinds["overview"], {"role": "29-2071"}, [], project)
    assert (newest["reference_year"], newest["projection_vintage"]) == (2025, "2024-34")


def test_similar_roles_are_chosen_where_none_are_named(kinds, project):
    asked = parameters_of(kinds["overview"], {"role": "registered nurse"}, [], project)
    assert asked["peers"] == [
        "Nurse Anesthetists, Nurse Midwives, and Nurse Practitioners",
        "Licensed Practical and Licensed Vocational Nurses",
        "Respiratory Therapists",
        "Physician Assistants",
    ]
    named = parameters_of(kinds["overview"], {"role": "29-1141", "peers": ["29-2052"]}, [], project)
    assert named["peers"] == ["29-2052"]


@pytest.mark.parametrize("role", ["29-1210", "31-1121", "11-1011", "23-2099", "27-2011"])
def test_no_role_is_left_without_similar_ones(kinds, project, role):
    asked = parameters_of(kinds["overview"], {"role": role}, [], project)
    assert 1 <= len(asked["peers"]) <= 4


def test_what_is_asked_for_makes_the_name_of_a_page(kinds, project):
    def name(given, assignments=()):
        return page_name(kinds["overview"], given, assignments, project)

    role = {"role": "pharmacy technician"}
    names = [
        name({}),
        name(role),
        name({**role, "area": "CA"}),
        name({**role, "area": "Texas"}),
        name({**role, "reference_year": 2018}),
        name({**role, "peers": ["medical assistants"]}),
        name({**role, "peers": ["a" * 60, "b" * 60]}),
        name({**role, "peers": ["a" * 60, "b" * 61]}),
        name({"role": "…"}),
    ]
    assert len(set(names)) == len(names)
    assert names[:6] == [
        "overview",
        "overview-pharmacy-technician",
        "overview-pharmacy-technician-california",
        "overview-pharmacy-technician-texas",
        "overview-pharmacy-technician-2018",
        "overview-pharmacy-technician-with-medical-assistants",
    ]
    assert all(len(one) <= 110 and re.fullmatch("[a-z0-9-]+", one) for one in names)
    assert name({**role, "area": "06"}) == name({**role, "area": "California"})


def test_after_a_failed_run_nothing_is_offered_and_nothing_is_written(built, tmp_path):
    asked = ["report", "27-2011", "--notebook", "places", "--set", "reference_year=2018"]
    ended = CliRunner().invoke(app, [*asked, "--out", str(tmp_path / "pages")])
    assert ended.exit_code == 1
    assert "Open" not in ended.output
    assert not (tmp_path / "pages").exists()


def test_a_file_holds_one_report(tmp_path):
    asked = ["report", "27-2011", "--notebook", "places", "--notebook", "outlook"]
    ended = CliRunner().invoke(app, [*asked, "--out", str(tmp_path / "a.html")])
    assert ended.exit_code == 2
    assert "a file holds one report" in ended.output


def test_any_parameter_can_be_set(kinds, project):
    asked = parameters_of(kinds["pay-history"], {"role": "29-1141"}, ["base_year=2018"], project)
    assert asked == {"role": "29-1141", "base_year": 2018}


@pytest.mark.parametrize(
    ("given", "assignments", "message"),
    [
        ({"role": "no such role"}, [], "It is not clear which occupation 'no such role' is"),
        ({"base_year": 2018}, [], "cannot be asked for this"),
        ({}, ["rol=x"], "no parameter 'rol'"),
        ({}, ["earlier_year=soon"], "value of another kind"),
        ({"area": "Atlantis"}, [], "no estimates for such an area"),
        ({"peers": ["no such role"]}, [], "It is not clear which occupation"),
    ],
)
def test_what_cannot_be_asked_is_told(kinds, project, given, assignments, message):
    with pytest.raises(LaborError, match=message):
        parameters_of(kinds["compare-roles"], given, assignments, project)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--all", "--roles", "x"],
        ["--all", "--role", "x"],
        ["--areas", "CA"],
        ["--all", "--areas", "CA", "--area", "NY"],
        ["x", "--role", "y"],
    ],
)
def test_options_that_contradict_each_other_are_refused(arguments):
    assert CliRunner().invoke(app, ["report", *arguments]).exit_code == 2


def test_all_are_the_detailed_occupations_with_pay(batch, built):
    jobs, refused = batch(None, peers=[]).jobs()  # to choose similar roles of all takes minutes
    wages = built["wages"]
    rows = wages[
        (wages["reference_year"] == 2025)
        & (wages["area_code"] == "99")
        & (wages["occupation_level"] == "detailed")
    ]
    assert not refused
    assert {job.code for job in jobs} == set(rows["occupation_code"])
    assert len({job.page for job in jobs}) == len(jobs)
    by_code = {job.code: job for job in jobs}
    assert by_code["29-2072"].title == "Medical Records Specialists"
    assert by_code["29-2072"].group == "Healthcare Practitioners and Technical Occupations"
    assert by_code["29-2072"].parameters["reference_year"] == 2025
    assert all(job.occupations == (job.code,) for job in jobs)


def test_roles_and_areas_and_notebooks_are_crossed(batch, tmp_path):
    roles = ["surgeons", "information clerks", "no such role"]
    jobs, refused = batch(roles, ["CA", "New York"], ("compare-roles", "pay-history")).jobs()
    assert len(jobs) == 8
    assert len(refused) == 4
    pages = {job.page.relative_to(tmp_path).as_posix(): job for job in jobs}
    assert pages["compare-roles/new-york/surgeons.html"].parameters["area"] == "36"
    assert pages["pay-history/ca/surgeons.html"].label == "pay history, CA"
    clerks = pages["pay-history/ca/information-clerks.html"]
    assert (clerks.code, clerks.occupations) == ("", ())


def test_similar_roles_are_left_out_where_the_handbook_lists_none(batch):
    jobs, _ = batch(["29-2052", "11-1011"], peers=["similar"]).jobs()
    assert [job.parameters["peers"] for job in jobs] == [["similar"], []]


def test_an_unknown_area_stops_a_batch_before_it_begins(batch):
    with pytest.raises(LaborError, match="no estimates for such an area"):
        batch(["surgeons"], ["Atlantis"]).jobs()


def test_a_list_of_roles_has_a_role_on_each_line(tmp_path, monkeypatch):
    text = "\ufeff29-2072\n\n# nurses\nregistered nurses # one\n29-2072\n"
    (tmp_path / "roles.txt").write_text(text, encoding="utf-8")
    assert read_roles(str(tmp_path / "roles.txt")) == ["29-2072", "registered nurses"]
    (tmp_path / "none.txt").write_text("# nothing\n")
    with pytest.raises(ReportError, match="names no role"):
        read_roles(str(tmp_path / "none.txt"))
    with pytest.raises(ReportError, match="cannot be read"):
        read_roles(str(tmp_path / "missing.txt"))


def test_the_page_of_all_occupations_is_made_alone_and_only_over_its_own(
    project, tmp_path, explorer, monkeypatch
):
    monkeypatch.setattr("labor.answers.explorer.data.explorer_data", lambda root: explorer)
    run = CliRunner().invoke
    asked = ["report", "--explorer", "--out", str(tmp_path), "--root", str(project)]
    done = run(app, asked)
    assert done.exit_code == 0, done.output
    assert [path.name for path in tmp_path.glob("*.html")] == ["explorer.html"]
    both = run(app, [*asked, "29-2072"])
    assert both.exit_code == 2
    assert "takes no others" in both.output
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "explorer.html").write_text("mine", encoding="utf-8")
    refused = run(app, ["report", "--explorer", "--out", str(tmp_path / "mine")])
    assert refused.exit_code != 0
    assert (tmp_path / "mine" / "explorer.html").read_text(encoding="utf-8") == "mine"


def a_page(path, **parameters):
    """The head of a report of a role, as far as lists of reports read it."""
    record = {"role": "medical records technician", "area": "99", **parameters}
    values = {
        "generator": "labor 1.0", "labor:notebook": "overview.ipynb",
        "labor:parameters": json.dumps(record), "labor:files": "{}",
    }  # fmt: skip
    metas = "".join(f'<meta name="{n}" content="{escape(v)}">' for n, v in values.items())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"<html><head><title>x</title>{metas}<style></style></head></html>", "utf-8")


def test_the_page_of_all_occupations_leads_to_the_reports_beside_it(project, tmp_path):
    a_page(tmp_path / "overview.html")
    a_page(tmp_path / "outlook.html")
    a_page(tmp_path / "texas.html", role="29-2072", area="48")
    a_page(tmp_path / "group.html", role="information clerks")
    a_page(tmp_path / "aides.html", role="31-1120")
    texts = dict.fromkeys(("title", "code", "group", "inputs", "sha256"), "")
    pages = {
        "overview/ca/29-1141.html": {"occupations": ["29-1141"], "area": "06", "label": "CA"},
        "overview/us/29-1141.html": {"occupations": ["29-1141"], "area": "99", "label": ""},
        "overview/us/surgeons.html": {"occupations": [], "area": "99", "label": ""},
        "overview/us/gone.html": {"occupations": ["29-1141"], "area": "99", "label": ""},
        "../../etc/passwd.html": {"occupations": ["29-1141"], "area": "99", "label": ""},
    }
    lines = [json.dumps({"page": name, **texts, **known}) + "\n" for name, known in pages.items()]
    for name in [*pages][:3]:
        path = tmp_path / "atlas" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("no head is read", "utf-8")
    (tmp_path / "atlas" / "manifest.jsonl").write_text("".join(lines), "utf-8")
    (tmp_path / "explorer.html").write_text(
        '<main class="explorer"><b id="data"></b>\n</main>', "utf-8"
    )
    link_explorer(project, tmp_path)
    page = (tmp_path / "explorer.html").read_text("utf-8")
    assert json.loads(re.search(r'id="reports">(.*)</script>', page)[1]) == {
        "29-1141": [
            ["Overview", "atlas/overview/us/29-1141.html"],
            ["CA", "atlas/overview/ca/29-1141.html"],
        ],
        "29-2072": [["x", "overview.html"], ["x", "outlook.html"], ["x", "texas.html"]],
        "29-9021": [["x", "overview.html"], ["x", "outlook.html"]],
        "31-1120": [["x", "aides.html"]],
    }  # fmt: skip
    link_explorer(project, tmp_path)
    assert (tmp_path / "explorer.html").read_text("utf-8") == page


def test_the_page_of_all_occupations_is_the_search_of_an_atlas(batch, tmp_path, monkeypatch):
    def made(jobs, **options):
        for job in jobs:
            job.page.parent.mkdir(parents=True, exist_ok=True)
            job.page.write_text("no head is read", "utf-8")
            yield Result(job, "sha256")

    def explorer(root, folder):
        page = '<main class="explorer"><b id="data"></b>\n</main>'
        (folder / "explorer.html").write_text(page, "utf-8")

    monkeypatch.setattr(batches, "make_reports", made)
    monkeypatch.setattr(batches, "make_explorer", explorer)
    monkeypatch.setattr(batches, "_all_roles", lambda given, root: ["29-2072", "31-9092"])
    page, failed = batches.make_batch(batch(None, peers=[]), 1)
    assert (page, failed) == (tmp_path / "explorer.html", False)
    assert json.loads(re.search(r'id="reports">(.*)</script>', page.read_text("utf-8"))[1]) == {
        code: [["Compare roles", f"compare-roles/{code}.html"]] for code in ("29-2072", "31-9092")
    }
    assert '<a href="explorer.html">All occupations' in (tmp_path / "index.html").read_text("utf-8")


def test_a_page_of_a_person_is_not_linked(project, tmp_path):
    (tmp_path / "explorer.html").write_text("mine", encoding="utf-8")
    link_explorer(project, tmp_path)
    assert (tmp_path / "explorer.html").read_text(encoding="utf-8") == "mine"
