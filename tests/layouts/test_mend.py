"""Words that a narrow column broke."""

import pytest
from grids import table

from extractor.codelists import vocabulary
from extractor.layouts.lexicon import Lexicon
from extractor.layouts.mend import mend
from extractor.model import Cell, Table

LEXICON = Lexicon(vocabulary(), "")


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("Chang\ne", "Change"),
        ("Satisfac-\ntion", "Satisfaction"),
        ("Non-\nRural", "Non-Rural"),
        ("Previous\nYTD", "Previous\nYTD"),
        ("Violence with\ninjury", "Violence with\ninjury"),
        ("Zor\nbs", "Zor\nbs"),
        ("Criminal\ndamage", "Criminal\ndamage"),
    ],
)
def test_a_broken_word_is_joined_only_where_the_whole_is_known(broken: str, whole: str) -> None:
    (cell,) = mend(Table((Cell(0, 0, broken),)), LEXICON.is_word).cells
    assert cell.text == whole


def test_cells_without_breaks_are_left_alone() -> None:
    plain = table("Crimes | 12 345")
    assert mend(plain, LEXICON.is_word) == plain
