"""The least that reading a PDF takes: pdfium handing over every character and every point of every path.

Nothing is made of them. Only functions of pdfium's raw interface are called, as any Python program could.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium


@dataclass
class Handed:
    """How much was handed over."""

    pages: int = 0
    characters: int = 0
    segments: int = 0


def hand_over(paths: Iterable[str]) -> Handed:
    """Go through the files, page by page."""
    handed = Handed()
    pdfium.FPDF_InitLibrary()
    for path in paths:
        document = pdfium.FPDF_LoadDocument(path.encode(), None)
        for index in range(pdfium.FPDF_GetPageCount(document)):
            page = pdfium.FPDF_LoadPage(document, index)
            handed.characters += _characters(page)
            count = pdfium.FPDFPage_CountObjects(page)
            handed.segments += _segments(pdfium.FPDFPage_GetObject, page, count)
            pdfium.FPDF_ClosePage(page)
            handed.pages += 1
        pdfium.FPDF_CloseDocument(document)
    return handed


def _characters(page: Any) -> int:
    """Each character's code point and box."""
    text = pdfium.FPDFText_LoadPage(page)
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    count: int = pdfium.FPDFText_CountChars(text)
    for index in range(count):
        pdfium.FPDFText_GetUnicode(text, index)
        pdfium.FPDFText_GetCharBox(text, index, left, right, bottom, top)
    pdfium.FPDFText_ClosePage(text)
    return count


def _segments(get: Callable[[Any, int], Any], holder: Any, count: int) -> int:
    """Each path segment's kind and point, also of paths within forms."""
    x, y = ctypes.c_float(), ctypes.c_float()
    seen = 0
    for index in range(count):
        item = get(holder, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            segments = pdfium.FPDFPath_CountSegments(item)
            for number in range(segments):
                segment = pdfium.FPDFPath_GetPathSegment(item, number)
                pdfium.FPDFPathSegment_GetType(segment)
                pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            seen += segments
        elif kind == pdfium.FPDF_PAGEOBJ_FORM:
            seen += _segments(pdfium.FPDFFormObj_GetObject, item, pdfium.FPDFFormObj_CountObjects(item))
    return seen
