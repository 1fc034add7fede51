"""Codes of one list in another: held against the publishers' files, and both ways alike."""

import random
from collections import defaultdict
from pathlib import Path

import pandas as pd
import pytest

from labor.errors import OccupationError
from labor.methods.code_lists import LISTS, CodeLists, list_named

#: Codes of each crosswalk that are held against the publisher's file.
CHOSEN = 50


@pytest.fixture(scope="module")
def lists(built) -> CodeLists:
    return CodeLists(
        built["occupations"], built["soc_lineage"], built["crosswalks"], built["employment"]
    )


def pairs_of(path: Path, sheet: str | int, skip: int, start: int, end: int) -> dict[str, set[str]]:
    """Codes and their counterparts, read from a workbook with nothing of this project."""
    frame = pd.read_excel(path, sheet, header=None, skiprows=skip, dtype=str, engine="calamine")
    found: dict[str, set[str]] = defaultdict(set)
    for code, to in frame[[start, end]].dropna().to_numpy():
        found[code.strip()].add(to.strip())
    return found


NEW = "new-data/crosswalks"
#: File, sheet, rows above the table, columns of both codes, and the two lists.
HELD = [
    ("data/soc/soc_2000_to_2010_crosswalk.xls", 0, 7, 0, 2, "soc_2000", "soc_2010"),
    ("data/soc/soc_2010_to_2018_crosswalk.xlsx", 0, 9, 0, 2, "soc_2010", "soc_2018"),
    ("data/soc/2010_to_SOC_Crosswalk.xlsx", 0, 4, 0, 2, "onet_soc_2010", "soc_2010"),
    (f"{NEW}/isco_soc_crosswalk.xls", 0, 7, 0, 3, "isco_08", "soc_2010"),
    (f"{NEW}/CIP2020_SOC2018_Crosswalk.xlsx", "CIP-SOC", 1, 0, 2, "cip_2020", "soc_2018"),
]


@pytest.mark.parametrize(("file", "sheet", "skip", "start", "end", "name", "other"), HELD)
def test_fifty_codes_lead_where_the_publishers_file_says(
    lists, publishers, file, sheet, skip, start, end, name, other
):
    there = pairs_of(publishers.parent / file, sheet, skip, start, end)
    there = {code: ends - {"99-9999"} for code, ends in there.items() if code != "99.9999"}
    back: dict[str, set[str]] = defaultdict(set)
    for code, ends in there.items():
        for to in ends:
            back[to].add(code)
    assert len(there) > 400
    for code in random.Random(20).sample(sorted(there), CHOSEN):
        edges = lists.edges(code, name, other)
        assert {edge.code for edge in edges} == there[code]
        for edge in edges:
            assert edge.from_extent == ("part" if len(there[code]) > 1 else "whole")
            assert edge.to_extent == ("part" if len(back[edge.code]) > 1 else "whole")
    for code in random.Random(20).sample(sorted(back), CHOSEN):
        assert {edge.code for edge in lists.edges(code, other, name)} == back[code]


def test_fifty_codes_of_may_2019_lead_where_the_survey_says(lists, publishers):
    path = publishers / "soc" / "oes_2019_hybrid_structure.xlsx"
    there = pairs_of(path, 0, 6, 0, 2)
    chosen = random.Random(20).sample(sorted(there), CHOSEN)
    for code in chosen:
        main = {
            edge.code
            for edge in lists.edges(code, "oews_hybrid_2019", "soc_2018")
            if edge.standing == "main"
        }
        assert main == there[code]


def test_fifty_census_codes_hold_what_the_census_bureau_lists(lists, publishers):
    path = publishers.parent / "new-data/crosswalks/2018-occupation-code-list-and-crosswalk.xlsx"
    codes = pd.read_excel(path, 1, header=None, dtype=str, engine="calamine")[[2, 3]].dropna()
    pairs = [(code.strip(), soc.strip()) for code, soc in codes.to_numpy()]
    single = {code: soc for code, soc in pairs if soc[:2].isdigit() and soc[6:].isdigit()}
    single = {code: soc for code, soc in single.items() if code.isdigit()}
    assert len(single) > 400
    for code in random.Random(20).sample(sorted(single), CHOSEN):
        found = {edge.code for edge in lists.edges(code, "census_2018", "soc_2018")}
        soc = single[code]
        stem = soc.rstrip("0") if soc.endswith("0") else soc
        assert all(one.startswith(stem) for one in found)
        assert soc in found or soc.endswith("0")


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("other", LISTS)
def test_an_edge_stands_in_both_directions(lists, name, other):
    codes = [code for code in lists.codes(name) if lists.members(code, name) == {code}]
    for code in random.Random(name + other).sample(codes, 40):
        for edge in lists.edges(code, name, other):
            (back,) = [one for one in lists.edges(edge.code, other, name) if one.code == code] or [
                None
            ]
            if back is None:
                continue  # the other end is a code of the estimates, which its parts stand for
            assert (edge.from_extent, edge.to_extent) == (back.to_extent, back.from_extent)
            assert (edge.from_share_pct, edge.to_share_pct) == (
                back.to_share_pct,
                back.from_share_pct,
            )


def test_known_shares_of_a_split_add_up(lists):
    split = 0
    for code in lists.codes("soc_2010"):
        edges = lists.edges(code, "soc_2010", "soc_2018")
        shares = [edge.from_share_pct for edge in edges]
        if len(edges) > 1 and None not in shares:
            split += 1
            assert sum(shares) == pytest.approx(100)
    assert split > 10


def test_shares_are_those_of_published_jobs(lists):
    # May 2018: 35-3021 3,676,180 and 35-3022 473,860 jobs (bls.gov/oes/2018/may/oes_nat.htm).
    (one,) = lists.edges("35-3022", "soc_2010", "soc_2018")
    assert (one.code, one.from_share_pct, one.share_basis) == (
        "35-3023",
        100.0,
        "whole and jobs of May 2018",
    )
    assert one.to_share_pct == pytest.approx(100 * 473_860 / (3_676_180 + 473_860))


def test_the_worked_example_is_never_one_to_one(lists):
    edges = lists.edges("29-2071", "soc_2010", "soc_2018")
    assert [(edge.code, edge.relation, edge.from_share_pct) for edge in edges] == [
        ("29-2072", "split", None),
        ("29-9021", "split_and_merged", None),
    ]
    second = {e.code: e.standing for e in lists.edges("29-2098", "oews_hybrid_2019", "soc_2018")}
    assert second["29-9021"] == "second"
    assert second["29-2072"] == "main"


def test_a_group_leads_to_groups_of_its_level(lists):
    whole = lists.edges("00-0000", "soc_2000", "soc_2018")
    assert [(edge.code, edge.relation) for edge in whole] == [("00-0000", "same")]
    # The crosswalk moves occupational health and safety from 29 to 19.
    health = lists.edges("29-0000", "soc_2010", "soc_2018")
    assert [edge.code for edge in health] == ["19-0000", "29-0000"]
    assert [edge.to_extent for edge in health] == ["part", "whole"]
    (aides,) = lists.edges("31-0000", "soc_2010", "soc_2018")
    assert (aides.code, aides.relation) == ("31-0000", "merged")  # personal care aides came in


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("SOC 2010", "soc_2010"),
        ("soc-2018", "soc_2018"),
        ("ISCO-08", "isco_08"),
        ("O*NET", "onet_soc_2019"),
        ("O*NET-SOC 2010", "onet_soc_2010"),
        ("census", "census_2018"),
        ("CIP 2020", "cip_2020"),
    ],
)
def test_a_list_is_named_as_people_name_it(text, name):
    assert list_named(text) == name


@pytest.mark.parametrize("text", ["oes_1997", "1997", "NOC", ""])
def test_other_lists_are_refused(text):
    with pytest.raises(OccupationError, match="list") as error:
        list_named(text)
    assert "soc_2010" in error.value.expected
