"""Which rows head the columns, and which cells are headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.model import Cell
from extractor.tables.figures import is_figure, is_year
from extractor.tables.grid import Grid, Slot


def mark_headings(grid: Grid, cells: Sequence[Cell]) -> tuple[list[Cell], int]:
    """The cells with their heading flag set, and how many rows head the columns."""
    count = header_rows(grid, cells)
    stub = _stub_columns(grid, cells, count)
    marked = []
    for cell in cells:
        heading = bool(cell.text) and (cell.row < count or cell.column < stub)
        marked.append(replace(cell, heading=heading) if heading else cell)
    return marked, count


def header_rows(grid: Grid, cells: Sequence[Cell]) -> int:
    """Rows before the first that carries figures under at least one heading that is none."""
    look = {(s.r0, s.c0): _look(s) for s in grid.slots}
    rows = max(cell.row + cell.row_span for cell in cells)
    styles = [_row_bold(look, cells, r) for r in range(rows)]
    count = 0
    for r in range(rows - 1):
        here = [cell for cell in cells if cell.row <= r < cell.row + cell.row_span and cell.text]
        figures = [c for c in here if c.column > 0 and is_figure(c.text) and not is_year(c.text)]
        if figures:
            break
        if count == r and (styles[r] or _some_figures_below(cells, r)):
            count = r + 1
        else:
            break
    return count if count < rows else 0


def _look(slot: Slot) -> bool:
    return bool(slot.words) and sum(w.bold for w in slot.words) > 0.5 * len(slot.words)


def _row_bold(look: dict[tuple[int, int], bool], cells: Sequence[Cell], row: int) -> bool:
    here = [cell for cell in cells if cell.row == row and cell.text]
    return bool(here) and all(look.get((cell.row, cell.column), False) for cell in here)


def _some_figures_below(cells: Sequence[Cell], row: int) -> bool:
    return any(cell.row == row + 1 and cell.column > 0 and is_figure(cell.text) for cell in cells)


def _stub_columns(grid: Grid, cells: Sequence[Cell], head: int) -> int:
    """How many leading columns hold labels: all columns before the first one with figures in it."""
    for column in range(grid.columns):
        body = [c for c in cells if c.column == column and c.row >= head and c.text]
        if sum(is_figure(c.text) for c in body) > 0.5 * len(body):
            return max(column, 1) if column else 1
    return 1
