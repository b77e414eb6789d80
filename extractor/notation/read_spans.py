"""Spans between two ends, and spans that name the end they run to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from extractor.notation.days import (
    days_kind,
    financial_year_start,
    month_end,
    months_of,
    rolling_kind,
    span_before,
    span_kind,
    year_of,
)
from extractor.notation.points import Point, month_first, read_point
from extractor.notation.refs import PeriodRef
from extractor.notation.says import (
    DAYS_IN,
    MONTHS_IN,
    MOST_DAYS,
    MOST_MONTHS,
    Groups,
    Reader,
    absolute,
    month_of,
    months_named,
    number,
    pair_start,
    relative,
    unit_of,
)

_WITHOUT_APOSTROPHES = 36  # months: `April 5 - April 11` is two days of April, not the six years from 2005


# ---- spans between two ends


def _ends(g: Groups) -> tuple[Point, Point]:
    """The two ends of a span; where one is in the American order, so is the other."""
    american = True in (month_first(g["a"]), month_first(g["b"]))
    return read_point(g["a"], american), read_point(g["b"], american)


def _range(label: str, g: Groups) -> PeriodRef | None:
    a, b = _ends(g)
    start, end = a.first(), b.last()
    if a.day is None and b.day is None and not re.search(r"\d{4}|['’‘]", label):
        months = months_of(start, end)
        if months > _WITHOUT_APOSTROPHES and months % 12:
            raise ValueError("days of months without their year")
    return absolute(label, start, end, span_kind(start, end))


def range_stated(label: str, g: Groups) -> PeriodRef | None:
    """A span of which the first end may leave its year to the second."""
    return (_range if read_point(g["a"]).year is not None else _range_one_year)(label, g)


def _range_of_days(label: str, g: Groups) -> PeriodRef | None:
    end = read_point(g["b"]).last()
    start = end.replace(day=int(re.sub(r"\D", "", g["d1"])))
    return absolute(label, start, end, span_kind(start, end))


def _range_american(label: str, g: Groups) -> PeriodRef | None:
    year = year_of(g["y"])
    d1, d2 = (int(re.sub(r"\D", "", g[d])) for d in ("d1", "d2"))
    start, end = date(year, month_of(g["m1"]), d1), date(year, month_of(g.get("m2") or g["m1"]), d2)
    start = start if start <= end else start.replace(year=year - 1)
    return absolute(label, start, end, span_kind(start, end))


def _range_one_year(label: str, g: Groups) -> PeriodRef | None:
    a, b = _ends(g)
    end = b.last()
    start = a.first(end.year)
    start = start if start <= end else a.first(end.year - 1)
    return absolute(label, start, end, span_kind(start, end))


def _range_year_first(label: str, g: Groups) -> PeriodRef | None:
    year = year_of(g["y"])
    start, end = date(year, month_of(g["a"]), 1), month_end(year, month_of(g["m2"]))
    return absolute(label, start, end, span_kind(start, end))


def _month_of_fy(label: str, g: Groups) -> PeriodRef | None:
    return _months_of_fy(label, {"m1": g["m"], "m2": g["m"], "fy": g["fy"]})


def _months_of_fy(label: str, g: Groups) -> PeriodRef | None:
    year = pair_start(g["fy"])
    if year is None:
        return None
    first, last = month_of(g["m1"]), month_of(g["m2"])
    start, end = date(year + (first < 4), first, 1), month_end(year + (last < 4), last)
    return absolute(label, start, end, span_kind(start, end))


def _quarters(label: str, g: Groups) -> PeriodRef | None:
    first, last = number(g["q"]), int(g["q2"])
    if first >= last:
        return None
    if g.get("and") and last > first + 1:
        return relative(label, "open")
    if not g.get("fy"):
        return relative(label, "quarters_of", first, last, year_of(g["y"]))
    year = pair_start(g["fy"])
    if year is None:
        return None
    start, end = date(year, 3 * first + 1, 1), month_end(year, 3 * last + 3)
    return absolute(label, start, end, span_kind(start, end))


def _to_date(label: str, g: Groups) -> PeriodRef:
    start = read_point(g["a"]).first()
    return relative(label, "from", start.year, start.month, start.day)


# ---- spans that name their end


def _span(label: str, end: date, count: int, unit: str) -> PeriodRef | None:
    if unit in DAYS_IN:
        days = count * DAYS_IN[unit]
        if not 0 < days <= MOST_DAYS:
            return None
        return absolute(label, end - timedelta(days=days - 1), end, days_kind(days))
    months = count * MONTHS_IN[unit]
    return absolute(label, span_before(end, months), end, rolling_kind(months)) if 0 < months <= MOST_MONTHS else None


def _span_to(label: str, g: Groups) -> PeriodRef | None:
    return _span(label, read_point(g["a"]).last(), number(g["n"]), unit_of(g))


def _unit_to(label: str, g: Groups) -> PeriodRef | None:
    return _span(label, read_point(g["a"]).last(), 1, unit_of(g))


def _twelve_months_to(label: str, g: Groups) -> PeriodRef | None:
    return _span(label, read_point(g["a"]).last(), 12, "m")


def _span_to_month(label: str, g: Groups) -> PeriodRef | None:
    end = read_point(g["m"])
    months = months_named(g)
    if end.day is not None and end.day != month_end(2023, end.month).day:
        return relative(label, "open")  # twelve months to the fifth of a month
    return relative(label, "rolling_month", months, end.month) if months else None


def _week_ending(label: str, g: Groups) -> PeriodRef | None:
    point = read_point(g["a"])
    if point.year is None:
        return relative(label, "week_to", point.month, point.day)
    return absolute(label, point.first() - timedelta(days=6), point.first(), "week")


def _week_from(label: str, g: Groups) -> PeriodRef | None:
    point = read_point(g["a"])
    if point.year is None:
        return relative(label, "week_from", point.month, point.day)
    return absolute(label, point.first(), point.first() + timedelta(days=6), "week")


def _financial_year_to(label: str, g: Groups) -> PeriodRef | None:
    end = read_point(g["a"]).last()
    if (end.month, end.day) == (3, 31):
        return absolute(label, financial_year_start(end), end, "financial_year")
    if re.search(r"\bend(?:s|ed|ing)\b", label, re.IGNORECASE):  # of a body whose year ends elsewhere
        return absolute(label, span_before(end, 12), end, "rolling_12_months")
    return absolute(label, financial_year_start(end), end, "year_to_date")


def _calendar_year_to(label: str, g: Groups) -> PeriodRef | None:
    end = read_point(g["a"]).last()
    kind = "calendar_year" if (end.month, end.day) == (12, 31) else "year_to_date"
    return absolute(label, date(end.year, 1, 1), end, kind)


SPANS: Mapping[str, Reader] = {
    "range": _range,
    "range_of_days": _range_of_days,
    "range_american": _range_american,
    "quarters": _quarters,
    "range_one_year": _range_one_year,
    "range_year_first": _range_year_first,
    "months_of_fy": _months_of_fy,
    "month_of_fy": _month_of_fy,
    "to_date": _to_date,
    "span_to": _span_to,
    "unit_to": _unit_to,
    "twelve_months_to": _twelve_months_to,
    "span_to_month": _span_to_month,
    "week_ending": _week_ending,
    "week_from": _week_from,
    "financial_year_to": _financial_year_to,
    "calendar_year_to": _calendar_year_to,
    "range_stated": range_stated,
}
