"""Vector paths to rules, fills and curves; shared by the PDF readers.

A reader hands over one subpath at a time, its points already on the displayed page. What a path is
gets decided by its shape alone: a table border may be a stroke, four strokes, a stroked rectangle,
a thin filled rectangle or a run of dashes, and all of these must come out as the same rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extractor.model import Box, Curve, Fill, Rule

Point = tuple[float, float]

# A filled rectangle up to this thick is a ruling line; seen up to 2.3 pt, while the thinnest shaded
# cells and chart bars are text-high.
THIN = 3.0
# A stroke that leaves the horizontal or vertical by no more than this is still straight (points).
SLANT = 0.6
# A path of many points in so small a box is a marker or an icon, also where its steps are straight.
MARKER_POINTS, MARKER_SIZE = 8, 12.0
# A dot whose sides differ by less than this lies flat, whatever the last digits of its corners say.
SQUARE = 0.05
# Paths smaller than this show nothing.
NOTHING = 0.3
# A path is shown this far outside its clip: half the width of a hairline on the clip's edge (points).
EDGE = 0.5
# Dashes and dots that are drawn one by one: longest piece, widest gap, fewest pieces of a run (points).
DASH_LENGTH, DASH_GAP, DASH_RUN = 8.0, 6.0, 4


class Paint(NamedTuple):
    """How a path is painted. Widths in points; colours as "#rrggbb", empty where unknown."""

    stroke: bool
    fill: bool
    width: float = 0.0
    dashed: bool = False
    stroke_colour: str = ""
    fill_colour: str = ""


class Ink:
    """Collects what the paths of one page come to. `clip` is the box outside which a path does not show."""

    def __init__(self) -> None:
        self.rules: list[Rule] = []
        self.fills: list[Fill] = []
        self.curves: list[Curve] = []

    def add(self, points: Sequence[Point], curved: bool, paint: Paint, clip: Box | None = None) -> None:
        """Add one subpath; `curved` where it has Bézier segments."""
        if len(points) < 2 or not (paint.stroke or paint.fill):
            return
        box = _bounds(points)
        if max(box.x1 - box.x0, box.bottom - box.top) >= NOTHING:
            self.shape(points, box, curved, paint, clip)

    def shape(self, points: Sequence[Point], box: Box, curved: bool, paint: Paint, clip: Box | None) -> None:
        """The same for what is large enough to be seen and is painted, with the box around its points."""
        wide, high = box.x1 - box.x0, box.bottom - box.top
        if curved or (len(points) > MARKER_POINTS and max(wide, high) <= MARKER_SIZE):
            self.curve(box, paint.fill, clip)
        elif _is_rectangle(points) or (not paint.stroke and min(wide, high) <= THIN):
            self.rectangle(box, paint, clip)
        elif paint.stroke and is_rectilinear(points):
            self._segments(points, paint, clip)
            if paint.fill and len(points) > 3:
                self.curve(box, True, clip)
        else:
            self.curve(box, paint.fill, clip)

    def curve(self, box: Box, filled: bool, clip: Box | None = None) -> None:
        """Add a path of which only the box matters."""
        shown = _clipped(box, clip)
        if shown:
            self.curves.append(Curve(shown, filled))

    def rectangle(self, box: Box, paint: Paint, clip: Box | None = None) -> None:
        """Add a rectangle whose sides are those of the page; a thin one is a rule."""
        wide, high = box.x1 - box.x0, box.bottom - box.top
        if min(wide, high) <= THIN:
            # Also for the outline of a thin rectangle: its two long edges are one line to the eye.
            thickness = max(min(wide, high), paint.width if paint.stroke else 0.0)
            colour = paint.fill_colour if paint.fill else paint.stroke_colour
            self.rule(box, wide >= high - SQUARE, thickness, paint.dashed and paint.stroke, colour, clip)
            return
        shown = _clipped(box, clip)
        if paint.fill and shown:
            self.fills.append(Fill(shown, paint.fill_colour))
        if paint.stroke:
            x0, top, x1, bottom = box.x0, box.top, box.x1, box.bottom
            for edge, flat in (
                (Box(x0, top, x1, top), True),
                (Box(x0, bottom, x1, bottom), True),
                (Box(x0, top, x0, bottom), False),
                (Box(x1, top, x1, bottom), False),
            ):
                self.rule(edge, flat, paint.width, paint.dashed, paint.stroke_colour, clip)

    def _segments(self, points: Sequence[Point], paint: Paint, clip: Box | None) -> None:
        for (ax, ay), (bx, by) in pairwise(points):
            box = Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
            if ax != bx or ay != by:
                flat = box.x1 - box.x0 >= box.bottom - box.top - SQUARE
                self.rule(box, flat, paint.width, paint.dashed, paint.stroke_colour, clip)

    def rule(self, box: Box, horizontal: bool, width: float, dashed: bool, colour: str, clip: Box | None) -> None:
        """Add a straight stroke."""
        shown = box if clip is None else _clipped(box, clip)
        if shown:
            self.rules.append(Rule(shown, horizontal, width, dashed, colour))

    def joined_rules(self) -> tuple[Rule, ...]:
        """The rules, with runs of short collinear pieces joined to one dashed rule each."""
        short = [rule for rule in self.rules if _length(rule.box) <= DASH_LENGTH]
        if len(short) < DASH_RUN:
            return tuple(self.rules)
        kept = [rule for rule in self.rules if _length(rule.box) > DASH_LENGTH]
        # A square dot lies along either direction, so what makes no row is tried as a column.
        rows, rest = _join_dashes([rule for rule in short if _may_lie(rule.box, True)], True)
        columns, left = _join_dashes(rest + [rule for rule in short if not _may_lie(rule.box, True)], False)
        return (*kept, *rows, *columns, *left)


def _bounds(points: Sequence[Point]) -> Box:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _clipped(box: Box, clip: Box | None) -> Box | None:
    """What of the box shows; None where nothing does. A line on the very edge of the clip still shows."""
    if clip is None:
        return box
    x0, top = max(box.x0, clip.x0 - EDGE), max(box.top, clip.top - EDGE)
    x1, bottom = min(box.x1, clip.x1 + EDGE), min(box.bottom, clip.bottom + EDGE)
    return Box(x0, top, x1, bottom) if x0 <= x1 and top <= bottom else None


def is_rectilinear(points: Sequence[Point]) -> bool:
    """Whether every step runs along the page's sides: a chart's line through similar values does not."""
    slant = SLANT if len(points) == 2 else SLANT / 6
    for (ax, ay), (bx, by) in pairwise(points):
        across, along = sorted((abs(ax - bx), abs(ay - by)))
        if across > min(slant, 0.05 + 0.05 * along):
            return False
    return True


def _is_rectangle(points: Sequence[Point]) -> bool:
    """Four corners in order, with or without the way back to the first; also a doubled line."""
    if len(points) == 5 and max(abs(points[0][0] - points[4][0]), abs(points[0][1] - points[4][1])) > SLANT:
        return False
    if len(points) not in (4, 5):
        return False
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = points[:4]
    flat = abs(ay - by) <= SLANT and abs(bx - cx) <= SLANT and abs(cy - dy) <= SLANT and abs(dx - ax) <= SLANT
    tall = abs(ax - bx) <= SLANT and abs(by - cy) <= SLANT and abs(cx - dx) <= SLANT and abs(dy - ay) <= SLANT
    return flat or tall


def _length(box: Box) -> float:
    return max(box.x1 - box.x0, box.bottom - box.top)


def _may_lie(box: Box, flat: bool) -> bool:
    """Whether a short piece can be a dash of a row (`flat`) or of a column: long that way, or a dot."""
    wide, high = box.x1 - box.x0, box.bottom - box.top
    return wide >= 0.8 * high if flat else high >= 0.8 * wide


def _span(rule: Rule, flat: bool) -> tuple[float, float, float]:
    """Start and end along the rule, and its position across."""
    box = rule.box
    if flat:
        return box.x0, box.x1, (box.top + box.bottom) / 2
    return box.top, box.bottom, (box.x0 + box.x1) / 2


def _join_dashes(pieces: list[Rule], flat: bool) -> tuple[list[Rule], list[Rule]]:
    """The rules that the pieces make in one direction, and the pieces that make none."""
    lines: dict[tuple[int, str], list[Rule]] = defaultdict(list)
    left = []
    for piece in pieces:
        if _may_lie(piece.box, flat):
            lines[(round(_span(piece, flat)[2] * 2), piece.colour)].append(piece)
        else:
            left.append(piece)
    joined: list[Rule] = []
    for line in lines.values():
        for run in _runs(line, flat):
            if len(run) >= DASH_RUN:
                joined.append(_as_one(run, flat))
            else:
                left.extend(run)
    return joined, left


def _runs(line: list[Rule], flat: bool) -> list[list[Rule]]:
    """The pieces of one line, parted where a gap is too wide for a dashed stroke."""
    line.sort(key=lambda rule: _span(rule, flat))
    runs = [[line[0]]]
    for piece in line[1:]:
        if _span(piece, flat)[0] - _span(runs[-1][-1], flat)[1] > DASH_GAP:
            runs.append([])
        runs[-1].append(piece)
    return runs


def _as_one(run: list[Rule], flat: bool) -> Rule:
    gaps = [_span(b, flat)[0] - _span(a, flat)[1] for a, b in pairwise(run)]
    box = Box(
        min(r.box.x0 for r in run),
        min(r.box.top for r in run),
        max(r.box.x1 for r in run),
        max(r.box.bottom for r in run),
    )
    return Rule(box, flat, max(r.width for r in run), max(gaps) > SLANT, run[0].colour)
