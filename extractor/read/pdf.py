"""PDF to `Document`: the words, rules, fills, curves and images of each page.

Pages are read when they are asked for, so that memory stays flat however long a file is.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from typing import Literal, Protocol, overload

from extractor.errors import LimitExceeded, UnreadableFile
from extractor.model import Document, Page

Reader = Literal["pdfium", "pdfplumber"]

# How many words and paths of pages already read are kept; beyond this, pages are read again when asked for.
KEEP = 150_000


class PageSource(Protocol):
    """What a PDF library has to offer; `page` counts from 0."""

    reader: str
    count: int

    def page(self, index: int) -> Page: ...

    def close(self) -> None: ...


class LazyPages(Sequence[Page]):
    """The pages of a file, read on demand; the latest ones are kept."""

    def __init__(self, source: PageSource) -> None:
        self._source = source
        self._kept: OrderedDict[int, Page] = OrderedDict()
        self._weight = 0

    def __len__(self) -> int:
        return self._source.count

    @overload
    def __getitem__(self, index: int) -> Page: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Page]: ...
    def __getitem__(self, index: int | slice) -> Page | Sequence[Page]:
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self))))
        if index < 0:
            index += len(self)
        if not 0 <= index < len(self):
            raise IndexError(index)
        page = self._kept.get(index)
        if page is None:
            page = self._source.page(index)
            self._keep(index, page)
        return page

    def __iter__(self) -> Iterator[Page]:
        for index in range(len(self)):
            yield self[index]

    def _keep(self, index: int, page: Page) -> None:
        self._kept[index] = page
        self._weight += _weight(page)
        while self._weight > KEEP and len(self._kept) > 1:
            self._weight -= _weight(self._kept.popitem(last=False)[1])

    def close(self) -> None:
        """Let go of the file; pages can no longer be read."""
        self._source.close()


def _weight(page: Page) -> int:
    return 10 + len(page.words) + len(page.rules) + len(page.fills) + len(page.curves)


def read_pdf(
    path: str, data: bytes, sha256: str, *, reader: Reader = "pdfium", max_pages: int = 5000
) -> Document:
    """Open a PDF. `path` only names the file in messages, `data` is its content.

    Raises `UnreadableFile` for a file that is empty, damaged, encrypted or without any text, and
    `LimitExceeded` for one with more than `max_pages` pages.
    """
    if not data:
        raise UnreadableFile(path, "the file is empty", "fetch it again")
    if b"%PDF-" not in data[:1024]:
        raise UnreadableFile(path, "not a PDF", "give a PDF, DOCX or TXT file")
    source = _open(path, data, reader)
    if source.count == 0:
        raise UnreadableFile(path, "the PDF has no pages", "fetch it again")
    if source.count > max_pages:
        raise LimitExceeded(
            path, f"{source.count} pages, more than the limit of {max_pages}", "split the file"
        )
    pages = LazyPages(source)
    if not any(page.words for page in pages):
        raise UnreadableFile(
            path, "the PDF holds no text, only images", "run OCR on it first, for example with ocrmypdf"
        )
    return Document(
        path=path, sha256=sha256, media="pdf", reader=source.reader, pages=pages, page_count=source.count
    )


def _open(path: str, data: bytes, reader: Reader) -> PageSource:
    if reader == "pdfium":
        from extractor.read.pdfium import PdfiumError, PdfiumPages

        try:
            return PdfiumPages(data)
        except PdfiumError as error:
            if error.encrypted:
                raise UnreadableFile(path, "the PDF is encrypted", "save it without a password") from error
    from extractor.read.plumber import PlumberPages

    return PlumberPages(data)
