"""Periods within periods: months that make up a quarter, quarters a year, in whichever tables they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from extractor.check.figures import Figure, written
from extractor.check.intervals import Interval
from extractor.check.phrases import phrase, spelt
from extractor.check.relations import Bound, Case, Relation
from extractor.check.repeats import likeness
from extractor.check.sheets import Sheet
from extractor.check.subjects import located

_DAY = timedelta(days=1)
_NO_LESS = "no part weighs less than half of what an average one does"
_LEAST_SHARE = 0.5  # of an equal part: no quarter holds less than half of what an average one does
_CLOSE = 1.3  # leading digits in which a sentence and the sum of months must agree to be the same thing
_FEWEST = 3  # sums that must hold between two kinds of tables before one that does not counts


def spans(sheets: Sequence[Sheet], stated: Sequence[Figure] = ()) -> Iterator[Relation | Bound]:
    """Counts of a period against the sum of its parts, and shares and means against the range of theirs.

    `stated` are figures of the text, which count where no table prints the same.
    """
    series = [s for s in series_of([*(item.figure for item in located(sheets)), *stated]) if len(s) > 2]
    cases: dict[tuple[str, int], list[Relation]] = {}
    for levels in series:
        for whole in levels.values():
            parts = tiling(_span(whole), [f for f in levels.values() if f is not whole])
            if not parts:
                continue
            if whole.adds_up:
                words = phrase("its parts %s make {}", tuple(parts))
                relation = Relation("parts_of_period", whole, tuple((1.0, f) for f in parts), words=words)
                cases.setdefault((whole.observation.measure, len(parts)), []).append(relation)
            elif whole.is_percent or whole.observation.statistic == "mean":
                yield _range(whole, parts)
    for relations in cases.values():
        held = Case(tuple(relations)).held
        sure = len(held) >= max(_FEWEST, 3 * (len(relations) - len(held)))
        yield from (r for r in relations if r.holds or (sure and _near(r)))


Span = tuple[date, date]


def _near(relation: Relation) -> bool:
    """True where whole and parts are plainly the same thing: in tables, or in the text if little parts them."""
    target = relation.target
    if target.observation.reader != "prose":
        return True
    return likeness(target, replace(target, value=relation.value)) >= _CLOSE


def series_of(figures: Iterable[Figure]) -> list[dict[Span, Figure]]:
    """Levels of one thing in one area by their periods, the first printing of each."""
    series: dict[tuple[str, ...], dict[Span, Figure]] = {}
    for figure in figures:
        o = figure.observation
        if not figure.is_level or not o.measure or o.statistic == "rank" or o.qualifier or o.out_of is not None:
            continue
        if o.period_start is None or o.period_end is None or o.period_type == "point_in_time":
            continue
        key = (o.measure, o.category, o.breakdown, o.statistic, o.unit, o.area)
        series.setdefault(key, {}).setdefault((o.period_start, o.period_end), figure)
    return list(series.values())


def tiling(span: Span, levels: Sequence[Figure]) -> list[Figure]:
    """Two or more shorter periods that fill a period without gap or overlap; nothing where none do."""
    start, end = span
    inside = sorted(
        (f for f in levels if start <= _span(f)[0] and _span(f)[1] <= end),
        key=lambda f: (_span(f)[0], -_span(f)[1].toordinal()),
    )
    parts: list[Figure] = []
    wanted = start
    for figure in inside:
        first, last = _span(figure)
        if first == wanted:
            parts.append(figure)
            wanted = last + _DAY
    return parts if wanted == end + _DAY and len(parts) > 1 else []


def _span(figure: Figure) -> Span:
    o = figure.observation
    assert o.period_start is not None and o.period_end is not None  # of _series
    return o.period_start, o.period_end


def _range(whole: Figure, parts: Sequence[Figure]) -> Bound:
    """A rate of a year lies among those of its quarters, each of which has some weight in it.

    A year that equals its lowest quarter would need the others to count for nothing.
    """
    n = len(parts)
    least = _LEAST_SHARE / n
    rest = 1 - _LEAST_SHARE
    low = least * sum(f.interval.low for f in parts) + rest * min(f.interval.low for f in parts)
    high = least * sum(f.interval.high for f in parts) + rest * max(f.interval.high for f in parts)
    ends = [written(x, whole.step, whole.observation.unit) for x in (low, high)]
    listed = spelt(parts).replace(" + ", ", ")
    words = phrase("its parts (%s) allow only %s to %s", listed, *ends)
    return Bound("range_of_parts", whole, tuple(parts), Interval(low, high), words, weak=True, assumes=_NO_LESS)
