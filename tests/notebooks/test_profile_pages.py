"""The report on the work of a role tells what the sources print, for roles of every kind."""

import pytest
from made_pages import text_of


def test_the_profile_of_medical_records_specialists():
    page = text_of("role-profile", role="medical records specialists")
    # O*NET OnLine, 29-2072.00: a reported title and a task. Handbook 2024-34: 28% in hospitals,
    # $56,520 there. Projections 2024-34, Table 5.3: 30.6% have some college and no degree.
    for words in (
        "Registered Health Information Technician (RHIT)",
        "Post medical insurance billings.",
        "28%",
        "$56,520",
        "30.6%",
        "O*NET 29.3",
        "CC BY 4.0",
    ):
        assert words in page
    assert "Which licenses or certificates a job asks for" in page


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("information clerks", "ten occupations"),
        ("29-2098", "three occupations"),
        ("legislators", "The Handbook has no page of this role"),
    ],
)
def test_groups_hybrids_and_roles_without_a_page_have_a_profile(role, words):
    assert words in text_of("role-profile", role=role)
