"""Percentages and counts of one subject in different tables: rates of counts printed elsewhere, met and not met.

Measures are matched as kinds: what holds for most subjects of a kind (this rate is that count of those crimes)
is held against the others.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, permutations

from extractor.check.complements import to_hundred
from extractor.check.phrases import phrase
from extractor.check.rates import share
from extractor.check.relations import Case, Relation
from extractor.check.sheets import Sheet
from extractor.check.subjects import Located, Spot, located, spot, without

_MOST_AT_A_SPOT = 16  # measures of one subject, area and period that are tried with each other
Kind = tuple[str, ...]


def across(sheets: Sequence[Sheet]) -> Iterator[Relation]:
    """Relations between figures of different tables that share subject, area and period."""
    spots = _spots(sheets)
    cases: dict[Kind, list[Relation]] = {}
    tables: dict[str, int] = {}
    for at, items in spots.items():
        tables |= {i.figure.id: i.table for i in items}
        for kind, relation in (*_rates(items), *_complements(items), *_remainders(items), *_parts(at, items, spots)):
            cases.setdefault(kind, []).append(relation)
    rivals = Counter(kind[:2] for kind in cases)  # other explanations of the same measure
    for kind, relations in cases.items():
        case = Case(tuple(relations))
        hinted = kind[0] == "remainder"
        told = case.told(1 if hinted else rivals[kind[:2]], hinted)
        places = [(r, frozenset(tables[f.id] for f in r.figures)) for r in told]
        proven = {where for r, where in places if r.holds}
        # tables between which it never holds are not about the same thing
        yield from (r for r, where in places if where in proven)


def _spots(sheets: Sequence[Sheet]) -> dict[Spot, list[Located]]:
    """Levels of known measures at each spot, one of each measure and unit."""
    spots: dict[Spot, dict[tuple[str, str], Located]] = {}
    for item in located(sheets):
        o = item.figure.observation
        known = o.measure and o.area and o.period_end is not None and o.statistic != "rank" and not o.qualifier
        if item.figure.is_level and known:
            unit = "out_of" if o.out_of is not None else o.unit
            spots.setdefault(spot(item.figure), {}).setdefault((o.measure, unit), item)
    return {at: list(items.values())[:_MOST_AT_A_SPOT] for at, items in spots.items()}


def _rates(items: Sequence[Located]) -> Iterator[tuple[Kind, Relation]]:
    """A percentage of one count of the subject in another."""
    counts = [i.figure for i in items if i.figure.adds_up]
    for target in (i.figure for i in items if i.figure.is_percent):
        for part, whole in permutations(counts, 2):
            if part.value >= 0 and whole.value > 0 and part.observation.unit == whole.observation.unit:
                kind = ("rate", target.observation.measure, part.observation.measure, whole.observation.measure)
                yield kind, share(target, part, whole)


def _complements(items: Sequence[Located]) -> Iterator[tuple[Kind, Relation]]:
    """Two percentages that are all there is: met and not met."""
    for a, b in combinations([i.figure for i in items if i.figure.is_percent], 2):
        relation = to_hundred([a, b])
        if relation is not None:
            yield ("complement", *sorted((a.observation.measure, b.observation.measure))), relation


def _remainders(items: Sequence[Located]) -> Iterator[tuple[Kind, Relation]]:
    """`26 of 36` met, and 10 not met in another table."""
    for met in (i.figure for i in items if i.figure.observation.out_of is not None):
        for rest in (i.figure for i in items if i.figure.adds_up):
            words = phrase("%s leaves {}", met.observation.value_text)
            out_of = float(met.observation.out_of or 0)
            relation = Relation("remainder", rest, ((-1.0, met),), offset=out_of, words=words)
            yield ("remainder", met.observation.measure, rest.observation.measure), relation


def _parts(at: Spot, items: Sequence[Located], spots: dict[Spot, list[Located]]) -> Iterator[tuple[Kind, Relation]]:
    """A percentage by some dimension, of a count by it and of the count without it."""
    for dimension in json.loads(at.breakdown):
        wider = Spot(at.category, without(at.breakdown, dimension), at.area, at.start, at.end)
        wholes = {i.figure.observation.measure: i.figure for i in spots.get(wider, ()) if i.figure.adds_up}
        for target in (i.figure for i in items if i.figure.is_percent):
            for part in (i.figure for i in items if i.figure.adds_up):
                whole = wholes.get(part.observation.measure)
                if whole is not None and whole.value > 0:
                    kind = ("part", target.observation.measure, part.observation.measure, dimension)
                    yield kind, share(target, part, whole)
