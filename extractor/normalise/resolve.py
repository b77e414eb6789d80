"""Turn a period as written into days, given what the document says of its own time.

What neither the words nor the document settle stays open: the kind is known and the days are not. A year begins in
April or January as the document shows (`Reference.year_begins`); where it does not, years to date are those of police
forces, from 1 April, and quarters and halves stay open.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from extractor.model import Period
from extractor.notation.days import (
    days_kind,
    financial_year_start,
    month_end,
    months_before,
    months_of,
    rolling_kind,
    shift_months,
    span_kind,
    year_start,
)
from extractor.notation.refs import PeriodRef

_APRIL, _JANUARY = 4, 1
_Days = tuple[date | None, date]
_Rule = Callable[[list[int], date, int | None], _Days | None]


@dataclass(frozen=True, slots=True)
class Reference:
    """What a document says of its own time: all that relative periods are resolved against.

    `end` is the last day that its figures reach to, `published` its own date, `year_begins` the month in which its
    quarters and years begin (4 or 1). Each is None where the document does not settle it. `rolling` is true where it
    says that its figures are those of the twelve months to `end`.
    """

    end: date | None
    published: date | None = None
    year_begins: int | None = None
    rolling: bool = False


def resolve(ref: PeriodRef | None, reference: Reference) -> Period:
    """The days a period covers. What the document does not determine stays open: start and end are None."""
    if ref is None:
        return Period("")
    if ref.period is not None:
        return _written(ref, ref.period, reference)
    name, *numbers = ref.relative.split(":")
    n = [int(number) for number in numbers]
    kind = _kind(name, n)
    days = _days(name, n, reference)
    if name == "until" and reference.rolling and days is not None and _a_year_on(days[1], reference.end):
        return Period(ref.label, months_before(days[1], 12), days[1], rolling_kind(12))
    if days is None or _too_late(days[1], reference):
        return Period(ref.label, None, None, kind)
    start, end = days
    if name in ("named_months", "named_days", "quarters_of", "from_month") and start is not None:
        kind = _kind_of_months(name, start, end)
    return Period(ref.label, start, end, kind)


def _written(ref: PeriodRef, period: Period, reference: Reference) -> Period:
    """A period whose days are written. A year to date is one from January where the document's years begin then."""
    if ref.relative.startswith("ytd_until:") and reference.year_begins == _JANUARY and period.end is not None:
        period = Period(period.label, date(period.end.year, 1, 1), period.end, period.kind)
    if period.kind == "financial_year" and reference.year_begins == _JANUARY:
        return Period(period.label, None, None, "undetermined")  # two years in a document whose years begin in January
    # budgets and targets are of years to come; a month to come is a misprint or a misreading
    short = period.kind not in ("financial_year", "calendar_year", "several_years")
    if short and period.start is not None and _too_late(period.start, reference):
        return Period(period.label, None, None, period.kind)
    return period


def _too_late(day: date, reference: Reference) -> bool:
    """No figure is of a day after the document's own date."""
    return reference.published is not None and day > reference.published


def _a_year_on(day: date, end: date | None) -> bool:
    """Whether a day is the last one of the report, or the same day of an earlier year."""
    return end is not None and day <= end and (day.month, day.day) == (end.month, end.day)


def _days(name: str, n: list[int], reference: Reference) -> _Days | None:
    rule = _BY_THEMSELVES.get(name)
    end: date | None = reference.end or reference.published or date.max
    if rule is None:
        rule, end = _OF_THE_REPORT.get(name), reference.end
    if rule is None or end is None:
        return None
    try:
        return rule(n, end, reference.year_begins)
    except ValueError:  # the 29th of February of a year that has none
        return None


# ---- kinds

_KINDS: Mapping[str, str] = {
    "ytd": "year_to_date", "ytd_of": "year_to_date", "ytd_to": "year_to_date", "ytd_year": "year_to_date",
    "fytd": "year_to_date", "cytd": "year_to_date", "cytd_of": "year_to_date", "fytd_named": "year_to_date",
    "ytd_quarter": "year_to_date", "ytd_quarters": "year_to_date", "quarter": "quarter", "named_quarter": "quarter",
    "quarter_of": "quarter", "quarter_named": "quarter", "named_half": "half_year", "half_of": "half_year",
    "half_named": "half_year", "month": "month", "fy": "financial_year", "fy_named": "financial_year",
    "academic": "academic_year", "years": "several_years", "week_to": "week", "week_from": "week", "week_no": "week",
}  # fmt: skip


def _kind(name: str, n: list[int]) -> str:
    if name in ("rolling", "rolling_month"):
        return rolling_kind(n[0])
    if name in ("days", "days_of"):
        return days_kind(n[0])
    if name == "named_month":
        return "point_in_time" if len(n) > 1 else "month"
    return _KINDS.get(name, "undetermined")


def _kind_of_months(name: str, start: date, end: date) -> str:
    return rolling_kind(months_of(start, end)) if name == "named_months" else span_kind(start, end)


# ---- days that need little but the month in which years begin: that the report's figures do not end before them


def _quarters_of(n: list[int], end: date, begins: int | None) -> _Days | None:
    first, last, year = n
    if begins is None or (begins == _APRIL and last == 4):
        return None  # whether the last quarter of 2022 is that of 2022/23 or the one from January 2022 is not said
    start, last_day = date(year, begins + 3 * (first - 1), 1), month_end(year, begins + 3 * last - 1)
    return (start, last_day) if last_day <= end else None


def _quarter_of(n: list[int], end: date, begins: int | None) -> _Days | None:
    quarter, year = n
    if (quarter, begins) == (4, _APRIL) and date(year, 3, 31) <= end < date(year + 1, 3, 31):
        return date(year, 1, 1), date(year, 3, 31)  # the other reading would end after the report
    return _quarters_of([quarter, quarter, year], end, begins)


def _ytd_quarters(n: list[int], end: date, begins: int | None) -> _Days | None:
    return _quarters_of([1, n[0], n[1]], end, begins)


def _half_of(n: list[int], end: date, begins: int | None) -> _Days | None:
    half, year = n
    if begins is None or (begins == _APRIL and half == 2):
        return None
    start, last = date(year, begins + 6 * (half - 1), 1), month_end(year, begins + 6 * half - 1)
    return (start, last) if last <= end else None


def _years(n: list[int], end: date, begins: int | None) -> _Days | None:
    # of financial years, `2018-2023` may be five of them or six
    return (date(n[0], 1, 1), date(n[1], 12, 31)) if begins == _JANUARY else None


def _until(n: list[int], end: date, begins: int | None) -> _Days | None:
    """`to June 2019`, cut off from its beginning: the last day is all that is known."""
    return None, date(*n) if len(n) == 3 else month_end(*n)


_BY_THEMSELVES: Mapping[str, _Rule] = {
    "quarters_of": _quarters_of, "quarter_of": _quarter_of, "ytd_quarters": _ytd_quarters, "half_of": _half_of,
    "years": _years, "until": _until,
}  # fmt: skip


# ---- days that are told from the last day of the report


def _ytd(n: list[int], end: date, begins: int | None) -> _Days:
    last = _latest_month(n[1], end) if len(n) > 1 else end
    last = shift_months(last, 12 * n[0])
    return year_start(last, begins or _APRIL), last


def _fytd(n: list[int], end: date, begins: int | None) -> _Days:
    return _ytd(n, end, _APRIL)


def _cytd(n: list[int], end: date, begins: int | None) -> _Days:
    return _ytd(n, end, _JANUARY)


def _ytd_of(n: list[int], end: date, begins: int | None) -> _Days:
    last = shift_months(end, 12 * (n[0] - financial_year_start(end).year))
    return financial_year_start(last), last


def _cytd_of(n: list[int], end: date, begins: int | None) -> _Days:
    return date(n[0], 1, 1), shift_months(end, 12 * (n[0] - end.year))


def _ytd_year(n: list[int], end: date, begins: int | None) -> _Days | None:
    if begins is None or (begins == _APRIL and end.month < _APRIL):
        return None  # between January and March a financial year goes by either of its two numbers
    days = (_ytd_of if begins == _APRIL else _cytd_of)(n, end, begins)
    return days if days[1] <= end else None


def _ytd_to(n: list[int], end: date, begins: int | None) -> _Days:
    last = _latest_month(n[0], end)
    return year_start(last, begins or _APRIL), last


def _ytd_quarter(n: list[int], end: date, begins: int | None) -> _Days | None:
    if begins is None:
        return None
    last = _latest_month((begins + 3 * n[0] - 2) % 12 + 1, end)
    return year_start(last, begins), last


def _rolling(n: list[int], end: date, begins: int | None) -> _Days:
    last = shift_months(end, n[0] * (n[1] if len(n) > 1 else 0))
    return months_before(last, n[0]), last


def _rolling_month(n: list[int], end: date, begins: int | None) -> _Days:
    last = _latest_month(n[1], end)
    return months_before(last, n[0]), last


def _last_days(n: list[int], end: date, begins: int | None) -> _Days | None:
    if len(n) < 2:
        return None
    last = end + timedelta(days=n[0] * n[1])
    return last - timedelta(days=n[0] - 1), last


def _days_of(n: list[int], end: date, begins: int | None) -> _Days:
    """`Last 7 days` under `2025`: the days of that year of the same dates."""
    last = end.replace(year=n[1])
    return last - timedelta(days=n[0] - 1), last


def _quarter(n: list[int], end: date, begins: int | None) -> _Days | None:
    if end.month % 3 or end != month_end(end.year, end.month):
        return None  # a report that ends inside a quarter does not say which one is its last
    last = shift_months(end, 12 * n[0] // 4 if n[0] != -4 else -12)
    return months_before(last, 3), last


def _month(n: list[int], end: date, begins: int | None) -> _Days:
    last = shift_months(end, n[0])
    return last.replace(day=1), last


def _fy(n: list[int], end: date, begins: int | None) -> _Days:
    start = financial_year_start(shift_months(end, 12 * n[0]))
    return start, date(start.year + 1, 3, 31)


def _named_month(n: list[int], end: date, begins: int | None) -> _Days:
    if len(n) > 1:
        day = _latest_day(n[0], n[1], end)
        return day, day
    last = _latest_month(n[0], end)
    return last.replace(day=1), last


def _named_quarter(n: list[int], end: date, begins: int | None) -> _Days | None:
    if begins is None:
        return None
    last = _latest_month((begins + 3 * n[0] - 2) % 12 + 1, end)
    last = shift_months(last, 12 * n[1]) if len(n) > 1 else last
    return months_before(last, 3), last


def _named_half(n: list[int], end: date, begins: int | None) -> _Days | None:
    if begins is None:
        return None
    last = _latest_month((begins + 6 * n[0] - 2) % 12 + 1, end)
    return months_before(last, 6), last


def _named_months(n: list[int], end: date, begins: int | None) -> _Days:
    last = _latest_month(n[1], end)
    return months_before(last, (n[1] - n[0]) % 12 + 1), last


def _named_days(n: list[int], end: date, begins: int | None) -> _Days:
    last = _latest_day(n[2], n[3], end)
    start = date(last.year, n[0], n[1])
    return start if start <= last else start.replace(year=last.year - 1), last


def _week_to(n: list[int], end: date, begins: int | None) -> _Days:
    last = _latest_day(n[0], n[1], end)
    return last - timedelta(days=6), last


def _week_from(n: list[int], end: date, begins: int | None) -> _Days:
    start = _latest_day(n[0], n[1], end - timedelta(days=6))
    return start, start + timedelta(days=6)


def _until_month(n: list[int], end: date, begins: int | None) -> _Days:
    """`to 31 January`: from when is not said."""
    return None, _latest_month(n[0], end)


def _from_month(n: list[int], end: date, begins: int | None) -> _Days:
    return _latest_month(n[0], end).replace(day=1), end


def _from(n: list[int], end: date, begins: int | None) -> _Days | None:
    start = date(*n)
    return (start, end) if start <= end else None


_OF_THE_REPORT: Mapping[str, _Rule] = {
    "ytd": _ytd, "fytd": _fytd, "cytd": _cytd, "ytd_of": _ytd_of, "cytd_of": _cytd_of, "ytd_year": _ytd_year,
    "ytd_to": _ytd_to, "ytd_quarter": _ytd_quarter, "rolling": _rolling, "rolling_month": _rolling_month,
    "days": _last_days, "days_of": _days_of, "quarter": _quarter, "month": _month, "fy": _fy,
    "named_month": _named_month,
    "named_quarter": _named_quarter, "named_half": _named_half, "named_months": _named_months,
    "named_days": _named_days, "week_to": _week_to, "week_from": _week_from, "from": _from,
    "from_month": _from_month, "until_month": _until_month,
}  # fmt: skip


def _latest_month(month: int, end: date) -> date:
    """Last day of the latest such month that does not lie past the reporting period."""
    return month_end(end.year - (month > end.month), month)


def _latest_day(month: int, day: int, end: date) -> date:
    """The latest such day that does not lie past the reporting period."""
    return date(end.year - ((month, day) > (end.month, end.day)), month, day)
