"""Occupational Outlook Handbook: saved pages to a few tables of the facts they print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple

import pandas as pd

from labor.errors import ParseError
from labor.publishers.handbook import facts, wording
from labor.publishers.handbook.page import HandbookPage, is_handbook_page, read_page
from labor.publishers.reading.cells import CellPlace
from labor.publishers.reading.pages import Pages
from labor.publishers.reading.tables import FileFacts, RawTable


def recognises(pages: Pages) -> bool:
    """Whether a page names the Handbook; those of an archive are checked when they are read."""
    return pages.is_archive or any(map(is_handbook_page, pages.heads()))


def extract(pages: Pages, vintage: str = "", facts: FileFacts | None = None) -> list[RawTable]:
    """Take the facts out of many saved pages.

    Args:
        pages: The saved pages.
        vintage: Edition of a page that prints none, as "2024-34"; "" takes the edition of the
            other pages.
        facts: Not used; the pages say everything themselves.

    Returns:
        For each edition and year of pay: `ooh.quick_facts` (a row is a profile), `ooh.members`
        (a row of the projections table), `ooh.similar_occupations` (a link to a similar profile),
        `ooh.pay_settings` (a wage that the page prints) and `ooh.employers` (a setting and its
        share of the jobs), cells as printed.

    Raises:
        SourceError: A page was cut.
        ParseError: A page is no profile, has an unknown layout or wording, appears twice, or
            does not say its edition.
    """
    file = pages.file
    groups: dict[tuple[str, str], list[HandbookPage]] = {}
    waiting = []
    for name, content in pages:
        profile = read_page(name, content, file)
        if profile.edition and profile.pay_year:
            groups.setdefault((profile.edition, profile.pay_year), []).append(profile)
        else:
            waiting.append(profile)
    for profile in waiting:
        groups.setdefault(_group_of(profile, groups, vintage, file), []).append(profile)
    return [
        table
        for (edition, _), profiles in sorted(groups.items())
        for table in _tables(edition, profiles, file)
    ]


def _group_of(
    profile: HandbookPage,
    groups: Mapping[tuple[str, str], list[HandbookPage]],
    vintage: str,
    file: str,
) -> tuple[str, str]:
    wanted = profile.edition or vintage
    known = [key for key in groups if wanted in ("", key[0]) and profile.pay_year in ("", key[1])]
    if len(known) == 1:
        return known[0]
    if wanted and not known:
        return wanted, profile.pay_year
    raise ParseError(
        "A page does not say which edition of the Handbook it belongs to",
        where=f"{file}!{profile.slug}",
        expected="quick facts with 'Job Outlook' and a period, or pages of one edition around it",
        got=", ".join(sorted(" ".join(key) for key in groups)) or "no other page",
        next_step="Give the edition, for example 2024-34, or read the page together with others.",
    )


def _tables(edition: str, profiles: list[HandbookPage], file: str) -> list[RawTable]:
    seen: set[str] = set()
    for profile in profiles:
        if profile.slug in seen:
            raise ParseError(
                "A profile appears twice in one edition",
                where=f"{file}!{profile.slug}",
                next_step="Keep one page for each profile.",
            )
        seen.add(profile.slug)
    members = [profile.members.headings for profile in profiles]
    similar = [profile.similar.headings for profile in profiles]
    made = [
        ("ooh.quick_facts", *_quick_facts(profiles, file)),
        (
            "ooh.members",
            [wording.PROFILE, wording.LEVEL, *_shared(members, file).values()],
            [[profile.slug, *row] for profile in profiles for row in profile.members.rows],
        ),
        (
            "ooh.similar_occupations",
            [wording.PROFILE, wording.SIMILAR_PROFILE, *_shared(similar, file).values()],
            [[profile.slug, *row] for profile in profiles for row in profile.similar.rows],
        ),
        (
            "ooh.pay_settings",
            [wording.PROFILE, *wording.WAGES.values()],
            [[profile.slug, *astuple(wage)] for profile in profiles for wage in profile.wages],
        ),
        (
            "ooh.employers",
            [wording.PROFILE, *wording.EMPLOYERS.values()],
            [[profile.slug, *astuple(one)] for profile in profiles for one in profile.employers],
        ),
    ]
    return [
        RawTable(kind, edition, columns, rows, CellPlace(file))
        for kind, columns, rows in made
        if rows
    ]


def _quick_facts(profiles: list[HandbookPage], file: str) -> tuple[list[str], list[list[str]]]:
    """A row for each profile: quick facts, and what else the page prints once for the whole."""
    printed = [{key: label for key, (label, _) in profile.facts.items()} for profile in profiles]
    labels = _shared(printed, file)
    labels = {key: labels[key] for key in wording.QUICK_FACTS if key in labels}
    members = _shared([profile.members.headings for profile in profiles], file)
    whole = {key: members[key] for key in ("code", "target") if key in members}
    rows = []
    for profile in profiles:
        whole_row = profile.members.rows[0][1:] if profile.members.rows else []
        first = dict(zip(wording.MEMBERS, whole_row, strict=False))
        rows.append(
            [
                *(profile.slug, profile.title, profile.date),
                *(profile.facts.get(key, ("", ""))[1] for key in labels),
                *(first.get(key, "") for key in whole),
                *(profile.openings, *_percentiles(profile)),
            ]
        )
    own = [wording.PROFILE, *wording.PAGE_FACTS.values()]
    return [*own, *labels.values(), *whole.values(), *wording.TEXT_FACTS.values()], rows


def _percentiles(profile: HandbookPage) -> tuple[str, str, str]:
    """The percentiles of the whole profile: the page's only wage sentence, in the year of pay."""
    sentences = [wage for wage in profile.wages if wage.kind == "all"]
    if len(sentences) != 1 or not sentences[0].month.endswith(profile.pay_year):
        return "", "", ""
    wage = sentences[0]
    return f"{wage.period} wage, {wage.month}", wage.low, wage.high


def _shared(found: list[dict[str, str]], file: str) -> dict[str, str]:
    """The one heading of each column by meaning; pages of one edition print the same."""
    shared: dict[str, str] = {}
    for printed in found:
        for key, text in printed.items():
            first = shared.setdefault(key, text)
            if first.lower() != text.lower():
                raise ParseError(
                    "Pages of one edition print different headings",
                    where=file,
                    expected=first,
                    got=text,
                    next_step="Read pages of different editions apart.",
                )
    return shared


def parse(table: RawTable) -> pd.DataFrame:
    """Make the faithful table of facts.

    Args:
        table: One of the tables of `extract`.

    Returns:
        The table's rows typed; every number `x` has `x_mark` beside it ("" plain, ">=" a floor,
        "not available"), dollars and persons as printed.

    Raises:
        ParseError: A cell or a heading is not known.
    """
    parsers = {
        "ooh.quick_facts": facts.quick_facts,
        "ooh.members": facts.members,
        "ooh.similar_occupations": facts.similar,
        "ooh.pay_settings": facts.pay_settings,
        "ooh.employers": facts.employers,
    }
    return parsers[table.kind](table)
