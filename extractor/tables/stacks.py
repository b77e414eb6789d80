"""Tables ruled across only: horizontal rules of one width that stand over each other."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.model import Box, Word
from extractor.tables.columns import Chunk, chunks
from extractor.tables.edges import Edge
from extractor.tables.lines import Line, letter_height, text_lines
from extractor.tables.ruled import LOW_BAND

SAME_END = 6.0  # points by which rules of one table may differ at either end
DOUBLE = 6.0  # rules nearer than this are a double rule
BLANK = 2.6  # font sizes of white within a row; more parts one table from the next
HEADS_FROM = 0.4  # share of the width of a table from which on headings stand that leave out the labels
SHORT = 40.0  # points; shorter rules underline a word or a heading of one column
LARGER = 1.2  # times the font size of the rows that no text within a table has
CAPTION = re.compile(r"^(?:table|figure|chart|box|map|source|notes?|graph|fig\.)\b", re.I)


@dataclass(slots=True)
class Stack:
    """Rules of one table from top to bottom, and the box between the first and the last."""

    rules: list[Edge]

    @property
    def box(self) -> Box:
        return Box(
            min(e.start for e in self.rules),
            self.rules[0].at,
            max(e.end for e in self.rules),
            self.rules[-1].at,
        )


def find_stacks(
    across: Sequence[Edge], words: Sequence[Word], taken: Sequence[Box] = (), small: Sequence[Box] = ()
) -> list[Stack]:
    """Groups of two and more rules with tabular text between each and the next.

    `taken` are the boxes of tables and drawings already found; no stack reaches over one. `small` are drawings
    that may stand in a cell.
    """
    stacks: list[Stack] = []
    low_first = sorted(words, key=lambda w: w.box.bottom)
    bottoms = [w.box.bottom for w in low_first]
    for rule in sorted(across, key=lambda e: (e.at, e.start)):
        if rule.length < SHORT or underlines(rule, low_first, bottoms):
            continue
        for stack in reversed(stacks):
            last = stack.rules[-1]
            if _same_width(last, rule):
                parted = _parted(last, rule, taken) or _heads_again(stack.rules[0], rule, low_first, bottoms)
                if not parted and _goes_on(last, rule, words, small):
                    stack.rules.append(rule)
                else:
                    stacks.append(Stack([rule]))
                break
        else:
            stacks.append(Stack([rule]))
    stacks = [s for s in stacks if len(s.rules) >= 2 and s.box.bottom - s.box.top > DOUBLE and not _one_band(s)]
    return stacks


def _one_band(stack: Stack) -> bool:
    """Whether the stack is the shading of one row alone, whose text may take two lines."""
    low = stack.box.bottom - stack.box.top <= LOW_BAND
    return len(stack.rules) == 2 and low and not any(rule.drawn for rule in stack.rules)


def _parted(above: Edge, below: Edge, taken: Sequence[Box]) -> bool:
    return any(
        box.top < below.at - 1 and box.bottom > above.at + 1 and box.x0 < above.end and box.x1 > above.start
        for box in taken
    )


def _same_width(one: Edge, other: Edge) -> bool:
    return abs(one.start - other.start) <= SAME_END and abs(one.end - other.end) <= SAME_END


def without_underlines(rules: Sequence[Edge], words: Sequence[Word]) -> list[Edge]:
    """The rules that part rows or columns: not those drawn under a text alone, such as a link."""
    low_first = sorted(words, key=lambda w: w.box.bottom)
    bottoms = [w.box.bottom for w in low_first]
    return [rule for rule in rules if not underlines(rule, low_first, bottoms)]


def underlines(rule: Edge, words: Sequence[Word], bottoms: Sequence[float]) -> bool:
    """Whether the rule runs right under the words of one text and no further than they do.

    `words` are sorted by their bottoms, which `bottoms` holds.
    """
    near = words[bisect_left(bottoms, rule.at - 4) : bisect_right(bottoms, rule.at + 8)]
    over = [
        w
        for w in near
        if -1.0 <= rule.at - w.box.bottom + 0.2 * (w.box.bottom - w.box.top) <= 4.0
        and w.box.x0 < rule.end
        and w.box.x1 > rule.start
    ]
    if not over or any(len(chunks(line)) > 1 for line in text_lines(over)):
        return False
    left, right = min(w.box.x0 for w in over), max(w.box.x1 for w in over)
    return abs(left - rule.start) < 3 and abs(right - rule.end) < 3


def _goes_on(above: Edge, below: Edge, words: Sequence[Word], small: Sequence[Box]) -> bool:
    """Whether what stands between two rules belongs to one table."""
    if below.at - above.at <= DOUBLE:
        return True
    between = [
        w
        for w in words
        if above.at - 1 <= (w.box.top + w.box.bottom) / 2 <= below.at + 1
        and w.box.x1 > above.start
        and w.box.x0 < above.end
    ]
    if not between:
        return False
    lines = text_lines(between)
    tabular = [line for line in lines if len(chunks(line)) >= 2]
    if len(lines) == 1 and not tabular:
        return _title_row(lines[0], above, below)
    if any(CAPTION.match(line.text) and len(chunks(line)) < 2 for line in lines):
        return False
    if len(lines) > 1 and any(_larger(line, tabular) for line in lines):
        return False
    if any(_boxhead(title, heads, above) for title, heads in pairwise(lines[:-1])):
        return False
    drawn = any(above.at < (d.top + d.bottom) / 2 < below.at for d in small)
    if not drawn and _widest_blank(lines, above, below) > BLANK * max(line.size for line in lines):
        return False
    prose = [line for line in lines if _prose(line, above)]
    return bool(tabular) and len(prose) <= 0.2 * len(lines)


def _heads_again(first: Edge, rule: Edge, words: Sequence[Word], bottoms: Sequence[float]) -> bool:
    """Whether the headings right over the first rule of a table stand over this one too: the next table begins.

    `words` are sorted by their bottoms, which `bottoms` holds.
    """
    heads = _texts_over(first, words[: bisect_right(bottoms, first.at + 3)])
    if len(heads) < 3:
        return False
    between = words[bisect_left(bottoms, first.at) : bisect_right(bottoms, rule.at + 3)]
    again = _texts_over(rule, [w for w in between if w.box.top > first.at])
    return len(heads) == len(again) and _said(heads) == _said(again) != []


def _texts_over(rule: Edge, words: Sequence[Word]) -> list[Chunk]:
    """The chunks of the line right over a rule."""
    near = [
        w
        for w in words
        if -3 <= rule.at - w.box.bottom <= letter_height(w) and w.box.x1 > rule.start and w.box.x0 < rule.end
    ]
    lines = text_lines(near)
    return chunks(lines[-1]) if lines else []


def _said(found: Sequence[Chunk]) -> list[str]:
    return [chunk.text for chunk in found if not chunk.figure]


def _title_row(line: Line, above: Edge, below: Edge) -> bool:
    """A single line between two rules set as close as the rules of a row: a heading within the table."""
    high = below.at - above.at
    return high < 3 * line.size and not CAPTION.match(line.text) and not _prose(line, above)


def _boxhead(title: Line, heads: Line, rule: Edge) -> bool:
    """Whether a text alone at the left stands over headings without a label: the next table begins."""
    first = heads.box.x0 - rule.start > HEADS_FROM * rule.length
    alone = len(chunks(title)) == 1 and abs(title.box.x0 - rule.start) <= SAME_END
    return first and alone and not any(chunk.figure for chunk in chunks(heads))


def _larger(line: Line, tabular: Sequence[Line]) -> bool:
    """Whether a text alone on its line is set larger than the rows: the heading of what follows the table."""
    usual = max((row.size for row in tabular), default=line.size)
    return len(chunks(line)) == 1 and line.size >= LARGER * usual


def _widest_blank(lines: Sequence[Line], above: Edge, below: Edge) -> float:
    """The tallest white space between two rules, text lines taken out."""
    at = above.at
    widest = 0.0
    for line in lines:
        widest = max(widest, line.box.top - at)
        at = max(at, line.box.bottom)
    return max(widest, below.at - at)


def _prose(line: Line, rule: Edge) -> bool:
    found = chunks(line)
    widest = max(found, key=lambda c: c.x1 - c.x0)
    return len(widest.words) >= 8 and widest.x1 - widest.x0 > 0.8 * rule.length
