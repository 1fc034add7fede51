"""What occupations share: the measure on lists made by hand, and against O*NET's own list."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ladder_measure import MARKS, PAGE, agreement, block, onet, recall

from labor.errors import AnalysisError
from labor.methods.overlap import overlap

RELEASE = {"onet_version": "29.3", "soc_version": "soc_2018"}


def lists(tasks, products=()):
    """Tables of tasks and technology from pairs of code and text."""
    said = pd.DataFrame(tasks, columns=["soc_code", "task"]).assign(**RELEASE)
    used = pd.DataFrame(products, columns=["soc_code", "example", "commodity_code"])
    return said, used.assign(**RELEASE, item_type="technology").astype("str")


@pytest.fixture(scope="module")
def held(built):
    return onet(built)


@pytest.fixture(scope="module")
def shared(held):
    return overlap(held["tasks"], held["technology"])


def test_the_cosine_of_two_short_lists_is_the_one_worked_out_by_hand():
    # Three occupations. "sort" and "records" are in two of them and weigh log(3/2), "coded" and
    # "boil" in one and weigh log 3; "eggs" is in one. One and two share two words of three.
    tasks = [("11-1111", "Sort records."), ("22-2222", "Sort coded record."), ("33-3333", "Boil.")]
    found = overlap(*lists(tasks)).tasks
    two, one = np.log(3 / 2), np.log(3)
    expected = 2 * two**2 / (np.sqrt(2 * two**2) * np.sqrt(2 * two**2 + one**2))
    assert found.cosines[0, 1] == pytest.approx(expected)
    assert found.cosines[0, 2] == 0
    assert np.diag(found.cosines) == pytest.approx(1)


def test_a_word_said_again_counts_more_but_not_twice():
    once = overlap(*lists([("1", "boil eggs"), ("2", "boil milk"), ("3", "sort")]))
    again = overlap(*lists([("1", "boil eggs. boil"), ("2", "boil milk"), ("3", "sort")]))
    assert once.tasks.cosines[0, 1] < again.tasks.cosines[0, 1] < 1


def test_what_all_do_counts_nothing():
    tasks = [("1", "prepare soup"), ("2", "prepare maps"), ("3", "prepare teeth")]
    assert overlap(*lists(tasks)).tasks.cosines[0, 1] == 0


def test_products_and_their_classes_are_shared():
    tasks = [("1", "boil eggs"), ("2", "sort mail"), ("3", "mend roofs")]
    products = [("1", "Epic", "43"), ("2", "Epic", "43"), ("2", "Excel", "44"), ("3", "Maya", "45")]
    found = overlap(*lists(tasks, products))
    assert 0 < found.technology.cosines[0, 1] < 1
    assert found.technology.cosines[0, 2] == 0


def test_the_nearest_occupation_is_the_first_place_and_oneself_the_zeroth(shared):
    assert (np.diag(shared.places) == 0).all()
    for places in shared.places[::97]:
        assert sorted(places) == list(range(len(places)))
    near = shared.together[0, shared.places[0].argsort()[1:]]
    assert (np.diff(near) <= 0).all()


# O*NET 29.3, Technology Skills, 29-2072.00 and 29-9021.00: 111 products each, nearly all the same.
def test_parts_of_a_divided_occupation_have_one_technology_list(shared):
    one, other = shared.index("29-2072"), shared.index("29-9021")
    assert shared.technology.cosines[one, other] > 0.95
    assert shared.places[one, other] == 1


def test_shared_tasks_agree_with_the_relatedness_of_onet_as_the_page_says(shared, held):
    related = held["related_occupations"]
    primary = ("Primary-Short", "Primary-Long")
    assert recall(shared, related, primary, 10) > 0.45
    assert recall(shared, related, primary, 50) > 0.85
    page = PAGE.read_text(encoding="utf-8")
    assert MARKS.search(page)
    message = "run `python tests/helpers/ladder_measure.py`"
    assert block(page) == agreement(shared, related), message


def test_two_releases_are_not_mixed():
    tasks, technology = lists([("1", "boil"), ("2", "sort")], [("1", "Epic", "43")])
    with pytest.raises(AnalysisError, match="one release of O\\*NET"):
        overlap(tasks, technology.assign(onet_version="18.1"))
    with pytest.raises(AnalysisError, match="one release of O\\*NET"):
        overlap(tasks[:0], technology[:0])


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(st.sampled_from("123"), st.text("abc xyz", max_size=12)), min_size=1, max_size=9
    )
)
def test_any_lists_give_cosines_between_nothing_and_all(tasks):
    found = overlap(*lists([*tasks, ("4", "boil eggs")])).together
    assert ((found >= 0) & (found <= 1 + 1e-12)).all()
    assert found == pytest.approx(found.T)
