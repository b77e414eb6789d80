"""What lies on a slide, in the order a person sees it: from the top down, side by side from the left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from extractor.read.docx_package import A, Element
from extractor.read.docx_text import ALTERNATE, alternative

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
TITLES = ("title", "ctrTitle")
Box = tuple[int, int, int, int]  # top, left, bottom, right in EMU, of which a point has 12,700
_SLACK = 101_600  # EMU, 8 points, by which boxes of text reach over their neighbours
_MOST_CUTS = 12  # one within the other
_MOST_BANDS = 40  # of a slide that are looked at together
_MOST_GROUPS = 400  # one within the other; no part may be nested deeper
_TABLE = f"{A}graphic/{A}graphicData/{A}tbl"
Kind = Literal["table", "text", "picture", "drawing"]


@dataclass(slots=True)
class Shape:
    """One shape. `key` names the place that its layout keeps for it."""

    kind: Kind
    element: Element
    holder: str = ""
    key: str = ""
    box: Box | None = None
    hidden: bool = False


def shapes_of(tree: Element, depth: int = 0) -> list[Shape]:
    """The shapes of a slide or group as they lie one over the other; those of a group together, in their order."""
    found: list[Shape] = []
    for child in tree:
        if child.tag == ALTERNATE:
            branch = alternative(child)
            found += shapes_of(branch, depth) if branch is not None and depth < _MOST_GROUPS else []
        elif child.tag == f"{P}grpSp":
            found += _group(child, depth)
        elif child.tag == f"{P}sp":
            found.append(_shape("text", child))
        elif child.tag == f"{P}pic":
            found.append(_shape("picture", child))
        elif child.tag == f"{P}graphicFrame":
            found.append(_shape("table" if child.find(_TABLE) is not None else "drawing", child))
    return found


def _group(group: Element, depth: int) -> list[Shape]:
    """The shapes of a group, all at the place of the group."""
    if depth >= _MOST_GROUPS:
        return []
    box = _box(group.find(f"{P}grpSpPr/{A}xfrm"))
    hidden = _is_hidden(group)
    inner = placed(shapes_of(group, depth + 1), {})
    for shape in inner:
        shape.box, shape.hidden = box, shape.hidden or hidden
    return inner


def placed(shapes: Sequence[Shape], layout: Mapping[str, Box]) -> list[Shape]:
    """The shapes in reading order, titles first; those of no known place keep the order they lie in."""
    for shape in shapes:
        if shape.box is None:
            shape.box = layout.get(shape.key) or layout.get(shape.key.partition("#")[0] + "#")
    titles = [shape for shape in shapes if shape.holder in TITLES]
    unplaced = [shape for shape in shapes if shape.box is None and shape not in titles]
    rest = [shape for shape in shapes if shape.box is not None and shape not in titles]
    return [*titles, *unplaced, *_ordered(rest, _MOST_CUTS)]


def _ordered(shapes: list[Shape], left: int) -> list[Shape]:
    """Band by band; tables and charts that stand side by side each with what is over and under them."""
    bands = _cut(shapes, 0)
    if len(shapes) < 2 or left <= 0:
        return sorted(shapes, key=lambda shape: shape.box or (0, 0, 0, 0))
    found: list[Shape] = []
    at = 0
    while at < len(bands):
        columns, end = _columns(bands, at)
        parts = columns if len(columns) > 1 else [bands[at]]
        if len(parts) == 1 and len(bands) == 1:
            return sorted(shapes, key=lambda shape: shape.box or (0, 0, 0, 0))
        for part in parts:
            found += _ordered(part, left - 1)
        at = end
    return found


def _columns(bands: list[list[Shape]], at: int) -> tuple[list[list[Shape]], int]:
    """The columns that the most bands from one on make, with a table or chart in two of them, and where they end."""
    for end in range(min(len(bands), at + _MOST_BANDS), at, -1):
        columns = _cut([shape for band in bands[at:end] for shape in band], 1)
        framed = sum(any(shape.kind in ("table", "drawing") for shape in column) for column in columns)
        if framed > 1:
            return columns, end
    columns = _cut(bands[at], 1) if len(bands) == 1 else []
    return columns, at + 1


def _cut(shapes: Sequence[Shape], side: int) -> list[list[Shape]]:
    """The shapes parted where a line runs between them, down (1) or across (0) the slide."""
    parts: list[list[Shape]] = []
    end = 0
    for shape in sorted(shapes, key=lambda shape: (shape.box or (0, 0, 0, 0))[side]):
        box = shape.box or (0, 0, 0, 0)
        if not parts or box[side] >= end - _SLACK:
            parts.append([])
        parts[-1].append(shape)
        end = max(end, box[side + 2])
    return parts


def _shape(kind: Kind, element: Element) -> Shape:
    holder = next(element.iter(f"{P}ph"), None)
    kind_of_holder = holder.get("type", "body") if holder is not None else ""
    key = f"{kind_of_holder}#{holder.get('idx', '')}" if holder is not None else ""
    own = element.find(f"{P}xfrm")
    frame = own if own is not None else element.find(f"{P}spPr/{A}xfrm")
    return Shape(kind, element, kind_of_holder, key, _box(frame), _is_hidden(element))


def _box(frame: Element | None) -> Box | None:
    offset = frame.find(f"{A}off") if frame is not None else None
    extent = frame.find(f"{A}ext") if frame is not None else None
    if offset is None or extent is None:
        return None
    sides = [offset.get("y", ""), offset.get("x", ""), extent.get("cy", ""), extent.get("cx", "")]
    if not all(side.lstrip("-").isdecimal() and len(side) < 12 for side in sides):
        return None
    top, left, height, width = map(int, sides)
    return top, left, top + height, left + width


def _is_hidden(element: Element) -> bool:
    about = next(element.iter(f"{P}cNvPr"), None)
    return about is not None and about.get("hidden", "0") in ("1", "true")
