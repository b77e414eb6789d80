"""A boxhead that came out apart from its figures is set over their columns."""

from __future__ import annotations

from extractor.model import Box, Cell, Table, TablePart, Word
from extractor.tables.headed import join_heads

LEFTS = [50.0, 120.0, 160.0, 200.0, 240.0]  # of the stub and four columns of figures
TEXTS = [["Rape", "125", "132", "17", "18"], ["Arson", "44", "41", "6", "5"]]


def words(line: float, *texts: tuple[str, float]) -> list[Word]:
    return [Word(t, Box(x, line, x + 5 * len(t), line + 8)) for t, x in texts]


def body(top: float) -> Table:
    cells = tuple(
        Cell(r, c, text, box=Box(LEFTS[c], top + 12 * r, LEFTS[c] + 38, top + 12 * r + 12))
        for r, row in enumerate(TEXTS)
        for c, text in enumerate(row)
    )
    return Table(cells, (TablePart(1, Box(50, top, 278, top + 24)),), header_rows=0)


def head(top: float, bottom: float, text: str = "Last") -> Table:
    box = Box(118, top, 278, bottom)
    return Table((Cell(0, 0, text, box=box),), (TablePart(1, box),), header_rows=1)


PAGE = [
    *words(100, ("North", 148), ("South", 228)),
    *words(116, ("Last", 122), ("Quarter", 160), ("Last", 202), ("Quarter", 240)),
    *words(125, ("quarter", 122), ("average", 160), ("quarter", 202), ("average", 240)),
]


def test_spanners_and_headings_of_two_lines_are_set_over_the_columns() -> None:
    (table,) = join_heads([head(99, 134), body(136)], PAGE)
    spans = [(c.text, c.column, c.column_span) for c in table.cells if c.row == 0]
    assert spans == [("North", 1, 2), ("South", 3, 2)]
    assert [c.text for c in table.cells if c.row == 1] == ["Last\nquarter", "Quarter\naverage"] * 2
    assert table.header_rows == 2
    assert [c.text for c in table.cells if c.row == 2] == TEXTS[0]


def test_a_block_farther_up_is_a_table_of_its_own() -> None:
    assert len(join_heads([head(40, 75), body(136)], PAGE)) == 2


def test_a_block_with_figures_is_no_boxhead() -> None:
    assert len(join_heads([head(99, 134, "125"), body(136)], PAGE)) == 2
