"""Days, months and years: the arithmetic of the calendar that periods need, and what a span of days is called."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, timedelta

from extractor.model import Period

FIRST_YEAR, LAST_YEAR = 1850, 2100  # no figure that a police force publishes is of a year outside these
_PIVOT = 69  # `68` is 2068 and `69` 1969, as in POSIX


def year_of(text: str) -> int:
    """The year that `2018`, `18` or `’18` stands for. Raises ValueError for one that no figure can be of."""
    digits = text.strip("'’‘ ")
    year = int(digits)
    if len(digits) <= 2:
        year += 2000 if year < _PIVOT else 1900
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"{text} is no year of published figures")
    return year


def month_end(year: int, month: int) -> date:
    """Last day of a month; months past December run on into the next year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, calendar.monthrange(year, month)[1])


def months_before(end: date, months: int) -> date:
    """First day of the span of `months` whole months that ends with `end`'s month."""
    index = end.year * 12 + end.month - months
    return date(index // 12, index % 12 + 1, 1)


def span_before(end: date, months: int) -> date:
    """First day of the span of `months` months that ends on the very day `end`, inside a month or not."""
    if end == month_end(end.year, end.month):
        return months_before(end, months)
    return shift_months(end, -months) + timedelta(days=1)


def shift_months(day: date, months: int) -> date:
    """`day` moved by whole months; the last day of a month stays the last day."""
    index = day.year * 12 + day.month - 1 + months
    last = month_end(index // 12, index % 12 + 1)
    if day == month_end(day.year, day.month):
        return last
    return last.replace(day=min(day.day, last.day))


def shift_period(period: Period, months: int, label: str) -> Period:
    """The period moved by whole months, with another label."""
    if period.start is None or period.end is None:
        return Period(label, None, None, period.kind)
    return Period(label, shift_months(period.start, months), shift_months(period.end, months), period.kind)


def year_start(day: date, begins: int) -> date:
    """First day of the year that `day` falls in, for years that begin in the month `begins`."""
    return date(day.year - (day.month < begins), begins, 1)


def financial_year_start(day: date) -> date:
    """1 April of the financial year that `day` falls in."""
    return year_start(day, 4)


def rolling_kind(months: int) -> str:
    """`period_type` of a span of that many months."""
    if months > 12 and months % 12 == 0:
        return "several_years"
    return {1: "month", 3: "quarter", 6: "half_year", 12: "rolling_12_months"}.get(months, "undetermined")


def days_kind(days: int) -> str:
    """`period_type` of a span of that many days."""
    return {1: "day", 7: "week"}.get(days, "undetermined")


def span_kind(start: date, end: date) -> str:
    """`period_type` of a span written as two ends: what its length and place in the year say."""
    whole = start.day == 1 and end == month_end(end.year, end.month)
    months = months_of(start, end)
    if start == end:
        return "point_in_time"
    if not whole:
        return days_kind((end - start).days + 1)
    if months == 12:
        return {4: "financial_year", 1: "calendar_year"}.get(start.month, "rolling_12_months")
    if months in (1, 3):
        return rolling_kind(months)
    if start.month == 4 and months < 12:
        return "year_to_date"
    return rolling_kind(months)


def months_of(start: date, end: date) -> int:
    """How many months of the calendar a span touches."""
    return (end.year - start.year) * 12 + end.month - start.month + 1


def iter_months(start: date, end: date) -> Iterator[date]:
    """First days of the months from `start` to `end`."""
    day = start.replace(day=1)
    while day <= end:
        yield day
        day = month_end(day.year, day.month) + timedelta(days=1)
