"""Turn a matched table into observations: every figure with its subject, quantity, period and place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from extractor.codelists import Force, Measure, Vocabulary
from extractor.facts import Match, MatchedCell
from extractor.model import Finding, Observation, Period, Where
from extractor.normalise.cells import Cells, position, spanner_of
from extractor.normalise.dating import Dating
from extractor.normalise.given import Siblings
from extractor.normalise.openness import open_fields
from extractor.normalise.quantity import Quantity, quantity_of
from extractor.normalise.resolve import Reference
from extractor.normalise.subject import Headings, Subject, is_unknown, subject_of
from extractor.notation.figures import Figure


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
    for cell in match.cells:
        observation, problems = table.read(cell)
        observations.append(observation)
        findings += problems
    return observations, findings


class _Reader:
    """One table while its cells are read."""

    def __init__(self, match: Match, source: Source, vocabulary: Vocabulary) -> None:
        self.match, self.source, self.vocabulary = match, source, vocabulary
        self.cells = Cells(match, _in_hours(vocabulary))
        self.dating = Dating(self.cells, source.reference, vocabulary)
        self.arithmetic = self.dating.arithmetic
        self.named = {c.row.category for c in match.cells}
        self.told: dict[int, tuple[Subject, Quantity]] = {}

    def read(self, cell: MatchedCell) -> tuple[Observation, list[Finding]]:
        figure = self.cells.figures[id(cell)]
        subject, quantity = self._told(cell)
        if quantity.role in ("difference", "percent_change") and not (cell.row.statistic or cell.column.statistic):
            quantity = replace(quantity, statistic=self._statistic_of_levels(cell) or quantity.statistic)
        if quantity.role == "difference" and not quantity.unit:
            quantity = self._as_the_levels(cell, quantity)
        relative = quantity.unit == "percentage_point" and cell.column.role == "percent_change"
        if relative and self.arithmetic.is_relative(cell):
            quantity = replace(quantity, role="percent_change", unit="percent")
        of_peers = next((p for measures, p in self.source.peer_periods if quantity.measure in measures), None)
        period, base, limit = self.dating.dates(cell, quantity.role, subject, of_peers)
        observation = self._observation(cell, figure, subject, quantity, period, base)
        return observation, list(self._findings(observation, cell, figure, subject, quantity, limit))

    def _told(self, cell: MatchedCell) -> tuple[Subject, Quantity]:
        """What the headings of a figure say of its subject and quantity."""
        if id(cell) not in self.told:
            figure = self.cells.figures[id(cell)]
            changes = cell.row.role or cell.column.role
            percent = figure.unit == "percentage_point" or (figure.unit == "percent" and not changes)
            headings = Headings(cell.row, cell.column, self.match.context, self.named, percent)
            subject = subject_of(headings, self.vocabulary, self.source.force)
            self.told[id(cell)] = subject, quantity_of(
                figure, subject.measure, headings, self._siblings(cell), self.match.notes, self.vocabulary,
                self.arithmetic.proven_role(cell),
            )  # fmt: skip
        return self.told[id(cell)]

    def _statistic_of_levels(self, cell: MatchedCell) -> str:
        """What a change is a change of, where its headings do not say: what the two levels before it are."""
        told = {self._told(level)[1].statistic for level in self._levels_before(cell)}
        return told.pop() if len(told) == 1 else ""

    def _as_the_levels(self, cell: MatchedCell, quantity: Quantity) -> Quantity:
        """`Variance` after `Budget (£000)` and `Actual (£000)`: a difference in the unit in which both are printed."""
        levels = [(self._told(c)[1], self.cells.figures[id(c)].value) for c in self._levels_before(cell)]
        scales = {q.value / printed for q, printed in levels if q.value and printed}
        units = {q.unit for q, _ in levels}
        money = len(levels) == 2 and len(units) == 1 and units <= {"gbp", "gbp_thousand"}
        if not money or len(scales) != 1 or quantity.value is None or "unit" in (cell.row.doubts | cell.column.doubts):
            return quantity
        return replace(quantity, unit=units.pop(), value=quantity.value * scales.pop(), statistic="amount")

    def _levels_before(self, cell: MatchedCell) -> list[MatchedCell]:
        """The two levels that stand right before a change under the same spanner, or fewer."""
        line, along = self.cells.axis(cell)
        place, spanner = position(cell, along), spanner_of(cell, along)
        before = [c for c in line if position(c, along) < place and spanner_of(c, along) == spanner]
        return [c for c in before if not (c.row.role or c.column.role)][-2:]

    def _siblings(self, cell: MatchedCell) -> Siblings:
        line, along_column = self.cells.axis(cell)
        of_table = not (cell.row.role or cell.column.role) and any(f.role for f in self.match.context[:1])
        levels = [] if of_table else [c for c in line if c is not cell and not (c.row.role or c.column.role)]
        levels = [c for c in levels if spanner_of(c, along_column) == spanner_of(cell, along_column)] or levels
        alike = [c for c in levels if c.column.measure == cell.column.measure] if cell.column.measure else []
        levels = alike or levels  # `Crimes (%)` under `Difference`: of crimes, and not of the rates between them
        place = position(cell, along_column)
        before = [c for c in levels if position(c, along_column) < place]
        near = (before or levels)[-3:] if before else levels[:3]
        other = self.cells.columns[cell.body.column] if cell.row.statistic == "rank" else self.cells.rows[cell.body.row]
        alike = [c for c in other if c is not cell and c.column.measure == cell.column.measure]
        same = self.cells.rows[cell.body.row] if along_column else self.cells.columns[cell.body.column]
        return Siblings(
            [self.cells.figures[id(c)] for c in near],
            [self.cells.figures[id(c)] for c in alike],
            [self.cells.figures[id(c)] for c in same],
            len(self.cells.columns) == 1,
        )

    def _observation(
        self, cell: MatchedCell, figure: Figure, subject: Subject, quantity: Quantity,
        period: Period, base: Period,
    ) -> Observation:  # fmt: skip
        source, around, body = self.source, self.match.around, cell.body
        row_label, column_label = _path(body.row_path), _path(body.column_path)
        area, area_type, breakdown = self._ranked(subject, quantity)
        measure = self.vocabulary.measures.get(quantity.measure)
        open_subject = bool(subject.clash) or is_unknown(cell.row, cell.column)
        usual = "" if open_subject or measure is None else self._usual_category(measure)
        box = body.cell.box
        return Observation(
            observation_id="",  # all figures of a document are named together, when they are settled
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
        if any(f.named - {measure.category} for f in self.match.context[:2]):
            return ""  # a title that is not understood as a whole names some other category
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


@lru_cache(maxsize=1024)
@lru_cache(maxsize=8)
def _in_hours(vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(m.id for m in vocabulary.measures.values() if m.unit in ("hour", "day"))


def _kin(measure: Measure, vocabulary: Vocabulary) -> frozenset[str]:
    """A measure, its rate, and the measures that it is the rate of."""
    counts = {m.id for m in vocabulary.measures.values() if measure.id in (m.rate_measure, m.id)}
    return frozenset(counts | {measure.rate_measure})


@lru_cache(maxsize=4096)
def _json(breakdown: frozenset[tuple[str, str]]) -> str:
    return json.dumps(dict(breakdown), sort_keys=True, ensure_ascii=False)


_ORDINAL = re.compile(r"\b(\d{1,2}) (st|nd|rd|th)\b")  # conversion to text sets raised letters apart


@lru_cache(maxsize=8192)  # every row and column of figures has its path once for each of them
def _path(labels: tuple[str, ...]) -> str:
    return " > ".join(_ORDINAL.sub(r"\1\2", " ".join(label.split())) for label in labels)
