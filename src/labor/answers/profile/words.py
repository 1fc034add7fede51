"""What a profile says: what people do, what entry asks for, and what the tables do not say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from labor.answers.ladder.links import WHOLE
from labor.provenance.origin import Cell, Origin
from labor.provenance.text import Live, joined, mark
from labor.show import prose, words
from labor.show.rows import Row, is_of_others, of_which, records
from labor.show.words import listed, numeral, running, sentence_case

if TYPE_CHECKING:
    from labor.answers.profile.answer import Profile

#: So many things are named in a sentence; of more, the rest is counted.
_NAMED = 5
#: So many titles that name a certificate are quoted, the shortest.
_CERTIFICATES = 3
_ONET = "O*NET"
#: Education, experience and training where none is asked for, and what follows the category.
_NEEDS = {
    "entry_education": ("no formal education", ""),
    "work_experience": ("no related experience", " of related experience"),
    "training": ("no training on the job", ""),
}
#: From here on two technology lists are as good as one.
_SAME_LIST = 0.95
_NONE = ("None", "No formal educational credential")
_KINDS = {
    "core": ("core task", "core tasks"),
    "supplemental": ("supplemental task", "supplemental tasks"),
    "not_stated": ("task not rated yet", "tasks not rated yet"),
}
#: What O*NET asks job holders about, by the name of the table in `onet_coverage`.
_SURVEYED = {
    "skills": "skills",
    "knowledge": "knowledge",
    "education_training_experience": "required education and experience",
}
#: What a title is called by that names a certificate: "Certified Coding Specialist".
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
    f"they do not add up to {mark('100%', Origin((), 'the whole'), 100)}. Pay by employer is the "
    "median of wage and salary workers."
)


def sentences(found: Profile) -> list[str]:
    """What people do, what entry asks for, and what O*NET lists."""
    texts = [
        _work(found),
        _finer(found),
        *_entry(found.needs),
        _zone(found.job_zones, found),
        _tasks(found.tasks),
        _technology(found.technology),
    ]
    return [text for text in texts if text]


def caveats(found: Profile) -> list[str]:
    """What the tables of a profile do not say."""
    texts = [_not_described(found) if found.onet_version else _NOT_BUILT]
    if len(found.occupations):
        texts.append(_without_tasks(found.occupations, found.tasks))
        texts.append(_joined(_unrated(found.tasks), _preliminary(found.job_zones)))
    texts.append(_certificates(found.titles))
    if len(found.tasks):
        texts.append(_joined(_LISTS, _ages(found.tasks)))
    texts += [
        _joined(_imputed(found.skills), _same_list(found.similar)),
        _not_surveyed(found) if len(found.occupations) else "",
        _SHARES if len(found.settings) else "",
    ]
    return list(prose.gravest(texts))


def _joined(*texts: str) -> str:
    """What belongs together as one caveat."""
    return joined(" ", list(filter(None, texts)))


def credit(found: Profile) -> str:
    """The line below what is shown of O*NET: name, release, maker, license."""
    release = words.quoted(found.onet_version, "O*NET's releases")
    terms = words.quoted("CC BY 4.0", "O*NET's license")
    return (
        f"Source: O*NET {release} Database, U.S. Department of Labor, Employment and "
        f"Training Administration (USDOL/ETA), {terms}; selected and rearranged."
    )


def is_one(values: pd.Series) -> bool:
    """Whether there are values and all are the same."""
    return bool(len(values)) and bool((values == values.iloc[0]).all())


def zone_number(row: Row) -> Live:
    """The number of a job zone, marked with its cell."""
    cell = Cell("job_zones", (row["onet_version"], row["onet_soc_code"]), "job_zone")
    return words.computed(float(row["job_zone"]), lambda value: f"{value:.0f}", Origin((cell,)))


def zone_meaning(row: Row) -> str:
    """What a job zone means: "medium preparation needed"."""
    return str(row["job_zone_name"]).partition(":")[2].strip().lower()


def _count(number: int, what: str) -> Live:
    """A count, by thousands, with a mark that says what was counted."""
    return words.computed(number, words.count, Origin((), f"count of {what}"))


def _named(titles: Sequence[str]) -> str:
    """Titles in running text, divided so that commas inside them do no harm."""
    names = list(dict.fromkeys(running(title) for title in titles))
    rest = len(names) - _NAMED
    if rest > 1:
        names = [*names[:_NAMED], f"{_count(rest, 'further occupations')} more"]
    return words.listed_names(names)


def _work(found: Profile) -> str:
    """What people do; a role of several occupations is said to be so."""
    occupations = found.occupations
    whole = described(found, occupations)
    people = words.people(found.role)
    if occupations.empty:
        return f"O*NET's tables here do not describe {people}."
    if len(whole) == 1 and is_one(occupations["asked_code"]):
        row = whole.iloc[0]
        titled = sentence_case(words.people(row["occupation_title"]))
        return f"{titled}, in O*NET's words: {words.quoted(row['description'], _ONET)}"
    titles = list(whole["occupation_title"])
    return (
        f"O*NET has {numeral(len(titles))} occupations for {people}: {_named(titles)}. "
        "What people do differs between them."
    )


def described(found: Profile, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of a table of O*NET that are of the role's SOC occupations, or of the finer one."""
    is_whole = rows["onet_soc_code"].str.endswith(WHOLE)
    is_finer = found.part_of and not found.occupations["onet_soc_code"].str.endswith(WHOLE).any()
    return rows if is_finer else rows[is_whole]


def _finer(found: Profile) -> str:
    """What of a profile is not of a finer occupation of O*NET alone; empty for others."""
    if not found.part_of or found.occupations.empty:
        return ""
    people = words.people(found.role)
    if found.occupations["onet_soc_code"].str.endswith(WHOLE).any():
        return (
            f"O*NET's tables here do not describe {people} alone: tasks, technology and all else "
            f"are those of {found.part_of}, of which they are part."
        )
    return (
        f"{sentence_case(people)} are a finer occupation of O*NET and part of {found.part_of}: "
        "entry, education, skills and employers are told of all of these."
    )


def _entry(needs: pd.DataFrame) -> list[str]:
    """What entry typically asks for, of each occupation of the projections."""
    members = needs[(needs["role_kind"] == "member") & needs["entry_education"].notna()]
    if len(members):
        return [_entry_of_members(members)]
    rows = needs[needs["role_kind"].isin(["single", "part"]) & needs["entry_education"].notna()]
    alike: dict[tuple[str, str], list[Row]] = {}
    for row in records(rows):
        if needed := _needed(row):
            alike.setdefault((needed, of_which(row)), []).append(row)
    return [
        f"Typical for entry{_of(same) if len(alike) > 1 or others else ''}: {needed} "
        f"(projections {same[0]['projection_vintage']})."
        for (needed, others), same in alike.items()
    ]


def _entry_of_members(members: pd.DataFrame) -> str:
    counts = Counter(members["entry_education"])
    order = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    texts = [
        f"{_or_none('entry_education', name)} ({_count(number, 'occupations')})"
        for name, number in order
    ]
    vintage = members["projection_vintage"].iloc[0]
    return f"Typical education for entry: {'; '.join(texts)} (projections {vintage})."


def _or_none(name: str, category: str) -> str:
    """A category in running text, and none in words."""
    without, after = _NEEDS[name]
    return without if category in _NONE else f"{category[:1].lower()}{category[1:]}{after}"


def _of(rows: Sequence[Row]) -> str:
    people = [words.people(str(row["occupation_title"])) for row in rows]
    if is_of_others(rows[0]):
        codes = listed([str(row["occupation_code"]) for row in rows])
        return f" of {words.listed_names(people)} ({codes}), {of_which(rows[0])}"
    return f" of {_named(people)}"


def _needed(row: Row) -> str:
    """Education, experience and training of a row of the projections."""
    known = [name for name in _NEEDS if pd.notna(row[name]) and row[name]]
    text = "; ".join(_or_none(name, str(row[name])) for name in known)
    if not text:
        return ""
    # Some categories have a number of years in their name.
    return words.quoted(text, "the Employment Projections")


def _zone(zones: pd.DataFrame, found: Profile) -> str:
    """The job zone, or the lowest and the highest of several occupations."""
    if zones.empty or "job_zone_name" not in zones:
        return ""
    whole = described(found, zones).sort_values("job_zone")
    if whole.empty:
        return ""
    low, *_, high = records(whole.iloc[[0, -1]])
    of_five = mark("5", Origin((), "number of job zones that O*NET has"), 5)
    who = {1: "the occupation", 2: "both occupations"}.get(len(whole), "those that it rates")
    if not is_one(whole["job_zone"]):
        first, last = (f"{zone_number(row)} ({zone_meaning(row)})" for row in (low, high))
        return f"O*NET puts {who} in job zones {first} to {last} of {of_five}."
    return f"O*NET puts {who} in job zone {zone_number(low)} of {of_five}: {zone_meaning(low)}."


def _tasks(tasks: pd.DataFrame) -> str:
    if tasks.empty:
        return ""
    kinds = tasks["task_type"].value_counts()
    texts = []
    for kind, (one, many) in _KINDS.items():
        if number := int(kinds.get(kind, 0)):
            kind_of = one if number == 1 else many
            texts.append(f"{_count(number, 'tasks')} {kind_of}")
    release = mark(tasks["onet_version"].iloc[0], Origin((), "release of O*NET"))
    return f"O*NET {release} lists {listed(texts)}."


def _technology(rows: pd.DataFrame) -> str:
    if rows.empty or not is_one(rows["onet_soc_code"]):
        return ""
    rows = rows[rows["item_type"] == "technology"]
    wanted = list(rows.loc[rows["in_demand"] == "yes", "example"])
    hot = int((rows["hot_technology"] == "yes").sum())
    names = f" ({words.quoted(listed(wanted), _ONET)})" if 0 < len(wanted) <= _NAMED else ""
    text = f"It also lists {_count(len(rows), 'products')} products and kinds of software."
    if wanted:
        text += " Many job postings of the occupation ask for "
        text += f"{_count(len(wanted), 'products in demand')} of them{names}."
    else:
        text += " No product is asked for in many job postings of the occupation."
    if hot:
        text += f" Many postings of all occupations ask for {_count(hot, 'hot products')} of them."
    return text


def _not_described(found: Profile) -> str:
    """Codes of the role that the release has no occupation for."""
    shown = mark(found.onet_version, Origin((), "release of O*NET"))
    if found.occupations.empty:
        return f"O*NET {shown} has no occupation of this role."
    missing = found.missing_codes
    return f"O*NET {shown} has no occupation of the code {listed(missing)}." if missing else ""


def _without_tasks(occupations: pd.DataFrame, tasks: pd.DataFrame) -> str:
    held = set(tasks["onet_soc_code"]) if len(tasks) else set()
    titles = list(occupations.loc[~occupations["onet_soc_code"].isin(held), "occupation_title"])
    if not titles:
        return ""
    return f"O*NET has a title and no tasks for {_named(titles)}."


def _unrated(tasks: pd.DataFrame) -> str:
    if tasks.empty or not (tasks["task_type"] == "not_stated").any():
        return ""
    titles = list(tasks.loc[tasks["task_type"] == "not_stated", "occupation_title"])
    return (
        f"O*NET's analysts listed the tasks of {_named(titles)}, and people in the job have not "
        "rated them yet: which are core is not known."
    )


def _not_surveyed(found: Profile) -> str:
    """What O*NET has not asked the people in one occupation."""
    occupations, coverage = found.occupations, found.coverage
    if coverage.empty or not is_one(occupations["asked_code"]):
        return ""
    rows = described(found, coverage)
    if not is_one(rows["onet_soc_code"]):
        return ""
    missing = set(rows.loc[rows["coverage_status"] == "not_surveyed", "onet_table"])
    names = [topic for name, topic in _SURVEYED.items() if name in missing]
    other = [topic for name, topic in _SURVEYED.items() if name not in set(rows["onet_table"])]
    texts = [f"O*NET has no survey of the people in this job on {listed(names)}."] if names else []
    if other:
        texts.append(f"O*NET's survey of {listed(other)} is not among the tables held here.")
    return " ".join(texts)


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
    titles = list(similar.loc[similar["technology_overlap"] >= _SAME_LIST, "peer"])
    if not titles:
        return ""
    return (
        f"The technology list is almost the same as that of {_named(titles)}: it does not tell the "
        "two apart."
    )


def _imputed(skills: pd.DataFrame) -> str:
    if skills.empty or not skills["is_imputed"].any():
        return ""
    titles = list(skills.loc[skills["is_imputed"], "occupation_title"])
    return f"BLS took from similar occupations the skill scores of {_named(titles)}."


def _certificates(titles: pd.DataFrame) -> str:
    """What is known of certificates: the titles that name one, and no more."""
    found: list[str] = []
    if len(titles):
        found = sorted({title for title in titles["title"] if _CERTIFIED.search(title)})
    found = sorted(found, key=len)
    more = " and others" if len(found) > _CERTIFICATES else ""
    shown = mark("; ".join(found[:_CERTIFICATES]), Origin((), "quoted from O*NET"))
    seen = f" Some titles name one ({shown}{more}), which makes none a requirement."
    return (
        "Which licenses or certificates a job asks for, and what they add to pay, is in none of "
        f"these tables; states and employers decide what is asked for.{seen if found else ''}"
    )
