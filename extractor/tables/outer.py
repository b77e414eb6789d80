"""Rows that stand outside the rules of their table: headings over the first rule, totals under the last."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from extractor.model import Box, Word
from extractor.tables.columns import Chunk, chunks
from extractor.tables.edges import Edge
from extractor.tables.figures import is_year
from extractor.tables.grid import Grid
from extractor.tables.lines import Line, middle_in, text_lines
from extractor.tables.stacks import CAPTION
from extractor.tables.text_rows import TextLine, visual_lines

NEAR = 1.1  # font sizes of white between a row and the next; more is no longer the same table
BOTH_SIDES = 2.2  # times the padding of a row that lie between the texts of two
CLOSE = 0.5  # font sizes of white between the lines of one label
CENTRED = 0.15  # share of the width of a group of columns by which its heading may miss its middle
SHORTEST = 0.15  # share of the width of a table that a rule over its headings has at least
FEWEST_COLUMNS = 3  # that a line with one text for each of them heads
HEAD_LINES = 5  # lines of text that fit between a rule over the headings and the first rule of full width


def with_open_head(box: Box, edges: Sequence[Edge], words: Sequence[Word], taken: Sequence[Box]) -> Box:
    """The box grown up to a rule over the headings alone, which leaves the corner over the labels open."""
    for edge in reversed([e for e in edges if e.at < box.top - 1]):
        if not (abs(edge.end - box.x1) <= 6 and box.x0 + 6 < edge.start < box.x1 - SHORTEST * (box.x1 - box.x0)):
            continue
        space = Box(box.x0, edge.at, box.x1, box.top)
        if any(_overlap(space, other) for other in taken):
            break
        lines = text_lines([w for w in words if middle_in(w.box, space)])
        if not lines:
            continue
        if len(lines) <= HEAD_LINES and all(line.box.x0 >= edge.start - 4 for line in lines):
            return Box(box.x0, edge.at, box.x1, box.bottom)
        break
    return box


def with_outer_rows(grid: Grid, words: Sequence[Word], taken: Sequence[Box]) -> Box:
    """The box of the grid with the rows next to it that fit its columns.

    Above, only where the grid starts with figures and so lacks its headings; these may stand as far off as their rule
    or shading were if they had the height of a row.
    """
    box = grid.box
    top = box.top
    column = [
        w
        for w in words
        if w.box.x0 >= box.x0 - 3 and w.box.x1 <= box.x1 + 3 and not any(middle_in(w.box, other) for other in taken)
    ]
    bottom = _with_rows_below(grid, visual_lines([w for w in column if w.box.top >= box.bottom - 1]))
    above = text_lines([w for w in column if w.box.bottom <= box.top + 1])
    if _starts_with_figures(grid) or _starts_with_headings_of_groups(grid, column) or _one_each(above[-1:], grid):
        top = _with_headings(grid, above)
    return Box(box.x0, top, box.x1, bottom)


def _with_headings(grid: Grid, lines: Sequence[Line]) -> float:
    """The top of the highest of the lines over a grid that head its columns; the title of a group may stand between."""
    top = low = grid.ys[0]
    complete = False
    step = median([below - above for above, below in pairwise(grid.ys)])
    for line in reversed(lines):
        apart = low - line.box.bottom > max(NEAR * line.size, step - line.size)
        if apart or (complete and line.box.x0 < grid.xs[1] - 2):
            break
        if _heading(line, grid):
            top = line.box.top - 1
            complete = complete or len(chunks(line)) >= grid.columns - 1  # over it only what spans
        elif low < grid.ys[0] or len(chunks(line)) > 1 or line.box.x1 > grid.xs[1] + 1 or CAPTION.match(line.text):
            break
        low = line.box.top - 1
    return top


def _one_each(lines: Sequence[Line], grid: Grid) -> bool:
    """Whether a line has one text for each column, that of the labels perhaps left out."""
    found = chunks(lines[-1]) if lines else []
    return len(found) >= max(grid.columns, FEWEST_COLUMNS) - 1 and _over_columns(lines[-1], grid)


def _over_columns(line: Line, grid: Grid) -> bool:
    """Whether the texts of a line stand over a column each, clear of what is in the next ones, and none is a figure.

    Headings at the other side of their cells than the figures run over where these alone put the boundaries.
    """
    found = chunks(line)
    if any(chunk.figure and not is_year(chunk.text) for chunk in found) or CAPTION.match(line.text):
        return False
    texts = [[w.box for s in grid.slots if s.c0 == s.c1 == c for w in s.words] for c in range(grid.columns)]
    ends = [
        grid.xs[0],
        *(max((box.x1 for box in column), default=x) for column, x in zip(texts, grid.xs, strict=False)),
    ]
    starts = [min((box.x0 for box in column), default=x) for column, x in zip(texts, grid.xs, strict=False)]
    starts = [*starts[1:], grid.xs[-1]]
    last = -1
    for chunk in found:
        free = range(last + 1, grid.columns)
        last = next((c for c in free if ends[c] - 1 <= chunk.x0 and chunk.x1 <= starts[c] + 1), grid.columns)
    return last < grid.columns and len(found) > 1


def _with_rows_below(grid: Grid, lines: Sequence[TextLine]) -> float:
    """The bottom of the last of the lines under a grid that go on as its rows, labels of several lines included."""
    bottom = low = grid.ys[-1]
    label = 0  # lines of a label over its figures
    padding = lines[0].box.top - low if lines else 0.0  # of a row, under the rule or shading that ends the grid
    last = [w for s in grid.slots if s.c0 == s.c1 == 0 and s.r1 == grid.rows - 1 for w in s.words]
    above = text_lines(last)[-1].words if last else ()
    for line in lines:
        only_label = len(line.chunks) == 1 and line.chunks[0].x1 <= grid.xs[1] + 1
        if line.box.top - low > max(NEAR * line.size, (bottom > grid.ys[-1]) * BOTH_SIDES * padding):
            break
        if _row(line.chunks, grid):
            bottom = line.box.bottom + 1
            label = -label
        elif not only_label:
            break
        elif label < 0 or (not label and _wraps(above, line, grid.xs[1])):
            bottom = line.box.bottom + 1
            label = min(label + 1, 0)
        else:
            label += 1
        low, above = line.box.bottom, line.chunks[0].words
    return bottom


def _wraps(above: Sequence[Word], line: TextLine, right: float) -> bool:
    """Whether a line ends the label above it: set alike and close, in lower case or where its first word had no room.

    `above` is the last line of the label, `right` where its column ends.
    """
    first = line.words[0]
    if not above or line.box.top - above[-1].box.bottom > CLOSE * line.size or first.size != above[0].size:
        return False
    room = right - above[-1].box.x1
    return abs(first.box.x0 - above[0].box.x0) <= 1 and (first.text[0].islower() or first.box.x1 - first.box.x0 > room)


def _row(found: Sequence[Chunk], grid: Grid) -> bool:
    """Whether chunks are a row of the grid: a label, and figures each within a column."""
    figures = [Chunk((w,), w.box.x0, w.box.x1) for c in found[1:] if c.figure for w in c.words]
    texts = [c for c in found if not c.figure]
    if len(found) < 2 or len(figures) < max(1, 0.5 * (grid.columns - 1)):
        return False
    return found[0].x1 <= grid.xs[1] + 1 and not any(_crosses(c, grid) for c in (*texts, *figures))


def _heading(line: Line, grid: Grid) -> bool:
    if CAPTION.match(line.text):
        return False
    if _over_columns(line, grid):
        return True
    found = chunks(line)
    if len(found) == 1:
        wide = found[0].x1 - found[0].x0 > 0.7 * (grid.xs[-1] - grid.xs[0])
        return found[0].x0 > grid.xs[1] - 2 and not wide
    over_groups = all(c.x0 > grid.xs[1] - 2 for c in found)  # each over several columns, none over the labels
    return over_groups or sum(_crosses(c, grid) for c in found) <= 0.5 * len(found)


def _crosses(chunk: Chunk, grid: Grid) -> bool:
    return any(chunk.x0 + 1 < x < chunk.x1 - 1 for x in grid.xs[1:-1])


def _starts_with_figures(grid: Grid) -> bool:
    """Whether the first row beside the labels, that of titles of groups left out, holds figures."""
    beside = [s for s in grid.slots if s.c0 > 0 and s.words]
    top = min((s.r0 for s in beside), default=0)
    first = [s for s in beside if s.r0 == top]
    figures = [s for s in first if Chunk(tuple(s.words), 0, 0).figure]
    return bool(first) and len(figures) >= 0.6 * len(first)


def _starts_with_headings_of_groups(grid: Grid, words: Sequence[Word]) -> bool:
    """Whether the line right above a grid has headings over the middles of several groups of as many columns each."""
    lines = visual_lines([w for w in words if w.box.bottom <= grid.ys[0] + 1])
    near = bool(lines) and grid.ys[0] - lines[-1].box.bottom <= lines[-1].size * (NEAR + 1)
    over = lines[-1].chunks if near else ()
    width, rest = divmod(grid.columns - 1, len(over)) if over else (0, 0)
    if len(over) < 2 or width < 2 or rest:
        return False
    groups = [(grid.xs[1 + n * width], grid.xs[1 + (n + 1) * width]) for n in range(len(over))]
    return all(
        abs(chunk.x0 + chunk.x1 - left - right) / 2 <= CENTRED * (right - left)
        for chunk, (left, right) in zip(over, groups, strict=True)
    )


def _overlap(one: Box, other: Box) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1 and one.top < other.bottom and other.top < one.bottom
