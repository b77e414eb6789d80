"""Days of counts against what the label says of them: a count `on the 1st of the month` is not of the 3rd."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from datetime import date

from extractor.check.sheets import Line, Sheet
from extractor.model import Finding, Observation, Where

_FIRST = re.compile(r"\b(?:1st|first)(?: day)? (?:of|in) (?:the|each|every) month\b", re.IGNORECASE)
_LAST = re.compile(r"\b(?:last day|end) of (?:the|each|every) month\b|\bmonth[- ]end\b", re.IGNORECASE)
_FEWEST = 3  # days that the label must be right of before one is at odds with it


def days(sheet: Sheet) -> Iterator[Finding]:
    """A finding for every day at odds with a label that is right of most days of its line."""
    for lines in sheet.axes():
        for line in lines:
            yield from _of_line(line)


def _of_line(line: Line) -> Iterator[Finding]:
    said = _FIRST.search(line.label) or _LAST.search(line.label)
    if said is None:
        return
    dated = [f.observation for f in line.figures.values() if f.observation.period_type == "point_in_time"]
    wrong = [o for o in dated if o.period_end is not None and o.period_end != _meant(said.re, o.period_end)]
    if wrong and len(dated) - len(wrong) >= max(_FEWEST, 2 * len(wrong)):
        yield from _findings(wrong, said)


def _meant(pattern: re.Pattern[str], day: date) -> date:
    return day.replace(day=1 if pattern is _FIRST else calendar.monthrange(day.year, day.month)[1])


def _unless(pattern: re.Pattern[str]) -> str:
    """What may be meant instead, which the label does not say."""
    return f", if not the {'first' if pattern is _FIRST else 'last'} working day is meant"


def _findings(wrong: Sequence[Observation], said: re.Match[str]) -> Iterator[Finding]:
    for o in wrong:
        if o.period_end is not None:
            should = _meant(said.re, o.period_end).isoformat()
            message = (
                f'"{said[0]}" says that the figure is of {should}, but it is dated {o.period_end.isoformat()}'
                + _unless(said.re)
            )
            where = Where(o.document_id, o.page, o.table, o.row_label, o.column_label)
            yield Finding("contradicting-words", "info", message, where, should, o.period_end.isoformat())
