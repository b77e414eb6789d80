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
_NONE = timedelta(0)
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
    """A month or quarter between two that leave room for just one, which it is not.

    What is found out of order stands for what belongs there when the next is held against it.
    """
    starts = [_months(d.start) for d in dated]
    runs_down = _runs_down(dated)
    for i in range(1, len(dated) - 1):
        before, this, after = dated[i - 1 : i + 2]
        step = _STEPS.get(this.kind)
        if step is None or not before.kind == this.kind == after.kind or not before.about == this.about == after.about:
            continue
        apart = starts[i + 1] - starts[i - 1]
        if abs(apart) != 2 * step or (runs_down is not None and runs_down != (apart < 0)):
            continue
        if 2 * starts[i] != starts[i - 1] + starts[i + 1]:
            starts[i] = (starts[i - 1] + starts[i + 1]) // 2
            names = [_heading(d.first, axis) for d in (this, before, after)]
            message = "{} stands between {} and {}, and is not what comes between them".format(*names)
            yield _finding(this, axis, "period-out-of-order", message, this.start.isoformat())


def _runs_down(dated: Sequence[_Dated]) -> bool | None:
    """Whether most periods come before the one that they follow; None where as many come after it, or none is next."""
    steps = [_months(b.start) - _months(a.start) for a, b in pairwise(dated) if a.kind == b.kind]
    up, down = (sum(s in (sign * 1, sign * 3) for s in steps) for sign in (1, -1))
    return None if up == down else down > up


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
    """A period that ends well after the report, or that would be within it, had the run before it left none out."""
    for before, this in pairwise([None, *dated]) if end is not None else ():
        if this is None or end is None:
            continue
        o = this.first.observation
        told = o.statistic in _DONE and o.breakdown == "{}" and this.kind != "point_in_time"
        grace = _NONE if before is not None and _skips(before, this) else _GRACE
        if told and this.end > end + grace:
            message = f"{_heading(this.first, axis)} ends on {this.end}, after the report, which covers up to {end}"
            yield _finding(this, axis, "period-after-report", message, this.end.isoformat())


def _skips(before: _Dated, this: _Dated) -> bool:
    """Whether one month or quarter of the same things is left out between two."""
    step = _STEPS.get(this.kind)
    same = step is not None and (before.kind, before.about) == (this.kind, this.about)
    return same and _months(this.start) - _months(before.start) == 2 * (step or 0)


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
