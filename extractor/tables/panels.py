"""Panels: a frame around a part of a page, with the boxes of a form or a smaller table in it and text beside these.

The frame is no table. Its sides must not wall off the text that stands beside the boxes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from extractor.model import Box, Fill, Page
from extractor.tables.edges import Edge, Edges, find_edges
from extractor.tables.ruled import TOUCH, Lattice, lattices
from extractor.tables.shading import PAPER

HIGH, WIDE = 150.0, 200.0  # points that a panel is high and wide at least
APART = 1.5 * TOUCH  # points from a side of a panel to the boxes in it
FEWEST_INSIDE = 4  # edges of boxes in a panel
TALL = 0.9  # share of the height of a panel that its sides have
MOST = 0.3  # share of the area of a panel that fills of one colour make its paper from
INSIDE = 0.8  # share of the level edges in a panel that keep clear of both its sides


def without_panels(page: Page, fills: Sequence[Fill]) -> tuple[Page, Edges, list[Fill]]:
    """The page, its edges and its visible `fills` but for the frames and the paper of panels."""
    edges, kept = find_edges(page, fills), list(fills)
    for box in [lattice.box for lattice in lattices(edges) if _framed(lattice)]:
        paper = _paper(kept, box)
        others = [*_not_of(kept, paper, box), *(_white_on(page.fills, kept, box) if paper else ())]
        bare = find_edges(page, others) if paper else edges
        if _keeps_clear(bare.horizontal, box):
            edges, kept = _without(bare, box), others
            page = replace(page, fills=tuple(_not_of(page.fills, paper, box)))
    return page, edges, kept


def _framed(lattice: Lattice) -> bool:
    """Whether a group of edges has sides from top to bottom and is large enough for a panel."""
    box = lattice.box
    high = box.bottom - box.top
    sides = [e.at for e in lattice.vertical if e.length >= TALL * high]
    both = all(any(abs(at - x) <= TOUCH for at in sides) for x in (box.x0, box.x1))
    return both and high >= HIGH and box.x1 - box.x0 >= WIDE


def _paper(fills: Sequence[Fill], box: Box) -> set[str]:
    """The colour, painted piece by piece, that a frame stands on."""
    area: dict[str, float] = defaultdict(float)
    for fill in fills:
        if _in(fill.box, box):
            area[fill.colour] += (fill.box.x1 - fill.box.x0) * (fill.box.bottom - fill.box.top)
    whole = (box.x1 - box.x0) * (box.bottom - box.top)
    return {colour for colour, size in area.items() if size >= MOST * whole}


def _not_of(fills: Sequence[Fill], colours: set[str], box: Box) -> list[Fill]:
    return [fill for fill in fills if not (fill.colour in colours and _in(fill.box, box))]


def _white_on(fills: Sequence[Fill], seen: Sequence[Fill], box: Box) -> list[Fill]:
    """The white fills in a panel that are not seen on white paper, but are on its own."""
    known = {id(fill) for fill in seen}
    return [fill for fill in fills if fill.colour == PAPER and id(fill) not in known and _in(fill.box, box)]


def _in(inner: Box, outer: Box) -> bool:
    level = outer.top - TOUCH <= inner.top and inner.bottom <= outer.bottom + TOUCH
    return level and inner.x0 >= outer.x0 - TOUCH and inner.x1 <= outer.x1 + TOUCH


def _at_side(x: float, box: Box) -> bool:
    return abs(x - box.x0) <= TOUCH or abs(x - box.x1) <= TOUCH


def _keeps_clear(across: Sequence[Edge], box: Box) -> bool:
    """Whether most level edges between the first and the last of a frame end before they reach its sides."""
    inner = [e for e in across if _between(e, box)]
    clear = [e for e in inner if e.start > box.x0 + APART and e.end < box.x1 - APART]
    return len(clear) >= max(FEWEST_INSIDE, INSIDE * len(inner))


def _between(edge: Edge, box: Box) -> bool:
    level = box.top + TOUCH < edge.at < box.bottom - TOUCH
    return level and edge.start >= box.x0 - TOUCH and edge.end <= box.x1 + TOUCH


def _without(edges: Edges, box: Box) -> Edges:
    """The edges but for those of a frame and those that reach its sides."""
    across = [e for e in edges.horizontal if not _reaches(e, box)]
    down = [e for e in edges.vertical if not (_at_side(e.at, box) and e.start < box.bottom and e.end > box.top)]
    return Edges(tuple(across), tuple(down))


def _reaches(edge: Edge, box: Box) -> bool:
    level = box.top - TOUCH <= edge.at <= box.bottom + TOUCH
    left, right = edge.start <= box.x0 + APART, edge.end >= box.x1 - APART
    return level and left and right and edge.start >= box.x0 - TOUCH and edge.end <= box.x1 + TOUCH
