"""Headings over a page break: those of a table that goes on overleaf, and those left alone at the foot of a page.

Without rules, rows at the top of a page show neither what they belong to nor, where they are few, which columns they
stand in. So the headings are set over them once more before the page is read, and taken away or given back after.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from extractor.model import Box, Cell, Page, Table, TablePart, Word
from extractor.tables.lines import bounds, middle_in
from extractor.tables.run_heads import LEADING, MAX_HEAD_LINES
from extractor.tables.runs import PROSE_WORDS
from extractor.tables.text_rows import TextLine, visual_lines

STEP = 1.7  # font sizes from the middle of the last heading to that of the first row: no line of one cell
TOP_LINES = 60.0  # points in which the first rows of a page are looked for, and in which headings end one
PADDED = 3.2  # font sizes from a row of headings to the next, which in small print have much padding between
FEWEST = 3  # headings side by side that are no text in two columns


@dataclass(frozen=True, slots=True)
class Heads:
    """Headings that wait for rows: their words as on `page`, and what they say where they head rows there already."""

    page: int
    words: tuple[Word, ...]
    said: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Overleaf:
    """Headings set over the first row of a page: above `limit`, moved down by `shift` (points)."""

    heads: Heads
    limit: float
    shift: float


def heads_at_end(
    page: Page,
    furniture: Collection[int],
    tables: Sequence[Table],
    zones: Sequence[Box],
    above: Overleaf | None,
    goes_on: bool = False,
) -> Heads | None:
    """The headings that rows at the top of the next page may belong to; None where the page ends with other text.

    `above` are the headings set over this page, which go on overleaf with their table; `goes_on` says that
    the last table is known to stand under them.
    """
    body = words_of(page, furniture)
    if not body:
        return None
    low = max((w.box.top + w.box.bottom) / 2 for w in body)
    if not tables or low > tables[-1].parts[-1].box.bottom:
        taken = [*(part.box for table in tables for part in table.parts if part.page == page.number), *zones]
        return _alone(page.number, body, taken)
    last = tables[-1]
    if above is not None and (goes_on or any(c.box and c.box.bottom <= above.limit for c in last.cells)):
        return above.heads
    boxes = [c.box for c in last.cells if c.row < (last.header_rows or 0) and c.box is not None]
    words = tuple(w for w in body if any(middle_in(w.box, box) for box in boxes))
    if not words or last.method == "ruled":
        return None
    return Heads(page.number, words, _said(last, last.header_rows or 0))


def words_of(page: Page, furniture: Collection[int]) -> list[Word]:
    """The level words of a page that are seen, those in running lines left out."""
    out = {id(page.words[i]) for i in furniture}
    return [w for w in page.words if w.visible and w.rotation == 0 and id(w) not in out]


def _alone(number: int, body: Sequence[Word], taken: Sequence[Box]) -> Heads | None:
    """Words side by side in the last lines of a page, where no table has them and no figure stands among them."""
    low = max(w.box.bottom for w in body)
    near = [w for w in body if w.box.bottom > low - TOP_LINES]
    found: list[TextLine] = []
    for line in reversed(visual_lines(near)):
        if len(found) == MAX_HEAD_LINES or line.data or any(middle_in(w.box, box) for w in line.words for box in taken):
            break
        if any(len(chunk.words) >= PROSE_WORDS for chunk in line.chunks):
            break
        if found and found[0].first - line.last > (LEADING if len(line.chunks) == 1 else PADDED) * line.size:
            break
        found.insert(0, line)
    while found and len(found[0].chunks) == 1:
        del found[0]
    if max((len(line.chunks) for line in found), default=0) < FEWEST:
        return None
    return Heads(number, tuple(word for line in found for word in line.words))


def set_over(heads: Heads, page: Page, furniture: Collection[int]) -> tuple[Page, Overleaf] | None:
    """The page with these headings over its first line; None where that is no row of figures."""
    body = words_of(page, furniture)
    top = min((w.box.top for w in body), default=0.0)
    lines = visual_lines([w for w in body if w.box.top <= top + TOP_LINES])
    if not lines or not lines[0].data:
        return None
    first = lines[0]
    lowest = visual_lines(heads.words)[-1]
    shift = first.first - STEP * max(first.size, lowest.size) - lowest.last
    words = tuple(replace(w, box=_moved(w.box, shift)) for w in heads.words)
    return replace(page, words=page.words + words), Overleaf(heads, first.box.top - 0.01, shift)


def _moved(box: Box, down: float) -> Box:
    return Box(box.x0, box.top + down, box.x1, box.bottom + down)


def given_back(tables: Sequence[Table], over: Overleaf) -> tuple[list[Table], set[int]]:
    """The tables of a page without the headings set over it, and the place in the list of one that goes on.

    Headings that stood alone are given to their rows, as a first part on their own page.
    """
    result: list[Table] = []
    going_on: set[int] = set()
    for table in tables:
        rows = {c.row for c in table.cells if c.text and c.box is not None and _middle(c.box) <= over.limit}
        count = max(rows, default=-1) + 1
        total = max(c.row + c.row_span for c in table.cells)
        if not count:
            result.append(table)
        elif count == total:
            continue
        elif not over.heads.said:
            result.append(_with_first_part(table, count, over))
        else:
            if _said(table, count) == over.heads.said:
                going_on.add(len(result))
            result.append(_without_rows(table, count))
    return result, going_on


def _middle(box: Box) -> float:
    return (box.top + box.bottom) / 2


def _said(table: Table, count: int) -> tuple[tuple[int, int, str], ...]:
    """Row, column and text of the first rows; how many columns there are comes first."""
    columns = max(c.column + c.column_span for c in table.cells)
    texts = [(c.row, c.column, " ".join(c.text.split())) for c in table.cells if c.row < count and c.text]
    return ((-1, columns, ""), *sorted(texts))


def _with_first_part(table: Table, count: int, over: Overleaf) -> Table:
    """The table with its first rows, all headings, as a part of their own where they are printed."""

    def back(cell: Cell) -> Cell:
        if cell.row >= count:
            return cell
        box = _moved(cell.box, -over.shift) if cell.box else None
        return replace(cell, page=over.heads.page, box=box, heading=bool(cell.text))

    cells = tuple(map(back, table.cells))
    upper = TablePart(over.heads.page, bounds(c.box for c in cells if c.row < count and c.box))
    return replace(table, cells=cells, parts=(upper, _rest(table, count)), header_rows=count)


def _without_rows(table: Table, count: int) -> Table:
    cells = tuple(replace(c, row=c.row - count) for c in table.cells if c.row >= count)
    return replace(table, cells=cells, parts=(_rest(table, count), *table.parts[1:]), header_rows=0)


def _rest(table: Table, count: int) -> TablePart:
    part = table.parts[0]
    return TablePart(part.page, bounds(c.box for c in table.cells if c.row >= count and c.box))
