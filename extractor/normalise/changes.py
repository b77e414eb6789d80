"""Date the changes of a table: which two periods a difference or a change in per cent is between."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.facts import NOTHING, Facts, MatchedCell
from extractor.model import Period
from extractor.normalise.between import base_from_words, change_periods, compared_periods, since, within_part
from extractor.normalise.cells import position, spanner_of
from extractor.normalise.levels import Level
from extractor.normalise.resolve import resolve
from extractor.normalise.subject import Subject
from extractor.normalise.timing import NO_PERIOD, is_whole_year, own_period
from extractor.notation.combine import is_part
from extractor.notation.periods import PeriodRef, find_periods, shift_period
from extractor.notation.refs import A_YEAR_BEFORE

if TYPE_CHECKING:
    from extractor.normalise.dating import Dating

Pair = tuple[Period, Period]  # the period of a change, and the one it is measured from

_PLANNED = re.compile(r"\b(?:planned|projected|budgeted|expected|anticipated)\b", re.IGNORECASE)
TO_DATE = re.compile(r"\bto date\b|\bytd\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Change:
    """One change: the heading that says so, the heading across, and the levels of the line that it stands in."""

    cell: MatchedCell
    along: bool
    levels: Sequence[Level]

    @property
    def heading(self) -> Facts:
        return self.cell.row if self.along else self.cell.column

    @property
    def across(self) -> Facts:
        return self.cell.column if self.along else self.cell.row


class Changes:
    """The periods of the changes in one table; `dating` knows those of its levels."""

    def __init__(self, dating: Dating) -> None:
        self.dating, self.cells, self.reference = dating, dating.cells, dating.reference

    def periods(self, cell: MatchedCell, subject: Subject) -> Pair:
        """What a change compares: the levels beside it, completed by what its own heading and its row say."""
        along = self.cells.axis(cell)[1]
        change = _Change(cell, along, self.dating.levels[along])
        settled = self._by_heading(change, subject)
        if settled is not None:
            return settled
        heading = change.heading
        current, base = self._by_levels(change)
        if self._lone(change):
            if self._stands_beside_undated(change):
                return Period(heading.label), NO_PERIOD  # which of the two is the later one is not said
            if self._is_of_what_follows(change, current, base):
                return since(current, self.reference, heading.label), current
        if not current.label and current.end is None:
            current = self._elsewhere(change, subject)
        if heading.period is not None and heading.period.relative == "open":
            return Period(heading.label), NO_PERIOD
        if _is_part_on_itself(heading.label):
            return self._on_itself(heading, current)
        if is_whole_year(current) and TO_DATE.search(heading.label):
            return Period(heading.label), NO_PERIOD
        current, base = (self._in_part(period, change) for period in (current, base))
        return _relabelled(current, heading.label), self._base(heading, current, base)

    def _by_heading(self, change: _Change, subject: Subject) -> Pair | None:
        """What the headings settle by themselves; None where the levels beside the change have a say."""
        heading = change.heading
        if self.dating.is_of_others(change.across, not change.along):
            return NO_PERIOD, NO_PERIOD
        if _PLANNED.search(heading.label) and not any(lv.target for lv in change.levels):
            return Period(heading.label), NO_PERIOD  # it is of a time to come
        money = self.dating.money.of_change(change.cell, heading, subject)
        if money is not None:
            return money, NO_PERIOD
        if heading.compared is None:
            return None
        pair = compared_periods(heading.compared, change.across.period, change.levels, self.reference)
        return (_relabelled(pair[0], heading.label), pair[1]) if pair is not None else None

    def _by_levels(self, change: _Change) -> Pair:
        """The two levels beside it that a change is between, by their places or by arithmetic."""
        cell, along, heading = change.cell, change.along, change.heading
        place = position(cell, along)
        percent = heading.role == "percent_change" or self.cells.figures[id(cell)].unit == "percent"
        proven = self.dating.arithmetic.proven_pair(along, place, percent) or ()
        wants = _wanted(heading.label)
        return change_periods(place, spanner_of(cell, along), heading.base, wants, change.levels, proven)

    def _lone(self, change: _Change) -> bool:
        """Whether a change stands beside one level alone."""
        return sum(not lv.baseline for lv in change.levels) == 1 and change.heading.base != "baseline"

    def _stands_beside_undated(self, change: _Change) -> bool:
        """Whether a change stands beside one level that is dated and others, of the same line, that are not.

        A mean of other periods is none of them: what is compared with it is the level that is dated.
        """
        dated = {lv.position for lv in change.levels}
        others = [c for c in self.cells.before(change.cell, change.along) if position(c, change.along) not in dated]
        facts = [(c, c.row if change.along else c.column) for c in others]
        return any(not f.role and not f.averages and self.cells.figures[id(c)].value is not None for c, f in facts)

    def _is_of_what_follows(self, change: _Change, current: Period, base: Period) -> bool:
        """Whether a change is of the report's own time since an earlier one, which is all that stands beside it."""
        before = self.cells.before(change.cell, change.along)
        mean = any((c.row if change.along else c.column).averages for c in before)
        end = self.reference.end
        return not mean and base.end is None and current.end is not None and end is not None and current.end < end

    def _elsewhere(self, change: _Change, subject: Subject) -> Period:
        """The period of a change that stands beside no levels with periods: that of the heading across or of the title,
        or that of its own heading where it names the report's last day."""
        match, levels = self.cells.match, change.levels
        stated = own_period(change.across, NOTHING, match.context, self.reference, match.times)
        if stated is None and not levels:
            stated = self.dating.inherited(change.cell, subject)
        if stated is not None and stated.label:
            return stated
        named = own_period(change.heading, NOTHING, match.context, self.reference, match.times)
        latest = named is not None and named.end is not None and named.end == self.reference.end
        return (named if latest else stated) or NO_PERIOD

    def _on_itself(self, heading: Facts, current: Period) -> Pair:
        """`Change (Dec on Dec)`: that part of the year, and the same a year before."""
        named = resolve(heading.period, self.reference)
        if current.end is None or (named.start, named.end) != (current.start, current.end):
            return Period(heading.label), NO_PERIOD
        return _relabelled(current, heading.label), shift_period(current, -12, "")

    def _in_part(self, period: Period, change: _Change) -> Period:
        """Of a year compared with another, the part that the heading across or the lines beside it say is covered."""
        if is_part(change.across.period):
            period = within_part(period, change.across.period)
        return self.dating.in_part(period, change.cell)

    def _base(self, heading: Facts, current: Period, base: Period) -> Period:
        """What a change is measured from, by its own heading, the levels or a note."""
        if heading.base in ("average", "target") or heading.averages:
            return NO_PERIOD  # no single earlier period
        if heading.period is not None:
            named = base_from_words(heading.period, current, self.reference)
            fits = named.end is not None and named.kind == current.kind
            later = _is_later(heading.period, current)
            return named if fits or base.end is None or heading.base or later else base
        return self._noted_base(current) if base.end is None and not heading.base else base

    def _noted_base(self, current: Period) -> Period:
        """The period that a note says changes are measured from, where it is one like that of the change."""
        ref = next((note.base for note in self.cells.match.times if note.base is not None), None)
        if ref is not None and ref.relative == A_YEAR_BEFORE:
            return shift_period(current, -12, ref.label)
        named = resolve(ref, self.reference)
        return named if named.kind == current.kind and named.end != current.end else NO_PERIOD


def _is_part_on_itself(label: str) -> bool:
    """`Change (Dec on Dec)`, `Q3 on Q3`: a part of the year compared with the same part of the year before."""
    parts = [found.ref.relative for found in find_periods(label)]
    return len(parts) == 2 and parts[0] == parts[1] and parts[0].startswith(("named_month:", "named_quarter:"))


def _is_later(named: PeriodRef, current: Period) -> bool:
    """Whether a heading of a change writes out days past those it stands beside: it compares something else then."""
    end = named.period.end if named.period is not None else None
    return end is not None and current.end is not None and end > current.end


def _wanted(label: str) -> str:
    """The kind of period that a change's heading names: `12 Month Difference`."""
    if re.search(r"\b12[ -]?months?\b", label, re.IGNORECASE):
        return "rolling_12_months"
    return "quarter" if re.search(r"\bquarter", label, re.IGNORECASE) else ""


def _relabelled(period: Period, label: str) -> Period:
    return Period(period.label or label, period.start, period.end, period.kind)
