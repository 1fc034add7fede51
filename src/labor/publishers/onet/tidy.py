"""O*NET tables in common names, and which occupations each of them covers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from labor.errors import ParseError
from labor.occupations.codes import ONET
from labor.publishers.reading.tables import FileFacts, Tables
from labor.schema.tables import words_of

#: Columns of a table by name, some of one value in all rows.
Columns = dict[str, object]
#: Blank in workbooks, `n/a` in text files.
_MISSING = ("", "n/a")
_YES_NO = {"Y": "yes", "N": "no", "": "not_stated", "n/a": "not_stated"}
_TRAINING = "education_training_experience"
_TASK_TYPES = {
    "Core": "core",
    "Supplemental": "supplemental",
    **dict.fromkeys(_MISSING, "not_stated"),
}
_ITEM_TYPES = {"Tools": "tool", "Technology": "technology", "": "technology"}


def tidy(parsed: pd.DataFrame, kind: str, vintage: str, source_id: str, facts: FileFacts) -> Tables:
    """Make the tidy rows of one O*NET table.

    Args:
        parsed: Output of `onet.parse.parse`.
        kind: "onet.<table>".
        vintage: Release, "29.3".
        source_id: Raw table the rows come from.
        facts: Not used.

    Returns:
        Rows of one table of `schema.onet`. Mean ratings that the table on education, training
        and experience has beside its shares of answers become rows of `ratings`.

    Raises:
        ParseError: The taxonomy of the release is not known.
    """
    name = kind.partition(".")[2]
    made: dict[str, pd.DataFrame | Columns]
    if name == _TRAINING:
        made = _training(parsed)
    elif name in words_of("domains"):
        made = {"ratings": _ratings(parsed, name)}
    elif name in ("alternate_titles", "reported_titles"):
        made = {"titles": _titles(parsed, name, vintage)}
    else:
        table, columns = _TABLES[name]
        made = {table: columns(parsed)}
    return {
        table: _identified(pd.DataFrame(rows), vintage).assign(source_id=source_id)
        for table, rows in made.items()
    }


def taxonomy_of(version: str) -> str:
    """The list of codes that a release uses.

    Args:
        version: Release, "29.3".

    Returns:
        onet_soc_2010 for 15.1 to 25.0, onet_soc_2019 from 25.1 on (onetcenter.org/taxonomy.html).

    Raises:
        ParseError: The release is older.
    """
    release = tuple(int(part) for part in version.split("."))
    if release >= (25, 1):
        return "onet_soc_2019"
    if release >= (15, 1):
        return "onet_soc_2010"
    raise ParseError(
        "It is not known which classification this release of O*NET uses",
        expected="15.1 (O*NET-SOC 2010) or later",
        got=version,
        next_step="Use a later release.",
    )


def _identified(frame: pd.DataFrame, version: str) -> pd.DataFrame:
    """Rows with the release and, for those on an occupation, its SOC code."""
    if "title_source" in frame:
        return frame
    frame = frame.assign(onet_version=version)
    if "onet_soc_code" not in frame:
        return frame
    return frame.assign(
        soc_code=frame["onet_soc_code"].str[:7], soc_version=ONET[taxonomy_of(version)]
    )


def _titles(parsed: pd.DataFrame, name: str, version: str) -> pd.DataFrame:
    source = name.removesuffix("_titles")
    empty = pd.Series("", index=parsed.index, dtype="str")
    rows = pd.DataFrame(
        {
            "title_source": f"onet_{source}",
            "source_version": version,
            "code_system": "onet_soc",
            "occupation_code": parsed["onet_soc_code"],
            "soc_version": taxonomy_of(version),
            "title": parsed[f"{source}_title"],
            "short_title": _known(parsed.get("short_title", empty)),
            "origin_codes": _known(parsed.get("sources", empty)),
            "shown_in_my_next_move": parsed.get("shown_in_my_next_move", empty).map(_YES_NO),
            "is_illustrative": False,
        }
    )
    if source == "alternate":
        rows["shown_in_my_next_move"] = None
    return _one_row_per_title(rows)


def _one_row_per_title(rows: pd.DataFrame) -> pd.DataFrame:
    """Join the few rows that give the same title to the same occupation with other short forms."""
    key = ["occupation_code", "title"]
    double = rows.duplicated(key, keep=False)
    if not double.any():
        return rows
    joined = [
        group.iloc[:1].assign(
            short_title="; ".join(sorted(set(group["short_title"].dropna()))) or None,
            origin_codes=",".join(sorted(set(",".join(group["origin_codes"].dropna()).split(","))))
            or None,
        )
        for _, group in rows[double].groupby(key)
    ]
    return pd.concat([rows[~double], *joined], ignore_index=True)


def _related(parsed: pd.DataFrame) -> Columns:
    return {
        "onet_soc_code": parsed["onet_soc_code"],
        "related_onet_soc_code": parsed["related_code"],
        "related_title": _known(parsed["related_title"]),
        "tier": parsed["tier"],
        "rank": parsed["index"].astype("Int64"),
    }


def _job_zones(parsed: pd.DataFrame) -> Columns:
    return {
        "onet_soc_code": parsed["onet_soc_code"],
        "job_zone": parsed["job_zone"].astype("Int64"),
        **_survey_origin(parsed),
    }


def _job_zone_levels(parsed: pd.DataFrame) -> Columns:
    texts = ("experience", "education", "training", "examples")
    return {
        "job_zone": parsed["job_zone"].astype("Int64"),
        "job_zone_name": parsed["name"],
        **{column: _known(parsed[column]) for column in texts},
        "svp_range": parsed["svp_range"],
    }


def _tasks(parsed: pd.DataFrame) -> Columns:
    return {
        "onet_soc_code": parsed["onet_soc_code"],
        "task_id": parsed["task_id"],
        "task": parsed["task"],
        "task_type": parsed["task_type"].map(_TASK_TYPES),
        **_measure("respondents_count", parsed, "responding"),
        **_survey_origin(parsed),
    }


def _technology(parsed: pd.DataFrame) -> Columns:
    empty = pd.Series("", index=parsed.index, dtype="str")
    return {
        "onet_soc_code": parsed["onet_soc_code"],
        "item_type": parsed.get("t2_type", empty).map(_ITEM_TYPES),
        "commodity_code": parsed["commodity_code"],
        "commodity_title": _known(parsed["commodity_title"]),
        "example": parsed["example"],
        "hot_technology": parsed["hot_technology"].map(_YES_NO),
        "in_demand": parsed["in_demand"].map(_YES_NO),
    }


def _categories(parsed: pd.DataFrame) -> Columns:
    return {
        "element_id": parsed["element_id"],
        "scale_id": parsed["scale_id"],
        "element_name": _known(parsed["element_name"]),
        "category_description": parsed["category_description"],
        "category": parsed["category"].astype("Int64"),
    }


def _scales(parsed: pd.DataFrame) -> Columns:
    return {
        "scale_id": parsed["scale_id"],
        "scale_name": _known(parsed["scale_name"]),
        "minimum_points": parsed["minimum"],
        "maximum_points": parsed["maximum"],
    }


def _metadata(parsed: pd.DataFrame) -> Columns:
    return {
        "onet_soc_code": parsed["onet_soc_code"],
        "item": parsed["item"],
        "answer": _known(parsed["response"]).fillna("all"),
        **_measure("respondents_count", parsed, "n"),
        **_measure("answers_pct", parsed, "percent"),
        "data_month": _month(parsed["date"]),
    }


def _ratings(parsed: pd.DataFrame, name: str) -> Columns:
    """Rows of `ratings`, of the domain `name`."""
    return {
        "onet_soc_code": parsed["onet_soc_code"],
        "domain": name,
        "element_id": parsed["element_id"],
        "scale_id": parsed["scale_id"],
        "element_name": _known(parsed["element_name"]),
        **_measure("rating_points", parsed, "data_value"),
        **_survey_errors("points", parsed),
        "not_relevant": parsed["not_relevant"].map(_YES_NO),
        **_survey_origin(parsed),
    }


def _training(parsed: pd.DataFrame) -> dict[str, pd.DataFrame | Columns]:
    """Shares of answers by category; rows without a category are mean ratings."""
    rated = parsed["category"].isin(_MISSING)
    shares = parsed[~rated]
    answers = {
        "onet_soc_code": shares["onet_soc_code"],
        "element_id": shares["element_id"],
        "scale_id": shares["scale_id"],
        "category": shares["category"].astype("Int64"),
        "element_name": _known(shares["element_name"]),
        **_measure("answers_pct", shares, "data_value"),
        **_survey_errors("pct", shares),
        **_survey_origin(shares),
    }
    ratings = {"ratings": _ratings(parsed[rated], _TRAINING)} if rated.any() else {}
    return {_TRAINING: answers, **ratings}


def _measure(name: str, parsed: pd.DataFrame, parsed_name: str) -> Columns:
    """A number and its status: a blank or `n/a` says that there is none for this row."""
    has_value = parsed[parsed_name].notna()
    return {
        name: parsed[parsed_name],
        f"{name}_status": has_value.map({True: "published", False: "not_applicable"}).astype("str"),
    }


def _survey_errors(unit: str, parsed: pd.DataFrame) -> Columns:
    """Sample size, errors and the advice on precision of a number in that unit."""
    return {
        **_measure("respondents_count", parsed, "n"),
        **_measure(f"standard_error_{unit}", parsed, "standard_error"),
        **_measure(f"ci_lower_{unit}", parsed, "lower"),
        **_measure(f"ci_upper_{unit}", parsed, "upper"),
        "recommend_suppress": parsed["recommend_suppress"].map(_YES_NO),
    }


def _survey_origin(parsed: pd.DataFrame) -> Columns:
    """Month and source of a row."""
    return {"data_month": _month(parsed["date"]), "domain_source": _known(parsed["domain_source"])}


def _month(dates: pd.Series) -> pd.Series:
    """MM/YYYY as YYYY-MM."""
    return _known(dates.str[3:] + "-" + dates.str[:2], missing=("-",))


def _known(cells: pd.Series, missing: tuple[str, ...] = _MISSING) -> pd.Series:
    """Text, empty where the table says nothing."""
    return cells.where(~cells.isin(missing))


def coverage(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Count the rows of each O*NET table by occupation, also where there are none.

    Args:
        tables: Tidy tables by name; those of `schema.onet` that are missing are not counted.

    Returns:
        Rows of `onet_coverage`: each occupation of a release with each table of that release.
        A table that the release's held files lack says nothing and has no rows.
    """
    key = ["onet_version", "onet_soc_code", "onet_table"]
    counted = [
        frame.assign(onet_table=name).groupby(key).size().rename("rows_count").reset_index()
        for name, frame in _counted_tables(tables)
    ]
    nothing = pd.DataFrame({name: pd.Series(dtype="str") for name in key})
    counts = pd.concat([nothing.assign(rows_count=pd.Series(dtype="int64")), *counted])
    there = counts[["onet_version", "onet_table"]].drop_duplicates()
    names = ["onet_version", "onet_soc_code", "soc_code", "soc_version", "source_id"]
    rows = tables["onet_occupations"][names].merge(there, on="onet_version")
    rows = rows.merge(counts, on=key, how="left")
    count = rows["rows_count"].fillna(0).astype("Int64")
    status = (count > 0).map({True: "surveyed", False: "not_surveyed"}).astype("str")
    return rows.assign(rows_count=count, coverage_status=status)


def _counted_tables(tables: Mapping[str, pd.DataFrame]) -> list[tuple[str, pd.DataFrame]]:
    found: list[tuple[str, pd.DataFrame]] = []
    if "ratings" in tables:
        ratings = tables["ratings"]
        found += [(name, ratings[ratings["domain"] == name]) for name in words_of("domains")]
    if "titles" in tables:
        titles = tables["titles"].rename(
            columns={"source_version": "onet_version", "occupation_code": "onet_soc_code"}
        )
        found += [
            (f"{name}_titles", titles[titles["title_source"] == f"onet_{name}"])
            for name in ("alternate", "reported")
        ]
    found += [(name, tables[name]) for name in words_of("covered") if name in tables]
    # Education has shares of answers in a table of its own and mean ratings among the ratings.
    joined: dict[str, list[pd.DataFrame]] = {}
    for name, frame in found:
        joined.setdefault(name, []).append(frame[["onet_version", "onet_soc_code"]])
    return [(name, pd.concat(frames, ignore_index=True)) for name, frames in joined.items()]


#: Tidy table and the maker of its columns, by the table of O*NET.
_TABLES: dict[str, tuple[str, Callable[[pd.DataFrame], pd.DataFrame | Columns]]] = {
    "occupations": (
        "onet_occupations", lambda parsed: parsed.rename(columns={"title": "occupation_title"}),
    ),
    "related_occupations": ("related_occupations", _related),
    "job_zones": ("job_zones", _job_zones),
    "job_zone_reference": ("job_zone_levels", _job_zone_levels),
    "task_statements": ("tasks", _tasks),
    "technology_skills": ("technology", _technology),
    f"{_TRAINING}_categories": ("onet_categories", _categories),
    "work_context_categories": ("onet_categories", _categories),
    "scales": ("onet_scales", _scales),
    "content_model": ("onet_elements", lambda parsed: parsed),
    "occupation_metadata": ("onet_survey", _metadata),
}  # fmt: skip
