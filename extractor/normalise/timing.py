"""Settle when a figure is of: its period, and for changes the earlier one it is measured from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from extractor.facts import Compared, Facts, Match, TimeNote, nearer_period
from extractor.model import Period
from extractor.normalise.resolve import Reference, resolve
from extractor.notation.combine import (
    combined,
    is_part,
    is_stretch,
    part_of,
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
    shift_period,
    span_kind,
)
from extractor.notation.refs import A_YEAR_BEFORE


@dataclass(frozen=True, slots=True)
class Level:
    """A heading of the same axis that states levels: its place, its period, and whether a baseline or a target.

    `year_before`: it says no more of its time than that it is a year before what it stands beside.
    """

    position: int
    spanner: tuple[str, ...]
    period: Period
    baseline: bool
    target: bool = False
    year_before: bool = False


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


def within_part(period: Period, part: PeriodRef | None) -> Period:
    """Of a year compared with another, the month that the other heading names; open where it cannot be told."""
    if part is None or period.end is None:
        return period
    if period.kind in ("month", "quarter", "point_in_time"):
        return period
    found = part_of(period, part, f"{period.label} {part.label}")
    return found.period if found is not None and found.period is not None else Period(period.label)


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


def neighbour_period(position: int, spanner: tuple[str, ...], total: bool, levels: Sequence[Level]) -> Period | None:
    """The period of a heading that states none itself (`Per 1,000 pop`): that of the level before it.

    A total after a run of periods is of them all.
    """
    before = [lv for lv in levels if lv.position < position and lv.spanner == spanner and not lv.baseline]
    if not before or not any(lv.period.label for lv in levels):
        return None  # no heading of the axis states a period: that of the table stands
    dated = {(lv.period.start, lv.period.end): lv.period for lv in before if lv.period.label}
    if total and len(dated) > 1:
        return span_of(list(dated.values()))
    return before[-1].period


def latest_before(position: int, levels: Sequence[Level]) -> Period | None:
    """The period of rates under a spanner of their own: that of the columns before them, where these end with the
    latest and all of them are dated."""
    plain = [lv for lv in levels if not (lv.baseline or lv.target)]
    before = [lv.period for lv in plain if lv.position < position]
    ends = [period.end for period in before]
    if not before or len(before) < len(plain) or any(end is None for end in ends):
        return None
    return before[-1] if ends[-1] == max(end for end in ends if end is not None) else None


def quarter_of_months(number: int, position: int, spanner: tuple[str, ...], levels: Sequence[Level]) -> Period | None:
    """The days of a quarter that stands right before or right behind its three months: `Jan | Feb | Mar | Q4`.

    Which of the two ways of counting quarters is meant, the months say; None where its number fits neither.
    """
    beside = [lv.period for lv in levels if lv.spanner == spanner and lv.position != position]
    after = sum(lv.position < position for lv in levels if lv.spanner == spanner)
    for months in (beside[max(0, after - 3) : after], beside[after : after + 3]):
        span = span_of(months) if len(months) == 3 and {p.kind for p in months} == {"month"} else NO_PERIOD
        if span.start is None or span.start.month % 3 != 1:
            continue
        calendar = span.start.month // 3 + 1
        if number in (calendar, (calendar + 2) % 4 + 1):
            return span
    return None


def a_year_before(level: Level, levels: Sequence[Level], around: Period) -> Period:
    """`Same period last year`: a year before the only other level of its spanner, or before what is `around`.

    Beside several levels it is of the one right before it, if each of them has one; otherwise which of them it is
    compared with is not said.
    """
    beside = [lv for lv in levels if lv.spanner == level.spanner and not (lv.baseline or lv.target)]
    others = [lv for lv in beside if not lv.year_before]
    if len(beside) == 2 * len(others) > 2:
        others = [lv for lv in others if lv.position < level.position][-1:]
    if len({(lv.period.start, lv.period.end) for lv in others}) > 1:
        return Period(level.period.label)
    dated = next((lv.period for lv in others if lv.period.end), around)
    return shift_period(dated, -12, level.period.label)


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


def span_of(periods: list[Period]) -> Period:
    """The days from the first to the last of periods that follow each other without a gap."""
    if not periods:
        return NO_PERIOD
    ordered = sorted((p for p in periods if p.start and p.end), key=lambda p: str(p.start))
    gapless = all(b.start == a.end + timedelta(days=1) for a, b in pairwise(ordered))  # type: ignore[operator]
    if len(ordered) != len(periods) or not gapless:
        return NO_PERIOD
    first, last = ordered[0], ordered[-1]
    kind = span_kind(first.start, last.end)  # type: ignore[arg-type]
    return Period(f"{first.label} to {last.label}", first.start, last.end, kind)


def change_periods(
    position: int, spanner: tuple[str, ...], base: str, wants: str, levels: Sequence[Level], proven: Sequence[int] = ()
) -> tuple[Period, Period]:
    """Current and base period of a change, from the levels it stands beside.

    `wants` is a `period_type` that the change's heading names (`12 Month Difference`), or empty; `proven` holds the
    positions of the two levels that arithmetic shows it to be between, or nothing.
    """
    beside = [lv for lv in levels if lv.spanner == spanner] or list(levels)
    baselines = [lv for lv in beside if lv.baseline]
    levels_only = [lv for lv in beside if not lv.baseline]
    plain = [lv for lv in levels_only if not lv.target] or levels_only
    if len(proven) == 2 and base != "baseline":
        first, second = (next((lv for lv in levels if lv.position == p), None) for p in proven)
        if first is not None and second is not None and None in (first.period.end, second.period.end):
            return second.period, first.period
        if first is not None and second is not None:  # in order of time: a sign printed the wrong way turns none round
            earlier, later = sorted((first, second), key=_when)
            return later.period, earlier.period
    chosen = _pair(position, plain, wants)
    if not chosen or any(not lv.period.label and lv.period.end is None for lv in chosen):
        return NO_PERIOD, NO_PERIOD  # one of the two is under a heading that is not understood
    if len(chosen) == 2 and (undated := [lv for lv in chosen if lv.period.end is None]) and len(undated) == 1:
        return _against_undated(undated[0], next(lv for lv in chosen if lv is not undated[0]))
    current = max(chosen, key=_when)
    nearest = max((lv for lv in beside if lv.position < position), key=lambda lv: lv.position, default=None)
    if base == "baseline" or (not wants and nearest is not None and nearest.baseline):
        return current.period, baselines[0].period if len(baselines) == 1 else NO_PERIOD
    others = [lv for lv in chosen if lv is not current and lv.period.kind == current.period.kind]
    return current.period, others[0].period if others else NO_PERIOD  # a year is not compared with a quarter


def _against_undated(undated: Level, dated: Level) -> tuple[Period, Period]:
    """Which of the two is the later one is not said, unless the other is the year before it."""
    if dated.year_before:
        return shift_period(dated.period, 12, undated.period.label), dated.period
    return Period(undated.period.label), NO_PERIOD


def compared_periods(
    compared: Compared, part: PeriodRef | None, levels: Sequence[Level], reference: Reference
) -> tuple[Period, Period] | None:
    """Current and base period of a change whose heading names both; None where they may be one span of time.

    Levels beside it of just these two periods tell that they are compared. `part` is the month that the other heading
    names: of two years compared in the row of January, the two Januaries.
    """
    pair = tuple(resolve(ref, reference) for ref in (compared.current, compared.base))
    beside = {(lv.period.start, lv.period.end) for lv in levels}
    if not compared.sure and not all((p.start, p.end) in beside for p in pair):
        return None
    shown = tuple(_as_beside(p, levels) for p in pair)
    if sum(a != b for a, b in zip(pair, shown, strict=True)) == 1:
        return Period(compared.current.label), NO_PERIOD  # beside `2022/23 | 2023/24` it may be either pair of years
    pair = shown
    current, base = (within_part(p, part) if is_part(part) else p for p in pair)
    if current.end is not None and base.end is not None and current.end < base.end:
        current, base = base, current
    return current, base


def _as_beside(year: Period, levels: Sequence[Level]) -> Period:
    """`Change 2022-2023` beside years to June: a year by its number alone is the one beside it that ends in it."""
    if year.kind != "calendar_year" or year.end is None or any(lv.period.end == year.end for lv in levels):
        return year
    ends = {(p.start, p.end): p for lv in levels if (p := lv.period).end is not None and p.end.year == year.end.year}
    return year if not ends else next(iter(ends.values())) if len(ends) == 1 else Period(year.label)


def base_from_words(ref: PeriodRef | None, current: Period, reference: Reference) -> Period:
    """The base that a change's own heading names: `Change since Mar-17`, `% change from previous year`."""
    if ref is None:
        return NO_PERIOD
    if ref.relative in _YEAR_BEFORE:
        return shift_period(current, -12, ref.label)
    if ref.relative == "quarter:-1" and current.kind == "quarter":
        return shift_period(current, -3, ref.label)
    if ref.relative == "month:-1" and current.kind == "month":
        return shift_period(current, -1, ref.label)
    named = resolve(ref, reference)
    earlier = named.end is not None and (current.end is None or named.end < current.end)
    return named if earlier else NO_PERIOD


def since(base: Period, reference: Reference, label: str) -> Period:
    """What a change from the only level printed, an earlier one, runs to: a year on, if the report ends there."""
    later = shift_period(base, 12, label)
    return later if later.end == reference.end else Period(label)


_YEAR_BEFORE = frozenset((A_YEAR_BEFORE, "year:-1", "ytd:-1", "quarter:-4", "month:-12", "fy:-1", "rolling:12:-1"))


def _when(level: Level) -> tuple[int, str]:
    return (1, level.period.end.isoformat()) if level.period.end else (0, "")


def _pair(position: int, levels: list[Level], wants: str) -> list[Level]:
    """The two levels that a change compares: of the wanted kind, else the two before it, else the two after."""
    kinds = {lv.period.kind for lv in levels}
    if wants and wants in kinds:
        levels = [lv for lv in levels if lv.period.kind == wants]
    distinct = {(lv.period.start, lv.period.end): lv for lv in levels}
    if len(distinct) == 2 and all(lv.period.end for lv in levels):
        return list(distinct.values())
    before = [lv for lv in levels if lv.position < position]
    after = [lv for lv in levels if lv.position > position]
    return (before[-2:] or after[:2]) if len(before) != 1 else before
