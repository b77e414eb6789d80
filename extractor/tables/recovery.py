"""A document with its tables found, in reading order with the text around them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from extractor.heads.looks import look_of
from extractor.model import Block, Box, Document, Finding, Page, Table, Where
from extractor.tables.axes import without_charts
from extractor.tables.blocks import find_blocks
from extractor.tables.captions import described, without_captions
from extractor.tables.headed import join_heads
from extractor.tables.joined import (
    Extent,
    continued_columns,
    join_parts,
    page_extent,
    part_box,
    part_tables,
)
from extractor.tables.overleaf import Heads, Overleaf, given_back, heads_at_end, set_over, words_of
from extractor.tables.pages import Trace, find_upright
from extractor.tables.running import running_words
from extractor.tables.side_titles import with_side_titles
from extractor.tables.split_labels import (
    OpenLabel,
    open_label,
    rest_below,
    rest_overleaf,
    under_rest,
    with_rest,
    without,
)
from extractor.tables.touching import join_touching
from extractor.tables.turned import Turn, turned_back
from extractor.tables.zones import in_zone

_NAMED = 4  # figures that a finding on a drawing names
_MANY = 40  # figures: more than the axes and labels of a chart or two have


def recover(document: Document) -> Document:
    """The document with `body` and `furniture` filled.

    Formats that carry their tables natively (all but PDF) come with their body, which gets its captions and notes.
    """
    if document.media != "pdf":
        own = [without_captions(item) if isinstance(item, Table) else item for item in document.body]
        return replace(document, body=described(own))
    charts: dict[int, list[Box]] = {}
    drawn: dict[int, list[str]] = {}
    running = running_words(document.pages)
    tables, titles = with_side_titles(document_tables(document, charts, running, drawn), document.pages)
    for number, boxes in titles.items():
        charts[number] = [*charts.get(number, ()), *boxes]
    blocks, furniture = _blocks(document, tables, charts, running)
    problems = (*document.problems, *_unread_drawings(drawn))
    return replace(document, body=described(_interleave(blocks, tables)), furniture=furniture, problems=problems)


def _unread_drawings(drawn: Mapping[int, Sequence[str]]) -> Iterator[Finding]:
    """One finding for each page whose drawings hold figures: those of a chart, or of a table taken for one."""
    for page, figures in sorted(drawn.items()):
        named = ", ".join(f'"{figure}"' for figure in figures[:_NAMED])
        message = (
            f"page {page}: {len(figures)} figures that stand in drawings ({named} ...) were not read: they are those "
            "of a chart, or of a table that was taken for one; look at the page"
        )
        yield Finding("figures-in-drawing", "warning" if len(figures) >= _MANY else "info", message, Where(page=page))


def document_tables(
    document: Document,
    charts: dict[int, list[Box]] | None = None,
    running: Sequence[set[int]] | None = None,
    drawn: dict[int, list[str]] | None = None,
) -> list[Table]:
    """All tables of a PDF document, continuations over a page break joined.

    `charts`, where given, takes the boxes of the charts and panels of each page, by its number, and `drawn` the figures
    in them. `running` are the words of running lines, where they are known already.
    """
    found: list[Table] = []
    extents: list[Extent] = []
    turns: dict[int, Turn] = {}
    columns: list[float] = []
    heads: Heads | None = None
    label: OpenLabel | None = None
    going_on: set[int] = set()
    for page, ids in zip(document.pages, running or running_words(document.pages), strict=True):
        body = words_of(page, ids)
        rest = rest_overleaf(label, body) if label is not None and heads else []
        trace, whole, here, over, on = _on_page(without(page, rest), ids, heads, columns)
        if rest and 0 not in on:
            rest = []
            trace, whole, here, over, on = _on_page(page, ids, heads, columns)
        if rest:
            found[-1] = with_rest(found[-1], rest, here=False)
            here[0] = under_rest(here[0], rest)
        label = open_label(here[-1], body) if here and not trace.turn else None
        if label is not None:
            below = rest_below(label, body, here[-1].parts[-1].box.bottom)
            if below:
                here[-1], whole[-1] = (with_rest(t, below, here=True) for t in (here[-1], whole[-1]))
        extents.append(page_extent(trace.page or page, ids))
        heads = None if trace.turn else heads_at_end(page, ids, whole, trace.zones, over, len(here) - 1 in on)
        going_on |= {len(found) + i for i in on}
        if trace.turn is not None:
            turns[page.number] = trace.turn
        columns = continued_columns(here, extents[-1])
        found += here
        if charts is not None:
            turn = trace.turn
            charts[page.number] = trace.zones if turn is None else [turn.back(zone) for zone in trace.zones]
            if drawn is not None and (figures := _figures_in(page, charts[page.number], here)):
                drawn[page.number] = figures
    return turned_back([without_captions(table) for table in join_parts(found, extents, going_on)], turns)


def _figures_in(page: Page, zones: Sequence[Box], tables: Sequence[Table]) -> list[str]:
    """The figures of a page that stand in its charts and panels and in none of its tables."""
    taken = [part.box for table in tables for part in table.parts if part.page == page.number]
    return [
        word.text
        for word in page.words
        if in_zone(word.box, zones) and not in_zone(word.box, taken) and look_of(word.text) == "figure"
    ]


def _on_page(
    page: Page, ids: set[int], heads: Heads | None, columns: Sequence[float]
) -> tuple[Trace, list[Table], list[Table], Overleaf | None, set[int]]:
    """The tables of a page under the headings that wait for rows, with them and without, and which of them go on."""
    trace = Trace()
    over = set_over(heads, page, ids) if heads else None
    seen = over[0] if over else page
    here, drawn = without_charts(find_upright(seen, trace, ids, columns))
    trace.zones += drawn
    here = join_heads(join_touching(here), (trace.page or seen).words)
    if not over:
        return trace, here[:], here, None, set()
    own, on = given_back(here, over[1])
    return trace, here, own, over[1], on


def _blocks(
    document: Document,
    tables: Sequence[Table],
    charts: Mapping[int, Sequence[Box]],
    running: Sequence[set[int]],
) -> tuple[Sequence[Block], tuple[str, ...]]:
    """Headings and paragraphs outside the tables and charts, and the running lines."""
    occupied = {page: list(boxes) for page, boxes in charts.items()}
    for table in tables:
        for part in table.parts:
            occupied.setdefault(part.page, []).append(part.box)
    return find_blocks(document.pages, occupied, running)


def _interleave(blocks: Sequence[Block], tables: Sequence[Table]) -> tuple[Block | Table, ...]:
    """Blocks keep their order; each table goes after the last block that stands above it on its page."""
    pages = [block.page or 0 for block in blocks]
    after: dict[int, list[Table]] = {}
    for table in tables:
        after.setdefault(_position(blocks, pages, table), []).append(table)
    body: list[Block | Table] = list(after.get(0, ()))
    for index, block in enumerate(blocks, start=1):
        body.append(block)
        body.extend(after.get(index, ()))
    return tuple(body)


def _position(blocks: Sequence[Block], pages: Sequence[int], table: Table) -> int:
    """How many blocks come before the table. `pages` are those of the blocks, which stand page after page."""
    part = table.parts[0]
    position = bisect_left(pages, part.page)
    for index in range(position, bisect_right(pages, part.page)):
        box = blocks[index].box
        if box is not None and _above(box, part.box):
            position = index + 1
    return position


def _above(block: Box, table: Box) -> bool:
    """Whether the block is read before the table: it stands higher, and over or left of it."""
    return (block.top + block.bottom) / 2 <= table.top and block.x0 < table.x1


def to_json(document: Document) -> dict[str, Any]:
    """Tables page by page; parts of one table carry the same `id`. Pages without tables are left out."""
    tables = [t for t in document.body if isinstance(t, Table)] or document_tables(document)
    pages: dict[str, list[dict[str, Any]]] = {}
    for number, table in enumerate(tables, start=1):
        for page, cells in part_tables(table):
            around = {"caption": table.caption, "notes": list(table.notes)}
            boxed = {"id": number, "bbox": part_box(cells), **around, "cells": [_cell(c) for c in cells]}
            pages.setdefault(str(page), []).append(boxed)
    return {"pages": {page: pages[page] for page in sorted(pages, key=int)}}


def _cell(cell: Any) -> dict[str, Any]:
    return {
        "r0": cell.row,
        "r1": cell.row + cell.row_span - 1,
        "c0": cell.column,
        "c1": cell.column + cell.column_span - 1,
        "text": cell.text,
        "heading": cell.heading,
    }
