"""The paths and images of a page, read from pdfium."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from itertools import pairwise, repeat

from extractor.model import Box
from extractor.read import pdfium_calls as pdfium
from extractor.read.paths import MARKER_POINTS, MARKER_SIZE, NOTHING, THIN, Ink, Paint, Point, is_rectilinear
from extractor.read.pdfium_text import Matrix
from extractor.read.pdfium_text import Paint as Colours

# Path segments looked at on one page. Dense charts have 5,000; maps and scanned drawings have hundreds
# of thousands, none of which belongs to a table.
MOST_SEGMENTS = 60_000
MOST_OBJECTS = 150_000
# A thin filled path of so few segments is one bar; one of more may be several, a row of ticks for instance.
BAR_SEGMENTS = 7
# A path of more segments than this whose first ones are curved or slanted is a drawing throughout.
DRAWING_SEGMENTS, DRAWING_SAMPLE = 300, 60
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
        self.floats = (ctypes.c_float * 6)()
        start = ctypes.addressof(self.floats)
        self.at = (start, start + 4, start + 8, start + 12)
        self.pair = (ctypes.c_float * 2)()
        self.pair_at = (ctypes.addressof(self.pair), ctypes.addressof(self.pair) + 4)
        self.ints = (ctypes.c_int * 2)()
        self.mode_at = (ctypes.addressof(self.ints), ctypes.addressof(self.ints) + 4)

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
                self.objects(pdfium.get_form_object, pdfium.count_form_objects(handle), handle, inner, depth + 1)

    def _path(self, handle: int, view: Matrix) -> None:
        count = pdfium.count_segments(handle)
        if count < 2 or not pdfium.draw_mode(handle, *self.mode_at):
            return
        fill, stroke = map(bool, self.ints)
        box = self._bounds(handle, view)
        if not (fill or stroke) or not self._on_page(box):
            return
        if self.left <= 0:
            self.skipped += 1
            return
        clip = self._clip(handle, view)
        wide, high = box.x1 - box.x0, box.bottom - box.top
        if count > MARKER_POINTS and wide <= MARKER_SIZE and high <= MARKER_SIZE:
            self.ink.curve(box, fill, clip)
            return
        thin = count <= BAR_SEGMENTS and not stroke and (wide <= THIN or high <= THIN)
        matrix = view if thin else _combined(self._matrix(handle), view)
        paint = self._paint(handle, fill, stroke, matrix)
        if not (paint.fill or paint.stroke):
            return
        if thin and max(wide, high) >= NOTHING:
            self.ink.rectangle(box, paint, clip)
        elif count > DRAWING_SEGMENTS and self._is_drawing(handle, matrix):
            self.ink.curve(box, paint.fill, clip)
        else:
            self._segments(handle, count, matrix, paint, clip)

    def _segments(self, handle: int, count: int, matrix: Matrix, paint: Paint, clip: Box | None) -> None:
        self.left -= count
        points: list[Point] = []
        curved = False
        segments = list(map(pdfium.get_segment, repeat(handle), range(count)))
        # A path of two segments can only be a line.
        kinds = map(pdfium.segment_type, segments) if count > 2 else (pdfium.MOVE, pdfium.LINE)
        for kind, point in zip(kinds, self._points(segments, matrix), strict=True):
            if kind == pdfium.MOVE and points:
                self.ink.add(points, curved, paint, clip)
                points, curved = [], False
            curved |= kind == pdfium.BEZIER
            points.append(point)
        self.ink.add(points, curved, paint, clip)

    def _points(self, segments: list[int], matrix: Matrix) -> Iterator[Point]:
        a, b, c, d, e, f = matrix
        x_at, y_at = self.pair_at
        for segment in segments:
            pdfium.segment_point(segment, x_at, y_at)
            x, y = self.pair
            yield a * x + c * y + e, b * x + d * y + f

    def _is_drawing(self, handle: int, matrix: Matrix) -> bool:
        """Whether a long path turns out to be no set of straight rules from its first segments."""
        segments = list(map(pdfium.get_segment, repeat(handle), range(DRAWING_SAMPLE)))
        kinds = list(map(pdfium.segment_type, segments))
        if pdfium.BEZIER in kinds:
            return True
        points = list(self._points(segments, matrix))
        steps = zip(pairwise(points), kinds[1:], strict=True)
        return not all(kind == pdfium.MOVE or is_rectilinear(step) for step, kind in steps)

    def _paint(self, handle: int, fill: bool, stroke: bool, matrix: Matrix) -> Paint:
        width, dashed, stroke_colour, fill_colour = 0.0, False, "", ""
        if fill:
            fill_colour, fill = self.colours.fill(handle)
        if stroke:
            stroke_colour, stroke = self.colours.stroke(handle)
            pdfium.stroke_width(handle, self.pair_at[0])
            a, b, c, d, _, _ = matrix
            width = round(self.pair[0] * math.sqrt(abs(a * d - b * c)), 3)
            dashed = pdfium.count_dashes(handle) > 0
        return Paint(stroke, fill, width, dashed, stroke_colour, fill_colour)

    def _clip(self, handle: int, view: Matrix) -> Box | None:
        """The box that an object is clipped to; pdfium forgets clips that leave the object whole."""
        path = pdfium.clip_path(handle)
        clip: Box | None = None
        for index in range(pdfium.count_clips(path) if path else 0):
            corners = []
            for step in range(min(pdfium.count_clip_segments(path, index), 100)):
                pdfium.segment_point(pdfium.clip_segment(path, index, step), *self.pair_at)
                corners.append(tuple(self.pair))
            if corners:
                xs, ys = zip(*corners, strict=True)
                box = _displayed(min(xs), min(ys), max(xs), max(ys), view)
                clip = box if clip is None else _overlap(clip, box)
        return clip

    def _matrix(self, handle: int) -> Matrix:
        pdfium.object_matrix(handle, self.at[0])
        a, b, c, d, e, f = self.floats
        return a, b, c, d, e, f

    def _bounds(self, handle: int, view: Matrix) -> Box:
        pdfium.object_bounds(handle, *self.at)
        x0, y0, x1, y1, _, _ = self.floats
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
    if b == 0 and c == 0:  # nearly all pages
        x0, x1, y0, y1 = a * x0 + e, a * x1 + e, d * y0 + f, d * y1 + f
        return Box(x0 if x0 < x1 else x1, y0 if y0 < y1 else y1, x1 if x0 < x1 else x0, y1 if y0 < y1 else y0)
    xs = a * x0 + c * y0 + e, a * x1 + c * y1 + e, a * x0 + c * y1 + e, a * x1 + c * y0 + e
    ys = b * x0 + d * y0 + f, b * x1 + d * y1 + f, b * x0 + d * y1 + f, b * x1 + d * y0 + f
    return Box(min(xs), min(ys), max(xs), max(ys))


def _overlap(one: Box, two: Box) -> Box:
    return Box(max(one.x0, two.x0), max(one.top, two.top), min(one.x1, two.x1), min(one.bottom, two.bottom))
