"""Articles checked against the built tables, read once for all tests."""

from functools import partial
from pathlib import Path

import numpy as np

from labor.answers.article.titles import Titles
from labor.answers.article.verb import check_text
from labor.answers.tables import finder_of
from labor.occupations import Directory
from labor.tables.areas import areas_called

PROCESSED = Path(__file__).parents[2] / "data" / "processed"


def checker(built, *, whole=False):
    """A function from a text, and the year of the article if there is one, to its claims.

    With `whole` it gives the whole answer.
    """
    lookups = ("titles", "profiles", "profile_members")
    finder = finder_of(built)
    directory = Directory(
        built["occupations"],
        built["soc_lineage"],
        **{name: built[name] for name in lookups},
        finder=lambda: finder,
    )
    titles = Titles(directory, finder, built)
    areas = built["employment"][["area_code", "area_type", "area_title"]].drop_duplicates()
    tables = {**built, "places": areas[areas["area_type"].isin(["state", "territory"])]}
    find = partial(areas_called, PROCESSED)
    places = {
        name: built[name].groupby("occupation_code").indices
        for name in ("wages", "employment", "projections")
    }

    def rows_of(codes, local):
        none = np.array([], dtype=int)
        rows = {
            name: built[name].take(
                np.concatenate([none, *(at.get(c, none) for c in sorted(codes))])
            )
            for name, at in places.items()
        }
        for name in ("wages", "employment"):
            is_wide = rows[name]["area_type"].isin(["nation", "state", "territory"])
            rows[name] = rows[name][is_wide | rows[name]["area_code"].isin(local)]
        return rows

    def check(text, year=None):
        answer = check_text(text, titles, tables, rows_of, year, find=find)
        return answer if whole else answer.claims

    return check
