"""Makes the picture of the README: `labor report`, then `.venv/bin/python docs/picture.py`."""

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

PROJECT = Path(__file__).resolve().parents[1]
PAGE = PROJECT / "reports" / "overview.html"
PICTURE = PROJECT / "docs" / "images" / "overview.png"
CHROMIUM = "/usr/bin/chromium"
VIEW = {"width": 1280, "height": 760}
COLOURS = 64


def photograph(report: Path) -> bytes:
    """The first chart of the overview, on a desktop in the light theme."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport=VIEW, color_scheme="light")
        page.goto(report.resolve().as_uri())
        heading = page.get_by_role("heading", name="Pay", exact=True)
        heading.evaluate("element => element.scrollIntoView({behavior: 'instant'})")
        taken = page.screenshot()
        browser.close()
    return taken


def main() -> None:
    """Write the picture with few colours, so that it stays small."""
    taken = photograph(Path(sys.argv[1]) if len(sys.argv) > 1 else PAGE)
    picture = Image.open(io.BytesIO(taken)).convert("RGB").quantize(COLOURS)
    picture.save(PICTURE, optimize=True)


if __name__ == "__main__":
    main()
