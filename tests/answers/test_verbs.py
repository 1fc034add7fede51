"""The verbs of a notebook: names in, honest answers out."""

import doctest

import pandas as pd
import pytest

import labor
from labor import figures
from labor.answers.compare.verb import SIMILAR
from labor.errors import AnalysisError, LaborError, OccupationError, SourceError

TECHNICIAN = "medical records technician"


@pytest.fixture(scope="module")
def root(project):
    return project


def may(prices, year):
    row = prices[(prices["year"] == year) & (prices["month"] == 5)]
    return float(row["cpi_u_index"].iloc[0])


def test_every_verb_can_be_reached():
    verbs = [name for name in dir(labor) if name != "figures"]
    assert {"find", "load", "compare", "history", "places"} <= set(verbs)
    for name in verbs:
        assert callable(getattr(labor, name)), name
        assert "Returns:" in getattr(labor, name).__doc__, name


@pytest.mark.parametrize("name", [n for n in dir(labor) if n != "figures"])
def test_the_examples_of_a_verb_are_what_it_gives(root, name, monkeypatch):
    monkeypatch.setenv("LABOR_HOME", str(root))
    verb = getattr(labor, name)
    (test,) = doctest.DocTestFinder(recurse=False).find(verb, name, globs={"labor": labor})
    if not test.examples:
        pytest.skip("has no examples yet")
    output = []
    result = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(
        test, out=output.append
    )
    assert not result.failed, "".join(output)


ARTICLE = ["article_masthead", "article_answer", "article_text", "article_claims", "article_table"]
ARTICLE += ["article_caveats"]
SENTENCE = "In 2018 medical assistants had a median wage of $33,610."
#: What gives the first argument of a figure, and the figures that it is for.
GIVEN = {
    "check": (lambda root: labor.check(SENTENCE, root=root), {*ARTICLE, "explore_table"}),
    "check_article": (
        lambda root: labor.check_article(text=SENTENCE, root=root),
        {*ARTICLE, "explore_table"},
    ),
    "find": (lambda root: labor.find("RHIT", root=root), {"explore_table"}),
    "resolve": (
        lambda root: labor.resolve(TECHNICIAN, root=root),
        {"explore_masthead", "explore_role"},
    ),
    "load": (lambda root: labor.load("prices", root=root), {"explore_table"}),
    "text": (lambda _: SENTENCE, set()),
    "nothing": (lambda _: None, set()),
}
FIGURES = [name for name in figures.__all__ if name.startswith(("article_", "explore_"))]


@pytest.mark.parametrize("given", GIVEN)
@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_shows_its_answer_and_refuses_others_in_words(root, name, given):
    make, shown_by = GIVEN[given]
    more = ["A caption"] if name == "explore_table" else []
    if name in shown_by:
        assert getattr(figures, name)(make(root), *more)._repr_html_()
    else:
        with pytest.raises(AnalysisError, match=r"Call it with labor\.\w+\("):
            getattr(figures, name)(make(root), *more)


def test_every_answer_has_its_parts(root):
    for given in ("check", "check_article", "find"):
        answer = GIVEN[given][0](root)
        assert all(answer.sentences)
        assert all(answer.caveats)
        assert answer.table().html
        assert answer._repr_html_()
        assert len(answer.to_dict()["rows"]) == len(answer.rows)
        assert repr(answer) == "\n".join(answer.lines())
        with pytest.raises(AnalysisError, match="no chart"):
            answer.chart()


def test_a_column_of_found_occupations_is_still_reached_with_a_warning(root):
    found = labor.find("RHIT", limit=2, root=root)
    with pytest.warns(DeprecationWarning, match="rows"):
        assert found["occupation_code"].tolist() == ["29-2072", "29-9021"]


# 29-2071 was divided into 29-2072 and 29-9021 (SOC 2018), 31-9092 was not.
@pytest.mark.parametrize(
    ("role", "measure", "verdict"),
    [
        ("29-2071", "wage", "not_comparable"),
        (TECHNICIAN, "wage", "not_comparable"),
        ("29-2071", "employment", "not_comparable"),
        ("31-9092", "wage", "with_caveats"),
        ("medical assistants", "wage", "with_caveats"),
    ],
)
def test_verdicts_of_2018_and_2024(root, role, measure, verdict):
    found = labor.comparable(role, 2018, 2024, measure=measure, root=root)
    assert found.verdict == verdict
    turned = labor.comparable(role, 2024, 2018, measure=measure, root=root)
    assert (found.verdict, found.reasons) == (turned.verdict, turned.reasons)
    texts = " ".join(reason.text for reason in found.reasons)
    assert "From May 2021" in texts
    assert ("29-2072 and 29-9021" in found.why) is (verdict == "not_comparable")


def test_a_top_coded_median_cannot_be_compared(root):
    # Anesthesiologists: "#" in every year up to May 2024.
    found = labor.comparable("anesthesiologists", 2012, 2018, root=root)
    assert found.verdict == "not_comparable"
    assert [reason.kind for reason in found.reasons if reason.severity == "break"] == ["top code"]
    jobs = labor.comparable("anesthesiologists", 2012, 2018, measure="employment", root=root)
    assert jobs.verdict == "comparable"


def test_a_figure_that_is_not_published_cannot_be_compared(root):
    # From May 2017 on 13-1021 is published only within 13-1020, Buyers and Purchasing Agents.
    found = labor.comparable("13-1021", 2012, 2018, root=root)
    assert found.verdict == "not_comparable"
    assert found.reasons[0].kind == "not published"
    assert found.reasons[0].text == (
        "For May 2018 no figure is published for buyers and purchasing agents, farm products "
        "alone, only for Buyers and Purchasing Agents (13-1020), of which they are part."
    )
    assert labor.comparable("13-1021", 2012, 2016, root=root).verdict == "comparable"
    # Musicians and singers are paid by the hour: no yearly median, an hourly one in both years.
    found = labor.comparable("musicians and singers", 2018, 2024, root=root)
    assert found.verdict == "with_caveats"


def test_a_group_counts_the_same_occupations_or_is_not_compared(root):
    # 43-4199 is in the survey's tables from May 2004 on.
    for year, said in ((2004, "and May 2003 has none"), (2018, "May 2003 has no row of")):
        found = labor.comparable("information clerks", 2003, year, root=root)
        assert found.verdict == "not_comparable"
        assert found.reasons[0].kind == "members of the group"
        assert "(43-4199)" in found.reasons[0].text
        assert said in found.reasons[0].text
        turned = labor.comparable("information clerks", year, 2003, root=root)
        assert found.reasons == turned.reasons
    assert labor.comparable("information clerks", 2004, 2018, root=root).verdict == "comparable"


def test_what_cannot_be_judged_is_refused(root):
    with pytest.raises(AnalysisError, match="No such measure"):
        labor.comparable("29-2071", 2012, 2018, measure="prestige", root=root)
    with pytest.raises(AnalysisError, match="1066"):
        labor.comparable("29-2071", 1066, 2018, root=root)


def test_the_history_is_five_series(root):
    rows = labor.history(TECHNICIAN, root=root).rows
    spans = rows.groupby("segment_label", sort=False)["reference_year"].agg(["min", "max", "size"])
    assert spans.reset_index().to_numpy().tolist() == [
        ["32911, 1997", 1997, 1997, 1],
        ["29-2071, 2000 to 2018", 2000, 2018, 19],
        ["29-2098, 2019 to 2020", 2019, 2020, 2],
        ["29-2072, 2021 to 2025", 2021, 2025, 5],
        ["29-9021, 2021 to 2025", 2021, 2025, 5],
    ]
    assert "median_annual_real_usd" not in rows


def test_real_pay_is_the_wage_times_the_ratio_of_the_mays(root):
    prices = labor.load("prices", root=root)
    rows = labor.history("29-2071", base_year=2024, root=root).rows
    row = rows[rows["reference_year"] == 2018].iloc[0]
    # May 2018 median: OEWS national table, 29-2071, A_MEDIAN 40350.
    assert row["median_annual_usd"] == 40_350
    expected = 40_350 * may(prices, 2024) / may(prices, 2018)
    assert row["median_annual_real_usd"] == pytest.approx(expected, rel=1e-12)
    assert "May 2018 251.588, May 2024 314.069" in row["deflator"]
    assert labor.history("29-2071", real=True, root=root).base_year == 2025


def test_a_change_across_the_break_is_refused_unless_told(root):
    codes = ("29-2071", "29-2072")
    with pytest.raises(AnalysisError, match="not of the same jobs"):
        labor.pay_change("29-2071", 2018, 2024, codes=codes, root=root)
    told = labor.pay_change("29-2071", 2018, 2024, codes=codes, across_breaks=True, root=root)
    assert not told.is_comparable
    assert told.caveats[0].startswith("Not comparable: ")
    assert (told.usd_from, told.usd_to) == (40_350, 50_250)
    inside = labor.pay_change("29-2071", 2012, 2018, root=root)
    assert inside.is_comparable
    assert inside.nominal_pct == pytest.approx((40_350 / 34_160 - 1) * 100)


def test_peers_of_the_handbook(root):
    # Occupational Outlook Handbook 2024-34, medical records specialists, "Similar occupations".
    rows = labor.peers("medical records specialists", root=root).rows
    assert set(rows["basis"]) == {"ooh"}
    assert {"Medical Assistants", "Pharmacy Technicians", "Information Clerks"} <= set(rows["peer"])
    assert rows["reason"].str.contains("Handbook 2024-34").all()


def test_each_reading_of_similar_is_a_list_of_its_own(root):
    rows = labor.peers("pharmacy technician", ("pay", "education"), limit=3, root=root).rows
    assert rows["basis"].tolist() == ["pay"] * 3 + ["education"] * 3
    assert rows["rank"].tolist() == [1, 2, 3, 1, 2, 3]
    here = {"reference_year": 2025, "area_code": "99", "industry_code": "000000"}
    wages = labor.load("wages", **here, statistic="median", root=root)
    wages = wages[wages["occupation_level"] == "detailed"].set_index("occupation_code")
    pay = wages["annual_wage_usd"].dropna()
    nearest = (pay.drop("29-2052") / pay["29-2052"] - 1).abs().nsmallest(3)
    assert set(rows.loc[rows["basis"] == "pay", "occupation_code"]) == set(nearest.index)


def test_an_unknown_reading_of_similar_lists_those_there_are(root):
    with pytest.raises(AnalysisError, match="ooh, listed_by, onet, education, pay"):
        labor.peers("pharmacy technician", "zodiac", root=root)


def test_without_o_net_the_message_says_how_to_get_it(root):
    if (root / "data" / "processed" / "related_occupations.parquet").exists():
        assert set(labor.peers("29-2052", "onet", root=root).rows["basis"]) == {"onet"}
    else:
        with pytest.raises(SourceError, match="labor build"):
            labor.peers("29-2052", "onet", root=root)


def test_similar_stands_for_the_handbook_s_list(root):
    listed = labor.peers(TECHNICIAN, root=root).rows["peer"].tolist()
    answer = labor.compare(TECHNICIAN, SIMILAR, year=2018, vintage="2018-28", root=root)
    assert list(dict.fromkeys(answer.pay["role"]))[1:] == listed
    first = [listed[-1], SIMILAR, "phlebotomists"]
    answer = labor.compare(TECHNICIAN, first, year=2018, vintage="2018-28", root=root)
    assert list(dict.fromkeys(answer.pay["role"]))[1:] == [
        listed[-1], *listed[:-1], "Phlebotomists"
    ]  # fmt: skip


def test_a_role_without_a_page_of_its_own_has_no_similar_ones(root):
    with pytest.raises(AnalysisError, match="lists no occupations similar to Legislators"):
        labor.compare("legislators", SIMILAR, root=root)


def test_the_printed_phrase_is_used(root):
    # Handbook 2024-34, medical assistants: "12% (Much faster than average)".
    answer = labor.compare("medical assistants", ["information clerks"], year=2024, root=root)
    own = answer.outlook[answer.outlook["role_kind"] != "member"]
    assert own["growth_phrase_basis"].tolist() == ["printed", "printed"]
    assert own["growth_phrase"].tolist() == ["Much faster than average", "Decline"]


def test_pooled_pay_of_a_state_uses_the_nation_s_scale(root):
    answer = labor.compare("29-2072", ["information clerks"], year=2024, area="CA", root=root)
    own = answer.pay[answer.pay["role_kind"] == "composite"].iloc[0]
    members = answer.pay[answer.pay["role_kind"] == "member"]["median_annual_usd"]
    assert members.min() < own["median_annual_usd"] < members.max()
    assert not any("other occupations are not in the table" in text for text in answer.caveats)


def test_what_weakens_a_pooled_estimate_is_a_caveat(root):
    # 94 % of top executives are 11-1021, with a wide gap between the median and p75.
    answer = labor.compare("29-2072", ["top executives"], year=2024, root=root)
    (flag,) = [text for text in answer.caveats if text.startswith("Pay of top executives: ")]
    assert "May be off by 2.8%" in flag


# Employment Projections 2018-28, table 1.10: 29-2071, in thousands: openings 16.8, exits 6.7,
# transfers 7.8; change 23.1 in ten years.
def test_the_outlook_has_the_anatomy_of_the_openings(root):
    row = labor.outlook("29-2071", "2018-28", root=root).rows.iloc[0]
    assert row["base_employment_jobs"] == 215_500
    assert row["openings_annual_average_jobs"] == 16_800
    assert (row["exits_jobs"], row["transfers_jobs"]) == (6_700, 7_800)
    assert row["growth_jobs"] == pytest.approx(2_310)
    newest = labor.outlook("29-2071", root=root).rows
    assert newest["projection_vintage"].unique().tolist() == ["2024-34"]
    assert newest["occupation_code"].tolist() == ["29-2072", "29-9021"]


def test_ten_year_totals_have_no_parts(root):
    row = labor.outlook("29-2071", "2012-22", root=root).rows.iloc[0]
    assert pd.isna(row["growth_jobs"])
    assert row["openings_ten_year_total_jobs_status"] == "published"


def test_the_backtest_compares_only_the_same_jobs(root):
    rows = labor.backtest("29-2071", root=root).rows
    old = rows[rows["occupation_code"] == "29-2071"]
    assert old["check_year"].max() == 2018
    assert not old["is_complete"].any()
    whole = labor.backtest("medical assistants", root=root).rows.query("is_complete")
    assert whole["projection_vintage"].tolist() == ["2012-22", "2014-24"]
    # Median errors of the two complete checks: docs/methods/backtest.md.
    assert whole["typical_error_pct"].round(1).tolist() == [18.7, 19.1]
    error = (whole["projected_jobs"] / whole["observed_jobs"] - 1) * 100
    assert error.tolist() == pytest.approx(whole["error_pct"].tolist())


@pytest.mark.parametrize(
    "ask",
    [
        lambda root: labor.history("astronaut plumber", root=root),
        lambda root: labor.comparable("astronaut plumber", 2018, 2024, root=root),
        lambda root: labor.outlook("astronaut plumber", root=root),
        lambda root: labor.peers("astronaut plumber", root=root),
        lambda root: labor.backtest("astronaut plumber", root=root),
    ],
    ids=["history", "comparable", "outlook", "peers", "backtest"],
)
def test_an_unknown_role_is_refused_everywhere(root, ask):
    with pytest.raises(OccupationError):
        ask(root)


def test_an_unknown_area_year_or_vintage_lists_what_there_is(root):
    with pytest.raises(LaborError, match="no estimates for such an area"):
        labor.history("29-2071", area="Atlantis", root=root)
    with pytest.raises(LaborError, match="one of: 1997"):
        labor.compare("29-2071", year=1066, root=root)
    with pytest.raises(LaborError, match="2018-28"):
        labor.outlook("29-2071", "2018-29", root=root)
