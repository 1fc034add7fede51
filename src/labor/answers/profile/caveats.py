"""What the tables of a profile do not say, in plain sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from labor.answers.profile.occupations import WHOLE, codes_of, is_one, without_rows
from labor.answers.profile.words import NAMED, named
from labor.provenance.origin import Origin
from labor.provenance.text import Traced, mark
from labor.show.words import listed

if TYPE_CHECKING:
    from labor.occupations import Role

Tables = Mapping[str, pd.DataFrame]

#: From here on two technology lists are as good as one.
SAME_LIST = 0.95
#: What O*NET asks job holders about, by the name of the table in `onet_coverage`.
_SURVEYED = {
    "skills": "skills",
    "knowledge": "knowledge",
    "education_training_experience": "required education and experience",
}
_CERTIFIED = re.compile(r"\b(?:Certified|Registered|Licensed)\b")
_NOT_BUILT = (
    "Tasks, technology, job zones and other titles are not shown: O*NET's tables are not built. "
    "Run `labor build`."
)
_LISTS = (
    "The lists describe the occupation in the whole nation. No one job has all of these tasks, "
    "and a product on the list is used by some who do the job."
)
_SHARES = (
    "Shares of employers are of all jobs, in whole percents, and of the largest employers only; "
    "they do not add up to 100%. Pay by employer is the median of wage and salary workers."
)


def caveats_of(role: Role, found: Tables, tables: Tables, release: str) -> tuple[str, ...]:
    """What the tables of a profile do not say.

    Args:
        role: The role.
        found: The tables of the profile by name.
        tables: All tables at hand.
        release: Release of O*NET, "" if none is held.

    Returns:
        Sentences, with marks of where their numbers come from.
    """
    occupations, tasks = found["occupations"], found["tasks"]
    said = [_not_described(role, occupations, tables, release) if release else _NOT_BUILT]
    if len(occupations):
        said += [
            _without_tasks(occupations, tasks),
            _unrated(tasks),
            _not_surveyed(occupations, found["coverage"]),
            _ages(tasks),
            _preliminary(found["job_zones"]),
            _LISTS if len(tasks) else "",
            _same_list(found["similar"]),
        ]
    said += [
        _certificates(found["titles"]),
        "Pay by certificate, by licence or by duty is in none of these tables.",
        _imputed(found["skills"]),
        _whole(_SHARES) if len(found["settings"]) else "",
    ]
    return tuple(Traced(text) for text in said if text)


def _whole(text: str) -> str:
    return text.replace("100%", mark("100%", Origin((), "the whole"), 100).marked)


def _not_described(role: Role, occupations: pd.DataFrame, tables: Tables, release: str) -> str:
    """Codes of the role that the release has no occupation for."""
    shown = mark(release, Origin((), "release of O*NET"))
    if occupations.empty:
        return f"O*NET {shown} has no occupation of this role."
    known = tables["onet_occupations"]
    codes = codes_of(role, known[known["onet_version"] == release])
    missing = sorted(set(codes) - set(occupations["asked_code"]))
    return f"O*NET {shown} has no occupation of the code {listed(missing)}." if missing else ""


def _without_tasks(occupations: pd.DataFrame, tasks: pd.DataFrame) -> str:
    titles = without_rows(occupations, tasks)
    if not titles:
        return ""
    return f"O*NET has a title and no tasks for {named(titles)}."


def _unrated(tasks: pd.DataFrame) -> str:
    if tasks.empty or not (tasks["task_type"] == "not_stated").any():
        return ""
    titles = list(tasks.loc[tasks["task_type"] == "not_stated", "occupation_title"])
    return (
        f"The tasks of {named(titles)} were listed by O*NET's analysts and not yet rated by people "
        "in the job: which are core is not known."
    )


def _not_surveyed(occupations: pd.DataFrame, coverage: pd.DataFrame) -> str:
    """What O*NET has not asked the people in one occupation."""
    if coverage.empty or not is_one(occupations["asked_code"]):
        return ""
    rows = coverage[coverage["onet_soc_code"].str.endswith(WHOLE)]
    if not is_one(rows["onet_soc_code"]):
        return ""
    missing = set(rows.loc[rows["coverage_status"] == "not_surveyed", "onet_table"])
    names = [words for name, words in _SURVEYED.items() if name in missing]
    other = [words for name, words in _SURVEYED.items() if name not in set(rows["onet_table"])]
    said = [f"O*NET has no survey of the people in this job on {listed(names)}."] if names else []
    if other:
        said.append(f"O*NET's survey of {listed(other)} is not among the tables held here.")
    return " ".join(said)


def _ages(tasks: pd.DataFrame) -> str:
    if tasks.empty or tasks["data_month"].isna().all():
        return ""
    first, last = tasks["data_month"].min()[:4], tasks["data_month"].max()[:4]
    when = f"of {first}" if first == last else f"from {first} to {last}"
    return (
        "Tasks have no order of importance here: O*NET's ratings of importance are not held, so "
        "core tasks stand first, in the order of O*NET's numbers. A release updates only some "
        f"occupations: these lists are {when}."
    )


def _preliminary(zones: pd.DataFrame) -> str:
    if zones.empty or not zones["domain_source"].str.contains("Preliminary", na=False).any():
        return ""
    return "A job zone here is preliminary: O*NET's analysts set it before any survey."


def _same_list(similar: pd.DataFrame) -> str:
    """Whether the technology list is another occupation's as well."""
    titles = list(similar.loc[similar["technology_overlap"] >= SAME_LIST, "peer"])
    if not titles:
        return ""
    return (
        f"The technology list is almost the same as that of {named(titles)}: it does not tell the "
        "two apart."
    )


def _imputed(skills: pd.DataFrame) -> str:
    if skills.empty or not skills["is_imputed"].any():
        return ""
    titles = list(skills.loc[skills["is_imputed"], "occupation_title"])
    return f"The skill scores of {named(titles)} were taken over by BLS from similar occupations."


def _certificates(titles: pd.DataFrame) -> str:
    """What is known of certificates: the titles that name one, and no more."""
    found: list[str] = []
    if len(titles):
        found = sorted({title for title in titles["title"] if _CERTIFIED.search(title)})
    more = " and others" if len(found) > NAMED else ""
    shown = mark("; ".join(found[:NAMED]), Origin((), "quoted from O*NET"))
    seen = f" Titles that people use name some ({shown}{more}), which makes none a requirement."
    return (
        "Which licences or certificates a job asks for is in none of these tables; states and "
        f"employers decide it.{seen if found else ''}"
    )
