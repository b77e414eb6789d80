"""The same figure printed in two tables must be the same."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from extractor.check.figures import Figure
from extractor.check.phrases import phrase
from extractor.check.relations import Relation, significant
from extractor.check.sheets import Sheet
from extractor.check.subjects import by_identity, located

_TIED = 6.0  # digits, together, of figures that tie two lines of a table to each other's headings


def repeats(sheets: Sequence[Sheet]) -> Iterator[Relation]:
    """A relation for every figure that a later table prints again.

    Two tables whose common figures differ are not about the same thing, whatever their headings seem to say, and
    are left alone; where one level at least is the same and the others lie close, those that differ are in
    conflict. Changes that differ only follow from levels that do. However far apart they lie, figures that stand in one
    of the tables in the next row or column's place are the same ones under each other's headings.
    """
    pairs: dict[tuple[int, int], list[Relation]] = {}
    for group in by_identity(located(sheets)).values():
        first = group[0]
        for again in group[1:]:
            if again.table != first.table:
                words = phrase("table %s has {}", str(first.table))
                relation = Relation("repeat", again.figure, ((1.0, first.figure),), words=words, reprint=True)
                pairs.setdefault((first.table, again.table), []).append(relation)
    misplaced = _misplaced([r for relations in pairs.values() for r in relations if r.gap], sheets)
    for relations in pairs.values():
        levels = [r for r in relations if r.target.is_level]
        conflict = same_thing([(r.target, r.top[0][1]) for r in levels])
        yield from (r for r in relations if r.holds or (conflict and r.target.is_level) or id(r) in misplaced)


def _misplaced(failing: Sequence[Relation], sheets: Sequence[Sheet]) -> set[int]:
    """Relations, by `id`, of figures that one of the two tables prints beside or above where it should.

    A number of few digits is met by chance: two figures at least must tie two lines to each other's headings.
    """
    of = {f.id: sheet for sheet in sheets for f in sheet.figures}
    ties: dict[tuple[int, int, int, int], list[Relation]] = {}
    for relation in failing:
        for own, sought in ((relation.target, relation.top[0][1]), (relation.top[0][1], relation.target)):
            sheet = of[own.id]
            places = sheet.places[own.id]
            for axis in (0, 1):
                for line, other in sheet.axes()[1 - axis][places[1 - axis]].figures.items():
                    if other is not own and other.value == sought.value and _kin(other, own):
                        key = (sheet.number, axis, min(places[axis], line), max(places[axis], line))
                        ties.setdefault(key, []).append(relation)
    told = [relations for relations in ties.values() if sum(significant(r.target) for r in relations) >= _TIED]
    return {id(r) for relations in told if len({r.target.id for r in relations}) > 1 for r in relations}


def _kin(a: Figure, b: Figure) -> bool:
    """Whether one figure could stand in the other's place."""
    x, y = a.observation, b.observation
    return (x.role, x.unit, x.statistic) == (y.role, y.unit, y.statistic)


def same_thing(pairs: Sequence[tuple[Figure, Figure]]) -> bool:
    """True where pairs of figures are so alike that they are the same ones, even if some differ a little.

    One pair at least of two digits or more must be equal, and the pairs must agree in one digit on average.
    """
    equal = any(a.interval.meets(b.interval) and abs(a.value) >= 100 * _fineness(a, b) for a, b in pairs)
    return equal and sum(likeness(a, b) for a, b in pairs) >= len(pairs)


def likeness(a: Figure, b: Figure) -> float:
    """In how many leading digits two figures agree, roughly; nought where they are far apart."""
    size = max(abs(a.value), abs(b.value))
    if size == 0:
        return 0.0
    distance = max(abs(a.value - b.value), _fineness(a, b))
    return max(0.0, -math.log10(distance / size))


def _fineness(a: Figure, b: Figure) -> float:
    return max(a.step, b.step)
