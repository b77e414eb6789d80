"""Tables of texts: short entries in columns that line up, under headings or beside a column of figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median

from extractor.model import Box
from extractor.tables.figures import is_figure
from extractor.tables.grid import Grid, Slot
from extractor.tables.lines import bounds

FEWEST_ROWS, FEWEST_COLUMNS = 4, 3
HEAD_ROWS = 2
FILLED, HEADED_FILLED = 0.6, 0.4  # share of the cells with text; a table with headings may have more blanks
IN_LINE, LINED_UP = 2.0, 0.8  # points by which the texts of a column may be out of line, and the share that is not
FIGURES = 0.8  # share of the cells of a column of figures
FEWEST_REPEATED, REPEATED = 5, 0.5  # entries of a column that repeats itself, and the share that differ at most
SHORT, LONGEST = 4.0, 12  # words in an entry on average, and in the longest


def is_table_of_texts(grid: Grid, texts: Mapping[tuple[int, int], str], ruled_head: bool) -> bool:
    """Whether columns of short texts are a table: every column lines up, and figures or headings say what they hold.

    Running text in columns has long lines that no column of figures stands beside; a list has one column of texts.
    `ruled_head` says that a rule runs under the first row and nowhere else.
    """
    if grid.rows < FEWEST_ROWS or grid.columns < FEWEST_COLUMNS:
        return False
    words = [len(text.split()) for (row, _), text in texts.items() if row >= HEAD_ROWS]  # headings may be long
    if sum(words) > SHORT * len(words) or max(words) > LONGEST:
        return False
    headed = ruled_head or _has_bold_head(grid)
    if len(texts) < (HEADED_FILLED if headed else FILLED) * grid.rows * grid.columns:
        return False
    columns = [[s for s in grid.slots if s.words and s.c0 == s.c1 == c and s.r0 > 0] for c in range(grid.columns)]
    if any(s.c1 > s.c0 and s.r0 > 0 for s in grid.slots if s.words) or not all(map(_lined_up, columns)):
        return False
    entries = [[texts[s.r0, s.c0] for s in column] for column in columns[1:] if len(column) >= FILLED * (grid.rows - 1)]
    return headed or any(_of_figures(column) or _of_few_words(column) for column in entries)


def _has_bold_head(grid: Grid) -> bool:
    """Whether the first row is set in bold over nearly every column, and nothing else is."""
    first = [s for s in grid.slots if s.r0 == 0 and s.words]
    others = [s for s in grid.slots if s.r0 > 0 and s.words]
    return (
        len(first) >= grid.columns - 1
        and all(w.bold for s in first for w in s.words)
        and not any(w.bold for s in others for w in s.words)
    )


def _lined_up(column: Sequence[Slot]) -> bool:
    """Whether the texts of a column start, end or have their middle on one line."""
    if not column:
        return False
    boxes: list[Box] = [bounds(w.box for w in slot.words) for slot in column]
    for places in ([b.x0 for b in boxes], [b.x1 for b in boxes], [(b.x0 + b.x1) / 2 for b in boxes]):
        usual = median(places)
        if sum(abs(x - usual) <= IN_LINE for x in places) >= LINED_UP * len(places):
            return True
    return False


def _of_figures(column: Sequence[str]) -> bool:
    """Whether nearly all entries are figures; signs alone are none."""
    return sum(is_figure(text) and _has_digit(text) for text in column) >= FIGURES * len(column)


def _of_few_words(column: Sequence[str]) -> bool:
    """Whether the same few entries come again and again: `Yes` and `No`."""
    worded = sum(any(c.isalpha() for c in text) for text in column) >= FIGURES * len(column)
    return worded and len(column) >= FEWEST_REPEATED and len(set(column)) <= REPEATED * len(column)


def _has_digit(text: str) -> bool:
    return any(c.isdigit() for c in text)
