"""The geometry of a Word table: where each cell stands once merged cells are resolved."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from extractor.read.docx_package import W
from extractor.read.docx_styles import number, toggle, value
from extractor.read.docx_text import ALTERNATE, alternative

_WRAPPERS = {f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}
_WHITE = ("", "auto", "ffffff", "none")
_MAX_SPAN = 1000  # Word itself stops at 63 columns


@dataclass(slots=True)
class Placed:
    """One cell in the grid; `shaded` if it has a background of its own."""

    element: Element
    row: int
    column: int
    row_span: int
    column_span: int
    shaded: bool


def place_cells(table: Element) -> tuple[list[Placed], int]:
    """Every cell with its place and spans, row by row, and how many leading rows repeat as headings."""
    placed: list[Placed] = []
    open_merges: dict[int, Placed] = {}  # by column: the cell that runs on into the next row
    repeated, leading = 0, True
    row_number = 0
    for row in _children(table, f"{W}tr"):
        properties = row.find(f"{W}trPr")
        if toggle(properties, "hidden") or (properties is not None and properties.find(f"{W}del") is not None):
            continue
        leading = leading and bool(toggle(properties, "tblHeader"))
        repeated += leading
        open_merges = _place_row(row, row_number, open_merges, placed)
        row_number += 1
    return _without_unused_columns(placed), repeated


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
        merge = value(about, "vMerge")
        above = open_merges.get(column)
        if value(about, "hMerge") in ("continue", "") and sideways is not None:
            sideways.column_span += span
        elif merge is not None and merge != "restart" and above is not None and above.column_span == span:
            above.row_span += 1
            still_open[column] = above
            sideways = None
        else:
            sideways = Placed(element, number_of_row, column, 1, span, _shaded(about))
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


def _shaded(about: Element | None) -> bool:
    shading = about.find(f"{W}shd") if about is not None else None
    return shading is not None and shading.get(f"{W}fill", "").lower() not in _WHITE


def _without_unused_columns(placed: list[Placed]) -> list[Placed]:
    """Drop grid lines at which no cell begins: a grid drawn finer than its cells has phantom columns."""
    starts = sorted({cell.column for cell in placed})
    index = {column: position for position, column in enumerate(starts)}
    for cell in placed:
        begun = index[cell.column]
        cell.column_span = bisect_left(starts, cell.column + cell.column_span) - begun
        cell.column = begun
    return placed
