"""Tables as they stand in a document, put together again from their figures and the headings of these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from extractor.site.records import Item

_PATH = " > "


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading over `span` columns."""

    text: str
    span: int


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its heading, and under each column the figures of its cell, of which most have one or none."""

    group: str
    label: str
    cells: tuple[tuple[Item, ...], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, or the part of one that has these column headings. `heads` are their levels, the outermost first."""

    heads: tuple[tuple[Heading, ...], ...]
    lines: tuple[Line, ...]


def grids(items: Iterable[Item]) -> list[Grid]:
    """The parts of one table, each under its own boxhead, in the order of its rows."""
    ordered = sorted(items, key=lambda i: (i.row["grid_row"] or 0, i.row["grid_column"] or 0))
    rows = [list(group) for _, group in groupby(ordered, key=lambda i: i.row["grid_row"])]
    return [_grid(heads, block) for heads, block in _parted(rows)]


def _parted(rows: Iterable[list[Item]]) -> Iterator[tuple[dict[int, str], list[list[Item]]]]:
    """The rows in runs under the same column headings, each with these by the number of their column."""
    heads: dict[int, str] = {}
    block: list[list[Item]] = []
    for row in rows:
        own = {i.row["grid_column"] or 0: i.row["column_label"] or "" for i in row}
        if any(heads.get(column, label) != label for column, label in own.items()):
            yield heads, block
            heads, block = {}, []
        heads.update(own)
        block.append(row)
    if block:
        yield heads, block


def _grid(heads: dict[int, str], block: Iterable[Sequence[Item]]) -> Grid:
    columns = sorted(heads)
    lines = []
    for row in block:
        cells = [tuple(i for i in row if (i.row["grid_column"] or 0) == c) for c in columns]
        first = row[0].row
        lines.append(Line(first["row_group"] or "", first["row_label"] or "", tuple(cells)))
    return Grid(_boxhead([heads[c].split(_PATH) for c in columns]), tuple(lines))


def _boxhead(paths: Sequence[Sequence[str]]) -> tuple[tuple[Heading, ...], ...]:
    """The levels of headings; neighbours under the same spanner share it."""
    depth = max(map(len, paths), default=0)
    levels: list[tuple[Heading, ...]] = []
    for level in range(depth):
        keys = [tuple(path[: level + 1]) if level < len(path) - 1 else (n,) for n, path in enumerate(paths)]
        texts = [_at(path, level, depth) for path in paths]
        headings, at = [], 0
        for _, group in groupby(keys):
            span = len(list(group))
            headings.append(Heading(texts[at], span))
            at += span
        levels.append(tuple(headings))
    return tuple(levels)


def _at(path: Sequence[str], level: int, depth: int) -> str:
    """What stands at a level: spanners from above, the column's own heading in the last level."""
    if level == depth - 1:
        return path[-1]
    return path[level] if level < len(path) - 1 else ""
