"""Tables whose cells are shaded one by one: a heading of its own colour over rows of which every second is shaded.

Browsers paint each cell. Nobody sees the sides of a pale cell beside another, but where the rows of a whole table agree
about them, under a heading that is shaded too, they are its columns: exact ones, with the spans of the headings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.model import Box, Fill, Word
from extractor.tables.columns import CHUNK_GAP
from extractor.tables.figures import is_figure
from extractor.tables.lines import bounds, text_lines

ABUT = 1.0  # points; fills nearer than this touch
SAME_WALL = 1.5  # points by which the side of a cell may move from row to row
FEWEST_STRIPES = 2  # shaded rows that agree about the sides of their cells
FEWEST_ROWS, FEWEST_CELLS = 3, 3  # shaded rows, and cells in each of those under the heading
SKIPPED = 2.5  # heights of the taller row that may lie unshaded between two shaded ones


@dataclass(frozen=True, slots=True)
class ShadedRow:
    """Fills side by side between two heights."""

    fills: tuple[Fill, ...]

    @property
    def top(self) -> float:
        return self.fills[0].box.top

    @property
    def bottom(self) -> float:
        return self.fills[0].box.bottom

    @property
    def walls(self) -> list[float]:
        return [self.fills[0].box.x0, *(fill.box.x1 for fill in self.fills)]


def shaded_tables(fills: Sequence[Fill]) -> list[list[ShadedRow]]:
    """The rows of such tables from top to bottom, the rows of the heading included."""
    rows = sorted(_rows(fills), key=lambda row: row.top)
    tables: list[list[ShadedRow]] = []
    for row in rows:
        last = tables[-1] if tables else None
        if last and _goes_on(last[-1], row) and not _heads_again(last, row):
            last.append(row)
        else:
            tables.append([row])
    return [table for table in tables if _headed(table)]


def bridges(tables: Sequence[Sequence[ShadedRow]], words: Sequence[Word], fills: Sequence[Fill]) -> list[Box]:
    """The sides of cells (as boxes without width) of the unshaded rows between shaded ones that agree about them.

    Not where a text of the unshaded row runs on over a side, or shading: its cell spans more columns there.
    """
    found = []
    for above, below in (pair for table in tables for pair in pairwise(table)):
        if below.top - above.bottom > ABUT:
            shared = [x for x in above.walls if any(abs(x - y) <= SAME_WALL for y in below.walls)]
            here = [w for w in words if above.bottom < (w.box.top + w.box.bottom) / 2 < below.top]
            for x in shared:
                found += [] if _runs_over(here, x) else _unshaded(x, above.bottom, below.top, fills)
    return found


def _unshaded(x: float, top: float, bottom: float, fills: Sequence[Fill]) -> list[Box]:
    """What of an upright line no shading lies across."""
    across = sorted(
        (fill.box.top, fill.box.bottom)
        for fill in fills
        if fill.box.x0 + ABUT < x < fill.box.x1 - ABUT and fill.box.top < bottom and fill.box.bottom > top
    )
    ends = [top, *(y for pair in across for y in pair), bottom]
    return [Box(x, a, x, b) for a, b in zip(ends[::2], ends[1::2], strict=True) if b - a > ABUT]


def striped_columns(fills: Sequence[Fill]) -> list[tuple[Box, list[float]]]:
    """Where rows that are shaded cell by cell, of one colour, agree about all sides of cells: their box and the sides.

    Nobody sees the sides, but programs shade cells where cells are.
    """
    stripes: dict[tuple[str, tuple[int, ...]], list[ShadedRow]] = defaultdict(list)
    for row in _rows(fills):
        if len({fill.colour for fill in row.fills}) == 1 and len(row.fills) >= FEWEST_CELLS:
            stripes[row.fills[0].colour, tuple(round(x / SAME_WALL) for x in row.walls)].append(row)
    return [
        (bounds(fill.box for row in rows for fill in row.fills), rows[0].walls[1:-1])
        for rows in stripes.values()
        if len(rows) >= FEWEST_STRIPES
    ]


def _runs_over(words: Sequence[Word], x: float) -> bool:
    """Whether words of one line, no figures, stand on both sides of `x` with no more than a blank between them."""
    for line in text_lines(words) if words else ():
        for a, b in pairwise(line.words):
            blank = b.box.x0 - a.box.x1 <= CHUNK_GAP * line.size
            if a.box.x1 - 1 <= x <= b.box.x0 + 1 and blank and not (is_figure(a.text) or is_figure(b.text)):
                return True
        if any(word.box.x0 + 1 < x < word.box.x1 - 1 for word in line.words):
            return True
    return False


def _rows(fills: Sequence[Fill]) -> list[ShadedRow]:
    by_height: dict[tuple[int, int], list[Fill]] = defaultdict(list)
    for fill in fills:
        by_height[round(fill.box.top), round(fill.box.bottom)].append(fill)
    rows = []
    for level in by_height.values():
        run: list[Fill] = []
        for fill in sorted(level, key=lambda f: f.box.x0):
            if run and abs(fill.box.x0 - run[-1].box.x1) > ABUT:
                rows.append(ShadedRow(tuple(run)))
                run = []
            run.append(fill)
        rows.append(ShadedRow(tuple(run)))
    return [row for row in rows if len(row.fills) >= 2]


def _goes_on(above: ShadedRow, below: ShadedRow) -> bool:
    """Whether two shaded rows belong to one table: near, ending on one side, the walls of one among the other's."""
    tallest = max(above.bottom - above.top, below.bottom - below.top)
    if not -ABUT <= below.top - above.bottom <= SKIPPED * tallest or abs(above.walls[-1] - below.walls[-1]) > SAME_WALL:
        return False
    few, many = sorted((above.walls, below.walls), key=len)
    return all(any(abs(x - y) <= SAME_WALL for y in many) for x in few)


def _heads_again(table: Sequence[ShadedRow], row: ShadedRow) -> bool:
    """Whether a row under rows of another colour has that of the heading: the next table starts."""
    head = table[0].fills[-1].colour
    return row.fills[-1].colour == head != table[-1].fills[-1].colour


def _headed(table: Sequence[ShadedRow]) -> bool:
    """Whether the first rows have a colour of their own and the others, each of one colour, agree about the cells."""
    head = table[0].fills[-1].colour
    body = [row for row in table if row.fills[-1].colour != head]
    plain = all(len({fill.colour for fill in row.fills[1:]}) == 1 for row in table)  # the labels may have their own
    if len(body) < FEWEST_ROWS - 1 or not plain or table[-len(body) :] != body:
        return False
    return all(len(row.fills) == len(body[0].fills) >= FEWEST_CELLS for row in body)
