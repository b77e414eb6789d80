"""The reference PDF reader: pdfplumber, slow and thorough, and the fallback where pdfium gives up."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pdfplumber

from extractor.model import Box, Page, Word
from extractor.read.paths import Ink, Paint

_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)


class PlumberPages:
    """The pages of one PDF through pdfplumber; `page(i)` counts from 0."""

    reader = "pdfplumber"

    def __init__(self, data: bytes) -> None:
        self._pdf = pdfplumber.open(io.BytesIO(data))
        self.count = len(self._pdf.pages)

    def page(self, index: int) -> Page:
        """Read one page; raises whatever pdfplumber does on damage."""
        source = self._pdf.pages[index]
        try:
            return _read(source, index + 1)
        finally:
            source.close()

    def close(self) -> None:
        self._pdf.close()


def _read(source: Any, number: int) -> Page:
    left, top, right, bottom = (float(v) for v in source.cropbox)
    ink = Ink()
    for shape in (*source.rects, *source.lines, *source.curves):
        points = [(float(x) - left, float(y) - top) for x, y in shape["pts"]]
        curved = any(step[0] in ("c", "v", "y") for step in shape.get("path") or ())
        ink.add(points, curved, _paint(shape))
    return Page(
        number=number,
        width=right - left,
        height=bottom - top,
        words=tuple(_words(source, left, top, right - left, bottom - top)),
        rules=ink.joined_rules(),
        fills=tuple(ink.fills),
        curves=tuple(ink.curves),
        images=tuple(_shift(image, left, top) for image in source.images),
    )


def _words(source: Any, left: float, top: float, width: float, height: float) -> Iterator[Word]:
    found = source.dedupe_chars(tolerance=1).extract_words(
        x_tolerance_ratio=0.15,
        y_tolerance=2,
        extra_attrs=["fontname", "size"],
        expand_ligatures=True,
        return_chars=True,
    )
    for word in found:
        box = _shift(word, left, top)
        first = word["chars"][0]
        inside = box.x1 > 0 and box.x0 < width and box.bottom > 0 and box.top < height
        yield Word(
            text=word["text"],
            box=box,
            font=word["fontname"].split("+")[-1],
            size=float(word["size"]),
            bold=bool(_BOLD.search(word["fontname"])),
            rotation=0 if word["upright"] else {"ttb": 90, "btt": 270}.get(word["direction"], 0),
            visible=inside,
            colour=_hex(first.get("non_stroking_color")),
        )


def _shift(thing: Any, left: float, top: float) -> Box:
    return Box(
        float(thing["x0"]) - left,
        float(thing["top"]) - top,
        float(thing["x1"]) - left,
        float(thing["bottom"]) - top,
    )


def _paint(shape: Any) -> Paint:
    dash = shape.get("dash")
    return Paint(
        stroke=bool(shape.get("stroke")),
        fill=bool(shape.get("fill")),
        width=float(shape.get("linewidth") or 0.0),
        dashed=bool(dash and dash[0]),
        stroke_colour=_hex(shape.get("stroking_color")),
        fill_colour=_hex(shape.get("non_stroking_color")),
    )


def _hex(colour: Any) -> str:
    """Grey, RGB or CMYK components of 0 to 1 as "#rrggbb"; empty for patterns and the unknown."""
    if isinstance(colour, int | float):
        colour = (colour,)
    if not isinstance(colour, list | tuple) or not all(isinstance(c, int | float) for c in colour):
        return ""
    if len(colour) == 1:
        colour = (colour[0],) * 3
    elif len(colour) == 4:
        c, m, y, k = colour
        colour = ((1 - c) * (1 - k), (1 - m) * (1 - k), (1 - y) * (1 - k))
    if len(colour) != 3:
        return ""
    return "#" + "".join(f"{round(255 * min(max(float(c), 0.0), 1.0)):02x}" for c in colour)
