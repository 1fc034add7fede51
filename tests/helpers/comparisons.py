"""Comparisons made by hand from figures the agencies printed, in the frames of the analysis."""

from __future__ import annotations

import pandas as pd

from labor.answers.compare.answer import Comparison, side_by_side

ROLE = "Medical Records and Health Information Technicians"

# May 2018 and May 2025, national, from the OEWS tables: code, title, jobs, RSE of jobs in %,
# mean, RSE of the mean in %, then the 10th, 25th, 50th, 75th and 90th percentile; dollars a year.
MEDICAL_RECORDS = ("29-2071", ROLE, 208650, 1.0,
                   44010, 0.4, 26550, 32070, 40350, 52730, 66260)  # fmt: skip
MEDICAL_ASSISTANTS = ("31-9092", "Medical Assistants", 673660, 0.7,
                      34540, 0.2, 24790, 28400, 33610, 39190, 47250)  # fmt: skip
TRANSCRIPTIONISTS = ("31-9094", "Medical Transcriptionists", 53730, 3.1,
                     36350, 1.3, 21840, 26410, 34770, 43490, 51780)  # fmt: skip
PHARMACY_TECHNICIANS = ("29-2052", "Pharmacy Technicians", 417860, 0.8,
                        34020, 0.3, 22740, 26750, 32700, 39290, 48010)  # fmt: skip
SURGEONS = ("29-1067", "Surgeons", 34390, 3.8,
            255110, 1.5, 94960, 199920, "#208000", "#208000", "#208000")  # fmt: skip
MANAGERS = ("11-9111", "Medical and Health Services Managers", 372670, 0.6,
            113730, 0.4, 58680, 76050, 99730, 130820, 182600)  # fmt: skip
CLERKS = (
    ("43-4021", "Correspondence Clerks", 5460, 4.1,
     38990, 1.5, 24460, 30330, 37290, 46680, 56550),
    ("43-4031", "Court, Municipal, and License Clerks", 142350, 0.7,
     41100, 0.6, 25150, 30660, 38450, 48560, 60330),
    ("43-4061", "Eligibility Interviewers, Government Programs", 137830, 3.6,
     46480, 0.5, 31550, 36970, 46020, 55180, 62180),
    ("43-4071", "File Clerks", 110020, 1.3,
     33810, 0.4, 21390, 25420, 31700, 39670, 50230),
    ("43-4081", "Hotel, Motel, and Resort Desk Clerks", 260780, 0.9,
     25130, 0.4, 18090, 20430, 23700, 28090, 34040),
    ("43-4111", "Interviewers, Except Eligibility and Loan", 192820, 1.3,
     35520, 0.4, 22700, 27510, 34060, 41690, 50560),
    ("43-4151", "Order Clerks", 159210, 3.0,
     35790, 0.9, 22280, 26520, 33460, 42760, 53240),
    ("43-4161", "Human Resources Assistants, Except Payroll and Timekeeping", 124600, 0.9,
     41620, 0.2, 27610, 33550, 40390, 48680, 58200),
    ("43-4181", "Reservation and Transportation Ticket Agents and Travel Clerks", 132050, 2.5,
     41730, 1.0, 23350, 27910, 37220, 57000, 64780),
    ("43-4199", "Information and Record Clerks, All Other", 155220, 0.9,
     41900, 0.3, 25960, 31970, 40950, 49950, 59460),
)  # fmt: skip
RECORDS_SPECIALISTS = ("29-2072", "Medical Records Specialists", 194720, 1.1,
                       56790, 0.4, 37000, 43490, 51140, 64820, 81150)  # fmt: skip
REGISTRARS = ("29-9021", "Health Information Technologists and Medical Registrars", 38100, 1.9,
              74970, 0.7, 39830, 48940, 68020, 95630, 117420)  # fmt: skip
ASSISTANTS_2025 = ("31-9092", "Medical Assistants", 817870, 1.2,
                   46120, 0.3, 36050, 38470, 45690, 49180, 59310)  # fmt: skip
# Hourly pay only: mean and percentiles by the year are not released.
ACTORS = ("27-2011", "Actors", 47430, 7.1, "*", 4.1, "*", "*", "*", "*", "*")

# Employment Projections: role, code, title, jobs at both ends, change in %, phrase, openings a
# year, education, experience, training.
PROJECTED_2018 = [
    ("29-2071", "Medical records and health information technicians", 215500, 238600, 10.7,
     "Much faster than average", 16800, "Postsecondary nondegree award", "None", "None"),
    ("31-9092", "Medical assistants", 686600, 841500, 22.6,
     "Much faster than average", 99700, "Postsecondary nondegree award", "None", "None"),
    ("31-9094", "Medical transcriptionists", 58000, 56000, -3.5,
     "Decline", 7700, "Postsecondary nondegree award", "None", "None"),
    ("29-2052", "Pharmacy technicians", 420400, 451900, 7.5,
     "not known", 38300, "High school diploma or equivalent", "None",
     "Moderate-term on-the-job training"),
]  # fmt: skip
CLERKS_2018 = ("", "Information Clerks", 1484300, 1476900, -0.4986,
               "Little or no change", 179500, "differs by member", "None",
               "differs by member")  # fmt: skip

POINTS = ("mean", "p10", "p25", "median", "p75", "p90")


SOURCES = pd.DataFrame(
    {
        "source_id": ["oews_national_2018", "projections_2018_28"],
        "title": ["Pay, May 2018", "Projections, 2018-28"],
        "producer": "U.S. Bureau of Labor Statistics",
        "licence": "Public domain",
        "reference_period": ["May 2018", "2018-28"],
        "download_url": ["https://www.bls.gov/oes/special-requests/oesm18nat.zip", None],
        "landing_url": "https://www.bls.gov/emp/",
        "file": ["national_M2018_dl.xlsx", "occupation.XLSX"],
        "copy": ["publisher", "resaved"],
        "file_sha256": ["9" * 64, "0" * 64],
        "retrieved_on": [None, "2026-02-01"],
    }
)


#: What a figure is of by the kind of its row.
_RELATIONS = {"part": "part", "composite": "group", "member": "member"}


def pay_row(role: str, kind: str, figures: tuple, *, subject: bool = False, **more: object) -> dict:
    """One row of a pay table; "#208000" is top-coded, "*" is not released."""
    code, title, jobs, jobs_rse, *wages_and_rse = figures
    mean, mean_rse, *percentiles = wages_and_rse
    row = {
        "role": role, "role_kind": kind, "is_subject": subject,
        "relation": _RELATIONS.get(kind, "itself"),
        "occupation_code": code, "occupation_title": title, "soc_version": "soc_2010",
        "reference_year": 2018, "area_code": "99", "area_title": "U.S.", "pay_basis": "both",
        "employment_jobs": float(jobs), "employment_jobs_status": "published",
        "employment_rse_pct": jobs_rse, "employment_rse_pct_status": "published",
        "mean_rse_pct": mean_rse, "mean_rse_pct_status": "published",
        "low_median_annual_usd": float("nan"), "high_median_annual_usd": float("nan"),
        "high_median_annual_usd_status": "not_applicable",
        "pooled_median_low_annual_usd": float("nan"),
        "pooled_median_high_annual_usd": float("nan"),
        "source_id": "oews_national_2018",
    }  # fmt: skip
    for point, cell in zip(POINTS, (mean, *percentiles), strict=True):
        value, status = _typed(cell)
        row |= {f"{point}_annual_usd": value, f"{point}_annual_usd_status": status}
        hourly = value if status == "not_available" else round(value / 2080, 2)
        row |= {f"{point}_hourly_usd": hourly, f"{point}_hourly_usd_status": status}
    return row | more


def _typed(cell: float | str) -> tuple[float, str]:
    if cell == "*":
        return float("nan"), "not_available"
    if isinstance(cell, str):
        return float(cell.removeprefix("#")), "top_coded"
    return float(cell), "published"


def group_rows(estimate: bool) -> list[dict]:
    """Information clerks: the group's own row, with or without an estimate, and ten members."""
    none = ("", "Information Clerks", 1420340, 0.5, "*", 0.0, "*", "*", "*", "*", "*")
    own = pay_row("Information Clerks", "composite", none)
    own |= {"employment_jobs_status": "derived", "mean_rse_pct": float("nan"),
            "mean_rse_pct_status": "not_available", "low_median_annual_usd": 23700.0,
            "high_median_annual_usd": 46020.0,
            "high_median_annual_usd_status": "published"}  # fmt: skip
    if estimate:
        # Made up for the drawing; the analysis has its own tests.
        for point, value in zip(POINTS, (36900, 20900, 26300, 34800, 44900, 56100), strict=True):
            own |= {f"{point}_annual_usd": float(value), f"{point}_annual_usd_status": "estimated"}
    return [own, *(pay_row("Information Clerks", "member", figures) for figures in CLERKS)]


def pay_2018(estimate: bool = True) -> pd.DataFrame:
    """Medical records technicians beside four similar roles, May 2018."""
    return pd.DataFrame(
        [
            pay_row(
                ROLE,
                "single",
                MEDICAL_RECORDS,
                subject=True,
            ),
            pay_row("Medical Assistants", "single", MEDICAL_ASSISTANTS),
            pay_row("Medical Transcriptionists", "single", TRANSCRIPTIONISTS),
            pay_row("Pharmacy Technicians", "single", PHARMACY_TECHNICIANS),
            *group_rows(estimate),
        ]
    )


def pay_2025() -> pd.DataFrame:
    """The same role in May 2025, when it is two occupations, beside one other."""
    year = {"reference_year": 2025, "soc_version": "soc_2018", "source_id": "oews_national_2025"}
    role = ROLE
    return pd.DataFrame(
        [
            pay_row(role, "part", RECORDS_SPECIALISTS, subject=True, **year),
            pay_row(role, "part", REGISTRARS, subject=True, **year),
            pay_row("Medical Assistants", "single", ASSISTANTS_2025, **year),
        ]
    )


def pay_at_the_edges() -> pd.DataFrame:
    """Top-coded, hourly only, and absent pay, beside ordinary pay."""
    absent = pay_row(ROLE, "single", MEDICAL_RECORDS)
    for name in [name for name in absent if name.endswith("_usd")]:
        absent[name] = float("nan")
    for name in [name for name in absent if name.endswith("_usd_status")]:
        absent[name] = "not_applicable"
    absent |= {
        "occupation_code": "",
        "occupation_title": ROLE,
    }
    hourly = {"p10": 9.05, "p25": 10.96, "median": 17.54, "p75": 28.41, "p90": 61.74, "mean": 29.34}
    actors = pay_row("Actors", "single", ACTORS)
    for point, value in hourly.items():
        actors |= {f"{point}_hourly_usd": value, f"{point}_hourly_usd_status": "published"}
    return pd.DataFrame(
        [
            pay_row("Medical and Health Services Managers", "single", MANAGERS, subject=True),
            pay_row("Surgeons", "single", SURGEONS),
            actors,
            absent,
        ]
    )


def outlook_row(role: str, kind: str, figures: tuple, *, subject: bool = False) -> dict:
    """One row of an outlook table."""
    code, title, base, target, change, phrase, openings, *needs = figures
    status = "derived" if kind == "composite" else "published"
    return {
        "role": role, "role_kind": kind, "is_subject": subject, "occupation_code": code,
        "relation": _RELATIONS.get(kind, "itself"),
        "occupation_title": title, "soc_version": "soc_2010", "projection_vintage": "2018-28",
        "base_year": 2018, "target_year": 2028,
        "base_employment_jobs": float(base), "base_employment_jobs_status": status,
        "target_employment_jobs": float(target), "target_employment_jobs_status": status,
        "employment_change_jobs": float(target - base), "employment_change_jobs_status": status,
        "employment_change_pct": change, "employment_change_pct_status": status,
        "growth_phrase": phrase, "growth_phrase_basis": "band", "growth_phrase_evidence": "",
        "annual_growth_pct": ((target / base) ** 0.1 - 1) * 100,
        "openings_annual_average_jobs": float(openings),
        "openings_annual_average_jobs_status": status,
        "openings_ten_year_total_jobs": float("nan"),
        "openings_ten_year_total_jobs_status": "not_applicable",
        "openings_per_100_jobs": openings / base * 100,
        "entry_education": needs[0], "work_experience": needs[1], "training": needs[2],
        "source_id": "projections_2018_28",
    }  # fmt: skip


def outlook_2018() -> pd.DataFrame:
    """The outlook of the same five roles, 2018-28."""
    roles = [ROLE, "Medical Assistants",
             "Medical Transcriptionists", "Pharmacy Technicians"]  # fmt: skip
    singles = [
        outlook_row(role, "single", figures, subject=position == 0)
        for position, (role, figures) in enumerate(zip(roles, PROJECTED_2018, strict=True))
    ]
    return pd.DataFrame([*singles, outlook_row("Information Clerks", "composite", CLERKS_2018)])


def compared(
    pay: pd.DataFrame | None = None, outlook: pd.DataFrame | None = None, **more: object
) -> Comparison:
    """A comparison of a pay table and an outlook table, of the five roles if left out."""
    pay = pay_2018() if pay is None else pay
    outlook = outlook_2018() if outlook is None else outlook
    given = {
        "rows": side_by_side(pay, outlook) if len(pay) else pay,
        "sources": SOURCES,
        "title": "Roles compared",
        "question": "How do pay and outlook compare?",
        "pay": pay,
        "outlook": outlook,
        "growth_of_all": (5.2, "published"),
        "limits": ("Not a trend.", "Not a forecast."),
    }
    return Comparison(**(given | more))
