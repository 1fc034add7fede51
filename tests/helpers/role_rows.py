"""Histories, places and projections of one role, made by hand from figures the agency printed."""

from __future__ import annotations

import pandas as pd
from comparisons import ROLE, SOURCES, outlook_row, pay_row

from labor.answers.history.answer import PayHistory
from labor.answers.outlook.answer import Backtest, Outlook
from labor.answers.places.answer import Places

#: National medians of the role by year and code, in dollars of the year (OEWS tables), and CPI-U
#: of May of the year.
MEDIANS = [
    (1, "29-2071", 2016, 38040, 240.229),
    (1, "29-2071", 2017, 39180, 244.733),
    (1, "29-2071", 2018, 40350, 251.588),
    (2, "29-2098", 2019, 42630, 256.092),
    (2, "29-2098", 2020, 44090, 256.394),
    (3, "29-2072", 2021, 46660, 269.195),
    (3, "29-2072", 2022, 47180, 292.296),
    (4, "29-9021", 2021, 55560, 269.195),
    (4, "29-9021", 2022, 58250, 292.296),
]
BASE_YEAR, BASE_INDEX = 2018, 251.588
WHY = "Other jobs are counted."


def history(rows: pd.DataFrame | None = None) -> PayHistory:
    """The history of the role; with other rows if they are given."""
    return PayHistory(rows=history_rows() if rows is None else rows, sources=SOURCES)


def history_rows() -> pd.DataFrame:
    """The role before, inside and after the hybrid code."""
    rows = []
    for segment, code, year, median, index in MEDIANS:
        figures = (code, f"Title of {code}", 1000, 1.0, median, 0.4, *[median] * 5)
        kind = "part" if segment > 2 else "single"
        first = next(y for s, _, y, _, _ in MEDIANS if s == segment) == year
        real = median * BASE_INDEX / index
        rows.append(
            pay_row(ROLE, kind, figures, reference_year=year)
            | {
                "segment": segment,
                "segment_label": code,
                "break_before": WHY if segment > 1 and first else "",
                "caveat_before": "A method changed." if year == 2017 else "",
                "years_missing_before": "",
                "base_year": BASE_YEAR,
                "median_annual_real_usd": real,
                "median_annual_real_usd_status": "published",
                "median_hourly_real_usd": real / 2080,
                "median_hourly_real_usd_status": "published",
            }
        )
    return pd.DataFrame(rows)


#: Medians of places in May 2024: code, title, median; "*" is not released, "" has no row.
PLACES_2024 = [
    ("99", "U.S.", 50250),
    ("01", "Alabama", 38540),
    ("06", "California", 59700),
    ("11", "District of Columbia", 64690),
    ("48", "Texas", 47230),
    ("53", "Washington", "*"),
    ("78", "Virgin Islands", ""),
]


def places(rows: pd.DataFrame | None = None, *, errors: bool = False) -> Places:
    """Medical records specialists in a few places; with other rows if they are given."""
    return Places(rows=places_rows(errors=errors) if rows is None else rows, sources=SOURCES)


def places_rows(*, errors: bool = False) -> pd.DataFrame:
    """Medical records specialists in a few places; with made-up groups if `errors`."""
    rows = []
    for area, title, median in PLACES_2024:
        cells = ["*"] * 6 if not median else [median] * 6
        figures = ("29-2072", "Medical Records Specialists", 1000, 1.0, cells[0], 0.4, *cells[1:])
        letters = {"06": "a", "11": "a", "48": "b", "01": "c"}.get(area, "") if errors else ""
        row = pay_row("Medical Records Specialists", "single", figures, reference_year=2024)
        row |= {"area_code": area, "area_title": title}
        rows.append(row | {"is_listed": median != "", "letters": letters})
    return pd.DataFrame(rows)


def outlook(rows: pd.DataFrame | None = None) -> Outlook:
    """The outlook of medical records specialists; with other rows if they are given."""
    return Outlook(rows=outlook_with_parts() if rows is None else rows, sources=SOURCES)


def outlook_with_parts() -> pd.DataFrame:
    """Medical records specialists 2024-34 (Employment Projections), parts of openings included."""
    figures = ("29-2072", "Medical records specialists", 194800, 208600, 7.1,
               "Much faster than average", 14200, "Postsecondary nondegree award", "None",
               "None")  # fmt: skip
    row = outlook_row("Medical Records Specialists", "single", figures, subject=True)
    row |= {"projection_vintage": "2024-34", "base_year": 2024, "target_year": 2034}
    row |= {"exits_jobs": 7100.0, "transfers_jobs": 5800.0, "growth_jobs": 1380.0}
    return pd.DataFrame([row])


def outlooks() -> pd.DataFrame:
    """Two projections: one that can be checked, one that cannot."""
    later = outlook_with_parts()
    earlier = later.assign(
        projection_vintage="2021-31", base_year=2021, target_year=2031,
        employment_change_pct=6.6, base_employment_jobs=186400.0,
    )  # fmt: skip
    return pd.concat([earlier, later], ignore_index=True)


def backtest(rows: pd.DataFrame | None = None, projections: pd.DataFrame | None = None) -> Backtest:
    """The checks of two projections; with other rows if they are given.

    Args:
        rows: Rows by code, projection and later projection.
        projections: Outlooks, one projection under the other.
    """
    return Backtest(
        rows=backtest_rows() if rows is None else rows,
        sources=SOURCES,
        projections=outlooks() if projections is None else projections,
    )


def backtest_rows() -> pd.DataFrame:
    """The check of 2021-31 with the counts of 2023 and of 2024."""
    base = {"projection_vintage": "2021-31", "occupation_code": "29-2072",
            "base_employment_jobs": 186400.0, "typical_error_pct": 5.0,
            "check_code": "29-2072"}  # fmt: skip
    return pd.DataFrame(
        [
            {
                **base,
                "check_vintage": "2023-33",
                "check_year": 2023,
                "projected_jobs": 188797.5,
                "observed_jobs": 191500.0,
            },
            {
                **base,
                "check_vintage": "2024-34",
                "check_year": 2024,
                "projected_jobs": 190007.8,
                "observed_jobs": 194800.0,
            },
        ]
    )
