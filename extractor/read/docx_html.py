"""Pages of HTML that a Word file holds in one piece (`w:altChunk`), and that Word shows as part of the text."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from extractor.model import Block, BlockKind, Cell, Table
from extractor.read.decode import decode

_UNSEEN = {"script", "style", "head", "title", "template", "noscript", "iframe", "object", "svg", "select", "textarea"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ENDS_BLOCK = frozenset(
    re.split(
        r"\s+",
        "p div li ul ol h1 h2 h3 h4 h5 h6 table tr td th section article header footer blockquote pre dl dt dd hr "
        "caption figure figcaption form main nav aside address",
    )
)
_STRUCK = {"s", "strike", "del"}
_RAISED = str.maketrans("0123456789+-,()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ ⁽⁾")
_BREAK = "\0"  # stands for a break of the line; breaks in the source of the page are spaces
_MAX_SPAN = 1000
_HEADING = re.compile(r"h([1-6])")


def read_html(data: bytes) -> tuple[Block | Table, ...]:
    """The blocks and tables of a page. Nothing is run and nothing is fetched."""
    decoded = decode(_unwrapped(data))
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", decoded[0]) if decoded else ""
    if not text.strip():
        return ()
    try:
        root = html.document_fromstring(text, parser=html.HTMLParser(no_network=True, remove_comments=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ()
    return tuple(_items(root, "paragraph"))


def _unwrapped(data: bytes) -> bytes:
    """The page inside a saved web page (MHTML); the data as they are, if it is none."""
    if not data[:64].lstrip().lower().startswith((b"mime-version:", b"from:")):
        return data
    message = email.message_from_bytes(data, policy=email.policy.default)
    part = message.get_body(("html",)) if isinstance(message, email.message.EmailMessage) else None
    content = part.get_payload(decode=True) if part is not None else None
    return content if isinstance(content, bytes) else b""


def _items(element: Any, kind: BlockKind, level: int | None = None) -> Iterator[Block | Table]:
    """What stands in an element, in order; a text goes on up to the next element that begins a line."""
    text = element.text or ""
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag and not _is_unseen(child) and (tag in _ENDS_BLOCK or _holds_blocks(child)):
            yield from _block(text, kind, level)
            text = ""
            yield from _begun(child, tag, kind, level)
        elif tag and not _is_unseen(child):
            text += _inline(child)
        text += child.tail or ""
    yield from _block(text, kind, level)


def _begun(child: Any, tag: str, kind: BlockKind, level: int | None) -> Iterator[Block | Table]:
    heading = _HEADING.fullmatch(tag)
    if tag == "table":
        yield from _table(child)
    elif heading:
        yield from _items(child, "heading", int(heading[1]))
    else:
        yield from _items(child, "list_item" if tag in ("li", "dd") else kind, level)


def _holds_blocks(element: Any) -> bool:
    return any(isinstance(inner.tag, str) and inner.tag in _ENDS_BLOCK for inner in element.iterdescendants())


def _is_unseen(element: Any) -> bool:
    hidden = element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "") is not None
    return element.tag in _UNSEEN or element.tag in _STRUCK or hidden


def _block(text: str, kind: BlockKind, level: int | None) -> Iterator[Block]:
    lines = (" ".join(line.split()) for line in text.split(_BREAK))
    plain = "\n".join(line for line in lines if line)
    if plain:
        yield Block(kind, plain, level)


def _inline(element: Any) -> str:
    if element.tag == "br":
        return _BREAK
    inner = (element.text or "") + "".join(
        ("" if not isinstance(child.tag, str) or _is_unseen(child) else _inline(child)) + (child.tail or "")
        for child in element
    )
    return inner.translate(_RAISED) if element.tag == "sup" else inner


def _table(element: Any) -> Iterator[Block | Table]:
    """A table; one of a single column only lays out the page."""
    rows = [row for row in element.iter("tr") if next(row.iterancestors("table")) is element and not _is_unseen(row)]
    cells, heads = _placed(rows)
    caption = next((_words(inner) for inner in element.iterchildren("caption")), "")
    nested = any(True for row in rows for cell in row for _ in cell.iter("table"))
    if nested or len({cell.column for cell in cells}) < 2:
        for row in rows:
            for cell in row:
                yield from _items(cell, "paragraph")
        return
    yield Table(tuple(cells), caption=caption, header_rows=heads or None, method="native")


def _placed(rows: list[Any]) -> tuple[list[Cell], int]:
    """The cells with their places, and how many rows head the columns: those of nothing but `th` at the top."""
    cells: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    heads, leading = 0, True
    for number, row in enumerate(rows):
        own = [cell for cell in row if cell.tag in ("td", "th") and not _is_unseen(cell)]
        leading = leading and bool(own) and (all(c.tag == "th" for c in own) or row.getparent().tag == "thead")
        heads += leading
        column = 0
        for cell in own:
            while (number, column) in taken:
                column += 1
            down, across = min(_span(cell, "rowspan"), len(rows) - number), _span(cell, "colspan")
            taken |= {(number + r, column + c) for r in range(down) for c in range(across)}
            heading = leading or cell.tag == "th"
            cells.append(Cell(number, column, _words(cell), down, across, heading))
            column += across
    return cells, heads if heads < len(rows) else 0


def _span(cell: Any, name: str) -> int:
    text = cell.get(name) or "1"
    return min(max(int(text), 1), _MAX_SPAN) if text.strip().isdecimal() and len(text) < 9 else 1


def _words(element: Any) -> str:
    """The text of a cell, line by line."""
    return "\n".join(item.text for item in _items(element, "paragraph") if isinstance(item, Block))
