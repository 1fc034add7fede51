"""The words of the data, each in one place: codes of totals, statuses, statistics, states."""

from __future__ import annotations

#: Area code of the nation.
NATION = "99"
#: Types of areas: states and the like, and those inside them or across their borders.
STATE_TYPES = ("state", "territory")
LOCAL_TYPES = ("metropolitan", "nonmetropolitan", "metropolitan_division")
#: Code of all occupations together.
ALL_OCCUPATIONS = "00-0000"
#: Industry code of the rows that cover all industries.
ALL_INDUSTRIES = "000000"
#: "Files without an ownership field will always represent private, federal, state, and local
#: government ownerships combined" (OEWS field descriptions of 2011 to 2018).
ALL_OWNERS = "1235"

#: Statuses of the tidy tables whose number was printed; a top-coded one means "at least".
PUBLISHED = "published"
TOP_CODED = "top_coded"
WITH_VALUE = (PUBLISHED, TOP_CODED)
#: Sums and quotients made here of published numbers, and estimates that nobody published.
DERIVED = "derived"
ESTIMATED = "estimated"
#: Statuses whose number may be shown.
SHOWN = (*WITH_VALUE, DERIVED, ESTIMATED)

#: Percentiles of pay that OEWS publishes, lowest first.
PERCENTILES = ("p10", "p25", "median", "p75", "p90")
#: All statistics of pay that it publishes.
STATISTICS = (*PERCENTILES, "mean")
#: Hours by which the agency turns hourly into annual pay.
HOURS_A_YEAR = 2080
#: First reference year whose pay refers to May; before, it is the fourth quarter.
FIRST_MAY = 2003

#: What stands in place of a code where a publisher says that there is no counterpart.
NO_MATCH = "none"

#: The projections, national and of states, look this many years ahead in every release.
YEARS_AHEAD = 10

#: Typical entry education as BLS assigns it, the least first.
EDUCATION = (
    "No formal educational credential",
    "High school diploma or equivalent",
    "Some college, no degree",
    "Postsecondary nondegree award",
    "Associate's degree",
    "Bachelor's degree",
    "Master's degree",
    "Doctoral or professional degree",
)
#: Experience in a related occupation as BLS assigns it, the least first.
EXPERIENCE = ("None", "Less than 5 years", "5 years or more")

#: Levels of the Standard Occupational Classification, widest first.
LEVELS = ("total", "major", "minor", "broad", "detailed")

#: What the licence of the O*NET database (CC BY 4.0) asks to be said wherever its information is
#: shown: name of the database with its release, who made it, licence, and that it was changed.
#: Fill in `version`, for example "29.3".
ONET_ATTRIBUTION = (
    "Includes information from the O*NET {version} Database by the U.S. Department of Labor, "
    "Employment and Training Administration (USDOL/ETA), used under the CC BY 4.0 license "
    "(https://creativecommons.org/licenses/by/4.0/). O*NET is a trademark of USDOL/ETA. The "
    "information was selected and rearranged here; USDOL/ETA has not approved, endorsed, or "
    "tested these changes."
)

#: FIPS code, postal code and name of the areas of the state tables.
STATES = (
    ("01", "AL", "Alabama"), ("02", "AK", "Alaska"), ("04", "AZ", "Arizona"),
    ("05", "AR", "Arkansas"), ("06", "CA", "California"), ("08", "CO", "Colorado"),
    ("09", "CT", "Connecticut"), ("10", "DE", "Delaware"), ("11", "DC", "District of Columbia"),
    ("12", "FL", "Florida"), ("13", "GA", "Georgia"), ("15", "HI", "Hawaii"), ("16", "ID", "Idaho"),
    ("17", "IL", "Illinois"), ("18", "IN", "Indiana"), ("19", "IA", "Iowa"), ("20", "KS", "Kansas"),
    ("21", "KY", "Kentucky"), ("22", "LA", "Louisiana"), ("23", "ME", "Maine"),
    ("24", "MD", "Maryland"), ("25", "MA", "Massachusetts"), ("26", "MI", "Michigan"),
    ("27", "MN", "Minnesota"), ("28", "MS", "Mississippi"), ("29", "MO", "Missouri"),
    ("30", "MT", "Montana"), ("31", "NE", "Nebraska"), ("32", "NV", "Nevada"),
    ("33", "NH", "New Hampshire"), ("34", "NJ", "New Jersey"), ("35", "NM", "New Mexico"),
    ("36", "NY", "New York"), ("37", "NC", "North Carolina"), ("38", "ND", "North Dakota"),
    ("39", "OH", "Ohio"), ("40", "OK", "Oklahoma"), ("41", "OR", "Oregon"),
    ("42", "PA", "Pennsylvania"), ("44", "RI", "Rhode Island"), ("45", "SC", "South Carolina"),
    ("46", "SD", "South Dakota"), ("47", "TN", "Tennessee"), ("48", "TX", "Texas"),
    ("49", "UT", "Utah"), ("50", "VT", "Vermont"), ("51", "VA", "Virginia"),
    ("53", "WA", "Washington"), ("54", "WV", "West Virginia"), ("55", "WI", "Wisconsin"),
    ("56", "WY", "Wyoming"), ("66", "GU", "Guam"), ("72", "PR", "Puerto Rico"),
    ("78", "VI", "Virgin Islands"),
)  # fmt: skip
TERRITORIES = ("66", "72", "78")

#: What is written for a number that is printed as zero, which is below half of its last digit:
#: errors in tenths of a percent, jobs and openings in tenths of a thousand, a year's part of ten.
ERROR_OF_ZERO = "less than 0.05%"
JOBS_OF_ZERO = "fewer than 50"
JOBS_A_YEAR_OF_ZERO = "fewer than 5"
