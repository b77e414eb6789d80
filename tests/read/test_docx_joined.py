"""Tables that Word shows as one, rows typed as lines of one, and tables set with tabs."""

from __future__ import annotations

import pytest
from tiny_docx import cell, docx, paragraph, row, run, table

from extractor.model import Block, Document, Table
from extractor.read.docx import read_docx

BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
BLANK = "<w:p/>"
SECTION = "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>"
HEADS = row("Offence", "Apr-Jun 2017", "Change", about="<w:tblHeader/>")


def opened(body: str, **parts: str) -> Document:
    return read_docx("report.docx", docx(body, **parts), "")


def grids(document: Document) -> list[list[list[str]]]:
    return [rows(item) for item in document.body if isinstance(item, Table)]


def rows(one: Table) -> list[list[str]]:
    found: dict[int, list[str]] = {}
    for each in sorted(one.cells, key=lambda c: (c.row, c.column)):
        found.setdefault(each.row, []).append(each.text)
    return list(found.values())


def wide(content: str, *widths: int) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return content.replace("<w:tblPr/>", f"<w:tblPr/><w:tblGrid>{columns}</w:tblGrid>")


FIRST = table(HEADS, row("Theft", "410", "-4"))
MORE = table(row("Arson", "31", "-10"), row("Fraud", "12", "3"))
WIDTHS = (2000, 1500, 1500)


@pytest.mark.parametrize("between", ["", BREAK, SECTION, BLANK + BREAK, BREAK + BLANK])
def test_a_table_that_goes_on_in_the_next_keeps_its_headings(between: str) -> None:
    document = opened(wide(FIRST, *WIDTHS) + between + wide(MORE, 2000, 1520, 1490))
    (one,) = [item for item in document.body if isinstance(item, Table)]
    assert rows(one) == [
        ["Offence", "Apr-Jun 2017", "Change"],
        ["Theft", "410", "-4"],
        ["Arson", "31", "-10"],
        ["Fraud", "12", "3"],
    ]
    assert one.header_rows == 1
    assert [c.heading for c in one.cells if c.row == 2] == [True, False, False]


@pytest.mark.parametrize(
    ("above", "between", "below"),
    [
        (wide(FIRST, *WIDTHS), BLANK, wide(MORE, *WIDTHS)),  # set apart by a line
        (wide(FIRST, *WIDTHS), paragraph("Other offences"), wide(MORE, *WIDTHS)),
        (wide(FIRST, *WIDTHS), BREAK, wide(MORE, 2000, 1000, 2000)),  # other columns
        (wide(FIRST, *WIDTHS), "", wide(table(row("Arson", "31")), 2000, 3000)),
        (wide(FIRST, *WIDTHS), BREAK, wide(table(row("Theft", "31", "-1")), *WIDTHS)),  # the same row again
        (wide(FIRST, *WIDTHS), BREAK, wide(table(row("Area", "2018", "Rank"), row("York", "1", "2")), *WIDTHS)),
        (wide(MORE, *WIDTHS), BREAK, wide(table(row("Rape", "31", "-1")), *WIDTHS)),  # no headings to go on with
        (FIRST, BREAK, MORE),  # nothing tells that the columns agree
    ],
)
def test_tables_that_may_be_two_stay_two(above: str, between: str, below: str) -> None:
    assert len(grids(opened(above + between + below))) == 2


def test_tables_that_float_may_stand_side_by_side_and_stay_two() -> None:
    floating = wide(FIRST, *WIDTHS).replace("<w:tblPr/>", "<w:tblPr><w:tblpPr/></w:tblPr>")
    assert len(grids(opened(floating + wide(MORE, *WIDTHS)))) == 2


@pytest.mark.parametrize("between", ["<w:tab/>", "<w:br/>"])
def test_two_figures_in_one_cell_are_not_pressed_into_one(between: str) -> None:
    content = cell(f"<w:p><w:r><w:t>410</w:t>{between}<w:t>432</w:t></w:r></w:p>")
    (one,) = grids(opened(table(HEADS, row("Theft", content, "-4"), row("Fraud", content, "3"))))
    assert [line[1] for line in one[1:]] == ["410 | 432", "410 | 432"]


def test_headings_repeated_overleaf_stand_once() -> None:
    again = table(HEADS, row("Arson", "31", "-10"))
    (one,) = grids(opened(wide(FIRST, *WIDTHS) + BREAK + wide(again, *WIDTHS)))
    assert [line[0] for line in one] == ["Offence", "Theft", "Arson"]


@pytest.mark.parametrize("between", ["", BREAK, BLANK])
def test_headings_in_a_table_of_their_own_head_the_next(between: str) -> None:
    spanner = table(row("Offence", cell("2017", '<w:gridSpan w:val="2"/>')), row("", "Level", "Change"))
    document = opened(wide(spanner, *WIDTHS) + between + wide(MORE, *WIDTHS))
    (one,) = [item for item in document.body if isinstance(item, Table)]
    assert rows(one)[:3] == [["Offence", "2017"], ["", "Level", "Change"], ["Arson", "31", "-10"]]
    assert one.header_rows == 2
    assert next(c for c in one.cells if c.text == "2017").column_span == 2


def test_headings_over_fewer_columns_are_set_over_the_right_ones() -> None:
    upper = wide(table(row("Offence", "Recorded")), 2000, 3000)
    lower = wide(MORE, *WIDTHS)
    document = opened(upper + lower)
    (one,) = [item for item in document.body if isinstance(item, Table)]
    assert [(c.column, c.column_span) for c in one.cells if not c.row] == [(0, 1), (1, 2)]


def lines(*texts: str) -> str:
    return cell(
        "".join(paragraph(text) if text else BLANK for text in texts).replace("<w:p><w:pPr></w:pPr>", "<w:p>", 1)
    )


def test_rows_typed_as_paragraphs_of_one_are_rows() -> None:
    body = table(HEADS, row(lines("Theft", "Arson"), lines("410", "31"), lines("-4", "-10")), row("Fraud", "12", "3"))
    (one,) = grids(opened(body))
    assert one[1:] == [["Theft", "410", "-4"], ["Arson", "31", "-10"], ["Fraud", "12", "3"]]


def test_rows_typed_with_line_breaks_and_a_missing_figure_are_rows() -> None:
    broken = "<w:r><w:t>Theft</w:t><w:br/><w:t>Arson</w:t><w:br/><w:t>Fraud</w:t></w:r>"
    body = table(HEADS, row(cell(paragraph(broken)), lines("410", "", "12"), lines("-4", "-10", "3")))
    (one,) = grids(opened(body))
    assert one[1:] == [["Theft", "410", "-4"], ["Arson", "", "-10"], ["Fraud", "12", "3"]]


def test_a_whole_table_typed_into_one_row_has_its_headings() -> None:
    heads = (lines("Offence", "Theft", "Arson"), lines("Jan-Mar", "410", "31"), lines("Apr-Jun", "420", "30"))
    assert grids(opened(table(row(*heads)))) == [
        [["Offence", "Jan-Mar", "Apr-Jun"], ["Theft", "410", "420"], ["Arson", "31", "30"]]
    ]


@pytest.mark.parametrize(
    "cells",
    [
        (lines("Violence with", "injury"), "410", "-4"),
        (lines("Violence with", "injury"), lines("410", "(12)"), lines("-4", "-1")),
        (lines("Theft", "Arson"), lines("410", "12%"), lines("-4", "-10")),
        (lines("Theft", "Arson"), lines("Up since", "last year"), lines("-4", "-10")),
    ],
)
def test_lines_of_one_label_or_figure_stay_one_row(cells: tuple[str, str, str]) -> None:
    assert len(grids(opened(table(HEADS, row(*cells), row("Fraud", "12", "3"))))[0]) == 3


def test_rows_in_one_cell_that_do_not_agree_are_told() -> None:
    body = table(
        HEADS, row(lines("Theft", "Arson", "Rape"), lines("410", "31"), lines("-4", "-10")), row("Fraud", "1", "3")
    )
    document = opened(body)
    assert [(p.code, p.where.table) for p in document.problems] == [("rows-in-one-cell", 1)]


def tabbed(*cells: str, look: str = "") -> str:
    return f"<w:p>{'<w:r><w:tab/></w:r>'.join(run(one, look) if one else '' for one in cells)}</w:p>"


def test_paragraphs_with_tabs_are_the_rows_of_a_table() -> None:
    bold = "<w:b/>"
    body = tabbed("Offence", "2017", "2018", look=bold) + tabbed("Theft", "410", "432") + paragraph("Other")
    body += tabbed("Arson", "31", "28") + paragraph("After.")
    document = opened(body)
    (one,) = [item for item in document.body if isinstance(item, Table)]
    assert rows(one) == [["Offence", "2017", "2018"], ["Theft", "410", "432"], ["Other", "", ""], ["Arson", "31", "28"]]
    assert (one.header_rows, one.method) == (1, "tabbed")


def test_a_row_of_words_set_with_tabs_is_no_heading() -> None:
    body = tabbed("Age", "Men", "Women") + tabbed("Under 11", "c", "c") + tabbed("11 to 17", "41", "22")
    (one,) = [item for item in opened(body).body if isinstance(item, Table)]
    assert one.header_rows == 1


def test_several_tabs_after_a_short_label_are_one() -> None:
    body = (
        tabbed("", "", "Jan-Mar", "Apr-Jun")
        + tabbed("Theft", "", "410", "432")
        + tabbed("Violence with injury", "31", "28")
    )
    assert grids(opened(body)) == [
        [["", "Jan-Mar", "Apr-Jun"], ["Theft", "410", "432"], ["Violence with injury", "31", "28"]]
    ]


def test_lines_with_tabs_in_one_paragraph_are_rows() -> None:
    line = "{}<w:tab/><w:t>{}</w:t>"
    content = "<w:br/>".join(
        line.format(f"<w:t>{a}</w:t>", b) for a, b in [("Area", "Calls"), ("Hull", "7"), ("York", "9")]
    )
    assert grids(opened(f"<w:p><w:r>{content}</w:r></w:p>")) == [[["Area", "Calls"], ["Hull", "7"], ["York", "9"]]]


@pytest.mark.parametrize(
    "body",
    [
        tabbed("Report of:", "Chief Constable") + tabbed("Date:", "12 March 2019"),
        tabbed("1 Introduction", "3") + tabbed("2 Crime", "5") + tabbed("3 Calls", "9"),
        tabbed("Only one", "410"),
    ],
)
def test_other_lines_with_tabs_stay_text(body: str) -> None:
    document = opened(body + paragraph("x"))
    assert grids(document) == []
    assert document.problems == ()


def test_contents_in_their_own_style_are_no_table() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="toc 1"/></w:style>'
    line = tabbed("Page", "Calls", "12").replace("<w:p>", '<w:p><w:pPr><w:pStyle w:val="T"/></w:pPr>')
    assert grids(opened(line * 3, styles=styles)) == []


def test_rows_with_tabs_that_do_not_agree_are_told() -> None:
    body = tabbed("Offence", "2017", "2018") + tabbed("Theft", "410") + tabbed("Arson", "31", "28", "4")
    document = opened(body)
    assert grids(document) == []
    assert [p.code for p in document.problems] == ["tabs-not-read"]
    assert all(isinstance(item, Block) for item in document.body)
