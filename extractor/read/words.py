"""Characters to words; shared by the PDF readers.

A PDF need not hold spaces, and may draw a word in pieces or twice. So characters are put together by where
they stand: those that follow one another along a line of text within a fraction of the letter height
are one word. A smaller digit after a number is a footnote mark: it becomes a superscript where it is raised, else it
stays a word of its own, for "226" with a mark 9 must never be read as 2269.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractor.model import Box, Word
from extractor.read.raised import Letters, Placed, find_marks, join_marks, loose_marks
from extractor.read.symbols import BLANK, LIGATURES, UNKNOWN

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Indices = NDArray[np.int64]
Codes = NDArray[np.uint32]

# All lengths below are in ems, that is, fractions of the font size.
# Gaps wider than this part words. In real reports kerning and letter spacing stay below 0.11 and word
# spaces begin at 0.16.
WORD_GAP = 0.14
# Characters set further back than this belong to another word.
BACK_STEP = 0.4
# A space narrower than this parts nothing.
NO_SPACE = 0.06
# Baselines further apart than this are different lines, or a raised or lowered mark.
BASELINE = 0.1
# A digit smaller than the digit beside it by more than this is a mark also where it is not raised.
SMALLER = 0.85
# The same character this near to itself is one, drawn twice for boldness.
TWICE = 0.12
# Letters spaced out for show: at most this far apart, and this evenly.
SPREAD, EVENLY = 0.6, 0.05
# Text smaller than this, in points, is a speck; and the share of its letters that hides a word.
SMALLEST, HIDDEN = 1.0, 0.5
# Letters drawn so much narrower than high, or flatter than wide, are a line; condensed type goes down to a half.
SQUEEZED = 0.1
# No page is larger than this many points.
_FAR = 1 << 17
# How far letters reach above and below the baseline: one box for all fonts, so that a line is even.
ASCENT, DESCENT = 0.79, 0.21

BOLD_NAME = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
# Text render modes of the PDF reference: outlines alone; nothing at all.
STROKE_ONLY, INVISIBLE = (1, 5), (3, 7)


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


class Runs(NamedTuple):
    """The runs of a page, column by column."""

    font: Sequence[str]
    size: Floats
    bold: Sequence[bool]
    rotation: Indices
    visible: Flags
    colour: Sequence[str]
    x: Floats
    y: Floats

    @classmethod
    def of(cls, runs: Sequence[Run]) -> Runs:
        """Runs given one by one."""
        font, size, bold, rotation, visible, colour, x, y = zip(*runs, strict=True) if runs else ((),) * 8
        return cls(
            font, np.array(size, float), bold, np.array(rotation, np.int64), np.array(visible, bool),
            colour, np.array(x, float), np.array(y, float),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The characters of a page in the order they are drawn, spaces included.

    `codes` are Unicode code points, `boxes` holds a row (x0, top, x1, bottom) for the advance box of each in
    points, `run` the index of its run.
    """

    codes: Codes
    boxes: Floats
    run: Indices
    runs: Runs

    def only(self, which: Flags) -> Glyphs:
        """Some of them."""
        return Glyphs(self.codes[which], self.boxes[which], self.run[which], self.runs)


def find_words(glyphs: Glyphs, width: float, height: float, hidden: Flags | None = None) -> list[Word]:
    """The words of a page of the given size, in the order they are drawn; `hidden` are glyphs that do not show."""
    blank = is_blank(glyphs.codes)
    ink = np.flatnonzero(~blank)
    if not len(ink):
        return []
    line = _Line(glyphs, ink, hidden)
    keep = line.not_drawn_twice()
    if not keep.all():
        ink = ink[keep]
        line = _Line(glyphs, ink, hidden)
    boxes = glyphs.boxes
    room = np.maximum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1])
    spaced = np.diff(np.cumsum(np.where(blank, room, 0.0))[ink])
    starts = np.concatenate(([0], np.flatnonzero(line.breaks(spaced)) + 1))
    line.settle(starts)
    return join_marks(_build(line, starts, glyphs.runs, width, height), loose_marks(line.placed(starts)))


def is_blank(codes: Codes) -> Flags:
    """Whether each code point shows nothing, such as spaces."""
    found: Flags = BLANK[np.minimum(codes, len(BLANK) - 1)]
    return found


def squeezed(a: Any, b: Any, c: Any, d: Any) -> Any:
    """Whether text in this matrix, or in each of these, is drawn as a line that nobody can read."""
    return abs(a * d - b * c) < SQUEEZED * (a * a + b * b + c * c + d * d)


class _Line:
    """Glyphs seen along their own direction of reading: from `start` to `end` on the line `across`."""

    def __init__(self, glyphs: Glyphs, ink: Indices, hidden: Flags | None = None) -> None:
        self.codes, self.run = glyphs.codes[ink], glyphs.run[ink]
        boxes, runs = glyphs.boxes[ink], glyphs.runs
        # The letters of a ligature come with the one box that they share.
        shared = (boxes[1:] == boxes[:-1]).all(axis=1) & (self.run[1:] == self.run[:-1])
        self.piece = np.concatenate(([False], shared))
        angle = runs.rotation
        self.size, self.angle = runs.size[self.run], angle[self.run]
        self.visible = (runs.visible & (runs.size >= SMALLEST))[self.run]
        self.hidden = None if hidden is None else hidden[ink]
        if not angle.any():
            self.across = runs.y[self.run]
            self.start, self.end = boxes[:, 0], boxes[:, 2]
        else:
            cos, sin = np.cos(np.radians(angle)).round(6), np.sin(np.radians(angle)).round(6)
            self.across = (runs.y * cos - runs.x * sin)[self.run]
            self._project(boxes, cos[self.run], sin[self.run])
        self.boxes = self._even(boxes)

    def _project(self, boxes: Floats, cos: Floats, sin: Floats) -> None:
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

    def _even(self, boxes: Floats) -> Floats:
        """The boxes with the same reach above and below the baseline whatever the letter."""
        up, down = self.across - ASCENT * self.size, self.across + DESCENT * self.size
        boxes = boxes.copy()
        if not self.angle.any():
            boxes[:, 1], boxes[:, 3] = up, down
            return boxes
        # Which sides are the head and the foot of a letter that is turned so, and whether they run backwards.
        for angle, first, last, backwards in (
            (0, 1, 3, False),
            (90, 0, 2, True),
            (180, 1, 3, True),
            (270, 0, 2, False),
        ):
            where = self.angle == angle
            boxes[where, first] = -down[where] if backwards else up[where]
            boxes[where, last] = -up[where] if backwards else down[where]
        return boxes

    def not_drawn_twice(self) -> Flags:
        """False for each glyph that repeats an earlier one at almost the same place."""
        keep = np.ones(len(self.codes), bool)
        order = self._by_place()
        codes, start, across = self.codes[order], self.start[order], self.across[order]
        for step in (1, 2):
            near = TWICE * self.size[order[:-step]]
            same = np.flatnonzero(
                (codes[:-step] == codes[step:])
                & (np.abs(start[:-step] - start[step:]) < near)
                & (np.abs(across[:-step] - across[step:]) < near)
            )
            again, first = np.maximum(order[same], order[same + step]), np.minimum(order[same], order[same + step])
            shown = self.visible if self.hidden is None else self.visible & ~self.hidden
            again = np.where(shown[again] & ~shown[first], first, again)  # what is covered and written anew shows
            keep[again[~self.piece[again]]] = False
        # A letter of a ligature goes where its first letter goes.
        return keep[np.maximum.accumulate(np.where(self.piece, 0, np.arange(len(keep))))]

    def _by_place(self) -> Indices:
        """Indices of the glyphs sorted by code, line and place on it, all three packed into one number: that takes a
        third of the time of sorting by three. Places further out than a page can be count as its edge."""
        line = np.clip(self.across, -_FAR, _FAR).round().astype(np.int64) + _FAR
        place = (np.clip(self.start, -_FAR, _FAR) * 16).astype(np.int64) + 16 * _FAR
        packed = (self.codes.astype(np.int64) << 42) | (line << 23) | place
        return np.argsort(packed, kind="stable")

    def breaks(self, spaced: Floats) -> Flags:
        """Whether a word ends between each glyph and the next; `spaced` is the white space drawn there."""
        one, two = slice(None, -1), slice(1, None)
        large = np.maximum(self.size[one], self.size[two])
        small = np.minimum(self.size[one], self.size[two])
        gap = self.start[two] - self.end[one]
        digit = (self.codes >= 48) & (self.codes <= 57)
        apart = (gap > WORD_GAP * large) & ~self._spread(gap, spaced, digit)
        joined = self._raise_marks(gap)
        ends: Flags = (
            apart
            | (spaced > NO_SPACE * large)
            | (gap < -BACK_STEP * large)
            | (np.abs(self.across[one] - self.across[two]) > BASELINE * large)
            | (self.angle[one] != self.angle[two])
            | (self.visible[one] != self.visible[two])
            | self._hides(one, two)
            | (digit[one] & digit[two] & (small < SMALLER * large))
        )
        ends[joined] = spaced[joined] > NO_SPACE * large[joined]
        return ends & ~self.piece[two]

    def _raise_marks(self, gap: Floats) -> list[int]:
        """Write raised digits as superscripts; returns the places between a mark and the word that it belongs to."""
        same = (self.angle[:-1] == self.angle[1:]) & (self.visible[:-1] == self.visible[1:])
        codes, joined = find_marks(Letters(self.codes, self.size, self.across, gap, same))
        if codes:
            self.codes = self.codes.copy()
            self.codes[list(codes)] = list(codes.values())
        return joined

    def _hides(self, one: slice, two: slice) -> Flags | bool:
        """Whether of two runs that touch one is hidden and the other is not."""
        if self.hidden is None:
            return False
        apart: Flags = (self.hidden[one] != self.hidden[two]) & (self.run[one] != self.run[two])
        return apart

    def settle(self, starts: Indices) -> None:
        """Let words be visible or not as a whole, by what most of their letters are.

        A digit that is hidden within a figure that shows is marked unknown: half a figure is none.
        """
        if self.hidden is None:
            return
        letter = np.array([chr(code).isalnum() for code in self.codes.tolist()])
        weight = np.where(np.logical_or.reduceat(letter, starts)[self._word(starts)], letter, True)
        share = np.add.reduceat(weight & self.hidden, starts) / np.add.reduceat(weight, starts)
        gone = (share >= HIDDEN)[self._word(starts)]
        self.visible = self.visible & ~gone
        self.codes = np.where(self.hidden & ~gone & (self.codes >= 48) & (self.codes <= 57), ord(UNKNOWN), self.codes)

    def placed(self, starts: Indices) -> Placed:
        """Where the words stand that begin at these glyphs."""
        lengths = np.diff(np.append(starts, len(self.codes)))
        level = (self.angle == 0) & self.visible
        first, last = starts, starts + lengths - 1
        return Placed(
            self.codes[first], lengths, self.size[first], self.across[first], self.start[first], self.end[last],
            level[first],
        )  # fmt: skip

    def _word(self, starts: Indices) -> Indices:
        """The number of the word that each glyph is in."""
        return np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(self.codes))))

    def _spread(self, gap: Floats, spaced: Floats, digit: Flags) -> Flags:
        """Pairs of letters that only stand apart because their whole run is spaced out. Never digits."""
        size = self.size[1:]
        pair = (self.run[1:] == self.run[:-1]) & (spaced == 0) & ~digit[1:] & ~digit[:-1]
        wide = pair & (gap > WORD_GAP * size) & (gap < SPREAD * size)
        spread = np.zeros(len(gap), bool)
        count = np.bincount(self.run[1:][pair], minlength=int(self.run.max()) + 1)
        far = np.bincount(self.run[1:][wide], minlength=len(count))
        for run in np.flatnonzero((far >= 4) & (far > 0.6 * count)).tolist():
            here = np.flatnonzero(pair & (self.run[1:] == run))
            usual = float(np.median(gap[here]))
            spread[here] = np.abs(gap[here] - usual) < EVENLY * size[here]
        return spread


def _build(line: _Line, starts: Indices, runs: Runs, width: float, height: float) -> list[Word]:
    text = line.codes.tobytes().decode("utf-32-le", "replace")
    first = starts.tolist()
    parts = [text[start:end] for start, end in zip(first, [*first[1:], len(text)], strict=True)]
    if not text.isascii():
        parts = [part.translate(LIGATURES) for part in parts]
    low = np.minimum.reduceat(line.boxes[:, :2], starts)
    high = np.maximum.reduceat(line.boxes[:, 2:], starts)
    inside = (high > 0).all(axis=1) & (low[:, 0] < width) & (low[:, 1] < height)
    corners = np.hstack((low, high)).round(3).T.tolist()
    which = line.run[starts]
    run = which.tolist()
    return list(
        map(
            Word,
            parts,
            map(Box, *corners),
            [runs.font[at] for at in run],
            runs.size[which].tolist(),
            [runs.bold[at] for at in run],
            runs.rotation[which].tolist(),
            (line.visible[starts] & inside).tolist(),
            [runs.colour[at] for at in run],
        )
    )


def nearest_angle(x: float, y: float) -> int:
    """The direction (x, y), y downwards, in whole degrees clockwise; snapped to upright within 2 degrees."""
    angle = round(math.degrees(math.atan2(y, x))) % 360
    right = round(angle / 90) * 90
    return right % 360 if abs(angle - right) <= 2 else angle
