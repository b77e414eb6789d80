"""Tables side by side: the line over both names each of them."""

from __future__ import annotations

import pytest

from extractor.model import Box, Cell, Page, Table, TablePart, Word
from extractor.tables.side_titles import with_side_titles

LEFT, RIGHT = Box(50, 200, 280, 300), Box(320, 200, 560, 300)


def words(text: str, x: float, top: float = 184.0) -> list[Word]:
    """A text of ten points, each word as wide as its letters are many."""
    found = []
    for word in text.split():
        found.append(Word(word, Box(x, top, x + 5 * len(word), top + 10), size=10))
        x += 5 * len(word) + 3
    return found


def table(box: Box, page: int = 1) -> Table:
    return Table((Cell(0, 0, "County", page=page, box=box),), (TablePart(page, box),))


def captions(*texts: Word, boxes: tuple[Box, ...] = (LEFT, RIGHT)) -> list[str]:
    page = Page(1, 595, 842, tuple(texts))
    named, _ = with_side_titles([table(box) for box in boxes], [page])
    return [t.caption for t in named]


def test_each_part_of_the_line_over_two_tables_names_its_own() -> None:
    line = words("Total recorded crime", 50) + words("Anti-social behaviour", 320)
    assert captions(*line) == ["Total recorded crime", "Anti-social behaviour"]


@pytest.mark.parametrize("x", [50, 250])
def test_one_text_over_both_is_the_heading_of_a_section(x: float) -> None:
    assert captions(*words("Demand by county", x)) == ["", ""]


def test_a_line_further_up_names_nothing() -> None:
    line = words("Total recorded crime", 50, 140) + words("Anti-social behaviour", 320, 140)
    assert captions(*line) == ["", ""]


def test_tables_one_under_the_other_are_not_side_by_side() -> None:
    line = words("Total recorded crime", 50) + words("Anti-social behaviour", 320)
    assert captions(*line, boxes=(LEFT, Box(320, 400, 560, 500))) == ["", ""]


def test_the_titles_are_no_text_of_the_page_besides() -> None:
    line = words("Total recorded crime", 50) + words("Anti-social behaviour", 320)
    page = Page(1, 595, 842, tuple(line))
    _, titles = with_side_titles([table(LEFT), table(RIGHT)], [page])
    assert [round(box.x0) for box in titles[1]] == [50, 320]
