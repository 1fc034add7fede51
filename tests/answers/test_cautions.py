"""Few jobs and percentiles of one amount are told in sentence, chart, table and data alike."""

import pytest

import labor
from labor.show.cautions import FEW_JOBS, equal_sentence

ROLES = ("41-9091", "51-9031", "29-2072", "35-3023", "27-2011", "23-1011", "29-1141", "53-7041")


@pytest.fixture(scope="module", params=ROLES)
def places(project, request):
    return labor.places(request.param, 2024, root=project)


def test_the_table_of_places_marks_each_row_of_few_jobs_or_equal_percentiles(places):
    rows = places.rows[places.rows["area_code"] != "99"].set_index("area_title")
    few = rows["employment_jobs"].lt(FEW_JOBS) & rows["employment_jobs_status"].eq("published")
    careful = set(rows.index[few | rows["equal_percentiles"].ne("")])
    care = next((one for one in places.table().fields if one.heading == "Read with care"), None)
    assert bool(careful) == (care is not None)
    if care is not None:
        assert {row["area_title"] for row in places.place_rows if care.say(row)} == careful


def test_sentences_and_chart_of_places_say_the_same_of_rows_to_be_careful_of(places):
    told = [text for text in places.sentences if text.startswith("Read with care")]
    paid = places.rows[places.rows["median_annual_usd"].notna() & places.rows["area_code"].ne("99")]
    is_hidden = paid["employment_jobs"].isna()
    careful = paid["equal_percentiles"].ne("") | paid["employment_jobs"].lt(FEW_JOBS) | is_hidden
    assert len(told) == int(careful.any())
    for text in told:
        assert text in places.chart().subtitle


def test_a_comparison_tells_of_the_subject_and_its_peers_once_each(project):
    found = labor.compare("51-9031", ["41-9091"], year=2024, area="OH", root=project)
    assert not [text for text in found.sentences if "one amount" in text]
    (caveat,) = (text for text in found.caveats if "one amount" in text)
    assert "Door-to-Door" in caveat
    assert "75th and 90th percentiles alike" in found.chart().subtitle
    turned = labor.compare("41-9091", [], year=2024, area="OH", root=project)
    (sentence,) = (text for text in turned.sentences if "one amount" in text)
    assert sentence == (
        "In the table the 10th and 25th percentiles are one amount ($21,740), and the 75th and "
        "90th percentiles are one amount ($84,650): it does not tell how pay differs between them."
    )
    assert not [text for text in turned.caveats if "one amount" in text]


def test_a_quarter_is_said_only_where_the_percentile_is_not_the_median(project, built):
    wages = built["wages"].query("reference_year == 2024 and area_type == 'state'")
    wages = wages[wages["annual_wage_usd_status"] == "published"]
    wide = wages.drop_duplicates(["area_code", "occupation_code", "statistic"]).pivot(
        index=["area_code", "occupation_code"], columns="statistic", values="annual_wage_usd"
    )
    low, high = wide["p25"] == wide["median"], wide["median"] == wide["p75"]
    cases = ((low & ~high, "at least half earned"), (high & ~low, "and at least half"))
    for rows, text in (
        *cases,
        (low & high, "one and the same amount"),
        (~low & ~high, "a quarter"),
    ):
        printed = wide[["p25", "median", "p75"]].notna().all(axis="columns")
        for area, code in wide.index[rows & printed][::113][:3]:
            found = labor.compare(code, [], year=2024, area=area, root=project)
            (told,) = (one for one in found.sentences if one.startswith("Inside the "))
            assert text in told
            assert ("a quarter" in told) == (text != "one and the same amount")


@pytest.mark.parametrize(
    ("pairs", "words"),
    [
        ("p25=median", "the 25th percentile and the median are"),
        ("median=p75 p75=p90", "the median and the 75th and 90th percentiles are"),
        ("p10=p25 p25=median median=p75", "the 10th and 25th percentiles, the median and the 75th"),
    ],
)
def test_percentiles_of_one_amount_are_named_in_their_order(pairs, words):
    row = {f"{point}_annual_usd": 30_000.0 for point in ("p10", "p25", "median", "p75", "p90")}
    assert words in str(equal_sentence({**row, "equal_percentiles": pairs}, "annual"))
