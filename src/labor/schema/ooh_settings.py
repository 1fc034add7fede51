"""The Handbook's tables on settings: pay and shares of jobs by industry."""

from labor.schema.core import Column, TableSchema, measure
from labor.schema.ooh_columns import (
    EDITION,
    PROFILE,
    PROFILE_KEY,
    SOURCE,
    WAGE_YEAR,
    percentiles,
    wages,
)

SETTING_KINDS = ("all", "industry", "occupation")

PROFILE_PAY_SETTINGS = TableSchema(
    name="profile_pay_settings",
    row_is="one wage that a profile of the Handbook prints for the workers it names: of all of "
    "them, in one industry, or of one occupation among them",
    key=("edition", "profile_id", "workers", "statistic", "setting_kind", "setting"),
    columns=(
        EDITION,
        PROFILE,
        Column(
            "workers",
            "text",
            "Who earns the wage, in the words of the page: the whole profile, or one of two "
            "occupations that the page treats apart.",
        ),
        Column("statistic", "text", "Which wage it is.", allowed=("median", "mean")),
        Column(
            "setting_kind",
            "text",
            "What `setting` is: all these workers, an industry that employs many of them, or an "
            "occupation among them.",
            allowed=SETTING_KINDS,
        ),
        Column("setting", "text", "Industry or occupation as printed; 'all' for all of them."),
        WAGE_YEAR,
        *wages("", "Wage of wage and salary workers"),
        *percentiles("these workers, printed for all of them only"),
        SOURCE,
    ),
    foreign_keys=(PROFILE_KEY,),
)

PROFILE_EMPLOYERS = TableSchema(
    name="profile_employers",
    row_is="one setting that a profile of the Handbook names among the largest employers of its "
    "workers, with its share of their jobs. The settings named do not add up to all jobs",
    key=("edition", "profile_id", "workers", "setting"),
    columns=(
        EDITION,
        PROFILE,
        Column(
            "workers",
            "text",
            "Whose jobs they are, in the words of the page: those of the whole profile, or of one "
            "of the occupations that the page treats apart.",
        ),
        Column(
            "setting",
            "text",
            "Industry as printed, with its owners where they are named, or 'Self-employed "
            "workers'.",
        ),
        Column(
            "reference_year",
            "integer",
            "Year of the jobs: the base year of the projections of the edition.",
            minimum=1990,
        ),
        *measure(
            "share_of_jobs_pct",
            "Share of the setting in all jobs of these workers, those of the self-employed "
            "included; from the National Employment Matrix, rounded to a whole percent.",
            "percent of jobs",
            minimum=0,
            maximum=100,
        ),
        SOURCE,
    ),
    foreign_keys=(PROFILE_KEY,),
)

TABLES = (PROFILE_PAY_SETTINGS, PROFILE_EMPLOYERS)
