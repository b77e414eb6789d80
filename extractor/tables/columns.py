"""Columns that no rule shows: rivers of white space that run down through lines of text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from statistics import median

from extractor.model import Box, Word
from extractor.quick import quick
from extractor.tables.figures import is_figure, is_year
from extractor.tables.lines import Line, letter_height

# A gap wider than this share of the font size is not a word space: those are 0.2 to 0.33 in text that is
# not justified.
CHUNK_GAP = 0.48
# In a font of one width a blank is as wide as a letter; this many letters are more than one blank. Figures a blank
# apart are two columns all the same: a typewriter has no narrower way to set them.
FIXED_GAP = 1.5
DASHES = frozenset("-–—‒−")
RANGE_GAP = 1.2  # font sizes of white after the dash of a range
FIXED = re.compile(r"courier|mono(?!type)|consol|typewriter|cmtt|letter ?gothic|terminal|menlo|code|fixed", re.I)
# How wide a river has to be, in font sizes, by how many lines show it: few lines may leave a gap at the
# same place by accident.
RIVER_WIDTH = ((12, 0.25), (6, 0.35), (4, 0.5), (3, 0.75), (2, 1.0), (1, 1.5))
SAME_EDGE = 1.0  # points
CLEAR = 0.65  # share of the lines with text on both sides that must show a river as more than a word space
CROSSINGS = 15  # one line in so many may run over a river (a long label with no figures beside it)


@quick
@dataclass(frozen=True, slots=True)
class Chunk:
    """Words of one line with nothing wider than a word space between them."""

    words: tuple[Word, ...]
    x0: float
    x1: float

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def figure(self) -> bool:
        return is_figure(self.text)


@dataclass(frozen=True, slots=True)
class River:
    """White space between two columns, from x `start` to x `end`."""

    start: float
    end: float


def chunks(line: Line) -> list[Chunk]:
    """The line cut at every gap that is wider than a word space."""
    words = line.words
    found: list[Chunk] = []
    start, last = 0, words[0]
    x0, right = last.box.x0, last.box.x1
    x1 = right  # of the chunk; `right` is that of all words so far
    for at in range(1, len(words)):
        word = words[at]
        box = word.box
        gap = box.x0 - right
        if gap > 0 and gap > _word_space(last, word, gap) and not _goes_on(words[start:at], word):
            found.append(Chunk(words[start:at], x0, x1))
            start, x0, x1 = at, box.x0, box.x1
        else:
            x0 = box.x0 if box.x0 < x0 else x0
            x1 = box.x1 if box.x1 > x1 else x1
        right = box.x1 if box.x1 > right else right
        last = word
    found.append(Chunk(words[start:], x0, x1))
    return found


def _goes_on(group: Sequence[Word], word: Word) -> bool:
    """Whether a group ends in the dash of a range that the next figure closes: "1.35 -  1.42"."""
    if len(group) < 2 or group[-1].text not in DASHES or word.text in DASHES:
        return False
    near = word.box.x0 - group[-1].box.x1 <= RANGE_GAP * letter_height(word)
    return near and is_figure(group[-2].text) and is_figure(word.text)


def _word_space(left: Word, right: Word, gap: float) -> float:
    """The widest gap that is a blank between two words, in points; `gap` itself where it surely is one."""
    high, low = letter_height(right), letter_height(left) * 1.6
    space = CHUNK_GAP * (low if low < high else high)
    if gap <= space:
        return gap
    if left.font == right.font and _fixed_pitch(left.font) and not (is_figure(left.text) and is_figure(right.text)):
        letter = max((w.box.x1 - w.box.x0) / len(w.text) for w in (left, right))
        return max(space, FIXED_GAP * letter)
    return space


@lru_cache(maxsize=1000)
def _fixed_pitch(font: str) -> bool:
    """Whether all letters of a font have one width, by its name."""
    return bool(FIXED.search(font))


def data_rows(rows: Sequence[Sequence[Chunk]]) -> list[Sequence[Chunk]]:
    """The lines that show the columns best: several chunks, a figure among them if any line has one."""
    several = [row for row in rows if len(row) >= 2]
    figures = [row for row in several if any(chunk.figure for chunk in row) and not any(map(_touching_years, row))]
    return figures if len(figures) >= 2 and len(figures) >= 0.3 * len(several) else several


def _touching_years(chunk: Chunk) -> bool:
    """Whether a chunk is several years, no wider apart than words: headings of columns narrower than they are."""
    return len(chunk.words) > 1 and all(is_year(word.text) for word in chunk.words)


def find_rivers(rows: Sequence[Sequence[Chunk]], size: float, least: int = 1) -> list[River]:
    """Rivers between the columns of these lines, left to right. `size` is the font size in points.

    No word may stand in a river, and most lines must show it wider than a word space: in a narrow table
    the odd line comes within a word space of the next column.
    """
    data = data_rows(rows)
    if not data:
        return []
    found = []
    for start, end in _bare(data, len(data) // CROSSINGS):
        middle = (start + end) / 2
        both = [row for row in data if row[0].x0 < middle < max(c.x1 for c in row)]
        clear = sum(1 for row in both if not any(c.x0 < middle < c.x1 for c in row))
        wide = clear >= CLEAR * len(both) and end - start >= _width_needed(max(clear, 1)) * size
        if clear >= least and (wide or _one_left_edge(both, middle)):
            found.append(River(start, end))
    return found


def _one_left_edge(rows: Sequence[Sequence[Chunk]], middle: float) -> bool:
    """Whether the text right of `middle` starts at one place on nearly every line: a narrow column."""
    right = [[w.box.x0 for c in row for w in c.words if w.box.x0 >= middle] for row in rows]
    starts = [min(xs) for xs in right if xs]
    usual = median(starts) if starts else 0.0
    return len(starts) >= 4 and sum(abs(x - usual) <= SAME_EDGE for x in starts) >= 0.85 * len(starts)


def _width_needed(lines: int) -> float:
    return next(width for least, width in RIVER_WIDTH if lines >= least)


def _bare(data: Sequence[Sequence[Chunk]], allowed: int) -> list[tuple[float, float]]:
    """Intervals in which words of at most `allowed` lines stand."""
    words = [box for row in data for c in row for box in _solid(c)]
    events = sorted((x, step) for b in words for x, step in ((b.x0, 1), (b.x1, -1)))
    left, right = events[0][0], events[-1][0]
    found: list[tuple[float, float]] = []
    depth = 0
    open_at = left
    for x, step in events:
        before, depth = depth, depth + step
        if before > allowed >= depth:
            open_at = x
        elif before <= allowed < depth and left < open_at < x < right:
            found.append((open_at, x))
    return found


def _solid(chunk: Chunk) -> list[Box]:
    """What of a chunk no river runs through: each word, and a range or "26 of 36" as a whole."""
    joined = any(w.text in DASHES or w.text in ("of", "to") for w in chunk.words[1:-1])
    if joined and chunk.figure:
        return [Box(chunk.x0, chunk.words[0].box.top, chunk.x1, chunk.words[0].box.bottom)]
    return [w.box for w in chunk.words]


def boundaries(rivers: Sequence[River], rows: Sequence[Sequence[Chunk]]) -> list[float]:
    """Where in each river the column ends: where the fewest of all texts and then words, headings too, are cut."""
    found = []
    for river in rivers:
        crossing = [c for row in rows for c in row if c.x1 > river.start and c.x0 < river.end]
        words = [w.box for c in crossing for w in c.words if w.box.x1 > river.start and w.box.x0 < river.end]
        stops = sorted({river.start, river.end, *(x for box in words for x in (box.x0, box.x1))})
        stops = [x for x in stops if river.start <= x <= river.end]
        best = (len(rows) + 1, 0, 0.0, (river.start + river.end) / 2)
        for a, b in pairwise(stops):
            middle = (a + b) / 2
            cut = sum(1 + c.figure for c in crossing if c.x0 < middle < c.x1)  # a heading may stand over two columns
            through = sum(1 for box in words if box.x0 < middle < box.x1)
            best = min(best, (cut, through, a - b, middle))
        found.append(best[3])
    return found


def typical_size(words: Sequence[Word]) -> float:
    """Median font size."""
    return median(letter_height(word) for word in words)
