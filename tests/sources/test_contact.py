"""The contact address: where it comes from, and that nothing odd gets into a header."""

from __future__ import annotations

import pytest

from labor.errors import SourceError
from labor.sources.web import asks_for_contact, find_contact, how_to_get, user_agent


@pytest.fixture
def home(tmp_path):
    folder = tmp_path / "home/.config/labor"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text('contact = "home@example.org"\n', encoding="utf-8")
    return tmp_path / "home"


def test_nothing_is_set(root, tmp_path):
    assert find_contact(root, {}, tmp_path) == ""


def test_environment_before_project_before_home(root, home):
    assert find_contact(root, {}, home) == "home@example.org"
    (root / "labor.toml").write_text('contact = "project@example.org"\n', encoding="utf-8")
    assert find_contact(root, {}, home) == "project@example.org"
    assert find_contact(root, {"LABOR_CONTACT": " me@example.org "}, home) == "me@example.org"


def test_a_configuration_without_a_contact_is_passed_over(root, home):
    (root / "labor.toml").write_text("other = 1\n", encoding="utf-8")
    assert find_contact(root, {}, home) == "home@example.org"


@pytest.mark.parametrize(
    "text",
    ["me", "me@home", "a b@example.org", "a@example.org\r\nX: y", "a@b.org, c@d.org", "é@x.org"],
)
def test_what_is_no_address_is_not_sent(root, tmp_path, text):
    with pytest.raises(SourceError, match="no e-mail address") as wrong:
        find_contact(root, {"LABOR_CONTACT": text}, tmp_path)
    assert wrong.value.where == "LABOR_CONTACT"


def test_a_damaged_configuration_is_named(root, tmp_path):
    (root / "labor.toml").write_text("contact = me@example.org\n", encoding="utf-8")
    with pytest.raises(SourceError, match="configuration cannot be read") as damaged:
        find_contact(root, {}, tmp_path)
    assert damaged.value.where == str(root / "labor.toml")


@pytest.mark.parametrize(
    ("url", "asks"),
    [
        ("https://www.bls.gov/oes/a.zip", True),
        ("https://download.bls.gov/pub/time.series/oe/oe.area", True),
        ("https://BLS.gov/x", True),
        ("https://bls.gov.example.org/x", False),
        ("https://notbls.gov/x", False),
        ("https://www.onetcenter.org/x", False),
    ],
)
def test_who_asks(url, asks):
    assert asks_for_contact(url) is asks


def test_the_agent_names_program_and_person():
    assert user_agent("me@example.org").endswith(" (me@example.org)")
    assert user_agent("").startswith("labor/")
    assert "(" not in user_agent("")


def test_what_to_do_is_one_sentence():
    said = how_to_get("https://www.bls.gov/a.zip", "a.zip")
    assert said == (
        "Set LABOR_CONTACT to your e-mail address, or download https://www.bls.gov/a.zip in a "
        "browser and run `labor add a.zip`."
    )
