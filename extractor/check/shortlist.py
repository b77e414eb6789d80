"""Which hypotheses about percentages can be proven at all, told for all of them at once before any is worked out.

In a table of hundreds of rows, any percentage is by chance that of some two counts, and hypotheses go into millions.
Arrays give each the most evidence that it can have; the few that reach what a proof needs are then worked out figure
by figure. Nothing that could be proven is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from extractor.check.figures import Figure
from extractor.check.relations import heaviest

Floats = NDArray[np.float64]
_AT_ONCE = 1_000_000  # quotients in one array, so that memory stays flat
_SLACK = 1e-8  # relative: more than what two ways of rounding binary fractions differ by


class Row:
    """The figures of one line at some places. `kind` is a number for each unit, -1 where no figure can be used.

    `some` says where a whole can be: not where nought stands.
    """

    def __init__(self, figures: Sequence[Figure | None], units: dict[str, int]) -> None:
        usable = [f if f is not None and not f.observation.qualifier and f.value >= 0 else None for f in figures]
        self.low = np.array([f.interval.low if f else np.nan for f in usable], float)
        self.high = np.array([f.interval.high if f else np.nan for f in usable], float)
        self.some = np.array([f is not None and f.value > 0 for f in usable], bool)
        kinds = [units.setdefault(f.observation.unit, len(units)) if f else -1 for f in usable]
        self.kind = np.array(kinds, int)


class Targets:
    """The percentages of one line, to be held against what hypotheses expect."""

    def __init__(self, figures: Sequence[Figure]) -> None:
        low = np.array([f.interval.low for f in figures], float)
        high = np.array([f.interval.high for f in figures], float)
        self.low = low - _SLACK * np.maximum(1.0, np.abs(low))
        self.high = high + _SLACK * np.maximum(1.0, np.abs(high))
        self.weights = np.array([heaviest(f) for f in figures], float)

    def of_pairs(self, rows: Sequence[Row], both: bool, offset: float) -> Floats:
        """For each two rows the most evidence that every percentage is of the first out of the second, or out of both.

        Nothing (minus infinity) for a row out of itself.
        """
        low, high = np.array([r.low for r in rows]), np.array([r.high for r in rows])
        kind, some = np.array([r.kind for r in rows]), np.array([r.some for r in rows])
        evidence = np.empty((len(rows), len(rows)))
        step = max(1, _AT_ONCE // low.size)
        for start in range(0, len(rows), step):
            tops = slice(start, start + step)
            top_low, top_high = low[tops, None], high[tops, None]
            whole_low, whole_high = (low + top_low, high + top_high) if both else (low[None], high[None])
            known = (kind[tops, None] == kind) & some & (whole_low > 0)
            with np.errstate(all="ignore"):
                least = 100 * top_low / np.where(top_low < 0, whole_low, whole_high) + offset
                most = 100 * top_high / whole_low + offset
                held = known & (least <= self.high) & (most >= self.low)
            evidence[tops] = held @ self.weights - (known & ~held).sum(axis=2)
        np.fill_diagonal(evidence, -np.inf)
        return evidence + _SLACK

    def of_wholes(self, parts: Row, wholes: Row) -> Floats:
        """The most evidence for each of `wholes`: that every percentage is the part at its place out of this one.

        A part and its percentage say from where to where the whole may lie. How many such ranges a whole meets is how
        many begin below it less how many end below it, so that sorting them once answers for all wholes.
        """
        evidence = np.full(len(wholes.kind), -np.inf)
        for kind in set(wholes.kind.tolist()) - {-1}:
            at, ours = parts.kind == kind, wholes.kind == kind
            with np.errstate(all="ignore"):
                begin = np.where(self.high[at] > 0, 100 * parts.low[at] / self.high[at], -np.inf)
                end = np.where(self.low[at] > 0, 100 * parts.high[at] / self.low[at], np.inf)
            begun = _sums_below(begin, self.weights[at], wholes.high[ours] * (1 + _SLACK), "right")
            ended = _sums_below(end, self.weights[at], wholes.low[ours] * (1 - _SLACK), "left")
            held, count = (begun - ended).T
            # the whole itself is none of its parts, but may stand among them
            evidence[ours] = held - np.maximum(0.0, at.sum() - count - 1)
        return evidence + _SLACK


def _sums_below(ends: Floats, weights: Floats, marks: Floats, side: Literal["left", "right"]) -> Floats:
    """For each mark the weight, and the number, of all ends below it ("left"), or below and on it ("right")."""
    order = np.argsort(ends)
    sums = np.zeros((len(ends) + 1, 2))
    sums[1:, 0], sums[1:, 1] = np.cumsum(weights[order]), np.arange(1, len(ends) + 1)
    return np.asarray(sums[np.searchsorted(ends[order], marks, side)], float)
