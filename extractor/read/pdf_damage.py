"""What of a PDF's pages is damaged or missing, asked of the file itself: PDF libraries pass over it in silence."""

from __future__ import annotations

import io
import re
import zlib
from typing import Any

# Where a stream begins; before that stand the number of its object and what is said of it, in so many bytes at most.
_STREAM, _SAID = re.compile(rb"stream\r?\n"), 1200
_NUMBER = re.compile(rb"(?<!\d)(\d{1,10})\s+\d+\s+$")
# Streams that are neither the content of a page nor a form on one, and filters that are no concern of zlib.
_OTHER = re.compile(
    rb"/(?:Image|XRef|ObjStm|Length[123]|Type1C|OpenType|CIDFontType0C|FunctionType|Metadata|CMapName)\b"
)
_OTHER_FILTER = re.compile(rb"/(?:ASCII\w+|A85|AHx|LZW\w*|RunLength\w*|RL|DCT\w*|JPX\w*|CCITT\w*|JBIG2\w*|Crypt)\b")
_PACKED = re.compile(rb"/(?:FlateDecode|Fl)\b")
# Bytes unpacked at a time, and in all: beyond that nothing is checked.
_PIECE, _MOST = 1 << 16, 1 << 29
# So many bytes may be what nothing at all is packed into.
_NOTHING_PACKED = 32
# Nodes of a page tree and objects used by a page that are looked at.
_MOST_NODES, _MOST_OBJECTS = 100_000, 2_000


def damaged_streams(data: bytes) -> set[int]:
    """The objects that hold content of pages or forms which cannot be unpacked to its end."""
    if b"/Encrypt" in data:
        return set()
    state: dict[int, bool] = {}
    left = _MOST
    for match in _STREAM.finditer(data):
        if data[match.start() - 3 : match.start()] == b"end":
            continue
        begins = data.rfind(b"obj", max(match.start() - _SAID, 0), match.start())
        found = _NUMBER.search(data, max(begins - 20, 0), begins) if begins > 0 else None
        if not found or left <= 0:
            continue
        about = data[begins : match.start()]
        if not _PACKED.search(about) or _OTHER.search(about) or _OTHER_FILTER.search(about):
            continue
        whole, size = _unpacks(data, match.end(), left)
        left -= size
        state[int(found[1])] = not whole  # of two objects of one number the later one counts
    return {number for number, broken in state.items() if broken}


def _unpacks(data: bytes, at: int, most: int) -> tuple[bool, int]:
    """Whether what zlib packed from here on is whole, and how many bytes it unpacks to.

    Some software leaves out the checksum at the end; one that is there has to fit, for else a digit may be another.
    """
    if len(data) < at + 2 or data[at] & 15 != 8 or (data[at] << 8 | data[at + 1]) % 31:
        return data[at : at + 12].lstrip().startswith(b"endstream"), 0
    machine, size, rest, total = zlib.decompressobj(-zlib.MAX_WBITS), 0, b"", zlib.adler32(b"")
    at += 2
    try:
        while not machine.eof and size < most:
            if not rest:
                rest = data[at : at + _PIECE]
                at += len(rest)
                if not rest:
                    return False, size
            piece = machine.decompress(rest, _PIECE * 16)
            size, total, rest = size + len(piece), zlib.adler32(piece, total), machine.unconsumed_tail
    except zlib.error:
        return False, size
    ends = at - len(machine.unused_data)
    left_out = data[ends : ends + 12].lstrip().startswith(b"endstream")
    return not machine.eof or left_out or data[ends : ends + 4] == total.to_bytes(4, "big"), size


class PageTree:
    """The pages of a file as its page tree lists them. `numbers` are those of the pages' objects, in order.

    A number is None where the tree lists a page and nothing is there. A tree that cannot be walked lists none.
    """

    def __init__(self, data: bytes) -> None:
        from pdfminer.pdfparser import PDFParser

        from extractor.read.pdf_document import SafeDocument

        self._pages: list[tuple[dict[str, Any], Any]] = []
        self.numbers: list[int | None] = []
        try:
            document = SafeDocument(PDFParser(io.BytesIO(data)))
            self._walk(document.catalog.get("Pages"))
        except Exception:  # on damaged bytes pdfminer raises whatever the damage leads to
            self.numbers = []

    def _walk(self, root: Any) -> None:
        waiting: list[tuple[Any, Any]] = [(root, None)]
        seen: set[int | None] = set()
        while waiting and len(self.numbers) + len(seen) < _MOST_NODES:
            reference, inherited = waiting.pop()
            number = getattr(reference, "objid", None)
            if number in seen:
                continue
            seen.add(number)
            node = _resolved(reference)
            if not isinstance(node, dict):
                self._add(None, {}, None)
                continue
            resources = node.get("Resources", inherited)
            kids = _resolved(node.get("Kids"))
            if isinstance(kids, list):
                waiting += [(kid, resources) for kid in reversed(kids)]
            else:
                self._add(number, node, resources)

    def _add(self, number: int | None, page: dict[str, Any], resources: Any) -> None:
        self.numbers.append(number)
        self._pages.append((page, resources))

    def uses(self, index: int) -> set[int]:
        """The objects that are drawn on a page: its content and the forms it may show."""
        page, resources = self._pages[index]
        return {stream.objid for stream in _streams(page) if hasattr(stream, "objid")} | _forms(resources)

    def is_garbled(self, index: int) -> bool:
        """Whether a page has content of which nothing can be unpacked."""
        held = [_resolved(stream) for stream in _streams(self._pages[index][0])]
        raw = sum(len(getattr(stream, "rawdata", None) or b"") for stream in held)
        return raw > _NOTHING_PACKED and not any(map(_content, held))


def _streams(page: dict[str, Any]) -> list[Any]:
    contents = _resolved(page.get("Contents"))
    return contents if isinstance(contents, list) else [page.get("Contents")]


def _content(stream: Any) -> bytes:
    try:
        return bytes(stream.get_data()).strip()
    except Exception:  # as above
        return b""


def _forms(resources: Any) -> set[int]:
    """The objects of the forms that these resources name, and of the forms in them."""
    waiting, found = [resources], set[int]()
    while waiting and len(found) < _MOST_OBJECTS:
        current = _resolved(waiting.pop())
        named = _resolved(current.get("XObject")) if isinstance(current, dict) else None
        for reference in named.values() if isinstance(named, dict) else ():
            number = getattr(reference, "objid", None)
            if number is not None and number not in found:
                found.add(number)
                waiting.append(getattr(_resolved(reference), "attrs", {}).get("Resources"))
    return found


def _resolved(thing: Any) -> Any:
    from pdfminer.pdftypes import resolve1

    try:
        return resolve1(thing)
    except Exception:  # as above
        return None
