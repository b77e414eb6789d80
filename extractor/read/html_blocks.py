"""The blocks and tables of a web page, alone or inside a Word file (`w:altChunk`). Nothing is run, nothing fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from extractor.model import Block, BlockKind, Table
from extractor.read.html_bytes import text_of_page
from extractor.read.html_seen import Sight, sight_of
from extractor.read.html_tables import TableReader
from extractor.read.limits import MOST_COVERED
from extractor.read.text_shapes import shape

_ENDS_BLOCK = frozenset(
    re.split(
        r"\s+",
        "p div li ul ol h1 h2 h3 h4 h5 h6 table tr td th section article header footer blockquote pre dl dt dd hr "
        "caption figure figcaption form main nav aside address details summary fieldset legend",
    )
)
_RAISED = str.maketrans("0123456789+-,()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ ⁽⁾")
_BREAK = "\0"  # stands for a break of the line; breaks in the source of the page are spaces
_HEADING = re.compile(r"h([1-6])")
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)


def read_html(data: bytes) -> tuple[Block | Table, ...]:
    """The blocks and tables of a page; none where the data is no page. `level` of a heading is the one it declares."""
    try:
        root = parsed(data)
    except TooDeep:
        return ()
    return () if root is None else PageReader(root).items()


class TooDeep(Exception):
    """A page of which the parser read a part only: it is nested too deeply, or a text in it is endless."""


def parsed(data: bytes) -> Any | None:
    """The elements of a page; None where there are none. Raises `TooDeep`."""
    try:
        text = text_of_page(data)
    except RecursionError:  # parts within parts of what it is wrapped in
        raise TooDeep from None
    if not text.strip():
        return None
    parser = html.HTMLParser(no_network=True, remove_comments=True)
    try:
        root = html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise TooDeep
    return root


class PageReader:
    """Reads a page in its order; `sight` knows afterwards what was left out, `cells` how many cells there were."""

    def __init__(self, root: Any, most_covered: int = MOST_COVERED) -> None:
        self._root = root
        self.sight: Sight = sight_of(style.text or "" for style in root.iter("style"))
        self._in_cells = 0
        self._tables = TableReader(self.sight, self._lines, self._nested, most_covered)

    @property
    def cells(self) -> int:
        """How many cells the tables had that were read so far."""
        return self._tables.cells

    @property
    def unmerged(self) -> int:
        """How many of them would cover more than cells may, and were taken as single ones."""
        return self._tables.unmerged

    def items(self) -> tuple[Block | Table, ...]:
        """Blocks and tables in reading order."""
        return tuple(self._items(self._root, "paragraph"))

    def _items(self, element: Any, kind: BlockKind, level: int | None = None) -> Iterator[Block | Table]:
        """What stands in an element, in order; a text goes on up to the next element that begins a line."""
        text = element.text or ""
        for child in element:
            tag = child.tag if isinstance(child.tag, str) else ""
            if tag and not self.sight.is_unseen(child):
                if tag in _ENDS_BLOCK or _holds_blocks(child):
                    yield from _block(text, kind, level)
                    text = ""
                    yield from self._begun(child, tag, kind, level)
                else:
                    text += self._inline(child)
            text += child.tail or ""
        yield from _block(text, kind, level)

    def _begun(self, child: Any, tag: str, kind: BlockKind, level: int | None) -> Iterator[Block | Table]:
        heading = _HEADING.fullmatch(tag)
        if tag == "table":
            if not self._in_cells:  # tables in a cell are read after the table that it belongs to
                yield from self._tables.read(child)
        elif heading:
            yield from self._items(child, "heading", int(heading[1]))
        elif tag in ("li", "dd"):
            yield from self._items(child, "list_item", level)
        elif tag in ("figcaption", "caption"):
            yield from self._items(child, "caption")
        else:
            yield from self._items(child, kind, level)

    def _nested(self, element: Any) -> Iterator[Block | Table]:
        """What stands in a cell of a table that only lays out the page."""
        return self._items(element, "paragraph")

    def _inline(self, element: Any) -> str:
        if element.tag == "br":
            return _BREAK
        inner = (element.text or "") + "".join(
            ("" if not isinstance(child.tag, str) or self.sight.is_unseen(child) else self._inline(child))
            + (child.tail or "")
            for child in element
        )
        return inner.translate(_RAISED) if element.tag == "sup" else inner

    def _lines(self, element: Any) -> list[str]:
        """The text of a cell, line by line, without the tables in it."""
        self._in_cells += 1
        try:
            return [item.text for item in self._items(element, "paragraph") if isinstance(item, Block)]
        finally:
            self._in_cells -= 1


def _holds_blocks(element: Any) -> bool:
    return any(isinstance(inner.tag, str) and inner.tag in _ENDS_BLOCK for inner in element.iterdescendants())


def _block(text: str, kind: BlockKind, level: int | None) -> Iterator[Block]:
    lines = (" ".join(line.split()) for line in text.split(_BREAK))
    plain = "\n".join(line for line in lines if line)
    if not plain:
        return
    if kind == "paragraph" and "\n" not in plain and (told := shape(plain)[0]) in ("caption", "note"):
        kind = told
    yield Block(kind, plain, level)
