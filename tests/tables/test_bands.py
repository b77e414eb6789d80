"""Rows shaded cell by cell: a band says where a row is, not where columns are."""

from extractor.model import Box, Fill, Page, Rule
from extractor.tables.edges import Edge
from extractor.tables.ruled import Lattice, shades_a_row
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


def _frame(x0: float, top: float, x1: float, bottom: float) -> Lattice:
    """The four sides of a fill."""
    across = tuple(Edge(y, x0, x1, drawn=False) for y in (top, bottom))
    return Lattice(across, tuple(Edge(x, top, bottom, drawn=False) for x in (x0, x1)))


def test_a_band_beside_an_unshaded_label_is_a_row_of_the_bands_around_it() -> None:
    """As in banded Word tables whose first column has a look of its own: the heading is shaded beside the corner."""
    heading, row = _frame(131, 200, 556, 229), _frame(46, 249, 556, 268)
    assert shades_a_row(heading, [heading, row])
    assert not shades_a_row(heading, [heading, _frame(46, 249, 600, 268)]), "no side in common"
    assert not shades_a_row(heading, [heading, _frame(46, 349, 556, 368)]), "too far below"
