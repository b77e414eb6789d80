"""A ruled grid looked at again with its text: rows and columns that the rules do not part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractor.model import Word
from extractor.tables.columns import chunks, find_rivers, typical_size
from extractor.tables.grid import Grid, Slot, interval
from extractor.tables.lines import text_lines
from extractor.tables.rows import Piece, RowLine

FOOTNOTE = re.compile(r"\(\d{1,2}\)|\([a-z]\)|[*†‡§¹²³]+")  # a mark set apart from its figure is no second figure
LABEL = re.compile(r"[^\W\d_]{3}|\d+ [^\W\d_]{3}")  # how a label starts that is no unit or sign of the figure after it
MANY_LABELS = 5  # lines of a label and a figure each that make two columns of what rules leave in one cell
MANY_ROWS, LABELLED = 4, 0.8  # a cell beside so many rows, with text beside this share of them, is a column of labels
BLANK_LINE = 0.8  # font sizes of white between lines that are as much as a line left blank
HIDDEN = 0.5  # share of the lines in a ruled column that must show a river for it to hold several columns


def has_hidden_columns(grid: Grid) -> bool:
    """Whether a ruled column holds several columns of text side by side."""
    for column in range(grid.columns):
        slots = [s for s in grid.slots if s.c0 == s.c1 == column and s.words]
        rows = [chunks(line) for slot in slots for line in text_lines(slot.words)]
        several = [row for row in rows if len(row) >= 2]
        if len(several) < 2 or len(several) < HIDDEN * len(rows):
            continue
        figures = sum(1 for row in several if sum(c.figure and not FOOTNOTE.fullmatch(c.text) for c in row) >= 2)
        labelled = sum(1 for row in several if LABEL.match(row[0].text) and row[-1].figure)
        rivers = find_rivers(rows, typical_size([w for s in slots for w in s.words]))
        if rivers and (figures >= HIDDEN * len(several) or labelled >= max(MANY_LABELS, HIDDEN * len(rows))):
            return True
    return False


def part_open_slots(grid: Grid) -> Grid:
    """The grid with cells parted that no rule walls off although their text stands in separate columns.

    Some tables draw the column lines in the heading and the totals alone.
    """
    slots: list[Slot] = []
    for slot in _labels_by_row(grid):
        cuts = _open_columns(slot, grid) if slot.c1 > slot.c0 and slot.words else []
        if not cuts:
            slots.append(Slot(slot.r0, slot.r1, slot.c0, slot.c1, list(slot.words)))
            continue
        starts = [slot.c0, *cuts]
        ends = [c - 1 for c in cuts] + [slot.c1]
        parts = [Slot(slot.r0, slot.r1, a, b) for a, b in zip(starts, ends, strict=True)]
        for word in slot.words:
            column = _column_of(word, grid)
            next(p for p in parts if p.c1 >= column or p is parts[-1]).words.append(word)
        slots += parts
    return Grid(grid.xs, grid.ys, slots, grid.method)


def _labels_by_row(grid: Grid) -> list[Slot]:
    """The cells of the grid, those cut into the rows beside them whose lines stand one by one beside these."""
    found: list[Slot] = []
    counted = {(s.r0, s.r1) for s in grid.slots if s.r1 > s.r0 and _counts_rows(s, grid)}
    for slot in grid.slots:
        parts = _by_row(slot, grid) if slot.r1 > slot.r0 and slot.words else []
        labelled = sum(bool(part.words) for part in parts)
        many = max(MANY_ROWS, LABELLED * len(parts))
        found += parts if labelled >= many or (labelled and (slot.r0, slot.r1) in counted) else [slot]
    return found


def _counts_rows(slot: Slot, grid: Grid) -> bool:
    """Whether a cell holds one figure beside each of several rows, which no cell of one text does."""
    return all(Piece(0, 0, tuple(part.words)).figure for part in _by_row(slot, grid))


def _by_row(slot: Slot, grid: Grid) -> list[Slot]:
    """A cell cut into the rows beside it: labels left outside the rules."""
    beside = [Slot(row, row, slot.c0, slot.c1) for row in range(slot.r0, slot.r1 + 1)]
    for word in slot.words:
        row = interval(grid.ys, (word.box.top + word.box.bottom) / 2)
        beside[min(max(row, slot.r0), slot.r1) - slot.r0].words.append(word)
    return beside


def _open_columns(slot: Slot, grid: Grid) -> list[int]:
    """Columns within a slot where a cell of its own starts; none unless text shows at least two."""
    found = [chunk for line in text_lines(slot.words) for chunk in chunks(line)]
    inner = range(slot.c0 + 1, slot.c1 + 1)
    free = [c for c in inner if not any(k.x0 + 1 < grid.xs[c] < k.x1 - 1 for k in found)]
    middles = [(k.x0 + k.x1) / 2 for k in found]
    apart = [c for c in free if min(middles) < grid.xs[c] < max(middles)]
    return free if apart else []


def _column_of(word: Word, grid: Grid) -> int:
    x = (word.box.x0 + word.box.x1) / 2
    return min(max(interval(grid.xs, x), 0), grid.columns - 1)


def split_rows(grid: Grid) -> Grid:
    """The grid with every row cut that holds several lines of figures, each with its own label."""
    ys: list[float] = [grid.ys[0]]
    first: list[int] = []  # new index of the first part of each old row
    parts: dict[int, list[float]] = {}
    beside: list[list[Slot]] = [[] for _ in range(grid.rows)]
    for slot in grid.slots:
        if slot.r0 == slot.r1 and slot.words:
            beside[slot.r0].append(slot)
    for r, here in enumerate(beside):
        cuts = (_cuts(grid, r, here) or _blank_lines(here)) if len(here) > 1 else []
        parts[r] = cuts
        first.append(len(ys) - 1)
        ys += [*cuts, grid.ys[r + 1]]
    if len(ys) == len(grid.ys):
        return grid
    first.append(len(ys) - 1)
    slots: list[Slot] = []
    for slot in grid.slots:
        r0, r1 = first[slot.r0], first[slot.r1 + 1] - 1
        if slot.r0 == slot.r1 and parts[slot.r0]:
            slots += _cut_slot(slot, r0, parts[slot.r0])
        else:
            slots.append(Slot(r0, r1, slot.c0, slot.c1, slot.words))
    return Grid(grid.xs, ys, slots, grid.method)


def _middles(words: Sequence[Word]) -> list[float]:
    return [(word.box.top + word.box.bottom) / 2 for word in words]


def _cut_slot(slot: Slot, r0: int, cuts: Sequence[float]) -> list[Slot]:
    pieces = [Slot(r0 + i, r0 + i, slot.c0, slot.c1) for i in range(len(cuts) + 1)]
    for word in slot.words:
        y = (word.box.top + word.box.bottom) / 2
        pieces[sum(y > cut for cut in cuts)].words.append(word)
    return pieces


def _cuts(grid: Grid, row: int, slots: Sequence[Slot]) -> list[float]:
    """Heights at which a ruled row has to be cut, from top to bottom; `slots` are its cells with text."""
    words = [w for s in slots for w in s.words]
    if grid.ys[row + 1] - grid.ys[row] < 2 * typical_size(words):
        return []
    lines = [_row_line(line.words, grid) for line in text_lines(words)]
    data = [line for line in lines if line.figures]
    if len(data) < 2 or not _figures_only(slots):
        return []
    beside = [slot for slot in slots if slot.c0 > 0]
    if 2 * sum(len(text_lines(slot.words)) > 1 for slot in beside) <= len(beside):
        return []  # cells of one line beside a few that wrap
    labels = [sum(1 for p in line.pieces if not p.figure) for line in data]
    if not all(labels):
        return []
    cuts = []
    for above, below in pairwise(data):
        between = [line for line in lines if above.middle < line.middle < below.middle]
        edge = between[0] if between else None
        low = edge.top if edge else below.top
        high = max((line.bottom for line in lines if line.middle < (edge or below).middle), default=above.bottom)
        cuts.append((high + low) / 2)
    return sorted({*cuts, *_around_titles(lines)})


def _around_titles(lines: Sequence[RowLine]) -> list[float]:
    """Heights over and under bold labels that stand alone over plain ones: titles of the rows beneath them."""
    titles = [
        line.stub_only and line.pieces[0].bold and any(o.stub and not o.stub.bold for o in lines[i + 1 :])
        for i, line in enumerate(lines)
    ]
    pairs = enumerate(pairwise(lines))
    return [(a.bottom + b.top) / 2 for i, (a, b) in pairs if titles[i] or titles[i + 1]]


def _blank_lines(slots: Sequence[Slot]) -> list[float]:
    """Heights of blank lines through the cells of a ruled row where labels and the text beside them go on under them.

    Paragraphs of one cell end where they like; those of several cells that end and start together are rows, each
    with a label.
    """
    words = [w for s in slots for w in s.words]
    if any(w.rotation for w in words):
        return []
    least = BLANK_LINE * typical_size(words)
    ends = sorted((w.box.top, w.box.bottom) for w in words)
    blanks: list[float] = []
    bottom = ends[0][1]
    for top, low in ends:
        if top - bottom >= least:
            blanks.append((top + bottom) / 2)
        bottom = max(bottom, low)
    if not blanks:
        return []
    if any(Piece(0, 0, line.words).figure for s in slots if s.c0 == 0 for line in text_lines(s.words)):
        return []  # figures one over the other where labels stand are those of an axis
    broken = [[s.c0 for s in slots if min(_middles(s.words)) < y < max(_middles(s.words))] for y in blanks]
    return blanks if any(len(columns) >= 2 and 0 in columns for columns in broken) else []


def _figures_only(slots: Sequence[Slot]) -> bool:
    """Whether some cell after the first column holds two lines and more, all of them figures."""
    for slot in slots:
        lines = text_lines(slot.words)
        if slot.c0 > 0 and len(lines) >= 2 and all(Piece(0, 0, line.words).figure for line in lines):
            return True
    return False


def _row_line(words: Sequence[Word], grid: Grid) -> RowLine:
    pieces: dict[int, list[Word]] = {}
    for word in words:
        pieces.setdefault(_column_of(word, grid), []).append(word)
    found = tuple(Piece(c, c, tuple(pieces[c])) for c in sorted(pieces))
    return RowLine(min(w.box.top for w in words), max(w.box.bottom for w in words), found)
