"""Diagrams, embedded objects and inserted pages of a Word file: read, or told."""

from __future__ import annotations

import io
import zipfile

import pytest
from tiny_docx import archive, docx, paragraph, relations

from extractor.model import Block, Document, Table
from extractor.read.docx import read_docx

D = (
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)


def opened(body: str, links: dict[str, str], **files: str | bytes) -> Document:
    with zipfile.ZipFile(io.BytesIO(docx(paragraph("Before.") + body))) as plain:
        main = plain.read("word/document.xml")
    parts: dict[str, str | bytes] = {
        "_rels/.rels": relations(officeDocument="word/document.xml"),
        "word/_rels/document.xml.rels": relations(**links),
        "word/document.xml": main,
    }
    return read_docx("report.docx", archive(parts | {f"word/{name}": data for name, data in files.items()}), "")


def shown(document: Document) -> list[object]:
    return [item.text if isinstance(item, Block) else [c.text for c in item.cells] for item in document.body[1:]]


def inserted(content: str | bytes, name: str = "part.html") -> Document:
    return opened('<w:altChunk r:id="aFChunk"/>', {"aFChunk": name}, **{name: content})


def point(name: str, text: str = "", kind: str = "") -> str:
    about = f' type="{kind}"' if kind else ""
    words = f"<dgm:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></dgm:t>" if text else ""
    return f'<dgm:pt modelId="{name}"{about}>{words}</dgm:pt>'


def link(source: str, place: int, target: str) -> str:
    return f'<dgm:cxn srcId="{source}" srcOrd="{place}" destId="{target}"/>'


def test_the_texts_of_smartart_are_read_in_the_order_of_the_diagram() -> None:
    points = (
        point("3", "Third")
        + point("9", kind="doc")
        + point("1", "First")
        + point("2", "Below")
        + point("p", "x", "pres")
    )
    links = link("9", 1, "3") + link("9", 0, "1") + link("1", 0, "2")
    data = f"<dgm:dataModel {D}><dgm:ptLst>{points}</dgm:ptLst><dgm:cxnLst>{links}</dgm:cxnLst></dgm:dataModel>"
    body = f'<w:p><w:r><w:drawing><dgm:relIds {D} r:dm="diagramData"/></w:drawing></w:r></w:p>'
    assert shown(opened(body, {"diagramData": "data1.xml"}, **{"data1.xml": data})) == ["First", "Below", "Third"]
    missing = opened(body, {})
    assert [problem.code for problem in missing.problems] == ["diagram-not-read"]


@pytest.mark.parametrize(
    ("program", "words"), [("Excel.Sheet.12", "workbook"), ("Equation.3", "equation"), ("Package", "object")]
)
def test_an_embedded_object_is_named(program: str, words: str) -> None:
    ole = f'<o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" ProgID="{program}" r:id="x"/>'
    document = opened(f"<w:p><w:r><w:object>{ole}</w:object></w:r></w:p>", {})
    assert [problem.code for problem in document.problems] == ["embedded-object-not-read"]
    assert words in document.problems[0].message
    assert program in document.problems[0].message


def test_charts_of_a_newer_kind_and_form_controls_are_told() -> None:
    chart = '<cx:chart xmlns:cx="http://schemas.microsoft.com/office/drawing/2014/chartex" r:id="x"/>'
    control = '<w:control w:name="ComboBox1"/>'
    body = f"<w:p><w:r><w:drawing>{chart}</w:drawing></w:r><w:r><w:object>{control}</w:object></w:r></w:p>"
    assert [problem.code for problem in opened(body, {}).problems] == ["chart-not-read", "form-control-not-read"]


def test_a_page_inserted_as_html_is_part_of_the_text() -> None:
    page = (
        "<html><head><title>x</title><style>p{}</style></head><body>"
        "<h2>Calls</h2><p>Calls <b>rose</b>\n by 4<br>in May.</p>"
        "<table><caption>By area</caption><tr><th>Area</th><th colspan=2>Total</th></tr>"
        "<tr><td rowspan=2>Hull</td><td>7<sup>1</sup></td><td style='display:none'>99</td><td><s>5</s>8</td></tr>"
        "<tr><td>9</td><td>10</td></tr></table><script>x</script><ul><li>One</li></ul></body></html>"
    )
    document = inserted(page)
    table = next(item for item in document.body if isinstance(item, Table))
    assert shown(document)[:2] == ["Calls", "Calls rose by 4\nin May."]
    assert [(c.row, c.column, c.row_span, c.column_span, c.text) for c in table.cells] == [
        (0, 0, 1, 1, "Area"), (0, 1, 1, 2, "Total"),
        (1, 0, 2, 1, "Hull"), (1, 1, 1, 1, "7¹"), (1, 2, 1, 1, "8"),
        (2, 1, 1, 1, "9"), (2, 2, 1, 1, "10"),
    ]  # fmt: skip
    assert (table.caption, table.header_rows) == ("By area", 1)
    assert document.body[-1] == Block("list_item", "One")
    assert document.problems == ()


def test_a_page_saved_with_its_pictures_is_unwrapped() -> None:
    mail = (
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n"
        "Content-Type: text/html; charset=utf-8\n"
        "Content-Transfer-Encoding: quoted-printable\n\n<html><body><p>Calls =E2=80=93 7</p></body></html>\n--b--\n"
    )
    assert shown(inserted(mail, "part.mht")) == ["Calls – 7"]


@pytest.mark.parametrize("content", [b"PK\x03\x04 a document", b"{\\rtf1 text}", b"\x00\xff\xfe", b"<html></html>"])
def test_an_inserted_part_of_another_kind_is_told(content: bytes) -> None:
    document = inserted(content, "part.bin")
    assert [problem.code for problem in document.problems] == ["inserted-part-not-read"]
    assert "part.bin" in document.problems[0].message


def test_a_part_outside_the_file_is_told_and_not_fetched() -> None:
    document = opened('<w:altChunk r:id="gone"/><w:subDoc r:id="gone"/>', {})
    assert [problem.code for problem in document.problems] == ["inserted-part-not-read"]
    assert shown(document) == []
