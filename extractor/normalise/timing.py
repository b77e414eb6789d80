"""Settle when a figure is of: what its headings, the title and the notes state."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from extractor.facts import Facts, Match, TimeNote, nearer_period
from extractor.model import Period
from extractor.normalise.resolve import Reference, resolve
from extractor.notation.combine import (
    combined,
    is_part,
    is_stretch,
    part_of_year,
    rolling_end,
    rolling_with_month,
)
from extractor.notation.periods import (
    PeriodRef,
    month_end,
    months_before,
    rolling_kind,
    shift_months,
)

NO_PERIOD = Period("")
_IN_THE = re.compile(r"\b(?:in|during|over|for)\s+(?:the\s+)?(quarter|month|year)\b", re.IGNORECASE)


def own_period(
    row: Facts, column: Facts, context: Sequence[Facts], reference: Reference, notes: Sequence[TimeNote] = ()
) -> Period | None:
    """The period that a figure's own headings state, or None. A clash of two is an empty, undetermined one.

    A year is only the part of it that a title or a note says the figures cover.
    """
    near = [f.period for f in (row, column) if f.period is not None and f.period.relative != "none"]
    blocked = any(f.period is not None and f.period.relative == "none" for f in (row, column))
    corner = next((f.period for f in context if f.period is not None), None)
    near = _together([_completed(p, corner, context) for p in near], context)
    day = _day_of_each(context)
    if day is not None:
        near = [on_day(p, *day) if _is_year(p) else p for p in near]
    stretch = _stretch(context, notes)
    if stretch is not None:
        near = [part_of_year(p, stretch) if _is_year(p) else p for p in near]
    weeks = any(f.weeks for f in (row, column, *context[:2]))
    if weeks:
        near = [_week(p) for p in near]
    resolved = {(p.start, p.end): p for p in (resolve(n, reference) for n in near)}
    if len(resolved) > 1:
        return narrower(list(resolved.values()))
    if resolved:
        return next(iter(resolved.values()))
    return NO_PERIOD if blocked else None


def _week(ref: PeriodRef) -> PeriodRef:
    """`5 September 2022` below `Week commencing`: the seven days from it."""
    period = ref.period
    if period is None or period.start is None or period.kind != "point_in_time":
        return ref
    return PeriodRef(ref.label, Period(ref.label, period.start, period.start + timedelta(days=6), "week"))


def _stretch(context: Sequence[Facts], notes: Sequence[TimeNote]) -> PeriodRef | None:
    """The part of each year that the headings around a table, or its notes, say is covered."""
    around = next((f.period for f in context if f.period is not None), None)
    if is_stretch(around):
        return around
    return next((n.part for n in notes if n.part is not None), None)


def _day_of_each(context: Sequence[Facts]) -> tuple[int, int] | None:
    """The month and day on which a title says that the figures of each year were taken: `Headcount at 31 March`."""
    around = next((f.period for f in context if f.period is not None), None)
    name, *numbers = around.relative.split(":") if around is not None else ("",)
    if name != "named_month" or len(numbers) != 2:
        return None
    return int(numbers[0]), int(numbers[1])


def on_day(year: PeriodRef, month: int, day: int) -> PeriodRef:
    """That day of a year, by itself; as it is where the year has no such day."""
    whole = year.period
    if whole is None or whole.start is None or whole.end is None:
        return year
    try:
        days = [date(y, month, day) for y in {whole.start.year, whole.end.year}]
    except ValueError:  # the 29th of February
        return year
    inside = next((d for d in days if whole.start <= d <= whole.end), None)
    return PeriodRef(year.label, Period(year.label, inside, inside, "point_in_time")) if inside is not None else year


def _is_year(ref: PeriodRef) -> bool:
    return ref.period is not None and ref.period.kind in ("calendar_year", "financial_year")


def _together(near: list[PeriodRef], context: Sequence[Facts]) -> list[PeriodRef]:
    """A year and a month in row and column make one period; a month alone is that of the year the title states."""
    if len(near) == 2:
        whole = combined(near[0], near[1]) or rolling_with_month(near[0], near[1])
        return [whole] if whole is not None else near
    if len(near) == 1 and is_part(near[0]):
        year = next((f.period for f in context if f.period is not None and f.period.period is not None), None)
        whole = combined(year, near[0]) if year is not None else None
        return [whole] if whole is not None else near
    return near


def last_day(period: Period) -> Period:
    """The last day of a period, on which a figure `at quarter end` was taken."""
    return Period(period.label, period.end, period.end, "point_in_time") if period.end is not None else period


def ended_that_day(day: Period, labels: Sequence[str]) -> Period:
    """`Dismissals in the quarter` under `30 June 2024`: the quarter that ends on that day; open inside a month."""
    length = next((m[1].casefold() for text in labels if (m := _IN_THE.search(text))), "")
    if not length or day.end is None:
        return day
    if day.end != month_end(day.end.year, day.end.month) or length == "year":
        return Period(day.label)
    months = {"quarter": 3, "month": 1}[length]
    return Period(day.label, months_before(day.end, months), day.end, rolling_kind(months))


def _completed(period: PeriodRef, corner: PeriodRef | None, context: Sequence[Facts] = ()) -> PeriodRef:
    rolling = next((r for f in context if f.period is not None and (r := rolling_end(f.period, period))), None)
    if rolling is not None:
        return rolling
    if corner is None or not _bounds(corner):
        return period
    if corner.relative.startswith("rolling_to:"):
        return nearer_period(corner, period) or period
    return nearer_period(period, corner) or period


def _bounds(corner: PeriodRef | None) -> bool:
    """A corner such as `YTD (to February)` or `Year ending` completes the periods beside it."""
    return corner is not None and corner.relative.startswith(("ytd_to:", "rolling_to:"))


def narrower(periods: list[Period]) -> Period:
    """Of two periods the one inside the other; nothing where neither contains the other."""
    a, b = periods[0], periods[1]
    if None in (a.start, a.end, b.start, b.end):
        return b if a.start is None else a
    if b.start <= a.start and a.end <= b.end:  # type: ignore[operator]
        return a
    if a.start <= b.start and b.end <= a.end:  # type: ignore[operator]
        return b
    return Period(f"{a.label} > {b.label}")


def inherited_period(context: Sequence[Facts], reference: Reference) -> Period:
    """The period that stands around the table: corner, title or heading, the nearest one that states any."""
    for facts in context:
        if facts.period is not None and facts.period.relative != "none":
            return resolve(facts.period, reference)
    return NO_PERIOD


def around(match: Match, reference: Reference) -> Period:
    """The period that the table's title, corner or notes state."""
    period = inherited_period((*match.context, *match.notes), reference)
    if period.label:
        return period
    said = (note.whole for note in match.times if note.whole is not None and not note.of_document)
    return resolve(next(said, None), reference)


def is_whole_year(period: Period) -> bool:
    """Whether a period is a financial or a calendar year."""
    return period.kind in ("financial_year", "calendar_year")


def covered(period: Period, notes: Sequence[TimeNote]) -> tuple[Period, str]:
    """A period as the notes around its table limit it, and the note that leaves it open, if one does.

    A month that a note says ends a run of months becomes that run; what a note says to be covered in part, or to end
    there without saying where it begins, stays open.
    """
    if period.start is None or period.end is None:
        return period, ""
    other = next((note.text for note in notes if note.other_years), "")
    if other and period.kind == "financial_year":
        return Period(period.label), other
    for note in notes:
        whole = note.whole.period if note.mark and note.whole is not None else None
        if whole is not None and (whole.start, whole.end) != (period.start, period.end):
            return Period(period.label), note.text  # the note of its own mark says another time
        inside = [p for p in note.within if p.start and p.end and period.start <= p.start and p.end <= period.end]
        if note.ends and period.kind in ("month", "point_in_time"):
            if note.months:
                return Period(period.label, months_before(period.end, note.months), period.end,
                              rolling_kind(note.months)), ""  # fmt: skip
            return Period(period.label, None, period.end), note.text
        part = [p for p in inside if (p.start, p.end) != (period.start, period.end)]
        if not note.ends and (part or (inside and note.limits)):
            return Period(period.label), note.text
    return period, ""


def months_under_a_title(context: Sequence[Facts], heads: Sequence[Period]) -> TimeNote | None:
    """What a title such as `12 months to September` makes of the months that head rows or columns; None for nothing.

    The same month of several years ends twelve months in each; months that follow each other are months, whatever
    the title adds them up to. Anything else may be either: when such a period begins stays open.
    """
    title = next((f.period for f in context if f.period is not None), None)
    months, last = _added_up(title)
    ends = sorted({p.end for p in heads if p.kind == "month" and p.end is not None})
    if title is None or not months or not ends or _follow(ends):
        return None
    alike = {end.month for end in ends}
    sure = len(alike) == 1 and (last in alike or (not last and len(ends) > 1))
    return TimeNote(title.label, months=months if sure else 0, ends=True)


def _added_up(title: PeriodRef | None) -> tuple[int, int]:
    """How many months a title adds up, and the month they end in; 0 where it does not say."""
    if title is None:
        return 0, 0
    name, *numbers = title.relative.split(":")
    if name == "rolling_month":
        return int(numbers[0]), int(numbers[1])
    if name == "rolling":
        return int(numbers[0]), 0
    period = title.period
    if period is not None and period.end is not None and period.kind == "rolling_12_months":
        return 12, period.end.month
    return 0, 0


def _follow(ends: Sequence[date]) -> bool:
    """Whether several months stand in a row, one after the other."""
    return len(ends) > 1 and all(shift_months(a, 1) == b for a, b in pairwise(ends))
