"""Join the pieces of one table that its shading cut apart.

Where every other row is shaded and no line parts the columns, two shaded rows that meet (the last row and the total)
can pass for a frame of their own. Pieces that touch, with the same columns, the lower one opening with figures and
not with headings, are one table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.model import Box, Table, TablePart
from extractor.tables.headed import FIGURE, columns_of, line_height

_TOUCH = 0.45  # line heights between the last line of one piece and the first of the next, beyond a row's own
_SHIFT = 0.3  # of a column's width by which its middle may move from piece to piece


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
    height = line_height(lower)
    if not -2 <= below.top - above.bottom <= _TOUCH * height or lower.caption or not _opens_with_figures(lower):
        return False
    a, b = columns_of(upper), columns_of(lower)
    return len(a) == len(b) > 1 and all(
        abs(sum(p) - sum(q)) / 2 <= _SHIFT * max(p[1] - p[0], q[1] - q[0]) for p, q in zip(a, b, strict=True)
    )


def _opens_with_figures(table: Table) -> bool:
    texts = [c.text.strip() for c in table.cells if c.row == 0 and c.column > 0 and c.text.strip()]
    return bool(texts) and sum(bool(FIGURE.fullmatch(t)) for t in texts) * 2 > len(texts)


def _joined(upper: Table, lower: Table) -> Table:
    depth = max(c.row + c.row_span for c in upper.cells)
    cells = tuple(replace(c, row=c.row + depth, heading=c.heading and c.column == 0) for c in lower.cells)
    a, b = upper.parts[0].box, lower.parts[0].box
    box = Box(min(a.x0, b.x0), a.top, max(a.x1, b.x1), b.bottom)
    return replace(upper, cells=(*upper.cells, *cells), parts=(TablePart(upper.parts[0].page, box),))
