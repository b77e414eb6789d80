"""The characters of a page, read from pdfium."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from itertools import repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractor.read import pdfium_calls as pdfium
from extractor.read.pdfium_bulk import Floats, Matrix, answers, colours, combined, mapped_boxes, numbered, structures
from extractor.read.symbols import CONTROLS, UNKNOWN, as_shown, letters_of, pictures
from extractor.read.words import BOLD_NAME, INVISIBLE, STROKE_ONLY, Codes, Glyphs, Runs, nearest_angle, squeezed

NameOf = Callable[[str, int], int | None]

# More characters than any page that a person reads; beyond this the rest is left out and noted.
MOST_CHARACTERS = 200_000
BOLD_WEIGHT = 600
# Letters of a run that are looked at to learn how high it is.
SAMPLE = 20
_font_name = ctypes.create_string_buffer(256)
NOTHING = Glyphs(np.zeros(0, np.uint32), np.zeros((0, 4)), np.zeros(0, np.int64), Runs.of(()))


class Text(NamedTuple):
    """The glyphs of a page in drawing order, in displayed coordinates, and notes on what was left out.

    `objects` are the addresses of the text objects that the runs stand for, `opaque` (0 to 255) goes with them.
    """

    glyphs: Glyphs
    objects: NDArray[np.int64]
    opaque: NDArray[np.int64]
    notes: list[str]


def read_glyphs(page: pdfium.Handle, view: Matrix, name_of: NameOf) -> Text:
    """The text of a page.

    `name_of` gives the code point of a glyph that pdfium cannot name, by font and code; None if unknown.
    """
    text_page = pdfium.load_text(page)
    if not text_page:
        return _no_text("the text of this page is unreadable")
    try:
        return _Reader(text_page, view, name_of).read()
    finally:
        pdfium.close_text(text_page)


class _Reader:
    """Reads one text page; holds the buffers that pdfium writes into."""

    def __init__(self, text_page: pdfium.Handle, view: Matrix, name_of: NameOf) -> None:
        self.page, self.view, self.name_of = text_page, view, name_of
        self.fonts: dict[int, tuple[str, bool, dict[str, str] | None]] = {}

    def read(self) -> Text:
        found = pdfium.count_characters(self.page)
        count = min(max(found, 0), MOST_CHARACTERS)
        codes = self._codes(count)
        objects = self._objects(codes)
        # What pdfium adds by its own judgement, spaces and line ends, belongs to no object.
        drawn = np.flatnonzero(objects)
        if not len(drawn):
            return _no_text()
        objects = objects[drawn]
        boxes = self._boxes(drawn)
        codes = codes[drawn]
        change = np.concatenate(([True], objects[1:] != objects[:-1]))
        firsts = np.flatnonzero(change)
        heights = np.maximum.reduceat(_extent(boxes), firsts)
        owners = objects[firsts].astype(np.int64)
        runs, opaque = self._runs(list(map(pdfium.Handle, owners.tolist())), drawn, firsts, heights)
        run = np.cumsum(change) - 1
        self._name_unknown(codes, drawn, run, runs)
        self._show_symbols(codes, runs, firsts)
        notes = [] if found <= count else [f"{found} characters, of which the first {count} were read"]
        return Text(with_whole_ligatures(Glyphs(codes, boxes, run, runs)), owners, opaque, notes)

    def _objects(self, codes: Codes) -> NDArray[np.uint64]:
        """The object that drew each character, 0 for none.

        The characters of an object stand together, so those between two of one object are not asked; but where
        text runs from right to left pdfium turns it round piece by piece.
        """
        count = len(codes)
        step = 1 if ((codes >= 0x590) & ((codes < 0x900) | (codes >= 0xFB1D))).any() else 4
        some = np.fromiter(map(pdfium.text_object, repeat(self.page), range(0, count, step)), np.uint64)
        if step == 1:
            return some
        inside = np.zeros(len(some), bool)
        inside[:-1] = (some[:-1] == some[1:]) & (some[:-1] != 0)
        found = np.repeat(some, step)[:count]
        open_ = ~np.repeat(inside, step)[:count]
        open_[::step] = False
        rest = np.flatnonzero(open_)
        found[rest] = np.fromiter(map(pdfium.text_object, repeat(self.page), rest.tolist()), np.uint64, len(rest))
        return found

    def _codes(self, count: int) -> Codes:
        """One code point for each index."""
        buffer = np.zeros(2 * count + 2, np.uint16)
        written = pdfium.text(self.page, 0, count, ctypes.c_void_p(buffer.ctypes.data)) - 1
        codes = buffer[: max(written, 0)].astype(np.uint32)
        if ((codes >= 0xD800) & (codes < 0xE000)).any():
            text = buffer[:written].tobytes().decode("utf-16-le", "surrogatepass")
            codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).copy()
        if len(codes) != count:
            # pdfium leaves characters without a Unicode value out of its text, which would shift the rest.
            codes = np.array(list(map(pdfium.unicode, repeat(self.page), range(count))), np.uint32)
            codes[(codes == 0) | (codes > 0x10FFFF)] = ord(UNKNOWN)
        return codes

    def _name_unknown(self, codes: Codes, drawn: NDArray[np.int64], run: NDArray[np.int64], runs: Runs) -> None:
        """Put letters, or a mark, in the place of codes that no font means to print."""
        for at in np.flatnonzero((codes < 32) | (codes == 0xFFFE)).tolist():
            code = int(codes[at])
            if code == 0xFFFE or (code == 2 and pdfium.is_hyphen(self.page, int(drawn[at]))):
                codes[at] = ord("-")  # pdfium's marks for a hyphen at the end of a line
            elif code in CONTROLS:
                codes[at] = self.name_of(runs.font[run[at]], code) or ord(UNKNOWN)

    def _show_symbols(self, codes: Codes, runs: Runs, firsts: NDArray[np.int64]) -> None:
        """Put the arrows and ticks that symbol fonts draw in the place of the letters that stand for them."""
        symbols = {name: shown for name, _, shown in self.fonts.values() if shown}
        if not symbols:
            return
        for font, first, end in zip(runs.font, firsts, [*firsts[1:], len(codes)], strict=True):
            if font in symbols:
                codes[first:end] = [as_shown(int(code), symbols[font]) for code in codes[first:end]]

    def _boxes(self, indices: NDArray[np.int64]) -> Floats:
        """The advance boxes as rows of x0, top, x1, bottom on the displayed page."""
        corners = numbered(pdfium.character_box, self.page, indices.tolist(), 4)
        return mapped_boxes(corners, np.array([self.view]))

    def _runs(
        self, handles: list[pdfium.Handle], drawn: NDArray[np.int64], firsts: NDArray[np.int64], heights: Floats
    ) -> tuple[Runs, NDArray[np.int64]]:
        """The runs of the text objects `handles`, as high as `heights`, and how opaque each is.

        `drawn` are the indices of all characters, `firsts` the places of the first one of each object in it.
        """
        matrices = numbered(pdfium.character_matrix, self.page, drawn[firsts].tolist(), 6)
        a, b, c, d, x, y = combined(matrices, np.broadcast_to(np.array(self.view), matrices.shape)).T
        sizes = structures(pdfium.text_size, handles, 1)[:, 0] * np.hypot(c, d)
        strange = np.flatnonzero((sizes < 0.4 * heights) | (sizes > 4 * heights))
        for at, high in zip(strange.tolist(), self._ink_heights(strange, drawn, firsts), strict=True):
            # Fonts whose letters are drawn in units of their own (Type 3) give no size; of others the height is a lie.
            if not 0.1 * sizes[at] <= high <= 1.5 * sizes[at]:
                sizes[at] = heights[at]
        sizes = sizes.round(3)
        angles = np.zeros(len(handles), np.int64)
        for at in np.flatnonzero((np.abs(b) > 1e-6) | (a < 0)).tolist():
            angles[at] = nearest_angle(a[at], b[at])
        modes = answers(pdfium.text_mode, handles)
        shades, opaque = colours(pdfium.fill_colour, handles)
        for at in np.flatnonzero(np.isin(modes, STROKE_ONLY)).tolist():
            (shades[at],), (opaque[at],) = colours(pdfium.stroke_colour, [handles[at]])
        visible = ~np.isin(modes, INVISIBLE) & ~squeezed(a, b, c, d)
        addresses = list(map(pdfium.text_font, handles))
        self.fonts = {address: self._font(address) for address in set(addresses)}
        fonts = [self.fonts[address] for address in addresses]
        return Runs([f[0] for f in fonts], sizes, [f[1] for f in fonts], angles, visible, shades, x, y), opaque

    def _ink_heights(
        self, which: NDArray[np.int64], drawn: NDArray[np.int64], firsts: NDArray[np.int64]
    ) -> Iterator[float]:
        """How high the letters of some runs are drawn, whatever their font claims."""
        ends = np.append(firsts[1:], len(drawn))
        for at in which.tolist():
            some = drawn[firsts[at] : ends[at]][:SAMPLE].tolist()
            boxes = mapped_boxes(ink_boxes(self.page, some), np.array([self.view]))
            yield float(_extent(boxes).max(initial=0.0))

    def _font(self, address: int) -> tuple[str, bool, dict[str, str] | None]:
        """Name, whether bold, and what its letters show where they are no letters."""
        handle = pdfium.Handle(address)
        _font_name.value = b""
        pdfium.font_name(handle, _font_name, len(_font_name))
        name = _font_name.value.decode("utf-8", "replace").split("+")[-1]
        bold = bool(BOLD_NAME.search(name)) or pdfium.font_weight(handle) >= BOLD_WEIGHT
        return name, bold, pictures(name)


def ink_boxes(text_page: pdfium.Handle, indices: list[int]) -> Floats:
    """Boxes around what is drawn of each character, as rows of x0, y0, x1, y1 on the page."""
    sides = [ctypes.c_double() for _ in range(4)]
    found = np.zeros((len(indices), 4))
    for row, index in enumerate(indices):
        pdfium.ink_box(text_page, index, *map(ctypes.byref, sides))
        left, right, bottom, top = (side.value for side in sides)
        found[row] = left, bottom, right, top
    return found


def _no_text(*notes: str) -> Text:
    return Text(NOTHING, np.zeros(0, np.int64), np.zeros(0, np.int64), list(notes))


def with_whole_ligatures(glyphs: Glyphs) -> Glyphs:
    """The glyphs with the letters of miswritten ligatures put right; what is left of them is marked unknown."""
    codes, boxes = glyphs.codes, glyphs.boxes
    suspect = np.flatnonzero((codes[:-1] >= 0x4100) & (codes[:-1] & 0xFF == 0) & (codes[1:] & 0xFF == 0))
    if not len(suspect) and (codes < 0xD800).all():
        return glyphs
    copies = np.ones(len(codes), np.int64)
    put: dict[int, str] = {}
    for at in suspect.tolist():
        letters = letters_of(int(codes[at]), int(codes[at + 1])) if (boxes[at] == boxes[at + 1]).all() else ""
        if letters:
            put[at], copies[at], copies[at + 1] = letters, len(letters), 0
    codes = np.repeat(codes, copies)
    places = np.cumsum(copies) - copies
    for at, letters in put.items():
        codes[places[at] : places[at] + len(letters)] = [ord(letter) for letter in letters]
    codes[(codes >= 0xD800) & (codes < 0xE000)] = ord(UNKNOWN)
    return Glyphs(codes, np.repeat(boxes, copies, axis=0), np.repeat(glyphs.run, copies), glyphs.runs)


def _extent(boxes: Floats) -> Floats:
    return np.maximum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1])
