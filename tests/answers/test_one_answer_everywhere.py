"""Python, JSON, the printed text and the page tell the same figures and sentences of a role.

A dozen of the roles are tried. `LABOR_EVERY_ROLE=1 pytest -n 0 --timeout 0` with this file tries
all sixty and makes the page of each, which takes long; else one page is made.
"""

import json
import os
from pathlib import Path

import pytest
from lxml import html
from typer.testing import CliRunner

import labor
from labor.cli import app
from labor.provenance.text import plain
from labor.report import run_report

ROOT = Path(__file__).parents[2]
EVERY = os.environ.get("LABOR_EVERY_ROLE", "")
VINTAGE = "2024-34"
#: Roles and years by how the figure stands to the role, see `roles.RELATIONS`.
ROLES = {
    "itself": [
        *(("29-2072", 2025), ("medical assistants", 2018), ("29-1141", 2012), ("51-2028", 2024)),
        *(("00-0000", 2024), ("31-1120", 2019), ("25-0000", 2024), ("43-0000", 2018)),
        *(("clergy", 2024), ("29-1212", 2024), ("29-1067", 2018), ("29-1214", 2021)),
        *(("15-1252", 2024), ("phlebotomists", 2024), ("11-1031", 2024), ("53-3022", 2018)),
    ],
    "by the hour or the year only": [
        *(("actors", 2024), ("dancers", 2025), ("27-2042", 2024), ("25-1011", 2024)),
    ],
    "same_jobs": [("29-2041", 2024), ("29-2040", 2018), ("11-1010", 2010), ("11-1010", 2025)],
    "part": [
        *(("29-1111", 2024), ("35-3023", 2018), ("21-1018", 2014), ("51-2028", 2014)),
        *(("53-1048", 2013), ("11-1000", 2005), ("31-1120", 2018), ("27-3023", 2018)),
    ],
    "group": [
        *(("information clerks", 2024), ("material recording clerks", 2016)),
        *(("financial clerks", 2020), ("postsecondary teachers", 2022), ("woodworkers", 2023)),
        *(("police and detectives", 2025), ("assemblers and fabricators", 2022)),
        *(("computer support specialists", 2021), ("retail sales workers", 2024)),
    ],
    "by_code or by_name": [("29-1141", 1997), ("11-0000", 2005), ("registered nurses", 1997)],
    "published_in": [
        *(("31-1121", 2025), ("29-2012", 2024), ("21-1011", 2018), ("25-9042", 2024)),
        *(("13-1021", 2024), ("39-7011", 2024)),
    ],
    "wider": [
        *(("cardiologists", 2018), ("phlebotomists", 2008), ("29-2072", 2018)),
        *(("15-1299.08", 2024), ("53-1042.01", 2017)),
    ],
    "narrower or overlapping": [
        *(("29-9021", 2018), ("15-1250", 2018), ("53-3022", 2025), ("11-9198", 2021)),
        *(("15-1256", 2000),),
    ],
}
CASES = [case for cases in ROLES.values() for case in cases]
#: Of every kind one, and three more.
SAMPLE = [cases[0] for cases in ROLES.values()] + ROLES["group"][1:3] + ROLES["wider"][3:4]


def answer_of(role, year):
    return labor.compare(role, year=year, vintage=VINTAGE)


def printed(*arguments):
    found = CliRunner().invoke(app, ["compare", *arguments, "--root", str(ROOT)])
    assert found.exit_code == 0, found.output
    return found.stdout


def one_line(text):
    return " ".join(text.split())


def test_there_are_sixty_roles():
    assert len(CASES) == len(set(CASES)) == 60


@pytest.mark.parametrize(("role", "year"), CASES if EVERY else SAMPLE)
def test_the_command_prints_what_python_answers(role, year):
    answer = answer_of(role, year)
    asked = (role, "--year", str(year), "--vintage", VINTAGE)
    found = json.loads(printed(*asked, "--json"))
    said = [plain(text) for text in answer.sentences]
    assert found["sentences"] == said
    assert found["caveats"] == [plain(text) for text in answer.caveats]
    for name, table in (("pay", answer.pay), ("outlook", answer.outlook)):
        assert found[name] == answer.to_dict()[name]
        assert len(found[name]) == len(table)
    text = one_line(printed(*asked))
    assert [one for one in said if one_line(one) not in text] == []


@pytest.mark.slow
@pytest.mark.parametrize(("role", "year"), CASES if EVERY else SAMPLE[-1:])
def test_the_page_tells_what_python_answers(role, year, tmp_path):
    asked = {"role": role, "reference_year": year, "projection_vintage": VINTAGE}
    asked |= {"peers": [], "earlier_year": 0}
    notebook = ROOT / "notebooks" / "compare-roles.ipynb"
    page = run_report(notebook, asked, tmp_path / "page.html", folder=ROOT)
    text = one_line(html.document_fromstring(page.read_text(encoding="utf-8")).text_content())
    answer = answer_of(role, year)
    for one in (*answer.sentences, *answer.caveats):
        assert one_line(plain(one)) in text
