"""The profile of a role as a reader sees it: what matters first, and words where nothing is."""

from dataclasses import replace

import pandas as pd
import pytest
from lxml import html

import labor
from labor import figures
from labor.show.display import Block
from labor.show.table import Table

PARTS = (
    "masthead", "answer", "tasks", "technology", "needs", "education", "skills", "titles",
    "settings", "similar", "caveats", "sources",
)  # fmt: skip
ROLES = ("29-2072", "31-9092", "information clerks", "29-2098", "legislators", "actors")


@pytest.fixture(scope="module")
def described(built, project):
    known = {}

    def made(role):
        if role not in known:
            known[role] = labor.profile(role, root=project)
        return known[role]

    return made


def part(profile, name):
    return getattr(figures, f"profile_{name}")(profile)


def page(profile, name):
    return html.fragment_fromstring(f"<div>{part(profile, name)._repr_html_()}</div>")


def text_of(tree):
    for style in tree.iter("style"):
        style.text = ""
    return " ".join(tree.text_content().split())


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", PARTS)
def test_every_part_has_words_and_no_missing_value(described, role, name):
    shown = part(described(role), name)
    assert isinstance(shown, Block | Table)
    text = text_of(page(described(role), name))
    assert text
    for debris in ("nan", "None", "<NA>", "\ue000", "\ue001", "\ue002"):
        assert debris not in text.replace("finance", "").split(), debris
        assert debris not in repr(shown).split(), debris


def test_the_first_core_tasks_stand_in_the_open_and_the_others_are_folded(described):
    tree = page(described("31-9092"), "tasks")
    (folded,) = tree.iter("details")
    inside = {item.text_content() for item in folded.iter("li")}
    assert {
        "Keep financial records or perform other bookkeeping duties, such as handling credit or "
        "collections or mailing monthly statements to patients."
    } < inside
    assert len(list(tree.iter("li"))) - len(inside) == 8
    assert "Also: 11 core tasks and 1 supplemental task" in " ".join(text_of(tree).split())


def test_tasks_that_nobody_rated_are_not_called_core(described):
    text = text_of(page(described("29-2072"), "tasks"))
    assert "Tasks that are not rated yet" in text
    assert "Core tasks" not in text


def test_each_occupation_of_a_group_is_folded_behind_its_name(described):
    tree = page(described("information clerks"), "tasks")
    summaries = [one.find("summary").text_content() for one in tree.iter("details")]
    assert len(summaries) == 9
    assert "File Clerks (43-4071.00): 15 core tasks and 4 supplemental tasks" in summaries
    titles = page(described("information clerks"), "titles")
    (shown,) = titles.iterchildren("div")
    assert len(shown.findall("details")) == 10


def test_a_group_too_large_for_a_page_says_so(described):
    for name in ("tasks", "titles"):
        text = text_of(page(described("00-0000"), name))
        assert "occupations with " + name in text
        assert len(text) < 400


def test_products_in_demand_are_the_first_rows(described):
    rows = part(described("29-2072"), "technology").rows
    assert [row["in_demand"] for row in rows[:6]] == ["yes"] * 5 + ["no"]
    assert all(row["hot_technology"] == "yes" for row in rows)
    assert "87 other products" in text_of(page(described("29-2072"), "technology"))


def test_pay_by_the_hour_is_said_to_be_so(described):
    # Handbook 2024-34, actors: pay is printed by the hour only.
    assert "an hour" in text_of(page(described("actors"), "settings"))
    assert "no page of this role" in text_of(page(described("legislators"), "settings"))


def test_release_and_licence_stand_where_onet_is_used(described):
    for name in ("tasks", "technology", "titles", "similar"):
        text = text_of(page(described("29-2072"), name))
        assert "O*NET 29.3 Database" in text
        assert "CC BY 4.0" in text
    sources = page(described("29-2072"), "sources")
    assert "O*NET is a trademark of USDOL/ETA" in text_of(sources)
    assert sources.xpath("//a[@href='https://creativecommons.org/licenses/by/4.0/']")


def test_a_project_without_onet_keeps_the_rest(described):
    known = described("29-2072")
    empty = pd.DataFrame({"source_id": pd.Series(dtype="str")})
    names = ("tasks", "technology", "titles", "job_zones", "education", "skills", "settings")
    bare = replace(
        known,
        rows=known.rows.iloc[:0],
        similar=known.similar.iloc[:0],
        onet_version="",
        attribution="",
        **dict.fromkeys(names, empty),
    )
    for name in PARTS:
        assert text_of(page(bare, name))
    assert "list no technology" in text_of(page(bare, "technology"))
    assert "trademark" not in text_of(page(bare, "sources"))
