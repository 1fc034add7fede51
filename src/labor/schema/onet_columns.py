"""Columns that the O*NET tables share."""

from labor.schema.core import Column, ForeignKey

YES_NO = ("yes", "no", "not_stated")

VERSION = Column(
    "onet_version",
    "text",
    "Release of the O*NET database. A release updates only some occupations: `data_month` says "
    "how old a row is.",
    pattern=r"\d{1,2}\.\d",
)
CODE = Column(
    "onet_soc_code",
    "text",
    "O*NET's code: the SOC code with two more digits, .00 for the SOC occupation itself.",
    pattern=r"\d{2}-\d{4}\.\d{2}",
)
SOC = (
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
MONTH = Column(
    "data_month",
    "text",
    "Month in which O*NET last updated the row, YYYY-MM.",
    nullable=True,
    pattern=r"\d{4}-\d{2}",
)
FROM = Column(
    "domain_source",
    "text",
    "Who gave the information: job holders (Incumbent), experts on the occupation (Occupational "
    "Expert) or O*NET's analysts; 'Transition' marks older ratings carried over, 'Preliminary' "
    "those made before a survey.",
    nullable=True,
)
SOURCE = Column("source_id", "text", "Raw table the row comes from, see `sources`.")
OCCUPATION = ForeignKey(
    ("onet_version", "onet_soc_code"), "onet_occupations", ("onet_version", "onet_soc_code")
)
