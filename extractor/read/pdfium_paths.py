"""The paths and images of a page, read from pdfium."""

from __future__ import annotations

from itertools import chain, compress, pairwise, repeat

import numpy as np
from numpy.typing import NDArray

from extractor.model import Box
from extractor.read import pdfium_calls as pdfium
from extractor.read.paths import MARKER_POINTS, MARKER_SIZE, NOTHING, THIN, Ink, Paint, is_rectilinear
from extractor.read.pdfium_bulk import (
    Flags,
    Floats,
    Handles,
    Matrix,
    answers,
    colours,
    combined,
    mapped,
    mapped_boxes,
    parts,
    structures,
)

# Path segments looked at on one page. Dense charts have 5,000; maps and scanned drawings have hundreds
# of thousands, none of which belongs to a table.
MOST_SEGMENTS = 60_000
MOST_OBJECTS = 150_000
# A thin filled path of so few segments is one bar; one of more may be several, a row of ticks for instance.
BAR_SEGMENTS = 7
# A path of more segments than this whose first ones are curved or slanted is a drawing throughout.
DRAWING_SEGMENTS, DRAWING_SAMPLE = 300, 60
DEEPEST = 12

Integers = NDArray[np.int64]


def read_objects(page: int, view: Matrix, width: float, height: float) -> tuple[Ink, list[Box], list[str]]:
    """What is drawn on a page, the boxes of its images, and notes on what was left out."""
    found = _Objects(view)
    found.collect(pdfium.get_object, pdfium.count_objects(page), page, view, 0)
    images = [Box(*box) for box in _boxes(found.images, found.views(found.images), width, height)[0].tolist()]
    views = found.views(found.paths)
    boxes, seen = _boxes(found.paths, views, width, height)
    ink, skipped = _Paths(list(compress(found.paths, seen.tolist())), boxes, views[seen]).read()
    skipped += found.skipped
    notes = []
    if skipped:
        notes.append(f"{skipped} drawn shapes were left out: more than {MOST_SEGMENTS} path segments")
    return ink, images, notes


class _Objects:
    """The paths and images of a page in drawing order, those in forms included, each with its view."""

    def __init__(self, view: Matrix) -> None:
        self.view = view
        self.paths: list[int] = []
        self.images: list[int] = []
        self.left = MOST_OBJECTS
        self.skipped = 0
        self._inner: dict[int, Matrix] = {}

    def views(self, handles: Handles) -> Floats:
        """The view of each object: that of the page, but for objects in forms."""
        if not self._inner:
            return np.broadcast_to(np.array(self.view), (len(handles), 6))
        return np.array([self._inner.get(handle, self.view) for handle in handles]).reshape(-1, 6)

    def collect(self, get: pdfium.Call, count: int, holder: int, view: Matrix, depth: int) -> None:
        handles = list(map(get, repeat(holder), range(min(count, self.left))))
        self.left -= len(handles)
        self.skipped += count - len(handles)
        for handle, kind in zip(handles, map(pdfium.object_type, handles), strict=True):
            if kind in (pdfium.PATH, pdfium.IMAGE):
                (self.paths if kind == pdfium.PATH else self.images).append(handle)
                if depth:
                    self._inner[handle] = view
            elif kind == pdfium.FORM and depth < DEEPEST:
                own = structures(pdfium.object_matrix, [handle], 6)
                a, b, c, d, e, f = combined(own, np.array([view]))[0].tolist()
                inside = pdfium.count_form_objects(handle)
                self.collect(pdfium.get_form_object, inside, handle, (a, b, c, d, e, f), depth + 1)


def _boxes(handles: Handles, views: Floats, width: float, height: float) -> tuple[Floats, Flags]:
    """The boxes of those objects that lie on the page, and which those are."""
    bounds, _ = parts(pdfium.object_bounds, handles, 4, np.float32)
    boxes = mapped_boxes(bounds.astype(float), views)
    x0, top, x1, bottom = boxes.T
    seen = (x1 >= 0) & (bottom >= 0) & (x0 <= width) & (top <= height)
    return boxes[seen], seen


class _Paths:
    """Paths with their boxes and views, turned to ink."""

    def __init__(self, handles: list[int], boxes: Floats, views: Floats) -> None:
        counts = answers(pdfium.count_segments, handles)
        modes, _ = parts(pdfium.draw_mode, handles, 2, np.int32)
        kept = (counts >= 2) & (modes != 0).any(axis=1)
        self.handles = list(compress(handles, kept.tolist()))
        self.boxes, self.views, self.counts = boxes[kept], views[kept], counts[kept]
        self.fill, self.stroke = (modes[kept] != 0).T
        self.clips = self._clips()

    def read(self) -> tuple[Ink, int]:
        """What the paths come to, and how many were left out for their number of segments."""
        wide, high = (self.boxes[:, 2:] - self.boxes[:, :2]).T
        marker = (self.counts > MARKER_POINTS) & (wide <= MARKER_SIZE) & (high <= MARKER_SIZE)
        bar = ~marker & ~self.stroke & (self.counts <= BAR_SEGMENTS) & (np.minimum(wide, high) <= THIN)
        plain = ~marker & ~bar
        matrices = self._matrices(plain)
        paints = self._paints(plain, matrices)
        for at in np.flatnonzero(plain & (self.counts > DRAWING_SEGMENTS)).tolist():
            plain[at] = not self._is_drawing(at, matrices[at])
        over = plain & (np.cumsum(np.where(plain, self.counts, 0)) > MOST_SEGMENTS)
        plain &= ~over
        points, kinds = self._points(np.flatnonzero(plain), matrices)
        ink, start = Ink(), 0
        shapes = zip(self.boxes.tolist(), paints, self._shapes(plain, bar, over), self.counts.tolist(), strict=True)
        for at, (box, paint, shape, count) in enumerate(shapes):
            clip = self.clips.get(at)
            if shape == "plain":
                _add(ink, points[start : start + count], kinds[start : start + count], paint, clip)
                start += count
            elif not (paint.fill or paint.stroke):
                continue
            elif shape == "bar":
                ink.rectangle(Box(*box), paint, clip)
            elif shape == "curve":
                ink.curve(Box(*box), paint.fill, clip)
        return ink, int(over.sum())

    def _shapes(self, plain: Flags, bar: Flags, over: Flags) -> list[str]:
        """What to make of each path; nothing of specks and of those beyond the limit."""
        speck = (self.boxes[:, 2:] - self.boxes[:, :2]).max(axis=1, initial=0.0) < NOTHING
        named = np.where(plain, "plain", np.where(bar, "bar", "curve"))
        named[over | (bar & speck)] = ""
        return list(map(str, named.tolist()))

    def _matrices(self, which: Flags) -> Floats:
        """From the path's own space to the displayed page, for those that need it."""
        matrices = np.zeros((len(self.handles), 6))
        own = structures(pdfium.object_matrix, list(compress(self.handles, which.tolist())), 6)
        matrices[which] = combined(own, self.views[which])
        return matrices

    def _paints(self, which: Flags, matrices: Floats) -> list[Paint]:
        """How each path is painted; only strokes among `which` have a width that matters."""
        size = len(self.handles)
        fills, strokes = np.full(size, "", object), np.full(size, "", object)
        widths, dashes = np.zeros(size), np.zeros(size, bool)
        fill, stroke = self.fill.copy(), self.stroke.copy()
        if fill.any():
            fills[fill], fill[fill] = colours(pdfium.fill_colour, list(compress(self.handles, fill.tolist())))
        stroke &= which
        if stroke.any():
            handles = list(compress(self.handles, stroke.tolist()))
            scale = np.sqrt(np.abs(matrices[:, 0] * matrices[:, 3] - matrices[:, 1] * matrices[:, 2]))[stroke]
            widths[stroke] = (structures(pdfium.stroke_width, handles, 1)[:, 0] * scale).round(3)
            dashes[stroke] = answers(pdfium.count_dashes, handles) > 0
            strokes[stroke], stroke[stroke] = colours(pdfium.stroke_colour, handles)
        stroke |= self.stroke & ~which
        columns = (stroke, fill, widths, dashes, strokes, fills)
        return list(map(Paint, *(column.tolist() for column in columns)))

    def _clips(self) -> dict[int, Box]:
        """The box that a path is clipped to, by index; pdfium forgets clips that leave a path whole."""
        paths = list(map(pdfium.clip_path, self.handles))
        found = answers(pdfium.count_clips, paths)
        clips: dict[int, Box] = {}
        for at in np.flatnonzero(found > 0).tolist():
            for index in range(found[at]):
                steps = range(min(pdfium.count_clip_segments(paths[at], index), 100))
                if steps:
                    segments = list(map(pdfium.clip_segment, repeat(paths[at]), repeat(index), steps))
                    x, y = parts(pdfium.segment_point, segments, 2, np.float32)[0].astype(float).T
                    corners = np.array([[x.min(), y.min(), x.max(), y.max()]])
                    box = Box(*mapped_boxes(corners, self.views[at : at + 1])[0].tolist())
                    clips[at] = _overlap(clips.get(at, box), box)
        return clips

    def _points(self, which: Integers, matrices: Floats) -> tuple[list[tuple[float, float]], list[int]]:
        """The points of the paths, one path after the other, and their kinds."""
        counts = self.counts[which].tolist()
        owners = chain.from_iterable(map(repeat, [self.handles[at] for at in which.tolist()], counts))
        segments = list(map(pdfium.get_segment, owners, chain.from_iterable(map(range, counts))))
        raw, _ = parts(pdfium.segment_point, segments, 2, np.float32)
        points = mapped(raw.astype(float), matrices[np.repeat(which, counts)])
        return list(map(tuple, points.tolist())), list(map(pdfium.segment_type, segments))

    def _is_drawing(self, at: int, matrix: Floats) -> bool:
        """Whether a long path turns out to be no set of straight rules from its first segments."""
        segments = list(map(pdfium.get_segment, repeat(self.handles[at]), range(DRAWING_SAMPLE)))
        kinds = list(map(pdfium.segment_type, segments))
        if pdfium.BEZIER in kinds:
            return True
        raw, _ = parts(pdfium.segment_point, segments, 2, np.float32)
        points = mapped(raw.astype(float), np.tile(matrix, (len(segments), 1))).tolist()
        steps = zip(pairwise(points), kinds[1:], strict=True)
        return not all(kind == pdfium.MOVE or is_rectilinear(step) for step, kind in steps)


def _add(ink: Ink, points: list[tuple[float, float]], kinds: list[int], paint: Paint, clip: Box | None) -> None:
    """Add a path, one subpath at a time."""
    start = 0
    for at in range(1, len(points)):
        if kinds[at] == pdfium.MOVE:
            ink.add(points[start:at], pdfium.BEZIER in kinds[start:at], paint, clip)
            start = at
    ink.add(points[start:], pdfium.BEZIER in kinds[start:], paint, clip)


def _overlap(one: Box, two: Box) -> Box:
    return Box(max(one.x0, two.x0), max(one.top, two.top), min(one.x1, two.x1), min(one.bottom, two.bottom))
