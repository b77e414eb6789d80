"""Characters to words: what a content stream cannot show without an embedded font."""

from __future__ import annotations

import numpy as np
import pytest

from extractor.read.pdfium_text import with_whole_ligatures
from extractor.read.symbols import as_shown, letters_of, pictures
from extractor.read.words import Glyphs, Run, Runs, find_words


def line_of(text: str, widths: list[float], run: Run | None = None) -> Glyphs:
    """Glyphs set one after the other from x=0; a width of 0 repeats the box before it."""
    boxes, x = [], 0.0
    for width in widths:
        boxes.append([x, 10.0, x + width, 20.0] if width else boxes[-1])
        x += width
    runs = [run or Run("Sans", 10.0, False, 0, True, "#000000", 0.0, 18.0)]
    return Glyphs(
        np.array([ord(c) for c in text], np.uint32), np.array(boxes), np.zeros(len(text), np.int64), Runs.of(runs)
    )


def test_a_ligature_that_a_reader_expands_shares_one_box() -> None:
    words = find_words(line_of("office", [5, 5, 0, 0, 5, 5]), 100, 100)
    assert [word.text for word in words] == ["office"]


def test_a_double_letter_ligature_is_not_taken_for_twice_drawn() -> None:
    assert find_words(line_of("staff", [5, 3, 5, 5, 0]), 100, 100)[0].text == "staff"


def test_a_ligature_character_is_expanded() -> None:
    assert find_words(line_of("con\ufb01rmed", [5] * 8), 100, 100)[0].text == "confirmed"


def test_no_glyphs_no_words() -> None:
    assert find_words(line_of("  ", [3, 3]), 100, 100) == []


def test_arrows_of_symbol_fonts_are_read_as_arrows() -> None:
    """The direction of a change is the sign of a figure."""
    shown = pictures("ABCDEF+Wingdings-Regular")
    assert shown is not None
    assert [chr(as_shown(code, shown)) for code in (0xE9, 0xF0EA)] == ["↑", "↓"]
    assert pictures("Helvetica") is None


@pytest.mark.parametrize(
    ("one", "two", "letters"),
    [
        (0x7400, 0x6900, "ti"),
        (0x6600, 0x6600, "ff"),
        (0x7400, 0xDD00, "tti"),
        (0x6600, 0xCF00, "ffi"),
        (0x6600, 0xD200, "ffl"),
        (0x7400, 0x6901, ""),
        (0x3000, 0x3100, ""),
        (0x66, 0x69, ""),
    ],
)
def test_letters_with_their_bytes_swapped_are_put_right(one: int, two: int, letters: str) -> None:
    assert letters_of(one, two) == letters


def test_a_miswritten_ligature_is_read_as_its_letters() -> None:
    """Ghostscript 10.00 makes "Putting" of P, u, one glyph of U+7400 U+DD00, n, g."""
    glyphs = line_of("Pu\u7400?ng", [6, 5, 8, 0, 5, 5])
    glyphs.codes[3] = 0xDD00
    assert [word.text for word in find_words(with_whole_ligatures(glyphs), 100, 100)] == ["Putting"]


def test_chinese_characters_are_left_alone() -> None:
    glyphs = line_of("\u7400\u6900", [10, 10])
    assert find_words(with_whole_ligatures(glyphs), 100, 100)[0].text == "\u7400\u6900"
