"""Small headings in one box with a large one: `Reported | Cleared` under `This month`, with no rule between them."""

from __future__ import annotations

from extractor.model import Word
from extractor.tables.columns import chunks
from extractor.tables.figures import is_year
from extractor.tables.grid import Grid, Slot, interval
from extractor.tables.lines import text_lines


def part_heads(grid: Grid) -> Grid:
    """The grid with the headings in such boxes given a row of their own and the columns that they head."""
    row = 0
    while row < grid.rows:
        here = [s for s in grid.slots if s.r0 == s.r1 == row and s.c1 > s.c0 and s.words]
        small = {id(slot): heads for slot in here if (heads := _small_heads(slot, grid))}
        if small:
            grid = _parted(grid, row, small)
            row += 1
        row += 1
    return grid


def _small_heads(slot: Slot, grid: Grid) -> dict[int, list[Word]]:
    """The last line of a box over several columns, where it has a text for each of them under a single one; or none."""
    lines = text_lines(slot.words)
    found: dict[int, list[Word]] = {}
    for chunk in chunks(lines[-1]):
        column = interval(grid.xs, (chunk.x0 + chunk.x1) / 2)
        if (
            column in found
            or chunk.x0 < grid.xs[column] - 1
            or chunk.x1 > grid.xs[column + 1] + 1
            or (chunk.figure and not is_year(chunk.text))
        ):
            return {}
        found[column] = list(chunk.words)
    whole = len(lines) > 1 and all(len(chunks(line)) == 1 for line in lines[:-1])
    return found if whole and found.keys() == set(range(slot.c0, slot.c1 + 1)) else {}


def _parted(grid: Grid, row: int, small: dict[int, dict[int, list[Word]]]) -> Grid:
    """The grid with a row cut in two under its large headings; its other cells take both parts."""
    top = min(word.box.top for heads in small.values() for words in heads.values() for word in words)
    slots: list[Slot] = []
    for slot in grid.slots:
        heads = small.get(id(slot))
        if heads is None:
            slots.append(Slot(slot.r0 + (slot.r0 > row), slot.r1 + (slot.r1 >= row), slot.c0, slot.c1, slot.words))
            continue
        below = {id(word) for words in heads.values() for word in words}
        slots.append(Slot(row, row, slot.c0, slot.c1, [word for word in slot.words if id(word) not in below]))
        slots += [Slot(row + 1, row + 1, column, column, words) for column, words in heads.items()]
    return Grid(grid.xs, [*grid.ys[: row + 1], top - 1, *grid.ys[row + 1 :]], slots, grid.method)
