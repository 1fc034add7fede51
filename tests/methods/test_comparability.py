"""Whether two years may be compared, and what can be said across a division."""

import pandas as pd
import pytest
from analysis_examples import (
    CLERKS,
    HYGIENISTS,
    RECORDS,
    SERIES,
    SPECIALISTS,
    lineage,
    oews,
    role,
)
from hypothesis import given
from hypothesis import strategies as st

from labor.errors import AnalysisError
from labor.methods.comparability import breaks, comparable, soc_version_of
from labor.methods.crosswalk import Crosswalk

WAGES, EMPLOYMENT = oews()
STEPS = Crosswalk.of(lineage())


def kinds(verdict, severity):
    return {reason.kind for reason in verdict.reasons if reason.severity == severity}


def test_the_same_year_is_comparable():
    assert comparable("29-2071", 2018, 2018, STEPS).verdict == "comparable"


# SOC 2010 to 2018 crosswalk: 29-2071 goes to 29-2072 and to 29-9021, which also takes in 29-9099.
@pytest.mark.parametrize("subject", ["29-2071", RECORDS])
def test_the_divided_occupation_is_not_comparable(subject):
    verdict = comparable(subject, 2018, 2024, STEPS)
    assert verdict.verdict == "not_comparable"
    assert "29-9099" in verdict.why
    assert kinds(verdict, "break") == {"classification"}


def test_the_mixed_code_is_comparable_with_neither_side():
    for years in ((2018, 2019), (2020, 2021)):
        assert comparable(RECORDS, *years, STEPS).verdict == "not_comparable"
    assert comparable("29-2098", 2019, 2020, STEPS).verdict == "with_caveats"


def test_the_old_occupation_is_comparable_with_itself():
    verdict = comparable("29-2071", 2000, 2018, STEPS)
    assert verdict.verdict == "with_caveats"
    assert kinds(verdict, "caveat") == {"reference period"}
    assert comparable("29-2071", 2012, 2018, STEPS).verdict == "comparable"


def test_the_order_of_the_years_does_not_matter():
    forward = comparable("29-2071", 2018, 2024, STEPS)
    assert forward == comparable("29-2071", 2024, 2018, STEPS)


def test_a_new_code_is_looked_up_from_its_own_side():
    verdict = comparable("29-2072", 2018, 2024, STEPS)
    assert verdict.verdict == "not_comparable"
    assert "29-9021" in verdict.why


def test_another_code_for_the_same_jobs_is_no_break():
    verdict = comparable("29-2021", 2018, 2024, STEPS)
    assert verdict.verdict == "with_caveats"
    assert any("29-2021 on one side and 29-1292" in reason.text for reason in verdict.reasons)
    assert comparable(HYGIENISTS, 2018, 2024, STEPS).verdict == "with_caveats"


def test_codes_of_1997_match_by_title_only():
    verdict = comparable(RECORDS, 1997, 2018, STEPS)
    assert verdict.verdict == "not_comparable"
    assert "titles alone do not make occupations the same" in verdict.why


def test_neighbouring_years_share_answers():
    assert "panels" in kinds(comparable("29-2071", 2016, 2018, STEPS), "caveat")
    assert "panels" not in kinds(comparable("29-2071", 2015, 2018, STEPS), "caveat")


def test_the_model_of_may_2021_is_a_caveat():
    verdict = comparable("31-9092", 2018, 2024, STEPS)
    assert verdict.verdict == "with_caveats"
    assert kinds(verdict, "caveat") == {"method"}
    assert comparable("31-9092", 2021, 2024, STEPS).verdict == "comparable"


def test_top_codes_matter_only_for_top_coded_wages():
    raised = comparable("31-9092", 2012, 2018, STEPS)
    assert raised.verdict == "comparable"
    assert "top code" in kinds(raised, "note")
    assert comparable("31-9092", 2012, 2018, STEPS, top_coded=True).verdict == "not_comparable"
    jobs = comparable("31-9092", 2012, 2018, STEPS, measure="employment")
    assert "top code" not in kinds(jobs, "note")


def test_industries_and_areas_have_breaks_of_their_own():
    assert comparable("31-9092", 2001, 2018, STEPS, industry_code="622000").verdict == (
        "not_comparable"
    )
    assert comparable("31-9092", 2012, 2018, STEPS, area_code="06").verdict == "comparable"
    metro = comparable("31-9092", 2012, 2018, STEPS, area_code="31080")
    assert kinds(metro, "caveat") == {"area"}
    rest = comparable("31-9092", 2012, 2018, STEPS, area_code="0600007")
    assert rest.verdict == "not_comparable"


def test_jobs_of_a_pure_division_add_up_and_wages_do_not():
    verdict = comparable("11-1111", 2000, 2012, STEPS, measure="employment")
    assert verdict.verdict == "with_caveats"
    assert "compare the sums" in " ".join(reason.text for reason in verdict.reasons)
    assert comparable("11-1111", 2000, 2012, STEPS).verdict == "not_comparable"


def test_a_group_of_unchanged_occupations_stays_comparable():
    assert comparable(CLERKS, 2012, 2018, STEPS, measure="employment").verdict == "comparable"


def test_a_role_without_a_code_in_one_year_is_not_comparable():
    verdict = comparable(SPECIALISTS, 2018, 2024, STEPS)
    assert "have no code for medical records specialists" in verdict.why


def test_a_code_inside_a_published_group_says_so():
    table = pd.concat(
        [
            lineage(),
            pd.DataFrame(
                {
                    "from_version": ["soc_2010", "soc_2010", "soc_2018"],
                    "from_code": ["29-2011", "29-2010", "29-2011"],
                    "to_version": ["oews_hybrid_2019", "oews_hybrid_2019", "soc_2018"],
                    "to_code": ["29-2010", "29-2010", "29-2010"],
                    "from_extent": ["whole", "whole", "whole"],
                    "to_extent": ["part", "whole", "part"],
                    "relation": ["merged", "same", "aggregated"],
                    "standing": ["main", "main", "main"],
                }
            ),
            pd.DataFrame(
                {
                    "from_version": ["soc_2010"],
                    "from_code": ["29-2011"],
                    "to_version": ["soc_2010"],
                    "to_code": ["29-2010"],
                    "from_extent": ["whole"],
                    "to_extent": ["part"],
                    "relation": ["aggregated"],
                    "standing": ["main"],
                }
            ),
        ],
        ignore_index=True,
    ).fillna("")
    assert comparable("29-2010", 2018, 2019, table).verdict == "with_caveats"
    verdict = comparable("29-2011", 2016, 2019, table)
    assert "published only within the group 29-2010" in verdict.why


def test_the_agency_s_own_position_is_always_given():
    for years in ((2012, 2018), (2018, 2024)):
        verdict = comparable("31-9092", *years, STEPS)
        assert any("does not encourage its use" in reason.text for reason in verdict.reasons)
        assert len(verdict.sources) == len(set(verdict.sources))


def test_every_declared_break_has_a_source_and_a_place_in_time():
    seen = set()
    for entry in breaks():
        assert entry.id not in seen
        seen.add(entry.id)
        assert entry.source
        assert entry.text.endswith(".")
        assert entry.severity in ("note", "caveat", "break")
        assert entry.scope in ("all", "metro", "nonmetro", "industry")
        assert entry.measures in ("all", "wages")
        assert entry.latest_first_year is None or entry.latest_first_year > entry.first_year
    assert {"model_based", "may_reference", "soc_2018", "naics_2022", "top_code_2025"} <= seen


@pytest.mark.parametrize(
    ("year", "version"),
    [
        (1997, "oes_1997"),
        (2009, "soc_2000"),
        (2011, "oews_hybrid_2010"),
        (2012, "soc_2010"),
        (2020, "oews_hybrid_2019"),
        (2026, "soc_2018"),
    ],
)
def test_every_year_has_one_list_of_codes(year, version):
    assert soc_version_of(year) == version


def test_what_cannot_be_judged_is_refused():
    with pytest.raises(AnalysisError, match="No classification"):
        comparable("29-2071", 1990, 2018, STEPS)
    with pytest.raises(AnalysisError, match="No such measure"):
        comparable("29-2071", 2012, 2018, STEPS, measure="median")
    with pytest.raises(AnalysisError, match="No row of soc_lineage"):
        comparable("99-9999", 2018, 2024, STEPS)


@given(
    st.lists(st.tuples(st.sampled_from("ABCD"), st.sampled_from("WXYZ")), min_size=1, unique=True),
    st.sets(st.sampled_from("ABCD"), min_size=1),
)
def test_codes_hold_the_same_jobs_only_if_nothing_comes_in_or_goes_out(edges, start):
    sources = [[a for a, b in edges if b == new] for _, new in edges]
    targets = [[b for a, b in edges if a == old] for old, _ in edges]
    table = pd.DataFrame(edges, columns=["from_code", "to_code"]).assign(
        from_version="soc_2010",
        to_version="soc_2018",
        from_title="",
        to_title="",
        relation="",
        standing="main",
        from_extent=["part" if len(found) > 1 else "whole" for found in targets],
        to_extent=["part" if len(found) > 1 else "whole" for found in sources],
    )
    found = Crosswalk(table).follow(start, "soc_2010", "soc_2018")
    inside = {b for a, b in edges if a in start}
    enters = any(b in inside and a not in start for a, b in edges)
    complete = {a for a, _ in edges} >= start
    assert found.to_codes == inside
    assert found.same_jobs == (bool(inside) and not enters and complete)


def test_roles_are_judged_by_their_codes_and_not_their_names():
    swapped = role("Hygienists", **dict.fromkeys(SERIES, ("31-9092",)))
    assert comparable(swapped, 2018, 2024, STEPS).verdict == "with_caveats"
