"""Workbooks written out in the test that reads them, and what is read of them in one glance."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.styles import Font
from tiny_docx import archive, relations

from extractor.model import Block, Document, Table
from extractor.read import read

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LINKS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
ODS = " ".join(
    f'xmlns:{short}="{_ODF}:{name}:1.0"'
    for short, name in (
        ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("number", "datastyle"),
        ("fo", "xsl-fo-compatible"), ("draw", "drawing"),
    )
)  # fmt: skip
Row = Sequence[Any]


def glance(document: Document) -> list[object]:
    """Headings as `# text`, other blocks as their text, tables as rows of texts; covered slots are left out."""
    found: list[object] = []
    for item in document.body:
        if isinstance(item, Block):
            found.append(f"# {item.text}" if item.kind == "heading" else item.text)
        else:
            found.append(rows(item))
    return found


def rows(table: Table) -> list[list[str]]:
    """The texts of a table row by row."""
    lines: dict[int, list[str]] = {}
    for cell in table.cells:
        lines.setdefault(cell.row, []).append(cell.text)
    return [lines[row] for row in sorted(lines)]


def tables(document: Document) -> list[Table]:
    """The tables of a document."""
    return [item for item in document.body if isinstance(item, Table)]


def told(document: Document) -> dict[str, str]:
    """The messages of the findings by their codes."""
    return {finding.code: finding.message for finding in document.problems}


def workbook(**sheets: Sequence[Row]) -> Any:
    """A workbook with these sheets; a text that begins with `*` is bold, a pair is a number with its format."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for row, line in enumerate(lines, start=1):
            for column, value in enumerate(line, start=1):
                _put(sheet.cell(row, column), value)
    return book


def _put(cell: Any, value: Any) -> None:
    if isinstance(value, tuple):
        cell.value, cell.number_format = value
    elif isinstance(value, str) and value.startswith("*"):
        cell.value, cell.font = value[1:], Font(bold=True)
    elif value is not None and value != "":
        cell.value = value


def saved(book: Any) -> bytes:
    """The bytes of a workbook."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def reading(folder: Path, data: bytes, name: str = "report.xlsx") -> Document:
    """The document that a file of these bytes gives."""
    path = folder / name
    path.write_bytes(data)
    return read(path)


def raw_xlsx(rows: str = "", more: str = "", **parts: str) -> bytes:
    """A workbook of one sheet `S` with these rows and what stands behind them, written out as XML."""
    sheet = f"<worksheet {MAIN} {LINKS}><sheetData>{rows}</sheetData>{more}</worksheet>"
    return archive(
        {
            "_rels/.rels": relations(officeDocument="xl/workbook.xml"),
            "xl/workbook.xml": f'<workbook {MAIN} {LINKS}><sheets><sheet name="S" sheetId="1" r:id="worksheet"/>'
            "</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": relations(
                worksheet="worksheets/sheet1.xml", **{name: f"{name}.xml" for name in parts}
            ),
            "xl/worksheets/sheet1.xml": sheet,
            **{f"xl/{name}.xml": content for name, content in parts.items()},
        }
    )


def text_cell(place: str, text: str) -> str:
    """A cell with a text of its own."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def raw_ods(sheets: str, styles: str = "", before: str = "", **parts: str) -> bytes:
    """An OpenDocument spreadsheet with these sheets, written out as XML."""
    automatic = f"<office:automatic-styles>{styles}</office:automatic-styles>"
    body = f"<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body>"
    content = f"{before}<office:document-content {ODS}>{automatic}{body}</office:document-content>"
    files: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": content,
    }
    return archive({**files, **{name.replace("__", "/"): data for name, data in parts.items()}})
