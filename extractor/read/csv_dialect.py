"""Whether a text is a file of separated values, and what separates them: told by how evenly its lines divide."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from itertools import islice

_SEPARATORS = (",", ";", "\t", "|")
_SAMPLE = 400  # lines that are enough to judge by
_FEWEST = 3  # lines in step in a file that is not named as one of values
_EVEN = 0.8  # of its lines
_MOST_WORDS = 6  # in a field on average; the commas of prose stand further apart


def separator_of(text: str) -> str:
    """What separates the values: that which divides most lines into equally many; a comma where nothing does."""
    scores = [(_score(rows_of(text, mark, _SAMPLE)), mark) for mark in _SEPARATORS]
    best = max(score for score, _ in scores)
    return next(mark for score, mark in scores if score == best) if best else ","


def is_separated(text: str, named: bool) -> bool:
    """Whether a text is one of separated values. `named` says that its name says so, so that two columns do.

    TABs alone make none: text extracts of reports have them too, and the reader of those knows what became of them.
    """
    mark = separator_of(text)
    rows = [row for row in rows_of(text, mark, _SAMPLE) if any(field.strip() for field in row)]
    wide = [row for row in rows if len(row) > 1]
    if named:
        return bool(wide)
    if mark in ("\t", "|") or len(wide) < _FEWEST:
        return False
    width, times = Counter(map(len, wide)).most_common(1)[0]
    fields = [field for row in wide for field in row if field.strip()]
    words = sum(len(field.split()) for field in fields) / max(1, len(fields))
    return width > 2 and times >= max(_FEWEST, _EVEN * len(rows)) and words <= _MOST_WORDS


def rows_of(text: str, mark: str, most: int | None = None) -> list[list[str]]:
    """The fields of each line; a quoted field may go on over several.

    Raises `csv.Error` for a field that is too long.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, skipinitialspace=True)
    try:
        return list(islice(reader, most))
    except csv.Error:
        if most is None:
            raise
        return []


def _score(rows: Sequence[Sequence[str]]) -> float:
    """How many lines have the width that most of those with several fields have, wide lines before narrow ones."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return 0.0
    width, times = max(widths.items(), key=lambda item: (item[1], item[0]))
    return times * (1 + min(width, 50) / 100)
