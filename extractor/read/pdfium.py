"""The fast PDF reader: pdfium's C functions, as few calls as can be made."""

from __future__ import annotations

import ctypes
import re
import weakref
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

from extractor.model import Page, Word
from extractor.read import pdfium_calls as pdfium
from extractor.read.glyph_names import GlyphNames
from extractor.read.pages import Damaged
from extractor.read.pdfium_forms import Forms
from extractor.read.pdfium_paths import Drawn, read_objects
from extractor.read.pdfium_seen import FAR, UNDRAWN, Canvas, hidden_runs, is_drawable, put_off, unseen
from extractor.read.pdfium_text import Text, read_glyphs
from extractor.read.seen import Drawing, packed, run_boxes, suspects
from extractor.read.words import find_words

# An entry of a form or an image that puts it on a layer (optional content).
LAYERED = re.compile(rb"/OC\s*(?:\d+\s+\d+\s+R|<<)")
# When text is drawn that is not among the objects of its page: there are too many of these.
LAST = 1 << 40
# A page is read anew for what lay on hidden text, and again for what lay on that.
MOST_READINGS = 6
_Corners = ctypes.c_float * 4


class PageView:
    """From the coordinates of a page's content to those of the page as displayed.

    A point (x, y) goes to (a x + c y + e, b x + d y + f); `width` and `height` are as displayed, in points.
    """

    def __init__(self, page: pdfium.Handle) -> None:
        corners = _Corners()
        pdfium.page_bounds(page, corners)
        left, top, right, bottom = corners
        wide, high = right - left, top - bottom
        turns = pdfium.page_rotation(page) % 4
        self.matrix = (
            (1.0, 0.0, 0.0, -1.0, -left, top),
            (0.0, 1.0, 1.0, 0.0, -bottom, -left),
            (-1.0, 0.0, 0.0, 1.0, right, -bottom),
            (0.0, -1.0, -1.0, 0.0, top, right),
        )[turns]
        self.width, self.height = (high, wide) if turns % 2 else (wide, high)


class PdfiumPages:
    """The pages of one PDF through pdfium; `page(i)` counts from 0."""

    reader = "pdfium"

    def __init__(self, data: bytes) -> None:
        document = raw.FPDF_LoadMemDocument64(data, len(data), None)
        if not document:
            raise _error()
        self._names = GlyphNames(data)
        # Whether a form or image may stand on a layer that is off: their dictionaries are never packed away.
        self._layered_forms = bool(LAYERED.search(data))
        self._drawable = is_drawable(data)
        self._document = document
        self._handle = ctypes.cast(document, pdfium.Handle)
        # pdfium reads from the data for as long as the document is open.
        self._forms = Forms(document)
        self._finish = weakref.finalize(self, _close, document, data, self._forms)
        self.count: int = raw.FPDF_GetPageCount(document)

    def page(self, index: int) -> Page:
        """Read one page; raises `Damaged` where pdfium finds none."""
        page = self._load(index)
        try:
            changed, notes = self._forms.show(page)
            if not changed:
                return self._read(page, index, notes)
        finally:
            pdfium.close_page(page)
        page = self._load(index)
        try:
            return self._read(page, index, notes)
        finally:
            pdfium.close_page(page)

    def _load(self, index: int) -> pdfium.Handle:
        page: pdfium.Handle | None = pdfium.load_page(self._handle, index) if self._finish.alive else None
        if not page:
            raise _error()
        return page

    def _read(self, page: pdfium.Handle, index: int, notes: list[str]) -> Page:
        view = PageView(page)
        name_of = partial(self._names.code_point, index)
        read = partial(read_glyphs, page, view.matrix, name_of)
        text = read()
        drawn = read_objects(page, view.matrix, view.width, view.height, self._layered_forms)
        if self._drawable:
            words, untold = _words(page, view, text, drawn, read), []
        else:
            words = find_words(text.glyphs, view.width, view.height)
            untold = [UNDRAWN] if suspects(_drawing(text, drawn), drawn.shapes).any() else []
        return Page(
            number=index + 1,
            width=view.width,
            height=view.height,
            words=tuple(words),
            rules=drawn.ink.joined_rules(),
            fills=tuple(drawn.ink.fills),
            curves=tuple(drawn.ink.curves),
            images=tuple(drawn.images),
            notes=(*notes, *text.notes, *drawn.notes, *untold),
        )

    def properties(self) -> dict[str, str]:
        """What the file says of itself: title, author, creator, producer, where given."""
        found = {name.lower(): self._property(name) for name in ("Title", "Author", "Creator", "Producer")}
        return {name: value for name, value in found.items() if value}

    def _property(self, name: str) -> str:
        buffer = ctypes.create_string_buffer(2048)
        length = raw.FPDF_GetMetaText(self._document, name.encode(), buffer, len(buffer))
        return buffer.raw[: max(min(length, len(buffer)) - 2, 0)].decode("utf-16-le", "replace").strip()

    def close(self) -> None:
        """Let go of the file; happens by itself when nothing refers to it any more."""
        self._finish()


def _words(page: pdfium.Handle, view: PageView, text: Text, drawn: Drawn, read: Callable[[], Text]) -> list[Word]:
    """The words of a page, those that nobody sees marked so.

    pdfium takes a letter that stands where it met the same letter before for one drawn twice, and drops it, also where
    the first one has been painted over. So text that is hidden as a whole is put away and the page is read again.
    """
    size = view.width, view.height
    put_away: list[Word] = []
    for left in reversed(range(MOST_READINGS)):
        hidden = _hidden(page, view, text, drawn)
        gone = hidden_runs(text.glyphs, hidden)
        if not (left and gone.any()):
            break
        put_away += find_words(text.glyphs.only(gone[text.glyphs.run]), *size, np.ones(len(text.glyphs.run), bool))
        put_off(text.objects[gone], text.objects[~gone])
        text = read()
        on_page = (text.glyphs.runs.x < FAR / 2)[text.glyphs.run]
        text = text._replace(glyphs=text.glyphs.only(on_page))
    return [*find_words(text.glyphs, *size, hidden), *put_away]


def _hidden(page: pdfium.Handle, view: PageView, text: Text, drawn: Drawn) -> NDArray[np.bool_] | None:
    """Whether each glyph is hidden from a reader; None if none is."""
    if not len(text.glyphs.run):
        return None
    canvas = Canvas(page, (view.width, view.height))
    return unseen(canvas, text.glyphs, text.objects, _drawing(text, drawn), drawn.shapes)


def _drawing(text: Text, drawn: Drawn) -> Drawing:
    """How the runs of a page are drawn."""
    addresses = text.objects.tolist()
    clips = drawn.texts.clips
    return Drawing(
        run_boxes(text.glyphs),
        text.glyphs.runs.size,
        np.array([drawn.texts.order.get(address, LAST) for address in addresses]),
        packed(text.glyphs.runs.colour),
        text.opaque,
        np.array([address in drawn.texts.layered for address in addresses]),
        {run: clips[address] for run, address in enumerate(addresses) if address in clips} if clips else {},
    )


def _close(document: Any, data: bytes, forms: Forms) -> None:
    forms.close()
    raw.FPDF_CloseDocument(document)


def _error() -> Damaged:
    code = raw.FPDF_GetLastError()
    return Damaged(f"pdfium error {code}", encrypted=code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY))
