"""What a cell may be by its looks alone: the one answer that every decision about headings rests on."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise

from extractor.notation.kinds import KindOfText, kind_of, may_be_year

Knows = Callable[[str], bool]

_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_OF_SHARES = re.compile(r"(?:19|20)\d\d\s*%")  # `2023 %` heads shares; nothing is of two thousand per cent
_SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}")
_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"[^\W\d_]")
_MOST_YEARS_APART = 60  # a run of headings over more years than this has not been seen


@lru_cache(maxsize=32768)
def look_of(text: str, among: tuple[str, ...] = ()) -> KindOfText:
    """What a text looks like when nothing is known of its cell but the texts in line with it."""
    kind = kind_of(text, among)
    if _YEAR_OF_SHARES.fullmatch(text.strip()):
        return "year"
    return "words" if kind == "figure" and not _DIGIT.search(text) else kind  # `+/-`, `%`


def is_plain(text: str, among: tuple[str, ...] = ()) -> bool:
    """True for a figure that nobody would head a row or column with: no year, no unit word, no name."""
    return look_of(text, among) == "figure" and not _LETTERS.search(text)


def has_letters(text: str) -> bool:
    """True where a text holds any letter."""
    return _LETTERS.search(text) is not None


def is_run_of_years(texts: Sequence[str]) -> bool:
    """True for years that follow one another, up or down, once or in repeated runs (`2022 | 2023 | 2022 | 2023`).

    Counts of two thousand and some look like years one by one, but do not follow one another.
    """
    if not all(may_be_year(t) or _YEAR_OF_SHARES.fullmatch(t.strip()) for t in texts):
        return False
    years = year_numbers(texts)
    distinct = sorted(set(years))
    if len(distinct) < 2 or distinct[-1] - distinct[0] > _MOST_YEARS_APART:
        return False
    steps = {b - a for a, b in pairwise(distinct)}
    if len(steps) > 1:
        return False
    return len(distinct) == len(years) or all(years[i] == years[i % len(distinct)] for i in range(len(years)))


def year_numbers(texts: Sequence[str]) -> list[int]:
    """The numbers of bare years, the marks of notes left off."""
    return [int(found[0]) for t in texts if (found := _YEAR.search(t))]


def counts_up(texts: Sequence[str], least: int = 3, even: bool = True) -> bool:
    """True for whole numbers that only go up: numbers of lines, items, outcomes or boxes, no figures.

    They go up in one constant step where `even` is asked for: counts that happen to rise do not.
    """
    plain = [t.rstrip(".)") for t in texts]
    if len(plain) >= least and not even and all(_SECTION.fullmatch(t) for t in plain):
        places = [tuple(int(part) for part in t.split(".")) for t in plain]
        return all(a < b for a, b in pairwise(places))  # 1.1, 1.2, 2.1
    if len(plain) < least or not all(t.isdecimal() and len(t) < 6 for t in plain):
        return False
    steps = {int(b) - int(a) for a, b in pairwise(plain)}
    return min(steps) >= 1 and (not even or len(steps) == 1)
