"""Turn a period as written into days, given the reporting period of the document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from extractor.model import Period
from extractor.notation.periods import (
    PeriodRef,
    financial_year_start,
    month_end,
    months_before,
    rolling_kind,
    shift_months,
)


@dataclass(frozen=True, slots=True)
class Reference:
    """What a document says of its own time: all that relative periods are resolved against.

    `end` is the last day that its figures reach to, `published` its own date, `year_begins` the month in which its
    quarters and years begin (4 or 1). Each is None where the document does not settle it.
    """

    end: date | None
    published: date | None = None
    year_begins: int | None = None


def resolve(ref: PeriodRef | None, reference: Reference) -> Period:
    """The days a period covers. What the document does not determine stays open: start and end are None."""
    if ref is None:
        return Period("")
    if ref.period is not None:
        return ref.period
    name, *numbers = ref.relative.split(":")
    kind = _KINDS.get(name, "undetermined")
    if name == "rolling":
        kind = rolling_kind(int(numbers[0]))
    span = _span(name, [int(n) for n in numbers], reference.end) if reference.end else None
    if span is None:
        return Period(ref.label, None, None, kind)
    start, end = span
    if name == "named_months":
        kind = rolling_kind((end.year - start.year) * 12 + end.month - start.month + 1)
    return Period(ref.label, start, end, kind)


_KINDS = {"ytd": "year_to_date", "ytd_of": "year_to_date", "ytd_to": "year_to_date", "quarter": "quarter",
          "month": "month", "named_month": "month", "named_quarter": "quarter", "fy": "financial_year"}  # fmt: skip


def _span(name: str, n: list[int], end: date) -> tuple[date, date] | None:
    if name == "ytd":
        last = _latest_month(n[1], end) if len(n) > 1 else end
        last = shift_months(last, 12 * n[0])
        return financial_year_start(last), last
    if name == "ytd_of":
        last = shift_months(end, 12 * (n[0] - financial_year_start(end).year))
        return financial_year_start(last), last
    if name == "ytd_to":
        last = _latest_month(n[0], end)
        return financial_year_start(last), last
    if name == "rolling":
        last = shift_months(end, n[0] * (n[1] if len(n) > 1 else 0))
        return months_before(last, n[0]), last
    if name == "quarter":
        if end.month % 3 or end != month_end(end.year, end.month):
            return None  # a report that ends inside a quarter does not say which one is its last
        last = shift_months(end, 12 * n[0] // 4 if n[0] != -4 else -12)
        return months_before(last, 3), last
    if name == "month":
        last = shift_months(end, n[0])
        return last.replace(day=1), last
    if name == "fy":
        start = financial_year_start(shift_months(end, 12 * n[0]))
        return start, date(start.year + 1, 3, 31)
    if name == "named_month":
        last = _latest_month(n[0], end)
        return last.replace(day=1), last
    if name == "named_quarter":
        last = _latest_month(3 * n[0] + 3 if n[0] < 4 else 3, end)
        return months_before(last, 3), last
    if name == "named_months":
        last = _latest_month(n[1], end)
        return months_before(last, (n[1] - n[0]) % 12 + 1), last
    return None


def _latest_month(month: int, end: date) -> date:
    """Last day of the latest such month that does not lie past the reporting period."""
    return month_end(end.year - (month > end.month), month)
