"""Labels and headings that stand outside the lattice of their table: left of its rows, or over its columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median

from extractor.model import Box, Word
from extractor.tables.columns import Chunk, chunks
from extractor.tables.figures import is_figure
from extractor.tables.grid import Grid, Slot, interval
from extractor.tables.lines import bounds, cell_text, letter_height, text_lines
from extractor.tables.stacks import CAPTION
from extractor.tables.zones import in_zone

LABELLED = 0.7  # share of the rows of figures that have a label beside them
FIGURES = 0.8  # share of the cells of a first column that hold figures and so need labels
LABEL_REACH = 150.0  # points between a row and its label at most: labels of one column end anywhere
REACH = 60.0  # points between a row and the figure set apart from it at most
NEAR = 1.2  # font sizes of white between headings and the first row, or as much as there is over the rules of rows
LINES = 0.6  # font sizes of white between the lines of a heading
HIGH = 6.0  # font sizes from the first row up that headings reach
FEWEST_COLUMNS = 3  # columns whose headings tell themselves from a text that happens to stand over a table
FEWEST_ROWS = 4  # rows that show labels beside them
IN_LINE = 2.0  # points by which a heading may be out of line with its column


def with_labels_beside(grid: Grid, words: Sequence[Word], taken: Sequence[Box]) -> Grid:
    """The grid with a first column of the texts left of its rows, where its own first column holds figures alone."""
    first = [s for s in grid.slots if s.c0 == 0 and s.words and s.r0 == s.r1]
    figures = [s for s in first if is_figure(cell_text(s.words))]
    if len(figures) < max(FEWEST_ROWS, FIGURES * len(first)):
        return grid
    labels: dict[int, list[Word]] = {}
    for line in text_lines([w for w in words if _left_of(w, grid, taken)]):
        nearest = chunks(line)[-1]
        row = interval(grid.ys, line.middle)
        if 0 <= row < grid.rows and grid.xs[0] - nearest.x1 <= LABEL_REACH:
            labels.setdefault(row, []).extend(nearest.words)
    rows = {slot.r0 for slot in figures}
    if len(rows & labels.keys()) < LABELLED * len(rows):
        return grid
    if sum(not is_figure(cell_text(found)) for found in labels.values()) < LABELLED * len(labels):
        return grid
    left = min(w.box.x0 for found in labels.values() for w in found) - 1
    beside = [Slot(r, r, 0, 0, labels.get(r, [])) for r in range(grid.rows)]
    moved = [Slot(s.r0, s.r1, s.c0 + 1, s.c1 + 1, s.words) for s in grid.slots]
    return Grid([left, *grid.xs], grid.ys, beside + moved, grid.method)


def with_figures_beside(grid: Grid, words: Sequence[Word], taken: Sequence[Box]) -> Grid:
    """The grid with a last column of the figures that stand right of its rows, such as totals set apart."""
    if grid.columns < 2:
        return grid
    beside: dict[int, Chunk] = {}
    for line in text_lines([w for w in words if _right_of(w, grid, taken)]):
        nearest = chunks(line)[0]
        row = interval(grid.ys, line.middle)
        if row in beside or not nearest.figure or nearest.x0 - grid.xs[-1] > REACH:
            return grid
        beside[row] = nearest
    rows = {s.r0 for s in grid.slots if s.c0 > 0 and s.words and is_figure(cell_text(s.words))}
    if len(rows) < FEWEST_ROWS or rows != beside.keys() or not _one_column(list(beside.values())):
        return grid
    last = grid.columns
    slots = [Slot(r, r, last, last, list(beside[r].words) if r in beside else []) for r in range(grid.rows)]
    left, right = min(c.x0 for c in beside.values()), max(c.x1 for c in beside.values())
    return Grid([*grid.xs, right + left - grid.xs[-1]], grid.ys, [*grid.slots, *slots], grid.method)


def _one_column(found: Sequence[Chunk]) -> bool:
    """Whether texts start, end or have their middle on one line."""
    sides = ([c.x0 for c in found], [c.x1 for c in found], [(c.x0 + c.x1) / 2 for c in found])
    return any(max(side) - min(side) <= IN_LINE for side in sides)


def _right_of(word: Word, grid: Grid, taken: Sequence[Box]) -> bool:
    box = word.box
    y = (box.top + box.bottom) / 2
    if not (grid.ys[0] <= y <= grid.ys[-1] and box.x0 >= grid.xs[-1] - 1) or word.rotation:
        return False
    return not in_zone(box, taken)


def _left_of(word: Word, grid: Grid, taken: Sequence[Box]) -> bool:
    box = word.box
    y = (box.top + box.bottom) / 2
    if not (grid.ys[0] <= y <= grid.ys[-1] and box.x1 <= grid.xs[0] + 1) or word.rotation:
        return False
    return not in_zone(box, taken)


def with_headings_above(grid: Grid, words: Sequence[Word], taken: Sequence[Box]) -> Grid:
    """The grid with a first row of the texts right over its columns, one of a line or several over each of them."""
    reach = max(NEAR, _padding(grid))
    lines = text_lines([w for w in words if w.box.bottom <= grid.ys[0] + 1 and _over(w, grid, taken)])
    heads: dict[int, list[Chunk]] = {}
    top = grid.ys[0]
    for line in reversed(lines if grid.columns >= FEWEST_COLUMNS else []):
        found = chunks(line)
        columns = [interval(grid.xs, (chunk.x0 + chunk.x1) / 2) for chunk in found]
        apart = top - line.box.bottom > (LINES if heads else reach) * line.size
        crosses = any(chunk.x0 + 1 < x < chunk.x1 - 1 for chunk in found for x in grid.xs)
        if apart or crosses or CAPTION.match(line.text) or len(set(columns)) < len(found):
            break
        for column, chunk in zip(columns, found, strict=True):
            heads.setdefault(column, []).insert(0, chunk)
        top = line.box.top
    if len(heads) < grid.columns - 1 or any(c.figure for found in heads.values() for c in found[:1]):
        return grid
    if not (_in_line(heads, grid) or _alike(heads, grid)):
        return grid
    row = [Slot(0, 0, c, c, [w for k in heads.get(c, ()) for w in k.words]) for c in range(grid.columns)]
    moved = [Slot(s.r0 + 1, s.r1 + 1, s.c0, s.c1, s.words) for s in grid.slots]
    return Grid(grid.xs, [top - 1, *grid.ys], row + moved, grid.method)


def _padding(grid: Grid) -> float:
    """The usual white between the text of a row and the rule under it, in font sizes."""
    under = [
        (grid.ys[s.r1 + 1] - max(w.box.bottom for w in s.words)) / letter_height(s.words[0])
        for s in grid.slots
        if s.words and s.r0 == s.r1
    ]
    return median(under) if under else 0.0


def _over(word: Word, grid: Grid, taken: Sequence[Box]) -> bool:
    box = word.box
    if not (
        grid.ys[0] - box.bottom <= HIGH * letter_height(word) and grid.xs[0] - 2 <= box.x0 and box.x1 <= grid.xs[-1] + 2
    ):
        return False
    return not any(b.x0 <= box.x0 <= b.x1 and b.top <= box.top <= b.bottom for b in taken)


def _in_line(heads: Mapping[int, Sequence[Chunk]], grid: Grid) -> bool:
    """Whether each heading starts, ends or has its middle where some text of its column does."""
    return all(any(_lined_up(k, column, grid) for k in found) for column, found in heads.items())


def _lined_up(chunk: Chunk, column: int, grid: Grid) -> bool:
    for slot in grid.slots:
        if slot.c0 == slot.c1 == column and slot.words:
            box = bounds(w.box for w in slot.words)
            offs = (chunk.x0 - box.x0, chunk.x1 - box.x1, (chunk.x0 + chunk.x1 - box.x0 - box.x1) / 2)
            if any(abs(off) <= IN_LINE for off in offs):
                return True
    return False


def _alike(heads: Mapping[int, Sequence[Chunk]], grid: Grid) -> bool:
    """Whether the headings are set alike in their columns: all at the left, in the middle or at the right."""
    sides = [(grid.xs[c], grid.xs[c + 1], k) for c, found in heads.items() if c > 0 for k in found]
    for offs in (
        [k.x0 - left for left, _, k in sides],
        [right - k.x1 for _, right, k in sides],
        [(k.x0 + k.x1 - left - right) / 2 for left, right, k in sides],
    ):
        if len(offs) >= FEWEST_COLUMNS - 1 and max(offs) - min(offs) <= IN_LINE:
            return True
    return False
