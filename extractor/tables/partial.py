"""Rules over some columns of a body alone: the columns that they leave open hold cells over several rows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractor.tables.edges import Edge
from extractor.tables.frames import Frame
from extractor.tables.grid import Slot
from extractor.tables.lines import Line
from extractor.tables.rows import RowLine, group_lines

LABELLED, MANY_LABELS = 0.8, 3  # share and least number of rows with a line of text each that make labels of it


def open_columns(band: Sequence[RowLine], frame: Frame, rules: Sequence[Edge]) -> int:
    """How many leading columns the rules between these lines leave open: their cells span all the rows."""
    top, bottom = band[0].middle, band[-1].middle
    inside = [e for e in rules if top < e.at < bottom]
    if not inside:
        return 0
    start, end = max(e.start for e in inside), min(e.end for e in inside)
    if end < frame.cores[-1][0]:
        return 0
    count = sum(1 for a, b in frame.cores if b <= start + 2)
    if count == len(frame.cores):
        return 0
    return next((c for c in range(count) if not _one_cell(band, c, count)), count)


def _one_cell(band: Sequence[RowLine], column: int, count: int) -> bool:
    """Whether what stands in a column between two rules can be one cell beside several rows.

    Two figures are two cells, and so are labels that stand one by one beside the rows or with rows between them: a
    rule that leaves such a column out closes something else, such as a sum.
    """
    here = [(line, piece) for line in band for piece in line.pieces if piece.c0 <= column <= piece.c1]
    if sum(piece.figure for _, piece in here) >= 2:
        return False
    places = [band.index(line) for line, _ in here]
    if any(b - a > 1 for a, b in pairwise(places)):
        return False
    beside = sum(any(piece.c0 >= count for piece in line.pieces) for line, _ in here)
    rows = sum(any(piece.c0 >= count for piece in line.pieces) for line in band)
    return beside < MANY_LABELS or beside < LABELLED * rows


def by_partial_rules(band: Sequence[RowLine], rules: Sequence[Edge], stub_right: float) -> list[list[int]]:
    """Lines (as indices) of each row: rules of any width part rows, and between two of them lines of figures do."""
    cuts = [i for i in range(1, len(band)) if rule_between(band[i - 1], band[i], rules)]
    parts = pairwise([0, *cuts, len(band)])
    return [[start + i for i in row] for start, end in parts for row in _rows(band[start:end], stub_right)]


def _rows(lines: Sequence[RowLine], stub_right: float) -> list[list[int]]:
    """The lines between two rules as one row, or as several where several hold figures."""
    if sum(line.figures > 0 for line in lines) < 2:
        return [list(range(len(lines)))]
    return group_lines(lines, stub_right)


def stretch(slots: list[Slot], columns: range, first: int, last: int) -> None:
    """Make one cell of what stands in each of these columns between two rows."""
    for column in columns:
        here = sorted((s for s in slots if s.c0 == s.c1 == column and first <= s.r0 <= last), key=lambda s: s.r0)
        for slot in here:
            slots.remove(slot)
        if here:
            slots.append(Slot(first, last, column, column, [w for s in here for w in s.words]))


def rule_between(above: Line | RowLine, below: Line | RowLine, full: Sequence[Edge]) -> bool:
    return any(above.middle < edge.at < below.middle for edge in full)
