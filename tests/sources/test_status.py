"""What is held, how old it is, and which newer vintages there should be."""

from __future__ import annotations

import io
import json
from datetime import date

import pytest
from publisher_files import archive, workbook

from labor.errors import SourceError
from labor.sources.catalogue import load_catalogue
from labor.sources.inventory import waiting_files
from labor.sources.status import newest_release, status
from labor.sources.store import mark_seen, store_copy

CATALOGUE = load_catalogue()
DAY = date(2027, 5, 2)


def hold(root, table: str, data: bytes, name: str = "", today: date = DAY) -> None:
    store_copy(io.BytesIO(data), CATALOGUE.card(table), root, name=name, today=today)


@pytest.mark.parametrize(
    ("group", "day", "vintage"),
    [
        # May 2024 estimates were in hand in the summer of 2025, those of May 2025 in that of 2026.
        ("oews", "2025-03-31", "2023"),
        ("oews", "2025-04-01", "2024"),
        ("oews", "2026-12-31", "2025"),
        # "2024-34 released 2025-08-28"; 2022-32 as of 2023-09-06.
        ("projections", "2025-08-24", "2023-33"),
        ("projections", "2025-08-28", "2024-34"),
        ("projections", "2023-09-06", "2022-32"),
        ("ooh", "2026-01-01", "2024-34"),
        # O*NET 29.3 is of May 2025.
        ("onet", "2025-04-30", "29.2"),
        ("onet", "2025-05-31", "29.3"),
        ("onet", "2025-08-31", "30.0"),
        ("onet", "2026-01-31", "30.1"),
        # The index of May 2026 was in hand in the middle of June.
        ("cpi", "2026-06-09", "2026-04"),
        ("cpi", "2026-06-16", "2026-05"),
        ("cpi", "2026-01-05", "2025-11"),
        ("cpi", "2026-01-15", "2025-12"),
    ],
)
def test_the_newest_vintage_that_may_be_out(group, day, vintage):
    release = newest_release(group, date.fromisoformat(day))
    assert release.vintage == vintage
    assert release.begins <= date.fromisoformat(day)
    assert release.begins < release.ends


def test_every_day_has_a_newest_vintage_and_it_never_goes_back():
    for group in ("oews", "projections", "onet", "cpi"):
        begun = [
            newest_release(group, date.fromordinal(day)).begins
            for day in range(date(2024, 1, 1).toordinal(), date(2029, 1, 1).toordinal())
        ]
        assert begun == sorted(begun)


def test_a_classification_has_no_calendar():
    assert newest_release("soc", DAY) is None


def test_nothing_held(root):
    assert status(root, DAY).to_dict() == {"held": [], "newer": []}


def test_a_held_file(root, old):
    hold(root, "oews_national_2026", old)
    (entry,) = status(root, date(2027, 5, 12)).held
    assert (entry.id, entry.vintage, entry.state) == ("oews_national_2026", "2026", "waiting")
    assert (entry.file, entry.age_days) == ("data/raw/oews/oesm26nat.zip", 10)
    assert (entry.copy, entry.url) == ("unknown", "")
    assert "labor accept oews_national_2026" in entry.next_step
    (stored,) = waiting_files(root, CATALOGUE)
    mark_seen(stored, root, DAY)
    (entry,) = status(root, date(2027, 5, 12)).held
    assert (entry.state, entry.next_step) == ("whole", "")


def test_a_changed_file_and_one_without_a_card(root, old):
    hold(root, "oews_national_2026", old)
    folder = root / "data/raw/oews"
    (folder / "oesm26nat.zip").write_bytes(old + b"x")
    (folder / "oesm25nat.zip").write_bytes(old)
    states = {entry.file.rpartition("/")[2]: entry for entry in status(root, DAY).held}
    assert states["oesm26nat.zip"].state == "changed"
    assert "labor fetch oews_national_2026" in states["oesm26nat.zip"].next_step
    assert states["oesm25nat.zip"].state == "no card"
    assert "labor add data/raw/oews/oesm25nat.zip" in states["oesm25nat.zip"].next_step


def test_a_newer_vintage_that_may_or_should_be_out(root, old):
    hold(root, "oews_national_2026", old, today=date(2027, 5, 2))
    assert status(root, date(2028, 3, 31)).newer == []
    (may,) = status(root, date(2028, 4, 1)).newer
    assert (may.id, may.held, may.newer) == ("oews_national_2027", "2026", "2027")
    assert may.timing == "may be out: usual between 2028-04-01 and 2028-07-31"
    (should,) = status(root, date(2028, 8, 1)).newer
    assert should.timing == "should be out since 2028-07-31"
    assert should.next_step == "Run `labor fetch oews_national_2027`."


def test_the_newest_held_vintage_counts(root, old):
    hold(root, "oews_national_2026", old)
    hold(root, "oews_national_2012", old, name="a.zip")
    assert status(root, DAY).newer == []


def test_a_table_that_came_with_another_download_counts(root):
    data = archive(("natsector_M2026_dl.xlsx", workbook()), ("nat3d_M2026_dl.xlsx", workbook()))
    hold(root, "oews_industry_2026", data)
    newer = status(root, date(2028, 8, 1)).newer
    assert {entry.id for entry in newer} == {
        "oews_industry_2027",
        "oews_sector_2027",
        "oews_industry_ownership_2027",
    }


def test_a_monthly_series_goes_by_the_day_of_its_file(root):
    hold(root, "cpi_u", b"observation_date,CPIAUCNS\n2027-03-01,330.0\n", today=DAY)
    assert status(root, date(2027, 5, 9)).newer == []
    (entry,) = status(root, date(2027, 5, 21)).newer
    assert (entry.id, entry.held, entry.newer) == ("cpi_u", "file of 2027-05-02", "2027-04")


def test_tables_without_a_calendar_are_not_asked_for(root, publishers):
    folder = publishers / "state-projections"
    card = CATALOGUE.card("state_projections_2022_32")
    store_copy(folder / "2022-32_state_projections.csv", card, root, today=DAY)
    crosswalk = CATALOGUE.card("soc_2010_2018_crosswalk")
    store_copy(publishers / "soc/soc_2010_to_2018_crosswalk.xlsx", crosswalk, root, today=DAY)
    assert status(root, DAY).newer == []


def test_a_table_without_an_address_is_saved_by_hand(root, publishers):
    pages = publishers / "ooh/2024-34_ooh-html_342-profiles.tar.xz"
    store_copy(pages, CATALOGUE.card("ooh_2024_34"), root, name=pages.name, today=DAY)
    (entry,) = status(root, DAY).newer
    assert entry.next_step == "Save it from https://www.bls.gov/ooh/ and run `labor add FILE`."


def test_it_is_plain_data(root, old):
    hold(root, "oews_national_2026", old)
    plain = status(root, date(2028, 8, 1)).to_dict()
    assert json.loads(json.dumps(plain)) == plain
    assert plain["newer"][0]["id"] == "oews_national_2027"


def test_a_damaged_card_stops_it(root, old):
    hold(root, "oews_national_2026", old)
    card = root / "data/raw/oews/oesm26nat.zip.card.toml"
    card.write_text("id = ", encoding="utf-8")
    with pytest.raises(SourceError, match="cannot be read"):
        status(root, DAY)
