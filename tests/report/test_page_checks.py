"""A page with debris, holes or calls to the network is not published."""

import pytest

from labor.report.page_checks import MAX_BYTES, problems_of
from labor.report.pages import page_script

GOOD = """<!DOCTYPE html><html lang="en"><head><title>x</title><style>p{color:red}</style></head>
<body><h1>Title</h1><h2 id="a">Part</h2><p>None of these numbers is a trend. Work experience: none.
The nanny and the information clerk earned $40,350; 1 in 10 [sic].</p>
<a href="#a">back</a><a href="https://www.bls.gov/">BLS</a>
<a href="data:text/csv;base64,YQ==">CSV</a>
<img alt="A chart" src="data:image/png;base64,AA=="></body></html>"""


def test_a_good_page_passes():
    assert problems_of(GOOD) == []


@pytest.mark.parametrize(
    ("piece", "problem"),
    [
        ("<p>nan</p>", "a missing value"),
        ("<td>$nan</td>", "a missing value"),
        ("<td>NaN %</td>", "a missing value"),
        ("<td>&lt;NA&gt;</td>", "a missing value"),
        ("<td>None</td>", "a missing value"),
        ("<p>median None dollars</p>", "a missing value"),
        ('<div role="region" aria-label="pay of nan"></div>', "a missing value"),
        ("<pre>Traceback (most recent call last):</pre>", "a traceback"),
        ("<pre>KeyError: 'x'</pre>", "an error or a warning"),
        ("<pre>x.py:3: UserWarning: careful</pre>", "an error or a warning"),
        ("<p>In [3]: x</p>", "a code prompt"),
        ("<p>Out[3]: x</p>", "a code prompt"),
        ("<p>100%|###| 3/3 [00:01, 2.41it/s]</p>", "a progress bar"),
        ("<p>&lt;Figure object at 0x7f00deadbeef&gt;</p>", "a program's object"),
        ('<img src="data:," alt="No description has been provided for this image">',
         "an image without alternative text"),
        ('<img src="data:,">', "an image has no alternative text"),
        ('<img src="data:," alt=" ">', "an image has no alternative text"),
        ('<img src="chart.png" alt="A chart">', "it loads 'chart.png'"),
        ('<img src="https://x.org/a.png" alt="A chart">', "it loads 'https://x.org/a.png'"),
        ('<link rel="stylesheet" href="https://x.org/a.css">', "it loads 'https://x.org/a.css'"),
        ("<script>1</script>", "it has a <script> that is not the one of all pages"),
        ("<script>OURS </script>", "it has a <script> that is not the one"),
        ("<script>OURS</script><script>OURS</script>", "it has 2 scripts instead of one"),
        ('<script type="module">OURS</script>', "its script has attributes: type"),
        ('<script src="data:text/javascript,1"></script>', "it has a <script> that is not the one"),
        ('<p onclick="1">x</p>', "it runs the attribute 'onclick' of a <p>"),
        ('<a href=" JavaScript:1">x</a>', "it runs the address"),
        ('<meta http-equiv="Refresh" content="0;url=x">', "it sends its reader to another page"),
        ('<iframe title="x"></iframe>', "it has a <iframe>"),
        ("<style>@import 'a.css';</style>", "its style loads"),
        ("<style>p{background:url(a.png)}</style>", "its style loads"),
        ('<p style="background:url(//x.org/a.png)">x</p>', "its style loads"),
        ("<h1>Another</h1>", "it has 2 headings of the first level"),
        ("<h4>Deep</h4>", "a heading of level 4 follows one of level 2"),
        ('<p id="a">x</p>', "the id 'a' is used 2 times"),
        ('<a href="#nowhere">x</a>', "the link '#nowhere' leads nowhere"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_found_and_named(piece, problem):
    piece = piece.replace("OURS", page_script())
    found = problems_of(GOOD.replace("</body>", f"{piece}</body>"))
    assert any(problem in text for text in found), found


def test_the_script_of_all_pages_passes():
    script = f"<script>{page_script()}</script>"
    assert problems_of(GOOD.replace("</body>", f"{script}</body>")) == []


def test_a_page_without_a_title_does_not_pass():
    found = problems_of(GOOD.replace("<h1>Title</h1>", ""))
    assert "it has 0 headings of the first level instead of one" in found


def test_a_page_that_is_too_large_does_not_pass():
    found = problems_of(GOOD.replace("</body>", "<p>" + "x " * (MAX_BYTES // 2) + "</p></body>"))
    assert any("bytes, more than 2,000,000" in text for text in found)


def test_an_image_in_a_style_that_is_part_of_the_page_passes():
    assert (
        problems_of(GOOD.replace("color:red", "background:url(data:image/png;base64,AA==)")) == []
    )
