"""Take a table apart: title rows, boxhead, stub, groups and body.

Only the shape and what the cells look like decides (figures, periods, words, and how they are set), so that a table
of an unknown publisher is taken apart like a known one. The parts are named after the usual anatomy of a statistical
table.
"""

from __future__ import annotations

from extractor.facts import Anatomy, BodyCell
from extractor.heads.body import body_cells
from extractor.heads.boxhead import RowReader, bands, body_start, column_paths, titles
from extractor.heads.columns import Kind, Paths, Segment, kinds_of, referring, segments
from extractor.heads.looks import Knows
from extractor.heads.matrix import Matrix, to_matrix
from extractor.heads.mend import join_cut
from extractor.model import Table


def take_apart(table: Table, knows: Knows = lambda text: False) -> list[Anatomy]:
    """The parts of a table; more than one where a second boxhead starts further down.

    `knows` tells whether a text is a heading of the vocabulary (so that `999` can head a column).
    """
    reader = RowReader(to_matrix(table), knows)
    parts = [_anatomy(reader, first, last) for first, last in bands(reader)]
    return parts or [Anatomy("words")]


def _anatomy(reader: RowReader, first: int, last: int) -> Anatomy:
    grid = reader.grid
    start = body_start(reader, first, last)
    if start is None:
        return Anatomy("words", header_rows=reader.rows_set_apart(first, last), first_row=first)
    rows = range(start, last + 1)
    named, head = titles(reader, first, start)
    paths = _paths(reader, head, 1)
    kinds = kinds_of(grid, rows, paths, reader.knows)
    parts = segments(grid, kinds, rows, range(first, start), paths)
    stub = max(parts[0].stub, default=-1) + 1 if parts else 0
    if stub != 1:
        paths = _paths(reader, head, stub)
    kind, refers = _what(grid, kinds, parts, rows, paths, has_head=start > first)
    corner = tuple(dict.fromkeys(t for c in range(stub) for t in paths.get(c, ())))
    cells = _cells(reader, rows, parts, paths) if kind == "statistics" else []
    return Anatomy(
        kind, named, corner, start - first, stub,
        tuple(c for c in cells if c.column not in refers),
        tuple(c for c in cells if c.column in refers), paths,
        first_row=first,
        numbers=tuple(c for c, k in enumerate(kinds) if k == "numbers"),
        stubs=tuple(c for part in parts for c in part.stub),
    )  # fmt: skip


def _paths(reader: RowReader, head: list[int], stub: int) -> Paths:
    return column_paths(reader.grid, head, stub, lambda path: join_cut(path, reader.knows))


def _cells(reader: RowReader, rows: range, parts: list[Segment], paths: Paths) -> list[BodyCell]:
    cells = [cell for part in parts for cell in body_cells(reader.grid, rows, part, paths, reader.knows)]
    return sorted(cells, key=lambda c: (c.row, c.column))


def _what(
    grid: Matrix, kinds: list[Kind], parts: list[Segment], rows: range, paths: Paths, has_head: bool
) -> tuple[str, frozenset[int]]:
    """What the table is, and which of its columns of figures only refer to pages or paragraphs."""
    figures = [c for part in parts for c in part.figures]
    if not figures:
        return "words", frozenset()
    words = [c for c, kind in enumerate(kinds) if kind == "labels"]
    named = bool(parts[0].stub) or any(w < figures[0] for w in words)
    if words and not named and (not has_head or not parts[0].stub):
        return "codes", frozenset()  # figures before the words they belong to are numbers of things
    refers = referring(grid, kinds, rows, paths)
    return ("contents", frozenset()) if refers >= set(figures) else ("statistics", refers)
