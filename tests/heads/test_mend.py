"""Words that a narrow column broke."""

import pytest
from grids import table

from extractor.codelists import vocabulary
from extractor.heads.mend import join_cut, join_cut_rows, mend
from extractor.layouts.lexicon import Lexicon
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
        ("Disproportion-ality ratio", "Disproportionality ratio"),
        ("Inves-tigations", "Investigations"),
        ("Re-offending", "Re-offending"),
        ("Anti-social behaviour", "Anti-social behaviour"),
        ("Criminal\ndamage", "Criminal\ndamage"),
    ],
)
def test_a_broken_word_is_joined_only_where_the_whole_is_known(broken: str, whole: str) -> None:
    (cell,) = mend(Table((Cell(0, 0, broken),)), LEXICON.is_word).cells
    assert cell.text == whole


def test_cells_without_breaks_are_left_alone() -> None:
    plain = table("Crimes | 12 345")
    assert mend(plain, LEXICON.is_word) == plain


@pytest.mark.parametrize(
    ("path", "joined"),
    [
        (("Previous", "YTD"), ("Previous YTD",)),
        (("Jul", "17"), ("Jul 17",)),
        (("Jul-17", "Rank"), ("Jul-17", "Rank")),
        (("Firearm Grant", "Aug 17"), ("Firearm Grant", "Aug 17")),
        (("Zorb", "count"), ("Zorb", "count")),
    ],
)
def test_lines_of_one_heading_are_joined_and_levels_are_not(path: tuple[str, ...], joined: tuple[str, ...]) -> None:
    assert join_cut(path, LEXICON.knows) == joined


def test_a_row_label_over_two_rows_is_one_label() -> None:
    cut = table("Outcome | 2016 | 2017\nPossession of | 4 | 5\nweapons | |\nArson | 6 | 7")
    whole = join_cut_rows(cut, LEXICON.knows)
    assert [c.text for c in whole.cells if c.column == 0 and c.text] == ["Outcome", "Possession of\nweapons", "Arson"]


def test_a_group_row_is_no_second_half_of_a_label() -> None:
    grouped = table("Pay | Budget\nStaff | 4\nIncome |\nGrants | 6")
    assert join_cut_rows(grouped, LEXICON.knows) == grouped
