"""The text around the tables as blocks in reading order: headings, paragraphs, list items, captions, notes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from extractor.model import Block, BlockKind, Box, Page, Word
from extractor.tables.columns_of_text import WIDE_GAP, reading_lines
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
from extractor.tables.titles import chart_titles, document_titles
from extractor.tables.zones import in_zone

# A running line on more than this share of the pages names the document, not a part of it.
WHOLE = 0.7
# A banner stands this near to where it stands on other pages, in points.
SAME_PLACE = 3.0
# Words of one line differ by no more than this in height, in points.
SAME_LEVEL = 1.0
DIGITS = re.compile(r"\d+")


def find_blocks(
    pages: Sequence[Page], occupied: Mapping[int, Sequence[Box]], running: Sequence[Collection[int]] | None = None
) -> tuple[list[Block], tuple[str, ...]]:
    """Blocks of all pages in reading order, and the distinct lines of running headers and footers.

    `occupied` holds, by page number, the boxes whose text is not prose: tables, charts. `running` holds for each
    page the positions of the words of running lines, where they are known already. A running line that is set
    like a heading and changes from part to part comes as a heading where its part begins.
    """
    texts: list[Text] = []
    lines: list[Text] = []
    for page, ids in zip(pages, running or running_words(pages), strict=True):
        words = [w for i, w in enumerate(page.words) if w.visible and i not in ids]
        free = _outside(words, occupied.get(page.number, ()))
        texts += gather(page.number, reading_lines(free))
        lines += gather(page.number, text_lines([page.words[i] for i in sorted(ids)]))
    body = body_style((text.style, text.text) for text in texts)
    banners = _Banners(lines, body, len(pages))
    furniture = {DIGITS.sub("#", t.text): t.text for t in reversed(lines) if not banners.has(t)}
    texts = banners.put_in(texts, lines)
    return _blocks(texts, body, banners, occupied), tuple(reversed(furniture.values()))


class _Banners:
    """The running lines that name the part of the document they stand over: set like headings, not on all pages."""

    def __init__(self, running: Sequence[Text], body: Style, pages: int) -> None:
        found: dict[str, list[Text]] = defaultdict(list)
        for text in running:
            large = text.style.band or (text.style.bold and not is_label(text.style, body))
            if large and reads_like_heading(text.text, text.style, body) and not DIGITS.search(text.text):
                found[text.text].append(text)
        kept = [seen for seen in found.values() if len({text.page for text in seen}) <= WHOLE * pages]
        self._places = [(seen[0].style, seen[0].box.top) for seen in kept]

    def __bool__(self) -> bool:
        return bool(self._places)

    def has(self, text: Text) -> bool:
        """Whether a text is a banner, also one that a short part shows on a single page only."""
        return any(text.style == style and abs(text.box.top - top) <= SAME_PLACE for style, top in self._places)

    def put_in(self, texts: Sequence[Text], running: Sequence[Text]) -> list[Text]:
        """The texts with each banner where its part begins, at the top of the page, and nowhere else."""
        kept = [text for text in texts if not self.has(text)]
        open_banner = ""
        for text in sorted(filter(self.has, (*texts, *running)), key=lambda text: text.page):
            if text.text != open_banner:
                open_banner = text.text
                kept.insert(sum(other.page < text.page for other in kept), text)
        return kept


def _blocks(
    texts: Sequence[Text], body: Style, banners: _Banners, occupied: Mapping[int, Sequence[Box]]
) -> list[Block]:
    kinds = [_kind(text, body) for text in texts]
    heads = {i for i, kind in enumerate(kinds) if kind == "heading"}
    heads -= document_titles(texts, heads, occupied)
    captions = chart_titles(texts, heads, occupied)
    heads -= captions
    if sum(not is_label(texts[i].style, body) for i in heads) >= HABIT:
        heads = {i for i in heads if not is_label(texts[i].style, body)}
    levels = rank(texts[i].style for i in heads if not banners.has(texts[i]))
    blocks = []
    for i, (text, kind) in enumerate(zip(texts, kinds, strict=True)):
        if banners.has(text):
            blocks.append(Block("heading", text.text, 1, text.page, text.box))
        elif i in heads:
            level = levels[text.style] + bool(banners)
            blocks.append(Block("heading", text.text, level, text.page, text.box))
        else:
            kind = "caption" if i in captions else "paragraph" if kind == "heading" else kind
            blocks.append(Block(kind, text.text, None, text.page, text.box))
    return blocks


def _kind(text: Text, body: Style) -> BlockKind:
    words = text.text
    if (
        text.lines <= MOST_LINES
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


def _outside(words: Sequence[Word], taken: Sequence[Box]) -> list[Word]:
    """The words outside the boxes, and those that stand in one line with them without a gap: the rest of a heading
    that the box of the chart below it cuts."""
    inside: dict[int, list[Word]] = defaultdict(list)
    outside: list[Word] = []
    if not taken:
        return list(words)
    for word in words:
        if in_zone(word.box, taken):
            inside[_level(word)].append(word)
        else:
            outside.append(word)
    near = {level + step for level in inside for step in (-1, 0, 1)}
    for word in outside if inside else ():  # grows as words are pulled out of the boxes
        if _level(word) not in near:
            continue
        for level in (_level(word) - 1, _level(word), _level(word) + 1):
            pulled = [other for other in inside.get(level, ()) if _next_to(word, other)]
            if pulled:
                inside[level] = [other for other in inside[level] if other not in pulled]
                outside += pulled
    return outside


def _level(word: Word) -> int:
    return round((word.box.top + word.box.bottom) / 8)


def _next_to(word: Word, other: Word) -> bool:
    """Whether two words follow one another in a line: of one size, on one level, a word space apart."""
    gap = max(other.box.x0 - word.box.x1, word.box.x0 - other.box.x1)
    level = abs(word.box.bottom - other.box.bottom) <= SAME_LEVEL
    return level and word.size == other.size and gap <= WIDE_GAP * word.size
