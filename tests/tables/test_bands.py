"""Rows shaded cell by cell: a band says where a row is, not where columns are."""

from extractor.model import Box, Fill, Page, Rule
from extractor.tables.shading import visible_fills

CELLS = tuple(Fill(Box(50 + 100 * n, 200, 150 + 100 * n, 212), "#d3dfee") for n in range(3))


def page(*rules: Rule, fills: tuple[Fill, ...] = CELLS) -> Page:
    return Page(1, 600, 800, fills=fills, rules=rules)


def test_cells_of_one_colour_that_touch_are_one_band() -> None:
    assert [f.box for f in visible_fills(page())] == [Box(50, 200, 350, 212)]


def test_a_drawn_column_line_keeps_cells_apart() -> None:
    lines = tuple(Rule(Box(x, 200, x, 212), False) for x in (150, 250))
    assert len(visible_fills(page(*lines))) == 3


def test_paper_between_two_shadings_keeps_them_apart() -> None:
    apart = tuple(Fill(Box(50 + 100 * n, 200, 147 + 100 * n, 212), "#d3dfee") for n in range(3))
    assert len(visible_fills(page(fills=apart))) == 3
