"""Whether the page shows a run: text may be hidden, too small to see, or of the colour of what is behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from extractor.read.docx_package import Element, W
from extractor.read.docx_styles import Styles, fill, number, struck, toggle, value

Look = Literal["shown", "hidden", "struck"]
Backdrop = str | None  # the colour behind a text as six hex digits, None where it is not known
PAPER = "ffffff"

_SEEN = 2  # half points; type of 1 pt is a speck, and 1 pt is the smallest that Word sets
_APART = 8  # of 255, in any of red, green and blue: colours nearer than that look the same on paper and screen
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_ANCHOR, _EXTENT = f"{_DRAWING}anchor", f"{_DRAWING}extent"
_VML = "{urn:schemas-microsoft-com:vml}"
_POINTS = re.compile(r"\s*(\d{3,4})(?:\.\d+)?pt\s*")  # a hundred points and more, 3.5 cm
_LARGE = 1_800_000  # English metric units, 5 cm each way: white type of a cover stands on that much, and on no logo
_COLOUR = re.compile(r"[0-9a-f]{6}")
# The bits of the old form of `w:tblLook`, for the parts of a table that its style shades in their own way.
_PARTS = {"firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100}
_NO_BANDS = {"noHBand": 0x200, "noVBand": 0x400}


def page_backdrop(parts: Iterable[Element]) -> Backdrop:
    """The backdrop of a document: paper, unless its page is coloured or a large picture lies behind its text.

    `parts` are the body and the headers and footers, which may hold such a picture for every page.
    """
    for part in parts:
        if part.find(f"{W}background") is not None or any(map(_is_backcloth, part.iter(_ANCHOR))):
            return None
        if any(map(_is_old_backcloth, part.iter(f"{_VML}rect", f"{_VML}shape"))):
            return None
    return PAPER


def _is_backcloth(anchor: Element) -> bool:
    extent = anchor.find(_EXTENT)
    sides = [extent.get(side, "0") if extent is not None else "0" for side in ("cx", "cy")]
    large = all(side.isdecimal() and len(side) < 12 and int(side) >= _LARGE for side in sides)
    return large and anchor.get("behindDoc", "0") in ("1", "true")


def _is_old_backcloth(shape: Element) -> bool:
    """The same in the way of Word 2007 and before; a watermark of letters is none."""
    style = dict(part.split(":", 1) for part in (shape.get("style") or "").split(";") if ":" in part)
    large = all(_POINTS.fullmatch(style.get(side, "")) for side in ("width", "height"))
    return large and style.get("z-index", "").strip().startswith("-") and shape.find(f"{_VML}textpath") is None


def run_look(properties: Element | None, style: str, styles: Styles, behind: Backdrop) -> Look:
    """How a run looks that stands in a paragraph of this style, before this backdrop."""
    own = value(properties, "rStyle") or ""
    hidden = toggle(properties, "vanish")
    if styles.hidden(own) or styles.hidden(style) if hidden is None else hidden:
        return "hidden"
    size = properties.find(f"{W}sz") if properties is not None else None
    if 0 < number(size, styles.size(style)) <= _SEEN:
        return "hidden"
    colour = value(properties, "color") or styles.colour(own) or styles.colour(style)
    if colour and _same(colour.lower(), _behind_run(properties, own, styles, behind)):
        return "hidden"
    crossed = struck(properties)
    return "struck" if (styles.struck(own) or styles.struck(style) if crossed is None else crossed) else "shown"


def behind_paragraph(properties: Element | None, style: str, styles: Styles, behind: Backdrop) -> Backdrop:
    """The backdrop of a paragraph: its own shading, or what it stands on."""
    return _over(fill(properties) or styles.fill(style), behind)


def _behind_run(properties: Element | None, own: str, styles: Styles, behind: Backdrop) -> Backdrop:
    marker = value(properties, "highlight")
    if marker and marker != "none":
        return PAPER if marker == "white" else None
    return _over(fill(properties) or styles.fill(own), behind)


def _over(colour: str | None, behind: Backdrop) -> Backdrop:
    """What is seen behind a text where something of that colour is laid over the backdrop."""
    if colour in (None, "", "auto", "none"):
        return behind
    return colour if _COLOUR.fullmatch(colour or "") else None


def _same(colour: str, behind: Backdrop) -> bool:
    if behind is None or not _COLOUR.fullmatch(colour):
        return False
    return all(abs(int(colour[i : i + 2], 16) - int(behind[i : i + 2], 16)) <= _APART for i in (0, 2, 4))


@dataclass(frozen=True, slots=True)
class TableLook:
    """What a table style shades, as far as the table makes use of it."""

    styles: Styles
    style: str
    used: frozenset[str]

    def behind(self, own: str | None, place: tuple[int, int], size: tuple[int, int], behind: Backdrop) -> Backdrop:
        """The backdrop of the cell at `place` (row, column) of a table of `size`, `own` being its own shading."""
        if own is not None:
            return _over(own, behind)
        for part in self._parts(place, size):
            colour = self.styles.table_fill(self.style, part)
            if colour is not None:
                return _over(colour, behind)
        return behind

    def _parts(self, place: tuple[int, int], size: tuple[int, int]) -> list[str]:
        """The parts of the table that a cell is in, the one that prevails first."""
        row, column = place
        ends = {
            "firstRow": row == 0,
            "lastRow": row == size[0] - 1,
            "firstColumn": column == 0,
            "lastColumn": column == size[1] - 1,
        }
        parts = [part for part in _PARTS if ends[part] and part in self.used]
        parts = [{"firstColumn": "firstCol", "lastColumn": "lastCol"}.get(part, part) for part in parts]
        if "noHBand" not in self.used:
            parts.append("band2Horz" if (row - ("firstRow" in self.used)) % 2 else "band1Horz")
        if "noVBand" not in self.used:
            parts.append("band2Vert" if (column - ("firstColumn" in self.used)) % 2 else "band1Vert")
        return [*parts, "wholeTable"]


def table_look(properties: Element | None, styles: Styles) -> TableLook:
    """The look of a table from its style and from what it says to use of that."""
    look = properties.find(f"{W}tblLook") if properties is not None else None
    bits = look.get(f"{W}val", "") if look is not None else ""
    mask = int(bits, 16) if re.fullmatch("[0-9A-Fa-f]{1,4}", bits) else 0
    used = {part for part, bit in {**_PARTS, **_NO_BANDS}.items() if _is_used(look, part, mask & bit)}
    return TableLook(styles, value(properties, "tblStyle") or "", frozenset(used))


def _is_used(look: Element | None, part: str, bit: int) -> bool:
    said = look.get(f"{W}{part}") if look is not None else None
    return said.lower() not in ("0", "false", "off") if said is not None else bool(bit)
