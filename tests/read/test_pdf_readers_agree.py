"""The fast reader held to the reference on real pages: the samples, and the shared documents where present.

They may differ in this, and in nothing else:

- The letters of a few fonts. Where a font's own tables are at odds, pdfminer (beneath pdfplumber) takes other
  letters, often in the other case; symbols come as the letters of their codes; a glyph that one of the two
  cannot name comes as U+FFFD. The words still stand in the same places.
- Letters that overhang, as in italics: pdfium's boxes hold the overhang, pdfplumber's the advance alone.
- What is clipped away: pdfplumber does not follow clips and gives it all.
- Specks under two points in size, and one word in a hundred beside symbols whose width a font does not tell;
  a raised mark after such a symbol may be one word with it or not.
- Long curved paths: pdfium's come as one curve, pdfplumber's as one for each piece.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import pytest

from extractor.model import Box, Fill, Page, Rule, Word
from extractor.read.pages import LazyPages
from extractor.read.pdfium import PdfiumPages
from extractor.read.plumber import PlumberPages

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("EXTRACTOR_SHARED", ROOT.parent / "shared"))
FILES = sorted([*ROOT.glob("samples/*.pdf"), *SHARED.glob("documents/pdf/*.pdf"), *SHARED.glob("bench/*/*.pdf")])
# pdfplumber takes a fifth of a second for a page.
MOST_PAGES = 4


@pytest.fixture(scope="module", params=FILES, ids=lambda path: path.stem)
def two(request: pytest.FixtureRequest) -> list[tuple[Page, Page]]:
    """Pages spread over the file, by pdfium and by pdfplumber."""
    data = request.param.read_bytes()
    # An account of all pages, as `read_pdf` gives it, would take pdfplumber minutes.
    fast, reference = LazyPages(PdfiumPages(data)), LazyPages(PlumberPages(data, PdfiumPages(data)))
    assert len(fast) == len(reference)
    step = max(1, -(-len(fast) // MOST_PAGES))
    return [(fast[i], reference[i]) for i in range(0, len(fast), step)]


def test_pages_have_the_same_size(two: list[tuple[Page, Page]]) -> None:
    for fast, reference in two:
        assert (fast.width, fast.height) == pytest.approx((reference.width, reference.height), abs=0.1)


def test_words_are_the_same(two: list[tuple[Page, Page]]) -> None:
    for fast, reference in two:
        alone, missing = unmatched(fast.words, reference.words)
        alone, missing = without_marks(alone, fast.words), without_marks(missing, reference.words)
        assert len(alone) <= 0.01 * len(fast.words), f"page {fast.number}: {alone}"
        assert len(missing) <= 0.01 * len(fast.words), f"page {fast.number}: {missing}"


def test_rules_and_fills_are_the_same(two: list[tuple[Page, Page]]) -> None:
    for fast, reference in two:
        for here, there in ((fast.rules, reference.rules), (fast.fills, reference.fills)):
            alone, missing = unmatched(seen(here, fast), seen(there, reference))
            assert len(alone) <= 0.002 * len(here), f"page {fast.number}: {alone[:3]}"
            assert len(missing) <= 0.002 * len(there), f"page {fast.number}: {missing[:3]}"


def test_images_are_the_same(two: list[tuple[Page, Page]]) -> None:
    for fast, reference in two:
        assert len(fast.images) == len(seen([Fill(box) for box in reference.images], reference))


Item = Word | Rule | Fill


def seen(items: Sequence[Item], page: Page) -> list[Item]:
    """What lies on the page and is more than a speck: those of a chart's markers depend on rounding."""
    items = [i for i in items if max(i.box.x1 - i.box.x0, i.box.bottom - i.box.top) > 2]
    return [
        i for i in items
        if i.box.x1 >= 0 and i.box.bottom >= 0 and i.box.x0 <= page.width and i.box.top <= page.height
    ]  # fmt: skip


def unmatched(here: Sequence[Item], there: Sequence[Item]) -> tuple[list[Item], list[Item]]:
    """What of each has no counterpart in the other, looked up by place."""
    places: dict[tuple[int, int], list[Item]] = defaultdict(list)
    for item in there:
        places[round(item.box.x0 / 8), round(item.box.top / 8)].append(item)
    alone = []
    for item in here:
        x, y = round(item.box.x0 / 8), round(item.box.top / 8)
        near = [(i, j) for i in (x - 1, x, x + 1) for j in (y - 1, y, y + 1)]
        found = next(((p, other) for p in near for other in places[p] if alike(item, other)), None)
        if found:
            places[found[0]].remove(found[1])
        else:
            alone.append(item)
    return alone, [item for left in places.values() for item in left]


def alike(one: Item, other: Item) -> bool:
    if isinstance(one, Word) and isinstance(other, Word):
        same = one.rotation == other.rotation and one.visible == other.visible
        reach = one.size if is_symbol(one) and is_symbol(other) else 0.35 * one.size
        return same and same_letters(one, other) and same_box(one.box, other.box, reach)
    if (
        isinstance(one, Rule)
        and isinstance(other, Rule)
        and (one.horizontal, one.dashed) != (other.horizontal, other.dashed)
    ):
        return False
    # The last dash of a broken line may be drawn in a way of its own.
    return same_box(one.box, other.box, 6.0 if isinstance(one, Rule) and one.dashed else 1.0)


def without_marks(items: Sequence[Item], words: Sequence[Word]) -> list[Item]:
    """The items but for marks beside symbols, which are one word with these or not, by the width that is told."""
    symbols = [word for word in words if is_symbol(word)]
    return [
        i for i in items
        if not any(
            abs(s.box.x1 - i.box.x0) < s.size and s.box.top - s.size / 2 < i.box.top < s.box.bottom for s in symbols
        )
    ]  # fmt: skip


def is_symbol(word: Word) -> bool:
    return "Symbol" in word.font or "Dingbats" in word.font


def same_letters(one: Word, other: Word) -> bool:
    if one.text.casefold() == other.text.casefold() or (is_symbol(one) and is_symbol(other)):
        return True
    return "\ufffd" in one.text + other.text


def same_box(one: Box, other: Box, sideways: float) -> bool:
    across = max(sideways, 1.0)
    return (
        abs(one.x0 - other.x0) <= across
        and abs(one.x1 - other.x1) <= across
        and abs(one.top - other.top) <= max(1.0, sideways)
        and abs(one.bottom - other.bottom) <= max(1.0, sideways)
    )
