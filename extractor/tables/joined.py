"""Tables that run over a page break: parts put together into one."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from extractor.model import Cell, Page, Table
from extractor.tables.lines import bounds

SAME_COLUMN = 2.5  # points by which a column boundary may move from one page to the next
SAME_TEXT_COLUMN = 18.0  # the same for a boundary that only the text shows; it lies anywhere in the white
ENOUGH_PAGES = 3  # pages of one height that tell where the body ends
ROOM = 6.0  # points that a row must have had to spare
SPACE = re.compile(r"\s+")


def join_parts(tables: Sequence[Table], pages: Sequence[Page], running: Sequence[set[int]]) -> list[Table]:
    """Tables in page order, continuations joined to what they continue."""
    by_number = {page.number: (page, ids) for page, ids in zip(pages, running, strict=True)}
    limits = _body_limits(pages, running)
    joined: list[Table] = []
    for table in tables:
        if joined and _continues(joined[-1], table, by_number) and not _room_left(joined[-1], table, limits):
            joined[-1] = join(joined[-1], table)
        else:
            joined.append(table)
    return joined


def _continues(above: Table, below: Table, pages: dict[int, tuple[Page, set[int]]]) -> bool:
    """Whether `below` goes on with `above`: next page, same columns, nothing but furniture between."""
    if not above.parts or not below.parts or below.caption or above.notes:
        return False
    last, first = above.parts[-1], below.parts[0]
    if first.page != last.page + 1:
        return False
    drawn = "ruled" in (above.method, below.method)
    slack = SAME_COLUMN if drawn else SAME_TEXT_COLUMN
    if not _same_columns(_column_lines(above, last.page), _column_lines(below, first.page), slack):
        return False
    return not _text_between(pages[last.page], last.box.bottom, None) and not _text_between(
        pages[first.page], None, first.box.top
    )


def _body_limits(pages: Sequence[Page], running: Sequence[set[int]]) -> dict[int, float]:
    """How far down text and rules go on pages of the same height; nothing where too few pages tell."""
    lows: dict[int, list[float]] = {}
    for page, ids in zip(pages, running, strict=True):
        body = [w.box.bottom for i, w in enumerate(page.words) if i not in ids and w.visible]
        if body:
            lows.setdefault(round(page.height), []).append(max(body))
    limit = {height: max(found) for height, found in lows.items() if len(found) >= ENOUGH_PAGES}
    return {page.number: limit[round(page.height)] for page in pages if round(page.height) in limit}


def _room_left(above: Table, below: Table, limits: dict[int, float]) -> bool:
    """Whether the next row would have fitted on the page: then the break did not come from the page's end."""
    last = above.parts[-1]
    limit = limits.get(last.page)
    if limit is None:
        return False
    skip = _repeated_rows(above, below)
    boxes = [cell.box for cell in below.cells if cell.row == skip and cell.row_span == 1 and cell.box is not None]
    needed = max((box.bottom - box.top for box in boxes), default=0.0)
    return bool(boxes) and last.box.bottom + needed + ROOM < limit


def _column_lines(table: Table, page: int) -> list[float]:
    """Column boundaries on that page, from the boxes of the cells."""
    left: dict[int, float] = {}
    right = 0.0
    for cell in table.cells:
        if cell.box is not None and cell.page == page:
            left.setdefault(cell.column, cell.box.x0)
            right = max(right, cell.box.x1)
    return [left[column] for column in sorted(left)] + [right]


def _same_columns(one: Sequence[float], other: Sequence[float], slack: float) -> bool:
    """Whether both have the same columns: outer edges within SAME_COLUMN, inner ones within `slack`."""
    if len(one) != len(other) or not one:
        return False
    offs = [abs(a - b) for a, b in zip(one, other, strict=True)]
    return all(off <= slack for off in offs)


def continued_columns(above: Table, page: Page, furniture: Collection[int]) -> list[float]:
    """Column boundaries of a table that may go on on the next page; none if text stands below it."""
    last = above.parts[-1]
    if above.method != "ruled" or last.page != page.number or _text_between((page, furniture), last.box.bottom, None):
        return []
    return _column_lines(above, page.number)


def _text_between(place: tuple[Page, Collection[int]], after: float | None, before: float | None) -> bool:
    """Whether body text stands below `after` or above `before` on the page."""
    page, furniture = place
    for i, word in enumerate(page.words):
        if i in furniture or not word.visible:
            continue
        middle = (word.box.top + word.box.bottom) / 2
        if (after is not None and middle > after) or (before is not None and middle < before):
            return True
    return False


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
