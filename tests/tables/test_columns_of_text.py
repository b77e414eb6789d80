"""The order in which text is read."""

from extractor.model import Box, Word
from extractor.tables.columns_of_text import reading_lines


def test_a_word_that_covers_those_after_it_leaves_no_gutter() -> None:
    """Letters spread out so far that a word lies over all others: read as columns, its rows would be the same again."""
    words = []
    for row in range(4):
        places = [(10, 390), (12, 30), (33, 60), (160, 180), (183, 200), (203, 220), (270, 280), (283, 290), (293, 299)]
        words += [Word(f"w{n}", Box(x0, 14.0 * row, x1, 14.0 * row + 10)) for n, (x0, x1) in enumerate(places)]
    assert sum(len(line.words) for line in reading_lines(words)) == len(words)
