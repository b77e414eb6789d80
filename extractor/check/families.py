"""Wholes and parts in different tables: categories that the vocabulary divides, areas that arithmetic divides.

Robbery is personal and business robbery, wherever the three are printed. Which districts make up a policing area is
found out: the same ones must do so for nearly every offence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from extractor.check.figures import Figure
from extractor.check.phrases import phrase
from extractor.check.relations import Case, Relation, Terms
from extractor.check.repeats import likeness
from extractor.check.spans import Span, series_of, tiling
from extractor.check.subjects import Identity, identity
from extractor.codelists import Category
from extractor.quick import changed

_CLOSE = 1.5  # leading digits in which a category and its parts must agree to be the same thing
_TELLING = 1.0
_FINE = ("district", "policing_area")  # kinds of areas, from the smallest
_MOST_AREAS = 10
_FEWEST = 3  # offences for which the same areas must add up


def families(figures: Sequence[Figure], categories: Mapping[str, Category]) -> Iterator[Relation]:
    """A category against all parts that the vocabulary gives it, where they do not all stand in one table."""
    children: dict[str, list[str]] = {}
    for entry in categories.values():
        if entry.parent and entry.kind == "offence":
            children.setdefault(entry.parent, []).append(entry.id)
    first: dict[Identity, Figure] = {}
    for figure in figures:
        key = identity(figure, open_means=True) if figure.is_level and figure.adds_up else None
        if key is not None:
            first.setdefault(key, figure)
    for key, whole in first.items():
        measure, category, area, breakdown = key.subject
        names = children.get(category, [])
        parts = [first.get(changed(key, subject=(measure, name, area, breakdown))) for name in names]
        known = [p for p in parts if p is not None]
        if len(known) < 2 or len(known) < len(names) or len({f.observation.table for f in (whole, *known)}) == 1:
            continue
        relation = Relation("sum", whole, tuple((1.0, p) for p in known), words=phrase("%s is {}", tuple(known)))
        near = likeness(whole, replace(whole, value=relation.value)) >= _CLOSE
        if relation.weight >= _TELLING and (relation.holds or near):
            yield relation


@dataclass(frozen=True, slots=True)
class _Divided:
    """One offence in one period: figures of the small areas, and of larger ones with the periods that make it up."""

    small: Mapping[str, Figure]
    large: Mapping[str, Sequence[Figure]]


def areas(figures: Sequence[Figure]) -> Iterator[Relation]:
    """Small areas of one table that add up to larger ones of others, if need be over the months of a quarter."""
    cases = list(_divided([f for f in figures if f.adds_up]))
    names = {name for case in cases for name in case.large}
    for name in sorted(names):
        own = [c for c in cases if name in c.large]
        small = sorted({s for c in own for s in c.small})
        if len(own) < _FEWEST or not 2 <= len(small) <= _MOST_AREAS:
            continue
        sets = [s for n in range(2, len(small)) for s in combinations(small, n)]
        tried = [Case(tuple(r for c in own if (r := _relation(c, name, s)) is not None)) for s in sets]
        proven = [told for c in tried if len(c.held) >= _FEWEST and (told := c.told(len(sets), hinted=False))]
        if len(proven) == 1:
            yield from proven[0]


def _divided(figures: Sequence[Figure]) -> Iterator[_Divided]:
    subjects: dict[tuple[str, ...], dict[str, dict[str, dict[Span, Figure]]]] = {}
    for levels in series_of(figures):
        o = next(iter(levels.values())).observation
        if o.area_type in _FINE and o.unit == "count" and o.statistic == "count":
            kinds = subjects.setdefault((o.measure, o.category, o.breakdown), {})
            kinds.setdefault(o.area_type, {})[o.area] = levels
    for kinds in subjects.values():
        if all(kind in kinds for kind in _FINE):
            small, large = (kinds[kind] for kind in _FINE)
            for span in sorted({span for levels in small.values() for span in levels}):
                here = {name: levels[span] for name, levels in small.items() if span in levels}
                wholes = {name: _over(levels, span) for name, levels in large.items()}
                yield _Divided(here, {name: parts for name, parts in wholes.items() if parts})


def _over(levels: Mapping[Span, Figure], span: Span) -> Sequence[Figure]:
    """The figure of a period, or those of the periods that make it up."""
    return [levels[span]] if span in levels else tiling(span, list(levels.values()))


def _relation(case: _Divided, name: str, small: Sequence[str]) -> Relation | None:
    if any(s not in case.small for s in small):
        return None
    parts = [case.small[s] for s in small]
    wholes = list(case.large[name])
    if len(wholes) == 1:
        return Relation("sum", wholes[0], tuple((1.0, p) for p in parts), words=phrase("%s is {}", tuple(parts)))
    target = max(parts, key=lambda f: f.value)
    rest = [p for p in parts if p is not target]
    top: Terms = (*((1.0, w) for w in wholes), *((-1.0, p) for p in rest))
    return Relation("sum", target, top, words=phrase("%s in %s less %s is {}", tuple(wholes), name, tuple(rest)))
