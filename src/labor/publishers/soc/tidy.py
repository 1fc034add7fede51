"""Classification tables in common names: codes, steps between lists of codes, job titles."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from labor.errors import ParseError
from labor.occupations.codes import ONET, is_newer, level_of
from labor.occupations.lineage import relate
from labor.occupations.titles import clean_title
from labor.occupations.vintages import soc_of_projections
from labor.publishers.reading.tables import FileFacts, Tables

#: Codes that only one O*NET-SOC has: headings of the crosswalks name the wrong one.
_ONLY_IN = {
    "onet_soc_2010": frozenset({"29-2071.00", "15-1121.00", "31-1014.00", "29-2021.00"}),
    "onet_soc_2019": frozenset({"29-2072.00", "15-1211.00", "31-1131.00", "29-1292.00"}),
}


def tidy(parsed: pd.DataFrame, kind: str, vintage: str, source_id: str, facts: FileFacts) -> Tables:
    """Make the tidy rows of one classification workbook.

    Args:
        parsed: Output of `soc.parse.parse`.
        kind: Kind of the raw table, "soc.*".
        vintage: Year or years of the classification, or the projections it belongs to.
        source_id: Raw table the rows come from.
        facts: Not used.

    Returns:
        Rows of `occupations`, `soc_lineage` and `titles`, as far as the workbook has
        them. Each workbook's rows keep the description of their table on their own; those
        of several workbooks are put together by `soc.registers.occupation_register` and
        `soc.registers.lineage_register`.

    Raises:
        ParseError: The marks of a crosswalk contradict its rows, or the vintage is of a
            classification that is not known here.
    """
    name = kind.partition(".")[2]
    make = next(make for stem, make in _MAKERS.items() if name.startswith(stem))
    return make(parsed, vintage, source_id)


def _structure(parsed: pd.DataFrame, vintage: str, source_id: str) -> Tables:
    return {
        "occupations": _code_rows(
            parsed, "code", "title", f"soc_{vintage}", "soc_structure", source_id
        )
    }


def _definitions(parsed: pd.DataFrame, vintage: str, source_id: str) -> Tables:
    rows = _code_rows(parsed, "code", "title", f"soc_{vintage}", "soc_definitions", source_id)
    text = parsed.set_index("code")["definition"].map(lambda words: " ".join(words.split()))
    return {"occupations": rows.assign(definition=rows["occupation_code"].map(text[text != ""]))}


def _direct_match(parsed: pd.DataFrame, vintage: str, source_id: str) -> Tables:
    version = f"soc_{vintage}"
    none = pd.Series(None, index=parsed.index, dtype="str")
    titles = pd.DataFrame(
        {
            "title_source": "soc_direct_match",
            "source_version": vintage,
            "code_system": "soc",
            "occupation_code": parsed["code"],
            "soc_version": version,
            "title": parsed["match_title"].map(clean_title),
            "short_title": none,
            "origin_codes": none,
            "shown_in_my_next_move": none,
            "is_illustrative": parsed["illustrative"] != "",
            "source_id": source_id,
        }
    )
    # The file repeats some titles; a title is an example if one of its rows says so.
    key = ["occupation_code", "title"]
    illustrative = titles.groupby(key)["is_illustrative"].transform("any")
    once = titles.assign(is_illustrative=illustrative).drop_duplicates(key, ignore_index=True)
    return {
        "titles": once,
        "occupations": _code_rows(parsed, "code", "title", version, "soc_definitions", source_id),
    }


def _crosswalk(parsed: pd.DataFrame, vintage: str, source_id: str) -> Tables:
    earlier, later = (f"soc_{year}" for year in vintage.split("-"))
    steps = _step_rows(parsed, "from", earlier, "to", later, "soc_crosswalk", source_id)
    _check_marks(parsed, steps, source_id)
    codes = [
        _code_rows(parsed, "to_code", "to_title", later, "soc_crosswalk", source_id),
        _code_rows(parsed, "from_code", "from_title", earlier, "soc_next_crosswalk", source_id),
    ]
    return {"occupations": pd.concat(codes, ignore_index=True), "soc_lineage": steps}


def _check_marks(parsed: pd.DataFrame, steps: pd.DataFrame, source_id: str) -> None:
    """The committee marks what is split and what takes in several; its rows must say the same."""
    split = steps["from_extent"].eq("part") != parsed["from_title_mark"].ne("")
    merged = steps["to_extent"].eq("part") != parsed["to_title_mark"].ne("")
    wrong = steps[split | merged]
    if len(wrong):
        shown = "; ".join(
            f"{row.from_code} to {row.to_code}: {row.relation}" for row in wrong[:5].itertuples()
        )
        raise ParseError(
            "The marks behind the titles contradict the rows of the crosswalk",
            where=source_id,
            expected="(#) or * where a code has several rows on its side, (##) or ** on the other",
            got=f"{len(wrong)} rows, counted as: {shown}",
            next_step="Rows are probably missing: take the whole file from the publisher.",
        )


def _hybrid(parsed: pd.DataFrame, vintage: str, source_id: str) -> Tables:
    """The workbook behind the codes of May 2019.

    It names the codes of May 2018 as well: where these are groups made for publication, they
    are steps within SOC 2010, and lead to the codes of May 2019 as their members do.
    """
    listed = "oews_workbook"
    sides = {
        "estimates_2019": f"oews_hybrid_{vintage}",
        "soc_2018": "soc_2018",
        "soc_2010": "soc_2010",
        "estimates_2018": "soc_2010",
    }
    codes = pd.concat(
        [
            _code_rows(parsed, f"{side}_code", f"{side}_title", version, listed, source_id)
            for side, version in sides.items()
        ],
        ignore_index=True,
    )
    grouped = parsed["estimates_2018_code"] != parsed["soc_2010_code"]
    made = set(parsed["estimates_2018_code"]) - set(parsed["soc_2010_code"])
    codes["is_official"] = ~(
        codes["soc_version"].eq("soc_2010") & codes["occupation_code"].isin(made)
    )
    pairs = (
        (parsed, "soc_2010", "estimates_2019"),
        (parsed[grouped], "estimates_2018", "estimates_2019"),
        (parsed, "estimates_2019", "soc_2018"),
        (parsed[grouped], "soc_2010", "estimates_2018"),
    )
    steps = [_step_rows(rows, a, sides[a], b, sides[b], listed, source_id) for rows, a, b in pairs]
    return {
        "occupations": codes.drop_duplicates(["soc_version", "occupation_code"], ignore_index=True),
        "soc_lineage": relate(pd.concat(steps, ignore_index=True)),
    }


def _onet_to_soc(parsed: pd.DataFrame, vintage: str, source_id: str) -> Tables:
    version = f"onet_soc_{vintage}"
    rows = parsed.rename(columns={"code": "soc_code", "title": "soc_title"})
    listed = ("onet_crosswalk", source_id)
    codes = [
        _code_rows(rows, "onet_code", "onet_title", version, *listed),
        _code_rows(rows, "soc_code", "soc_title", ONET[version], *listed),
    ]
    return {
        "occupations": pd.concat(codes, ignore_index=True),
        "soc_lineage": _step_rows(rows, "onet", version, "soc", ONET[version], *listed),
    }


def _nem_onet(parsed: pd.DataFrame, vintage: str, source_id: str) -> Tables:
    """O*NET occupations and the occupations of the projections that they are counted in.

    Cut to six digits, an O*NET code is a SOC code. So the table also says which group of the
    projections, or which mixed code of 2019-29 and 2020-30, a SOC occupation is in.
    """
    matrix = soc_of_projections(vintage)
    onet = _onet_version(parsed, source_id)
    soc = ONET[onet]
    rows = _with_soc(parsed).rename(columns={"code": "matrix_code", "title": "matrix_title"})
    steps = [_step_rows(rows, "onet", onet, "soc", soc, "code_rule", source_id)]
    if matrix == soc:
        grouped = rows[rows["soc_code"] != rows["matrix_code"]]
        steps.append(_step_rows(grouped, "soc", soc, "matrix", soc, "employment_matrix", source_id))
    else:
        ends = [("soc", soc), ("matrix", matrix)]
        ends = ends[::-1] if is_newer(soc, matrix) else ends
        steps.append(_step_rows(rows, *ends[0], *ends[1], "employment_matrix", source_id))
    listed = ("employment_matrix", source_id)
    codes = [
        _code_rows(rows, "onet_code", "onet_title", onet, *listed),
        _code_rows(rows, "soc_code", "soc_title", soc, *listed),
        _code_rows(rows, "matrix_code", "matrix_title", matrix, *listed).assign(is_official=False),
    ]
    known = pd.concat(codes, ignore_index=True)
    return {
        "occupations": known.drop_duplicates(["soc_version", "occupation_code"]),
        "soc_lineage": relate(pd.concat(steps, ignore_index=True)),
    }


def _with_soc(parsed: pd.DataFrame) -> pd.DataFrame:
    """The SOC code of each O*NET code; its title is that of the O*NET code ending in .00."""
    codes = parsed["onet_code"].str[:7]
    whole = parsed[parsed["onet_code"].str.endswith(".00")].drop_duplicates("onet_code")
    titles = whole.set_index(whole["onet_code"].str[:7])["onet_title"]
    return parsed.assign(soc_code=codes, soc_title=codes.map(titles).fillna(parsed["onet_title"]))


def _onet_version(parsed: pd.DataFrame, source_id: str) -> str:
    codes = set(parsed["onet_code"])
    found = [version for version, only in _ONLY_IN.items() if codes & only]
    if len(found) == 1:
        return found[0]
    raise ParseError(
        "It cannot be told which O*NET-SOC the codes belong to",
        where=source_id,
        expected="29-2071.00 (O*NET-SOC 2010) or 29-2072.00 (O*NET-SOC 2019) among the codes",
        got="both" if found else "neither",
        next_step="Take the whole file from the publisher.",
    )


def _nem_codes(parsed: pd.DataFrame, vintage: str, source_id: str) -> Tables:
    version = soc_of_projections(vintage)
    codes = _code_rows(parsed, "code", "title", version, "employment_matrix", source_id)
    return {"occupations": codes.assign(is_official=False)}


def _code_rows(
    parsed: pd.DataFrame, code: str, title: str, version: str, listed_in: str, source_id: str
) -> pd.DataFrame:
    """Rows of `occupations` for the codes in one column, the first title of each."""
    first = parsed.drop_duplicates(code, ignore_index=True)
    return pd.DataFrame(
        {
            "soc_version": version,
            "occupation_code": first[code],
            "occupation_title": first[title].map(clean_title),
            "occupation_level": first[code].map(level_of),
            "definition": pd.Series(None, index=first.index, dtype="str"),
            "is_official": True,
            "listed_in": listed_in,
            "note": pd.Series(None, index=first.index, dtype="str"),
            "source_id": source_id,
        }
    )


def _step_rows(
    parsed: pd.DataFrame,
    earlier: str,
    from_version: str,
    later: str,
    to_version: str,
    evidence: str,
    source_id: str,
) -> pd.DataFrame:
    """Rows of `soc_lineage` from the columns `<earlier>_code` and `<later>_code`."""
    pairs = parsed.drop_duplicates([f"{earlier}_code", f"{later}_code"], ignore_index=True)
    steps = pd.DataFrame(
        {
            "from_version": pd.array([from_version] * len(pairs), dtype="str"),
            "from_code": pairs[f"{earlier}_code"],
            "to_version": pd.array([to_version] * len(pairs), dtype="str"),
            "to_code": pairs[f"{later}_code"],
            "from_title": pairs[f"{earlier}_title"].map(clean_title).astype("str"),
            "to_title": pairs[f"{later}_title"].map(clean_title).astype("str"),
            "standing": "main",
            "evidence": evidence,
            "source_id": source_id,
        }
    )
    return relate(steps)


#: By the beginning of the second part of a kind.
_MAKERS: dict[str, Callable[[pd.DataFrame, str, str], Tables]] = {
    "structure_": _structure,
    "definitions_": _definitions,
    "direct_match_": _direct_match,
    "crosswalk_": _crosswalk,
    "hybrid_2019": _hybrid,
    "onet_to_soc_": _onet_to_soc,
    "nem_onet": _nem_onet,
    "nem_": _nem_codes,
}
