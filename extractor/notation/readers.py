"""What each form of `schemas/periods.toml` says: its days, or the reference that its days are told from.

A reader gives None where the words are no period of its kind (`2016/19` is no pair of years), so that another form
may read them, and raises ValueError where they are a date that does not exist: then no part of them is a period.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from extractor.model import Period
from extractor.notation.days import (
    FIRST_YEAR,
    LAST_YEAR,
    days_kind,
    financial_year_start,
    month_end,
    months_before,
    months_of,
    rolling_kind,
    span_before,
    span_kind,
    year_of,
)
from extractor.notation.forms import ALSO_WORDS, MONTHS, NUMBERS
from extractor.notation.points import Point, month_first, read_point
from extractor.notation.refs import PeriodRef

Groups = Mapping[str, Any]
_MONTHS_IN = {"m": 1, "q": 3, "h": 6, "y": 12, "1": 12}  # by the first letter of the unit; `12-month period`
_DAYS_IN = {"d": 1, "w": 7}
_MOST_MONTHS, _MOST_DAYS = 240, 400  # twenty years, and a little over one: longer spans are no periods of figures
_WITHOUT_APOSTROPHES = 36  # months: `April 5 - April 11` is two days of April, not the six years from 2005


def _absolute(label: str, start: date, end: date, kind: str, relative: str = "") -> PeriodRef | None:
    if not FIRST_YEAR <= start.year <= end.year <= LAST_YEAR:
        if start <= end:
            raise ValueError("outside the years that figures are published of")
        return None
    return PeriodRef(label, Period(label, start, end, kind), relative) if start <= end else None


def _relative(label: str, *parts: object) -> PeriodRef:
    return PeriodRef(label, relative=":".join(str(part) for part in parts))


def _number(text: str) -> int:
    return int(text) if text.isdigit() else NUMBERS[text.casefold()]


def _month(name: str) -> int:
    return MONTHS[name.casefold().rstrip(".")]


def pair_start(text: str) -> int | None:
    """First calendar year of `2018/19`, `FY18/19` or `2018-2019`; None where the two years do not follow each other."""
    first, second = re.findall(r"\d+", text)
    year = year_of(first)
    return year if int(second) % 100 == (year + 1) % 100 else None


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
    return _absolute(label, start, end, span_kind(start, end))


def _range_of_days(label: str, g: Groups) -> PeriodRef | None:
    end = read_point(g["b"]).last()
    start = end.replace(day=int(re.sub(r"\D", "", g["d1"])))
    return _absolute(label, start, end, span_kind(start, end))


def _range_american(label: str, g: Groups) -> PeriodRef | None:
    year = year_of(g["y"])
    d1, d2 = (int(re.sub(r"\D", "", g[d])) for d in ("d1", "d2"))
    start, end = date(year, _month(g["m1"]), d1), date(year, _month(g.get("m2") or g["m1"]), d2)
    start = start if start <= end else start.replace(year=year - 1)
    return _absolute(label, start, end, span_kind(start, end))


def _range_one_year(label: str, g: Groups) -> PeriodRef | None:
    a, b = _ends(g)
    end = b.last()
    start = a.first(end.year)
    start = start if start <= end else a.first(end.year - 1)
    return _absolute(label, start, end, span_kind(start, end))


def _range_year_first(label: str, g: Groups) -> PeriodRef | None:
    year = year_of(g["y"])
    start, end = date(year, _month(g["a"]), 1), month_end(year, _month(g["m2"]))
    return _absolute(label, start, end, span_kind(start, end))


def _month_of_fy(label: str, g: Groups) -> PeriodRef | None:
    return _months_of_fy(label, {"m1": g["m"], "m2": g["m"], "fy": g["fy"]})


def _months_of_fy(label: str, g: Groups) -> PeriodRef | None:
    year = pair_start(g["fy"])
    if year is None:
        return None
    first, last = _month(g["m1"]), _month(g["m2"])
    start, end = date(year + (first < 4), first, 1), month_end(year + (last < 4), last)
    return _absolute(label, start, end, span_kind(start, end))


def _quarters(label: str, g: Groups) -> PeriodRef | None:
    first, last = _number(g["q"]), int(g["q2"])
    if first >= last:
        return None
    if g.get("and") and last > first + 1:
        return _relative(label, "open")
    if not g.get("fy"):
        return _relative(label, "quarters_of", first, last, year_of(g["y"]))
    year = pair_start(g["fy"])
    if year is None:
        return None
    start, end = date(year, 3 * first + 1, 1), month_end(year, 3 * last + 3)
    return _absolute(label, start, end, span_kind(start, end))


def _to_date(label: str, g: Groups) -> PeriodRef:
    start = read_point(g["a"]).first()
    return _relative(label, "from", start.year, start.month, start.day)


# ---- spans that name their end


def _span(label: str, end: date, count: int, unit: str) -> PeriodRef | None:
    if unit in _DAYS_IN:
        days = count * _DAYS_IN[unit]
        if not 0 < days <= _MOST_DAYS:
            return None
        return _absolute(label, end - timedelta(days=days - 1), end, days_kind(days))
    months = count * _MONTHS_IN[unit]
    return _absolute(label, span_before(end, months), end, rolling_kind(months)) if 0 < months <= _MOST_MONTHS else None


def _unit(g: Groups) -> str:
    return str(g.get("unit") or "m")[0].casefold()


def _span_to(label: str, g: Groups) -> PeriodRef | None:
    return _span(label, read_point(g["a"]).last(), _number(g["n"]), _unit(g))


def _unit_to(label: str, g: Groups) -> PeriodRef | None:
    return _span(label, read_point(g["a"]).last(), 1, _unit(g))


def _twelve_months_to(label: str, g: Groups) -> PeriodRef | None:
    return _span(label, read_point(g["a"]).last(), 12, "m")


def _span_to_month(label: str, g: Groups) -> PeriodRef | None:
    end = read_point(g["m"])
    months = _months_named(g)
    if end.day is not None and end.day != month_end(2023, end.month).day:
        return _relative(label, "open")  # twelve months to the fifth of a month
    return _relative(label, "rolling_month", months, end.month) if months else None


def _months_named(g: Groups) -> int:
    """How many whole months a span without its end names; 0 where they are weeks or days."""
    unit = _unit(g)
    count = _number(g["n"]) if g.get("n") else 1
    months = count * _MONTHS_IN.get(unit, 0)
    return months if months <= _MOST_MONTHS else 0


def _week_ending(label: str, g: Groups) -> PeriodRef | None:
    point = read_point(g["a"])
    if point.year is None:
        return _relative(label, "week_to", point.month, point.day)
    return _absolute(label, point.first() - timedelta(days=6), point.first(), "week")


def _week_from(label: str, g: Groups) -> PeriodRef | None:
    point = read_point(g["a"])
    if point.year is None:
        return _relative(label, "week_from", point.month, point.day)
    return _absolute(label, point.first(), point.first() + timedelta(days=6), "week")


def _financial_year_to(label: str, g: Groups) -> PeriodRef | None:
    end = read_point(g["a"]).last()
    if (end.month, end.day) == (3, 31):
        return _absolute(label, financial_year_start(end), end, "financial_year")
    if re.search(r"end", label, re.IGNORECASE):  # of a body whose year ends elsewhere
        return _absolute(label, span_before(end, 12), end, "rolling_12_months")
    return _absolute(label, financial_year_start(end), end, "year_to_date")


def _calendar_year_to(label: str, g: Groups) -> PeriodRef | None:
    end = read_point(g["a"]).last()
    kind = "calendar_year" if (end.month, end.day) == (12, 31) else "year_to_date"
    return _absolute(label, date(end.year, 1, 1), end, kind)


# ---- years to date


def _ytd_of(label: str, g: Groups) -> PeriodRef | None:
    year = pair_start(g["fy"])
    return _relative(label, "ytd_of", year) if year is not None else None


def _ytd_date(label: str, g: Groups) -> PeriodRef | None:
    end = read_point(g["a"]).last()
    if g.get("c"):
        return _absolute(label, date(end.year, 1, 1), end, "year_to_date")
    relative = "" if g.get("f") else f"ytd_until:{end.year}:{end.month}:{end.day}"
    return _absolute(label, financial_year_start(end), end, "year_to_date", relative)


def _range_stated(label: str, g: Groups) -> PeriodRef | None:
    return (_range if read_point(g["a"]).year is not None else _range_one_year)(label, g)


def _ytd_range(label: str, g: Groups) -> PeriodRef | None:
    found = _range_stated(label, g)
    if found is None or found.period is None or found.period.start is None or found.period.end is None:
        return None
    return _absolute(label, found.period.start, found.period.end, "year_to_date")


def _ytd_at_quarter(label: str, g: Groups) -> PeriodRef | None:
    year = pair_start(g["fy"])
    if year is None:
        return None
    return _absolute(label, date(year, 4, 1), month_end(year, 3 * _number(g["q"]) + 3), "year_to_date")


def _ytd_at_quarter_of_year(label: str, g: Groups) -> PeriodRef:
    return _relative(label, "ytd_quarters", _number(g["q"]), year_of(g["y"]))


def _ytd_at_named_quarter(label: str, g: Groups) -> PeriodRef:
    return _relative(label, "ytd_quarter", _number(g["q"]))


def _ytd_to(label: str, g: Groups) -> PeriodRef:
    return _relative(label, "ytd_to", _month(g["m"]))


def _ytd_of_year(label: str, g: Groups) -> PeriodRef:
    name = "cytd_of" if g.get("c") else "fytd_named" if g.get("f") else "ytd_year"
    return _relative(label, name, year_of(g["y"]))


def _ytd(label: str, g: Groups) -> PeriodRef:
    earlier = (g.get("lead") or "").casefold() in ("previous", "prior", "last")
    name = "cytd" if g.get("c") else "fytd" if g.get("f") else "ytd"
    return _relative(label, name, -1 if earlier else 0)


def _previous_ytd(label: str, g: Groups) -> PeriodRef:
    return _relative(label, "fytd" if g.get("f") else "ytd", -1)


def _partial_year(label: str, g: Groups) -> PeriodRef | None:
    year, month = int(g["y"]), _month(g["m"])
    end = date(year, month, int(re.sub(r"\D", "", g["d"]))) if g.get("d") else month_end(year, month)
    return _absolute(label, date(year, 1, 1), end, "year_to_date")


# ---- quarters and halves


def _quarter(label: str, g: Groups) -> PeriodRef | None:
    year = pair_start(g["fy"])
    if year is None:
        return None
    start, gap = 3 * _number(g["q"]) + 1, (g.get("gap") or "").strip(" ,:(-")
    label = f"Q{_number(g['q'])} {g['fy']}" if gap else label
    return _quarter_of_month(label, year, start)


def _quarter_of_month(label: str, year: int, month: int) -> PeriodRef | None:
    start = months_before(month_end(year, month), 1)
    return _absolute(label, start, month_end(start.year, start.month + 2), "quarter")


def _quarter_of_named_year(label: str, g: Groups) -> PeriodRef | None:
    quarter, year = _number(g["q"]), year_of(g["y"])
    if g.get("c"):
        return _quarter_of_month(label, year, 3 * quarter - 2)
    return _relative(label, "quarter_named", quarter, year)


def _quarter_of_year(label: str, g: Groups) -> PeriodRef:
    return _relative(label, "quarter_of", _number(g["q"]), year_of(g["y"]))


def _named_quarter(label: str, g: Groups) -> PeriodRef:
    # a fifth quarter is one of some programme, not of a year
    quarter = _number(g["q"])
    return _relative(label, "named_quarter", quarter) if quarter <= 4 else _relative(label, "none")


def _first_months(label: str, g: Groups) -> PeriodRef | None:
    year = pair_start(g["fy"]) if g.get("fy") else None
    months = _number(g["n"]) * (3 if "quarter" in label.casefold() else 1)
    if year is None or not 0 < months < 12:
        return _relative(label, "open")
    last = g["which"].casefold() == "last"
    start = months_before(month_end(year + 1, 3), months) if last else date(year, 4, 1)
    end = month_end(year + 1, 3) if last else month_end(year, 3 + months)
    return _absolute(label, start, end, span_kind(start, end))


def _half(label: str, g: Groups) -> PeriodRef | None:
    year = pair_start(g["fy"])
    return _half_of_month(label, year, 6 * _number(g["h"]) - 2) if year is not None else None


def _half_of_month(label: str, year: int, month: int) -> PeriodRef | None:
    start = date(year, month, 1)
    return _absolute(label, start, month_end(year, month + 5), "half_year")


def _half_of_named_year(label: str, g: Groups) -> PeriodRef | None:
    half, year = _number(g["h"]), year_of(g["y"])
    return _half_of_month(label, year, 6 * half - 5) if g.get("c") else _relative(label, "half_named", half, year)


def _half_of_year(label: str, g: Groups) -> PeriodRef:
    return _relative(label, "half_of", _number(g["h"]), year_of(g["y"]))


def _named_half(label: str, g: Groups) -> PeriodRef:
    return _relative(label, "named_half", _number(g["h"]))


# ---- years


def _financial_year(label: str, g: Groups) -> PeriodRef | None:
    year = pair_start(g["fy"])
    return _absolute(label, date(year, 4, 1), date(year + 1, 3, 31), "financial_year") if year is not None else None


def _financial_years(label: str, g: Groups) -> PeriodRef | None:
    first, last = pair_start(g["fy"]), pair_start(g["fy2"])
    if first is None or last is None or first >= last:
        return None
    return _absolute(label, date(first, 4, 1), date(last + 1, 3, 31), "several_years")


def _academic_year(label: str, g: Groups) -> PeriodRef | None:
    year = pair_start(g["fy"])
    return _relative(label, "academic", year) if year is not None else None


def _calendar_year(label: str, g: Groups) -> PeriodRef | None:
    year = year_of(g["y"])
    return _absolute(label, date(year, 1, 1), date(year, 12, 31), "calendar_year")


def _fy_named(label: str, g: Groups) -> PeriodRef:
    return _relative(label, "fy_named", year_of(g["y"]))


def _several_years(label: str, g: Groups) -> PeriodRef | None:
    first, last = year_of(g["y"]), year_of(g["y2"] if len(g["y2"]) == 4 else g["y"][:2] + g["y2"])
    return _relative(label, "years", first, last) if first + 1 < last else None


def _years_apart(label: str, g: Groups) -> PeriodRef | None:
    if int(g["y2"]) <= int(g["y"][2:]) or int(g["y2"]) <= 12:
        return None  # 2019-06 is a month
    return _life_of_a_plan(label, g)


def _life_of_a_plan(label: str, g: Groups) -> PeriodRef:
    return _relative(label, "none")  # inside other words: no figure is of that period


# ---- days and months


def _one_day(label: str, g: Groups) -> PeriodRef | None:
    day = read_point(g["a"]).first()
    return _absolute(label, day, day, "day")


def _day(label: str, g: Groups) -> PeriodRef | None:
    if re.fullmatch(r"\d\d?\.\d\d?\.\d\d", g["a"]) and not re.fullmatch(r"\d\d\.\d\d\.\d\d", g["a"]):
        return None  # 4.1.18 may number a section
    day = read_point(g["a"]).first()
    return _absolute(label, day, day, "point_in_time")


def _end_of_month(label: str, g: Groups) -> PeriodRef | None:
    day = read_point(g["a"]).last()
    return _absolute(label, day, day, "point_in_time")


def _one_month(label: str, g: Groups) -> PeriodRef | None:
    point = read_point(g["a"])
    return _absolute(label, point.first(), point.last(), "month")


def _year_month(label: str, g: Groups) -> PeriodRef | None:
    year, month = year_of(g["y"]), int(g["mm"]) if g.get("mm") else _month(g["m"])
    if g.get("mm") and month == (year + 1) % 100:
        return None  # 2011/12 is a pair of years, always
    if g.get("mm") and month > year % 100:
        return _relative(label, "open")  # 2009/12 may be December or three years
    return _absolute(label, date(year, month, 1), month_end(year, month), "month")


def _month_in_text(label: str, g: Groups) -> PeriodRef | None:
    return None if label in ALSO_WORDS else _named_month(label, g)  # the verbs may and march


def _named_month(label: str, g: Groups) -> PeriodRef:
    return _relative(label, "named_month", _month(g["m"]))


def _named_day(label: str, g: Groups) -> PeriodRef | None:
    point = read_point(g["a"])
    if point.day is None or re.search(rf"\d\s+(?:{'|'.join(ALSO_WORDS)})\b", label):
        return None  # of which 4 may be
    point.first(2024)  # a leap year, so that every day that ever comes passes
    return _relative(label, "named_month", point.month, point.day)


def _days_no_year(label: str, g: Groups) -> PeriodRef | None:
    return _named_days(label, read_point(g["a"]), read_point(g["b"]))


def _named_days(label: str, a: Point, b: Point) -> PeriodRef:
    for point in (a, b):
        point.first(2024)  # a leap year, so that every day that ever comes passes
    return _relative(label, "named_days", a.month, a.day, b.month, b.day)


def _days_no_year_american(label: str, g: Groups) -> PeriodRef:
    first, last = _month(g["m1"]), _month(g.get("m2") or g["m1"])
    a, b = Point(None, first, int(g["d1"])), Point(None, last, int(g["d2"]))
    return _named_days(label, a, b)


def _months_no_year(label: str, g: Groups) -> PeriodRef:
    return _relative(label, "named_months", _month(g["m1"]), _month(g["m2"]))


def _last_days(label: str, g: Groups) -> PeriodRef | None:
    count, unit = _number(g["n"]), _unit(g)
    days = count // 24 if unit == "h" and count % 24 == 0 else count * _DAYS_IN.get(unit, 0)
    if not 0 < days <= _MOST_DAYS:
        return None
    # beside `last 7 days`, the previous ones are those before
    open_ = g["lead"].casefold() in ("previous", "prior")
    return _relative(label, "days", days) if open_ else _relative(label, "days", days, 0)


def _rolling(label: str, g: Groups) -> PeriodRef | None:
    months = 12 if g.get("year") else _number(g["n"])
    earlier = (g.get("lead") or "").casefold() in ("previous", "prior")
    return _relative(label, "rolling", months, -1 if earlier else 0) if months <= _MOST_MONTHS else None


def _numbered_week(label: str, g: Groups) -> PeriodRef:
    return _relative(label, "week_no", int(g["w"]), *([int(g["y"])] if g.get("y") else []))


# ---- pieces


def _until(label: str, g: Groups) -> PeriodRef:
    return _edge(label, "until", g)


def _starting(label: str, g: Groups) -> PeriodRef:
    return _edge(label, "starting", g)


def _edge(label: str, name: str, g: Groups) -> PeriodRef:
    point = read_point(g["a"])
    if point.year is not None:
        return _relative(label, name, point.year, point.month, *([point.day] if point.day else []))
    return _relative(label, "until_month", point.month) if name == "until" and not point.day else _unfinished(label, g)


def _span_without_end(label: str, g: Groups) -> PeriodRef:
    months = _months_named(g)
    return _relative(label, "rolling_to", months) if months else _unfinished(label, g)


def _unfinished(label: str, g: Groups) -> PeriodRef:
    return _relative(label, "unfinished")


def _open(label: str, g: Groups) -> PeriodRef:
    return _relative(label, "open")


Reader = Callable[[str, Groups], PeriodRef | None]
READERS: Mapping[str, Reader] = {
    "range": _range, "range_of_days": _range_of_days, "range_american": _range_american, "quarters": _quarters,
    "range_one_year": _range_one_year, "range_year_first": _range_year_first, "months_of_fy": _months_of_fy,
    "month_of_fy": _month_of_fy, "to_date": _to_date, "span_to": _span_to, "unit_to": _unit_to,
    "twelve_months_to": _twelve_months_to, "span_to_month": _span_to_month, "week_ending": _week_ending,
    "week_from": _week_from, "financial_year_to": _financial_year_to, "calendar_year_to": _calendar_year_to,
    "ytd_of": _ytd_of, "ytd_date": _ytd_date, "ytd_range": _ytd_range, "ytd_to": _ytd_to, "ytd": _ytd,
    "ytd_at_quarter": _ytd_at_quarter, "ytd_at_quarter_of_year": _ytd_at_quarter_of_year,
    "ytd_at_named_quarter": _ytd_at_named_quarter, "range_stated": _range_stated,
    "ytd_of_year": _ytd_of_year, "previous_ytd": _previous_ytd, "partial_year": _partial_year, "quarter": _quarter,
    "quarter_of_named_year": _quarter_of_named_year, "quarter_of_year": _quarter_of_year, "half": _half,
    "named_quarter": _named_quarter, "half_of_named_year": _half_of_named_year, "half_of_year": _half_of_year,
    "named_half": _named_half, "financial_year": _financial_year, "financial_years": _financial_years,
    "academic_year": _academic_year, "calendar_year": _calendar_year, "fy_named": _fy_named,
    "several_years": _several_years, "life_of_a_plan": _life_of_a_plan, "one_day": _one_day, "day": _day,
    "end_of_month": _end_of_month, "month": _one_month, "year_month": _year_month, "month_iso": _year_month,
    "named_month": _month_in_text, "month_alone": _named_month, "named_day": _named_day, "last_days": _last_days,
    "days_no_year": _days_no_year, "months_no_year": _months_no_year, "rolling": _rolling, "until": _until,
    "numbered_week": _numbered_week, "starting": _starting, "span_without_end": _span_without_end,
    "unfinished": _unfinished, "open": _open, "first_months": _first_months, "years_apart": _years_apart,
    "days_no_year_american": _days_no_year_american,
}  # fmt: skip
