"""Steps between lists of codes, direct and over a chain."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from soc_workbooks import registers

from labor.errors import OccupationError
from labor.occupations.codes import SERIES, is_newer
from labor.occupations.lineage import STEP, between, chain_between, relate


def successors(code, version, to_version, lineage):
    """The steps that lead from a code to a later list."""
    steps = between(lineage, version, to_version)
    return steps[steps["from_code"] == code]


def predecessors(code, version, from_version, lineage):
    """The steps that lead to a code from an earlier list."""
    steps = between(lineage, from_version, version)
    return steps[steps["to_code"] == code]


def table(*steps: tuple[str, str, str, str]) -> pd.DataFrame:
    """A lineage from rows as "soc_2000", "11-1011", "soc_2010", "11-1012"."""
    columns = ["from_version", "from_code", "to_version", "to_code"]
    frame = pd.DataFrame(steps, columns=columns, dtype="str")
    titled = frame.assign(
        from_title="T" + frame["from_code"], to_title="T" + frame["to_code"], standing="main"
    )
    return relate(titled)


@pytest.fixture(scope="module")
def lineage(publishers):
    return registers(publishers)[1]


def test_medical_records_over_two_crosswalks(lineage):
    rows = successors("29-2071", "soc_2000", "soc_2018", lineage)
    columns = ["to_code", "relation", "from_extent", "to_extent", "path"]
    path = "soc_2000 > soc_2010 > soc_2018"
    assert rows[columns].values.tolist() == [
        ["29-2072", "split", "part", "whole", path],
        ["29-9021", "split_and_merged", "part", "part", path],
    ]


def test_predecessors_of_registrars(lineage):
    rows = predecessors("29-9021", "soc_2018", "soc_2010", lineage)
    assert rows["from_code"].tolist() == ["29-2071", "29-9099"]
    assert set(rows["to_extent"]) == {"part"}


def test_the_mixed_codes_are_not_on_the_way_between_classifications(lineage):
    assert chain_between(lineage, "soc_2010", "soc_2018") == ["soc_2010", "soc_2018"]
    assert chain_between(lineage, "soc_2000", "oews_hybrid_2019") == [
        *("soc_2000", "soc_2010", "oews_hybrid_2019")
    ]


def test_an_onet_code_leads_to_its_soc_code_and_on(lineage):
    rows = successors("29-2071.00", "onet_soc_2010", "soc_2018", lineage)
    assert rows["to_code"].tolist() == ["29-2072", "29-9021"]
    finer = successors("15-1299.09", "onet_soc_2019", "soc_2018", lineage)
    assert finer[["to_code", "relation"]].values.tolist() == [["15-1299", "merged"]]


def test_the_group_of_a_code_is_a_step_within_its_list(lineage):
    rows = successors("31-1121", "soc_2018", "soc_2018", lineage)
    assert rows[["to_code", "relation"]].values.tolist() == [["31-1120", "aggregated"]]
    inside = predecessors("31-1120", "soc_2018", "soc_2018", lineage)
    assert inside["from_code"].tolist() == ["31-1121", "31-1122"]


def test_a_code_that_is_not_there_went_nowhere(lineage):
    assert successors("29-2072", "soc_2010", "soc_2018", lineage).empty


@pytest.mark.parametrize(
    ("start", "end"), [("soc_2018", "soc_2010"), ("oes_1997", "soc_2018"), ("soc_2010", "soc_2000")]
)
def test_no_crosswalk_is_said_so(lineage, start, end):
    with pytest.raises(OccupationError, match="No crosswalk leads") as error:
        between(lineage, start, end)
    assert f"from {start} to {end}" in error.value.got
    assert "soc_2010 to soc_2018" in error.value.expected


def test_a_part_of_a_part_is_counted_anew():
    steps = table(
        ("soc_2000", "11-1011", "soc_2010", "11-1011"),
        ("soc_2000", "11-1012", "soc_2010", "11-1011"),
        ("soc_2010", "11-1011", "soc_2018", "11-1011"),
        ("soc_2010", "11-1011", "soc_2018", "11-1019"),
    )
    rows = between(steps, "soc_2000", "soc_2018")
    assert rows["relation"].tolist() == ["split_and_merged"] * 4
    assert set(rows["from_extent"]) == set(rows["to_extent"]) == {"part"}


def test_a_chain_that_breaks_off_leads_nowhere():
    steps = table(
        ("soc_2000", "11-1011", "soc_2010", "11-1011"),
        ("soc_2010", "11-1012", "soc_2018", "11-1012"),
    )
    assert between(steps, "soc_2000", "soc_2018").empty


def test_a_group_on_the_way_does_not_mix_its_members():
    """11-1021 stays 11-1021; the group 11-1020 of SOC 2010 holds 11-1022 as well."""
    steps = table(
        ("soc_2000", "11-1021", "soc_2010", "11-1021"),
        ("soc_2000", "11-1021", "soc_2010", "11-1020"),
        ("soc_2000", "11-1022", "soc_2010", "11-1022"),
        ("soc_2000", "11-1022", "soc_2010", "11-1020"),
        ("soc_2010", "11-1021", "soc_2010", "11-1020"),
        ("soc_2010", "11-1022", "soc_2010", "11-1020"),
        ("soc_2010", "11-1021", "soc_2018", "11-1021"),
        ("soc_2010", "11-1022", "soc_2018", "11-1022"),
        ("soc_2010", "11-1020", "soc_2018", "11-1021"),
        ("soc_2010", "11-1020", "soc_2018", "11-1022"),
    )
    rows = between(steps, "soc_2000", "soc_2018")
    pairs = list(zip(rows["from_code"], rows["to_code"], strict=True))
    assert pairs == [("11-1021", "11-1021"), ("11-1022", "11-1022")]
    assert rows["relation"].tolist() == ["same", "same"]


def test_a_group_is_counted_apart_from_its_members():
    steps = table(
        ("soc_2010", "11-1020", "soc_2018", "11-1020"),
        ("soc_2010", "11-1021", "soc_2018", "11-1020"),
        ("soc_2010", "11-1022", "soc_2018", "11-1020"),
        ("soc_2010", "11-1021", "soc_2010", "11-1020"),
        ("soc_2010", "11-1022", "soc_2010", "11-1020"),
    )
    relations = dict(zip(steps["from_code"][:3], steps["relation"][:3], strict=True))
    assert relations == {"11-1020": "same", "11-1021": "merged", "11-1022": "merged"}
    assert steps["relation"].tolist()[3:] == ["aggregated", "aggregated"]


CODES = st.sampled_from([f"11-10{n}" for n in range(11, 18)])


@settings(deadline=None)
@given(
    first=st.sets(st.tuples(CODES, CODES), min_size=1, max_size=12),
    second=st.sets(st.tuples(CODES, CODES), min_size=1, max_size=12),
    code=CODES,
    other=CODES,
)
def test_successors_and_predecessors_are_one_relation(first, second, code, other):
    steps = table(
        *(("soc_2000", a, "soc_2010", b) for a, b in first),
        *(("soc_2010", a, "soc_2018", b) for a, b in second),
    )
    leads = {(a, c) for a, b in first for d, c in second if b == d}
    forward = successors(code, "soc_2000", "soc_2018", steps)
    backward = predecessors(other, "soc_2018", "soc_2000", steps)
    assert set(forward["to_code"]) == {c for a, c in leads if a == code}
    assert (other in set(forward["to_code"])) == (code in set(backward["from_code"]))
    for row in forward.itertuples():
        assert (row.from_extent == "whole") == (sum(a == code for a, _ in leads) == 1)
        assert (row.to_extent == "whole") == (sum(c == row.to_code for _, c in leads) == 1)


def test_every_pair_of_lists_is_one_relation_in_both_directions(lineage):
    for start in SERIES:
        for end in SERIES:
            if is_newer(end, start):
                steps = between(lineage, start, end)
                assert list(steps.columns) == STEP
                code = steps["to_code"].iloc[len(steps) // 2]
                back = predecessors(code, end, start, lineage)
                assert len(back)
                for name in back["from_code"]:
                    assert code in set(successors(name, start, end, lineage)["to_code"])
