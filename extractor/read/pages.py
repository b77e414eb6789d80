"""Pages of a file, read when they are asked for."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from typing import Protocol, overload

from extractor.model import Page
from extractor.read.packed import pack, unpack

# How many words and shapes of pages already read are kept, about 400 bytes each. Pages beyond that are packed, to
# so many bytes in all; what does not fit is read again when it is asked for again.
KEEP = 100_000
PACKED = 64 << 20


class Damaged(Exception):
    """A PDF library cannot read the file or the page; the text says why."""

    def __init__(self, why: str, *, encrypted: bool = False) -> None:
        super().__init__(why)
        self.encrypted = encrypted


class PageSource(Protocol):
    """What a PDF library has to offer. `page` counts from 0 and raises `Damaged`."""

    reader: str
    count: int

    def page(self, index: int) -> Page: ...

    def properties(self) -> dict[str, str]: ...

    def close(self) -> None: ...


class LazyPages(Sequence[Page]):
    """The pages of a file, read on demand; the latest ones are kept as they are, the others packed.

    A page that cannot be read is empty, of size zero, and says so in its notes.
    """

    def __init__(self, source: PageSource) -> None:
        self._source = source
        self._kept: OrderedDict[int, Page] = OrderedDict()
        self._weight = 0
        self._packed: dict[int, bytes] = {}
        self._room = PACKED

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
            packed = self._packed.get(index)
            page = self._read(index) if packed is None else unpack(packed)
            self._keep(index, page)
        return page

    def __iter__(self) -> Iterator[Page]:
        for index in range(len(self)):
            yield self[index]

    def _read(self, index: int) -> Page:
        try:
            return self._source.page(index)
        except Damaged as error:
            return Page(index + 1, 0.0, 0.0, notes=(f"this page cannot be read: {error}",))

    def _keep(self, index: int, page: Page) -> None:
        self._kept[index] = page
        self._weight += _weight(page)
        while self._weight > KEEP and len(self._kept) > 1:
            oldest, gone = self._kept.popitem(last=False)
            self._weight -= _weight(gone)
            if oldest not in self._packed and self._room > 0:
                self._packed[oldest] = pack(gone)
                self._room -= len(self._packed[oldest])

    def close(self) -> None:
        """Let go of the file; pages not kept can no longer be read."""
        self._source.close()


def _weight(page: Page) -> int:
    return 10 + len(page.words) + len(page.rules) + len(page.fills) + len(page.curves)
