"""Of two medians, the answer, the title and the tables of a comparison say the same."""

import math
import re

import pandas as pd
import pytest
from comparisons import compared, outlook_2018, pay_row

from labor.answers.compare.pay_words import pay_finding, pay_sentences, standings
from labor.methods.levels import pay_levels
from labor.methods.uncertainty import order_of_medians
from labor.occupations import Role
from labor.provenance.text import plain
from labor.show.rows import records

SAYINGS = (
    "more than",
    "less than",
    "too close to call against",
    "not known to be higher or lower than",
)
#: "more than 3" in a title.
COUNTED = re.compile(rf"({'|'.join(SAYINGS)}) (\d+)")


def row(name, mean, median, rse=0.4, **more):
    """A row of a pay table: mean and median in dollars a year, the error of the mean in percent."""
    figures = ("11-1111", name, 1000, 1.0, mean, rse, 20000, 30000, median, 60000, 70000)
    return pay_row(name, "single", figures) | more


def verdict(first, second):
    (order,) = order_of_medians(first, [second])
    return order.verdict, order.printed, order.means


def test_medians_are_ordered_where_the_test_of_the_means_agrees():
    assert verdict(row("A", 45000, 41000), row("B", 44000, 40000)) == ("higher",) * 3
    assert verdict(row("B", 44000, 40000), row("A", 45000, 41000)) == ("lower",) * 3


def test_medians_whose_means_cannot_be_told_apart_are_tied():
    # 0.4 % of $44,000 is $176; the error of a difference $249, 1.645 times that $410.
    assert verdict(row("A", 44400, 41000), row("B", 44000, 40000)) == ("tied", "higher", "tied")
    assert verdict(row("A", 44420, 41000), row("B", 44000, 40000))[0] == "higher"


def test_medians_whose_means_stand_the_other_way_round_are_tied():
    assert verdict(row("A", 43000, 41000), row("B", 45000, 40000)) == ("tied", "higher", "lower")


def test_equal_medians_are_tied_whatever_the_means():
    assert verdict(row("A", 43000, 40000), row("B", 45000, 40000)) == ("tied", "equal", "lower")


def test_a_printed_error_of_zero_is_taken_as_the_most_it_can_be():
    # 0.05 % of $40,000 is $20; two of them 28, 1.645 times that $46.5.
    assert verdict(row("A", 40040, 40100, 0.0), row("B", 40000, 40000, 0.0))[0] == "tied"
    assert verdict(row("A", 40050, 40100, 0.0), row("B", 40000, 40000, 0.0))[0] == "higher"


def test_without_a_published_error_there_is_no_test():
    bare = row("A", 50000, 41000, mean_rse_pct=math.nan, mean_rse_pct_status="not_available")
    assert verdict(bare, row("B", 40000, 40000)) == ("no_test", "higher", "no_test")


def test_a_top_code_is_a_lower_limit():
    surgeons, twins = row("A", 300000, "#208000"), row("B", 260000, "#208000")
    assert verdict(surgeons, row("C", 120000, 110000))[0] == "higher"
    assert verdict(surgeons, twins) == ("unknown", "unknown", "higher")


def test_an_estimate_is_not_tested_and_its_likely_range_ties():
    pooled = row("A", 45000, 41000) | {
        "median_annual_usd_status": "estimated",
        "pooled_median_low_annual_usd": 40800.0,
        "pooled_median_high_annual_usd": 41200.0,
    }
    assert verdict(pooled, row("B", 44000, 40000)) == ("no_test", "higher", "no_test")
    assert verdict(pooled, row("B", 44000, 41100))[0] == "tied"
    assert verdict(row("B", 44000, 40000), pooled)[0] == "no_test"


def test_pairs_of_one_sentence_are_tested_together():
    # A difference of $450 with an error of $249 has p = 0.07: enough alone, not as one of three.
    first, close = row("A", 44450, 40400), row("B", 44000, 40000)
    assert verdict(first, close)[0] == "higher"
    others = [close, row("C", 44010, 40010), row("D", 44020, 40020)]
    assert {order.verdict for order in order_of_medians(first, others)} == {"tied"}


def test_what_is_not_tested_is_said_after_what_is():
    pay = pd.DataFrame(
        [
            row("Clerks", 45000, 41000, is_subject=True),
            row("Tellers", 40000, 36000),
            row("Agents", 50000, 46000, mean_rse_pct=math.nan, mean_rse_pct_status="not_available"),
        ]
    )
    answer = compared(pay, outlook_2018())
    assert answer.sentences[0].endswith(
        "$41,000 a year. That is more than tellers ($36,000). It is less than agents ($46,000), "
        "not tested."
    )
    assert answer.chart().title.endswith("more than 1 of 2 similar roles")
    orders = answer.rows.set_index("role")["median_order"]
    assert orders[["Clerks", "Tellers", "Agents"]].tolist() == ["", "higher", "no_test"]


def test_the_table_names_what_it_must_not_be_read_as_ranking():
    pay = pd.DataFrame([row("Clerks", 44000, 41000, is_subject=True), row("Tellers", 44100, 40000)])
    answer = compared(pay, outlook_2018())
    assert answer.table().note == "The median of clerks is too close to call against tellers."


@pytest.fixture(scope="module")
def handbook(built):
    """Codes of the Handbook's pages of one occupation, and which page lists which."""
    members = built["profile_members"].query("not is_sum")
    single = members[~members.duplicated(["edition", "profile_id"], keep=False)]
    codes = single.drop_duplicates("profile_id").set_index("profile_id")["occupation_code"]
    similar = built["similar_occupations"]
    pairs = pd.DataFrame(
        {
            "first": similar["profile_id"].map(codes),
            "second": similar["similar_profile_id"].map(codes),
        }
    )
    return pairs.dropna().drop_duplicates()


def paid(built, codes, year):
    """Rows of a pay table by code, as far as the year has the code."""
    at_home = built["wages"][built["wages"]["reference_year"] == year]
    (version,) = at_home["soc_version"].unique()
    known = sorted(set(codes) & set(at_home["occupation_code"]))
    roles = [Role(code, code, "single", {version: (code,)}) for code in known]
    pay = pay_levels(roles, built["wages"], built["employment"], year)
    return {row["occupation_code"]: row for row in records(pay)}


def beside(rows, subject, others):
    """Rows of a pay table: a subject and others."""
    others = [rows[code] | {"is_subject": False} for code in others]
    return [rows[subject] | {"is_subject": True}, *others]


def are_apart(first, second):
    """Whether the means of two rows differ by more than their errors allow, reckoned anew."""
    errors = [
        one["mean_annual_usd"] * max(one["mean_rse_pct"], 0.05) / 100 for one in (first, second)
    ]
    return abs(first["mean_annual_usd"] - second["mean_annual_usd"]) > 1.645 * math.hypot(*errors)


@pytest.mark.parametrize(("year", "least"), [(2024, 1300), (2010, 700)])
def test_answer_and_title_agree_on_every_pair_the_handbook_calls_similar(
    built, handbook, year, least
):
    rows = paid(built, {*handbook["first"], *handbook["second"]}, year)
    shown = handbook[handbook["first"].isin(rows) & handbook["second"].isin(rows)]
    number = 0
    for first, second in shown.itertuples(index=False):
        pay = beside(rows, first, [second])
        answer, title = " ".join(pay_sentences(pay)[:1]), pay_finding(pay)
        said = [[text for text in SAYINGS if text in words] for words in (answer, title)]
        assert said[0] == said[1], (answer, title)
        one, two = rows[first], rows[second]
        if (
            said[0]
            and one["mean_annual_usd_status"] == two["mean_annual_usd_status"] == "published"
        ):
            number += 1
            ranked = said[0][0] in ("more than", "less than")
            assert not ranked or are_apart(one, two), answer
            order = one["median_annual_usd"] > two["median_annual_usd"]
            assert not ranked or (said[0][0] == "more than") is order, answer
    assert number >= least


def test_answer_and_title_agree_on_every_page_of_the_handbook(built, handbook):
    rows = paid(built, {*handbook["first"], *handbook["second"]}, 2024)
    for first, others in handbook.groupby("first")["second"]:
        codes = [code for code in others if code in rows]
        if first not in rows or len(codes) < 2:
            continue
        pay = beside(rows, first, codes)
        found = standings(pay)
        title = plain(pay_finding(pay))
        counted = {text: int(number) for text, number in COUNTED.findall(title)}
        if len(found) > 1:
            assert counted == {one.words: len(one.rows) for one in found}, title
        elif found:
            assert found[0].words in title
        answer = pay_sentences(pay)[0]
        for one in found:
            assert one.words in answer
