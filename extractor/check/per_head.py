"""Rates per head whose population is printed beside them, and ratios of one rate to another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.check.figures import Figure
from extractor.check.phrases import phrase
from extractor.check.relations import Case, Relation, best
from extractor.check.sheets import Line, Sheet

_PER = {"per_1000_population": 1e3, "per_100000_population": 1e5, "per_million_population": 1e6}
_FEWEST = 2  # places where a ratio must hold


def per_head(sheet: Sheet) -> Iterator[Relation]:
    """Rates of a line against the one count and the one population of the same line; told where most of them hold."""
    for lines in sheet.axes():
        relations = [r for line in lines for r in _of_line(line)]
        yield from Case(tuple(relations)).told(1, hinted=True)


def _of_line(line: Line) -> Iterator[Relation]:
    figures = [f for f in line.figures.values() if f.is_level]
    people = [f for f in figures if f.observation.measure == "population" and f.value > 0]
    for rate in figures:
        scale = _PER.get(rate.observation.unit)
        counts = [f for f in figures if f.adds_up and f.observation.measure == rate.observation.measure]
        if scale and rate.observation.measure and len(people) == len(counts) == 1:
            words = phrase("%s of %s people are {} per %s", counts[0], people[0], f"{scale:,.0f}")
            yield Relation("rate", rate, ((1.0, counts[0]),), ((1.0, people[0]),), scale, words=words)


def ratios(sheet: Sheet) -> Iterator[Relation]:
    """A line of ratios against a line of rates: each to the rate at one place, which arithmetic finds."""
    for lines in sheet.axes():
        rates = [ln for ln in lines if any(f.observation.unit in _PER for f in ln.figures.values())]
        for line in lines:
            places = [p for p, f in line.figures.items() if f.is_level and f.observation.unit == "ratio"]
            tried = [(of, whole) for of in rates for whole in of.figures] if places else []
            cases = [_to(line, places, of, whole) for of, whole in tried]
            # the group that the others are compared with has no ratio of its own
            found = best(cases, [whole not in line.figures for _, whole in tried], len(cases))
            if found is not None:
                yield from found.relations


def _to(line: Line, places: Sequence[int], of: Line, whole: int) -> Case:
    """The ratios as those of a line's figures to one of them."""
    base = of.figures[whole]
    made = [_ratio(line.figures[p], of.figures[p], base) for p in places if p != whole and p in of.figures]
    relations = tuple(r for r in made if r is not None)
    return Case(relations) if sum(r.holds for r in relations) >= _FEWEST else Case(())


def _ratio(target: Figure, one: Figure, base: Figure) -> Relation | None:
    if base.interval.low <= 0 or one.observation.unit not in _PER:
        return None
    return Relation("ratio", target, ((1.0, one),), ((1.0, base),), words=phrase("%s is {} times %s", one, base))
