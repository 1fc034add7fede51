"""The tables of the Employment Projections program and of the states' projections."""

from labor.schema import projections_details
from labor.schema.core import Column, ForeignKey, TableSchema, measure
from labor.schema.projections_columns import (
    CODE,
    EDUCATION,
    EXPERIENCE,
    KINDS,
    SOC,
    SOURCE,
    TITLE,
    TRAINING,
    VINTAGE,
    YEARS,
    assignment,
)

_ALL_JOBS = (
    "counts all jobs, with those of the self-employed, unlike the OEWS employment; printed in "
    "thousands to one decimal"
)

PROJECTIONS = TableSchema(
    name="projections",
    row_is="one occupation, or summary of occupations, in one release of the BLS Employment "
    "Projections for the nation",
    key=("projection_vintage", "occupation_code"),
    columns=(
        VINTAGE,
        CODE,
        TITLE,
        Column(
            "occupation_kind",
            "text",
            "line_item: figures of its own, and the line items add up to the total; summary: "
            "the sum of line items. Releases of which only the web export is held have no "
            "summary rows and no total.",
            allowed=KINDS,
        ),
        SOC,
        *YEARS,
        *measure(
            "base_employment_jobs",
            f"Employment in the base year; {_ALL_JOBS}.",
            "jobs",
            minimum=0,
        ),
        *measure(
            "target_employment_jobs",
            f"Employment projected for the target year; {_ALL_JOBS}.",
            "jobs",
            minimum=0,
        ),
        *measure(
            "employment_change_jobs",
            "Projected change over the whole ten years, as printed; differs from the difference "
            "of the two years by rounding.",
            "jobs",
        ),
        *measure(
            "employment_change_pct",
            "Projected change over the whole ten years; not a yearly rate.",
            "percent of base-year employment",
            minimum=-100,
        ),
        *measure(
            "self_employed_pct",
            "Share of the self-employed in base-year employment; not released for small shares.",
            "percent of base-year employment",
            minimum=0,
            maximum=100,
        ),
        *measure(
            "openings_annual_average_jobs",
            "Openings per year from growth, from workers who leave the labor force and from "
            "workers who change occupation (separations method, since 2016-26). Never one "
            "series with the ten-year totals.",
            "jobs per year",
            minimum=0,
        ),
        *measure(
            "openings_ten_year_total_jobs",
            "Openings in all ten years from growth and net replacement (replacement method, "
            "until 2014-24), which leaves most changes of occupation out. Another measure than "
            "the annual average, also after division by ten.",
            "jobs in ten years",
            minimum=0,
        ),
        *measure(
            "replacement_needs_ten_year_total_jobs",
            "Openings in all ten years from net replacement (replacement method).",
            "jobs in ten years",
            minimum=0,
        ),
        *measure(
            "replacement_rate_ten_year_pct",
            "Net replacement in all ten years (replacement method).",
            "percent of base-year employment",
            minimum=0,
        ),
        *measure(
            "labor_force_exits_annual_average_jobs",
            "Workers per year who leave the occupation and the labor force.",
            "jobs per year",
            minimum=0,
        ),
        *measure(
            "occupational_transfers_annual_average_jobs",
            "Workers per year who leave the occupation for another one.",
            "jobs per year",
            minimum=0,
        ),
        *measure(
            "exit_rate_pct",
            "Yearly exits from the labor force as a share of employment.",
            "percent per year",
            minimum=0,
            maximum=100,
        ),
        *measure(
            "transfer_rate_pct",
            "Yearly changes to another occupation as a share of employment.",
            "percent per year",
            minimum=0,
            maximum=100,
        ),
        *assignment(
            "entry_education",
            "Typical education needed for entry. 2012-22 writes 'Less than high school' for what "
            "later releases call 'No formal educational credential'.",
            EDUCATION,
        ),
        *assignment(
            "work_experience",
            "Typical work experience in a related occupation; 'None' means that none is needed.",
            EXPERIENCE,
        ),
        *assignment(
            "training",
            "Typical on-the-job training needed to attain competency; 'None' means that none is "
            "needed.",
            TRAINING,
        ),
        Column(
            "separations_source_id",
            "text",
            "Raw table of exits, transfers, their rates, and replacement needs.",
            nullable=True,
        ),
        Column(
            "source_id",
            "text",
            "Raw table of everything else in the row, see `sources`.",
        ),
    ),
)

PROJECTION_WAGES = TableSchema(
    name="projection_wages",
    row_is="the median wage that one release of the projections shows for one occupation and "
    "one wage year; the program updates the wages of a release in place each spring",
    key=("projection_vintage", "wage_reference_year", "occupation_code"),
    columns=(
        VINTAGE,
        Column(
            "wage_reference_year",
            "integer",
            "Year whose May the wage refers to; not the base year of the release.",
            minimum=2000,
        ),
        CODE,
        SOC,
        *measure(
            "median_annual_wage_usd",
            "Median annual wage of wage and salary workers, from OEWS, without the self-employed. "
            "Top-coded: the publisher's floor, the wage is at least that.",
            "US dollars per year",
            minimum=0,
        ),
        Column(
            "is_comparable_occupation",
            "boolean",
            "Whether the wage is that of a comparable, but not exact, occupation, because OEWS "
            "used other codes in that year (a footnote of 2018-28).",
        ),
        SOURCE,
    ),
    foreign_keys=(
        ForeignKey(
            ("projection_vintage", "occupation_code"),
            "projections",
            ("projection_vintage", "occupation_code"),
        ),
    ),
)

STATE_PROJECTIONS = TableSchema(
    name="state_projections",
    row_is="one occupation in one state, made by the state's labor market agency and collected "
    "by Projections Central",
    key=("projection_vintage", "area_code", "occupation_code"),
    columns=(
        VINTAGE,
        Column(
            "area_code",
            "text",
            "FIPS code of the state in two digits; 99 is the nation, as in OEWS.",
            pattern=r"\d{2}",
        ),
        Column("occupation_code", "text", "Code of the occupation.", pattern=r"\d{2}-\d{4}"),
        Column("occupation_title", "text", "Title as the state prints it."),
        Column(
            "soc_version",
            "text",
            "Classification of the national projections of this vintage; empty for a code that "
            "they do not have: some states use codes of earlier classifications.",
            nullable=True,
        ),
        *YEARS,
        *measure(
            "base_employment_jobs",
            "Employment in the base year, rounded by the state; states also print 0.",
            "jobs",
            minimum=0,
        ),
        *measure("target_employment_jobs", "Employment projected.", "jobs", minimum=0),
        *measure(
            "employment_change_pct",
            "Projected change over the whole ten years, as printed; differs from the rounded jobs.",
            "percent of base-year employment",
            minimum=-100,
        ),
        *measure(
            "openings_annual_average_jobs",
            "Openings per year from growth, exits and changes of occupation.",
            "jobs per year",
            minimum=0,
        ),
        SOURCE,
    ),
)

TABLES = (PROJECTIONS, PROJECTION_WAGES, STATE_PROJECTIONS, *projections_details.TABLES)
