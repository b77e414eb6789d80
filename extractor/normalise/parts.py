"""Rows beside months: what `Total` or `Quarter` is of below `April`, `May` and `June`, in a column headed by a year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from extractor.facts import MatchedCell
from extractor.model import Period
from extractor.normalise.cells import Cells, position, spanner_of
from extractor.normalise.levels import span_of
from extractor.normalise.resolve import Reference, resolve
from extractor.normalise.timing import NO_PERIOD
from extractor.notation.combine import combined, is_part
from extractor.notation.periods import PeriodRef


class Parts:
    """The months and quarters without a year that head the lines of a table, along its rows and along its columns."""

    def __init__(self, cells: Cells, reference: Reference) -> None:
        self.cells, self.reference = cells, reference
        # By the place of each line its group, and its month or quarter; None for a line without a period.
        self._lines: dict[bool, dict[int, tuple[tuple[str, ...], PeriodRef | None]]] = {False: {}, True: {}}
        for cell in cells.match.cells:
            for along, facts in ((False, cell.column), (True, cell.row)):
                ref = facts.period
                if not facts.role and (ref is None or is_part(ref)):
                    self._lines[along][position(cell, along)] = (spanner_of(cell, along), ref)

    def covered(self, cell: MatchedCell, along: bool, year: Period) -> Period | None:
        """What part of a year the months beside a line make up; None where none stand there or all of them do, a period
        without days where they do not follow each other, or where it may be of some of them alone."""
        place, group = position(cell, along), self._group_of(cell, along)
        beside = {at: ref for at, (spanner, ref) in sorted(self._lines[along].items()) if spanner == group}
        months = {at: ref for at, ref in beside.items() if ref is not None}
        before: Mapping[int, PeriodRef] = {at: ref for at, ref in months.items() if at < place} or months
        if len(before) < 2:
            return None
        others = [at for at, ref in beside.items() if ref is None and min(before) < at < place]
        if others:  # another total stands between: this one may be of what follows it, or of all
            since = {at: ref for at, ref in before.items() if at > max(others)}
            before = self._added_up(cell, along, [before, since])
        span = self._span(list(before.values()), year)
        return None if (span.start, span.end) == (year.start, year.end) else span

    def _group_of(self, cell: MatchedCell, along: bool) -> tuple[str, ...]:
        """The group that a line is in; a total without one, which closes a group, is of that of the line before it."""
        group = spanner_of(cell, along)
        before = [spanner for at, (spanner, _) in sorted(self._lines[along].items()) if at < position(cell, along)]
        return before[-1] if before and not group else group

    def _span(self, months: Sequence[PeriodRef], year: Period) -> Period:
        wholes = [combined(PeriodRef(year.label, year), ref) for ref in months]
        days = [resolve(ref, self.reference) for ref in wholes if ref is not None]
        span = span_of(days) if len(days) == len(months) else NO_PERIOD
        return span if span.end is not None else Period(year.label)

    def _added_up(
        self, cell: MatchedCell, along: bool, choices: Sequence[Mapping[int, PeriodRef]]
    ) -> Mapping[int, PeriodRef]:
        """The one of several runs of lines whose figures add up to that of the cell; none where that does not tell."""
        line = self.cells.columns[cell.body.column] if along else self.cells.rows[cell.body.row]
        values = {position(c, along): self.cells.figures[id(c)].value for c in line}
        total = values.get(position(cell, along))
        found = [run for run in choices if run and _sum(values, run) == total]
        return found[0] if total is not None and len(found) == 1 else {}


def _sum(values: Mapping[int, Decimal | None], places: Mapping[int, PeriodRef]) -> Decimal | None:
    parts = [values.get(place) for place in places]
    return sum((p for p in parts if p is not None), Decimal(0)) if None not in parts else None
