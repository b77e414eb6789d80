"""Tables of a presentation: cells with their merged neighbours."""

from __future__ import annotations

from dataclasses import replace

from extractor.heads import mark_headings
from extractor.model import Block, Cell, Table
from extractor.read.cell_text import apart
from extractor.read.docx_package import A, Element
from extractor.read.pptx_text import Line, paragraphs

_MOST_SPAN = 1_000
_WHITE = ("FFFFFF", "bg1", "lt1")


def read_table(frame: Element, page: int, most_covered: int) -> tuple[list[Block | Table], int]:
    """The table of a frame; one of a single column is text.

    Merged cells that cover more than `most_covered` are taken as single ones; how many is the second that is given.
    """
    element = next(frame.iter(f"{A}tbl"))
    about = element.find(f"{A}tblPr")
    headed = about is not None and about.get("firstRow", "0") in ("1", "true")
    room, unmerged = most_covered, 0
    cells: list[Cell] = []
    texts: list[Line] = []
    for row, line in enumerate(element.iterfind(f"{A}tr")):
        for column, own in enumerate(line.iterfind(f"{A}tc")):
            if own.get("hMerge", "0") in ("1", "true") or own.get("vMerge", "0") in ("1", "true"):
                continue
            lines = paragraphs(own)
            down, across = _span(own, "rowSpan"), _span(own, "gridSpan")
            if down * across > max(1, room):
                down = across = 1
                unmerged += 1
            room -= down * across
            text = apart("\n".join(one.text for one in lines))
            bold = bool(lines) and all(one.bold for one in lines)
            cells.append(Cell(row, column, text, down, across, page=page, bold=bold, fill=_fill(own)))
            texts += lines
    if len({cell.column for cell in cells if cell.text}) < 2:
        return [Block("paragraph", one.text, page=page) for one in texts], unmerged
    declared = int(headed and len({cell.row for cell in cells}) > 1)
    return [mark_headings(Table(tuple(_within(cells)), method="native", declared_rows=declared))], unmerged


def _within(cells: list[Cell]) -> list[Cell]:
    """The cells with spans that end where the table ends."""
    rows, columns = max(c.row for c in cells) + 1, max(c.column + c.column_span for c in cells)
    return [replace(c, row_span=min(c.row_span, rows - c.row), column_span=min(c.column_span, columns)) for c in cells]


def _span(cell: Element, name: str) -> int:
    text = cell.get(name, "1")
    return min(max(int(text), 1), _MOST_SPAN) if text.isdecimal() and len(text) < 9 else 1


def _fill(cell: Element) -> str:
    """The colour of a cell's own filling; empty for none and white."""
    colour = next(iter(cell.findall(f"{A}tcPr/{A}solidFill/*")), None)
    value = "" if colour is None else colour.get("val", "")
    if not value or value in _WHITE:
        return ""
    return value + "".join(f" {inner.get('val', '')}" for inner in colour) if colour is not None else ""
