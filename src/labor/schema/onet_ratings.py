"""The O*NET tables of ratings and surveys, what their scales mean, and whom they cover."""

from labor.schema.core import Column, TableSchema, measure
from labor.schema.onet_columns import (
    CODE,
    FROM,
    MONTH,
    OCCUPATION,
    SOC,
    SOURCE,
    VERSION,
    YES_NO,
)

#: Ratings by domain of O*NET's Content Model.
DOMAINS = (
    "skills",
    "knowledge",
    "work_styles",
    "abilities",
    "work_activities",
    "education_training_experience",
)
#: Tables whose rows are counted by occupation in `onet_coverage`.
COVERED = (
    *DOMAINS,
    "tasks",
    "technology",
    "related_occupations",
    "job_zones",
    "alternate_titles",
    "reported_titles",
)

ELEMENT = (
    Column("element_id", "text", "Place of the rated trait in O*NET's Content Model."),
    Column("scale_id", "text", "Scale of the rating, see `onet_scales`: IM importance, LV level."),
)
ELEMENT_NAME = Column("element_name", "text", "Name of the rated trait.", nullable=True)
SUPPRESS = Column(
    "recommend_suppress",
    "text",
    "Whether O*NET advises not to use the number because it is too imprecise. The number is kept.",
    allowed=YES_NO,
)


def survey_errors(unit: str, words: str) -> tuple[Column, ...]:
    """Sample size and errors of a number; ratings by experts and analysts often have none."""
    return (
        *measure("respondents_count", "Number of answers behind it.", "persons", minimum=0),
        *measure(f"standard_error_{unit}", "Standard error.", words, minimum=0),
        *measure(f"ci_lower_{unit}", "Lower bound of the 95 percent confidence interval.", words),
        *measure(f"ci_upper_{unit}", "Upper bound of the 95 percent confidence interval.", words),
    )


RATINGS = TableSchema(
    name="ratings",
    row_is="one rating of one trait (skill, knowledge, work style, ...) for one occupation on one "
    "scale. Occupations without rows were not surveyed, see `onet_coverage`",
    key=("onet_version", "onet_soc_code", "domain", "element_id", "scale_id"),
    columns=(
        VERSION,
        CODE,
        *SOC,
        Column("domain", "text", "What kind of trait is rated.", allowed=DOMAINS),
        *ELEMENT,
        ELEMENT_NAME,
        *measure("rating_points", "Mean rating.", "points on the scale"),
        *survey_errors("points", "points on the scale"),
        SUPPRESS,
        Column(
            "not_relevant",
            "text",
            "Whether most who were asked called the trait not relevant for the occupation; stated "
            "for levels only.",
            allowed=YES_NO,
        ),
        MONTH,
        FROM,
        SOURCE,
    ),
    foreign_keys=(OCCUPATION,),
)

EDUCATION_TRAINING_EXPERIENCE = TableSchema(
    name="education_training_experience",
    row_is="the share of answers for one category of required education, training or experience "
    "of one occupation",
    key=("onet_version", "onet_soc_code", "element_id", "scale_id", "category"),
    columns=(
        VERSION,
        CODE,
        *SOC,
        *ELEMENT,
        Column(
            "category",
            "integer",
            "Category of the answer, see `onet_categories`; higher is more.",
            minimum=1,
        ),
        ELEMENT_NAME,
        *measure("answers_pct", "Share of answers.", "percent of answers", minimum=0, maximum=100),
        *survey_errors("pct", "percent of answers"),
        SUPPRESS,
        MONTH,
        FROM,
        SOURCE,
    ),
    foreign_keys=(OCCUPATION,),
)

ONET_CATEGORIES = TableSchema(
    name="onet_categories",
    row_is="what one category of an answer means",
    key=("onet_version", "element_id", "scale_id", "category"),
    columns=(
        VERSION,
        *ELEMENT,
        Column("category", "integer", "Number of the category.", minimum=1),
        ELEMENT_NAME,
        Column("category_description", "text", "What the category says."),
        SOURCE,
    ),
)

ONET_SCALES = TableSchema(
    name="onet_scales",
    row_is="one scale of O*NET's ratings",
    key=("onet_version", "scale_id"),
    columns=(
        VERSION,
        Column("scale_id", "text", "Short name of the scale."),
        Column("scale_name", "text", "Name of the scale.", nullable=True),
        Column("minimum_points", "number", "Lowest value.", "points on the scale"),
        Column("maximum_points", "number", "Highest value.", "points on the scale"),
        SOURCE,
    ),
)

ONET_ELEMENTS = TableSchema(
    name="onet_elements",
    row_is="one element of O*NET's Content Model: a trait that is rated, or a group of them",
    key=("onet_version", "element_id"),
    columns=(
        VERSION,
        Column("element_id", "text", "Place in the model; 2.A.1.a is part of 2.A.1."),
        Column("element_name", "text", "Name of the element."),
        Column("description", "text", "What it means."),
        SOURCE,
    ),
)

ONET_SURVEY = TableSchema(
    name="onet_survey",
    row_is="one figure on how the survey of one occupation was made: response rates, industries "
    "and experience of those who answered",
    key=("onet_version", "onet_soc_code", "item", "answer"),
    columns=(
        VERSION,
        CODE,
        *SOC,
        Column("item", "text", "What the figure is about."),
        Column("answer", "text", "Answer or group; 'all' where the item has one figure only."),
        *measure("respondents_count", "Number of answers.", "persons", minimum=0),
        *measure("answers_pct", "Share or rate.", "percent", minimum=0, maximum=100),
        MONTH,
        SOURCE,
    ),
    foreign_keys=(OCCUPATION,),
)

ONET_COVERAGE = TableSchema(
    name="onet_coverage",
    row_is="how many rows one O*NET table has for one occupation, also where it has none",
    key=("onet_version", "onet_soc_code", "onet_table"),
    columns=(
        VERSION,
        CODE,
        Column("onet_table", "text", "Table whose rows are counted.", allowed=COVERED),
        *SOC,
        Column("rows_count", "integer", "Number of rows.", "rows", minimum=0),
        Column(
            "coverage_status",
            "text",
            "not_surveyed: the release has the table but no row for this occupation. That is "
            "not the same as a low rating.",
            allowed=("surveyed", "not_surveyed"),
        ),
        SOURCE,
    ),
    foreign_keys=(OCCUPATION,),
)

TABLES = (
    RATINGS,
    EDUCATION_TRAINING_EXPERIENCE,
    ONET_CATEGORIES,
    ONET_SCALES,
    ONET_ELEMENTS,
    ONET_SURVEY,
    ONET_COVERAGE,
)
