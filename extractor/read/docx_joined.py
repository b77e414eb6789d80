"""Tables that Word keeps apart and shows as one: one that goes on in the next, or headings in a table of their own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from extractor.model import Cell, Table
from extractor.read.docx_grid import Piece, is_figure

_SAME_EDGE = 60  # twips, 3 pt: half of what Word leaves free at the sides of a cell; a real column is wider
_MOST_HEADS = 4  # rows of headings in a table of their own; more are a table of words
_Rows = dict[int, dict[int, str]]


def join_tables(pieces: list[Piece]) -> list[Piece]:
    """The story with such tables put together. Only what has nothing between it, or a new page, goes on."""
    result: list[Piece] = []
    between: list[Piece] = []
    for piece in pieces:
        if piece.is_blank:
            between.append(piece)
            continue
        above = result[-1] if result else None
        joined = _joined(above, piece, between) if above is not None else None
        if joined is not None:
            result[-1] = joined
        else:
            result += [*between, piece]
        between = []
    return [*result, *between]


def _joined(above: Piece, below: Piece, between: list[Piece]) -> Piece | None:
    if not (isinstance(above.item, Table) and isinstance(below.item, Table) and above.own and below.own):
        return None
    broken = any(piece.page_break for piece in between) or below.page_break
    one, other = _rows(above.item), _rows(below.item)
    places = _places(above, below, adjoining=not between)
    if places is None or not (_begins_with_figures(below.item, other) or _repeats(above.item, below.item)):
        return None
    if _heads_only(one):
        fits = len(between) <= 1 or broken
        return _under(above, below, places, 0) if fits and not _repeats(above.item, below.item) else None
    if (between and not broken) or len(above.edges or places) != len(below.edges or places):
        return None
    repeated = _repeats(above.item, below.item)
    return _under(above, below, places, repeated) if _goes_on(above.item, one, other, repeated) else None


def _places(above: Piece, below: Piece, adjoining: bool) -> list[int] | None:
    """For each side of a column above, which side below it is the same; None where the two do not line up.

    Tables that do not tell how wide they are line up if nothing stands between them and they have as many columns.
    """
    if not above.edges or not below.edges:
        sides = _width(above.item) + 1
        return list(range(sides)) if adjoining and sides == _width(below.item) + 1 else None
    places = []
    for edge in above.edges:
        nearest = min(range(len(below.edges)), key=lambda i: abs(below.edges[i] - edge))
        if abs(below.edges[nearest] - edge) > _SAME_EDGE:
            return None
        places.append(nearest)
    return places if places[-1] == len(below.edges) - 1 and len(set(places)) == len(places) else None


def _width(item: object) -> int:
    return max((c.column + c.column_span for c in item.cells), default=0) if isinstance(item, Table) else 0


def _rows(table: Table) -> _Rows:
    rows: _Rows = {}
    for cell in table.cells:
        rows.setdefault(cell.row, {})[cell.column] = cell.text
    return rows


def _figures(row: dict[int, str]) -> set[int]:
    return {column for column, text in row.items() if column and text and is_figure(text)}


def _heads_only(rows: _Rows) -> bool:
    """Headings and nothing else: no figures, and a text over nearly every column."""
    if len(rows) > _MOST_HEADS or any(_figures(row) for row in rows.values()):
        return False
    last = rows[max(rows)]
    return len(last) > 1 and sum(bool(text) for text in last.values()) >= len(last) - 1


def _begins_with_figures(table: Table, rows: _Rows) -> bool:
    """A table without headings of its own."""
    return not table.header_rows and bool(rows) and bool(_figures(rows[min(rows)]))


def _repeats(above: Table, below: Table) -> int:
    """How many rows at the top of the table below are the headings of the one above."""
    heads = above.header_rows or 0
    return heads if heads and _texts(above, heads) == _texts(below, heads) else 0


def _texts(table: Table, rows: int) -> set[tuple[int, int, int, str]]:
    return {(c.row, c.column, c.column_span, c.text) for c in table.cells if c.row < rows}


def _goes_on(above: Table, one: _Rows, other: _Rows, repeated: int) -> bool:
    """Headings above, figures in the same columns, and rows that the table above does not have."""
    heads = above.header_rows or int(not _figures(one[min(one)]))
    body = [row for number, row in sorted(one.items()) if number >= heads]
    more = [row for number, row in sorted(other.items()) if number >= repeated]
    if not heads or not body or not more:
        return False
    labels = {row.get(0, "") for row in body} - {""}
    known = set().union(*map(_figures, body))
    return bool(known) and all(_figures(row) <= known for row in more) and not labels & {r.get(0, "") for r in more}


def _under(above: Piece, below: Piece, places: list[int], repeated: int) -> Piece:
    """One table of both, in the columns of the one below; `repeated` rows at its top are left out."""
    upper, lower = above.item, below.item
    assert isinstance(upper, Table) and isinstance(lower, Table)
    start = 1 + max(cell.row + cell.row_span - 1 for cell in upper.cells)
    cells = [*_set_over(upper.cells, places)]
    cells += [replace(cell, row=cell.row - repeated + start) for cell in lower.cells if cell.row >= repeated]
    heads = start if _heads_only(_rows(upper)) else upper.header_rows
    cells = [replace(cell, heading=cell.heading or cell.row < (heads or 0)) for cell in cells]
    table = replace(upper, cells=tuple(cells), notes=(*upper.notes, *lower.notes), header_rows=heads)
    return replace(above, item=table, edges=below.edges or above.edges, findings=[*above.findings, *below.findings])


def _set_over(cells: Iterable[Cell], places: list[int]) -> Iterable[Cell]:
    for cell in cells:
        start, end = places[cell.column], places[min(cell.column + cell.column_span, len(places) - 1)]
        yield replace(cell, column=start, column_span=end - start)
