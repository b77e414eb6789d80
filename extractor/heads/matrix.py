"""A table as a matrix of slots: every slot knows the cell that covers it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from extractor.model import Cell, Table


@dataclass(frozen=True)
class Matrix:
    """`slots` holds the covering cell of every slot with one; `declared` is how many rows the file says are headings.

    `spans_known` is true where some cell spans columns, so that blanks beside a heading are blanks and not lost spans.
    """

    rows: int
    columns: int
    slots: dict[tuple[int, int], Cell]
    spans_known: bool
    declared: int = 0

    def text(self, row: int, column: int) -> str:
        """The text of the cell over a slot, white space folded."""
        cell = self.slots.get((row, column))
        return " ".join(cell.text.split()) if cell else ""

    def cells_of_row(self, row: int) -> list[Cell]:
        """The distinct cells with text on a row, left to right; those that reach down into it from above included."""
        return self._by_row[row]

    @cached_property
    def _by_row(self) -> list[list[Cell]]:
        return [_distinct(self.slots.get((r, c)) for c in range(self.columns)) for r in range(self.rows)]

    def own_cells(self, row: int) -> list[Cell]:
        """The cells with text that start on a row."""
        return [c for c in self.cells_of_row(row) if c.row == row]

    def own_text(self, row: int, column: int) -> str:
        """The text of the cell that starts in a slot; nothing where the slot is covered from elsewhere."""
        cell = self.slots.get((row, column))
        return " ".join(cell.text.split()) if cell and (cell.row, cell.column) == (row, column) else ""

    def column_texts(self, column: int, rows: Iterable[int]) -> list[str]:
        """The texts of cells that start in a column, without those merged over the whole width."""
        found = []
        for row in rows:
            cell = self.slots.get((row, column))
            whole = cell is not None and cell.column_span >= max(2, self.columns)
            if cell is not None and not whole and (cell.row, cell.column) == (row, column) and cell.text.strip():
                found.append(" ".join(cell.text.split()))
        return found


def to_matrix(table: Table) -> Matrix:
    """Lay the cells of a table out as a matrix; where two claim a slot, the upper and left one has it."""
    slots: dict[tuple[int, int], Cell] = {}
    for cell in sorted(table.cells, key=lambda c: (c.row, c.column)):
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                slots.setdefault((row, column), cell)
    rows = max((r for r, _ in slots), default=-1) + 1
    columns = max((c for _, c in slots), default=-1) + 1
    return Matrix(rows, columns, slots, any(c.column_span > 1 for c in table.cells), table.declared_rows or 0)


def _distinct(cells: Iterable[Cell | None]) -> list[Cell]:
    seen: set[int] = set()
    found = []
    for cell in cells:
        if cell is not None and id(cell) not in seen and cell.text.strip():
            seen.add(id(cell))
            found.append(cell)
    return found
