"""Words to lines of text, and the lines of a cell to its text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from statistics import median

from extractor.model import Box, Word
from extractor.quick import quick

CUT_DATE = re.compile(r"\d{1,2}([/.])\d{1,2}\1(?:19|20)")  # its year is cut after the century
CUT_YEAR = re.compile(r"\d\d")
CUT_FIGURE = re.compile(r"^[-+(£$€]*\d{1,3}(?:,\d{3})*,\d{0,2}$")
WHOLE_FIGURE = re.compile(r"^[-+(£$€]*\d{1,3}(?:,\d{3})+(?:\.\d+)?[)%]*$")
SMALL_WORDS = frozenset(  # words of up to three letters that a line may start with
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "but",
        "by",
        "for",
        "if",
        "in",
        "is",
        "it",
        "no",
        "nor",
        "not",
        "of",
        "off",
        "on",
        "or",
        "out",
        "per",
        "so",
        "the",
        "to",
        "up",
        "via",
        "we",
        "yet",
        "you",
    ]
)
SAME_LINE = 0.5  # share of the lower word's height that must overlap for two words to share a line
HARD_HYPHEN = re.compile(r"\w[-‐/]$")  # a line that ends so was broken inside a compound: no space belongs there


@quick
@dataclass(frozen=True, slots=True)
class Line:
    """Words on one baseline, left to right."""

    words: tuple[Word, ...]
    box: Box

    @property
    def text(self) -> str:
        return " ".join([word.text for word in self.words])

    @property
    def middle(self) -> float:
        return (self.box.top + self.box.bottom) / 2

    @property
    def size(self) -> float:
        return max([word.size or word.box.bottom - word.box.top for word in self.words])


def letter_height(word: Word) -> float:
    """The font size, or the height of the box where the reader gives no size."""
    return word.size or (word.box.bottom - word.box.top)


def bounds(boxes: Iterable[Box]) -> Box:
    """The smallest box around all; raises ValueError for none."""
    found = iter(boxes)
    first = next(found, None)
    if first is None:
        raise ValueError("no boxes")
    x0, top, x1, bottom = first.x0, first.top, first.x1, first.bottom
    for box in found:  # many times as fast as four times min or max over three boxes
        if box.x0 < x0:
            x0 = box.x0
        if box.top < top:
            top = box.top
        if box.x1 > x1:
            x1 = box.x1
        if box.bottom > bottom:
            bottom = box.bottom
    return Box(x0, top, x1, bottom)


def middle_in(inner: Box, outer: Box) -> bool:
    """Whether the middle of a box lies in another."""
    x, y = (inner.x0 + inner.x1) / 2, (inner.top + inner.bottom) / 2
    return outer.x0 <= x <= outer.x1 and outer.top <= y <= outer.bottom


def text_lines(words: Sequence[Word]) -> list[Line]:
    """Lines from top to bottom. Raised and lowered marks stay on the line they belong to."""
    if len(words) == 1:
        return [Line(tuple(words), words[0].box)]
    groups: list[list[Word]] = []
    spans: list[tuple[float, float]] = []  # as many as there are groups
    boxes = [word.box for word in words]
    down = [(box.top + box.bottom, box.x0) for box in boxes]
    for place in sorted(range(len(words)), key=down.__getitem__):
        word, box = words[place], boxes[place]
        top, bottom = box.top, box.bottom
        height = bottom - top
        known = len(groups)
        for index in range(known - 1, known - 4 if known > 3 else -1, -1):
            high, low = spans[index]
            shared = (bottom if bottom < low else low) - (top if top > high else high)
            if shared > 0 and shared > SAME_LINE * (height if height < low - high else low - high):
                group = groups[index]
                group.append(word)
                if len(group) < 3:  # the first words fix the line; tall marks must not stretch it
                    spans[index] = (min(top, high), max(bottom, low))
                break
        else:
            groups.append([word])
            spans.append((top, bottom))
    lines = []
    for group in groups:
        group.sort(key=_across)
        lines.append(Line(tuple(group), bounds([word.box for word in group])))
    return sorted(lines, key=_line_down)


_across = attrgetter("box.x0")


def _line_down(line: Line) -> tuple[float, float]:
    box = line.box
    return box.top + box.bottom, box.x0


def cell_text(
    words: Sequence[Word], known: Collection[str] = (), room: float | None = None, guessed: bool = False
) -> str:
    """The text of a cell, lines joined by a newline, in the direction the text runs.

    Where `room`, the width for text in the cell, is given, a word that was broken only because it did not
    fit is put together again; `known` are the words of the page in lower case. Where the width is `guessed`, only
    the page shows that both parts are one word.
    """
    turned = [word for word in words if word.rotation not in (0, 180)]
    level = [word for word in words if word.rotation in (0, 180)] if turned else words
    parts = [_level_text(level, known, room, guessed)] if level else []
    if turned:
        parts.append(_turned_text(turned))
    return "\n".join(part for part in parts if part)


def _level_text(words: Sequence[Word], known: Collection[str], room: float | None, guessed: bool) -> str:
    if len(words) == 1:
        return words[0].text
    lines = text_lines(words)
    text = lines[0].text
    for above, below in pairwise(lines):
        whole = _broken_at_mark(above, below) or (room is not None and _broken_word(above, below, known, room, guessed))
        text += ("" if whole else "\n") + below.text
    return text


def _broken_at_mark(above: Line, below: Line) -> bool:
    """Whether the line break falls inside a compound, after its hard hyphen or slash, or in the year of a date."""
    if CUT_DATE.fullmatch(above.text) and CUT_YEAR.fullmatch(below.text):
        return True
    return bool(HARD_HYPHEN.search(above.words[-1].text)) and below.text[:1].isalnum()


def _broken_word(above: Line, below: Line, known: Collection[str], room: float, guessed: bool) -> bool:
    """Whether the line break falls inside a word that is wider than its cell.

    Such a word starts its line and fills it to the last letter; the rest is no word by itself, or both
    parts together are one that stands elsewhere on the page. A figure is put together only where its first
    part is none: thousands cut short.
    """
    if len(above.words) != 1 or above.box.x1 <= above.box.x0:  # letters of no width fill no cell
        return False
    first, second = above.words[0].text, below.words[0].text
    letter = (above.box.x1 - above.box.x0) / len(first)
    spare = (room - (above.box.x1 - above.box.x0)) / letter
    if spare > 2.5:
        return False
    if CUT_FIGURE.match(first):
        return not guessed and spare <= 1.2 and bool(WHOLE_FIGURE.match(first + second))
    if not (first.isalpha() and second.isalpha() and len(first) > 2):
        return False
    if not (second.islower() or (first.isupper() and second.isupper())):
        return False
    rest = second.lower()
    if rest in SMALL_WORDS:
        return False
    whole = (first + second).lower() in known
    return (whole and (spare <= 1.2 or rest not in known)) or (not guessed and len(rest) <= 3 and rest not in known)


def _turned_text(words: Sequence[Word]) -> str:
    """Text that runs up (270) or down (90): its lines stand side by side."""
    up = words[0].rotation == 270
    size = median(word.box.x1 - word.box.x0 for word in words)
    columns: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.box.x0, reverse=not up):
        if columns and abs(word.box.x0 - columns[-1][0].box.x0) < 0.6 * size:
            columns[-1].append(word)
        else:
            columns.append([word])
    return "\n".join(
        " ".join(w.text for w in sorted(column, key=lambda w: -w.box.bottom if up else w.box.top)) for column in columns
    )
