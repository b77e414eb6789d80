"""What headings look like in a document: bigger, bolder, coloured or white on a dark band."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple, TypeVar

from extractor.model import Word
from extractor.tables.lines import Line, letter_height

# A heading is this much larger than the body text, where size alone makes it one.
LARGER = 1.12
# Where a document sets headings in larger type than its body, be it by this much, bold lines as large as the
# body are labels. So many such headings make it a habit.
A_LITTLE_LARGER, HABIT = 1.04, 3
# Bold text smaller than this share of the body's size is a label or a note, not a heading.
SMALLEST = 0.8
# A paragraph of so many words is running text.
PROSE = 12
# A heading has at most so many words and lines.
MOST_WORDS, MOST_LINES = 16, 3
# Share of the letters of a line that must be bold for the line to be.
ALL = 0.9

LIST_ITEM = re.compile(r"^(?:[•‣▪●◦■□▫➢➤✓✔–—-]|o(?=\s)|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+\S")
NOTE = re.compile(
    r"^(?:please\s+note|notes?\b\s*\d*\s*[:.–-]|n\.?b\.?\b|(?:data\s+)?sources?\s*:|[*†‡§]|[¹²³⁰⁴-⁹])", re.I
)
CAPTION = re.compile(r"^(?:table|figure|fig\.|chart|graph|map)\s+[A-Z]?\d+[a-z]?\b", re.I)
CONTENTS = re.compile(r"(?:\.\s?){4,}\s*\d+\s*$")
SENTENCES = re.compile(r"[a-z)]\.\s+[A-Z]")
ADDRESS = re.compile(r"@|https?:|www\.|\d{5,}")


class Style(NamedTuple):
    """How a line looks. `size` in points, to the half; `band` for light text, which stands on a dark band."""

    size: float
    bold: bool
    colour: str
    band: bool


def style_of(line: Line) -> Style:
    """The style of most of a line's letters; bold only where nearly all of it is."""
    first = line.words[0]
    size, bold, colour = letter_height(first), first.bold, first.colour
    if not _alike(line.words):
        letters = sum(len(w.text) for w in line.words)
        bold = sum(len(w.text) for w in line.words if w.bold) >= ALL * letters
        size = _most((letter_height(w), len(w.text)) for w in line.words)
        colour = _most((w.colour, len(w.text)) for w in line.words)
    return Style(round(size * 2) / 2, bold, colour if is_hue(colour) else "", is_light(colour))


def _alike(words: Sequence[Word]) -> bool:
    first = words[0]
    for word in words:
        if word.size != first.size or word.bold != first.bold or word.colour != first.colour:
            return False
    return bool(first.size) or len({letter_height(word) for word in words}) == 1


Value = TypeVar("Value", float, str)


def _most(counted: Iterable[tuple[Value, int]]) -> Value:
    total: Counter[Value] = Counter()
    for value, count in counted:
        total[value] += count
    return total.most_common(1)[0][0]


def body_style(texts: Iterable[tuple[Style, str]]) -> Style:
    """The style that most letters of the running text have.

    Sentences decide, in regular type; where there are hardly any, all regular text does.
    """
    prose: Counter[Style] = Counter()
    regular: Counter[Style] = Counter()
    for style, text in texts:
        if style.bold or style.band or NOTE.match(text):
            continue
        regular[style] += len(text)
        if len(text.split()) >= PROSE:
            prose[style] += len(text)
    for letters in (prose, regular):
        if letters:
            return letters.most_common(1)[0][0]
    return Style(0.0, False, "", False)


def stands_out(style: Style, body: Style) -> bool:
    """Whether text that looks so is set apart from the body text in the way headings are."""
    if style.size >= LARGER * body.size:
        return True
    if style.size < SMALLEST * body.size:
        return False
    return (style.bold and not body.bold) or style.band or (bool(style.colour) and style.colour != body.colour)


def reads_like_heading(text: str, style: Style, body: Style) -> bool:
    """Whether the words can be those of a heading."""
    words = text.split()
    if len(words) > MOST_WORDS or sum(c.isalpha() for c in text) < 3:
        return False
    if NOTE.match(text) or CAPTION.match(text):
        return False
    if CONTENTS.search(text) or ADDRESS.search(text) or SENTENCES.search(text):
        return False
    if text[0] in "•‣▪●◦■□–—-" or text[-1] in ".;,":
        return False
    if text[-1] == ":" and style.size < LARGER * body.size and not style.band:
        return False  # leads in to what follows
    return text[0].isupper() or text[0].isdigit() or text[0] in "‘“'\"(£" or style.size >= LARGER * body.size


def is_label(style: Style, body: Style) -> bool:
    """Whether text that stands out does so without larger type or a band."""
    return style.size < A_LITTLE_LARGER * body.size and not style.band


def rank(styles: Iterable[Style]) -> dict[Style, int]:
    """Levels from 1 for the outermost: by size, then band, weight and colour."""
    ordered = sorted(set(styles), key=lambda s: (-s.size, not s.band, not s.bold, not s.colour, s.colour))
    return {style: level for level, style in enumerate(ordered, start=1)}


@cache
def is_hue(colour: str) -> bool:
    """Whether a "#rrggbb" is a colour rather than black, grey or white."""
    parts = _parts(colour)
    return bool(parts) and max(parts) - min(parts) > 40


@cache
def is_light(colour: str) -> bool:
    """Whether text of this colour would not show on white paper."""
    parts = _parts(colour)
    return bool(parts) and min(parts) > 225


def _parts(colour: str) -> tuple[int, ...]:
    if len(colour) != 7:
        return ()
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))
