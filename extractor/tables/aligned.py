"""A grid out of aligned text, helped by whatever rules there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from extractor.model import Box, Word
from extractor.tables.boxhead import build_heads
from extractor.tables.columns import Chunk, chunks, typical_size
from extractor.tables.edges import Edge
from extractor.tables.figures import is_figure
from extractor.tables.frames import Frame, cut_at_rules, find_frame, framed, pieces_of
from extractor.tables.grid import Grid, Slot
from extractor.tables.head_columns import head_columns
from extractor.tables.head_lines import bands_of, head_lines, rows_are_ruled
from extractor.tables.lines import Line, text_lines
from extractor.tables.partial import by_partial_rules, open_columns, stretch
from extractor.tables.rows import RowLine, group_lines
from extractor.tables.stacks import without_underlines

FULL_RULE = 0.75  # share of the width that a rule must cover to part rows
LABELLED_RULES = 3  # rules over the labels too that tell those over the other columns from rules of full width
SAME_SIDE = 1.5  # points by which titles of groups of rows may start apart


def aligned_grid(
    words: Sequence[Word],
    box: Box,
    across: Sequence[Edge] = (),
    down: Sequence[Edge] = (),
    fills: Sequence[Box] = (),
    columns: Sequence[float] = (),
) -> Grid | None:
    """The grid of the text inside `box`; None where no columns show.

    `across` and `down` are the horizontal and vertical edges in the box, `fills` its shaded rectangles, `columns` the
    boundaries between its columns where these are known.
    """
    if not words:
        return None
    lines = text_lines(words)
    walls = [Edge(x, box.top, box.bottom) for x in columns]
    rows = [_cut(chunks(line), down, walls, line.middle) for line in lines]
    full = [e for e in across if e.length >= FULL_RULE * (box.x1 - box.x0)]
    known = framed(columns, rows, box) if columns else None
    frame = known or find_frame(rows, _by_band(lines, rows, full), box, down, typical_size(words))
    if frame is None:
        return None
    row_lines = _row_lines(lines, rows, frame)
    full = _over_labels(full, frame)
    head = head_lines(row_lines, full)
    if head and not known:
        frame, row_lines = _as_headed(lines, rows, head, frame, row_lines, box)
        head = head_lines(row_lines, full)
    grid = _assemble(row_lines, head, frame, box, across, full)
    bands = [f for f in fills if f.x0 <= box.x0 + 4 and f.x1 >= box.x1 - 4]
    _widen_titles(grid, bands)
    _widen_between_walls(grid, down)
    return grid


def _cut(row: Sequence[Chunk], down: Sequence[Edge], walls: Sequence[Edge], y: float) -> list[Chunk]:
    """A line of chunks cut at rules, and a line of figures at the walls of cells that nobody sees too."""
    cut = cut_at_rules(row, down, y)
    figures = any(is_figure(word.text) for chunk in row for word in chunk.words)
    return cut_at_rules(cut, walls, y) if figures else cut


def _over_labels(full: Sequence[Edge], frame: Frame) -> list[Edge]:
    """The rules across the table without those that leave its labels out where others take them in."""
    taken_in = [e for e in full if e.start < frame.cores[0][1]]
    return taken_in if len(taken_in) >= LABELLED_RULES else list(full)


def _as_headed(
    lines: Sequence[Line],
    rows: Sequence[Sequence[Chunk]],
    head: int,
    frame: Frame,
    row_lines: list[RowLine],
    box: Box,
) -> tuple[Frame, list[RowLine]]:
    """The frame and lines as the headings show the columns, where that sets anything in another column."""
    told = head_columns(rows[:head], rows[head:])
    if told is None:
        return frame, row_lines
    cut = [*told.heads, *rows[head:]]
    other = framed(told.inner, cut, box)
    moved = _row_lines(lines, cut, other)
    same = len(other.xs) == len(frame.xs) and [x.pieces for x in moved] == [x.pieces for x in row_lines]
    return (frame, row_lines) if same else (other, moved)


def _row_lines(lines: Sequence[Line], rows: Sequence[Sequence[Chunk]], frame: Frame) -> list[RowLine]:
    return [
        RowLine(line.box.top, line.box.bottom, tuple(pieces_of(row, frame)))
        for line, row in zip(lines, rows, strict=True)
    ]


def _over_several(start: float, end: float, cores: Sequence[tuple[float, float]]) -> bool:
    """Whether a stroke of a rule lies over two columns or more; as borders of cells each has its own."""
    return sum(start <= (a + b) / 2 <= end for a, b in cores) > 1


def _by_band(lines: Sequence[Line], rows: Sequence[Sequence[Chunk]], full: Sequence[Edge]) -> list[list[Chunk]]:
    """The chunks of each row where rules part all rows, else those of each line.

    Labels and figures centred beside text of several lines stand on lines of their own; only the row shows
    that they are columns.
    """
    bands = bands_of(lines, full)
    if len(bands) < 3 or len(lines) > 4 * len(bands):
        return [list(row) for row in rows]
    return [sorted((c for row in rows[a:b] for c in row), key=lambda c: c.x0) for a, b in bands]


def _assemble(
    lines: Sequence[RowLine],
    head: int,
    frame: Frame,
    box: Box,
    across: Sequence[Edge],
    full: Sequence[Edge],
) -> Grid:
    slots: list[Slot] = []
    ys = [box.top]
    top_rows = 0
    if head:
        rules = [(e.at, e.start, e.end) for e in across]
        rules += [(e.at, a, b) for e in across for a, b in e.strokes if _over_several(a, b, frame.cores)]
        heads, top_rows = build_heads(lines[:head], frame.xs, frame.cores, rules)
        slots += [Slot(h.level, h.level + h.depth - 1, h.c0, h.c1, h.words) for h in heads]
        for level in range(1, top_rows):
            below = [h.top for h in heads if h.level == level]
            ys.append(max(min(below) - 1, ys[-1] + 0.5))
        ys.append(max(_middle_gap(lines, head), ys[-1] + 0.5) if head < len(lines) else box.bottom)
    body = lines[head:]
    part = [e for e in across if e not in full]
    inner = without_underlines(part, [w for line in body for piece in line.pieces for w in piece.words]) if part else []
    row = top_rows
    bands = bands_of(body, full)
    ruled_rows = rows_are_ruled(body, bands)
    for start, end in bands:
        band = body[start:end]
        whole = ruled_rows and sum(1 for line in band if line.figures) < 2
        spanned = open_columns(band, frame, inner)
        if spanned:
            groups = by_partial_rules(band, inner, frame.xs[1])
        elif whole:
            groups = [list(range(end - start))]
        else:
            groups = group_lines(band, frame.xs[1])
        first_row = row
        for group in groups:
            here = [body[start + i] for i in group]
            slots += _row_slots(here, row)
            row += 1
            last = head + start + group[-1] + 1
            ys.append(_middle_gap(lines, last) if last < len(lines) else box.bottom)
        stretch(slots, range(spanned), first_row, row - 1)
    ys[-1] = box.bottom
    grid = Grid(list(frame.xs), ys, slots, "aligned")
    _narrow_titles(grid)
    grid.slots += _blank_slots(grid)
    _join_blank_heads(grid, top_rows, across)
    return grid


def _narrow_titles(grid: Grid) -> None:
    """Give titles of groups of rows that run on over the first column no more columns than the others have."""
    by_row: dict[int, list[Slot]] = defaultdict(list)
    for slot in grid.slots:
        by_row[slot.r0].append(slot)
    alone = [row[0] for row in by_row.values() if len(row) == 1 and row[0].c0 == 0]
    for title in alone:
        if any(other.c1 == 0 and _set_alike(title, other) for other in alone):
            title.c1 = 0


def _set_alike(one: Slot, other: Slot) -> bool:
    a, b = one.words[0], other.words[0]
    return a.bold == b.bold and abs(a.box.x0 - b.box.x0) <= SAME_SIDE


def _widen_titles(grid: Grid, bands: Sequence[Box]) -> None:
    """Give a text that stands alone on a shaded band across the table the whole width of it."""
    for row in range(grid.rows):
        here = [s for s in grid.slots if s.r0 <= row <= s.r1]
        text = [s for s in here if s.words]
        middle = (grid.ys[row] + grid.ys[row + 1]) / 2
        shaded = any(
            b.top <= middle <= b.bottom and b.bottom - b.top < 2 * (grid.ys[row + 1] - grid.ys[row]) for b in bands
        )
        if len(text) == 1 and text[0].r0 == text[0].r1 and shaded and all(s.r0 == s.r1 for s in here):
            grid.slots = [s for s in grid.slots if s not in here or s is text[0]]
            text[0].c0, text[0].c1 = 0, grid.columns - 1


def _widen_between_walls(grid: Grid, down: Sequence[Edge]) -> None:
    """Give a text that stands alone in its row the columns that the lines between them leave open there alone."""
    for row in range(1, grid.rows):
        here = [s for s in grid.slots if s.r0 <= row <= s.r1]
        text = [s for s in here if s.words]
        if len(text) != 1 or any(s.r0 != s.r1 for s in here):
            continue
        c1, middle = text[0].c1, (grid.ys[row] + grid.ys[row + 1]) / 2
        while c1 + 1 < grid.columns and _open_here(grid.xs[c1 + 1], middle, grid, down):
            c1 += 1
        grid.slots = [s for s in grid.slots if s not in here or s is text[0] or s.c0 > c1]
        text[0].c1 = c1


def _open_here(x: float, y: float, grid: Grid, down: Sequence[Edge]) -> bool:
    """Whether a line that is drawn between two columns above a height and below it is not drawn there."""
    at = [e for e in down if e.drawn and abs(e.at - x) <= SAME_SIDE]
    above, below = any(e.end <= y for e in at), any(e.start >= y for e in at)
    return above and below and not any(e.start < y < e.end for e in at)


def _join_blank_heads(grid: Grid, top_rows: int, across: Sequence[Edge]) -> None:
    """Join blank heading cells over each other where a rule under the others leaves them open."""
    for column in range(grid.columns):
        blank = sorted(
            (s for s in grid.slots if s.c0 == s.c1 == column and s.r1 < top_rows and not s.words),
            key=lambda s: s.r0,
        )
        middle = (grid.xs[column] + grid.xs[column + 1]) / 2
        for upper, lower in pairwise(blank):
            high = (grid.ys[upper.r0] + grid.ys[upper.r1 + 1]) / 2
            low = (grid.ys[lower.r0] + grid.ys[lower.r1 + 1]) / 2
            rules = [e for e in across if high < e.at < low]
            if lower.r0 == upper.r1 + 1 and rules and not any(e.start <= middle <= e.end for e in rules):
                lower.r0 = upper.r0
                grid.slots.remove(upper)


def _middle_gap(lines: Sequence[RowLine], index: int) -> float:
    return (lines[index - 1].bottom + lines[index].top) / 2


def _row_slots(lines: Sequence[RowLine], row: int) -> list[Slot]:
    """The cells of one row: what stands in the same columns on several lines is one cell."""
    merged: list[Slot] = []
    for line in lines:
        for piece in line.pieces:
            here = [s for s in merged if s.c0 <= piece.c1 and piece.c0 <= s.c1]
            slot = Slot(row, row, piece.c0, piece.c1, list(piece.words))
            for other in here:
                merged.remove(other)
                slot.c0, slot.c1 = min(slot.c0, other.c0), max(slot.c1, other.c1)
                slot.words = other.words + slot.words
            merged.append(slot)
    return merged


def _blank_slots(grid: Grid) -> list[Slot]:
    taken = grid.slot_map()
    return [Slot(r, r, c, c) for r in range(grid.rows) for c in range(grid.columns) if (r, c) not in taken]
