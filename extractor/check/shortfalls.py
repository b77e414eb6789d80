"""Totals that all lines above them together just fail to reach, in every column: a part is left out, or one is short.

No figure is blamed. The total may well be right, and which part is lacking the table does not say.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from extractor.check.figures import Figure
from extractor.check.intervals import Interval
from extractor.check.phrases import phrase
from extractor.check.relations import Bound
from extractor.check.sheets import Line, Sheet
from extractor.check.totals import TOTAL

_NEAR = 0.005  # of the total: what lacks more may be a list of some parts only
_FEWEST_PARTS = 5  # a few large parts leave out others as a matter of course
_FEWEST_PLACES = 3
_PROOF = 6.0  # decimal digits in which total and sum agree, over all places


def shortfalls(sheet: Sheet) -> Iterator[Bound]:
    """One bound for every line called a total, of the largest figure of those that the lines before it do not reach."""
    for lines in sheet.axes():
        for i, line in enumerate(lines):
            if TOTAL.search(line.path[-1] if line.path else "") and i >= _FEWEST_PARTS:
                bound = _short(line, lines[:i])
                if bound is not None:
                    yield bound


def _short(total: Line, parts: Sequence[Line]) -> Bound | None:
    lacking: list[tuple[Figure, tuple[Figure, ...], float]] = []
    for place, figure in total.figures.items():
        if not figure.adds_up or not figure.is_exact or figure.value <= 0:
            continue
        figures = tuple(f for part in parts if (f := part.figures.get(place)) is not None and _like(f, figure))
        if len(figures) < len(parts):
            continue  # a blank may hold what is lacking
        gap = figure.value - sum(f.value for f in figures)
        if not 0 < gap <= _NEAR * figure.value:
            return None
        lacking.append((figure, figures, gap))
    digits = sum(math.log10(figure.value / gap) for figure, _, gap in lacking)
    if len(lacking) < _FEWEST_PLACES or digits < _PROOF:
        return None
    figure, figures, gap = max(lacking, key=lambda found: found[0].value)
    value = figure.value - gap
    others = ", ".join(f"{lack:,.0f}" for f, _, lack in lacking if f is not figure)
    words = phrase("%s is {}, %s less; the other totals of the line lack %s", figures, f"{gap:,.0f}", others)
    return Bound("sum", figure, figures, Interval(value, value), words, weak=False, value=value, open=True)


def _like(part: Figure, total: Figure) -> bool:
    a, b = part.observation, total.observation
    return part.adds_up and part.is_exact and (a.unit, a.statistic, a.measure) == (b.unit, b.statistic, b.measure)
