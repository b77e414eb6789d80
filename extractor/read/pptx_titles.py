"""Titles of slides that are plain boxes of text, and lines that run along from slide to slide."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extractor.model import Block, Table
from extractor.read.pptx_shapes import TITLES, Shape
from extractor.read.pptx_text import paragraphs
from extractor.read.text_shapes import shape as shape_of

_LONGEST_TITLE = 16  # words
_FEWEST = 3  # slides that a line must stand on to run along, and more than half of all
_NUMBER = re.compile(r"\d+")


def title_of(shapes: Sequence[Shape]) -> Shape | None:
    """The shape that titles a slide: its placeholder, or the first box with a short line in the largest type."""
    shown = [shape for shape in shapes if not shape.hidden]
    holder = next((shape for shape in shown if shape.holder in TITLES and paragraphs(shape.element)), None)
    if holder is not None:
        return holder
    texts = [(shape, lines) for shape in shown if shape.kind == "text" and (lines := paragraphs(shape.element))]
    if not texts:
        return None
    first, lines = texts[0]
    largest = max(line.size for _, own in texts for line in own)
    text = lines[0].text
    fits = len(lines) == 1 and len(text.split()) <= _LONGEST_TITLE and any(map(str.isalpha, text))
    alone = sum(line.size == largest for _, own in texts for line in own) == 1
    set_apart = lines[0].size == largest > 0 and alone
    titled = shape_of(text)[0] == "heading" and (lines[0].bold or lines[0].size == largest)
    return first if fits and (set_apart or titled) else None


def running_lines(slides: Sequence[list[Block | Table]]) -> list[str]:
    """The first and last lines that stand on most slides, but for their numbers; they are taken off the slides."""
    shown = [items for items in slides if items]
    times = Counter(key for items in shown for key in {_key(items[at]) for at in (0, -1)} if key)
    running = {key for key, count in times.items() if count >= _FEWEST and count * 2 > len(shown)}
    found: dict[str, str] = {}
    for items in shown:
        for at in (-1, 0):
            if items and isinstance(item := items[at], Block) and _key(item) in running:
                found.setdefault(_key(item), item.text)
                del items[at]
    return list(found.values())


def _key(item: Block | Table) -> str:
    """The text of a line without its numbers; nothing for tables and for headings of slides."""
    if not isinstance(item, Block) or item.kind == "heading":
        return ""
    key = _NUMBER.sub("", item.text)
    return key if any(map(str.isalpha, key)) else ""
