"""Date the figures of a table: the periods that their headings, the headings beside them and the title state."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date

from extractor.codelists import Vocabulary, words_of
from extractor.facts import NOTHING, Facts, MatchedCell, TimeNote
from extractor.layouts.marked import mark_of
from extractor.model import Period
from extractor.normalise.arithmetic import Arithmetic
from extractor.normalise.cells import Cells, position, spanner_of
from extractor.normalise.changes import TO_DATE, Changes
from extractor.normalise.levels import Level, a_year_before, latest_before, neighbour_period, quarter_of_months
from extractor.normalise.money import Money
from extractor.normalise.parts import Parts
from extractor.normalise.resolve import Reference, resolve
from extractor.normalise.subject import Subject
from extractor.normalise.timing import (
    NO_PERIOD,
    around,
    covered,
    ended_that_day,
    inherited_period,
    is_whole_year,
    last_day,
    months_under_a_title,
    own_period,
)
from extractor.notation.combine import is_part
from extractor.notation.periods import shift_period
from extractor.notation.refs import A_YEAR_BEFORE

_OF_A_YEAR = re.compile(r"\b(?:annual|yearly|full|year)\b", re.IGNORECASE)  # a line that says it is of a year


class Dating:
    """The periods of one table's figures, resolved against what the document says of its own time."""

    def __init__(self, cells: Cells, reference: Reference, vocabulary: Vocabulary) -> None:
        self.cells, self.reference, self.vocabulary = cells, reference, vocabulary
        self.around = around(cells.match, reference)
        self.money = Money(cells, reference, vocabulary, self.around)
        self.levels = {along: self._levels(along) for along in (False, True)}
        self.arithmetic = Arithmetic(cells, self.levels)
        self.parts = Parts(cells, reference)
        self.changes = Changes(self)
        self._headings: dict[tuple[bool, tuple[str, ...]], dict[int, Facts]] = {}
        heads = [level.period for levels in self.levels.values() for level in levels]
        rolling = months_under_a_title(cells.match.context, heads)
        times = [note for note in cells.match.times if not note.mark]
        self.times = (*times, rolling) if rolling is not None else tuple(times)
        dated = {(period.start, period.end) for period in heads}
        self.marked = [n for n in cells.match.times if n.mark and not _names_a_heading(n, dated)]

    def dates(
        self, cell: MatchedCell, role: str, subject: Subject, of_peers: Period | None
    ) -> tuple[Period, Period, str]:
        """Period and base period of a figure, and what limits them.

        `of_peers` is the period of comparisons with peers, where the profile of the force knows one.
        """
        period, base = self._periods(cell, role, subject)
        if period.end is None and of_peers is not None and "peers" in (cell.row.context, cell.column.context):
            period = of_peers
        times = (*self._marked(cell), *self.times)
        (period, limit), (base, _) = covered(period, times), covered(base, times)
        if cell.row.snapshot or cell.column.snapshot:
            period, base = last_day(period), last_day(base)
        base = base if _is_earlier(base, period) else NO_PERIOD
        money = self.money.flows(cell, subject)
        if not money and self._is_cut_short(period, subject):
            period, limit = Period(period.label), "the report's last day cuts a year that it stands beside"
        if not money and self._is_cut_short(base, subject):
            base = NO_PERIOD
        return period, base, limit

    def _marked(self, cell: MatchedCell) -> list[TimeNote]:
        """The notes whose marks the figure or one of its labels bears."""
        if not self.marked:
            return []
        texts = (cell.body.cell.text, *cell.body.row_path, *cell.body.column_path)
        borne = {mark_of(text) for text in texts}
        return [note for note in self.marked if note.mark in borne]

    def _levels(self, along_column: bool) -> list[Level]:
        """The levels that head the lines of one axis: what a change in that axis compares."""
        paths = self.cells.match.anatomy.column_paths
        heads = {c: (facts, paths[c][:-1]) for c, facts in self.cells.match.columns.items()}
        if along_column:
            heads = {c.body.row: (c.row, c.body.row_path[:-1]) for c in self.cells.match.cells}
        levels = []
        for place, (facts, spanner) in sorted(heads.items()):
            if facts.role:
                continue
            period = own_period(facts, NOTHING, self.cells.match.context, self.reference, self.cells.match.times)
            if period is not None and facts.unknown and "period" in facts.doubts:
                period = Period(period.label)  # `2023/24 season`
            target = "series" in dict(facts.breakdown)
            if period is not None and (period.label or period.end is not None):
                levels.append(Level(place, spanner, period, facts.baseline, target, _is_the_year_before(facts)))
            elif facts.unknown and not facts.period:
                levels.append(Level(place, spanner, NO_PERIOD, facts.baseline, target))
        plain = [
            p for p, (facts, _) in sorted(heads.items()) if not facts.role and "series" not in dict(facts.breakdown)
        ]
        silent = set(plain) - {level.position for level in levels}
        return [self._dated_by_others(lv, levels, plain, silent) if lv.year_before else lv for lv in levels]

    def _dated_by_others(
        self, level: Level, levels: Sequence[Level], plain: Sequence[int], silent: AbstractSet[int]
    ) -> Level:
        """`Same period last year` with its days; open beside a heading of no period where others have one."""
        before = max((p for p in plain if p < level.position), default=None)
        if before in silent and any(lv.period.end for lv in levels if lv is not level):
            return replace(level, period=Period(level.period.label))
        return replace(level, period=a_year_before(level, levels, self.around))

    def _periods(self, cell: MatchedCell, role: str, subject: Subject) -> tuple[Period, Period]:
        """Period and, for changes, base period."""
        if role in ("difference", "percent_change"):
            return self.changes.periods(cell, subject)
        if not role or (not cell.column.label and len(self.cells.columns) > 1):
            return NO_PERIOD, NO_PERIOD  # it may be a change from the period named, or a column of another
        if any(self.is_of_others(facts, along) for along, facts in ((False, cell.column), (True, cell.row))):
            return NO_PERIOD, NO_PERIOD
        stated = self._stated(cell)
        if stated is not None and is_whole_year(stated) and cell.column.total and self._has_blank_months(cell):
            return NO_PERIOD, NO_PERIOD
        if stated is not None:
            return self.in_part(self.money.from_april(stated, cell, subject), cell), NO_PERIOD
        for along in (False, True):
            facts = cell.row if along else cell.column
            dated = any(lv.period.label and not lv.year_before for lv in self.levels[along])
            if "period" in facts.doubts or (facts.unknown and dated):
                return NO_PERIOD, NO_PERIOD  # what is not understood may be of any period
            if facts.unknown or not self._of_the_same_time(facts):
                continue
            place, spanner = position(cell, along), spanner_of(cell, along)
            total = facts.total or (not along and self._follows_a_total(place, spanner))
            lines = self._lines(along, spanner)
            details = [at for at, heads in lines.items() if self._is_a_detail(heads)]
            silent = self._is_behind_silence(place, lines, details) and not total
            beside = None if silent else neighbour_period(place, spanner, total, self.levels[along], details)
            if beside is not None and not facts.total and self._title_begins_elsewhere(beside):
                return NO_PERIOD, NO_PERIOD
            if beside is None and not along and not total and not silent:
                beside = self._latest_before(place, spanner)
            if beside is not None:
                return beside, NO_PERIOD
        return self.inherited(cell, subject), NO_PERIOD

    def _stated(self, cell: MatchedCell) -> Period | None:
        """The period that row and column state."""
        context, times = self.cells.match.context, self.cells.match.times
        for along, facts, other in ((False, cell.column, cell.row), (True, cell.row, cell.column)):
            if _is_the_year_before(facts):
                crossed = own_period(other, NOTHING, context, self.reference, times)
                if crossed is not None:
                    return shift_period(crossed, -12, facts.label)
                place = position(cell, along)
                return next((lv.period for lv in self.levels[along] if lv.position == place), Period(facts.label))
        stated = own_period(cell.row, cell.column, context, self.reference, times)
        if stated is not None and stated.kind == "point_in_time":
            return ended_that_day(stated, (cell.row.label, cell.column.label))
        if stated is not None and stated.end is None:
            return self._quarter_beside_its_months(cell) or stated
        return stated

    def _quarter_beside_its_months(self, cell: MatchedCell) -> Period | None:
        """The days of a quarter of which headings beside it name the months; None for anything else."""
        for along, facts in ((False, cell.column), (True, cell.row)):
            name, *numbers = facts.period.relative.split(":") if facts.period is not None else ("",)
            if name == "named_quarter" and len(numbers) == 1:
                levels = self.levels[along]
                found = quarter_of_months(int(numbers[0]), position(cell, along), spanner_of(cell, along), levels)
                return found and Period(facts.label, found.start, found.end, "quarter")
        return None

    def inherited(self, cell: MatchedCell, subject: Subject) -> Period:
        """The period that stands around the table, as far as it can be that of this figure."""
        reached = self.money.period(cell, subject, cell.column.label)
        if reached is not None:
            return reached
        period = self.around
        undated = not any(lv.period.label and not lv.year_before for along in self.levels.values() for lv in along)
        if not period.label and undated:
            period = self._of_all(subject)
        if is_whole_year(period) and any(TO_DATE.search(f.label) for f in (cell.row, cell.column)):
            return NO_PERIOD  # `Variance to date` under a title that names the year
        planned = any("series" in dict(f.breakdown) for f in (cell.row, cell.column))
        if planned and not is_whole_year(period):
            return NO_PERIOD  # a budget or a forecast is of the whole year, which nothing here names
        if period.kind in ("quarter", "month") and self.money.is_held_to_a_budget(cell, subject):
            return NO_PERIOD
        if period.kind == "point_in_time" and self.money.flows(cell, subject):
            return Period(period.label, None, period.end)  # spent up to that day, from a day not said
        return period

    def in_part(self, year: Period, cell: MatchedCell) -> Period:
        """The part of a year that is covered in a line without a period of its own among lines of months: a total."""
        if not is_whole_year(year):
            return year
        for along, facts in ((False, cell.column), (True, cell.row)):
            whole = "series" in dict(facts.breakdown) or _OF_A_YEAR.search(facts.label)
            part = self.parts.covered(cell, along, year) if facts.period is None and not whole else None
            if part is not None:
                return part
        return year

    def _of_all(self, subject: Subject) -> Period:
        """What is said of all figures, for those that go on through a time: people employed are those of a day. What is
        not understood may be either, and a survey has dates of its own: what speaks of the document and not of its
        figures dates neither."""
        entry = self.vocabulary.measures.get(subject.measure)
        runs_on, known = entry is None or entry.over_time != "snapshot", entry is not None
        known = known and self.vocabulary.cues.get("surveyed", frozenset()).isdisjoint(subject.measure.split("_"))
        notes = (note for note in self.cells.match.times if note.whole is not None)
        said = next((n for n in notes if runs_on and (known or not n.of_document)), None)
        return resolve(said.whole, self.reference) if said is not None else NO_PERIOD

    def _lines(self, along: bool, spanner: tuple[str, ...]) -> dict[int, Facts]:
        """The headings of one axis under a spanner, by their places."""
        if (along, spanner) not in self._headings:
            lines = ((position(c, along), c) for c in self.cells.match.cells if spanner_of(c, along) == spanner)
            self._headings[along, spanner] = {at: c.row if along else c.column for at, c in sorted(lines, key=_place)}
        return self._headings[along, spanner]

    def _is_a_detail(self, facts: Facts) -> bool:
        return facts.period is None and not facts.role and not facts.total and self._of_the_same_time(facts)

    def _is_behind_silence(self, place: int, lines: Mapping[int, Facts], details: Collection[int]) -> bool:
        """Whether right before a rate stands a count of no period, which both are of: `Positive outcomes | Solved rate`
        behind the crimes of two years."""
        before = [facts for at, facts in lines.items() if at < place and not facts.role and at not in details]
        last = before[-1] if before else NOTHING
        return last is not NOTHING and last.period is None and not last.unknown

    def _of_the_same_time(self, facts: Facts) -> bool:
        """Whether a heading without a period is of that of the heading before it: a rate, a share, a total over all."""
        entry = self.vocabulary.measures.get(facts.measure)
        share = facts.statistic in ("rate", "share") or (entry is not None and entry.unit == "percent")
        return facts.total or share or facts.unit.startswith(("per_", "percent"))

    def _latest_before(self, place: int, spanner: tuple[str, ...]) -> Period | None:
        """The period of rates under a spanner of their own beside columns of which the last is the latest."""
        paths = self.cells.match.anatomy.column_paths
        columns = self.cells.match.columns.items()
        plain = [
            c for c, facts in columns if c < place and not facts.role and (not spanner or paths[c][:-1] != spanner)
        ]
        levels = self.levels[False]
        if (
            any(lv.spanner == spanner for lv in levels)
            or not plain
            or is_part(self.cells.match.columns[max(plain)].period)
        ):
            return None
        return latest_before(place, levels) if any(lv.position == max(plain) for lv in levels) else None

    def _follows_a_total(self, place: int, spanner: tuple[str, ...]) -> bool:
        """Whether the column right before is a total over the periods before it: a share beside it is of them all."""
        paths = self.cells.match.anatomy.column_paths
        before = max((c for c in self.cells.match.columns if c < place and paths[c][:-1] == spanner), default=None)
        return before is not None and self.cells.match.columns[before].total

    def _has_blank_months(self, cell: MatchedCell) -> bool:
        """Whether months of the row are not printed yet: a total beside them is of the year so far."""
        filled = {c.body.column for c in self.cells.rows[cell.body.row]}
        months = [c for c, facts in self.cells.match.columns.items() if is_part(facts.period)]
        return len(months) > 2 and any(column not in filled for column in months)

    def _title_begins_elsewhere(self, period: Period) -> bool:
        """Whether the title names a period that ends with this one and begins elsewhere: a rate may be of either."""
        title = inherited_period(self.cells.match.context, self.reference)
        return title.end is not None and title.end == period.end and title.start != period.start

    def is_of_others(self, facts: Facts, along: bool) -> bool:
        """Whether a heading is of the periods that stand beside it, and of which of them it does not say.

        `3-year average` and `Average per month` beside three years are means over some of them; among months a heading
        that nothing explains may be of a half-year.
        """
        if facts.averages and facts.spans:
            return True
        beside = sum(bool(level.period.label) for level in self.levels[along])
        words, cues = set(words_of(facts.unknown)), self.vocabulary.cues
        part = bool(words & cues.get("part", frozenset()))
        if part and beside > 1:
            return True
        unclear = "period" in facts.doubts and not words & cues.get("whole", frozenset())
        named = facts.averages or (facts.unknown and unclear)
        dated = facts.period is not None and facts.period.relative != "none"
        return bool(named) and not dated and not facts.total and beside > 1

    def _is_cut_short(self, period: Period, subject: Subject) -> bool:
        """Whether a whole year is covered in part only: the table compares it with one that the report's last day cuts.

        Budgets, forecasts and targets are of whole years, come what may.
        """
        planned = "series" in subject.breakdown
        return not planned and is_whole_year(period) and any(map(self._is_under_way, self._years()))

    def _is_under_way(self, period: Period) -> bool:
        end = self.reference.end
        known = end is not None and period.start is not None and period.end is not None
        return known and period.start <= end < period.end  # type: ignore[operator]

    def _years(self) -> Iterable[Period]:
        """The whole years that head rows and columns of the table, those of plans left out."""
        levels = (level for along in self.levels.values() for level in along)
        return (level.period for level in levels if is_whole_year(level.period) and not level.target)


def _names_a_heading(note: TimeNote, dated: Collection[tuple[date | None, date | None]]) -> bool:
    """Whether the time that a note names heads part of the table: `¹ Data for 2023/24 is provisional`."""
    whole = note.whole.period if note.whole is not None else None
    return whole is not None and (whole.start, whole.end) in dated


def _place(line: tuple[int, MatchedCell]) -> int:
    return line[0]


def _is_the_year_before(facts: Facts) -> bool:
    return facts.period is not None and facts.period.relative == A_YEAR_BEFORE


def _is_earlier(base: Period, current: Period) -> bool:
    """A base must lie before what is compared with it: a variance against the budget of a year has none."""
    return base.end is None or current.end is None or base.end < current.end
