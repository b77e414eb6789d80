"""Dot leaders: the rows of dots that lead the eye from a label to its figure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.model import Box, Word

TRAILING = re.compile(r"(?:[.…·_]{4,}|…{2,})$")  # fewer dots may be a mark: ".." stands for a missing figure
LEADING = re.compile(r"^(?:[.…·_]{4,}|…{2,})")
DOT = re.compile(r"[.…·_]{2}|…")
DOTS = re.compile(r"^[.…·_]+$")
DASHES = frozenset("-–—_")
DASH_RUN = 6  # single dashes in a row that draw a line; fewer may stand for missing figures
RUN = 4  # single dots in a row that make a leader


def without_leaders(words: Sequence[Word]) -> list[Word]:
    """The words with leaders cut off or, where a word is nothing else, left out."""
    single = _spaced_leaders(words)
    if not single and not DOT.search(" ".join([word.text for word in words])):
        return list(words)
    kept = []
    for word in words:
        if id(word) in single:
            continue
        if not DOT.search(word.text):
            kept.append(word)
            continue
        tail = TRAILING.search(word.text)
        head = LEADING.search(word.text)
        if tail is None and head is None:
            kept.append(word)
            continue
        start, end = (head.end() if head else 0), (tail.start() if tail else len(word.text))
        if start < end:
            kept.append(_part(word, start, end))
    return kept


def has_leaders(words: Sequence[Word]) -> bool:
    """Whether a leader stands among the words."""
    return any(TRAILING.search(word.text) for word in words) or bool(_spaced_leaders(words))


def _part(word: Word, start: int, end: int) -> Word:
    """Characters start..end of a word; the box is cut as if all were of one width, dots counting half."""
    weights = [0.5 if DOTS.match(c) else 1.0 for c in word.text]
    total = sum(weights)
    wide = word.box.x1 - word.box.x0
    left = word.box.x0 + wide * sum(weights[:start]) / total
    right = word.box.x0 + wide * sum(weights[:end]) / total
    return replace(word, text=word.text[start:end], box=Box(left, word.box.top, right, word.box.bottom))


def _spaced_leaders(words: Sequence[Word]) -> set[int]:
    """The ids of dots that stand one by one in a row, and of dashes that draw a line so."""
    dots = [w for w in words if w.text[:1] in ".…·_" and DOTS.match(w.text)]
    dashes = [w for w in words if w.text in DASHES]
    return _in_rows(dots, RUN, 2.0) | _in_rows(dashes, DASH_RUN, 1.0)


def _in_rows(dots: list[Word], least: int, space: float) -> set[int]:
    """The ids of marks that follow each other on one level, `space` font sizes apart at most."""
    dots.sort(key=lambda w: (round(w.box.bottom), w.box.x0))
    found: set[int] = set()
    run: list[Word] = []
    for word in [*dots, None]:
        near = (
            word is not None
            and bool(run)
            and round(word.box.bottom) == round(run[-1].box.bottom)
            and word.box.x0 - run[-1].box.x1 < space * max(word.size, 4)
        )
        if not near:
            if sum(len(w.text) for w in run) >= least and len(run) > 1:
                found.update(id(w) for w in run)
            run = []
        if word is not None:
            run.append(word)
    return found
