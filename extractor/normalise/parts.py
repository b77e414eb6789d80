"""Rows beside months: what `Total` or `Quarter` is of below `April`, `May` and `June`, in a column headed by a year."""

from __future__ import annotations

from extractor.facts import MatchedCell
from extractor.model import Period
from extractor.normalise.cells import Cells, position, spanner_of
from extractor.normalise.resolve import Reference, resolve
from extractor.normalise.timing import NO_PERIOD, span_of
from extractor.notation.combine import combined, is_part
from extractor.notation.periods import PeriodRef


class Parts:
    """The months and quarters without a year that head the lines of a table, along its rows and along its columns."""

    def __init__(self, cells: Cells, reference: Reference) -> None:
        self.reference = reference
        self._lines: dict[bool, dict[int, tuple[tuple[str, ...], PeriodRef]]] = {False: {}, True: {}}
        for cell in cells.match.cells:
            for along, facts in ((False, cell.column), (True, cell.row)):
                if facts.period is not None and is_part(facts.period) and not facts.role:
                    self._lines[along][position(cell, along)] = (spanner_of(cell, along), facts.period)

    def covered(self, cell: MatchedCell, along: bool, year: Period) -> Period | None:
        """What part of a year the months beside a line make up; None where none stand there or all of them do, a period
        without days where they do not follow each other."""
        place, spanner = position(cell, along), spanner_of(cell, along)
        beside = {at: ref for at, (group, ref) in self._lines[along].items() if group == spanner}
        before = [ref for at, ref in sorted(beside.items()) if at < place] or [ref for _, ref in sorted(beside.items())]
        wholes = [combined(PeriodRef(year.label, year), ref) for ref in before]
        days = [resolve(ref, self.reference) for ref in wholes if ref is not None]
        if len(before) < 2:
            return None
        span = span_of(days) if len(days) == len(before) else NO_PERIOD
        if span.end is None:
            return Period(year.label)
        return None if (span.start, span.end) == (year.start, year.end) else span
