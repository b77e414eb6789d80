"""Tables of a text extract that a page break parted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.model import Block, Cell, Finding, Table
from extractor.tables.tabbed_rows import Rows, count_header_rows, is_figure


def join(body: Sequence[Block | Table]) -> tuple[tuple[Block | Table, ...], list[Finding]]:
    """The body with the parts of such tables put together, and what was done.

    Only a page break is a reason: without one, two tables with the same headings are two tables.
    Nothing but page furniture may stand between, the columns must agree, the rows must be others,
    and the second part must repeat the headings or have none.
    """
    joined: list[Block | Table] = []
    findings: list[Finding] = []
    for item in body:
        above = joined[-1] if joined else None
        if isinstance(above, Table) and isinstance(item, Table):
            repeated = _repeated_rows(above, item)
            if repeated is not None:
                joined[-1] = _append(above, item, repeated)
                page = item.cells[0].page
                findings.append(
                    Finding(
                        "joined-table",
                        "info",
                        f"The table at the top of page {page} goes on from the page before",
                    )
                )
                continue
        joined.append(item)
    return tuple(joined), findings


def _repeated_rows(above: Table, below: Table) -> int | None:
    """How many leading rows of `below` repeat those of `above`; None if it is another table."""
    if {above.method, below.method} != {"tabbed"} or not above.cells or not below.cells:
        return None
    last, first = above.cells[-1].page, below.cells[0].page
    if last is None or first is None or first != last + 1:
        return None
    one, other = _rows(above), _rows(below)
    if len(one[0]) != len(other[0]):
        return None
    headings, own = count_header_rows(one), count_header_rows(other)
    repeated = headings if headings and one[:headings] == other[:headings] else 0
    if not repeated and (own or not headings or not _alike(one[-1], other[0])):
        return None
    labels = {row[0] for row in one[headings:] if row[0]}
    return None if labels & {row[0] for row in other[repeated:]} else repeated


def _alike(row: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two rows have figures in the same columns."""
    return [is_figure(text) for text in row[1:] if text] == [is_figure(text) for text in other[1:] if text]


def _rows(table: Table) -> Rows:
    columns = max(cell.column + cell.column_span for cell in table.cells)
    rows: Rows = [[""] * columns for _ in range(max(cell.row for cell in table.cells) + 1)]
    for cell in table.cells:
        rows[cell.row][cell.column] = cell.text
    return rows


def _append(above: Table, below: Table, repeated: int) -> Table:
    start = max(cell.row + cell.row_span for cell in above.cells)
    moved: list[Cell] = [replace(cell, row=cell.row - repeated + start) for cell in below.cells if cell.row >= repeated]
    return replace(above, cells=above.cells + tuple(moved), notes=above.notes + below.notes)
