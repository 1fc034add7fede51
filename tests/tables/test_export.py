"""Data taken along: the chosen rows and no others, described, citable, the same bytes."""

import hashlib
import json
import zipfile
from dataclasses import replace

import openpyxl
import pandas as pd
import pytest
from typer.testing import CliRunner

from labor import spreadsheets
from labor.answers.tables import resolve
from labor.cli import app
from labor.errors import SchemaError, SourceError
from labor.schema.tables import TABLES
from labor.tables import own_files
from labor.tables.data_package import attributions, sources_of
from labor.tables.export.write import Choice, export, select_tables, write_workbook
from labor.tables.load import load


@pytest.fixture(scope="module")
def processed(project):
    return project / "data" / "processed"


@pytest.fixture(scope="module")
def technician(project):
    return resolve("medical records technician", root=project)


@pytest.fixture(scope="module")
def chosen(processed, technician):
    return select_tables(processed, Choice((), ("2018", "2019", "2024", "2018-28"), (technician,)))


def test_the_panel_is_made_when_it_is_named(project, tmp_path):
    asked = ["export", "--table", "panel", "--occupation", "29-2072", "--year", "2018"]
    asked += ["--year", "2024", "--out", str(tmp_path / "p"), "--root", str(project)]
    assert CliRunner().invoke(app, asked).exit_code == 0
    rows = pd.read_csv(tmp_path / "p" / "panel.csv", dtype={"flag": str}, keep_default_na=False)
    assert rows["occupation_codes"].tolist() == ["29-2071", "29-2072"]
    package = json.loads((tmp_path / "p" / "datapackage.json").read_text(encoding="utf-8"))
    described = {resource["name"]: resource for resource in package["resources"]}
    assert set(described) == {"panel", "sources"}
    fields = described["panel"]["schema"]["fields"]
    assert [field["name"] for field in fields] == list(rows.columns)
    held = pd.read_csv(tmp_path / "p" / "sources.csv")["source_id"]
    assert set(held) == {"oews_national_2018", "oews_national_2024"}


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def copied_to(folder, sources):
    """A folder of built tables with other sources and the prices."""
    prices = pd.DataFrame(
        {
            "year": [2018],
            "month": [5],
            "cpi_u_index": [251.588],
            "cpi_u_index_status": ["published"],
            "is_one_copy": False,
            "source_id": [sources["source_id"].iloc[0]],
        }
    )
    TABLES["prices"].conform(prices).to_parquet(folder / "prices.parquet")
    TABLES["sources"].conform(sources).to_parquet(folder / "sources.parquet")
    return folder


# What is chosen


def test_a_role_takes_its_codes_in_every_list(chosen):
    wages = chosen["wages"]
    codes = wages.groupby("reference_year")["occupation_code"].unique().map(sorted).to_dict()
    assert codes == {2018: ["29-2071"], 2019: ["29-2098"], 2024: ["29-2072", "29-9021"]}
    median = wages.query(
        "reference_year == 2018 and statistic == 'median' and area_code == '99'"
    ).iloc[0]
    assert median["annual_wage_usd"] == 40350  # Occupational Outlook Handbook 2018-28
    assert set(chosen["projections"]["projection_vintage"]) == {"2018-28"}


def test_every_table_of_the_role_holds_only_the_role(chosen, technician):
    for name, version in (("employment", "soc_version"), ("projections", "soc_version")):
        frame = chosen[name]
        for row in frame[[version, "occupation_code"]].drop_duplicates().itertuples(index=False):
            assert row[1] in technician.codes[row[0]]
    steps = chosen["soc_lineage"]
    codes = {code for own in technician.codes.values() for code in own}
    assert (steps["from_code"].str[:7].isin(codes) | steps["to_code"].str[:7].isin(codes)).all()


def test_a_part_of_a_profile_takes_the_whole_profile(processed, project):
    # Information clerks are one Handbook profile of several occupations, court clerks among them.
    clerks = resolve("43-4031", root=project)
    tables = select_tables(processed, Choice(("profiles", "similar_occupations"), (), (clerks,)))
    assert tables["profiles"]["profile_id"].tolist() == ["information-clerks"]
    assert set(tables["similar_occupations"]["profile_id"]) == {"information-clerks"}


def test_tables_without_occupations_stay_whole_and_years_filter_them(chosen):
    assert sorted(chosen["prices"]["year"].unique()) == [2018, 2019, 2024]
    assert len(chosen["prices"]) == 36


def test_sources_are_those_of_the_rows_taken_along(chosen):
    used = {
        source
        for name, frame in chosen.items()
        if name != "sources"
        for column in frame
        if column.endswith("source_id")
        for source in frame[column].dropna()
    }
    assert set(chosen["sources"]["source_id"]) == used
    assert "oews_national_2012" not in used


def test_without_a_choice_everything_is_taken(processed, built):
    tables = select_tables(processed, Choice(("prices", "profiles")))
    for name in ("prices", "profiles"):
        pd.testing.assert_frame_equal(tables[name], built[name])
    assert set(select_tables(processed, Choice())) == set(built)


@pytest.mark.parametrize(
    ("choice", "error", "says"),
    [
        (Choice(("wage",)), SchemaError, r"(?s)no such table.*wages"),
        (Choice(("wages",), ("1066",)), SourceError, r"(?s)no such year.*2018.*1066"),
        (Choice(("wages",), ("2018-28",)), SourceError, "no such year or release"),
        (Choice(("projections",), ("2018-29",)), SourceError, r"(?s)2018-28.*got: 2018-29"),
    ],
)
def test_a_choice_of_nothing_says_what_there_is(processed, choice, error, says):
    with pytest.raises(error, match=says):
        select_tables(processed, choice)


def test_a_choice_without_rows_is_refused(processed, technician):
    only_new = replace(technician, codes={"soc_2018": ("29-2072",)}, label="specialists")
    with pytest.raises(SourceError, match=r"(?s)Nothing is left.*rows for 2012 and specialists"):
        select_tables(processed, Choice(("wages",), ("2012",), (only_new,)))


# Files


def test_csv_comes_with_its_description(processed, technician, tmp_path):
    choice = Choice(("wages", "employment"), ("2018",), (technician,))
    written = export(processed, tmp_path / "out", choice)
    names = {path.name for path in written}
    assert names == {
        "README.txt", "wages.csv", "employment.csv", "sources.csv", "datapackage.json",
    }  # fmt: skip
    assert names == {path.name for path in (tmp_path / "out").iterdir()} - {own_files.NAME}
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text())
    wages = next(r for r in package["resources"] if r["name"] == "wages")
    assert wages["hash"] == f"sha256:{digest(tmp_path / 'out' / 'wages.csv')}"
    assert [source["title"] for source in wages["sources"]] == [
        "Occupational employment and wages in schools and hospitals by ownership, United States, "
        "May 2018",
        "Occupational employment and wages, United States, May 2018",
    ]


def test_parquet_keeps_the_dtypes(processed, technician, tmp_path):
    choice = Choice(("wages",), ("2018",), (technician,))
    export(processed, tmp_path, choice, "parquet")
    expected = select_tables(processed, choice)
    for name, frame in expected.items():
        pd.testing.assert_frame_equal(load(name, tmp_path), frame)
    assert not (tmp_path / "datapackage.json").exists()


@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx"])
def test_an_archive_has_the_same_bytes_each_time(processed, technician, tmp_path, form):
    choice = Choice(("projections", "occupations"), (), (technician,))
    for name in ("a.zip", "b.zip"):
        assert export(processed, tmp_path / name, choice, form) == [tmp_path / name]
    assert digest(tmp_path / "a.zip") == digest(tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.testzip() is None
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert "README.txt" in archive.namelist()


def test_an_archive_that_cannot_be_finished_leaves_the_old_one(
    processed, technician, tmp_path, monkeypatch
):
    out = tmp_path / "data.zip"
    out.write_bytes(b"old")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("labor.tables.export.write._pack", full)
    with pytest.raises(SourceError, match="No space left on device"):
        export(processed, out, Choice(("projections",), (), (technician,)), force=True)
    assert out.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["data.zip"]


@pytest.mark.parametrize(("out", "form"), [("pay.xlsx", "xlsx"), ("out", "ods"), ("a.csv", "csv")])
def test_a_form_that_is_not_written_is_refused(processed, tmp_path, out, form):
    with pytest.raises(SourceError, match=r"csv, parquet, xlsx, and a folder or a file .* \.zip"):
        export(processed, tmp_path / out, Choice(("prices",)), form)
    assert list(tmp_path.iterdir()) == []


# Workbooks


def test_a_workbook_holds_the_same_cells_and_codes_stay_text(processed, technician, tmp_path):
    choice = Choice(("wages", "projection_wages"), ("2018", "2018-28"), (technician,))
    export(processed, tmp_path, choice, "xlsx")
    tables = select_tables(processed, choice)
    book = openpyxl.load_workbook(tmp_path / "labor.xlsx")
    assert book.sheetnames == ["README", *tables, "columns"]
    for name, frame in tables.items():
        heading, *rows = book[name].iter_rows(values_only=True)
        assert list(heading) == list(frame.columns)
        expected = frame.astype(object).where(frame.notna(), None).to_numpy().tolist()
        assert [list(row) for row in rows] == expected
    row = next(book["wages"].iter_rows(min_row=2, values_only=True))
    area = row[list(tables["wages"].columns).index("area_code")]
    assert (area, type(area)) == ("99", str)
    cell = book["wages"].cell(2, list(tables["wages"].columns).index("area_code") + 1)
    assert (cell.data_type, cell.number_format) == ("s", "@")


def test_text_that_looks_like_a_formula_stays_text(tmp_path):
    sources = pd.DataFrame({name: ["x"] for name in TABLES["sources"].names}).assign(
        title="=1+1", file="https://example.org", vintage="2018", rows=1
    )
    write_workbook(tmp_path / "a.xlsx", {"sources": sources}, "line")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["sources"]
    cells = dict(zip(*sheet.iter_rows(values_only=True), strict=True))
    assert (cells["title"], cells["file"], cells["vintage"]) == (
        "=1+1",
        "https://example.org",
        "2018",
    )
    assert {cell.data_type for cell in sheet[2]} == {"s", "n"}


def test_no_clock_stands_in_a_workbook(processed, tmp_path):
    export(processed, tmp_path, Choice(("profiles",)), "xlsx")
    with zipfile.ZipFile(tmp_path / "labor.xlsx") as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
        core = archive.read("docProps/core.xml").decode()
    assert core.count("1980-01-01T00:00:00Z") == 2


def test_more_rows_than_excel_holds_are_refused(processed, tmp_path, monkeypatch):
    monkeypatch.setattr(spreadsheets, "MAX_ROWS", 1000)
    with pytest.raises(SourceError, match=r"(?s)prices has more rows.*at most 999 rows.*1,364"):
        export(processed, tmp_path / "out", Choice(("prices",)), "xlsx")
    assert not (tmp_path / "out").exists()
    export(processed, tmp_path / "out", Choice(("prices",), ("2018",)), "xlsx")


def test_longer_texts_than_excel_holds_are_refused(tmp_path):
    sources = pd.DataFrame({name: ["x"] for name in TABLES["sources"].names}, dtype="str")
    with pytest.raises(SourceError, match=r"(?s)column title.*40,000 characters"):
        write_workbook(tmp_path / "a.xlsx", {"sources": sources.assign(title="x" * 40_000)}, "")
    assert list(tmp_path.iterdir()) == []


# README


def test_readme_says_what_is_inside_and_what_the_codes_are(processed, technician, tmp_path):
    export(processed, tmp_path, Choice(("wages",), ("2018", "2019"), (technician,)))
    text = " ".join((tmp_path / "README.txt").read_text(encoding="utf-8").split())
    for part in (
        "wages.csv: ",
        "Years and releases: 2018, 2019",
        'asked for as "medical records technician"',
        "29-2098 in oews_hybrid_2019: a part of its jobs and other jobs",
        "29-2072, 29-9021 in soc_2018",
        "top_coded: The agency printed only that the wage is at least the number beside it",
        "oews_national_2018: U.S. Bureau of Labor Statistics: Occupational employment and wages",
        "Public domain (U.S. government work): https://www.bls.gov/opub/copyright-information.htm",
        "annual_wage_usd: Wage per year",
    ):
        assert part in text
    assert "CC BY" not in text


def test_the_licence_of_onet_is_kept_wherever_its_rows_are(processed, tmp_path):
    # O*NET's crosswalk is CC BY 4.0: its rows may go along only with the words it asks for.
    export(processed, tmp_path, Choice(("soc_lineage",)))
    text = " ".join((tmp_path / "README.txt").read_text(encoding="utf-8").split())
    assert "used under the CC BY 4.0 license (https://creativecommons.org/licenses/by/4.0/)" in text
    package = json.loads((tmp_path / "datapackage.json").read_text())
    assert "CC BY 4.0 license" in package["description"]
    assert {licence["title"] for licence in package["licenses"]} == {
        "CC BY 4.0",
        "Public domain (U.S. government work)",
    }


def test_rows_of_the_onet_database_carry_its_release_and_attribution(built, tmp_path):
    row = built["sources"].iloc[[0]].assign(
        source_id="onet_29_3_tasks", kind="onet.task_statements", vintage="29.3",
        licence="CC BY 4.0", licence_url="https://creativecommons.org/licenses/by/4.0/",
    )  # fmt: skip
    assert attributions(row)[0].startswith("Includes information from the O*NET 29.3 Database by")
    folder = copied_to(tmp_path, row)
    export(folder, tmp_path / "out", Choice())
    text = " ".join((tmp_path / "out" / "README.txt").read_text(encoding="utf-8").split())
    assert attributions(row)[0] in text
    is_free = ~built["sources"]["licence"].str.startswith("CC BY")
    assert attributions(built["sources"][is_free]) == []


def test_sources_of_a_table_are_those_it_names(built):
    own = sources_of(built["prices"], built["sources"])
    assert own["source_id"].tolist() == ["cpi_u"]


# The command


def test_the_command_takes_words_for_occupations(project, tmp_path):
    run = CliRunner().invoke(
        app,
        [
            "export", "--out", str(tmp_path / "pay.zip"), "--table", "wages", "--year", "2024",
            "--occupation", "pharmacy technicians", "--occupation", "31-9092",
            "--format", "parquet", "--root", str(project),
        ],
    )  # fmt: skip
    assert run.exit_code == 0, run.output
    with zipfile.ZipFile(tmp_path / "pay.zip") as archive:
        archive.extract("wages.parquet", tmp_path)
    wages = load("wages", tmp_path)
    assert set(wages["occupation_code"]) == {"29-2052", "31-9092"}
    assert set(wages["reference_year"]) == {2024}
    assert f"{len(wages):,} rows" in run.output


def test_only_the_rows_of_the_chosen_areas_are_taken(tmp_path, processed, technician):
    choice = Choice(("wages", "employment", "projections"), ("2024",), (technician,), ("06", "99"))
    tables = select_tables(processed, choice)
    assert set(tables["wages"]["area_code"]) == {"06", "99"}
    assert set(tables["employment"]["area_code"]) == {"06", "99"}
    export(processed, tmp_path / "out", choice)
    assert "Areas: 06, 99" in (tmp_path / "out" / "README.txt").read_text()


def test_the_command_takes_areas_by_name(tmp_path, project):
    asked = ["export", "--table", "employment", "--year", "2024", "--area", "Washington DC"]
    asked += ["--out", str(tmp_path / "out"), "--root", str(project)]
    result = CliRunner().invoke(app, asked)
    assert "“Washington DC” is taken as District of Columbia (11)." in result.output
    frame = pd.read_csv(tmp_path / "out" / "employment.csv", dtype="str")
    assert set(frame["area_code"]) == {"11"}


def test_no_text_of_a_csv_is_a_formula(tmp_path, built):
    titles = ["=HYPERLINK(1)", "+1", "-1", "@Road GeoManager", "\tx", "Clerks", "a=b", None]
    frame = pd.DataFrame({"title": pd.array(titles, dtype="str"), "number": [-1.0] * len(titles)})
    made = spreadsheets.harmless(frame)
    assert made["title"].tolist()[:5] == ["'" + text for text in titles[:5]]
    assert made["title"].tolist()[5:7] == ["Clerks", "a=b"]
    assert made["number"].equals(frame["number"])
    assert frame["title"].tolist()[0] == "=HYPERLINK(1)"


def test_the_readme_of_a_csv_tells_of_codes_that_excel_takes_for_dates(processed, tmp_path):
    for form, says in (("csv", True), ("xlsx", False)):
        export(processed, tmp_path / form, Choice(("projections",), ("2024-34",)), form)
        text = " ".join((tmp_path / form / "README.txt").read_text().split())
        assert ("such as 11-9111, for a date" in text) is says
        assert ("has an apostrophe in front of it" in text) is says
