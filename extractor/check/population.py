"""Rates per 1,000: all rates of one area imply one population, whatever offence they are of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.check.figures import Figure
from extractor.check.intervals import Interval
from extractor.check.phrases import phrase
from extractor.check.relations import Bound
from extractor.check.sheets import Sheet

_WORDS = "%s per 1,000 of the %s inhabitants whom %s rates of the area imply is {}"
_FEWEST = 3  # rates that must agree on a population before one that does not is in the wrong


def populations(sheet: Sheet) -> Iterator[Bound]:
    """A bound for every rate per 1,000 inhabitants beside whose count stands in the same row, or column."""
    for line_sets in sheet.axes():
        by_area: dict[tuple[str, int], list[tuple[Figure, Figure]]] = {}
        for line in line_sets:
            figures = list(line.figures.items())
            for _, rate in figures:
                o = rate.observation
                if not rate.is_level or o.unit != "per_1000_population":
                    continue
                for at, count in figures:
                    c = count.observation
                    if count.adds_up and c.unit == "count" and c.area == o.area and _same(count, rate):
                        by_area.setdefault((o.area, at), []).append((rate, count))
        yield from _weighed(list(_settled(by_area)))


def _weighed(bounds: Sequence[Bound]) -> Iterator[Bound]:
    """Where the rates of one offence fail in most areas, they are of something else; their counts are innocent."""
    rows: dict[tuple[str, str], list[Bound]] = {}
    for bound in bounds:
        o = bound.target.observation
        rows.setdefault((o.category, o.breakdown), []).append(bound)
    for row in rows.values():
        failing = sum(not b.holds for b in row)
        yield from (replace(b, sources=()) for b in row) if failing > 1 and 2 * failing > len(row) else row


def _same(count: Figure, rate: Figure) -> bool:
    a, b = count.observation, rate.observation
    return (a.category, a.breakdown) == (b.category, b.breakdown)


def _settled(by_area: dict[tuple[str, int], list[tuple[Figure, Figure]]]) -> Iterator[Bound]:
    """Of the counts that a rate may be of (a quarter, its mean), the line that gives one population most often."""
    areas = {area for area, _ in by_area}
    for area in sorted(areas):
        lines = [pairs for (a, _), pairs in by_area.items() if a == area]
        ranked = [(agreed(pairs), pairs) for pairs in lines]
        (members, population), pairs = max(ranked, key=lambda r: len(r[0][0]))
        if len(members) < _FEWEST or 2 * len(members) <= len(pairs) or population is None:
            continue
        for rate, count in pairs:
            rest = _common([p for p in members if p[0] is not rate])
            if rest is not None and implied_population(rate, count) is not None:
                yield _bound(rate, count, rest, len(members))


def _bound(rate: Figure, count: Figure, population: Interval, members: int) -> Bound:
    expected = count.interval.times(1000.0).over(population) or rate.interval
    people = f"{population.middle:,.0f}"
    words = phrase(_WORDS, count, people, str(members))
    value = 1000.0 * count.value / population.middle
    source = (count, rate.interval.product(population).times(0.001))
    return Bound("population", rate, (count,), expected, words, weak=False, value=value, sources=(source,))


def implied_population(rate: Figure, count: Figure) -> Interval | None:
    """The population of which `count` is `rate` per 1,000; None where the rate may be nought."""
    return count.interval.times(1000.0).over(rate.interval)


def agreed(pairs: Sequence[tuple[Figure, Figure]]) -> tuple[list[tuple[Figure, Figure]], Interval | None]:
    """The largest set of rates that one population satisfies, and what it can be."""
    spans = [(pair, i) for pair in pairs if (i := implied_population(*pair)) is not None]
    best: list[tuple[Figure, Figure]] = []
    for _, (_, start) in enumerate(spans):
        members = [pair for pair, span in spans if span.low <= start.low <= span.high]
        if len(members) > len(best):
            best = members
    return best, _common(best)


def _common(pairs: Sequence[tuple[Figure, Figure]]) -> Interval | None:
    common: Interval | None = None
    for pair in pairs:
        span = implied_population(*pair)
        if span is None:
            continue
        common = span if common is None else common.common(span)
        if common is None:
            return None
    return common
