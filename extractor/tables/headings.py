"""Which rows head the columns, and which cells are headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.model import Cell, Fill
from extractor.tables.figures import are_years, is_figure
from extractor.tables.grid import Grid, Slot

MAX_HEAD = 7  # rows looked at for headings


@dataclass(frozen=True, slots=True)
class RowLook:
    """What a row shows: its texts after the first column, how it is set, how it is shaded."""

    cells: tuple[Cell, ...]
    bold: bool
    fill: str

    @property
    def figures(self) -> list[str]:
        return [cell.text for cell in self.cells if cell.column > 0 and is_figure(cell.text)]

    @property
    def spanning(self) -> bool:
        return any(cell.column_span > 1 for cell in self.cells)


def mark_headings(grid: Grid, cells: Sequence[Cell], fills: Sequence[Fill] = ()) -> tuple[list[Cell], int]:
    """The cells with their heading flag set, and how many rows head the columns."""
    count = header_rows(row_looks(grid, cells, fills), grid.columns)
    stub = _stub_columns(grid, cells, count)
    marked = []
    for cell in cells:
        heading = bool(cell.text) and (cell.row < count or cell.column < stub)
        marked.append(replace(cell, heading=heading) if heading else cell)
    return marked, count


def row_looks(grid: Grid, cells: Sequence[Cell], fills: Sequence[Fill]) -> list[RowLook]:
    """How each row looks, from the cells that start in it."""
    slots = {(s.r0, s.c0): s for s in grid.slots}
    rows: list[list[Cell]] = [[] for _ in range(grid.rows)]
    for cell in cells:
        if cell.text:
            rows[cell.row].append(cell)
    looks = []
    for row, here in enumerate(map(tuple, rows)):
        bold = bool(here) and all(_bold(slots[c.row, c.column]) for c in here)
        shades = {_shade(grid, slots[c.row, c.column], fills) for c in here} if row <= MAX_HEAD + 1 else {""}
        looks.append(RowLook(here, bold, shades.pop() if len(shades) == 1 else ""))
    return looks


def header_rows(looks: Sequence[RowLook], columns: int) -> int:
    """How many rows at the top head the columns; 0 where none does."""
    count = 0
    for r in range(min(len(looks) - 1, MAX_HEAD)):
        if not _heads(looks, r, columns):
            break
        count = r + 1
    return count if count < len(looks) else 0


def _heads(looks: Sequence[RowLook], r: int, columns: int) -> bool:
    row, below = looks[r], looks[r + 1]
    if not row.cells:
        return True
    named = any(len(look.cells) > 1 for look in looks[:r])
    if len(row.cells) == 1 and named:
        return False  # the title of a group of rows
    distinct = (row.bold and not below.bold) or _own_shade(looks, r)
    under_span = r > 0 and looks[r - 1].spanning and not _whole_width(looks[r - 1], columns)
    if row.figures and not are_years(row.figures):
        return not named and row.bold and distinct and any(c.isalpha() for t in row.figures for c in t)
    if row.figures:
        return distinct or under_span or not named
    if len(row.cells) == 1 and not _whole_width(row, columns):
        return row.bold or row.spanning
    return row.bold or distinct or under_span or bool(below.figures) or _whole_width(row, columns)


def _whole_width(row: RowLook, columns: int) -> bool:
    return len(row.cells) == 1 and row.cells[0].column_span == columns


def _own_shade(looks: Sequence[RowLook], r: int) -> bool:
    """Whether a row has a shade that no row of the body has; rows striped in turn share theirs."""
    others = {look.fill for look in looks[r + 1 :]}
    return bool(looks[r].fill) and looks[r].fill not in others


def _bold(slot: Slot) -> bool:
    return bool(slot.words) and sum(w.bold for w in slot.words) > 0.5 * len(slot.words)


def _shade(grid: Grid, slot: Slot, fills: Sequence[Fill]) -> str:
    """The colour on which the text of a cell stands."""
    box = grid.slot_box(slot)
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    colour = ""
    for fill in fills:
        if fill.box.x0 <= x <= fill.box.x1 and fill.box.top <= y <= fill.box.bottom:
            colour = fill.colour
    return colour


def _stub_columns(grid: Grid, cells: Sequence[Cell], head: int) -> int:
    """How many leading columns hold labels: all columns before the first one with figures in it."""
    for column in range(grid.columns):
        body = [c for c in cells if c.column == column and c.row >= head and c.text]
        if sum(is_figure(c.text) for c in body) > 0.5 * len(body):
            return max(column, 1)
    return 1
