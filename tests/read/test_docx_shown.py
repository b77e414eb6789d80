"""What a Word page shows is read, and nothing else: hidden and struck-out text, tracked changes, forms, equations."""

from __future__ import annotations

import pytest
from tiny_docx import NAMESPACES, archive, cell, docx, paragraph, row, run, table

from extractor.model import Block, Document, Finding, Table
from extractor.notation.figures import parse_figure
from extractor.read.docx import read_docx

MATHS = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
WHITE = '<w:color w:val="FFFFFF"/>'


def opened(body: str, **parts: str) -> Document:
    return read_docx("report.docx", docx(body, **parts), "")


def texts(document: Document) -> list[str]:
    return [item.text for item in document.body if isinstance(item, Block)]


def figure(content: str, about: str = "", **parts: str) -> tuple[str, tuple[Finding, ...]]:
    """The text of a cell of figures with this content, and what is told of the document."""
    body = table(row("Area", "Total"), row("Selby", cell(f"<w:p>{content}</w:p>", about)), row("York", "9"))
    document = opened(body, **parts)
    found = next(item for item in document.body if isinstance(item, Table))
    return next((c.text for c in found.cells if (c.row, c.column) == (1, 1)), ""), document.problems


@pytest.mark.parametrize(
    "look",
    [
        "<w:vanish/>",
        WHITE,
        '<w:color w:val="FEFDFC"/>',
        '<w:sz w:val="2"/>',
        '<w:color w:val="DDEEFF"/><w:shd w:val="clear" w:fill="DDEEFF"/>',
        f'{WHITE}<w:highlight w:val="white"/>',
    ],
)
def test_digits_that_nobody_sees_do_not_stick_to_a_figure(look: str) -> None:
    text, problems = figure(run("9", look) + run("1,120"))
    assert text == "1,120"
    assert [(p.code, p.severity, p.where.table, p.where.row_label) for p in problems] == [
        ("hidden-text", "warning", 1, "Selby")
    ]
    assert "9" not in problems[0].message + problems[0].found


@pytest.mark.parametrize(
    ("look", "about"),
    [
        (WHITE, '<w:shd w:val="clear" w:color="auto" w:fill="1F3864"/>'),
        (f'{WHITE}<w:highlight w:val="blue"/>', ""),
        (f'{WHITE}<w:shd w:val="clear" w:fill="C00000"/>', ""),
        (f'{WHITE}<w:shd w:val="pct50" w:fill="FFFFFF"/>', ""),
        ('<w:color w:val="auto"/>', ""),
        ('<w:color w:val="FF0000"/>', ""),
        ('<w:sz w:val="8"/>', ""),
    ],
)
def test_light_or_small_figures_that_are_seen_are_read(look: str, about: str) -> None:
    assert figure(run("91", look), about) == ("91", ())


def test_white_heads_on_the_dark_row_of_a_table_style_are_read() -> None:
    styles = (
        '<w:style w:type="table" w:styleId="Dark"><w:tblStylePr w:type="firstRow">'
        '<w:tcPr><w:shd w:val="clear" w:fill="4472C4"/></w:tcPr></w:tblStylePr></w:style>'
    )
    look = '<w:tblPr><w:tblStyle w:val="Dark"/><w:tblLook w:val="0020"/></w:tblPr>'
    white = [cell(paragraph(run(text, WHITE))) for text in ("Area", "Total", "York", "8")]
    body = table(row(*white[:2]), row("Selby", "7"), row(*white[2:])).replace("<w:tblPr/>", look)
    document = opened(body, styles=styles)
    found = next(item for item in document.body if isinstance(item, Table))
    assert [c.text for c in found.cells] == ["Area", "Total", "Selby", "7"]
    assert [(p.code, p.severity) for p in document.problems] == [("hidden-text", "info"), ("hidden-text", "warning")]


def test_text_on_a_coloured_page_or_in_a_shape_is_taken_as_seen() -> None:
    shape = f"<w:r><w:pict><v:textbox><w:txbxContent>{paragraph(run('On a shape', WHITE))}</w:txbxContent></v:textbox>"
    document = opened(f"<w:p>{shape}</w:pict></w:r></w:p>")
    assert texts(document) == ["On a shape"]
    on_paper = opened(paragraph("x") + paragraph(run("On paper", WHITE)))
    assert texts(on_paper) == ["x"]
    assert [p.severity for p in on_paper.problems] == ["info"]
    body = f'<w:background w:color="0000FF"/><w:body>{paragraph(run("On blue", WHITE))}</w:body>'
    blue = {"word/document.xml": f"<w:document {NAMESPACES}>{body}</w:document>"}
    assert texts(read_docx("blue.docx", archive(blue), "")) == ["On blue"]


@pytest.mark.parametrize(
    ("side", "behind", "shown"), [(4_000_000, 1, True), (900_000, 1, False), (4_000_000, 0, False)]
)
def test_white_type_on_a_large_picture_behind_the_text_is_seen(side: int, behind: int, shown: bool) -> None:
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    anchor = f'<wp:anchor xmlns:wp="{drawing}" behindDoc="{behind}"><wp:extent cx="{side}" cy="{side}"/></wp:anchor>'
    cover = f"<w:p><w:r><w:drawing>{anchor}</w:drawing></w:r></w:p>" + paragraph(run("A cover", WHITE))
    assert texts(opened(cover + paragraph("x"))) == (["A cover", "x"] if shown else ["x"])


@pytest.mark.parametrize("line", ["<w:strike/>", "<w:dstrike/>", '<w:rStyle w:val="Gone"/>'])
def test_digits_struck_out_do_not_stick_to_a_figure(line: str) -> None:
    styles = '<w:style w:type="character" w:styleId="Gone"><w:rPr><w:strike/></w:rPr></w:style>'
    text, problems = figure(run("6", line) + run("79"), styles=styles)
    assert text == "79"
    assert [(p.code, p.severity, p.found, p.where.column_label) for p in problems] == [
        ("struck-out-text", "info", "6", "Total")
    ]


def test_a_style_that_strikes_out_can_be_switched_off_again() -> None:
    styles = '<w:style w:type="character" w:styleId="Gone"><w:rPr><w:strike/></w:rPr></w:style>'
    assert figure(run("79", '<w:rStyle w:val="Gone"/><w:strike w:val="0"/>'), styles=styles) == ("79", ())


def test_a_row_that_is_struck_out_leaves_no_row() -> None:
    gone = [cell(paragraph(run(text, "<w:strike/>"))) for text in ("Selby", "95", "92")]
    body = table(row("Area", "2017", "2018"), row(*gone), row("Selby", "79", "81"))
    document = opened(body)
    found = next(item for item in document.body if isinstance(item, Table))
    assert [(c.row, c.text) for c in found.cells if c.column == 1] == [(0, "2017"), (1, "79")]
    assert {p.code for p in document.problems} == {"struck-out-text"}


def test_rows_hidden_in_word_are_told() -> None:
    flat = '<w:trHeight w:val="2" w:hRule="exact"/>'
    body = table(
        row("Area", "Total"), row("Selby", "7", about="<w:hidden/>"), row("Hull", "8", about=flat), row("York", "9")
    )
    document = opened(body)
    found = next(item for item in document.body if isinstance(item, Table))
    assert [c.text for c in found.cells] == ["Area", "Total", "York", "9"]
    assert "2 rows" in document.problems[0].message


def test_a_deleted_paragraph_mark_joins_two_halves_of_a_sentence() -> None:
    gone = '<w:rPr><w:del w:id="1"/></w:rPr>'
    body = paragraph("There were 432 burglary ", gone) + paragraph("offences in the quarter.") + paragraph("Next.")
    assert texts(opened(body)) == ["There were 432 burglary offences in the quarter.", "Next."]
    last = table(row("Area", cell(paragraph("Total", gone))), row("Selby", "7"))
    assert [c.text for c in opened(last).body[0].cells] == ["Area", "Total", "Selby", "7"]  # type: ignore[union-attr]


def test_a_tracked_merging_of_cells_is_taken_as_accepted() -> None:
    def merged(how: str) -> str:
        return f'<w:cellMerge w:id="1" w:vMerge="{how}"/>'

    body = table(
        row("Area", "Part", "Total"),
        row(cell("Selby", merged("rest")), "a", "7"),
        row(cell("", merged("cont")), "b", "8"),
    )
    found = next(item for item in opened(body).body if isinstance(item, Table))
    assert [(c.row, c.row_span) for c in found.cells if c.text == "Selby"] == [(1, 2)]


def _form(data: str, kind: str, result: str = "") -> str:
    middle = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}' if result else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
        f"<w:r><w:instrText> {kind} </w:instrText></w:r>{middle}"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


LIST = '<w:ddList>{chosen}<w:listEntry w:val="64"/><w:listEntry w:val="79"/></w:ddList>'


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (_form(LIST.format(chosen='<w:result w:val="1"/>'), "FORMDROPDOWN"), "79"),
        (_form(LIST.format(chosen='<w:default w:val="1"/>'), "FORMDROPDOWN"), "79"),
        (_form(LIST.format(chosen=""), "FORMDROPDOWN"), "64"),
        (_form(LIST.format(chosen='<w:result w:val="9"/>'), "FORMDROPDOWN"), ""),
        (_form("<w:checkBox><w:checked/></w:checkBox>", "FORMCHECKBOX"), "☒"),
        (_form('<w:checkBox><w:default w:val="0"/></w:checkBox>', "FORMCHECKBOX"), "☐"),
        (_form("<w:textInput/>", "FORMTEXT", run("85")), "85"),
        (f"<w:sdt><w:sdtPr><w:dropDownList/></w:sdtPr><w:sdtContent>{run('79')}</w:sdtContent></w:sdt>", "79"),
    ],
)
def test_form_fields_read_as_they_are_filled_in(content: str, text: str) -> None:
    assert figure(content) == (text, ())


def _maths(content: str) -> str:
    return f"<m:oMath {MATHS}>{content}</m:oMath>"


def _signs(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def _over(above: str, below: str, about: str = "") -> str:
    return f"<m:f>{about}<m:num>{_signs(above)}</m:num><m:den>{_signs(below)}</m:den></m:f>"


def _power(base: str, power: str) -> str:
    return f"<m:sSup><m:e>{_signs(base)}</m:e><m:sup>{_signs(power)}</m:sup></m:sSup>"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (_maths(_over("3", "4")), "0.75"),
        (_maths(_signs("2") + _over("1", "2")), "2.5"),
        (_maths(_signs("-") + _over("1", "8") + _signs("%")), "-0.125%"),
        (_maths(_power("10", "3")), "1,000"),
        (_maths(_signs("4.1×") + _power("10", "3")), "4,100"),
        (_maths(_signs("1,204")), "1,204"),
        (_maths('<m:r><m:t>7</m:t></m:r><w:del w:id="1"><m:r><m:t>9</m:t></m:r></w:del>'), "7"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>EQ \\f(3,4)</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            "0.75",
        ),
    ],
)
def test_an_equation_reads_as_the_figure_that_it_shows(content: str, text: str) -> None:
    assert figure(content) == (text, ())


@pytest.mark.parametrize(
    "content",
    [
        _over("1", "3"),
        _over("3", "0"),
        _over("5", "2", '<m:fPr><m:type m:val="noBar"/></m:fPr>'),
        _signs("3") + _power("10", "3"),
        _signs("2 of ") + _over("3", "4"),
        _over("3", "4") + _over("1", "4"),
        f"<m:rad><m:e>{_signs('16')}</m:e></m:rad>",
    ],
)
def test_an_equation_that_is_no_plain_figure_is_no_figure(content: str) -> None:
    text, problems = figure(_maths(content))
    assert parse_figure(text).kind == "unreadable"
    assert not any(c.isdigit() for c in texts(opened(f"<w:p>{run('About ')}{_maths(content)}</w:p>"))[0])
    assert [(p.code, p.where.row_label) for p in problems] == [("equation-not-read", "Selby")]


NUMBERING = (
    '<w:abstractNum w:abstractNumId="4"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{how}"/>'
    '<w:lvlText w:val="{text}"/></w:lvl></w:abstractNum><w:num w:numId="2"><w:abstractNumId w:val="4"/></w:num>'
)


@pytest.mark.parametrize(
    ("how", "text", "shown"),
    [
        ("decimal", "%1", ["1.", "2."]),
        ("lowerLetter", "(%1)", ["(a)", "(b)"]),
        ("upperRoman", "%1.", ["I.", "II."]),
        ("bullet", "•", ["", ""]),
    ],
)
def test_a_list_number_alone_in_a_cell_is_a_label_and_no_figure(how: str, text: str, shown: list[str]) -> None:
    number = cell(paragraph("<w:r/>", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>'))
    body = table(row("Rank", "Area", "Total"), row(number, "Selby", "7"), row(number, "York", "9"))
    document = opened(body, numbering=NUMBERING.format(how=how, text=text))
    found = next(item for item in document.body if isinstance(item, Table))
    labels = [c for c in found.cells if c.row and not c.column]
    assert [c.text for c in labels] == shown
    assert all(c.heading for c in labels if c.text)  # a bullet leaves nothing to head a row with


def test_list_numbers_do_not_run_into_the_text_behind_them() -> None:
    item = paragraph("12 burglaries", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>')
    assert texts(opened(item, numbering=NUMBERING.format(how="decimal", text="%1."))) == ["12 burglaries"]
