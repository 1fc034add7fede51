"""A batch makes what is missing or was made from something else, and nothing else."""

import hashlib
import shutil
from dataclasses import replace

import pytest

from labor.errors import ReportError
from labor.report.batch import FAILURES, make_all
from labor.report.jobs import Job, Result
from labor.report.manifest import NAME, open_manifest


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "n.ipynb").write_text("a notebook")
    (tmp_path / "wages.parquet").write_text("figures")
    return tmp_path


@pytest.fixture
def jobs(folder) -> list[Job]:
    out = folder / "out"
    notebook = folder / "n.ipynb"
    return [Job(notebook, {"role": r}, out / f"{r}.html", r, code=r) for r in ("a", "b", "c")]


@pytest.fixture
def run(folder):
    """Run a batch with an executor that writes a line per page; say which it was asked for."""

    def run_batch(jobs, failing=(), refused=()):
        asked = []

        def executor(todo):
            for job in todo:
                asked.append(job.title)
                if job.title in failing:
                    yield Result(job, problem="It failed\n  got: x")
                    continue
                job.page.parent.mkdir(exist_ok=True)
                job.page.write_text(job.title)
                yield Result(job, hashlib.sha256(job.title.encode()).hexdigest())

        outcome = make_all(
            jobs, folder / "out", executor, data=[folder / "wages.parquet"],
            on_result=lambda *_: None, refused=refused,
        )  # fmt: skip
        return asked, outcome

    return run_batch


def test_what_is_done_is_kept(run, jobs):
    assert run(jobs[:2])[0] == ["a", "b"]
    asked, outcome = run(jobs)
    assert asked == ["c"]
    assert (outcome.kept, outcome.made, len(outcome.failed)) == (2, 1, 0)
    assert [entry.page for entry in outcome.pages] == ["a.html", "b.html", "c.html"]
    assert run(jobs)[0] == []


@pytest.mark.parametrize("name", ["wages.parquet", "n.ipynb"])
def test_another_file_behind_the_pages_makes_them_again(run, jobs, folder, name):
    run(jobs)
    (folder / name).write_text("other")
    assert run(jobs)[0] == ["a", "b", "c"]


def test_another_parameter_or_title_makes_the_page_again(run, jobs):
    run(jobs)
    changed = [replace(jobs[0], parameters={"role": "a", "year": 2}), replace(jobs[1], group="x")]
    assert run([*changed, jobs[2]])[0] == ["a", "b"]


def test_another_place_of_the_project_makes_nothing_again(run, jobs, folder, tmp_path_factory):
    run(jobs)
    moved = tmp_path_factory.mktemp("moved") / "out"
    shutil.copytree(folder / "out", moved)
    with open_manifest(moved) as manifest:
        assert len(manifest.entries) == 3


def test_a_page_that_was_lost_or_damaged_is_made_again(run, jobs):
    run(jobs)
    jobs[0].page.unlink()
    jobs[1].page.write_text("damaged")
    assert run(jobs)[0] == ["a", "b"]


def test_a_record_that_was_cut_is_read_up_to_there(run, jobs, folder):
    run(jobs)
    record = folder / "out" / NAME
    record.write_text(record.read_text()[:-40])
    (folder / "out" / ".a.html.123.part").write_text("half a page")
    assert run(jobs)[0] == ["c"]
    assert not list((folder / "out").glob(".*.part"))


def test_failures_are_listed_and_tried_again(run, jobs, folder):
    unknown = Result(replace(jobs[0], title="z", page=folder / "out" / "z.html"), problem="None")
    _, outcome = run(jobs, failing={"b"}, refused=[unknown])
    assert [result.job.title for result in outcome.failed] == ["b", "z"]
    assert outcome.made == 2
    listed = (folder / "out" / FAILURES).read_text()
    assert listed == "b: It failed\n  got: x\n\nz: None\n"
    assert run(jobs)[0] == ["b"]
    assert not (folder / "out" / FAILURES).exists()


def test_two_batches_do_not_write_to_one_folder(run, jobs, folder):
    with open_manifest(folder / "out"), pytest.raises(ReportError) as refused:
        run(jobs)
    assert refused.value.what == "Another run is writing reports to this folder"
    assert "--out" in refused.value.next_step


def test_the_record_does_not_depend_on_the_order(run, jobs, folder):
    run(jobs)
    first = (folder / "out" / NAME).read_bytes()
    shutil.rmtree(folder / "out")
    run(jobs[::-1])
    run(jobs)
    assert (folder / "out" / NAME).read_bytes() == first
