"""New content is kept at once, and enters the tables only after somebody saw what it changes."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pandas as pd
import pytest
from building import all_sources, small_project

from labor.cli import main
from labor.cli.diff import error_test
from labor.errors import SourceError
from labor.sources.catalogue import load_catalogue
from labor.tables.acceptance import preview, row_changes, waiting
from labor.tables.inputs import chosen
from labor.tables.snapshot import read_source

CATALOGUE = load_catalogue()


@pytest.fixture(scope="module")
def next_year(project, tmp_path_factory):
    """The national workbook of May 2025 as that of May 2026, with one mean raised."""
    table = read_source(project / "data/raw/snapshot/oews_national_2025.toml").table
    frame = pd.DataFrame(table.rows, columns=table.columns, dtype="str")
    assert (frame["OCC_CODE"] == "29-2072").sum() == 1
    frame.loc[frame["OCC_CODE"] == "29-2072", ["H_MEAN", "A_MEAN"]] = ["48.07", "99990"]
    path = tmp_path_factory.mktemp("downloads") / "national_M2026_dl.xlsx"
    frame.to_excel(path, index=False, sheet_name="national_M2026_dl", engine="xlsxwriter")
    return path


@pytest.fixture
def root(project, built, tmp_path):
    """A project of its own, with the last release and the built tables of this one."""
    small_project(project, tmp_path, "cpi_u", "oews_national_2025", "oews_flat_2025")
    return tmp_path


def run(root, *arguments):
    with pytest.raises(SystemExit) as ended:
        main([*arguments, "--root", str(root)])
    return ended.value.code or 0


def ids(root):
    return {source.id for source in all_sources(root)}


def test_a_new_release_waits_until_it_is_accepted(root, next_year, capsys):
    assert run(root, "add", str(next_year)) == 0
    assert "Not seen before: oews_national_2026. `labor accept" in capsys.readouterr().out
    assert "oews_national_2026" not in ids(root)

    assert run(root, "accept") == 1
    shown = capsys.readouterr()
    assert "oews 2025 -> national_M2026_dl.xlsx" in shown.out
    assert "29-2072" in shown.out
    assert "labor accept oews_national_2026 --yes" in shown.err
    assert "oews_national_2026" not in ids(root)

    assert run(root, "accept", "oews_national_2026", "--yes", "--json") == 0
    (told,) = json.loads(capsys.readouterr().out)["files"]
    assert told["is_accepted"]
    assert "oews_national_2026" in ids(root)
    assert waiting(root, (), CATALOGUE) == []


def test_what_a_release_changes_is_told_in_rows(root, next_year):
    run(root, "add", str(next_year))
    (stored,) = waiting(root, (), CATALOGUE)
    rows = preview(stored, root, error_test()).rows.set_index("table")
    assert rows.loc["wages", ["changed", "equal", "gone"]].tolist() == [0, 0, 0]
    assert rows.loc["wages", "new"] == 6 * rows.loc["employment", "new"]


def test_rows_are_told_apart_by_their_key(project, built):
    prices = built["prices"]
    mine = prices.iloc[1:].assign(source_id="cpi_u")
    mine.loc[mine.index[0], "cpi_u_index"] += 1
    later = mine.iloc[[-1]].assign(year=2099)
    mine = pd.concat([mine, later], ignore_index=True)
    (row,) = row_changes({"prices": mine}, project / "data" / "processed", "cpi_u").to_dict(
        "records"
    )
    assert row == {
        "table": "prices", "new": 1, "changed": 1, "equal": len(prices) - 2, "gone": 1,
    }  # fmt: skip


def test_a_table_that_does_not_wait_is_named(root, next_year):
    run(root, "add", str(next_year))
    with pytest.raises(SourceError, match=r"(?s)No file of this table.*oews_national_2026"):
        waiting(root, ("oews_national_1066",), CATALOGUE)


def test_a_whole_release_of_onet_goes_before_its_single_tables():
    names = (
        *("onet_30_1_database_text.job_zones", "onet_30_1_job_zones", "onet_30_1_skills"),
        *("onet_30_2_database.job_zones", "onet_30_2_database_text.job_zones"),
    )
    kept = [table.id for table in chosen([[SimpleNamespace(id=name)] for name in names])]
    assert kept == [
        "onet_30_1_database_text.job_zones",
        "onet_30_1_skills",
        "onet_30_2_database.job_zones",
    ]


def test_accept_clears_what_a_killed_run_left(tmp_path):
    box = tmp_path / "data" / "raw" / "cpi" / ".incoming-killed"
    box.mkdir(parents=True)
    (tmp_path / "notebooks").mkdir()
    with pytest.raises(SystemExit) as end:
        main(["accept", "--root", str(tmp_path)])
    assert not end.value.code
    assert not box.exists()
