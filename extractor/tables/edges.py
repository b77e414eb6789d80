"""Where the page draws a boundary: rules, the borders of boxes, and the edges of filled cells.

All lengths are points. An `Edge` is an axis-parallel boundary; pieces of one line (dashes, one stroke per
cell, a stroke drawn twice) come out as a single edge.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from extractor.model import Fill, Page
from extractor.quick import changed, quick
from extractor.tables.shaded_cells import bridges, shaded_tables
from extractor.tables.shading import cell_fills

SAME_LINE = 1.2  # strokes whose axes are nearer than this are pieces of one line
JOIN_GAP = 3.0  # a break in a line that is shorter than this is not seen as one
THIN_SHAPE, LONG_SHAPE = 1.2, 10.0  # a filled shape as flat as this is a line, whatever its ends look like
MIN_LENGTH = 3.0  # shorter strokes are ticks, dots or parts of glyphs


@quick
@dataclass(frozen=True, slots=True)
class Edge:
    """A boundary at `at` (y of a horizontal, x of a vertical one) that runs from `start` to `end`.

    `drawn` is false where only a change of fill shows the boundary; `colour` is that of the stroke. `strokes` are the
    strokes end to end in which it is drawn, if it is in several.
    """

    at: float
    start: float
    end: float
    drawn: bool = True
    colour: str = ""
    strokes: tuple[tuple[float, float], ...] = ()

    @property
    def length(self) -> float:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Edges:
    horizontal: tuple[Edge, ...]
    vertical: tuple[Edge, ...]


def find_edges(page: Page, fills: Sequence[Fill]) -> Edges:
    """All boundaries of the page, merged, sorted by position; `fills` are its visible ones."""
    across: list[Edge] = []
    down: list[Edge] = []
    for rule in page.rules:
        box = rule.box
        if rule.horizontal:
            across.append(Edge((box.top + box.bottom) / 2, box.x0, box.x1, True, rule.colour))
        else:
            down.append(Edge((box.x0 + box.x1) / 2, box.top, box.bottom, True, rule.colour))
    for curve in page.curves:
        box = curve.box
        wide, high = box.x1 - box.x0, box.bottom - box.top
        if curve.filled and min(wide, high) <= THIN_SHAPE and max(wide, high) >= LONG_SHAPE:
            if wide > high:
                across.append(Edge((box.top + box.bottom) / 2, box.x0, box.x1))
            else:
                down.append(Edge((box.x0 + box.x1) / 2, box.top, box.bottom))
    for fill in cell_fills(fills, page.rules):
        box = fill.box
        across += [
            Edge(box.top, box.x0, box.x1, False, fill.colour),
            Edge(box.bottom, box.x0, box.x1, False, fill.colour),
        ]
        down += [
            Edge(box.x0, box.top, box.bottom, False, fill.colour),
            Edge(box.x1, box.top, box.bottom, False, fill.colour),
        ]
    down += [Edge(box.x0, box.top, box.bottom, False) for box in bridges(shaded_tables(fills), page.words, fills)]
    across = [edge for edge in across if 0 <= edge.at <= page.height]
    return Edges(tuple(_merge(across)), tuple(_merge(down)))


def _in_strokes(run: Edge, strokes: Sequence[Edge]) -> Edge:
    """The edge with the drawn strokes that follow one another in it without covering one another."""
    drawn = sorted({(e.start, e.end) for e in strokes if e.drawn})
    apart = all(b[0] >= a[1] - JOIN_GAP for a, b in pairwise(drawn))
    return changed(run, strokes=tuple(drawn)) if len(drawn) > 1 and apart else run


def _merge(edges: list[Edge]) -> list[Edge]:
    """Collinear pieces joined; what is too short to bound a cell dropped."""
    merged: list[Edge] = []
    for group in _collinear(sorted(edges, key=attrgetter("at"))):
        group.sort(key=attrgetter("start"))
        run = group[0]
        start, end = run.start, run.end
        strokes = [run]
        for edge in group[1:]:
            if edge.start > end + JOIN_GAP:
                merged.append(_in_strokes(run, strokes))
                run, start, end = edge, edge.start, edge.end
                strokes = [edge]
                continue
            at = run.at if end - start >= edge.end - edge.start else edge.at
            end = max(end, edge.end)
            strokes.append(edge)
            colour = run.colour if run.drawn else edge.colour
            run = Edge(at, start, end, run.drawn or edge.drawn, colour)
        merged.append(_in_strokes(run, strokes))
    return sorted([e for e in merged if e.length >= MIN_LENGTH], key=attrgetter("at", "start"))


def _collinear(edges: list[Edge]) -> Iterable[list[Edge]]:
    """Runs of edges (sorted by position) that lie within SAME_LINE of the first of the run."""
    group: list[Edge] = []
    for edge in edges:
        if group and edge.at - group[0].at > SAME_LINE:
            yield group
            group = []
        group.append(edge)
    if group:
        yield group
