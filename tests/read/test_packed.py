"""A page made small comes back with all that stands on it."""

from __future__ import annotations

from extractor.model import Box, Curve, Fill, Page, Rule, Word
from extractor.read.packed import pack, unpack

BOX = Box(1.5, 2.0, 30.25, 4.0)


def test_a_page_comes_back_the_same() -> None:
    words = (Word("Hull", BOX, "Sans", 9.5, True, 270, False, "#ff0000"), Word("−4.2 %", Box(0, 0, 1, 1)))
    rules = (Rule(BOX, True, 0.5, True, "#000000"), Rule(BOX, False))
    page = Page(7, 595.0, 842.0, words, rules, (Fill(BOX, "#eeeeee"),), (Curve(BOX, True),), (BOX,), ("cut off",))
    assert unpack(pack(page)) == page


def test_a_blank_page_comes_back_blank() -> None:
    assert unpack(pack(Page(1, 0.0, 0.0))) == Page(1, 0.0, 0.0)


def test_many_words_take_few_bytes() -> None:
    words = tuple(Word(f"word {i}", Box(i, 10.0, i + 5, 20.0), "Sans", 10.0) for i in range(400))
    assert len(pack(Page(1, 595.0, 842.0, words))) < 20 * len(words)
