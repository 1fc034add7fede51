"""The tables of the O*NET database: occupations, titles, tasks, technology and job zones."""

from labor.schema import onet_ratings
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

TIERS = ("Primary-Short", "Primary-Long", "Supplemental")
TITLE_SOURCES = {
    "onet_alternate": "O*NET's Alternate Titles",
    "onet_reported": "O*NET's Sample of Reported Titles, given by workers",
    "soc_direct_match": "Direct Match Title File of the SOC",
}

ONET_OCCUPATIONS = TableSchema(
    name="onet_occupations",
    row_is="one occupation of one release of O*NET",
    key=("onet_version", "onet_soc_code"),
    columns=(
        VERSION,
        CODE,
        Column("occupation_title", "text", "Title of the occupation."),
        Column("description", "text", "What people in the occupation do."),
        *SOC,
        SOURCE,
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
            allowed=YES_NO,
        ),
        Column(
            "is_illustrative",
            "boolean",
            "Whether the SOC gives the title as an example in its definition; false in the lists "
            "of O*NET.",
        ),
        SOURCE,
    ),
)

TASKS = TableSchema(
    name="tasks",
    row_is="one task of one occupation in one release of O*NET",
    key=("onet_version", "onet_soc_code", "task_id"),
    columns=(
        VERSION,
        CODE,
        *SOC,
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
        MONTH,
        FROM,
        SOURCE,
    ),
    foreign_keys=(OCCUPATION,),
)

RELATED_OCCUPATIONS = TableSchema(
    name="related_occupations",
    row_is="one occupation that O*NET calls related to another, by what people do and know and by "
    "their titles",
    key=("onet_version", "onet_soc_code", "related_onet_soc_code"),
    columns=(
        VERSION,
        CODE,
        *SOC,
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
            allowed=TIERS,
        ),
        Column("rank", "integer", "Place in the list, 1 is the most similar.", minimum=1),
        SOURCE,
    ),
    foreign_keys=(OCCUPATION,),
)

TECHNOLOGY = TableSchema(
    name="technology",
    row_is="one software product or kind, or in old releases one tool, used in one occupation",
    key=("onet_version", "onet_soc_code", "item_type", "commodity_code", "example"),
    columns=(
        VERSION,
        CODE,
        *SOC,
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
            allowed=YES_NO,
        ),
        Column(
            "in_demand",
            "text",
            "Whether many job postings of this occupation ask for it.",
            allowed=YES_NO,
        ),
        SOURCE,
    ),
    foreign_keys=(OCCUPATION,),
)

JOB_ZONES = TableSchema(
    name="job_zones",
    row_is="the job zone of one occupation: how much preparation it needs",
    key=("onet_version", "onet_soc_code"),
    columns=(
        VERSION,
        CODE,
        *SOC,
        Column(
            "job_zone",
            "integer",
            "From 1, little or no preparation, to 5, extensive preparation; see `job_zone_levels`.",
            minimum=1,
            maximum=5,
        ),
        MONTH,
        FROM,
        SOURCE,
    ),
    foreign_keys=(OCCUPATION,),
)

JOB_ZONE_LEVELS = TableSchema(
    name="job_zone_levels",
    row_is="what one job zone means",
    key=("onet_version", "job_zone"),
    columns=(
        VERSION,
        Column("job_zone", "integer", "Number of the zone.", minimum=1, maximum=5),
        Column("job_zone_name", "text", "Name of the zone."),
        Column("experience", "text", "Experience that is typical.", nullable=True),
        Column("education", "text", "Education that is typical.", nullable=True),
        Column("training", "text", "Training on the job that is typical.", nullable=True),
        Column("examples", "text", "Occupations of the zone.", nullable=True),
        Column("svp_range", "text", "Range of the older scale Specific Vocational Preparation."),
        SOURCE,
    ),
)

TABLES = (
    ONET_OCCUPATIONS,
    TITLES,
    TASKS,
    RELATED_OCCUPATIONS,
    TECHNOLOGY,
    JOB_ZONES,
    JOB_ZONE_LEVELS,
    *onet_ratings.TABLES,
)
