"""Put headings together again that a narrow column or a missing rule broke.

Words at the edge of a cell (`Chang⏎e`, `Satisfac-⏎tion`), headings over several rows of the boxhead (`Previous` over
`YTD`), row labels over several rows of the stub. Only what makes a known phrase of unknown parts is joined.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from extractor.model import Cell, Table
from extractor.notation.periods import parse_period

_BREAK = re.compile(r"([A-Za-z]+)(-?)\n([A-Za-z]+)")
_TYPED = re.compile(r"\b([A-Za-z]{3,})-([a-z]{3,})\b")  # a break that the author of a narrow column typed


def mend(table: Table, is_word: Callable[[str], bool]) -> Table:
    """The table with broken words joined where the join is a known word and a half of it is none."""
    cells = tuple(replace(c, text=_mended(c.text, is_word)) if _may_break(c.text) else c for c in table.cells)
    return replace(table, cells=cells)


def _may_break(text: str) -> bool:
    return "\n" in text or "-" in text


def join_cut(path: Sequence[str], knows: Callable[[str], bool]) -> tuple[str, ...]:
    """A heading path with those levels joined that are the lines of one heading: `Previous` over `YTD`."""
    joined: list[str] = []
    for label in path:
        if joined and _is_one(joined[-1], label, knows):
            joined[-1] = f"{joined[-1]} {label}"
        else:
            joined.append(label)
    return tuple(joined)


def _is_one(upper: str, lower: str, knows: Callable[[str], bool]) -> bool:
    whole = f"{upper} {lower}"
    if parse_period(whole) is not None and lower.strip("'’").isdigit():
        return True  # "Jul" over "17"
    return knows(whole) and not (knows(upper) and knows(lower))


def join_cut_rows(table: Table, knows: Callable[[str], bool]) -> Table:
    """The table with row labels joined that run over two rows, the second of which holds nothing else."""
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if cell.text.strip():
            rows.setdefault(cell.row, []).append(cell)
    taken: dict[int, str] = {}
    dropped: set[int] = set()
    for row in sorted(rows):
        below = rows.get(row + 1, [])
        label = next((c for c in rows[row] if c.column == 0), None)
        lone = len(below) == 1 and below[0].column == 0 and below[0].column_span == 1
        if label is None or not lone or len(rows[row]) < 2 or row in dropped:
            continue
        if _is_one(label.text, below[0].text, knows):
            taken[row] = f"{label.text}\n{below[0].text}"
            dropped.add(row + 1)
    if not taken:
        return table
    cells = (replace(c, text=taken[c.row]) if c.row in taken and c.column == 0 else c for c in table.cells)
    return replace(table, cells=tuple(c for c in cells if c.row not in dropped))


def _mended(text: str, is_word: Callable[[str], bool]) -> str:
    def join(match: re.Match[str]) -> str:
        left, hyphen, right = match[1], match[2], match[3]
        halves = is_word(left) and is_word(right)
        if hyphen and halves:
            return f"{left}-{right}"
        if is_word(left + right) and not halves and right[0].islower():
            return left + right
        return f"{left}-{right}" if hyphen else match[0]

    def join_typed(match: re.Match[str]) -> str:
        apart = is_word(match[1]) or is_word(match[2])
        return match[1] + match[2] if is_word(match[1] + match[2]) and not apart else match[0]

    # a word may be broken twice, and matches do not overlap
    return _TYPED.sub(join_typed, _BREAK.sub(join, _BREAK.sub(join, text)))
