"""Ranges that are upside down, wherever words stand: `between 60%-50%` holds nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.model import Block, Document, Finding, Table, Where
from extractor.prose.passages import plain

# `between 60% and 50%` may tell two figures apart, and `from 60% to 50%` a fall: only these are ranges and nothing else
_RANGE = re.compile(
    r"\b(?:between|in the range(?: of)?|ranges? of)\s+"
    r"(?P<low>\d{1,3}(?:\.\d+)?)\s*(?P<unit>%|per cent)?\s*(?:-|to)\s*(?P<high>\d{1,3}(?:\.\d+)?)\s*(?:%|per cent)",
    re.IGNORECASE,
)


def upside_down(document: Document, document_id: str) -> Iterator[Finding]:
    """A finding for every range of percentages that ends below where it starts, in text and in cells of words."""
    number = 0
    for item in document.body:
        if isinstance(item, Block):
            yield from _in(item.text, Where(document_id, item.page))
        else:
            number += 1
            yield from _in_cells(item, Where(document_id, None, number))


def _in_cells(table: Table, where: Where) -> Iterator[Finding]:
    labels = {c.row: " ".join(c.text.split()) for c in table.cells if c.column == 0}
    for cell in table.cells:
        place = Where(where.document, cell.page, where.table, labels.get(cell.row, ""))
        yield from _in(cell.text, place)


def _in(text: str, where: Where) -> Iterator[Finding]:
    if "%" not in text and "per cent" not in text:
        return
    for found in _RANGE.finditer(plain(text)):
        if float(found["low"]) > float(found["high"]):
            says = " ".join(found[0].split())
            message = f'"{says}" is upside down: it ends below where it starts, so that one of the figures is wrong'
            yield Finding("contradicting-words", "warning", message, where, found=says)
