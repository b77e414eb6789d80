"""Excel workbooks: what their cells show, and what of them is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font
from sheets_by_hand import MAIN, glance, raw_xlsx, reading, rows, saved, tables, text_cell, told, workbook
from tiny_docx import archive

from extractor.errors import LimitExceeded, UnreadableFile
from extractor.read import Limits, read

HEADS = ["*Offence", "*2023/24"]


def shown(folder: Path, *values: object) -> list[str]:
    lines = [HEADS, *(["x", value] for value in values)]
    (table,) = tables(reading(folder, saved(workbook(S=lines))))
    return [row[1] if len(row) > 1 else "" for row in rows(table)[1:]]


def test_values_stand_as_their_format_shows_them(tmp_path: Path) -> None:
    values = [
        (0.051, "0.0%"),
        (1234.5, "#,##0"),
        (-1234.5, "£#,##0;(£#,##0)"),
        (341 / 86400, "mm:ss"),
        (12.5, "General"),
    ]
    assert shown(tmp_path, *values) == ["5.1%", "1,235", "(£1,235)", "05:41", "12.5"]


def test_dates_that_head_columns(tmp_path: Path) -> None:
    month = (date(2024, 1, 1), "mmm-yy")
    day = (date(2023, 3, 4), "mm-dd-yy")  # the built-in format that follows the system of whoever looks
    (table,) = tables(reading(tmp_path, saved(workbook(S=[["Offence", month, day], ["Robbery", 5, 6]]))))
    assert rows(table)[0] == ["Offence", "Jan-24", "4 Mar 2023"]


def test_errors_are_marks_and_texts_stay_texts(tmp_path: Path) -> None:
    assert shown(tmp_path, "#DIV/0!", "0.051", True) == ["#DIV/0!", "0.051", "TRUE"]


def test_formulas_give_the_result_that_is_kept_and_are_told_where_none_is(tmp_path: Path) -> None:
    kept = '<c r="B2"><f>SUM(B3:B9)</f><v>12</v></c>'
    lost = '<c r="C2"><f>SUM(C3:C9)</f></c>'
    lines = f'<row r="1">{text_cell("A1", "Offence")}{text_cell("B1", "Count")}</row>'
    document = reading(tmp_path, raw_xlsx(f'{lines}<row r="2">{text_cell("A2", "Robbery")}{kept}{lost}</row>'))
    assert rows(tables(document)[0])[1] == ["Robbery", "12"]
    assert '1 formula of the sheet "S" keep no result' in told(document)["formula-not-read"]


def test_raised_digits_of_a_text_stay_raised_and_struck_out_runs_are_left_out(tmp_path: Path) -> None:
    runs = (
        "<r><t>Robbery</t></r><r><rPr><vertAlign val='superscript'/></rPr><t>1</t></r>"
        "<r><rPr><strike/></rPr><t> old</t></r><rPh sb='0' eb='1'><t>said</t></rPh>"
    )
    texts = f"<sst {MAIN}><si>{runs}</si><si><t>Count</t></si></sst>"
    lines = '<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>1</v></c></row>'
    lines += '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2"><v>5</v></c></row>'
    (table,) = tables(reading(tmp_path, raw_xlsx(lines, sharedStrings=texts)))
    assert rows(table)[1] == ["Robbery¹", "5"]


def test_what_cannot_be_seen_is_left_out_and_told(tmp_path: Path) -> None:
    book = workbook(S=[HEADS, ["Robbery", 5], ["Fraud", 6], ["Rape", 7]])
    book["S"]["B3"].font = Font(strike=True)
    book["S"]["B4"].font = Font(color="FFFFFFFF")
    book["S"]["A2"].comment = Comment("provisional", "x")
    document = reading(tmp_path, saved(book))
    assert "6" not in str(glance(document)) and "7" not in str(glance(document))
    assert {"struck-out-text", "hidden-text", "comments-not-read"} <= told(document).keys()


def test_white_texts_where_a_rule_may_fill_their_cells_are_seen(tmp_path: Path) -> None:
    from openpyxl.formatting.rule import CellIsRule
    from openpyxl.styles import PatternFill

    book = workbook(S=[HEADS, ["Robbery", 5]])
    book["S"]["B2"].font = Font(color="FFFFFFFF")
    rule = CellIsRule(operator="greaterThan", formula=["1"], fill=PatternFill(bgColor="FF0000"))
    book["S"].conditional_formatting.add("B2:B9", rule)
    assert rows(tables(reading(tmp_path, saved(book)))[0])[1] == ["Robbery", "5"]


def test_what_a_merged_cell_covers_is_not_seen(tmp_path: Path) -> None:
    lines = f'<row r="1">{text_cell("A1", "Title")}{text_cell("B1", "covered")}</row>'
    lines += f'<row r="2">{text_cell("A2", "Offence")}{text_cell("B2", "Count")}</row>'
    lines += f'<row r="3">{text_cell("A3", "Rape")}<c r="B3"><v>5</v></c></row>'
    document = reading(tmp_path, raw_xlsx(lines, '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'))
    assert "covered" not in str(glance(document)) and "# Title" in glance(document)


def test_a_chart_gives_the_figures_that_it_keeps(tmp_path: Path) -> None:
    import io

    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet("Calls")
    for row, (month, value) in enumerate((("Jan-24", 10), ("Feb-24", 12))):
        sheet.write(row + 1, 0, month)
        sheet.write(row + 1, 1, value)
    sheet.write_row(0, 0, ("Month", "999 calls"))
    chart = book.add_chart({"type": "column"})
    places = {"categories": ["Calls", 1, 0, 2, 0], "values": ["Calls", 1, 1, 2, 1], "name": "999 calls"}
    chart.add_series(places)
    chart.set_title({"name": "Calls by month"})
    sheet.insert_chart("D2", chart)
    book.close()
    document = reading(tmp_path, stream.getvalue())
    assert [table.method for table in tables(document)] == ["native", "chart"]
    assert rows(tables(document)[1])[1:] == [["Jan-24", "10"], ["Feb-24", "12"]]


def test_the_reader_and_the_suffix(tmp_path: Path) -> None:
    data = saved(workbook(S=[HEADS, ["Rape", 5], ["Fraud", 6]]))
    document = reading(tmp_path, data, "report.xlsx")
    assert (document.media, document.reader, document.problems) == ("xlsx", "xlsx", ())
    assert "misnamed-file" in told(reading(tmp_path, data, "report.pdf"))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (raw_xlsx(), "shows no text"),
        (archive({"xl/workbook.xml": f"<workbook {MAIN}/>"}), "without sheets"),
        (raw_xlsx("<row>")[:400], "truncated or damaged"),
        (raw_xlsx("<row><c>"), "damaged XML"),
        (raw_xlsx("<a>" * 500 + "</a>" * 500), "nested too deeply"),
    ],
)
def test_a_workbook_that_cannot_be_read_is_told_in_one_line(tmp_path: Path, data: bytes, words: str) -> None:
    with pytest.raises(UnreadableFile, match=words) as error:
        reading(tmp_path, data)
    assert error.value.remedy and "\n" not in str(error.value)


def test_a_missing_sheet_costs_itself_alone(tmp_path: Path) -> None:
    book = saved(workbook(A=[HEADS, ["Rape", 5]], B=[HEADS, ["Fraud", 6]]))
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(book)) as whole:
        parts = {n: whole.read(n) for n in whole.namelist() if not n.endswith("sheet2.xml")}
    document = reading(tmp_path, archive(parts))
    assert len(tables(document)) == 1 and 'The sheet "B" is missing' in told(document)["sheet-not-read"]


def test_more_cells_than_allowed_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "many.xlsx"
    path.write_bytes(saved(workbook(S=[[1] * 50] * 50)))
    with pytest.raises(LimitExceeded, match="more than 100 cells"):
        read(path, limits=Limits(max_cells=100))
