"""Join the pieces of one table that its shading cut apart.

Where every other row is shaded and no line parts the columns, two shaded rows that meet (the last row and the total)
can pass for a frame of their own. Pieces that touch, with the same columns, the lower one opening with figures and
not with headings, are one table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.model import Box, Table, TablePart

_TOUCH = 0.45  # line heights between the last line of one piece and the first of the next, beyond a row's own
_SHIFT = 0.3  # of a column's width by which its middle may move from piece to piece
_FIGURE = re.compile(r"[-+−–(£<>↑↓▲▼]*\s*\d[\d,. ]*\s*(?:%|% ?pts?|pp)?\)?(?: of \d+)?\s*[*†]?|[-–]")


def join_touching(tables: Sequence[Table]) -> list[Table]:
    """The tables of one page, pieces of one table joined; order kept."""
    result: list[Table] = []
    for table in tables:
        if result and _goes_on(result[-1], table):
            result[-1] = _joined(result[-1], table)
        else:
            result.append(table)
    return result


def _goes_on(upper: Table, lower: Table) -> bool:
    if len(upper.parts) != 1 or len(lower.parts) != 1 or upper.parts[0].page != lower.parts[0].page:
        return False
    above, below = upper.parts[0].box, lower.parts[0].box
    height = _row_height(lower)
    if not -2 <= below.top - above.bottom <= _TOUCH * height or lower.caption or not _opens_with_figures(lower):
        return False
    a, b = _columns(upper), _columns(lower)
    return len(a) == len(b) > 1 and all(
        abs(sum(p) - sum(q)) / 2 <= _SHIFT * max(p[1] - p[0], q[1] - q[0]) for p, q in zip(a, b, strict=True)
    )


def _opens_with_figures(table: Table) -> bool:
    texts = [c.text.strip() for c in table.cells if c.row == 0 and c.column > 0 and c.text.strip()]
    return bool(texts) and sum(bool(_FIGURE.fullmatch(t)) for t in texts) * 2 > len(texts)


def _row_height(table: Table) -> float:
    heights = sorted(c.box.bottom - c.box.top for c in table.cells if c.box is not None and c.row_span == 1)
    return heights[len(heights) // 2] if heights else 12.0


def _columns(table: Table) -> list[tuple[float, float]]:
    """Left and right edge of each column, from the cells that take one column alone."""
    width = max((c.column + c.column_span for c in table.cells), default=0)
    edges = []
    for column in range(width):
        boxes = [c.box for c in table.cells if c.box and c.column == column and c.column_span == 1]
        if not boxes:
            return []
        edges.append((min(b.x0 for b in boxes), max(b.x1 for b in boxes)))
    return edges


def _joined(upper: Table, lower: Table) -> Table:
    depth = max(c.row + c.row_span for c in upper.cells)
    cells = tuple(replace(c, row=c.row + depth, heading=c.heading and c.column == 0) for c in lower.cells)
    a, b = upper.parts[0].box, lower.parts[0].box
    box = Box(min(a.x0, b.x0), a.top, max(a.x1, b.x1), b.bottom)
    return replace(upper, cells=(*upper.cells, *cells), parts=(TablePart(upper.parts[0].page, box),))
