"""A content table as a Word table: merged cells, shaded headings, headings that repeat on the next page."""

from __future__ import annotations

import io
import re
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from kit import pictures
from kit.blocks import Cell, Table
from kit.pdf_tables import Look, look_of, marked_rows, widths
from kit.word_parts import shade

_SPARK = re.compile(r"\{spark (\d+)\}")
_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


def add(holder: Any, table: Table, meta: dict[str, str], width: float) -> Any:
    """Adds the table to a document or a cell; `width` is the room there in points."""
    look = look_of(table, meta)
    made = holder.add_table(len(table.rows), len(table.rows[0]))
    _borders(made, look, table.header_rows)
    grid = fix_widths(made, widths(table, look, width, stretch="width" in table.options))
    for cell in table.cells():
        target = grid[cell.row][cell.column]
        if cell.row_span > 1 or cell.column_span > 1:
            last = grid[cell.row + cell.row_span - 1][cell.column + cell.column_span - 1]
            target = target.merge(last)
        _fill(target, cell, table, look)
    for r in range(table.header_rows if table.options.get("repeat", "yes") == "yes" else 0):
        _repeat(made.rows[r])
    return made


def fix_widths(made: Any, columns: list[float]) -> list[list[Any]]:
    """Gives every column its width in points and returns the cells, row by row."""
    made.autofit = False
    grid = [list(row.cells) for row in made.rows]
    for column, width in zip(made.columns, columns, strict=True):
        column.width = Pt(width)
    for row in grid:
        for cell, width in zip(row, columns, strict=True):
            cell.width = Pt(width)
    return grid


def _fill(target: Any, cell: Cell, table: Table, look: Look) -> None:
    paragraph, row, text = target.paragraphs[0], cell.row, cell.text
    heading = row < table.header_rows
    paragraph.paragraph_format.space_after = Pt(0)
    first = cell.column == 0 and not (heading and cell.column_span > 1)
    paragraph.alignment = _ALIGN["left" if first else "center" if heading else look.align]
    spark = _SPARK.fullmatch(text)
    if spark:
        picture = pictures.sparkline(int(spark[1]), [_rgb(look.ink)])
        paragraph.add_run().add_picture(io.BytesIO(picture), width=Pt(60))
        return
    strong = marked_rows(table, "total") | marked_rows(table, "band")
    bold = heading or row in strong or (cell.column == 0 and table.options.get("stub") == "bold")
    add_text(paragraph, text, look.size, bold=bold, colour=look.head_text if heading else "")
    fill = look.total_fill if row in strong else ""
    if heading:
        titled = row < int(table.options.get("title-rows", "0"))
        fill = table.options["title-fill"] if titled else look.head_fill
    if fill:
        shade(target._tc.get_or_add_tcPr(), fill)


def add_text(paragraph: Any, text: str, size: float, bold: bool = False, colour: str = "") -> None:
    """The text with its `<i>` and `<b>` as runs, `\\n` as line breaks, at `size` points."""
    slanted = strong = False
    for piece in re.split(r"(</?[ib]>|\\n)", text):
        match piece:
            case "<i>" | "</i>":
                slanted = piece == "<i>"
            case "<b>" | "</b>":
                strong = piece == "<b>"
            case "\\n":
                paragraph.add_run().add_break()
            case "":
                pass
            case _:
                run = paragraph.add_run(piece)
                run.font.size, run.bold, run.italic = Pt(size), bold or strong or None, slanted or None
                if colour and colour != "#000000":
                    run.font.color.rgb = RGBColor(*_rgb(colour))


def _borders(made: Any, look: Look, heads: int) -> None:
    properties = made._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    sides = {
        "grid": ("top", "left", "bottom", "right", "insideH", "insideV"),
        "rows": ("top", "bottom", "insideH"),
    }.get(look.rules, ())
    for side in sides:
        edge = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", look.line[1:])):
            edge.set(qn(f"w:{name}"), value)
        borders.append(edge)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(int(look.padding * 20)))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    look_mark = properties.find(qn("w:tblLook"))  # the schema wants it last
    for element in (borders, margins):
        look_mark.addprevious(element) if look_mark is not None else properties.append(element)


def _repeat(row: Any) -> None:
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
