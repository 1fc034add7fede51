"""One role beside similar roles."""

import json
import math

import pandas as pd
import pytest
from analysis_examples import (
    ACTORS,
    ANESTHESIOLOGISTS,
    ASSISTANTS,
    CLERK_CODES,
    CLERKS,
    MANAGERS,
    PHARMACY,
    RECORDS,
    SPECIALISTS,
    TEACHERS,
    TRANSCRIPTIONISTS,
    tables,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from labor.answers.compare.answer import compare
from labor.errors import AnalysisError
from labor.methods import levels
from labor.methods.role_rows import pay_rows
from labor.show.words import dollars, listed, percent, plural, running

TABLES = tables()
PEERS = [ASSISTANTS, CLERKS, TRANSCRIPTIONISTS, PHARMACY, MANAGERS]


def of_2018(subject=RECORDS, peers=PEERS, **options):
    options = {"tables": TABLES} | options
    return compare(subject, peers, year=2018, projection_vintage="2018-28", **options)


@pytest.fixture(scope="module")
def comparison():
    return of_2018()


def row_of(frame, code):
    return frame[frame["occupation_code"] == code].iloc[0]


# Occupational Outlook Handbook, 2018-28 edition: $40,350 a year, $19.40 an hour, 215,500 jobs,
# +23,100, 11% (UNT web archive, 18 December 2020).
def test_the_claims_of_the_article(comparison):
    pay, growth = row_of(comparison.pay, "29-2071"), row_of(comparison.outlook, "29-2071")
    assert (pay["median_annual_usd"], pay["median_hourly_usd"]) == (40350, 19.40)
    assert (growth["base_employment_jobs"], growth["employment_change_jobs"]) == (215500, 23100)
    assert round(growth["employment_change_pct"]) == 11
    assert growth["growth_phrase"] == "Much faster than average"


def test_the_first_sentence_answers_the_question(comparison):
    assert comparison.sentences[0] == (
        "In May 2018 the median medical records technician (29-2071) earned $40,350 a year. That "
        "is more than medical transcriptionists ($34,770), medical assistants ($33,610) and "
        "pharmacy technicians ($32,700). It is less than medical and health services managers "
        "($99,730)."
    )


def test_the_answer_says_what_is_not_known_of_the_order(comparison):
    text = " ".join(comparison.sentences)
    assert (
        "No sampling error is published for medians, so this order rests on a test of the means "
        "(90% confidence, all pairs together). It shows that mean pay differs and only "
        "suggests that medians do. The mean of medical records technicians is $44,010 "
        "with a relative error of 0.4%."
    ) in text
    assert "Inside the occupation a quarter earned $32,070 or less" in text


def test_the_answer_gives_growth_and_openings(comparison):
    text = " ".join(comparison.sentences)
    assert "to grow by 10.7%, from 215,500 to 238,600" in text
    assert "All occupations together were projected to grow by 5.2%." in text
    assert "The Handbook calls that “much faster than average”." in text
    assert "7.8 for each 100 jobs of 2018" in text
    assert "although jobs fall there" in text


def test_a_composite_is_a_range_and_never_an_average(comparison):
    own = comparison.pay[comparison.pay["role_kind"] == "composite"].iloc[0]
    members = comparison.pay[comparison.pay["role_kind"] == "member"]
    assert members["occupation_code"].tolist() == list(CLERK_CODES)
    assert math.isnan(own["median_annual_usd"])
    assert own["median_annual_usd_status"] == "not_available"
    assert (own["low_median_annual_usd"], own["high_median_annual_usd"]) == (23700, 46020)
    assert own["employment_jobs"] == members["employment_jobs"].sum() == 1420340
    assert own["employment_jobs_status"] == "derived"
    sentence = next(text for text in comparison.sentences if "information clerks, a group" in text)
    assert sentence == (
        "No printed median of information clerks, a group of ten occupations, in May 2018 is held "
        "here. The medians of its occupations run from $23,700 to $46,020."
    )


def test_a_pooled_estimate_is_labelled():
    def pool(role, members):
        assert role.label == "Information clerks"
        assert members["occupation_code"].tolist() == list(CLERK_CODES)
        return {
            "median_annual_usd": 34510.0,
            "median_annual_usd_status": "estimated",
            "pooled_median_annual_usd": 34510.0,
            "pooled_median_annual_usd_status": "estimated",
            "pooled_members": "2024-34",
            "pooled_median_low_annual_usd": 34350.0,
            "pooled_median_high_annual_usd": 34680.0,
        }

    found = of_2018(pool=pool)
    own = found.pay[found.pay["role_kind"] == "composite"].iloc[0]
    assert (own["median_annual_usd"], own["median_annual_usd_status"]) == (34510, "estimated")
    text = " ".join(found.sentences)
    assert (
        "is estimated at about $34,510 a year, likely between $34,350 and $34,680. It is pooled "
        "from the published pay of its members in edition 2024-34. No printed median of the group "
        "is held here" in text
    )
    assert ". It is more than information clerks (about $34,510), not tested." in found.sentences[0]
    assert any("Its pay is pooled" in text for text in found.caveats)
    assert any("no error is published here, and other errors" in text for text in found.caveats)


def test_medians_and_means_that_stand_the_other_way_round_are_said():
    wages = TABLES["wages"].copy()
    mean = (wages["occupation_code"] == "31-9094") & (wages["statistic"] == "mean")
    wages.loc[mean & (wages["reference_year"] == 2018), "annual_wage_usd"] = 34500.0
    found = compare(
        TRANSCRIPTIONISTS,
        [ASSISTANTS],
        year=2018,
        projection_vintage="2018-28",
        tables={**TABLES, "wages": wages},
    )
    assert found.sentences[0].endswith(
        "was $34,770 a year. That is too close to call against medical assistants ($33,610)."
    )


def test_means_that_stand_the_other_way_round_are_said_once_and_nothing_is_ranked():
    # May 2018: medians $34,770 and $33,610; the mean of the latter is made higher.
    wages = TABLES["wages"].copy()
    mean = (wages["occupation_code"] == "31-9092") & (wages["statistic"] == "mean")
    wages.loc[mean & (wages["reference_year"] == 2018), "annual_wage_usd"] = 44500.0
    found = compare(
        TRANSCRIPTIONISTS,
        [ASSISTANTS],
        year=2018,
        projection_vintage="2018-28",
        tables={**TABLES, "wages": wages},
    )
    text = " ".join(found.sentences)
    assert "too close to call against medical assistants ($33,610)" in text
    assert (
        "By the means medical transcriptionists earned less than medical assistants, although "
        "their median was higher."
    ) in text
    assert "more than" not in text


def test_a_role_of_two_codes_is_divided_and_not_added_up():
    found = compare(RECORDS, PEERS, year=2024, projection_vintage="2024-34", tables=TABLES)
    parts = found.pay[found.pay["role_kind"] == "part"]
    assert parts["occupation_code"].tolist() == ["29-2072", "29-9021"]
    assert parts["median_annual_usd"].tolist() == [50250, 67310]
    assert "divide medical records technicians between two occupations" in found.sentences[0]
    assert any("never added up" in text for text in found.caveats)


def test_a_mixed_code_is_named_with_what_it_holds():
    found = compare(RECORDS, [], year=2019, projection_vintage="2018-28", tables=TABLES)
    text = next(text for text in found.caveats if text.startswith("29-2098"))
    assert "29-2036" in text
    assert "29-2072" in text
    assert any("different classifications" in text for text in found.caveats)


def test_top_codes_and_missing_pay_stay_words():
    found = of_2018(ANESTHESIOLOGISTS, [ACTORS, TEACHERS, ASSISTANTS])
    assert found.sentences[0].startswith(
        "In May 2018 median pay of anesthesiologists (29-1061) was $208,000 or more a year. That "
        "is more than postsecondary business teachers ($83,960) and medical assistants ($33,610)."
    )
    text = " ".join(found.caveats)
    assert "p25, median, p75 and p90 are only known to be $208,000 or more" in text
    assert "Actors (27-2011): no yearly median is released, only hourly pay." in text
    assert row_of(found.pay, "29-1061")["median_annual_usd_status"] == "top_coded"


def test_pay_by_the_hour_only_is_compared_by_the_hour():
    found = of_2018(ACTORS, [ASSISTANTS])
    assert found.sentences[0] == (
        "In May 2018 median pay of actors (27-2011) was $17.54 an hour. That is more than "
        "medical assistants ($16.16)."
    )


def test_two_top_coded_medians_are_not_put_in_order():
    twin = type(ANESTHESIOLOGISTS)("twin", "Twins", "single", {"soc_2010": ("29-1062",)})
    wages = TABLES["wages"]
    double = wages[wages["occupation_code"] == "29-1061"].assign(occupation_code="29-1062")
    found = compare(
        ANESTHESIOLOGISTS,
        [twin],
        year=2018,
        projection_vintage="2018-28",
        tables={**TABLES, "wages": pd.concat([wages, double])},
    )
    assert found.sentences[0].endswith(
        "was $208,000 or more a year. That is not known to be higher or lower "
        "than twins ($208,000 or more)."
    )
    assert found.chart().title.endswith(
        "a year, not known to be higher or lower than anesthesiologists"
    )


def test_a_role_without_data_keeps_its_rows_and_gets_a_caveat():
    found = of_2018(RECORDS, [SPECIALISTS])
    pay = found.pay[found.pay["role"] == "Medical records specialists"].iloc[0]
    assert pay["median_annual_usd_status"] == "not_applicable"
    assert pay["source_id"] == ""
    assert len(found.outlook) == 2
    text = " ".join(found.caveats)
    assert "Medical records specialists: no pay row for it in May 2018" in text
    assert "Medical records specialists: the projections 2018-28 have no row for it." in text


def test_what_pay_and_projections_are_is_said_unless_graver_limits_take_the_room(comparison):
    text = " ".join(of_2018(ASSISTANTS, []).caveats)
    assert "Overtime" in text
    assert "the self-employed" in text
    assert "never set against each other" in text
    assert "not measurements" in text
    assert len(comparison.caveats) <= 5


def test_phrases_that_are_not_known_are_not_guessed(comparison):
    assert row_of(comparison.outlook, "29-2052")["growth_phrase"] == "not known"
    assert any("none are guessed" in text for text in comparison.caveats)


def test_only_the_sources_used_are_listed(comparison):
    assert comparison.sources["source_id"].tolist() == ["oews_national_2018", "projections_2018-28"]


def test_a_source_that_is_not_listed_is_an_error():
    cut = TABLES["sources"][TABLES["sources"]["source_id"] != "oews_national_2018"]
    with pytest.raises(AnalysisError, match="does not list"):
        compare(
            RECORDS,
            [],
            year=2018,
            projection_vintage="2018-28",
            tables={**TABLES, "sources": cut},
        )


def test_the_columns_are_those_of_the_contract(comparison):
    assert list(comparison.pay.columns) == list(levels.COLUMNS)
    assert comparison.pay["reference_year"].dtype == "int64"
    for name in comparison.pay.columns:
        if f"{name}_status" in comparison.pay.columns:
            has = comparison.pay[f"{name}_status"].isin(
                ["published", "top_coded", "derived", "estimated"]
            )
            assert (comparison.pay[name].notna() == has).all(), name


def test_it_can_be_written_as_json(comparison):
    text = json.dumps(comparison.to_dict(), allow_nan=False)
    back = json.loads(text)
    assert back["answer"] == back["sentences"] == list(comparison.sentences)
    assert len(back["rows"]) == len(back["pay"])
    assert back["pay"][0]["median_annual_usd"] == 40350
    assert back["pay"][2]["median_annual_usd"] is None
    assert back["outlook"][0]["base_year"] == 2018


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"year": 1999}, "no such year"),
        ({"projection_vintage": "2000-10"}, "no such projection vintage"),
        ({"area_code": "06"}, "no such area in 2018"),
        ({"peers": [RECORDS]}, "only once"),
        ({"tables": {"wages": TABLES["wages"]}}, "'employment' is needed"),
    ],
)
def test_what_cannot_be_answered_is_refused(options, message):
    usual = {
        "peers": [ASSISTANTS],
        "year": 2018,
        "projection_vintage": "2018-28",
        "tables": TABLES,
    }
    with pytest.raises(AnalysisError, match=message):
        compare(RECORDS, **{**usual, **options})


def test_a_code_printed_twice_is_taken_once():
    wages = TABLES["wages"]
    broad = wages[wages["occupation_code"] == "31-9092"].assign(occupation_level="broad")
    both = pd.concat([broad, wages], ignore_index=True)
    rows = pay_rows(both, 2018)
    rows = rows[rows["occupation_code"] == "31-9092"]
    assert rows["occupation_level"].unique().tolist() == ["detailed"]
    assert len(rows) == 6


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.permutations(PEERS))
def test_the_order_of_the_peers_changes_no_row(peers):
    shuffled, usual = of_2018(peers=peers), of_2018()
    for name in ("pay", "outlook"):
        frames = [getattr(found, name) for found in (shuffled, usual)]
        keys = ["role", "role_kind", "occupation_code"]
        first, second = (f.sort_values(keys, ignore_index=True) for f in frames)
        pd.testing.assert_frame_equal(first, second)
    assert shuffled.sentences[0] == usual.sentences[0]
    assert sorted(shuffled.sources["source_id"]) == sorted(usual.sources["source_id"])


def test_words():
    assert dollars(40350.0) == "$40,350"
    assert dollars(19.4) == "$19.40"
    assert percent(-0.04) == "0.0%"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert running("Medical Records Specialists") == "medical records specialists"
    assert running("English Language and Literature Teachers, Postsecondary") == (
        "postsecondary English language and literature teachers"
    )
    assert running("EMTs and Paramedics") == "EMTs and paramedics"
    assert plural("medical secretary") == "medical secretaries"
    assert plural("medical assistants") == "medical assistants"
    assert plural("track coach") == "track coaches"


@pytest.mark.parametrize(
    "title",
    [
        *("Able Seamen", "Appraisers of Personal and Business Property", "Clergy", "Infantry"),
        *("Cleaners of Vehicles and Equipment", "Paralegal Personnel", "Railroad Police"),
    ],
)
def test_titles_without_a_plural_of_their_last_word_stay(title):
    assert plural(title) == title


def test_pay_of_a_state_stands_beside_a_national_outlook():
    def state(frame):
        return frame.assign(area_code="06", area_title="California")

    frames = {name: state(TABLES[name]) for name in ("wages", "employment")}
    found = of_2018(RECORDS, [ASSISTANTS], area_code="06", tables={**TABLES, **frames})
    assert found.sentences[0].startswith("In May 2018 in California the median medical records")
    assert any("the outlook is national" in text for text in found.caveats)


# Handbook, 2018-28 edition; OEWS tables of May 2018.
def test_the_built_tables_answer_the_article_s_question(built):
    found = compare(RECORDS, PEERS, year=2018, projection_vintage="2018-28", tables=built)
    usual = of_2018()
    assert found.sentences == usual.sentences
    assert found.pay["median_annual_usd"].tolist()[:2] == [40350, 33610]
    assert set(found.sources["source_id"]) == {
        name for frame in (found.pay, found.outlook) for name in frame["source_id"]
        for name in name.split(", ")
    }  # fmt: skip
