"""The reference PDF reader: pdfplumber, slow and thorough, and the fallback where pdfium gives up."""

from __future__ import annotations

import io
import logging
import math
from collections import Counter
from typing import Any

import numpy as np
import pdfplumber
from numpy.typing import NDArray
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfplumber.page import PDFPageAggregatorWithMarkedContent

from extractor.model import Box, Page, Word
from extractor.read.pages import Damaged, PageSource
from extractor.read.paths import Ink, Paint
from extractor.read.pdf_damage import PageTree
from extractor.read.pdf_document import SafeDocument
from extractor.read.symbols import CONTROLS, UNKNOWN, as_shown, letters_of, pictures
from extractor.read.words import (
    BOLD_NAME,
    INVISIBLE,
    STROKE_ONLY,
    Glyphs,
    Run,
    Runs,
    find_words,
    nearest_angle,
    squeezed,
)

# What these libraries think of a damaged file is no news to a user; who wants it sets up logging.
for _name in ("pdfminer", "pdfplumber"):
    logging.getLogger(_name).addHandler(logging.NullHandler())


pdfplumber.pdf.PDFDocument = SafeDocument  # type: ignore[attr-defined]


class PlumberPages:
    """The pages of one PDF through pdfplumber; `page(i)` counts from 0."""

    reader = "pdfplumber"

    def __init__(self, data: bytes, shown: PageSource | None = None) -> None:
        """`shown` are the same pages by a library that knows what of their text shows, which pdfplumber does not."""
        self._shown = shown
        try:
            self._pdf = pdfplumber.open(io.BytesIO(data))
            self._places = _places(data, [page.page_obj.pageid for page in self._pdf.pages])
            self.count = len(self._places)
        except Exception as error:  # on damaged bytes pdfminer raises whatever the damage leads to
            raise Damaged(_why(error), encrypted="Password" in repr(error)) from error

    def page(self, index: int) -> Page:
        """Read one page; raises `Damaged` where that fails."""
        if index >= self.count:
            raise Damaged("it is missing from the file")
        place = self._places[index]
        if place is None:
            raise Damaged("it is missing from the file")
        source = self._pdf.pages[place]
        try:
            return _read(source, index + 1, self._hidden(index))
        except Exception as error:  # as above
            raise Damaged(_why(error)) from error
        finally:
            source.close()

    def _hidden(self, index: int) -> list[Word]:
        """The words of a page that nobody sees, as far as that is known."""
        if self._shown is None or index >= self._shown.count:
            return []
        try:
            return [word for word in self._shown.page(index).words if not word.visible]
        except Damaged:
            return []

    def properties(self) -> dict[str, str]:
        """What the file says of itself: title, author, creator, producer, where given."""
        names = ("Title", "Author", "Creator", "Producer")
        found = {name.lower(): self._pdf.metadata.get(name) for name in names}
        return {name: value.strip() for name, value in found.items() if isinstance(value, str) and value.strip()}

    def close(self) -> None:
        self._pdf.close()
        if self._shown is not None:
            self._shown.close()


def _places(data: bytes, known: list[object]) -> list[int | None]:
    """Where each page of the page tree stands among those that pdfplumber knows, None for what it passes over."""
    numbers = PageTree(data).numbers
    if [number for number in numbers if number in known] != known:
        return list(range(len(known)))
    return [known.index(number) if number in known else None for number in numbers]


def _why(error: Exception) -> str:
    """The error on one short line, whatever bytes of the file it quotes."""
    line = f"{type(error).__name__}: {error}".splitlines()[0][:100]
    return "".join(c if c.isprintable() else "?" for c in line)


class _Device(PDFPageAggregatorWithMarkedContent):
    """Also notes each character's render mode, rise and stretch, which pdfplumber drops, in the place of its tag."""

    def render_string(self, textstate: Any, *arguments: Any) -> None:
        self.cur_tag: Any = (textstate.render, textstate.rise, textstate.scaling / 100)
        super().render_string(textstate, *arguments)


def _read(source: Any, number: int, hidden: list[Word]) -> Page:
    device = _Device(source.pdf.rsrcmgr, pageno=number, laparams=None)
    PDFPageInterpreter(source.pdf.rsrcmgr, device).process_page(source.page_obj)
    source._layout = device.get_result()
    left, top, right, bottom = _shown(source)
    ink = Ink()
    for shape in (*source.rects, *source.lines, *source.curves):
        points = [(float(x) - left, float(y) - top) for x, y in shape["pts"]]
        curved = any(step[0] in ("c", "v", "y") for step in shape.get("path") or ())
        ink.add(points, curved, _paint(shape))
    width, height = right - left, bottom - top
    glyphs = _glyphs(source, left, top)
    return Page(
        number=number,
        width=width,
        height=height,
        words=tuple(find_words(glyphs, width, height, _among(glyphs, hidden))),
        rules=ink.joined_rules(),
        fills=tuple(ink.fills),
        curves=tuple(ink.curves),
        images=tuple(_shift(image, left, top) for image in source.images),
        notes=_typed(source),
    )


def _typed(source: Any) -> tuple[str, ...]:
    """What is to be said of form fields and notes typed on the page, which pdfplumber does not read."""
    typed = [
        a["data"] for a in source.annots if getattr(a["data"].get("Subtype"), "name", "") in ("Widget", "FreeText")
    ]
    texts = [data.get("V") or data.get("Contents") or b"" for data in typed]
    if not any(isinstance(text, bytes) and any(48 <= byte <= 57 for byte in text) for text in texts):
        return ()
    return ("its form fields and typed notes hold figures, which only the reader pdfium reads",)


def _among(glyphs: Glyphs, words: list[Word]) -> NDArray[np.bool_] | None:
    """Which glyphs are letters of these words: the first of their kind within the box of the word."""
    if not words:
        return None
    found = np.zeros(len(glyphs.codes), bool)
    x, y = (glyphs.boxes[:, :2] + glyphs.boxes[:, 2:]).T / 2
    for word in words:
        box = word.box
        inside = (x >= box.x0) & (x <= box.x1) & (y >= box.top) & (y <= box.bottom) & ~found
        for letter, times in Counter(word.text).items():
            found[np.flatnonzero(inside & (glyphs.codes == ord(letter)))[:times]] = True
    return found


def _shown(source: Any) -> tuple[float, float, float, float]:
    """The part of the page that is displayed: the crop box, as far as it lies on the page."""
    page, crop = source.mediabox, source.cropbox
    left, top = max(page[0], crop[0]), max(page[1], crop[1])
    right, bottom = min(page[2], crop[2]), min(page[3], crop[3])
    if right <= left or bottom <= top:
        left, top, right, bottom = page
    return float(left), float(top), float(right), float(bottom)


def _glyphs(source: Any, left: float, top: float) -> Glyphs:
    """The characters in drawing order; neighbours that look alike and share a line make one run."""
    codes: list[int] = []
    boxes: list[tuple[float, float, float, float]] = []
    index: list[int] = []
    runs: list[Run] = []
    known: dict[Run, int] = {}
    for char in source.chars:
        run = _run(char, left, top, source)
        place = known.setdefault(run, len(runs))
        if place == len(runs):
            runs.append(run)
        box = _shift(char, left, top)
        shown = pictures(run.font)
        for code in map(ord, _letters(char["text"])):
            codes.append(as_shown(code, shown) if shown else code)
            boxes.append((box.x0, box.top, box.x1, box.bottom))
            index.append(place)
    return Glyphs(np.array(codes, np.uint32), np.array(boxes).reshape(-1, 4), np.array(index, np.int64), Runs.of(runs))


def _run(char: Any, left: float, top: float, source: Any) -> Run:
    a, b, c, d, e, f = (float(v) for v in char["matrix"])
    mode, rise, stretch = char["tag"] or (0, 0.0, 1.0)
    font = char["fontname"].split("+")[-1]
    angle = nearest_angle(a, -b)
    x, y = source.point2coord((e + c * rise, f + d * rise))
    return Run(
        font=font,
        size=round(_size(char, angle), 2),
        bold=bool(BOLD_NAME.search(font)),
        rotation=angle,
        visible=mode not in INVISIBLE and not squeezed(a * stretch, b * stretch, c, d),
        colour=_hex(char.get("stroking_color" if mode in STROKE_ONLY else "non_stroking_color")),
        # Only the height of a level line matters, and the side of an upright one: else each letter is a run.
        x=0.0 if angle in (0, 180) else x - left,
        y=0.0 if angle in (90, 270) else y - top,
    )


def _size(char: Any, angle: int) -> float:
    """The font size on the page: what the box of the character measures across the line."""
    a, b = char["matrix"][:2]
    cos, sin = abs(math.cos(math.radians(angle))), abs(math.sin(math.radians(angle)))
    advance = char["adv"] * math.hypot(a, b)
    if cos >= sin:
        return float((char["height"] - advance * sin) / cos)
    return float((char["width"] - advance * cos) / sin)


def _letters(text: str) -> str:
    """The letters of one glyph; what has no Unicode value is marked as such."""
    if text.startswith("(cid:"):
        return UNKNOWN
    return (letters_of(ord(text[0]), ord(text[1])) if len(text) == 2 else "") or text.translate(CONTROLS)


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
