from __future__ import annotations

import io
import json
import os
import zipfile
from pathlib import Path

import pytest
from tiny_docx import NAMESPACES, archive, cell, docx, paragraph, relations, row, run, table

from extractor.errors import LimitExceeded, UnreadableFile
from extractor.model import Block, Document, Table
from extractor.read import read
from extractor.read.docx import read_docx
from extractor.read.limits import Limits

SHARED = Path(os.environ.get("EXTRACTOR_SHARED", Path(__file__).resolve().parents[3] / "shared"))
TRUTH = sorted((SHARED / "documents" / "truth").glob("*.json"))


def opened(body: str, limits: Limits | None = None, **parts: str) -> Document:
    return read_docx("report.docx", docx(body, **parts), "", limits)


def texts(document: Document) -> list[str]:
    return [item.text if isinstance(item, Block) else "TABLE" for item in document.body]


def tables(document: Document) -> list[Table]:
    """The tables of a document, its charts left out."""
    return [item for item in document.body if isinstance(item, Table) and item.method != "chart"]


def grid(one: Table) -> set[tuple[int, int, int, int, str]]:
    return {(c.row, c.column, c.row_span, c.column_span, c.text) for c in one.cells}


@pytest.mark.skipif(not TRUTH, reason="the shared documents are not here")
@pytest.mark.parametrize("path", TRUTH, ids=lambda path: path.stem)
def test_every_table_of_the_shared_documents_is_exact(path: Path) -> None:
    document = read(SHARED / "documents" / "docx" / f"{path.stem}.docx")
    truth = json.loads(path.read_text())["tables"]
    expected = [{(c["row"], c["col"], c["rowspan"], c["colspan"], c["text"]) for c in t["grid"]} for t in truth]
    assert [grid(one) for one in tables(document)] == expected
    assert [one.header_rows or 0 for one in tables(document)] == [t["header_rows"] for t in truth]


@pytest.mark.parametrize(
    "second", ["word/document.xml", "word/Document.XML", "/word/document.xml", "word\\document.xml"]
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused(second: str) -> None:
    """Word shows the one, another reader the other."""
    buffer = io.BytesIO(docx(table(row(cell("Burglary"), cell("12")))))
    with zipfile.ZipFile(buffer, "a") as archive_:
        archive_.writestr(second, docx_body("Burglary", "99"))
    with pytest.raises(UnreadableFile, match="holds two parts of one name"):
        read_docx("report.docx", buffer.getvalue(), "")


def docx_body(*cells: str) -> str:
    body = table(row(*map(cell, cells)))
    return f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"


def test_merged_cells_become_spans() -> None:
    span, start, on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    found = tables(
        opened(
            table(
                row(cell("Area", start), cell("Sep-16", span)),
                row(cell("", on), "%", "Rank"),
                row("Humberside", "79.8%", "6"),
            )
        )
    )
    assert grid(found[0]) >= {(0, 0, 2, 1, "Area"), (0, 1, 1, 2, "Sep-16"), (1, 1, 1, 1, "%"), (2, 2, 1, 1, "6")}
    assert len(found[0].cells) == 7


def test_a_merge_that_nothing_began_is_a_cell_of_its_own() -> None:
    found = tables(opened(table(row("Area", "Total"), row(cell("Selby", "<w:vMerge/>"), "7"))))
    assert (1, 0, 1, 1, "Selby") in grid(found[0])


def test_columns_that_no_cell_begins_in_are_no_columns() -> None:
    wide = '<w:gridSpan w:val="3"/>'
    found = tables(opened(table(row(cell("A", wide), "B"), row(cell("1", wide), "2"))))
    assert grid(found[0]) == {(0, 0, 1, 1, "A"), (0, 1, 1, 1, "B"), (1, 0, 1, 1, "1"), (1, 1, 1, 1, "2")}


def test_a_table_nested_for_layout_comes_out_alone_and_in_order() -> None:
    inner = table(row("Area", "Jul-17"), row("Selby", "83"))
    chart = "<w:p><w:r><w:drawing/></w:r></w:p>"
    document = opened(paragraph("Before") + table(row(cell(chart), cell(inner + paragraph("Beside it")))))
    assert texts(document) == ["Before", "TABLE", "Beside it"]
    assert (1, 1, 1, 1, "83") in grid(tables(document)[0])


def test_a_table_within_a_data_table_follows_it() -> None:
    inner = table(row("x", "1"), row("y", "2"))
    document = opened(table(row("Area", "Total"), row("Selby", cell(inner + paragraph("5"))), row("York", "9")))
    assert [len(one.cells) for one in tables(document)] == [6, 4]
    assert (1, 1, 1, 1, "5") in grid(tables(document)[0])


@pytest.mark.parametrize(
    "panel",
    [
        table(row(cell("<w:p><w:r><w:drawing/></w:r></w:p>"), cell("<w:p><w:r><w:pict/></w:r></w:p>"))),
        table(row("A box around one text")),
        table(row("One"), row("column")),
    ],
)
def test_pictures_and_boxes_laid_out_with_a_table_are_no_tables(panel: str) -> None:
    assert tables(opened(paragraph("Text") + panel)) == []


def test_text_boxes_are_read_once_from_either_version() -> None:
    inside = table(row("Area", "Total"), row("Selby", "7"))
    box = (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx>'
        "</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    assert texts(opened(f"<w:p>{run('Beside the box')}{box}</w:p>")) == ["Beside the box", "TABLE"]
    old = f"<w:p><w:r><w:pict><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></w:pict></w:r></w:p>"
    assert texts(opened(old)) == ["TABLE"]


def test_a_raised_mark_does_not_become_a_digit() -> None:
    up = '<w:vertAlign w:val="superscript"/>'
    marked = paragraph(run("226") + run("9", up))
    ordinal = paragraph(run("31") + run("st", up) + run(" March"))
    lifted = paragraph(run("14") + run("1,2", '<w:position w:val="6"/>'))
    found = tables(opened(table(row("Area", "Total"), row(cell(ordinal), cell(marked)), row("x", cell(lifted)))))
    assert {"226⁹", "31st March", "14¹ ²"} <= {c.text for c in found[0].cells}


def test_a_figure_set_small_throughout_stays_a_figure() -> None:
    raised = paragraph(run("226", '<w:vertAlign w:val="superscript"/>'))
    found = tables(opened(table(row("Area", "Total"), row("Selby", cell(raised)))))
    assert (1, 1, 1, 1, "226") in grid(found[0])


def test_tracked_changes_and_hidden_text_read_as_accepted() -> None:
    body = (
        "<w:p>"
        + run("Calls: ")
        + f'<w:del w:id="1"><w:r><w:delText>old</w:delText></w:r></w:del><w:ins w:id="2">{run("12")}</w:ins>'
        + f"<w:moveFrom>{run('gone')}</w:moveFrom>"
        + run("hidden", "<w:vanish/>")
        + run(" shown", '<w:vanish w:val="0"/>')
        + "</w:p>"
        + table(row("Area", "Total"), row("Dropped", "1", about="<w:del/>"), row("Kept", "2", about="<w:ins/>"))
    )
    document = opened(body)
    assert texts(document)[0] == "Calls: 12 shown"
    assert [c.text for c in tables(document)[0].cells] == ["Area", "Total", "Kept", "2"]


def test_white_space_hyphens_and_fields_read_as_printed() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>SEQ Table</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("4") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    odd = "<w:r><w:t>co\u00adop\u00a0\u2011 one</w:t><w:tab/><w:noBreakHyphen/><w:softHyphen/><w:t>x</w:t></w:r>"
    broken = "<w:r><w:t>Per 1,000</w:t><w:br/><w:t>population</w:t></w:r>"
    body = f"<w:p>{run('Item ')}{field}</w:p><w:p>{odd}</w:p>" + table(row("a", cell(paragraph(broken))), row("b", "1"))
    document = opened(body)
    assert texts(document)[:2] == ["Item 4", "coop - one -x"]
    assert tables(document)[0].cells[1].text == "Per 1,000\npopulation"


def test_an_arrow_of_a_symbol_font_is_an_arrow() -> None:
    symbol = '<w:r><w:sym w:font="Wingdings" w:char="F0EA"/></w:r>'
    letter = '<w:r><w:rPr><w:rFonts w:ascii="Wingdings 3"/></w:rPr><w:t>p</w:t></w:r>'
    assert texts(opened(f"<w:p>{symbol}{run(' 3.36')}</w:p><w:p>{letter}{run(' 5')}</w:p>")) == ["↓ 3.36", "▲ 5"]


def test_headings_take_their_level_from_styles_and_outline() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="H"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="L"><w:name w:val="List Bullet"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="C"><w:name w:val="caption"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>'
    )
    body = "".join(
        paragraph(text, about)
        for text, about in [
            ("Crime", '<w:pStyle w:val="Own"/>'),
            ("Outline", '<w:outlineLvl w:val="0"/>'),
            ("❖ Fewer victims", '<w:pStyle w:val="L"/>'),
            ("All crime", '<w:pStyle w:val="C"/>'),
            ("Note: to March", ""),
            ("A sentence that says something.", '<w:pStyle w:val="Loop"/>'),
        ]
    )
    found = [(b.kind, b.level, b.text) for b in opened(body, styles=styles).body if isinstance(b, Block)]
    assert found == [
        ("heading", 2, "Crime"),
        ("heading", 1, "Outline"),
        ("list_item", None, "Fewer victims"),
        ("caption", None, "All crime"),
        ("note", None, "Note: to March"),
        ("paragraph", None, "A sentence that says something."),
    ]


def test_bold_lines_are_headings_only_where_styles_are_not_used() -> None:
    bold = paragraph(run("Rural crime", "<w:b/>"))
    styled = "".join(paragraph(f"Part {n}", '<w:outlineLvl w:val="1"/>') for n in range(3))
    assert opened(bold).body[0] == Block("heading", "Rural crime")
    assert opened(bold + styled).body[0] == Block("paragraph", "Rural crime")


def test_header_rows_by_declaration_and_by_looks() -> None:
    bold = [cell(paragraph(run(text, "<w:b/>"))) for text in ("Area", "Total", "Selby", "7")]
    declared = table(row("Area", "Total", about="<w:tblHeader/>"), row("Selby", "7"))
    looks = table(row(*bold[:2]), row(*bold[2:]))
    assert [one.header_rows for one in tables(opened(declared + looks))] == [1, 1]
    assert [c.heading for c in tables(opened(declared))[0].cells] == [True, True, True, False]


def test_notes_stand_once_after_what_refers_to_them() -> None:
    reference = '<w:r><w:footnoteReference w:id="7"/></w:r>'
    note = f'<w:footnote w:id="7">{paragraph("To July only.")}</w:footnote>'
    body = table(row("Area", cell(paragraph(run("Total") + reference))), row("Selby", "7")) + paragraph(
        run("Again") + reference
    )
    document = opened(body, footnotes=note)
    assert tables(document)[0].cells[1].text == "Total¹"
    assert tables(document)[0].notes == ("¹ To July only.",)
    assert texts(document) == ["TABLE", "¹ To July only.", "Again¹"]
    assert document.body[1].kind == "note"  # type: ignore[union-attr]


def test_headers_and_footers_are_furniture() -> None:
    page = (
        f'<w:p>{run("Data to 31 March")}<w:r><w:tab/></w:r><w:fldSimple w:instr="PAGE">{run("3")}</w:fldSimple></w:p>'
    )
    document = opened(paragraph("Body"), header=paragraph("OFFICIAL"), footer=page)
    assert document.furniture == ("OFFICIAL", "Data to 31 March")
    assert texts(document) == ["Body"]


def test_content_controls_smart_tags_and_links_are_walked() -> None:
    link = f"<w:hyperlink>{run('Link')}</w:hyperlink>"
    body = (
        f"<w:sdt><w:sdtContent>{paragraph(link)}"
        + table(f"<w:sdt><w:sdtContent>{row('Area', 'Total')}</w:sdtContent></w:sdt>", row("Selby", "7"))
        + f"</w:sdtContent></w:sdt><w:p><w:smartTag>{run('Tagged')}</w:smartTag></w:p>"
    )
    document = opened(body)
    assert texts(document) == ["Link", "TABLE", "Tagged"]
    assert len(tables(document)[0].cells) == 4


def test_the_strict_variant_is_read() -> None:
    strict = docx(paragraph("Strict"))
    names = NAMESPACES.replace(
        "schemas.openxmlformats.org/wordprocessingml/2006", "purl.oclc.org/ooxml/wordprocessingml"
    )
    data = archive(
        {
            "_rels/.rels": relations(officeDocument="word/document.xml"),
            "word/document.xml": f"<w:document {names}><w:body>{paragraph('Strict')}</w:body></w:document>",
        }
    )
    assert read_docx("s.docx", data, "").body == read_docx("t.docx", strict, "").body != ()


ENTITY = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (docx(paragraph("x"))[:-40], "truncated or damaged"),
        (docx("<w:p>"), "damaged XML"),
        (archive({"word/document.xml": f"{ENTITY}<w:document {NAMESPACES}>&b;</w:document>"}), "document type"),
        (archive({"word/document.xml": "<x/>"}), "without a body"),
        (docx("<w:sdt>" * 5000 + "</w:sdt>" * 5000), "nested too deeply"),
        (docx(""), "holds no text"),
    ],
)
def test_broken_documents_fail_with_one_line(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableFile, match=words) as error:
        read_docx("bad.docx", data, "")
    assert "\n" not in str(error.value)


def test_an_encrypted_part_is_named_as_such() -> None:
    data = bytearray(docx(paragraph("x")))
    at = -1
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        data[at + 8] |= 1
    with pytest.raises(UnreadableFile, match="password"):
        read_docx("locked.docx", bytes(data), "")


def test_a_document_that_unpacks_to_too_much_is_refused() -> None:
    small = Limits(max_inflated_bytes=100_000)
    data = docx(paragraph("x" * 200_000))
    with pytest.raises(LimitExceeded, match="unpacks to more"):
        read_docx("bomb.docx", data, "", small)


def test_a_declared_size_that_is_a_lie_does_not_help() -> None:
    content = f"<w:document {NAMESPACES}><w:body>{paragraph('x' * 200_000)}</w:body></w:document>"
    data = archive({"word/document.xml": content})
    lied = data.replace(len(content).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lied != data
    with pytest.raises(UnreadableFile, match="damaged"):
        read_docx("liar.docx", lied, "", Limits(max_inflated_bytes=100_000))


def test_too_many_cells_are_refused() -> None:
    body = table(*(row("a", "b") for _ in range(60)))
    with pytest.raises(LimitExceeded, match="cells"):
        opened(body, Limits(max_cells=100))
