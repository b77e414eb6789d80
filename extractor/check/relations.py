"""A relation between printed figures: one of them follows from the others, by a sum or by a quotient of sums."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractor.check.figures import Figure
from extractor.check.intervals import Interval, total
from extractor.check.phrases import Phrase
from extractor.quick import changed, kept, quick

Terms = tuple[tuple[float, Figure], ...]
_SILENT = Phrase()
_PROOF = 2.0  # decimal digits of evidence: chance is below one in a hundred
_STRONG_PROOF = 3.0
_COARSE = 4.0  # times the range of figures that would hold: what is so much coarser, and than the gap, is no witness


@quick
@dataclass(frozen=True, eq=False)
class Relation:
    """`target = scale * sum(top) / sum(bottom) + offset`; without `bottom` just the sum.

    `words` say in which way the target follows, with `{}` where its value goes. `weak` marks bounds that nearly
    any figure keeps, so that holding confirms nothing. `reprint` marks the same figure printed again: to the same
    digit both are one number rounded, and must be the same. `either_way` marks a difference of which no heading says
    which level is taken from which: a variance may be the budget less the actual or the actual less the budget.
    `assumes` says what has to be so, and is not printed, for it to be a relation at all.
    """

    kind: str
    target: Figure
    top: Terms
    bottom: Terms = ()
    scale: float = 1.0
    offset: float = 0.0
    words: Phrase = _SILENT
    weak: bool = False
    reprint: bool = False
    either_way: bool = False
    assumes: str = ""

    @kept
    def figures(self) -> tuple[Figure, ...]:
        """All figures involved, the derived one first, each once."""
        named = (self.target, *(f for _, f in self.top), *(f for _, f in self.bottom))
        return tuple({f.id: f for f in named}.values())

    @kept
    def expected(self) -> Interval | None:
        """What the target can be, from the others; None where a divisor may be nought."""
        top = _sum(self.top)
        if not self.bottom:
            return top.times(self.scale).shifted(self.offset)
        quotient = top.over(_sum(self.bottom))
        return quotient.times(self.scale).shifted(self.offset) if quotient else None

    @property
    def value(self) -> float:
        """The target as the printed values of the others give it."""
        top = sum(a * f.value for a, f in self.top)
        if self.bottom:
            top /= sum(b * f.value for b, f in self.bottom)
        return self.scale * top + self.offset

    @kept
    def gap(self) -> float | None:
        """How far expected and published lie apart beyond rounding; None where it cannot be told."""
        distance = abs(self.value - self.target.value) if self.reprint else 0.0
        if self.reprint and distance > self.target.step / 2 and self.top[0][1].step == self.target.step:
            return distance
        expected = self.expected
        return None if expected is None else expected.gap(self.target.interval)

    @property
    def holds(self) -> bool:
        """True where the printed figures agree."""
        return self.gap == 0

    @property
    def tolerance(self) -> float:
        """How far the printed target may lie from `value` through the rounding of every figure involved."""
        expected = self.expected
        return (expected.width + self.target.interval.width) / 2 if expected else math.inf

    @kept
    def span(self) -> float:
        """How wide a range of printed targets would hold."""
        expected = self.expected
        return expected.width + self.target.interval.width + self.target.step if expected else math.inf

    @kept
    def weight(self) -> float:
        """How much holding says: decimal digits in which a figure unrelated to the others would differ."""
        return _weight(self.target, self.span)

    def holds_with(self, figures: Mapping[str, Figure]) -> bool:
        """Whether it holds with other figures in the places of some."""
        return self.standing_for(figures).holds

    def standing_for(self, figures: Mapping[str, Figure]) -> Relation:
        """The same relation with other figures in the places of some, by the ids of those that they replace."""

        def moved(terms: Terms) -> Terms:
            return tuple((a, figures.get(f.id, f)) for a, f in terms)

        target = figures.get(self.target.id, self.target)
        return changed(self, target=target, top=moved(self.top), bottom=moved(self.bottom))

    def implied(self, figure: Figure) -> Interval | None:
        """What one figure would have to be, given the others; None where it cannot be solved for."""
        if figure is self.target:
            return self.expected
        in_top = [(a, f) for a, f in self.top if f is figure]
        in_bottom = [(b, f) for b, f in self.bottom if f is figure]
        if len(in_top) + len(in_bottom) != 1:
            return None
        level = self.target.interval.shifted(-self.offset).times(1 / self.scale)
        if in_top:
            wanted = level.product(_sum(self.bottom)) if self.bottom else level
            rest = _sum(tuple(t for t in self.top if t[1] is not figure))
            return (wanted - rest).times(1 / in_top[0][0])
        whole = _sum(self.top).over(level)
        if whole is None:
            return None
        return (whole - _sum(tuple(t for t in self.bottom if t[1] is not figure))).times(1 / in_bottom[0][0])

    def allowed(self, figure: Figure) -> Interval | None:
        """As `implied`, also for a part of a whole that it is added up in: `(above x + r) / (below x + s)`.

        Such a part is no culprit by itself, but what it is corrected to has to keep within this.
        """
        above, below = (sum(n for n, f in terms if f is figure) for terms in (self.top, self.bottom))
        if not above or not below:
            return self.implied(figure)
        level = self.target.interval.shifted(-self.offset).times(1 / self.scale)
        top = _sum(tuple(t for t in self.top if t[1] is not figure))
        bottom = _sum(tuple(t for t in self.bottom if t[1] is not figure))
        ends = [(bottom.times(e) - top, above - below * e) for e in (level.low, level.high)]
        if any(divisor <= 0 for _, divisor in ends):
            return None
        found = [interval.times(1 / divisor) for interval, divisor in ends]
        return Interval(min(i.low for i in found), max(i.high for i in found))


def heaviest(target: Figure) -> float:
    """The most that a relation can weigh from which this figure follows: that of others which are exact."""
    return _weight(target, target.interval.width + target.step)


def _weight(target: Figure, span: float) -> float:
    if math.isinf(span):
        return 0.0
    digits = math.log10((abs(target.value) + target.step) / span)
    return max(0.0, min(digits, significant(target)))


def _sum(terms: Terms) -> Interval:
    return total([f.interval if a == 1 else f.interval.times(a) for a, f in terms])


def significant(figure: Figure) -> float:
    """Digits that a figure is printed with before its closing noughts: 2,000 says little more than 2."""
    units = round(abs(figure.value) / figure.step)
    return float(len(str(units).rstrip("0")))


@dataclass(frozen=True, slots=True, eq=False)
class Bound:
    """A figure that others allow only within an interval, which is no sum or quotient of theirs.

    `sources` are others with what each would have to be, were the bounded figure right. `open` marks bounds that
    no figure is to blame for when they fail. `assumes` is as of a relation.
    """

    kind: str
    target: Figure
    others: tuple[Figure, ...]
    expected: Interval
    words: Phrase = _SILENT
    weak: bool = True
    value: float | None = None
    sources: tuple[tuple[Figure, Interval], ...] = ()
    open: bool = False
    assumes: str = ""

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All figures involved, the bounded one first."""
        return (self.target, *self.others)

    @property
    def gap(self) -> float:
        """How far the figure lies outside the bounds, beyond rounding."""
        return self.expected.gap(self.target.interval)

    @property
    def holds(self) -> bool:
        """True where the figure keeps within the bounds."""
        return self.gap == 0

    def holds_with(self, figures: Mapping[str, Figure]) -> bool:
        """Whether it holds with other figures in the places of some.

        Where target and source both move, a part is held against its whole again; nothing else can be, and holds.
        """
        target = figures.get(self.target.id)
        sources = [(figures[f.id], wanted) for f, wanted in self.sources if f.id in figures]
        if target is not None and sources and self.kind == "part_of_whole":
            return all(target.interval.low <= source.interval.high for source, _ in sources)
        if target is not None and not sources:
            return self.expected.meets(target.interval)
        return target is not None or all(wanted.meets(f.interval) for f, wanted in sources)

    @property
    def tolerance(self) -> float:
        """How far the figure may lie from the middle of the bounds."""
        return (self.expected.width + self.target.interval.width) / 2

    def implied(self, figure: Figure) -> Interval | None:
        """What one figure would have to be; None where it cannot be solved for."""
        if figure is self.target:
            return self.expected
        return next((wanted for f, wanted in self.sources if f is figure), None)


@quick
@dataclass(frozen=True, eq=False)
class Case:
    """One hypothesis about how lines of a table hang together, tried at every place where it can be."""

    relations: tuple[Relation, ...]

    @kept
    def held(self) -> list[Relation]:
        """The places where it holds."""
        return [r for r in self.relations if r.holds]

    @kept
    def broken(self) -> list[Relation]:
        """The places where it does not."""
        return [r for r in self.relations if r.gap]

    @kept
    def cancels(self) -> bool:
        """True where it fails at two places by as much too much as too little: two figures have changed places."""
        if len(self.broken) != 2:
            return False
        one, other = (r.value - r.target.value for r in self.broken)
        return abs(one + other) < min(r.target.step for r in self.broken) / 2

    def strength(self, rivals: int, hinted: bool) -> float:
        """Decimal digits of evidence that the hypothesis is true, after trying `rivals` of them.

        Every place where it fails costs one; a label that says so is worth two.
        """
        evidence = sum(r.weight for r in self.held)
        if self.cancels:
            evidence += min(r.weight for r in self.broken) + len(self.broken)
        return evidence - len(self.broken) - _price(rivals, hinted)

    def told(self, rivals: int, hinted: bool) -> tuple[Relation, ...]:
        """What the hypothesis says: all places where it holds, and those where it fails that this convicts.

        Nothing where it is not proven: where chance explains it, or where nothing that fails can be convicted.
        """
        if not (self.held or (hinted and self.cancels)) or self.strength(rivals, hinted) < _PROOF:
            return ()
        strong = self.strength(rivals, hinted) >= _STRONG_PROOF
        convicted = [r for r in self.broken if (hinted or strong) and (self.cancels or self._convicts(r, hinted))]
        return (*self.held, *convicted) if convicted or not self.broken else ()

    def _convicts(self, wrong: Relation, hinted: bool) -> bool:
        """True where enough places hold that would have shown a gap like this one.

        What holds only because it is printed coarsely (quarterly means beside counts) is no witness against what is
        printed finely and fails. A relation that nothing but arithmetic suggests must hold almost everywhere;
        otherwise one place where it fails would be blamed on the publisher without cause.
        """
        gap = wrong.gap or 0.0
        witnesses = sum(r.span <= max(gap, _COARSE * wrong.span) for r in self.held)
        alike = sum((r.gap or 0.0) >= gap / _COARSE for r in self.broken)
        return witnesses >= alike * (1 if hinted else 2)


def needed(rivals: int, hinted: bool = False) -> float:
    """The least that the places where a hypothesis holds must weigh more than those where it does not."""
    return _PROOF + _price(rivals, hinted)


def _price(rivals: int, hinted: bool) -> float:
    return math.log10(max(1, rivals)) - (2.0 if hinted else 0.0)


class Found(NamedTuple):
    """The hypothesis that was proven: which of those tried, and what it says."""

    place: int
    relations: tuple[Relation, ...]


def best(cases: Sequence[Case], hinted: Sequence[bool], rivals: int) -> Found | None:
    """The proven hypothesis with the most evidence; None where there is none.

    `rivals` is among how many it was sought; one that the labels point out has none.
    """
    proven = []
    for i, (case, hint) in enumerate(zip(cases, hinted, strict=True)):
        against = 1 if hint else rivals
        told = case.told(against, hint)
        if told:
            proven.append((case.strength(against, hint), -i, told))
    if not proven:
        return None
    _, place, told = max(proven, key=lambda p: p[:2])
    return Found(-place, told)
