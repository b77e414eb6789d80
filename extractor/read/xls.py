"""Excel workbooks of before 2007 (XLS) to `Document`, through xlrd: the one library that tells how their cells are set.

Others hand out the stored number alone, and 0.051 is not what a sheet shows as 5.1%.
"""

from __future__ import annotations

import contextlib
import io
import math
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from extractor.errors import LimitExceeded, UnreadableFile
from extractor.model import Document, Finding
from extractor.read.limits import Limits
from extractor.read.number_formats import GENERAL, plain, shown
from extractor.read.sheet_grid import Grid
from extractor.read.sheet_regions import SheetCell
from extractor.read.sheets import Sheet, document_of, hidden_sheet
from extractor.read.xlsx_cells import tidy
from extractor.read.xlsx_styles import BUILT_IN

_EMPTY, _TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR, _BLANK = range(7)  # the types of cells
_WHITE, _NO_COLOUR = 9, 64


def read_xls(path: str, data: bytes, sha256: str, limits: Limits | None = None) -> Document:
    """Read a workbook of the old format.

    Raises `UnreadableFile` where xlrd is missing or the file is damaged or protected, `LimitExceeded` where it has more
    cells than it may.
    """
    limits = limits or Limits()
    try:
        import xlrd
    except ImportError:
        remedy = "run `pip install xlrd`, or save it as XLSX"
        raise UnreadableFile(path, "is an old Excel workbook (.xls), which takes xlrd to read", remedy) from None
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except MemoryError:
        raise
    except Exception as error:  # xlrd raises whatever a damaged record happens to lead to
        protected = "encrypted" in str(error).lower() or "password" in str(error).lower()
        if protected:
            raise UnreadableFile(path, "is protected by a password", "save a copy without the password") from None
        raise UnreadableFile(path, "is a damaged XLS file", "open it in Excel and save it as XLSX") from None
    problems: list[Finding] = []
    sheets = list(_sheets(book, path, limits, problems))
    return document_of(sheets, path, sha256, "xls", limits, problems=problems)


def _sheets(book: Any, path: str, limits: Limits, problems: list[Finding]) -> Iterator[Sheet]:
    left = limits.max_cells
    for sheet in book.sheets():
        if sheet.visibility:
            problems.append(hidden_sheet(sheet.name))
            continue
        grid = Grid()
        for row in range(sheet.nrows):
            left -= sheet.row_len(row)
            if left < 0:
                raise LimitExceeded(path, f"has more than {limits.max_cells:,} cells", "split it, or raise the limit")
            for column in range(sheet.row_len(row)):
                _put(book, sheet, row, column, grid)
        for top, bottom, first, last in sheet.merged_cells:
            grid.merge(top, first, bottom - 1, last - 1)
        grid.hidden_rows.update(row for row, about in sheet.rowinfo_map.items() if about.hidden or about.height == 0)
        hidden = (column for column, about in sheet.colinfo_map.items() if about.hidden or about.width == 0)
        grid.hidden_columns.update(hidden)
        grid.remarks = len(sheet.cell_note_map)
        found = Sheet(sheet.name, grid.seen())
        found.findings += grid.findings(sheet.name)
        yield found


def _put(book: Any, sheet: Any, row: int, column: int, grid: Grid) -> None:
    cell = sheet.cell(row, column)
    if cell.ctype in (_EMPTY, _BLANK):
        return
    look = book.xf_list[cell.xf_index] if cell.xf_index is not None and cell.xf_index < len(book.xf_list) else None
    text = _text(book, cell, look)
    if not text:
        return
    font = book.font_list[look.font_index] if look is not None and look.font_index < len(book.font_list) else None
    pattern = look.background if look is not None else None
    filled = pattern is not None and pattern.fill_pattern and pattern.pattern_colour_index not in (_WHITE, _NO_COLOUR)
    colour = f"shaded {pattern.pattern_colour_index}" if pattern is not None and filled else ""
    if font is not None and font.struck_out:
        grid.struck.append(text)
    elif font is not None and font.colour_index == _WHITE and not filled:
        grid.unseen.append(SheetCell(row, column, text))
    else:
        bold = font is not None and bool(font.bold)
        grid.put(row, column, text, bold, colour)


def _text(book: Any, cell: Any, look: Any) -> str:
    """What a cell shows."""
    if cell.ctype == _TEXT:
        return tidy(str(cell.value))
    if cell.ctype == _BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == _ERROR:
        import xlrd

        return str(xlrd.error_text_from_code.get(cell.value, "#N/A"))
    if not isinstance(cell.value, float) or not math.isfinite(cell.value):
        return ""
    code = GENERAL
    with contextlib.suppress(AttributeError, KeyError):
        code = BUILT_IN.get(look.format_key) or book.format_map[look.format_key].format_str
    number = Decimal(repr(cell.value))
    printed = shown(number, code, bool(book.datemode))
    return plain(number) if printed is None else printed
