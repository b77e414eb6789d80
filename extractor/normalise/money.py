"""When money is of: the budgets, spending and forecasts of bodies whose financial year begins on 1 April.

`Budget to date` runs from 1 April to the day that the table or the report reaches to; an `Annual budget` and a
`Forecast outturn` are of the whole financial year that this day lies in (Police Reform and Social Responsibility Act
2011, section 99: the financial year is the twelve months ending with 31 March).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from extractor.codelists import Vocabulary
from extractor.facts import NOTHING, Facts, MatchedCell
from extractor.model import Period
from extractor.normalise.cells import Cells
from extractor.normalise.resolve import Reference, resolve
from extractor.normalise.subject import Subject
from extractor.normalise.timing import narrower
from extractor.notation.days import financial_year_start
from extractor.notation.periods import find_periods

Reach = Literal["to date", "year", ""]

_JANUARY = 1
_TO_DATE = re.compile(r"\bto[ -]date\b|\bf?ytd\b", re.IGNORECASE)
_YEAR = re.compile(
    r"\b(?:annual|yearly|(?:full|whole)[ -]year|year[ -]end|for the year)\b|"
    r"\b(?:forecast|projected|predicted|estimated|expected)\b.*\bout-?turn\b|"
    r"\bout-?turn\b.*\b(?:forecast|projection|estimate)",
    re.IGNORECASE,
)
_CAPITAL = re.compile(r"\bcapital\b", re.IGNORECASE)
_UNIT = re.compile(r"\(?£\s?['’]?(?:000s?|k|m|bn|million|thousand)?\)?", re.IGNORECASE)
_OUTTURN = re.compile(r"\bout-?turn\b", re.IGNORECASE)


def reach(labels: Iterable[str], around: Period, reference: Reference) -> Reach:
    """How far a figure of money reaches by its headings, the innermost first.

    A plain `Outturn` is of the year that has just ended, and during a year may be of the one before.
    """
    day = last_day(around, reference)
    ended = day is not None and (day.month, day.day) == (3, 31)
    for label in labels:
        if _TO_DATE.search(label):
            return "to date"
        if _YEAR.search(label) or (ended and _OUTTURN.search(label)):
            return "year"
    return ""


def period_of(reached: Reach, label: str, around: Period, reference: Reference) -> Period:
    """The days that money is of; without days where the document does not say up to when, or begins its years in
    January. `around` is the period that stands around the table."""
    day = last_day(around, reference)
    over = _is_whole(around) and day == around.end  # what is to date in a year that has ended is not said
    if day is None or reference.year_begins == _JANUARY or (over and reached == "to date"):
        return Period(label)
    start = financial_year_start(day)
    year_end = date(start.year + 1, 3, 31)
    if reached == "year" or day == year_end:
        return Period(label, start, year_end, "financial_year")
    return Period(label, start, day, "year_to_date")


def last_day(around: Period, reference: Reference) -> date | None:
    """The day that figures to date reach to: that of the table, else that of the report. Of a year under way the
    report's last day, if it lies in it."""
    if around.end is None:
        return reference.end if not around.label else None
    end = reference.end
    if _is_whole(around) and end is not None and around.start is not None and around.start <= end < around.end:
        return end
    return around.end


def _is_whole(period: Period) -> bool:
    return period.kind in ("financial_year", "calendar_year")


class Money:
    """The periods of the money in one table. `around` is the period that its title, corner or notes state."""

    def __init__(self, cells: Cells, reference: Reference, vocabulary: Vocabulary, around: Period) -> None:
        self.cells, self.reference, self.vocabulary = cells, reference, vocabulary
        self.around = self._day_in_a_year(around)
        heads = (f for c in cells.match.cells for f in (c.column, c.row))
        self._budgets = any(f.measure.startswith("budget") for f in heads)

    def flows(self, cell: MatchedCell, subject: Subject) -> bool:
        """Whether a figure is of money, which is spent over a time and not on a day."""
        entry = self.vocabulary.measures.get(subject.measure)
        if entry is not None and entry.statistic == "amount":
            return entry.over_time != "snapshot"  # reserves stand on a day
        return any(f.unit.startswith("gbp") for f in (cell.row, cell.column, *self.cells.match.context[:2]))

    def is_held_to_a_budget(self, cell: MatchedCell, subject: Subject) -> bool:
        """Whether a figure is of money in a table of budgets: a title `Quarter 3` then says when they were seen, and
        the budget may be that of the quarter, of the year to date or of the year."""
        return self._budgets and self.flows(cell, subject)

    def period(self, cell: MatchedCell, subject: Subject, label: str) -> Period | None:
        """The period of a figure by how far its money reaches; None where that is not said, or it is of no money."""
        reached = self._reach(cell, subject)
        return period_of(reached, label, self.around, self.reference) if reached else None

    def of_change(self, cell: MatchedCell, heading: Facts, subject: Subject) -> Period | None:
        """The period of a variance whose own heading names the day that the money reaches to: `Variance to 31 January`.

        None for any other.
        """
        named = resolve(heading.period, self.reference)
        to_a_day = named.start is None and named.end is not None and self.flows(cell, subject)
        return self.from_april(named, cell, subject) if to_a_day else None

    def from_april(self, period: Period, cell: MatchedCell, subject: Subject) -> Period:
        """`Budget to 31 January` as the part of the financial year to that day; capital schemes may run for longer."""
        if period.start is not None or not self.flows(cell, subject):
            return period
        if subject.measure.startswith("capital") or self._is_capital(cell):
            return period
        return period_of("to date", period.label, period, self.reference)

    def _reach(self, cell: MatchedCell, subject: Subject) -> Reach:
        """How far a figure reaches: as its headings say; a variance as the two amounts before it do, and a budget as
        the outturn beside it."""
        if not self.flows(cell, subject) or self._is_capital(cell):
            return ""
        paths, at = self.cells.match.anatomy.column_paths, cell.body.column
        own = reach((*reversed(paths[at]), cell.row.label), self.around, self.reference)
        if own:
            return own
        columns = self.cells.match.columns
        line = {c: paths[c] for c in sorted(columns) if _spanner(paths[c]) == _spanner(paths[at])}
        beside = {c: reach(reversed(path), self.around, self.reference) for c, path in line.items()}
        if set(beside.values()) == {"", "year"}:  # what is spent in a year stands beside the budget of that year
            beside.update(dict.fromkeys((c for c in beside if columns[c].measure == "budget"), "year"))
        before = [reached for c, reached in beside.items() if c < at]
        if cell.column.role and len(before) > 1 and before[-1] == before[-2]:
            return before[-1]
        return beside[at]

    def _is_capital(self, cell: MatchedCell) -> bool:
        texts = (cell.row.label, cell.column.label, *(f.label for f in self.cells.match.context[:2]))
        return any(_CAPITAL.search(text) for text in texts)

    def _day_in_a_year(self, around: Period) -> Period:
        """Of a title with a year and a day in it (`2023/24 at 31 December 2023`) the day."""
        title = next((f for f in self.cells.match.context if f.period is not None), NOTHING)
        stated = [f.ref.period for f in find_periods(title.label) if f.ref.period is not None]
        contradicts = title.period is not None and title.period.relative == "open"
        return narrower(stated) if contradicts and len(stated) == 2 else around


def _spanner(path: Sequence[str]) -> tuple[str, ...]:
    """The headings over the one that names a column; a unit by itself below that names none."""
    return tuple(path[:-2] if len(path) > 1 and _UNIT.fullmatch(path[-1].strip()) else path[:-1])
