"""The words and columns that the tables of the Employment Projections share."""

from labor.schema.core import Column

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
KINDS = ("line_item", "summary")


def assignment(name: str, description: str, allowed: tuple[str, ...]) -> tuple[Column, Column]:
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


VINTAGE = Column(
    "projection_vintage",
    "text",
    "Base and target year of the release, such as 2024-34. Releases differ in classification "
    "and method: they are not a time series.",
    pattern=r"\d{4}-\d{2}",
)
CODE = Column(
    "occupation_code",
    "text",
    "Code of the occupation in the National Employment Matrix: a SOC code, or one the program "
    "made up where it joins SOC occupations.",
    pattern=r"\d{2}-\d{4}",
)
TITLE = Column("occupation_title", "text", "Title as the program prints it.")
SOC = Column("soc_version", "text", "Classification that the occupation code belongs to.")
SOURCE = Column("source_id", "text", "Raw table the row comes from, see `sources`.")
YEARS = (
    Column("base_year", "integer", "Year of the estimated employment.", minimum=1990),
    Column("target_year", "integer", "Year of the projected employment.", minimum=2000),
)
