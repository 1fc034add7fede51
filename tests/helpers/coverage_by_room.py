"""Which part of each room the tests reach: `python coverage_by_room.py coverage.json`.

Prints a table by room, and which room of `AT_LEAST` is below its share.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

#: Percent of lines and branches together that must be reached.
AT_LEAST = {"methods": 90.0, "answers": 90.0}
_COUNTS = ("covered_lines", "num_statements", "covered_branches", "num_branches")


def by_room(files: dict[str, dict]) -> dict[str, dict[str, int]]:
    """Counts of lines and branches by room of the package.

    Args:
        files: Part "files" of coverage's JSON report.
    """
    rooms: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(_COUNTS, 0))
    for name, file in files.items():
        inside = Path(name).parts[Path(name).parts.index("labor") + 1 :]
        room = inside[0].removesuffix(".py") if inside[0] != "__init__.py" else "labor"
        for count in _COUNTS:
            rooms[room][count] += file["summary"].get(count, 0)
    return dict(sorted(rooms.items()))


def percent(counts: dict[str, int]) -> float:
    """Share of lines and branches together that were reached."""
    of = counts["num_statements"] + counts["num_branches"]
    return 100 * (counts["covered_lines"] + counts["covered_branches"]) / of if of else 100.0


def table(rooms: dict[str, dict[str, int]]) -> str:
    """The table as Markdown, the rooms by name and all together at the end."""
    whole = {count: sum(room[count] for room in rooms.values()) for count in _COUNTS}
    lines = ["| room | lines | reached | branches | reached | both |", "|---|--:|--:|--:|--:|--:|"]
    for name, room in [*rooms.items(), ("all", whole)]:
        lines.append(
            f"| {name} | {room['num_statements']:,} | {room['covered_lines']:,} "
            f"| {room['num_branches']:,} | {room['covered_branches']:,} | {percent(room):.1f} % |"
        )
    return "\n".join(lines)


def main(path: str) -> None:
    """Print the table, and the rooms that are below their share."""
    rooms = by_room(json.loads(Path(path).read_text(encoding="utf-8"))["files"])
    print(table(rooms))
    for name, least in AT_LEAST.items():
        if percent(rooms[name]) < least:
            print(f"{name}: {percent(rooms[name]):.1f} % is below {least:.0f} %")


if __name__ == "__main__":
    main(sys.argv[1])
