"""The tables of the O*NET database: occupations, titles, tasks, ratings, and whom they cover."""

from labor.schema.core import Column, ForeignKey, TableSchema, measure

#: What the licence of the O*NET database (CC BY 4.0) asks to be said wherever its information is
#: shown: name of the database with its release, who made it, licence, and that it was changed.
#: Fill in `version`, for example "29.3".
ATTRIBUTION = (
    "Includes information from the O*NET {version} Database by the U.S. Department of Labor, "
    "Employment and Training Administration (USDOL/ETA), used under the CC BY 4.0 license "
    "(https://creativecommons.org/licenses/by/4.0/). O*NET is a trademark of USDOL/ETA. The "
    "information was selected and rearranged here; USDOL/ETA has not approved, endorsed, or "
    "tested these changes."
)

_TIERS = ("Primary-Short", "Primary-Long", "Supplemental")
TITLE_SOURCES = {
    "onet_alternate": "O*NET's Alternate Titles",
    "onet_reported": "O*NET's Sample of Reported Titles, given by workers",
    "soc_direct_match": "Direct Match Title File of the SOC",
}

_YES_NO = ("yes", "no", "not_stated")

_VERSION = Column(
    "onet_version",
    "text",
    "Release of the O*NET database. A release updates only some occupations: `data_month` says "
    "how old a row is.",
    pattern=r"\d{1,2}\.\d",
)
_CODE = Column(
    "onet_soc_code",
    "text",
    "O*NET's code: the SOC code with two more digits, .00 for the SOC occupation itself.",
    pattern=r"\d{2}-\d{4}\.\d{2}",
)
_SOC = (
    Column(
        "soc_code",
        "text",
        "SOC code that the O*NET code belongs to, its first seven characters.",
        pattern=r"\d{2}-\d{4}",
    ),
    Column(
        "soc_version",
        "text",
        "Classification of `soc_code`: SOC 2010 up to release 25.0, SOC 2018 from 25.1.",
        allowed=("soc_2010", "soc_2018"),
    ),
)
_MONTH = Column(
    "data_month",
    "text",
    "Month in which O*NET last updated the row, YYYY-MM.",
    nullable=True,
    pattern=r"\d{4}-\d{2}",
)
_FROM = Column(
    "domain_source",
    "text",
    "Who gave the information: job holders (Incumbent), experts on the occupation (Occupational "
    "Expert) or O*NET's analysts; 'Transition' marks older ratings carried over, 'Preliminary' "
    "those made before a survey.",
    nullable=True,
)
_SOURCE = Column("source_id", "text", "Raw table the row comes from, see `sources`.")
_OCCUPATION = ForeignKey(
    ("onet_version", "onet_soc_code"), "onet_occupations", ("onet_version", "onet_soc_code")
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

_ELEMENT = (
    Column("element_id", "text", "Place of the rated trait in O*NET's Content Model."),
    Column("scale_id", "text", "Scale of the rating, see `onet_scales`: IM importance, LV level."),
)
_ELEMENT_NAME = Column("element_name", "text", "Name of the rated trait.", nullable=True)
_SUPPRESS = Column(
    "recommend_suppress",
    "text",
    "Whether O*NET advises not to use the number because it is too imprecise. The number is kept.",
    allowed=_YES_NO,
)


def _survey_errors(unit: str, words: str) -> tuple[Column, ...]:
    """Sample size and errors of a number; ratings by experts and analysts often have none."""
    return (
        *measure("respondents_count", "Number of answers behind it.", "persons", minimum=0),
        *measure(f"standard_error_{unit}", "Standard error.", words, minimum=0),
        *measure(f"ci_lower_{unit}", "Lower bound of the 95 percent confidence interval.", words),
        *measure(f"ci_upper_{unit}", "Upper bound of the 95 percent confidence interval.", words),
    )


ONET_OCCUPATIONS = TableSchema(
    name="onet_occupations",
    row_is="one occupation of one release of O*NET",
    key=("onet_version", "onet_soc_code"),
    columns=(
        _VERSION,
        _CODE,
        Column("occupation_title", "text", "Title of the occupation."),
        Column("description", "text", "What people in the occupation do."),
        *_SOC,
        _SOURCE,
    ),
)

TITLES = TableSchema(
    name="titles",
    row_is="one job title that one source assigns to one occupation. The same title can stand for "
    "several occupations",
    key=("title_source", "source_version", "code_system", "occupation_code", "title"),
    columns=(
        Column(
            "title_source",
            "text",
            "List the title comes from: "
            + "; ".join(f"{name} = {meaning}" for name, meaning in TITLE_SOURCES.items())
            + ".",
            allowed=tuple(TITLE_SOURCES),
        ),
        Column("source_version", "text", "Release or year of that list: 29.3, 2018."),
        Column(
            "code_system",
            "text",
            "Whether `occupation_code` is O*NET's (29-2072.00) or the SOC's (29-2072).",
            allowed=("onet_soc", "soc"),
        ),
        Column(
            "occupation_code",
            "text",
            "Code of the occupation.",
            pattern=r"\d{2}-\d{4}(\.\d{2})?",
        ),
        Column("soc_version", "text", "List of codes that `occupation_code` belongs to."),
        Column("title", "text", "Job title as printed."),
        Column(
            "short_title",
            "text",
            "Short forms of the title that the source gives, joined by semicolons.",
            nullable=True,
        ),
        Column(
            "origin_codes",
            "text",
            "Where O*NET found an alternate title: 01 associations, 02 answers of job holders, "
            "03 occupational code assignment, 04 SOC, 05 state agencies, 06 Census Bureau, 07 BLS, "
            "08 Employment and Training Administration, 09 users, 10 job postings.",
            nullable=True,
            pattern=r"\d{2}(,\d{2})*",
        ),
        Column(
            "shown_in_my_next_move",
            "text",
            "Whether O*NET shows a reported title to job seekers.",
            nullable=True,
            allowed=_YES_NO,
        ),
        Column(
            "is_illustrative",
            "boolean",
            "Whether the SOC gives the title as an example in its definition; false in the lists "
            "of O*NET.",
        ),
        _SOURCE,
    ),
)

TASKS = TableSchema(
    name="tasks",
    row_is="one task of one occupation in one release of O*NET",
    key=("onet_version", "onet_soc_code", "task_id"),
    columns=(
        _VERSION,
        _CODE,
        *_SOC,
        Column("task_id", "text", "Number of the task in the O*NET database.", pattern=r"\d+"),
        Column("task", "text", "What is done."),
        Column(
            "task_type",
            "text",
            "core: relevant to most job holders and important; supplemental: to fewer, or less; "
            "not_stated: not rated yet.",
            allowed=("core", "supplemental", "not_stated"),
        ),
        *measure("respondents_count", "Job holders who rated the task.", "persons", minimum=0),
        _MONTH,
        _FROM,
        _SOURCE,
    ),
    foreign_keys=(_OCCUPATION,),
)

RELATED_OCCUPATIONS = TableSchema(
    name="related_occupations",
    row_is="one occupation that O*NET calls related to another, by what people do and know and by "
    "their titles",
    key=("onet_version", "onet_soc_code", "related_onet_soc_code"),
    columns=(
        _VERSION,
        _CODE,
        *_SOC,
        Column(
            "related_onet_soc_code",
            "text",
            "O*NET's code of the related occupation.",
            pattern=r"\d{2}-\d{4}\.\d{2}",
        ),
        Column("related_title", "text", "Title of the related occupation.", nullable=True),
        Column(
            "tier",
            "text",
            "Primary-Short: the five most similar; Primary-Long: the next five; Supplemental: the "
            "next ten.",
            allowed=_TIERS,
        ),
        Column("rank", "integer", "Place in the list, 1 is the most similar.", minimum=1),
        _SOURCE,
    ),
    foreign_keys=(_OCCUPATION,),
)

TECHNOLOGY = TableSchema(
    name="technology",
    row_is="one software product or kind, or in old releases one tool, used in one occupation",
    key=("onet_version", "onet_soc_code", "item_type", "commodity_code", "example"),
    columns=(
        _VERSION,
        _CODE,
        *_SOC,
        Column(
            "item_type",
            "text",
            "Software and the like, or tools, which old releases list in the same table.",
            allowed=("technology", "tool"),
        ),
        Column(
            "commodity_code",
            "text",
            "Class of the product in the United Nations' product code (UNSPSC).",
            pattern=r"\d{8}",
        ),
        Column("commodity_title", "text", "Title of that class.", nullable=True),
        Column("example", "text", "Product or kind of product."),
        Column(
            "hot_technology",
            "text",
            "Whether many job postings of all occupations ask for it.",
            allowed=_YES_NO,
        ),
        Column(
            "in_demand",
            "text",
            "Whether many job postings of this occupation ask for it.",
            allowed=_YES_NO,
        ),
        _SOURCE,
    ),
    foreign_keys=(_OCCUPATION,),
)

JOB_ZONES = TableSchema(
    name="job_zones",
    row_is="the job zone of one occupation: how much preparation it needs",
    key=("onet_version", "onet_soc_code"),
    columns=(
        _VERSION,
        _CODE,
        *_SOC,
        Column(
            "job_zone",
            "integer",
            "From 1, little or no preparation, to 5, extensive preparation; see `job_zone_levels`.",
            minimum=1,
            maximum=5,
        ),
        _MONTH,
        _FROM,
        _SOURCE,
    ),
    foreign_keys=(_OCCUPATION,),
)

JOB_ZONE_LEVELS = TableSchema(
    name="job_zone_levels",
    row_is="what one job zone means",
    key=("onet_version", "job_zone"),
    columns=(
        _VERSION,
        Column("job_zone", "integer", "Number of the zone.", minimum=1, maximum=5),
        Column("job_zone_name", "text", "Name of the zone."),
        Column("experience", "text", "Experience that is typical.", nullable=True),
        Column("education", "text", "Education that is typical.", nullable=True),
        Column("training", "text", "Training on the job that is typical.", nullable=True),
        Column("examples", "text", "Occupations of the zone.", nullable=True),
        Column("svp_range", "text", "Range of the older scale Specific Vocational Preparation."),
        _SOURCE,
    ),
)

RATINGS = TableSchema(
    name="ratings",
    row_is="one rating of one trait (skill, knowledge, work style, ...) for one occupation on one "
    "scale. Occupations without rows were not surveyed, see `onet_coverage`",
    key=("onet_version", "onet_soc_code", "domain", "element_id", "scale_id"),
    columns=(
        _VERSION,
        _CODE,
        *_SOC,
        Column("domain", "text", "What kind of trait is rated.", allowed=DOMAINS),
        *_ELEMENT,
        _ELEMENT_NAME,
        *measure("rating_points", "Mean rating.", "points on the scale"),
        *_survey_errors("points", "points on the scale"),
        _SUPPRESS,
        Column(
            "not_relevant",
            "text",
            "Whether most who were asked called the trait not relevant for the occupation; stated "
            "for levels only.",
            allowed=_YES_NO,
        ),
        _MONTH,
        _FROM,
        _SOURCE,
    ),
    foreign_keys=(_OCCUPATION,),
)

EDUCATION_TRAINING_EXPERIENCE = TableSchema(
    name="education_training_experience",
    row_is="the share of answers for one category of required education, training or experience "
    "of one occupation",
    key=("onet_version", "onet_soc_code", "element_id", "scale_id", "category"),
    columns=(
        _VERSION,
        _CODE,
        *_SOC,
        *_ELEMENT,
        Column(
            "category",
            "integer",
            "Category of the answer, see `onet_categories`; higher is more.",
            minimum=1,
        ),
        _ELEMENT_NAME,
        *measure("answers_pct", "Share of answers.", "percent of answers", minimum=0, maximum=100),
        *_survey_errors("pct", "percent of answers"),
        _SUPPRESS,
        _MONTH,
        _FROM,
        _SOURCE,
    ),
    foreign_keys=(_OCCUPATION,),
)

ONET_CATEGORIES = TableSchema(
    name="onet_categories",
    row_is="what one category of an answer means",
    key=("onet_version", "element_id", "scale_id", "category"),
    columns=(
        _VERSION,
        *_ELEMENT,
        Column("category", "integer", "Number of the category.", minimum=1),
        _ELEMENT_NAME,
        Column("category_description", "text", "What the category says."),
        _SOURCE,
    ),
)

ONET_SCALES = TableSchema(
    name="onet_scales",
    row_is="one scale of O*NET's ratings",
    key=("onet_version", "scale_id"),
    columns=(
        _VERSION,
        Column("scale_id", "text", "Short name of the scale."),
        Column("scale_name", "text", "Name of the scale.", nullable=True),
        Column("minimum_points", "number", "Lowest value.", "points on the scale"),
        Column("maximum_points", "number", "Highest value.", "points on the scale"),
        _SOURCE,
    ),
)

ONET_ELEMENTS = TableSchema(
    name="onet_elements",
    row_is="one element of O*NET's Content Model: a trait that is rated, or a group of them",
    key=("onet_version", "element_id"),
    columns=(
        _VERSION,
        Column("element_id", "text", "Place in the model; 2.A.1.a is part of 2.A.1."),
        Column("element_name", "text", "Name of the element."),
        Column("description", "text", "What it means."),
        _SOURCE,
    ),
)

ONET_SURVEY = TableSchema(
    name="onet_survey",
    row_is="one figure on how the survey of one occupation was made: response rates, industries "
    "and experience of those who answered",
    key=("onet_version", "onet_soc_code", "item", "answer"),
    columns=(
        _VERSION,
        _CODE,
        *_SOC,
        Column("item", "text", "What the figure is about."),
        Column("answer", "text", "Answer or group; 'all' where the item has one figure only."),
        *measure("respondents_count", "Number of answers.", "persons", minimum=0),
        *measure("answers_pct", "Share or rate.", "percent", minimum=0, maximum=100),
        _MONTH,
        _SOURCE,
    ),
    foreign_keys=(_OCCUPATION,),
)

ONET_COVERAGE = TableSchema(
    name="onet_coverage",
    row_is="how many rows one O*NET table has for one occupation, also where it has none",
    key=("onet_version", "onet_soc_code", "onet_table"),
    columns=(
        _VERSION,
        _CODE,
        Column("onet_table", "text", "Table whose rows are counted.", allowed=COVERED),
        *_SOC,
        Column("rows_count", "integer", "Number of rows.", "rows", minimum=0),
        Column(
            "coverage_status",
            "text",
            "not_surveyed: the release has the table but no row for this occupation. That is "
            "not the same as a low rating.",
            allowed=("surveyed", "not_surveyed"),
        ),
        _SOURCE,
    ),
    foreign_keys=(_OCCUPATION,),
)

TABLES = (
    ONET_OCCUPATIONS,
    TITLES,
    TASKS,
    RELATED_OCCUPATIONS,
    TECHNOLOGY,
    JOB_ZONES,
    JOB_ZONE_LEVELS,
    RATINGS,
    EDUCATION_TRAINING_EXPERIENCE,
    ONET_CATEGORIES,
    ONET_SCALES,
    ONET_ELEMENTS,
    ONET_SURVEY,
    ONET_COVERAGE,
)
