"""Grains: the lengths of time in which figures follow one another, each without overlap or mixture."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from extractor.compare.lineup import Span

# In the order in which a question that names none is answered where two have as much to show: finer first.
GRAINS = (
    "month", "quarter", "half_year", "financial_year", "calendar_year", "rolling_12_months", "point_in_time",
)  # fmt: skip
NAMES = {
    "month": "by month",
    "quarter": "by quarter",
    "half_year": "by half-year",
    "financial_year": "by financial year",
    "calendar_year": "by calendar year",
    "rolling_12_months": "by rolling twelve months",
    "point_in_time": "by day of the count",
}
LENGTHS = {"month": 1, "quarter": 3, "half_year": 6, "financial_year": 12, "calendar_year": 12}  # in months
_YEAR = 12
_APRIL = 4


def grains_of(span: Span) -> tuple[str, ...]:
    """The grains whose series a period stands in; none for weeks, years to date and periods that are not stated.

    Twelve months that a report calls rolling stand among rolling years whenever they end, and are a financial year
    too where they end in March: both count the same days.
    """
    if span.start is None or span.end is None:
        return ()
    if span.start == span.end:
        return ("point_in_time",)
    months, first = span.months, span.start.month
    if months == 1:
        return ("month",)
    if months == LENGTHS["quarter"]:
        return ("quarter",) if first % 3 == 1 else ()
    if months == LENGTHS["half_year"]:
        return ("half_year",) if first in (1, 4, 7, 10) else ()
    if months != _YEAR:
        return ()
    year = {_APRIL: "financial_year", 1: "calendar_year"}.get(first)
    rolling = ("rolling_12_months",) if year is None or span.kind == "rolling_12_months" else ()
    return (*((year,) if year else ()), *rolling)


def after(span: Span, grain: str, step: int) -> Span | None:
    """The period that should follow: as long, and `step` months later; None for days and unknown periods."""
    if span.start is None or span.end is None or grain == "point_in_time" or not step:
        return None
    start, end = _shifted(span.start, step), _shifted(span.end, step)
    return Span("", start, end.replace(day=monthrange(end.year, end.month)[1]), span.kind)


def _shifted(day: date, months: int) -> date:
    number = day.year * _YEAR + day.month - 1 + months
    year, month = divmod(number, _YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def step_of(grain: str, spans: Sequence[Span]) -> int:
    """How many months lie between two periods that follow one another.

    Rolling years and half-years may be published every month or every quarter: the closest two tell. 0 for days.
    """
    if grain == "point_in_time":
        return 0
    if grain not in ("rolling_12_months", "half_year"):
        return LENGTHS[grain]
    ends = sorted({span.end.year * _YEAR + span.end.month for span in spans if span.end})
    apart = [b - a for a, b in pairwise(ends)]
    return min(apart, default=LENGTHS.get(grain, _YEAR))


def tiles_of(first: date, last: date, grain: str) -> list[Span]:
    """The whole periods of a grain between two days, for grains of fixed months."""
    length = LENGTHS[grain]
    anchor = _APRIL if grain in ("financial_year", "half_year") else 1
    number = first.year * _YEAR + first.month - 1
    number += (anchor - 1 - number) % length
    found: list[Span] = []
    while True:
        start = date(number // _YEAR, number % _YEAR + 1, 1)
        end = _shifted(start, length - 1)
        end = end.replace(day=monthrange(end.year, end.month)[1])
        if end > last:
            return found
        if start >= first:
            found.append(Span("", start, end, grain))
        number += length
