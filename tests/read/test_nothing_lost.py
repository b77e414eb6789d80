"""What a sheet, page, slide or file of values holds and is not read is told: nothing goes in silence."""

from __future__ import annotations

from pathlib import Path

import pytest
from sheets_by_hand import raw_ods, raw_xlsx, reading, rows, tables, text_cell, told
from tiny_docx import archive, relations

HEAD = (
    f'<row r="1">{text_cell("A1", "Offence")}{text_cell("B1", "2022/23")}</row>'
    f'<row r="2">{text_cell("A2", "Robbery")}<c r="B2"><v>12</v></c></row>'
)
NAMES = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def ods_cell(text: str, more: str = "", tag: str = "table-cell") -> str:
    return f'<table:{tag} {more} office:value-type="string"><text:p>{text}</text:p></table:{tag}>'


def ods(lines: str) -> bytes:
    head = f"<table:table-row>{ods_cell('Offence')}{ods_cell('2022/23')}</table:table-row>"
    first = f"<table:table-row>{ods_cell('Robbery')}{ods_cell('12')}</table:table-row>"
    return raw_ods(f'<table:table table:name="S">{head}{first}{lines}</table:table>')


@pytest.mark.parametrize(
    "row",
    [
        '<row r="3"><c r="A3"><v>1</v></c><c r="XFE3"><v>77</v></c></row>',
        '<row r="1048577"><c r="A1048577"><v>77</v></c></row>',
    ],
)
def test_cells_outside_an_excel_sheet_are_told(tmp_path: Path, row: str) -> None:
    assert told(reading(tmp_path, raw_xlsx(HEAD + row)))["cells-not-read"].startswith("1 cell of")


def test_of_two_cells_in_one_place_the_one_that_is_not_read_is_told(tmp_path: Path) -> None:
    again = '<row r="2"><c r="B2"><v>{}</v></c></row>'
    document = reading(tmp_path, raw_xlsx(HEAD + again.format(77)))
    assert "77" in rows(tables(document)[0])[1]
    assert told(document)["cells-not-read"].startswith("1 cell of")
    assert told(reading(tmp_path, raw_xlsx(HEAD + again.format(12)))) == {}


def test_cells_outside_an_opendocument_sheet_are_told(tmp_path: Path) -> None:
    below = f'<table:table-row table:number-rows-repeated="1048576"/><table:table-row>{ods_cell("5")}</table:table-row>'
    right = (
        f'<table:table-row><table:table-cell table:number-columns-repeated="16384"/>{ods_cell("5")}</table:table-row>'
    )
    for lines in (below, right):
        assert "cells-not-read" in told(reading(tmp_path, ods(lines), "report.ods"))
    assert "cells-not-read" not in told(reading(tmp_path, ods(""), "report.ods"))


def test_a_number_of_repeats_too_long_to_be_true_is_the_most_there_can_be(tmp_path: Path) -> None:
    """Taken as one, it would move what follows under another heading."""
    blank = '<table:table-cell table:number-columns-repeated="2147483648"/>'
    document = reading(tmp_path, ods(f"<table:table-row>{blank}{ods_cell('77')}</table:table-row>"), "report.ods")
    assert not any("77" in line for table in tables(document) for line in rows(table))
    assert "cells-not-read" in told(document)


def test_texts_under_merged_cells_are_told(tmp_path: Path) -> None:
    merged = '<mergeCells><mergeCell ref="A2:B2"/></mergeCells>'
    assert "1 text" in told(reading(tmp_path, raw_xlsx(HEAD + HEAD.replace('"1"', '"3"'), merged)))["hidden-text"]
    covered = ods_cell("All", 'table:number-columns-spanned="2"') + ods_cell("77", tag="covered-table-cell")
    document = reading(tmp_path, ods(f"<table:table-row>{covered}</table:table-row>"), "report.ods")
    assert "1 text" in told(document)["hidden-text"]
    blank = ods_cell("All", 'table:number-columns-spanned="2"') + "<table:covered-table-cell/>"
    assert told(reading(tmp_path, ods(f"<table:table-row>{blank}</table:table-row>"), "report.ods")) == {}


def test_spans_of_a_page_that_cover_too_much_are_told(tmp_path: Path) -> None:
    body = "<table>" + "<tr><td rowspan=65000 colspan=1000>a<td>5</tr>" * 900 + "</table>"
    assert "cells-not-merged" in told(reading(tmp_path, f"<!DOCTYPE html><html>{body}".encode(), "report.html"))


def test_a_span_too_long_to_be_true_is_as_wide_as_browsers_let_it_be(tmp_path: Path) -> None:
    body = "<table><tr><th>Offence<th colspan=1000000000>2022/23<tr><td>Robbery<td>12<tr><td>Arson<td>5</table>"
    (table,) = tables(reading(tmp_path, f"<!DOCTYPE html><html>{body}".encode(), "report.html"))
    assert next(cell for cell in table.cells if cell.text == "2022/23").column_span > 1


def test_spans_of_a_slide_that_cover_too_much_are_told(tmp_path: Path) -> None:
    cell = '<a:tc rowSpan="900" gridSpan="900"><a:txBody><a:p><a:r><a:t>5</a:t></a:r></a:p></a:txBody></a:tc>'
    tree = f"<a:tbl>{f'<a:tr>{cell * 3}</a:tr>' * 3}</a:tbl>"
    frame = f"<p:graphicFrame><a:graphic><a:graphicData>{tree}</a:graphicData></a:graphic></p:graphicFrame>"
    deck = archive(
        {
            "_rels/.rels": relations(officeDocument="ppt/presentation.xml"),
            "ppt/presentation.xml": f'<p:presentation {NAMES}><p:sldIdLst><p:sldId id="1" r:id="slide"/></p:sldIdLst>'
            "</p:presentation>",
            "ppt/_rels/presentation.xml.rels": relations(slide="slides/slide1.xml"),
            "ppt/slides/slide1.xml": f"<p:sld {NAMES}><p:cSld><p:spTree>{frame}</p:spTree></p:cSld></p:sld>",
        }
    )
    assert "cells-not-merged" in told(reading(tmp_path, deck, "report.pptx"))


def test_values_past_the_last_column_that_is_read_are_told(tmp_path: Path) -> None:
    lines = [",".join(["Offence", *(str(n) for n in range(2_005))]), ",".join(["Robbery", *["5"] * 2_005])]
    document = reading(tmp_path, "\n".join(lines).encode(), "report.csv")
    assert told(document)["cells-not-read"].startswith("12 values past column 2,000")
