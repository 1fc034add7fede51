"""Files that a person downloaded: recognised by digest or name, checked, kept or refused."""

from __future__ import annotations

import zipfile
from datetime import date

import pytest
from publisher_files import MEMBER, WEB_PAGE, archive, old_workbook, workbook
from sampling import tries

from labor.errors import SourceError
from labor.publishers.reading.files import Recognized
from labor.sources.add import add
from labor.sources.inventory import read_card

DAY = date(2027, 5, 2)


@pytest.fixture
def downloads(tmp_path):
    """Write a file as a browser would have."""

    def downloaded(name: str, data: bytes):
        path = tmp_path / "downloads" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        return path

    return downloaded


@pytest.mark.parametrize(
    "name",
    [
        "oesm26nat.zip",
        "oesm26nat (1).zip",
        "oesm26nat(12).zip",
        "OESM26NAT.ZIP",
        "Copy of oesm26nat.zip",
        "oesm26nat - Copy.zip",
        "oesm26nat copy.zip",
        "oesm26nat - Copy (2).zip",
    ],
)
def test_what_a_browser_adds_to_a_name_is_no_matter(root, downloads, old, name):
    path = downloads(name, old)
    (kept,) = add([path], root, today=DAY)
    assert (kept.id, kept.path.name, kept.outcome) == ("oews_national_2026", "oesm26nat.zip", "new")
    assert (kept.copy, kept.known) == ("unknown", False)
    assert read_card(kept.path).url == ""
    assert path.exists(), "a person's own file is copied, not moved"


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("national_M2026_dl.xlsx", "oews_national_2026"),
        ("state_M2026_dl.xlsx", "oews_state_2026"),
        ("MSA_M2026_dl.xlsx", "oews_metro_2026"),
        ("BOS_M2026_dl.xlsx", "oews_metro_2026"),
        ("natsector_M2026_dl.xlsx", "oews_sector_2026"),
        ("nat4d_M2026_owner_dl.xlsx", "oews_industry_ownership_2026"),
        ("all_data_M_2026.xlsx", "oews_all_2026"),
        ("2025-35_occupation.xlsx", "projections_2025_35_workbook"),
        ("db_30_1_Skills.xlsx", "onet_30_1_skills"),
        ("db_30_1_Job Zones.xlsx", "onet_30_1_job_zones"),
        ("soc_2018_definitions.xlsx", "soc_2018_definitions"),
    ],
)
def test_publishers_names_say_which_table_it_is(root, downloads, name, table):
    (kept,) = add([downloads(name, workbook())], root, accept_new=True)
    assert kept.id == table
    assert kept.path.name == name


def test_a_known_file_is_recognised_under_any_name(root, downloads, publishers):
    data = (publishers / "oews/national/national_M2018_dl.xlsx").read_bytes()
    (kept,) = add([downloads("figures for kim.xlsx", data)], root)
    assert (kept.id, kept.path.name) == ("oews_national_2018", "national_M2018_dl.xlsx")
    assert (kept.copy, kept.known) == ("publisher", True)


def test_known_files_can_be_added_together(root, publishers):
    """Of all that the catalogue knows and this machine has, in one go, and again."""
    files = [p for p in sorted(publishers.rglob("*")) if p.is_file() and p.name != "SOURCES.csv"]
    files = files[:: tries(3, 1)]
    first = add(files, root, today=DAY)
    assert {kept.outcome for kept in first} == {"new"}
    assert len({kept.path for kept in first}) == len(files)
    assert all(kept.known for kept in first)
    again = add(files[::10], root, today=date(2027, 6, 1))
    assert {kept.outcome for kept in again} == {"unchanged"}
    assert read_card(again[0].path).retrieved_on == "2027-05-02"


def test_the_content_decides_the_vintage_where_the_name_does_not(root, downloads):
    path = downloads("occupation.xlsx", workbook())
    (kept,) = add(
        [path], root, recognise=lambda _: Recognized("projections.occupations", "2025-35")
    )
    assert (kept.id, kept.path.name) == ("projections_2025_35_workbook", "2025-35_occupation.xlsx")


def test_a_name_without_vintage_and_nobody_to_ask(root, downloads):
    with pytest.raises(SourceError, match="cannot be told which vintage") as unclear:
        add([downloads("occupation.xlsx", workbook())], root)
    assert unclear.value.expected == "projections_VINTAGE_workbook"
    assert "--as NAME" in unclear.value.next_step


def test_the_content_decides_between_programs(root, downloads):
    path = downloads("Skills.xlsx", workbook())
    with pytest.raises(SourceError, match="cannot be told") as unclear:
        add([path], root)
    assert unclear.value.expected == "onet_VINTAGE_skills or projections_VINTAGE_skills"
    (kept,) = add([path], root, recognise=lambda _: Recognized("onet.skills", "30.1"))
    assert kept.path.name == "db_30_1_Skills.xlsx"


def test_name_and_content_must_agree(root, downloads, old):
    path = downloads("oesm26nat.zip", old)
    with pytest.raises(SourceError) as wrong:
        add([path], root, recognise=lambda _: Recognized("oews.estimates", "2025"))
    assert str(wrong.value) == (
        "Name and content of the file disagree\n"
        "  where: oesm26nat.zip\n"
        "  expected: oews_national_2026 by its name\n"
        "  got: a table of oews 2025\n"
        "  next step: Say which table it is with `labor add FILE --as NAME`."
    )
    assert not (root / "data/raw/oews").exists()


def test_a_file_nobody_knows(root, downloads):
    with pytest.raises(SourceError, match="This file is not recognised") as unknown:
        add([downloads("wages.xlsx", workbook())], root)
    for name in ("oesm25nat.zip", "occupation.xlsx", "CPIAUCNS.csv", "db_18_1.zip"):
        assert name in unknown.value.expected


def test_content_without_a_scope_does_not_name_a_table(root, downloads):
    path = downloads("wages.xlsx", workbook())
    with pytest.raises(SourceError, match="cannot be told which table this is") as unknown:
        add([path], root, recognise=lambda _: Recognized("oews.estimates", "2025"))
    assert unknown.value.got == "a table of oews 2025"


@pytest.mark.parametrize(
    ("name", "seen", "table", "kept_as"),
    [
        ("texas wages.zip", ("oews.estimates", "2026", "state"), "oews_state_2026", "oesm26st.zip"),
        ("pay.xlsx", ("oews.estimates", "2026", "sector"), "oews_sector_2026",
         "oews_sector_2026.xlsx"),
        ("o.zip", ("onet.job_zones", "30.1", "database_text"), "onet_30_1_database_text",
         "db_30_1_text.zip"),
        ("zones (2).txt", ("onet.job_zones", "30.1"), "onet_30_1_job_zones",
         "db_30_1_Job Zones.txt"),
        ("Job Zones.txt", ("onet.job_zones", "30.1"), "onet_30_1_job_zones",
         "db_30_1_Job Zones.txt"),
        ("growth.xlsx", ("projections.occupations", "2025-35"), "projections_2025_35_workbook",
         "2025-35_occupation.xlsx"),
        ("codes.xlsx", ("soc.structure_2018", "2018"), "soc_2018_structure",
         "soc_structure_2018.xlsx"),
    ],
)  # fmt: skip
def test_known_content_under_any_name_is_kept_as_the_publisher_names_it(
    root, downloads, name, seen, table, kept_as
):
    member = {"texas wages.zip": MEMBER.replace("national", "state"), "o.zip": "Job Zones.txt"}
    data = archive((member[name], workbook())) if name in member else workbook()
    if name == "o.zip":
        data = archive((member[name], b"O*NET-SOC Code\tJob Zone\n"))
    elif name.endswith(".txt"):
        data = b"O*NET-SOC Code\tJob Zone\n"
    path = downloads(name, data)
    (kept,) = add([path], root, accept_new=True, recognise=lambda _: Recognized(*seen))
    assert (kept.id, kept.path.name) == (table, kept_as)


def test_an_unpacked_folder_is_kept_as_its_archive(root, tmp_path):
    folder = tmp_path / "db_30_1_text"
    folder.mkdir()
    (folder / "Job Zones.txt").write_text("O*NET-SOC Code\tJob Zone\n")
    (folder / "Scales Reference.txt").write_text("Scale ID\tMinimum\tMaximum\n")
    kept = [add([folder], root)[0] for _ in range(2)]
    assert {one.id for one in kept} == {"onet_30_1_database_text"}
    assert [one.outcome for one in kept] == ["new", "unchanged"]
    with zipfile.ZipFile(kept[0].path) as made:
        assert made.namelist() == [
            "db_30_1_text/Job Zones.txt", "db_30_1_text/Scales Reference.txt",
        ]  # fmt: skip


def test_the_caller_can_say_which_table_it_is(root, downloads):
    path = downloads("wages.xlsx", workbook())
    (kept,) = add([path], root, card_id="oews_state_2026")
    assert (kept.id, kept.path.name) == ("oews_state_2026", "wages.xlsx")


def test_what_the_caller_says_must_agree_with_the_content(root, downloads):
    path = downloads("wages.xlsx", workbook())
    with pytest.raises(SourceError, match="another table than was asked for"):
        add(
            [path],
            root,
            card_id="oews_state_2026",
            recognise=lambda _: Recognized("onet.skills", "30.1"),
        )


def test_a_known_file_given_out_as_another_table(root, downloads, publishers):
    data = (publishers / "oews/national/zip/oesm18nat.zip").read_bytes()
    path = downloads("oesm18nat.zip", data)
    with pytest.raises(SourceError, match="does not hold the table that belongs in it"):
        add([path], root, card_id="oews_state_2018")


def test_a_table_edited_by_a_person_is_not_the_publishers(root, downloads, publishers):
    """Opened and saved again: the name is right, the bytes are not the known ones."""
    path = downloads("national_M2024_dl.xlsx", workbook())
    with pytest.raises(SourceError, match="the one that the catalogue knows") as changed:
        add([path], root)
    assert changed.value.where == "national_M2024_dl.xlsx"
    inside = downloads("oesm24nat.zip", archive(("oesm24nat/national_M2024_dl.xlsx", workbook())))
    with pytest.raises(SourceError) as changed:
        add([inside], root)
    assert changed.value.where == "oesm24nat.zip!national_M2024_dl.xlsx"


def test_a_file_that_was_put_there_by_hand_gets_its_card(root, old):
    folder = root / "data/raw/oews"
    folder.mkdir(parents=True)
    (folder / "oesm26nat.zip").write_bytes(old)
    (kept,) = add([folder / "oesm26nat.zip"], root, today=DAY)
    assert (kept.outcome, kept.old) == ("new", None)
    assert read_card(kept.path).sha256 == kept.sha256
    assert sorted(p.name for p in folder.iterdir()) == [
        "oesm26nat.zip",
        "oesm26nat.zip.card.toml",
    ]


def test_a_file_that_was_put_there_by_hand_is_not_overwritten(root, downloads, old, new):
    folder = root / "data/raw/oews"
    folder.mkdir(parents=True)
    (folder / "oesm26nat.zip").write_bytes(old)
    path = downloads("oesm26nat.zip", new)
    with pytest.raises(SourceError, match="differs from the one that is held"):
        add([path], root)
    (kept,) = add([path], root, accept_new=True)
    assert kept.old.name.startswith("undated_")
    assert kept.old.read_bytes() == old


def test_a_web_page_saved_under_the_tables_name(root, downloads):
    with pytest.raises(SourceError, match="not what its name says") as page:
        add([downloads("oesm26nat.zip", WEB_PAGE)], root)
    assert "a web page" in page.value.got


def test_a_file_that_is_not_there(root, tmp_path):
    with pytest.raises(SourceError, match="There is no such file"):
        add([tmp_path / "oesm26nat.zip"], root)


def test_files_before_a_bad_one_are_kept(root, downloads, old):
    good, bad = downloads("oesm26nat.zip", old), downloads("notes.docx", b"text")
    with pytest.raises(SourceError, match="no kind of file"):
        add([good, bad], root)
    assert (root / "data/raw/oews/oesm26nat.zip").exists()


def test_old_workbooks_are_taken(root, downloads):
    (kept,) = add([downloads("national_M2010_dl.xls", old_workbook())], root, accept_new=True)
    assert kept.id == "oews_national_2010"


def test_the_archive_named_by_its_member(root, downloads):
    data = archive((MEMBER.replace("national", "state"), workbook()))
    with pytest.raises(SourceError, match="does not hold the table") as other:
        add([downloads("oesm26nat.zip", data)], root)
    assert other.value.got == "state_M2026_dl.xlsx"
    assert add([downloads("oesm26st.zip", data)], root)[0].id == "oews_state_2026"
