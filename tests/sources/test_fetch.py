"""Fetching: what is asked of a server, what is kept, and what is said when it cannot be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from fault_server import QUICK, Answer, FaultServer, File
from publisher_files import archive, workbook

from labor.errors import SourceError
from labor.publishers.reading.files import Recognized
from labor.sources.add import add
from labor.sources.fetch import fetch, plan
from labor.sources.inventory import card_path, read_card
from labor.sources.web import Web, _next_address, retry_after_seconds, user_agent

TABLE = "oews_national_2026"
PATH = "/oes/special-requests/oesm26nat.zip"
WORKBOOK = "/emp/ind-occ-matrix/occupation.xlsx"
DAY = date(2027, 5, 2)


@pytest.fixture
def get(server, root):
    """Fetch tables from the test's server."""

    def fetched(*ids, **more):
        asked = {"contact": "a@example.org", "policy": QUICK, "today": DAY, **more}
        return fetch(ids or [TABLE], root, base_url=server.url, **asked)

    return fetched


def test_a_fetched_file_is_kept_with_a_card(server, root, get, old):
    server.on(PATH, File(old))
    (kept,) = get()
    assert kept.path == root / "data/raw/oews/oesm26nat.zip"
    assert (kept.outcome, kept.copy, kept.known, kept.bytes) == (
        "new",
        "publisher",
        False,
        len(old),
    )
    assert card_path(kept.path).read_text(encoding="utf-8") == (
        "# Written by labor: where the file beside this card came from.\n"
        f'id = "{TABLE}"\nfile = "oesm26nat.zip"\nsha256 = "{kept.sha256}"\nbytes = {len(old)}\n'
        f'copy = "publisher"\nurl = "{server.url}{PATH}"\nretrieved_on = "2027-05-02"\n'
        f'etag = "\\"{kept.sha256[:16]}\\""\n'
        f'last_modified = "{File(old).headers["Last-Modified"]}"\nseen_on = ""\n'
        'in_spite_of = ""\n'
    )


def test_the_server_learns_who_fetches(server, get, old):
    server.on(PATH, File(old))
    get(contact="kim@example.org")
    agent = server.asked[0][1]["User-Agent"]
    assert agent == user_agent("kim@example.org")
    assert agent.startswith("labor/")
    assert agent.endswith(" (kim@example.org)")


def test_a_server_that_only_lets_in_whom_it_knows(server, get, old):
    def guard(asked):
        known = "kim@example.org" in asked["User-Agent"]
        return File(old)(asked) if known else Answer(403, b"Access Denied")

    server.on(PATH, guard)
    assert get(contact="kim@example.org")[0].outcome == "new"


def test_a_refusal_with_a_contact_says_how_to_go_on_by_hand(server, get):
    server.on(PATH, Answer(403))
    with pytest.raises(SourceError) as refused:
        get(contact="kim@example.org")
    assert str(refused.value) == (
        "The publisher's server refuses the file\n"
        f"  where: {server.url}{PATH}\n"
        "  got: 403 Forbidden\n"
        "  next step: The contact kim@example.org was sent and did not help: download "
        f"{server.url}{PATH} in a browser and run `labor add oesm26nat.zip`."
    )


def test_the_contact_of_the_environment_is_used(server, get, old, monkeypatch):
    monkeypatch.setenv("LABOR_CONTACT", "env@example.org")
    server.on(PATH, File(old))
    get(contact=None)
    assert "(env@example.org)" in server.asked[0][1]["User-Agent"]


def test_a_publisher_that_does_not_ask_gets_no_contact(server, root, get):
    server.on("/graph/fredgraph.csv", File(b"observation_date,CPIAUCNS\n2026-10-01,331.0\n"))
    (kept,) = get("cpi_u", contact="")
    assert (kept.path.name, kept.copy) == ("CPIAUCNS.csv", "extract")
    assert server.asked[0][0] == "/graph/fredgraph.csv?id=CPIAUCNS"


def test_what_has_not_changed_is_not_sent_again(server, get, old):
    server.on(PATH, File(old))
    get()
    (kept,) = get(today=date(2027, 6, 1))
    assert kept.outcome == "unchanged"
    assert server.asked[1][1]["If-None-Match"] == File(old).headers["ETag"]
    assert read_card(kept.path).retrieved_on == "2027-05-02"


def test_the_mark_of_one_server_says_nothing_to_another(server, root, get, old):
    server.on(PATH, File(old))
    get()
    other = FaultServer()
    try:
        other.on(PATH, File(old))
        (kept,) = fetch([TABLE], root, contact="a@example.org", policy=QUICK, base_url=other.url)
    finally:
        other.close()
    assert "If-None-Match" not in other.asked[0][1]
    assert kept.outcome == "unchanged"
    assert read_card(kept.path).url == other.url + PATH


def test_the_same_content_under_a_new_mark_is_noted(server, get, old):
    server.on(PATH, Answer(200, old, {"ETag": '"one"'}), Answer(200, old, {"ETag": '"two"'}))
    get()
    (kept,) = get(today=date(2027, 6, 1))
    assert kept.outcome == "unchanged"
    card = read_card(kept.path)
    assert (card.etag, card.retrieved_on) == ('"two"', "2027-05-02")


def test_changed_content_stops_and_shows_both(server, root, get, old, new):
    server.on(PATH, File(old))
    (first,) = get()
    server.on(PATH, File(new))
    with pytest.raises(SourceError, match="differs from the one that is held") as refused:
        get()
    assert refused.value.expected == f"sha256 {first.sha256}"
    assert refused.value.got.startswith("sha256 ")
    assert "--accept-new" in refused.value.next_step
    assert first.path.read_bytes() == old


def test_accepted_new_content_takes_the_place_and_the_old_stays(server, get, old, new):
    server.on(PATH, File(old))
    (first,) = get()
    server.on(PATH, File(new))
    (second,) = get(accept_new=True, today=date(2027, 6, 1))
    assert second.outcome == "replaced"
    assert second.path.read_bytes() == new
    assert second.old.name == f"2027-05-02_{first.sha256[:12]}_oesm26nat.zip"
    assert second.old.read_bytes() == old
    assert read_card(second.old).sha256 == first.sha256
    assert read_card(second.path).retrieved_on == "2027-06-01"


def test_a_series_that_grows_needs_no_leave(server, root, get):
    months = b"observation_date,CPIAUCNS\n2026-10-01,331.0\n"
    server.on("/graph/fredgraph.csv", File(months), File(months + b"2026-11-01,331.5\n"))
    get("cpi_u")
    (kept,) = get("cpi_u")
    assert kept.outcome == "replaced"
    assert kept.old.read_bytes() == months


def test_a_file_other_than_the_known_one_is_not_taken_silently(server, root, get, publishers):
    known = (publishers / "oews/national/zip/oesm18nat.zip").read_bytes()
    server.on("/oes/special-requests/oesm18nat.zip", File(known))
    (kept,) = get("oews_national_2018")
    assert (kept.known, kept.copy) == (True, "publisher")
    other = archive(("oesm18nat/national_M2018_dl.xlsx", workbook(seed=5)))
    server.on("/oes/special-requests/oesm17nat.zip", File(other))
    with pytest.raises(SourceError, match="the one that the catalogue knows"):
        get("oews_national_2017")
    assert not (root / "data/raw/oews/oesm17nat.zip").exists()


def test_an_archive_packed_anew_is_known_by_the_table_in_it(server, root, get, publishers):
    table = (publishers / "oews/national/national_M2018_dl.xlsx").read_bytes()
    again = archive(("oesm18nat/national_M2018_dl.xlsx", table))
    server.on("/oes/special-requests/oesm18nat.zip", File(again))
    (kept,) = get("oews_national_2018")
    assert (kept.outcome, kept.known, kept.copy) == ("new", True, "publisher")


def test_a_damaged_held_file_is_repaired_and_kept_aside(server, get, old):
    server.on(PATH, File(old))
    (first,) = get()
    first.path.write_bytes(old[:100])
    (second,) = get()
    assert second.outcome == "repaired"
    assert second.path.read_bytes() == old
    assert second.old.read_bytes() == old[:100]


def test_the_rest_is_asked_for_after_a_cut(server, get, old):
    half = len(old) // 2
    server.on(PATH, Answer(200, old, File(old).headers, cut_after=half), File(old))
    (kept,) = get()
    assert kept.path.read_bytes() == old
    rest = server.asked[1][1]
    assert rest["Range"] == f"bytes={half}-"
    assert rest["If-Range"] == File(old).headers["ETag"]


def test_progress_is_told(server, get, old):
    told = []
    server.on(PATH, File(old))
    get(on_progress=lambda *news: told.append(news))
    assert told[-1] == (TABLE, len(old), len(old))
    assert [name for name, _, _ in told] == [TABLE] * len(told)


def test_no_compression_is_asked_for(server, get, old):
    server.on(PATH, File(old))
    get()
    assert server.asked[0][1]["Accept-Encoding"] == "identity"


def test_requests_to_one_server_keep_a_pause(tmp_path, server, old):
    server.on(PATH, Answer(500), File(old))
    waits = []
    web = Web("", replace(QUICK, pause_seconds=5.0, backoff_seconds=0.5), sleep=waits.append)
    web.fetch(server.url + PATH, tmp_path / "x.zip")
    backoff, pause = waits
    assert 0.5 <= backoff <= 0.75
    assert 4.0 < pause <= 5.0


def test_the_wait_grows_from_try_to_try(tmp_path, server):
    server.on(PATH, Answer(500))
    waits = []
    web = Web("", replace(QUICK, attempts=4, backoff_seconds=1.0), sleep=waits.append)
    with pytest.raises(SourceError, match="did not arrive"):
        web.fetch(server.url + PATH, tmp_path / "x.zip")
    first, second, third = [wait for wait in waits if wait >= 0.5]
    assert 1 <= first <= 1.5 < 2 <= second <= 3 < 4 <= third <= 6


def test_a_server_that_asks_for_more_time_gets_it(tmp_path, server, old):
    server.on(PATH, Answer(429, headers={"Retry-After": "2"}), File(old))
    waits = []
    web = Web("", replace(QUICK, longest_wait_seconds=60), sleep=waits.append)
    web.fetch(server.url + PATH, tmp_path / "x.zip")
    assert max(waits) == 2.0


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("7", 7), (" 120 ", 120), ("", None), ("soon", None), ("Fri, 31 Dec 1999 23:59:59 GMT", 0)],
)
def test_how_long_a_server_asks_to_wait(text, seconds):
    assert retry_after_seconds(text) == seconds


def test_a_secure_address_does_not_lead_to_an_open_one():
    with pytest.raises(SourceError, match="not safe to follow"):
        _next_address("https://www.bls.gov/a.zip", "http://www.bls.gov/a.zip")
    assert _next_address("http://a.org/x", "https://a.org/x") == "https://a.org/x"


def test_a_server_that_cannot_prove_who_it_is(tmp_path, server):
    """The test's server does not speak TLS at all; asking it again would not help."""
    secure = server.url.replace("http:", "https:")
    with pytest.raises(SourceError, match="cannot prove who it is"):
        Web("", QUICK).fetch(secure + PATH, tmp_path / "x.zip")


class TestPlan:
    def test_it_uses_no_network_and_writes_nothing(self, server, root):
        (item,) = plan([TABLE], root)
        assert item.url == f"https://www.bls.gov{PATH}"
        assert item.path == root / "data/raw/oews/oesm26nat.zip"
        assert item.action == "fetch"
        assert item.card.unverified
        assert list(root.iterdir()) == []

    def test_a_held_file_is_fetched_only_if_changed(self, server, root, get, old):
        server.on(PATH, File(old))
        get()
        assert plan([TABLE], root)[0].action == "fetch if changed"

    def test_tables_of_one_archive_are_fetched_once(self, root):
        planned = plan(["oews_sector_2024", "oews_industry_ownership_2024"], root)
        assert [item.card.id for item in planned] == ["oews_industry_2024"]
        assert planned[0].url == "https://www.bls.gov/oes/special-requests/oesm24in4.zip"

    def test_a_table_nobody_knows(self, root):
        with pytest.raises(SourceError, match="no table named oews_nation_2018") as unknown:
            plan(["oews_nation_2018"], root)
        assert "oews_national_2018" in unknown.value.expected

    def test_a_table_that_has_no_address(self, root):
        with pytest.raises(SourceError, match="no address that a program can fetch") as unknown:
            plan(["projections_2024_34_export"], root)
        assert unknown.value.where == "https://data.bls.gov/projections/occupationProj"
        assert "labor add FILE" in unknown.value.next_step

    def test_an_older_vintage_at_an_address_of_the_newest(self, root):
        with pytest.raises(SourceError, match="serves a newer vintage") as gone:
            plan(["projections_2018_28_workbook"], root)
        assert "projections_2024_34_workbook" in gone.value.next_step
        assert "projections-archive.htm" in gone.value.next_step

    def test_a_table_of_a_scope_without_any_card(self, root):
        (item,) = plan(["oews_all_2024"], root)
        assert item.url == "https://www.bls.gov/oes/special-requests/oesm24all.zip"


class TestAddressOfTheNewest:
    def test_the_content_must_be_of_the_vintage_asked_for(self, server, root, get):
        server.on(WORKBOOK, File(workbook()))
        with pytest.raises(SourceError, match="another table than was asked for") as other:
            get(
                "projections_2024_34_workbook",
                recognise=lambda _: Recognized("projections.occupations", "2025-35"),
            )
        assert other.value.got == "projections 2025-35"
        assert "labor fetch projections_2025_35_workbook" in other.value.next_step
        (kept,) = get(
            "projections_2025_35_workbook",
            recognise=lambda _: Recognized("projections.occupations", "2025-35"),
        )
        assert kept.path.name == "2025-35_occupation.xlsx"

    @pytest.mark.parametrize(
        "recognise", [None, lambda _: None, lambda _: ("projections.occupations", "")]
    )
    def test_content_that_says_nothing_is_not_taken(self, server, root, get, recognise):
        server.on(WORKBOOK, File(workbook()))
        with pytest.raises(SourceError, match="which vintage it is") as mute:
            get("projections_2024_34_workbook", recognise=recognise)
        assert "--as projections_2024_34_workbook" in mute.value.next_step
        assert list((root / "data/raw/projections").iterdir()) == []


def test_another_vintage_under_the_right_name_is_not_taken(server, root, get, old):
    server.on(PATH, File(old))
    with pytest.raises(SourceError, match="another table than was asked for"):
        get(recognise=lambda _: Recognized("oews.estimates", "2025"))
    assert list((root / "data/raw/oews").iterdir()) == []


def test_what_arrived_before_a_failure_stays(server, root, get, old):
    server.on(PATH, File(old))
    with pytest.raises(SourceError, match="does not have the file"):
        get(TABLE, "oews_national_2027", "oews_national_2028")
    assert (root / "data/raw/oews/oesm26nat.zip").read_bytes() == old
    assert len(server.asked) == 2


def test_a_file_held_under_another_form_is_not_in_the_way(server, root, get, old, tmp_path):
    table = tmp_path / "national_M2026_dl.xlsx"
    table.write_bytes(workbook(seed=3))
    add([table], root)
    server.on(PATH, File(old))
    assert get()[0].outcome == "new"
