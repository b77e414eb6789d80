"""Words from PDFs whose content is written out here; both readers must read them alike."""

from __future__ import annotations

import pytest
from raw_pdf import raw_pdf

from extractor.model import Page, Word
from extractor.read.pdf import Reader, read_pdf

pytestmark = pytest.mark.parametrize("reader", ["pdfium", "pdfplumber"])


def page_of(data: bytes, reader: Reader) -> Page:
    return read_pdf("made.pdf", data, "0", reader=reader).pages[0]


def texts(data: bytes, reader: Reader) -> list[str]:
    return [word.text for word in page_of(data, reader).words]


def drawn(content: str) -> bytes:
    return raw_pdf(f"BT /F1 10 Tf 20 100 Td {content} ET")


def test_spaces_part_words(reader: Reader) -> None:
    assert texts(drawn("(All crime  1,234) Tj"), reader) == ["All", "crime", "1,234"]


def test_pieces_moved_by_kerning_are_one_word(reader: Reader) -> None:
    assert texts(drawn("[(Har) 60 (ass) -50 (ment)] TJ"), reader) == ["Harassment"]


def test_a_gap_parts_words_without_any_space_drawn(reader: Reader) -> None:
    assert texts(drawn("[(Burglary) -250 (12)] TJ"), reader) == ["Burglary", "12"]


def test_figures_of_neighbouring_cells_do_not_run_together(reader: Reader) -> None:
    assert texts(drawn("[(12) -300 (34) -3000 (56)] TJ"), reader) == ["12", "34", "56"]


def test_a_raised_footnote_mark_is_no_digit_of_the_figure(reader: Reader) -> None:
    assert texts(drawn("(226) Tj /F1 6 Tf 4 Ts (9) Tj"), reader) == ["226⁹"]


def test_a_mark_of_the_same_size_that_is_raised_stays_out_too(reader: Reader) -> None:
    assert texts(drawn("(226) Tj 4 Ts (9) Tj"), reader) == ["226", "9"]


def test_a_smaller_digit_on_the_line_stays_out_too(reader: Reader) -> None:
    assert texts(drawn("(226) Tj /F1 6 Tf (9) Tj"), reader) == ["226", "9"]


def test_small_capitals_are_one_word(reader: Reader) -> None:
    assert texts(drawn("(C) Tj /F1 8 Tf (RIME) Tj"), reader) == ["CRIME"]


def test_a_smaller_percent_sign_stays_with_its_figure(reader: Reader) -> None:
    assert texts(drawn("(89) Tj /F1 7 Tf (%) Tj"), reader) == ["89%"]


def test_text_drawn_twice_for_boldness_is_there_once(reader: Reader) -> None:
    twice = "BT /F1 10 Tf 20 100 Td (Total 11) Tj ET BT /F1 10 Tf 20.4 100 Td (Total 11) Tj ET"
    assert texts(raw_pdf(twice), reader) == ["Total", "11"]


def test_repeated_digits_and_rows_are_not_taken_for_twice_drawn(reader: Reader) -> None:
    rows = "BT /F1 6 Tf 20 100 Td (111) Tj ET BT /F1 6 Tf 20 93 Td (111) Tj ET"
    assert texts(raw_pdf(rows), reader) == ["111", "111"]


def test_letters_spaced_out_for_show_are_one_word(reader: Reader) -> None:
    assert texts(drawn("4 Tc (BURGLARY) Tj 0 Tc"), reader) == ["BURGLARY"]


def test_digits_spaced_out_are_never_joined(reader: Reader) -> None:
    assert texts(drawn("4 Tc (12345) Tj 0 Tc"), reader) == ["1", "2", "3", "4", "5"]


def test_invisible_text_is_marked(reader: Reader) -> None:
    found = page_of(drawn("(seen) Tj 3 Tr ( hidden) Tj"), reader).words
    assert [(word.text, word.visible) for word in found] == [("seen", True), ("hidden", False)]


def test_a_soft_hyphen_that_is_drawn_is_a_hyphen(reader: Reader) -> None:
    """pdfminer, beneath pdfplumber, takes code 173 of the Windows encoding for a space."""
    if reader == "pdfplumber":
        pytest.skip("pdfminer does not know this hyphen")
    assert texts(drawn("(re\\255offending) Tj"), reader) == ["re-offending"]


def test_bold_size_and_colour(reader: Reader) -> None:
    content = "BT /F2 14 Tf 1 0 0 rg 20 100 Td (Crime) Tj ET"
    word = page_of(raw_pdf(content), reader).words[0]
    assert (word.bold, word.size, word.colour) == (True, 14.0, "#ff0000")
    assert "Helvetica" in word.font


@pytest.mark.parametrize(
    ("matrix", "rotation"),
    [("0 -1 1 0 100 150", 90), ("-1 0 0 -1 150 100", 180), ("0 1 -1 0 100 50", 270)],
)
def test_turned_text_is_grouped_in_its_own_direction(reader: Reader, matrix: str, rotation: int) -> None:
    found = page_of(raw_pdf(f"BT /F1 10 Tf {matrix} Tm (Jun 2018) Tj ET"), reader).words
    assert [word.text for word in found] == ["Jun", "2018"]
    assert {word.rotation for word in found} == {rotation}


def test_slanted_text_is_grouped_along_the_slant(reader: Reader) -> None:
    found = page_of(raw_pdf("BT /F1 10 Tf 0.7071 0.7071 -0.7071 0.7071 50 50 Tm (Jun 2018) Tj ET"), reader).words
    assert [(word.text, word.rotation) for word in found] == [("Jun", 315), ("2018", 315)]


def box_of(word: Word) -> tuple[int, ...]:
    return tuple(round(v) for v in (word.box.x0, word.box.top, word.box.x1, word.box.bottom))


# "Hull" at 10 pt is 16.7 wide; its box reaches 7.9 above and 2.1 below the baseline at y=150 on a page 200 high.
def test_the_box_of_a_word(reader: Reader) -> None:
    word = page_of(raw_pdf("BT /F1 10 Tf 30 150 Td (Hull) Tj ET"), reader).words[0]
    assert box_of(word) == (30, 42, 47, 52)


def test_boxes_are_those_of_the_cropped_page(reader: Reader) -> None:
    data = raw_pdf("BT /F1 10 Tf 30 150 Td (Hull) Tj ET", page="/CropBox [20 10 180 190]")
    page = page_of(data, reader)
    assert (page.width, page.height) == (160, 180)
    assert box_of(page.words[0]) == (10, 32, 27, 42)


def test_text_outside_the_crop_box_is_not_visible(reader: Reader) -> None:
    content = "BT /F1 10 Tf 30 150 Td (in) Tj ET BT /F1 10 Tf 2 2 Td (off) Tj ET"
    page = page_of(raw_pdf(content, page="/CropBox [20 20 180 190]"), reader)
    assert [(word.text, word.visible) for word in page.words] == [("in", True), ("off", False)]


@pytest.mark.parametrize(("turn", "box"), [(90, (150, 30)), (180, (170, 150)), (270, (50, 170))])
def test_boxes_are_those_of_the_turned_page(reader: Reader, turn: int, box: tuple[int, int]) -> None:
    """The baseline's start at (30, 150), 50 below the top of a page 200 by 200, turned clockwise."""
    page = page_of(raw_pdf("BT /F1 10 Tf 30 150 Td (Hull) Tj ET", page=f"/Rotate {turn}"), reader)
    word = page.words[0]
    assert word.rotation == turn
    x = word.box.x0 if turn == 90 else word.box.x1
    start = {90: (word.box.x0 + 2.1, word.box.top), 180: (x, word.box.top + 2.1), 270: (x - 2.1, word.box.bottom)}
    assert start[turn] == pytest.approx(box, abs=0.5)


def test_text_in_a_form_stands_where_the_form_puts_it(reader: Reader) -> None:
    forms = {"Fm": ("/Matrix [2 0 0 2 10 20]", "BT /F1 5 Tf 10 65 Td (Hull) Tj ET")}
    word = page_of(raw_pdf("q 1 0 0 1 0 0 cm /Fm Do Q", forms=forms), reader).words[0]
    assert (word.text, word.size, box_of(word)) == ("Hull", 10.0, (30, 42, 47, 52))


def test_a_glyph_without_a_unicode_value_leaves_a_mark(reader: Reader) -> None:
    """Dropping it could turn one figure into another."""
    assert texts(drawn("(1\\0045) Tj"), reader) == ["1\ufffd5"]
