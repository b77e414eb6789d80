"""Where the page draws a boundary: rules, the borders of boxes, and the edges of filled cells.

All lengths are points. An `Edge` is an axis-parallel boundary; pieces of one line (dashes, one stroke per
cell, a stroke drawn twice) come out as a single edge.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.model import Box, Fill, Page, Rule

SAME_LINE = 1.2  # strokes whose axes are nearer than this are pieces of one line
JOIN_GAP = 3.0  # a break in a line that is shorter than this is not seen as one
DASH_GAP = 7.0  # dashes may lie further apart
THIN_SHAPE, LONG_SHAPE = 1.2, 10.0  # a filled shape as flat as this is a line, whatever its ends look like
MIN_LENGTH = 3.0  # shorter strokes are ticks, dots or parts of glyphs
PAPER = "#ffffff"  # a white fill on white paper is not seen
ABUT = 1.0  # two fills nearer than this touch: no paper shows between them


@dataclass(frozen=True, slots=True)
class Edge:
    """A boundary at `at` (y of a horizontal, x of a vertical one) that runs from `start` to `end`.

    `drawn` is false where only a change of fill shows the boundary; `colour` is that of the stroke.
    """

    at: float
    start: float
    end: float
    drawn: bool = True
    colour: str = ""

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
        edge = _rule_edge(rule)
        (across if rule.horizontal else down).append(edge)
    for curve in page.curves:
        box = curve.box
        wide, high = box.x1 - box.x0, box.bottom - box.top
        if curve.filled and min(wide, high) <= THIN_SHAPE and max(wide, high) >= LONG_SHAPE:
            edge = _rule_edge(Rule(box, wide > high))
            (across if wide > high else down).append(edge)
    for fill in _cell_fills(fills, page.rules):
        box = fill.box
        across += [
            Edge(box.top, box.x0, box.x1, False, fill.colour),
            Edge(box.bottom, box.x0, box.x1, False, fill.colour),
        ]
        down += [
            Edge(box.x0, box.top, box.bottom, False, fill.colour),
            Edge(box.x1, box.top, box.bottom, False, fill.colour),
        ]
    across = [edge for edge in across if 0 <= edge.at <= page.height]
    return Edges(tuple(_merge(across, page.rules)), tuple(_merge(down, page.rules)))


def _rule_edge(rule: Rule) -> Edge:
    box = rule.box
    if rule.horizontal:
        return Edge((box.top + box.bottom) / 2, box.x0, box.x1, True, rule.colour)
    return Edge((box.x0 + box.x1) / 2, box.top, box.bottom, True, rule.colour)


def visible_fills(page: Page) -> list[Fill]:
    """The fills that can be cells: no page backgrounds, none drawn on a larger fill of the same colour.

    Word processors shade each paragraph inside an already shaded cell; that inner shading is not seen
    and says nothing about rows.
    """
    area = page.width * page.height
    kept: list[Fill] = []
    seen: set[tuple[int, int, int, int]] = set()
    big_first = sorted(page.fills, key=lambda f: -_area(f.box))
    for fill in big_first:
        box = fill.box
        key = (round(box.x0), round(box.top), round(box.x1), round(box.bottom))
        if key in seen or _area(box) > 0.5 * area or min(box.x1 - box.x0, box.bottom - box.top) < MIN_LENGTH:
            continue
        if fill.colour == PAPER and not any(_inside(box, f.box) for f in kept):
            continue
        if any(f.colour == fill.colour and _inside(box, f.box) for f in kept):
            continue
        seen.add(key)
        kept.append(fill)
    return kept


def _cell_fills(fills: Sequence[Fill], rules: Sequence[Rule]) -> list[Fill]:
    """Fills without the shading of paragraphs: line upon line of one colour and width, clear of any column
    line and of any other fill at their sides."""
    kept = []
    for fill in fills:
        box = fill.box
        mates = [f.box for f in fills if f is not fill and f.colour == fill.colour and _stacked(f.box, box)]
        if not mates:
            kept.append(fill)
            continue
        sides = [x for r in rules if not r.horizontal and _beside(r.box, box) for x in (r.box.x0, r.box.x1)]
        sides += [x for f in fills if _beside(f.box, box) for x in (f.box.x0, f.box.x1)]
        if any(abs(x - edge) <= 1.5 for x in sides for edge in (box.x0, box.x1)):
            kept.append(fill)
    return kept


def _stacked(one: Box, other: Box) -> bool:
    """Whether two boxes of one width lie directly over each other."""
    level = abs(one.x0 - other.x0) <= ABUT and abs(one.x1 - other.x1) <= ABUT
    return level and min(abs(one.bottom - other.top), abs(other.bottom - one.top)) <= ABUT


def _beside(side: Box, box: Box) -> bool:
    """Whether something stands at the height of `box`, and is not stacked with it."""
    return side.top < box.bottom - 1 and side.bottom > box.top + 1 and side is not box


def _area(box: Box) -> float:
    return max(0.0, box.x1 - box.x0) * max(0.0, box.bottom - box.top)


def _inside(inner: Box, outer: Box) -> bool:
    return (
        inner.x0 >= outer.x0 - ABUT
        and inner.x1 <= outer.x1 + ABUT
        and inner.top >= outer.top - ABUT
        and inner.bottom <= outer.bottom + ABUT
    )


def _merge(edges: list[Edge], rules: Iterable[Rule]) -> list[Edge]:
    """Collinear pieces joined; what is too short to bound a cell dropped."""
    gap = DASH_GAP if any(rule.dashed for rule in rules) else JOIN_GAP
    merged: list[Edge] = []
    for group in _collinear(sorted(edges, key=lambda e: e.at)):
        group.sort(key=lambda e: e.start)
        run = group[0]
        for edge in group[1:]:
            if edge.start <= run.end + gap:
                at = run.at if run.length >= edge.length else edge.at
                colour = run.colour if run.drawn else edge.colour
                run = Edge(at, run.start, max(run.end, edge.end), run.drawn or edge.drawn, colour)
            else:
                merged.append(run)
                run = edge
        merged.append(run)
    return sorted((e for e in merged if e.length >= MIN_LENGTH), key=lambda e: (e.at, e.start))


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
