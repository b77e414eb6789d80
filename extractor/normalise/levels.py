"""The periods of headings that state levels, and what they say of headings beside them that state none."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from extractor.model import Period
from extractor.normalise.timing import NO_PERIOD
from extractor.notation.periods import (
    shift_period,
    span_kind,
)


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


def neighbour_period(
    position: int, spanner: tuple[str, ...], total: bool, levels: Sequence[Level], details: Collection[int] = ()
) -> Period | None:
    """The period of a heading that states none itself (`Per 1,000 pop`): that of the level before it.

    A total after a run of periods is of them all. A rate is of the last of them only where that is the latest: behind
    `2023/24 | 2022/23` it may be of either. `details` are the places of the rates, each of which ends a run.
    """
    before = [lv for lv in levels if lv.position < position and lv.spanner == spanner and not lv.baseline]
    if not before or not any(lv.period.label for lv in levels):
        return None  # no heading of the axis states a period: that of the table stands
    dated = {(lv.period.start, lv.period.end): lv.period for lv in before if lv.period.label}
    if total and len(dated) > 1:
        return span_of(list(dated.values()))
    begins = max((place for place in details if place < before[-1].position), default=-1)
    ends = [lv.period.end for lv in before if lv.position > begins and lv.period.end is not None]
    return before[-1].period if ends == sorted(ends) else NO_PERIOD


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
