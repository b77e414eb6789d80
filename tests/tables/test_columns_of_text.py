"""The order in which text is read: column after column, whatever a damaged page seems to hold."""

from __future__ import annotations

from extractor.model import Box, Word
from extractor.tables.columns_of_text import reading_lines


def _page(columns: int) -> list[Word]:
    """Three rows of so many columns side by side, three words each."""
    return [
        Word(f"c{column}r{row}", Box(x, 20 * row, x + 9, 20 * row + 10), "Sans", 10, False, 0, True, "#000000")
        for row in range(3)
        for column in range(columns)
        for x in (60.0 * column, 60.0 * column + 12, 60.0 * column + 24)
    ]


def _order(words: list[Word]) -> list[str]:
    return [line.words[0].text for line in reading_lines(words)]


def test_columns_are_read_one_after_the_other():
    assert _order(_page(2)) == ["c0r0", "c0r1", "c0r2", "c1r0", "c1r1", "c1r2"]


def test_more_columns_than_a_page_can_have_are_no_endless_descent():
    assert sorted(_order(_page(1200))) == sorted(f"c{c}r{r}" for c in range(1200) for r in range(3))


def test_a_word_that_covers_those_after_it_leaves_no_gutter():
    """Letters spread out so far that a word lies over all others: read as columns, its rows would be the same again."""
    words = []
    for row in range(4):
        places = [(10, 390), (12, 30), (33, 60), (160, 180), (183, 200), (203, 220), (270, 280), (283, 290), (293, 299)]
        words += [Word(f"w{n}", Box(x0, 14.0 * row, x1, 14.0 * row + 10)) for n, (x0, x1) in enumerate(places)]
    assert sum(len(line.words) for line in reading_lines(words)) == len(words)
