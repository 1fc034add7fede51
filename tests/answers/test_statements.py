"""Statements of articles without numbers: supported, not in these tables, or contradicted."""

import csv
from pathlib import Path

import pytest
from sampling import tries

from labor.answers.article import editing
from labor.answers.article.support import CONTRADICTED, SILENT, SUPPORTED

CASES = Path(__file__).parents[1] / "data" / "statements.csv"
LOTS = CASES.parent.glob("claims*.csv")
SHARED = Path(__file__).parents[3] / "shared"


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("case", read(CASES), ids=lambda case: case["words"])
def test_a_statement_gets_the_verdict_that_the_tables_allow(article, case):
    found = [
        one.verdict
        for one in article(case["text"]).statements
        if one.statement.kind == case["kind"] and case["words"] in one.statement.words
    ]
    assert found == [case["expected"]]


def test_nothing_is_contradicted_in_texts_on_pay(article):
    texts = [row["text"] for path in LOTS for row in read(path)][:: tries(16, 8)]
    against = [
        one.statement for t in texts for one in article(t).statements if one.verdict == CONTRADICTED
    ]
    assert against == []


@pytest.mark.parametrize(
    "text",
    [
        "Registered nurses usually need a bachelor's degree, an associate's degree or a diploma.",
        "Medical assistants must pass an exam; those with an associate's degree earn more.",
        "A master's degree is required for registered nurses to become nurse practitioners.",
        "Police officers must be 21. A bachelor's degree is required by the FBI.",
        "Elementary school teachers in New York need a master's degree within five years.",
        "While dental assistants need only a certificate, dental hygienists need an associate's "
        "degree.",
        "Most lawyers work in private practice, and government lawyers earn less.",
        "The majority of pharmacists work in pharmacies and hospitals.",
        "Cosmetologists must have a license and a high school diploma is typically required.",
        "Surgeons must first earn a bachelor's degree.",
        "Most janitors work at night, many in schools.",
    ],
)
def test_what_may_be_true_is_never_contradicted(article, text):
    assert CONTRADICTED not in [one.verdict for one in article(text).statements]


# Of the article that started the project, as a person finds it in O*NET 29.3 and the Handbook.
SEED = {
    "Entering data into the computer": SUPPORTED,
    "Processing discharge and admissions documents": SUPPORTED,
    "Protecting the security of the patients": SUPPORTED,
    "Reviewing documents for accuracy": SUPPORTED,
    "coder": SUPPORTED,
    "coding specialist": SUPPORTED,
    "certificate": SUPPORTED,
    "associate’s": SUPPORTED,
    "Registered Health Information Technician": SUPPORTED,
    "Certified Professional Coder": SUPPORTED,
    "Certified Risk Adjustment Coder": SILENT,
    "Certified Outpatient Coder": SILENT,
    "hospital": SUPPORTED,
    "government agencies": SUPPORTED,
    "pharmaceutical companies": SILENT,
    "rehabilitation centers": SILENT,
    "nursing homes": SILENT,
    "home health agencies": SILENT,
    "on the job training": SUPPORTED,
    "internships": SUPPORTED,
    "medical assistants": SUPPORTED,
    "information clerks": SUPPORTED,
    "medical transcriptionist": SUPPORTED,
    "pharmacy technician": SUPPORTED,
}


def test_the_article_that_started_the_project(article):
    folder = SHARED / "article"
    if not folder.is_dir():
        pytest.skip("the article that started the project is not on this machine")
    (file,) = folder.glob("*.txt")
    found = article(file.read_text(encoding="utf-8"))
    given = {one.statement.words: one.verdict for one in found.statements}
    assert {words: given.get(words) for words in SEED} == SEED
    assert CONTRADICTED not in given.values()
    assert f"{found.sentences_not_looked_at} sentences were not looked at." in found.sentences[-1]


TEXT = "A bachelor's degree is typically required of dental assistants.\nThey like their work."


def test_what_is_contradicted_fails_a_check_that_asks_for_it(article):
    checked = [editing.CheckedFile("a.md", TEXT, article(TEXT))]
    failing = editing.verdicts_named("contradicted")
    (one,) = checked[0].failing(failing)
    assert "Postsecondary nondegree award" in one.why
    lines = list(editing.github_lines(checked, failing))
    assert lines[0].startswith("::error file=a.md,line=1,title=bachelor's%3A contradicted::")
    assert "1 is contradicted." in lines[-1]
    assert any("✗ contradicted" in line for line in editing.table_lines(checked, failing))


def test_every_form_of_the_answer_has_the_statements(article):
    found = article(TEXT)
    record = found.to_dict()
    assert [one["verdict"] for one in record["statements"]] == [CONTRADICTED]
    assert record["sentences_not_looked_at"] == 1
    assert "✗ entry education: “bachelor's”, contradicted" in "\n".join(found.lines())
    assert found.tables()[1].data["kind"].tolist() == ["entry education"]
    assert "1 sentence was not looked at." in record["sentences"]
