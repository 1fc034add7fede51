"""Columns that several tables of the Occupational Outlook Handbook share."""

from labor.schema.core import Column, ForeignKey, measure

EDITION = Column(
    "edition",
    "text",
    "Edition of the Handbook, named after its projections, such as 2024-34. Editions differ in "
    "classification and method: they are not a time series.",
    pattern=r"\d{4}-\d{2}",
)
PROFILE = Column(
    "profile_id",
    "text",
    "Last part of the profile's web address. It stays the same when the title of the profile "
    "changes: medical-records-and-health-information-technicians is now called Medical Records "
    "Specialists.",
    pattern=r"[a-z0-9][a-z0-9-]*",
)
SOURCE = Column("source_id", "text", "Raw table the row comes from, see `sources`.")
WAGE_YEAR = Column(
    "wage_reference_year",
    "integer",
    "Year of the wages, which refer to May and come from the OEWS survey.",
    nullable=True,
    minimum=2000,
)
PROFILE_KEY = ForeignKey(("edition", "profile_id"), "profiles", ("edition", "profile_id"))


def wages(prefix: str, what: str) -> tuple[Column, ...]:
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


def percentiles(who: str) -> tuple[Column, ...]:
    """The 10th and the 90th percentile of the wages of some workers."""
    return (
        *wages("p10_", f"Wage that the lowest-paid 10 percent of {who} earn less than"),
        *wages("p90_", f"Wage that the highest-paid 10 percent of {who} earn more than"),
    )
