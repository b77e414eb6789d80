"""Web pages (HTML, MHTML) to `Document`. A page is read as it lies there: no script is run, nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from extractor.errors import LimitExceeded, UnreadableFile
from extractor.model import Block, Document, Finding, Table
from extractor.read.html_blocks import PageReader, TooDeep, parsed
from extractor.read.limits import Limits

_MOST_ELEMENTS = 3_000_000
_DEEPEST = 7  # below it all levels of headings nest
_SHOWN = 120  # characters of a text that a finding quotes
_MOST_TOLD = 20  # hidden or struck-out texts that are told one by one
_DRAWINGS = ("svg", "canvas")
_INSERTED = ("iframe", "object", "embed")
_FIGURE = re.compile(r"\d")


def read_page(path: str, data: bytes, sha256: str, limits: Limits | None = None) -> Document:
    """Read a web page.

    Raises `UnreadableFile` if it shows no text, `LimitExceeded` if it has more elements or cells than it may.
    """
    limits = limits or Limits()
    if data.count(b"<") > _MOST_ELEMENTS:
        raise LimitExceeded(path, f"has more than {_MOST_ELEMENTS:,} elements", "split it")
    try:
        root = parsed(data)
    except TooDeep:
        remedy = "open it in a browser and print it to PDF"
        raise UnreadableFile(path, "is nested too deeply or holds an endless text", remedy) from None
    if root is None:
        raise UnreadableFile(path, "is a web page without text", "open it in a browser and print it to PDF")
    reader = PageReader(root, limits.max_covered)
    try:
        items = reader.items()
    except RecursionError:
        raise UnreadableFile(path, "is nested too deeply", "open it in a browser and print it to PDF") from None
    if reader.cells > limits.max_cells:
        raise LimitExceeded(path, f"has more than {limits.max_cells:,} table cells", "split it, or raise the limit")
    if not items:
        problem = "shows no text without its scripts"
        raise UnreadableFile(path, problem, "open it in a browser and print it to PDF")
    return Document(
        path=path,
        sha256=sha256,
        media="html",
        reader="html",
        body=_nested(items),
        properties=_properties(root),
        problems=tuple(dict.fromkeys(_problems(root, reader))),
    )


def _nested(items: Iterable[Block | Table]) -> tuple[Block | Table, ...]:
    """The items with the levels of headings that nest; the only one of the first level is the title of the page."""
    items = list(items)
    firsts = [i for i in items if isinstance(i, Block) and i.kind == "heading" and i.level == 1]
    return tuple(
        replace(item, level=None if item.level == 1 and len(firsts) == 1 else item.level - _DEEPEST)
        if isinstance(item, Block) and item.kind == "heading" and item.level is not None
        else item
        for item in items
    )


def _properties(root: Any) -> dict[str, str]:
    title = next((" ".join(e.text_content().split()) for e in root.iter("title")), "")
    return {"title": title} if title else {}


def _problems(root: Any, reader: PageReader) -> Iterator[Finding]:
    """What of the page was not read, and why."""
    for element in reader.sight.hidden[:_MOST_TOLD]:
        text = _text(element)
        if any(character.isalnum() for character in text):
            message = f'"{text}" is hidden on the page and left out; show it if it should count'
            yield Finding("hidden-text", "warning" if _FIGURE.search(text) else "info", message, found=text)
    if len(reader.sight.hidden) > _MOST_TOLD:
        count = len(reader.sight.hidden) - _MOST_TOLD
        yield Finding("hidden-text", "warning", f"{count} more elements are hidden on the page and left out")
    for element in reader.sight.struck[:_MOST_TOLD]:
        text = _text(element)
        message = f'"{text}" is struck out and left out; if it should count, take the line through it away'
        yield Finding("struck-out-text", "info", message, found=text)
    if reader.unmerged:
        message = f"{reader.unmerged:,} merged cells are taken as single ones, for they cover too much"
        yield Finding("cells-not-merged", "warning", f"{message}; check which columns their headings are over")
    yield from _drawn(root)


def _drawn(root: Any) -> Iterator[Finding]:
    """Charts, pages inside the page, and pictures with a caption."""
    for element in root.iter(*_DRAWINGS):
        text = _text(element)
        if element.tag == "canvas" or _FIGURE.search(text):
            name = f' ("{text}")' if text else ""
            message = f"A drawing{name} is not read; take figures that it shows from the source"
            yield Finding("chart-not-read", "info", message, found=text)
    for element in root.iter(*_INSERTED):
        source = element.get("src") or element.get("data") or ""
        message = f'The page shows another one inside it ("{source[:_SHOWN]}"), which is not in the file and not read'
        yield Finding("inserted-part-not-read", "warning", f"{message}; give that page too")
    for figure in root.iter("figure"):
        caption = next((_text(c) for c in figure.iter("figcaption")), "")
        if caption and next(figure.iter("img"), None) is not None and next(figure.iter("table"), None) is None:
            message = f'What "{caption}" shows is a picture, whose figures are not read; take them from the source'
            yield Finding("picture-not-read", "warning", message)


def _text(element: Any) -> str:
    plain = " ".join(" ".join(element.itertext()).split())
    return plain if len(plain) <= _SHOWN else f"{plain[:_SHOWN]}…"
