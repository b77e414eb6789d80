"""Know a chart that passed for a table by its axis: tick labels, stacked in one cell at even steps.

A chart in a frame, with its grid lines, has the rules of a table. But in a table every figure has a cell of its own;
four figures or more in one cell that fall by the same step from line to line are the labels of a scale.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from extractor.model import Box, Table

_TICKS = 4  # labels of a scale, at the least
_FIGURE = re.compile(r"[-−]?[£]?([\d,]*\.?\d+)\s*%?")


def without_charts(tables: Sequence[Table]) -> tuple[list[Table], list[Box]]:
    """The tables that are none of a chart, and the boxes of those that are."""
    kept = [t for t in tables if not has_scale(t)]
    return kept, [part.box for t in tables if t not in kept for part in t.parts]


def has_scale(table: Table) -> bool:
    """True where a cell holds the labels of a scale."""
    return any(_is_scale(cell.text.split("\n")) for cell in table.cells if cell.text.count("\n") >= _TICKS - 1)


def _is_scale(lines: Sequence[str]) -> bool:
    """The longest run of figures among the lines falls evenly (a title above or an axis name below may stand by)."""
    runs: list[list[Decimal]] = [[]]
    for line in lines:
        value = _value(line)
        if value is None:
            runs.append([])
        else:
            runs[-1].append(value)
    ticks = max(runs, key=len)
    steps = {a - b for a, b in pairwise(ticks)}
    years = all(1900 <= t <= 2100 for t in ticks) and steps == {Decimal(1)}
    return len(ticks) >= _TICKS and len(steps) == 1 and min(steps) > 0 and not years


def _value(line: str) -> Decimal | None:
    match = _FIGURE.fullmatch(line.strip())
    try:
        return Decimal(match[1].replace(",", "")) * (-1 if line.strip()[0] in "-−" else 1) if match else None
    except InvalidOperation:
        return None
