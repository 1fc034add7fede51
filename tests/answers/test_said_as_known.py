"""Sentences say what is known of a figure, and of each pair that has no order say why."""

import random

import pytest

import labor
from labor.answers.history.printed import printed_years
from labor.answers.tables import directory_of, processed_of
from labor.errors import AnalysisError
from labor.methods.group_pay import ledger, one_sided
from labor.occupations.published import slots
from labor.provenance.checking import reads_as
from labor.provenance.text import plain
from labor.show.words import people
from labor.tables.load import load
from labor.terms import JOBS_OF_ZERO

NATION = {"area_code": "99", "industry_code": "000000", "ownership_code": "1235"}


def pay(role, *peers, **options):
    return [plain(text) for text in labor.compare(role, list(peers), **options).sentences]


# SOC 2010 to 2018 crosswalk: 29-2071 and 29-9099 hold other occupations than 29-9021, 15-1199 than
# those of 15-1250; 53-3022 went whole into 53-3051 and 53-3053, which has taxi chauffeurs as well.
@pytest.mark.parametrize(
    ("role", "year", "said"),
    [
        ("29-9021", 2018, "as two occupations in May 2018, which hold other jobs as well. "),
        ("15-1250", 2018, "five occupations in May 2018, of which 15-1199 holds other jobs as "),
        ("53-3022", 2024, "two occupations in May 2024, of which 53-3053 holds other jobs as "),
        ("11-9198", 2021, "Only a part of the jobs of "),
        ("29-1111", 2024, "The codes of May 2024 divide registered nurses among four occupatio"),
    ],
)
def test_codes_of_other_jobs_do_not_divide_a_role(role, year, said):
    assert said in pay(role, year=year)[0]


def test_a_caveat_names_the_other_occupations_of_a_code():
    found = labor.compare("29-9021", year=2018, vintage="2024-34").caveats
    text = " ".join(map(plain, found))
    assert "and other jobs: medical records specialists (29-2072); surgical assistants" in text


def test_only_codes_of_just_the_role_divide_it():
    processed = processed_of(None)
    directory, printed = directory_of(processed), printed_years(processed, "wages", "99")
    codes = sorted({code for year in printed.values() for code in year.codes})
    divided = set()
    for code in random.Random(13).sample(codes, 60):
        role = directory.resolve(code)
        for year, found in printed.items():
            own = slots(role, found.soc_version, found.codes)
            if own[0].role_kind == "part" and {slot.relation for slot in own} == {"part"}:
                assert role.coverage[found.soc_version] in ("same", "wider"), (code, year)
                assert not {slot.code for slot in own} & role.mixed.get(found.soc_version, set())
                divided.add(code)
    assert divided


# Wages of May 2024 and May 2015: of cardiologists the median, of surgeons the 25th percentile is
# only known to be at least the top code.
def test_of_a_top_code_only_what_is_known_is_said():
    assert pay("29-1212", year=2024)[1] == (
        "Inside the occupation a quarter earned $230,100 or less and at least half $239,200 or "
        "more."
    )
    assert pay("29-1067", year=2015)[1] == (
        "Inside the occupation at least three in four earned $187,200 or more."
    )
    assert "at least a quarter $208,000 or more" in pay("29-1065", year=2016)[1]


def test_no_quarter_is_said_of_a_capped_percentile():
    rows = load("wages", processed_of(None), **NATION, statistic=["p25", "median"])
    capped = rows[rows["annual_wage_usd_status"] == "top_coded"]
    capped = capped[capped["reference_year"] >= 2000].sample(12, random_state=13)
    for row in capped.itertuples():
        said = pay(row.occupation_code, year=int(row.reference_year))
        inside = [text for text in said if text.startswith("Inside the occupation")]
        assert inside == [] or "at least" in inside[0]


PEERS = ["actors", "cardiologists", "31-1121", "29-2071", "legislators", "55-1011", "cashiers"]


@pytest.mark.parametrize("role", ["medical assistants", "31-1121", "29-2071", "actors", "13-1030"])
def test_each_peer_is_in_a_sentence_on_pay_and_in_one_on_growth(role):
    others = [peer for peer in PEERS if peer != role]
    answer = labor.compare(role, others, year=2024)
    said = [plain(text) for text in answer.sentences]
    start = next(place for place, text in enumerate(said) if "projected" in text.lower())
    on_pay, on_growth = " ".join(said[:start]).lower(), " ".join(said[start:]).lower()
    for name in dict.fromkeys(answer.pay.loc[~answer.pay["is_subject"], "role"]):
        assert people(name).lower().rstrip("s") in on_pay, name
        assert people(name).lower().rstrip("s") in on_growth, name


def test_a_pair_without_an_order_says_why():
    said = pay("medical assistants", *PEERS, year=2024)
    assert "Not ranked, because pay is published by the hour only: actors ($23.33 an hour)." in said
    nobody = "Not ranked, because no median pay is published for May 2024: air crew officers."
    assert nobody in said
    wider = pay("31-1121", "medical assistants", year=2024)
    assert any(
        text.endswith("They are not ranked, because the median above is of other jobs.")
        for text in wider
    )
    assert (
        "Growth of the others: medical assistants 12.5%. It is not ranked, because the projection "
        "above is of other jobs."
    ) in wider


def test_a_finer_occupation_of_onet_is_described_as_itself():
    found = labor.profile("15-1299.08")
    assert found.rows["onet_soc_code"].tolist() == ["15-1299.08"]
    assert set(found.tasks["onet_soc_code"]) == {"15-1299.08"}
    assert plain(found.sentences[0]).startswith("Computer systems engineers/architects, in O*NET")
    assert "part of computer occupations, all other (15-1299)" in plain(found.sentences[1])
    assert labor.profile("15-1299").part_of == ""


def test_what_is_printed_as_zero_is_below_half_of_its_last_digit():
    said = [plain(text) for text in labor.outlook("29-1243", "2024-34").sentences]
    assert said[1].startswith("Fewer than 50 openings a year are projected. Of these fewer than 50")
    assert "changes by fewer than 50 in all ten years" in said[1]
    assert not any(" 0 " in text for text in said)
    assert reads_as(JOBS_OF_ZERO, 0.0, "")
    assert not reads_as(JOBS_OF_ZERO, 100.0, "")


@pytest.mark.parametrize("verb", [labor.comparable, labor.pay_change])
@pytest.mark.parametrize("years", [(2018, 2018), (1990, 2018), (2018, 2031)])
def test_years_that_are_one_or_not_held_are_refused(verb, years):
    with pytest.raises(AnalysisError) as refused:
        verb("29-2071", *years)
    assert "two of the years 1997, 2000, 2001" in refused.value.message()


def test_a_role_that_is_paid_by_the_hour_only_has_a_ladder():
    dancers = labor.ladder("dancers", year=2025)
    assert set(dancers.rows["pay_unit"]) == {"hourly"}
    assert " an hour for musicians and singers" in plain(dancers.sentences[1])
    assert plain(labor.ladder("actors", year=2025).sentences[0]).startswith("From actors, no move")


def test_a_break_does_not_call_the_same_jobs_others():
    nurses = labor.history("29-1111")
    (lead,) = [plain(text) for text in nurses.sentences if "not one" in plain(text)]
    assert "other jobs are counted" not in lead
    assert any("they hold the same jobs" in one.why for one in nurses.series)


# May 2016 prints 53-1021, May 2017 the group 53-1048 in its place.
def test_a_code_is_not_said_to_have_gone_into_itself():
    (found,) = labor.comparable("53-1042.01", 2016, 2017).sentences[1:]
    assert "those of 53-1021 are in 53-1021" not in found
    assert "the list of codes is the same, but not which of them are published" in found


@pytest.mark.parametrize("role", ["information clerks", "material recording clerks"])
def test_a_change_of_a_group_pools_only_its_two_years_and_is_that_of_the_history(role):
    change = labor.pay_change(role, 2021, 2024)
    rows = labor.history(role).rows
    rows = rows[(rows["role_kind"] == "composite") & rows["reference_year"].isin([2021, 2024])]
    assert change.rows["median_annual_usd"].tolist() == rows["median_annual_usd"].tolist()


def test_a_group_that_errs_to_one_side_says_so():
    processed = processed_of(None)
    for profile, told in one_sided().items():
        rows = load("profiles", processed, profile_id=profile)
        years = {year for known, year in ledger() if known == profile}
        years |= set(map(int, rows["wage_reference_year"]))
        role = str(rows["profile_title"].iloc[0])
        answers = [labor.compare(role, year=year) for year in sorted(years)]
        errors = [answer.pay["pooled_difference_pct"].iloc[0] for answer in answers]
        assert len(errors) == told.checked
        assert sum(error > 0 for error in errors) == told.above
        assert min(errors) >= 0
        assert round(sum(errors) / len(errors), 1) == told.mean_error_pct
        assert "is likely too high as well" in " ".join(map(plain, answers[0].caveats))
