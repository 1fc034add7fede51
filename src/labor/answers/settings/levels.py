"""How the industries of a year nest: which are the main settings, and what is a part of which."""

from __future__ import annotations

import pandas as pd

from labor.terms import ALL_INDUSTRIES

#: Levels from coarse to fine; the same level split by owners comes after it.
_LEVELS = tuple(
    level + split
    for level in ("cross-industry", "sector", "3-digit", "4-digit", "5-digit", "6-digit")
    for split in ("", ", ownership")
)
#: Finer levels in the order in which one is chosen to look inside the main settings.
_INSIDE = ("4-digit", "4-digit, ownership", "3-digit", "3-digit, ownership", *_LEVELS[8:])
#: Rank of the first level that parts the jobs; all jobs together have rank 0.
MAIN = 1
#: The settings of a level are the whole if their jobs are all jobs but for this part.
_MISSING = 0.01
_TOTAL = "00-0000"


def arranged(employment: pd.DataFrame) -> pd.DataFrame:
    """Find the settings of a year and how they nest.

    Args:
        employment: Table `employment` of the nation in one year, with its rows on all
            occupations.

    Returns:
        A row per setting, all jobs first: `place` (a name for it), `industry_code`,
        `industry_level`, `ownership_code`, `industry_title`, `level_rank` (0 for all jobs, `MAIN`
        for main settings, more for parts of them), `part_of` (industry code of the main
        setting, empty for main ones), `is_whole` (whether the main settings hold all jobs).
    """
    keys = ["industry_code", "industry_level", "ownership_code"]
    rows = employment.drop_duplicates(keys)[[*keys, "industry_title"]]
    rows = rows[~(rows["industry_level"] == "cross-industry, ownership")]
    rank = rows["industry_level"].map(_LEVELS.index)
    is_all = rows["industry_code"] == ALL_INDUSTRIES
    main_level = rows.loc[~is_all, "industry_level"].iloc[rank[~is_all].argmin()]
    is_main = rows["industry_level"] == main_level
    inside = [level for level in _INSIDE if (rows["industry_level"] == level).any()]
    inside = [level for level in inside if _LEVELS.index(level) > _LEVELS.index(main_level)][:1]
    main_codes = rows.loc[is_main, "industry_code"].unique()
    # An industry without finer ones is printed again under the finer level: not a part of itself.
    is_inside = rows["industry_level"].isin(inside) & ~rows["industry_code"].isin(main_codes)
    rows = rows[is_all | is_main | is_inside]
    part_of = [
        "" if level in (main_level, "cross-industry") else _main_of(code, level, main_codes)
        for code, level in zip(rows["industry_code"], rows["industry_level"], strict=True)
    ]
    arranged_rows = rows.assign(
        place=rows[keys].agg("|".join, axis="columns"),
        level_rank=MAIN * is_main[rows.index] + (MAIN + 1) * is_inside[rows.index],
        part_of=pd.Series(part_of, index=rows.index, dtype="str"),
        is_whole=_is_whole(employment, main_level),
    )
    return arranged_rows.sort_values(["level_rank", *keys], ignore_index=True)


def digits_of(code: str, level: str) -> str:
    """The digits of an industry code that its level counts: "622" of 622000 at three digits."""
    return code if level.startswith("sector") else code[: int(level[0])]


def _main_of(code: str, level: str, main_codes: pd.Series) -> str:
    """The main setting that an industry belongs to, empty if there is none."""
    digits = digits_of(code, level)
    return next((main for main in main_codes if digits.startswith(_begins(main))), "")


def _begins(code: str) -> tuple[str, ...]:
    """How the codes of industries inside a main setting begin: "31", "32", "33" for 31-33."""
    first, dash, last = code.partition("-")
    if not dash:
        return (code.rstrip("0") or code,)
    return tuple(str(number) for number in range(int(first), int(last) + 1))


def _is_whole(employment: pd.DataFrame, level: str) -> bool:
    """Whether the settings of a level hold all jobs, going by the rows on all occupations."""
    totals = employment[employment["occupation_code"] == _TOTAL]
    nation = totals.loc[totals["industry_code"] == ALL_INDUSTRIES, "employment_jobs"].max()
    held = totals.loc[totals["industry_level"] == level, "employment_jobs"].sum()
    return bool(abs(held / nation - 1) <= _MISSING)
