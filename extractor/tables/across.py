"""Watermarks and stamps: text that lies across other text, at a slant or in much larger type."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Sequence
from itertools import pairwise
from statistics import median

from extractor.model import Word
from extractor.tables.lines import letter_height

LARGE = 1.8  # times the usual type size from which on level text may be a stamp over the lines of a table
INK = 0.36  # share of its type size that a line of capitals reaches to either side of its middle
FEWEST_HIT = 2  # words, of a level stamp on so many lines, that must lie under it
HIT_EACH = 0.3  # such words for each word of the stamp: a slanted heading that brushes a word or two hits fewer


def without_text_across(words: Sequence[Word]) -> list[Word]:
    """The words but for those of watermarks and stamps."""
    across = lying_across(words)
    return [word for place, word in enumerate(words) if place not in across] if across else list(words)


def lying_across(words: Sequence[Word]) -> set[int]:
    """The positions of the words of watermarks and stamps.

    Text of one page does not lie on other text unless it was put there to be seen through: what is set at another
    angle, or so large that it takes up several lines of the other, is no part of the table or paragraph under it.
    """
    sizes = [letter_height(word) for word in words]
    if not sizes:
        return set()
    large = LARGE * median(sizes)
    odd = {at for at, word in enumerate(words) if word.visible and (word.rotation % 90 or sizes[at] > large)}
    if not odd:
        return set()
    groups: dict[tuple[int, int], list[int]] = defaultdict(list)
    for at in odd:
        groups[words[at].rotation, round(sizes[at])].append(at)
    under = [word for at, word in enumerate(words) if at not in odd and word.visible]
    return {at for group in groups.values() if _lies_across([words[at] for at in group], under) for at in group}


def _lies_across(group: Sequence[Word], under: Sequence[Word]) -> bool:
    hit = {at: word for at, word in enumerate(under) if any(_covers(stamp, word) for stamp in group)}
    if len(hit) < max(FEWEST_HIT, HIT_EACH * len(group)):
        return False
    return bool(group[0].rotation % 90) or _lines(hit.values()) >= FEWEST_HIT


def _lines(words: Collection[Word]) -> int:
    """On how many lines words stand that run level."""
    feet = sorted(word.box.bottom for word in words)
    step = 0.5 * min(map(letter_height, words))
    return 1 + sum(below - above > step for above, below in pairwise(feet))


def _covers(stamp: Word, word: Word) -> bool:
    """Whether the line of letters of a stamp runs over the middle of a word, at its ends or between."""
    a, b = stamp.box, word.box
    if b.x0 > a.x1 or b.x1 < a.x0 or b.top > a.bottom or b.bottom < a.top:
        return False
    turn = math.radians(stamp.rotation)
    cos, sin = math.cos(turn), math.sin(turn)
    size = letter_height(stamp)
    # The box around slanted text of length `long` is as wide as its length and its height seen from below.
    wide, high = a.x1 - a.x0, a.bottom - a.top
    level = abs(cos) >= abs(sin)
    long = (wide - size * abs(sin)) / abs(cos) if level else (high - size * abs(cos)) / abs(sin)
    y = (b.top + b.bottom) / 2 - (a.top + a.bottom) / 2
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        x = b.x0 + share * (b.x1 - b.x0) - (a.x0 + a.x1) / 2
        if abs(x * cos + y * sin) <= long / 2 and abs(y * cos - x * sin) <= INK * size:
            return True
    return False
