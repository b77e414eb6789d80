"""Where the charts, maps and infographic panels of a page are.

Signs of a chart that no table has: labels centred on rules instead of between them, rows of equal ticks,
bars that start on one line and end anywhere, large strokes that are neither level nor upright.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from extractor.model import Box, Page, Word
from extractor.tables.edges import Edge, Edges, visible_fills
from extractor.tables.lines import bounds

TICK = 8.0  # points; ticks are no longer than this
MIN_TICKS = 4
ON_LINE = 2.0  # points by which the middle of a tick label may miss its grid line
LABEL_REACH = 40.0  # points from the end of a grid line to its label
BIG = (30.0, 12.0)  # width and height, in points, of a stroke too large for an icon or a sparkline
PANEL_WORDS = 12  # a curved outline around more words than this is a frame, not a shape with a label
HALO = 14.0  # points around a drawing without a frame in which its labels stand


def chart_zones(page: Page, edges: Edges, frames: Sequence[Box], taken: Sequence[Box]) -> list[Box]:
    """Boxes of drawings with their labels.

    `taken` are tables already found, which no zone may swallow; `frames` are boxes around other groups of
    edges that hang together.
    """
    seeds = [
        *_ticks(page),
        *_labelled_lines(page, edges),
        *_shapes(page),
        *_bars(page),
    ]
    seeds = [seed for seed in seeds if not any(_middle_in(seed, box) for box in taken)]
    zones = [_framed(seed, frames, page) for seed in _united(seeds)]
    return _united(zones)


def in_zone(box: Box, zones: Iterable[Box]) -> bool:
    return any(_middle_in(box, zone) for zone in zones)


def _middle_in(inner: Box, outer: Box) -> bool:
    x, y = (inner.x0 + inner.x1) / 2, (inner.top + inner.bottom) / 2
    return outer.x0 <= x <= outer.x1 and outer.top <= y <= outer.bottom


def _ticks(page: Page) -> list[Box]:
    """Rows of short strokes of one length that start on one line."""
    rows: dict[tuple[bool, int, int], list[Box]] = defaultdict(list)
    for rule in page.rules:
        box = rule.box
        start, end = (box.x0, box.x1) if rule.horizontal else (box.top, box.bottom)
        if 1.0 < end - start <= TICK:
            rows[rule.horizontal, round(start), round(end)].append(box)
    found = []
    for (horizontal, _, _), boxes in rows.items():
        places = {round(b.top if horizontal else b.x0) for b in boxes}
        if len(places) >= MIN_TICKS:
            found.append(bounds(boxes))
    return found


def _labelled_lines(page: Page, edges: Edges) -> list[Box]:
    """Grid lines: rules of one extent with words centred on them just beyond their ends."""
    found = []
    across: dict[tuple[int, int], list[Edge]] = defaultdict(list)
    down: dict[tuple[int, int], list[Edge]] = defaultdict(list)
    for edge in edges.horizontal:
        across[round(edge.start / 2), round(edge.end / 2)].append(edge)
    for edge in edges.vertical:
        down[round(edge.start / 2), round(edge.end / 2)].append(edge)
    for group in across.values():
        if len(group) >= 3 and _labelled(group, page.words, True):
            found.append(Box(group[0].start, group[0].at, group[0].end, group[-1].at))
    for group in down.values():
        if len(group) >= 3 and _labelled(group, page.words, False):
            found.append(Box(group[0].at, group[0].start, group[-1].at, group[0].end))
    return found


def _labelled(group: Sequence[Edge], words: Sequence[Word], horizontal: bool) -> bool:
    hits = 0
    for edge in group:
        for word in words:
            box = word.box
            low, high = (box.top, box.bottom) if horizontal else (box.x0, box.x1)
            near, far = (box.x0, box.x1) if horizontal else (box.top, box.bottom)
            if abs((low + high) / 2 - edge.at) > ON_LINE:
                continue
            before, after = edge.start - far, near - edge.end
            if -1 <= before <= LABEL_REACH or -1 <= after <= LABEL_REACH:
                hits += 1
                break
    return hits >= 3 and hits >= 0.6 * len(group)


def _shapes(page: Page) -> list[Box]:
    """Large strokes and filled shapes; not outlines drawn around text."""
    found = []
    strokes = [c.box for c in page.curves if not c.filled]
    for box in [*(c.box for c in page.curves), *_polylines(strokes)]:
        if box.x1 - box.x0 < BIG[0] or box.bottom - box.top < BIG[1]:
            continue
        inside = sum(1 for word in page.words if _middle_in(word.box, box))
        if inside <= PANEL_WORDS:
            found.append(box)
    return found


def _polylines(strokes: Sequence[Box]) -> list[Box]:
    """Boxes around strokes that go on end to end: a curve drawn piece by piece."""
    found: list[Box] = []
    run: list[Box] = []
    for box in strokes:
        if run and not _overlap(run[-1], box):
            found += [bounds(run)] if len(run) >= MIN_TICKS else []
            run = []
        run.append(box)
    return found + ([bounds(run)] if len(run) >= MIN_TICKS else [])


def _bars(page: Page) -> list[Box]:
    """Fills of one thickness that start on one line and end at different places."""
    upright: dict[tuple[int, int], list[Box]] = defaultdict(list)
    level: dict[tuple[int, int], list[Box]] = defaultdict(list)
    for fill in visible_fills(page):
        box = fill.box
        upright[round(box.x1 - box.x0), round(box.bottom)].append(box)
        level[round(box.bottom - box.top), round(box.x0)].append(box)
    found = []
    for boxes in upright.values():
        if len({round(b.top) for b in boxes}) >= 3 and len({round(b.x0) for b in boxes}) >= 3:
            found.append(bounds(boxes))
    for boxes in level.values():
        if len({round(b.x1) for b in boxes}) >= 3 and len({round(b.top) for b in boxes}) >= 3:
            found.append(bounds(boxes))
    return found


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


def _framed(seed: Box, frames: Sequence[Box], page: Page) -> Box:
    """The frame drawn around a chart (it may lack a side), or the chart with a halo for its labels."""
    limit = 0.5 * page.width * page.height
    around = [f for f in frames if _middle_in(seed, f) and _size(f) <= limit]
    if any(_inside(seed, f) for f in around):
        return bounds([seed, *around])
    halo = Box(seed.x0 - HALO, seed.top - HALO, seed.x1 + HALO, seed.bottom + HALO)
    return bounds([halo, *around])


def _inside(inner: Box, outer: Box) -> bool:
    return (
        inner.x0 >= outer.x0 + 4
        and inner.x1 <= outer.x1 - 4
        and inner.top >= outer.top + 4
        and inner.bottom <= outer.bottom - 4
    )


def _size(box: Box) -> float:
    return (box.x1 - box.x0) * (box.bottom - box.top)
