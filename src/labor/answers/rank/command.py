"""Command that ranks all occupations: rank."""

from __future__ import annotations

from typing import Annotated

import typer

from labor.console.options import Area, Root, Vintage, Year
from labor.console.output import VerbAnswer, answering
from labor.terms import NATION

_BY = ("median", "growth", "openings", "jobs", "pay-change", "location-quotient")
_Words = list[str] | None


def _words(name: str, metavar: str, help_text: str) -> typer.models.OptionInfo:
    return typer.Option(name, metavar=metavar, help=help_text, show_default=False)


MeasureName = Annotated[
    str,
    typer.Argument(
        metavar="MEASURE", help=f"By what: {', '.join(_BY)}.", autocompletion=lambda: list(_BY)
    ),
]
Education = Annotated[
    _Words,
    _words(
        "--education",
        "WORDS",
        'Typical education at entry: "bachelor\'s degree", "no degree", "up to associate\'s '
        'degree"; again for each.',
    ),
]
Experience = Annotated[
    _Words,
    _words(
        "--experience",
        "WORDS",
        'Typical experience in a related occupation: none, "less than 5 years"; again for each.',
    ),
]
Training = Annotated[
    _Words,
    _words(
        "--training",
        "WORDS",
        "Typical training on the job: none, short-term, apprenticeship; again for each.",
    ),
]
Zone = Annotated[
    list[int] | None,
    typer.Option(
        "--zone",
        metavar="1-5",
        help="Job zone of O*NET, 1 for little preparation, 5 for extensive; again for each.",
        min=1,
        max=5,
    ),
]
Growth = Annotated[
    _Words,
    _words(
        "--growth",
        "PHRASE",
        'The Handbook\'s phrase: "faster than average", "at least faster"; again for each.',
    ),
]
GroupName = Annotated[
    _Words,
    _words(
        "--group", "GROUP", 'Group of occupations: "healthcare support", 29-0000; again for each.'
    ),
]
SimilarTo = Annotated[
    str,
    typer.Option(
        "--similar-to",
        metavar="ROLE",
        help="Only this role and those that the Handbook lists as similar.",
        show_default=False,
    ),
]
MinJobs = Annotated[
    int, typer.Option("--min-jobs", metavar="NUMBER", help="Fewest jobs in the area.", min=0)
]
MinOpenings = Annotated[
    int,
    typer.Option(
        "--min-openings", metavar="NUMBER", help="Fewest openings a year in the nation.", min=0
    ),
]
PayFrom = Annotated[
    float, typer.Option("--pay-from", metavar="DOLLARS", help="Lowest median pay a year.", min=0)
]
PayTo = Annotated[
    float,
    typer.Option(
        "--pay-to", metavar="DOLLARS", help="Highest median pay a year; 0 for no limit.", min=0
    ),
]
Since = Annotated[
    int | None,
    typer.Option(
        "--since",
        metavar="YEAR",
        help="First year of a change of pay; the first with the same codes if left out.",
    ),
]
Lowest = Annotated[bool, typer.Option("--lowest", help="Begin with the lowest.")]
Limit = Annotated[int, typer.Option(metavar="NUMBER", help="How many are listed.", min=1)]


@answering
def rank(
    by: MeasureName = "median",
    education: Education = None,
    experience: Experience = None,
    training: Training = None,
    zone: Zone = None,
    growth: Growth = None,
    group: GroupName = None,
    similar_to: SimilarTo = "",
    min_jobs: MinJobs = 0,
    min_openings: MinOpenings = 0,
    pay_from: PayFrom = 0,
    pay_to: PayTo = 0,
    since: Since = None,
    lowest: Lowest = False,
    limit: Limit = 10,
    year: Year = None,
    vintage: Vintage = None,
    area: Area = NATION,
    root: Root = None,
) -> VerbAnswer:
    """Rank all occupations by pay, growth, openings or jobs."""
    from labor.answers.rank.verb import rank as rank_all

    return rank_all(
        by, area=NATION if area is None else area, year=year, vintage=vintage, since=since,
        education=education or (), experience=experience or (), training=training or (),
        zone=zone or (), growth=growth or (), group=group or (), similar_to=similar_to,
        min_jobs=min_jobs, min_openings=min_openings, pay_from=pay_from, pay_to=pay_to,
        lowest=lowest, limit=limit, root=root,
    )  # fmt: skip
