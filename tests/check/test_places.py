"""One place among other forces, told twice."""

import pytest
from printed import LAST_YEAR, THIS_YEAR, said

from extractor.check import check_document
from extractor.codelists import vocabulary


def found(*told):
    """What is found wrong with places, each given as place, number of forces and period."""
    rank = {"statistic": "rank", "unit": "rank"}
    figures = [f for i, (n, of, when) in enumerate(told) for f in _told(n, of, when, rank, i)]
    return [(f.found, f.expected) for f in check_document(figures, vocabulary()).findings]


def _told(place, forces, when, rank, number):
    return said((place, {**when, **rank, "out_of": forces, "column_label": f"telling {number}"}))


def test_one_place_among_more_forces_here_than_there():
    assert found(("5", 40, THIS_YEAR), ("5", 41, THIS_YEAR)) == [("5 of 41", "5 of 40")]


def test_the_number_of_forces_that_is_seldom_told_is_the_doubtful_one():
    told = ("5", 41, THIS_YEAR), ("5", 40, THIS_YEAR), ("7", 40, LAST_YEAR)
    assert found(*told) == [("5 of 41", "5 of 40")]


@pytest.mark.parametrize(
    "other", [("5", 40, THIS_YEAR), ("6", 41, THIS_YEAR), ("5", 41, LAST_YEAR), ("5", 8, THIS_YEAR)]
)
def test_what_may_be_another_place(other):
    assert found(("5", 40, THIS_YEAR), other) == []
