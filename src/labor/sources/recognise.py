"""Whether a file holds the table it was asked for, going by what a parser sees in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from labor.errors import SourceError
from labor.sources.cards import Card

#: Says kind ("oews.estimates") and vintage ("2018", "" if the file does not say it) of a
#: file, or None for one that it does not know.
Recogniser = Callable[[Path], tuple[str, str] | None]

#: Groups of kinds whose parser is named otherwise than the group.
_GROUPS = {"prices": "cpi", "state_projections": "projections"}


def group_of(kind: str) -> str:
    """The group that tables of a kind belong to: "cpi" for "prices.cpi_u"."""
    parser = kind.partition(".")[0]
    return _GROUPS.get(parser, parser)


def check_table(
    path: Path, card: Card, recognise: Recogniser | None, *, must_say: bool = False
) -> None:
    """Check that a file holds the table of a card.

    Args:
        path: Checked file.
        card: Table that it should hold.
        recognise: Tells kind and vintage from content; None to take the file as it is.
        must_say: Whether the content must say which vintage it is.

    Raises:
        SourceError: It holds another table or vintage, or must say which and does not.
    """
    found = recognise(path) if recognise else None
    if found is None or (must_say and not found[1]):
        if must_say:
            raise SourceError(
                "Nothing in the file says which vintage it is",
                where=path.name,
                expected=card.title,
                next_step="The address serves the newest vintage, whichever that is: download "
                f"it in a browser, look into it and run `labor add FILE --as {card.id}`.",
            )
        return
    kind, vintage = found
    same_vintage = not (vintage and card.vintage) or vintage == card.vintage
    if group_of(kind) == card.group and same_vintage:
        return
    other = card.id.replace(_slug(card.vintage), _slug(vintage)) if vintage else ""
    raise SourceError(
        "The file holds another table than was asked for",
        where=path.name,
        expected=f"{card.group} {card.vintage}".strip(),
        got=f"{group_of(kind)} {vintage}".strip(),
        next_step=f"The address serves the newest vintage: run `labor fetch {other}`. Get an "
        f"older one from {card.landing_url} in a browser and run `labor add FILE`."
        if must_say and other
        else "Check the name of the table; to let the file say what it is, run `labor add FILE`.",
    )


def _slug(vintage: str) -> str:
    return re.sub(r"\W", "_", vintage)
