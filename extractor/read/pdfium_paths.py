"""The paths and images of a page, read from pdfium."""

from __future__ import annotations

import ctypes
import math
from itertools import repeat

import numpy as np

from extractor.model import Box
from extractor.read import pdfium_calls as pdfium
from extractor.read.paths import THIN, Ink, Paint, Point
from extractor.read.pdfium_text import Matrix
from extractor.read.pdfium_text import Paint as Colours

# Path segments looked at on one page. Dense charts have 5,000; maps and scanned drawings have hundreds
# of thousands, none of which belongs to a table.
MOST_SEGMENTS = 60_000
MOST_OBJECTS = 150_000
# A path of many segments in so small a box is a marker or an icon; its points tell nothing more.
MARKER_SEGMENTS, MARKER_SIZE = 8, 12.0
DEEPEST = 12


def read_objects(page: int, view: Matrix, width: float, height: float) -> tuple[Ink, list[Box], list[str]]:
    """What is drawn on a page, the boxes of its images, and notes on what was left out."""
    reader = _Reader(width, height)
    reader.objects(pdfium.get_object, pdfium.count_objects(page), page, view, 0)
    notes = []
    if reader.skipped:
        notes.append(f"{reader.skipped} drawn shapes were left out: more than {MOST_SEGMENTS} path segments")
    return reader.ink, reader.images, notes


class _Reader:
    """Reads the objects of one page; holds the buffers that pdfium writes into."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self.ink = Ink()
        self.images: list[Box] = []
        self.left = MOST_SEGMENTS
        self.seen = 0
        self.skipped = 0
        self.colours = Colours()
        self.floats = np.zeros(6, np.float32)
        start = self.floats.ctypes.data
        self.at = (start, start + 4, start + 8, start + 12)
        self.ints = (ctypes.c_int * 2)()
        self.mode_at = ctypes.addressof(self.ints), ctypes.addressof(self.ints) + 4

    def objects(self, get: pdfium.Call, count: int, holder: int, view: Matrix, depth: int) -> None:
        handles = list(map(get, repeat(holder), range(min(count, MOST_OBJECTS - self.seen))))
        self.seen += len(handles)
        self.skipped += count - len(handles)
        for handle, kind in zip(handles, map(pdfium.object_type, handles), strict=True):
            if kind == pdfium.PATH:
                self._path(handle, view)
            elif kind == pdfium.IMAGE:
                box = self._bounds(handle, view)
                if self._on_page(box):
                    self.images.append(box)
            elif kind == pdfium.FORM and depth < DEEPEST:
                inner = _combined(self._matrix(handle), view)
                self.objects(
                    pdfium.get_form_object, pdfium.count_form_objects(handle), handle, inner, depth + 1
                )

    def _path(self, handle: int, view: Matrix) -> None:
        segments = pdfium.count_segments(handle)
        if segments < 2 or not pdfium.draw_mode(handle, *self.mode_at):
            return
        fill, stroke = self.ints
        box = self._bounds(handle, view)
        if not (fill or stroke) or not self._on_page(box):
            return
        if self.left <= 0:
            self.skipped += 1
            return
        clip = self._clip(handle, view)
        wide, high = box.x1 - box.x0, box.bottom - box.top
        paint = self._paint(handle, bool(fill), bool(stroke), view)
        if not (paint.fill or paint.stroke):
            return
        if segments > MARKER_SEGMENTS and max(wide, high) <= MARKER_SIZE:
            self.ink.curve(box, paint.fill, clip)
        elif not paint.stroke and min(wide, high) <= THIN:
            self.ink.rectangle(box, paint, clip)
        else:
            self._segments(handle, segments, view, paint, clip)

    def _segments(self, handle: int, count: int, view: Matrix, paint: Paint, clip: Box | None) -> None:
        self.left -= count
        a, b, c, d, e, f = _combined(self._matrix(handle), view)
        x_at, y_at = self.at[:2]
        floats = self.floats
        points: list[Point] = []
        curved = False
        for segment in map(pdfium.get_segment, repeat(handle), range(count)):
            kind = pdfium.segment_type(segment)
            if kind == pdfium.MOVE and points:
                self.ink.add(points, curved, paint, clip)
                points, curved = [], False
            curved |= kind == pdfium.BEZIER
            pdfium.segment_point(segment, x_at, y_at)
            x, y = floats[:2].tolist()
            points.append((a * x + c * y + e, b * x + d * y + f))
        self.ink.add(points, curved, paint, clip)

    def _paint(self, handle: int, fill: bool, stroke: bool, view: Matrix) -> Paint:
        width, dashed, stroke_colour, fill_colour = 0.0, False, "", ""
        if fill:
            fill_colour, fill = self.colours.fill(handle)
        if stroke:
            stroke_colour, stroke = self.colours.stroke(handle)
            pdfium.stroke_width(handle, self.at[0])
            width = float(self.floats[0])
            a, b, c, d, _, _ = self._matrix(handle)
            width *= math.sqrt(abs(a * d - b * c) * abs(view[0] * view[3] - view[1] * view[2]))
            dashed = pdfium.count_dashes(handle) > 0
        return Paint(stroke, fill, width, dashed, stroke_colour, fill_colour)

    def _clip(self, handle: int, view: Matrix) -> Box | None:
        """The box that an object is clipped to; pdfium forgets clips that leave the object whole."""
        path = pdfium.clip_path(handle)
        clip: Box | None = None
        for index in range(pdfium.count_clips(path) if path else 0):
            corners = []
            for step in range(min(pdfium.count_clip_segments(path, index), 100)):
                pdfium.segment_point(pdfium.clip_segment(path, index, step), *self.at[:2])
                corners.append(self.floats[:2].tolist())
            if corners:
                xs, ys = zip(*corners, strict=True)
                box = _displayed(min(xs), min(ys), max(xs), max(ys), view)
                clip = box if clip is None else _overlap(clip, box)
        return clip

    def _matrix(self, handle: int) -> Matrix:
        pdfium.object_matrix(handle, self.at[0])
        a, b, c, d, e, f = self.floats.tolist()
        return a, b, c, d, e, f

    def _bounds(self, handle: int, view: Matrix) -> Box:
        pdfium.object_bounds(handle, *self.at)
        x0, y0, x1, y1, _, _ = self.floats.tolist()
        return _displayed(x0, y0, x1, y1, view)

    def _on_page(self, box: Box) -> bool:
        return box.x1 >= 0 and box.bottom >= 0 and box.x0 <= self.width and box.top <= self.height


def _combined(inner: Matrix, outer: Matrix) -> Matrix:
    """The map that does `inner` first."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _displayed(x0: float, y0: float, x1: float, y1: float, view: Matrix) -> Box:
    a, b, c, d, e, f = view
    xs = a * x0 + c * y0 + e, a * x1 + c * y1 + e, a * x0 + c * y1 + e, a * x1 + c * y0 + e
    ys = b * x0 + d * y0 + f, b * x1 + d * y1 + f, b * x0 + d * y1 + f, b * x1 + d * y0 + f
    return Box(min(xs), min(ys), max(xs), max(ys))


def _overlap(one: Box, two: Box) -> Box:
    return Box(max(one.x0, two.x0), max(one.top, two.top), min(one.x1, two.x1), min(one.bottom, two.bottom))
