"""Which occupation codes came and went between two releases, and what became of them."""

from __future__ import annotations

import pandas as pd

from labor.occupations.titles import plain_title
from labor.schema.soc import RELATIONS
from labor.tables.diff.pairs import Pair, finest, steps_between

CODES = ["change", "occupation_code", "occupation_level", "occupation_title", "title_new"]
STEPS = ["change", "occupation_code", "relation", "other_code", "other_title"]
#: Why a code that is in both releases is not compared, beside the relations of the lineage.
NOT_LINKED = "no crosswalk between the two lists of codes has it"
_LEVELS = ("occupation_level", "occupation_kind")


def code_changes(pair: Pair) -> pd.DataFrame:
    """Codes that only one of two releases has, and codes whose title changed.

    Args:
        pair: A table with codes.

    Returns:
        A row per code and level: `change` is "went", "came" or "retitled"; `title_new` is
        filled for the last. A change of case or punctuation alone is none.
    """
    before, after = _listed(pair.old, pair.code), _listed(pair.new, pair.code)
    merged = before.merge(
        after, how="outer", left_index=True, right_index=True, suffixes=("_old", "_new")
    )
    went, came = merged["title_new"].isna(), merged["title_old"].isna()
    old_plain = merged["title_old"].fillna("").map(plain_title)
    new_plain = merged["title_new"].fillna("").map(plain_title)
    retitled = ~went & ~came & (old_plain != new_plain)
    changes = [("went", went), ("came", came), ("retitled", retitled)]
    found = [
        pd.DataFrame(
            {
                "change": change,
                "occupation_code": merged.index.get_level_values(0)[rows],
                "occupation_level": merged.index.get_level_values(1)[rows],
                "occupation_title": merged["title_new" if change == "came" else "title_old"][rows],
                "title_new": merged["title_new"][rows] if change == "retitled" else "",
            },
            columns=CODES,
        )
        for change, rows in changes
    ]
    return pd.concat(found, ignore_index=True).astype("str")


def code_steps(changed: pd.DataFrame, pair: Pair, lineage: pd.DataFrame | None) -> pd.DataFrame:
    """What became of codes that went, and what codes that came are made of.

    Args:
        changed: See `code_changes`.
        pair: The same table.
        lineage: Table `soc_lineage`, if it is built.

    Returns:
        A row per code and other code: the later ones of a code that went, the earlier ones of
        a code that came, with the `relation` of the older to the newer. A code without a row
        went nowhere that the crosswalks know.
    """
    steps = steps_between(*pair.versions, lineage)
    found = []
    for change, own, other in (("went", "from", "to"), ("came", "to", "from")):
        codes = set(changed.loc[changed["change"] == change, "occupation_code"])
        rows = steps[steps[f"{own}_code"].isin(codes)]
        found.append(
            pd.DataFrame(
                {
                    "change": change,
                    "occupation_code": rows[f"{own}_code"],
                    "relation": rows["relation"],
                    "other_code": rows[f"{other}_code"],
                    "other_title": rows[f"{other}_title"],
                },
                columns=STEPS,
            )
        )
    return pd.concat(found, ignore_index=True).astype("str")


def not_one_occupation(pair: Pair, lineage: pd.DataFrame | None) -> pd.DataFrame:
    """Codes that stand in both releases, but not for the same occupation as far as is known.

    Args:
        pair: A table with codes.
        lineage: Table `soc_lineage`, if it is built.

    Returns:
        A row per code as `changes_moves.not_compared` has them, with the title in the older
        release; the measure is empty, because it is all of them.
    """
    old, new = finest(pair.old), finest(pair.new)
    compared = set(pair.both[pair.code])
    titles = _listed(old, pair.code)["title"].droplevel(1)
    steps = steps_between(*pair.versions, lineage)
    relations = dict(zip(steps["from_code"], steps["relation"], strict=True))
    codes = sorted((set(old[pair.code]) & set(new[pair.code])) - compared)
    return pd.DataFrame(
        {
            "measure": "",
            "occupation_code": codes,
            "occupation_title": [titles[code] for code in codes],
            "place": "",
            "reason": [RELATIONS.get(relations.get(code, ""), NOT_LINKED) for code in codes],
        },
        dtype="str",
    )


def _listed(frame: pd.DataFrame, code: str) -> pd.DataFrame:
    """Title by code and level, once each; an empty title where there is none."""
    level = next((frame[name] for name in _LEVELS if name in frame), "")
    title = frame["occupation_title"].fillna("") if "occupation_title" in frame else ""
    listed = pd.DataFrame({"code": frame[code], "level": level, "title": title})
    return listed.drop_duplicates(["code", "level"]).set_index(["code", "level"])
