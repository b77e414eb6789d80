"""Values that cannot be: outside what a measure can be, a part above its whole, one of a run ten times too much.

What a measure can be is data (`least` and `most` in schemas/measures.csv). A category is no larger than the one the
vocabulary puts it under, and an area within the force no larger than the force. Keeping a bound confirms nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from math import inf
from statistics import median

from extractor.check.figures import Figure, written
from extractor.check.intervals import Interval
from extractor.check.phrases import phrase
from extractor.check.relations import Bound
from extractor.check.sheets import Sheet
from extractor.check.subjects import Identity, identity
from extractor.codelists import Category, Measure
from extractor.quick import changed

_WITHIN_FORCE = frozenset({"district", "command", "policing_area", "ward"})
_NEAR_RUN = 3.0  # times the middle of a run within which all others of it must lie
_FAR = 7.0  # times all others at least, or a seventh: more than a season or a campaign does to a month's count
_OTHERS = 5  # in the run before one that is far from them is doubtful
_LEAST_COUNT = 20.0  # a smaller count may well come to a tenth or ten times


def within_measures(figures: Sequence[Figure], measures: Mapping[str, Measure]) -> Iterator[Bound]:
    """A bound for every level that lies outside what its measure can be, in the measure's own unit."""
    for figure in figures:
        o = figure.observation
        measure = measures.get(o.measure)
        if measure is None or not figure.is_level or o.unit != measure.unit or o.statistic == "rank":
            continue
        limits = Interval(_number(measure.least, -inf), _number(measure.most, inf))
        if limits.gap(figure.interval):
            ends = [written(x, figure.step, o.unit) for x in (limits.low, limits.high) if abs(x) < inf]
            words = phrase("%s lies %s %s", measure.label, "between" if len(ends) > 1 else "beyond", " and ".join(ends))
            yield Bound("impossible", figure, (), limits, words)


def _number(text: str, otherwise: float) -> float:
    return float(text) if text else otherwise


def within_wholes(sheets: Sequence[Sheet], categories: Mapping[str, Category]) -> Iterator[Bound]:
    """A bound for every count of a table above that of a category or force of the same table which takes it in."""
    for sheet in sheets:
        counts: dict[Identity, Figure] = {}
        for figure in sheet.figures:
            key = identity(figure) if figure.adds_up and figure.observation.statistic == "count" else None
            if key is not None and figure.value >= 0:
                counts.setdefault(key, figure)
        forces = {f.observation.area for f in counts.values() if f.observation.area_type == "force"}
        for key, part in counts.items():
            for wider in chain(_wider_categories(key, categories), _wider_areas(key, part, forces)):
                whole = counts.get(wider)
                if whole is not None and part.interval.low > whole.interval.high:
                    yield _above(part, whole)
                    break


def _wider_categories(key: Identity, categories: Mapping[str, Category]) -> Iterator[Identity]:
    measure, category, area, breakdown = key.subject
    entry = categories.get(category)
    while entry is not None and entry.kind == "offence" and entry.parent:
        yield changed(key, subject=(measure, entry.parent, area, breakdown))
        entry = categories.get(entry.parent)


def _wider_areas(key: Identity, part: Figure, forces: set[str]) -> Iterator[Identity]:
    measure, category, _, breakdown = key.subject
    if part.observation.area_type in _WITHIN_FORCE and len(forces) == 1:
        yield changed(key, subject=(measure, category, next(iter(forces)), breakdown))


def _above(part: Figure, whole: Figure) -> Bound:
    names = [_name(f, part, whole) for f in (part, whole)]
    words = phrase("%s is part of %s, of which there are %s", *names, whole)
    sources = ((whole, Interval(part.interval.low, inf)),)
    return Bound("part_of_whole", part, (whole,), Interval(0.0, whole.interval.high), words, sources=sources)


def _name(figure: Figure, part: Figure, whole: Figure) -> str:
    """The heading by which part and whole differ."""
    rows = part.observation.row_label != whole.observation.row_label
    return figure.observation.row_label if rows else figure.observation.column_label


def magnitudes(sheets: Sequence[Sheet]) -> Iterator[Bound]:
    """A bound for a count far from all others of its run: counts of one thing in many periods, which lie close."""
    for sheet in sheets:
        for line in (*sheet.rows, *sheet.columns):
            runs: dict[tuple[object, ...], list[Figure]] = {}
            for figure in line.figures.values():
                o = figure.observation
                if figure.is_level and figure.adds_up and o.statistic == "count" and o.period_end is not None:
                    key = (o.measure, o.category, o.area, o.breakdown, o.period_type)
                    runs.setdefault(key, []).append(figure)
            for run in runs.values():
                yield from _far_off(run)


def _far_off(run: Sequence[Figure]) -> Iterator[Bound]:
    if len(run) <= _OTHERS:
        return
    for figure in run:
        others = [f.value for f in run if f is not figure]
        middle, low, high = median(others), min(others), max(others)
        if low < _LEAST_COUNT or high > _NEAR_RUN * middle or low < middle / _NEAR_RUN:
            continue
        bound = Interval(low / _FAR, high * _FAR)
        if bound.gap(figure.interval):
            ends = [written(x, 1.0, "count") for x in (low, high)]
            words = phrase("the other %s of its run lie between %s and %s", str(len(others)), *ends)
            yield Bound("magnitude", figure, tuple(f for f in run if f is not figure), bound, words)
