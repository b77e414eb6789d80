"""Rows that no rule shows: which lines of text belong to one row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from statistics import median

from extractor.model import Word
from extractor.tables.figures import is_figure
from extractor.tables.lines import letter_height

LOOSE = 1.45  # lines further apart than this, in font sizes from top to top, do not belong to one paragraph
SEEN = 0.08  # font sizes by which the distance between rows must exceed that between lines of one cell
INDENT = 2.0  # points by which the rows of a group are set in under its title, at the least
OPENS = re.compile(r":\s?(?:\d{1,2}|[*†‡§¹²³])?$")  # a colon, with its footnote mark: the rows under it belong to it
UNFINISHED = re.compile(r"(?:[,&/(–-]|\b(?:and|or|of|the|to|for|in|by|with|from|a|an|per|on|at|as|than|which))$", re.I)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one line that stand in columns `c0` to `c1`."""

    c0: int
    c1: int
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def x0(self) -> float:
        return min(word.box.x0 for word in self.words)

    @property
    def x1(self) -> float:
        return max(word.box.x1 for word in self.words)

    @property
    def bold(self) -> bool:
        return sum(word.bold for word in self.words) > 0.5 * len(self.words)

    @property
    def figure(self) -> bool:
        return is_figure(self.text)


@dataclass(frozen=True, slots=True)
class RowLine:
    """One line of text across the columns."""

    top: float
    bottom: float
    pieces: tuple[Piece, ...]

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        return median(letter_height(word) for piece in self.pieces for word in piece.words)

    @property
    def stub(self) -> Piece | None:
        """The piece in the first column alone, if there is one."""
        first = self.pieces[0]
        return first if first.c0 == 0 and first.c1 == 0 else None

    @property
    def figures(self) -> int:
        """Columns after the first that hold figures on this line."""
        return sum(1 for piece in self.pieces if piece.c0 > 0 and piece.figure)

    @property
    def stub_only(self) -> bool:
        return len(self.pieces) == 1 and self.stub is not None


def group_lines(lines: Sequence[RowLine], stub_right: float) -> list[list[int]]:
    """Consecutive lines that make one row of the body, as lists of indices.

    `stub_right` is where the first column ends: a label that reaches it has been wrapped.
    """
    groups: list[list[int]] = []
    pitch = _pitch(lines)
    padded = _padded(lines)
    rows = _row_step(lines)
    from_top = _starts_beside_figures(lines)
    for i in range(len(lines)):
        if groups and (
            _tight(lines, i, padded)
            or _tight_label(lines, groups[-1], i, rows)
            or _same_row(lines, groups[-1], i, stub_right, pitch, from_top)
        ):
            groups[-1].append(i)
        else:
            groups.append([i])
    return groups


def _pitch(lines: Sequence[RowLine]) -> float:
    """Usual distance from one line with figures to the next, in points."""
    tops = [line.top for line in lines if line.figures]
    steps = [b - a for a, b in pairwise(tops)]
    return median(steps) if steps else 0.0


def _padded(lines: Sequence[RowLine]) -> float:
    """The least distance from the line of one row to the figures of the next, in points; 0 where nothing tells.

    Lines of one cell stand closer where cells have padding.
    """
    steps = [b.middle - a.middle for a, b in pairwise(lines) if b.figures and b.stub is not None and a.stub is not None]
    return min(steps, default=0.0)


def _row_step(lines: Sequence[RowLine]) -> float:
    """The least distance between lines of figures that follow each other, each with its label; 0 where none do."""
    steps = [b.middle - a.middle for a, b in pairwise(lines) if a.figures and b.figures and a.stub and b.stub]
    return min(steps, default=0.0)


def _starts_beside_figures(lines: Sequence[RowLine]) -> bool:
    """Whether labels go on below their figures: one does, in lower case, so that none starts above its own."""
    return any(
        above.figures and above.stub is not None and below.stub_only and below.pieces[0].text[0].islower()
        for above, below in pairwise(lines)
    )


def _tight_label(lines: Sequence[RowLine], group: Sequence[int], i: int, rows: float) -> bool:
    """Whether line i is the middle one of a label, with its figures: as many lines of labels stand close under it.

    Close is closer than any row to the next; where no two rows of one line follow each other, the widest distance
    between lines tells as much. A title of a group may stand close over its rows, but nothing answers it below them.
    """
    count = len(group)
    if count >= len(lines) - i or lines[i].stub is None or not all(lines[j].stub_only for j in group):
        return False
    rows = rows or max(b.middle - a.middle for a, b in pairwise(lines))
    around = [lines[j] for j in range(group[0], i + count + 1)]
    first = around[0].stub
    alike = all(x.stub and first and x.stub.bold == first.bold and abs(x.stub.x0 - first.x0) <= 1 for x in around)
    steps = [(b.middle - a.middle) / max(a.size, b.size) for a, b in pairwise(around)]
    size = lines[i].size
    below = all(line.stub_only for line in around[count + 1 :])
    return alike and below and max(steps) <= LOOSE and max(steps) * size < rows - SEEN * size


def _tight(lines: Sequence[RowLine], i: int, padded: float) -> bool:
    """Whether line i, a label and no figures, stands closer to the labelled line above than to the row below it.

    Cells have padding then, so that no row starts here. The last line is held to the steps between other rows.
    """
    above, below = lines[i - 1], lines[i]
    if above.stub is None or below.stub is None or not (below.stub_only or _ends_cells(above, below)):
        return False
    if below.stub.x0 < above.stub.x0 - 1 or _heads_next(lines, i):
        return False
    if i < len(lines) - 1:
        return nearer_above(lines, i)
    step, size = below.middle - above.middle, max(above.size, below.size)
    return step <= LOOSE * size and step < padded - SEEN * size and _bold(above) == _bold(below)


def _ends_cells(above: RowLine, below: RowLine) -> bool:
    """Whether a line without figures under one with figures has texts under texts of it alone."""
    texts = {(p.c0, p.c1) for p in above.pieces if not p.figure}
    return bool(above.figures) and not below.figures and all((p.c0, p.c1) in texts for p in below.pieces)


def nearer_above(lines: Sequence[RowLine], i: int) -> bool:
    """Whether line i stands closer to the line above, set alike, than to what comes below: they share a cell.

    That shows where cells have padding; between rows of a single line it is as wide above as below. Further lines
    of the same cell may follow.
    """
    if not 0 < i < len(lines) - 1:
        return False
    above, here = lines[i - 1], lines[i]
    size = max(above.size, here.size)
    step = here.middle - above.middle
    if _bold(above) != _bold(here) or abs(above.size - here.size) >= 0.1 * size or step > LOOSE * size:
        return False
    for upper, lower in pairwise(lines[i:]):
        further = lower.middle - upper.middle - step
        if abs(further) > SEEN * size or lower.figures:
            return further > SEEN * size
    return False


def _bold(line: RowLine) -> bool:
    words = [word for piece in line.pieces for word in piece.words]
    return sum(word.bold for word in words) > 0.5 * len(words)


def _same_row(
    lines: Sequence[RowLine], group: list[int], i: int, stub_right: float, pitch: float, from_top: bool
) -> bool:
    """Whether line i goes on with the row that ends in line i - 1; labels start beside their figures if `from_top`."""
    above, below = lines[i - 1], lines[i]
    step = below.middle - above.middle
    if step > LOOSE * max(above.size, below.size):
        return False
    if step < 0.7 * min(above.size, below.size):  # half a line lower: values centred beside a wrapped label
        return True
    row_has_figures = any(lines[j].figures for j in group)
    if below.figures and row_has_figures:
        return False
    if below.stub_only:
        return _label_goes_on(lines, i, stub_right) if above.stub else row_has_figures and step < 0.8 * pitch
    if all(lines[j].stub_only for j in group):
        return _label_starts(above, below, inf if from_top else stub_right) and not _set_in(lines, i)
    if below.stub is None:
        return not below.figures
    return False


def _label_goes_on(lines: Sequence[RowLine], i: int, stub_right: float) -> bool:
    """A line with a label alone: the rest of the label above, or the start of something new."""
    above, below = lines[i - 1].stub, lines[i].stub
    if above is None or below is None or above.bold != below.bold:
        return False
    if below.text[0].islower() or UNFINISHED.search(above.text):
        return True
    return _full(above, below, stub_right) and below.x0 >= above.x0 - 1 and not _heads_next(lines, i)


def _heads_next(lines: Sequence[RowLine], i: int) -> bool:
    """Whether the label of line i stands over lines that are indented beneath it."""
    following = lines[i + 1] if i + 1 < len(lines) else None
    here = lines[i].stub
    if following is None or following.stub is None or here is None:
        return False
    return bool(OPENS.search(here.text)) or following.stub.x0 > here.x0 + INDENT


def _label_starts(above: RowLine, below: RowLine, stub_right: float) -> bool:
    """A label without figures over a line with figures: the first part of one label, or a group heading."""
    first, second = above.stub, below.stub
    if first is None or second is None:
        return False
    if first.bold != second.bold or OPENS.search(first.text):
        return False
    if second.text[0].islower() or UNFINISHED.search(first.text):
        return True
    return _full(first, second, stub_right)


def _set_in(lines: Sequence[RowLine], i: int) -> bool:
    """Whether line i is set in under the one above as other rows of figures are: that is the title of their group."""
    above, here = lines[i - 1].stub, lines[i].stub
    if above is None or here is None or here.x0 <= above.x0 + INDENT or here.text[0].islower():
        return False
    rows = [b.stub for a, b in pairwise(lines) if a.figures and b.figures and b.stub and b is not lines[i]]
    return any(abs(row.x0 - here.x0) <= 1 for row in rows)


def _full(above: Piece, below: Piece, stub_right: float) -> bool:
    """Whether the next word would not have fitted on the line above."""
    first = below.words[0].box
    return above.x1 + (first.x1 - first.x0) + 0.25 * letter_height(below.words[0]) > stub_right
