"""The mixed codes of the May 2010 and May 2011 wage estimates, placed by the lists around them."""

from __future__ import annotations

import pandas as pd

from labor.occupations.titles import plain_title

VERSION = "oews_hybrid_2010"
_BEFORE, _AFTER = "soc_2000", "soc_2010"

#: Codes that are in neither SOC, or stand for something else there, and the SOC 2010 codes in
#: each. No crosswalk is held. They are found by elimination: these SOC 2010 codes have no other
#: place in May 2010, they come from the same SOC 2000 codes, and the titles fit.
OWN_CODES = {
    "13-1078": ("13-1071", "13-1075"),
    "15-1150": ("15-1151", "15-1152"),
    "15-1179": ("15-1122", "15-1134", "15-1143"),
    "15-1799": ("15-1199",),
    "21-1798": ("21-1094", "21-1099"),
    "25-3999": ("25-2059", "25-3099"),
    "29-1128": ("29-1128", "29-1129"),
    "29-2037": ("29-2034", "29-2035"),
    "29-2799": ("29-2057", "29-2092", "29-2099"),
    "29-9799": ("29-9092", "29-9099"),
    "31-9799": ("31-9097", "31-9099"),
    "39-4831": ("11-9061", "39-4031"),
    "41-9799": ("13-1131", "41-9099"),
    "43-9799": ("43-3099", "43-9199"),
    "47-4799": ("47-2231", "47-4099"),
    "49-9799": ("49-9081", "49-9099"),
    "51-9399": ("51-3099", "51-9199"),
}


def may_2010_steps(steps: pd.DataFrame, occupations: pd.DataFrame) -> pd.DataFrame:
    """Make the steps from SOC 2000 to the codes of May 2010, and from these to SOC 2010.

    A code that only one of the two classifications has means what it means there. A code
    that both have means the same in both if the crosswalk links it one to one. Otherwise the
    title tells which of them it follows; where they share the title, nothing does, and the
    steps of both readings are made.

    Args:
        steps: Steps from SOC 2000 to SOC 2010, rows of `soc_lineage`.
        occupations: Table `occupations`; the wage estimates put the codes of May 2010 there.

    Returns:
        Rows with the key, `standing`, `evidence` and `source_id` of `soc_lineage`; none
        unless both the crosswalk and the codes of May 2010 are there.
    """
    crosswalk = steps[(steps["from_version"] == _BEFORE) & (steps["to_version"] == _AFTER)]
    listed = occupations[occupations["soc_version"] == VERSION]
    codes = listed["occupation_code"][
        listed["occupation_level"].eq("detailed") | listed["occupation_code"].isin(OWN_CODES)
    ]
    later = crosswalk.groupby("from_code")["to_code"].agg(frozenset).to_dict()
    earlier = crosswalk.groupby("to_code")["from_code"].agg(frozenset).to_dict()
    follows = _named_after(listed, occupations)
    rows = [row for code in codes for row in _steps_of(code, later, earlier, follows.get(code))]
    source = crosswalk["source_id"].iloc[0] if len(crosswalk) else ""
    columns = ["from_version", "from_code", "to_version", "to_code", "evidence"]
    return pd.DataFrame(rows, columns=columns, dtype="str").assign(
        standing="main", source_id=source
    )


def _named_after(listed: pd.DataFrame, occupations: pd.DataFrame) -> dict[str, str]:
    """The one classification that a code has its title from, by code."""
    names = occupations.assign(name=occupations["occupation_title"].map(plain_title))
    found = {
        version: names[names["soc_version"] == version].set_index("occupation_code")["name"]
        for version in (_BEFORE, VERSION, _AFTER)
    }
    ours = found[VERSION].reindex(listed["occupation_code"])
    old = ours.eq(found[_BEFORE].reindex(ours.index))
    new = ours.eq(found[_AFTER].reindex(ours.index))
    return dict.fromkeys(ours.index[old & ~new], _BEFORE) | dict.fromkeys(
        ours.index[new & ~old], _AFTER
    )


def _steps_of(
    code: str,
    later: dict[str, frozenset[str]],
    earlier: dict[str, frozenset[str]],
    follows: str | None,
) -> list[tuple[str, str, str, str, str]]:
    evidence = "code_and_title"
    if code in OWN_CODES:
        after = frozenset(OWN_CODES[code])
        before = frozenset().union(*(earlier.get(other, ()) for other in after))
        evidence = "elimination"
    elif code in later and code in earlier and {code} == later[code] == earlier[code]:
        before = after = frozenset({code})
    elif code not in later or follows == _AFTER:
        before, after = earlier.get(code, frozenset()), frozenset({code} & earlier.keys())
    elif code not in earlier or follows == _BEFORE:
        before, after = frozenset({code}), later[code]
    else:
        before, after = earlier[code] | {code}, later[code] | {code}
        evidence = "ambiguous"
    return [
        *((_BEFORE, other, VERSION, code, evidence) for other in sorted(before)),
        *((VERSION, code, _AFTER, other, evidence) for other in sorted(after)),
    ]
