"""Form fields and notes typed on a page: their text is made part of the page, so that it is read as what it shows."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as raw

from extractor.read import pdfium_calls as pdfium

# Annotations that show nothing of their own on the page: links, sounds, and notes that open on a click.
_UNSEEN = frozenset(
    (raw.FPDF_ANNOT_UNKNOWN, raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_TEXT, raw.FPDF_ANNOT_POPUP, raw.FPDF_ANNOT_SOUND,
     raw.FPDF_ANNOT_MOVIE, raw.FPDF_ANNOT_FILEATTACHMENT, raw.FPDF_ANNOT_SCREEN)
)  # fmt: skip
# A name of no letters, as pdfium gives it where there is no appearance: the end of a string of two bytes.
_NO_TEXT = 2
_HIDDEN = 2 | 32  # flags of annotations that are not displayed
MOST_ANNOTATIONS = 20_000
_text = ctypes.create_string_buffer(4096)


class Forms:
    """The form fields and typed notes of one document; `document` is pdfium's handle."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._environment: Any = None
        self._callbacks: Any = None

    def show(self, page: pdfium.Handle) -> tuple[bool, list[str]]:
        """Make what annotations show part of their page; whether it has to be loaded anew, and what was not shown."""
        number = min(pdfium.count_annotations(page), MOST_ANNOTATIONS)
        if number <= 0 or not any(kind not in _UNSEEN for kind in _kinds(page, number)):
            return False, []
        if any(kind == raw.FPDF_ANNOT_WIDGET and not drawn for kind, drawn, _ in _annotations(page, number)):
            self._draw_fields(page)
        mute = [text for _, drawn, text in _annotations(page, number) if not drawn and any(map(str.isdigit, text))]
        notes = [f"{len(mute)} fields or notes typed on the page have figures and no appearance"] if mute else []
        if pdfium.flatten_page(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_FAIL:
            notes.append("its form fields could not be read")
        return True, notes

    def _draw_fields(self, page: pdfium.Handle) -> None:
        """Let pdfium draw the fields that the file gives a value and no appearance."""
        if self._environment is None:
            self._callbacks = raw.FPDF_FORMFILLINFO(version=2)
            self._environment = raw.FPDFDOC_InitFormFillEnvironment(self._document, self._callbacks) or False
        if self._environment:
            handle = ctypes.cast(page, raw.FPDF_PAGE)
            raw.FORM_OnAfterLoadPage(handle, self._environment)
            raw.FORM_OnBeforeClosePage(handle, self._environment)

    def close(self) -> None:
        """Let go of the form; before the document."""
        if self._environment:
            raw.FPDFDOC_ExitFormFillEnvironment(self._environment)
        self._environment = False


def _kinds(page: pdfium.Handle, number: int) -> Iterator[int]:
    for index in range(number):
        annotation = pdfium.get_annotation(page, index)
        if annotation:
            yield pdfium.annotation_kind(annotation)
            pdfium.close_annotation(annotation)


def _annotations(page: pdfium.Handle, number: int) -> Iterator[tuple[int, bool, str]]:
    """Of each annotation that is to be seen: its kind, whether it has an appearance, and its text."""
    for index in range(number):
        handle = pdfium.get_annotation(page, index)
        if not handle:
            continue
        annotation = ctypes.cast(handle, raw.FPDF_ANNOTATION)
        kind = pdfium.annotation_kind(handle)
        typed = kind in (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT)
        if typed and not raw.FPDFAnnot_GetFlags(annotation) & _HIDDEN:
            drawn = raw.FPDFAnnot_GetAP(annotation, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > _NO_TEXT
            yield kind, drawn, _string(annotation, b"V" if kind == raw.FPDF_ANNOT_WIDGET else b"Contents")
        pdfium.close_annotation(handle)


def _string(annotation: Any, key: bytes) -> str:
    size = raw.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(_text, ctypes.POINTER(raw.FPDF_WCHAR)), len(_text))
    return _text.raw[: max(min(size, len(_text)) - 2, 0)].decode("utf-16-le", "replace")
