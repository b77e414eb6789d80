"""Intervals of what a printed figure can stand for, and their arithmetic.

A figure printed as 12.9% stands for anything from 12.85 to 12.95: every relation between printed figures is
tested on such intervals, so that rounding alone never makes a finding.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from extractor.quick import quick

_SLACK = 1e-9  # relative: what binary fractions may be off by


@quick
@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from `low` to `high`, both included; either may be infinite."""

    low: float
    high: float

    @property
    def width(self) -> float:
        """How far the ends lie apart."""
        return self.high - self.low

    @property
    def middle(self) -> float:
        """The number half way; the finite end where the other is infinite."""
        if math.isinf(self.low) or math.isinf(self.high):
            return self.low if math.isinf(self.high) else self.high
        return (self.low + self.high) / 2

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def times(self, factor: float) -> Interval:
        """Every number multiplied by a finite factor."""
        if factor == 0:
            return Interval(0.0, 0.0)
        low, high = self.low * factor, self.high * factor
        return Interval(low, high) if factor > 0 else Interval(high, low)

    def product(self, other: Interval) -> Interval:
        """Every product of a number of each."""
        ends = [_product(a, b) for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    def over(self, other: Interval) -> Interval | None:
        """Every quotient of a number of each; None where the divisor may be nought."""
        if other.low <= 0 <= other.high:
            return None
        ends = [_quotient(a, b) for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    def shifted(self, by: float) -> Interval:
        """Every number plus `by`."""
        return Interval(self.low + by, self.high + by)

    def meets(self, other: Interval) -> bool:
        """True where the two have a number in common."""
        return self.gap(other) == 0

    def gap(self, other: Interval) -> float:
        """How far the two lie apart; nought where they meet."""
        distance = max(self.low - other.high, other.low - self.high)
        if distance <= 0:
            return 0.0
        near = (self.low, other.high) if self.low > other.high else (self.high, other.low)
        size = max(1.0, abs(near[0]), abs(near[1]))
        return distance if distance > size * _SLACK else 0.0

    def common(self, other: Interval) -> Interval | None:
        """The numbers that lie in both; None where there are none."""
        if not self.meets(other):
            return None
        low, high = max(self.low, other.low), min(self.high, other.high)
        return Interval(low, high) if low <= high else Interval(high, low)


def _product(a: float, b: float) -> float:
    return 0.0 if a == 0 or b == 0 else a * b


def _quotient(a: float, b: float) -> float:
    if math.isinf(b):
        return 0.0
    return a / b


def total(intervals: list[Interval]) -> Interval:
    """The sums of one number of each."""
    return Interval(sum(i.low for i in intervals), sum(i.high for i in intervals))
