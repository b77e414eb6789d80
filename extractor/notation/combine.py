"""Two headings that state one period together: a year over its months or quarters, whichever stands outside."""

from __future__ import annotations

from extractor.model import Period
from extractor.notation.periods import PeriodRef, month_end, months_before, rolling_kind, shift_months


def combined(one: PeriodRef, other: PeriodRef) -> PeriodRef | None:
    """`2022` and `Apr - Jun`, `2011` and `January`, `2022/23` and `Q1` as one period; None where they are no such pair.

    A quarter of a calendar year stays relative: whether it counts from January or April is for the document to say.
    """
    for year, part in ((one, other), (other, one)):
        if year.period is None or not part.relative:
            continue
        found = _quarter(year, part) or part_of(year.period, part, f"{year.label} {part.label}")
        if found is not None:
            return found
    return None


def _quarter(year: PeriodRef, part: PeriodRef) -> PeriodRef | None:
    name, _, number = part.relative.partition(":")
    if name != "named_quarter" or year.period is None or year.period.start is None:
        return None
    if year.period.kind == "calendar_year":
        return PeriodRef(f"{part.label} {year.label}", relative=f"quarter_of:{number}:{year.period.start.year}")
    if year.period.kind != "financial_year" or not 1 <= int(number) <= 4:
        return None
    start = shift_months(year.period.start, 3 * (int(number) - 1))
    label = f"{part.label} {year.label}"
    return PeriodRef(label, Period(label, start, month_end(start.year, start.month + 2), "quarter"))


def part_of(whole: Period, part: PeriodRef, label: str) -> PeriodRef | None:
    """The one month, or run of months, of that name which lies within a period of up to a year; None where there is
    none, or more than one."""
    months = _months(part)
    if months is None or whole.start is None or whole.end is None:
        return None
    length = (months[1] - months[0]) % 12 + 1
    ends = [month_end(y, months[1]) for y in range(whole.start.year, whole.end.year + 1)]
    inside = [e for e in ends if whole.start <= months_before(e, length) and e <= whole.end]
    if len(inside) != 1 or (whole.end - whole.start).days > 366:
        return None
    return PeriodRef(label, Period(label, months_before(inside[0], length), inside[0], rolling_kind(length)))


def rolling_end(outer: PeriodRef, inner: PeriodRef) -> PeriodRef | None:
    """`To Sep 23` under `rolling 12 months`: the months that end there; None where the two are no such pair."""
    name, *numbers = inner.relative.split(":")
    end = inner.period.end if inner.period is not None and inner.period.start is None else None
    if name == "until" and len(numbers) == 2:
        end = month_end(int(numbers[0]), int(numbers[1]))
    months = _rolling_months(outer)
    if end is None or not months:
        return None
    label = f"{outer.label} {inner.label}"
    return PeriodRef(label, Period(label, months_before(end, months), end, rolling_kind(months)))


def _rolling_months(outer: PeriodRef) -> int:
    name, *numbers = outer.relative.split(":")
    if name in ("rolling", "rolling_to") and numbers:
        return int(numbers[0])
    return 12 if outer.period is not None and outer.period.kind == "rolling_12_months" else 0


def _months(part: PeriodRef) -> tuple[int, int] | None:
    name, *numbers = part.relative.split(":")
    if name == "named_month":
        return int(numbers[0]), int(numbers[0])
    return (int(numbers[0]), int(numbers[1])) if name == "named_months" else None


def is_part(ref: PeriodRef | None) -> bool:
    """True for a month or quarter that names no year."""
    return ref is not None and ref.relative.startswith(("named_month", "named_quarter"))
