"""Columns that the headings show: where they start or end at the sides of their cells, over figures set otherwise.

Word processors set headings at the left of a cell over figures in its middle. Without rules the white between the
figures is then as wide as a column and lies under the headings, so that a heading may come to stand in a column of
its own beside its figures. The headings themselves say where the columns are: each starts one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.tables.columns import Chunk, data_rows
from extractor.tables.text_rows import INTERLOCKED

SAME_SIDE = 1.5  # points by which the lines of one heading may start or end apart
OUTSIDE = 3.0  # points by which a figure may stand out over the side that its heading shows
FEWEST = 3  # headings that can show where columns are


@dataclass(frozen=True, slots=True)
class HeadColumns:
    """Inner boundaries of the columns, and the lines of headings cut at them."""

    inner: tuple[float, ...]
    heads: tuple[tuple[Chunk, ...], ...]


def head_columns(heads: Sequence[Sequence[Chunk]], body: Sequence[Sequence[Chunk]]) -> HeadColumns | None:
    """The columns that the lowest lines of headings show; None where the body does not keep to them.

    Lines above those with a heading for each column may hold headings over several.
    """
    data = data_rows(body)
    if not data:
        return None
    for top in range(len(heads)):
        lines = heads[top:]
        beside = heads[top - 1] if top and _interlocked(heads[top - 1], heads[top]) else ()
        labels = [row[0] for row in body if row]
        for sides in (_from_left(lines, labels, data), _from_right(lines, labels, data)):
            if sides is not None and not any(c.x0 < x < c.x1 for c in beside for x in sides.inner):
                return HeadColumns(sides.inner, (*(tuple(line) for line in heads[:top]), *sides.heads))
    return None


def _interlocked(above: Sequence[Chunk], below: Sequence[Chunk]) -> bool:
    """Whether two lines stand half a line apart: headings of one row, each in the middle of its cell."""
    upper, lower = (line[0].words[0].box for line in (above, below))
    return lower.top + lower.bottom - upper.top - upper.bottom < 2 * INTERLOCKED * (upper.bottom - upper.top)


def _from_left(
    lines: Sequence[Sequence[Chunk]], labels: Sequence[Chunk], data: Sequence[Sequence[Chunk]]
) -> HeadColumns | None:
    """Columns from one heading's left side to the next one's."""
    lefts = _places([chunk.x0 for line in lines for chunk in line])
    stub = any(label.x1 < lefts[0] for label in labels)
    inner = lefts if stub else lefts[1:]
    if len(inner) + 1 < FEWEST:
        return None
    cut = [_cut_where_next_starts(line, lefts) for line in lines]
    for chunk in (chunk for line in cut for chunk in line):
        if any(chunk.x0 + SAME_SIDE < x < chunk.x1 - SAME_SIDE for x in lefts):
            return None  # a heading over several columns
    if not _kept(inner, data, OUTSIDE, 0) or _heads_nothing(cut, inner, data):
        return None
    return HeadColumns(tuple(x - SAME_SIDE for x in inner), tuple(cut))


def _from_right(
    lines: Sequence[Sequence[Chunk]], labels: Sequence[Chunk], data: Sequence[Sequence[Chunk]]
) -> HeadColumns | None:
    """Columns from one heading's right side to the next one's."""
    rights = _places([chunk.x1 for line in lines for chunk in line])
    first = min(chunk.x0 for line in lines for chunk in line)
    stub = [label.x1 for label in labels if label.x1 < first]
    inner = [max(stub), *rights[:-1]] if stub else rights[:-1]
    if len(inner) + 1 < FEWEST:
        return None
    for chunk in (chunk for line in lines for chunk in line):
        if any(chunk.x0 + SAME_SIDE < x < chunk.x1 - SAME_SIDE for x in rights):
            return None
    heads = tuple(tuple(line) for line in lines)
    if not _kept(inner, data, 0, OUTSIDE) or _heads_nothing(heads, inner, data):
        return None
    return HeadColumns(tuple(x + SAME_SIDE for x in inner), heads)


def _places(xs: Sequence[float]) -> list[float]:
    """Distinct places, from the left."""
    found: list[float] = []
    for x in sorted(xs):
        if not found or x - found[-1] > SAME_SIDE:
            found.append(x)
    return found


def _cut_where_next_starts(line: Sequence[Chunk], lefts: Sequence[float]) -> tuple[Chunk, ...]:
    """Chunks cut at a word that starts where a column does: its heading stands a word space from the one before."""
    found: list[Chunk] = []
    for chunk in line:
        start = 0
        for i in range(1, len(chunk.words)):
            x = chunk.words[i].box.x0
            if any(abs(x - left) <= SAME_SIDE for left in lefts):
                found.append(_chunk(chunk, start, i))
                start = i
        found.append(_chunk(chunk, start, len(chunk.words)))
    return tuple(found)


def _chunk(chunk: Chunk, start: int, end: int) -> Chunk:
    words = chunk.words[start:end]
    return Chunk(words, min(w.box.x0 for w in words), max(w.box.x1 for w in words))


def _heads_nothing(heads: Sequence[Sequence[Chunk]], inner: Sequence[float], data: Sequence[Sequence[Chunk]]) -> bool:
    """Whether a column has no text and no heading among those that stand side by side: a title makes no column."""
    side_by_side = max(heads, key=len)
    seen = {_place(chunk, inner) for row in (*data, side_by_side) for chunk in row}
    return len(seen) < len(inner) + 1


def _place(chunk: Chunk, inner: Sequence[float]) -> int:
    return sum((chunk.x0 + chunk.x1) / 2 > x for x in inner)


def _kept(inner: Sequence[float], data: Sequence[Sequence[Chunk]], left: float, right: float) -> bool:
    """Whether every line of figures has at most one text in each column, none across a boundary.

    `left` and `right` say how far a text may stand out over the boundaries on either side of its column.
    """
    for row in data:
        for chunk in row:
            if any(chunk.x0 + left < x < chunk.x1 - right for x in inner):
                return False
        places = [_place(chunk, inner) for chunk in row]
        if any(a == b for a, b in pairwise(places)):
            return False
    return True
