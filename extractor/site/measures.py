"""The page of one measure: forces side by side, each through time, with what speaks against comparing them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from extractor.codelists import Measure
from extractor.compare.answer import compare
from extractor.compare.drawing import drawings_of
from extractor.compare.footings import footings_of, on_footing
from extractor.compare.grains import NAMES
from extractor.compare.lineup import Comparison, Entry, Figure, Panel, Subject
from extractor.compare.series import series
from extractor.compare.series_drawing import Plot, plots_of
from extractor.compare.series_model import Point, Series, SeriesSet
from extractor.compare.series_terminal import name_of
from extractor.compare.wording import left_out_lines, period_text, statistic_text, value_text
from extractor.site import words
from extractor.site.records import Records

_FOOTINGS = {"per_head": "Per 1,000 people", "monthly_mean": "A month", "monthly_rate": "Per 1,000 people and month"}


@dataclass(frozen=True, slots=True)
class Value:
    """A value with where it is shown, and a remark; `link` is empty for what was worked out."""

    text: str
    link: str = ""
    note: str = ""
    derived: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One force in a comparison."""

    force: str
    when: str
    values: tuple[Value, ...]
    aligned: tuple[str, ...]
    state: str
    mind: str


@dataclass(frozen=True, slots=True)
class Sides:
    """Forces side by side: `chart` is the number of the drawing among those of the page."""

    kind: str
    verdict: str
    chart: int | None
    footings: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Times:
    """Series of one grain as a table, periods down and forces across."""

    kind: str
    chart: int | None
    beneath: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Value | None, ...]], ...]


@dataclass(frozen=True, slots=True)
class About:
    """Everything of one category."""

    anchor: str
    title: str
    panels: tuple[Sides, ...]
    series: tuple[Times, ...]


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """What stands on the page of a measure; `charts` are drawn by its script."""

    measure: Measure
    subjects: tuple[About, ...]
    charts: tuple[dict[str, Any], ...]
    others: tuple[str, ...]
    left_out: tuple[str, ...]


def measure_page(identifier: str, records: Records) -> MeasurePage:
    """All of a measure; of one that the vocabulary does not hold, that it is there. Raises what `compare` raises."""
    if identifier not in records.rules.book.measures:
        return MeasurePage(Measure(identifier, identifier, *[""] * 7), (), (), (), ())
    sides = compare(records.data, identifier, statistic="all")
    times = series(records.data, identifier, statistic="all", grain="all")
    maker = _Maker(records, sides, times)
    categories = list(dict.fromkeys([*(p.subject.category for p in sides.panels),
                                     *(s.subject.category for s in times.series)]))  # fmt: skip
    subjects = tuple(maker.about(category) for category in categories)
    measure = records.rules.book.measures[identifier]
    left_out = left_out_lines([*sides.left_out, *times.left_out], sides.names)
    return MeasurePage(measure, subjects, tuple(maker.charts), times.others, tuple(left_out))


class _Maker:
    """Makes the parts of a page, and collects what is drawn."""

    def __init__(self, records: Records, sides: Comparison, times: SeriesSet) -> None:
        self._records, self._sides, self._times = records, sides, times
        self.charts: list[dict[str, Any]] = []

    def about(self, category: str) -> About:
        known = self._records.rules.book.categories.get(category)
        title = known.label if known else category or "All"
        panels = tuple(self._side(p) for p in self._sides.panels if p.subject.category == category)
        own = [s for s in self._times.series if s.subject.category == category]
        grains = groupby(sorted(own, key=_block), key=_block)
        blocks = tuple(self._time(list(group)) for _, group in grains)
        return About(f"is-{re.sub(r'[^a-z0-9]+', '-', category.casefold()) or 'all'}", title, panels, blocks)

    def _side(self, panel: Panel) -> Sides:
        footings = [f for f in footings_of(panel) if f in _FOOTINGS]
        lines = tuple(self._line(entry, footings) for entry in panel.entries)
        return Sides(
            _kind(panel.subject), panel.verdict, self._bars(panel), tuple(_FOOTINGS[f] for f in footings), lines
        )

    def _line(self, entry: Entry, footings: Sequence[Any]) -> Line:
        figures = [f for f in (entry.figure, *entry.rivals) if f]
        names = self._sides.names
        force = names.get(entry.force, entry.force)
        area = f" ({entry.area})" if entry.area and entry.area != force else ""
        aligned = [None if entry.rivals else on_footing(entry, footing) for footing in footings]
        reasons = dict.fromkeys(f"{r.text}{f' ({r.source})' if r.source else ''}" for r in entry.reasons)
        return Line(
            f"{force}{area}", period_text(figures[0].span) if figures else "", tuple(map(self._value, figures)),
            tuple(value_text(f).partition(" per ")[0] if f else "" for f in aligned),
            _state(figures[0]) if figures else "", "; ".join(reasons),
        )  # fmt: skip

    def _bars(self, panel: Panel) -> int | None:
        drawings = drawings_of(replace(self._sides, panels=(panel,))) if len(panel.forces) > 1 else []
        if not drawings:
            return None
        (drawing, *_) = drawings
        bars = [{"force": b.force, "when": b.when, "value": b.value, "label": b.label, "why": b.why, "fair": b.fair}
                for b in drawing.bars]  # fmt: skip
        told = ", ".join(f"{b.force} {b.label}" for b in drawing.bars)
        self.charts.append({
            "kind": "bars", "title": "; ".join(drawing.subtitle), "bars": bars, "domain": list(drawing.domain),
            "described": f"Bars: {told}",
        })  # fmt: skip
        return len(self.charts) - 1

    def _time(self, block: Sequence[Series]) -> Times:
        plots = plots_of(replace(self._times, series=tuple(block)))
        spans = {p.span: None for s in block for p in s.points if p.status != "gap"}
        ordered = sorted(spans, key=lambda s: (str(s.end or ""), str(s.start or "")), reverse=True)
        points = [{p.span: p for p in s.points} for s in block]
        rows: dict[str, list[Value | None]] = {}
        for span in ordered:
            cells = rows.setdefault(period_text(span), [None] * len(block))
            for n, own in enumerate(points):
                cells[n] = cells[n] or self._point(own.get(span))
        has_course = plots and any(len({d.day for d in line.dots}) > 1 for line in plots[0].lines)
        chart = self._lines(plots[0]) if has_course else None
        return Times(
            f"{_kind(block[0].subject)}, {NAMES.get(block[0].grain, block[0].grain)}", chart,
            plots[0].beneath if plots else (), tuple(name_of(s, self._times) for s in block),
            tuple((when, tuple(cells)) for when, cells in rows.items()),
        )  # fmt: skip

    def _point(self, point: Point | None) -> Value | None:
        if point is None or point.figure is None:
            return None
        notes = [f"was {value_text(f)}" for f in point.earlier]
        notes += [f"also printed as {value_text(f)}" for f in point.rivals]
        notes += [reason.text for reason in point.reasons]
        notes += ["worked out"] if point.figure.derived else []
        return replace(self._value(point.figure), note="; ".join(dict.fromkeys(notes)))

    def _lines(self, plot: Plot) -> int:
        dots = [
            {"name": d.name, "day": d.day.isoformat(), "value": d.value, "label": d.label,
             "run": f"{d.name} {d.stretch}" if d.stretch >= 0 else f"alone {n}", "kind": d.kind}
            for n, d in enumerate(dot for line in plot.lines for dot in line.dots)
        ]  # fmt: skip
        told = "; ".join(f"{line.name}, {len(line.dots)} points, the last {line.last}" for line in plot.lines)
        self.charts.append({
            "kind": "lines", "title": plot.subtitle, "dots": dots, "domain": list(plot.domain),
            "names": [line.name for line in plot.lines],
            "rules": [{"day": day.isoformat(), "note": note} for day, note in plot.rules],
            "described": f"Lines through time: {told}",
        })  # fmt: skip
        return len(self.charts) - 1

    def _value(self, figure: Figure) -> Value:
        place = next(iter(figure.places), None)
        link = self._records.link(place.document_id, place.observation_id) if place else ""
        return Value(value_text(figure), link, "", figure.derived)


def _kind(subject: Subject) -> str:
    return statistic_text(subject)


def _block(line: Series) -> tuple[str, ...]:
    subject = line.subject
    return (subject.statistic, subject.unit, subject.breakdown, line.grain)


def _state(figure: Figure) -> str:
    return {"passed": words.PROVEN, "failed": words.CONTRADICTED}.get(figure.check, words.UNCHECKED)


def listed(records: Records) -> list[dict[str, Any]]:
    """The measures of a dataset in the order of the vocabulary, with the forces and figures that there are of each."""
    book, found = records.rules.book, []
    order = {name: n for n, name in enumerate(book.measures)}
    for name in sorted(records.by_measure, key=lambda m: (order.get(m, len(order)), m)):
        held: dict[str, int] = defaultdict(int)
        for (force, _), number in records.by_measure[name].items():
            held[force] += number
        known = book.measures.get(name)
        found.append(
            {
                "name": records.measure_names[name],
                "label": known.label if known else name,
                "definition": known.definition if known else "not in this vocabulary; --schemas lays another over it",
                "forces": sorted(_spelled(held, records)),
                "figures": sum(held.values()),
            }
        )
    return found


def _spelled(forces: Iterable[str], records: Records) -> list[str]:
    return [records.forces.get(f, f) for f in forces if f]
