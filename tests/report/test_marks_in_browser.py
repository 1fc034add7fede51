"""Marks of every chart stand out from what is behind them and are told apart without colour."""

import re
from itertools import combinations

import pytest
from browsing import open_page
from default_reports import REPORTS

pytestmark = pytest.mark.slow

#: Colours and form of every shape of a drawing, and what else it has to tell a row apart.
_DRAWINGS = """() => {
    const resolve = name => {
        const probe = document.createElement('i');
        probe.style.color = `var(${name})`;
        document.querySelector('.labor').append(probe);
        const color = getComputedStyle(probe).color;
        probe.remove();
        return color; };
    const names = ['paper', 'band', 'rule', 'subject', 'peer', 'axis', 'ink', 'muted', 'low'];
    const tokens = Object.fromEntries(names.map(name => [name, resolve('--labor-' + name)]));
    const drawings = [...document.querySelectorAll('svg')]
        .filter(svg => svg.getBoundingClientRect().width > 0);
    return [tokens, drawings.map(svg => ({
        title: svg.querySelector('title').textContent,
        bold: [...svg.querySelectorAll('text')]
            .some(text => Number(getComputedStyle(text).fontWeight) >= 600),
        shapes: [...svg.querySelectorAll('path')].map(shape => {
            const {fill, stroke, strokeDasharray, strokeWidth} = getComputedStyle(shape);
            return [fill, stroke, strokeDasharray, strokeWidth]; })}))]; }"""


@pytest.fixture(scope="module", params=["light", "dark"])
def scheme(request) -> str:
    return request.param


@pytest.fixture(scope="module", params=REPORTS)
def drawings(request, browser, default_pages, scheme):
    page = open_page(browser, (default_pages / f"{request.param}.html").as_uri(), scheme=scheme)
    found = page.evaluate(_DRAWINGS) if page.locator(".labor").count() else [{}, []]
    page.close()
    return found


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2.2 of two computed colours."""

    def luminance(color: str) -> float:
        parts = [int(part) / 255 for part in re.findall(r"\d+", color)[:3]]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_every_colour_of_a_shape_is_one_of_the_theme(drawings):
    tokens, charts = drawings
    for chart in charts:
        used = {color for fill, stroke, *_ in chart["shapes"] for color in (fill, stroke)}
        assert used - {"none"} <= set(tokens.values()), chart["title"]


def test_marks_have_a_contrast_of_3_with_what_is_behind_them(drawings):
    tokens, charts = drawings
    decoration = {tokens.get(name) for name in ("paper", "band", "rule")} | {"none"}
    for chart in charts:
        used = {color for fill, stroke, *_ in chart["shapes"] for color in (fill, stroke)}
        grounds = {tokens["paper"], tokens["band"] if tokens["band"] in used else tokens["paper"]}
        for color in used - decoration:
            for ground in grounds:
                assert contrast(color, ground) >= 3, (chart["title"], color, ground)


def test_what_differs_in_colour_differs_in_something_else_too(drawings):
    tokens, charts = drawings
    highlight = {tokens.get("subject"), tokens.get("peer")}
    for chart in charts:
        alike: dict[tuple, set[str]] = {}
        for fill, stroke, dashes, width in chart["shapes"]:
            hollow = fill in ("none", tokens["paper"])
            form = (hollow, stroke != "none", dashes, width if stroke != "none" else "")
            alike.setdefault(form, set()).add(stroke if hollow else fill)
        for colors in alike.values():
            for one, other in combinations(sorted(colors - {"none"}), 2):
                if {one, other} == highlight:
                    # The row the report is about has a band behind it and its name in bold.
                    fills = {fill for fill, *_ in chart["shapes"]}
                    assert tokens["band"] in fills, chart["title"]
                    assert chart["bold"], chart["title"]
                else:
                    assert contrast(one, other) >= 2, (chart["title"], one, other)
