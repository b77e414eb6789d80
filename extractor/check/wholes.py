"""A count and the percentage that it is, of a whole that is not printed: some whole number must fit.

6 cases that are 28.6% are 6 of 21, and no 6 cases are 28.0% of anything. One pair says little, as most percentages of
large counts fit; a row of counts above a row of percentages of small ones proves both.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from extractor.check.figures import Figure
from extractor.check.intervals import Interval
from extractor.check.phrases import phrase
from extractor.check.relations import Bound
from extractor.check.sheets import Line, Sheet

_BESIDE = 2  # lines on either side of the percentages among which their counts are sought
_PROOF = 2.0  # decimal digits of evidence: chance is below one in a hundred
_FEWEST = 6  # places that must fit before one that does not is a mistake
_NEIGHBOURS = 10  # counts and percentages on either side, of which as many may fit by chance as do there
_TELLING = 0.5  # where more of the neighbours fit, fitting confirms nothing
_SLACK = 1e-9  # relative, for binary noise


def wholes(sheet: Sheet) -> Iterator[Bound]:
    """A bound for every percentage of a line of them that a line of counts beside it explains."""
    for lines in sheet.axes():
        for i, shares in enumerate(lines):
            if any(f.is_percent for f in shares.figures.values()):
                for counts in (*lines[max(0, i - _BESIDE) : i], *lines[i + 1 : i + 1 + _BESIDE]):
                    yield from _told(_pairs(shares, counts))


def _countable(figure: Figure) -> bool:
    return figure.adds_up and figure.is_exact and figure.value > 0 and not figure.observation.qualifier


def _pairs(shares: Line, counts: Line) -> list[tuple[Figure, Figure]]:
    """Percentages with the counts of the same area and period at the same place."""
    found = []
    for place, share in shares.figures.items():
        count = counts.figures.get(place)
        if count is None or not share.is_percent or not _countable(count) or not 0 < share.value <= 100:
            continue
        a, b = share.observation, count.observation
        if (a.area, a.category, a.period_end) == (b.area, b.category, b.period_end):
            found.append((share, count))
    return found


def _told(pairs: Sequence[tuple[Figure, Figure]]) -> Iterator[Bound]:
    """What a line of counts says of a line of percentages; nothing where chance explains it."""
    fitting = [(s, c, _chance(s, c)) for s, c in pairs if whole_of(s.interval, int(c.value)) is not None]
    others = [(s, c) for s, c in pairs if whole_of(s.interval, int(c.value)) is None]
    evidence = -sum(math.log10(chance) for _, _, chance in fitting) - math.log10(2 * _BESIDE)
    if evidence - len(others) < _PROOF or len(others) > 1 or (others and len(fitting) < _FEWEST):
        return
    for share, count, chance in fitting:
        yield _bound(share, count, weak=chance > _TELLING)
    for share, count in others:
        yield _bound(share, count, weak=False)


def whole_of(share: Interval, count: int) -> int | None:
    """The smallest whole number of which a count is such a percentage; None where there is none."""
    if share.low <= 0:
        return count
    low, high = 100.0 * count / share.high, 100.0 * count / share.low
    whole = max(count, math.ceil(low * (1 - _SLACK)))
    return whole if whole <= high * (1 + _SLACK) else None


def _chance(share: Figure, count: Figure) -> float:
    """How often the neighbours of a count, or of a percentage, fit as well; the larger of the two."""
    number, offsets = int(count.value), [i for i in range(-_NEIGHBOURS, _NEIGHBOURS + 1) if i]
    by_count = [whole_of(share.interval, number + i) is not None for i in offsets if number + i > 0]
    moved = [share.interval.shifted(i * share.step) for i in offsets]
    by_share = [whole_of(near, number) is not None for near in moved if near.low > 0 and near.high < 100]
    return max((1 + sum(hits)) / (1 + len(hits)) for hits in (by_count, by_share))


def _bound(share: Figure, count: Figure, weak: bool) -> Bound:
    """The bound of a percentage: what the count is of the whole number that comes nearest."""
    number = int(count.value)
    exact = 100.0 * number / share.value
    near = min({max(number, math.floor(exact)), math.ceil(exact)}, key=lambda n: abs(100.0 * number / n - share.value))
    value = 100.0 * number / near
    words = phrase("%s of %s is {}, and no other whole number comes nearer", count, f"{near:,}")
    return Bound("whole", share, (count,), Interval(value, value), words, weak, value)
