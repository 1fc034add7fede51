"""The words around the figures: head of the page, answer, caveats, sources."""

import pytest
from comparisons import ROLE, compared, pay_2018, pay_2025
from lxml import html

from labor import figures
from labor.answers.compare.answer import Comparison
from labor.show.display import FACTS


class Two(Comparison):
    """A comparison with two sentences of its own."""

    sentences = ("The answer is $40,350.", "And 29-2071 is a code.")


class Odd(Comparison):
    """A comparison with a sentence from outside."""

    sentences = ("<i>!",)


def text_of(block) -> str:
    return html.fromstring(block._repr_html_()).xpath("string(//div)")


def test_the_head_names_role_and_periods():
    block = figures.masthead(compared())
    title = f"{ROLE}: pay in May 2018, outlook 2018-28"
    assert block.facts["title"] == title
    assert block._repr_mimebundle_()[FACTS]["description"] == "How do pay and outlook compare?"
    assert title in text_of(block)


def test_the_head_names_an_area_that_is_not_the_nation():
    pay = pay_2018().assign(area_title="California")
    title = figures.masthead(compared(pay)).facts["title"]
    assert title == (f"{ROLE}: pay in California in May 2018, outlook 2018-28")


def test_the_answer_sets_off_its_first_sentence_and_shows_the_main_figures():
    block = figures.answer(Two(**vars(compared())))
    tree = html.fromstring(block._repr_html_())
    assert tree.xpath("string(//p[@class='labor-answer'])") == "The answer is $40,350."
    facts = {
        div[0].text_content(): "".join(div[1].xpath(".//text()[not(ancestor::small)]"))
        for div in tree.xpath("//dl/div")
    }
    assert facts == {
        "Median pay, May 2018": "$40,350",
        "Change in jobs, 2018-28": "+10.7%",
        "Openings a year, 2018-28": "16,800",
        "Education to enter": "Postsecondary nondegree award",
    }


def test_a_divided_role_has_figures_for_each_part_under_its_name():
    tree = html.fromstring(figures.answer(compared(pay_2025()))._repr_html_())
    names = [p.text_content() for p in tree.xpath("//p[@class='labor-name']")]
    assert names[:2] == [
        "Medical Records Specialists (29-2072)",
        "Health Information Technologists and Medical Registrars (29-9021)",
    ]


def test_codes_and_spans_are_kept_on_one_line():
    assert (
        '<span class="labor-whole">29-2071</span>' in figures.answer(Two(**vars(compared()))).html
    )


def test_a_caveat_of_two_comparisons_is_said_once():
    block = figures.caveats(compared(), compared(limits=("Not a trend.", "Other codes.")))
    items = html.fromstring(block._repr_html_()).xpath("//li/text()")
    assert items == ["Not a trend.", "Not a forecast.", "Other codes."]


def test_sources_name_file_checksum_and_whose_copy_it_is():
    block = figures.sources(compared(), compared())
    tree = html.fromstring(block._repr_html_())
    assert len(tree.xpath("//li")) == 2
    said = text_of(block)
    assert "9" * 64 in said
    assert "a copy saved again outside the agency" in said
    assert "retrieved on 2026-02-01" in said
    assert [a.get("href") for a in tree.xpath("//a")] == [
        "https://www.bls.gov/oes/special-requests/oesm18nat.zip",
        "https://www.bls.gov/emp/",
    ]
    assert block.facts["sources"][0] == "U.S. Bureau of Labor Statistics. Pay, May 2018"


@pytest.mark.parametrize("make", [figures.masthead, figures.answer, figures.caveats])
def test_text_from_outside_is_escaped(make):
    odd = Odd(**vars(compared(question="<i>?", limits=("<i>.",))))
    assert "<i>" not in make(odd)._repr_html_()


def test_only_blocks_with_facts_carry_them():
    assert FACTS not in figures.caveats(compared())._repr_mimebundle_()
