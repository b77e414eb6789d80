"""Which two periods a change is between: those of the levels beside it, or those that its heading names."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.facts import Compared
from extractor.model import Period
from extractor.normalise.levels import Level
from extractor.normalise.resolve import Reference, resolve
from extractor.normalise.timing import NO_PERIOD
from extractor.notation.combine import (
    is_part,
    part_of,
)
from extractor.notation.periods import (
    PeriodRef,
    shift_period,
)
from extractor.notation.refs import A_YEAR_BEFORE


def within_part(period: Period, part: PeriodRef | None) -> Period:
    """Of a year compared with another, the month that the other heading names; open where it cannot be told."""
    if part is None or period.end is None:
        return period
    if period.kind in ("month", "quarter", "point_in_time"):
        return period
    found = part_of(period, part, f"{period.label} {part.label}")
    return found.period if found is not None and found.period is not None else Period(period.label)


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
