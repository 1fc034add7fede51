"""The words around a role's profile: head, answer with its main facts, caveats, sources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import pandas as pd

from labor.provenance.origin import Cell, Origin
from labor.provenance.text import plain
from labor.show import prose, words
from labor.show.display import Block, inline, paragraph
from labor.show.rows import Row


class Profile(Protocol):
    """What the figures are made of: a role's profile, as the analysis gives it."""

    role: str
    onet_version: str
    answer: Sequence[str]
    occupations: pd.DataFrame
    tasks: pd.DataFrame
    technology: pd.DataFrame
    titles: pd.DataFrame
    job_zones: pd.DataFrame
    needs: pd.DataFrame
    education: pd.DataFrame
    skills: pd.DataFrame
    settings: pd.DataFrame
    similar: pd.DataFrame
    caveats: Sequence[str]
    attribution: str
    sources: pd.DataFrame


def profile_masthead(profile: Profile) -> Block:
    """The title of a report on the work of a role, and the question it answers."""
    return prose.head(
        f"{words.sentence_case(profile.role)}: what they do, work with and need",
        "What are the tasks, what is the work done with, what does entry ask for, and which "
        "occupations are near?",
    )


def profile_answer(profile: Profile) -> Block:
    """The answer: what people do, the main facts, and the rest in sentences.

    Args:
        profile: A profile as `labor.profile` gives it.

    Returns:
        A block of sentences and facts; the facts are shown for a role of one occupation.
    """
    first, *others = profile.answer
    html = paragraph(first, "labor-answer") + _facts(profile) + "".join(map(paragraph, others))
    return Block(html, "\n".join(profile.answer))


def profile_caveats(profile: Profile) -> Block:
    """What the tables do not say, as a list."""
    return prose.remarks(profile.caveats)


def profile_sources(profile: Profile) -> Block:
    """Where everything comes from, and what the licence of O*NET asks to be said."""
    listed = prose.sources_listed(profile.sources)
    if not profile.attribution:
        return listed
    note = f'<p class="labor-note">{_linked(profile.attribution)}</p>'
    return Block(listed.html + note, f"{listed.text}\n{profile.attribution}", listed.facts)


def credit(profile: Profile) -> str:
    """The line below what is shown of O*NET: name, release, maker, licence."""
    licence = words.quoted("CC BY 4.0", "O*NET's licence")
    return (
        f"Source: O*NET {release(profile)} Database, U.S. Department of Labor, Employment and "
        f"Training Administration (USDOL/ETA), {licence}; selected and rearranged."
    )


def release(profile: Profile) -> str:
    """The release of O*NET, marked as what it is."""
    return words.quoted(profile.onet_version, "O*NET's releases")


def silent(sentence: str) -> Block:
    """A sentence in place of a table that has nothing to show."""
    return Block(paragraph(sentence), sentence)


def zone_of(row: Row) -> str:
    """The number of a job zone, marked with its cell."""
    cell = Cell("job_zones", (row["onet_version"], row["onet_soc_code"]), "job_zone")
    return words.computed(float(row["job_zone"]), lambda value: f"{value:.0f}", Origin((cell,)))


def _linked(attribution: str) -> str:
    """The attribution with its address as a link."""
    before, _, rest = attribution.partition("(https://")
    address, _, after = rest.partition(")")
    link = f'<a href="https://{address}">{address}</a>'
    known = words.quoted(plain(before), "O*NET's licence")
    return f"{inline(known)}({link}){inline(after)}" if rest else inline(attribution)


def _facts(profile: Profile) -> str:
    rows = profile.needs.to_dict("records")
    if len(rows) != 1:
        return ""
    row = rows[0]
    facts = [
        ("Job zone", *_zone(profile)),
        ("Tasks in O*NET", *_tasks(profile.tasks)),
        ("Software in demand", *_software(profile.technology)),
        ("Education to enter", words.requirement(row, "entry_education"), ""),
    ]
    tiles = "".join(
        f"<div><dt>{inline(term)}</dt><dd>{inline(value)}"
        f"{f'<small>{inline(more)}</small>' if more else ''}</dd></div>"
        for term, value, more in facts
        if value
    )
    return f'<dl class="labor-facts">{tiles}</dl>'


def _zone(profile: Profile) -> tuple[str, str]:
    zones = profile.job_zones
    whole = zones[zones["onet_soc_code"].str.endswith(".00")] if len(zones) else zones
    if len(whole) != 1 or "job_zone_name" not in whole:
        return "", ""
    row = whole.iloc[0]
    of_five = words.chosen("5", 5, "number of job zones that O*NET has")
    meaning = str(row["job_zone_name"]).partition(":")[2].strip().lower()
    return zone_of(row) + " of " + of_five, meaning


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
