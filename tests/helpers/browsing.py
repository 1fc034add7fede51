"""Pages in a browser, the same way in every test that needs one."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

sync_playwright = pytest.importorskip("playwright.sync_api").sync_playwright

ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
WIDTHS = (320, 390, 1280)


@contextmanager
def running(chromium: str) -> Iterator:
    """A browser, closed at the end."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


def open_page(browser, address: str, width: int = 1280, scheme: str = "light", **options):
    page = browser.new_page(
        viewport={"width": width, "height": 800}, color_scheme=scheme, **options
    )
    page.goto(address)
    return page


def open_details(page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
