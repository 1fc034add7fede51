"""An executed notebook becomes a page with the structure every reader and machine can use."""

import base64
import copy
import hashlib
import logging
import re

import pytest
from lxml import html
from made import notebook
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from labor.errors import ReportError
from labor.report.notebooks import check_parameters, read_parameters
from labor.report.page_checks import problems_of
from labor.report.pages import page_script
from labor.report.render import render
from labor.show.display import FACTS


def page_of(content, **given) -> str:
    declared = read_parameters(content)
    return render(content, "compare.ipynb", declared, check_parameters(declared, given))


def tree_of(page: str):
    return html.document_fromstring(page)


@pytest.fixture(scope="module")
def page(executed):
    return page_of(executed, role="order clerks")


def test_the_page_passes_its_gates(page):
    assert problems_of(page) == []
    assert page.startswith("<!DOCTYPE html>")
    assert page.endswith("</html>\n")


def test_the_head_says_what_the_page_is(page):
    tree = tree_of(page)
    title = "Medical Records and Health Information Technicians: pay in May 2018, outlook 2018-28"
    assert tree.get("lang") == "en"
    assert tree.xpath("string(//title)") == title
    assert [h1.text_content() for h1 in tree.xpath("//h1")] == [title]
    assert tree.xpath("string(//p[@class='kind'])") == "Compare roles"
    assert tree.xpath("//meta[@name='viewport']")
    # The block with the title is the head of the page and not repeated in the text.
    assert not tree.xpath("//*[@class='labor-headline']")


def test_the_landmarks_are_there_once(page):
    tree = tree_of(page)
    for landmark in ("header", "nav", "main", "footer"):
        assert len(tree.xpath(f"//{landmark}")) == 1, landmark
    assert tree.xpath("//a[@class='skip']/@href") == ["#main"]
    assert tree.xpath("//main/@id") == ["main"]


def test_the_contents_link_every_section(page):
    tree = tree_of(page)
    links = {a.text_content(): a.get("href") for a in tree.xpath("//nav//a")}
    assert links == {
        "The answer": "#the-answer",
        "Pay": "#pay",
        "Growth & openings": "#growth-openings",
        "What this is not": "#what-this-is-not",
    }
    named = [section.get("aria-labelledby") for section in tree.xpath("//main/section")]
    assert [f"#{name}" for name in named] == list(links.values())


def test_no_code_and_only_the_script_of_all_pages_is_on_the_page(page):
    assert [script.text for script in tree_of(page).xpath("//script")] == [page_script()]
    assert "year: int" not in page
    assert not tree_of(page).xpath("//*[contains(@class, 'highlight')]")


def test_the_policy_names_exactly_this_style_and_script_and_nothing_from_elsewhere(page):
    tree = tree_of(page)
    policy = tree.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    for name, text in (("style-src-elem", tree.xpath("string(//style)")),
                       ("script-src", page_script())):  # fmt: skip
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert rules.pop(name) == f"'sha256-{digest}'"
    assert rules == {
        "default-src": "'none'", "img-src": "data:", "base-uri": "'none'", "form-action": "'none'",
        "style-src": "'unsafe-inline'", "style-src-attr": "'unsafe-inline'",
    }  # fmt: skip


def test_the_style_of_figures_is_in_the_head_once(page):
    tree = tree_of(page)
    assert len(tree.xpath("//style")) == 1
    assert tree.xpath("//head/style")
    assert page.count("\n.labor .labor-facts {") == 1


def test_charts_are_images_with_names_and_tables_in_figures(page):
    figures = tree_of(page).xpath("//figure")
    assert len(figures) == 3
    for figure in figures:
        assert len(figure.xpath(".//svg[@role='img']")) == 2
        assert figure.xpath("./figcaption")
        assert figure.xpath(".//details//table")
        assert figure.xpath(".//a[starts-with(@href, 'data:text/csv')]")


def test_the_footer_has_parameters_data_and_citation(page):
    footer = tree_of(page).xpath("//footer")[0]
    said = {div[0][0].text: div[1].text for div in footer.xpath(".//dl/div")}
    assert said == {"role": "order clerks", "peers": "order clerks", "year": "2018",
                    "share": "0.5", "long": "no"}  # fmt: skip
    assert "U.S. Bureau of Labor Statistics. Pay, May 2018" in footer.text_content()
    assert re.search(r"outlook 2018-28\. labor 20\d\d\.\d", footer.text_content())


def test_rendering_twice_gives_the_same_bytes_and_leaves_the_notebook(executed, page):
    before = copy.deepcopy(executed)
    assert page_of(executed, role="order clerks") == page
    assert executed == before


def test_page_and_figures_have_the_same_colours(page):
    pairs = {"paper": "paper", "ink": "ink", "muted": "muted", "rule": "rule", "link": "subject"}
    for mine, theirs in pairs.items():
        own = re.findall(rf"--page-{mine}: (#\w+)", page)
        figures = re.findall(rf"--labor-{theirs}:(#\w+)", page)
        assert own == list(dict.fromkeys(figures)), mine


def test_a_chart_shown_twice_has_ids_of_its_own(executed):
    twice = copy.deepcopy(executed)
    twice.cells.append(new_code_cell("...", outputs=copy.deepcopy(twice.cells[6].outputs)))
    assert page_of(twice).count("<figure ") == 4
    assert problems_of(page_of(twice)) == []


def test_without_facts_the_heading_of_the_notebook_is_the_title():
    tree = tree_of(page_of(notebook(new_markdown_cell("## One"))))
    assert tree.xpath("string(//h1)") == tree.xpath("string(//title)") == "Compare roles"
    assert not tree.xpath("//p[@class='kind']")


def test_cells_for_the_notebook_alone_are_left_out():
    cell = new_markdown_cell("How to run me", metadata={"tags": ["notebook-only"]})
    assert "How to run me" not in page_of(notebook(cell))


def test_cells_in_a_row_can_be_folded_behind_the_text_of_the_first():
    tags = {"tags": ["folded"]}
    cells = [new_markdown_cell(text, metadata=tags) for text in ("As it was < then", "Of then.")]
    tree = tree_of(page_of(notebook(new_markdown_cell("## A"), *cells, new_markdown_cell("Now."))))
    (folded,) = tree.xpath("//main//details")
    assert [one.text_content() for one in folded] == ["As it was < then", "Of then."]
    assert "Now." not in folded.text_content()


def test_remarks_of_programs_are_told_but_not_published(caplog):
    remark = new_output("stream", name="stderr", text="building the font cache\n")
    spoken = new_output("stream", name="stdout", text="<said>\n")
    cell = new_code_cell("...", outputs=[remark, spoken])
    with caplog.at_level(logging.WARNING):
        page = page_of(notebook(new_markdown_cell("## Pay"), cell))
    assert "font cache" not in page
    assert "<pre>&lt;said&gt;" in page
    assert "compare.ipynb, Pay: building the font cache" in caplog.text


def test_plain_results_and_images_keep_their_words():
    text = new_output("execute_result", data={"text/plain": "a < b"})
    image = new_output("display_data", data={"image/png": "AA==\n"},
                       metadata={"image/png": {"alt": "Pay of five roles"}})  # fmt: skip
    page = page_of(notebook(new_code_cell("...", outputs=[text, image])))
    assert "a &lt; b" in page
    assert tree_of(page).xpath("//img/@alt") == ["Pay of five roles"]
    assert problems_of(page) == []


def test_an_image_without_words_does_not_pass():
    image = new_output("display_data", data={"image/png": "AA=="})
    found = problems_of(page_of(notebook(new_code_cell("...", outputs=[image]))))
    assert "an image has no alternative text" in found


def test_the_title_of_a_result_is_escaped():
    told = new_output("execute_result", data={"text/html": "x", FACTS: {"title": "<b>&"}})
    page = page_of(notebook(new_code_cell("...", outputs=[told])))
    assert tree_of(page).xpath("string(//h1)") == "<b>&"


def test_several_sources_are_named_once():
    told = {"text/html": "x", FACTS: {"sources": ["A", "B"]}}
    outputs = [new_output("execute_result", data=dict(told)) for _ in range(2)]
    cells = [new_code_cell("...", outputs=[output]) for output in outputs]
    footer = tree_of(page_of(notebook(*cells))).xpath("//footer//li/text()")
    assert footer == ["A", "B"]


@pytest.mark.parametrize("heading", ["## No first level", "text\n\n# One\n\n# Two"])
def test_a_notebook_needs_one_title(heading):
    content = notebook()
    content.cells[0].source = heading
    with pytest.raises(ReportError, match="A report needs one title"):
        page_of(content)
