"""Which text a reader of the page may not see: a quick look that lets nothing hidden pass.

Text is hidden by its colour, by what is painted over it, by a clip, by a layer that is off. What it comes to in the
end only a drawing of the page tells, which takes long; so this room names the few pieces of text for which there is a
reason to draw it at all. Whoever has drawn the page has the last word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractor.model import Box
from extractor.read.words import ASCENT, DESCENT, Glyphs

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Integers = NDArray[np.int64]

# Colours that differ by less than this in every channel (of 255) may be one to the eye; readable light grey on white
# differs by 40 and more.
LIKE = 24
# From here on (of 255) a fill hides what is under it, and up to here text hardly shows.
SOLID, FAINT = 250, 32
# Of an em: how far the letters of a line reach over its foot, how far a clip may cut into them unsuspected, and how far
# a shape that is painted over them may.
CORE, CUT, MARGIN = 0.6, 0.08, 0.15
# Shapes that are compared with all the text of a page at once.
AT_ONCE = 512
# Before the first object is drawn there is paper; what is known to lie on nothing comes before that.
PAPER, NOTHING = -1, -2
_WHITE = 0xFFFFFF


class Shapes(NamedTuple):
    """Fills and images in points on the displayed page, each with its place in the order of drawing.

    `colour` is 0xrrggbb, -1 where it is not known or not one; `inner` are boxes that are filled with it all over, not
    numbers where there is none.
    """

    boxes: Floats
    order: Integers
    colour: Integers
    inner: Floats

    @classmethod
    def without_colour(cls, boxes: Floats, order: Integers) -> Shapes:
        return cls(boxes, order, np.full(len(boxes), -1), np.full((len(boxes), 4), np.nan))

    def of(self, which: Flags | slice) -> Shapes:
        return Shapes(self.boxes[which], self.order[which], self.colour[which], self.inner[which])


def joined_shapes(shapes: Sequence[Shapes]) -> Shapes:
    """All of them as one."""
    return Shapes(*map(np.concatenate, zip(*shapes, strict=True)))


def packed(colours: Sequence[str]) -> Integers:
    """Colours given as "#rrggbb" as numbers, -1 for an empty one."""
    values = {colour: int(colour[1:], 16) if colour else -1 for colour in set(colours)}
    return np.array([values[colour] for colour in colours], np.int64)


class Drawing(NamedTuple):
    """The runs of a page as they are drawn: when, in which colour and how opaque each is, and where it stands.

    `boxes` are those of the letters without what reaches under the line; `clips` go by the number of the run.
    """

    boxes: Floats
    size: Floats
    order: Integers
    colour: Integers
    opaque: Integers
    layered: Flags
    clips: Mapping[int, Box]


def run_boxes(glyphs: Glyphs) -> Floats:
    """The box of each run, of those that run level without what a font claims above and below its letters.

    Runs of which no glyph is left have none: not a number, so that they meet nothing.
    """
    runs = glyphs.runs
    if not len(glyphs.run):
        return np.full((len(runs.size), 4), np.nan)
    firsts = np.flatnonzero(np.concatenate(([True], glyphs.run[1:] != glyphs.run[:-1])))
    boxes = np.full((len(runs.size), 4), np.nan)
    low, high = np.minimum.reduceat(glyphs.boxes[:, :2], firsts), np.maximum.reduceat(glyphs.boxes[:, 2:], firsts)
    boxes[glyphs.run[firsts]] = np.hstack((low, high))
    level = (runs.rotation == 0) & (runs.size > 0)
    boxes[level, 1] = runs.y[level] - CORE * runs.size[level]
    boxes[level, 3] = runs.y[level]
    return boxes


def letter_boxes(glyphs: Glyphs) -> Floats:
    """The box of each glyph, of those that run level as high as letters are."""
    boxes, runs = glyphs.boxes.copy(), glyphs.runs
    level = (runs.rotation == 0)[glyphs.run]
    foot, size = runs.y[glyphs.run][level], runs.size[glyphs.run][level]
    boxes[level, 1], boxes[level, 3] = foot - ASCENT * size, foot + DESCENT * size
    return boxes


def suspects(text: Drawing, shapes: Shapes) -> Flags:
    """Whether there is a reason to doubt that a run shows."""
    found = text.layered | (text.opaque < FAINT)
    for at, clip in text.clips.items():
        found[at] |= _is_cut(text.boxes[at], text.size[at], clip)
    light = _alike(text.colour, np.full(len(text.colour), _WHITE))
    same = np.where(light, PAPER, NOTHING)  # when the last thing in the colour of the text was drawn under it
    other = np.full(len(same), NOTHING)  # when the last fill that sets it off was
    hearts = _hearts(text)
    for start in range(0, len(shapes.order), AT_ONCE):
        some = shapes.of(slice(start, start + AT_ONCE))
        which, over = _meeting(hearts, some.boxes)
        order = some.order[over]
        later = order > text.order[which]
        found[which[later]] = True
        which, over, order = which[~later], over[~later], order[~later]
        alike = _alike(text.colour[which], some.colour[over])
        np.maximum.at(same, which[alike], order[alike])
        apart = ~alike & _holds(some.inner[over], text.boxes[which])
        np.maximum.at(other, which[apart], order[apart])
    return found | (same > other)


def _is_cut(box: Floats, size: float, clip: Box) -> bool:
    x0, top, x1, bottom = box.tolist()
    room = CUT * size
    return bool(clip.x0 > x0 + room or clip.top > top + room or clip.x1 < x1 - room or clip.bottom < bottom - room)


def _alike(text: Integers, others: Integers) -> Flags:
    """Whether colours of text are nearly those beside them; what is unknown is like nothing."""
    near = (text >= 0) & (others >= 0)
    for shift in (16, 8, 0):
        near &= np.abs((text >> shift & 255) - (others >> shift & 255)) < LIKE
    return near


def _hearts(text: Drawing) -> Floats:
    """The boxes of runs without their margins: what reaches no further in leaves them to be read."""
    boxes = text.boxes.copy()
    for low, high in ((0, 2), (1, 3)):
        room = np.minimum(MARGIN * text.size, 0.4 * (boxes[:, high] - boxes[:, low]))
        boxes[:, low] += room
        boxes[:, high] -= room
    return boxes


def _meeting(text: Floats, shapes: Floats) -> tuple[Integers, Integers]:
    """Which boxes of text have a part in which of the others, pair by pair."""
    left, top, right, bottom = text.astype(np.float32).T[:, :, None]
    x0, y0, x1, y1 = shapes.astype(np.float32).T
    which, over = np.nonzero((top < y1) & (bottom > y0) & (left < x1) & (right > x0))
    return which, over


def _holds(shapes: Floats, text: Floats) -> Flags:
    """Whether boxes of text lie in the shapes beside them, give or take a point."""
    left, top, right, bottom = text.T
    x0, y0, x1, y1 = shapes.T
    found: Flags = (left >= x0 - 1) & (right <= x1 + 1) & (top >= y0 - 1) & (bottom <= y1 + 1)
    return found
