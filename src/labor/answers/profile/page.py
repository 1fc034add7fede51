"""The page on the work of a role: head, answer with its main facts, tasks, titles, sources."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from labor.answers.ladder.links import WHOLE
from labor.answers.profile.answer import Profile
from labor.answers.profile.words import credit, described, zone_meaning, zone_number
from labor.answers.sources import sources_listed
from labor.provenance.text import plain
from labor.show import prose, words
from labor.show.answer import of_verbs
from labor.show.display import Block, inline, paragraph
from labor.show.rows import Row, records

#: So many tasks of an occupation stand in the open; the rest is folded.
_SHOWN = 8
#: Up to so many occupations the first one's tasks stand in the open.
_OPEN = 3
_KINDS = {
    "core": "core tasks",
    "supplemental": "supplemental tasks, done by fewer or less important",
    "not_stated": "tasks that are not rated yet",
}
_NONE = "O*NET's tables here have no tasks of this role."
#: Lists of more occupations than these make a page that nobody reads.
_MOST_OCCUPATIONS = 60


@of_verbs(Profile)
def profile_masthead(profile: Profile, role: str = "") -> Block:
    """The title of a report on the work of a role, and the question it answers.

    Args:
        profile: What `labor.profile` gives.
        role: Name of the role as the other pages on it have it.
    """
    named = words.sentence_case(role or profile.role)
    return prose.head(
        f"{named}: what they do, work with and need",
        "What are the tasks, what is the work done with, what do newcomers need, and which "
        "occupations are near?",
        role=named,
        place=words.place("U.S."),
        period=f"O*NET {profile.onet_version}" if profile.onet_version else "",
    )


@of_verbs(Profile)
def profile_answer(profile: Profile) -> Block:
    """The answer: what people do, the main facts, and the rest in sentences.

    Args:
        profile: What `labor.profile` gives.

    Returns:
        A block of sentences and facts; the facts are shown for a role of one occupation.
    """
    html = prose.answered(profile.sentences, _facts(profile))
    return Block(html, "\n".join(profile.sentences))


@of_verbs(Profile)
def profile_caveats(profile: Profile) -> Block:
    """What the tables do not say, as a list."""
    return prose.remarks(profile.caveats)


@of_verbs(Profile)
def profile_sources(profile: Profile) -> Block:
    """Where everything comes from, and what the license of O*NET asks to be said."""
    listed = sources_listed(profile.sources)
    if not profile.attribution:
        return listed
    note = f'<p class="labor-note">{_linked(profile.attribution)}</p>'
    return Block(listed.html + note, f"{listed.text}\n{profile.attribution}", listed.facts)


def _linked(attribution: str) -> str:
    """The attribution with its address as a link."""
    before, _, rest = attribution.partition("(https://")
    address, _, after = rest.partition(")")
    link = f'<a href="https://{address}">{address}</a>'
    known = words.quoted(plain(before), "O*NET's license")
    return f"{inline(known)}({link}){inline(after)}" if rest else inline(attribution)


def _facts(profile: Profile) -> str:
    """The main facts of a role that is one occupation of the projections."""
    rows = records(profile.needs)
    if len(rows) != 1:
        return ""
    facts = [
        ("Job zone", *_zone(profile.job_zones, profile)),
        ("Tasks in O*NET", *_tasks(profile.tasks)),
        ("Software in demand", *_software(profile.technology)),
        ("Education to enter", words.requirement(rows[0], "entry_education"), ""),
    ]
    tiles = "".join(
        f"<div><dt>{inline(term)}</dt><dd>{inline(value)}"
        f"{f'<small>{inline(more)}</small>' if more else ''}</dd></div>"
        for term, value, more in facts
        if value
    )
    return f'<dl class="labor-facts">{tiles}</dl>'


def _zone(zones: pd.DataFrame, found: Profile) -> tuple[str, str]:
    whole = described(found, zones) if len(zones) else zones
    if len(whole) != 1 or "job_zone_name" not in whole:
        return "", ""
    (row,) = records(whole)
    of_five = words.chosen("5", 5, "number of job zones that O*NET has")
    return zone_number(row) + " of " + of_five, zone_meaning(row)


def _tasks(tasks: pd.DataFrame) -> tuple[str, str]:
    if tasks.empty:
        return "", ""
    core = int((tasks["task_type"] == "core").sum())
    number = words.counted(len(tasks), "tasks")
    return number, words.counted(core, "core tasks") + " of them core" if core else "not rated yet"


def _software(rows: pd.DataFrame) -> tuple[str, str]:
    if rows.empty:
        return "", ""
    wanted = int((rows["in_demand"] == "yes").sum())
    number = words.counted(wanted, "products in demand") if wanted else "none"
    return number, "of " + words.counted(len(rows), "products") + " listed"


@of_verbs(Profile)
def profile_tasks(profile: Profile) -> Block:
    """What people do, task by task, core tasks first.

    Args:
        profile: What `labor.profile` gives.

    Returns:
        A list for a role of one occupation; for a role of several a list for each, folded but
        for the first of a few.
    """
    if profile.tasks.empty:
        return Block(paragraph(_NONE), _NONE)
    described = {row["onet_soc_code"]: row for row in records(profile.occupations)}
    parts = [
        (code, records(rows)) for code, rows in profile.tasks.groupby("onet_soc_code", sort=False)
    ]
    if len(parts) > _MOST_OCCUPATIONS:
        return _too_many(len(parts), "tasks")
    if len(parts) == 1:
        tasks = parts[0][1]
        html = paragraph(_KINDS[tasks[0]["task_type"]].capitalize(), "labor-name") + _first_of(
            tasks
        )
    else:
        html = "".join(
            _named_tasks(described[code], rows, is_folded=len(parts) > _OPEN or number > 0)
            for number, (code, rows) in enumerate(parts)
        )
    text = "\n".join(f"- {task}" for task in profile.tasks["task"])
    return Block(html + paragraph(credit(profile), "labor-source"), text)


@of_verbs(Profile)
def profile_titles(profile: Profile) -> Block:
    """What people in the role are called, those titles first that they gave themselves.

    Args:
        profile: What `labor.profile` gives.

    Returns:
        Reported titles and examples of the SOC in the open, all others folded.
    """
    if profile.titles.empty:
        text = "No table here has other titles of this role."
        return Block(paragraph(text), text)
    parts = _title_parts(profile)
    if len(parts) > _MOST_OCCUPATIONS:
        return _too_many(len(parts), "titles")
    if len(parts) == 1:
        html = _title_lists(parts[0][1])
    else:
        html = "".join(
            f"<details><summary>{inline(f'{title}: {_number(rows)}', focus=False)}</summary>"
            f"{_title_lists(rows)}</details>"
            for title, rows in parts
        )
    if profile.onet_version:
        html += paragraph(credit(profile), "labor-source")
    return Block(html, "\n".join(dict.fromkeys(profile.titles["title"])))


def _too_many(number: int, what: str) -> Block:
    """A sentence in place of the lists of a large group."""
    text = (
        f"The group has {words.counted(number, 'occupations')} occupations with {what} in O*NET, "
        "more than a page can show. They are in the data; a smaller group or one occupation has "
        "them on its page."
    )
    return Block(paragraph(text), text)


def _title_parts(profile: Profile) -> list[tuple[str, pd.DataFrame]]:
    """Titles by occupation; those of the SOC belong to the SOC occupation itself."""
    rows = profile.titles
    parts = []
    for row in records(profile.occupations):
        codes = [row["onet_soc_code"]]
        if row["onet_soc_code"].endswith(WHOLE):
            codes.append(row["soc_code"])
        own = rows[rows["occupation_code"].isin(codes)]
        if len(own):
            parts.append((f"{row['occupation_title']} ({row['onet_soc_code']})", own))
    return parts


def _number(rows: pd.DataFrame) -> str:
    return words.several(len(rows["title"].unique()), "title")


def _title_lists(rows: pd.DataFrame) -> str:
    """The titles of one occupation: those of workers and of the SOC, all others folded."""
    reported = _titles(rows, "onet_reported")
    soc = [title for title in _titles(rows, "soc_direct_match") if title not in reported]
    others = [title for title in _titles(rows, "onet_alternate") if title not in {*reported, *soc}]
    html = _line("Titles that workers gave to O*NET", reported)
    html += _line("Titles that the SOC gives", soc)
    if not others:
        return html
    summary = words.counted(len(others), "titles") + " more titles that O*NET collected"
    folded = f"<summary>{inline(summary, focus=False)}</summary>{paragraph(_listed(others))}"
    return f"{html}<details>{folded}</details>"


def _first_of(rows: Sequence[Row]) -> str:
    """The first tasks in the open, all of one kind, and the others folded."""
    shown = [row for row in rows[:_SHOWN] if row["task_type"] == rows[0]["task_type"]]
    rest = rows[len(shown) :]
    if not rest:
        return _items(shown)
    summary = inline("Also: " + _counts(rest), focus=False)
    return f"{_items(shown)}<details><summary>{summary}</summary>{_items(rest)}</details>"


def _named_tasks(occupation: Row, rows: Sequence[Row], *, is_folded: bool) -> str:
    """The tasks of one of several occupations, below its name or folded behind it."""
    name = f"{occupation['occupation_title']} ({occupation['onet_soc_code']})"
    title = f"{name}: {_counts(rows)}"
    described = paragraph(words.quoted(occupation["description"], "O*NET"))
    if not is_folded:
        return paragraph(title, "labor-name") + described + _first_of(rows)
    summary = inline(title, focus=False)
    return f"<details><summary>{summary}</summary>{described}{_items(rows)}</details>"


def _counts(rows: Sequence[Row]) -> str:
    kinds = [row["task_type"] for row in rows]
    texts = [
        f"{words.counted(kinds.count(kind), 'tasks')} {_named(name, kinds.count(kind))}"
        for kind, name in _KINDS.items()
        if kind in kinds
    ]
    return words.listed(texts)


def _named(name: str, number: int) -> str:
    """The kind of so many tasks: core tasks, one core task."""
    short = name.partition(",")[0]
    one = short.replace("tasks that are", "task that is").replace("tasks", "task")
    return one if number == 1 else short


def _items(rows: Sequence[Row]) -> str:
    items = "".join(f"<li>{inline(words.quoted(row['task'], 'O*NET'))}</li>" for row in rows)
    return f"<ul>{items}</ul>"


def _titles(rows: pd.DataFrame, source: str) -> list[str]:
    """Titles of one source, the short form in brackets left out where it only shortens."""
    found = rows.loc[rows["title_source"] == source, "title"]
    return sorted(dict.fromkeys(found), key=str.casefold)


def _line(heading: str, titles: Sequence[str]) -> str:
    if not titles:
        return ""
    return paragraph(heading, "labor-name") + paragraph(_listed(titles))


def _listed(titles: Sequence[str]) -> str:
    return words.quoted("; ".join(titles), "lists of job titles") + "."
