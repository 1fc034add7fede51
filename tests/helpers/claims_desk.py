"""Articles checked against the built tables, read once for all tests."""

from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

from labor.answers.article.titles import Titles
from labor.answers.article.verb import check_text
from labor.answers.tables import finder_of
from labor.occupations import Directory
from labor.tables.areas import areas_called

PROCESSED = Path(__file__).parents[2] / "data" / "processed"


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
    find = partial(areas_called, PROCESSED)
    # Most rows are of metropolitan areas, and few texts name one.
    wide, narrow = {"projections": built["projections"]}, {}
    for name in ("wages", "employment"):
        is_wide = built[name]["area_type"].isin(["nation", "state", "territory"])
        wide[name], narrow[name] = built[name][is_wide], built[name][~is_wide]
    places = {name: frame.groupby("occupation_code").indices for name, frame in wide.items()}
    in_area = {name: frame.groupby("area_code").indices for name, frame in narrow.items()}

    def rows_of(codes, local):
        rows = {name: taken(wide[name], places[name], codes) for name in wide}
        for name, frame in narrow.items() if local else ():
            near = taken(frame, in_area[name], local)
            near = near[near["occupation_code"].isin(codes)]
            rows[name] = pd.concat([rows[name], near]).sort_index()
        return rows

    def check(text, year=None):
        return check_text(text, titles, tables, rows_of, year, find=find)

    return check
