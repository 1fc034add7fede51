"""What changed between two releases, as text for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from labor.tables.diff.compare import Changes


def as_text(changes: Changes, declared: Sequence[str], top: int) -> str:
    """The sentences and the largest moves.

    Args:
        changes: What changed.
        declared: Changes of the survey itself between the two releases, in sentences.
        top: Moves to show of each number.

    Returns:
        Lines for a terminal.
    """
    lines = [f"{changes.old} -> {changes.new}", ""]
    lines += [f"- {sentence}" for sentence in changes.sentences]
    if declared:
        lines += ["", "Declared changes of the survey in between:"]
        lines += [f"- {sentence}" for sentence in declared]
    for measure, rows in changes.moves.groupby("measure", sort=False):
        shown = rows[rows["move"] != 0].head(top).to_dict("records")
        if shown:
            lines += ["", f"Largest moves: {measure} ({len(shown)} of {len(rows):,})"]
            lines += map(_line, shown)
    return "\n".join(lines)


def number(value: float) -> str:
    """A number as printed; a computed one to two decimals."""
    text = f"{value:,.2f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def move(row: dict) -> str:
    """A move with its sign: "+1.8%", "-0.4 points"."""
    unit = "%" if row["move_unit"] == "percent" else " points"
    return f"{row['move']:+,.1f}{unit}"


def occupation(row: dict) -> str:
    """Code and title, and the place where there are several."""
    name = f"{row['occupation_code']} {row['occupation_title']}".strip()
    return f"{name} ({row['place']})" if row.get("place") else name


def value(row: dict, side: str) -> str:
    """One side of a move with its unit: "$50,250", "$17.54 an hour", "5.9%", "187,910"."""
    amount = row[f"value_{side}"]
    if row["unit"] == "US dollars a year":
        return f"${amount:,.0f}"
    if row["unit"] == "US dollars an hour":
        return f"${amount:,.2f} an hour"
    return f"{number(amount)}%" if row["unit"] == "percent" else number(amount)


def _line(row: dict) -> str:
    values = f"{value(row, 'old'):>12} -> {value(row, 'new'):>12}"
    return f"  {move(row):>12} {values}  {occupation(row)}; {row['verdict']}"
