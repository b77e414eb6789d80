"""All tables of one page."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from extractor.model import Box, Cell, Page, Table, TablePart
from extractor.tables.charts import why_not_a_table
from extractor.tables.edges import Edges, find_edges
from extractor.tables.grid import Grid, place, without_lines
from extractor.tables.headings import mark_headings
from extractor.tables.lines import bounds, cell_text
from extractor.tables.ruled import Lattice, lattice_grid, lattices

NARROW = 6.0  # a column or row thinner than this that holds no text is a double line


@dataclass(slots=True)
class Trace:
    """What was seen on a page and what became of it, for the debug drawing."""

    edges: Edges | None = None
    grids: list[Grid] = field(default_factory=list)
    rejected: list[tuple[Box, str]] = field(default_factory=list)


def find_tables(page: Page, trace: Trace | None = None, furniture: Collection[int] = ()) -> list[Table]:
    """The tables of a page, top to bottom. Headings are marked; captions and notes are left outside.

    `furniture` holds the positions in `page.words` of running headers and footers.
    """
    trace = trace if trace is not None else Trace()
    edges = find_edges(page)
    trace.edges = edges
    words = [
        word for i, word in enumerate(page.words) if i not in furniture and word.visible and word.text.strip()
    ]
    for lattice in _candidates(lattices(edges)):
        grid = lattice_grid(lattice)
        box = grid.box
        inside = [w for w in words if _within(w.box, box)]
        place(grid, inside)
        grid = _tidy(grid)
        reason = why_not_a_table(grid, page)
        if reason:
            trace.rejected.append((box, reason))
        else:
            trace.grids.append(grid)
    return [_table(grid, page.number) for grid in trace.grids]


def _candidates(found: list[Lattice]) -> list[Lattice]:
    """Groups of edges that can be a table: some of each direction."""
    return [g for g in found if len(g.horizontal) >= 2 and len(g.vertical) >= 1]


def _within(word: Box, box: Box) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom


def _tidy(grid: Grid) -> Grid:
    """Drop the strips between double lines."""
    text_rows = {r for s in grid.slots if s.words and s.r0 == s.r1 for r in (s.r0,)}
    text_columns = {s.c0 for s in grid.slots if s.words and s.c0 == s.c1}
    rows = {r for r in range(grid.rows) if grid.ys[r + 1] - grid.ys[r] < NARROW and r not in text_rows}
    columns = {
        c for c in range(grid.columns) if grid.xs[c + 1] - grid.xs[c] < NARROW and c not in text_columns
    }
    return without_lines(grid, rows, columns)


def _table(grid: Grid, number: int) -> Table:
    cells = []
    for slot in sorted(grid.slots, key=lambda s: (s.r0, s.c0)):
        box = grid.slot_box(slot)
        cells.append(
            Cell(
                row=slot.r0,
                column=slot.c0,
                text=cell_text(slot.words, box) if slot.words else "",
                row_span=slot.r1 - slot.r0 + 1,
                column_span=slot.c1 - slot.c0 + 1,
                page=number,
                box=box,
            )
        )
    cells, header_rows = mark_headings(grid, cells)
    box = bounds([grid.box])
    return Table(tuple(cells), (TablePart(number, box),), header_rows=header_rows, method=grid.method)
