"""What each column of a body is: labels, figures, their symbols, numbers that only count the lines, or words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from extractor.heads.looks import Knows, counts_up, is_run_of_years, look_of
from extractor.heads.matrix import Matrix

Kind = Literal["figures", "labels", "numbers", "symbols", "blank"]
Paths = dict[int, tuple[str, ...]]

SYMBOLS = frozenset("£$€%")  # what may stand in a column of its own beside the figures that it belongs to
_PAGE_WORDS = re.compile(r"(?:page|pages|page no\.?|page number|para|paragraph|ref\.?|slide)", re.IGNORECASE)
_NUMBER_WORDS = re.compile(r"(?:no\.?|number|#|item|line|ref\.?|row|s/?n|id|code|question)", re.IGNORECASE)


@dataclass(frozen=True)
class Segment:
    """Columns that share a stub: a table set twice side by side has two."""

    stub: tuple[int, ...]
    figures: tuple[int, ...]


def kinds_of(grid: Matrix, rows: range, paths: Paths, knows: Knows) -> list[Kind]:
    """The kind of each column, by what its body cells look like and what heads it."""
    texts = [grid.column_texts(c, rows) for c in range(grid.columns)]
    kinds = [_kind(t) for t in texts]
    if kinds[:1] == ["figures"] and all(map(knows, texts[0])):
        kinds[0] = "labels"  # calls to 999 and to 101
    for column, kind in enumerate(kinds):
        if kind == "figures" and _counts_lines(texts, kinds, column, paths):
            kinds[column] = "numbers"
    return kinds


def _kind(texts: Sequence[str]) -> Kind:
    if not texts:
        return "blank"
    if all(t in SYMBOLS for t in texts):
        return "symbols"
    looks = [look_of(t) for t in texts]
    plain = sum(look == "figure" for look in looks)
    years = [t for t in texts if look_of(t) == "year"]
    if years and not plain and (len(years) < 3 or is_run_of_years(years) or len(set(years)) * 2 <= len(years)):
        return "labels"
    figures = plain + len(years) + sum(look == "mark" for look in looks)
    words = {t for t, look in zip(texts, looks, strict=True) if look == "words"}
    if plain > 1 and len(words) == 1 and figures * 4 > len(texts):
        return "figures"  # targets: `Reduce` in some rows, a figure in the others
    return "figures" if figures * 2 > len(texts) and (plain or years or figures == len(texts)) else "labels"


def _counts_lines(texts: list[list[str]], kinds: list[Kind], column: int, paths: Paths) -> bool:
    """Whole numbers in one constant upward step that nothing heads as figures: numbers of lines, items or boxes.

    In the first column beside labels they number the rows; between the figures they must have no heading of their own.
    """
    own = paths.get(column, ())
    if column == 0:
        labels_follow = len(kinds) > 1 and kinds[1] == "labels"
        return labels_follow and counts_up(texts[column], even=False)
    beside = paths.get(column - 1, ())
    unheaded = not own or (own == beside and not _NUMBER_WORDS.fullmatch(own[-1]))
    return unheaded and counts_up(texts[column])


def segments(grid: Matrix, kinds: list[Kind], rows: range, head: range, paths: Paths) -> list[Segment]:
    """The stub and the columns of figures; more than one pair where the labels start anew in a later column."""
    figures = [c for c, kind in enumerate(kinds) if kind == "figures"]
    if not figures:
        return []
    starts = [0]
    for column in range(figures[0] + 1, figures[-1]):
        if (
            kinds[column] == "labels"
            and kinds[column - 1] != "labels"
            and _starts_anew(grid, column, rows, paths, kinds)
        ):
            starts.append(column)
    ends = [*starts[1:], grid.columns]
    return [_segment(kinds, start, end) for start, end in zip(starts, ends, strict=True)]


def _segment(kinds: list[Kind], start: int, end: int) -> Segment:
    figures = tuple(c for c in range(start, end) if kinds[c] == "figures")
    first = figures[0] if figures else end
    return Segment(tuple(c for c in range(start, first) if kinds[c] in ("labels", "blank", "numbers")), figures)


def _starts_anew(grid: Matrix, column: int, rows: range, paths: Paths, kinds: list[Kind]) -> bool:
    """Whether a column of words between figures labels the figures right of it.

    It does where it is headed like the first stub, or where its texts are short and tell its rows apart; a word that
    recurs (`Green`, `Improving`) is a remark on the row.
    """
    follows = next(c for c in range(column + 1, len(kinds)) if kinds[c] == "figures")
    own, first = paths.get(column, ()), paths.get(0, ())
    texts = grid.column_texts(column, rows)
    apart = len(set(texts)) == len(texts)
    short = all(len(t.split()) <= 6 for t in texts)
    if own and own == first:
        return True
    repeated = paths.get(follows, ()) == paths.get(_first_figures(kinds), ("",))
    return apart and short and (repeated or (len(texts) > 1 and len(texts) * 2 > len(rows) and not own))


def _first_figures(kinds: list[Kind]) -> int:
    return next(c for c, kind in enumerate(kinds) if kind == "figures")


def referring(grid: Matrix, kinds: list[Kind], rows: range, paths: Paths) -> frozenset[int]:
    """Columns of figures that only refer to pages or paragraphs."""
    found = set()
    wordy = [c for c, kind in enumerate(kinds) if kind == "labels" and _is_prose(grid.column_texts(c, rows))]
    for column, kind in enumerate(kinds):
        if kind != "figures":
            continue
        path = paths.get(column, ())
        texts = grid.column_texts(column, rows)
        if (path and _PAGE_WORDS.fullmatch(path[-1])) or (
            not path and _rises(texts) and (len(wordy) >= 2 or (not any(paths.values()) and len(texts) >= 5))
        ):
            found.add(column)
    return frozenset(found)


def _is_prose(texts: Sequence[str]) -> bool:
    return sum(len(t.split()) for t in texts) / len(texts) >= 3


def _rises(texts: Sequence[str]) -> bool:
    """Whole numbers that never fall: page numbers. A stray one (a wrong reference) is forgiven."""
    numbers = [int(t) for t in texts if t.isdecimal() and len(t) < 10]
    falls = sum(b < a for a, b in pairwise(numbers))
    return len(numbers) >= 2 and falls * 5 <= len(numbers)
