"""Mark the headings of a table: the flag that `tables --json` prints and that pictures show."""

from __future__ import annotations

from dataclasses import replace

from extractor.facts import Anatomy
from extractor.heads.anatomy import take_apart
from extractor.model import Cell, Table


def mark_headings(table: Table) -> Table:
    """The table with `heading` set on the cells of its boxheads, stubs and group rows, and `header_rows` counted."""
    parts = take_apart(table)
    rows = {r for part in parts for r in range(part.first_row, part.first_row + part.header_rows)}
    bodies = {r for part in parts for r in _body_rows(part)}
    labels = _stub(parts)
    cells = tuple(
        replace(c, heading=True) if c.text.strip() and _heads(c, rows, labels, bodies) else c for c in table.cells
    )
    return replace(table, cells=cells, header_rows=parts[0].header_rows)


def _heads(cell: Cell, rows: set[int], labels: frozenset[int], bodies: set[int]) -> bool:
    if cell.row in rows or cell.column in labels:
        return True
    return bool(bodies) and cell.column == 0 and cell.row not in bodies


def _body_rows(part: Anatomy) -> set[int]:
    return {cell.row for cell in (*part.body, *part.skipped)}


def _stub(parts: list[Anatomy]) -> frozenset[int]:
    """Columns that head the rows; the first one where no part tells."""
    return frozenset(c for part in parts for c in part.stubs) or frozenset({0})
