"""Occupation codes, titles, what became of a code, and the roles that people ask for."""

from labor.occupations.codes import is_code, level_of, normalise_code
from labor.occupations.directory import Directory, resolve
from labor.occupations.lineage import predecessors, successors
from labor.occupations.roles import COVERAGE, Role

__all__ = [
    "COVERAGE",
    "Directory",
    "Role",
    "is_code",
    "level_of",
    "normalise_code",
    "predecessors",
    "resolve",
    "successors",
]
