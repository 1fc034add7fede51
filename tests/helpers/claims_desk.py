"""Articles checked against the built tables, read once for all tests."""

from functools import cache, partial
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pandas as pd
from keeping import kept

from labor.answers.article import published, verb
from labor.answers.article.titles import Titles
from labor.answers.tables import finder_of
from labor.occupations import Directory
from labor.tables.areas import areas_called

PROCESSED = Path(__file__).parents[2] / "data" / "processed"
#: Under which the rows of some codes hold the metropolitan areas that are among them.
LOCAL, NOWHERE = "local", frozenset()


def taken(frame, places, keys):
    """The rows of some keys, by the places of each."""
    none = np.array([], dtype=int)
    return frame.take(np.concatenate([none, *(places.get(key, none) for key in sorted(keys))]))


def checker(built):
    """A function from a text, and the year of the article if there is one, to the answer."""
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
    find = kept(partial(areas_called, PROCESSED))
    # Most rows are of metropolitan areas, and few texts name one.
    wide, narrow = {"projections": built["projections"]}, {}
    for name in ("wages", "employment"):
        is_wide = built[name]["area_type"].isin(["nation", "state", "territory"])
        wide[name], narrow[name] = built[name][is_wide], built[name][~is_wide]
    places = {name: frame.groupby("occupation_code").indices for name, frame in wide.items()}
    in_area = {name: frame.groupby("area_code").indices for name, frame in narrow.items()}

    @cache
    def rows_of(codes, local):
        rows = {name: taken(wide[name], places[name], codes) for name in wide}
        for name, frame in narrow.items() if local else ():
            near = taken(frame, in_area[name], local)
            near = near[near["occupation_code"].isin(codes)]
            rows[name] = pd.concat([rows[name], near]).sort_index()
        return rows

    @cache
    def figures_of(named):
        role = titles.role(named)
        return published.figures_of(role, named, {**tables, **rows_of(role.every_code, NOWHERE)})

    def figures_near(role, named, known):
        return published.figures_of(role, named, known) if known[LOCAL] else figures_of(named)

    def rows_near(codes, areas):
        local = frozenset(areas) & {place for found in in_area.values() for place in found}
        return {**rows_of(frozenset(codes), local), LOCAL: local}

    def check(text, year=None):
        # The same occupations come again and again, hardly ever in a metropolitan area.
        with patch.object(verb, "figures_of", figures_near):
            return verb.check_text(text, titles, tables, rows_near, year, find=find)

    return check
