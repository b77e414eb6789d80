"""Fonts that claim absurd heights: words are as tall as their type."""

from __future__ import annotations

from raw_pdf import raw_pdf

from extractor.read.pdf import read_pdf

TALL = (
    "<< /Type /Font /Subtype /TrueType /BaseFont /Tall /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 126"
    f" /Widths [{' '.join(['556'] * 95)}] /FontDescriptor << /Type /FontDescriptor /FontName /Tall /Flags 32"
    " /FontBBox [-500 -2464 2000 3117] /ItalicAngle 0 /Ascent 3117 /Descent -2464 /CapHeight 700 /StemV 80 >> >>"
)


def test_words_in_a_font_of_absurd_height_stay_on_their_line() -> None:
    content = "BT /T 10 Tf 30 150 Td (Yes) Tj 0 -15 Td (No) Tj ET BT /F1 10 Tf 80 150 Td (41) Tj 0 -15 Td (339) Tj ET"
    words = read_pdf("x.pdf", raw_pdf(content, fonts={"T": TALL}), "0").pages[0].words
    tops = {word.text: (round(word.box.top, 1), word.size) for word in words}
    assert tops["Yes"] == tops["41"] and tops["No"] == tops["339"]
