"""Tables without a frame: runs of lines whose words stand in the same columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractor.model import Box, Word
from extractor.tables.columns import Chunk, chunks
from extractor.tables.lines import Line, bounds, text_lines
from extractor.tables.panes import Panes, find_panes
from extractor.tables.run_heads import OTHER_SIZE, SAME_SIDE, head_start
from extractor.tables.stacks import CAPTION, LARGER
from extractor.tables.text_rows import TextLine, interlocked

LINE_GAP = 2.4  # lines of one table follow each other within this many font sizes, from middle to middle
BLANK_ROWS = 3  # steps from row to row that groups of rows of one table are apart at most
EVEN, PADDED = 0.1, 4.5  # share by which steps between padded rows may differ, and font sizes they are wide at most
FEWEST_COLUMNS = 4  # columns that must agree for rows to go on after more than the usual white
MIN_RIVER = 0.4  # font sizes of white that must stay open between columns as lines are added
KEPT_RIVERS = 0.6  # share of the rivers that a further line must leave open
PROSE_WORDS, PROSE_EMS = 6, 14  # a chunk with as many words and as wide (in font sizes) may be running text
PROSE_LINES = 3
FIGURES = 2  # right after a line of text that make labels of what looks like a paragraph
MOSTLY = 0.5  # share of the words of a place outside its paragraphs in a table
SHORT_OF = 4.0  # font sizes by which a full line of a paragraph may end before the others
SEEN = 0.08  # font sizes by which the distance between rows must exceed that between lines of one cell
RUN_ON = 0.3  # share of lines that start in lower case in running text; labels start with a capital


@dataclass(slots=True)
class Run:
    """Lines of one candidate, and the words of its lines."""

    lines: list[TextLine]

    @property
    def words(self) -> list[Word]:
        return [word for line in self.lines for word in line.words]

    @property
    def box(self) -> Box:
        box = bounds(line.box for line in self.lines)
        return Box(box.x0 - 1, box.top - 1, box.x1 + 1, box.bottom + 1)


def find_runs(words: Sequence[Word], bands: Sequence[Box] = ()) -> list[Run]:
    """Candidate tables among words that no rule frames, top to bottom; `bands` are shaded rectangles."""
    if not words:
        return []
    found = [(line, chunks(line)) for line in text_lines(words)]
    rest = _without_prose(words, found)
    if len(rest) < len(words):
        found = [(line, chunks(line)) for line in text_lines(rest)]
    lines = interlocked(found)
    panes = find_panes(lines)
    if panes is not None:
        return [run for words in _parted(lines, panes) for run in find_runs(words, bands)]
    figures = _runs_from(lines, bands, [line.data for line in lines])
    taken = {id(line) for run in figures for line in run.lines}
    free = [len(line.chunks) >= 2 and id(line) not in taken for line in lines]
    texts = [run for run in _runs_from(lines, bands, free) if not any(id(line) in taken for line in run.lines)]
    return sorted([*figures, *texts], key=lambda run: run.box.top)


def _parted(lines: Sequence[TextLine], panes: Panes) -> list[list[Word]]:
    """The words above two tables side by side, of the one, of the other, and below them."""
    inside = [word for line in lines[panes.first : panes.last] for word in line.words]
    left = [word for word in inside if (word.box.x0 + word.box.x1) / 2 < panes.gutter]
    right = [word for word in inside if (word.box.x0 + word.box.x1) / 2 >= panes.gutter]
    above, below = lines[: panes.first], lines[panes.last :]
    return [[w for line in above for w in line.words], left, right, [w for line in below for w in line.words]]


def _runs_from(lines: Sequence[TextLine], bands: Sequence[Box], seeds: Sequence[bool]) -> list[Run]:
    """Runs that grow downwards from the first seed on, and again from the first seed after them."""
    runs: list[Run] = []
    i = 0
    while i < len(lines):
        if not seeds[i]:
            i += 1
            continue
        end = _grow(lines, i)
        floor = runs[-1].lines[-1].box.bottom if runs else float("-inf")
        start = head_start(lines, i, end, floor, bands)
        if sum(len(line.chunks) >= 2 for line in lines[start:end]) >= 2:
            runs.append(Run(list(lines[start:end])))
            i = end
        else:
            i += 1
    return runs


def is_prose(words: Sequence[Word]) -> bool:
    """Whether most of these words stand in paragraphs."""
    rest = _without_prose(words, [(line, chunks(line)) for line in text_lines(words)])
    return len(rest) < MOSTLY * len(words)


def _without_prose(words: Sequence[Word], lines: Sequence[tuple[Line, Sequence[Chunk]]]) -> list[Word]:
    """The words that do not stand in paragraphs; paragraphs may stand side by side in columns.

    `lines` are those of all the words, with their chunks.
    """
    wide: list[tuple[Line, Chunk]] = []
    for line, parts in lines:
        for chunk in parts:
            if len(chunk.words) >= PROSE_WORDS and chunk.x1 - chunk.x0 >= PROSE_EMS * line.size:
                wide.append((line, chunk))
    prose: set[int] = set()
    block: list[tuple[Line, Chunk]] = []
    used: set[int] = set()
    for index, (line, chunk) in enumerate(wide):
        if index in used:
            continue
        block = [(line, chunk)]
        for later in range(index + 1, len(wide)):
            below, other = wide[later]
            last_line, last = block[-1]
            if below.middle - last_line.middle > 2.2 * line.size:
                break
            if later not in used and below is not last_line and _one_paragraph(last, other, line.size):
                block.append((below, other))
                used.add(later)
        even = len(block) >= PROSE_LINES and _even_right(block) and not _of_rows(block)
        if even and (_runs_on(block) or not _labelled(block)):
            prose.update(id(word) for _, c in [*block, *_last_line(block, lines)] for word in c.words)
    return [word for word in words if id(word) not in prose]


def _last_line(
    block: Sequence[tuple[Line, Chunk]], lines: Sequence[tuple[Line, Sequence[Chunk]]]
) -> list[tuple[Line, Chunk]]:
    """The short line that ends a paragraph: at its left side, as far under it as its lines are from one another."""
    left, step = min(c.x0 for _, c in block), min(b.middle - a.middle for (a, _), (b, _) in pairwise(block))
    end, last = block[-1]
    if last.x1 < max(c.x1 for _, c in block) - SHORT_OF * end.size:
        return []
    below = end.middle + step + SEEN * end.size
    under = [(line, c) for line, parts in lines if end.middle < line.middle <= below for c in parts]
    return [(line, c) for line, c in under if abs(c.x0 - left) <= 1 and c.x1 < last.x1 and not c.figure][:1]


def _runs_on(block: Sequence[tuple[Line, Chunk]]) -> bool:
    starts = sum(1 for _, chunk in block if chunk.text[:1].islower())
    return starts >= RUN_ON * len(block)


def _labelled(block: Sequence[tuple[Line, Chunk]]) -> bool:
    """Whether something short stands beside most of the lines: a label, or figures."""
    count = 0
    for line, chunk in block:
        others = [c for c in chunks(line) if c.x0 != chunk.x0]
        count += any(len(c.words) < PROSE_WORDS for c in others)
    return count >= 0.5 * len(block)


def _of_rows(block: Sequence[tuple[Line, Chunk]]) -> bool:
    """Whether figures follow right after a line: the lines are labels of rows, each of several lines."""
    after = [[c.figure for c in chunks(line) if c.x0 > chunk.x0][:FIGURES] for line, chunk in block]
    return [True] * FIGURES in after


def _one_paragraph(above: Chunk, below: Chunk, size: float) -> bool:
    return abs(above.x0 - below.x0) <= 2 * size and below.x0 < above.x1


def _even_right(block: Sequence[tuple[Line, Chunk]]) -> bool:
    """Whether the lines run on to about one right edge, as wrapped text does and labels do not."""
    right = max(chunk.x1 for _, chunk in block)
    left = min(chunk.x0 for _, chunk in block)
    near = sum(1 for _, chunk in block if right - chunk.x1 <= 0.15 * (right - left))
    return near >= 0.6 * len(block)


def _grow(lines: Sequence[TextLine], start: int) -> int:
    """The end of the run that starts at line `start`."""
    rivers = _gaps(lines[start])
    last = start
    for i in range(start + 1, len(lines)):
        here, above = lines[i], lines[last]
        size = max(here.size, above.size)
        far = here.first - lines[i - 1].last > LINE_GAP * size
        if far and not (i - 1 == last and (_after_blank(lines[start:i], here) or _evenly(lines, i))):
            break
        if not far and here.first - above.last > 2 * LINE_GAP * size and not _labels(lines[last + 1 : i], rivers):
            break
        if _heads_again(lines, start, i):
            break
        if len(here.chunks) < 2:
            if _stops(here, lines[start:i]):
                break
            continue
        left = _common(rivers, _gaps(here), MIN_RIVER * size)
        if len(left) < max(1, KEPT_RIVERS * min(len(rivers), len(_gaps(here)))):
            break
        rivers = left if len(left) >= len(rivers) or here.data else rivers
        last = i
    return _with_tail(lines, start, last)


def _after_blank(rows: Sequence[TextLine], here: TextLine) -> bool:
    """Whether a line is a row of the table above a few blank ones: it has its columns, and figures where that has."""
    data = [row for row in rows if row.data]
    steps = [below.first - above.last for above, below in pairwise(data)]
    if not here.data or not len(here.chunks) >= FEWEST_COLUMNS or len(data) < 2:
        return False
    if here.first - rows[-1].last > BLANK_ROWS * median(steps):
        return False
    figures = [c for row in data for c in row.chunks[1:] if c.figure]
    under = all(any(c.x0 <= o.x1 and c.x1 >= o.x0 for o in figures) for c in here.chunks[1:] if c.figure)
    return under and sum(c.figure for c in here.chunks) >= MOSTLY * median(
        [sum(c.figure for c in r.chunks) for r in data]
    )


def _evenly(lines: Sequence[TextLine], i: int) -> bool:
    """Whether line i stands as far from the one above as from the one below, and all are rows of the same columns.

    Cells with so much padding have it everywhere.
    """
    three = lines[i - 1 : i + 2]
    if len(three) < 3 or not all(line.data and len(line.chunks) == len(three[0].chunks) > 2 for line in three):
        return False
    steps = [below.first - above.last for above, below in pairwise(three)]
    near = max(steps) - min(steps) <= EVEN * max(steps) and max(steps) <= PADDED * three[1].size
    return near and all(
        a.figure == b.figure and (a.x0 <= b.x1 and b.x0 <= a.x1)
        for above, below in pairwise(three)
        for a, b in zip(above.chunks, below.chunks, strict=True)
    )


def _labels(lines: Sequence[TextLine], rivers: Sequence[tuple[float, float]]) -> bool:
    """Whether lines hold nothing but text of the first column: a label may take many lines."""
    return all(line.box.x1 <= rivers[0][1] for line in lines)


def _heads_again(lines: Sequence[TextLine], start: int, i: int) -> bool:
    """Whether the two lines from `i` on say in words what the first line of the run and the one over it say.

    A table in two panels repeats its headings over each.
    """
    if start == 0 or i <= start + 1 or i + 1 >= len(lines):
        return False
    head, again = lines[start - 1 : start + 1], lines[i : i + 2]
    if lines[start - 1].box.x0 < lines[start].chunks[0].x1:  # the title of a group of rows may well come again
        return False
    return all(
        _words(a) == _words(b) != [] and len(a.chunks) == len(b.chunks) for a, b in zip(head, again, strict=True)
    )


def _words(line: TextLine) -> list[str]:
    return [chunk.text for chunk in line.chunks if not chunk.figure]


def _with_tail(lines: Sequence[TextLine], first: int, last: int) -> int:
    """One past the last line, a wrapped end of its label included."""
    end = last + 1
    while end < len(lines):
        here, above = lines[end], lines[end - 1]
        near = here.first - above.last <= 1.5 * here.size and abs(here.size - above.size) <= OTHER_SIZE * above.size
        if len(here.chunks) == 1 and near and (here.chunks[0].text[:1].islower() or _wraps(lines, first, end)):
            end += 1
        else:
            break
    return end


def _wraps(lines: Sequence[TextLine], first: int, i: int) -> bool:
    """Whether line i under a run ends the label above: as close to it as no row of the run is to the next."""
    here, above = lines[i], lines[i - 1]
    steps = [b.first - a.last for a, b in pairwise(lines[first:i]) if b.data]
    close = bool(steps) and here.first - above.last < min(steps) - SEEN * here.size
    left = min(line.chunks[0].x0 for line in lines[first:i])
    return close and abs(here.chunks[0].x0 - left) <= SAME_SIDE and here.bold == above.bold


def _stops(line: TextLine, above: Sequence[TextLine]) -> bool:
    """Whether a line of a single chunk ends the table: a caption, a note, running text or a larger heading."""
    chunk = line.chunks[0]
    left = min(c.x0 for other in above for c in other.chunks)
    right = max(c.x1 for other in above for c in other.chunks)
    if line.size >= LARGER * max(other.size for other in above):
        return True
    if CAPTION.match(chunk.text) or re.match(r"^[*†‡(]?[*†‡\d]{0,2}[).:]\s", chunk.text):
        return True
    return chunk.x1 - chunk.x0 > 0.75 * (right - left) and len(chunk.words) >= PROSE_WORDS


def _gaps(line: TextLine) -> list[tuple[float, float]]:
    row = line.chunks
    return [(a.x1, b.x0) for a, b in pairwise(row)]


def _common(
    rivers: Sequence[tuple[float, float]], gaps: Sequence[tuple[float, float]], least: float
) -> list[tuple[float, float]]:
    """Where white of both stays open."""
    found = []
    for a0, a1 in rivers:
        for b0, b1 in gaps:
            low, high = max(a0, b0), min(a1, b1)
            if high - low >= least:
                found.append((low, high))
    return found
