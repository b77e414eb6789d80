"""Tables that run over a page break: parts put together into one."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from extractor.model import Cell, Page, Table
from extractor.tables.lines import bounds

SAME_COLUMN = 2.5  # points by which a column boundary may move from one page to the next
SAME_TEXT_COLUMN = 0.3  # the same for a boundary that only the text shows, in widths of the narrower column
ENOUGH_PAGES = 3  # pages of one height that tell where the body ends
ROOM = 6.0  # points that a row must have had to spare
SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Extent:
    """Where the text of a page, running lines left out, starts and ends: all that joining has to know of it.

    `first` and `last` are the middles of the highest and lowest word, `low` is the lowest bottom, in points.
    """

    page: int
    height: float
    first: float
    last: float
    low: float


def page_extent(page: Page, furniture: Collection[int]) -> Extent:
    """The extent of a page; that of a blank one is empty (`first` below `last`)."""
    body = [w.box for i, w in enumerate(page.words) if w.visible and i not in furniture]
    middles = [(box.top + box.bottom) / 2 for box in body]
    return Extent(
        page.number,
        page.height,
        min(middles, default=page.height),
        max(middles, default=0.0),
        max((box.bottom for box in body), default=0.0),
    )


def join_parts(tables: Sequence[Table], extents: Sequence[Extent], going_on: Collection[int] = ()) -> list[Table]:
    """Tables in page order, continuations joined to what they continue.

    `going_on` are the positions of those that are known to stand under the headings of the table before.
    """
    by_number = {extent.page: extent for extent in extents}
    limits = _body_limits(extents)
    joined: list[Table] = []
    for i, table in enumerate(tables):
        known = i in going_on and bool(joined)
        goes_on = known or (joined and _continues(joined[-1], table, by_number))
        if goes_on and not _room_left(joined[-1], table, limits):
            joined[-1] = join(joined[-1], table)
        else:
            joined.append(table)
    return joined


def _continues(above: Table, below: Table, pages: Mapping[int, Extent]) -> bool:
    """Whether `below` goes on with `above`: next page, same columns, nothing but furniture between."""
    if not above.parts or not below.parts or below.caption or above.notes:
        return False
    last, first = above.parts[-1], below.parts[0]
    if first.page != last.page + 1:
        return False
    drawn = "ruled" in (above.method, below.method)
    one, other = _column_lines(above, last.page), _column_lines(below, first.page)
    again = not drawn and _same_sides(one, other) and _repeated_rows(above, below) > 0
    if not _same_columns(one, other, drawn) and not again:
        return False
    return pages[last.page].last <= last.box.bottom and pages[first.page].first >= first.box.top


def _same_columns(one: Sequence[float], other: Sequence[float], drawn: bool) -> bool:
    """Whether both have the same columns.

    Boundaries that are drawn must agree; one that only the text shows may lie anywhere in the white.
    """
    if len(one) != len(other) or not one:
        return False
    for i, (a, b) in enumerate(zip(one, other, strict=True)):
        slack = SAME_COLUMN
        if not drawn and 0 < i < len(one) - 1:
            slack = SAME_TEXT_COLUMN * min(one[i] - one[i - 1], one[i + 1] - one[i])
        if abs(a - b) > slack:
            return False
    return True


def _same_sides(one: Sequence[float], other: Sequence[float]) -> bool:
    """Whether as many columns stand between the same sides: with the heading repeated, enough for one table."""
    if len(one) != len(other) or len(one) < 3:
        return False
    return abs(one[0] - other[0]) <= SAME_COLUMN and abs(one[-1] - other[-1]) <= SAME_COLUMN


def _body_limits(extents: Sequence[Extent]) -> dict[int, float]:
    """How far down text goes on pages of the same height; nothing where too few pages tell."""
    lows: dict[int, list[float]] = {}
    for extent in extents:
        if extent.low:
            lows.setdefault(round(extent.height), []).append(extent.low)
    limit = {height: max(found) for height, found in lows.items() if len(found) >= ENOUGH_PAGES}
    return {e.page: limit[round(e.height)] for e in extents if round(e.height) in limit}


def _room_left(above: Table, below: Table, limits: Mapping[int, float]) -> bool:
    """Whether the next row would have fitted on the page: then the break did not come from the page's end."""
    last = above.parts[-1]
    limit = limits.get(last.page)
    if limit is None:
        return False
    skip = _repeated_rows(above, below)
    boxes = [c.box for c in below.cells if c.row == skip and c.row_span == 1 and c.box is not None]
    needed = max((box.bottom - box.top for box in boxes), default=0.0)
    return bool(boxes) and last.box.bottom + needed + ROOM < limit


def continued_columns(tables: Sequence[Table], extent: Extent) -> list[float]:
    """Column boundaries of the table at the end of a page, which may go on overleaf; none if text follows it."""
    if not tables or tables[-1].method != "ruled" or extent.last > tables[-1].parts[-1].box.bottom:
        return []
    return _column_lines(tables[-1], extent.page)


def _column_lines(table: Table, page: int) -> list[float]:
    """Column boundaries on that page, from the boxes of the cells: the lowest, for headings may be boxed closer."""
    left: dict[int, float] = {}
    right = 0.0
    for cell in sorted(table.cells, key=lambda c: -c.row):
        if cell.box is not None and cell.page == page:
            left.setdefault(cell.column, cell.box.x0)
            right = max(right, cell.box.x1)
    return [left[column] for column in sorted(left)] + [right]


def join(above: Table, below: Table) -> Table:
    """One table of two parts: the repeated heading dropped, a row split by the break made whole."""
    skip = _repeated_rows(above, below)
    offset = max(cell.row + cell.row_span for cell in above.cells) - skip
    rest = [replace(cell, row=cell.row + offset) for cell in below.cells if cell.row >= skip]
    cells = list(above.cells)
    if not skip:
        rest = [replace(cell, heading=cell.heading and cell.column == 0) for cell in rest]
    if _splits_row(cells, rest, offset + skip):
        cells, rest = _mend_row(cells, rest, offset + skip)
    return replace(above, cells=tuple(cells + rest), parts=above.parts + below.parts, notes=below.notes)


def _row_texts(cells: Sequence[Cell], row: int) -> list[tuple[int, int, str]]:
    return sorted((c.column, c.column_span, SPACE.sub(" ", c.text)) for c in cells if c.row == row)


def _repeated_rows(above: Table, below: Table) -> int:
    """How many rows at the top of `below` say the same as the first rows of `above`."""
    rows = max(cell.row + cell.row_span for cell in below.cells)
    count = 0
    while count < rows - 1:
        row = _row_texts(above.cells, count)
        if row != _row_texts(below.cells, count) or not any(text for _, _, text in row):
            break
        count += 1
    limit = above.header_rows or 0
    return min(count, limit) if limit else min(count, 1)


def _splits_row(above: Sequence[Cell], below: Sequence[Cell], row: int) -> bool:
    """Whether the first row below the break finishes the last row above it.

    It has no label of its own, and each of its texts takes up a text that stops short: figures never do.
    """
    first = [cell for cell in below if cell.row == row and cell.text]
    if not first or any(cell.column == 0 for cell in first):
        return False
    last = {c.column: c for c in above if c.row + c.row_span == row}
    for cell in first:
        start = last.get(cell.column)
        if start is None or not start.text or start.text[-1] in ".:;!?" or not cell.text[0].islower():
            return False
    return True


def _mend_row(above: list[Cell], below: list[Cell], row: int) -> tuple[list[Cell], list[Cell]]:
    more = {cell.column: cell for cell in below if cell.row == row}
    mended = []
    for cell in above:
        tail = more.get(cell.column) if cell.row + cell.row_span == row else None
        mended.append(replace(cell, text=f"{cell.text}\n{tail.text}") if tail and tail.text else cell)
    rest = [replace(cell, row=cell.row - 1) for cell in below if cell.row > row]
    return mended, rest


def part_tables(table: Table) -> list[tuple[int, list[Cell]]]:
    """(page, cells) for each part, rows counted from 0 within the part."""
    found = []
    for part in table.parts:
        cells = [cell for cell in table.cells if cell.page == part.page]
        first = min((cell.row for cell in cells), default=0)
        found.append((part.page, [replace(cell, row=cell.row - first) for cell in cells]))
    return found


def part_box(cells: Sequence[Cell]) -> list[float]:
    """The box around cells as a list x0, top, x1, bottom, rounded to hundredths of a point."""
    box = bounds(cell.box for cell in cells if cell.box is not None)
    return [round(v, 2) for v in (box.x0, box.top, box.x1, box.bottom)]
