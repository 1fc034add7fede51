"""The profile of a role: what the sources print, and what it says where they print nothing."""

import pandas as pd
import pytest

from labor.answers.profile.rows import profile_of
from labor.errors import AnalysisError
from labor.methods.outlook import outlook
from labor.occupations import Directory, Role
from labor.provenance.text import BEGIN, with_marks
from labor.terms import ONET_ATTRIBUTION

RECORDS, ASSISTANTS = "29-2072", "31-9092"
ONET = (
    "onet_occupations", "tasks", "technology", "job_zones", "job_zone_levels",
    "related_occupations", "onet_coverage",
)  # fmt: skip


@pytest.fixture(scope="module")
def directory(built):
    names = ("titles", "profiles", "profile_members")
    tables = {name: built[name] for name in names}
    return Directory(built["occupations"], built["soc_lineage"], **tables)


@pytest.fixture(scope="module")
def describe(built, directory):
    known = {}

    def made(query, **changes):
        key = (query, *changes)
        if key not in known:
            role = directory.resolve(query)
            needs = outlook([role], built["projections"], "2024-34", built["profiles"])
            tables = {**built, **changes}
            tables = {name: frame for name, frame in tables.items() if frame is not None}
            known[key] = profile_of(role, tables, needs, attribution=ONET_ATTRIBUTION)
        return known[key]

    return made


# O*NET 29.3, Job Zones and Task Statements: zone, number of tasks, and how many of them are core.
@pytest.mark.parametrize(
    ("code", "zone", "tasks", "core"),
    [
        (RECORDS, 3, 17, 0),
        ("29-9021", 3, 16, 0),
        (ASSISTANTS, 3, 20, 19),
        ("27-2011", 2, 18, 13),
    ],
)
def test_zone_and_tasks_are_those_that_onet_shows(describe, code, zone, tasks, core):
    found = describe(code)
    assert found.onet_version == "29.3"
    assert found.job_zones["job_zone"].tolist() == [zone]
    assert len(found.tasks) == tasks
    assert (found.tasks["task_type"] == "core").sum() == core


def test_core_tasks_come_first_and_in_the_order_of_onet(describe):
    tasks = describe("27-2011").tasks
    kinds = tasks["task_type"].tolist()
    assert kinds == sorted(kinds)  # core, then supplemental
    for _, part in tasks.groupby("task_type"):
        numbers = part["task_id"].astype(int)
        assert numbers.is_monotonic_increasing


# O*NET OnLine, 29-2072.00 (onetonline.org/find/match/2/29-2072.00): the sample of reported job
# titles, and the tasks, which begin so.
def test_titles_and_first_tasks_are_those_of_the_page_of_onet(describe):
    found = describe(RECORDS)
    reported = found.titles[found.titles["title_source"] == "onet_reported"]
    assert sorted(reported["title"]) == [
        "Coder",
        "Health Information Clerk",
        "Health Information Specialist",
        "Health Information Technician (Health Information Tech)",
        "Medical Records Clerk",
        "Medical Records Coordinator",
        "Medical Records Technician (Medical Records Tech)",
        "Registered Health Information Technician (RHIT)",
    ]
    first, second, *_ = found.tasks["task"]
    assert first.startswith("Assign the patient to diagnosis-related groups (DRGs)")
    assert second.startswith("Compile and maintain patients' medical records")


# O*NET 29.3, Technology Skills, 29-2072.00: in demand are Epic Systems, Microsoft Excel, Office
# software, Outlook and Word.
def test_technology_in_demand_comes_first(describe):
    found = describe(RECORDS).technology
    assert set(found.loc[found["in_demand"] == "yes", "example"]) == {
        "Epic Systems", "Microsoft Excel", "Microsoft Office software", "Microsoft Outlook",
        "Microsoft Word",
    }  # fmt: skip
    marks = (found["in_demand"] + found["hot_technology"]).tolist()
    assert marks[:5] == ["yesyes"] * 5
    assert marks == sorted(marks, reverse=True)


# Handbook 2024-34, medical records specialists: hospitals 28%, offices of physicians 19%; pay
# $56,520 and $45,620 (May 2024).
def test_employers_and_their_pay_are_those_of_the_handbook(describe):
    rows = describe(RECORDS).settings.set_index("setting")
    hospitals = rows.loc["Hospitals; state, local, and private"]
    assert (hospitals["share_of_jobs_pct"], hospitals["annual_wage_usd"]) == (28, 56_520)
    offices = rows.loc["Offices of physicians"]
    assert (offices["share_of_jobs_pct"], offices["annual_wage_usd"]) == (19, 45_620)


# Handbook 2024-34: similar to medical records specialists are six pages. O*NET 29.3: related to
# 29-2072.00 are first 31-9094.00, second 29-9021.00.
def test_what_is_near_says_who_calls_it_so(describe):
    rows = describe(RECORDS).similar
    assert rows["in_handbook"].sum() == 6
    ranks = rows.dropna(subset="onet_rank").set_index("occupation_code")["onet_rank"]
    assert (ranks["31-9094"], ranks["29-9021"], ranks["29-2052"]) == (1, 2, 10)
    finer = rows[rows["related_onet_soc_code"] == "15-1211.01"].iloc[0]
    assert pd.isna(finer["tasks_overlap"])  # the lists measured are those of 15-1211


def test_the_answer_quotes_onet_and_marks_its_numbers(describe):
    first, entry, zone, tasks, technology = describe(RECORDS).answer
    assert first.startswith("Medical records specialists, in O*NET's words: Compile, process")
    assert entry.startswith("Typical for entry: postsecondary nondegree award; no related")
    assert "job zone 3 of 5: medium preparation needed" in zone
    assert tasks == "O*NET 29.3 lists 17 tasks not rated yet."
    assert technology.startswith("It also lists 111 products")
    assert BEGIN in with_marks(zone)


def test_what_is_not_known_is_said(describe):
    said = " ".join(describe(RECORDS).caveats)
    for words in (
        "people in the job have not rated them yet",
        "job zone here is preliminary",
        "almost the same as that of health information technologists",
        "Certified Medical Coder",
        "which makes none a requirement",
        "Which licenses or certificates a job asks for, and what they add to pay, is in none",
        "BLS took from similar occupations the skill scores of medical records specialists",
    ):
        assert words in said
    assert "not yet rated" not in " ".join(describe(ASSISTANTS).caveats)


def test_coverage_tells_what_was_not_surveyed(built, describe):
    coverage = built["onet_coverage"]
    own = coverage[coverage["onet_soc_code"] == "29-2072.00"].iloc[[0]]
    rated = own.assign(onet_table="skills", rows_count=0, coverage_status="not_surveyed")
    found = describe(RECORDS, onet_coverage=pd.concat([coverage, rated]))
    said = " ".join(found.caveats)
    assert "O*NET has no survey of the people in this job on skills." in said


def test_a_group_of_the_handbook_keeps_its_occupations_apart(describe):
    found = describe("information clerks")
    assert len(found.occupations) == 10
    assert found.tasks["onet_soc_code"].nunique() == 9
    assert found.answer[0].startswith("O*NET has ten occupations for information clerks: ")
    assert "high school diploma or equivalent (8)" in found.answer[1]
    assert "a title and no tasks for information and record clerks, all other" in " ".join(
        found.caveats
    )
    assert found.similar["tasks_overlap"].isna().all()


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        # SOC 2018 crosswalk of the National Employment Matrix: 31-1121 and 31-1122 in 31-1120
        ("31-1120", {"31-1121.00", "31-1122.00"}),
        # hybrid of May 2019: 29-2036, 29-2072 and 29-2099 with its finer occupations
        ("29-2098", {"29-2036.00", "29-2072.00", "29-2099.00", "29-2099.08"}),
        ("29-2071", {"29-2072.00", "29-9021.00"}),
    ],
)
def test_groups_and_hybrids_lead_to_their_occupations(describe, query, codes):
    assert codes <= set(describe(query).occupations["onet_soc_code"])


def test_finer_occupations_stand_behind_the_one_they_are_part_of(describe):
    codes = describe("17-2199").occupations["onet_soc_code"].tolist()
    assert codes[0] == "17-2199.00"
    assert len(codes) > 5
    assert codes == sorted(codes)


def test_without_onet_the_rest_is_there_and_said_to_be_the_rest(describe):
    found = describe(RECORDS, **dict.fromkeys(ONET))
    assert found.onet_version == ""
    assert found.attribution == ""
    assert found.tasks.empty
    assert len(found.settings) == 5
    assert found.caveats[0].startswith("Tasks, technology, job zones and other titles are not")
    assert found.answer[0] == "O*NET's tables here do not describe medical records specialists."
    assert found.similar["in_handbook"].all()


def test_only_the_projections_are_enough(built):
    role = Role("x", "Medical Records Specialists", "single", {"soc_2018": (RECORDS,)})
    needs = outlook([role], built["projections"], "2024-34")
    found = profile_of(role, {}, needs)
    assert "postsecondary nondegree award" in found.answer[1]
    assert all(
        frame.empty for name, frame in found.frames.items() if name not in ("needs", "sources")
    )


def test_the_licence_is_met(describe):
    found = describe(ASSISTANTS)
    for words in ("O*NET 29.3 Database", "USDOL/ETA", "CC BY 4.0", "selected and rearranged"):
        assert words in found.attribution
    assert any(name.startswith("onet_29_3") for name in found.sources["source_id"])


def test_a_release_that_is_not_held_is_refused(built, directory):
    role = directory.resolve(RECORDS)
    needs = outlook([role], built["projections"], "2024-34")
    with pytest.raises(AnalysisError, match="no such release of O\\*NET") as caught:
        profile_of(role, built, needs, release="12.0")
    assert "29.3" in str(caught.value.expected)


def test_the_order_of_the_tables_does_not_matter(built, directory, describe):
    role = directory.resolve(ASSISTANTS)
    needs = outlook([role], built["projections"], "2024-34", built["profiles"])
    turned = {name: frame.iloc[::-1] for name, frame in built.items()}
    other = profile_of(role, turned, needs, attribution=ONET_ATTRIBUTION)
    for name in ("tasks", "technology", "settings", "similar", "job_zones"):
        expected = getattr(describe(ASSISTANTS), name)
        pd.testing.assert_frame_equal(getattr(other, name), expected)
    assert other.answer == describe(ASSISTANTS).answer
