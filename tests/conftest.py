"""What the tests share: the publishers' files, where they are, and the built tables."""

import gc
import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from pathlib import Path

import pandas as pd
import pytest
from filelock import FileLock
from hypothesis import settings
from reliability import Matrix

# The same examples each time, and no clock: a busy machine is no reason to fail.
settings.register_profile("labor", deadline=None, derandomize=True)
settings.load_profile("labor")

# Tests keep most of what they make; looking for garbage so often takes a twentieth of the time.
gc.set_threshold(200_000)

ROOT = Path(__file__).resolve().parents[1]
PUBLISHERS = ROOT.parent / "shared" / "data"

#: Files that take longest: they begin, so that at the end no process is left alone with one.
LONGEST = (
    "report/test_default_pages_in_browser.py", "answers/test_claims.py", "docs/test_site.py",
    "tables/test_fetch_rebuild.py", "report/test_explorer_in_browser.py",
    "answers/test_english.py", "occupations/test_find.py", "tables/test_changes.py",
    "report/test_batch_pages.py", "answers/test_figure_properties.py",
    "tables/test_cluster_build.py", "publishers/oews/test_oews_publishers.py",
    "report/test_cluster.py", "report/test_printed_pages_in_browser.py",
    "tables/test_build_kills.py", "docs/test_pages_run.py", "sources/test_faults.py",
    "notebooks/test_compare_roles.py", "report/test_batch_stops.py",
    "answers/test_ladder_expectations.py", "sources/test_kills.py", "sources/test_add.py",
    "tables/test_arranged_titles.py", "tables/test_gates.py", "tables/test_mutants.py",
)  # fmt: skip
#: Files that put many texts or the publishers' own files through lines that other tests reach,
#: too: the share of lines that is reached is measured without them, in two thirds of the time.
NOT_MEASURED = (
    "answers/test_english.py", "answers/test_figure_properties.py",
    "answers/test_ladder_expectations.py", "answers/test_statements.py",
    "occupations/test_find.py", "publishers/oews/test_oews_publishers.py",
    "tables/test_changes.py", "tables/test_fetch_rebuild.py", "tables/test_mutants.py",
)  # fmt: skip


def pytest_collection_modifyitems(items):
    """Run the longest files first."""
    rank = {ROOT / "tests" / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: rank.get(item.path, len(rank)))


@contextmanager
def _unmeasured(config) -> Iterator[None]:
    measured = getattr(config.pluginmanager.getplugin("_cov"), "cov_controller", None)
    if measured is None:
        yield
        return
    measured.pause()
    try:
        yield
    finally:
        measured.resume()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item):
    """Measure no coverage in some files."""
    is_measured = item.path.relative_to(ROOT / "tests").as_posix() not in NOT_MEASURED
    with nullcontext() if is_measured else _unmeasured(item.config):
        return (yield)


@pytest.fixture(scope="session")
def unmeasured(pytestconfig) -> Callable[[], AbstractContextManager[None]]:
    """Measures no coverage of a block that puts many texts through lines other tests reach."""
    return partial(_unmeasured, pytestconfig)


@pytest.fixture(scope="session")
def publishers() -> Path:
    """Folder of the publishers' own files; a clone has only the committed snapshot."""
    if not PUBLISHERS.is_dir():
        pytest.skip("the publishers' own files are not on this machine (only the snapshot is)")
    return PUBLISHERS


@pytest.fixture(scope="session")
def new_publishers(publishers) -> Path:
    """Folder of the publishers' files of which the snapshot holds little or nothing."""
    return publishers.parent / "new-data"


@pytest.fixture(scope="session")
def project() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def made_once(tmp_path_factory) -> Callable[[str, Callable[[Path], object]], Path]:
    """Makes a file or folder of that name once for all workers, and says where it is."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent

    def make_once(name, make):
        done = shared / f"{name}.done"
        with FileLock(shared / f"{name}.lock"):
            if not done.exists():
                make(shared / name)
                done.touch()
        return shared / name

    return make_once


@pytest.fixture(scope="session")
def explorer(project, made_once) -> dict:
    """The data of the explorer page."""
    from labor.answers.explorer.data import explorer_data

    made = made_once(
        "explorer", lambda path: path.write_bytes(pickle.dumps(explorer_data(project)))
    )
    return pickle.loads(made.read_bytes())


@pytest.fixture(scope="session")
def built() -> dict[str, pd.DataFrame]:
    """The published tables, as `make data` built them from the committed snapshot."""
    from labor.schema.tables import TABLES
    from labor.tables.files import is_built
    from labor.tables.load import load

    folder = ROOT / "data" / "processed"
    names = [name for name in TABLES if is_built(folder, name)]
    assert names, "`make test` builds the tables first; with pytest alone, run `labor build`"
    return {name: load(name, folder) for name in names}


@pytest.fixture(scope="session")
def matrix() -> Iterator[Matrix]:
    """Counts how faults end; written where LABOR_RELIABILITY says, for the documentation."""
    counted = Matrix()
    yield counted
    counted.write_where_asked()
