"""The paths and images of a page, read from pdfium."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from itertools import chain, compress, pairwise, repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractor.model import Box, Curve
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
from extractor.read.seen import SOLID, Shapes, joined_shapes, packed

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
# A shape of so few segments is a rounded box, a circle or an arrow: filled throughout but for this share of its sides.
ROUND_SEGMENTS, INSET = 30, 0.15
# A fill of this width and height in points may lie over a chart that was painted before it.
COVER = 50.0

# What becomes of a path.
NONE, BAR, CURVE, PIECES = range(4)

Integers = NDArray[np.int64]


class Drawn(NamedTuple):
    """What is drawn on a page besides its text, what may lie over or under the text, and notes on what was left out."""

    ink: Ink
    images: list[Box]
    shapes: Shapes
    texts: Texts
    notes: list[str]


class Texts(NamedTuple):
    """The text objects of a page by address: when each is drawn, what it is clipped to, whether on a layer."""

    order: dict[int, int]
    clips: dict[int, Box]
    layered: set[int]


def read_objects(page: pdfium.Handle, view: Matrix, width: float, height: float, layered_forms: bool = False) -> Drawn:
    """All that is drawn on a page. `layered_forms` says that forms of this file may stand on layers of their own."""
    found = _Objects(view, layered_forms)
    found.collect(pdfium.get_object, pdfium.count_objects(page), page, 0, 0)
    handles, views, order = found.of(pdfium.PATH)
    boxes, seen = _boxes(handles, views, width, height)
    paths = _Paths(list(compress(handles, seen.tolist())), boxes, views[seen], order[seen])
    ink, skipped = paths.read()
    pictures = [_pictures(found, kind, width, height) for kind in (pdfium.IMAGE, pdfium.SHADING)]
    images = [Box(*box) for box in pictures[0].boxes.tolist()]
    skipped += found.skipped
    notes = []
    if skipped:
        notes.append(f"{skipped} drawn shapes were left out: more than {MOST_SEGMENTS} path segments")
    return Drawn(ink, images, joined_shapes([paths.shapes, *pictures]), found.texts(), notes)


def _pictures(found: _Objects, kind: int, width: float, height: float) -> Shapes:
    """Images or shadings, of which nobody knows the colours."""
    handles, views, order = found.of(kind)
    boxes, seen = _boxes(handles, views, width, height)
    return Shapes.without_colour(boxes, order[seen])


class _Group:
    """The objects of one kind, in drawing order: handles, the number of the view of each, and when each is drawn."""

    def __init__(self) -> None:
        self.handles: list[pdfium.Handle] = []
        self.views: list[int] = []
        self.order: list[int] = []


class _Objects:
    """The objects of a page in drawing order, those in forms included, each with its view."""

    def __init__(self, view: Matrix, layered_forms: bool) -> None:
        self.views = [view]  # of the page, then of each form
        self.left = MOST_OBJECTS
        self.skipped = 0
        self._layered_forms = layered_forms
        self._frames: list[Box | None] = [None]  # what each form is clipped to
        self._on_layer = [False]  # whether each form may be on a layer
        self._drawn = 0
        self._found = {kind: _Group() for kind in (pdfium.TEXT, pdfium.PATH, pdfium.IMAGE, pdfium.SHADING)}

    def of(self, kind: int) -> tuple[list[pdfium.Handle], Floats, Integers]:
        """The objects of a kind, the view of each and its place in the order of drawing."""
        group = self._found[kind]
        views = np.array(self.views)
        size = len(group.handles)
        views = np.broadcast_to(views, (size, 6)) if len(views) == 1 else views[group.views]
        return group.handles, views, np.array(group.order, np.int64)

    def texts(self) -> Texts:
        """The text objects by address."""
        handles, views, _ = self.of(pdfium.TEXT)
        group = self._found[pdfium.TEXT]
        addresses = [handle.value or 0 for handle in handles]
        clips = {addresses[at]: box for at, box in _clips(handles, views).items()}
        layered = {addresses[at] for at in np.flatnonzero(_on_layers(handles)).tolist()}
        if len(self.views) > 1:
            for address, view in zip(addresses, group.views, strict=True):
                frame = self._frames[view]
                if frame is not None:
                    clips[address] = _overlap(clips[address], frame) if address in clips else frame
                if self._on_layer[view]:
                    layered.add(address)
        return Texts(dict(zip(addresses, group.order, strict=True)), clips, layered)

    def collect(self, get: pdfium.Call, count: int, holder: pdfium.Handle, view: int, depth: int) -> None:
        """Take the objects in `holder`, a page or a form, whose view has the number `view`."""
        handles = list(map(get, repeat(holder), range(min(count, self.left))))
        self.left -= len(handles)
        self.skipped += count - len(handles)
        kinds = answers(pdfium.object_type, handles)
        start = 0
        for at in np.flatnonzero(kinds == pdfium.FORM).tolist():
            self._take(handles[start:at], kinds[start:at], view)
            start = at + 1
            if depth < DEEPEST:
                self._enter(handles[at], view)
                inside = pdfium.count_form_objects(handles[at])
                self.collect(pdfium.get_form_object, inside, handles[at], len(self.views) - 1, depth + 1)
        self._take(handles[start:], kinds[start:], view)

    def _take(self, handles: list[pdfium.Handle], kinds: Integers, view: int) -> None:
        for kind, group in self._found.items():
            which = np.flatnonzero(kinds == kind)
            if len(which):
                group.handles += [handles[at] for at in which.tolist()]
                group.views += [view] * len(which)
                group.order += (which + self._drawn).tolist()
        self._drawn += len(handles)

    def _enter(self, form: pdfium.Handle, view: int) -> None:
        """Note the view, the clip and the layer of what stands in a form."""
        outer = np.array([self.views[view]])
        own = structures(pdfium.object_matrix, [form], 6)
        a, b, c, d, e, f = combined(own, outer)[0].tolist()
        self.views.append((a, b, c, d, e, f))
        frames = [box for box in (self._frames[view], _clips([form], outer).get(0)) if box]
        self._frames.append(_overlap(*frames) if len(frames) == 2 else frames[0] if frames else None)
        layered = self._layered_forms or self._on_layer[view] or bool(_on_layers([form])[0])
        self._on_layer.append(layered)


def _on_layers(handles: list[pdfium.Handle]) -> Flags:
    """Whether each object is marked as belonging to a layer (optional content) that may be switched off."""
    counts = answers(pdfium.count_marks, handles)
    owners = np.repeat(np.arange(len(handles)), counts)
    inside = np.concatenate([np.arange(count) for count in counts.tolist()]) if len(owners) else owners
    marks = list(map(pdfium.get_mark, [handles[at] for at in owners.tolist()], inside.tolist()))
    layers = {mark for mark in set(marks) if _mark_name(mark) == "OC"}
    found = np.zeros(len(handles), bool)
    found[[at for at, mark in zip(owners.tolist(), marks, strict=True) if mark in layers]] = True
    return found


_name = ctypes.create_string_buffer(64)
_name_length = ctypes.c_ulong()


def _mark_name(mark: int) -> str:
    if not mark or not pdfium.mark_name(mark, _name, len(_name), ctypes.byref(_name_length)):
        return ""
    return _name.raw[: max(min(_name_length.value, len(_name)) - 2, 0)].decode("utf-16-le", "replace")


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

    def __init__(self, handles: list[pdfium.Handle], boxes: Floats, views: Floats, order: Integers) -> None:
        counts = answers(pdfium.count_segments, handles)
        modes, _ = parts(pdfium.draw_mode, handles, 2, np.int32)
        kept = (counts >= 2) & (modes != 0).any(axis=1)
        self.handles = list(compress(handles, kept.tolist()))
        self.boxes, self.views, self.counts, self.order = boxes[kept], views[kept], counts[kept], order[kept]
        self.fill, self.stroke = (modes[kept] != 0).T
        self.clips = _clips(self.handles, self.views)
        self.shapes = Shapes.without_colour(self.boxes[:0], self.order[:0])

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
        fills: list[int] = []
        curves: list[int] = []
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
                fills += [at] * (len(ink.fills) - len(fills))
                curves += [at] * (len(ink.curves) - len(curves))
            elif shape == BAR and paints.fill[at]:
                ink.rule(Box(*boxes[at]), flat[at], thin[at], False, paints.fill_colour[at], self.clips.get(at))
            elif shape == CURVE and (paints.fill[at] or paints.stroke[at]):
                ink.curve(Box(*boxes[at]), paints.fill[at], self.clips.get(at))
                curves += [at] * (len(ink.curves) - len(curves))
        self.shapes = self._covers(ink, fills, curves, paints)
        ink.curves = self._uncovered(ink, fills, curves)
        return ink

    def _uncovered(self, ink: Ink, fills: list[int], curves: list[int]) -> list[Curve]:
        """The curves that a reader sees: those that no later fill lies over as a whole."""
        drawn = np.array([(c.box.x0, c.box.top, c.box.x1, c.box.bottom) for c in ink.curves]).reshape(-1, 4)
        order, seen = self.order[np.array(curves, np.int64)], np.ones(len(curves), bool)
        for fill, at in zip(ink.fills, fills, strict=True) if curves else ():
            box = fill.box
            if min(box.x1 - box.x0, box.bottom - box.top) >= COVER and self.opaque[at] >= SOLID:
                inside = (drawn[:, :2] >= (box.x0 - 1, box.top - 1)) & (drawn[:, 2:] <= (box.x1 + 1, box.bottom + 1))
                seen &= ~inside.all(axis=1) | (order > self.order[at])
        return list(compress(ink.curves, seen.tolist()))

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
        fill, stroke, opaque = self.fill.copy(), self.stroke.copy(), np.zeros(size, np.int64)
        if fill.any():
            fills[fill], opaque[fill] = colours(pdfium.fill_colour, list(compress(self.handles, fill.tolist())))
            fill &= opaque > 0
        stroke &= which
        if stroke.any():
            handles = list(compress(self.handles, stroke.tolist()))
            scale = np.sqrt(np.abs(matrices[:, 0] * matrices[:, 3] - matrices[:, 1] * matrices[:, 2]))[stroke]
            widths[stroke] = (structures(pdfium.stroke_width, handles, 1)[:, 0] * scale).round(3)
            dashes[stroke] = answers(pdfium.count_dashes, handles) > 0
            strokes[stroke], shown = colours(pdfium.stroke_colour, handles)
            stroke[stroke] = shown > 0
        self.opaque = opaque
        stroke |= self.stroke & ~which
        painted = stroke.tolist(), fill.tolist()
        return _Paints(*painted, widths.tolist(), dashes.tolist(), strokes.tolist(), fills.tolist())

    def _covers(self, ink: Ink, fills: list[int], curves: list[int], paints: _Paints) -> Shapes:
        """What may lie over or under a word; `fills` and `curves` are the paths that those of the ink come from."""
        squares = self._shapes([fill.box for fill in ink.fills], fills, paints.fill_colour, 0.0)
        drawn = [(curve.box, at) for curve, at in zip(ink.curves, curves, strict=True) if curve.filled]
        plain = [at if self.counts[at] <= ROUND_SEGMENTS else -1 for _, at in drawn]
        rounded = self._shapes([box for box, _ in drawn], [at for _, at in drawn], paints.fill_colour, INSET)
        rounded.inner[np.array(plain, np.int64) < 0] = np.nan
        broad = [at for at in np.flatnonzero(np.array(paints.width) > THIN).tolist() if paints.stroke[at]]
        strokes = self._shapes([Box(*self.boxes[at].tolist()) for at in broad], broad, paints.stroke_colour, np.nan)
        return joined_shapes([squares, rounded, strokes])

    def _shapes(self, boxes: list[Box], paths: list[int], colours: list[str], inset: float) -> Shapes:
        """Shapes of some paths in their colours, surely filled but for that share of each of their sides."""
        corners = np.array([(b.x0, b.top, b.x1, b.bottom) for b in boxes]).reshape(-1, 4)
        which = np.array(paths, np.int64)
        sides = corners[:, 2:] - corners[:, :2]
        inner = corners + np.hstack((sides, -sides)) * inset
        inner[self.opaque[which] < SOLID] = np.nan
        return Shapes(corners, self.order[which], packed([colours[at] for at in paths]), inner)

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


def _clips(handles: list[pdfium.Handle], views: Floats) -> dict[int, Box]:
    """The box that an object is clipped to, by index; pdfium forgets clips that leave an object whole."""
    every = list(map(pdfium.clip_path, handles))
    clipped = [(at, number) for at, number in enumerate(map(pdfium.count_clips, every)) if number > 0]
    owners = [(at, index) for at, number in clipped for index in range(number)]
    # Objects under one clip share its segments, so these are read once: the address of the first tells them.
    first = [pdfium.clip_segment_address(every[at], index, 0) for at, index in owners]
    owners, first = list(compress(owners, first)), list(filter(None, first))
    if not owners:
        return {}
    distinct = {address: (every[at], index) for address, (at, index) in zip(first, owners, strict=True)}
    place = {address: number for number, address in enumerate(distinct)}
    corners = _clip_corners(list(distinct.values()))[[place[address] for address in first]]
    boxes = mapped_boxes(corners, views[[at for at, _ in owners]]).tolist()
    clips: dict[int, Box] = {}
    for (at, _), corner in zip(owners, boxes, strict=True):
        box = Box(*corner)
        clips[at] = _overlap(clips[at], box) if at in clips else box
    return clips


def _clip_corners(clips: list[tuple[pdfium.Handle, int]]) -> Floats:
    """Rows of x0, y0, x1, y1 around the segments of each clip, in its own space."""
    counts = [min(pdfium.count_clip_segments(path, index), MOST_CLIP_SEGMENTS) for path, index in clips]
    holders = chain.from_iterable(map(repeat, [path for path, _ in clips], counts))
    indices = chain.from_iterable(map(repeat, [index for _, index in clips], counts))
    segments = list(map(pdfium.clip_segment, holders, indices, chain.from_iterable(map(range, counts))))
    points = parts(pdfium.segment_point, segments, 2, np.float32)[0].astype(float)
    starts = np.cumsum([0, *counts[:-1]])
    return np.hstack((np.minimum.reduceat(points, starts), np.maximum.reduceat(points, starts)))


def _overlap(one: Box, two: Box) -> Box:
    return Box(max(one.x0, two.x0), max(one.top, two.top), min(one.x1, two.x1), min(one.bottom, two.bottom))
