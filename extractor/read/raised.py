"""Raised marks: small digits lifted off the line beside a word or a figure, which point to a note.

"226" with a raised 9 must never be read as 2269, nor as the two figures 226 and 9. As in Word, a raised digit becomes
a superscript character, and stays with what it was set beside.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractor.model import Box, Word

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Codes = NDArray[np.uint32]
Indices = NDArray[np.int64]

# A mark is this much smaller than what it stands beside: word processors set 0.58 to 0.75. Smaller still are captions.
SMALLEST, LARGEST = 0.4, 0.85
# By how much of the larger size its foot is lifted: 0.33 in Word, 0.45 in LaTeX.
LOWEST, HIGHEST = 0.15, 0.7
# How far from it a mark may stand, of the larger size, and how far to be still one word with it.
NEAR, BESIDE = 0.5, 0.25
# Notes are counted to 99; longer numbers are figures in smaller type.
MOST_DIGITS = 2
_SUPERSCRIPTS = dict(zip(map(ord, "0123456789"), map(ord, "⁰¹²³⁴⁵⁶⁷⁸⁹"), strict=True))
_BETWEEN = frozenset(map(ord, ",()–-"))
_BARS = frozenset(map(ord, "/⁄∕"))


class Letters(NamedTuple):
    """Glyphs along their line, in the order they are drawn: `across` grows downwards, `gap` goes to the next one."""

    codes: Codes
    size: Floats
    across: Floats
    gap: Floats
    same_way: Flags  # whether the next one runs in the same direction and shows as this one does


def find_marks(letters: Letters) -> tuple[dict[int, int], list[int]]:
    """The codes that raised marks get, by index, and the glyphs that are one word with the mark after them."""
    after, before = _candidates(letters)
    codes: dict[int, int] = {}
    joined = []
    for at in after:
        mark = _extent(letters, at + 1, 1)
        if _is_mark(letters, mark) and not _is_fraction(letters, mark):
            codes |= _raised(letters, mark)
            if abs(letters.gap[at]) <= BESIDE * letters.size[at]:
                joined.append(at)
    for at in before:
        mark = _extent(letters, at, -1)
        if mark[0] not in codes and _is_mark(letters, mark) and not _is_fraction(letters, mark):
            codes |= _raised(letters, mark)
    return codes, joined


class Placed(NamedTuple):
    """Words that are put together but for their marks: by their first glyphs, in ems and points."""

    first: Codes
    length: Indices
    size: Floats
    across: Floats
    left: Floats
    right: Floats
    level: Flags  # whether they show and run level


def loose_marks(words: Placed) -> list[tuple[int, int]]:
    """Words and the raised marks, drawn at some other time, that stand beside them."""
    digit = (words.first >= 48) & (words.first <= 57) & (words.length <= MOST_DIGITS) & words.level
    largest = words.size.max(initial=0.0)
    marks = np.flatnonzero(digit & (words.size <= LARGEST * largest) & ~_over_a_bar(words))
    if not len(marks):
        return []
    order = np.argsort(words.right, kind="stable")
    ends = words.right[order]
    low = np.searchsorted(ends, words.left[marks] - BESIDE * largest)
    high = np.searchsorted(ends, words.left[marks] + BESIDE * largest)
    mark = np.repeat(marks, high - low)
    owner = order[np.arange(len(mark)) - np.repeat(np.cumsum(high - low) - high, high - low)]
    size = words.size[owner]
    lift = words.across[owner] - words.across[mark]
    near = np.abs(words.right[owner] - words.left[mark]) <= BESIDE * size
    lifted = (lift > LOWEST * size) & (lift < HIGHEST * size) & _smaller(words.size[mark], size)
    found = near & lifted & words.level[owner]
    return list(zip(owner[found].tolist(), mark[found].tolist(), strict=True))


def _over_a_bar(words: Placed) -> Flags:
    """Whether the bar of a fraction follows each word."""
    found = np.zeros(len(words.first), bool)
    close = np.abs(words.left[1:] - words.right[:-1]) <= BESIDE * words.size[:-1]
    found[:-1] = np.isin(words.first[1:], list(_BARS)) & close
    return found


def join_marks(words: list[Word], pairs: list[tuple[int, int]]) -> list[Word]:
    """The words with the marks, given with the words they stand beside, made part of these."""
    gone: set[int] = set()
    for owner, at in pairs:
        if words[at].text.isascii() and words[at].text.isdigit() and not gone & {owner, at}:
            words[owner] = _with_mark(words[owner], words[at])
            gone.add(at)
    return [word for at, word in enumerate(words) if at not in gone] if gone else words


def _with_mark(word: Word, mark: Word) -> Word:
    box = Box(word.box.x0, min(word.box.top, mark.box.top), max(word.box.x1, mark.box.x1), word.box.bottom)
    return replace(word, text=word.text + mark.text.translate(_SUPERSCRIPTS), box=box)


def _candidates(letters: Letters) -> tuple[list[int], list[int]]:
    """Glyphs that a raised one follows, and raised ones that what they are raised from follows."""
    size, across = letters.size, letters.across
    lift = across[:-1] - across[1:]
    here, there = size[:-1], size[1:]
    digit = (letters.codes >= 48) & (letters.codes <= 57)
    near = (np.abs(letters.gap) <= NEAR * np.maximum(here, there)) & letters.same_way
    after = _smaller(there, here) & (lift > LOWEST * here) & (lift < HIGHEST * here) & near
    before = _smaller(here, there) & (-lift > LOWEST * there) & (-lift < HIGHEST * there) & near & digit[:-1]
    opens = digit[1:] | (letters.codes[1:] == ord("("))
    return np.flatnonzero(after & opens).tolist(), np.flatnonzero(before).tolist()


def _smaller(one: Floats, other: Floats) -> Flags:
    found: Flags = (one <= LARGEST * other) & (one >= SMALLEST * other)
    return found


def _extent(letters: Letters, at: int, step: int) -> range:
    """The glyphs that are one mark with that at `at`, forwards or backwards."""
    end = at
    while 0 <= end + step < len(letters.codes):
        pair = min(end, end + step)
        code = int(letters.codes[end + step])
        level = abs(letters.across[end + step] - letters.across[at]) < LOWEST / 3 * letters.size[at]
        close = abs(letters.gap[pair]) <= BESIDE * letters.size[at] and letters.size[end + step] == letters.size[at]
        if not (level and close and (code in _SUPERSCRIPTS or code in _BETWEEN)):
            break
        end += step
    return range(min(at, end), max(at, end) + 1)


def _is_mark(letters: Letters, mark: range) -> bool:
    """Whether the numbers of a mark are short, and nothing else of its size goes on with it."""
    text = "".join(map(chr, letters.codes[mark.start : mark.stop].tolist()))
    numbers = "".join(c if c.isdigit() else " " for c in text).split()
    for pair, other in ((mark.start - 1, mark.start - 1), (mark.stop - 1, mark.stop)):
        if 0 <= other < len(letters.codes):
            level = abs(letters.across[other] - letters.across[mark.start]) < LOWEST / 3 * letters.size[mark.start]
            if level and abs(letters.gap[pair]) <= BESIDE * letters.size[mark.start]:
                return False
    return bool(numbers) and max(map(len, numbers)) <= MOST_DIGITS


def _is_fraction(letters: Letters, mark: range) -> bool:
    """Whether a raised number is the upper one of a fraction."""
    return mark.stop < len(letters.codes) and int(letters.codes[mark.stop]) in _BARS


def _raised(letters: Letters, mark: range) -> dict[int, int]:
    codes = ((at, int(letters.codes[at])) for at in mark)
    return {at: _SUPERSCRIPTS[code] for at, code in codes if code in _SUPERSCRIPTS}
