"""The geometry of a Word table: where each cell stands once merged cells are resolved."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.read.docx_package import Element, W
from extractor.read.docx_styles import fill, number, toggle, value
from extractor.read.docx_text import ALTERNATE, alternative

_WRAPPERS = {f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}
_WHITE = ("", "auto", "ffffff", "none")
_UNSEEN_HEIGHT = 40  # twips, 2 pt: less than the smallest type takes
_MAX_SPAN = 1000  # Word itself stops at 63 columns


@dataclass(slots=True)
class Placed:
    """One cell in the grid; `fill` is the background of its own, as it is written."""

    element: Element
    row: int
    column: int
    row_span: int
    column_span: int
    fill: str | None = None

    @property
    def shaded(self) -> bool:
        return (self.fill or "") not in _WHITE


@dataclass(slots=True)
class Layout:
    """The cells of a table row by row.

    `repeated` is how many leading rows the document itself declares as headings, `edges` are the sides of the columns
    in twips from the left margin, empty where they are not known; `unseen` counts rows that are not shown.
    """

    cells: list[Placed]
    repeated: int = 0
    edges: tuple[int, ...] = ()
    unseen: int = 0


def place_cells(table: Element) -> Layout:
    """Every cell with its place and spans."""
    placed: list[Placed] = []
    open_merges: dict[int, Placed] = {}  # by column: the cell that runs on into the next row
    repeated, leading = 0, True
    row_number = unseen = 0
    for row in _children(table, f"{W}tr"):
        properties = row.find(f"{W}trPr")
        if properties is not None and properties.find(f"{W}del") is not None:
            continue
        if toggle(properties, "hidden") or _flat(properties):
            unseen += 1
            continue
        leading = leading and bool(toggle(properties, "tblHeader"))
        repeated += leading
        open_merges = _place_row(row, row_number, open_merges, placed)
        row_number += 1
    starts = _without_unused_columns(placed)
    return Layout(placed, repeated, _edges(table, starts), unseen)


def _place_row(
    row: Element, number_of_row: int, open_merges: dict[int, Placed], placed: list[Placed]
) -> dict[int, Placed]:
    """Add the cells of one row; returns the cells that the next row may continue."""
    properties = row.find(f"{W}trPr")
    column = number(properties.find(f"{W}gridBefore") if properties is not None else None, 0)
    column = min(max(column, 0), _MAX_SPAN)
    still_open: dict[int, Placed] = {}
    sideways: Placed | None = None
    for element in _children(row, f"{W}tc"):
        about = element.find(f"{W}tcPr")
        if about is not None and about.find(f"{W}cellDel") is not None:
            continue
        span = min(max(number(about.find(f"{W}gridSpan") if about is not None else None, 1), 1), _MAX_SPAN)
        merge = _merge(about)
        above = open_merges.get(column)
        if value(about, "hMerge") in ("continue", "") and sideways is not None:
            sideways.column_span += span
        elif merge is not None and merge != "restart" and above is not None and above.column_span == span:
            above.row_span += 1
            still_open[column] = above
            sideways = None
        else:
            sideways = Placed(element, number_of_row, column, 1, span, fill(about))
            placed.append(sideways)
            if merge is not None:
                still_open[column] = sideways
        column += span
    return still_open


def _children(parent: Element, tag: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, also inside content controls and tracked insertions."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, tag)
        elif child.tag == ALTERNATE:
            branch = alternative(child)
            if branch is not None:
                yield from _children(branch, tag)


def _merge(about: Element | None) -> str | None:
    """How a cell is merged with those over and under it; a tracked merging is taken as accepted."""
    tracked = about.find(f"{W}cellMerge") if about is not None else None
    if tracked is not None and tracked.get(f"{W}vMerge"):
        return {"rest": "restart"}.get(tracked.get(f"{W}vMerge", ""), "continue")
    return value(about, "vMerge")


def _flat(properties: Element | None) -> bool:
    """Whether a row is set to a height at which nothing of it can be seen."""
    height = properties.find(f"{W}trHeight") if properties is not None else None
    return height is not None and height.get(f"{W}hRule") == "exact" and number(height, _UNSEEN_HEIGHT) < _UNSEEN_HEIGHT


def _edges(table: Element, starts: list[int]) -> tuple[int, ...]:
    """The sides of the columns that cells begin in, by the grid of the table."""
    grid = table.find(f"{W}tblGrid")
    texts = [column.get(f"{W}w", "") for column in grid.iter(f"{W}gridCol")] if grid is not None else []
    widths = [int(text) if text.isdecimal() and len(text) < 7 else 0 for text in texts]
    if not widths or not all(widths) or not starts or starts[-1] >= len(widths):
        return ()
    indent = table.find(f"{W}tblPr/{W}tblInd")
    left = indent.get(f"{W}w", "0") if indent is not None else "0"
    sides = [int(left) if re.fullmatch(r"-?\d{1,6}", left) else 0]
    for width in widths:
        sides.append(sides[-1] + width)
    return (*(sides[start] for start in starts), sides[-1])


def _without_unused_columns(placed: list[Placed]) -> list[int]:
    """Drop grid lines at which no cell begins: a grid drawn finer than its cells has phantom columns.

    Returns the grid lines that are kept.
    """
    starts = sorted({cell.column for cell in placed})
    index = {column: position for position, column in enumerate(starts)}
    for cell in placed:
        begun = index[cell.column]
        cell.column_span = bisect_left(starts, cell.column + cell.column_span) - begun
        cell.column = begun
    return starts
