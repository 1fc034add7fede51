"""The tables of the Employment Projections program and of the states' projections."""

from labor.schema.core import Column, ForeignKey, TableSchema, measure

EDUCATION = (
    "Doctoral or professional degree",
    "Master's degree",
    "Bachelor's degree",
    "Associate's degree",
    "Postsecondary nondegree award",
    "Some college, no degree",
    "High school diploma or equivalent",
    "No formal educational credential",
    "Less than high school",
)
EXPERIENCE = ("5 years or more", "Less than 5 years", "None")
TRAINING = (
    "Internship/residency",
    "Apprenticeship",
    "Long-term on-the-job training",
    "Moderate-term on-the-job training",
    "Short-term on-the-job training",
    "None",
)
ATTAINMENT = (
    "Less than high school diploma",
    "High school diploma or equivalent",
    "Some college, no degree",
    "Associate's degree",
    "Bachelor's degree",
    "Master's degree",
    "Doctoral or professional degree",
)
_KINDS = ("line_item", "summary")


_VINTAGE = Column(
    "projection_vintage",
    "text",
    "Base and target year of the release, such as 2024-34. Releases differ in classification "
    "and method: they are not a time series.",
    pattern=r"\d{4}-\d{2}",
)
_CODE = Column(
    "occupation_code",
    "text",
    "Code of the occupation in the National Employment Matrix: a SOC code, or one the program "
    "made up where it joins SOC occupations.",
    pattern=r"\d{2}-\d{4}",
)
_TITLE = Column("occupation_title", "text", "Title as the program prints it.")
_SOC = Column("soc_version", "text", "Classification that the occupation code belongs to.")
_SOURCE = Column("source_id", "text", "Raw table the row comes from, see `sources`.")
_YEARS = (
    Column("base_year", "integer", "Year of the estimated employment.", minimum=1990),
    Column("target_year", "integer", "Year of the projected employment.", minimum=2000),
)
_ALL_JOBS = (
    "counts all jobs, with those of the self-employed, unlike the OEWS employment; printed in "
    "thousands to one decimal"
)


def _assignment(name: str, description: str, allowed: tuple[str, ...]) -> tuple[Column, Column]:
    """A category that the program assigns to an occupation, and its status, as two columns.

    Args:
        name: Name of the category.
        description: What it says.
        allowed: The words it can have; "None" is one of them and not a gap.

    Returns:
        The category's column, empty unless its status is "published", and the column
        `<name>_status`.
    """
    status = f"{name}_status"
    return (
        Column(name, "text", description, nullable=True, allowed=allowed, status=status),
        Column(
            status,
            "text",
            f"Status of `{name}`; summary rows have none.",
            allowed=("published", "not_available", "not_applicable"),
        ),
    )


PROJECTIONS = TableSchema(
    name="projections",
    row_is="one occupation, or summary of occupations, in one release of the BLS Employment "
    "Projections for the nation",
    key=("projection_vintage", "occupation_code"),
    columns=(
        _VINTAGE,
        _CODE,
        _TITLE,
        Column(
            "occupation_kind",
            "text",
            "line_item: figures of its own, and the line items add up to the total; summary: "
            "the sum of line items. Releases of which only the web export is held have no "
            "summary rows and no total.",
            allowed=_KINDS,
        ),
        _SOC,
        *_YEARS,
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
        *_assignment(
            "entry_education",
            "Typical education needed for entry. 2012-22 writes 'Less than high school' for what "
            "later releases call 'No formal educational credential'.",
            EDUCATION,
        ),
        *_assignment(
            "work_experience",
            "Typical work experience in a related occupation; 'None' means that none is needed.",
            EXPERIENCE,
        ),
        *_assignment(
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
        _VINTAGE,
        Column(
            "wage_reference_year",
            "integer",
            "Year whose May the wage refers to; not the base year of the release.",
            minimum=2000,
        ),
        _CODE,
        _SOC,
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
        _SOURCE,
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
        _VINTAGE,
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
        *_YEARS,
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
        _SOURCE,
    ),
)

EDUCATIONAL_ATTAINMENT = TableSchema(
    name="educational_attainment",
    row_is="one level of education of the workers of one occupation, from the American Community "
    "Survey as published with one release of the projections",
    key=("projection_vintage", "occupation_code", "education_level"),
    columns=(
        _VINTAGE,
        _CODE,
        Column("education_level", "text", "Highest education reached.", allowed=ATTAINMENT),
        _TITLE,
        _SOC,
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
        _SOURCE,
    ),
)

PROJECTION_SKILLS = TableSchema(
    name="projection_skills",
    row_is="the score of one skill category for one occupation, computed by BLS from O*NET",
    key=("projection_vintage", "occupation_code", "skill"),
    columns=(
        _VINTAGE,
        _CODE,
        Column("skill", "text", "Skill category of the program; there are 17."),
        _TITLE,
        _SOC,
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
        _SOURCE,
    ),
)

UTILIZATION_FACTORS = TableSchema(
    name="utilization_factors",
    row_is="why the share of one occupation in the staff of one industry is projected to change, "
    "in the program's own words",
    key=("projection_vintage", "occupation_code", "industry_code"),
    columns=(
        _VINTAGE,
        _CODE,
        Column(
            "industry_code",
            "text",
            "Code of the industry in the National Employment Matrix; TE1000 is all industries.",
        ),
        _TITLE,
        Column("industry_title", "text", "Title of the industry as the program prints it."),
        _SOC,
        Column("factors", "text", "Kinds of change and the reasons, as printed."),
        _SOURCE,
    ),
)

INDUSTRY_PROJECTIONS = TableSchema(
    name="industry_projections",
    row_is="one industry, or summary of industries, in one release of the BLS Employment "
    "Projections for the nation",
    key=("projection_vintage", "industry_code"),
    columns=(
        _VINTAGE,
        Column("industry_code", "text", "Code of the industry in the National Employment Matrix."),
        Column("industry_title", "text", "Title of the industry as the program prints it."),
        Column(
            "industry_kind",
            "text",
            "line_item: figures of its own; summary: the sum of line items; empty for "
            "owner-occupied dwellings, which have output and no jobs.",
            nullable=True,
            allowed=_KINDS,
        ),
        *_YEARS,
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
        _SOURCE,
    ),
)

TABLES = (
    PROJECTIONS,
    PROJECTION_WAGES,
    STATE_PROJECTIONS,
    EDUCATIONAL_ATTAINMENT,
    PROJECTION_SKILLS,
    UTILIZATION_FACTORS,
    INDUSTRY_PROJECTIONS,
)
