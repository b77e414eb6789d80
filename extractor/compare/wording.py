"""Figures, periods and codes as people read them."""

from __future__ import annotations

import json
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from extractor.compare.lineup import Figure, Span, Subject
from extractor.compare.published import decimals

_MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_UNITS = {
    "percent": "%",
    "percentage_point": " points",
    "per_1000_population": " per 1,000 people",
    "per_1000_households": " per 1,000 households",
    "second": " seconds",
    "minute": " minutes",
    "hour": " hours",
    "day": " days",
    "fte": " full-time equivalents",
}
_NAMES = {
    "count": "number",
    "percent": "per cent",
    "percentage_point": "percentage points",
    "per_1000_population": "per 1,000 people",
    "per_1000_households": "per 1,000 households",
    "second": "seconds",
    "minute": "minutes",
    "hour": "hours",
    "day": "days",
    "rank": "place in its group",
    "fte": "full-time equivalents",
    "gbp_thousand": "thousand pounds",
}
# From here on a derived value is shown without decimals.
_WHOLE = 1000


def period_text(span: Span) -> str:
    """A period for people: `Jul–Sep 2017`, `Apr 2017–Mar 2018`, `2 Oct 2017`."""
    if span.start is None or span.end is None:
        return span.label or "period not stated"
    first, last = span.start, span.end
    if first == last:
        return f"{first.day} {_MONTHS[first.month]} {first.year}"
    if span.months is None:
        return f"{first.day} {_MONTHS[first.month]} {first.year}–{last.day} {_MONTHS[last.month]} {last.year}"
    if span.months == 1:
        return f"{_MONTHS[last.month]} {last.year}"
    start = _MONTHS[first.month] if first.year == last.year else f"{_MONTHS[first.month]} {first.year}"
    return f"{start}–{_MONTHS[last.month]} {last.year}"


def day_text(day: date) -> str:
    """A day for people: `1 Apr 2017`."""
    return f"{day.day} {_MONTHS[day.month]} {day.year}"


def number(value: Decimal, digits: int | None = None) -> str:
    """A number with its thousands separated; rounded to `digits` after the point where that is given."""
    if digits is not None:
        value = value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return f"{value:,f}"


def value_text(figure: Figure) -> str:
    """A figure with its unit as it would be printed: `90.9%`, `£1,203k`, `5 of 8`, `<5`."""
    subject = figure.subject
    if figure.role != "level":
        return _signed(figure)
    value = rounded(figure) if figure.derived else number(figure.value, decimals(figure))
    if figure.out_of is not None:
        return f"{value} of {number(figure.out_of)}"
    if subject.unit == "gbp_thousand":
        return f"£{value}k"
    return f"{figure.qualifier}{value}{_UNITS.get(subject.unit, '')}"


def _signed(figure: Figure) -> str:
    """A change with its sign; a change in percent is not one in points."""
    value = figure.value.quantize(Decimal("0.1"), ROUND_HALF_UP) if figure.derived else figure.value
    digits = decimals(figure) if not figure.derived else (0 if value == value.to_integral_value() else 1)
    return f"{'+' if value > 0 else ''}{number(value, digits)}{_UNITS.get(figure.subject.unit, '')}"


def rounded(figure: Figure) -> str:
    """A derived value with about three digits, all before the point kept; sums of whole numbers as they are."""
    value = figure.value
    if figure.footing.startswith("sum_") or not figure.derived:
        return number(value)
    return number(value, 0 if abs(value) >= _WHOLE else max(0, 2 - value.adjusted()) if value else 0)


def statistic_text(subject: Subject) -> str:
    """What kind of figure a panel shows: `number`, `share, per cent`, `mean, seconds`."""
    unit = _NAMES.get(subject.unit, subject.unit.replace("_", " "))
    return "number" if (subject.statistic, subject.unit) == ("count", "count") else f"{subject.statistic}, {unit}"


def described(breakdown: str) -> str:
    """A breakdown for people: `recording basis: validated`."""
    return ", ".join(f"{key.replace('_', ' ')}: {value}" for key, value in json.loads(breakdown).items())


def printable(text: str) -> str:
    """Text that cannot move the cursor or colour the terminal, whatever document it comes from."""
    return "".join(c if c.isprintable() else " " for c in text)
