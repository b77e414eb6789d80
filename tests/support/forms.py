"""A document written in the other forms in which forces publish, so that what is read of them can be compared."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Iterator
from typing import Any

import openpyxl
import xlwt
from odf import style, table, text
from odf.opendocument import OpenDocumentSpreadsheet
from openpyxl.styles import Font, PatternFill
from pptx import Presentation
from pptx.util import Emu, Pt

from extractor.model import Block, Cell, Document, Table

_MOST_IN_XLS = 32_000  # characters of a cell
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def _items(document: Document) -> Iterator[Block | Table]:
    """The body without charts, which none of the writers here draws."""
    return (item for item in document.body if not (isinstance(item, Table) and item.method == "chart"))


def _clean(words: str) -> str:
    return _CONTROL.sub("", words)


def to_xlsx(document: Document) -> bytes:
    """One sheet: every block in a row of its own, every table between blank rows."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    row = 1
    for item in _items(document):
        if isinstance(item, Block):
            cell = sheet.cell(row, 1, _clean(item.text))
            cell.data_type = "s"
            cell.font = Font(bold=item.kind == "heading")
            row += 1
            continue
        row += 1
        for one in item.cells:
            _put_xlsx(sheet, row, one)
        row += 2 + max(cell.row for cell in item.cells)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _put_xlsx(sheet: Any, row: int, one: Cell) -> None:
    cell = sheet.cell(row + one.row, 1 + one.column, _clean(one.text))
    cell.data_type = "s"
    cell.font = Font(bold=one.bold)
    if one.fill:
        cell.fill = PatternFill("solid", fgColor="CCCCCC")
    if one.row_span > 1 or one.column_span > 1:
        last = row + one.row + one.row_span - 1, one.column + one.column_span
        sheet.merge_cells(start_row=row + one.row, start_column=1 + one.column, end_row=last[0], end_column=last[1])


def to_ods(document: Document) -> bytes:
    """As `to_xlsx`, written with odfpy."""
    book = OpenDocumentSpreadsheet()
    bold = style.Style(name="bold", family="table-cell")
    bold.addElement(style.TextProperties(fontweight="bold"))
    shaded = style.Style(name="shaded", family="table-cell")
    shaded.addElement(style.TableCellProperties(backgroundcolor="#cccccc"))
    both = style.Style(name="both", family="table-cell")
    both.addElement(style.TextProperties(fontweight="bold"))
    both.addElement(style.TableCellProperties(backgroundcolor="#cccccc"))
    for one in (bold, shaded, both):
        book.automaticstyles.addElement(one)
    sheet = table.Table(name="Sheet1")
    for item in _items(document):
        if isinstance(item, Block):
            sheet.addElement(_ods_row([Cell(0, 0, item.text, bold=item.kind == "heading")]))
            continue
        sheet.addElement(table.TableRow())
        rows = range(1 + max(cell.row for cell in item.cells))
        for row in rows:
            sheet.addElement(_ods_row([cell for cell in item.cells if cell.row == row]))
        sheet.addElement(table.TableRow())
    book.spreadsheet.addElement(sheet)
    stream = io.BytesIO()
    book.write(stream)
    return stream.getvalue()


def _ods_row(cells: list[Cell]) -> Any:
    row = table.TableRow()
    column = 0
    for cell in sorted(cells, key=lambda cell: cell.column):
        if cell.column > column:
            row.addElement(table.TableCell(numbercolumnsrepeated=cell.column - column))
        name = {(True, True): "both", (True, False): "bold", (False, True): "shaded"}.get((cell.bold, bool(cell.fill)))
        own = table.TableCell(
            valuetype="string", numberrowsspanned=cell.row_span, numbercolumnsspanned=cell.column_span,
            **({"stylename": name} if name else {}),
        )  # fmt: skip
        for line in _clean(cell.text).split("\n"):
            own.addElement(text.P(text=line))
        row.addElement(own)
        if cell.column_span > 1:
            row.addElement(table.CoveredTableCell(numbercolumnsrepeated=cell.column_span - 1))
        column = cell.column + cell.column_span
    return row


def to_html(document: Document) -> bytes:
    """Headings, paragraphs and tables, the rows in bold type as `th`."""
    parts = ["<!DOCTYPE html><html><head><meta charset='utf-8'><title>Report</title></head><body>"]
    for item in _items(document):
        if isinstance(item, Block):
            tag = {"heading": f"h{item.level or 6}", "list_item": "li"}.get(item.kind, "p")
            parts.append(f"<{tag}>{_lines(item.text)}</{tag}>")
            continue
        parts.append("<table>")
        for row in range(1 + max(cell.row for cell in item.cells)):
            own = sorted((cell for cell in item.cells if cell.row == row), key=lambda cell: cell.column)
            parts.append("<tr>" + "".join(_html_cell(cell) for cell in own) + "</tr>")
        parts.append("</table>")
    return "\n".join([*parts, "</body></html>"]).encode()


def _html_cell(cell: Cell) -> str:
    spans = f' rowspan="{cell.row_span}"' * (cell.row_span > 1) + f' colspan="{cell.column_span}"' * (
        cell.column_span > 1
    )
    look = ";".join(["font-weight:bold"] * cell.bold + ["background:#ccc"] * bool(cell.fill))
    return f'<td{spans} style="{look}">{_lines(cell.text)}</td>'


def _lines(words: str) -> str:
    return "<br>".join(html.escape(_clean(line)) for line in words.split("\n"))


def to_pptx(document: Document) -> bytes:
    """A slide for each table, with the blocks before it in one box above."""
    deck = Presentation()
    slide, top = deck.slides.add_slide(deck.slide_layouts[6]), 0
    for item in _items(document):
        if isinstance(item, Block):
            box = slide.shapes.add_textbox(Emu(0), Emu(top), Emu(8_000_000), Emu(200_000))
            run = box.text_frame.paragraphs[0].add_run()
            run.text, run.font.bold, run.font.size = _clean(item.text).replace("\n", " "), item.kind == "heading", Pt(9)
            top += 400_000
            continue
        _put_pptx(slide, item, top)
        slide, top = deck.slides.add_slide(deck.slide_layouts[6]), 0
    stream = io.BytesIO()
    deck.save(stream)
    return stream.getvalue()


def _put_pptx(slide: Any, item: Table, top: int) -> None:
    rows = max(cell.row + cell.row_span for cell in item.cells)
    columns = max(cell.column + cell.column_span for cell in item.cells)
    frame = slide.shapes.add_table(rows, columns, Emu(0), Emu(top), Emu(9_000_000), Emu(1_000_000))
    frame.table.first_row = item.declared_rows > 0
    for cell in item.cells:
        own = frame.table.cell(cell.row, cell.column)
        if cell.row_span > 1 or cell.column_span > 1:
            own.merge(frame.table.cell(cell.row + cell.row_span - 1, cell.column + cell.column_span - 1))
        own.text = _clean(cell.text)
        for paragraph in own.text_frame.paragraphs:
            for run in paragraph.runs:
                run.font.bold = cell.bold


def to_xls(document: Document) -> bytes:
    """As `to_xlsx`, written with xlwt, which merges no cells that overlap; spans of a single cell are left out."""
    book: Any = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1", cell_overwrite_ok=True)
    bold, plain = xlwt.easyxf("font: bold on"), xlwt.easyxf()
    row = 0
    for item in _items(document):
        cells = [Cell(0, 0, item.text, bold=item.kind == "heading")] if isinstance(item, Block) else item.cells
        row += isinstance(item, Table)
        for one in cells:
            sheet.write(row + one.row, one.column, _clean(one.text)[:_MOST_IN_XLS], bold if one.bold else plain)
        row += 1 + max(cell.row for cell in cells) + isinstance(item, Table)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def to_csv(document: Document) -> bytes:
    """Every block on a line of its own, every table between empty lines; what is merged stands once."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    for item in _items(document):
        if isinstance(item, Block):
            writer.writerow([_clean(item.text)])
            continue
        writer.writerow([])
        lines = [
            [""] * (1 + max(cell.column for cell in item.cells)) for _ in range(1 + max(c.row for c in item.cells))
        ]
        for cell in item.cells:
            lines[cell.row][cell.column] = _clean(cell.text)
        writer.writerows([*lines, []])
    return stream.getvalue().encode()
