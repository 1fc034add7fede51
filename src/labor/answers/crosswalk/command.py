"""Command that brings a column of codes to another list: crosswalk."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from labor.console.options import AsJson, Csv, Out, Root
from labor.console.output import form_of, show


def crosswalk(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="Table with a column of codes: .csv, .xlsx or .parquet.",
            exists=True,
            dir_okay=False,
        ),
    ],
    from_list: Annotated[
        str, typer.Option("--from", metavar="LIST", help="List of the codes, such as soc_2010.")
    ],
    to_list: Annotated[
        str, typer.Option("--to", metavar="LIST", help="List to bring them to, such as soc_2018.")
    ],
    column: Annotated[
        str,
        typer.Option(
            metavar="NAME", help="Column of the codes; found if left out.", show_default=False
        ),
    ] = "",
    join: Annotated[
        bool, typer.Option("--join", help="Give the rows of FILE, one for each edge.")
    ] = False,
    as_json: AsJson = False,
    csv: Csv = None,
    out: Out = None,
    root: Root = None,
) -> None:
    """Bring codes to another list, and say what is split or lost.

    Lists: soc_2000, soc_2010, soc_2018, oews_hybrid_2010 (May 2010 and 2011), oews_hybrid_2019
    (May 2019 and 2020), onet_soc_2010, onet_soc_2019, isco_08, census_2018, cip_2020.
    """
    form = form_of(as_json, csv, out)
    from labor.answers.crosswalk.verb import crosswalk as bring

    answer = bring(file, from_list, to_list, column=column, root=root)
    rows = answer.joined if join else answer.rows
    show(form, answer.lines, answer.to_dict, rows)
