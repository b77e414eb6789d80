"""Text that a reader of the page does not see is no word of it; text that can be read stays."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from raw_pdf import raw_pdf

from extractor.errors import UnreadableFile
from extractor.read.pdf import read_pdf
from extractor.read.pdfium_seen import Canvas, unseen

LABEL = "BT /F1 10 Tf 20 100 Td (Arson) Tj ET"
FIGURE = "BT /F1 10 Tf 80 100 Td (556) Tj ET"
IMAGE = "q 30 0 0 14 76 96 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI Q"
OFF = "/OCProperties << /OCGs [99 0 R] /D << /OFF [99 0 R] >> >>"


def shown(content: str, **entries: str) -> list[str]:
    page = read_pdf("x.pdf", raw_pdf(content, **entries), "0").pages[0]  # type: ignore[arg-type]
    return [word.text for word in page.words if word.visible]


@pytest.mark.parametrize(
    "content",
    [
        f"{LABEL} 1 g {FIGURE}",
        f"{LABEL} 0.98 g {FIGURE}",
        f"{LABEL} 0.9 1 1 rg 70 90 60 20 re f {FIGURE}",
        f"0 g 70 90 60 20 re f {LABEL} {FIGURE}",
        f"{LABEL} {FIGURE} 1 g 70 90 60 20 re f",
        f"{LABEL} {FIGURE} 0 g 70 90 60 20 re f",
        f"{LABEL} {FIGURE} 16 w 70 103 m 130 103 l S",
        f"{LABEL} {FIGURE} {IMAGE}",
        f"{LABEL} q 0 0 60 200 re W n {FIGURE} Q",
        f"{LABEL} BT 3 Tr /F1 10 Tf 80 100 Td (556) Tj ET",
        f"{LABEL} BT /F1 0.4 Tf 80 100 Td (556) Tj ET",
        f"{LABEL} BT /F1 0.1 Tf 80 100 Td (556) Tj ET",
        f"{LABEL} BT /F1 10 Tf 0.01 0 0 0.01 80 100 Tm (556) Tj ET",
        f"{LABEL} q 0 0.01 -0.01 0 80 100 cm {FIGURE.replace('80 100', '0 0')} Q",
        f"{LABEL} BT /F1 1 Tf 10 0 0 0.1 80 100 Tm (556) Tj ET",
        f"{LABEL} BT /F1 1 Tf 0.1 0 0 10 80 100 Tm (556) Tj ET",
        f"{LABEL} BT /F1 10 Tf 1 0 1 0.005 80 100 Tm (556) Tj ET",
        f"{LABEL} BT /F1 10 Tf 2 Tz 80 100 Td (556) Tj ET",
    ],
    ids=["white", "nearly white", "as its cell", "black on black", "white box", "black bar", "thick line", "image",
         "clipped away", "invisible mode", "a speck", "a tenth of a point", "made small", "small and on its side",
         "flat", "thin", "slanted to a line", "stretched to a line"],
)  # fmt: skip
@pytest.mark.parametrize("reader", ["pdfium", "pdfplumber"])
def test_a_figure_that_does_not_show_is_not_read_and_a_finding_says_so(
    content: str, reader: Literal["pdfium", "pdfplumber"]
) -> None:
    document = read_pdf("x.pdf", raw_pdf(content), "0", reader=reader)
    assert [word.text for word in document.pages[0].words if word.visible] == ["Arson"]
    (finding,) = document.problems
    assert (finding.code, finding.severity, finding.where.page) == ("hidden-text", "warning", 1)
    assert "556" not in finding.message


@pytest.mark.parametrize(
    "content",
    [
        f"{LABEL} 0.82 g {FIGURE}",
        f"{LABEL} 0.1 0.2 0.5 rg 70 90 60 20 re f 1 g {FIGURE}",
        f"{LABEL} 0.1 0.2 0.5 rg 70 103 m 70 140 150 140 150 103 c 150 60 70 60 70 103 c f 1 g {FIGURE}",
        f"{IMAGE} {LABEL} 1 g {FIGURE}",
        f"{LABEL} q 70 101 60 40 re W n {FIGURE} Q",
        f"{LABEL} {FIGURE} 1 g 70 112 60 20 re f",
        f"{LABEL} 0 g 80 99 m 98 99 l S {FIGURE}",
        f"{LABEL} BT /F1 10 Tf 40 Tz 80 100 Td (556) Tj ET",
        f"{LABEL} BT /F1 5 Tf 1 0 0.3 1.4 80 100 Tm (556) Tj ET",
        f"{LABEL} BT /F1 1.2 Tf 80 100 Td (556) Tj ET",
    ],
    ids=["light grey", "white on a dark cell", "white on a dark disc", "white on a picture", "clipped a little",
         "a box above", "underlined", "condensed", "slanted", "small print"],
)  # fmt: skip
def test_a_figure_that_can_be_read_stays(content: str) -> None:
    document = read_pdf("x.pdf", raw_pdf(content), "0")
    assert sorted(word.text for word in document.pages[0].words if word.visible) == ["556", "Arson"]
    assert document.problems == ()


def test_what_is_written_over_a_covered_figure_is_read_whole() -> None:
    """pdfium drops a letter that stands where it met the same letter before, also where that was covered."""
    again = "1 g 70 90 60 20 re f 0 g BT /F1 10 Tf 85.56 100 Td (56) Tj ET"
    assert shown(f"{LABEL} {FIGURE} {again}") == ["Arson", "56"]


def test_a_figure_written_anew_over_itself_is_read_once() -> None:
    assert shown(f"{LABEL} {FIGURE} 1 g 70 90 60 20 re f 0 g {FIGURE}") == ["Arson", "556"]


def test_half_a_figure_under_a_bar_is_no_figure() -> None:
    (word,) = (w for w in shown(f"{LABEL} BT /F1 10 Tf 80 100 Td (12345) Tj ET 0 g 97 90 60 20 re f") if w != "Arson")
    assert word == "123\ufffd\ufffd"


def test_a_layer_that_is_off_is_not_read() -> None:
    content = f"{LABEL} /OC /L BDC {FIGURE} EMC"
    data = raw_pdf(content, page="").replace(b"/XObject <<  >>", b"/XObject <<>> /Properties << /L 99 0 R >>")
    layer = b"99 0 obj\n<< /Type /OCG /Name (x) >>\nendobj\n"
    data = data.replace(b"/Type /Catalog", b"/Type /Catalog " + OFF.encode()).replace(b"xref\n0", layer + b"xref\n0", 1)
    page = read_pdf("x.pdf", data, "0").pages[0]
    assert {word.text: word.visible for word in page.words} == {"Arson": True, "556": False}


def test_a_file_whose_patterns_never_end_is_read_without_being_drawn() -> None:
    tiles = b"98 0 obj\n<< /Type /Pattern /PatternType 1 /XStep 0.01 /YStep 0.01 >>\nendobj\n"
    data = raw_pdf(f"{LABEL} {FIGURE} 70 90 60 20 re f").replace(b"xref\n0", tiles + b"xref\n0", 1)
    document = read_pdf("x.pdf", data, "0")
    assert all(word.visible for word in document.pages[0].words)
    (finding,) = document.problems
    assert finding.severity == "error" and "could not be told" in finding.message


@pytest.mark.parametrize("size", [(0.0, 200.0), (200.0, 0.0)])
def test_a_page_that_is_cropped_to_nothing_shows_nothing(
    monkeypatch: pytest.MonkeyPatch, size: tuple[float, float]
) -> None:
    def cropped(canvas: Canvas, *rest: Any) -> Any:
        return unseen(canvas._replace(size=size), *rest)

    content = f"{LABEL} {FIGURE} 1 g 70 90 60 20 re f"  # what may be painted over is looked for by drawing the page
    monkeypatch.setattr("extractor.read.pdfium.unseen", cropped)
    with pytest.raises(UnreadableFile, match="no text of the PDF shows"):
        shown(content)
