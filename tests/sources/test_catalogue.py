"""The catalogue knows every file, tells the truth about it, and finds it again."""

from __future__ import annotations

import csv
import hashlib
import re
import tomllib
import zipfile
from dataclasses import fields
from pathlib import Path, PurePosixPath

import pytest

import labor
from labor.errors import SourceError
from labor.publishers.reading.files import open_books
from labor.sources.cards import COPIES, Card
from labor.sources.catalogue import load_catalogue, plain_name, read_catalogue, vintage_key
from labor.sources.fetch import plan

CATALOGUE = load_catalogue()
CARDS = list(CATALOGUE.cards.values())
CATALOGUES = sorted((Path(labor.__file__).parent / "publishers").rglob("catalogue.toml"))

GOOD = """
[defaults]
producer = "P"
landing_url = "https://p.example/"
licence = "L"
licence_url = "https://p.example/l"
reference_period = "May {vintage}"
vintage_form = '\\d{4}'

[scopes.national]
id = "jobs_national_{vintage}"
title = "Jobs, {period}"
measures = "Jobs."
download_url = "https://p.example/{vintage}.zip"

[vintages."2018"]
facts = { top_code_hourly_usd = 100.0 }

[cards.jobs_national_2018]
scope = "national"
vintage = "2018"
files = [
  { name = "2018.zip", sha256 = "%s", bytes = 9, copy = "publisher" },
]
""" % ("a" * 64)


def listed(publishers):
    """Folder, and row of the list of origins, of every publisher's file on this machine."""
    for path in sorted(publishers.glob("*/SOURCES.csv")):
        with path.open(newline="", encoding="utf-8") as stream:
            for row in csv.DictReader(stream):
                yield path.parent, row


def test_it_is_read_once():
    assert load_catalogue() is CATALOGUE


@pytest.mark.parametrize(
    "table",
    [
        "oews_national_2018",
        "oews_state_2013",
        "oews_sector_2024",
        "oews_industry_ownership_2018",
        "projections_2024_34_workbook",
        "projections_2024_34_export",
        "projections_2023_33_skills",
        "ooh_2024_34",
        "onet_29_3_skills",
        "soc_2010_2018_crosswalk",
        "cpi_u",
        "state_projections_2022_32",
    ],
)
def test_the_tables_that_reports_need_are_known(table):
    assert CATALOGUE.cards[table].files


def test_every_file_on_this_machine_is_known(publishers):
    for folder, row in listed(publishers):
        card, file = CATALOGUE.by_sha256[row["sha256"]]
        assert file.bytes == int(row["bytes"]) == (folder / row["file"]).stat().st_size
        if "re-saved" in row["verified_note"].lower():
            assert file.copy == "resaved", card.id
        assert file.copy != "publisher" or "derived" not in row["file"]


def test_addresses_are_those_that_the_origins_name(publishers):
    """A card's address that was seen as a file is the one in the list of origins."""
    for _, row in listed(publishers):
        card, _ = CATALOGUE.by_sha256[row["sha256"]]
        carrier = CATALOGUE.carrier(card)
        if row["publisher_url"].endswith((".zip", ".xlsx", ".xls")) and not carrier.unverified:
            assert carrier.download_url == row["publisher_url"], card.id


def test_members_are_in_their_archives(publishers):
    for path in sorted(publishers.glob("oews/*/zip/*.zip")):
        card, _ = CATALOGUE.by_sha256[hashlib.sha256(path.read_bytes()).hexdigest()]
        assert card.file_name == path.name
        members = zipfile.ZipFile(path).namelist()
        assert card.member in members
        assert any(re.fullmatch(card.member_form, PurePosixPath(m).name) for m in members)


def test_floors_of_top_codes_are_those_of_the_field_descriptions(publishers):
    """Each vintage's own description says "... $70.00 per hour or $145,600 per year"."""
    files = sorted(publishers.glob("oews/national/field_descriptions/*/*"))
    assert len(files) == 18
    for path in files:
        card, _ = CATALOGUE.by_sha256[hashlib.sha256(path.read_bytes()).hexdigest()]
        text = " ".join(
            str(cell)
            for book in open_books(path)
            for sheet in book.sheets()
            for row in sheet.rows
            for cell in row
        )
        floor = (card.facts["top_code_hourly_usd"], card.facts["top_code_annual_usd"])
        assert "${:.2f} per hour or ${:,.0f} per year".format(*floor) in text, card.id


@pytest.mark.parametrize(
    ("vintage", "hourly", "annual", "soc_version"),
    [
        # Banner of the 1997 file: "$60.00 per hour", "$124,820 per year".
        ("1997", 60, 124820, "oes_1997"),
        ("2009", 80, 166400, "soc_2000"),
        ("2011", 90, 187200, "oews_hybrid_2010"),
        ("2018", 100, 208000, "soc_2010"),
        ("2020", 100, 208000, "oews_hybrid_2019"),
        ("2021", 100, 208000, "soc_2018"),
        # Described for May 2025 as well, though no percentile of it is top-coded.
        ("2025", 115, 239200, "soc_2018"),
    ],
)
def test_facts_of_a_vintage(vintage, hourly, annual, soc_version):
    card = CATALOGUE.card(f"oews_national_{vintage}")
    assert card.facts == {"top_code_hourly_usd": hourly, "top_code_annual_usd": annual}
    assert card.soc_version == soc_version


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_a_card_says_what_it_is(card):
    assert re.fullmatch(r"[a-z0-9_]+", card.id)
    assert card.measures.endswith("."), "one sentence"
    assert not re.search(r"[{}]", f"{card.title}{card.download_url}{card.file}{card.part_of}")
    assert card.download_copy in COPIES
    assert CATALOGUE.card(card.id) is card
    if card.files:
        assert card.soc_version or card.group in ("cpi", "oews", "price_parities")
    for file in card.files:
        assert CATALOGUE.by_sha256[file.sha256] == (card, file)
        named, _ = CATALOGUE.by_name(file.name)
        assert card in named


def test_copies_other_than_the_publishers_say_why():
    for card in CARDS:
        for file in card.files:
            assert file.copy == "publisher" or file.note, file.name


def test_a_vintage_that_is_not_written_down_yet():
    card = CATALOGUE.card("oews_national_2026")
    assert card.download_url == "https://www.bls.gov/oes/special-requests/oesm26nat.zip"
    assert (card.reference_period, card.vintage, card.files) == ("May 2026", "2026", ())
    assert card.unverified
    assert not card.facts, "no floor of a top code is known before its field descriptions are"


@pytest.mark.parametrize(
    ("table", "url"),
    [
        ("oews_state_1999", "https://www.bls.gov/oes/special-requests/oes99st.zip"),
        ("oews_metro_2025", "https://www.bls.gov/oes/special-requests/oesm25ma.zip"),
        ("oews_all_2030", "https://www.bls.gov/oes/special-requests/oesm30all.zip"),
        (
            "onet_30_1_job_zones",
            "https://www.onetcenter.org/dl_files/database/db_30_1_excel/Job%20Zones.xlsx",
        ),
        (
            "onet_30_1_database",
            "https://www.onetcenter.org/dl_files/database/db_30_1_excel.zip",
        ),
        ("projections_2025_35_skills", "https://www.bls.gov/emp/ind-occ-matrix/skills.xlsx"),
    ],
)
def test_addresses_follow_the_publishers_patterns(table, url):
    card = CATALOGUE.card(table)
    assert card.id == table
    assert (card.download_url, card.unverified) == (url, True)


@pytest.mark.parametrize("table", ["oews_national_18", "oews_national_", "ooh", "onet_30_skills"])
def test_an_id_that_is_none(table):
    with pytest.raises(SourceError, match="no table named") as unknown:
        CATALOGUE.card(table)
    assert unknown.value.expected


@pytest.mark.parametrize("group", CATALOGUE.groups)
def test_what_can_be_fetched_has_an_address_that_serves_it(group, root):
    ids = [card.id for card in CATALOGUE.fetchable(group)]
    assert all(item.url.startswith("https://") for item in plan(ids, root))
    others = {card.id for card in CATALOGUE.group(group)} - set(ids)
    for name in others:
        with pytest.raises(SourceError):
            plan([name], root)


def test_what_can_be_fetched_of_one_vintage():
    held = {card.id for card in CATALOGUE.fetchable("oews", "2024")}
    assert {"oews_national_2024", "oews_state_2024", "oews_sector_2024"} <= held
    assert all(card.vintage == "2024" for card in CATALOGUE.fetchable("oews", "2024"))
    coming = {card.id for card in CATALOGUE.fetchable("oews", "2027")}
    assert {"oews_national_2027", "oews_metro_2027", "oews_all_2027"} <= coming
    assert CATALOGUE.fetchable("projections", "2018-28") == []
    assert CATALOGUE.fetchable("oews", "next year") == []
    assert {card.vintage for card in CATALOGUE.fetchable("projections")} == {"2024-34"}


def test_an_unknown_group():
    with pytest.raises(SourceError, match="no group of tables named wages") as unknown:
        CATALOGUE.group("wages")
    assert (
        unknown.value.expected
        == "cpi, crosswalks, exposure, oews, onet, ooh, price_parities, projections, soc"
    )


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("oesm24nat (1).zip", "oesm24nat.zip"),
        ("Employment Projections (2).csv", "Employment Projections.csv"),
        ("2024-34_occupation.xlsx", "2024-34_occupation.xlsx"),
        ("national_May2007_dl - Copy (3).xls", "national_May2007_dl.xls"),
        ("a.tar.xz", "a.tar.xz"),
    ],
)
def test_plain_names(name, plain):
    assert plain_name(name) == plain


def test_vintages_sort_by_time():
    vintages = ["29.3", "9.1", "30.0", "29.10"]
    assert sorted(vintages, key=vintage_key) == ["9.1", "29.3", "29.10", "30.0"]
    assert vintage_key("2018-28") < vintage_key("2024-34")


def test_a_good_catalogue_of_ones_own(tmp_path):
    (tmp_path / "jobs.toml").write_text(GOOD, encoding="utf-8")
    catalogue = read_catalogue(tmp_path)
    card = catalogue.card("jobs_national_2018")
    assert (card.title, card.reference_period) == ("Jobs, May 2018", "May 2018")
    assert card.facts == {"top_code_hourly_usd": 100.0}
    assert card.file_name == "2018.zip"


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ("bytes = 9, ", "", "bytes"),
        ('copy = "publisher"', 'copy = "publisher", x = 1', "x"),
        ('scope = "national"', 'scope = "nation"', "nation"),
        ('scope = "national"', 'scope = "national"\ncolour = "red"', "colour"),
        ('measures = "Jobs."', 'measures = "Jobs."\ncolour = "red"', "colour"),
        ('title = "Jobs, {period}"', 'title = "Jobs, {year}"', "year"),
        ("[defaults]", "[defaults", "line 2"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(tmp_path, right, wrong, says):
    assert GOOD.count(right) >= 1
    (tmp_path / "jobs.toml").write_text(GOOD.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(SourceError) as mistake:
        read_catalogue(tmp_path)
    assert mistake.value.where.endswith("/jobs.toml")
    assert says in mistake.value.got


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_the_lines_of_a_card_are_right(card):
    scopes = {(scope.group, scope.name): scope for scope in CATALOGUE.scopes}
    scope = scopes[card.group, card.scope]
    for name in ("title", "producer", "measures", "landing_url", "licence", "licence_url"):
        assert getattr(card, name), name
    for one in fields(card):
        value = getattr(card, one.name)
        if one.name in ("unverified", "latest_only", "grows"):
            assert isinstance(value, bool), one.name
        elif one.name not in ("facts", "files", "kinds"):
            assert isinstance(value, str), one.name
            assert not one.name.endswith("_url") or not value or value.startswith("https://")
    assert all(isinstance(value, float) and value > 0 for value in card.facts.values())
    if scope.has_vintages:
        assert scope.card(card.vintage).id == card.id
        assert scope.accepts(card.vintage)
    assert not (card.part_of and card.download_url), "part of another download, with its own"
    assert not card.part_of or CATALOGUE.card(card.part_of)
    re.compile(card.member_form)
    for file in card.files:
        # Characters that no name may have on Windows: "a/b", "c:d", "why?".
        assert not re.search(r'[/\\:*?"<>|]|^\.|^$', file.name)
        assert re.fullmatch(r"[0-9a-f]{64}", file.sha256)
        assert file.bytes > 0
        assert file.copy in COPIES


def test_no_id_content_or_name_stands_for_two_things():
    written = [
        card_id for path in CATALOGUES for card_id in tomllib.loads(path.read_text())["cards"]
    ]
    files = [(card, file) for card in CARDS for file in card.files]
    for keys in (
        written,
        [file.sha256 for _, file in files],
        [(card.group, file.name.casefold()) for card, file in files],
    ):
        assert len(set(keys)) == len(keys)
    assert sorted(written) == sorted(CATALOGUE.cards), "the id is what scope and vintage make it"


def test_sections_and_patterns_of_the_catalogues():
    for path in CATALOGUES:
        known = {"group", "defaults", "scopes", "vintages", "cards"}
        assert set(tomllib.loads(path.read_text(encoding="utf-8"))) <= known, path
    for scope in CATALOGUE.scopes:
        assert set(scope.fields) - {"stem"} <= {one.name for one in fields(Card)}, scope.name
        for form in (*scope.names, scope.vintage_form):
            re.compile(form)
