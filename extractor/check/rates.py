"""Percentages that follow from counts: a share of another line, of the line's own total, of both, or an excess.

Which counts a percentage is of is found out by trying; labels help where a measure's rate is printed beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from extractor.check.figures import Figure
from extractor.check.phrases import phrase
from extractor.check.relations import Case, Found, Relation, best, needed
from extractor.check.sheets import Line, Sheet
from extractor.check.shortlist import Floats, Row, Targets
from extractor.codelists import Measure

_MOST_LINES = 30  # lines of counts in one table among which a numerator and its denominator are sought
# in lower case: `thefts as % of crimes`, `% thefts of crimes`
_SHARE = r"(?:%|percentage|proportion|share)"
_OF_WHOLE = re.compile(rf"(?:{_SHARE} (?:of )?)?(\S.*?) (?:as (?:an? )?{_SHARE} )?of (\S.*)")

Maker = Callable[[Figure, Figure, Figure], Relation]


def out_of(sheet: Sheet) -> Iterator[Relation]:
    """`26 of 36` against the percentage of the same thing and period in its row or column."""
    for figure in sheet.figures:
        o = figure.observation
        if not o.out_of or o.unit != "count" or o.statistic == "rank":
            continue
        for line in sheet.around(figure):
            beside = [f for f in line.figures.values() if f.is_percent and _same_subject(f, figure)]
            if len(beside) == 1:
                scale = 100.0 / float(o.out_of)
                words = phrase("%s is {}", o.value_text)
                yield Relation("share", beside[0], ((1.0, figure),), scale=scale, words=words)
                break


def _same_subject(a: Figure, b: Figure) -> bool:
    x, y = a.observation, b.observation
    names = ("measure", "category", "area", "breakdown", "period_start", "period_end")
    return x.period_end is not None and all(getattr(x, n) == getattr(y, n) for n in names)


def rates(sheet: Sheet, measures: Mapping[str, Measure]) -> Iterator[Relation]:
    """Percentages of a table that follow from counts in the same table."""
    done: set[str] = set()
    for across, lines in enumerate(sheet.axes()):
        finder = _Finder(lines, sheet.axes()[1 - across], measures)
        for line in lines:
            places = [p for p, f in line.figures.items() if f.is_percent and f.id not in done]
            case = finder.of(line, places)
            if case is not None:
                done |= {r.target.id for r in case.relations if r.holds}
                yield from case.relations


@dataclass(frozen=True, slots=True)
class _Form:
    """One way in which a percentage can follow from two counts."""

    make: Maker
    both: bool = False  # out of the two together, else out of the second
    offset: float = 0.0

    def value(self, a: float, b: float) -> float:
        """The percentage that two counts give."""
        return 100 * a / (a + b if self.both else b) + self.offset


def share(target: Figure, part: Figure, whole: Figure) -> Relation:
    """`part` as a percentage of `whole`."""
    words = phrase("%s of %s is {}", part, whole)
    return Relation("share", target, ((1.0, part),), ((1.0, whole),), 100.0, words=words)


def _of_both(target: Figure, part: Figure, other: Figure) -> Relation:
    words = phrase("%s of %s is {}", part, (part, other))
    return Relation("share", target, ((1.0, part),), ((1.0, part), (1.0, other)), 100.0, words=words)


def _excess(target: Figure, more: Figure, fewer: Figure) -> Relation:
    words = phrase("%s is {} more than %s", more, fewer)
    return Relation("share", target, ((1.0, more),), ((1.0, fewer),), 100.0, -100.0, words)


_FORMS = (
    _Form(share),
    _Form(_excess, offset=-100.0),
    _Form(_of_both, both=True),
)


class _Finder:
    """The counts along one axis of a table, and percentages of them."""

    def __init__(self, lines: Sequence[Line], crossing: Sequence[Line], measures: Mapping[str, Measure]) -> None:
        counts = [ln for ln in lines if any(f.adds_up for f in ln.figures.values())][:_MOST_LINES]
        self._counts = [{p: f for p, f in ln.figures.items() if f.adds_up} for ln in counts]
        self._names = [_plain(ln.label) for ln in counts]
        self._areas = [_area(ln) for ln in counts]
        self._rows: dict[tuple[int, ...], list[Row]] = {}
        self._units: dict[str, int] = {}
        self._crossing = crossing
        self._measures = measures

    def of(self, line: Line, places: Sequence[int]) -> Found | None:
        """What the percentages of a line are of; simple shares first."""
        if not places:
            return None
        near = self._near(line)
        targets = Targets([line.figures[p] for p in places])
        for form in _FORMS if len(near) > 1 else ():
            case = self._of_two(line, places, form, near, targets)
            if case is not None:
                return case
        return self._of_total(line, places, near, targets)

    def _of_two(
        self, line: Line, places: Sequence[int], form: _Form, near: Sequence[int], targets: Targets
    ) -> Found | None:
        """Two lines of counts, the percentage at each place being of the counts at that place."""
        cases, hints, spelt = [], [], []
        wanted = _part_and_whole(line.label)
        rows = self._at(tuple(places))
        evidence = targets.of_pairs([rows[i] for i in near], form.both, form.offset)
        for top, bottom, hint in self._promising(line, near, evidence, wanted):
            sets = [(line.figures[p], self._counts[top].get(p), self._counts[bottom].get(p)) for p in places]
            case = _tried(sets, form)
            if case is not None:
                cases.append(case)
                hints.append(hint)
                spelt.append(self._spelt(top, bottom, wanted))
        found = best(cases, hints, _pairs(near))
        if found is None or spelt[found.place]:
            return found
        # a measure names the numerator at most, so that the denominator has to prove itself
        held = sum(r.holds for r in found.relations)
        return found if 3 * held >= 2 * len(found.relations) else None

    def _promising(
        self, line: Line, near: Sequence[int], evidence: Floats, wanted: tuple[str, str]
    ) -> Iterator[tuple[int, int, bool]]:
        """Pairs of counts that can be proven to make the percentages of the line, and whether labels point at them."""
        for top in np.flatnonzero((evidence >= needed(1, hinted=True)).any(axis=1)).tolist():
            rate = self._rate_of(line, near[top])
            # where no label can point at them, what unnamed counts need sorts nearly all of them out at once
            least = needed(1, hinted=True) if rate or wanted[0] else needed(_pairs(near))
            for bottom in np.flatnonzero(evidence[top] >= least).tolist():
                hint = rate or self._spelt(near[top], near[bottom], wanted)
                if evidence[top, bottom] >= needed(1 if hint else _pairs(near), hint):
                    yield near[top], near[bottom], hint

    def _spelt(self, top: int, bottom: int, wanted: tuple[str, str]) -> bool:
        """True where the label of the percentages names both counts, if in fewer words: `% assaults of all crimes`."""
        named = zip(wanted, (self._names[top], self._names[bottom]), strict=True)
        return wanted[0] != "" and all(set(words.split()) <= set(name.split()) for words, name in named)

    def _at(self, places: tuple[int, ...]) -> list[Row]:
        """The counts of every line at some places."""
        if places not in self._rows:
            self._rows[places] = [Row([counts.get(p) for p in places], self._units) for counts in self._counts]
        return self._rows[places]

    def _of_total(self, line: Line, places: Sequence[int], near: Sequence[int], targets: Targets) -> Found | None:
        """One line of counts with its total: the percentage at each place is of the count at one fixed place."""
        cases = []
        wholes = range(len(self._crossing))
        for i in near:
            counts = self._counts[i]
            evidence = targets.of_wholes(self._at(tuple(places))[i], self._at(tuple(wholes))[i])
            for at in np.flatnonzero(evidence >= needed(len(near) * len(wholes))).tolist():
                sets = [(line.figures[p], counts.get(p), counts.get(at)) for p in places if p != at]
                case = _tried(sets, _FORMS[0])
                if case is not None:
                    cases.append(case)
        return best(cases, [False] * len(cases), len(near) * len(wholes))

    def _near(self, line: Line) -> list[int]:
        """The counts of the same area as a line of percentages, where each is of one area."""
        area = _area(line)
        return [i for i, other in enumerate(self._areas) if not area or not other or area == other]

    def _rate_of(self, line: Line, top: int) -> bool:
        """True where the percentages are of the measure that the vocabulary calls the rate of the counts'."""
        rate = {f.observation.measure for f in line.figures.values() if f.is_percent}
        counted = {f.observation.measure for f in self._counts[top].values()}
        if len(rate) != 1 or len(counted) != 1:
            return False
        entry = self._measures.get(next(iter(counted)))
        return entry is not None and bool(entry.rate_measure) and entry.rate_measure in rate


def _part_and_whole(label: str) -> tuple[str, str]:
    """The two lines that a label spells out, `Part as % of Whole`; nothing where it does not."""
    spelt = _OF_WHOLE.fullmatch(_plain(label))
    return (spelt[1], spelt[2]) if spelt else ("", "")


def _plain(label: str) -> str:
    return " ".join(label.split(" > ")[-1].casefold().split())


def _tried(sets: Sequence[tuple[Figure, Figure | None, Figure | None]], form: _Form) -> Case | None:
    """The form at every place where all three figures stand; None where it holds at none, without more ado."""
    whole = [(t, a, b) for t, a, b in sets if a is not None and b is not None and _usable(a, b)]
    near = sum(abs(form.value(a.value, b.value) - t.value) <= 2 * t.step for t, a, b in whole)
    if not near:
        return None
    return Case(tuple(form.make(t, a, b) for t, a, b in whole))


def _pairs(near: Sequence[int]) -> int:
    return len(near) * (len(near) - 1) // 2


def _area(line: Line) -> str:
    """The area of all figures of a line; nothing where they are of several."""
    areas = {f.observation.area for f in line.figures.values()}
    return next(iter(areas)) if len(areas) == 1 else ""


def _usable(a: Figure, b: Figure) -> bool:
    if a.observation.qualifier or b.observation.qualifier:
        return False
    return a.observation.unit == b.observation.unit and b.value > 0 and a.value >= 0
