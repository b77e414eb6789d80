"""Put words together again that a narrow column broke at its edge: `Chang⏎e`, `Satisfac-⏎tion`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from extractor.model import Table

_BREAK = re.compile(r"([A-Za-z]+)(-?)\n([A-Za-z]+)")


def mend(table: Table, is_word: Callable[[str], bool]) -> Table:
    """The table with broken words joined where the join is a known word and a half of it is none."""
    cells = tuple(replace(c, text=_mended(c.text, is_word)) if "\n" in c.text else c for c in table.cells)
    return replace(table, cells=cells)


def _mended(text: str, is_word: Callable[[str], bool]) -> str:
    def join(match: re.Match[str]) -> str:
        left, hyphen, right = match[1], match[2], match[3]
        halves = is_word(left) and is_word(right)
        if hyphen and halves:
            return f"{left}-{right}"
        if is_word(left + right) and not halves and right[0].islower():
            return left + right
        return f"{left}-{right}" if hyphen else match[0]

    # a word may be broken twice, and matches do not overlap
    return _BREAK.sub(join, _BREAK.sub(join, text))
