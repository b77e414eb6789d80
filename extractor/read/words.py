"""Characters to words; shared by the PDF readers.

A PDF need not hold spaces, and may draw a word in pieces or twice. So characters are put together by where
they stand: those that follow one another along a line of text within a fraction of the letter height
are one word. A smaller raised digit after a number is a footnote mark and stays a word of its own, for
"226" with a mark 9 must never be read as 2269.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractor.model import Box, Word
from extractor.read.symbols import HIDDEN, LIGATURES

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

# All lengths below are in ems, that is, fractions of the font size.
# Gaps wider than this part words. Kerning stays below 0.1; the narrowest word spaces seen are 0.19.
WORD_GAP = 0.16
# Characters set further back than this belong to another word, or to the same one drawn again.
BACK_STEP = 0.4
# Pieces of one word that were not drawn one after the other must stand this near to be joined.
TOUCH = 0.06
# Baselines further apart than this are different lines, or a raised or lowered mark.
BASELINE = 0.1
# A digit smaller than its neighbour by more than this is a mark also where it is not raised.
SMALLER = 0.85
# The same character this near to itself is one, drawn twice for boldness.
TWICE = 0.12
BOLD_NAME = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
# Text render modes of the PDF reference: outlines alone; nothing at all.
STROKE_ONLY, INVISIBLE = (1, 5), (3, 7)
# How far letters reach above and below the baseline: one box for all fonts, so that a line is even.
ASCENT, DESCENT = 0.79, 0.21


class Run(NamedTuple):
    """What neighbouring characters share. `x`, `y` is a point of the baseline on the displayed page."""

    font: str
    size: float
    bold: bool
    rotation: int
    visible: bool
    colour: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The characters of a page in the order they are drawn, spaces included.

    `text` has one character per glyph, `boxes` a row (x0, top, x1, bottom) of its advance box in points,
    `run` the index of its run.
    """

    text: str
    boxes: Floats
    run: NDArray[np.int64]
    runs: Sequence[Run]


def find_words(glyphs: Glyphs, width: float, height: float) -> list[Word]:
    """The words of a page of the given size, in the order they are drawn."""
    if not glyphs.runs:
        return []
    blank = np.fromiter(map(_is_blank, glyphs.text), bool, len(glyphs.text))
    ink = np.flatnonzero(~blank)
    if not len(ink):
        return []
    line = _Line(glyphs, ink)
    keep = line.not_drawn_twice()
    if not keep.all():
        ink = ink[keep]
        line = _Line(glyphs, ink)
    extent = np.maximum(glyphs.boxes[:, 2] - glyphs.boxes[:, 0], glyphs.boxes[:, 3] - glyphs.boxes[:, 1])
    spaced = np.diff(np.cumsum(np.where(blank, extent, 0.0))[ink])
    starts = np.concatenate(([0], np.flatnonzero(line.breaks(spaced)) + 1))
    text = "".join(map(glyphs.text.__getitem__, ink.tolist()))
    return _join_touching(_build(text, line, starts, glyphs.runs, width, height))


class _Line:
    """Glyphs seen along their own direction of reading: from `start` to `end` on the line `across`."""

    def __init__(self, glyphs: Glyphs, ink: NDArray[np.int64]) -> None:
        self.codes = np.frombuffer(glyphs.text.encode("utf-32-le", "surrogatepass"), np.uint32)[ink]
        self.run = glyphs.run[ink]
        boxes = glyphs.boxes[ink]
        runs = glyphs.runs
        # The letters of a ligature come with the one box that they share.
        self.piece = np.concatenate(([False], (boxes[1:] == boxes[:-1]).all(axis=1) & (np.diff(self.run) == 0)))
        angle = np.array([r.rotation for r in runs])
        size = np.array([r.size for r in runs])
        x, y = np.array([r.x for r in runs]), np.array([r.y for r in runs])
        cos, sin = np.cos(np.radians(angle)).round(6), np.sin(np.radians(angle)).round(6)
        self.angle, self.size = angle[self.run], size[self.run]
        self.visible = np.array([r.visible for r in runs])[self.run]
        self.across = (y * cos - x * sin)[self.run]
        cos, sin = cos[self.run], sin[self.run]
        wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
        middle = ((boxes[:, 0] + boxes[:, 2]) * cos + (boxes[:, 1] + boxes[:, 3]) * sin) / 2
        flat = np.abs(cos) >= np.abs(sin)
        # On a slant the box of a letter also holds a share of its height, which is not advance.
        advance = np.where(
            flat,
            (wide - self.size * np.abs(sin)) / np.where(flat, np.abs(cos), 1),
            (high - self.size * np.abs(cos)) / np.where(flat, 1, np.abs(sin)),
        )
        self.start, self.end = middle - advance / 2, middle + advance / 2
        self.boxes = self._even(boxes, cos, sin)

    def _even(self, boxes: Floats, cos: Floats, sin: Floats) -> Floats:
        """The boxes with the same reach above and below the baseline whatever the letter."""
        upright = np.abs(sin) < 1e-3
        sideways = np.abs(cos) < 1e-3
        above = self.across - ASCENT * self.size
        below = self.across + DESCENT * self.size
        boxes = boxes.copy()
        for where, sign, low in ((upright, cos, 1), (sideways, -sin, 0)):
            first, last = np.where(sign > 0, above, -below), np.where(sign > 0, below, -above)
            boxes[where, low] = first[where]
            boxes[where, low + 2] = last[where]
        return boxes

    def not_drawn_twice(self) -> Flags:
        """False for each glyph that repeats an earlier one at almost the same place."""
        keep = np.ones(len(self.codes), bool)
        order = np.lexsort((self.start, np.round(self.across), self.codes))
        for step in (1, 2):
            first, second = order[:-step], order[step:]
            near = TWICE * self.size[first]
            same = (
                (self.codes[first] == self.codes[second])
                & (np.abs(self.start[first] - self.start[second]) < near)
                & (np.abs(self.across[first] - self.across[second]) < near)
                & (self.angle[first] == self.angle[second])
            )
            again = np.maximum(first[same], second[same])
            keep[again[~self.piece[again]]] = False
        # A letter of a ligature goes where its first letter goes.
        return keep[np.maximum.accumulate(np.where(self.piece, 0, np.arange(len(keep))))]

    def breaks(self, spaced: Floats) -> Flags:
        """Whether a word ends between each glyph and the next; `spaced` is the white space drawn there."""
        one, two = slice(None, -1), slice(1, None)
        large = np.maximum(self.size[one], self.size[two])
        small = np.minimum(self.size[one], self.size[two])
        gap = self.start[two] - self.end[one]
        shift = np.abs(self.across[one] - self.across[two])
        digit = (self.codes >= 48) & (self.codes <= 57)
        mark = digit[one] & digit[two] & (small < SMALLER * large)
        return ~self.piece[two] & (
            (spaced > TOUCH * large)
            | (gap > WORD_GAP * large)
            | (gap < -BACK_STEP * large)
            | (shift > BASELINE * large)
            | (self.angle[one] != self.angle[two])
            | (self.visible[one] != self.visible[two])
            | mark
        )


def _build(
    text: str, line: _Line, starts: NDArray[np.int64], runs: Sequence[Run], width: float, height: float
) -> list[Word]:
    ends = np.append(starts[1:], len(text)).tolist()
    low = np.minimum.reduceat(line.boxes[:, :2], starts)
    high = np.maximum.reduceat(line.boxes[:, 2:], starts)
    inside = (high[:, 0] > 0) & (high[:, 1] > 0) & (low[:, 0] < width) & (low[:, 1] < height)
    corners = np.hstack((low, high)).round(3).tolist()
    words = []
    for start, end, corner, shown, run in zip(
        starts.tolist(), ends, corners, inside.tolist(), line.run[starts].tolist(), strict=True
    ):
        font, size, bold, rotation, visible, colour, _, _ = runs[run]
        part = text[start:end]
        if not part.isascii():
            part = part.translate(LIGATURES)
        words.append(Word(part, Box(*corner), font, size, bold, rotation, visible and shown, colour))
    return words


def _is_blank(character: str) -> bool:
    return character.isspace() or character in HIDDEN


def _join_touching(words: list[Word]) -> list[Word]:
    """Join the pieces of words whose pieces were not drawn one after the other."""
    return words


def nearest_angle(x: float, y: float) -> int:
    """The direction (x, y), y downwards, in whole degrees clockwise; snapped to upright within 2 degrees."""
    angle = round(math.degrees(math.atan2(y, x))) % 360
    right = round(angle / 90) * 90
    return right % 360 if abs(angle - right) <= 2 else angle
