"""Pictures of the pages of the converted PDFs, found by content among files at hand."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

_SCALE = 1.5  # pixels to the point: small print stays readable
_COLOURS = 64  # enough for text and table shading, and a quarter of the size


class PageSource:
    """Renders pages of the documents of a dataset. A document whose file is not at hand has no pictures."""

    def __init__(self, folder: Path | None, documents: Iterable[Mapping[str, Any]]) -> None:
        self._wanted = {
            str(d["document_id"]): (str(d["file"]), str(d["source_sha256"] or ""))
            for d in documents
            if d["media"] == "pdf"
        }
        self._folder = folder
        self._hashes: dict[str, Path] | None = None
        self._open: tuple[str, Any] | None = None
        self._kept: dict[tuple[str, int], tuple[bytes, float, float] | None] = {}

    def picture(self, document_id: str, page: int) -> tuple[bytes, float, float] | None:
        """A page as PNG with its width and height in points; None where there is no picture of it."""
        key = (document_id, page)
        if key not in self._kept:
            document = self._document(document_id)
            self._kept[key] = _rendered(document, page) if document is not None else None
        return self._kept[key]

    def _document(self, document_id: str) -> Any:
        import pypdfium2

        if self._open is not None and self._open[0] == document_id:
            return self._open[1]
        path = self._path(document_id)
        try:
            document = pypdfium2.PdfDocument(path) if path is not None else None
        except (pypdfium2.PdfiumError, OSError):
            document = None
        self._open = (document_id, document)
        return document

    def _path(self, document_id: str) -> Path | None:
        """The file by its name where its content is the one that was read, else any file with that content."""
        if self._folder is None or document_id not in self._wanted:
            return None
        name, digest = self._wanted[document_id]
        for path in (self._folder / name, self._folder / Path(name).name):
            if path.is_file() and _digest(path) == digest:
                return path
        if self._hashes is None:
            files = (p for p in sorted(self._folder.rglob("*")) if p.is_file() and p.suffix.casefold() == ".pdf")
            self._hashes = {_digest(p): p for p in files}
        return self._hashes.get(digest)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _rendered(document: Any, page: int) -> tuple[bytes, float, float] | None:
    if not 1 <= page <= len(document):
        return None
    sheet = document[page - 1]
    width, height = sheet.get_size()
    image = sheet.render(scale=_SCALE).to_pil().convert("RGB").quantize(_COLOURS)
    stream = io.BytesIO()
    image.save(stream, "PNG", optimize=True)
    return stream.getvalue(), float(width), float(height)
