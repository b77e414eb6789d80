"""Workbooks, web pages, slides and values that fight back, through the whole command: each costs itself alone."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from sheets_by_hand import MAIN, raw_ods, raw_xlsx, text_cell
from tiny_docx import archive, relations

from extractor.batch import run
from extractor.isolate import Limits
from extractor.reading import Settings
from extractor.result import Result

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is watched closely on Linux only")
FINE = ""  # is read
ROWS = (
    f'<row r="1">{text_cell("A1", "Offence")}{text_cell("B1", "2022/23")}</row>'
    f'<row r="2">{text_cell("A2", "Robbery")}<c r="B2"><v>12</v></c></row>'
)
CELL = '<table:table-cell office:value-type="string"><text:p>a</text:p></table:table-cell>'
SLIDE = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
BOX = "<p:sp><p:txBody><a:p><a:r><a:t>Robbery 12</a:t></a:r></a:p></p:txBody></p:sp>"


def merged(places: list[str]) -> str:
    return "<mergeCells>" + "".join(f'<mergeCell ref="{place}"/>' for place in places) + "</mergeCells>"


def ods(rows: str, before: str = "") -> bytes:
    return raw_ods(f'<table:table table:name="S">{rows}</table:table>', before=before)


def deck(shapes: str) -> bytes:
    return archive(
        {
            "_rels/.rels": relations(officeDocument="ppt/presentation.xml"),
            "ppt/presentation.xml": f'<p:presentation {SLIDE}><p:sldIdLst><p:sldId id="1" r:id="slide"/></p:sldIdLst>'
            "</p:presentation>",
            "ppt/_rels/presentation.xml.rels": relations(slide="slides/slide1.xml"),
            "ppt/slides/slide1.xml": f"<p:sld {SLIDE}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>",
        }
    )


def html(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}<p>Robbery 12</p></body></html>".encode()


FILES: dict[str, tuple[bytes, str]] = {
    "corner.xlsx": (raw_xlsx(f'{ROWS}<row r="1048576">{text_cell("XFD1048576", "x")}</row>'), FINE),
    "merged-whole.xlsx": (raw_xlsx(ROWS, merged(["A5:XFD1048576", "A1:XFD1"])), FINE),
    "merged-often.xlsx": (raw_xlsx(ROWS, merged([f"A{n}:Z{n}" for n in range(1, 1_000_001)])), FINE),
    "diagonal.xlsx": (
        raw_xlsx("".join(f'<row><c r="{chr(65 + n % 26)}{chr(65 + n // 26 % 26)}{n + 1}"><v>5</v></c></row>' for n in
                         range(600))), FINE),
    "bomb.xlsx": (raw_xlsx(ROWS + " " * (200 << 20)), "unpacks to more than"),
    "texts.xlsx": (raw_xlsx(ROWS, sharedStrings=f"<sst {MAIN}>{'<si/>' * 3_000_001}</sst>"), "elements"),
    "laughs.xlsx": (
        archive({"xl/workbook.xml": f"<!DOCTYPE l [<!ENTITY a 'ha'>]><workbook {MAIN}>&a;</workbook>"}),
        "declares a document type",
    ),
    "format.xlsx": (
        raw_xlsx(ROWS, styles=f'<styleSheet {MAIN}><numFmts><numFmt numFmtId="0" formatCode="{"#,?0[m]" * 20_000}"/>'
                 '</numFmts><cellXfs><xf numFmtId="0"/></cellXfs></styleSheet>'), FINE,
    ),
    "outside.xlsx": (
        archive({"_rels/.rels": relations(officeDocument="../etc/passwd"), "xl/workbook.xml": f"<workbook {MAIN}/>"}),
        "without sheets",
    ),
    "rows.ods": (ods(f'<table:table-row table:number-rows-repeated="1048576">{CELL * 2}</table:table-row>'), "cells"),
    "blank-rows.ods": (
        ods(f'<table:table-row>{CELL * 2}</table:table-row><table:table-row table:number-rows-repeated="999999999">'
            f'<table:table-cell/></table:table-row><table:table-row>{CELL * 2}</table:table-row>'), FINE),
    "laughs.ods": (ods(CELL, "<!DOCTYPE x [<!ENTITY a 'b'>]>"), "declares a document type"),
    "deep.html": (html("<div>" * 100_000), "nested too deeply"),
    "tables.html": (html("<table><tr><td>a<td>5<tr><td>b<td>" * 60), FINE),
    "spans.html": (html("<table>" + ("<tr>" + "<td rowspan=65000 colspan=1000>5</td>" * 9 + "</tr>") * 900), FINE),
    "styles.html": (html("", f"<style>{'a{' * 200_000}{'@media ' * 90_000}</style>"), FINE),
    "outside.html": (html("<iframe src='file:///etc/passwd'></iframe><object data='/etc/passwd'></object>"), FINE),
    "groups.pptx": (deck("<p:grpSp>" * 190 + BOX + "</p:grpSp>" * 190 + BOX), FINE),
    "shapes.pptx": (deck(BOX * 9_000), FINE),
    "spans.pptx": (
        deck("<p:graphicFrame><a:graphic><a:graphicData><a:tbl>" + ("<a:tr>" + (
            '<a:tc rowSpan="99999" gridSpan="99999"><a:txBody><a:p><a:r><a:t>5</a:t></a:r></a:p></a:txBody></a:tc>' * 9)
            + "</a:tr>") * 200 + "</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"), FINE),
    "quote.csv": (b'a,b,c\n1,2,"' + b"x," * 2_000_000, "cells"),
    "lines.csv": (b"a,b,c\n1,2,3\n" + b"\n" * 5_000_000, "lines"),
    "good.csv": (
        b"Hampshire Police\nTo,March 2018\n\nOffence,2017/18,2016/17\nBurglary,12,10\nRape,5,6\n",
        FINE,
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """All of them in one run, with little time and memory for each."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, (content, _) in FILES.items():
        (folder / name).write_bytes(content)
    return run(folder, Settings(cache=False, jobs=1, limits=Limits(60.0, 1 << 30)), out=folder.parent / "dataset")


@pytest.mark.parametrize("name", FILES)
def test_each_costs_itself_alone(result: Result, name: str) -> None:
    (found,) = result.documents[result.documents["file"] == name].itertuples()
    expected = FILES[name][1]
    assert (found.status, bool(found.message)) == ("failed" if expected else "read", bool(expected)), found.message
    assert expected in (found.message or "") and "of memory" not in (found.message or "")


def test_the_good_file_among_them_is_read_and_nothing_of_another_file_gets_in(result: Result) -> None:
    assert result.documents.set_index("file").loc["good.csv", "figures_read"] == 4
    assert result.written
    folder = Path(result.written.directory)
    assert not any("root:" in path.read_text(encoding="utf-8") for path in folder.rglob("*.csv"))
