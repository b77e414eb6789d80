"""Which of a force's periods stands in a comparison: first one that others have too, else its own latest."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from extractor.compare.align import Tiles
from extractor.compare.grains import after
from extractor.compare.lineup import Figure, Reason, Span
from extractor.compare.published import Cell
from extractor.errors import UsageError

_YEAR = 12
_QUARTER = 3
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_FINANCIAL = re.compile(r"(\d{4})/(\d{2})")
Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class When:
    """The periods asked for: `latest`, `all`, or those that cover a time."""

    mode: str
    start: date | None = None
    end: date | None = None


def parse_when(text: str) -> When:
    """`latest`, `all`, `2018`, `2018-03`, `2018-03-31`, `2017-07/2017-09` or the financial year `2017/18`.

    Raises UsageError for anything else.
    """
    if text in ("latest", "all"):
        return When(text)
    try:
        year = _FINANCIAL.fullmatch(text)
        if year and (int(year[1]) + 1) % 100 == int(year[2]):
            return When("at", date(int(year[1]), 4, 1), date(int(year[1]) + 1, 3, 31))
        first, _, last = text.partition("/")
        start, end = _days(first)[0], _days(last or first)[1]
        if start <= end:
            return When("at", start, end)
    except ValueError:
        pass
    raise UsageError(
        f"{text!r} is no period; write latest, all, or a time such as 2018, 2018-03, 2017-07/2017-09, 2017/18"
    )


def _days(text: str) -> Days:
    match = _DAY.fullmatch(text)
    if not match:
        raise ValueError(text)
    year, month, day = (int(part) if part else None for part in match.groups())
    first, last = month or 1, month or _YEAR
    return date(year or 0, first, day or 1), date(year or 0, last, day or monthrange(year or 0, last)[1])


@dataclass(frozen=True)
class Holder:
    """What one force publishes of a subject for one area. `sums` says whether its months may be added up, `reasons`
    what speaks against all of it."""

    force: str
    area_type: str
    area: str
    cells: tuple[Cell, ...]
    sums: bool = False
    reasons: tuple[Reason, ...] = ()
    _found: dict[Days, Figure | None] = field(default_factory=dict, compare=False)

    @property
    def published(self) -> list[Figure]:
        """The figure of each cell."""
        return [cell.figure for cell in self.cells]

    @cached_property
    def _disputed(self) -> frozenset[int]:
        return frozenset(id(cell.figure) for cell in self.cells if cell.rivals)

    @cached_property
    def _counts(self) -> Tiles:
        clear = [c.figure for c in self.cells if not c.rivals and not c.figure.qualifier]
        return Tiles([f for f in clear if f.subject.statistic == "count"])

    def at(self, days: Days) -> Figure | None:
        """The figure for these days: a published one, else the sum of those that fill them; None where there is none.

        A published quarter or year is never summed over.
        """
        if not self._found:
            self._found.update((days_of(f.span), f) for f in reversed(self.published) if f.span.known)
        if days not in self._found:
            self._found[days] = self._counts.sum_over(Span("", *days, "undetermined")) if self.sums else None
        return self._found[days]

    def fair_at(self, days: Days) -> Figure | None:
        """The same, where it is one figure, no bound and nothing disputed."""
        figure = self.at(days)
        return None if figure is None or figure.qualifier or id(figure) in self._disputed else figure


def common_days(holders: Sequence[Holder], when: When) -> Days | None:
    """The days for which most forces have a figure; None where no two have.

    Of times within a year of the latest that two forces share: the one with most figures that do not fail their sums,
    then with most figures, then most published ones, then the latest, then the longest.
    """
    wholes = [h for h in holders if h.area_type == "force"] or list(holders)
    spans = {days_of(f.span) for h in wholes for f in h.published if f.span.known and _wanted(f.span, when)}
    shared: list[tuple[tuple[int, ...], Days]] = []
    newest = date.min
    for days in sorted(spans, key=lambda days: days[1], reverse=True):
        if shared and _months(newest) - _months(days[1]) > _YEAR:
            break
        there = [f for h in wholes if (f := h.fair_at(days))]
        if len({f.force for f in there}) > 1:
            weight = (
                int(days == (when.start, when.end)),
                len({f.force for f in there if f.check != "failed"}),
                len({f.force for f in there}),
                sum(not f.derived for f in there),
                days[1].toordinal(),
                (days[1] - days[0]).days,
            )
            shared.append((weight, days))
            newest = max(newest, days[1])
    return max(shared)[1] if shared else None


def most_shared(shared: Sequence[tuple[Days, int]]) -> Days | None:
    """Of times with the number of forces that have them, that of most forces within a year of the latest, then the
    latest, then the longest; None where there is none."""
    newest = max((days[1] for days, _ in shared), default=date.min)
    recent = [
        (n, days[1], days[1] - days[0], days) for days, n in shared if _months(newest) - _months(days[1]) <= _YEAR
    ]
    return max(recent)[3] if recent else None


def days_of(span: Span) -> Days:
    """First and last day as a key; an open end counts as the first day there is."""
    return (span.start or date.min, span.end or date.min)


def _months(day: date) -> int:
    return day.year * _YEAR + day.month


def chosen(holder: Holder, when: When, common: Days | None) -> list[Figure]:
    """The figures of one holder that stand: every published one for `all`, else one, or none where nothing fits.

    It is that of the days that others share; else the one that ends last, of those the longest of at most twelve
    months. Months that stand alone are summed to a quarter or a year; published quarters are left as they are.
    """
    if when.mode == "all":
        return sorted(holder.published, key=lambda f: _recency(f.span))
    shared = holder.fair_at(common) if common else None
    if shared:
        return [shared]
    fitting = [f for f in holder.published if _wanted(f.span, when)]
    if not fitting:
        return []
    latest = max(fitting, key=lambda f: _recency(f.span))
    return [(holder.sums and when.mode == "latest" and _longer(holder, latest)) or latest]


def _longer(holder: Holder, latest: Figure) -> Figure | None:
    """The year, else the quarter, that ends with a month which is published alone."""
    if latest.span.months != 1:
        return None
    for months in (_YEAR, _QUARTER):
        start = after(latest.span, "month", 1 - months)
        days = (start.start, latest.span.end) if start else (None, None)
        if days[0] and days[1] and (found := holder.at((days[0], days[1]))):
            return found
    return None


def earlier_of(holder: Holder, later: Figure) -> list[Figure]:
    """Figures of other times that `later` may have changed from: all published, and sums as long as it."""
    found = [c.figure for c in holder.cells if not c.rivals and c.figure is not later]
    there = {days_of(f.span) for f in found}
    for back in (later.span.months or 0, _YEAR):
        span = after(later.span, "month", -back) if back else None
        if span and days_of(span) not in there and (figure := holder.at(days_of(span))):
            found.append(figure)
    return found


def _wanted(span: Span, when: When) -> bool:
    if when.mode != "at":
        return True
    if span.start is None or span.end is None or when.start is None or when.end is None:
        return False
    return span.start <= when.end and when.start <= span.end


def _recency(span: Span) -> tuple[bool, date, bool, int]:
    days = (span.end - span.start).days if span.start and span.end else 0
    months = span.months or 0
    return (span.known, span.end or date.min, months <= _YEAR, days if months <= _YEAR else -days)
