"""Which fills can be the shading of cells."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from extractor.model import Box, Fill, Page, Rule
from extractor.tables.shaded_cells import shaded_tables

PAPER = "#ffffff"  # a white fill on white paper is not seen
ABUT = 1.0  # two fills nearer than this touch: no paper shows between them
SIDE = 1.5  # points by which a column line may miss the side of a cell's shading
MIN_SIDE = 3.0  # thinner fills are rules or parts of glyphs
AT_ONCE = 256  # fills that are compared with all larger ones at once
BACKGROUND = 0.5  # share of the page above which a fill is its background


def visible_fills(page: Page) -> list[Fill]:
    """The fills that can be cells, largest first: no backgrounds, none on a larger fill of its colour.

    Word processors shade each paragraph inside an already shaded cell; that inner shading is not seen
    and says nothing about rows.
    """
    limit = BACKGROUND * page.width * page.height
    seen: set[tuple[int, int, int, int]] = set()
    large: list[Fill] = []
    for fill in sorted(page.fills, key=lambda f: -_area(f.box)):
        box = fill.box
        key = (round(box.x0), round(box.top), round(box.x1), round(box.bottom))
        thin = min(box.x1 - box.x0, box.bottom - box.top) < MIN_SIDE
        if key not in seen and not thin and _area(box) <= limit:
            seen.add(key)
            large.append(fill)
    seen_fills = _not_covered(large)
    cells = {id(fill) for table in shaded_tables(seen_fills) for row in table for fill in row.fills}
    bands = _bands([fill for fill in seen_fills if id(fill) not in cells], page.rules)
    return sorted([*bands, *(fill for fill in seen_fills if id(fill) in cells)], key=lambda f: -_area(f.box))


def _bands(fills: Sequence[Fill], rules: Sequence[Rule]) -> list[Fill]:
    """The fills, those that touch side by side in one colour run together: largest first as before.

    Word processors shade a banded row cell by cell. Where no line is drawn between the cells, nobody sees their
    sides, and rows above and below without shading have none: the band says where a row is, not where columns are.
    """
    upright = [r.box for r in rules if not r.horizontal]
    merged: list[Fill] = []
    for fill in sorted(fills, key=lambda f: (f.colour, round(f.box.top), round(f.box.bottom), f.box.x0)):
        last = merged[-1] if merged else None
        if last is not None and _abuts(last, fill) and not _line_between(last.box, fill.box, upright):
            merged[-1] = Fill(Box(last.box.x0, last.box.top, fill.box.x1, fill.box.bottom), fill.colour)
        else:
            merged.append(fill)
    return sorted(merged, key=lambda f: -_area(f.box))


def _abuts(left: Fill, right: Fill) -> bool:
    a, b = left.box, right.box
    same_row = abs(a.top - b.top) < ABUT and abs(a.bottom - b.bottom) < ABUT
    return left.colour == right.colour and same_row and b.x0 - a.x0 >= 0 and abs(b.x0 - a.x1) < ABUT


def _line_between(left: Box, right: Box, upright: Sequence[Box]) -> bool:
    """Whether a column line is drawn where two fills meet."""
    return any(
        line.x0 <= right.x0 + SIDE and line.x1 >= left.x1 - SIDE and line.top < left.bottom and line.bottom > left.top
        for line in upright
    )


def _not_covered(fills: Sequence[Fill]) -> list[Fill]:
    """Fills (largest first) that do not lie on a larger one of the same colour; white only on a larger one."""
    if not fills:
        return []
    boxes = np.array([(f.box.x0, f.box.top, -f.box.x1, -f.box.bottom) for f in fills])
    kept: dict[int, Fill] = {}
    for start in range(0, len(fills), AT_ONCE):
        some = boxes[start : start + AT_ONCE, None, :] + ABUT
        # around[i, j]: whether fill j lies around fill start + i; only larger ones can
        around = np.tril((boxes[None, : start + AT_ONCE] <= some).all(axis=2), start - 1)
        larger: dict[int, list[int]] = defaultdict(list)
        for i, j in zip(*(side.tolist() for side in np.nonzero(around)), strict=True):
            larger[start + i].append(j)
        for i, fill in enumerate(fills[start : start + AT_ONCE], start):
            under = {kept[j].colour for j in larger[i] if j in kept}
            if fill.colour not in under and (under or fill.colour != PAPER):
                kept[i] = fill
    return list(kept.values())


def cell_fills(fills: Sequence[Fill], rules: Sequence[Rule]) -> list[Fill]:
    """The fills but for the shading of paragraphs.

    That lies line upon line in one colour and width, clear of any column line and of any fill at its sides.
    """
    stacked = _stacked(fills)
    if not stacked:
        return list(fills)
    sides = [(x, r.box) for r in rules if not r.horizontal for x in (r.box.x0, r.box.x1)]
    sides += [(x, f.box) for f in fills for x in (f.box.x0, f.box.x1)]
    sides.sort(key=lambda side: side[0])
    places = [x for x, _ in sides]
    return [f for f in fills if id(f) not in stacked or _meets_side(f.box, sides, places)]


def _stacked(fills: Sequence[Fill]) -> set[int]:
    """The ids of fills that have one of their colour and width directly over or under them."""
    families: dict[tuple[str, int, int], list[Fill]] = defaultdict(list)
    for fill in fills:
        families[fill.colour, round(fill.box.x0), round(fill.box.x1)].append(fill)
    found: set[int] = set()
    for family in families.values():
        for above, below in pairwise(sorted(family, key=lambda f: f.box.top)):
            if abs(above.box.bottom - below.box.top) <= ABUT:
                found.update((id(above), id(below)))
    return found


def _meets_side(box: Box, sides: Sequence[tuple[float, Box]], places: Sequence[float]) -> bool:
    """Whether something else stands at the height of `box` with a side where `box` ends."""
    for x in (box.x0, box.x1):
        for _, other in sides[bisect_left(places, x - SIDE) : bisect_right(places, x + SIDE)]:
            if other is not box and other.top < box.bottom - 1 and other.bottom > box.top + 1:
                return True
    return False


def _area(box: Box) -> float:
    return max(0.0, box.x1 - box.x0) * max(0.0, box.bottom - box.top)
