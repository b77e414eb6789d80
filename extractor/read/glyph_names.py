"""Letters for glyphs that pdfium cannot name, asked of pdfminer.

Fonts made for print often leave their ligatures out of the table that maps glyphs to Unicode, and name them
in another: "Confirmed" then comes without its "fi". pdfminer reads that other table. It is asked once for each
such glyph of a font, which costs some milliseconds; files without such glyphs never get here.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from typing import Any

from extractor.read.symbols import LIGATURES

# Fonts of pages that are looked into, and fonts and forms seen on a page: the most that a file of unknown glyphs costs.
MOST_FONTS, MOST_OBJECTS = 40, 500
_JOINED = {letters: code for code, letters in LIGATURES.items() if len(str(letters)) > 1}


# pdfminer's doubts about a damaged file are no news to a user.
logging.getLogger("pdfminer").addHandler(logging.NullHandler())


class GlyphNames:
    """Looks up glyphs of a PDF's fonts; `data` is the file."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._pages: list[Any] = []
        self._more: Iterator[Any] | None = None
        self._fonts: dict[tuple[int, str], list[Any]] = {}
        self._known: dict[tuple[str, int], int | None] = {}

    def code_point(self, page: int, font: str, code: int) -> int | None:
        """The code point of the glyph with a code below 32 in a font of a page (from 0); None if unknown."""
        key = (font, code)
        if key not in self._known:
            found = self._letters(page, font, code)
            self._known[key] = _JOINED.get(found, ord(found) if len(found) == 1 else None)
        return self._known[key]

    def _letters(self, page: int, font: str, code: int) -> str:
        if (page, font) not in self._fonts:
            if len(self._fonts) >= MOST_FONTS:
                return ""
            self._fonts[page, font] = self._fonts_of(page, font)
        for candidate in self._fonts[page, font]:
            try:
                return str(candidate.to_unichr(code))
            except Exception:  # pdfminer says in many ways that it knows no better; the glyph stays unknown
                continue
        return ""

    def _fonts_of(self, page: int, name: str) -> list[Any]:
        """The fonts of this name on a page and in the forms on it: two of one name may hold different glyphs."""
        from pdfminer.pdfdocument import PDFDocument
        from pdfminer.pdfinterp import PDFResourceManager
        from pdfminer.pdfpage import PDFPage
        from pdfminer.pdfparser import PDFParser

        found: list[Any] = []
        try:
            if self._more is None:
                self._more = PDFPage.create_pages(PDFDocument(PDFParser(io.BytesIO(self._data))))
            while len(self._pages) <= page:
                self._pages.append(next(self._more).resources)
            manager = PDFResourceManager()
            for identifier, entry in _font_entries(self._pages[page]):
                if name in _names(entry):  # to build a font costs some milliseconds
                    found.append(manager.get_font(identifier, entry))
        except Exception:  # as above: on a damaged file the glyphs stay unknown
            pass
        return found


def _font_entries(resources: Any) -> Iterator[tuple[Any, Any]]:
    """The font dictionaries of a page and of the forms on it, each once, with their object numbers."""
    from pdfminer.pdftypes import resolve1

    waiting: list[Any] = [resources]
    seen: set[Any] = set()
    while waiting and len(seen) < MOST_OBJECTS:
        current = resolve1(waiting.pop()) or {}
        for entry in (resolve1(current.get("Font")) or {}).values():
            identifier = getattr(entry, "objid", None)
            if identifier not in seen:
                seen.add(identifier)
                yield identifier, resolve1(entry)
        for entry in (resolve1(current.get("XObject")) or {}).values():
            identifier = getattr(entry, "objid", None)
            if identifier not in seen:
                seen.add(identifier)
                waiting.append(getattr(resolve1(entry), "attrs", {}).get("Resources"))


def _names(font: Any) -> set[str]:
    """What a font dictionary calls its font, without the mark of a subset."""
    from pdfminer.pdftypes import resolve1

    entries = [font, *(resolve1(font.get("DescendantFonts")) or [])]
    found = set()
    for entry in map(resolve1, entries):
        descriptor = resolve1(entry.get("FontDescriptor")) or {}
        for name in (resolve1(entry.get("BaseFont")), resolve1(descriptor.get("FontName"))):
            found.add(str(getattr(name, "name", name)).split("+")[-1])
    return found
