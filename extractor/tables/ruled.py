"""Lattices: groups of edges that touch, and the cells that they wall off."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import ge

import numpy as np

from extractor.model import Box
from extractor.tables.edges import Edge, Edges
from extractor.tables.grid import Grid, Slot

TOUCH = 3.0  # edges nearer than this meet
SNAP = 3.2  # lines nearer than this bound the same rows or columns: no text fits between them
WALL = 0.55  # share of a slot's side that must be drawn for it to be a wall
BAND = 50.0  # points that the shading of one row is high at most: four lines of print
LOW_BAND = 28.0  # points; no higher, it has no room for two rows of a table with the padding around them
MAX_PAIRS = 10_000_000  # beyond this many pairs of edges a page is a drawing, not a table


Walls = list[list[bool]]


@dataclass(frozen=True, slots=True)
class Lattice:
    """Edges that hang together. `box` is around all of them."""

    horizontal: tuple[Edge, ...]
    vertical: tuple[Edge, ...]

    @property
    def box(self) -> Box:
        ys = [e.at for e in self.horizontal] + [v for e in self.vertical for v in (e.start, e.end)]
        xs = [e.at for e in self.vertical] + [v for e in self.horizontal for v in (e.start, e.end)]
        return Box(min(xs), min(ys), max(xs), max(ys))


def lattices(edges: Edges) -> list[Lattice]:
    """Connected groups of edges, from top to bottom; single edges form groups of their own."""
    across, down = edges.horizontal, edges.vertical
    if (not across and not down) or len(across) * len(down) > MAX_PAIRS:
        return []
    parent = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, j in _meetings(across, down):
        a, b = root(i), root(len(across) + j)
        if a != b:
            parent[max(a, b)] = min(a, b)
    groups: dict[int, tuple[list[Edge], list[Edge]]] = {}
    for i, edge in enumerate((*across, *down)):
        groups.setdefault(root(i), ([], []))[0 if i < len(across) else 1].append(edge)
    found = [Lattice(tuple(h), tuple(v)) for h, v in groups.values()]
    return [lattice for _, lattice in sorted(((g.box, g) for g in found), key=lambda pair: (pair[0].top, pair[0].x0))]


def shades_a_row(lattice: Lattice, others: Sequence[Lattice]) -> bool:
    """Whether a frame is the shading of a single row: empty of rules, and low or with another of its width close by.

    Two lines of a wrapped label or heading in such a band must not pass for a table of two rows.
    """
    box = lattice.box
    high = box.bottom - box.top
    if len(lattice.horizontal) != 2 or len(lattice.vertical) != 2 or high > BAND:
        return False
    if high <= LOW_BAND and not any(e.drawn for e in lattice.vertical):
        return True
    return any(
        max(o.top - box.bottom, box.top - o.bottom) <= BAND
        and (_same_sides(o, box) or (not any(e.drawn for e in lattice.vertical) and _band_around(other, box)))
        for other in others
        if other is not lattice
        for o in (other.box,)
    )


def _same_sides(one: Box, other: Box) -> bool:
    return abs(one.x0 - other.x0) <= SNAP and abs(one.x1 - other.x1) <= SNAP


def _band_around(other: Lattice, box: Box) -> bool:
    """Whether another band reaches further on one side only: word processors leave the label of a row unshaded."""
    o = other.box
    plain = len(other.horizontal) == 2 and len(other.vertical) == 2 and o.bottom - o.top <= BAND
    wider = o.x0 <= box.x0 + SNAP and o.x1 >= box.x1 - SNAP
    return plain and wider and (abs(o.x0 - box.x0) <= SNAP or abs(o.x1 - box.x1) <= SNAP)


def _meetings(across: Sequence[Edge], down: Sequence[Edge]) -> list[tuple[int, int]]:
    """Pairs (horizontal, vertical) that cross or touch."""
    if not across or not down:
        return []
    h = np.array([(e.at, e.start, e.end) for e in across])
    v = np.array([(e.at, e.start, e.end) for e in down])
    meets = (
        (v[None, :, 0] >= h[:, 1, None] - TOUCH)
        & (v[None, :, 0] <= h[:, 2, None] + TOUCH)
        & (h[:, 0, None] >= v[None, :, 1] - TOUCH)
        & (h[:, 0, None] <= v[None, :, 2] + TOUCH)
    )
    rows, columns = np.nonzero(meets)
    return list(zip(rows.tolist(), columns.tolist(), strict=True))


def lattice_grid(lattice: Lattice) -> Grid:
    """The cells of a lattice. Open outer sides are closed; slots with no wall between them are one cell."""
    box = lattice.box
    xs = _positions([e.at for e in lattice.vertical], box.x0, box.x1)
    ys = _positions([e.at for e in lattice.horizontal], box.top, box.bottom)
    right = _walls(lattice.vertical, xs, ys)
    below = _walls(lattice.horizontal, ys, xs)
    return Grid(xs, ys, _merge_slots(right, below))


def _positions(values: Sequence[float], low: float, high: float) -> list[float]:
    """Distinct line positions, the outer limits included."""
    clusters: list[list[float]] = []
    for value in sorted((*values, low, high)):
        if clusters and value - clusters[-1][0] <= SNAP:
            clusters[-1].append(value)
        else:
            clusters.append([value])
    return [sum(cluster) / len(cluster) for cluster in clusters]


def _walls(edges: Sequence[Edge], at: Sequence[float], along: Sequence[float]) -> Walls:
    """walls[i][j]: whether line `at[i]` is drawn between `along[j]` and `along[j + 1]`."""
    sides = [high - low for low, high in pairwise(along)]
    drawn = [[0.0] * len(sides) for _ in at]
    for edge in edges:
        line = drawn[_nearest(at, edge.at)]
        for j in range(max(bisect_right(along, edge.start) - 1, 0), min(bisect_left(along, edge.end), len(sides))):
            line[j] += min(edge.end, along[j + 1]) - max(edge.start, along[j])
    needed = [WALL * side for side in sides]
    return [list(map(ge, line, needed)) for line in drawn]


def _nearest(places: Sequence[float], value: float) -> int:
    """Which of the ascending places lies nearest, the first of two as near."""
    after = bisect_left(places, value)
    if after == len(places) or (after and value - places[after - 1] <= places[after] - value):
        return after - 1
    return after


def _merge_slots(upright: Walls, level: Walls) -> list[Slot]:
    """Slots between walls. upright[i][r]: line i left of column i; level[i][c]: line i above row i."""
    rows, columns = len(level) - 1, len(upright) - 1
    taken = [[False] * columns for _ in range(rows)]
    slots: list[Slot] = []
    for r in range(rows):
        for c in range(columns):
            if taken[r][c]:
                continue
            c1 = c
            while c1 + 1 < columns and not taken[r][c1 + 1] and not upright[c1 + 1][r]:
                c1 += 1
            r1 = r
            while r1 + 1 < rows and _open_below(upright, level, taken, r1, c, c1):
                r1 += 1
            for row in taken[r : r1 + 1]:
                row[c : c1 + 1] = [True] * (c1 - c + 1)
            slots.append(Slot(r, r1, c, c1))
    return slots


def _open_below(upright: Walls, level: Walls, taken: Walls, r: int, c0: int, c1: int) -> bool:
    """Whether the slot c0..c1 goes on into row r + 1: nothing drawn beneath it, none across it there."""
    if any(level[r + 1][c0 : c1 + 1]) or any(taken[r + 1][c0 : c1 + 1]):
        return False
    if any(line[r + 1] for line in upright[c0 + 1 : c1 + 1]):
        return False
    open_left = c0 > 0 and not upright[c0][r + 1]
    open_right = c1 + 2 < len(upright) and not upright[c1 + 1][r + 1]
    return not (open_left or open_right)
