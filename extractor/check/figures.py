"""A published figure as arithmetic sees it: what it can stand for, and how finely it is printed."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from extractor.check.intervals import Interval
from extractor.model import Observation
from extractor.notation.figures import parse_figure
from extractor.quick import quick

_SCALED = re.compile(
    r"\b0{3}['’]?s?\)|\b0{3}['’]?s\b|['’]000|\b(?:thousands?|millions?|billions?)\b|\b(?:eur|gbp|usd)?(?:bn|mn)\b",
    re.I,
)
_FEWEST_ROUND = 12  # counts that must all end in 0 before that is no chance
_COUNTED = ("count", "rank")  # statistics whose whole numbers are exact


@quick
@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """An observation with a value. `step` is one unit of its last printed digit, in the unit of the value."""

    observation: Observation
    value: float
    step: float
    interval: Interval

    @property
    def id(self) -> str:
        """The observation's id."""
        return self.observation.observation_id

    @property
    def is_level(self) -> bool:
        """True for a figure of one period, false for a change."""
        return self.observation.role == "level"

    @property
    def is_percent(self) -> bool:
        """True for a level that is a percentage."""
        o = self.observation
        return o.role == "level" and o.unit == "percent"

    @property
    def adds_up(self) -> bool:
        """True for levels that can be parts of a sum: counts, money, staff and their means, never rates."""
        o = self.observation
        if o.role != "level" or o.out_of is not None or o.unit not in ("count", "gbp_thousand", "fte", "hour"):
            return False
        return o.statistic in ("count", "amount") or (o.statistic == "mean" and o.unit == "count")

    @property
    def is_exact(self) -> bool:
        """True for a whole count, which stands for itself alone."""
        return self.interval.width == 0


def figure_of(o: Observation) -> Figure | None:
    """The figure of an observation; None where it has no value."""
    if o.value is None:
        return None
    value = float(o.value)
    if not math.isfinite(value):
        return None
    step = _step(o)
    if o.qualifier:
        return Figure(o, value, step, _bound(o.qualifier, value))
    exact = o.unit in ("count", "rank") and o.statistic in _COUNTED and step >= 1 and not _is_scaled(o)
    half = 0.0 if exact else step / 2
    return Figure(o, value, step, Interval(value - half, value + half))


def rounded(figure: Figure, step: float = 1.0) -> Figure:
    """A whole count as one that is rounded to so many, as whole numbers among decimals are, or all that end in 0."""
    if not figure.is_exact or figure.observation.qualifier:
        return figure
    half = step / 2
    return replace(figure, step=step, interval=Interval(figure.value - half, figure.value + half))


def grain(figures: Iterable[Figure]) -> float:
    """To how many the whole counts of a line are rounded: 10 where all of them end in 0, and so on; else 1."""
    values = [abs(f.value) for f in figures if f.is_exact and f.observation.unit == "count" and f.value]
    step = 1.0
    while len(values) >= _FEWEST_ROUND and step < max(values) and all(v % (10 * step) == 0 for v in values):
        step *= 10
    return step


def _is_scaled(o: Observation) -> bool:
    """True where a heading says that counts are in thousands or more, which rounds them."""
    return any(_says_scaled(text) for text in (o.column_label, o.row_label, o.table_title))


@lru_cache(maxsize=4096)
def _says_scaled(text: str) -> bool:
    return _SCALED.search(text) is not None


def _step(o: Observation) -> float:
    """One unit of the last printed digit; money is published in thousands, whatever it is printed in."""
    printed = parse_figure(o.value_text)
    step = 10.0**-printed.decimals
    if printed.value and o.value and o.unit == "gbp_thousand":
        step *= abs(float(o.value) / float(printed.value))
    return step


def _bound(qualifier: str, value: float) -> Interval:
    """What a suppressed count such as `<5` may be; counts are never below nought."""
    return Interval(0.0, value) if qualifier == "<" else Interval(value, math.inf)


def printed(figure: Figure) -> str:
    """The figure as a person writes it in a sentence: its value with thousands commas, unit and qualifier."""
    o = figure.observation
    return f"{o.qualifier}{written(figure.value, figure.step, o.unit)}"


@lru_cache(maxsize=256)
def _decimals(step: float) -> int:
    return max(0, -Decimal(repr(step)).adjusted())


def written(value: float, step: float, unit: str) -> str:
    """A number with as many decimals as `step` has, and its unit."""
    decimals = _decimals(step) if step < 1 else 0
    number = f"{value:,.{decimals}f}"
    number = number.replace("-", "", 1) if float(number.replace(",", "")) == 0 else number
    number = "\u2212" + number[1:] if number.startswith("-") else number
    return number + {"percent": "%", "percentage_point": " percentage points"}.get(unit, "")
