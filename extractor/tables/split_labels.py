"""Labels of several lines over a page break: the rest of the label of the last row, at the foot or overleaf.

Figures stand beside the first line of a label that wraps. The lines under it, in the first column alone, look like
text below the table, and overleaf like text above the rows.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractor.model import Cell, Page, Table, TablePart, Word
from extractor.tables.lines import Line, bounds, middle_in, text_lines
from extractor.tables.rows import LOOSE
from extractor.tables.text_rows import visual_lines

SAME_SIDE = 1.5  # points by which the lines of one label may start apart
BLANK = 0.25  # font sizes between two words
MOST_LINES = 6  # that a label goes on for


@dataclass(frozen=True, slots=True)
class OpenLabel:
    """The label of the row that ends a page: its last word, where it starts, where the next column does (points)."""

    last: Line
    left: float
    right: float


def open_label(table: Table, words: Sequence[Word]) -> OpenLabel | None:
    """The label of the last row, where it may go on; None without rules of columns that say where cells end.

    `words` are those of the page that the table ends on.
    """
    cell = _last_label(table)
    beside = [c.box.x0 for c in table.cells if c.column == 1 and c.column_span == 1 and c.box is not None]
    if cell is None or cell.box is None or not beside or table.method == "ruled":
        return None
    inside = [w for w in words if w.visible and w.rotation == 0 and middle_in(w.box, cell.box)]
    if not inside:
        return None
    return OpenLabel(text_lines(inside)[-1], min(w.box.x0 for w in inside), min(beside))


def _last_label(table: Table) -> Cell | None:
    end = max(c.row + c.row_span for c in table.cells)
    row = [c for c in table.cells if c.row == end - 1 and c.text]
    first = next((c for c in row if c.column == 0 and c.row_span == c.column_span == 1), None)
    return first if end > 1 and len(row) > 1 else None


def rest_below(label: OpenLabel, words: Sequence[Word], bottom: float) -> list[Word]:
    """The lines that end the label under the table, where they are the last text of the page; else none."""
    under = [w for w in words if (w.box.top + w.box.bottom) / 2 > bottom]
    lines = text_lines(under) if under else []
    steps = [b.middle - a.middle for a, b in zip([label.last, *lines], lines, strict=False)]
    if any(step > LOOSE * label.last.size for step in steps) or not _continue(label, lines):
        return []
    return under


def rest_overleaf(label: OpenLabel, words: Sequence[Word]) -> list[Word]:
    """The lines at the top of the next page that end the label: all before the first row of figures; else none."""
    rows = visual_lines(words) if words else []
    first = next((i for i, line in enumerate(rows) if line.data), 0)
    if not first:
        return []
    rest = [w for line in rows[:first] for w in line.words]
    lines = text_lines(rest)
    steps = [b.middle - a.middle for a, b in pairwise(lines)]
    apart = rows[first].first - rows[first - 1].last
    if steps and apart <= max(steps):
        return []
    return rest if all(s <= LOOSE * label.last.size for s in steps) and _continue(label, lines) else []


def _continue(label: OpenLabel, lines: Sequence[Line]) -> bool:
    """Whether lines are set as the label, in its column, and its next word would not have fitted on its last line."""
    if not 0 < len(lines) <= MOST_LINES:
        return False
    size, bold = label.last.size, _bold(label.last)
    for line in lines:
        starts = abs(line.box.x0 - label.left) <= SAME_SIDE and line.box.x1 < label.right
        if not starts or abs(line.size - size) > 0.1 * size or _bold(line) != bold:
            return False
    first = lines[0].words[0].box
    return label.last.box.x1 + (first.x1 - first.x0) + BLANK * size > label.right - (label.left - label.last.box.x0)


def _bold(line: Line) -> bool:
    return sum(word.bold for word in line.words) > 0.5 * len(line.words)


def with_rest(table: Table, rest: Sequence[Word], here: bool) -> Table:
    """The table with these words at the end of its last label; `here` says that they stand on its own last page."""
    cell = _last_label(table)
    if cell is None:
        return table
    text = "\n".join([cell.text, *(line.text for line in text_lines(rest))])
    box = bounds([cell.box, *(w.box for w in rest)]) if here and cell.box else cell.box
    cells = tuple(replace(c, text=text, box=box) if c is cell else c for c in table.cells)
    parts = table.parts
    if here:
        last = parts[-1]
        parts = (*parts[:-1], TablePart(last.page, bounds([last.box, *(w.box for w in rest)])))
    return replace(table, cells=cells, parts=parts)


def without(page: Page, rest: Collection[Word]) -> Page:
    """The page with these words out of sight, each in its place."""
    out = {id(w) for w in rest}
    return replace(page, words=tuple(replace(w, visible=False) if id(w) in out else w for w in page.words))


def under_rest(table: Table, rest: Sequence[Word]) -> Table:
    """The rows overleaf with the place of these words over them."""
    first = table.parts[0]
    return replace(table, parts=(TablePart(first.page, bounds([first.box, *(w.box for w in rest)])), *table.parts[1:]))
