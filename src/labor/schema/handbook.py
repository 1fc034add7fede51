"""The tables of the Occupational Outlook Handbook: profiles, members, similar ones, settings."""

from labor.schema.core import Column, ForeignKey, TableSchema, measure

OUTLOOK_PHRASES = (
    "Decline",
    "Little or no change",
    "Slower than average",
    "As fast as average",
    "Faster than average",
    "Much faster than average",
)
_SOC = Column(
    "soc_version", "text", "Classification that the occupation codes of this edition belong to."
)
_YEARS = (
    Column("base_year", "integer", "Year of the estimated employment.", minimum=1990),
    Column("target_year", "integer", "Year of the projected employment.", minimum=2000),
)
_ALL_JOBS = "counts all jobs, with those of the self-employed; rounded to hundreds"
_EDITION = Column(
    "edition",
    "text",
    "Edition of the Handbook, named after its projections, such as 2024-34. Editions differ in "
    "classification and method: they are not a time series.",
    pattern=r"\d{4}-\d{2}",
)
_PROFILE = Column(
    "profile_id",
    "text",
    "Last part of the profile's web address. It stays the same when the title of the profile "
    "changes: medical-records-and-health-information-technicians is now called Medical Records "
    "Specialists.",
    pattern=r"[a-z0-9][a-z0-9-]*",
)
_SOURCE = Column("source_id", "text", "Raw table the row comes from, see `sources`.")
_WAGE_YEAR = Column(
    "wage_reference_year",
    "integer",
    "Year of the wages, which refer to May and come from the OEWS survey.",
    nullable=True,
    minimum=2000,
)
_PROFILE_KEY = ForeignKey(("edition", "profile_id"), "profiles", ("edition", "profile_id"))
_SETTING_KINDS = ("all", "industry", "occupation")


def _wages(prefix: str, what: str) -> tuple[Column, ...]:
    """A wage a year and an hour, each with its status: `prefix` begins the names."""
    return (
        *measure(
            f"{prefix}annual_wage_usd",
            f"{what}, a year. Not printed for occupations that are paid by the hour without a "
            "full working year, such as actors.",
            "US dollars per year",
            minimum=0,
        ),
        *measure(
            f"{prefix}hourly_wage_usd",
            f"{what}, an hour. Not printed for occupations on yearly contracts, such as teachers.",
            "US dollars per hour",
            minimum=0,
        ),
    )


def _percentiles(who: str) -> tuple[Column, ...]:
    """The 10th and the 90th percentile of the wages of some workers."""
    return (
        *_wages("p10_", f"Wage that the lowest-paid 10 percent of {who} earn less than"),
        *_wages("p90_", f"Wage that the highest-paid 10 percent of {who} earn more than"),
    )


PROFILES = TableSchema(
    name="profiles",
    row_is="one profile in one edition of the BLS Occupational Outlook Handbook, with its quick "
    "facts; a profile is one occupation or a group that is described together",
    key=("edition", "profile_id"),
    columns=(
        _EDITION,
        _PROFILE,
        Column("profile_title", "text", "Title of the profile in this edition."),
        Column(
            "soc_code",
            "text",
            "Code of the whole profile: a detailed occupation, or a broader group. Empty if the "
            "classification has no code for just this group; see `profile_members` then.",
            nullable=True,
            pattern=r"\d{2}-\d{4}",
        ),
        _SOC,
        Column(
            "is_composite",
            "boolean",
            "Whether the Handbook made the group itself, so that it has no code (information "
            "clerks: ten occupations). Its median is not the average of its members' medians.",
        ),
        _WAGE_YEAR,
        *_wages("median_", "Median wage of wage and salary workers"),
        Column(
            "entry_education",
            "text",
            "Education typically needed for entry, in the Handbook's words. 'See How to Become "
            "One': it differs among the members.",
            nullable=True,
        ),
        Column(
            "work_experience",
            "text",
            "Work experience in a related occupation typically needed; 'None' means that none is.",
            nullable=True,
        ),
        Column(
            "training",
            "text",
            "On-the-job training typically needed to attain competency; 'None' means that none is.",
            nullable=True,
        ),
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
            "outlook_pct",
            "Projected change over the whole ten years as the Handbook prints it, rounded to a "
            "whole percent; `projections` has one decimal. Not a yearly rate.",
            "percent of base-year employment",
            minimum=-100,
        ),
        Column(
            "outlook_phrase",
            "text",
            "What the Handbook calls that change, compared with the growth of all occupations in "
            "this edition: 7 percent can be 'much faster than average' in one and 'as fast as "
            "average' in another.",
            nullable=True,
            allowed=OUTLOOK_PHRASES,
        ),
        *measure(
            "openings_annual_average_jobs",
            "Openings per year from growth and from workers who leave the occupation, as the text "
            "on the job outlook names them; editions before 2020-30 name none.",
            "jobs per year",
            minimum=0,
        ),
        *_percentiles("wage and salary workers of the whole profile"),
        Column(
            "page_date",
            "text",
            "Day on which the page was last changed, as it says itself.",
            nullable=True,
            pattern=r"\d{4}-\d{2}-\d{2}",
        ),
        _SOURCE,
    ),
)

PROFILE_MEMBERS = TableSchema(
    name="profile_members",
    row_is="one occupation, or group with a code, in the projections table of one profile of the "
    "Handbook",
    key=("edition", "profile_id", "occupation_code"),
    columns=(
        _EDITION,
        _PROFILE,
        Column("occupation_code", "text", "Code as printed.", pattern=r"\d{2}-\d{4}"),
        Column("occupation_title", "text", "Title as printed."),
        _SOC,
        Column(
            "level",
            "integer",
            "How far the row is set in on the page: 0 is the whole profile, 1 and 2 its parts.",
            minimum=0,
            maximum=9,
        ),
        Column(
            "is_sum",
            "boolean",
            "Whether the row sums rows further in that have codes of their own. The rows where "
            "this is false make up the profile without counting a job twice.",
        ),
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
        *measure("employment_change_jobs", "Projected change over the whole ten years.", "jobs"),
        *measure(
            "employment_change_pct",
            "Projected change over the whole ten years, rounded to a whole percent.",
            "percent of base-year employment",
            minimum=-100,
        ),
        _SOURCE,
    ),
    foreign_keys=(_PROFILE_KEY,),
)

SIMILAR_OCCUPATIONS = TableSchema(
    name="similar_occupations",
    row_is="one profile that another profile of the Handbook lists as similar. The lists are the "
    "authors' choice and often one-sided",
    key=("edition", "profile_id", "similar_profile_id"),
    columns=(
        _EDITION,
        _PROFILE,
        Column(
            "similar_profile_id",
            "text",
            "Last part of the web address of the similar profile.",
            pattern=r"[a-z0-9][a-z0-9-]*",
        ),
        Column("similar_title", "text", "Title of the similar profile as printed in the list."),
        Column(
            "job_duties",
            "text",
            "What the similar occupation does, in the Handbook's one line (public domain).",
            nullable=True,
        ),
        Column(
            "entry_education",
            "text",
            "Education typically needed for entry into the similar occupation.",
            nullable=True,
        ),
        _WAGE_YEAR,
        *measure(
            "median_annual_wage_usd",
            "Median wage of the similar occupation, a year.",
            "US dollars per year",
            minimum=0,
        ),
        _SOURCE,
    ),
    foreign_keys=(_PROFILE_KEY,),
)

PROFILE_PAY_SETTINGS = TableSchema(
    name="profile_pay_settings",
    row_is="one wage that a profile of the Handbook prints for the workers it names: of all of "
    "them, in one industry, or of one occupation among them",
    key=("edition", "profile_id", "workers", "statistic", "setting_kind", "setting"),
    columns=(
        _EDITION,
        _PROFILE,
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
            allowed=_SETTING_KINDS,
        ),
        Column("setting", "text", "Industry or occupation as printed; 'all' for all of them."),
        _WAGE_YEAR,
        *_wages("", "Wage of wage and salary workers"),
        *_percentiles("these workers, printed for all of them only"),
        _SOURCE,
    ),
    foreign_keys=(_PROFILE_KEY,),
)

PROFILE_EMPLOYERS = TableSchema(
    name="profile_employers",
    row_is="one setting that a profile of the Handbook names among the largest employers of its "
    "workers, with its share of their jobs. The settings named do not add up to all jobs",
    key=("edition", "profile_id", "workers", "setting"),
    columns=(
        _EDITION,
        _PROFILE,
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
        _SOURCE,
    ),
    foreign_keys=(_PROFILE_KEY,),
)

TABLES = (
    PROFILES,
    PROFILE_MEMBERS,
    SIMILAR_OCCUPATIONS,
    PROFILE_PAY_SETTINGS,
    PROFILE_EMPLOYERS,
)
