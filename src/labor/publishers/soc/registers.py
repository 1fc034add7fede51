"""The codes and steps of all workbooks put together: one register of codes, one of steps."""

from __future__ import annotations

from collections import defaultdict

import pandas as pd

from labor.occupations.codes import level_of
from labor.occupations.lineage import members, relate
from labor.occupations.titles import clean_title, plain_title
from labor.schema.tables import TABLES, words_of

#: Said of a group that the wage estimates publish as if it were a detailed occupation.
PUBLISHED_GROUP = (
    "The wage estimates publish this group in place of its detailed occupations, in some years or "
    "in all."
)

_CODE = ["soc_version", "occupation_code"]
_STEP = ["from_version", "from_code", "to_version", "to_code"]
#: Columns that tell how new a row of the estimates or projections is.
_AGE = ("reference_year", "projection_vintage")
#: A code of a SOC; the codes of 1997 do not show their level.
_SOC_FORM = r"\d\d-\d{4}(\.\d\d)?"

_MAY_2010 = "oews_hybrid_2010"
_BEFORE_MAY_2010, _AFTER_MAY_2010 = "soc_2000", "soc_2010"

#: Codes that are in neither SOC, or stand for something else there, and the SOC 2010 codes in
#: each. No crosswalk is held. They are found by elimination: these SOC 2010 codes have no other
#: place in May 2010, they come from the same SOC 2000 codes, and the titles fit.
MAY_2010_CODES = {
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


def occupation_register(
    official: pd.DataFrame | None, employment: pd.DataFrame | None, projections: pd.DataFrame | None
) -> pd.DataFrame:
    """Put every code of every list together, one row each.

    Args:
        official: Rows of `occupations` that `soc.tidy.tidy` makes of the workbooks, one
            below the other; a code may be in several.
        employment: Rows of the wage estimates with `soc_version`, `occupation_code`,
            `occupation_title`, `occupation_level`, `source_id` and, if there is more than
            one year, `reference_year`.
        projections: Rows of the projections with the same columns but the level, and
            `projection_vintage` in place of the year.

    Returns:
        Rows of `occupations`. The title is the one of the first publication in `lists` of
        `schema/soc.toml` that has the code, and of its newest vintage; the level is the one
        that the digits of the code say, whatever the estimates publish it as.
    """
    parts = [official, _printed(employment, "oews_estimates"), _printed(projections, "projections")]
    rows = pd.concat([part for part in parts if part is not None], ignore_index=True)
    rank = {name: place for place, name in enumerate(words_of("lists"))}
    # Of two vintages of one publication, the later one has the greater name.
    rows = rows.assign(rank=rows["listed_in"].map(rank)).sort_values(
        [*_CODE, "rank", "source_id"], ascending=[True, True, True, False], ignore_index=True
    )
    by_code = rows.groupby(_CODE, sort=False)
    whole = rows.assign(
        definition=by_code["definition"].transform("first"),
        is_official=by_code["is_official"].transform("any"),
        note=by_code["note"].transform("first"),
    )
    schema = TABLES["occupations"]
    return schema.conform(whole.drop_duplicates(_CODE)[schema.names])


def lineage_register(steps: pd.DataFrame, occupations: pd.DataFrame) -> pd.DataFrame:
    """Put the steps of all workbooks together and count anew what became of each code.

    Args:
        steps: Rows of `soc_lineage` that `soc.tidy.tidy` makes of the workbooks, one below
            the other; a step may be in several.
        occupations: Table `occupations` as `occupation_register` makes it.

    Returns:
        Rows of `soc_lineage`: the steps of the workbooks, those of the codes of May 2010
        and May 2011, those to and from groups made for publication, and those that only the
        projections show, as `standing` and `evidence` tell apart.
    """
    known = _with_standing(_merged(steps))
    known = pd.concat([known, _may_2010_steps(known, occupations)], ignore_index=True)
    known = pd.concat([known, _second_opinion(known)], ignore_index=True)
    known = pd.concat([known, _group_steps(known)], ignore_index=True)
    titles = occupations.set_index(_CODE)["occupation_title"]
    for side in ("from", "to"):
        pairs = pd.MultiIndex.from_frame(known[[f"{side}_version", f"{side}_code"]])
        listed = pd.Series(titles.reindex(pairs).to_numpy(), index=known.index)
        known[f"{side}_title"] = listed.fillna(known[f"{side}_title"])
    schema = TABLES["soc_lineage"]
    return schema.conform(relate(known)[schema.names])


def _printed(rows: pd.DataFrame | None, listed_in: str) -> pd.DataFrame | None:
    """Rows of `occupations` for the codes that estimates or projections print."""
    if rows is None:
        return None
    age = [name for name in _AGE if name in rows.columns]
    level = ["occupation_level"] if "occupation_level" in rows.columns else []
    used = rows[[*_CODE, "occupation_title", *level, *age, "source_id"]].drop_duplicates()
    # Some extracts print codes alone: they cannot add a title to the register.
    used = used.dropna(subset=["occupation_title"])
    if not level:
        used = used.assign(occupation_level="detailed")
    detailed = used["occupation_level"].eq("detailed")
    as_detailed = detailed.groupby([used[name] for name in _CODE]).transform("any")
    newest = (
        used.assign(as_detailed=as_detailed)
        .sort_values([*age, "source_id"], kind="stable")
        .drop_duplicates(_CODE, keep="last", ignore_index=True)
    )
    soc_form = newest["occupation_code"].str.fullmatch(_SOC_FORM)
    levels = newest["occupation_code"].where(soc_form, "").map(lambda c: level_of(c) if c else None)
    levels = levels.fillna(newest["occupation_level"])
    is_group = newest["as_detailed"] & levels.eq("broad") & (listed_in == "oews_estimates")
    note = pd.Series(PUBLISHED_GROUP, index=newest.index, dtype="str").where(is_group)
    return pd.DataFrame(
        {
            **{name: newest[name] for name in _CODE},
            "occupation_title": newest["occupation_title"].map(clean_title),
            "occupation_level": levels,
            "definition": pd.Series(None, index=newest.index, dtype="str"),
            "is_official": False,
            "listed_in": listed_in,
            "note": note,
            "source_id": newest["source_id"],
        }
    )


def _merged(steps: pd.DataFrame) -> pd.DataFrame:
    """Each step once, with all its evidence, the strongest first."""
    rank = {name: place for place, name in enumerate(words_of("evidence"))}
    ordered = steps.assign(rank=steps["evidence"].map(rank)).sort_values(
        [*_STEP, "rank", "source_id"], kind="stable", ignore_index=True
    )
    reasons: dict[tuple[str, ...], list[str]] = defaultdict(list)
    columns = [*_STEP, "evidence"]
    for *step, reason in ordered[columns].drop_duplicates().itertuples(index=False, name=None):
        reasons[tuple(step)].append(reason)
    once = ordered.drop_duplicates(_STEP, ignore_index=True)
    # Both are in the order in which the steps come first.
    return once.assign(evidence=pd.array(list(map("+".join, reasons.values())), dtype="str"))


def _with_standing(steps: pd.DataFrame) -> pd.DataFrame:
    """Mark as second what only the projections show between lists that have a crosswalk."""
    matrix_only = steps["evidence"].eq("employment_matrix")
    lists = [steps["from_version"], steps["to_version"]]
    has_crosswalk = (~matrix_only).groupby(lists).transform("any")
    inside = steps["from_version"].eq(steps["to_version"])
    second = matrix_only & has_crosswalk & ~inside
    return steps.assign(standing=second.map({True: "second", False: "main"}).astype("str"))


def _second_opinion(steps: pd.DataFrame) -> pd.DataFrame:
    """The other half of what only the projections show.

    They count SOC 2018 code B in the mixed code H of May 2019, although the workbook of the
    wage estimates puts B into another mixed code, K. That is so because SOC 2010 code A, all
    of which the workbook puts into H, went to B in part. So a part of A is in K.
    """
    extra = steps[steps["standing"] == "second"]
    official = steps[steps["evidence"].str.contains("soc_crosswalk")]
    workbook = steps[steps["evidence"].str.contains("oews_workbook")]
    found = (
        extra.rename(columns={"from_version": "mixed", "from_code": "h", "to_code": "b"})
        .merge(
            official.rename(columns={"from_code": "a", "to_code": "b"})[
                ["from_version", "a", "to_version", "b"]
            ],
            on=["to_version", "b"],
        )
        .merge(
            workbook.rename(columns={"from_code": "a", "to_code": "h", "to_version": "mixed"})[
                ["from_version", "a", "mixed", "h"]
            ],
            on=["from_version", "a", "mixed", "h"],
        )
        .merge(
            workbook.rename(columns={"from_version": "mixed", "from_code": "k", "to_code": "b"})[
                ["mixed", "k", "to_version", "b"]
            ],
            on=["mixed", "to_version", "b"],
        )
    )
    made = _composed(found, ["from_version", "a", "mixed", "k"]).assign(standing="second")
    return _new_only(made, steps)


def _composed(found: pd.DataFrame, ends: list[str]) -> pd.DataFrame:
    """Steps made of others, from the columns with list and code of their beginnings and ends."""
    steps = found[[*ends, "standing", "source_id"]].set_axis(
        [*_STEP, "standing", "source_id"], axis=1
    )
    return steps.assign(evidence="composed")


def _group_steps(steps: pd.DataFrame) -> pd.DataFrame:
    """Steps to and from the codes that the estimates publish in place of those of the SOC.

    They lead where the steps of the members lead. The codes that one occupation is divided
    into come from where it comes from, but only their own steps say where they go.
    """
    within = members(steps)[["from_version", "from_code", "to_code", "relation"]]
    member = within.rename(
        columns={"from_version": "version", "from_code": "member", "to_code": "group"}
    )
    whole = member[member["relation"] != "split"]
    to_groups = _lifted(steps, member, "to")
    from_groups = _lifted(pd.concat([steps, to_groups], ignore_index=True), whole, "from")
    further = _further(steps, member[member["relation"] == "split"])
    return _new_only(pd.concat([to_groups, from_groups, further], ignore_index=True), steps)


def _further(steps: pd.DataFrame, divided: pd.DataFrame) -> pd.DataFrame:
    """Steps of codes made for publication to the list after the one their own steps lead to."""
    own = steps.merge(
        divided[["version", "group"]].drop_duplicates(),
        left_on=["from_version", "from_code"],
        right_on=["version", "group"],
    )
    own = own[own["to_version"] != own["from_version"]]
    onward = steps[steps["standing"] == "main"]
    found = own.merge(
        onward[["from_version", "from_code", "to_version", "to_code"]],
        left_on=["to_version", "to_code"],
        right_on=["from_version", "from_code"],
        suffixes=("", "_onward"),
    )
    ends = ["from_version", "from_code", "to_version_onward", "to_code_onward"]
    return _composed(found, ends).assign(standing="main")


def _lifted(steps: pd.DataFrame, member: pd.DataFrame, side: str) -> pd.DataFrame:
    """The steps of members, as steps of their group on one side."""
    across = steps[steps["from_version"] != steps["to_version"]]
    keys = [f"{side}_version", f"{side}_code"]
    lifted = across.merge(member, left_on=keys, right_on=["version", "member"])
    lifted = lifted[~lifted["from_version"].str.startswith("onet_")]
    return _composed(lifted, ["group" if name == f"{side}_code" else name for name in _STEP])


def _new_only(made: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """Steps that are not known yet, each once, the main ones before the second ones."""
    ordered = made.sort_values([*_STEP, "standing"], kind="stable").drop_duplicates(_STEP)
    seen = pd.MultiIndex.from_frame(known[_STEP])
    return ordered[~pd.MultiIndex.from_frame(ordered[_STEP]).isin(seen)]


def _may_2010_steps(steps: pd.DataFrame, occupations: pd.DataFrame) -> pd.DataFrame:
    """Make the steps from SOC 2000 to the codes of May 2010, and from these to SOC 2010.

    A code that only one of the two classifications has means what it means there. A code
    that both have means the same in both if the crosswalk links it one to one. Otherwise the
    title tells which of them it follows; where they share the title, nothing does, and the
    steps of both readings are made.
    """
    crosswalk = steps[
        (steps["from_version"] == _BEFORE_MAY_2010) & (steps["to_version"] == _AFTER_MAY_2010)
    ]
    listed = occupations[occupations["soc_version"] == _MAY_2010]
    codes = listed["occupation_code"][
        listed["occupation_level"].eq("detailed") | listed["occupation_code"].isin(MAY_2010_CODES)
    ]
    later = _codes_by(crosswalk, "from_code", "to_code")
    earlier = _codes_by(crosswalk, "to_code", "from_code")
    follows = _named_after(listed, occupations)
    rows = [row for code in codes for row in _steps_of(code, later, earlier, follows.get(code))]
    source = crosswalk["source_id"].iloc[0] if len(crosswalk) else ""
    columns = ["from_version", "from_code", "to_version", "to_code", "evidence"]
    return pd.DataFrame(rows, columns=columns, dtype="str").assign(
        standing="main", source_id=source
    )


def _codes_by(steps: pd.DataFrame, code: str, others: str) -> dict[str, frozenset[str]]:
    """The codes at the other ends of the steps of each code."""
    return {str(name): frozenset(found) for name, found in steps.groupby(code)[others]}


def _named_after(listed: pd.DataFrame, occupations: pd.DataFrame) -> dict[str, str]:
    """The one classification that a code has its title from, by code."""
    names = occupations.assign(name=occupations["occupation_title"].map(plain_title))
    found = {
        version: names[names["soc_version"] == version].set_index("occupation_code")["name"]
        for version in (_BEFORE_MAY_2010, _MAY_2010, _AFTER_MAY_2010)
    }
    ours = found[_MAY_2010].reindex(listed["occupation_code"])
    old = ours.eq(found[_BEFORE_MAY_2010].reindex(ours.index))
    new = ours.eq(found[_AFTER_MAY_2010].reindex(ours.index))
    return dict.fromkeys(ours.index[old & ~new], _BEFORE_MAY_2010) | dict.fromkeys(
        ours.index[new & ~old], _AFTER_MAY_2010
    )


def _steps_of(
    code: str,
    later: dict[str, frozenset[str]],
    earlier: dict[str, frozenset[str]],
    follows: str | None,
) -> list[tuple[str, str, str, str, str]]:
    evidence = "code_and_title"
    if code in MAY_2010_CODES:
        after = frozenset(MAY_2010_CODES[code])
        before = frozenset().union(*(earlier.get(other, ()) for other in after))
        evidence = "elimination"
    elif code in later and code in earlier and {code} == later[code] == earlier[code]:
        before = after = frozenset({code})
    elif code not in later or follows == _AFTER_MAY_2010:
        before, after = earlier.get(code, frozenset()), frozenset({code} & earlier.keys())
    elif code not in earlier or follows == _BEFORE_MAY_2010:
        before, after = frozenset({code}), later[code]
    else:
        before, after = earlier[code] | {code}, later[code] | {code}
        evidence = "ambiguous"
    return [
        *((_BEFORE_MAY_2010, other, _MAY_2010, code, evidence) for other in sorted(before)),
        *((_MAY_2010, code, _AFTER_MAY_2010, other, evidence) for other in sorted(after)),
    ]
