"""Tables side by side whose rows are out of step: left and right of a gutter, lines take turns.

Where the rows are in step the two are one grid with a second column of labels; `extractor.heads` parts them there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.tables.figures import is_year
from extractor.tables.text_rows import TextLine

TURNS = 4  # times that rows pass from one side to the other; a table has fewer by chance
ROWS = 3  # on either side
MOST_LINES = 400  # of a page that are looked at; nobody prints more
LEVEL = 0.15  # font sizes by which rows side by side may stand apart in height and be one row


@dataclass(frozen=True, slots=True)
class Panes:
    """Lines `first` to `last` stand on two sides of `gutter`, in points from the left; `last` is excluded."""

    first: int
    last: int
    gutter: float


@dataclass(frozen=True, slots=True)
class _Gutter:
    """White from `start` to `end` that lines have left so far."""

    start: float
    end: float

    def narrowed(self, line: TextLine) -> _Gutter | None:
        """The white that a line leaves too; None where it leaves none."""
        start, end = self.start, self.end
        for chunk in line.chunks:
            if chunk.x1 <= start or chunk.x0 >= end:
                continue
            if chunk.x0 < start or (chunk.x0 + chunk.x1 < start + end and chunk.x1 < end):
                start = max(start, chunk.x1)
            else:
                end = min(end, chunk.x0)
        return _Gutter(start, end) if end - start >= line.size else None


def find_panes(lines: Sequence[TextLine]) -> Panes | None:
    """The first place where rows of two tables take turns; `lines` run from top to bottom."""
    for first, line in enumerate(lines[:MOST_LINES]):
        for gutter in _gutters(line, lines[first + 1 : first + 2]) if _is_row(line) else ():
            found = _followed(lines[:MOST_LINES], first, gutter)
            if found is not None:
                return found
    return None


def _gutters(line: TextLine, below: Sequence[TextLine]) -> Iterator[_Gutter]:
    """White in which two tables may part: between a row and one that stands lower beside it, or within a line before
    another label."""
    for other in below:
        left, right = sorted((line, other), key=lambda one: one.box.x0)
        if _is_row(other) and left.box.x1 < right.box.x0:
            yield _Gutter(left.box.x1, right.box.x0)
    for above in (line, *below):
        for one, label in pairwise(above.chunks[1:]):
            if one.figure and not label.figure:
                yield _Gutter(one.x1, label.x0)


def _is_row(line: TextLine) -> bool:
    """A label with figures after it."""
    return line.data and not line.chunks[0].figure


def _followed(lines: Sequence[TextLine], first: int, gutter: _Gutter) -> Panes | None:
    """From two rows on down as far as lines leave the gutter open, and up over their headings."""
    last = first
    sides: list[str] = []
    for at in range(first, len(lines)):
        left = gutter.narrowed(lines[at])
        if left is None:
            break
        here = _sides(lines[at], left)
        if len(here) != 1 and not _is_row(lines[at]):
            break
        gutter, last = left, at + 1
        sides += here if _is_row(lines[at]) else []
    turns = sum(a != b for a, b in pairwise(sides))
    if turns < TURNS or min(sides.count("left"), sides.count("right")) < ROWS:
        return None
    return Panes(_headed(lines, first, gutter), last, (gutter.start + gutter.end) / 2)


def _sides(line: TextLine, gutter: _Gutter) -> list[str]:
    """Where a line stands, top to bottom; nowhere where it holds something level on either side."""
    middle = (gutter.start + gutter.end) / 2
    left, right = ([c for c in line.chunks if (c.x1 < middle) == side] for side in (True, False))
    if not left or not right:
        return ["left" if left else "right"]
    a, b = (part[0].words[0].box.bottom for part in (left, right))
    both = all(not p[0].figure and any(c.figure and not is_year(c.text) for c in p[1:]) for p in (left, right))
    if not both or abs(a - b) < LEVEL * line.size:
        return []
    return ["left", "right"] if a < b else ["right", "left"]


def _headed(lines: Sequence[TextLine], first: int, gutter: _Gutter) -> int:
    """Where the headings over the two begin: lines without figures that leave the gutter open."""
    while first and not lines[first - 1].data:
        left = gutter.narrowed(lines[first - 1])
        if left is None:
            break
        gutter, first = left, first - 1
    return first
