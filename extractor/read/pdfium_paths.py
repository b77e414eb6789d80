"""The paths and images of a page, read from pdfium."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, compress, pairwise, repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractor.model import Box
from extractor.read import pdfium_calls as pdfium
from extractor.read.paths import MARKER_POINTS, MARKER_SIZE, NOTHING, SQUARE, THIN, Ink, Paint, is_rectilinear
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
# Segments of one clip that are looked at: a clip around cells or a chart is a rectangle.
MOST_CLIP_SEGMENTS = 100

# What becomes of a path.
NONE, BAR, CURVE, PIECES = range(4)

Integers = NDArray[np.int64]


def read_objects(page: pdfium.Handle, view: Matrix, width: float, height: float) -> tuple[Ink, list[Box], list[str]]:
    """What is drawn on a page, the boxes of its images, and notes on what was left out."""
    found = _Objects(view)
    found.collect(pdfium.get_object, pdfium.count_objects(page), page, 0, 0)
    paths, views = found.of(pdfium.PATH)
    boxes, seen = _boxes(paths, views, width, height)
    ink, skipped = _Paths(list(compress(paths, seen.tolist())), boxes, views[seen]).read()
    images = [Box(*box) for box in _boxes(*found.of(pdfium.IMAGE), width, height)[0].tolist()]
    skipped += found.skipped
    notes = []
    if skipped:
        notes.append(f"{skipped} drawn shapes were left out: more than {MOST_SEGMENTS} path segments")
    return ink, images, notes


class _Objects:
    """The paths and images of a page in drawing order, those in forms included, each with its view."""

    def __init__(self, view: Matrix) -> None:
        self.views = [view]  # of the page, then of each form
        self.left = MOST_OBJECTS
        self.skipped = 0
        self._found: dict[int, tuple[list[pdfium.Handle], list[int]]] = {pdfium.PATH: ([], []), pdfium.IMAGE: ([], [])}

    def of(self, kind: int) -> tuple[list[pdfium.Handle], Floats]:
        """The objects of a kind and the view of each."""
        handles, which = self._found[kind]
        views = np.array(self.views)
        return handles, np.broadcast_to(views, (len(handles), 6)) if len(views) == 1 else views[which]

    def collect(self, get: pdfium.Call, count: int, holder: pdfium.Handle, view: int, depth: int) -> None:
        """Take the objects in `holder`, a page or a form, whose view has the number `view`."""
        handles = list(map(get, repeat(holder), range(min(count, self.left))))
        self.left -= len(handles)
        self.skipped += count - len(handles)
        for handle, kind in zip(handles, map(pdfium.object_type, handles), strict=True):
            if kind == pdfium.TEXT:
                continue
            if kind in self._found:
                found, views = self._found[kind]
                found.append(handle)
                views.append(view)
            elif kind == pdfium.FORM and depth < DEEPEST:
                own = structures(pdfium.object_matrix, [handle], 6)
                a, b, c, d, e, f = combined(own, np.array([self.views[view]]))[0].tolist()
                self.views.append((a, b, c, d, e, f))
                inside = pdfium.count_form_objects(handle)
                self.collect(pdfium.get_form_object, inside, handle, len(self.views) - 1, depth + 1)


def _boxes(handles: Handles, views: Floats, width: float, height: float) -> tuple[Floats, Flags]:
    """The boxes of those objects that lie on the page, and which those are."""
    bounds, _ = parts(pdfium.object_bounds, handles, 4, np.float32)
    boxes = mapped_boxes(bounds.astype(float), views)
    x0, top, x1, bottom = boxes.T
    seen = (x1 >= 0) & (bottom >= 0) & (x0 <= width) & (top <= height)
    return boxes[seen], seen


class _Subpath(NamedTuple):
    """One stroke of a path, the path by its index."""

    path: int
    points: list[tuple[float, float]]
    box: Box
    curved: bool


class _Paints(NamedTuple):
    """How each path is painted, column by column."""

    stroke: list[bool]
    fill: list[bool]
    width: list[float]
    dashed: list[bool]
    stroke_colour: list[str]
    fill_colour: list[str]

    def of(self, at: int) -> Paint | None:
        """The paint of one path, None where it does not show."""
        if not (self.stroke[at] or self.fill[at]):
            return None
        colours = self.stroke_colour[at], self.fill_colour[at]
        return Paint(self.stroke[at], self.fill[at], self.width[at], self.dashed[at], *colours)


class _Paths:
    """Paths with their boxes and views, turned to ink."""

    def __init__(self, handles: list[pdfium.Handle], boxes: Floats, views: Floats) -> None:
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
        subpaths = self._subpaths(np.flatnonzero(plain), matrices)
        return self._ink(bar, plain | over, paints, subpaths), int(over.sum())

    def _ink(self, bar: Flags, done: Flags, paints: _Paints, subpaths: Iterable[_Subpath]) -> Ink:
        """All paths in drawing order: bars, the pieces of the paths that are `done`, and the boxes of the others."""
        ink = Ink()
        sides = self.boxes[:, 2:] - self.boxes[:, :2]
        speck = sides.max(axis=1, initial=0.0) < NOTHING
        shapes = np.where(done, PIECES, np.where(bar, np.where(speck, NONE, BAR), CURVE)).tolist()
        flat, thin = (sides[:, 0] >= sides[:, 1] - SQUARE).tolist(), sides.min(axis=1, initial=np.inf).tolist()
        boxes, pieces = self.boxes.tolist(), iter(subpaths)
        piece = next(pieces, None)
        for at, shape in enumerate(shapes):
            if shape == PIECES:
                paint = paints.of(at)
                while piece and piece.path == at:
                    if paint:
                        ink.shape(piece.points, piece.box, piece.curved, paint, self.clips.get(at))
                    piece = next(pieces, None)
            elif shape == BAR and paints.fill[at]:
                ink.rule(Box(*boxes[at]), flat[at], thin[at], False, paints.fill_colour[at], self.clips.get(at))
            elif shape == CURVE and (paints.fill[at] or paints.stroke[at]):
                ink.curve(Box(*boxes[at]), paints.fill[at], self.clips.get(at))
        return ink

    def _matrices(self, which: Flags) -> Floats:
        """From the path's own space to the displayed page, for those that need it."""
        matrices = np.zeros((len(self.handles), 6))
        own = structures(pdfium.object_matrix, list(compress(self.handles, which.tolist())), 6)
        matrices[which] = combined(own, self.views[which])
        return matrices

    def _paints(self, which: Flags, matrices: Floats) -> _Paints:
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
        painted = stroke.tolist(), fill.tolist()
        return _Paints(*painted, widths.tolist(), dashes.tolist(), strokes.tolist(), fills.tolist())

    def _clips(self) -> dict[int, Box]:
        """The box that a path is clipped to, by index; pdfium forgets clips that leave a path whole."""
        every = list(map(pdfium.clip_path, self.handles))
        clipped = [(at, number) for at, number in enumerate(map(pdfium.count_clips, every)) if number > 0]
        owners = [(at, index) for at, number in clipped for index in range(number)]
        # Objects under one clip share its segments, so these are read once: the address of the first tells them.
        first = [pdfium.clip_segment_address(every[at], index, 0) for at, index in owners]
        owners, first = list(compress(owners, first)), list(filter(None, first))
        if not owners:
            return {}
        distinct = {address: (every[at], index) for address, (at, index) in zip(first, owners, strict=True)}
        place = {address: number for number, address in enumerate(distinct)}
        corners = self._clip_corners(list(distinct.values()))[[place[address] for address in first]]
        boxes = mapped_boxes(corners, self.views[[at for at, _ in owners]]).tolist()
        clips: dict[int, Box] = {}
        for (at, _), corner in zip(owners, boxes, strict=True):
            box = Box(*corner)
            clips[at] = _overlap(clips[at], box) if at in clips else box
        return clips

    def _clip_corners(self, clips: list[tuple[pdfium.Handle, int]]) -> Floats:
        """Rows of x0, y0, x1, y1 around the segments of each clip, in its own space."""
        counts = [min(pdfium.count_clip_segments(path, index), MOST_CLIP_SEGMENTS) for path, index in clips]
        holders = chain.from_iterable(map(repeat, [path for path, _ in clips], counts))
        indices = chain.from_iterable(map(repeat, [index for _, index in clips], counts))
        segments = list(map(pdfium.clip_segment, holders, indices, chain.from_iterable(map(range, counts))))
        points = parts(pdfium.segment_point, segments, 2, np.float32)[0].astype(float)
        starts = np.cumsum([0, *counts[:-1]])
        return np.hstack((np.minimum.reduceat(points, starts), np.maximum.reduceat(points, starts)))

    def _subpaths(self, which: Integers, matrices: Floats) -> Iterable[_Subpath]:
        """The subpaths of some paths, in drawing order, without those too small to see."""
        if not len(which):
            return ()
        counts = self.counts[which]
        owners = chain.from_iterable(map(repeat, [self.handles[at] for at in which.tolist()], counts.tolist()))
        segments = list(map(pdfium.get_segment, owners, chain.from_iterable(map(range, counts.tolist()))))
        raw, _ = parts(pdfium.segment_point, segments, 2, np.float32)
        owner = np.repeat(which, counts)
        points = mapped(raw.astype(float), matrices[owner])
        kinds = answers(pdfium.segment_type, segments)
        begins = kinds == pdfium.MOVE
        begins[np.cumsum(counts) - counts] = True
        starts = np.flatnonzero(begins)
        ends = np.append(starts[1:], len(points))
        boxes = np.hstack((np.minimum.reduceat(points, starts), np.maximum.reduceat(points, starts)))
        curved = np.logical_or.reduceat(kinds == pdfium.BEZIER, starts)
        seen = (ends - starts >= 2) & ((boxes[:, 2:] - boxes[:, :2]).max(axis=1) >= NOTHING)
        corners = list(zip(*points.T.tolist(), strict=True))
        spans = zip(starts[seen].tolist(), ends[seen].tolist(), strict=True)
        return map(
            _Subpath,
            owner[starts[seen]].tolist(),
            (corners[start:end] for start, end in spans),
            map(Box, *boxes[seen].T.tolist()),
            curved[seen].tolist(),
        )

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


def _overlap(one: Box, two: Box) -> Box:
    return Box(max(one.x0, two.x0), max(one.top, two.top), min(one.x1, two.x1), min(one.bottom, two.bottom))
