"""From words and codes to roles: what readers ask for, and what must never come out."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from soc_workbooks import joined, registers

from labor.errors import OccupationError
from labor.occupations import COVERAGE, Directory, Role, resolve
from labor.occupations.codes import SERIES
from labor.occupations.titles import title_key

#: The ten occupations of the profile: bls.gov/ooh/office-and-administrative-support/
#: information-clerks.htm, projections table of the 2024-34 edition.
INFORMATION_CLERKS = (
    *("43-4021", "43-4031", "43-4061", "43-4071", "43-4081"),
    *("43-4111", "43-4151", "43-4161", "43-4181", "43-4199"),
)
RECORDS = "Medical Records and Health Information Technicians"


def profile_tables() -> tuple[pd.DataFrame, pd.DataFrame]:
    profiles = pd.DataFrame(
        [
            ("2019-29", "information-clerks", "Information clerks", None, "oews_hybrid_2019"),
            ("2024-34", "information-clerks", "Information Clerks", None, "soc_2018"),
            (
                *("2024-34", "medical-records-and-health-information-technicians"),
                *("Medical Records Specialists", "29-2072", "soc_2018"),
            ),
            ("2024-34", "pharmacy-technicians", "Pharmacy Technicians", "29-2052", "soc_2018"),
            ("2024-34", "dentists", "Dentists", "29-1020", "soc_2018"),
            ("2024-34", "military-careers", "Military Careers", None, "soc_2018"),
        ],
        columns=["edition", "profile_id", "profile_title", "soc_code", "soc_version"],
        dtype="str",
    )
    rows = [
        ("2019-29", "information-clerks", "43-4021", False),
        ("2024-34", "information-clerks", "43-4000", True),
        *(("2024-34", "information-clerks", code, False) for code in INFORMATION_CLERKS),
        ("2024-34", "medical-records-and-health-information-technicians", "29-2072", False),
        ("2024-34", "pharmacy-technicians", "29-2052", False),
        *(("2024-34", "dentists", f"29-102{n}", False) for n in (1, 2, 3, 4, 9)),
    ]
    columns = ["edition", "profile_id", "occupation_code", "is_sum"]
    members = pd.DataFrame(rows, columns=columns).astype(
        dict.fromkeys(columns[:3], "str") | {"is_sum": bool}
    )
    return profiles, members


def job_titles(publishers) -> pd.DataFrame:
    onet = pd.DataFrame(
        [
            ("29-2072.00", "Medical Records Technician (Medical Records Tech)"),
            ("29-2072.00", "Health Information Technician (Health Information Tech)"),
            ("29-9021.00", "Health Information Technician"),
            ("31-1131.00", "Nursing Aide"),
            ("15-1252.00", "Software Engineer"),
            ("11-1021.00", "Supervisor"),
            ("47-1011.00", "Supervisor"),
        ],
        columns=["occupation_code", "title"],
    ).assign(title_source="onet_alternate", soc_version="onet_soc_2019")
    return pd.concat([joined(publishers, "titles"), onet], ignore_index=True)


@pytest.fixture(scope="module")
def directory(publishers):
    profiles, members = profile_tables()
    return Directory(
        *registers(publishers),
        titles=job_titles(publishers),
        profiles=profiles,
        profile_members=members,
    )


@pytest.fixture(scope="module")
def bare(publishers):
    return Directory(*registers(publishers))


MEDICAL_RECORDS = {
    "soc_2000": ("29-2071",),
    "oews_hybrid_2010": ("29-2071",),
    "soc_2010": ("29-2071",),
    "oews_hybrid_2019": ("29-2098",),
    "soc_2018": ("29-2072", "29-9021"),
}


@pytest.mark.parametrize(
    "query",
    [
        "medical records technician",
        "Medical Records Technicians",
        "MEDICAL RECORDS TECHNICIAN.",
        "medical record technicians",
        "29-2071",
        "292071",
        "29-2071.00",
        RECORDS,
        "health information technician",
    ],
)
def test_the_medical_records_technician_in_every_list(directory, bare, query):
    for tables in (directory, bare):
        role = tables.resolve(query)
        assert {v: c for v, c in role.codes.items() if v != "oes_1997"} == MEDICAL_RECORDS
        assert role.anchor_version == "soc_2010"


def test_what_a_reader_is_told_about_it(bare):
    role = bare.resolve("medical records technician")
    assert role.label == RECORDS
    assert role.coverage == {
        "oes_1997": "by_name",
        "soc_2000": "same",
        "oews_hybrid_2010": "same",
        "soc_2010": "same",
        "oews_hybrid_2019": "overlapping",
        "soc_2018": "wider",
    }
    assert role.notes == (
        f"29-2071 {RECORDS} is inside 29-2098 Medical Dosimetrists, Medical Records Specialists, "
        "and Health Technologists and Technicians, All Other, together with 29-2054 Respiratory "
        "Therapy Technicians; 29-2099 Health Technologists and Technicians, All Other "
        "(May 2019 and May 2020).",
        f"The Employment Projections count a part of 29-2071 {RECORDS} in 29-9098 Health "
        "Information Technologists, Medical Registrars, Surgical Assistants, and Healthcare "
        "Practitioners and Technical Workers, All Other (May 2019 and May 2020).",
        f"29-2071 {RECORDS} was split into 29-2072 Medical Records Specialists; 29-9021 Health "
        "Information Technologists and Medical Registrars (SOC 2018).",
        "29-9021 Health Information Technologists and Medical Registrars also takes in 29-9099 "
        "Healthcare Practitioners and Technical Workers, All Other (SOC 2018).",
        "32911 Medical Records Technicians (the estimates of 1997) has the same name; no crosswalk "
        "says whether it is the same occupation, so do not compare.",
    )


def test_medical_records_specialists_are_not_the_registrars(directory):
    for query in ("29-2072", "Medical Records Specialists", "health information coder"):
        role = directory.resolve(query)
        assert role.codes["soc_2018"] == ("29-2072",)
        assert role.coverage["soc_2010"] == role.coverage["oews_hybrid_2019"] == "wider"
        assert role.profile_id == "medical-records-and-health-information-technicians"
    registrars = directory.resolve("29-9021")
    assert registrars.codes["soc_2018"] == ("29-9021",)
    assert registrars.codes["oews_hybrid_2019"] == ("29-9098",)
    assert all("29-2072" not in codes for codes in registrars.codes.values())


def test_the_mixed_code_is_not_the_residual(directory):
    role = directory.resolve("29-2098")
    assert role.codes["soc_2018"] == ("29-2036", "29-2072", "29-2099")
    residual = directory.resolve("29-2099")
    assert residual.codes["soc_2018"] == ("29-2099",)
    assert residual.coverage["oews_hybrid_2019"] == "wider"


def test_a_name_that_never_changed_has_no_notes(directory):
    role = directory.resolve("pharmacy technician")
    assert role.codes == dict.fromkeys(SERIES, ("29-2052",))
    assert (role.kind, role.notes, role.profile_id) == ("single", (), "pharmacy-technicians")
    assert directory.resolve("Pharmacy Technicians").codes == role.codes


@pytest.mark.parametrize("query", ["information clerks", "Information Clerk", "information-clerks"])
def test_information_clerks_are_ten_occupations_and_not_the_minor_group(directory, query):
    role = directory.resolve(query)
    assert role.kind == "composite"
    assert role.profile_id == "information-clerks"
    assert role.codes == dict.fromkeys(SERIES, INFORMATION_CLERKS)
    assert role.notes[0].startswith("Information Clerks is a group of 10 occupations")


def test_the_minor_group_has_another_name(directory):
    role = directory.resolve("information and record clerks")
    assert (role.kind, role.codes["soc_2018"]) == ("single", ("43-4000",))


def test_without_the_handbook_information_clerks_are_not_guessed(bare):
    with pytest.raises(OccupationError) as error:
        bare.resolve("information clerks")
    assert "43-4000" not in error.value.what


def test_a_web_address_outlives_the_title_of_its_profile(directory):
    role = directory.resolve("medical-records-and-health-information-technicians")
    assert role.codes["soc_2018"] == ("29-2072",)
    assert role.label == "Medical Records Specialists"


def test_a_profile_with_a_code_is_that_code(directory):
    role = directory.resolve("dentists")
    assert (role.kind, role.codes["soc_2018"]) == ("single", ("29-1020",))
    assert role.codes["oews_hybrid_2010"] == (
        *("29-1021", "29-1022", "29-1023", "29-1024", "29-1029"),
    )


def test_a_profile_without_occupations_is_not_found(directory):
    with pytest.raises(OccupationError, match="No occupation is called"):
        directory.resolve("military careers")


def test_a_job_title_of_two_occupations_that_were_one(directory):
    role = directory.resolve("Health Information Technician")
    assert role.kind == "several"
    assert role.label == "Health Information Technician"
    assert role.codes["soc_2018"] == ("29-2072", "29-9021")


def test_a_job_title_of_unrelated_occupations_is_the_readers_choice(directory):
    with pytest.raises(OccupationError, match="belongs to several occupations") as error:
        directory.resolve("Supervisor")
    assert "11-1021 General and Operations Managers" in error.value.got
    assert "47-1011" in error.value.got


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("health information coder", "29-2072"),  # direct match title
        ("medical records tech", "29-2072"),  # short form of an O*NET title
        ("cancer registrar", "29-9021"),
        ("nursing aide", "31-1131"),  # its own title of SOC 2000 had orderlies in it
        ("software engineer", "15-1252"),
        ("registered nurse", "29-1141"),
        ("paralegal", "23-2011"),  # the only title with the word
        ("29-2072.00", "29-2072"),
        ("29-2072 Medical Records Specialists", "29-2072"),
        ("15-1299.09", "15-1299"),
        ("all occupations", "00-0000"),
    ],
)
def test_what_is_asked_for_is_found(directory, query, code):
    role = directory.resolve(query)
    assert (role.kind, role.codes["soc_2018"]) == ("single", (code,))
    assert role.query == query


def test_a_finer_onet_occupation_is_told_to_be_a_part(directory):
    role = directory.resolve("15-1299.09")
    assert role.notes[0] == (
        "15-1299.09 Information Technology Project Managers is a finer occupation of O*NET; pay "
        "and outlook are published for 15-1299 Computer Occupations, All Other as a whole."
    )


@pytest.mark.parametrize("query", ["53-1042.01", "recycling coordinator"])
def test_a_finer_occupation_inside_a_group_names_the_occupation_it_is_part_of(built, query):
    role = Directory(built["occupations"], built["soc_lineage"]).resolve(query)
    assert role.notes[0].startswith(
        "53-1042.01 Recycling Coordinators is a finer occupation of O*NET and a part of 53-1042 "
    )


def test_the_title_of_a_finer_onet_occupation_means_what_its_code_means(built):
    """But for titles that the SOC has, too: those are the occupation of the SOC."""
    occupations = built["occupations"]
    directory = Directory(occupations, built["soc_lineage"], titles=built["titles"])
    lists = occupations["soc_version"]
    keys = occupations["occupation_title"].map(title_key)
    of_the_soc = set(keys[lists.isin(SERIES)])
    is_finer = (lists == "onet_soc_2019") & ~occupations["occupation_code"].str.endswith(".00")
    finer = occupations[is_finer].assign(key=keys[is_finer])
    apart = finer[~finer["key"].isin(of_the_soc)]
    assert len(apart) > 100
    for code, title, key in apart[["occupation_code", "occupation_title", "key"]].to_numpy():
        by_code = directory.resolve(code)
        for words in (title, title.upper(), key):
            assert replace(directory.resolve(words), query=code) == by_code
        assert by_code.label == title
        assert set(by_code.coverage.values()) <= {"wider", "overlapping", "by_code", "by_name"}
    for title in finer.loc[finer["key"].isin(of_the_soc), "occupation_title"]:
        assert "finer occupation of O*NET" not in " ".join(directory.resolve(title).notes)


def test_what_older_onet_lists_divided_is_not_answered_with_all_the_occupations_of_now(built):
    directory = Directory(built["occupations"], built["soc_lineage"])
    with pytest.raises(
        OccupationError, match=r"29-1069\.02 Dermatologists is of an older O\*NET"
    ) as error:
        directory.resolve("29-1069.02")
    assert "the same title has 29-1213 Dermatologists." in error.value.next_step
    with pytest.raises(OccupationError, match=r"older O\*NET") as error:
        directory.resolve("11-9199.03")
    assert "11-3031.03 Investment Fund Managers" in error.value.next_step
    lists = built["occupations"]["soc_version"]
    for code in built["occupations"].loc[lists == "onet_soc_2010", "occupation_code"]:
        if not code.endswith(".00"):
            try:
                role = directory.resolve(code)
            except OccupationError as refused:
                assert "older O*NET" in refused.what
            else:
                assert len(role.codes["soc_2018"]) == 1


def test_registered_nurses_had_other_nurses_among_them(directory):
    role = directory.resolve("registered nurses")
    assert role.codes["soc_2000"] == ("29-1111",)
    assert role.coverage["soc_2000"] == "wider"
    assert "29-1171 Nurse Practitioners" in role.notes[0]


def test_a_code_of_may_2010_that_stands_for_more(directory):
    role = directory.resolve("29-1128")
    assert role.label == "Exercise Physiologists"
    assert role.coverage["oews_hybrid_2010"] == "wider"
    assert "29-1128 Exercise Physiologists also holds what is" in " ".join(role.notes)


def test_a_code_that_became_a_group(directory):
    role = directory.resolve("25-2052")
    assert role.codes["soc_2010"] == ("25-2052",)
    assert role.coverage["soc_2010"] == "same"


def test_an_occupation_that_the_estimates_divide_further(directory):
    role = directory.resolve("25-3031")
    assert role.codes["soc_2010"] == ("25-3098",)
    assert role.coverage["soc_2010"] == "same"
    assert directory.resolve("25-3041").coverage["soc_2010"] == "wider"


def test_an_occupation_published_only_in_a_group(directory):
    role = directory.resolve("31-1121")
    assert role.codes["soc_2018"] == ("31-1121",)
    assert any("is published only inside the group 31-1120" in note for note in role.notes)
    group = directory.resolve("31-1120")
    assert group.codes["soc_2010"] == ("31-1011", "39-9021")
    assert group.coverage == dict.fromkeys(SERIES, "same")


def test_a_group_goes_by_its_code_where_its_members_changed(directory):
    role = directory.resolve("29-0000")
    assert role.codes == dict.fromkeys(SERIES, ("29-0000",))
    assert role.coverage["soc_2010"] == "by_code"
    assert role.coverage["oews_hybrid_2019"] == "same"


def test_codes_from_before_the_soc_stand_alone(directory):
    role = directory.resolve("32911")
    assert role.codes == {"oes_1997": ("32911",)}
    assert "No crosswalk" in role.notes[0]


def test_the_unknown_gets_suggestions(directory):
    with pytest.raises(OccupationError, match="No occupation is called") as error:
        directory.resolve("pharmcy tecnician")
    close = error.value.got.removeprefix("close to it: ").split("; ")
    assert close[0] == "29-2052 Pharmacy Technicians"
    assert len(close) == 5
    with pytest.raises(OccupationError, match="No list of occupations has the code") as error:
        directory.resolve("29-2073")
    assert "29-2072 Medical Records Specialists" in error.value.got


@pytest.mark.parametrize("query", ["", "   ", "xyzzy", "?", "and"])
def test_nothing_is_never_something(directory, query):
    with pytest.raises(OccupationError):
        directory.resolve(query)


@settings(deadline=None, max_examples=60)
@given(query=st.text(max_size=30))
def test_any_words_give_a_role_or_an_error_of_ours(publishers, query):
    tables = _cached(publishers)
    try:
        role = tables.resolve(query)
    except OccupationError as error:
        assert error.next_step
    else:
        assert role.codes


def test_every_code_and_every_title_gives_a_role_of_known_codes(publishers, bare):
    """Titles and codes of all lists come back as roles whose codes are in the register."""
    occupations, _ = registers(publishers)
    known = set(zip(occupations["soc_version"], occupations["occupation_code"], strict=True))
    old = set(occupations.loc[occupations["soc_version"] == "onet_soc_2010", "occupation_code"])
    for code in occupations["occupation_code"].unique():
        try:
            role = bare.resolve(code)
        except OccupationError as refused:
            assert code in old and "older O*NET" in refused.what
            continue
        assert isinstance(role, Role)
        assert {(v, c) for v, codes in role.codes.items() for c in codes} <= known
        assert role.coverage.keys() == role.codes.keys()
        assert set(role.coverage.values()) <= set(COVERAGE)
    newest = occupations[
        (occupations["soc_version"] == "soc_2018") & (occupations["occupation_level"] == "detailed")
    ]
    for code, title in zip(newest["occupation_code"], newest["occupation_title"], strict=True):
        assert bare.resolve(title.upper()).codes["soc_2018"] == (code,)


def test_resolve_takes_whichever_tables_there_are(publishers):
    profiles, members = profile_tables()
    occupations, lineage = registers(publishers)
    role = resolve(
        "information clerks", occupations, lineage, profiles=profiles, profile_members=members
    )
    assert role.kind == "composite"
    newest = occupations[occupations["soc_version"] == "soc_2018"]
    alone = resolve("29-2072", newest, lineage.iloc[:0])
    assert alone.codes == {"soc_2018": ("29-2072",)}


_TABLES: list[Directory] = []


def _cached(publishers) -> Directory:
    if not _TABLES:
        _TABLES.append(Directory(*registers(publishers)))
    return _TABLES[0]
