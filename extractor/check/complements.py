"""Shares that make up the whole: percentages that add up to 100, as met and not met do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.check.figures import Figure
from extractor.check.phrases import phrase
from extractor.check.relations import Case, Relation, best
from extractor.check.sheets import Line, Sheet

_FEWEST, _MOST = 2, 20  # shares of one whole


def to_hundred(figures: Sequence[Figure]) -> Relation | None:
    """The relation that shares add up to 100; tested on the largest, which says most."""
    if len(figures) < _FEWEST or any(f.value < 0 for f in figures):
        return None
    target = max(figures, key=lambda f: f.value)
    others = [f for f in figures if f is not target]
    words = phrase("100%% less %s is {}", tuple(others))
    return Relation("complement", target, tuple((-1.0, f) for f in others), offset=100.0, words=words)


def complements(sheet: Sheet) -> Iterator[Relation]:
    """Runs of lines that add up to 100 at every place where they stand."""
    for lines in sheet.axes():
        shares = [ln for ln in lines if any(f.is_percent for f in ln.figures.values())]
        runs = [shares[i : i + n] for i in range(len(shares)) for n in range(_FEWEST, min(_MOST, len(shares) - i) + 1)]
        cases = [c for run in runs if (c := _case(run)) is not None]
        found = best(cases, [False] * len(cases), len(runs))
        if found is not None:
            yield from found.relations


def _case(run: Sequence[Line]) -> Case | None:
    places = sorted(set().union(*(ln.figures for ln in run)))
    relations = []
    for place in places:
        figures = [f for ln in run if (f := ln.figures.get(place)) is not None]
        if not all(f.is_percent for f in figures):
            continue
        relation = to_hundred(figures)
        if relation is not None:
            relations.append(relation)
    if not any(r.holds for r in relations):
        return None
    return Case(tuple(relations))
