"""Command that compares a role with others: compare."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from labor.console.options import Area, AsJson, Csv, Out, Peers, RoleName, Root, Vintage, Year
from labor.console.output import as_json_text, deliver, form_of
from labor.terms import NATION

if TYPE_CHECKING:
    import pandas as pd

    from labor.answers.compare.answer import Comparison

#: What names a row of both the pay and the outlook.
_KEYS = ["role", "role_kind", "is_subject", "occupation_code", "soc_version"]


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(compare)


def compare(
    role: RoleName,
    peer: Peers = None,
    year: Year = None,
    vintage: Vintage = None,
    area: Area = NATION,
    as_json: AsJson = False,
    csv: Csv = None,
    out: Out = None,
    root: Root = None,
) -> None:
    """Compare a role with others: pay of one year, outlook of one projection."""
    form = form_of(as_json, csv, out)
    from labor.answers.compare.verb import compare as compare_roles

    answer = compare_roles(role, peer or [], year=year, vintage=vintage, area=area, root=root)
    if form.name == "json":
        deliver(form, as_json_text(answer.to_dict()))
    elif form.name == "csv":
        deliver(form, _rows(answer).to_csv(index=False, lineterminator="\n"))
    else:
        from labor.answers.compare.text import comparison_text

        deliver(form, "".join(f"{line}\n" for line in comparison_text(answer)))


def _rows(answer: Comparison) -> pd.DataFrame:
    """Pay and outlook side by side, a row per role and code; codes of two lists do not meet."""
    import pandas as pd

    keys = pd.concat([answer.pay[_KEYS], answer.outlook[_KEYS]]).drop_duplicates()
    pay = answer.pay.rename(columns={"source_id": "pay_source_id"})
    growth = answer.outlook.rename(columns={"source_id": "outlook_source_id"})
    both = keys.merge(pay, how="left", on=_KEYS).merge(
        growth, how="left", on=_KEYS, suffixes=("", "_of_outlook")
    )
    titles = both.pop("occupation_title_of_outlook")
    return both.assign(occupation_title=both["occupation_title"].fillna(titles))
