"""The wide tables for people say what the tidy ones say."""

import gc
import json

import pandas as pd
import pytest
from frictionless import Package

from labor.schema.tables import SUMMARIES
from labor.sources.digest import sha256_of
from labor.tables.data_package import dangling, links
from labor.tables.files import write_csv
from labor.tables.load import load
from labor.tables.publication import built_digests
from labor.terms import STATISTICS

FILES = {
    "occupations_now": "occupations_now.csv",
    "pay_by_year": "pay_by_year.csv",
    "pay_by_place": "pay_by_place.csv.gz",
}
TOTALS = {"industry_code": "000000", "ownership_code": "1235"}
MOST_BYTES = 40_000_000


@pytest.fixture(scope="module")
def folder(project):
    return project / "data" / "processed"


@pytest.fixture(scope="module")
def wide(folder):
    def read(name):
        return pd.read_csv(
            folder / FILES[name],
            dtype=SUMMARIES[name].dtypes,
            keep_default_na=False,
            na_values=[""],
        )

    return {name: read(name) for name in FILES}


def rows_in(frame, **values):
    return frame[(frame[list(values)] == list(values.values())).all(axis=1)]


def finest(frame, key):
    """Rows without those of the wider level of what is published at no finer one."""
    order = ["division", "total", "major", "minor", "broad", "detailed"]
    place = frame["occupation_level"].map(order.index)
    return frame.loc[place.sort_values(kind="stable").index].drop_duplicates(key, keep="last")


def assert_same_cells(wide, wages, employment, key):
    """Every cell of wide rows is that of the tidy tables, the statuses as well."""
    index = wide.set_index(key).sort_index()
    jobs = finest(employment, key).set_index(key).sort_index()
    assert index.index.equals(jobs.index)
    for name in wide.columns.intersection(employment.columns).difference(key):
        pd.testing.assert_series_equal(index[name], jobs[name], check_dtype=False)
    for statistic in STATISTICS:
        pay = finest(rows_in(wages, statistic=statistic), key).set_index(key).sort_index()
        for wage in ("hourly_wage_usd", "annual_wage_usd"):
            for end in ("", "_status"):
                own = index[f"{statistic}_{wage}{end}"]
                pd.testing.assert_series_equal(own, pay[f"{wage}{end}"], check_names=False)
        if statistic == "mean":
            for end in ("", "_status"):
                own = index[f"mean_rse_pct{end}"]
                pd.testing.assert_series_equal(own, pay[f"rse_pct{end}"], check_names=False)
        pd.testing.assert_series_equal(index["pay_basis"], pay["pay_basis"], check_dtype=False)


@pytest.mark.parametrize("year", [1997, 2019, 2025])
def test_pay_by_year_has_every_cell_of_the_nation(folder, wide, year):
    nation = {"reference_year": year, "area_code": "99", **TOTALS}
    assert_same_cells(
        rows_in(wide["pay_by_year"], reference_year=year),
        load("wages", folder, **nation),
        load("employment", folder, **nation),
        ["occupation_code"],
    )


def test_pay_by_year_has_every_occupation_of_every_year_once(folder, wide):
    nation = load("employment", folder, area_code="99", **TOTALS)
    pairs = nation[["reference_year", "occupation_code"]].drop_duplicates()
    assert len(wide["pay_by_year"]) == len(pairs)


@pytest.mark.parametrize("kinds", [("state", "territory"), ("metropolitan", "nonmetropolitan")])
def test_pay_by_place_has_every_cell_of_the_newest_year(folder, wide, kinds):
    jobs = load("employment", folder, area_type=kinds, **TOTALS)
    jobs = jobs[jobs["reference_year"] == jobs["reference_year"].max()]
    key = ["area_code", "occupation_code"]
    own = wide["pay_by_place"]
    own = own[own["area_type"].isin(kinds)]
    assert len(own) == len(jobs[key].drop_duplicates())
    assert set(own["area_code"]) == set(jobs["area_code"])
    some = sorted(set(jobs["area_code"]))[::10]
    assert_same_cells(
        own[own["area_code"].isin(some)],
        load(
            "wages",
            folder,
            reference_year=int(jobs["reference_year"].max()),
            area_code=some,
            **TOTALS,
        ),
        jobs[jobs["area_code"].isin(some)],
        key,
    )


def test_medical_records_specialists_have_their_figures_of_every_publisher(wide):
    (now,) = rows_in(wide["occupations_now"], occupation_code="29-2072").to_dict("records")
    assert now["reference_year"] == 2025
    assert now["median_annual_wage_usd"] == 51_140
    assert now["employment_jobs"] == 194_720
    assert now["major_title"] == "Healthcare Practitioners and Technical Occupations"
    assert (now["projection_vintage"], now["employment_change_pct"]) == ("2024-34", 7.1)
    assert now["outlook_phrase"] == "Much faster than average"
    assert now["openings_annual_average_jobs"] == 14_200
    assert now["entry_education"] == "Postsecondary nondegree award"
    assert now["job_zone"] == "3"
    assert now["handbook_profile_id"] == "medical-records-and-health-information-technicians"
    year = rows_in(wide["pay_by_year"], occupation_code="29-2072", reference_year=2025)
    assert year["median_annual_wage_usd"].tolist() == [51_140]


def test_an_occupation_that_is_published_with_others_says_in_which_row(wide):
    now = wide["occupations_now"].set_index("occupation_code")
    aides, group = now.loc["31-1121"], now.loc["31-1120"]
    assert (aides["published_in_code"], aides["published_in_title"]) == (
        "31-1120",
        group["occupation_title"],
    )
    statuses = [name for name in now if name.endswith("_status")]
    assert set(aides[statuses]) == {"not_available"}
    assert group["employment_jobs"] > 0
    assert now["published_in_code"].dropna().isin(now.index).all()


def test_occupations_now_are_those_of_the_newest_estimates_and_of_the_list(folder, wide):
    now = wide["occupations_now"]
    nation = load("employment", folder, reference_year=2025, area_code="99", **TOTALS)
    printed = nation.loc[nation["occupation_level"] == "detailed", "occupation_code"]
    assert set(printed) <= set(now["occupation_code"])
    codes = load("occupations", folder, soc_version="soc_2018", occupation_level="detailed")
    civilian = codes.loc[codes["is_official"], "occupation_code"]
    civilian = civilian[~civilian.str.startswith("55-")]
    assert set(civilian) | set(printed) == set(now["occupation_code"])
    jobs = now["employment_jobs"].sum()
    total = rows_in(nation, occupation_level="total")["employment_jobs"].item()
    assert jobs == pytest.approx(total, rel=0.01)


@pytest.mark.parametrize("name", FILES)
def test_each_file_is_small_described_and_part_of_the_set(folder, wide, name):
    path = folder / FILES[name]
    assert path.stat().st_size < MOST_BYTES
    assert built_digests(folder)[path.name] == sha256_of(path)
    SUMMARIES[name].check(SUMMARIES[name].conform(wide[name]))
    for link in links(SUMMARIES[name]):
        assert dangling(link, wide[name], load(link.table, folder)).empty


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_validator_of_the_standard_takes_the_files(folder, wide, tmp_path):
    """A few rows of each: the validator takes minutes for all."""
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    resources = [r for r in package["resources"] if r["name"] in (*FILES, "sources", "occupations")]
    for resource in resources:
        path = tmp_path / resource["path"]
        if resource["name"] in FILES:
            write_csv(path, wide[resource["name"]].groupby("soc_version").head(100))
            resource |= {"hash": f"sha256:{sha256_of(path)}", "bytes": path.stat().st_size}
        else:
            path.write_bytes((folder / resource["path"]).read_bytes())
    (tmp_path / "datapackage.json").write_text(json.dumps(package | {"resources": resources}))
    report = Package(str(tmp_path / "datapackage.json")).validate()
    # The validator leaves packed files open until they are collected.
    gc.collect()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "type", "note"])[:10]
    assert {task.name for task in report.tasks} >= set(FILES)


def test_packed_rows_are_the_same_bytes_and_the_same_rows(tmp_path):
    rows = pd.DataFrame({"area_code": ["01", "99"], "jobs": [1.5, None]})
    for name in ("a.csv.gz", "b.csv.gz", "c.csv"):
        write_csv(tmp_path / name, rows)
    assert (tmp_path / "a.csv.gz").read_bytes() == (tmp_path / "b.csv.gz").read_bytes()
    packed, plain = (
        pd.read_csv(tmp_path / n, dtype={"area_code": "str"}) for n in ("a.csv.gz", "c.csv")
    )
    pd.testing.assert_frame_equal(packed, plain)
    pd.testing.assert_frame_equal(packed, rows)
