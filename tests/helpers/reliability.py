"""What happened to files in the tests of faults and kills, counted and as a page.

Run the tests with LABOR_RELIABILITY=counts.json, a file that is not there yet, then
`python tests/helpers/reliability.py counts.json docs/building-and-speed.md`.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: What is done to the tool, in the order of the page.
GROUPS = {
    "refusals": "The server refuses or does not have the file: 401, 403, 404, 410, no contact set",
    "busy": "The server is busy: 429 and 500 to 504, once or always, waits given or not",
    "connection": "Nobody answers, or the server hangs up or falls silent before the answer",
    "cut": "The transfer is cut after each tenth, once or always, with and without ranges",
    "length": "The length is wrong: too long, too short, missing, or the body has no end",
    "slow": "The server drips, byte by byte, or falls silent in the middle",
    "redirects": "The address has moved, leads in a circle, or leads to another protocol",
    "pages": "A web page, an empty answer or an error text comes with status 200",
    "changes": "The content changes: between fetches, between two parts, or not at all",
    "archives": "The archive is damaged in each tenth, hostile, encrypted, or of another table",
    "disk": "The disk is full after each tenth of the file",
    "kills at random": "The process is killed at a random moment",
    "kills at each step": "The process is killed before each of its file operations",
    "two at once": "Two processes fetch the same table at once",
    "killed builds": "The process is killed while it publishes the tables of a build",
}

#: Begins the section of the page, which is its last.
HEADING = "## When something goes wrong"
_TEXT = """

Counted by the tool's own tests. A fetch or an add ends in one of two ways: the file is kept whole
with its card, or it is refused with a message that says what to do. What was held before is then
still there and whole. Nearly every fault was tried with nothing held and with an older file of the
table held, against a real server on the same machine, with small files in the publishers' forms.

| what goes wrong | tries | kept whole | refused or undone | held file lost or damaged |
|---|--:|--:|--:|--:|
{rows}
| **all** | **{tries}** | **{kept}** | **{refused}** | **{broken}** |

After a kill the next run puts the card that was missing in its place or removes what was left
over; "kept whole" then means that the new file is in its place, "refused or undone" that the old
state is. A build publishes all files
together: after a kill the old set or the new one is there, and the next build takes away the rest.

Not covered: a server that ends a text table early without saying how long it is, and a machine
that loses power while its disk has confirmed a write it has not made.
"""


class Matrix:
    """How often each fault ended in which way."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()

    def count(self, group: str, ending: str, times: int = 1) -> None:
        """Count an ending, "kept", "refused" or "broken", of a fault."""
        assert group in GROUPS
        assert ending in ("kept", "refused", "broken")
        self.counts[group, ending] += times

    @contextmanager
    def trying(self, group: str) -> Iterator[None]:
        """Count a try as broken if a file turns out not to be whole in it."""
        try:
            yield
        except BaseException:
            self.count(group, "broken")
            raise

    def write_where_asked(self) -> None:
        """Add the counts to the file that the environment names, if it names one."""
        if name := os.environ.get("LABOR_RELIABILITY"):
            path = Path(name)
            rows = Counter(json.loads(path.read_text(encoding="utf-8")) if path.exists() else {})
            rows.update({f"{group}/{ending}": n for (group, ending), n in self.counts.items()})
            path.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


def page(counts: dict[str, int]) -> str:
    """The last section of docs/building-and-speed.md.

    Args:
        counts: Number of tries by "group/ending".

    Returns:
        Markdown text.

    Raises:
        ValueError: A group was not tried, so that the page would leave it out.
    """
    missing = [group for group in GROUPS if not any(key.startswith(f"{group}/") for key in counts)]
    if missing:
        raise ValueError(f"not tried: {', '.join(missing)}; run the slow tests as well")
    rows, total = [], Counter()
    for group, text in GROUPS.items():
        ends = {e: counts.get(f"{group}/{e}", 0) for e in ("kept", "refused", "broken")}
        total.update(ends)
        cells = (sum(ends.values()), *ends.values())
        rows.append(f"| {text} | " + " | ".join(f"{cell:,}" for cell in cells) + " |")
    return HEADING + _TEXT.format(
        rows="\n".join(rows),
        tries=f"{sum(total.values()):,}",
        **{ending: f"{number:,}" for ending, number in total.items()},
    )


if __name__ == "__main__":
    given, made = map(Path, sys.argv[1:3])
    others = made.read_text(encoding="utf-8").partition(HEADING)[0]
    section = page(json.loads(given.read_text(encoding="utf-8")))
    made.write_text(others + section, encoding="utf-8")
