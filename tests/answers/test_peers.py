"""Suggestions of similar roles, and their reasons."""

from dataclasses import replace

import pandas as pd
import pytest
from analysis_examples import ASSISTANTS, CLERK_CODES, CLERKS, RECORDS, SPECIALISTS, tables

import labor
from labor.answers.compare.peers import COLUMNS, peers
from labor.errors import AnalysisError

OWN = "medical-records-and-health-information-technicians"
# Handbook 2024-34: similar occupations of medical records specialists, and pages that list them.
SIMILAR = [
    (OWN, "information-clerks", "Information Clerks"),
    (OWN, "medical-and-health-services-managers", "Medical and Health Services Managers"),
    (OWN, "medical-assistants", "Medical Assistants"),
    (OWN, "medical-transcriptionists", "Medical Transcriptionists"),
    (OWN, "pharmacy-technicians", "Pharmacy Technicians"),
    ("financial-clerks", OWN, "Medical Records Specialists"),
    ("medical-assistants", OWN, "Medical Records Specialists"),
]
PROFILES = {
    OWN: ("29-2072",),
    "information-clerks": CLERK_CODES,
    "medical-and-health-services-managers": ("11-9111",),
    "medical-assistants": ("31-9092",),
    "medical-transcriptionists": ("31-9094",),
    "pharmacy-technicians": ("29-2052",),
    "financial-clerks": ("43-3051", "43-3061"),
}
# O*NET 29.3, related to 29-2072.00.
RELATED = [
    ("29.3", "31-9094.00", "Medical Transcriptionists", "Primary-Short", 1),
    ("29.3", "29-9021.00", "Health Information Technologists", "Primary-Short", 2),
    ("29.3", "31-9092.00", "Medical Assistants", "Primary-Short", 3),
    ("29.3", "29-2099.08", "Patient Representatives", "Primary-Long", 6),
    ("29.3", "29-2099.01", "Neurodiagnostic Technologists", "Supplemental", 12),
    ("9.0", "11-9111.00", "Old release", "Primary-Short", 1),
]


@pytest.fixture(scope="module")
def found_in():
    members = [(profile, code) for profile, codes in PROFILES.items() for code in codes]
    return tables() | {
        "similar_occupations": pd.DataFrame(
            SIMILAR, columns=["profile_id", "similar_profile_id", "similar_title"]
        ).assign(edition="2024-34", source_id="ooh"),
        "profiles": pd.DataFrame({"profile_id": list(PROFILES)}).assign(
            edition="2024-34", profile_title=[name.replace("-", " ") for name in PROFILES]
        ),
        "profile_members": pd.DataFrame(members, columns=["profile_id", "occupation_code"]).assign(
            edition="2024-34", soc_version="soc_2018", is_sum=False
        ),
        "related_occupations": pd.DataFrame(
            RELATED,
            columns=["onet_version", "related_onet_soc_code", "related_title", "tier", "rank"],
        ).assign(soc_code="29-2072", soc_version="soc_2018", source_id="onet"),
    }


def names(rows):
    return rows["peer"].tolist()


def test_the_handbook_s_list(found_in):
    rows = peers(replace(SPECIALISTS, profile_id=OWN), found_in, ["handbook"])
    assert names(rows) == [title for own, _, title in SIMILAR if own == OWN]
    assert rows["rank"].tolist() == [1, 2, 3, 4, 5]
    codes = rows.set_index("peer")["occupation_code"]
    assert codes["Medical Assistants"] == "31-9092"
    assert codes["Information Clerks"] == ""
    assert rows["reason"].unique().tolist() == ["The Handbook 2024-34 lists it as similar."]
    assert list(rows.columns) == list(COLUMNS)


def test_a_role_without_a_profile_takes_those_inside_its_codes(found_in):
    assert names(peers(RECORDS, found_in, ["handbook"])) == names(
        peers(replace(SPECIALISTS, profile_id=OWN), found_in, ["handbook"])
    )
    assert peers(CLERKS, found_in, ["handbook"]).empty


def test_pages_that_list_the_role_back(found_in):
    rows = peers(SPECIALISTS, found_in, ["listed_by"])
    assert rows["profile_id"].tolist() == ["financial-clerks", "medical-assistants"]
    assert "lists medical records specialists as similar" in rows["reason"].iloc[0]


def test_onet_s_list_is_of_the_newest_release_and_of_whole_occupations(found_in):
    rows = peers(SPECIALISTS, found_in, ["onet"])
    assert rows["occupation_code"].tolist() == ["31-9094", "29-9021", "31-9092", "29-2099"]
    assert rows["reason"].iloc[0] == "O*NET 29.3 relates it (Primary-Short, place 1)."
    own = peers(RECORDS, found_in, ["onet"])
    assert "29-9021" not in own["occupation_code"].tolist()


# Table 1.2, 2024-34: registered nurses need a bachelor's degree, psychiatrists a doctoral one;
# truck drivers a postsecondary nondegree award.
@pytest.mark.parametrize(
    ("role", "there", "missing"),
    [
        ("29-1141", {"Nurse Practitioners"}, {"Psychiatrists", "Family Medicine Physicians"}),
        ("41-2011", {"Tellers"}, {"Lawyers"}),
        ("53-3032", {"Light Truck Drivers"}, {"Airline Pilots, Copilots, and Flight Engineers"}),
    ],
)
def test_related_roles_are_within_a_step_of_education(role, there, missing):
    found = set(labor.peers(role, "onet", limit=20).rows["peer"])
    assert there <= found
    assert not missing & found


def test_roles_with_the_same_needs_are_of_the_field_or_related(built):
    related = built["related_occupations"]
    pairs = set(zip(related["soc_code"], related["related_onet_soc_code"].str[:7], strict=True))
    for role in ("43-4051", "41-2011", "47-2111"):
        codes = labor.peers(role, "education").rows["occupation_code"]
        assert len(codes)
        far = {code for code in codes if code[:2] != role[:2]}
        assert all({(role, code), (code, role)} & pairs for code in far)


# Table 1.2, 2024-34: medical assistants and medical transcriptionists need what medical records
# specialists need.
def test_the_same_needs(found_in):
    rows = peers(SPECIALISTS, found_in, ["needs"], vintage="2024-34")
    assert set(rows["occupation_code"]) == {"31-9092", "31-9094"}
    assert rows["reason"].iloc[0] == (
        "Same typical needs, 2024-34: Postsecondary nondegree award; no related experience; "
        "no on-the-job training."
    )


def test_the_nearest_pay(found_in):
    rows = peers(ASSISTANTS, found_in, ["pay"], year=2018, limit=3)
    assert rows["occupation_code"].tolist() == ["43-4151", "31-9094", "43-4111"] or (
        rows["occupation_code"].iloc[0] == "43-4151"
    )
    # $33,610 and $33,460.
    assert rows["reason"].iloc[0] == "Median pay in May 2018 $33,460, 0.4% below."


def test_a_role_of_several_codes_has_no_pay_to_be_near_to(found_in):
    assert peers(RECORDS, found_in, ["pay"], year=2024).empty


def test_lists_stay_apart_in_the_order_asked_for(found_in):
    rows = peers(SPECIALISTS, found_in, ["onet", "handbook"], limit=2)
    assert rows["basis"].tolist() == ["onet", "onet", "handbook", "handbook"]
    assert rows["rank"].tolist() == [1, 2, 1, 2]


def test_an_unknown_reading_is_refused(found_in):
    with pytest.raises(AnalysisError, match="No such reading of similar") as caught:
        peers(SPECIALISTS, found_in, ["vibes"])
    assert "handbook" in caught.value.expected
    with pytest.raises(AnalysisError, match="'related_occupations' is needed"):
        peers(SPECIALISTS, {}, ["onet"])


# Handbook 2024-34, similar occupations of medical records specialists.
def test_the_built_tables_give_the_handbook_s_six(built):
    rows = peers(replace(SPECIALISTS, profile_id=OWN), built, ["handbook"])
    assert names(rows) == [
        "Health Information Technologists and Medical Registrars",
        "Information Clerks",
        "Medical and Health Services Managers",
        "Medical Assistants",
        "Medical Transcriptionists",
        "Pharmacy Technicians",
    ]
