"""Lines of text in the order a person reads them, where a page has columns of prose."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean

from extractor.model import Word
from extractor.tables.lines import Line, bounds, letter_height, text_lines

# Words further apart than this many ems may stand in different columns.
WIDE_GAP = 1.8
# A gutter is at least this wide, in points.
GUTTER = 8.0
# Columns of prose have at least so many rows, and so many words a line on average; labels with values have fewer.
MIN_ROWS, MIN_WORDS = 3, 3.0
# No page has more columns of prose side by side; damaged ones can seem to have a thousand, each within the one before.
MAX_COLUMNS = 24

Row = list[Line]


def reading_lines(words: Sequence[Word], depth: int = 0) -> list[Line]:
    """The lines of a page: column after column where the text runs in columns, else from top to bottom.

    Upright words only. A row of labels and values, or of headings side by side, stays a row: its parts
    come as lines one after the other. `depth` counts the columns that these words were already parted from.
    """
    rows = [parts(line) for line in text_lines([w for w in words if w.rotation == 0])]
    ordered: list[Line] = []
    index = 0
    while index < len(rows):
        end, gutter = _columns(rows, index) if depth < MAX_COLUMNS else (index, None)
        if gutter is None:
            ordered += rows[index]
            index += 1
        else:
            ordered += _column_by_column(rows[index:end], gutter, depth + 1)
            index = end
    return ordered


def parts(line: Line) -> Row:
    """The line, parted at wide gaps; a list mark stays with what it marks."""
    found: list[list[Word]] = [[line.words[0]]]
    for word in line.words[1:]:
        last = found[-1][-1]
        gap = word.box.x0 - last.box.x1
        wide = gap > 0 and gap > WIDE_GAP * letter_height(last) and gap > WIDE_GAP * letter_height(word)
        mark = len(found[-1]) == 1 and len(last.text) <= 3
        if wide and not mark:
            found.append([word])
        else:
            found[-1].append(word)
    return [line] if len(found) == 1 else [Line(tuple(part), bounds(w.box for w in part)) for part in found]


def _columns(rows: Sequence[Row], start: int) -> tuple[int, tuple[float, float] | None]:
    """How far rows from `start` on share a gutter, and where it is; None where they are no columns."""
    if len(rows[start]) < 2:
        return start, None
    best: tuple[int, tuple[float, float] | None] = (start, None)
    for left, right in zip(rows[start], rows[start][1:], strict=False):
        low, high = left.box.x1, right.box.x0
        if high <= low:  # a word wide enough to cover those after it leaves no gutter, and columns no end
            continue
        end = start
        while end < len(rows):
            gap = _gap(rows[end], low, high)
            if gap is None:
                break
            low, high = gap
            end += 1
        if end > best[0] and _is_prose(rows[start:end], low, high):
            best = (end, (low, high))
    return best


def _gap(row: Row, low: float, high: float) -> tuple[float, float] | None:
    """What a row leaves free of the gutter from `low` to `high`; None where too little."""
    for part in row:
        if part.box.x1 <= low or part.box.x0 >= high:
            continue
        if part.box.x0 > low and part.box.x0 - low >= GUTTER:
            high = part.box.x0
        elif part.box.x1 < high and high - part.box.x1 >= GUTTER:
            low = part.box.x1
        else:
            return None
    return low, high


def _is_prose(rows: Sequence[Row], low: float, high: float) -> bool:
    left = [part for row in rows for part in row if part.box.x1 <= low]
    right = [part for row in rows for part in row if part.box.x0 >= high]
    return all(len(side) >= MIN_ROWS and mean(len(part.words) for part in side) >= MIN_WORDS for side in (left, right))


def _column_by_column(rows: Sequence[Row], gutter: tuple[float, float], depth: int) -> list[Line]:
    left = [word for row in rows for part in row if part.box.x1 <= gutter[0] for word in part.words]
    right = [word for row in rows for part in row if part.box.x1 > gutter[0] for word in part.words]
    return reading_lines(left, depth) + reading_lines(right, depth)
