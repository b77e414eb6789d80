"""The titles of tables that stand side by side: one line of text over both, each part over its own table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from extractor.model import Box, Page, Table, Word
from extractor.tables.columns import chunks
from extractor.tables.lines import bounds, text_lines
from extractor.tables.zones import in_zone

SAME_TOP = 8.0  # points by which the tops of tables side by side may differ
REACH = 1.8  # font sizes between a title and its table
OVER = 6.0  # points by which a title may stand out over the sides of its table


def with_side_titles(tables: Sequence[Table], pages: Sequence[Page]) -> tuple[list[Table], dict[int, list[Box]]]:
    """The tables with such titles as their captions, and the boxes of the titles by page.

    A line counts only where every part of it stands over one table: a heading over both is that of a section.
    """
    by_number = {page.number: page for page in pages} if _beside(tables) else {}
    titles: dict[int, list[Box]] = {}
    named: dict[int, str] = {}
    for group in _beside(tables):
        page = by_number[tables[group[0]].parts[0].page]
        for at, words in _titles(group, tables, page):
            named[at] = " ".join(word.text for word in words)
            titles.setdefault(page.number, []).append(bounds([word.box for word in words]))
    return [replace(t, caption=named[at]) if at in named else t for at, t in enumerate(tables)], titles


def _beside(tables: Sequence[Table]) -> list[list[int]]:
    """Positions of the tables that start at one height of a page, without a caption of their own."""
    places = [(t.parts[0].page, t.parts[0].box.top, at) for at, t in enumerate(tables) if t.parts and not t.caption]
    found: list[list[int]] = []
    for _, of_page in groupby(sorted(places), key=lambda place: place[0]):
        group: list[tuple[int, float, int]] = []
        for place in of_page:
            if group and place[1] - group[0][1] > SAME_TOP:
                found.append([at for _, _, at in group])
                group = []
            group.append(place)
        found.append([at for _, _, at in group])
    return [group for group in found if len(group) > 1 and _apart([tables[at].parts[0].box for at in group])]


def _apart(boxes: Sequence[Box]) -> bool:
    ordered = sorted(boxes, key=lambda box: box.x0)
    return all(a.x1 <= b.x0 + 1 for a, b in pairwise(ordered))


def _titles(group: Sequence[int], tables: Sequence[Table], page: Page) -> Iterator[tuple[int, tuple[Word, ...]]]:
    """The parts of the line right over the tables of a group, each with the table it stands over."""
    boxes = {at: tables[at].parts[0].box for at in group}
    top = min(box.top for box in boxes.values())
    taken = [part.box for t in tables for part in t.parts if part.page == page.number]
    above = [
        w for w in page.words if w.visible and w.rotation == 0 and w.box.bottom <= top + 1 and not in_zone(w.box, taken)
    ]
    lines = text_lines(above) if above else []
    if not lines or top - lines[-1].box.bottom > REACH * lines[-1].size:
        return
    parts = chunks(lines[-1])
    owners = [[at for at, b in boxes.items() if b.x0 - OVER <= p.x0 and p.x1 <= b.x1 + OVER] for p in parts]
    if len(parts) > 1 and all(len(owner) == 1 for owner in owners) and len({o[0] for o in owners}) == len(parts):
        yield from ((owner[0], part.words) for owner, part in zip(owners, parts, strict=True))
