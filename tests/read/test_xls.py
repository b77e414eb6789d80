"""Workbooks of before 2007, which only the extra `xls` reads."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import pytest
import xlwt
from sheets_by_hand import reading, rows, tables, told

from extractor.errors import UnreadableFile


def made(hidden: bool = False) -> bytes:
    book: Any = xlwt.Workbook()
    sheet = book.add_sheet("Crime")
    bold = xlwt.easyxf("font: bold on")
    for column, text in enumerate(("Offence", "2022/23", "2023/24", "Secret")):
        sheet.write(0, column, text, bold)
    values = (("Solved", 0.051, 0.062, 9), ("Robbery", 1234.5, 1300, 9))
    for row, (name, *numbers) in enumerate(values, start=1):
        sheet.write(row, 0, name)
        for column, number in enumerate(numbers, start=1):
            sheet.write(row, column, number, xlwt.easyxf(num_format_str="0.0%" if row == 1 else "#,##0"))
    sheet.col(3).hidden = True
    if hidden:
        book.add_sheet("Lists").visibility = 1
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_values_stand_as_their_format_shows_them(tmp_path: Path) -> None:
    document = reading(tmp_path, made(hidden=True), "report.xls")
    assert (document.media, document.reader) == ("xls", "xls")
    (table,) = tables(document)
    assert rows(table) == [["Offence", "2022/23", "2023/24"], ["Solved", "5.1%", "6.2%"], ["Robbery", "1,235", "1,300"]]
    assert table.cells[0].bold and not table.cells[-1].bold
    assert "1 column" in told(document)["hidden-text"] and '"Lists"' in told(document)["hidden-sheet"]


def test_without_the_extra_it_is_said_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlrd", None)
    with pytest.raises(UnreadableFile, match="pip install xlrd"):
        reading(tmp_path, made(), "report.xls")


def test_a_damaged_file_is_told_in_one_line(tmp_path: Path) -> None:
    whole = made()
    at = whole.index("Workbook".encode("utf-16-le"))
    with pytest.raises(UnreadableFile, match="damaged XLS"):
        reading(tmp_path, whole[:512] + bytes(at - 512) + whole[at:], "report.xls")
