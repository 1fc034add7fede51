"""Growth phrases: points used as evidence are no tests, so each is asked for without itself."""

from dataclasses import replace

import pytest

import labor
from labor.methods import phrases
from labor.methods.phrases import FIRST_WITH_WORDS, Jobs, ledger, phrase_for

VINTAGES = [name for name in ledger() if int(name[:4]) >= FIRST_WITH_WORDS]


#: Vintages with a phrase that was seen in a profile that is named.
SEEN = [name for name in VINTAGES if any(point.profile_id for point in ledger()[name].points)]


@pytest.mark.parametrize("vintage", SEEN)
def test_a_profile_whose_phrase_was_seen_has_it_although_sums_round_otherwise(vintage):
    points = {one.profile_id: one for one in ledger()[vintage].points if one.profile_id}
    profiles = labor.load("profiles", edition="2024-34").set_index("profile_id")["profile_title"]
    for profile, point in points.items():
        rows = labor.outlook(profiles[profile], vintage=vintage).rows
        assert rows["growth_phrase"].iloc[0] == point.phrase, profile
        assert abs(rows["employment_change_pct"].iloc[0] - point.percent) < 1, profile


@pytest.mark.parametrize("vintage", VINTAGES)
def test_a_point_left_out_of_the_ledger_is_never_given_another_phrase(vintage, monkeypatch):
    known = ledger()[vintage]
    for point in known.points:
        others = replace(known, points=tuple(one for one in known.points if one is not point))
        with monkeypatch.context() as patch:
            patch.setattr(phrases, "ledger", lambda others=others: {vintage: others})
            found = phrase_for(float(point.percent), vintage)
        assert not found.options or point.phrase in found.options, point
        assert len(found.options) <= 2, point


def test_most_points_left_out_are_found_by_the_others(monkeypatch):
    found = []
    for vintage in VINTAGES:
        known = ledger()[vintage]
        for point in known.points:
            others = replace(known, points=tuple(one for one in known.points if one is not point))
            with monkeypatch.context() as patch:
                patch.setattr(phrases, "ledger", lambda v=vintage, others=others: {v: others})
                found.append(bool(phrase_for(float(point.percent), vintage).options))
    assert len(found) > 40
    assert sum(found) / len(found) >= 0.9


def test_nine_of_ten_growth_figures_get_the_phrase_or_two_adjacent_ones(built):
    rows = built["projections"]
    rows = rows[(rows["occupation_kind"] == "line_item") & (rows["base_year"] >= FIRST_WITH_WORDS)]
    rows = rows[rows["employment_change_pct_status"] == "published"]
    names = ["projection_vintage", "employment_change_pct", "base_employment_jobs"]
    names += ["target_employment_jobs", "employment_change_jobs"]
    order = list(phrases.WORDS.values())
    few = 0
    for vintage, percent, *jobs in rows[names].itertuples(index=False, name=None):
        options = phrase_for(percent, vintage, Jobs(*jobs)).options
        places = [order.index(one) for one in options]
        assert places == list(range(places[0], places[0] + len(places))) if places else True
        few += len(options) in (1, 2)
    assert few / len(rows) >= 0.9
