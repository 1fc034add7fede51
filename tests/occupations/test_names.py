"""Job titles are found by their key, however many there are."""

import pandas as pd
import pytest

from labor.occupations.names import Names
from labor.occupations.titles import forms, title_key

OCCUPATIONS = pd.DataFrame(columns=["soc_version", "occupation_code", "occupation_title"])


def names_of(*titles):
    rows = [("soc_2018", f"29-{1000 + n}", text, "made") for n, text in enumerate(titles)]
    columns = ["soc_version", "occupation_code", "title", "title_source"]
    return Names(OCCUPATIONS, pd.DataFrame(rows, columns=columns, dtype="str"))


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        ("Secretaries", "secretary"),
        ("Secretary", "SECRETARIES"),
        ("Firemen", "fireman"),
        ("Women's Tailor", "womens tailor"),
        ("Bus Drivers", "bus driver"),
        ("Boxes Maker", "box maker"),
        ("Medical Records Technician (Medical Records Tech)", "medical records tech"),
        ("Medical Records Technician (Medical Records Tech)", "medical records technicians"),
        ("Health & Safety Engineer", "health and safety engineers"),
        ("MD", "md"),
    ],
)
def test_singular_plural_and_signs_do_not_matter(title, asked):
    names = names_of("Something Else", title, "Another Thing")
    assert names.jobs(asked) == ("soc_2018", frozenset({"29-1001"}))


def test_other_titles_are_not_taken_for_it():
    assert names_of("Medical Secretary", "Secretary General").jobs("secretary") == (
        "",
        frozenset(),
    )
    assert names_of("Secretary").jobs("...") == ("", frozenset())


def test_every_job_title_leads_to_its_occupation(built):
    titles = built["titles"]
    names = Names(built["occupations"], titles)
    for row in titles.sample(60, random_state=7).itertuples():
        for form in filter(title_key, forms(row.title)):
            like = list(names._job_titles_like(title_key(form)))
            found = (row.soc_version, row.occupation_code, row.title, row.title_source)
            assert found in like, form
