"""Figures, periods and codes as people read them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from extractor.compare.lineup import Figure, LeftOut, Span, Subject
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
_TENTH = Decimal("0.1")  # a smaller change is shown with two decimals
_WIDE = Decimal("0.1")  # an interval wider than this part of its value is shown to two digits


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
    """A change with its sign; a change in percent is not one in points. What rounding leaves open stands behind it."""
    unit = _UNITS.get(figure.subject.unit, "")
    if not figure.derived:
        return f"{_with_sign(figure.value, decimals(figure))}{unit}"
    digits = 1 if abs(figure.value) >= _TENTH or not figure.value else 2
    value = figure.value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    shown = _with_sign(value, 0 if value == value.to_integral_value() else digits)
    if figure.low is None or figure.high is None:
        return f"{shown}{unit}"
    half = (figure.high - figure.low) / 2
    if figure.role == "difference":
        return f"{shown} ±{number(half.normalize() if half % 1 else half)}{unit}"
    return f"{shown}{unit} ({_with_sign(figure.low, 0)} to {_with_sign(figure.high, 0)}{unit})"


def _with_sign(value: Decimal, digits: int) -> str:
    return f"{'+' if value > 0 else ''}{number(value, digits)}"


def rounded(figure: Figure) -> str:
    """A derived value as exactly as it is known: about three digits, fewer or an interval where its inputs are
    rounded; sums of whole numbers as they are."""
    value = figure.value
    if figure.footing.startswith("sum_") or not figure.derived:
        return number(value)
    digits = _digits(value, 3)
    if figure.low is None or figure.high is None:
        return number(value, digits)
    for fewer in (digits, _digits(value, 2)):
        if number(figure.low, fewer) == number(figure.high, fewer):
            return number(value, fewer)
    wide = (figure.high - figure.low) > abs(value) * _WIDE
    digits = _digits(value, 2) if wide else digits
    return f"{number(figure.low, digits)}–{number(figure.high, digits)}"


def _digits(value: Decimal, significant: int) -> int:
    """Decimals that leave so many digits that count; none from a thousand on."""
    return 0 if abs(value) >= _WHOLE else max(0, significant - 1 - value.adjusted()) if value else 0


def statistic_text(subject: Subject) -> str:
    """What kind of figure a panel shows: `number`, `share, per cent`, `mean, seconds`."""
    unit = _NAMES.get(subject.unit, subject.unit.replace("_", " "))
    return "number" if (subject.statistic, subject.unit) == ("count", "count") else f"{subject.statistic}, {unit}"


def described(breakdown: str) -> str:
    """A breakdown for people: `recording basis: validated`."""
    return ", ".join(f"{key.replace('_', ' ')}: {value}" for key, value in json.loads(breakdown).items())


def out_text(out: LeftOut) -> str:
    """A figure that a person excluded, and why."""
    return f"{value_text(out.figure)} is excluded in review: {out.reason}"


def left_out_lines(left_out: Sequence[LeftOut], names: Mapping[str, str]) -> list[str]:
    """A line for each figure that a person excluded: whose it is, of when, where it stands and why it is left out."""
    lines = []
    for out in left_out:
        f = out.figure
        of = f"{names.get(f.force, f.force)}{f' ({f.area})' if f.area not in ('', names.get(f.force)) else ''}"
        place = "; ".join(map(str, f.places))
        lines.append(f"Left out: {of}, {period_text(f.span)}: {out_text(out)} ({place}).")
    return list(dict.fromkeys(lines))


def printable(text: str) -> str:
    """Text that cannot move the cursor or colour the terminal, whatever document it comes from."""
    return "".join(c if c.isprintable() else " " for c in text)
