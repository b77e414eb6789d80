"""Texts of a line that white sets off, and the columns that they stand in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_WORD = re.compile(r"\S+(?: \S+)*")


@dataclass(frozen=True, slots=True)
class Word:
    """A text that at least two spaces set off, with its place in the line."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Column:
    """Characters of a line, `end` excluded."""

    start: int
    end: int


def words_of(text: str) -> list[Word]:
    """The texts of a line, left to right."""
    return [Word(found.group(), found.start(), found.end()) for found in _WORD.finditer(text)]


def under(word: Word, columns: Sequence[Column]) -> list[int]:
    """The columns that a text stands in; the nearest where it stands in the white."""
    found = [at for at, column in enumerate(columns) if word.start < column.end and column.start < word.end]
    return found or [min(range(len(columns)), key=lambda at: _distance(word, columns[at]))]


def _distance(word: Word, column: Column) -> int:
    return max(column.start - word.end, word.start - column.end)


def parted(word: Word, columns: Sequence[Column]) -> list[Word]:
    """Headings a single space apart, each of which ends, or begins, exactly where its column does."""
    at = under(word, columns)
    ends = [columns[one].end - word.start for one in at[:-1]]
    starts = [columns[one].start - word.start - 1 for one in at[1:]]
    right = len(at) > 1 and word.end == columns[at[-1]].end and _are_spaces(word.text, ends)
    left = len(at) > 1 and word.start == columns[at[0]].start and _are_spaces(word.text, starts)
    if right == left:
        return [word]
    cuts = [-1, *(ends if right else starts), len(word.text)]
    return [Word(word.text[a + 1 : b], word.start + a + 1, word.start + b) for a, b in pairwise(cuts)]


def _are_spaces(text: str, places: Sequence[int]) -> bool:
    return all(0 < at < len(text) and text[at] == " " for at in places)
