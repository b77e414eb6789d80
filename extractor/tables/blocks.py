"""The text around the tables as blocks in reading order: headings, paragraphs, list items, captions, notes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from extractor.model import Block, BlockKind, Box, Page, Word
from extractor.tables.columns_of_text import parts, reading_lines
from extractor.tables.lines import text_lines
from extractor.tables.paragraphs import Text, gather
from extractor.tables.running import running_words
from extractor.tables.styles import (
    CAPTION,
    HABIT,
    LIST_ITEM,
    MOST_LINES,
    NOTE,
    Style,
    body_style,
    is_label,
    rank,
    reads_like_heading,
    stands_out,
)

# A paragraph of so many words makes its page more than a title page.
PROSE = 12
# A running line on more than this share of the pages names the document, not a part of it.
WHOLE = 0.7
DIGITS = re.compile(r"\d+")


def find_blocks(pages: Sequence[Page], occupied: Mapping[int, Sequence[Box]]) -> tuple[list[Block], tuple[str, ...]]:
    """Blocks of all pages in reading order, and the distinct lines of running headers and footers.

    `occupied` holds, by page number, the boxes whose text is not prose: tables, charts. A running line that
    is set like a heading and changes from part to part comes as a heading where its part begins.
    """
    texts: list[Text] = []
    running: list[Text] = []
    for page, ids in zip(pages, running_words(pages), strict=True):
        words = [w for i, w in enumerate(page.words) if w.visible and i not in ids]
        free = _outside(words, occupied.get(page.number, ()))
        texts += gather(page.number, reading_lines(free))
        running += gather(page.number, text_lines([page.words[i] for i in sorted(ids)]))
    body = body_style((text.style, len(text.text)) for text in texts if not NOTE.match(text.text))
    banners = _banners(running, body, len(pages))
    furniture = {DIGITS.sub("#", t.text): t.text for t in reversed(running) if t.text not in banners}
    texts = _with_banners(texts, running, banners)
    return _blocks(texts, body, banners, occupied), tuple(reversed(furniture.values()))


def _banners(running: Sequence[Text], body: Style, pages: int) -> set[str]:
    """The running lines that name the part of the document they stand over."""
    found: dict[str, set[int]] = defaultdict(set)
    for text in running:
        large = text.style.band or (text.style.bold and not is_label(text.style, body))
        if large and reads_like_heading(text.text, text.style, body) and not DIGITS.search(text.text):
            found[text.text].add(text.page)
    return {text for text, seen in found.items() if len(seen) <= WHOLE * pages}


def _with_banners(texts: Sequence[Text], running: Sequence[Text], banners: set[str]) -> list[Text]:
    """The texts with each banner put in where it first stands over a part, and taken out elsewhere."""
    first: list[Text] = []
    open_banner = ""
    for text in running:
        if text.text in banners and text.text != open_banner:
            open_banner = text.text
            first.append(text)
    merged = first + [text for text in texts if text.text not in banners]
    return sorted(merged, key=lambda text: text.page)


def _blocks(
    texts: Sequence[Text], body: Style, banners: set[str], occupied: Mapping[int, Sequence[Box]]
) -> list[Block]:
    kinds = [_kind(text, body) for text in texts]
    heads = {i for i, kind in enumerate(kinds) if kind == "heading"}
    heads -= _titles(texts, heads, occupied)
    if sum(not is_label(texts[i].style, body) for i in heads) >= HABIT:
        heads = {i for i in heads if not is_label(texts[i].style, body)}
    levels = rank(texts[i].style for i in heads if texts[i].text not in banners)
    blocks = []
    for i, (text, kind) in enumerate(zip(texts, kinds, strict=True)):
        if text.text in banners:
            blocks.append(Block("heading", text.text, 1, text.page, text.box))
        elif i in heads:
            level = levels[text.style] + bool(banners)
            blocks.append(Block("heading", text.text, level, text.page, text.box))
        else:
            kind = "paragraph" if kind == "heading" else kind
            blocks.append(Block(kind, text.text, None, text.page, text.box))
    return blocks


def _kind(text: Text, body: Style) -> BlockKind:
    words = text.text
    if (
        len(text.lines) <= MOST_LINES
        and not text.label
        and stands_out(text.style, body)
        and reads_like_heading(words, text.style, body)
    ):
        return "heading"
    if CAPTION.match(words):
        return "caption"
    if NOTE.match(words):
        return "note"
    if LIST_ITEM.match(words):
        return "list_item"
    return "paragraph"


def _titles(texts: Sequence[Text], heads: set[int], occupied: Mapping[int, Sequence[Box]]) -> set[int]:
    """Which of the headings are the document's own title: large print on a page of its own or the first one.

    It heads no part of the document, and stands in a style seen nowhere else.
    """
    full = {page for page, boxes in occupied.items() if boxes}
    full |= {text.page for i, text in enumerate(texts) if i not in heads and text.words >= PROSE}
    places: dict[Style, set[int]] = defaultdict(set)
    for i in heads:
        places[texts[i].style].add(texts[i].page)
    front = min(full, default=0)
    titles = {i for i in heads if texts[i].page < front}
    opening = min((text.page for text in texts), default=0)
    for page in {texts[i].page for i in heads} - full | {opening}:
        here = {style for style, seen in places.items() if seen == {page}}
        others = [style.size for style, seen in places.items() if seen - {page}]
        if others and max((style.size for style in here), default=0) > max(others):
            titles |= {i for i in heads if texts[i].style in here}
    return titles


def _outside(words: Sequence[Word], taken: Sequence[Box]) -> list[Word]:
    """The words outside the boxes. A piece of a line that reaches out of them stays whole: a heading that the
    box of the chart below it cuts."""
    if not taken:
        return list(words)
    outside: list[Word] = []
    for line in text_lines(words):
        for part in parts(line):
            if not all(any(_middle_in(w.box, box) for box in taken) for w in part.words):
                outside += part.words
    return outside


def _middle_in(inner: Box, outer: Box) -> bool:
    x, y = (inner.x0 + inner.x1) / 2, (inner.top + inner.bottom) / 2
    return outer.x0 <= x <= outer.x1 and outer.top <= y <= outer.bottom
