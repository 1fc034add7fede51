"""The page on settings tells what the agency printed, for roles of every kind."""

from made_pages import text_of


def test_the_worked_example():
    page = text_of("work-settings")
    # The Handbook 2024-34: 28% in hospitals, median $56,520; 19% in offices of physicians,
    # $45,620; all $50,250. The time series of May 2025: 194,720 jobs, 51,740 in general hospitals.
    for figure in ("28%", "$56,520", "19%", "$45,620", "$50,250", "194,720", "51,740"):
        assert figure in page
    assert "What this is not" in page


def test_a_role_without_a_page_in_the_handbook():
    page = text_of("work-settings", role="legislators")
    assert "The Handbook prints no employers of legislators." in page
