"""A part of a year under the heading that names the year: `2023/24` over `Q1`, `2022` over `Nov`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from extractor.model import Period
from extractor.notation.days import month_end, span_kind
from extractor.notation.refs import PeriodRef

_Rule = Callable[["_Year", list[int]], PeriodRef | None]


@dataclass(frozen=True, slots=True)
class _Year:
    """A year that heads parts of it. `begins` is 4 or 1; `settled` is false for a bare number, which may be either."""

    number: int
    begins: int
    settled: bool
    label: str

    def day(self, month: int, day: int = 1) -> date:
        return date(self.number + (month < self.begins), month, day)

    def end_of(self, month: int) -> date:
        return month_end(self.number + (month < self.begins), month)

    def days(self, start: date, end: date, kind: str = "") -> PeriodRef | None:
        if start > end:
            return None
        return PeriodRef(self.label, Period(self.label, start, end, kind or span_kind(start, end)))

    def months(self, first: int, count: int, kind: str) -> PeriodRef | None:
        """So many months, the first of them counted from that in which the year begins."""
        month = self.begins + first
        return self.days(month_end(self.number, month).replace(day=1), month_end(self.number, month + count - 1), kind)

    def open(self, name: str, *numbers: int) -> PeriodRef:
        return PeriodRef(self.label, relative=":".join(map(str, (name, *numbers, self.number))))


def period_under(year: PeriodRef | None, part: PeriodRef | None) -> PeriodRef | None:
    """The period of a part of a year under a heading that is the year; None where the two are not such a pair.

    Under a bare `2022`, a quarter stays open as `Q1 2022` does; a month does not.
    """
    if year is None or part is None or part.period is not None or year.period is None:
        return None
    if year.period.kind not in ("financial_year", "calendar_year") or year.period.start is None:
        return None
    name, *numbers = part.relative.split(":")
    rule = _RULES.get(name)
    start = year.period.start
    whole = _Year(start.year, start.month, not year.label.strip().isdigit(), f"{year.label} {part.label}".strip())
    try:
        return rule(whole, [int(n) for n in numbers]) if rule else None
    except ValueError:  # the 29th of February of a year that has none
        return None


def _quarter(year: _Year, n: list[int]) -> PeriodRef | None:
    return year.months(3 * n[0] - 3, 3, "quarter") if year.settled else year.open("quarter_of", n[0])


def _half(year: _Year, n: list[int]) -> PeriodRef | None:
    return year.months(6 * n[0] - 6, 6, "half_year") if year.settled else year.open("half_of", n[0])


def _month(year: _Year, n: list[int]) -> PeriodRef | None:
    if len(n) > 1:
        return year.days(year.day(*n), year.day(*n))
    return year.days(year.day(n[0]), year.end_of(n[0]))


def _months(year: _Year, n: list[int]) -> PeriodRef | None:
    return year.days(year.day(n[0]), year.end_of(n[1]))


def _named_days(year: _Year, n: list[int]) -> PeriodRef | None:
    return year.days(year.day(n[0], n[1]), year.day(n[2], n[3]))


def _to_date(year: _Year, n: list[int]) -> PeriodRef | None:
    if n != [0]:
        return None  # the year before, or one to a month of its own
    return year.open("ytd_of" if year.begins == 4 else "cytd_of" if year.settled else "ytd_year")


def _to_quarter(year: _Year, n: list[int]) -> PeriodRef | None:
    return year.months(0, 3 * n[0], "year_to_date") if year.settled else year.open("ytd_quarters", n[0])


def _week(year: _Year, n: list[int]) -> PeriodRef | None:
    return year.open("week_no", n[0]) if len(n) == 1 else None


def _last_days(year: _Year, n: list[int]) -> PeriodRef | None:
    return year.open("days_of", n[0]) if len(n) == 2 and not n[1] and year.begins == 1 else None


_RULES: Mapping[str, _Rule] = {
    "named_quarter": _quarter, "named_half": _half, "named_month": _month, "named_months": _months,
    "named_days": _named_days, "ytd": _to_date, "fytd": _to_date, "ytd_quarter": _to_quarter, "week_no": _week,
    "days": _last_days,
}  # fmt: skip
