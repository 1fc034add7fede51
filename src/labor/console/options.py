"""Arguments and options that many commands share: one name, one form and one help text each."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from labor.console import completion as completing

#: Price indexes that bring pay to the prices of another year.
Deflator = Literal["cpi_u", "r_cpi_u_rs", "pce"]
Root = Annotated[
    Path | None,
    typer.Option(
        "--root",
        help="Project folder; otherwise $LABOR_HOME, or the nearest folder above with data/raw.",
        metavar="FOLDER",
        envvar="LABOR_HOME",
        show_envvar=False,
        exists=True,
        file_okay=False,
        show_default=False,
    ),
]
RoleName = Annotated[
    str, typer.Argument(metavar="ROLE", help="The role, in words or as a code such as 29-2071.")
]
Peers = Annotated[
    list[str] | None,
    typer.Option(
        "--peer",
        "--peers",
        metavar="ROLE",
        help="A role to compare with, or similar for those that the Handbook lists; again for "
        "each.",
    ),
]
Year = Annotated[
    int | None,
    typer.Option(
        "--year",
        metavar="YEAR",
        help="Reference year of the pay, such as 2024; the newest if left out.",
        autocompletion=completing.years,
    ),
]
BaseYear = Annotated[
    int | None,
    typer.Option(
        "--base-year",
        metavar="YEAR",
        help="Year in whose May prices pay is counted; the newest if left out.",
        autocompletion=completing.years,
    ),
]
Vintage = Annotated[
    str | None,
    typer.Option(
        "--vintage",
        metavar="SPAN",
        help="Projection, such as 2018-28; the newest if left out.",
        autocompletion=completing.vintages,
    ),
]
Area = Annotated[
    str | None,
    typer.Option(
        "--area",
        metavar="AREA",
        help='Area of the pay: a state (CA, California), a city (Houston, "Portland, ME") or a '
        "code.",
        show_default="the nation",
        autocompletion=completing.areas,
    ),
]
PriceLevelToo = Annotated[
    bool, typer.Option("--price-level", help="Show beside pay what it is at the nation's prices.")
]
AsJson = Annotated[
    bool, typer.Option("--json", help="Print everything as JSON, for programs to read.")
]
Csv = Annotated[
    Path | None,
    typer.Option(
        "--csv",
        metavar="FILE|-",
        help="Write the rows as CSV to this file; - prints them.",
        dir_okay=False,
        allow_dash=True,
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FILE",
        help="Write the answer to this file; .json, .csv, .xlsx or .parquet chooses the form.",
        dir_okay=False,
        allow_dash=True,
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Replace files that labor did not write.")]
InSpiteOf = Annotated[
    list[str] | None,
    typer.Option(
        "--in-spite-of",
        metavar="FACT",
        help="Take the file though this fact does not hold of it; again for each.",
    ),
]
Scheduler = Annotated[
    str,
    typer.Option(
        "--scheduler",
        metavar="ADDRESS",
        help="Work on the Dask cluster of this scheduler, such as tcp://10.0.0.5:8786; on this "
        "machine if left out.",
        show_default=False,
    ),
]
OutFolder = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FOLDER",
        help="Folder to write to; the usual one if left out.",
        file_okay=False,
    ),
]
