"""What must hold of the figure that answers for a role, whatever the role and the year.

A sample of roles is tried. `LABOR_EVERY_ROLE=1 pytest -n 0 --timeout 0` with this file tries every
code that the national tables print, which takes long.
"""

import os
import random
import re
from itertools import combinations
from types import SimpleNamespace

import pytest
from sampling import tries

import labor
from labor.answers.compare.pay_words import judged
from labor.answers.history.printed import crosswalk_of
from labor.answers.history.segments import history_rows
from labor.answers.tables import directory_of, processed_of
from labor.errors import LaborError
from labor.methods.levels import pay_levels
from labor.methods.outlook import outlook
from labor.occupations import OF_OTHERS
from labor.occupations.codes import NEWEST
from labor.show.rows import records
from labor.tables.load import load

EVERY = os.environ.get("LABOR_EVERY_ROLE", "")
#: Occupations of every relation, and how many others are drawn at random.
KNOWN = [
    *("31-1121", "21-1011", "25-9042", "13-1021", "29-2012", "29-1212", "31-9097", "29-2072"),
    *("29-2041", "29-2040", "11-1010", "11-1011", "21-1018", "51-2028", "53-1048", "35-3023"),
    *(
        "29-1111",
        "29-1141",
        "31-1120",
        "00-0000",
        "25-0000",
        "43-0000",
        "15-1252",
        "29-2098",
        "17-0000",
        "51-2090",
    ),
]
DRAWN = tries(6, 12)


@pytest.fixture(scope="module")
def held():
    processed = processed_of(None)
    nation = {"area_code": "99", "industry_code": "000000", "ownership_code": "1235"}
    wages, employment = (load(name, processed, **nation) for name in ("wages", "employment"))
    return SimpleNamespace(
        wages=wages,
        employment=employment,
        wages_of=dict(list(wages.groupby("reference_year"))),
        employment_of=dict(list(employment.groupby("reference_year"))),
        projections=load("projections", processed),
        crosswalk=crosswalk_of(processed),
        directory=directory_of(processed),
    )


@pytest.fixture(scope="module")
def verdicts():
    return labor.verdicts().rows


@pytest.fixture(scope="module")
def roles(held, verdicts):
    codes = list(verdicts["occupation_code"].unique())
    if not EVERY:
        others = sorted(set(codes) - set(KNOWN))
        codes = [*KNOWN, *random.Random(13).sample(others, DRAWN)]
    return {code: held.directory.resolve(code) for code in codes}


@pytest.fixture(scope="module")
def histories(held, roles):
    return {
        code: history_rows(role, held.wages, held.employment, held.crosswalk)
        for code, role in roles.items()
    }


def test_pay_that_may_be_compared_is_one_figure_a_side_in_one_segment(roles, histories, verdicts):
    judged_pairs = verdicts[verdicts["verdict"] != "not_comparable"]
    by_code = dict(list(judged_pairs.groupby("occupation_code")))
    wrong = []
    for code in roles:
        figures = dict(list(histories[code].groupby("reference_year")))
        for pair in by_code.get(code, judged_pairs.iloc[:0]).itertuples():
            sides = [figures[year] for year in (pair.year_a, pair.year_b)]
            segments = {segment for side in sides for segment in side["segment"]}
            if any(len(side) != 1 for side in sides) or len(segments) != 1:
                wrong.append((code, pair.year_a, pair.year_b))
    assert not wrong


def test_a_change_of_pay_is_given_where_years_may_be_compared(roles, verdicts):
    drawn = random.Random(13)
    for code in roles if EVERY else drawn.sample(list(roles), 6):
        own = verdicts[verdicts["occupation_code"] == code]
        for verdict in ("comparable", "with_caveats", "not_comparable"):
            for pair in (
                own[own["verdict"] == verdict].sample(frac=1, random_state=13)[:1].itertuples()
            ):
                years = int(pair.year_a), int(pair.year_b)
                if verdict == "not_comparable":
                    with pytest.raises(LaborError):
                        labor.pay_change(code, *years)
                else:
                    assert labor.pay_change(code, *years).is_comparable


def test_a_change_of_pay_is_refused_where_a_year_has_only_a_part_of_the_role(
    roles, histories, verdicts
):
    refused = dict(
        list(verdicts[verdicts["verdict"] == "not_comparable"].groupby("occupation_code"))
    )
    asked = []
    for code in roles:
        years = dict(list(histories[code].groupby("reference_year")))
        for pair in refused.get(code, verdicts.iloc[:0]).itertuples():
            sides = [years.get(int(year)) for year in (pair.year_a, pair.year_b)]
            if all(side is not None and len(side) == 1 for side in sides):
                first, last = (side.iloc[0] for side in sides)
                if first["segment"] == last["segment"]:
                    asked.append((code, int(pair.year_a), int(pair.year_b)))
    random.Random(13).shuffle(asked)
    drawn = {code: (code, *years) for code, *years in asked}.values() if EVERY else asked[:6]
    assert drawn
    for code, *years in drawn:
        with pytest.raises(LaborError):
            labor.pay_change(code, *years)


def test_the_table_of_verdicts_says_what_the_verdict_on_one_role_says(roles, verdicts):
    own = verdicts[verdicts["occupation_code"].isin(roles)]
    drawn = own if EVERY == "verdicts" else own.sample(150, random_state=13)
    for row in drawn.itertuples():
        found = labor.comparable(row.occupation_code, int(row.year_a), int(row.year_b))
        assert found.verdict == row.verdict, row


def test_the_words_and_the_code_of_an_occupation_have_one_verdict(held, roles):
    for code, role in roles.items():
        try:
            by_words = held.directory.resolve(role.label)
        except LaborError:
            continue  # a title that several occupations have had
        if by_words.codes != role.codes:
            continue  # the title of a broad code is that of its member, or of another list
        for years in ((2018, 2024), (2009, 2012)):
            assert (
                labor.comparable(role.label, *years).verdict
                == labor.comparable(code, *years).verdict
            ), (code, years)


def test_compare_and_history_name_one_figure_for_a_role_and_year(held, roles, histories):
    years = sorted(held.wages_of)
    drawn = random.Random(13)
    for code, role in roles.items():
        for year in years if EVERY else drawn.sample(years, 3):
            pay = pay_levels([role], held.wages_of[year], held.employment_of[year], year)
            rows = histories[code][histories[code]["reference_year"] == year]
            shown = pay[pay["source_id"] != ""]
            for name in ("occupation_code", "relation"):
                assert sorted(rows[name]) == sorted(shown[name]), (code, year)


def test_a_group_is_its_own_code_and_a_group_of_one_occupation_is_that_one(held):
    book, occupations = held.directory.codebook, load("occupations", processed_of(None))
    listed = occupations[occupations["soc_version"] == NEWEST]
    groups = [code for code in listed["occupation_code"] if book.is_group(code, NEWEST)]
    assert len(groups) > 400
    for code in groups:
        role, inside = held.directory.of_code(code, NEWEST), book.detailed(code, NEWEST)
        (one, *others) = (held.directory.of_code(member, NEWEST) for member in sorted(inside))
        for version, own in role.codes.items():
            if version == NEWEST or not book.is_group(code, version):
                continue
            assert own == ((code,) if others else one.codes[version]), (code, version)


def test_years_of_one_list_with_one_printed_code_hold_the_same_jobs(histories, verdicts):
    own = verdicts.query("reason == 'classification' and verdict == 'not_comparable'")
    refused = set(own[["occupation_code", "year_a", "year_b"]].itertuples(index=False, name=None))
    for code, rows in histories.items():
        single = rows[rows["relation"].isin(["itself", "by_code", "same_jobs"])]
        single = single.groupby("reference_year").filter(lambda year: len(year) == 1)
        for _, same in single.groupby(["soc_version", "occupation_code"]):
            years = sorted(same["reference_year"])
            for pair in combinations(years, 2):
                assert (code, *pair) not in refused, (code, pair)


def test_a_figure_of_other_jobs_is_never_ranked(held, roles):
    year = 2018
    subject = held.directory.resolve("31-9092")
    others = [role for role in roles.values() if role.label != subject.label]
    labels = [role.label for role in others]
    others = [role for role in others if labels.count(role.label) == 1]
    pay = pay_levels([subject, *others], held.wages_of[year], held.employment_of[year], year)
    ranked = [row["relation"] for row, _ in judged(records(pay))]
    assert ranked
    assert not set(ranked) & set(OF_OTHERS)
    assert set(pay["relation"]) & set(OF_OTHERS)
    for row in records(pay[pay["relation"].isin(OF_OTHERS)])[:: 1 if EVERY else 5]:
        rest = [other for other in records(pay) if other["role"] != row["role"]]
        first = [dict(other, is_subject=False) for other in rest]
        assert not judged([dict(row, is_subject=True), *first])


def test_a_code_with_a_figure_answers_for_itself_in_its_own_list(held, roles):
    for code, role in roles.items():
        for year in (2012, 2018, 2024):
            listed = held.wages_of[year]
            version = listed["soc_version"].iloc[0]
            if version != role.anchor_version or code not in set(listed["occupation_code"]):
                continue
            pay = pay_levels([role], listed, held.employment_of[year], year)
            assert pay["occupation_code"].tolist() == [code]
            assert pay["relation"].tolist() == ["itself"]


@pytest.mark.parametrize("vintage", ["2018-28", "2024-34"])
def test_no_occupation_that_a_group_is_published_for_is_without_an_outlook(held, vintage):
    rows = held.projections[held.projections["projection_vintage"] == vintage]
    version = rows["soc_version"].iloc[0]
    codebook = held.directory.codebook
    steps = load("soc_lineage", processed_of(None))
    inside = steps[(steps["from_version"] == version) & (steps["to_version"] == version)]
    inside = inside[inside["relation"] == "aggregated"]
    assert len(inside)
    for code in inside["from_code"]:
        found = outlook([held.directory.of_code(code, version)], held.projections, vintage)
        assert (found["source_id"] != "").all(), code
        assert found["occupation_code"].iloc[0] in (code, codebook.group_of(code, version))


@pytest.fixture(scope="module")
def group_names():
    profiles = load("profiles", processed_of(None))
    names = sorted(profiles.loc[profiles["is_composite"], "profile_title"].unique())
    drawn = [name for name in names if name != "Assemblers and fabricators"]
    drawn = drawn if EVERY else random.Random(13).sample(drawn, 4)
    return ["Assemblers and fabricators", *drawn]


def test_a_group_has_a_history_whose_series_do_not_interleave(group_names):
    for name in group_names:
        history = labor.history(name)
        own = history.rows[history.rows["role_kind"] == "composite"]
        own = own[own["members_changed"] == ""]
        spans = own.groupby("segment")["reference_year"].agg(["min", "max"]).sort_values("min")
        assert (spans["min"].iloc[1:].array > spans["max"].iloc[:-1].array).all(), name
        # "For woodworkers no annual median is published for 2017 and 2018."
        told = [text for text in history.caveats if "median is published for" in text]
        known = own.loc[own["median_annual_usd"].notna(), "reference_year"]
        for text in told:
            assert not {str(year) for year in known} & set(re.findall(r"\d{4}", text)), name
