"""When money is of: the budgets, spending and forecasts of bodies whose financial year begins on 1 April.

`Budget to date` runs from 1 April to the day that the table or the report reaches to; an `Annual budget` and a
`Forecast outturn` are of the whole financial year that this day lies in (Police Reform and Social Responsibility Act
2011, section 99: the financial year is the twelve months ending with 31 March).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Literal

from extractor.model import Period
from extractor.normalise.resolve import Reference
from extractor.notation.days import financial_year_start

Reach = Literal["to date", "year", ""]

_JANUARY = 1
_TO_DATE = re.compile(r"\bto[ -]date\b|\bf?ytd\b", re.IGNORECASE)
_YEAR = re.compile(
    r"\b(?:annual|yearly|(?:full|whole)[ -]year|year[ -]end|for the year)\b|"
    r"\b(?:forecast|projected|predicted|estimated|expected)\b.*\bout-?turn\b|"
    r"\bout-?turn\b.*\b(?:forecast|projection|estimate)",
    re.IGNORECASE,
)
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
