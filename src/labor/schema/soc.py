"""The tables of the occupational classifications: codes, and what became of them."""

from labor.schema.core import Column, TableSchema

#: Every list of occupation codes that the tables use, oldest first.
SOC_VERSIONS = {
    "oes_1997": "Codes of the survey before it used the Standard Occupational Classification "
    "(SOC): five digits, estimates of 1997. No crosswalk to the SOC is held.",
    "soc_2000": "SOC 2000: wage estimates of 2000 to May 2009.",
    "oews_hybrid_2010": "Mixture of SOC 2000 and SOC 2010 that only the wage estimates of "
    "May 2010 and May 2011 use.",
    "soc_2010": "SOC 2010: wage estimates of May 2012 to May 2018, projections 2012-22 to 2018-28.",
    "onet_soc_2010": "O*NET-SOC 2010: SOC 2010 with two more digits for finer occupations.",
    "oews_hybrid_2019": "Mixture of SOC 2010 and SOC 2018 that only the wage estimates of "
    "May 2019 and May 2020 and the projections 2019-29 and 2020-30 use.",
    "soc_2018": "SOC 2018: wage estimates from May 2021, projections from 2021-31.",
    "onet_soc_2019": "O*NET-SOC 2019: SOC 2018 with two more digits for finer occupations.",
}

LEVELS = ("total", "division", "major", "minor", "broad", "detailed")

#: Where a code is listed, the publication whose titles are preferred first.
LISTS = {
    "soc_structure": "structure of the SOC",
    "soc_definitions": "definitions of the SOC",
    "soc_crosswalk": "crosswalk of the SOC committee from the SOC before",
    "soc_next_crosswalk": "crosswalk of the SOC committee to the SOC after",
    "onet_crosswalk": "O*NET's crosswalk",
    "oews_workbook": "workbook of the May 2019 wage estimates that lists its codes",
    "oews_estimates": "wage estimates",
    "employment_matrix": "crosswalk or coverage list of the Employment Projections",
    "projections": "projection tables",
}

#: What can have become of an occupation between two lists of codes.
RELATIONS = {
    "same": "one to one, with the same code and title",
    "renamed": "one to one, with the same code and another title",
    "recoded": "one to one, with another code; the title may have changed, too",
    "split": "a part of the earlier occupation; the later one takes in nothing else",
    "merged": "the whole earlier occupation goes into a later one that takes in others, too",
    "split_and_merged": "a part of the earlier occupation goes into a later one that takes in "
    "others, too",
    "aggregated": "within one list: estimates are published only for the group on the right",
}

#: Why an edge is held to be true, the strongest first.
EVIDENCE = {
    "soc_crosswalk": "a row of the SOC committee's crosswalk",
    "onet_crosswalk": "a row of O*NET's crosswalk",
    "oews_workbook": "a row of the workbook that lists the codes of May 2019",
    "employment_matrix": "a row of a crosswalk of the Employment Projections",
    "code_rule": "an O*NET-SOC code is a SOC code with two more digits",
    "code_and_title": "both lists have the code with this title",
    "ambiguous": "both SOC 2000 and SOC 2010 have the code with this title, but not for the same "
    "jobs, and nothing says which of them May 2010 means: both readings are listed",
    "elimination": "neither SOC has the code of May 2010; the SOC 2010 codes that have no other "
    "place there, and whose titles fit, are taken to be in it",
    "composed": "follows from two other rows of this table",
}

_EVIDENCE_PATTERN = "({0})(\\+({0}))*".format("|".join(EVIDENCE))
_CODE = r"\d{5}|\d\d-\d{4}|\d\d-\d{4}\.\d\d"

OCCUPATIONS = TableSchema(
    name="occupations",
    row_is="one code in one list of occupations (`soc_version`), as its owner printed it or, where "
    "the owner's list does not have it, as the estimates or projections print it",
    key=("soc_version", "occupation_code"),
    columns=(
        Column(
            "soc_version",
            "text",
            "List of codes the row belongs to. The same code can mean another occupation in "
            "another list.",
            allowed=tuple(SOC_VERSIONS),
        ),
        Column(
            "occupation_code",
            "text",
            "Code: 29-2072 (SOC), 29-2072.00 (O*NET) or 32911 (before the SOC).",
            pattern=_CODE,
        ),
        Column("occupation_title", "text", "Title as printed, footnote marks removed."),
        Column(
            "occupation_level",
            "text",
            "Size of the group, from all occupations down to the detailed occupation. The digits "
            "of a SOC code decide: 00-0000 total, 29-0000 major, 29-2000 minor, 29-2070 broad.",
            allowed=LEVELS,
        ),
        Column(
            "definition",
            "text",
            "What people in the occupation do, in the words of the SOC; empty where the "
            "definitions are not held.",
            nullable=True,
        ),
        Column(
            "is_official",
            "boolean",
            "Whether the list's owner prints the code. False: it occurs only in estimates or "
            "projections, as a group made for publication or a code of its own.",
        ),
        Column(
            "listed_in",
            "text",
            "Publication that the title was taken from: "
            + "; ".join(f"{name} = {meaning}" for name, meaning in LISTS.items())
            + ".",
            allowed=tuple(LISTS),
        ),
        Column("note", "text", "What is unusual about the code, in a sentence.", nullable=True),
        Column("source_id", "text", "Raw table the title comes from, see `sources`."),
    ),
)


def _side(which: str) -> tuple[Column, Column]:
    return (
        Column(
            f"{which}_version",
            "text",
            f"List that the {'earlier' if which == 'from' else 'later'} code belongs to.",
            allowed=tuple(SOC_VERSIONS),
        ),
        Column(f"{which}_code", "text", f"Code in `{which}_version`.", pattern=_CODE),
    )


SOC_LINEAGE = TableSchema(
    name="soc_lineage",
    row_is="one step from a code to a code of a later list that takes in all or a part of the same "
    "jobs; within one list, from a code to the group it is published in. No agency publishes how "
    "large a part is",
    key=("from_version", "from_code", "to_version", "to_code"),
    columns=(
        *_side("from"),
        *_side("to"),
        Column("from_title", "text", "Title of the earlier code."),
        Column("to_title", "text", "Title of the later code."),
        Column(
            "relation",
            "text",
            "What became of the occupation, counted from all rows between the two lists: "
            + "; ".join(f"{name} = {meaning}" for name, meaning in RELATIONS.items())
            + ". The definition may have been reworded even where code and title are the same.",
            allowed=tuple(RELATIONS),
        ),
        Column(
            "from_extent",
            "text",
            "Whether the whole or only a part of the earlier occupation goes to the later one.",
            allowed=("whole", "part"),
        ),
        Column(
            "to_extent",
            "text",
            "Whether the later occupation consists wholly or only in part of the earlier one.",
            allowed=("whole", "part"),
        ),
        Column(
            "standing",
            "text",
            "main = as the crosswalk made for the two lists has it; second = only the Employment "
            "Projections show it, because data collected with the older codes could not be divided "
            "further.",
            allowed=("main", "second"),
        ),
        Column(
            "evidence",
            "text",
            "Why the row is here, joined by + if there are several reasons: "
            + "; ".join(f"{name} = {meaning}" for name, meaning in EVIDENCE.items())
            + ".",
            pattern=_EVIDENCE_PATTERN,
        ),
        Column("source_id", "text", "Raw table of the first reason, see `sources`."),
    ),
)

TABLES = (OCCUPATIONS, SOC_LINEAGE)
