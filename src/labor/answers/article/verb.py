"""Check an article's claims on pay and outlook against the published tables."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pandas as pd

from labor.answers.article.answer import Article, article_of
from labor.answers.article.check import Checked
from labor.answers.article.check import check as check_text
from labor.answers.article.files import read_article
from labor.answers.article.titles import Titles
from labor.answers.tables import directory_of, processed_of
from labor.tables.load import load as load_table

_SMALL = ("occupations", "titles", "profiles", "profile_pay_settings", "soc_lineage", "sources")
_BY_CODE = ("wages", "employment", "projections")


def check(text: str, *, year: int | None = None, root: Path | None = None) -> list[Checked]:
    """Find what an article says of pay and outlook, and hold it against the tables.

    Args:
        text: The article: plain text, Markdown or HTML.
        year: Year that the article was written in, for claims that name none; today if left out.
        root: Project folder; found by itself if left out.

    Returns:
        Every claim found with its verdict, in the order of the text; docs/methods/claims.md says
        what the verdicts mean.

    Raises:
        SourceError: The tables were not built yet.
    """
    processed = processed_of(root)

    def rows_of(codes: set[str]) -> Mapping[str, pd.DataFrame]:
        wanted = sorted(codes) or [""]
        return {name: load_table(name, processed, occupation_code=wanted) for name in _BY_CODE}

    return check_text(text, _titles(processed), _tables(processed), rows_of, year)


def check_article(
    article: str = "", *, text: str = "", year: int | None = None, root: Path | None = None
) -> Article:
    """Check an article as a whole: its sentences, its claims, and a table of these.

    Args:
        article: File with the article: text, Markdown or HTML; "-" reads standard input.
        text: The article itself, if no file is named.
        year: Year that the article was written in; today if left out or 0.
        root: Project folder; found by itself if left out.

    Returns:
        The sentences and the claims, in order; `table` has a row for each claim.

    Raises:
        SourceError: The file is not there, holds no text or nothing, or the tables were not
            built yet.
    """
    written = read_article(article) if article else text
    return article_of(written, check(written, year=year or None, root=root))


@cache
def _titles(processed: Path) -> Titles:
    return Titles(directory_of(processed), _tables(processed))


@cache
def _tables(processed: Path) -> Mapping[str, pd.DataFrame]:
    """The tables that every article needs, and the names of the areas."""
    columns = ["area_code", "area_type", "area_title"]
    areas = load_table("employment", processed, columns=columns).drop_duplicates()
    places = areas[areas["area_type"].isin(["state", "territory"])]
    return {name: load_table(name, processed) for name in _SMALL} | {"places": places}
