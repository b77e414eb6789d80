"""Two headings that state one period together: a year over its months or quarters, whichever stands outside."""

from __future__ import annotations

from extractor.model import Period
from extractor.notation.periods import PeriodRef, month_end, months_before, rolling_kind
from extractor.notation.under import period_under


def combined(one: PeriodRef, other: PeriodRef) -> PeriodRef | None:
    """`2022` and `Apr - Jun`, `January` and `2011`, `2022/23` and `Q1` as one period; None where they are no pair."""
    for whole, part in ((one, other), (other, one)):
        if whole.period is None or not part.relative:
            continue
        found = period_under(whole, part) or part_of(whole.period, part, f"{whole.label} {part.label}")
        if found is not None:
            return found
    return None


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


def is_stretch(ref: PeriodRef | None) -> bool:
    """True for a part of any year that may be all that a year's column covers: `April to December`, `year to date`,
    `Quarter 1`."""
    name = ref.relative.partition(":")[0] if ref is not None else ""
    return name in (
        "named_quarter",
        "named_months",
        "named_days",
        "ytd",
        "fytd",
        "cytd",
        "ytd_quarter",
        "named_half",
        "rolling_month",
    )


def part_of_year(year: PeriodRef, part: PeriodRef) -> PeriodRef:
    """The part of a year that a title or note says its column covers; open where it cannot be told."""
    found = _rolling_to(year, part) or combined(year, part)
    return found if found is not None else PeriodRef(year.label, relative="open")


def _rolling_to(year: PeriodRef, part: PeriodRef) -> PeriodRef | None:
    """`2023` under `12 months to September`: the months that end in September of that year."""
    name, *numbers = part.relative.split(":")
    if name != "rolling_month" or year.period is None or year.period.kind != "calendar_year" or year.period.end is None:
        return None
    months, end = int(numbers[0]), month_end(year.period.end.year, int(numbers[1]))
    label = f"{part.label} {year.label}"
    return PeriodRef(label, Period(label, months_before(end, months), end, rolling_kind(months)))


def rolling_with_month(one: PeriodRef, other: PeriodRef) -> PeriodRef | None:
    """`Leavers (rolling 12 months)` in a column `Mar-23`: the twelve months to that month."""
    for rolling, month in ((one, other), (other, one)):
        months = _rolling_months(rolling) if rolling.relative.startswith("rolling:") else 0
        period = month.period
        if months and period is not None and period.end is not None and period.kind in ("month", "point_in_time"):
            label = f"{rolling.label} {month.label}"
            return PeriodRef(label, Period(label, months_before(period.end, months), period.end, rolling_kind(months)))
    return None


def is_part(ref: PeriodRef | None) -> bool:
    """True for a month or quarter that names no year."""
    return ref is not None and ref.relative.startswith(("named_month", "named_quarter"))
