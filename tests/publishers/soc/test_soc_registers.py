"""The registers of codes and steps: golden mappings, and the mappings that are wrong."""

import pandas as pd
import pytest
from soc_workbooks import joined, national_codes, registers

from labor.occupations.titles import plain_title
from labor.publishers.soc.registers import (
    MAY_2010_CODES,
    PUBLISHED_GROUP,
    lineage_register,
    occupation_register,
)
from labor.schema.tables import TABLES

MILITARY = "55-"
RECORDS_2010 = "Medical Records and Health Information Technicians"
HIM = "Health Information Technologists and Medical Registrars"


@pytest.fixture(scope="module")
def occupations(publishers):
    return registers(publishers)[0]


@pytest.fixture(scope="module")
def lineage(publishers):
    return registers(publishers)[1]


def steps(lineage, from_version, to_version, **codes):
    rows = lineage[
        (lineage["from_version"] == from_version) & (lineage["to_version"] == to_version)
    ]
    for column, code in codes.items():
        rows = rows[rows[column] == code]
    return rows


def codes_of(occupations, version, **known):
    rows = occupations[occupations["soc_version"] == version]
    for column, value in known.items():
        rows = rows[rows[column] == value]
    return set(rows["occupation_code"])


def test_the_registers_keep_their_descriptions(occupations, lineage):
    TABLES["occupations"].check(occupations)
    TABLES["soc_lineage"].check(lineage)


def test_every_step_leads_from_and_to_a_code_of_the_register(occupations, lineage):
    known = set(zip(occupations["soc_version"], occupations["occupation_code"], strict=True))
    for side in ("from", "to"):
        named = zip(lineage[f"{side}_version"], lineage[f"{side}_code"], strict=True)
        assert set(named) <= known


# The key mappings, read in the publishers' crosswalks


def test_the_medical_records_code_did_not_change_in_2010(lineage):
    (row,) = steps(lineage, "soc_2000", "soc_2010", from_code="29-2071").to_dict("records")
    assert (row["to_code"], row["relation"], row["from_extent"]) == ("29-2071", "same", "whole")


def test_medical_records_split_in_2018_and_registrars_merge(lineage):
    columns = ["to_code", "relation", "from_extent", "to_extent"]
    assert steps(lineage, "soc_2010", "soc_2018", from_code="29-2071")[columns].values.tolist() == [
        ["29-2072", "split", "part", "whole"],
        ["29-9021", "split_and_merged", "part", "part"],
    ]
    sources = steps(lineage, "soc_2010", "soc_2018", to_code="29-9021")["from_code"]
    assert sources.tolist() == ["29-2071", "29-9099"]


@pytest.mark.parametrize(
    ("hybrid", "before", "after"),
    [
        ("29-2098", ["29-2054", "29-2071", "29-2099"], ["29-2036", "29-2072", "29-2099"]),
        ("29-9098", ["29-9099"], ["29-9021", "29-9093", "29-9099"]),
    ],
)
def test_the_mixed_codes_of_may_2019_by_their_workbook(lineage, hybrid, before, after):
    into = steps(lineage, "soc_2010", "oews_hybrid_2019", to_code=hybrid, standing="main")
    out = steps(lineage, "oews_hybrid_2019", "soc_2018", from_code=hybrid, standing="main")
    assert into["from_code"].tolist() == before
    assert out["to_code"].tolist() == after


def test_what_only_the_projections_show_is_second(lineage):
    out = steps(lineage, "oews_hybrid_2019", "soc_2018", from_code="29-2098", standing="second")
    assert out[["to_code", "evidence"]].values.tolist() == [["29-9021", "employment_matrix"]]
    into = steps(lineage, "soc_2010", "oews_hybrid_2019", from_code="29-2071", standing="second")
    assert into[["to_code", "evidence"]].values.tolist() == [["29-9098", "composed"]]


def test_the_second_opinion_is_the_part_of_the_crosswalk_that_the_workbook_leaves_out(lineage):
    """Every second step follows from a step of the SOC crosswalk, and none is left out.

    SOC 2010 code A went to SOC 2018 code B; the workbook puts A and B into different codes of
    May 2019. Only the division of substitute teachers, which the estimates made before, is
    solved by a code of its own.
    """
    official = steps(lineage, "soc_2010", "soc_2018")
    official = official[official["evidence"] == "soc_crosswalk"]
    main = lineage[lineage["standing"] == "main"]
    early = steps(main, "soc_2010", "oews_hybrid_2019").groupby("from_code")["to_code"].agg(set)
    late = steps(main, "oews_hybrid_2019", "soc_2018").groupby("to_code")["from_code"].agg(set)
    expected = {
        (mixed, b)
        for a, b in zip(official["from_code"], official["to_code"], strict=True)
        if not a.startswith(MILITARY) and a != "25-3099"
        for mixed in early[a] - late[b]
    }
    second = steps(lineage, "oews_hybrid_2019", "soc_2018", evidence="employment_matrix")
    assert set(zip(second["from_code"], second["to_code"], strict=True)) == expected
    assert len(expected) == 11


# Mappings found in other people's code that must not be possible here


def test_29_2071_is_never_29_2072_one_to_one(lineage):
    rows = lineage[(lineage["from_code"] == "29-2071") & (lineage["to_code"] == "29-2072")]
    assert len(rows) == 1
    assert set(rows["relation"]) == {"split"}
    assert set(rows["from_extent"]) == {"part"}


def test_29_2098_is_never_29_2099_one_to_one(lineage):
    rows = lineage[
        (lineage["from_code"] == "29-2098") & (lineage["to_code"] == "29-2099")
        | (lineage["from_code"] == "29-2099") & (lineage["to_code"] == "29-2098")
    ]
    assert len(rows) == 2
    assert not set(rows["relation"]) & {"same", "renamed", "recoded"}
    assert not ((rows["from_extent"] == "whole") & (rows["to_extent"] == "whole")).any()


def test_29_2071_is_never_called_medical_records_specialists(publishers, occupations):
    titles = occupations.loc[occupations["occupation_code"] == "29-2071", "occupation_title"]
    assert {plain_title(title) for title in titles} == {plain_title(RECORDS_2010)}
    wrong = national_codes(publishers).assign(reference_year=2099)
    wrong = wrong[wrong["occupation_code"] == "29-2071"].assign(
        occupation_title="Medical Records Specialists"
    )
    register = occupation_register(joined(publishers, "occupations"), wrong, None)
    row = register[(register["soc_version"] == "soc_2010")].set_index("occupation_code")
    assert row["occupation_title"]["29-2071"] == RECORDS_2010


def test_29_9021_and_29_2072_are_never_one_occupation(lineage):
    pair = {"29-9021", "29-2072"}
    both = lineage[lineage["from_code"].isin(pair) & lineage["to_code"].isin(pair)]
    inside = both[both["from_code"] != both["to_code"]]
    assert inside.empty


# Completeness


def test_every_code_of_the_wage_estimates_is_in_the_register(publishers, occupations):
    known = set(zip(occupations["soc_version"], occupations["occupation_code"], strict=True))
    printed = national_codes(publishers)
    assert printed["reference_year"].nunique() == 27
    assert set(zip(printed["soc_version"], printed["occupation_code"], strict=True)) <= known


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("soc_2000", "soc_2010"),
        ("soc_2010", "soc_2018"),
        ("soc_2000", "oews_hybrid_2010"),
        ("oews_hybrid_2010", "soc_2010"),
        ("soc_2010", "oews_hybrid_2019"),
        ("oews_hybrid_2019", "soc_2018"),
    ],
)
def test_every_detailed_occupation_has_a_successor_and_a_predecessor(
    occupations, lineage, earlier, later
):
    rows = steps(lineage, earlier, later)
    # The estimates leave out the armed forces, and May 2010 hunters and trappers.
    out = {"45-3021"} if "oews_hybrid_2010" in (earlier, later) else set()
    for version, column in ((earlier, "from_code"), (later, "to_code")):
        detailed = codes_of(occupations, version, occupation_level="detailed")
        if "oews" in earlier + later:
            detailed = {code for code in detailed if not code.startswith(MILITARY)}
        assert detailed - out <= set(rows[column])


def test_every_code_of_may_2010_has_its_place(occupations, lineage):
    codes = codes_of(occupations, "oews_hybrid_2010", occupation_level="detailed")
    assert codes <= set(steps(lineage, "soc_2000", "oews_hybrid_2010")["to_code"])
    assert codes <= set(steps(lineage, "oews_hybrid_2010", "soc_2010")["from_code"])


def test_the_codes_of_may_2010_that_stand_for_something_else_are_all_known(occupations, lineage):
    """A code that neither SOC has under its title is one of those placed by elimination."""
    titles = {
        version: occupations[occupations["soc_version"] == version]
        .set_index("occupation_code")["occupation_title"]
        .map(plain_title)
        for version in ("soc_2000", "oews_hybrid_2010", "soc_2010")
    }
    mixed = titles["oews_hybrid_2010"]
    detailed = codes_of(occupations, "oews_hybrid_2010", occupation_level="detailed")
    detailed |= codes_of(occupations, "oews_hybrid_2010", occupation_level="broad")
    strange = {
        code
        for code in detailed
        if all(titles[v].get(code) != mixed[code] for v in ("soc_2000", "soc_2010"))
    }
    # Two titles are printed otherwise: "Repairs" for "Repairers", and "(federal only)" added.
    # 15-1150 is a group of SOC 2010 that May 2010 publishes in place of its members.
    assert strange == set(MAY_2010_CODES) - {"15-1150"} | {"49-2021", "33-9093"}


def test_elimination_leaves_no_soc_2010_code_over(occupations, lineage):
    """What the codes of elimination hold is exactly what has no other place in May 2010."""
    rows = steps(lineage, "oews_hybrid_2010", "soc_2010")
    detailed = codes_of(occupations, "soc_2010", occupation_level="detailed", is_official=True)
    civil = {code for code in detailed if not code.startswith(MILITARY)} - {"45-3021"}
    sure = set(rows.loc[rows["evidence"] == "code_and_title", "to_code"])
    unsure = set(rows.loc[rows["evidence"] == "ambiguous", "to_code"])
    held = {code for codes in MAY_2010_CODES.values() for code in codes}
    assert not held & sure
    assert civil - sure - unsure <= held
    assert held - (civil - sure - unsure) == {"47-2231", "21-1094"}  # in an ambiguous code, too


def test_ambiguous_codes_of_may_2010_are_said_to_be_so(lineage):
    rows = lineage[lineage["evidence"] == "ambiguous"]
    mixed = set(rows.loc[rows["from_version"] == "oews_hybrid_2010", "from_code"])
    assert mixed == {
        *("13-1199", "21-1091", "23-2011", "27-3031", "33-9032"),
        *("33-9099", "47-2111", "47-2181", "49-9021"),
    }


def test_the_estimates_of_1997_are_linked_with_nothing(lineage):
    assert "oes_1997" not in set(lineage["from_version"]) | set(lineage["to_version"])


# Groups published in place of detailed occupations


def test_a_group_published_as_detailed_is_one_row_of_its_own_level(occupations):
    row = occupations[occupations["occupation_code"] == "13-1020"].set_index("soc_version")
    for version in ("soc_2010", "oews_hybrid_2019", "soc_2018"):
        assert row["occupation_level"][version] == "broad"
        assert row["note"][version] == PUBLISHED_GROUP
    assert row["occupation_title"]["soc_2018"] == "Buyers and Purchasing Agents"


def test_a_group_that_stays_together_is_one_to_one(lineage):
    (row,) = steps(
        lineage, "oews_hybrid_2019", "soc_2018", from_code="13-1020", to_code="13-1020"
    ).to_dict("records")
    assert (row["relation"], row["evidence"]) == ("same", "composed")
    split = steps(lineage, "oews_hybrid_2019", "soc_2018", from_code="13-1020")
    assert split["to_code"].tolist() == ["13-1020", "13-1021", "13-1022", "13-1023"]


def test_home_health_and_personal_care_aides_were_put_together(lineage):
    rows = steps(lineage, "soc_2010", "soc_2018", to_code="31-1120")
    assert rows["from_code"].tolist() == ["31-1011", "39-9021"]
    assert set(rows["relation"]) == {"merged"}


def test_what_one_occupation_is_divided_into_goes_its_own_way(lineage):
    """The estimates divided 25-3099 of SOC 2010; the workbook says where each part went."""
    columns = ["to_code", "relation", "evidence"]
    rows = steps(lineage, "soc_2010", "oews_hybrid_2019", from_code="25-3098")
    assert rows[columns].values.tolist() == [["25-3031", "recoded", "oews_workbook"]]
    rows = steps(lineage, "soc_2010", "soc_2018", from_code="25-3098")
    assert rows[columns].values.tolist() == [["25-3031", "recoded", "composed"]]
    rows = steps(lineage, "soc_2000", "soc_2010", to_code="25-3098")
    assert rows["from_code"].tolist() == ["25-3099"]
    inside = steps(lineage, "soc_2010", "soc_2010", from_code="25-3099")
    assert inside[["to_code", "relation"]].values.tolist() == [
        ["25-3097", "split"],
        ["25-3098", "split"],
    ]


# Registers of a part of the tables


def test_estimates_alone_make_a_register(publishers):
    register = occupation_register(None, national_codes(publishers), None)
    TABLES["occupations"].check(register)
    row = register[register["soc_version"] == "soc_2018"].set_index("occupation_code")
    assert row["occupation_title"]["29-9021"] == HIM
    assert not register["is_official"].any()


def test_the_newest_title_and_the_level_by_digits():
    printed = pd.DataFrame(
        {
            "soc_version": "soc_2010",
            "occupation_code": ["13-1020", "13-1020", "29-1111"],
            "occupation_title": ["Buyers, old*", "Buyers and Purchasing Agents", "Nurses*"],
            "occupation_level": ["broad", "detailed", "detailed"],
            "reference_year": [2016, 2018, 2018],
            "source_id": ["b", "a", "a"],
        }
    )
    rows = occupation_register(None, printed, None).set_index("occupation_code")
    assert rows["occupation_title"].to_dict() == {
        "13-1020": "Buyers and Purchasing Agents",
        "29-1111": "Nurses",
    }
    assert rows["occupation_level"].to_dict() == {"13-1020": "broad", "29-1111": "detailed"}
    assert rows["note"].notna().to_dict() == {"13-1020": True, "29-1111": False}


def test_codes_that_only_the_projections_have_are_added():
    projections = pd.DataFrame(
        {
            "soc_version": "soc_2018",
            "occupation_code": ["45-3031"],
            "occupation_title": ["Fishing and hunting workers"],
            "projection_vintage": ["2024-34"],
            "source_id": ["p"],
        }
    )
    (row,) = occupation_register(None, None, projections).to_dict("records")
    assert (row["listed_in"], row["occupation_level"]) == ("projections", "detailed")


def test_one_crosswalk_alone_makes_a_lineage(publishers):
    both = joined(publishers, "soc_lineage")
    codes = joined(publishers, "occupations")
    wanted = both["source_id"] == "soc_2010_to_2018_crosswalk"
    official = codes[codes["source_id"] == "soc_2010_to_2018_crosswalk"]
    register = lineage_register(both[wanted], occupation_register(official, None, None))
    TABLES["soc_lineage"].check(register)
    assert len(register) == 900


def test_a_title_comes_from_the_crosswalk_published_with_its_classification(occupations):
    row = occupations[occupations["soc_version"] == "soc_2010"].set_index("occupation_code")
    # The crosswalk of 2017 prints Pile Driver Operators; the wage estimates have the hyphen, too.
    assert row["occupation_title"]["47-2072"] == "Pile-Driver Operators"


def test_the_order_of_the_workbooks_does_not_matter(publishers, occupations, lineage):
    codes, both = joined(publishers, "occupations"), joined(publishers, "soc_lineage")
    turned = occupation_register(codes[::-1], national_codes(publishers)[::-1], None)
    pd.testing.assert_frame_equal(turned, occupations)
    pd.testing.assert_frame_equal(lineage_register(both[::-1], turned), lineage)
