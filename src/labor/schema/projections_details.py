"""What the Employment Projections say beside jobs: attainment, skills, reasons, industries."""

from labor.schema.core import Column, TableSchema, measure
from labor.schema.projections_columns import (
    ATTAINMENT,
    CODE,
    KINDS,
    SOC,
    SOURCE,
    TITLE,
    VINTAGE,
    YEARS,
)

EDUCATIONAL_ATTAINMENT = TableSchema(
    name="educational_attainment",
    row_is="one level of education of the workers of one occupation, from the American Community "
    "Survey as published with one release of the projections",
    key=("projection_vintage", "occupation_code", "education_level"),
    columns=(
        VINTAGE,
        CODE,
        Column("education_level", "text", "Highest education reached.", allowed=ATTAINMENT),
        TITLE,
        SOC,
        Column(
            "survey_years",
            "text",
            "Years of the survey, which are not the years of the projection.",
            pattern=r"\d{4}(-\d{2,4})?",
        ),
        *measure(
            "workers_pct",
            "Share of the workers aged 25 and over who have this level. What workers have is not "
            "what the job needs, see `entry_education` of `projections`.",
            "percent of workers",
            minimum=0,
            maximum=100,
        ),
        Column(
            "is_shared_estimate",
            "boolean",
            "Whether the survey has no such occupation and the figure is that of a wider or "
            "other group, the same for several occupations (a footnote).",
        ),
        SOURCE,
    ),
)

PROJECTION_SKILLS = TableSchema(
    name="projection_skills",
    row_is="the score of one skill category for one occupation, computed by BLS from O*NET",
    key=("projection_vintage", "occupation_code", "skill"),
    columns=(
        VINTAGE,
        CODE,
        Column("skill", "text", "Skill category of the program; there are 17."),
        TITLE,
        SOC,
        *measure(
            "skill_score",
            "Importance of the skill category for the occupation.",
            "score from 1 (not important) to 5 (extremely important)",
            minimum=1,
            maximum=5,
        ),
        Column(
            "is_imputed",
            "boolean",
            "Whether the score was taken over from similar O*NET occupations (a footnote).",
        ),
        SOURCE,
    ),
)

UTILIZATION_FACTORS = TableSchema(
    name="utilization_factors",
    row_is="why the share of one occupation in the staff of one industry is projected to change, "
    "in the program's own words",
    key=("projection_vintage", "occupation_code", "industry_code"),
    columns=(
        VINTAGE,
        CODE,
        Column(
            "industry_code",
            "text",
            "Code of the industry in the National Employment Matrix; TE1000 is all industries.",
        ),
        TITLE,
        Column("industry_title", "text", "Title of the industry as the program prints it."),
        SOC,
        Column("factors", "text", "Kinds of change and the reasons, as printed."),
        SOURCE,
    ),
)

INDUSTRY_PROJECTIONS = TableSchema(
    name="industry_projections",
    row_is="one industry, or summary of industries, in one release of the BLS Employment "
    "Projections for the nation",
    key=("projection_vintage", "industry_code"),
    columns=(
        VINTAGE,
        Column("industry_code", "text", "Code of the industry in the National Employment Matrix."),
        Column("industry_title", "text", "Title of the industry as the program prints it."),
        Column(
            "industry_kind",
            "text",
            "line_item: figures of its own; summary: the sum of line items; empty for "
            "owner-occupied dwellings, which have output and no jobs.",
            nullable=True,
            allowed=KINDS,
        ),
        *YEARS,
        *measure("base_employment_jobs", "Employment in the base year.", "jobs", minimum=0),
        *measure("target_employment_jobs", "Employment projected.", "jobs", minimum=0),
        *measure("employment_change_jobs", "Projected change over the ten years.", "jobs"),
        *measure(
            "employment_change_pct",
            "Projected change over the whole ten years; not a yearly rate.",
            "percent of base-year employment",
        ),
        *measure(
            "employment_annual_rate_pct", "Compound rate of change of jobs.", "percent per year"
        ),
        Column(
            "chained_dollar_year",
            "integer",
            "Year whose prices the output is counted in.",
            minimum=1990,
        ),
        *measure(
            "base_output_usd",
            "Output in the base year; chained, so parts do not add up to summaries.",
            "chained US dollars of `chained_dollar_year`",
            minimum=0,
        ),
        *measure(
            "target_output_usd",
            "Output projected for the target year.",
            "chained US dollars of `chained_dollar_year`",
            minimum=0,
        ),
        *measure(
            "output_annual_rate_pct", "Compound rate of change of output.", "percent per year"
        ),
        SOURCE,
    ),
)

TABLES = (EDUCATIONAL_ATTAINMENT, PROJECTION_SKILLS, UTILIZATION_FACTORS, INDUSTRY_PROJECTIONS)
