"""Headings over several columns, where the headings under them come round again: % and rank, % and rank.

A heading over two or four columns may stand over the first of them, over their middle or anywhere between, and without
rules its place says little. But where the same headings are repeated under as many headings as there are rounds, each
of these heads one round.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.tables.rows import LOOSE, Piece, RowLine
from extractor.tables.text_rows import INTERLOCKED

Span = tuple[int, int]
ALIGNED = 2.5  # points


def repeated_spans(lines: Sequence[RowLine], columns: int) -> tuple[range, list[Span]]:
    """Which of these lines of headings stand right over rounds of the headings below, and the columns of each round.

    Empty where nothing comes round. Lines higher up may stand over several rounds.
    """
    for end in range(1, len(lines)):
        labels = _labels(lines[end:], columns)
        rounds = _rounds(labels) if labels else []
        start = next((s for s in reversed(range(end)) if _each_has_one(lines[s:end], rounds)), end) if rounds else end
        while 0 < start < end and _one_heading(lines[start - 1], lines[start]):
            start -= 1
        if start < end:
            return range(start, end), rounds
    return range(0), []


def _one_heading(above: RowLine, below: RowLine) -> bool:
    """Whether what stands on one line goes on below: set close, each text in line with one under it or between."""
    step = below.middle - above.middle
    if step < INTERLOCKED * below.size:
        return True
    return step <= LOOSE * below.size and all(any(_in_line(a, b) for b in below.pieces) for a in above.pieces)


def _in_line(above: Piece, below: Piece) -> bool:
    off = (above.x0 - below.x0, above.x1 - below.x1, (above.x0 + above.x1 - below.x0 - below.x1) / 2)
    return any(abs(x) <= ALIGNED for x in off)


def over_rounds(line: RowLine, rounds: Sequence[Span]) -> list[Piece]:
    """The pieces of a line over rounds, all that stands over one round taken together."""
    found: dict[Span, list[Piece]] = {}
    for piece in line.pieces:
        span = next((r for r in rounds if r[0] <= piece.c0 and piece.c1 <= r[1]), (piece.c0, piece.c1))
        found.setdefault(span, []).append(piece)
    return [Piece(*span, tuple(word for p in pieces for word in p.words)) for span, pieces in found.items()]


def _labels(lines: Sequence[RowLine], columns: int) -> list[str]:
    """What stands over each column alone; empty where a piece stands over several."""
    texts = [""] * columns
    for line in lines:
        for piece in line.pieces:
            if piece.c0 != piece.c1:
                return []
            texts[piece.c0] += piece.text.lower().replace(" ", "")
    return texts


def _rounds(labels: Sequence[str]) -> list[Span]:
    """The columns of each round of headings, the labels at the left left out; empty where nothing comes round."""
    columns = len(labels)
    for first in range(columns // 2):
        for width in range(2, (columns - first) // 2 + 1):
            one = labels[first : first + width]
            whole = (columns - first) % width == 0 and all(one) and len(set(one)) > 1
            if whole and all(labels[c] == labels[c - width] for c in range(first + width, columns)):
                return [(c, c + width - 1) for c in range(first, columns, width)]
    return []


def _each_has_one(lines: Sequence[RowLine], rounds: Sequence[Span]) -> bool:
    """Whether one text or more stands over each round, and none over two."""
    seen: set[Span] = set()
    for line in lines:
        for piece in line.pieces:
            if piece.c1 < rounds[0][0]:
                continue
            span = next((r for r in rounds if r[0] <= piece.c0 and piece.c1 <= r[1]), None)
            if span is None:
                return False
            seen.add(span)
    return len(seen) == len(rounds)
