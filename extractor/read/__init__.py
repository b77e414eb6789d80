"""Files in, `Document`s out. What a file is, its content decides, never its name."""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import cast

from extractor.errors import UsageError
from extractor.intake import load
from extractor.model import Document, Finding, Media
from extractor.read.limits import Limits
from extractor.read.sniff import Content, sniff, suffix_note

__all__ = ["READERS", "Limits", "read"]

READERS = ("auto", "pdfium", "pdfplumber")
_READERS: dict[Media, tuple[str, str]] = {
    "docx": ("extractor.read.docx", "read_docx"),
    "txt": ("extractor.read.text", "read_text"),
    "xlsx": ("extractor.read.xlsx", "read_xlsx"),
    "xls": ("extractor.read.xls", "read_xls"),
    "ods": ("extractor.read.ods", "read_ods"),
    "html": ("extractor.read.page", "read_page"),
    "pptx": ("extractor.read.pptx", "read_pptx"),
    "csv": ("extractor.read.separated", "read_separated"),
}

_CONVERTED = Finding(
    "converted-file",
    "info",
    "LibreOffice turned the file into one that is read; what it changes in doing so is not seen here",
)


def read(
    path: str | Path, *, reader: str = "auto", limits: Limits | None = None, stand_in: str | None = None
) -> Document:
    """Read one file of any format that is read.

    `reader` chooses between the PDF readers; the other formats have one each. A file whose suffix
    claims another format is read for what it is, and a finding and `properties["content"]` say so.

    `stand_in` is what LibreOffice made of the file, and is read instead of it; the file is the source all the same.

    Raises `UnreadableFile` for a file that cannot be read, `LimitExceeded` for one that may not be.
    """
    if reader not in READERS:
        raise UsageError(f"no reader is called {reader!r}; choose one of {', '.join(READERS)}")
    limits = limits or Limits()
    data = load(str(path), limits.max_bytes)
    sha256 = hashlib.sha256(data).hexdigest()
    if stand_in:
        data = load(stand_in, limits.max_bytes)
        document = _dispatch(str(path), data, sniff(stand_in, data), sha256, reader, limits)
        return replace(document, problems=(_CONVERTED, *document.problems))
    content = sniff(str(path), data)
    document = _dispatch(str(path), data, content, sha256, reader, limits)
    note = suffix_note(path, content)
    if not note:
        return document
    problem = Finding(
        "misnamed-file", "warning", f"The file is {note}; check that it is the one you mean and rename it"
    )
    properties = {**document.properties, "content": note}
    return replace(document, properties=properties, problems=(problem, *document.problems))


def _dispatch(path: str, data: bytes, content: Content, sha256: str, reader: str, limits: Limits) -> Document:
    """Hand the bytes to the reader of that format; each is imported only when it is needed."""
    if content.media == "pdf":
        from extractor.read import pdf

        if reader == "auto":
            return pdf.read_pdf(path, data, sha256, max_pages=limits.max_pages)
        return pdf.read_pdf(path, data, sha256, reader=cast(pdf.Reader, reader), max_pages=limits.max_pages)
    module, name = _READERS[content.media]
    found: Callable[[str, bytes, str, Limits], Document] = getattr(importlib.import_module(module), name)
    return found(path, data, sha256, limits)
