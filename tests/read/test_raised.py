"""Raised marks beside figures and labels are superscripts; other small digits are what they are."""

from __future__ import annotations

import pytest
from raw_pdf import raw_pdf

from extractor.read.pdf import Reader, read_pdf

both = pytest.mark.parametrize("reader", ["pdfium", "pdfplumber"])
FIGURE = "BT /F1 10 Tf 80 100 Td (226) Tj ET"


def words(content: str, reader: Reader = "pdfium") -> list[str]:
    return [word.text for word in read_pdf("x.pdf", raw_pdf(content), "0", reader=reader).pages[0].words]


@both
def test_a_raised_digit_is_a_mark_of_the_figure_it_stands_beside(reader: Reader) -> None:
    assert words("BT /F1 10 Tf 80 100 Td (226) Tj /F1 6 Tf 4 Ts (9) Tj ET", reader) == ["226⁹"]
    assert words("BT /F1 10 Tf 80 100 Td (Arson) Tj /F1 6 Tf 4 Ts (1,12) Tj ET", reader) == ["Arson¹,¹²"]


def test_a_mark_drawn_at_the_end_of_the_page_goes_to_its_figure() -> None:
    other = "BT /F1 10 Tf 20 60 Td (81) Tj ET"
    assert words(f"{FIGURE} {other} BT /F1 6 Tf 97 104 Td (9) Tj ET") == ["226⁹", "81"]


def test_a_mark_that_opens_a_note_is_a_superscript() -> None:
    assert words("BT /F1 6 Tf 20 104 Td (2) Tj /F1 10 Tf 6 -4 Td (Revised) Tj ET") == ["²", "Revised"]


@pytest.mark.parametrize(
    "content",
    [
        "BT /F1 10 Tf 80 100 Td (3) Tj /F1 6 Tf 4 Ts (1) Tj 0 Ts (/) Tj -2 Ts (2) Tj ET",
        f"{FIGURE} BT /F1 6 Tf 97 104 Td (2018) Tj ET",
        f"{FIGURE} BT /F1 6 Tf 130 104 Td (9) Tj ET",
        f"{FIGURE} BT /F1 6 Tf 97 112 Td (9) Tj ET",
    ],
    ids=["a fraction", "a year in small type", "too far off", "on the line above"],
)
def test_other_small_digits_are_no_marks(content: str) -> None:
    assert not set("".join(words(content))) & set("⁰¹²³⁴⁵⁶⁷⁸⁹")
