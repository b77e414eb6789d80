"""The lines of headings over a run of lines that no rule frames."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from extractor.model import Box
from extractor.tables.stacks import CAPTION
from extractor.tables.text_rows import TextLine

HEAD_GAP = 2.6  # a line of headings stands within this many font sizes above the first figures, middle to middle
TITLE_GAP = 2.0  # a single text over the columns within this many
ROW_STEP = 1.25  # or within as many steps from row to row: cells of headings have the padding that others have
SMALLER = 0.8  # share of the font size of the figures below which a line over them is a legend, not a heading
MAX_HEAD_LINES = 8
OTHER_SIZE = 0.15  # share by which the font size of heading lines may differ
MIN_HEADS = 3  # headings that show how wide columns are
LEADING = 1.45  # lines of one cell are set closer than this, in font sizes from middle to middle
INDENT = 2.5  # font sizes by which the rows of a group may be set in under its title
SAME_SIDE = 2.0  # points by which the lines of one cell may start apart


def head_start(lines: Sequence[TextLine], first: int, end: int, floor: float, bands: Sequence[Box]) -> int:
    """The first heading line above a run of lines: near, and over its columns without being its caption.

    `floor` is the bottom of what is taken above; `bands` are shaded rectangles.
    """
    label = _label_start(lines, first, ROW_STEP * _row_step(lines[first:end]))
    if label < first:
        over = _heads_above(lines, first, end, label, floor, bands)
        return (
            over
            if over < label and len(lines[label - 1].chunks) > 1
            else _heads_above(lines, first, end, first, floor, bands)
        )
    return _heads_above(lines, first, end, first, floor, bands)


def _label_start(lines: Sequence[TextLine], first: int, step: float) -> int:
    """The first line over line `first` that belongs to its label, or is the title of a group of rows from it on.

    `step` is as far as rows are apart, in points.
    """
    left, start = lines[first].chunks[0].x0, first
    while start > 0:
        above, here = lines[start - 1], lines[start]
        alone = len(above.chunks) == 1 and -SAME_SIDE <= left - above.chunks[0].x0 <= INDENT * here.size
        near = here.first - above.last <= max(LEADING * here.size, step)
        near = near and abs(above.size - here.size) <= OTHER_SIZE * here.size
        if not (alone and near) or CAPTION.match(above.text):
            break
        start -= 1
    return start


def _heads_above(
    lines: Sequence[TextLine], first: int, end: int, start: int, floor: float, bands: Sequence[Box]
) -> int:
    """The first heading line above line `start`, where the label of the first row begins."""
    body = start
    step = ROW_STEP * _row_step(lines[first:end])
    left = min(c.x0 for line in lines[first:end] for c in line.chunks)
    right = max(c.x1 for line in lines[first:end] for c in line.chunks)
    while start > 0 and first - start < MAX_HEAD_LINES:
        above, here = lines[start - 1], lines[start]
        each = start == body and _one_each(above, lines[first])
        reach = HEAD_GAP if each or (len(above.chunks) > 1 and start == body) else TITLE_GAP
        far = 2 * step if each and len(above.chunks) >= MIN_HEADS else step
        if here.first - above.last > max(reach * here.size, far) or above.box.top < floor:
            break
        if above.size < SMALLER * lines[first].size:
            break
        if start < body and abs(above.size - here.size) > OTHER_SIZE * here.size:
            break
        if not (
            _heads(above, left, right)
            or _ends_heading(lines, start - 1, left, right)
            or (start < body and _starts_heading(above, here))
        ):
            break
        start -= 1
    return start


def _one_each(heads: TextLine, row: TextLine) -> bool:
    """Whether there is one heading for each column of a row of figures beside the first, nearest to it of all."""
    columns = row.chunks[1:]
    found = heads.chunks[-len(columns) :]
    if not row.data or not len(columns) <= len(heads.chunks) <= len(row.chunks) or found[0].x1 <= row.chunks[0].x1:
        return False
    middles = [(c.x0 + c.x1) / 2 for c in columns]
    nearest = [min(range(len(middles)), key=lambda i: abs(middles[i] - (c.x0 + c.x1) / 2)) for c in found]
    return nearest == list(range(len(columns)))


def _ends_heading(lines: Sequence[TextLine], i: int, left: float, right: float) -> bool:
    """Whether a single text is the last line of a heading that starts beside others on the lines above it."""
    here = lines[i].chunks[0]
    if CAPTION.match(here.text):
        return False
    for above, below in zip(reversed(lines[max(i - MAX_HEAD_LINES, 0) : i]), reversed(lines[: i + 1]), strict=False):
        if below.first - above.last > LEADING * below.size or abs(above.size - below.size) > OTHER_SIZE * below.size:
            return False
        if len(above.chunks) >= 2:
            over = any(abs(c.x0 - here.x0) <= SAME_SIDE and c.x1 <= right + 2 for c in above.chunks)
            return over and lines[i].bold == above.bold and _heads(above, left, right)
        if abs(above.chunks[0].x0 - here.x0) > SAME_SIDE:
            return False
    return False


def _starts_heading(above: TextLine, here: TextLine) -> bool:
    """Whether a single text is the first line of a heading that goes on beside others on the line of headings below."""
    chunk = above.chunks[0]
    if len(above.chunks) > 1 or CAPTION.match(chunk.text) or above.bold != here.bold:
        return False
    near = here.first - above.last <= LEADING * here.size and abs(above.size - here.size) <= OTHER_SIZE * here.size
    return near and len(here.chunks) > 1 and any(abs(c.x0 - chunk.x0) <= SAME_SIDE for c in here.chunks)


def _row_step(lines: Sequence[TextLine]) -> float:
    """Usual distance from one row of figures to the next, in points; 0 where there is one alone."""
    rows = [line for line in lines if line.data]
    steps = [below.first - above.last for above, below in pairwise(rows)]
    return median(steps) if steps else 0.0


def _heads(line: TextLine, left: float, right: float) -> bool:
    """Whether a line can be a heading over columns between `left` and `right`."""
    if CAPTION.match(line.text):
        return False
    over = line.chunks[:-1] if _goes_on_right(line, right) else line.chunks
    if not all(c.x1 > left - 2 and c.x0 < right + 2 for c in over):
        return False
    if len(line.chunks) >= 2:
        return True
    chunk = line.chunks[0]
    width = right - left
    return chunk.x0 > left + 0.2 * width and chunk.x1 - chunk.x0 < 0.75 * width


def _goes_on_right(line: TextLine, right: float) -> bool:
    """Whether the last heading follows the others by no wider a step: its column holds nothing, or trend lines."""
    starts = [c.x0 for c in line.chunks]
    if len(starts) < MIN_HEADS or starts[-1] < right:
        return False
    steps = [b - a for a, b in pairwise(starts)]
    return steps[-1] <= 1.5 * max(steps[:-1])
