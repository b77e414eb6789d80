"""The frame of a table: its column boundaries, and which columns each text of a line stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractor.model import Box, Word
from extractor.tables.columns import Chunk, boundaries, data_rows, find_rivers
from extractor.tables.edges import Edge
from extractor.tables.grid import interval
from extractor.tables.lines import letter_height
from extractor.tables.rows import Piece

TIGHT = 0.3  # font sizes; a gap that is no wider is a word space
ALIGNED = 2.5  # points
MANY_HEADS = 3  # texts side by side, each lined up with a column by chance, that are too many to be a single text
DIGITS, SMALL = re.compile(r"\d+"), re.compile(r"[A-Z][a-z]*")
SAME_HEAD = 1.0  # points by which lines of one heading may be out of line


@dataclass(frozen=True, slots=True)
class Frame:
    """Column boundaries, the extent of each column's body text, and of each text that stands in it alone."""

    xs: tuple[float, ...]
    cores: tuple[tuple[float, float], ...]
    texts: tuple[tuple[Chunk, ...], ...] = ()


def cut_at_rules(row: Sequence[Chunk], down: Sequence[Edge], y: float) -> list[Chunk]:
    """Chunks cut where a vertical rule passes between two words."""
    at = [edge.at for edge in down if edge.start - 1 <= y <= edge.end + 1]
    if not at:
        return list(row)
    result: list[Chunk] = []
    for chunk in row:
        group: list[Word] = []
        for word in chunk.words:
            if group and any(group[-1].box.x1 - 1 <= x <= word.box.x0 + 1 for x in at):
                result.append(_chunk(group))
                group = []
            group.append(word)
        result.append(_chunk(group))
    return result


def _chunk(words: Sequence[Word]) -> Chunk:
    return Chunk(tuple(words), min(w.box.x0 for w in words), max(w.box.x1 for w in words))


def find_frame(
    rows: Sequence[Sequence[Chunk]],
    bands: Sequence[Sequence[Chunk]],
    box: Box,
    down: Sequence[Edge],
    size: float,
) -> Frame | None:
    rivers = find_rivers(bands, size)
    single = [[part for chunk in row for part in _single_figures(chunk)] for row in rows]
    inner = boundaries(rivers, single)
    for left, right in pairwise([box.x0, *inner, box.x1]):
        within = [[c for c in row if c.x0 >= left and c.x1 <= right] for row in rows]
        within = [row for row in within if row]
        if inner and within:
            parts = [[c for c in row if c.x0 >= left and c.x1 <= right] for row in single]
            inner = inner + boundaries(find_rivers(within, size, least=2), parts)
    inner.sort()
    tall = 0.5 * (box.bottom - box.top)
    ruled = sorted({round(e.at, 1) for e in down if e.length >= tall and box.x0 + 3 < e.at < box.x1 - 3})
    for at in ruled:
        near = [x for x in inner if abs(x - at) < 0.6 * size]
        inner = sorted([x for x in inner if x not in near] + [at])
    if not inner:
        return None
    xs = (box.x0, *inner, box.x1)
    frame = _under_their_heads(_without_empty(xs, rows), rows)
    return replace(frame, texts=_texts(frame, rows))


def _texts(frame: Frame, rows: Sequence[Sequence[Chunk]]) -> tuple[tuple[Chunk, ...], ...]:
    """For each column what stands in it alone."""
    found: list[list[Chunk]] = [[] for _ in frame.cores]
    for row in rows:
        for chunk in row:
            column = interval(frame.xs, chunk.x0)
            if 0 < column < len(found) and chunk.x1 <= frame.xs[column + 1]:
                found[column].append(chunk)
    return tuple(map(tuple, found))


def framed(inner: Sequence[float], rows: Sequence[Sequence[Chunk]], box: Box) -> Frame:
    """The frame with these inner boundaries, which other evidence shows, also around columns without figures."""
    xs = (box.x0, *inner, box.x1)
    parts = _body_parts(rows, xs)
    frame = Frame(xs, tuple(_core(a, b, parts, rows) or (a, b) for a, b in pairwise(xs)))
    return replace(frame, texts=_texts(frame, rows))


def _body_parts(rows: Sequence[Sequence[Chunk]], xs: Sequence[float]) -> list[Chunk]:
    """The texts of the lines that show the columns best, figures cut at the boundaries `xs`."""
    return [part for row in data_rows(rows) or rows for chunk in row for part in _cut_figures(chunk, xs)]


def _core(a: float, b: float, parts: Sequence[Chunk], rows: Sequence[Sequence[Chunk]]) -> tuple[float, float] | None:
    """Where the text of a column between `a` and `b` starts and ends; None where there is none."""
    here = [c for c in parts if a - 1 <= c.x0 and c.x1 <= b + 1]  # not a text that runs over other columns too
    here = here or [c for c in parts if a <= (c.x0 + c.x1) / 2 <= b]
    here = here or [c for row in rows for c in row if a <= c.x0 and c.x1 <= b]
    return (min(c.x0 for c in here), max(c.x1 for c in here)) if here else None


def _under_their_heads(frame: Frame, rows: Sequence[Sequence[Chunk]]) -> Frame:
    """The frame with one column made of two where one holds the heading of the other and nothing else.

    A heading at the right of its cell over texts at the left stands clear of them.
    """
    first = [interval(frame.xs, (c.x0 + c.x1) / 2) for c in rows[0]]
    below = {interval(frame.xs, (c.x0 + c.x1) / 2) for row in rows[1:] for c in row}
    for column in range(1, len(frame.cores) - 1):
        pair = (column, column + 1)
        if sum(c in first for c in pair) == sum(c in below for c in pair) == 1 and len(first) == len(frame.cores) - 1:
            (a, _), (_, b) = frame.cores[column : column + 2]
            xs, cores = list(frame.xs), list(frame.cores)
            del xs[column + 1]
            cores[column : column + 2] = [(a, b)]
            return Frame(tuple(xs), tuple(cores))
    return frame


def _without_empty(xs: tuple[float, ...], rows: Sequence[Sequence[Chunk]]) -> Frame:
    """Boundaries with what holds no body text of its own joined to its neighbour."""
    cores: list[tuple[float, float]] = []
    kept = [xs[0]]
    parts = _body_parts(rows, xs)
    for a, b in pairwise(xs):
        core = _core(a, b, parts, rows)
        if core is not None:
            cores.append(core)
            kept.append(b)
        elif cores and _cut(b, rows) <= _cut(a, rows):
            kept[-1] = b
    kept[-1] = xs[-1]
    return Frame(tuple(kept), tuple(cores))


def _cut(at: float, rows: Sequence[Sequence[Chunk]]) -> int:
    """How many texts a boundary would cut."""
    return sum(c.x0 < at < c.x1 for row in rows for c in row)


def pieces_of(row: Sequence[Chunk], frame: Frame) -> list[Piece]:
    """The chunks of a line with the columns they stand in; chunks of the same columns joined."""
    found: list[Piece] = []
    for chunk in (part for whole in row for part in _cut_figures(whole, frame.xs)):
        for part in _split(chunk, frame):
            c0, c1 = _extent(part, frame)
            if found and found[-1].c1 >= c0:
                last = found[-1]
                found[-1] = Piece(last.c0, max(last.c1, c1), last.words + part.words)
            else:
                found.append(Piece(c0, c1, part.words))
    return found


def _extent(chunk: Chunk, frame: Frame) -> tuple[int, int]:
    """First and last column of a chunk: those whose body text it reaches into."""
    width = chunk.x1 - chunk.x0
    touched = [
        c
        for c, (a, b) in enumerate(frame.cores)
        if min(chunk.x1, b) - max(chunk.x0, a) > min(1.5, 0.3 * width, 0.3 * (b - a) + 0.5)
    ]
    if touched:
        return touched[0], touched[-1]
    middle = (chunk.x0 + chunk.x1) / 2
    column = max(i for i, x in enumerate(frame.xs[:-1]) if x <= middle or i == 0)
    return column, column


def _single_figures(chunk: Chunk) -> list[Chunk]:
    """The words of a chunk of nothing but figures one by one: a boundary may fall between any two of them."""
    if len(chunk.words) == 1:
        return [chunk]
    parts = [_chunk([word]) for word in chunk.words]
    return parts if all(part.figure for part in parts) else [chunk]


def _cut_figures(chunk: Chunk, xs: Sequence[float]) -> list[Chunk]:
    """A chunk of nothing but figures cut at every column boundary that falls between two of them.

    Long figures (a row of totals) may stand within a word space of each other. No text runs on from figure to
    figure, so there a boundary that other lines show is enough.
    """
    if len(chunk.words) == 1:
        return [chunk]
    groups: list[list[Word]] = [[]]
    for word in chunk.words:
        last = groups[-1][-1].box.x1 if groups[-1] else word.box.x0
        if groups[-1] and any(last - 0.5 <= x <= word.box.x0 + 0.5 for x in xs):
            groups.append([])
        groups[-1].append(word)
    parts = [_chunk(group) for group in groups]
    return parts if all(part.figure for part in parts) else [chunk]


def _split(chunk: Chunk, frame: Frame) -> list[Chunk]:
    """A chunk that holds the headings of two columns set a word space apart, cut between them.

    Both halves must line up with their own column; a heading over both columns does not.
    """
    if len(chunk.words) == 1:
        return [chunk]
    gaps = [b.box.x0 - a.box.x1 for a, b in pairwise(chunk.words)]
    space = max(TIGHT * letter_height(chunk.words[0]), 1.2 * min(gaps) if len(gaps) > 1 else 0.0)
    parts = _by_column(chunk, frame.xs)
    if len(parts) > 1 and _heads_of_columns(parts, frame):
        return parts
    for parts in _of_one_shape(chunk):
        columns = [_extent(part, frame) for part in parts]
        if all(a == b for a, b in columns) and len(set(columns)) == len(parts):
            return parts
    for boundary in frame.xs[1:-1]:
        for i in range(1, len(chunk.words)):
            left, right = chunk.words[i - 1].box.x1, chunk.words[i].box.x0
            if not left - 0.5 <= boundary <= right + 0.5 or right - left < space:
                continue
            first, rest = _chunk(chunk.words[:i]), _chunk(chunk.words[i:])
            if _in_column(first, frame) and _in_column(rest, frame):
                return [*_split(first, frame), *_split(rest, frame)]
    return [chunk]


def _by_column(chunk: Chunk, xs: Sequence[float]) -> list[Chunk]:
    """The chunk cut at every column boundary it runs over, or whole where one of them falls within a word."""
    groups: dict[int, list[Word]] = {}
    for word in chunk.words:
        column = interval(xs, (word.box.x0 + word.box.x1) / 2)
        if word.box.x0 < xs[max(column, 0)] - 0.5 or word.box.x1 > xs[min(column + 1, len(xs) - 1)] + 0.5:
            return [chunk]
        groups.setdefault(column, []).append(word)
    return [_chunk(group) for group in groups.values()]


def _heads_of_columns(parts: Sequence[Chunk], frame: Frame) -> bool:
    """Whether each of these texts is a line of the heading of its own column.

    It lines up with another line of that heading, or of many with a figure of the column; two at least do.
    """
    alone = 0
    for part in parts:
        column = interval(frame.xs, (part.x0 + part.x1) / 2)
        texts = frame.texts[column] if 0 < column < len(frame.texts) else ()
        lines = [text for text in texts if not text.figure] or (texts if len(parts) >= MANY_HEADS else ())
        alone += not lines
        if not texts or (lines and not any(_lined_up(part, line) for line in lines)):
            return False
    return len(parts) - alone >= 2


def _of_one_shape(chunk: Chunk) -> Iterator[list[Chunk]]:
    """The ways to cut a chunk into headings written alike: "Apr 2022 to Mar 2023" beside "Apr 2023 to Mar 2024"."""
    count = len(chunk.words)
    for size in (n for n in range(1, count // 2 + 1) if count % n == 0):
        parts = [_chunk(chunk.words[at : at + size]) for at in range(0, count, size)]
        shapes = {SMALL.sub("A", DIGITS.sub("0", part.text)) for part in parts}
        if len(shapes) == 1 and DIGITS.search(chunk.text):
            yield parts


def _lined_up(one: Chunk, other: Chunk) -> bool:
    offs = (one.x0 - other.x0, one.x1 - other.x1, (one.x0 + one.x1 - other.x0 - other.x1) / 2)
    return any(abs(off) <= SAME_HEAD for off in offs)


def _in_column(chunk: Chunk, frame: Frame) -> bool:
    c0, c1 = _extent(chunk, frame)
    if c0 != c1:
        return False
    a, b = frame.cores[c0]
    offs = (chunk.x0 - a, chunk.x1 - b, (chunk.x0 + chunk.x1 - a - b) / 2)
    return any(abs(off) <= ALIGNED for off in offs)
