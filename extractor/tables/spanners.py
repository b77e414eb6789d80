"""Headings over several columns, where the headings under them come round again: % and rank, % and rank.

A heading over two or four columns may stand over the first of them, over their middle or anywhere between, and without
rules its place says little. But where the same headings are repeated under as many headings as there are rounds, each
of these heads one round.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.tables.rows import LOOSE, Piece, RowLine
from extractor.tables.text_rows import INTERLOCKED

Span = tuple[int, int]
_YEARS = re.compile(r"(?:19|20)\d\d(?:[/–-]\d\d)?")
ALIGNED = 2.5  # points


def repeated_spans(lines: Sequence[RowLine], columns: int) -> dict[int, list[Span]]:
    """The columns of the rounds of headings that lines (as indices) stand right over; only of those lines.

    Lines higher up may stand over several rounds, and within a round others may come round again: years over % and
    rank, under men and women.
    """
    found: dict[int, list[Span]] = {}
    done = 0  # lines that head rounds already
    for end in range(1, len(lines)):
        rounds = _rounds(lines[end:], columns)
        starts = reversed(range(done, end)) if rounds else ()
        start = next((s for s in starts if _each_has_one(lines[s:end], rounds)), end)
        while done < start < end and _one_heading(lines[start - 1], lines[start]):
            start -= 1
        found.update(dict.fromkeys(range(start, end), rounds))
        done = end if start < end else done
    return found


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


def _rounds(lines: Sequence[RowLine], columns: int) -> list[Span]:
    """The columns of each round of headings, the labels at the left left out; empty where nothing comes round."""
    for first in range(columns // 2):
        for width in range(2, (columns - first) // 2 + 1):
            if (columns - first) % width:
                continue
            rounds = [(c, c + width - 1) for c in range(first, columns, width)]
            said = _said(lines, rounds)
            if said and said[0] and _alike(said) and _several(lines, rounds[0]):
                return rounds
    return []


def _alike(said: Sequence[str]) -> bool:
    """Whether the same stands over each round, or the same words beside other years: `2022 | 2023 | Change` and
    `2022/23 | 2023/24 | Change`. Years alone run on and come round to nothing."""
    plain = [_YEARS.sub("#", text) for text in said]
    words = any(c.isalpha() for c in plain[0])
    return all(text == said[0] for text in said) or (words and all(text == plain[0] for text in plain))


def _said(lines: Sequence[RowLine], rounds: Sequence[Span]) -> list[str]:
    """What stands over each round; empty where a text stands over two."""
    texts = [""] * len(rounds)
    for line in lines:
        for piece in line.pieces:
            if piece.c1 < rounds[0][0]:
                continue
            at = next((i for i, (a, b) in enumerate(rounds) if a <= piece.c0 and piece.c1 <= b), None)
            if at is None:
                return []
            texts[at] += piece.text.lower().replace(" ", "")
    return texts


def _several(lines: Sequence[RowLine], span: Span) -> bool:
    """Whether the columns of a round have headings that differ."""
    texts = ["" for _ in range(span[0], span[1] + 1)]
    for piece in (p for line in lines for p in line.pieces if span[0] <= p.c0 == p.c1 <= span[1]):
        texts[piece.c0 - span[0]] += piece.text
    return all(texts) and len(set(texts)) > 1


def _each_has_one(lines: Sequence[RowLine], rounds: Sequence[Span]) -> bool:
    """Whether a text stands over each round, none over two, and not the same over all: that would come round too."""
    said = _said(lines, rounds)
    return all(said) and len(set(said)) > 1
