"""All profiles of the edition 2024-34 against figures that BLS prints elsewhere."""

import pytest

from labor.errors import SourceError
from labor.publishers.handbook import parse as ooh
from labor.publishers.handbook.wording import PHRASES
from labor.publishers.reading.files import open_books
from labor.publishers.reading.pages import open_pages, read_pages

ARCHIVE = "ooh/2024-34_ooh-html_342-profiles.tar.xz"


@pytest.fixture(scope="module")
def tables(publishers, handbook_tables):
    assert ooh.recognises(open_pages(publishers / ARCHIVE))
    assert {table.vintage for table in handbook_tables} == {"2024-34"}
    return {table.kind.removeprefix("ooh."): ooh.parse(table) for table in handbook_tables}


def test_every_page_gives_its_rows(tables):
    assert {name: len(frame) for name, frame in tables.items()} == {
        "quick_facts": 342,
        "members": 702,
        "similar_occupations": 2594,
        "pay_settings": 2257,
        "employers": 1753,
    }
    facts = tables["quick_facts"]
    assert set(facts["outlook_phrase"]) == PHRASES | {""}
    bare = facts[facts["jobs"].isna()]
    assert bare["profile_id"].tolist() == ["military-careers"]


#: The figures of each page's quick facts and pay tab, read from the pages by eye:
#: slug, code, median a year and an hour, p10, p90, jobs 2024 and 2034, percent, phrase, change,
#: openings.
GOLDEN = [
    ("medical-records-and-health-information-technicians", "29-2072", 50_250, 24.16, 35_780,
     80_950, 194_800, 208_600, 7, "Much faster than average", 13_800, 14_200),
    ("health-information-technologists-and-medical-registrars", "29-9021", 67_310, 32.36, 39_120,
     112_130, 41_900, 48_100, 15, "Much faster than average", 6_200, 3_200),
    ("medical-assistants", "31-9092", 44_200, 21.25, 35_020, 57_830, 811_000, 912_200, 12,
     "Much faster than average", 101_200, 112_300),
    ("pharmacy-technicians", "29-2052", 43_460, 20.90, 35_100, 59_450, 490_400, 521_800, 6,
     "Faster than average", 31_500, 49_000),
    ("medical-transcriptionists", "31-9094", 37_550, 18.05, 26_370, 53_890, 43_900, 41_800, -5,
     "Decline", -2_200, 7_400),
    ("information-clerks", "", 43_730, 21.02, 29_990, 65_420, 1_336_600, 1_302_000, -3, "Decline",
     -34_600, 149_200),
]  # fmt: skip


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden[0])
def test_quick_facts_of_the_worked_example(tables, golden):
    row = tables["quick_facts"].set_index("profile_id").loc[golden[0]]
    names = ["soc_code", "median_annual", "median_hourly", "p10_annual", "p90_annual", "jobs"]
    names += ["target_jobs", "outlook_pct", "outlook_phrase", "change", "openings"]
    assert tuple(row[names]) == golden[1:]


def test_the_pages_of_one_profile_each_say_the_same(tables, publishers):
    folder = publishers / "ooh/2024-34_html"
    single = ooh.extract(open_pages(folder))
    facts = ooh.parse(single[0])
    assert len(facts) == 7
    whole = tables["quick_facts"].set_index("profile_id").loc[facts["profile_id"]]
    assert facts.set_index("profile_id").equals(whole)


def jobs_of(rows, heading, *names):
    """Jobs by code in a table of the projections, which prints thousands."""
    code, *places = (rows[heading].index(name) for name in names)
    return {
        str(row[code]).strip('="'): [
            round(float(str(row[place]).replace(",", "")) * 1000) for place in places
        ]
        for row in rows[heading + 1 :]
        if len(row) > max(places) and "-" in str(row[code])
    }


def test_members_have_the_jobs_of_the_projections(tables, publishers):
    folder = publishers / "projections"
    export = open_books(folder / "2024-34_Employment Projections.csv")[0].sheet()
    line_items = jobs_of(export.rows, 0, "Occupation Code", "Employment 2024", "Employment 2034")
    workbook = open_books(folder / "2024-34_occupation.xlsx")[0].sheet("Table 1.2")
    matrix = "2024 National Employment Matrix code"
    every = jobs_of(workbook.rows, 1, matrix, "Employment, 2024", "Employment, 2034")
    members = tables["members"].query("soc_code != ''")
    assert len(members) == members["soc_code"].nunique() == 651
    assert (members.groupby("profile_id").size() > 1).sum() == 97
    printed = members.set_index("soc_code")[["base_jobs", "target_jobs"]].astype(int)
    assert printed.values.tolist() == [every[code] for code in printed.index]
    detailed = printed[printed.index.isin(line_items.keys())]
    assert len(detailed) == 603, "the others sum occupations that stand below them"
    assert detailed.values.tolist() == [line_items[code] for code in detailed.index]


def test_information_clerks_are_ten_occupations_without_a_code(tables):
    rows = tables["members"].query("profile_id == 'information-clerks'")
    whole, members = rows.iloc[0], rows.iloc[1:]
    assert (whole["soc_code"], whole["soc_code_mark"], whole["level"]) == ("", "—", 0)
    assert members["soc_code"].tolist() == [
        "43-4021", "43-4031", "43-4061", "43-4071", "43-4081",
        "43-4111", "43-4151", "43-4161", "43-4181", "43-4199",
    ]  # fmt: skip
    assert (whole["base_jobs"], members["base_jobs"].sum()) == (1_336_600, 1_336_800)


def test_similar_occupations_of_medical_records_specialists(tables):
    links = tables["similar_occupations"]
    medical_records = "medical-records-and-health-information-technicians"
    own = links[links["profile_id"] == medical_records]
    assert sorted(zip(own["title"], own["education"], own["median_annual"], strict=True)) == [
        ("Health Information Technologists and Medical Registrars", "Associate's degree", 67_310),
        ("Information Clerks", "See How to Become One", 43_730),
        ("Medical Assistants", "Postsecondary nondegree award", 44_200),
        ("Medical Transcriptionists", "Postsecondary nondegree award", 37_550),
        ("Medical and Health Services Managers", "Bachelor's degree", 117_960),
        ("Pharmacy Technicians", "High school diploma or equivalent", 43_460),
    ]
    back = links[links["similar_profile_id"] == medical_records]["profile_id"]
    assert set(back) - set(own["similar_profile_id"]) == {
        "financial-clerks",
        "library-technicians-and-assistants",
        "phlebotomists",
        "secretaries-and-administrative-assistants",
    }
    facts = tables["quick_facts"].set_index("profile_id")
    assert set(links["similar_profile_id"]) <= set(facts.index)
    linked = facts.loc[links["similar_profile_id"]]
    assert (linked["median_annual"].fillna(-1).values == links["median_annual"].fillna(-1)).all()


def test_pay_of_medical_records_specialists_by_industry(tables):
    pay = tables["pay_settings"]
    rows = pay[pay["profile_id"] == "medical-records-and-health-information-technicians"]
    industries = rows[rows["kind"] == "industry"]
    assert industries["wage"].tolist() == [60_750, 56_520, 49_970, 49_590, 45_620]
    assert industries["setting"].iloc[0] == "Management of companies and enterprises"
    assert (rows.iloc[0]["p10"], rows.iloc[0]["p90"]) == (35_780, 80_950)


def test_wages_are_floors_where_the_page_or_the_top_code_of_the_year_says_so(tables):
    facts = tables["quick_facts"].set_index("profile_id")
    physicians = facts.loc["physicians-and-surgeons"]
    assert (physicians["median_annual"], physicians["median_annual_mark"]) == (239_200, ">=")
    assert (physicians["median_hourly"], physicians["median_hourly_mark"]) == (115, ">=")
    pay = tables["pay_settings"]
    pilots = pay.query("profile_id == 'airline-and-commercial-pilots' and wage == 239200")
    assert set(pilots["wage_mark"]) == {">="} and len(pilots) == 2
    assert (pay["wage"].gt(239_200) & pay["statistic"].eq("median")).sum() == 0
    assert (pay["p90_mark"] == ">=").sum() == (pay["p90"] == 239_200).sum() == 20
    mean = pay[pay["statistic"] == "mean"]
    assert set(mean["profile_id"]) == {"physicians-and-surgeons"}
    assert mean["wage"].max() == 450_810


def test_the_only_wage_sentence_of_a_page_has_the_median_of_its_quick_facts(tables):
    facts = tables["quick_facts"]
    pay = tables["pay_settings"].query("kind == 'all'")
    single = pay[~pay.duplicated("profile_id", keep=False)].merge(facts, on="profile_id")
    single = single[single["pay_year_x"] == single["pay_year_y"]]
    shown = single["median_annual"].where(single["period"] == "annual", single["median_hourly"])
    assert len(single) == 287
    assert (shown == single["wage"]).all()


@pytest.mark.parametrize("part", [0.02, 0.5, 0.999])
def test_a_cut_copy_of_the_archive_is_refused(publishers, tmp_path, part):
    content = (publishers / ARCHIVE).read_bytes()
    path = tmp_path / "cut.tar.xz"
    path.write_bytes(content[: int(len(content) * part)])
    with pytest.raises(SourceError, match="damaged or incomplete"):
        list(read_pages(path))
