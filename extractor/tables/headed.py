"""Give a table its heading rows back where they came out as a table of their own right above it.

Without rules, dense columns of figures and the wider headings over them can look like two blocks. A block of words
alone, close above a block that opens with figures and spanning the same width, is its boxhead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.model import Box, Cell, Table, TablePart, Word

FIGURE = re.compile(r"[-+−–(£<>↑↓▲▼]*\s*\d[\d,. ]*\s*(?:%|% ?pts?|pp)?\)?(?: of \d+)?\s*[*†]?|[-–]")
_MOST_ROWS = 4  # rows of a boxhead
_LEADING = 1.45  # line heights: lines of one cell stand closer, rows of a boxhead have their padding between
_BLANK = 0.45  # line heights: a blank between two words is narrower, the room between two columns wider
_GAP = 1.6  # line heights between the headings and the figures under them


def join_heads(tables: Sequence[Table], words: Sequence[Word]) -> list[Table]:
    """The tables of one page, boxheads joined to the figures below them; order kept. `words` are the page's."""
    result: list[Table] = []
    for table in tables:
        above = next((t for t in reversed(result) if _is_head_of(t, table)), None)
        joined = _joined(above, table, words) if above is not None else None
        if above is not None and joined is not None:
            result.remove(above)
            result.append(joined)
        else:
            result.append(table)
    return result


def _is_head_of(head: Table, body: Table) -> bool:
    """Words alone, no more than a few rows, close above and within the width of figures that have no heading."""
    if body.header_rows or not _opens_with_figures(body) or not head.parts or not body.parts:
        return False
    if any(FIGURE.fullmatch(c.text.strip()) for c in head.cells) or _rows(head) > _MOST_ROWS:
        return False
    upper, lower = head.parts[0], body.parts[0]
    if upper.page != lower.page:
        return False
    gap = lower.box.top - upper.box.bottom
    slack = (lower.box.x1 - lower.box.x0) * 0.05 + 3
    inside = upper.box.x0 >= lower.box.x0 - slack and upper.box.x1 <= lower.box.x1 + slack
    wide = (upper.box.x1 - upper.box.x0) >= 0.5 * (lower.box.x1 - lower.box.x0)
    return -2 <= gap <= _GAP * line_height(body) and inside and wide


def _opens_with_figures(table: Table) -> bool:
    texts = [c.text.strip() for c in table.cells if c.row == 0 and c.text.strip()]
    return len(texts) > 2 and sum(bool(FIGURE.fullmatch(t)) for t in texts) * 2 > len(texts)


def _rows(table: Table) -> int:
    return max((c.row + c.row_span for c in table.cells), default=0)


def line_height(table: Table) -> float:
    heights = sorted(c.box.bottom - c.box.top for c in table.cells if c.box is not None and c.row_span == 1)
    return heights[len(heights) // 2] if heights else 12.0


def _joined(head: Table, body: Table, words: Sequence[Word]) -> Table | None:
    """One table: the words of the boxhead set anew over the columns of the body, which are known for sure."""
    columns = columns_of(body)
    box = head.parts[0].box
    page = head.parts[0].page
    lines = _lines([w for w in words if _inside(w.box, box)])
    if not lines or len(columns) < 3:
        return None
    dense = [n for n, line in enumerate(lines) if len(_phrases(line)) * 2 >= len(columns)]
    if not dense:
        return None
    first = _first_of_columns(lines, dense[0])
    spanners = lines[:first]
    cells = [c for row, line in enumerate(spanners) for c in _spanner_cells(row, line, columns, page)]
    cells += _column_cells(len(spanners), lines[first:], columns, page)
    depth = len(spanners) + 1
    below = tuple(replace(c, row=c.row + depth) for c in body.cells)
    lower = body.parts[0].box
    whole = Box(min(box.x0, lower.x0), box.top, max(box.x1, lower.x1), lower.bottom)
    parts = (TablePart(page, whole), *body.parts[1:])
    caption = head.caption or body.caption
    return replace(body, cells=(*cells, *below), parts=parts, header_rows=depth, caption=caption)


def columns_of(table: Table) -> list[tuple[float, float]]:
    """Left and right edge of each column, from the cells that take one column alone."""
    width = max(c.column + c.column_span for c in table.cells)
    edges: list[tuple[float, float]] = []
    for column in range(width):
        boxes = [c.box for c in table.cells if c.box and c.column == column and c.column_span == 1]
        if not boxes:
            return []
        edges.append((min(b.x0 for b in boxes), max(b.x1 for b in boxes)))
    return edges


def _inside(word: Box, box: Box) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box.x0 - 1 <= x <= box.x1 + 1 and box.top - 1 <= y <= box.bottom + 1


def _lines(words: Sequence[Word]) -> list[list[Word]]:
    """Words of one height each, top to bottom and left to right."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.box.top + w.box.bottom, w.box.x0)):
        middle = (word.box.top + word.box.bottom) / 2
        if lines and middle <= max(w.box.bottom for w in lines[-1]) - 0.3 * (word.box.bottom - word.box.top):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda w: w.box.x0) for line in lines]


def _first_of_columns(lines: Sequence[Sequence[Word]], dense: int) -> int:
    """The first line of the headings of single columns: the dense one, or those set close above it."""
    while dense and _pitch(lines[dense - 1], lines[dense]) <= _LEADING * _height(lines[dense]):
        dense -= 1
    return dense


def _pitch(upper: Sequence[Word], lower: Sequence[Word]) -> float:
    return min(w.box.top for w in lower) - min(w.box.top for w in upper)


def _height(line: Sequence[Word]) -> float:
    return max(w.box.bottom - w.box.top for w in line)


def _column(word: Word, columns: Sequence[tuple[float, float]]) -> int:
    """The column whose middle is nearest to the word's among those it touches, or nearest at all."""
    centre = (word.box.x0 + word.box.x1) / 2
    return min(range(len(columns)), key=lambda c: max(columns[c][0] - centre, centre - columns[c][1], 0.0))


def _column_cells(
    row: int, lines: Sequence[Sequence[Word]], columns: Sequence[tuple[float, float]], page: int
) -> list[Cell]:
    parts: dict[int, list[list[Word]]] = {}
    for line in lines:
        here: dict[int, list[Word]] = {}
        for word in line:
            here.setdefault(_column(word, columns), []).append(word)
        for column, words in here.items():
            parts.setdefault(column, []).append(words)
    return [
        Cell(row, c, "\n".join(" ".join(w.text for w in line) for line in stack), 1, 1, True, page, _box(stack))
        for c, stack in sorted(parts.items())
    ]


def _spanner_cells(row: int, line: Sequence[Word], columns: Sequence[tuple[float, float]], page: int) -> list[Cell]:
    """Headings over several columns: each column belongs to the heading whose middle is nearest."""
    phrases = _phrases(line)
    middles = [(p[0].box.x0 + p[-1].box.x1) / 2 for p in phrases]
    first = 0 if phrases[0][0].box.x0 < columns[0][1] else 1
    owned: dict[int, list[int]] = {}
    for column in range(first, len(columns)):
        centre = sum(columns[column]) / 2
        owned.setdefault(min(range(len(middles)), key=lambda m: abs(middles[m] - centre)), []).append(column)
    return [
        Cell(row, at[0], " ".join(w.text for w in phrases[p]), 1, len(at), True, page, _box([phrases[p]]))
        for p, at in sorted(owned.items())
    ]


def _phrases(line: Sequence[Word]) -> list[list[Word]]:
    """Words of a line with no more than a blank between them."""
    phrases: list[list[Word]] = []
    for word in line:
        if phrases and word.box.x0 - phrases[-1][-1].box.x1 <= _BLANK * (word.box.bottom - word.box.top):
            phrases[-1].append(word)
        else:
            phrases.append([word])
    return phrases


def _box(lines: Sequence[Sequence[Word]]) -> Box:
    boxes = [w.box for line in lines for w in line]
    return Box(
        min(b.x0 for b in boxes), min(b.top for b in boxes), max(b.x1 for b in boxes), max(b.bottom for b in boxes)
    )
