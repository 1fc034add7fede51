"""Plain names for settings and their owners."""

from __future__ import annotations

from labor.show import words
from labor.show.rows import Row

_GOVERNMENT = "Government (without its schools, hospitals and post)"

#: Sectors in plain words; any other industry keeps the agency's title.
_SECTORS = {
    "11": "Agriculture, forestry and fishing",
    "21": "Mining, oil and gas",
    "22": "Utilities",
    "23": "Construction",
    "31-33": "Manufacturing",
    "42": "Wholesale trade",
    "44-45": "Retail trade",
    "48-49": "Transportation and warehousing",
    "51": "Information",
    "52": "Finance and insurance",
    "53": "Real estate, rental and leasing",
    "54": "Professional, scientific and technical services",
    "55": "Head offices of companies",
    "56": "Administrative and support services",
    "61": "Education",
    "62": "Health care and social assistance",
    "71": "Arts, entertainment and recreation",
    "72": "Hotels, restaurants and food services",
    "81": "Other services",
    "99": _GOVERNMENT,
    "999000": _GOVERNMENT,
}
#: Who owns the establishments of a row, by the agency's code.
_OWNERS = {
    "1": "federal government",
    "2": "state government",
    "3": "local government",
    "5": "private",
    "23": "state and local government",
    "25": "private and state government",
    "35": "private and local government",
    "57": "private, and casinos of local governments",
    "58": "private, and hospitals of states and localities",
    "59": "private, and the Postal Service",
    "123": "federal, state and local government",
    "235": "private, state and local government",
    "1235": "all owners",
}


def name_of(row: Row) -> str:
    """A setting in a table or a chart; an owner is named where a level is split by owners."""
    name = str(row["setting"])
    if row["evidence"] != "survey" or row["kind"] != "setting":
        return name
    name = _SECTORS.get(row["industry_code"], _capital(name))
    return f"{name}; {owners(row)}" if "ownership" in row["industry_level"] else name


def spoken(row: Row) -> str:
    """A setting inside a sentence: "hospitals (state, local, and private)"."""
    name, _, more = (part.strip() for part in name_of(row).partition(";"))
    name = name[:1].lower() + name[1:]
    return f"{name} ({more})" if more else name


def owners(row: Row) -> str:
    """Who owns the establishments of a row, in words."""
    return _OWNERS.get(row["ownership_code"], "")


def _capital(title: str) -> str:
    """A title of an industry with small letters but for the first."""
    return words.sentence_case(title.lower())
