"""Where the charts, maps and infographic panels of a page are.

Signs of a chart that no table has: labels centred on rules instead of between them, rows of equal ticks,
bars that start on one line and end anywhere, large strokes that are neither level nor upright.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import TypeVar

from extractor.model import Box, Fill, Page, Word
from extractor.tables.edges import Edge, Edges
from extractor.tables.lines import bounds, middle_in
from extractor.tables.ruled import SNAP, Lattice, lattice_grid

T = TypeVar("T")
WIDE_STEP = 2.5  # times the usual step between grid lines or ticks that parts one chart from the next
TICK = 8.0  # points; ticks are no longer than this
MIN_TICKS = 4
ONE_LINE = 2.5  # points; strokes nearer than this side by side are one thick line
GRID_LINE = 45.0  # points; shorter lines with words at their ends are boxes to tick or the like
ON_LINE = 2.0  # points by which the middle of a tick label may miss its grid line
LABEL_REACH = 40.0  # points from the end of a grid line to its label
BIG = (30.0, 12.0)  # width and height, in points, of a stroke too large for an icon or a sparkline
PANEL_WORDS = 12  # a curved outline around more words than this is a frame, not a shape with a label
BAND_LINES = 2.6  # heights of a line of text that an outline around a heading is high at most
LARGE = (120.0, 50.0)  # width and height, in points, of a drawing that no cell of a table holds
SMALL = (170.0, 85.0)  # width and height, in points with its halo, of a drawing that fits a cell
FRAME_HEIGHT = 2.5  # times the height of a drawing; a line that runs on further beside it frames more than it
APART = 1.5  # heights of text between two texts of a row
ROW_TEXTS = 3  # in a shaded row: a label and two figures
HALO = 14.0  # points around a drawing without a frame in which its labels stand


def chart_zones(
    page: Page, edges: Edges, frames: Sequence[Lattice], taken: Sequence[Box], drawn: Sequence[Box]
) -> list[Box]:
    """Boxes of drawings with their labels. `drawn` are the strokes and bars of the page (`drawings`).

    `taken` are tables already found, which no zone may swallow; `frames` are the groups of edges
    that may wall off others.
    """
    seeds = [
        *_ticks(page, edges),
        *_labelled_lines(page, edges),
        *drawn,
    ]
    seeds = [seed for seed in seeds if not any(middle_in(seed, box) for box in taken)]
    zones = [_framed(seed, frames, page) for seed in _united(seeds)]
    return _united(zones)


def drawings(page: Page, fills: Sequence[Fill]) -> list[Box]:
    """The large strokes, shapes and rows of bars on a page; `fills` are its visible ones."""
    return [*_shapes(page), *_bars(fills, page.words)]


def large_drawings(drawn: Sequence[Box]) -> list[Box]:
    """Drawings too large for a cell of a table, without their frames and labels."""
    seeds = _united(drawn)
    return [s for s in seeds if s.x1 - s.x0 >= LARGE[0] and s.bottom - s.top >= LARGE[1]]


def clear_of(edges: Edges, drawings: Sequence[Box]) -> Edges:
    """The edges without those drawn through or beside the drawings.

    A chart set close over a table touches it; its frame must not become a row of the table.
    """
    down = tuple(e for e in edges.vertical if not any(_beside_chart(e, s) for s in drawings))
    return Edges(edges.horizontal, down)


def _beside_chart(edge: Edge, chart: Box) -> bool:
    shared = min(edge.end, chart.bottom) - max(edge.start, chart.top)
    near = chart.x0 - LABEL_REACH * 2 <= edge.at <= chart.x1 + LABEL_REACH * 2
    high = chart.bottom - chart.top
    return near and shared > 0.5 * min(high, edge.length) and edge.length <= FRAME_HEIGHT * high


def parted_by_size(zones: Sequence[Box]) -> tuple[list[Box], list[Box]]:
    """Charts, and drawings so small that they may stand in a cell of a table, such as a trend line."""
    charts = [z for z in zones if z.x1 - z.x0 > SMALL[0] or z.bottom - z.top > SMALL[1]]
    return charts, [z for z in zones if z not in charts]


def in_zone(box: Box, zones: Iterable[Box]) -> bool:
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    for zone in zones:  # noqa: SIM110 - asked of every word of every page
        if zone.x0 <= x <= zone.x1 and zone.top <= y <= zone.bottom:
            return True
    return False


def outside(words: Sequence[Word], zones: Sequence[Box]) -> list[Word]:
    """The words whose middles lie in none of the zones."""
    return [word for word in words if not in_zone(word.box, zones)] if zones else list(words)


def _ticks(page: Page, edges: Edges) -> list[Box]:
    """Rows of short strokes of one length that start on one line; not those that wall off the cells of a low row."""
    rows: dict[tuple[bool, int, int], list[Box]] = defaultdict(list)
    for rule in page.rules:
        box = rule.box
        start, end = (box.x0, box.x1) if rule.horizontal else (box.top, box.bottom)
        if 1.0 < end - start <= TICK:
            rows[rule.horizontal, round(start), round(end)].append(box)
    found = []
    for (horizontal, _, _), boxes in rows.items():
        for group in _clusters(boxes, _top if horizontal else _left, MIN_TICKS):
            places = sorted(b.top if horizontal else b.x0 for b in group)
            apart = sum(b - a > ONE_LINE for a, b in pairwise(places)) + 1  # not the strokes of a threefold line
            if apart >= MIN_TICKS and not _walls(bounds(group), horizontal, edges):
                found.append(bounds(group))
    return found


def _walls(strokes: Box, horizontal: bool, edges: Edges) -> bool:
    """Whether an edge runs along both ends of a row of strokes: a tick meets its axis with one end at most."""
    if horizontal:
        across, ends, first, last = edges.vertical, (strokes.x0, strokes.x1), strokes.top, strokes.bottom
    else:
        across, ends, first, last = edges.horizontal, (strokes.top, strokes.bottom), strokes.x0, strokes.x1
    return all(
        any(abs(e.at - end) <= ON_LINE and e.start <= first + ON_LINE and e.end >= last - ON_LINE for e in across)
        for end in ends
    )


def _top(box: Box) -> float:
    return box.top


def _left(box: Box) -> float:
    return box.x0


def _clusters(items: Sequence[T], place: Callable[[T], float], least: int) -> list[list[T]]:
    """Items in order of their place, parted where the step is far wider than usual: two charts, not one.

    Groups of fewer than `least` are left out.
    """
    if len(items) < least:
        return []
    ordered = sorted(items, key=place)
    steps = [place(b) - place(a) for a, b in pairwise(ordered)]
    usual = median([step for step in steps if step > 1] or [0.0])
    groups = [[ordered[0]]]
    for item, step in zip(ordered[1:], steps, strict=True):
        if step > WIDE_STEP * usual + 1:
            groups.append([])
        groups[-1].append(item)
    return [group for group in groups if len(group) >= least]


def _labelled_lines(page: Page, edges: Edges) -> list[Box]:
    """Grid lines: rules of one extent with words centred on them just beyond their ends."""
    found = []
    words = _Middles(page.words)
    across: dict[tuple[int, int], list[Edge]] = defaultdict(list)
    down: dict[tuple[int, int], list[Edge]] = defaultdict(list)
    for edge in edges.horizontal:
        across[round(edge.start / 2), round(edge.end / 2)].append(edge)
    for edge in edges.vertical:
        down[round(edge.start / 2), round(edge.end / 2)].append(edge)
    for level, families in ((True, across), (False, down)):
        for family in families.values():
            for group in _clusters(family, lambda e: e.at, 3):
                if group[0].length >= GRID_LINE and _labelled(group, words, level):
                    a, z = group[0], group[-1]
                    found.append(Box(a.start, a.at, a.end, z.at) if level else Box(a.at, a.start, z.at, a.end))
    return found


class _Middles:
    """The boxes of words, to be found by the height or the place across of their middles."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words
        self._sorted: dict[bool, tuple[list[float], list[Box]]] = {}

    def near(self, at: float, horizontal: bool) -> Sequence[Box]:
        """Boxes whose middle lies within ON_LINE of a line at `at`."""
        if horizontal not in self._sorted:  # most pages ask for neither
            middle = _middle_y if horizontal else _middle_x
            boxes = sorted([word.box for word in self._words], key=middle)
            self._sorted[horizontal] = [middle(box) for box in boxes], boxes
        keys, boxes = self._sorted[horizontal]
        return boxes[bisect_left(keys, at - ON_LINE) : bisect_right(keys, at + ON_LINE)]


def _middle_y(box: Box) -> float:
    return (box.top + box.bottom) / 2


def _middle_x(box: Box) -> float:
    return (box.x0 + box.x1) / 2


def _labelled(group: Sequence[Edge], words: _Middles, horizontal: bool) -> bool:
    hits = 0
    for edge in group:
        for box in words.near(edge.at, horizontal):
            near, far = (box.x0, box.x1) if horizontal else (box.top, box.bottom)
            if -1 <= edge.start - far <= LABEL_REACH or -1 <= near - edge.end <= LABEL_REACH:
                hits += 1
                break
    return hits >= 3 and hits >= 0.6 * len(group)


def _shapes(page: Page) -> list[Box]:
    """Large strokes and filled shapes; not outlines drawn around text."""
    found = []
    for box in (c.box for c in page.curves):
        if box.x1 - box.x0 < BIG[0] or box.bottom - box.top < BIG[1]:
            continue
        inside = [word for word in page.words if middle_in(word.box, box)]
        if len(inside) <= PANEL_WORDS and not _is_band(box, inside):
            found.append(box)
    return found


def _is_band(box: Box, words: Sequence[Word]) -> bool:
    """Whether an outline is drawn around one line of text or two, such as a heading with rounded corners."""
    return len(words) >= 2 and box.bottom - box.top <= BAND_LINES * max(w.box.bottom - w.box.top for w in words)


def _bars(fills: Sequence[Fill], words: Sequence[Word]) -> list[Box]:
    """Fills of one thickness that start on one line and end at different places.

    Shaded cells of one colour touch; what follows on a bar, if anything, has another colour. Shaded rows of tables that
    differ in width hold a label and figures; a bar holds its own figure at most.
    """
    upright: dict[tuple[int, int, str], list[Box]] = defaultdict(list)
    level: dict[tuple[int, int, str], list[Box]] = defaultdict(list)
    beside = {(f.colour, round(f.box.x0), round(f.box.top)) for f in fills}
    over = {(f.colour, round(f.box.x0), round(f.box.bottom)) for f in fills}
    for fill in fills:
        box = fill.box
        if (fill.colour, round(box.x0), round(box.top)) not in over:
            upright[round(box.x1 - box.x0), round(box.bottom), fill.colour].append(box)
        if (fill.colour, round(box.x1), round(box.top)) not in beside:
            level[round(box.bottom - box.top), round(box.x0), fill.colour].append(box)
    found = []
    for boxes in upright.values():
        for group in _clusters(boxes, _left, 3):
            if len({round(b.top) for b in group}) >= 3:
                found.append(bounds(group))
    for boxes in level.values():
        for group in _clusters(boxes, _top, 3):
            if len({round(b.x1) for b in group}) >= 3:
                bars = [box for box in group if not _holds_row(box, words)]
                found += [bounds(bars)] if len({round(b.x1) for b in bars}) >= 3 else []
    return found


def _holds_row(box: Box, words: Sequence[Word]) -> bool:
    """Whether texts apart from one another stand in a box."""
    inside = sorted([w.box for w in words if middle_in(w.box, box)], key=_left)
    return sum(b.x0 - a.x1 > APART * (a.bottom - a.top) for a, b in pairwise(inside)) + 1 >= ROW_TEXTS


def _united(boxes: Iterable[Box]) -> list[Box]:
    """Overlapping boxes made one."""
    rest = list(boxes)
    found: list[Box] = []
    while rest:
        box = rest.pop()
        near = [b for b in rest if _overlap(b, box)]
        if near:
            rest = [b for b in rest if not _overlap(b, box)]
            rest.append(bounds([box, *near]))
        else:
            found.append(box)
    return sorted(found, key=lambda b: (b.top, b.x0))


def _overlap(one: Box, other: Box) -> bool:
    return one.x0 <= other.x1 and other.x0 <= one.x1 and one.top <= other.bottom and other.top <= one.bottom


def _framed(seed: Box, frames: Sequence[Lattice], page: Page) -> Box:
    """The frame drawn around a chart (it may lack a side), or the chart with a halo for its labels.

    Of other groups of edges only the cells that the chart reaches into count: a table may stand beside it.
    """
    limit = 0.5 * page.width * page.height
    # The sides of a grid lie in the middle of the lines that snap together there.
    near = Box(seed.x0 - SNAP, seed.top - SNAP, seed.x1 + SNAP, seed.bottom + SNAP)
    around = []
    for lattice in frames:
        if not lattice.horizontal or not lattice.vertical or not _overlap(lattice.box, near):
            continue
        grid = lattice_grid(lattice)
        if not _overlap(grid.box, seed):
            continue
        cells = [box for box in map(grid.slot_box, grid.slots) if _shares(box, seed)]
        if cells and _size(bounds(cells)) <= limit:
            around.append(bounds(cells))
    if any(_inside(seed, f) for f in around):
        return bounds([seed, *around])
    halo = Box(seed.x0 - HALO, seed.top - HALO, seed.x1 + HALO, seed.bottom + HALO)
    return bounds([halo, *around])


def _shares(one: Box, other: Box) -> bool:
    """Whether two boxes share more than their borders."""
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    return wide > 4 and min(one.bottom, other.bottom) - max(one.top, other.top) > 4


def _inside(inner: Box, outer: Box) -> bool:
    return (
        inner.x0 >= outer.x0 + 4
        and inner.x1 <= outer.x1 - 4
        and inner.top >= outer.top + 4
        and inner.bottom <= outer.bottom - 4
    )


def _size(box: Box) -> float:
    return (box.x1 - box.x0) * (box.bottom - box.top)
