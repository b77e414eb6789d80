"""Days, months, and the pieces of headings that were cut in two."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from extractor.notation.days import month_end, year_of
from extractor.notation.forms import ALSO_WORDS
from extractor.notation.points import Point, read_point
from extractor.notation.refs import PeriodRef
from extractor.notation.says import (
    DAYS_IN,
    MOST_DAYS,
    MOST_MONTHS,
    Groups,
    Reader,
    absolute,
    month_of,
    months_named,
    number,
    relative,
    unit_of,
)

# ---- days and months


def _one_day(label: str, g: Groups) -> PeriodRef | None:
    day = read_point(g["a"]).first()
    return absolute(label, day, day, "day")


def _day(label: str, g: Groups) -> PeriodRef | None:
    if re.fullmatch(r"\d\d?\.\d\d?\.\d\d", g["a"]) and not re.fullmatch(r"\d\d\.\d\d\.\d\d", g["a"]):
        return None  # 4.1.18 may number a section
    day = read_point(g["a"]).first()
    return absolute(label, day, day, "point_in_time")


def _end_of_month(label: str, g: Groups) -> PeriodRef | None:
    day = read_point(g["a"]).last()
    return absolute(label, day, day, "point_in_time")


def _one_month(label: str, g: Groups) -> PeriodRef | None:
    point = read_point(g["a"])
    return absolute(label, point.first(), point.last(), "month")


def _year_month(label: str, g: Groups) -> PeriodRef | None:
    year, month = year_of(g["y"]), int(g["mm"]) if g.get("mm") else month_of(g["m"])
    if g.get("mm") and month == (year + 1) % 100:
        return None  # 2011/12 is a pair of years, always
    if g.get("mm") and month > year % 100:
        return relative(label, "open")  # 2009/12 may be December or three years
    return absolute(label, date(year, month, 1), month_end(year, month), "month")


def _month_in_text(label: str, g: Groups) -> PeriodRef | None:
    return None if label in ALSO_WORDS else _named_month(label, g)  # the verbs may and march


def _named_month(label: str, g: Groups) -> PeriodRef:
    return relative(label, "named_month", month_of(g["m"]))


def _named_day(label: str, g: Groups) -> PeriodRef | None:
    point = read_point(g["a"])
    if point.day is None or re.search(rf"\d\s+(?:{'|'.join(ALSO_WORDS)})\b", label):
        return None  # of which 4 may be
    point.first(2024)  # a leap year, so that every day that ever comes passes
    return relative(label, "named_month", point.month, point.day)


def _days_no_year(label: str, g: Groups) -> PeriodRef | None:
    return _named_days(label, read_point(g["a"]), read_point(g["b"]))


def _named_days(label: str, a: Point, b: Point) -> PeriodRef:
    for point in (a, b):
        point.first(2024)  # a leap year, so that every day that ever comes passes
    return relative(label, "named_days", a.month, a.day, b.month, b.day)


def _days_no_year_american(label: str, g: Groups) -> PeriodRef:
    first, last = month_of(g["m1"]), month_of(g.get("m2") or g["m1"])
    a, b = Point(None, first, int(g["d1"])), Point(None, last, int(g["d2"]))
    return _named_days(label, a, b)


def _months_no_year(label: str, g: Groups) -> PeriodRef:
    return relative(label, "named_months", month_of(g["m1"]), month_of(g["m2"]))


def _last_days(label: str, g: Groups) -> PeriodRef | None:
    count, unit = number(g["n"]), unit_of(g)
    days = count // 24 if unit == "h" and count % 24 == 0 else count * DAYS_IN.get(unit, 0)
    if not 0 < days <= MOST_DAYS:
        return None
    # beside `last 7 days`, the previous ones are those before
    open_ = g["lead"].casefold() in ("previous", "prior")
    return relative(label, "days", days) if open_ else relative(label, "days", days, 0)


def _days_in_turn(label: str, g: Groups) -> PeriodRef | None:
    """`28 day previous` beside `28 day current`: the days before those."""
    days = number(g["n"]) * DAYS_IN.get(unit_of(g), 0)
    earlier = g["lead"].casefold() in ("previous", "prior")
    return relative(label, "days", days, -1 if earlier else 0) if 0 < days <= MOST_DAYS else None


def _rolling(label: str, g: Groups) -> PeriodRef | None:
    months = 12 if g.get("year") else number(g["n"])
    earlier = (g.get("lead") or "").casefold() in ("previous", "prior")
    return relative(label, "rolling", months, -1 if earlier else 0) if months <= MOST_MONTHS else None


def _numbered_week(label: str, g: Groups) -> PeriodRef:
    return relative(label, "week_no", int(g["w"]), *([int(g["y"])] if g.get("y") else []))


# ---- pieces


def _until(label: str, g: Groups) -> PeriodRef:
    return _edge(label, "until", g)


def _starting(label: str, g: Groups) -> PeriodRef:
    return _edge(label, "starting", g)


def _edge(label: str, name: str, g: Groups) -> PeriodRef:
    point = read_point(g["a"])
    if point.year is not None:
        return relative(label, name, point.year, point.month, *([point.day] if point.day else []))
    return relative(label, "until_month", point.month) if name == "until" and not point.day else _unfinished(label, g)


def _span_without_end(label: str, g: Groups) -> PeriodRef:
    months = months_named(g)
    return relative(label, "rolling_to", months) if months else _unfinished(label, g)


def _unfinished(label: str, g: Groups) -> PeriodRef:
    return relative(label, "unfinished")


def _open(label: str, g: Groups) -> PeriodRef:
    return relative(label, "open")


DAYS: Mapping[str, Reader] = {
    "one_day": _one_day,
    "day": _day,
    "end_of_month": _end_of_month,
    "month": _one_month,
    "year_month": _year_month,
    "month_iso": _year_month,
    "named_month": _month_in_text,
    "month_alone": _named_month,
    "named_day": _named_day,
    "last_days": _last_days,
    "days_in_turn": _days_in_turn,
    "days_no_year": _days_no_year,
    "months_no_year": _months_no_year,
    "rolling": _rolling,
    "until": _until,
    "numbered_week": _numbered_week,
    "starting": _starting,
    "span_without_end": _span_without_end,
    "unfinished": _unfinished,
    "open": _open,
    "days_no_year_american": _days_no_year_american,
}
