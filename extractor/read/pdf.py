"""PDF to `Document`: the words, rules, fills, curves and images of each page.

Pages are read one by one, once to take account of all of them and again where they did not fit into memory, so that
it stays flat however long a file is.
"""

from __future__ import annotations

from typing import Literal

from extractor.errors import LimitExceeded, UnreadableFile
from extractor.model import Document, Page
from extractor.read.pages import Damaged, LazyPages, PageSource
from extractor.read.pdf_accounts import account

Reader = Literal["pdfium", "pdfplumber"]

# A PDF ends with this mark; some software adds a little after it.
_END, _TAIL = b"%%EOF", 8192
# A PDF begins with this mark; some software puts a little before it.
_BEGIN, _HEAD = b"%PDF-", 1024


def read_pdf(path: str, data: bytes, sha256: str, *, reader: Reader = "pdfium", max_pages: int = 5000) -> Document:
    """Open a PDF. `path` only names the file in messages, `data` is its content.

    A page that cannot be read comes out empty with a note; `problems` of the result tell of every page that was not
    read whole. A file that pdfium cannot open goes to pdfplumber; the result's `reader` says which it was.

    Raises `UnreadableFile` for a file that is empty, cut off, damaged, encrypted or without any text, and
    `LimitExceeded` for one with more than `max_pages` pages.
    """
    _check_bytes(path, data)
    source = _open(path, data, reader)
    try:
        if source.count == 0:
            raise UnreadableFile(path, "the PDF has no pages", "fetch it again")
        if source.count > max_pages:
            raise LimitExceeded(
                path, f"{source.count} pages, more than the limit of {max_pages}", "split it or raise the limit"
            )
        pages = LazyPages(source)
        problems = account(path, data, pages)
    except UnreadableFile:
        source.close()
        raise
    return Document(
        path=path,
        sha256=sha256,
        media="pdf",
        reader=source.reader,
        pages=pages,
        page_count=source.count,
        properties=source.properties(),
        problems=problems,
    )


def _check_bytes(path: str, data: bytes) -> None:
    if not data:
        raise UnreadableFile(path, "the file is empty", "fetch it again")
    if _BEGIN not in data[:_HEAD]:
        raise UnreadableFile(path, "not a PDF", "give a PDF, DOCX or TXT file")
    if _END not in data[-_TAIL:]:
        # Readers repair such files as best they can, which loses pages and figures without a word.
        raise UnreadableFile(path, "the PDF is cut off, its end is missing", "fetch it again")


def _open(path: str, data: bytes, reader: Reader) -> PageSource:
    if reader == "pdfium":
        from extractor.read.pdfium import PdfiumPages

        try:
            return _Mended(PdfiumPages(data), data)
        except Damaged as error:
            if error.encrypted:
                raise UnreadableFile(path, "the PDF is encrypted", "save a copy without a password") from error
    from extractor.read.plumber import PlumberPages

    try:
        return PlumberPages(data, _shown(data) if reader == "pdfplumber" else None)
    except Damaged as error:
        if error.encrypted:
            raise UnreadableFile(path, "the PDF is encrypted", "save a copy without a password") from error
        raise UnreadableFile(path, f"the PDF is damaged ({error})", "fetch it again") from error


def _shown(data: bytes) -> PageSource | None:
    """The pages by pdfium, which tells what of their text shows; None where it cannot open the file."""
    from extractor.read.pdfium import PdfiumPages

    try:
        return PdfiumPages(data)
    except Damaged:
        return None


class _Mended:
    """pdfium's pages, with pdfplumber's in the place of those that pdfium cannot read."""

    def __init__(self, source: PageSource, data: bytes) -> None:
        self._source, self._data = source, data
        self._second: PageSource | None = None
        self.reader, self.count = source.reader, source.count

    def page(self, index: int) -> Page:
        try:
            return self._source.page(index)
        except Damaged:
            from extractor.read.plumber import PlumberPages

            if not self._data:
                raise
            if self._second is None:
                self._second = PlumberPages(self._data)
            if self._second.count != self.count:
                # The two would not mean the same page by the same number.
                raise
            return self._second.page(index)

    def properties(self) -> dict[str, str]:
        return self._source.properties()

    def close(self) -> None:
        self._data = b""
        self._source.close()
        if self._second is not None:
            self._second.close()
