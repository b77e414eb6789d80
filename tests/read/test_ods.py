"""OpenDocument spreadsheets: what their cells show, what repeats, what is hidden."""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd
import pytest
from sheets_by_hand import glance, raw_ods, reading, rows, tables, told

from extractor.errors import LimitExceeded, UnreadableFile


def cell(text: str, about: str = "", value: str = "") -> str:
    kind = f'office:value-type="float" office:value="{value}"' if value else 'office:value-type="string"'
    kind = "" if "value-type" in about else kind
    return f"<table:table-cell {kind} {about}><text:p>{text}</text:p></table:table-cell>"


def line(*cells: str, about: str = "") -> str:
    return f"<table:table-row {about}>{''.join(cells)}</table:table-row>"


def sheet(*lines: str, about: str = 'table:name="Crime"') -> str:
    return f"<table:table {about}>{''.join(lines)}</table:table>"


HEADS, BODY = line(cell("Offence"), cell("2023/24")), line(cell("Robbery"), cell("12", value="12"))


def seen(folder: Path, *lines: str, styles: str = "") -> list[list[str]]:
    return rows(tables(reading(folder, raw_ods(sheet(*lines), styles), "report.ods"))[0])


def test_cells_stand_as_they_are_shown(tmp_path: Path) -> None:
    body = line(cell("Rate"), cell("5.1%", 'office:value-type="percentage" office:value="0.0512"'))
    assert seen(tmp_path, HEADS, body) == [["Offence", "2023/24"], ["Rate", "5.1%"]]


@pytest.mark.parametrize(
    ("about", "text", "shown"),
    [
        ('office:value-type="percentage" office:value="0.051"', "", "5.1%"),
        ('office:value-type="percentage" office:value="0.051"', "0.051", "5.1%"),
        ('office:value-type="float" office:value="1234.5" table:style-name="grouped"', "1234.5", "1,235"),
        ('office:value-type="date" office:date-value="2024-01-31" ', "", "2024-01-31"),
        ('office:value-type="time" office:time-value="PT00H05M41S" ', "", "0:05:41"),
        ('office:value-type="string"', "Err:502", "#VALUE!"),
    ],
)
def test_a_program_that_leaves_the_text_to_whoever_opens_the_file(
    tmp_path: Path, about: str, text: str, shown: str
) -> None:
    styles = (
        '<number:number-style style:name="N1"><number:number number:decimal-places="0" number:min-integer-digits="1" '
        'number:grouping="true"/></number:number-style>'
        '<style:style style:name="grouped" style:family="table-cell" style:data-style-name="N1"/>'
    )
    assert seen(tmp_path, HEADS, line(cell("x"), cell(text, about)), BODY, styles=styles)[1] == ["x", shown]


def test_what_is_repeated_is_laid_out_only_where_it_holds_a_text(tmp_path: Path) -> None:
    blank = line(
        '<table:table-cell table:number-columns-repeated="16384"/>', about='table:number-rows-repeated="1048000"'
    )
    twice = line(cell("x"), cell("7", 'table:number-columns-repeated="2"', value="7"))
    assert seen(tmp_path, HEADS, twice, blank) == [["Offence", "2023/24"], ["x", "7", "7"]]
    full = line(cell("a"), cell("5"), about='table:number-rows-repeated="1048576"')
    with pytest.raises(LimitExceeded, match="more than 2,000,000 cells"):
        seen(tmp_path, HEADS, full)


def test_hidden_sheets_rows_and_columns_are_not_read_and_told(tmp_path: Path) -> None:
    off = '<style:table-properties table:display="false"/>'
    styles = f'<style:style style:name="off" style:family="table">{off}</style:style>'
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/><table:table-column/>'
    three = [line(*(cell(text) for text in texts)) for texts in (("Offence", "x", "2023/24"), ("Rape", "y", "5"))]
    hidden = line(cell("Fraud"), cell("z"), cell("9"), about='table:visibility="filter"')
    shown = sheet(columns, *three, hidden)
    secret = sheet(HEADS, BODY, about='table:name="Lists" table:style-name="off"')
    document = reading(tmp_path, raw_ods(shown + secret, styles), "report.ods")
    assert [rows(table) for table in tables(document)] == [[["Offence", "2023/24"], ["Rape", "5"]]]
    assert "1 row and 1 column" in told(document)["hidden-text"] and '"Lists"' in told(document)["hidden-sheet"]


def test_remarks_are_no_text_of_their_cell(tmp_path: Path) -> None:
    remark = "<office:annotation><text:p>provisional</text:p></office:annotation>"
    own = f'<table:table-cell office:value-type="string">{remark}<text:p>Rape</text:p></table:table-cell>'
    document = reading(tmp_path, raw_ods(sheet(HEADS, line(own, cell("5")))), "report.ods")
    assert rows(tables(document)[0])[1] == ["Rape", "5"] and "comments-not-read" in told(document)


def test_bold_type_spans_and_headings_that_the_file_declares(tmp_path: Path) -> None:
    styles = (
        '<style:style style:name="b" style:family="table-cell"><style:text-properties fo:font-weight="bold"/>'
        '</style:style><style:style style:name="c" style:family="table-cell" style:parent-style-name="b"/>'
    )
    span = 'table:number-columns-spanned="2" table:style-name="c"'
    heads = line(cell("Offence"), cell("Robbery", span), "<table:covered-table-cell/>")
    lines = f"<table:table-header-rows>{heads}{line(cell('x'), cell('2022'), cell('2023'))}</table:table-header-rows>"
    document = reading(tmp_path, raw_ods(sheet(lines, line(cell("a"), cell("5"), cell("6"))), styles), "report.ods")
    (table,) = tables(document)
    assert table.cells[1].column_span == 2 and table.cells[1].bold and not table.cells[0].bold
    assert (table.declared_rows, table.header_rows) == (2, 2)


def test_a_chart_gives_the_table_that_it_keeps(tmp_path: Path) -> None:
    space = 'xmlns:chart="urn:oasis:names:tc:opendocument:xmlns:chart:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
    local = sheet(line(cell(""), cell("Calls")), line(cell("Jan-24"), cell("10", value="10")), about="")
    from sheets_by_hand import ODS

    chart = (
        f"<office:document-content {ODS} {space}><office:body><office:chart><chart:chart><chart:title><text:p>By month"
        f"</text:p></chart:title>{local}</chart:chart></office:chart></office:body></office:document-content>"
    )
    link = '<draw:object xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="./Object 1"/>'
    frame = line(f"<table:table-cell><draw:frame>{link}</draw:frame></table:table-cell>")
    data = raw_ods(sheet(HEADS, BODY, frame), **{"Object 1__content.xml": chart})
    table = tables(reading(tmp_path, data, "report.ods"))[1]
    assert (table.method, table.caption, rows(table)) == ("chart", "By month", [["", "Calls"], ["Jan-24", "10"]])


def test_what_pandas_writes(tmp_path: Path) -> None:
    stream = io.BytesIO()
    frame = pd.DataFrame({"Offence": ["Rape", "Fraud"], "Mar-23": [5, 6], "Mar-24": [7, 8]})
    with pd.ExcelWriter(stream, engine="odf") as writer:
        frame.to_excel(writer, index=False, sheet_name="Kent")
    document = reading(tmp_path, stream.getvalue(), "report.ods")
    assert document.media == document.reader == "ods"
    assert glance(document) == ["# Kent", [["Offence", "Mar-23", "Mar-24"], ["Rape", "5", "7"], ["Fraud", "6", "8"]]]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (raw_ods(sheet(HEADS, BODY), before='<!DOCTYPE x [<!ENTITY a "b">]>'), "declares a document type"),
        (raw_ods("", **{"META-INF__manifest.xml": "<m><encryption-data/></m>"}), "password"),
        (raw_ods(""), "shows no text"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_one_line(tmp_path: Path, data: bytes, words: str) -> None:
    with pytest.raises(UnreadableFile, match=words):
        reading(tmp_path, data, "report.ods")
