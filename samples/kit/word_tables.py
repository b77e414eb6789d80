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
from kit.blocks import Table
from kit.pdf_tables import Look, look_of, marked_rows
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
    columns = len(table.rows[0])
    made = holder.add_table(len(table.rows), columns)
    _borders(made, look, table.header_rows)
    shares = [float(n) for n in table.options.get("cols", "").split(",") if n] or _shares(table)
    for column, share in zip(made.columns, shares, strict=True):
        column.width = Pt(width * share / sum(shares))
    grid = [list(row.cells) for row in made.rows]
    for cell in table.cells():
        target = grid[cell.row][cell.column]
        if cell.row_span > 1 or cell.column_span > 1:
            last = grid[cell.row + cell.row_span - 1][cell.column + cell.column_span - 1]
            target = target.merge(last)
        _fill(target, cell.text, table, look, cell.row, cell.column)
    for r in range(table.header_rows if table.options.get("repeat", "yes") == "yes" else 0):
        _repeat(made.rows[r])
    return made


def _fill(target: Any, text: str, table: Table, look: Look, row: int, column: int) -> None:
    paragraph = target.paragraphs[0]
    heading = row < table.header_rows
    paragraph.paragraph_format.space_after = Pt(0)
    first = column == 0
    paragraph.alignment = _ALIGN["left" if first else "center" if heading else look.align]
    spark = _SPARK.fullmatch(text)
    if spark:
        picture = pictures.sparkline(int(spark[1]), [_rgb(look.ink)])
        paragraph.add_run().add_picture(io.BytesIO(picture), width=Pt(60))
        return
    strong = marked_rows(table, "total") | marked_rows(table, "band")
    bold = heading or row in strong or (first and table.options.get("stub") == "bold")
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
    properties.append(borders)


def _repeat(row: Any) -> None:
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _shares(table: Table) -> list[float]:
    """Column widths in proportion to the longest text, long texts counted as if they wrapped."""
    shares = [4.0] * len(table.rows[0])
    for cell in table.cells():
        if cell.column_span == 1:
            length = len(cell.text) if cell.row >= table.header_rows else len(cell.text) / 2
            shares[cell.column] = max(shares[cell.column], min(length, 34.0))
    return shares


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
