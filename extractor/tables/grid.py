"""The grid: column and row boundaries, and the cells between them, before any text is read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.model import Box, Word


@dataclass(slots=True)
class Slot:
    """A cell by its first and last row and column (inclusive), with the words that stand in it."""

    r0: int
    r1: int
    c0: int
    c1: int
    words: list[Word] = field(default_factory=list)


@dataclass(slots=True)
class Grid:
    """`xs` and `ys` are the boundaries, ascending, in points: one more than there are columns and rows."""

    xs: list[float]
    ys: list[float]
    slots: list[Slot]
    method: str = "ruled"

    @property
    def rows(self) -> int:
        return len(self.ys) - 1

    @property
    def columns(self) -> int:
        return len(self.xs) - 1

    @property
    def box(self) -> Box:
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def slot_box(self, slot: Slot) -> Box:
        return Box(self.xs[slot.c0], self.ys[slot.r0], self.xs[slot.c1 + 1], self.ys[slot.r1 + 1])

    def slot_map(self) -> dict[tuple[int, int], Slot]:
        """(row, column) to the slot that covers it."""
        return {
            (r, c): slot
            for slot in self.slots
            for r in range(slot.r0, slot.r1 + 1)
            for c in range(slot.c0, slot.c1 + 1)
        }


def interval(boundaries: Sequence[float], value: float) -> int:
    """The index of the interval that `value` falls in; -1 before the first, len-1 after the last."""
    return bisect_right(boundaries, value) - 1


def place(grid: Grid, words: Sequence[Word]) -> list[Word]:
    """Put each word into the slot that holds its middle; returns those that fell outside."""
    slots = grid.slot_map()
    outside: list[Word] = []
    for word in words:
        box = word.box
        row = interval(grid.ys, (box.top + box.bottom) / 2)
        column = interval(grid.xs, (box.x0 + box.x1) / 2)
        slot = slots.get((row, column))
        if slot is None:
            outside.append(word)
        else:
            slot.words.append(word)
    return outside


def sound(grid: Grid) -> Grid:
    """The grid with every place covered exactly once: no cells over each other, none missing.

    Of two cells over each other the one with text, then the first, keeps its place; the other keeps what is
    left of its top row, or gives its words to the first.
    """
    taken: dict[tuple[int, int], Slot] = {}
    kept: list[Slot] = []
    for slot in sorted(grid.slots, key=lambda s: (not s.words, s.r0, s.c0)):
        r1, c1 = min(slot.r1, grid.rows - 1), min(slot.c1, grid.columns - 1)
        places = [(r, c) for r in range(slot.r0, r1 + 1) for c in range(slot.c0, c1 + 1)]
        if any(place in taken for place in places):
            free = [c for c in range(slot.c0, c1 + 1) if (slot.r0, c) not in taken]
            if not free:
                owner = taken.get((slot.r0, slot.c0))
                if owner is not None:
                    owner.words += slot.words
                continue
            run = [c for i, c in enumerate(free) if c - i == free[0]]
            slot = Slot(slot.r0, slot.r0, run[0], run[-1], slot.words)
            places = [(slot.r0, c) for c in run]
        else:
            slot = Slot(slot.r0, r1, slot.c0, c1, slot.words)
        taken.update(dict.fromkeys(places, slot))
        kept.append(slot)
    kept += [Slot(r, r, c, c) for r in range(grid.rows) for c in range(grid.columns) if (r, c) not in taken]
    return Grid(grid.xs, grid.ys, kept, grid.method)


def without_lines(grid: Grid, rows: set[int], columns: set[int]) -> Grid:
    """The grid without these rows and columns; what stood in them alone goes, spans shrink.

    A dropped strip's space goes to the strip before it (to the one after it at the start).
    """
    if not rows and not columns:
        return grid
    keep_r = [r for r in range(grid.rows) if r not in rows]
    keep_c = [c for c in range(grid.columns) if c not in columns]
    ys = [grid.ys[r] for r in keep_r] + [grid.ys[-1]]
    xs = [grid.xs[c] for c in keep_c] + [grid.xs[-1]]
    ys[0], xs[0] = grid.ys[0], grid.xs[0]
    slots = []
    for slot in grid.slots:
        r = [i for i, old in enumerate(keep_r) if slot.r0 <= old <= slot.r1]
        c = [i for i, old in enumerate(keep_c) if slot.c0 <= old <= slot.c1]
        if r and c:
            slots.append(Slot(r[0], r[-1], c[0], c[-1], slot.words))
    return Grid(xs, ys, slots, grid.method)
