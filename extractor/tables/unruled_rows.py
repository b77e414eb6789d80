"""Rows that go on above or below a grid that no rule closes, such as a shaded heading over plain rows."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from extractor.model import Box, Word
from extractor.tables.columns import Chunk, chunks
from extractor.tables.edges import Edge
from extractor.tables.grid import Grid, Slot, interval
from extractor.tables.lines import Line, text_lines
from extractor.tables.rows import Piece, RowLine, group_lines
from extractor.tables.stacks import CAPTION

NEAR = 1.3  # font sizes of white between one row and the next
SAME_EDGE = 1.5  # points
ROW_STEP = 1.5  # times the height of the last row that one more, ruled like the others, is high at most
CLOSED = 0.6  # share of the width that a drawn rule must cover to close a grid


def with_rows_below(grid: Grid, words: Sequence[Word], across: Sequence[Edge], taken: Sequence[Box]) -> Grid:
    """The grid with the lines of text under it that keep to its columns; the same where a last rule closes it."""
    if grid.columns < 2 or grid.rows < 1:
        return grid
    end = _last_rule(grid, across) if _closed(grid, across, grid.ys[-1]) else inf
    beside = [w for w in words if (w.box.top + w.box.bottom) / 2 < end and _under(w, grid, taken)]
    fitting = _fitting(text_lines(beside), grid) if beside else []
    if not fitting:
        return grid
    rows = [RowLine(line.box.top, line.box.bottom, _pieces(line, grid)) for line in fitting]
    slots, ys = list(grid.slots), list(grid.ys)
    for group in group_lines(rows, grid.xs[1]):
        row = len(ys) - 1
        by_column: dict[int, list[Word]] = {c: [] for c in range(grid.columns)}
        for i in group:
            for piece in rows[i].pieces:
                by_column[piece.c0].extend(piece.words)
        slots += [Slot(row, row, c, c, found) for c, found in by_column.items()]
        last = group[-1]
        ys.append((rows[last].bottom + rows[last + 1].top) / 2 if last + 1 < len(rows) else rows[last].bottom + 1)
    return Grid(grid.xs, ys, slots, grid.method)


def _closed(grid: Grid, across: Sequence[Edge], y: float) -> bool:
    covered = sum(
        max(0.0, min(e.end, grid.xs[-1]) - max(e.start, grid.xs[0])) for e in across if e.drawn and abs(e.at - y) <= 2.0
    )
    return covered >= CLOSED * (grid.xs[-1] - grid.xs[0])


def _last_rule(grid: Grid, across: Sequence[Edge]) -> float:
    """The height of the last rule under the grid where rules follow each other row by row: shading ends before them."""
    step = ROW_STEP * (grid.ys[-1] - grid.ys[-2])
    end = grid.ys[-1]
    for edge in across:
        if SAME_EDGE < edge.at - end <= step and _closed(grid, across, edge.at):
            end = edge.at
    return end


def _under(word: Word, grid: Grid, taken: Sequence[Box]) -> bool:
    box = word.box
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    if y <= grid.ys[-1] or not grid.xs[0] - 2 <= x <= grid.xs[-1] + 2:
        return False
    return not any(b.x0 <= x <= b.x1 and b.top <= y <= b.bottom for b in taken)


def _fitting(lines: Sequence[Line], grid: Grid) -> list[Line]:
    """The lines that go on as rows, without gap, up to the first that does not fit the columns."""
    kept = 0
    bottom = grid.ys[-1]
    edges = _left_edges(grid)
    for i, line in enumerate(lines):
        if line.box.top - bottom > NEAR * line.size or CAPTION.match(line.text):
            break
        found = [part for chunk in chunks(line) for part in _parted(chunk, grid, edges)]
        if any(_crosses(c, grid) for c in found):
            break
        if len({_column(c, grid) for c in found}) >= 2:
            kept = i + 1
        bottom = max(bottom, line.box.bottom)
    return list(lines[:kept])


def _left_edges(grid: Grid) -> list[list[float]]:
    """Where texts start in each column."""
    edges: list[list[float]] = [[] for _ in range(grid.columns)]
    for slot in grid.slots:
        if slot.words and slot.c0 == slot.c1:
            edges[slot.c0] += [line.box.x0 for line in text_lines(slot.words)]
    return edges


def _parted(chunk: Chunk, grid: Grid, edges: Sequence[Sequence[float]]) -> list[Chunk]:
    """A chunk cut where the next word starts a column: within a word space, but at that column's left edge."""
    for i in range(1, len(chunk.words)):
        left, right = chunk.words[i - 1].box.x1, chunk.words[i].box.x0
        column = interval(grid.xs, right + 1)
        if not 0 < column < grid.columns or left > grid.xs[column] + 1:
            continue
        if any(abs(right - x) <= SAME_EDGE for x in edges[column]):
            first = Chunk(chunk.words[:i], chunk.x0, left)
            rest = Chunk(chunk.words[i:], right, chunk.x1)
            return [first, *_parted(rest, grid, edges)]
    return [chunk]


def _crosses(chunk: Chunk, grid: Grid) -> bool:
    return any(chunk.x0 + 1 < x < chunk.x1 - 1 for x in grid.xs[1:-1]) or chunk.x1 > grid.xs[-1] + 2


def _column(chunk: Chunk, grid: Grid) -> int:
    return min(max(interval(grid.xs, (chunk.x0 + chunk.x1) / 2), 0), grid.columns - 1)


def _pieces(line: Line, grid: Grid) -> tuple[Piece, ...]:
    by_column: dict[int, list[Word]] = {}
    edges = _left_edges(grid)
    for chunk in (part for whole in chunks(line) for part in _parted(whole, grid, edges)):
        by_column.setdefault(_column(chunk, grid), []).extend(chunk.words)
    return tuple(Piece(c, c, tuple(by_column[c])) for c in sorted(by_column))
