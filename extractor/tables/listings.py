"""Contents lists and numbered lines of text: what lines up like a table and is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractor.model import Word
from extractor.tables.grid import Grid
from extractor.tables.leaders import has_leaders
from extractor.tables.lines import cell_text, text_lines

PAGE = re.compile(r"\d{1,4}|[ivxl]{1,6}", re.I)
FEWEST_ENTRIES = 5  # of a contents list: the figures of a shorter table may well go up by chance
LED = 0.6  # share of the entries of a contents list with dots that lead to their page, and with a page
MOST_DIGITS = 9  # of the number of a page or line; of thousands Python makes no number
FEWEST_LINES = 5  # numbered lines that number a text rather than the rows of a table
BESIDE = 0.5  # share of numbered rows that hold two texts and more in a table


def why_a_listing(grid: Grid, words: Sequence[Word]) -> str:
    """The reason why a grid of aligned text lists what stands elsewhere or numbers the lines of a text; or "".

    `words` are those of the place, dots that lead to a page number included.
    """
    if _is_contents(grid, words):
        return "a contents list"
    if _numbers_lines(grid):
        return "numbered lines of text"
    return ""


def _is_contents(grid: Grid, words: Sequence[Word]) -> bool:
    """Whether entries lead to page numbers that go up: as many dots as entries, and one figure in each row."""
    lines = [line for line in text_lines(words) if has_leaders(line.words)]
    last: dict[int, tuple[int, str]] = {}
    figures = 0
    for slot in grid.slots:
        text = cell_text(slot.words) if slot.words else ""
        if text and slot.c0 > 0:
            figures += bool(PAGE.fullmatch(text)) and slot.c1 < grid.columns - 1
            last[slot.r0] = max(last.get(slot.r0, (-1, "")), (slot.c0, text))
    pages = [text for _, (_, text) in sorted(last.items()) if PAGE.fullmatch(text)]
    if len(pages) < FEWEST_ENTRIES or len(pages) < LED * grid.rows or figures > len(pages):
        return False
    return len(lines) >= LED * len(pages) and _goes_up(pages)


def _goes_up(pages: Sequence[str]) -> bool:
    """Whether no page number is lower than the one before; Roman ones stand in front."""
    numbers = [int(page) for page in pages if page.isdecimal() and len(page) <= MOST_DIGITS]
    return all(a <= b for a, b in pairwise(numbers))


def _numbers_lines(grid: Grid) -> bool:
    """Whether the first column counts the rows one by one and few of them hold more than one text beside."""
    first = {s.r0: cell_text(s.words) for s in grid.slots if s.c0 == 0 and s.c1 == 0 and s.words}
    numbers = [int(text) for _, text in sorted(first.items()) if text.isdecimal() and len(text) <= MOST_DIGITS]
    if len(numbers) < max(FEWEST_LINES, grid.rows - 1) or any(b - a != 1 for a, b in pairwise(numbers)):
        return False
    beside = [sum(s.r0 == row and s.c0 > 0 and bool(s.words) for s in grid.slots) for row in range(grid.rows)]
    return sum(count >= 2 for count in beside) < BESIDE * grid.rows
