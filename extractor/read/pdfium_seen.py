"""Whether text shows: the page is drawn with it and without it, and what makes no difference is not seen."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Collection
from typing import NamedTuple

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

from extractor.read import pdfium_calls as pdfium
from extractor.read.pdfium_bulk import answers
from extractor.read.seen import Drawing, Shapes, letter_boxes, suspects
from extractor.read.words import SMALLEST, Glyphs, is_blank

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Picture = NDArray[np.uint32]

# Pixels to a point: the stem of a letter of 5 points then fills a pixel. Large sheets get fewer.
FINE, MOST_PIXELS = 2.0, 6_000_000
# A pixel that changes by less than this (of 255, in any colour) does not look different; the palest grey that can be
# read on white (#e8e8e8) changes it by more.
DIFFERS = 18
# Ink that must show of a letter or digit, in square ems: the thinnest ones, i and l, have 0.06, so half of these.
SHOWS = 0.03
# Times that text over other doubtful text is drawn anew; overlays deeper than that are no page to read.
MOST_LAYERS = 6
# So many points away no page reaches.
FAR = 1e6
# A pattern of tiles; steps between these that are finer than this, in points, make a drawing that never ends.
_TILES, _STEP, _FINEST, _AROUND = re.compile(rb"/PatternType\s*1\b"), re.compile(rb"/[XY]Step\s*(-?[\d.]+)"), 0.5, 500
UNDRAWN = "whether all of its text shows could not be told, as it takes too long to draw"


def is_drawable(data: bytes) -> bool:
    """Whether the pages of a file can be drawn in reasonable time, as far as its patterns of tiles show."""
    for match in _TILES.finditer(data):
        said = data[max(match.start() - _AROUND, 0) : match.end() + _AROUND]
        steps = [abs(float(step)) for step in _STEP.findall(said) if step.count(b".") < 2 and step not in (b"-", b".")]
        if len(steps) < 2 or min(steps) < _FINEST:
            return False
    return True


class Canvas(NamedTuple):
    """A page that can be drawn, and its size in points."""

    page: pdfium.Handle
    size: tuple[float, float]


def unseen(canvas: Canvas, glyphs: Glyphs, objects: Integers, text: Drawing, shapes: Shapes) -> Flags | None:
    """Whether each glyph is hidden from a reader, None if none is. `objects` are the text objects of the runs."""
    doubtful = suspects(text, shapes) & glyphs.runs.visible
    if not doubtful.any():
        return None
    boxes = letter_boxes(glyphs)
    which = np.flatnonzero(doubtful[glyphs.run] & ~is_blank(glyphs.codes))
    if not len(which):
        return None
    if not min(canvas.size) > 0:
        return np.ones(len(glyphs.run), bool)  # a page without width or height shows nothing
    easel = _Easel(canvas, _around(boxes[which], canvas.size))
    hidden = np.zeros(len(glyphs.run), bool)
    for group in _layers(glyphs.run[which], boxes[which]):
        mine = which[np.isin(glyphs.run[which], group)]
        letters = np.array([chr(code).isalnum() for code in glyphs.codes[mine].tolist()])
        least = np.where(letters, SHOWS * glyphs.runs.size[glyphs.run[mine]] ** 2, 0.0)
        hidden[mine] = ~easel.shown(objects[group], boxes[mine], least)
        easel.put_back(objects[group][~np.logical_and.reduceat(hidden[mine], _firsts(glyphs.run[mine]))].tolist())
    easel.put_back(list(easel.modes))
    return hidden if hidden.any() else None


def hidden_runs(glyphs: Glyphs, hidden: Flags | None) -> Flags:
    """Which runs have nothing that shows; blanks that come alone are none."""
    gone = ~(glyphs.runs.visible & (glyphs.runs.size >= SMALLEST))
    if hidden is not None:
        ink = ~is_blank(glyphs.codes)
        some, shown = (np.bincount(glyphs.run[which], minlength=len(gone)) > 0 for which in (ink, ink & ~hidden))
        gone |= some & ~shown
    return gone & (np.bincount(glyphs.run, minlength=len(gone)) > 0)


def put_off(objects: Integers, others: Integers) -> None:
    """Move text objects far off their page; those that are also among the `others` stay."""
    for address in set(objects.tolist()) - set(others.tolist()):
        pdfium.move_object(address, 1, 0, 0, 1, FAR, FAR)


def _around(boxes: Floats, size: tuple[float, float]) -> tuple[float, float, float, float]:
    """The part of the page that the boxes take up."""
    x0, top = np.maximum(boxes[:, :2].min(axis=0), 0)
    x1, bottom = np.minimum(boxes[:, 2:].max(axis=0), size)
    return float(x0), float(top), float(x1), float(bottom)


def _firsts(run: Integers) -> Integers:
    return np.flatnonzero(np.concatenate(([True], run[1:] != run[:-1])))


def _layers(run: Integers, boxes: Floats) -> list[Integers]:
    """The runs in groups of such as do not lie over one another, those drawn first in the first."""
    firsts = _firsts(run)
    frames = np.hstack((np.minimum.reduceat(boxes[:, :2], firsts), np.maximum.reduceat(boxes[:, 2:], firsts)))
    level = np.zeros(len(firsts), np.int64)
    for at in range(1, len(firsts)):
        x0, top, x1, bottom = frames[at]
        earlier = frames[:at]
        over = (earlier[:, 0] < x1) & (earlier[:, 2] > x0) & (earlier[:, 1] < bottom) & (earlier[:, 3] > top)
        if over.any():
            level[at] = min(level[:at][over].max() + 1, MOST_LAYERS - 1)
    return [run[firsts[level == number]] for number in range(int(level.max()) + 1)]


class _Easel:
    """Draws part of a page, again and again, and sees what changes."""

    def __init__(self, canvas: Canvas, part: tuple[float, float, float, float]) -> None:
        (x0, top, x1, bottom), size = part, canvas.size
        area = max(x1 - x0, 1.0) * max(bottom - top, 1.0)
        fine = min(FINE, (MOST_PIXELS / area) ** 0.5)
        self.page = canvas.page
        self.whole = max(round(size[0] * fine), 1), max(round(size[1] * fine), 1)
        self.scale = self.whole[0] / size[0], self.whole[1] / size[1]
        self.left, self.top = int(x0 * self.scale[0]), int(top * self.scale[1])
        self.width = max(int(x1 * self.scale[0]) + 1 - self.left, 1)
        self.height = max(int(bottom * self.scale[1]) + 1 - self.top, 1)
        self.modes: dict[int, int] = {}
        self.before = self._draw()

    def shown(self, objects: Integers, boxes: Floats, least: Floats) -> Flags:
        """Whether at least so many square points of each glyph show; their text objects are taken off for that."""
        self.take_off(objects.tolist())
        changed = _changed(self.before, self._draw())
        rows = zip(boxes.tolist(), least.tolist(), strict=True)
        return np.fromiter((self._shows(changed, box, enough) for box, enough in rows), bool)

    def take_off(self, objects: list[int]) -> None:
        """Leave these objects out of the drawings to come."""
        handles = list(map(pdfium.Handle, objects))
        self.modes.update(zip(objects, answers(pdfium.text_mode, handles).tolist(), strict=True))
        for handle in handles:
            pdfium.set_text_mode(handle, pdfium.UNSEEN_TEXT)

    def put_back(self, objects: Collection[int]) -> None:
        """Let these objects stand on the page again."""
        for address in objects:
            pdfium.set_text_mode(pdfium.Handle(address), self.modes[address])

    def _shows(self, changed: Flags, box: list[float], least: float) -> bool:
        x0, y0 = int(box[0] * self.scale[0]) - self.left, int(box[1] * self.scale[1]) - self.top
        x1, y1 = int(box[2] * self.scale[0]) + 1 - self.left, int(box[3] * self.scale[1]) + 1 - self.top
        here = changed[max(y0, 0) : max(y1, 0), max(x0, 0) : max(x1, 0)]
        return bool(np.count_nonzero(here) >= max(least * self.scale[0] * self.scale[1], 1.0))

    def _draw(self) -> Picture:
        bitmap = raw.FPDFBitmap_CreateEx(self.width, self.height, raw.FPDFBitmap_BGRx, None, 0)
        if not bitmap:
            raise MemoryError("no room to draw a page in")
        try:
            raw.FPDFBitmap_FillRect(bitmap, 0, 0, self.width, self.height, 0xFFFFFFFF)
            handle = ctypes.cast(bitmap, pdfium.Handle)
            pdfium.render_page(handle, self.page, -self.left, -self.top, *self.whole, 0, 0)
            size = raw.FPDFBitmap_GetStride(bitmap) * self.height
            pixels = np.frombuffer(ctypes.string_at(raw.FPDFBitmap_GetBuffer(bitmap), size), np.uint32)
            return pixels.reshape(self.height, -1)
        finally:
            raw.FPDFBitmap_Destroy(bitmap)


def _changed(before: Picture, after: Picture) -> Flags:
    """Which pixels look different; most are the same in every bit, so that only the others are taken apart."""
    changed: Flags = before != after
    one, other = before[changed].view(np.uint8).reshape(-1, 4), after[changed].view(np.uint8).reshape(-1, 4)
    changed[changed] = np.abs(one[:, :3].astype(np.int16) - other[:, :3]).max(axis=1) >= DIFFERS
    return changed
