"""Years over columns that are hardly wider than they are: set without a blank between, they come out as one word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractor.model import Box, Word

YEARS = re.compile(r"(?:(?:19|20)\d\d){2,}")
BLANK = 1.0  # points that are left between the years


def with_years_parted(words: Sequence[Word]) -> list[Word]:
    """The words, those that are years running on in one another cut into years of one width."""
    return [part for word in words for part in _parts(word)]


def _parts(word: Word) -> list[Word]:
    if len(word.text) < 8 or word.rotation or not YEARS.fullmatch(word.text):
        return [word]
    years = [word.text[at : at + 4] for at in range(0, len(word.text), 4)]
    steps = [int(b) - int(a) for a, b in pairwise(years)]
    # Years go up one by one, and start again under the next heading.
    if any(step != 1 and not (step < 0 and later == years[0]) for step, later in zip(steps, years[1:], strict=True)):
        return [word]
    box, wide = word.box, (word.box.x1 - word.box.x0) / len(years)
    starts = [box.x0 + n * wide for n in range(len(years))]
    return [
        replace(word, text=year, box=Box(x, box.top, x + wide - BLANK, box.bottom))
        for x, year in zip(starts, years, strict=True)
    ]
