"""Headings over columns: wrapped lines put together, headings over several columns given their span."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.model import Word
from extractor.tables.lines import letter_height
from extractor.tables.rows import Piece, RowLine
from extractor.tables.spanners import over_rounds, repeated_spans
from extractor.tables.text_rows import INTERLOCKED

Rule = tuple[float, float, float]  # a horizontal rule: its height, where it starts and ends, in points

ALIGNED = 2.5  # points
OFF_CENTRE = 0.4  # column widths by which a heading may miss the middle of its group; half is the next column
OTHER_SIZE = 0.15  # share by which the font size of one heading's lines may differ
CELL_LINES = 2.5  # font sizes from a heading to the rule under it: one more line of it may stand between
LEVEL = 1.0  # font sizes from middle to middle within which lines of headings side by side lie, one or two lines each
ONE_CELL = 0.95  # lines of one heading lie nearer than this, in font sizes of white between them


@dataclass(slots=True)
class Head:
    """A heading over columns c0 to c1, from its first line to its last."""

    c0: int
    c1: int
    top: float
    bottom: float
    words: list[Word] = field(default_factory=list)
    level: int = 0
    depth: int = 0


def build_heads(
    lines: Sequence[RowLine],
    xs: Sequence[float],
    cores: Sequence[tuple[float, float]],
    rules: Sequence[Rule],
) -> tuple[list[Head], int]:
    """The headings of these lines with their level (0 at the top), and how many levels there are.

    `xs` are the column boundaries, `cores` where the text of each column's body starts and ends, `rules`
    the horizontal rules among the lines as (y, start, end).
    """
    heads: list[Head] = []
    over = repeated_spans(lines, len(cores))
    for i, line in enumerate(lines):
        pieces = over_rounds(line, over[i]) if i in over else _with_extents(line, lines, cores, rules)
        for piece in pieces:
            _add(heads, piece, line, rules, xs)
    return heads, _set_levels(heads, rules, xs)


def _add(
    heads: list[Head],
    piece: Piece,
    line: RowLine,
    rules: Sequence[Rule],
    xs: Sequence[float],
) -> None:
    """Put a piece under the heading it continues, or make it a heading of its own."""
    above = [h for h in heads if h.c0 <= piece.c1 and piece.c0 <= h.c1]
    top = min(w.box.top for w in piece.words)
    bottom = max(w.box.bottom for w in piece.words)
    if above:
        last = max(above, key=lambda h: h.bottom)
        size = letter_height(piece.words[0])
        near = top - last.bottom < ONE_CELL * size and _one_size(last.words[-1], piece.words[0])
        if near and (last.c0, last.c1) == (piece.c0, piece.c1) and not _ruled_off(last, top, rules, xs):
            last.words += piece.words
            last.bottom = bottom
            return
    heads.append(Head(piece.c0, piece.c1, top, bottom, list(piece.words)))


def _one_size(above: Word, below: Word) -> bool:
    """Whether two words can be lines of one heading: a heading does not change its size from line to line."""
    return abs(letter_height(above) - letter_height(below)) <= OTHER_SIZE * letter_height(above)


def _ruled_off(head: Head, top: float, rules: Sequence[Rule], xs: Sequence[float]) -> bool:
    """Whether a rule runs between a heading and the line below it."""
    middle = (xs[head.c0] + xs[head.c1 + 1]) / 2
    low = (head.top + head.bottom) / 2
    return any(low < y <= top + 2 and start <= middle <= end for y, start, end in rules)


def _set_levels(heads: list[Head], rules: Sequence[Rule], xs: Sequence[float]) -> int:
    """Levels from the top: each heading lies below those that overlap it and stand higher."""
    heads.sort(key=lambda h: (h.top, h.c0))
    for i, head in enumerate(heads):
        over = [h.level for h in heads[:i] if h.c0 <= head.c1 and head.c0 <= h.c1]
        head.level = max(over, default=-1) + 1
    levels = max((h.level for h in heads), default=-1) + 1
    for head in heads:
        if head.level == 0 and head.c0 == head.c1 and levels > 1 and not _left_open(head, heads, rules, xs):
            _lower(head, heads, levels)
    for i, head in enumerate(heads):
        under = [h.level for h in heads[i + 1 :] if h.c0 <= head.c1 and head.c0 <= h.c1]
        head.depth = (min(under) if under else levels) - head.level
    return levels


def _left_open(head: Head, heads: Sequence[Head], rules: Sequence[Rule], xs: Sequence[float]) -> bool:
    """Whether the rule under the upper headings stops short of this one: its cell takes in all levels."""
    upper = [h.bottom for h in heads if h.level == 0 and h is not head]
    lower = [h.top for h in heads if h.level == 1]
    if not upper or not lower:
        return False
    middle = (xs[head.c0] + xs[head.c1 + 1]) / 2
    between = [rule for rule in rules if max(upper) - 2 <= rule[0] <= min(lower) + 2]
    return bool(between) and not any(start <= middle <= end for _, start, end in between)


def _lower(head: Head, heads: Sequence[Head], levels: int) -> None:
    """A heading of one column beside headings of several levels stands on the level it is printed at."""
    alone = not any(h is not head and h.c0 <= head.c0 <= h.c1 for h in heads)
    if not alone:
        return
    for level in range(levels - 1, 0, -1):
        mates = [h for h in heads if h.level == level and h is not head]
        if mates and head.top >= min(h.top for h in mates) - 2:
            head.level = level
            return


def _with_extents(
    line: RowLine,
    lines: Sequence[RowLine],
    cores: Sequence[tuple[float, float]],
    rules: Sequence[Rule],
) -> list[Piece]:
    """The pieces of a line, those that span columns with the span widened to what they head."""
    last = not any(other.middle > line.middle + 1 for other in lines)
    below = {c for o in lines if o.middle > line.middle for p in o.pieces for c in range(p.c0, p.c1 + 1)}
    level = [o for o in lines if abs(o.middle - line.middle) < INTERLOCKED * line.size]
    taken = {c for o in level for p in o.pieces for c in range(p.c0, p.c1 + 1)}
    result = []
    for piece in line.pieces:
        extent = _rule_extent(line, piece, lines, cores, rules)
        free = piece.c1 > piece.c0 or _ruled_below(piece, line, lines, rules) or _set_larger(piece, line, lines)
        if extent is None and not last and (free or not _over_its_own(piece, line, lines, cores)):
            extent = _centred_extent(piece, taken | _beyond_rule(piece, line, lines, cores, rules), below, cores)
        c0, c1 = extent or (piece.c0, piece.c1)
        result.append(Piece(c0, c1, piece.words))
        taken.update(range(c0, c1 + 1))
    return result


def _ruled_below(piece: Piece, line: RowLine, lines: Sequence[RowLine], rules: Sequence[Rule]) -> bool:
    """Whether a rule parts a heading from the next line of headings: it is a cell of its own."""
    middle = (piece.x0 + piece.x1) / 2
    following = min((o.middle for o in lines if o.middle > line.middle + 1), default=line.middle)
    return any(line.middle < y < following and start <= middle <= end for y, start, end in rules)


def _set_larger(piece: Piece, line: RowLine, lines: Sequence[RowLine]) -> bool:
    """Whether a heading is set larger than all that stands in the lines under it: it heads them all."""
    under = [letter_height(w) for o in lines if o.middle > line.middle + 1 for p in o.pieces for w in p.words]
    return bool(under) and max(under) < (1 - OTHER_SIZE) * letter_height(piece.words[0])


def _over_its_own(piece: Piece, line: RowLine, lines: Sequence[RowLine], cores: Sequence[tuple[float, float]]) -> bool:
    """Whether a heading lines up, at an edge or in the middle, with what stands under it in its column."""
    under = [(p.x0, p.x1) for o in lines if o.middle > line.middle for p in o.pieces if p.c0 == p.c1 == piece.c0]
    if not under:
        return True
    return any(
        min(abs(piece.x0 - a), abs(piece.x1 - b), abs(piece.x0 + piece.x1 - a - b) / 2) <= ALIGNED
        for a, b in [*under, cores[piece.c0]]
    )


def _rule_extent(
    line: RowLine,
    piece: Piece,
    lines: Sequence[RowLine],
    cores: Sequence[tuple[float, float]],
    rules: Sequence[Rule],
) -> tuple[int, int] | None:
    """The columns over which a rule runs right under the piece and under no other heading beside it."""
    for y, start, end in rules:
        if not line.middle < y < line.bottom + 0.8 * line.size:
            continue
        if not (start - 3 <= piece.x0 and piece.x1 <= end + 3):
            continue
        if any(p is not piece and p.x0 < end and p.x1 > start for p in line.pieces):
            continue
        if _others_over((y, start, end), piece, line, lines):
            continue
        over = [c for c, (a, b) in enumerate(cores) if start - 3 <= (a + b) / 2 <= end + 3]
        if over and over[0] <= piece.c0 and piece.c1 <= over[-1] and len(over) < len(cores):
            return over[0], over[-1]
    return None


def _beyond_rule(
    piece: Piece,
    line: RowLine,
    lines: Sequence[RowLine],
    cores: Sequence[tuple[float, float]],
    rules: Sequence[Rule],
) -> set[int]:
    """The columns that a heading cannot head where a rule runs under it and under others beside it.

    Those are the columns outside the rule, and those whose middle is nearer to another of these headings.
    """
    own = (piece.x0 + piece.x1) / 2
    for rule in rules:
        y, start, end = rule
        under = line.bottom < y <= line.bottom + CELL_LINES * line.size
        others = (
            _others_over(rule, piece, line, lines) if under and start - 3 <= piece.x0 and piece.x1 <= end + 3 else []
        )
        if others:
            columns = [(c, (a + b) / 2) for c, (a, b) in enumerate(cores)]
            nearer = {c for c, x in columns if min(abs(other - x) for other in others) < abs(own - x)}
            return nearer | {c for c, x in columns if not start - 3 <= x <= end + 3}
    return set()


def _others_over(rule: Rule, piece: Piece, line: RowLine, lines: Sequence[RowLine]) -> list[float]:
    """The middles of other headings right over a rule, those out of line with the piece."""
    y, start, end = rule
    near = [o for o in lines if o.middle < y and abs(o.middle - line.middle) < LEVEL * line.size]
    middles = [(p.x0 + p.x1) / 2 for o in near for p in o.pieces if start <= p.x0 and p.x1 <= end]
    return [middle for middle in middles if abs(middle - (piece.x0 + piece.x1) / 2) > ALIGNED]


def _centred_extent(
    piece: Piece, taken: set[int], below: set[int], cores: Sequence[tuple[float, float]]
) -> tuple[int, int]:
    """Widen a span over neighbours that are free on this line, while that brings it nearer to the middle."""
    c0, c1 = piece.c0, piece.c1
    centre = (piece.x0 + piece.x1) / 2
    pitch = (cores[-1][1] - cores[0][1]) / max(len(cores) - 1, 1)
    best, widest = (c0, c1), c1 - c0 + 1
    first = c0
    while first >= 0 and (first == c0 or (first not in taken and first in below and first > 0)):
        last = c1
        while last < len(cores) and (last == c1 or (last not in taken and last in below)):
            off = abs(_centre(cores, first, last) - centre)
            if off <= OFF_CENTRE * pitch and last - first + 1 > widest:
                best, widest = (first, last), last - first + 1
            last += 1
        first -= 1
    return best


def _centre(cores: Sequence[tuple[float, float]], c0: int, c1: int) -> float:
    return (cores[c0][0] + cores[c1][1]) / 2
