"""Tidy tables made of rows cut from the publishers' files, and the roles they are about.

rows/oews.csv: national OEWS tables 1997 to May 2025, cells as printed.
rows/projections.csv: Employment Projections, tables 1.2, 1.7 and 1.10 of three vintages.
rows/cpi.csv: CPI-U (CUUR0000SA0), months as printed.
"""

import csv
from pathlib import Path

import pandas as pd

from labor.occupations.roles import Role

ROWS = Path(__file__).parent / "rows"
TOP_CODES = {
    1997: (60.0, 124820.0),
    2000: (70.0, 145600.0),
    2008: (80.0, 166400.0),
    2011: (90.0, 187200.0),
    2016: (100.0, 208000.0),
    2022: (115.0, 239200.0),
}
VERSIONS = {
    1997: "oes_1997",
    2000: "soc_2000",
    2010: "oews_hybrid_2010",
    2012: "soc_2010",
    2019: "oews_hybrid_2019",
    2021: "soc_2018",
}
STATISTICS = {
    "mean": "mean",
    "pct10": "p10",
    "pct25": "p25",
    "median": "median",
    "pct75": "p75",
    "pct90": "p90",
}
SERIES = ("soc_2000", "oews_hybrid_2010", "soc_2010", "oews_hybrid_2019", "soc_2018")


def role(label, kind="single", *, oes_1997=(), query="", **codes):
    by_version = {"oes_1997": tuple(oes_1997)} if oes_1997 else {}
    by_version |= {name: tuple(codes[name]) for name in SERIES if codes.get(name)}
    return Role(query or label, label, kind, by_version)


def constant(label, code, **other):
    """A role with one code in all lists but those given."""
    return role(label, **(dict.fromkeys(SERIES, (code,)) | other))


RECORDS = constant(
    "Medical records technician",
    "29-2071",
    oes_1997=("32911",),
    oews_hybrid_2019=("29-2098",),
    soc_2018=("29-2072", "29-9021"),
)
SPECIALISTS = role("Medical records specialists", soc_2018=("29-2072",))
ASSISTANTS = constant("Medical assistants", "31-9092")
TRANSCRIPTIONISTS = constant("Medical transcriptionists", "31-9094")
PHARMACY = constant("Pharmacy technicians", "29-2052")
MANAGERS = constant("Medical and health services managers", "11-9111")
ACTORS = constant("Actors", "27-2011")
TEACHERS = constant("Business teachers, postsecondary", "25-1011")
ANESTHESIOLOGISTS = constant("Anesthesiologists", "29-1061")
HYGIENISTS = constant(
    "Dental hygienists", "29-2021", oews_hybrid_2019=("29-1292",), soc_2018=("29-1292",)
)
CLERK_CODES = tuple(
    f"43-{number}" for number in (4021, 4031, 4061, 4071, 4081, 4111, 4151, 4161, 4181, 4199)
)
CLERKS = role("Information clerks", "composite", **dict.fromkeys(SERIES, CLERK_CODES))


def _printed(name):
    text = (ROWS / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _version(year):
    return VERSIONS[max(first for first in VERSIONS if first <= year)]


def _wage(cell, year, annual):
    if cell == "#":
        floor = TOP_CODES[max(first for first in TOP_CODES if first <= year)]
        return floor[annual], "top_coded"
    if cell in ("*", ""):
        return float("nan"), "not_available"
    return float(cell), "published"


def _number(cell):
    return (float(cell), "published") if cell else (float("nan"), "not_available")


def _key(printed):
    year = int(printed["year"])
    return {
        "reference_year": year,
        "area_code": "99",
        "industry_code": "000000",
        "industry_level": "cross-industry",
        "ownership_code": "1235",
        "occupation_code": printed["occ_code"],
        "occupation_level": printed["group"] or "detailed",
        "area_title": "U.S.",
        "occupation_title": printed["occ_title"],
        "soc_version": _version(year),
        "source_id": f"oews_national_{year}",
    }


def oews():
    """The tables `wages` and `employment`."""
    wages, jobs = [], []
    for printed in _printed("oews"):
        key = _key(printed)
        basis = "annual_only" if printed["annual"] else "hourly_and_annual"
        key["pay_basis"] = "hourly_only" if printed["hourly"] else basis
        for name, statistic in STATISTICS.items():
            hourly, hourly_status = _wage(printed[f"h_{name}"], key["reference_year"], False)
            annual, annual_status = _wage(printed[f"a_{name}"], key["reference_year"], True)
            rse, rse_status = _number(printed["mean_prse"] if name == "mean" else "")
            wages.append(
                key
                | {"statistic": statistic, "hourly_wage_usd": hourly, "annual_wage_usd": annual}
                | {"hourly_wage_usd_status": hourly_status, "annual_wage_usd_status": annual_status}
                | {"rse_pct": rse}
                | {"rse_pct_status": rse_status if name == "mean" else "not_applicable"}
            )
        row = {name: value for name, value in key.items() if name != "pay_basis"}
        for name, column in (("employment_jobs", "tot_emp"), ("employment_rse_pct", "emp_prse")):
            row[name], row[f"{name}_status"] = _number(printed[column])
        jobs.append(row)
    return pd.DataFrame(wages), pd.DataFrame(jobs)


def projections():
    """The table `projections`."""
    rows = []
    for printed in _printed("projections"):
        base = int(printed["vintage"][:4])
        row = {
            "projection_vintage": printed["vintage"],
            "occupation_code": printed["code"],
            "occupation_title": printed["title"],
            "occupation_kind": printed["type"].lower().replace(" ", "_"),
            "soc_version": "soc_2010" if base < 2019 else "soc_2018",
            "base_year": base,
            "target_year": base + 10,
            "source_id": f"projections_{printed['vintage']}",
        }
        openings = "ten_year_total" if base < 2016 else "annual_average"
        other = "annual_average" if base < 2016 else "ten_year_total"
        for name, column in {
            "base_employment_jobs": "base_thousand",
            "target_employment_jobs": "target_thousand",
            "employment_change_jobs": "change_thousand",
            f"openings_{openings}_jobs": "openings_thousand",
            "labor_force_exits_annual_average_jobs": "exits_thousand",
            "occupational_transfers_annual_average_jobs": "transfers_thousand",
        }.items():
            number, status = _number(printed[column])
            row[name], row[f"{name}_status"] = round(number * 1000, 0), status
        row[f"openings_{other}_jobs"] = float("nan")
        row[f"openings_{other}_jobs_status"] = "not_applicable"
        row["employment_change_pct"] = float(printed["change_pct"])
        row["employment_change_pct_status"] = "published"
        for name, column in {
            "entry_education": "education",
            "work_experience": "experience",
            "training": "training",
        }.items():
            row[name] = None if printed[column] == "—" else printed[column]
        rows.append(row)
    return pd.DataFrame(rows)


def prices():
    """The table `prices`."""
    rows = []
    for printed in _printed("cpi"):
        index, status = _number(printed["index"])
        rows.append(
            {
                "year": int(printed["date"][:4]),
                "month": int(printed["date"][5:7]),
                "cpi_u_index": index,
                "cpi_u_index_status": status,
                "source_id": "cpi_u",
            }
        )
    return pd.DataFrame(rows)


#: From the crosswalks, see `soc_lineage`: earlier list and code, later list and code, and whether
#: the whole of the one is in the other, and nothing else in it.
STEPS = [
    ("soc_2000", "29-2071", "oews_hybrid_2010", "29-2071", "whole", "whole"),
    ("soc_2000", "29-2071", "soc_2010", "29-2071", "whole", "whole"),
    ("oews_hybrid_2010", "29-2071", "soc_2010", "29-2071", "whole", "whole"),
    ("soc_2010", "29-2071", "oews_hybrid_2019", "29-2098", "whole", "part"),
    ("soc_2010", "29-2099", "oews_hybrid_2019", "29-2098", "whole", "part"),
    ("soc_2010", "29-2071", "soc_2018", "29-2072", "part", "whole"),
    ("soc_2010", "29-2071", "soc_2018", "29-9021", "part", "part"),
    ("soc_2010", "29-9099", "soc_2018", "29-9021", "part", "part"),
    ("soc_2010", "29-9099", "soc_2018", "29-9099", "part", "whole"),
    ("soc_2010", "29-2099", "soc_2018", "29-2099", "part", "part"),
    ("soc_2010", "29-2099", "soc_2018", "29-2036", "part", "whole"),
    ("soc_2010", "29-2054", "soc_2018", "29-2099", "whole", "part"),
    ("oews_hybrid_2019", "29-2098", "soc_2018", "29-2072", "part", "whole"),
    ("oews_hybrid_2019", "29-2098", "soc_2018", "29-2036", "part", "whole"),
    ("oews_hybrid_2019", "29-2098", "soc_2018", "29-2099", "part", "whole"),
    ("soc_2000", "29-2021", "oews_hybrid_2010", "29-2021", "whole", "whole"),
    ("oews_hybrid_2010", "29-2021", "soc_2010", "29-2021", "whole", "whole"),
    ("soc_2010", "29-2021", "oews_hybrid_2019", "29-1292", "whole", "whole"),
    ("soc_2010", "29-2021", "soc_2018", "29-1292", "whole", "whole"),
    ("oews_hybrid_2019", "29-1292", "soc_2018", "29-1292", "whole", "whole"),
    ("soc_2000", "11-1111", "soc_2010", "11-1112", "part", "whole"),
    ("soc_2000", "11-1111", "soc_2010", "11-1113", "part", "whole"),
]
UNCHANGED = ("31-9092", "31-9094", "29-2052", "11-9111", *CLERK_CODES)


def lineage():
    """The table `soc_lineage`."""
    steps = list(STEPS)
    for number, old in enumerate(SERIES):
        for new in SERIES[number + 1 :]:
            steps += [(old, code, new, code, "whole", "whole") for code in UNCHANGED]
    columns = ["from_version", "from_code", "to_version", "to_code", "from_extent", "to_extent"]
    frame = pd.DataFrame(steps, columns=columns).drop_duplicates()
    return frame.assign(
        from_title=frame["from_code"],
        to_title=frame["to_code"],
        relation="same",
        standing="main",
        evidence="soc_crosswalk",
        source_id="soc",
    )


def sources():
    """The table `sources`, as far as the comparisons use it."""
    wages, _ = oews()
    names = [*wages["source_id"].unique(), *projections()["source_id"].unique(), "cpi_u"]
    return pd.DataFrame({"source_id": names, "title": [f"Table {name}" for name in names]})


def tables():
    """All of them by name."""
    wages, employment = oews()
    return {
        "wages": wages,
        "employment": employment,
        "projections": projections(),
        "prices": prices(),
        "soc_lineage": lineage(),
        "sources": sources(),
    }
