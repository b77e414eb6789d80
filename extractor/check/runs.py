"""Periods against their neighbours and against the report: out of order, doubled, after its end, before their base."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from extractor.check.figures import Figure
from extractor.check.sheets import Line, Sheet
from extractor.model import Finding, Observation, Where

_STEPS = {"month": 1, "quarter": 3}  # months from one to the next; years stand beside baselines in any order
_GRACE = timedelta(days=31)  # after the last day that a report covers: what is counted at the month's end
_DONE = ("count", "share", "rate", "mean", "median")  # statistics of what has happened; amounts are budgeted ahead


@dataclass(frozen=True, slots=True)
class _Dated:
    """One row or column whose levels are all of one period."""

    line: Line
    start: date
    end: date
    kind: str
    about: frozenset[object]
    first: Figure


Doubt = tuple[Finding, tuple[Figure, ...]]


def runs(sheet: Sheet, end: date | None) -> Iterator[Doubt]:
    """Findings on the periods of one table, each with the figures whose period is in doubt.

    `end` is the last day that the report covers.
    """
    for axis, lines in enumerate(sheet.axes()):
        dated = [d for line in lines if (d := _dated(line)) is not None]
        yield from _out_of_order(dated, axis)
        yield from _doubled(dated, axis)
        yield from _after_the_report(dated, axis, end)
    yield from _upside_down(sheet)


def _dated(line: Line) -> _Dated | None:
    levels = [f for f in line.figures.values() if f.is_level and f.observation.statistic != "rank"]
    told = {(f.observation.period_start, f.observation.period_end, f.observation.period_type) for f in levels}
    if len(told) != 1:
        return None
    start, last, kind = next(iter(told))
    if start is None or last is None:
        return None
    about = frozenset(_subject(f.observation) for f in levels)
    return _Dated(line, start, last, kind, about, levels[0])


def _subject(o: Observation) -> tuple[object, ...]:
    return (o.measure, o.category, o.statistic, o.unit, o.area, o.breakdown)


def _months(day: date) -> int:
    return 12 * day.year + day.month


def _out_of_order(dated: Sequence[_Dated], axis: int) -> Iterator[Doubt]:
    """A month or quarter between two that leave room for just one, which it is not."""
    for before, this, after in zip(dated, dated[1:], dated[2:], strict=False):
        step = _STEPS.get(this.kind)
        if step is None or not before.kind == this.kind == after.kind or not before.about == this.about == after.about:
            continue
        apart = _months(after.start) - _months(before.start)
        if abs(apart) == 2 * step and 2 * _months(this.start) != _months(before.start) + _months(after.start):
            names = [_heading(d.first, axis) for d in (this, before, after)]
            message = "{} stands between {} and {}, and is not what comes between them".format(*names)
            yield _finding(this, axis, "period-out-of-order", message, this.start.isoformat())


def _doubled(dated: Sequence[_Dated], axis: int) -> Iterator[Doubt]:
    """Two neighbours that are of the same things at the same time, with other figures."""
    for before, this in pairwise(dated):
        same = (before.start, before.end, before.kind, before.about) == (this.start, this.end, this.kind, this.about)
        pairs = [(f, this.line.figures[p]) for p, f in before.line.figures.items() if p in this.line.figures]
        telling = bool(before.first.observation.measure) and len(before.about) == len(before.line.figures)
        if same and telling and any(f.value != other.value for f, other in pairs):
            names = [_heading(d.first, axis) for d in (before, this)]
            message = "{} and {} are of the same things at the same time, and differ".format(*names)
            yield _finding(this, axis, "doubled-period", message, this.start.isoformat(), before)


def _after_the_report(dated: Sequence[_Dated], axis: int, end: date | None) -> Iterator[Doubt]:
    for this in dated if end is not None else ():
        o = this.first.observation
        told = o.statistic in _DONE and o.breakdown == "{}" and this.kind != "point_in_time"
        if told and end is not None and this.end > end + _GRACE:
            message = f"{_heading(this.first, axis)} ends on {this.end}, after the report, which covers up to {end}"
            yield _finding(this, axis, "period-after-report", message, this.end.isoformat())


def _upside_down(sheet: Sheet) -> Iterator[Doubt]:
    """A period that ends before it begins, and a change whose base is no earlier; once for each heading."""
    told: set[tuple[str, date | None, date | None]] = set()
    for figure in sheet.figures:
        o = figure.observation
        where = Where(o.document_id, o.page, o.table, "", o.column_label)
        key = (o.column_label, o.period_end, o.base_period_end)
        if o.period_end is None or key in told:
            continue
        if o.period_start is not None and o.period_start > o.period_end:
            told.add(key)
            message = f"{_heading(figure, 1)} begins on {o.period_start} and ends on {o.period_end}, before it begins"
            yield Finding("period-out-of-order", "warning", message, where, "", o.period_end.isoformat()), (figure,)
        elif o.base_period_end is not None and o.base_period_end > o.period_end:
            told.add(key)
            message = f"{_heading(figure, 1)} is to {o.period_end} against a base to {o.base_period_end}, a later one"
            found = o.base_period_end.isoformat()
            yield Finding("period-out-of-order", "warning", message, where, "", found), (figure,)


def _plain(figure: Figure, axis: int) -> str:
    return figure.observation.column_label if axis else figure.observation.row_label


def _heading(figure: Figure, axis: int) -> str:
    label = _plain(figure, axis)
    return f'"{" ".join(label.split())}"' if label else "(no label)"


def _finding(this: _Dated, axis: int, code: str, message: str, found: str, other: _Dated | None = None) -> Doubt:
    o = this.first.observation
    told = [d for d in (other, this) if d is not None]
    label = " / ".join(_plain(d.first, axis) for d in told)
    labels = ("", label) if axis else (label, "")
    figures = tuple(f for d in told for f in d.line.figures.values())
    return Finding(code, "warning", message, Where(o.document_id, o.page, o.table, *labels), "", found), figures
