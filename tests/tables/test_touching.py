"""Pieces of one table that shading cut apart."""

from extractor.model import Box, Cell, Table, TablePart
from extractor.tables.touching import join_touching


def piece(top: float, *rows: tuple[str, ...], left: float = 50) -> Table:
    cells = tuple(
        Cell(r, c, text, box=Box(left + 80 * c, top + 12 * r, left + 80 * c + 70, top + 12 * r + 12))
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    )
    return Table(cells, (TablePart(1, Box(left, top, left + 230, top + 12 * len(rows))),))


HEAD = piece(100, ("Offence", "2016", "2017"), ("Arson", "4", "5"))


def test_rows_that_touch_with_the_same_columns_go_on_the_table() -> None:
    (table,) = join_touching([HEAD, piece(125, ("Rape", "6", "7"), ("Total", "10", "12"))])
    assert [c.text for c in table.cells if c.column == 0] == ["Offence", "Arson", "Rape", "Total"]
    assert table.parts[0].box.bottom == 149


def test_a_piece_with_headings_of_its_own_is_another_table() -> None:
    assert len(join_touching([HEAD, piece(125, ("Outcome", "Previous", "Current"), ("FAT", "1", "2"))])) == 2


def test_other_columns_or_room_between_make_another_table() -> None:
    assert len(join_touching([HEAD, piece(125, ("Rape", "6", "7"), left=90)])) == 2
    assert len(join_touching([HEAD, piece(140, ("Rape", "6", "7"))])) == 2
