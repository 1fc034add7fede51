"""Names of the pages that are made when nothing is asked for, whatever notebooks there are."""

import json
from pathlib import Path

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))


def is_default(notebook: Path) -> bool:
    described = json.loads(notebook.read_text(encoding="utf-8"))["metadata"].get("labor", {})
    return bool(described.get("default"))


REPORTS = [path.stem for path in NOTEBOOKS if is_default(path)]
PAGES = [*REPORTS, "index"]
