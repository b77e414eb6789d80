"""Turn a matched table into observations: every figure with its subject, quantity, period and place."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractor.codelists import Force, Measure, Vocabulary
from extractor.facts import NOTHING, BodyCell, Facts, Match, MatchedCell
from extractor.model import Finding, Observation, Period, Where
from extractor.normalise.openness import open_fields
from extractor.normalise.pairing import proven_pair, proves_change
from extractor.normalise.quantity import Quantity, Siblings, quantity_of
from extractor.normalise.resolve import Reference, resolve
from extractor.normalise.subject import Headings, Subject, subject_of
from extractor.normalise.timing import (
    NO_PERIOD,
    Level,
    base_from_words,
    change_periods,
    covered,
    inherited_period,
    neighbour_period,
    own_period,
    since,
    within_part,
)
from extractor.notation.combine import is_part
from extractor.notation.figures import Figure, parse_figure, writes_spaced_thousands
from extractor.notation.periods import PeriodRef


@dataclass(frozen=True, slots=True)
class Source:
    """What all observations of a document share."""

    document_id: str
    force: Force | None
    reference: Reference
    reader: str
    profile: str
    sha256: str
    peer_periods: tuple[tuple[frozenset[str], Period], ...] = ()


def observe(match: Match, source: Source, vocabulary: Vocabulary) -> tuple[list[Observation], list[Finding]]:
    """Observations of one matched table, and findings on cells that cannot be read or settled.

    Every body cell with text becomes an observation; one whose value cannot be told has an empty value, its
    text, and a finding.
    """
    table = _Reader(match, source, vocabulary)
    observations, findings = [], []
    repeats: Counter[tuple[str, str]] = Counter()
    for cell in match.cells:
        label = (_path(cell.body.row_path), _path(cell.body.column_path))
        observation, problems = table.read(cell, repeats[label])
        repeats[label] += 1
        observations.append(observation)
        findings += problems
    return observations, findings


class _Reader:
    """One table while its cells are read: figures and levels are looked up by row and column."""

    def __init__(self, match: Match, source: Source, vocabulary: Vocabulary) -> None:
        self.match, self.source, self.vocabulary = match, source, vocabulary
        spaced = writes_spaced_thousands(c.body.cell.text for c in match.cells)
        self.figures = {id(c): parse_figure(_with_symbol(c.body), spaced, _lasts(c)) for c in match.cells}
        self.rows: dict[int, list[MatchedCell]] = {}
        self.columns: dict[int, list[MatchedCell]] = {}
        for cell in match.cells:
            self.rows.setdefault(cell.body.row, []).append(cell)
            self.columns.setdefault(cell.body.column, []).append(cell)
        self.levels = {along: self._levels(along) for along in (False, True)}
        self.named = {c.row.category for c in match.cells}
        self.roles: dict[int, str] = {}
        self.pairs: dict[tuple[bool, int], tuple[int, int] | None] = {}

    def read(self, cell: MatchedCell, repeat: int) -> tuple[Observation, list[Finding]]:
        figure = self.figures[id(cell)]
        changes = cell.row.role or cell.column.role
        percent = figure.unit == "percentage_point" or (figure.unit == "percent" and not changes)
        headings = Headings(cell.row, cell.column, self.match.context, self.named, percent)
        subject = subject_of(headings, self.vocabulary, self.source.force)
        quantity = quantity_of(
            figure, subject.measure, headings, self._siblings(cell), self.match.notes, self.vocabulary,
            self._proven_role(cell),
        )  # fmt: skip
        period, base = self._periods(cell, quantity.role)
        if period.end is None and "peers" in (cell.row.context, cell.column.context):
            period = next((p for measures, p in self.source.peer_periods if quantity.measure in measures), period)
        (period, limit), (base, _) = covered(period, self.match.times), covered(base, self.match.times)
        base = base if _is_earlier(base, period) else NO_PERIOD
        if self._is_cut_short(period, subject):
            period, limit = Period(period.label), "the report's last day cuts a year that it stands beside"
        if self._is_cut_short(base, subject):
            base = NO_PERIOD
        observation = self._observation(cell, repeat, figure, subject, quantity, period, base)
        return observation, list(self._findings(observation, cell, figure, subject, quantity, limit))

    def _is_cut_short(self, period: Period, subject: Subject) -> bool:
        """Whether a whole year is covered in part only: the table compares it with one that the report's last day cuts.

        Budgets, forecasts and targets are of whole years, come what may.
        """
        entry = self.vocabulary.measures.get(subject.measure)
        planned = "series" in subject.breakdown or (entry is not None and entry.statistic == "amount")
        return not planned and _is_whole_year(period) and any(map(self._is_under_way, self._years()))

    def _is_under_way(self, period: Period) -> bool:
        end = self.source.reference.end
        known = end is not None and period.start is not None and period.end is not None
        return known and period.start <= end < period.end  # type: ignore[operator]

    def _years(self) -> Iterable[Period]:
        """The whole years that head rows and columns of the table, those of plans left out."""
        levels = (level for along in self.levels.values() for level in along)
        return (level.period for level in levels if _is_whole_year(level.period) and not level.target)

    # ---- the cells beside

    def _axis(self, cell: MatchedCell) -> tuple[list[MatchedCell], bool]:
        """The line of cells that a change compares: its column where the row names the change, else its row."""
        along_column = bool(cell.row.role) and not cell.column.role
        line = self.columns[cell.body.column] if along_column else self.rows[cell.body.row]
        return line, along_column

    def _siblings(self, cell: MatchedCell) -> Siblings:
        line, along_column = self._axis(cell)
        of_table = not (cell.row.role or cell.column.role) and any(f.role for f in self.match.context[:1])
        levels = [] if of_table else [c for c in line if c is not cell and not (c.row.role or c.column.role)]
        levels = [c for c in levels if _spanner(c, along_column) == _spanner(cell, along_column)] or levels
        position = _position(cell, along_column)
        before = [c for c in levels if _position(c, along_column) < position]
        near = (before or levels)[-3:] if before else levels[:3]
        other = self.columns[cell.body.column] if cell.row.statistic == "rank" else self.rows[cell.body.row]
        alike = [c for c in other if c is not cell and c.column.measure == cell.column.measure]
        same = self.rows[cell.body.row] if along_column else self.columns[cell.body.column]
        return Siblings(
            [self.figures[id(c)] for c in near],
            [self.figures[id(c)] for c in alike],
            [self.figures[id(c)] for c in same],
            len(self.columns) == 1,
        )

    def _levels(self, along_column: bool) -> list[Level]:
        """The levels that head the lines of one axis: what a change in that axis compares."""
        paths = self.match.anatomy.column_paths
        heads = {c: (facts, paths[c][:-1]) for c, facts in self.match.columns.items()}
        if along_column:
            heads = {c.body.row: (c.row, c.body.row_path[:-1]) for c in self.match.cells}
        levels = []
        for place, (facts, spanner) in sorted(heads.items()):
            if facts.role:
                continue
            period = own_period(facts, NOTHING, self.match.context, self.source.reference, self.match.times)
            target = "series" in dict(facts.breakdown)
            if period is not None and (period.label or period.end is not None):
                levels.append(Level(place, spanner, period, facts.baseline, target))
            elif facts.unknown and not facts.period:
                levels.append(Level(place, spanner, NO_PERIOD, facts.baseline, target))
        return levels

    def _periods(self, cell: MatchedCell, role: str) -> tuple[Period, Period]:
        """Period and, for changes, base period."""
        if role in ("difference", "percent_change"):
            return self._periods_of_change(cell)
        context, reference = self.match.context, self.source.reference
        if not role or (not cell.column.label and len(self.columns) > 1):
            return NO_PERIOD, NO_PERIOD  # it may be a change from the period named, or a column of another
        stated = own_period(cell.row, cell.column, context, reference, self.match.times)
        if stated is not None:
            return stated, NO_PERIOD
        for along in (False, True):
            facts = cell.row if along else cell.column
            dated = any(lv.period.label for lv in self.levels[along])
            over_years = facts.statistic == "mean" and facts.spans
            if "period" in facts.doubts or over_years or (facts.unknown and dated):
                return NO_PERIOD, NO_PERIOD  # what is not understood may be of any period
            if facts.unknown or not self._of_the_same_time(facts):
                continue
            beside = neighbour_period(_position(cell, along), _spanner(cell, along), facts.total, self.levels[along])
            if beside is not None:
                return beside, NO_PERIOD
        return self._inherited(cell), NO_PERIOD

    def _inherited(self, cell: MatchedCell) -> Period:
        """The period that stands around the table, as far as it can be that of this figure."""
        period = inherited_period((*self.match.context, *self.match.notes), self.source.reference)
        if not period.label and not any(lv.period.label for along in self.levels.values() for lv in along):
            said = next((note.whole for note in self.match.times if note.whole is not None), None)
            period = resolve(said, self.source.reference) if said is not None else period
        planned = any("series" in dict(f.breakdown) for f in (cell.row, cell.column))
        if planned and not _is_whole_year(period):
            return NO_PERIOD  # a budget or a forecast is of the whole year, which nothing here names
        if period.kind == "point_in_time" and self._flows(cell):
            return Period(period.label, None, period.end)  # spent up to that day, from a day not said
        return period

    def _flows(self, cell: MatchedCell) -> bool:
        """Whether a figure is of money, which is spent over a time and not on a day."""
        return any(f.unit.startswith("gbp") for f in (cell.row, cell.column, *self.match.context[:2]))

    def _stands_beside_undated(self, cell: MatchedCell, levels: Sequence[Level], along: bool) -> bool:
        """Whether a change stands beside one level that is dated and others, of the same line, that are not."""
        line = self.columns[cell.body.column] if along else self.rows[cell.body.row]
        dated = {lv.position for lv in levels}
        others = (c for c in line if _position(c, along) < _position(cell, along) and _position(c, along) not in dated)
        return any(not (c.row if along else c.column).role and self.figures[id(c)].value is not None for c in others)

    def _of_the_same_time(self, facts: Facts) -> bool:
        """Whether a heading without a period is of that of the heading before it: a rate, a share, a total over all."""
        entry = self.vocabulary.measures.get(facts.measure)
        share = facts.statistic in ("rate", "share") or (entry is not None and entry.unit == "percent")
        return facts.total or share or facts.unit.startswith(("per_", "percent"))

    def _periods_of_change(self, cell: MatchedCell) -> tuple[Period, Period]:
        """What a change compares: the levels beside it, completed by what its own heading and its row say."""
        context, reference = self.match.context, self.source.reference
        along = self._axis(cell)[1]
        heading, other = (cell.row, cell.column) if along else (cell.column, cell.row)
        levels = self.levels[along]
        place, spanner = _position(cell, along), _spanner(cell, along)
        proven = self._proven_pair(along, place, heading.role == "percent_change") or ()
        current, base = change_periods(place, spanner, heading.base, _wanted(heading.label), levels, proven)
        lone = sum(not lv.baseline for lv in levels) == 1 and heading.base != "baseline"
        if lone and self._stands_beside_undated(cell, levels, along):
            return Period(heading.label), NO_PERIOD  # which of the two is the later one is not said
        if lone and base.end is None and current.end and reference.end and current.end < reference.end:
            return since(current, reference, heading.label), current
        if not current.label and current.end is None:
            stated = own_period(other, NOTHING, context, reference, self.match.times)
            if stated is None and not levels:
                stated = self._inherited(cell)
            if stated is None or not stated.label:
                named = own_period(heading, NOTHING, context, reference, self.match.times)
                latest = named is not None and named.end is not None and named.end == reference.end
                stated = named if latest else stated
            current = stated or NO_PERIOD
        if heading.period is not None and heading.period.relative == "open":
            return Period(heading.label), NO_PERIOD
        if is_part(other.period):
            current, base = within_part(current, other.period), within_part(base, other.period)
        if heading.base in ("average", "target") or heading.statistic == "mean":
            base = NO_PERIOD  # no single earlier period
        elif heading.period is not None:
            named = base_from_words(heading.period, current, reference)
            fits = named.end is not None and named.kind == current.kind
            base = named if fits or base.end is None or heading.base or _is_later(heading.period, current) else base
        return _relabelled(current, heading.label), base

    def _proven_role(self, cell: MatchedCell) -> str:
        """The role that the figures of a column have by arithmetic with the two levels beside it, if it states none."""
        place, spanner = cell.body.column, cell.body.column_path[:-1]
        if cell.column.role or cell.row.role or cell.column.period is not None:
            return ""
        if place not in self.roles:
            beside = {lv.position for lv in self.levels[False] if lv.spanner == spanner and lv.period.label}
            lines = []
            for line in self.rows.values():
                at = {c.body.column: self.figures[id(c)] for c in line}
                if place in at and place not in beside:
                    lines.append(({p: f for p, f in at.items() if p in beside}, at[place]))
            kinds = [kind for kind in ("difference", "percent_change") if proves_change(lines, kind != "difference")]
            self.roles[place] = kinds[0] if len(kinds) == 1 else ""
        return self.roles[place]

    def _proven_pair(self, along_column: bool, place: int, percent: bool) -> tuple[int, int] | None:
        """The two levels that the changes under one heading are shown to be between by their own figures."""
        key = (along_column, place)
        if key not in self.pairs:
            plain = {lv.position for lv in self.levels[along_column] if not lv.baseline}
            lines = []
            for line in (self.columns if along_column else self.rows).values():
                at = {_position(c, along_column): self.figures[id(c)] for c in line}
                if place in at and (not percent or at[place].unit != "percentage_point"):
                    lines.append(({p: f for p, f in at.items() if p in plain}, at[place]))
            self.pairs[key] = proven_pair(lines, percent)
        return self.pairs[key]

    # ---- the result

    def _observation(
        self, cell: MatchedCell, repeat: int, figure: Figure, subject: Subject, quantity: Quantity,
        period: Period, base: Period,
    ) -> Observation:  # fmt: skip
        source, around, body = self.source, self.match.around, cell.body
        row_label, column_label = _path(body.row_path), _path(body.column_path)
        area, area_type, breakdown = self._ranked(subject, quantity)
        measure = self.vocabulary.measures.get(quantity.measure)
        open_subject = bool(subject.clash or cell.row.unknown or cell.column.unknown)
        usual = "" if open_subject or measure is None else self._usual_category(measure)
        box = body.cell.box
        return Observation(
            observation_id=observation_id(source.document_id, around.number, row_label, column_label, repeat),
            force=source.force.id if source.force else "",
            force_code=source.force.code if source.force else "",
            document_id=source.document_id,
            measure=quantity.measure,
            category=subject.category or usual,
            statistic=quantity.statistic,
            role=quantity.role,
            unit=quantity.unit,
            area=area,
            area_type=area_type,
            breakdown=_json(frozenset(breakdown.items())),
            period_label=period.label,
            period_start=period.start,
            period_end=period.end,
            period_type=period.kind,
            base_period_start=base.start,
            base_period_end=base.end,
            value_low=figure.low if quantity.value == figure.value else None,
            value_high=figure.high if quantity.value == figure.value else None,
            value=quantity.value,
            out_of=figure.out_of,
            qualifier=figure.qualifier,
            value_text=body.cell.text,
            section=_path(around.section),
            table=around.number,
            table_title=around.title,
            row_label=row_label,
            column_label=column_label,
            grid_row=body.cell.row,
            grid_column=body.cell.column,
            row_group=_path(body.group),
            page=body.cell.page,
            x0=box.x0 if box else None,
            top=box.top if box else None,
            x1=box.x1 if box else None,
            bottom=box.bottom if box else None,
            check="none",
            proof="",
            reader="chart" if around.table.method == "chart" else source.reader,
            profile=source.profile,
            source_sha256=source.sha256,
        )

    def _usual_category(self, measure: Measure) -> str:
        """The category meant where none is named, unless the table is about something else altogether.

        `FAT outcomes` under `Forensic Identifications` are not those of all crime.
        """
        around = {f.measure for f in self.match.context if f.measure} - {measure.id, "outcomes", "recorded_crime"}
        return measure.category if not around or around <= _kin(measure, self.vocabulary) else ""

    def _ranked(self, subject: Subject, quantity: Quantity) -> tuple[str, str, dict[str, str]]:
        """A rank in the row of an average is the force's own place among those the average is of."""
        if quantity.statistic == "rank" and subject.area_type in ("peer_group", "country") and self.source.force:
            among = {**subject.breakdown, "ranked_among": subject.area}
            return self.source.force.name, "force", among
        return subject.area, subject.area_type, subject.breakdown

    def _findings(
        self, o: Observation, cell: MatchedCell, figure: Figure, subject: Subject, quantity: Quantity, limit: str
    ) -> Iterable[Finding]:
        """What a person should know of one figure: why its value, or what its headings mean, was left open."""
        where = Where(o.document_id, o.page, o.table, o.row_label, o.column_label)
        text = " ".join(o.value_text.split())
        if figure.kind in ("unreadable", "text"):
            why = figure.problem or "words where its column has figures"
            yield Finding("unreadable-value", "warning", f'"{text}" is not read: {why}', where, found=text)
        if quantity.problem is not None:
            code, message = quantity.problem
            yield Finding(code, "warning", f'"{text}": {message}', where, found=text)
        if subject.clash:
            message = f"row and column heading state two different values of {subject.clash}; it is left empty"
            yield Finding("contradicting-headings", "warning", message, where)
        if limit:
            yield Finding("limited-period", "warning", f'"{text}": its period is left open: {limit}', where, found=text)
        if figure.kind in ("number", "unreadable"):
            yield from open_fields(o, cell, text, where)


def _is_whole_year(period: Period) -> bool:
    return period.kind in ("financial_year", "calendar_year")


def _is_earlier(base: Period, current: Period) -> bool:
    """A base must lie before what is compared with it: a variance against the budget of a year has none."""
    return base.end is None or current.end is None or base.end < current.end


def _is_later(named: PeriodRef, current: Period) -> bool:
    """Whether a heading of a change writes out days past those it stands beside: it compares something else then."""
    end = named.period.end if named.period is not None else None
    return end is not None and current.end is not None and end > current.end


def _lasts(cell: MatchedCell) -> bool:
    """Whether the headings of a figure speak of a duration, so that 3:45 is minutes and seconds."""
    return cell.row.lasts or cell.column.lasts


def _with_symbol(body: BodyCell) -> str:
    """The text of a cell with the currency or percent sign that stands in a cell of its own beside it."""
    text = body.cell.text
    return f"{text}%" if body.symbol == "%" else f"{body.symbol}{text}"


@lru_cache(maxsize=1024)
def _kin(measure: Measure, vocabulary: Vocabulary) -> frozenset[str]:
    """A measure, its rate, and the measures that it is the rate of."""
    counts = {m.id for m in vocabulary.measures.values() if measure.id in (m.rate_measure, m.id)}
    return frozenset(counts | {measure.rate_measure})


@lru_cache(maxsize=4096)
def _json(breakdown: frozenset[tuple[str, str]]) -> str:
    return json.dumps(dict(breakdown), sort_keys=True, ensure_ascii=False)


def observation_id(document_id: str, table: int, row_label: str, column_label: str, repeat: int = 0) -> str:
    """Stable id: 16 hex digits of SHA-256 over document, table, labels and, where labels repeat, their count."""
    key = "\x1f".join((document_id, str(table), row_label, column_label, str(repeat)))
    return hashlib.sha256(key.encode()).hexdigest()[:16]


@lru_cache(maxsize=8192)  # every row and column of figures has its path once for each of them
def _path(labels: tuple[str, ...]) -> str:
    return " > ".join(_ORDINAL.sub(r"\1\2", " ".join(label.split())) for label in labels)


_ORDINAL = re.compile(r"\b(\d{1,2}) (st|nd|rd|th)\b")  # conversion to text sets raised letters apart


def _position(cell: MatchedCell, along_column: bool) -> int:
    return cell.body.row if along_column else cell.body.column


def _spanner(cell: MatchedCell, along_column: bool) -> tuple[str, ...]:
    path = cell.body.row_path if along_column else cell.body.column_path
    return path[:-1]


def _wanted(label: str) -> str:
    """The kind of period that a change's heading names: `12 Month Difference`."""
    if re.search(r"\b12[ -]?months?\b", label, re.IGNORECASE):
        return "rolling_12_months"
    return "quarter" if re.search(r"\bquarter", label, re.IGNORECASE) else ""


def _relabelled(period: Period, label: str) -> Period:
    return Period(period.label or label, period.start, period.end, period.kind)
