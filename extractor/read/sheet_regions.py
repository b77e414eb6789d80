"""Where the tables on a sheet begin and end: told by blank rows and columns, and by what stands on either side.

A blank row parts two tables, or sets a total off from the rows above it; a blank column parts tables that stand side by
side, or sets off groups of columns. What follows the gap tells: a table of its own brings its own headings or labels.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from extractor.heads.looks import look_of

_FIGURES = ("figure", "mark")
_MOSTLY = 0.6  # of the rows with figures that have a label in the first column of a table of its own
_FAR = 4  # blank rows: what comes after more is no part of the table above
_MOST_CUTS = 60  # one within the other; a sheet that needs more is no person's work


@dataclass(slots=True, frozen=True)
class SheetCell:
    """A cell that is seen, with something in it. `row` and `column` count from 0 on the sheet as it is shown."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    bold: bool = False
    fill: str = ""
    declared: bool = False  # in a row that the file itself declares as headings

    @property
    def last_row(self) -> int:
        """The last row that the cell covers."""
        return self.row + self.row_span - 1

    @property
    def last_column(self) -> int:
        """The last column that the cell covers."""
        return self.column + self.column_span - 1


@dataclass(frozen=True)
class Region:
    """Cells that belong together: a table, or lines of text."""

    cells: list[SheetCell]

    @cached_property
    def rows(self) -> dict[int, list[SheetCell]]:
        """The cells that begin in each row, from left to right."""
        found: dict[int, list[SheetCell]] = {}
        for cell in sorted(self.cells, key=lambda c: (c.row, c.column)):
            found.setdefault(cell.row, []).append(cell)
        return found

    @cached_property
    def left(self) -> int:
        """The first column."""
        return min(cell.column for cell in self.cells)

    @cached_property
    def right(self) -> int:
        """The last column."""
        return max(cell.last_column for cell in self.cells)

    @cached_property
    def top(self) -> int:
        """The first row."""
        return min(cell.row for cell in self.cells)

    @cached_property
    def bottom(self) -> int:
        """The last row."""
        return max(cell.last_row for cell in self.cells)

    @cached_property
    def is_table(self) -> bool:
        """Whether texts stand side by side, and not once only unless with a figure: that is a line in two pieces."""
        full = [row for row in self.rows.values() if len(row) >= 2]
        return len(full) >= 2 or (len(full) == 1 and _has_figure(full[0]))

    @cached_property
    def is_text(self) -> bool:
        """Whether no two texts stand side by side."""
        return all(len(row) == 1 for row in self.rows.values())

    @property
    def declared(self) -> int:
        """How many of the first rows the file declares as headings."""
        count = 0
        for row in self.rows.values():
            if not all(cell.declared for cell in row):
                break
            count += 1
        return count

    @cached_property
    def _places(self) -> tuple[list[int], list[int]]:
        """The rows and columns in use: those in which a cell begins."""
        return sorted({cell.row for cell in self.cells}), sorted({cell.column for cell in self.cells})

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns in use."""
        rows, columns = self._places
        return len(rows), len(columns)

    def compact(self) -> Iterator[SheetCell]:
        """The cells in a grid without rows and columns that nothing begins in, counted from its corner."""
        rows, columns = ({place: at for at, place in enumerate(places)} for places in self._places)
        for cell in sorted(self.cells, key=lambda c: (c.row, c.column)):
            down = _within(self._places[0], cell.row, cell.last_row)
            across = _within(self._places[1], cell.column, cell.last_column)
            yield replace(cell, row=rows[cell.row], column=columns[cell.column], row_span=down, column_span=across)

    def lines(self) -> list[list[SheetCell]]:
        """The cells row by row."""
        return list(self.rows.values())

    def touches(self, below: Region) -> bool:
        """Whether a region begins right under this one."""
        return below.top == self.bottom + 1


def _within(places: Sequence[int], first: int, last: int) -> int:
    """How many of the places in use lie between two, both included."""
    return max(1, bisect_right(places, last) - bisect_left(places, first))


def regions(cells: Sequence[SheetCell]) -> list[Region]:
    """The tables and texts of a sheet in reading order."""
    return _cut(list(cells), _MOST_CUTS) if cells else []


def _cut(cells: list[SheetCell], left: int) -> list[Region]:
    """Bands between blank rows, each cut again at its blank columns."""
    if left <= 0:
        return [Region(cells)]
    found: list[Region] = []
    for band in _bands(cells):
        parts = _in_band(band, left)
        lead = int(len(parts) > 1 and parts[0].is_text)  # a text over the rows may be the label of a group
        for at, region in enumerate(parts[lead:]):
            above = _above(found, region)
            labels = parts[:lead] if at == 0 else []
            if above is not None and _goes_on(found[above], region, labels):
                cells_of = [cell for one in (found[above], *labels, region) for cell in one.cells]
                found[above] = Region(cells_of)
            else:
                found += [*labels, region]
    return [region for one in found for region in _set_apart(one)]


def _above(found: Sequence[Region], below: Region) -> int | None:
    """The last region that stands over another one."""
    over = (
        at for at in range(len(found) - 1, -1, -1) if found[at].left <= below.right and below.left <= found[at].right
    )
    return next(over, None)


def _in_band(band: list[SheetCell], left: int) -> list[Region]:
    """A band as its titles, what stands under them, cut where tables stand side by side, and its notes."""
    titles, rest, notes = _titles_and_notes(band)
    parts = _beside(rest) if rest else []
    tables = [Region(rest)] if len(parts) == 1 else [one for part in parts for one in _cut(part, left - 1)]
    return [*([Region(titles)] if titles else []), *tables, *([Region(notes)] if notes else [])]


def _bands(cells: Iterable[SheetCell]) -> list[list[SheetCell]]:
    """The cells between blank rows."""
    bands: list[list[SheetCell]] = []
    last = -1
    for cell in sorted(cells, key=lambda c: (c.row, c.column)):
        if not bands or cell.row > last + 1:
            bands.append([])
        bands[-1].append(cell)
        last = max(last, cell.last_row)
    return bands


def _titles_and_notes(band: list[SheetCell]) -> tuple[list[SheetCell], list[SheetCell], list[SheetCell]]:
    """The lone texts on top of a band, at its left edge, what they stand over, and the lone texts under that."""
    region = Region(band)
    rows = region.lines()
    first, end = 0, len(rows)
    while first < end and _is_lone(rows[first], region) and not _heads_figures(rows, first):
        first += 1
    while end > first and _is_lone(rows[end - 1], region):
        end -= 1
    cuts = (rows[:first], rows[first:end], rows[end:])
    above, middle, under = ([cell for row in part for cell in row] for part in cuts)
    return above, middle, under


def _heads_figures(rows: Sequence[Sequence[SheetCell]], at: int) -> bool:
    """Whether a text is set across columns right over their figures, which nothing else heads."""
    return rows[at][0].column_span > 1 and at + 1 < len(rows) and _has_figure(rows[at + 1])


def _beside(band: list[SheetCell]) -> list[list[SheetCell]]:
    """The band in one piece, or the tables that stand side by side in it with blank columns between."""
    parts: list[list[SheetCell]] = []
    last = -1
    for cell in sorted(band, key=lambda c: (c.column, c.row)):
        if not parts or cell.column > last + 1:
            parts.append([])
        parts[-1].append(cell)
        last = max(last, cell.last_column)
    if len(parts) == 1:
        return parts
    tables = [parts[0]]
    for part in parts[1:]:
        if _is_own(Region(part)) and _is_own(Region(tables[-1])):
            tables.append(part)
        else:
            tables[-1] = [*tables[-1], *part]
    return tables


def _is_own(part: Region) -> bool:
    """Whether a part has labels of its own in front of its figures."""
    rows = [row for row in part.rows.values() if any(_is_figure(cell) for cell in row)]
    if not rows or part.left == part.right:
        return False
    labelled = [row for row in rows if row[0].column == part.left and not _is_figure(row[0])]
    covered = {r for cell in part.cells if cell.column == part.left for r in range(cell.row, cell.last_row + 1)}
    merged = [row for row in rows if row[0].column > part.left and row[0].row in covered]
    return len(labelled) + len(merged) >= _MOSTLY * len(rows)


def _goes_on(above: Region, below: Region, labels: Sequence[Region]) -> bool:
    """Whether what stands under a gap is more of the table above it: figures in its columns under no headings.

    Under a label of its own, it must fill the same columns, and the label be no title set across them.
    """
    if below.top - above.bottom > _FAR + 1 or above.is_text or below.left == below.right:
        return False
    first = next((row for row in below.lines() if len(row) > 1), None)
    if first is None or not _is_body(first):
        return False
    if any(cell.column_span > 1 or _names_period(cell) for label in labels for cell in label.cells):
        return False
    if not any(map(_is_figure, above.cells)):  # headings, set off from what they head
        return below.left <= above.left and below.right == above.right
    columns = len({cell.column for cell in below.cells}) / len({cell.column for cell in above.cells})
    within = first[0].column == above.left <= below.left and below.right <= above.right
    return within and (columns == 1 if labels else columns >= _MOSTLY)


def _names_period(cell: SheetCell) -> bool:
    return look_of(" ".join(cell.text.split())) in ("period", "year")


def _is_body(row: Sequence[SheetCell]) -> bool:
    """Whether a row is a label with figures."""
    return not _is_figure(row[0]) and any(_is_figure(cell) for cell in row[1:])


def _set_apart(region: Region) -> Iterator[Region]:
    """A table without the lone texts under it, and cut where a title and headings begin another one in its midst."""
    rows = region.lines()
    if not region.is_table:
        yield region
        return
    end = len(rows)
    while end > 1 and _is_lone(rows[end - 1], region):
        end -= 1
    start = 0
    for at in range(1, end):
        if _begins_anew(rows, at, end, region):
            yield Region([cell for row in rows[start:at] for cell in row])
            lead = at
            while _is_lone(rows[lead], region):
                lead += 1
            yield Region([cell for row in rows[at:lead] for cell in row])
            start = lead
    yield Region([cell for row in rows[start:end] for cell in row])
    if end < len(rows):
        yield Region([cell for row in rows[end:] for cell in row])


def _is_lone(row: Sequence[SheetCell], region: Region) -> bool:
    """A text at the left edge with nothing beside it."""
    return len(row) == 1 and row[0].column == region.left and row[0].row_span == 1 and not _is_figure(row[0])


def _begins_anew(rows: Sequence[Sequence[SheetCell]], at: int, end: int, region: Region) -> bool:
    """Whether a title, and then headings of columns, stand in this row after rows of figures."""
    if not _is_lone(rows[at], region) or _is_lone(rows[at - 1], region):
        return False
    if not any(_has_figure(row) for row in rows[:at]):
        return False
    heads, *body = [row for row in rows[at:end] if len(row) > 1][:2] or [()]
    return len(heads) > 1 and not _has_figure(heads) and any(map(_has_figure, body))


def _has_figure(row: Iterable[SheetCell]) -> bool:
    return any(_is_figure(cell) for cell in row)


def _is_figure(cell: SheetCell) -> bool:
    return look_of(" ".join(cell.text.split())) in _FIGURES
