"""Captions and notes of tables: rows of the grid that are none, and the blocks that stand right over and under it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.model import Block, Cell, Table
from extractor.tables.styles import NOTE

TITLE = re.compile(r"^(?:table|exhibit|tableau|tabelle|tabla|tabella|tabel)\s+(?:(?:[A-Z]{1,2}[.-]?)?\d|[A-Z]\b)", re.I)
DRAWN = re.compile(r"^(?:figure|fig\.|chart|graph|map|box)\s+(?:[A-Z]{1,2}[.-]?)?\d", re.I)
SENTENCE = re.compile(r"^\w+ \S+ (?:[a-z]|\(?[a-z]+\)? [a-z]+)|.{250}")  # "Table 3 shows ...", or too long for a title
READS = re.compile(r"^(?:exhibit|table|figure) reads\b", re.I)  # how to read a figure, in so many words
NEAR = 30.0  # points between a table and the text that belongs to it: two lines of print and their leading
BETWEEN = 3  # blocks of text between a title and its table
NOTES = 8  # blocks of notes under one table


def described(body: Sequence[Block | Table]) -> tuple[Block | Table, ...]:
    """The body with captions and notes filled in; the blocks that hold them stay where they are."""
    beneath = _stand_beneath(body)
    caption = _caption_beneath if beneath else _caption
    found: list[Block | Table] = []
    for at, item in enumerate(body):
        if isinstance(item, Table):
            item = replace(item, caption=item.caption or caption(body, at), notes=item.notes or _notes(body, at))
        found.append(item)
    return tuple(found)


def _stand_beneath(body: Sequence[Block | Table]) -> bool:
    """Whether captions stand under their tables in this document: more tables have one there alone than over them."""
    votes = 0
    for at, item in enumerate(body):
        if isinstance(item, Table) and item.method != "chart":
            over = _is_caption(body[at - 1]) if at else False
            votes += (at + 1 < len(body) and _is_caption(body[at + 1])) - over
    return votes > 0


def _is_caption(item: Block | Table) -> bool:
    """Whether a block is a numbered title, or set in the style of captions by a word processor."""
    if not isinstance(item, Block):
        return False
    if TITLE.match(item.text) or DRAWN.match(item.text):
        return bool(TITLE.match(item.text)) and not SENTENCE.match(item.text)
    return item.kind == "caption" and item.box is None


def _caption_beneath(body: Sequence[Block | Table], at: int) -> str:
    table, under = body[at], body[at + 1] if at + 1 < len(body) else None
    if not isinstance(table, Table) or not isinstance(under, Block) or not _is_caption(under):
        return ""
    return under.text if not table.parts or _under(under, table) else ""


def _caption(body: Sequence[Block | Table], at: int) -> str:
    """The title over a table: in the block right above it, or with no more than paragraphs between.

    A `Figure 3` is one only where nothing fits between, or where the document numbers no tables as such.
    """
    table, above = body[at], body[at - 1] if at else None
    if not isinstance(table, Table) or not isinstance(above, Block):
        return ""
    placed = bool(table.parts) and above.box is not None
    near = not placed or _gap(above, table) <= NEAR
    drawn = DRAWN.match(above.text) and not SENTENCE.match(above.text)
    if near and (_is_caption(above) or (drawn and (placed or _calls_tables_figures(body)))):
        return above.text
    return _caption_farther_up(body, at)


def _calls_tables_figures(body: Sequence[Block | Table]) -> bool:
    blocks = [item.text for item in body if isinstance(item, Block) and not SENTENCE.match(item.text)]
    return not any(map(TITLE.match, blocks))


def _caption_farther_up(body: Sequence[Block | Table], at: int) -> str:
    """The numbered title of a table with paragraphs between it and the table, on one page."""
    table = body[at]
    for item in reversed(body[max(0, at - BETWEEN - 1) : at]):
        if not isinstance(item, Block) or item.kind == "heading":
            return ""
        if TITLE.match(item.text) and not SENTENCE.match(item.text):
            here = not isinstance(table, Table) or not table.parts or item.page == table.parts[0].page
            return item.text if here else ""
        if item.kind not in ("paragraph", "list_item", "note"):
            return ""
    return ""


def _gap(above: Block, table: Table) -> float:
    """Points from a block to the first part of a table under it; endless on another page."""
    first = table.parts[0]
    return first.box.top - above.box.bottom if above.box and above.page == first.page else float("inf")


def _notes(body: Sequence[Block | Table], at: int) -> tuple[str, ...]:
    """The notes right under a table, and the items of a list that such a note opens."""
    table = body[at]
    found: list[Block] = []
    for item in body[at + 1 : at + 1 + NOTES]:
        if not isinstance(item, Block) or not (item.kind == "note" or _listed(item, found)):
            break
        if not found and isinstance(table, Table) and table.parts and not _under(item, table):
            break
        found.append(item)
    return tuple(note.text for note in found)


def _listed(item: Block, notes: Sequence[Block]) -> bool:
    """Whether an item belongs to the list that the notes before it open."""
    if item.kind != "list_item" or not notes:
        return False
    return notes[-1].kind == "list_item" or notes[-1].text.rstrip().endswith(":")


def _under(note: Block, table: Table) -> bool:
    last = table.parts[-1]
    return note.box is None or (note.page == last.page and note.box.top - last.box.bottom <= NEAR)


def without_captions(table: Table) -> Table:
    """The table with a numbered title in its first row as its caption, and notes in its last rows as its notes."""
    rows = 1 + max((c.row + c.row_span - 1 for c in table.cells), default=-1)
    if rows < 3 or not any(c.column for c in table.cells):
        return table
    first = _lone_text(table.cells, 0)
    top = int(bool(TITLE.match(first) or DRAWN.match(first)))
    bottom = rows
    while bottom > top + 2 and _is_note(_lone_text(table.cells, bottom - 1)):
        bottom -= 1
    if not top and bottom == rows:
        return table
    notes = [_lone_text(table.cells, row) for row in range(bottom, rows)]
    cells = tuple(replace(c, row=c.row - top) for c in table.cells if top <= c.row < bottom)
    heads = None if table.header_rows is None else max(0, table.header_rows - top)
    caption = first if top else table.caption
    return replace(table, cells=cells, caption=caption, notes=(*notes, *table.notes), header_rows=heads)


def _is_note(text: str) -> bool:
    return bool(NOTE.match(text) or READS.match(text))


def _lone_text(cells: Sequence[Cell], row: int) -> str:
    """The text of a row that holds no other and starts in the first column; empty where there is none such."""
    here = [c for c in cells if c.row <= row < c.row + c.row_span]
    texts = [c for c in here if c.text.strip()]
    alone = len(texts) == 1 and texts[0].column == 0 and all(c.row_span == 1 for c in here)
    return texts[0].text if alone else ""
