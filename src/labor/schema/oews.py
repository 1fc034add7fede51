"""The tables of wages and of employment by occupation, from the OEWS survey."""

from labor.schema.core import Column, TableSchema, measure
from labor.terms import PERCENTILES

_YEAR = Column(
    "reference_year",
    "integer",
    "Year of the estimates; from 2003 on they refer to May of it. They pool up to three years of "
    "data, so that neighbouring years share most of their sample.",
    minimum=1988,
)
_AREA_KEY = Column(
    "area_code",
    "text",
    "Area: 99 for the nation; two-digit FIPS code of a state; five-digit code of a metropolitan "
    "area (four digits before 2005); seven-digit code of a nonmetropolitan area. Metropolitan "
    "codes mean other counties in other decades.",
    pattern=r"\d{2}|\d{4,5}|\d{7}",
)
_INDUSTRY_KEY = Column(
    "industry_code",
    "text",
    "Industry as a NAICS code with zeros to six digits, a sector (62, 31-33), or 000000 for all "
    "industries together. Letters mark groups of the agency's own.",
    pattern=r"[0-9A-Z]{6}|\d{2}|\d{2}-\d{2}",
)
_LEVELS = ("cross-industry", "sector", "3-digit", "4-digit", "5-digit", "6-digit")
_INDUSTRY_LEVEL = Column(
    "industry_level",
    "text",
    "How fine the industry is. An industry that is published at no finer level stands in the "
    "tables twice, under both levels. Behind a comma: the rows are split by owner.",
    allowed=(*_LEVELS, *(f"{level}, ownership" for level in _LEVELS)),
)
_OWNERSHIP = Column(
    "ownership_code",
    "text",
    "Who owns the establishments: 1 federal, 2 state, 3 local government, 5 private; several "
    "digits mean these together, so 1235 is everybody. 57 is private and local government casinos, "
    "58 private and state and local government hospitals, 59 private and the postal service. "
    "The table of all data of May 2012 prints 5 on rows that are about everybody; it is kept.",
    pattern="[1235789]{1,4}",
)
_OCCUPATION_KEY = Column(
    "occupation_code",
    "text",
    "Occupation: SOC code or a group of SOC codes that the survey publishes together; the same "
    "code can mean another occupation in another `soc_version`. Five digits in 1997 and 1998; "
    "00000 stands for the total of 1997, which is printed without a code.",
    pattern=r"\d{2}-\d{4}|\d{5}",
)
_OCCUPATION_LEVEL = Column(
    "occupation_level",
    "text",
    "Place in the hierarchy: total, division (1997 and 1998 only), major group, minor group, broad "
    "occupation, detailed occupation. An occupation that is published at no finer level stands in "
    "the tables twice, as broad and as detailed, with the same figures.",
    allowed=("total", "division", "major", "minor", "broad", "detailed"),
)
_LABELS = (
    Column(
        "area_title",
        "text",
        "Name of the area as printed; empty where the file gives codes only.",
        nullable=True,
    ),
    Column(
        "area_type",
        "text",
        "Kind of area. Divisions are parts of metropolitan areas that are listed too.",
        allowed=(
            "nation",
            "state",
            "territory",
            "metropolitan",
            "metropolitan_division",
            "nonmetropolitan",
        ),
    ),
    Column("industry_title", "text", "Name of the industry as printed.", nullable=True),
    Column(
        "occupation_title",
        "text",
        "Name of the occupation as printed; empty where the file gives codes only.",
        nullable=True,
    ),
    Column(
        "soc_version",
        "text",
        "List of codes that `occupation_code` belongs to.",
        allowed=(
            "oes_1997",
            "soc_2000",
            "oews_hybrid_2010",
            "soc_2010",
            "oews_hybrid_2019",
            "soc_2018",
        ),
    ),
)
_SOURCE = Column("source_id", "text", "Raw table the row comes from, see `sources`.")
_KEY = (
    _YEAR,
    _AREA_KEY,
    _INDUSTRY_KEY,
    _INDUSTRY_LEVEL,
    _OWNERSHIP,
    _OCCUPATION_KEY,
    _OCCUPATION_LEVEL,
)
_KEY_NAMES = tuple(column.name for column in _KEY)
_TOP_CODED = (
    "Where the status is top_coded this is the floor that the agency names for the year: "
    "the wage is at least that. From 2025 on wages are printed however high they are."
)

WAGES = TableSchema(
    name="wages",
    row_is="one statistic of the wages of one occupation in one area, industry and ownership in "
    "one year. Wages are straight-time gross pay of wage and salary workers: without overtime and "
    "shift differentials, with tips and commissions; the self-employed are not covered",
    key=(*_KEY_NAMES, "statistic"),
    columns=(
        *_KEY,
        Column(
            "statistic",
            "text",
            "Which figure of the distribution: the mean; the median; the wage that 10, 25, 75 or "
            "90 percent of workers are below (p10, p25, p75, p90).",
            allowed=("mean", *PERCENTILES),
        ),
        *_LABELS,
        *measure(
            "hourly_wage_usd",
            f"Wage per hour. {_TOP_CODED} The p90 of 43005 and 43014 in 1997 is printed below the "
            "median, an error of the publisher that is kept.",
            "US dollars",
            minimum=0,
        ),
        *measure(
            "annual_wage_usd",
            "Wage per year, 2,080 times the hourly wage except for occupations paid by the year. "
            f"{_TOP_CODED} The percentiles of 1997 are products with 2,080 that were not rounded.",
            "US dollars",
            minimum=0,
        ),
        *measure(
            "rse_pct",
            "Relative standard error of the mean wage, in percent of it; 0 means below 0.05. The "
            "agency publishes none for percentiles.",
            "percent",
            minimum=0,
        ),
        Column(
            "pay_basis",
            "text",
            "Whether the agency publishes the wage by the hour and the year, only by the year "
            "(teachers, pilots) or only by the hour (actors); empty where the file does not say.",
            allowed=("hourly_and_annual", "annual_only", "hourly_only"),
            nullable=True,
        ),
        _SOURCE,
    ),
)

EMPLOYMENT = TableSchema(
    name="employment",
    row_is="the employment of one occupation in one area, industry and ownership in one year",
    key=_KEY_NAMES,
    columns=(
        *_KEY,
        *_LABELS,
        *measure(
            "employment_jobs",
            "Wage and salary jobs, rounded to ten by the agency; without the self-employed. Not "
            "comparable with the jobs of the projections, which count them. The jobs of "
            "occupations need not add up to the total, which holds unpublished ones too.",
            "jobs",
            minimum=0,
        ),
        *measure(
            "employment_rse_pct",
            "Relative standard error of the employment, in percent of it; 0 means below 0.05.",
            "percent",
            minimum=0,
        ),
        *measure(
            "jobs_per_1000",
            "Jobs in the occupation for each 1,000 jobs in the area; not given for the nation.",
            "jobs for each 1,000 jobs",
            minimum=0,
            maximum=1000,
        ),
        *measure(
            "location_quotient",
            "Share of the occupation in the area's jobs, divided by its share in the nation's: "
            "above 1 where the occupation is more common than in the nation.",
            "ratio",
            minimum=0,
        ),
        *measure(
            "industry_share_pct",
            "Share of the occupation in the industry's jobs; only in tables by industry.",
            "percent",
            minimum=0,
            maximum=100,
        ),
        *measure(
            "establishments_reporting_pct",
            "Share of the industry's establishments that report the occupation; only in tables by "
            "industry.",
            "percent",
            minimum=0,
            maximum=100,
        ),
        _SOURCE,
    ),
)

TABLES = (WAGES, EMPLOYMENT)
