"""Sums: lines that are the total of the lines beside them, with subtotals within totals.

Labels (`Total`, `Sum:`, `All …`, a force among its areas, a heading of which the parts' labels are the rest) say
where a total is to be expected; arithmetic says of which lines. A total that only arithmetic suggests must hold
nearly everywhere before one place where it fails counts as a mistake.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from extractor.check.figures import Figure
from extractor.check.intervals import Interval
from extractor.check.phrases import phrase
from extractor.check.relations import Case, Relation, best, needed
from extractor.check.sheets import Line, Sheet
from extractor.check.slips import misprint
from extractor.codelists import Category

TOTAL = re.compile(r"(?:grand |sub[- ]?|over)?totals?\b|\bsum\b|^all\b|\boverall\b|\bcombined\b", re.IGNORECASE)
_MOST_PARTS = 40  # lines in one sum
_FAR = 0.5  # of the sum: a total farther off is no total of these parts
_FAR_AMONG = 0.25  # of the sum, where the total lies among its parts: a mean of two is off by a half
_ROUGHLY = 1e-8  # relative; more than what intervals forgive, so that nothing is passed over
_SURE = 4  # places where a sum holds for each that it misses by far, before that counts as a mistake
_MANY = 4  # totals missed by what rounding can explain: more than one wrong count is a part of
_DISPLACED = 2  # places where a total must hold with another line's figures
_OFTEN = 0.1  # of the sums of a rounded table at least are missed
_MOST_CHOSEN = 10  # lines among which a sum of some is searched: 2 to the 10th sums

_WITHIN_FORCE = frozenset({"district", "command", "policing_area"})


class Totals:
    """The totals of one sheet along one axis."""

    def __init__(self, lines: Sequence[Line], categories: Mapping[str, Category]) -> None:
        self._lines = [ln for ln in lines if any(f.adds_up for f in ln.figures.values())]
        self._figures = [{p: f for p, f in ln.figures.items() if f.adds_up} for ln in self._lines]
        self._area_types = [_only({f.observation.area_type for f in fs.values()}) for fs in self._figures]
        self._subjects = [_only({f.observation.category for f in fs.values()}) for fs in self._figures]
        self._categories = categories
        self.relations: list[Relation] = []
        self._totals: set[int] = set()

    def find(self) -> list[Relation]:
        """All sums that hold along this axis, with the places where they fail."""
        order = list(range(len(self._lines)))
        self._nested(order)
        self._nested(order[::-1])
        for i in order:
            if i not in self._totals and self._is_named_total(i):
                self._chosen(i)
        for i in order:
            if i not in self._totals:
                self._displaced(i)
        return self.relations

    # ---- totals after (or, read backwards, before) their parts

    def _nested(self, order: Sequence[int]) -> None:
        """Read the lines in order; whatever a total sums up is from then on the total."""
        open_lines: list[int] = []
        for i in order:
            parts = None if i in self._totals else self._run(i, open_lines)
            if parts:
                self._totals.add(i)
                open_lines = open_lines[: -len(parts)]
            open_lines.append(i)

    def _run(self, i: int, open_lines: Sequence[int]) -> Sequence[int] | None:
        """The open lines right beside line `i` that it is the sum of."""
        least = self._headed(i, open_lines) or 2
        most = min(len(open_lines), _MOST_PARTS)
        promising = [open_lines[-n:] for n in sorted(self._may_hold(i, open_lines[-most:], least))]
        cases = [self._case(i, run) for run in promising]
        hints = [self._hinted(i, run, len(run) == most) for run in promising]
        found = best(cases, hints, max(0, most - least + 1) * len(self._lines))
        if found is None:
            return None
        self.relations += found.relations
        return promising[found.place]

    def _chosen(self, i: int) -> None:
        """A line called a total that sums up some of the lines around it, not all."""
        others = [j for j in range(len(self._lines)) if j != i and j not in self._totals][:_MOST_CHOSEN]
        sets = [s for n in range(2, len(others) + 1) for s in combinations(others, n)]
        cases = [c for s in sets if self._holds_throughout(i, s) and not (c := self._case(i, s)).broken]
        found = best(cases, [False] * len(cases), len(sets))
        if found is not None:
            self._totals.add(i)
            self.relations += found.relations

    def _displaced(self, i: int) -> None:
        """A line that the labels call the total of a run, with which it would hold everywhere, had it the figures of
        one of the run: the sum as printed, which fails."""
        runs = [run for run in self._beside(i) if self._is_total_of(i, run)]
        for run in runs:
            places = [p for p in self._figures[i] if all(p in self._figures[j] for j in run)]
            if len(places) < _DISPLACED or len(places) < len(self._figures[i]):
                continue
            for j in run:
                rest = [i, *(k for k in run if k != j)]
                if self._is_named_total(j) or self._hinted(j, rest, whole=False):
                    continue  # the sum as it should be
                if all(self._holds_exchanged(i, j, run, p) for p in places):
                    case = Case(tuple(r for p in places if (r := self._relation(self._figures[i][p], p, run))))
                    told = [r for r in case.relations if r.gap]
                    if sum(r.weight for r in told) >= needed(len(runs) * len(run)) and len(told) >= _DISPLACED:
                        self._totals.add(i)
                        self.relations += told
                        return

    def _is_total_of(self, i: int, run: Sequence[int]) -> bool:
        """Whether the labels say so: a plain `Total` is that of all lines before or after it that stand beside it."""
        stem = self._lines[i].path[:-1]
        beside = all(self._lines[j].path[: len(stem)] == stem for j in run)
        whole = len(run) in (i, len(self._lines) - 1 - i)
        return beside and self._hinted(i, run, whole)

    def _beside(self, i: int) -> Iterator[Sequence[int]]:
        """The runs of lines right before or right after a line."""
        for n in range(2, min(_MOST_PARTS, len(self._lines)) + 1):
            if n <= i:
                yield range(i - n, i)
            if i + n < len(self._lines):
                yield range(i + 1, i + n + 1)

    def _holds_exchanged(self, i: int, j: int, run: Sequence[int], place: int) -> bool:
        """Whether line `j` is, at one place, the sum of line `i` and the rest of the run."""
        rest = [i, *(k for k in run if k != j)]
        return self._sum(place, rest).meets(self._figures[j][place].interval)

    # ---- evidence

    def _holds_throughout(self, i: int, parts: Sequence[int]) -> bool:
        """True where the sum is right wherever the total stands; quick, because most sets fail at the first."""
        return all(self._sum(place, parts).meets(f.interval) for place, f in self._figures[i].items())

    def _sum(self, place: int, parts: Sequence[int]) -> Interval:
        low = high = 0.0
        for j in parts:
            part = self._figures[j].get(place)
            if part is not None:
                low += part.interval.low
                high += part.interval.high
        return Interval(low, high)

    def _may_hold(self, i: int, open_lines: Sequence[int], least: int) -> set[int]:
        """Of how many of the last open lines the sum is right at one place at least; quick, as most are at none."""
        found: set[int] = set()
        for place, total in self._figures[i].items():
            if not total.value:
                continue
            wanted = total.interval
            lowest, highest = (
                wanted.low - _ROUGHLY * max(1, abs(wanted.low)),
                wanted.high + _ROUGHLY * max(1, abs(wanted.high)),
            )
            low = high = 0.0
            for n, j in enumerate(reversed(open_lines), start=1):
                part = self._figures[j].get(place)
                if part is not None:
                    low += part.interval.low
                    high += part.interval.high
                if n >= least and low <= highest and lowest <= high and Interval(low, high).meets(wanted):
                    found.add(n)
        return found

    def _case(self, i: int, parts: Sequence[int]) -> Case:
        """The sum wherever it may be one; nowhere where most figures are no sum but, say, a mean of the parts."""
        made = (self._relation(f, place, parts) for place, f in self._figures[i].items())
        relations = [r for r in made if r is not None]
        if _leaves_out(relations):
            return Case(())
        near = [r for r in relations if r.holds or _is_near(r)]
        held = sum(r.holds for r in near)
        if len(relations) > len(near) and held >= _SURE * (len(relations) - len(near)):
            near = relations  # where all the rest holds, what misses by far is a mistake as well, if a large one
        return Case(tuple(near)) if len(relations) - len(near) <= held else Case(())

    def _relation(self, total: Figure, place: int, parts: Sequence[int]) -> Relation | None:
        """The sum at one place; None where there is none, or where it fails for want of a part.

        Blank cells among the parts count as nought, unless all are blank.
        """
        figures = [f for j in parts if (f := self._lines[j].figures.get(place)) is not None]
        if not figures or any(not _addable(f, total) for f in figures):
            return None
        relation = Relation("sum", total, tuple((1.0, f) for f in figures), words=phrase("%s is {}", tuple(figures)))
        if relation.holds:
            return relation
        blanks = len(figures) < len(parts)
        unknown = any(place in self._lines[j].unknown for j in parts)
        if unknown or (blanks and total.value > relation.value):
            return None  # what is not printed may well be what is lacking
        return relation

    def _is_named_total(self, i: int) -> bool:
        label = self._lines[i].path[-1:] or ("",)
        return bool(TOTAL.search(label[0]))

    def _hinted(self, i: int, run: Sequence[int], whole: bool) -> bool:
        """True where the labels say that line `i` is the total of a run.

        `whole` says that the run reaches back to the first open line: so does a plain `Total`.
        """
        if self._heads(i, run) or self._is_area_total(i, run) or self._is_parent(i, run):
            return True
        return whole and self._is_named_total(i)

    def _heads(self, i: int, run: Sequence[int]) -> bool:
        """True where every part's label goes on from the total's: `Pay > Overtime` under `Pay`."""
        parts = (TOTAL.sub("", part).strip(" :") for part in self._lines[i].path)
        stem = tuple(part for part in parts if part)
        paths = [self._lines[j].path for j in run]
        return bool(stem and paths) and all(len(p) > len(stem) and p[: len(stem)] == stem for p in paths)

    def _headed(self, i: int, open_lines: Sequence[int]) -> int:
        """How many of the last open lines carry the total's name: it is the sum of all of them, if of any."""
        return next((n for n, j in enumerate(reversed(open_lines)) if not self._heads(i, [j])), len(open_lines))

    def _is_area_total(self, i: int, run: Sequence[int]) -> bool:
        """True where the total is of a force and the parts are of areas of one kind within it."""
        kinds = {self._area_types[j] for j in run}
        return self._area_types[i] == "force" and len(kinds) == 1 and kinds <= _WITHIN_FORCE

    def _is_parent(self, i: int, run: Sequence[int]) -> bool:
        """True where the vocabulary puts every part's category below the total's."""
        whole = self._subjects[i]
        return bool(whole) and all(whole in self._ancestors(self._subjects[j]) for j in run)

    def _ancestors(self, category: str) -> Iterator[str]:
        while (entry := self._categories.get(category)) is not None and entry.parent:
            category = entry.parent
            yield category


def totals(sheet: Sheet, categories: Mapping[str, Category]) -> Iterator[Relation]:
    """All sums of a table, along both axes, each once."""
    found: dict[tuple[str, frozenset[str]], Relation] = {}
    for axis in sheet.axes():
        for lines in _alike(axis):
            for relation in Totals(lines, categories).find():
                found.setdefault((relation.target.id, frozenset(f.id for _, f in relation.top)), relation)
    yield from _unless_rounded(list(found.values()))


def _unless_rounded(relations: Sequence[Relation]) -> Iterator[Relation]:
    """The sums of a table, without those that rounding explains if the table shows that it is rounded.

    Counts in thousands, of which only a caption tells, miss their totals by one here and there, up and down. One
    wrong count misses those it is a part of alike, and a misprint seldom comes twice. Where nearly all sums hold, the
    table is not rounded.
    """
    slight = [r for r in relations if r.gap and r.gap <= (len(r.top) + 1) / 2 * r.target.step]
    missed = {r.target.id: r.value > r.target.value for r in slight}
    often = len(slight) > _OFTEN * len(relations)
    forgiven = slight if often and (len(set(missed.values())) > 1 or len(missed) >= _MANY) else []
    yield from (r for r in relations if r not in forgiven)


def _alike(axis: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines that may add up: of one unit and statistic, and of those the ones with one sub-heading.

    Under `Area A: Count, Mean | Area B: Count, Mean` the counts add up, and so do the means.
    """
    kinds: dict[tuple[str, str], list[Line]] = {}
    for line in axis:
        for kind in {(f.observation.unit, f.observation.statistic) for f in line.figures.values() if f.adds_up}:
            kinds.setdefault(kind, []).append(line)
    for lines in kinds.values():
        yield lines
        leaves: dict[str, list[Line]] = {}
        for line in lines:
            leaves.setdefault(line.path[-1] if line.path else "", []).append(line)
        for group in leaves.values():
            if 1 < len(group) < len(lines):
                yield group


def _leaves_out(relations: Sequence[Relation]) -> bool:
    """True where a total fails by just one part, with which it holds nowhere: `Total excluding …` leaves it out."""
    failing = [r for r in relations if r.gap]
    if not failing:
        return False
    excess = (
        {_part(r, f) for f in r.figures[1:] if f.value and abs(r.value - r.target.value - f.value) < f.step / 2}
        for r in failing
    )
    with_it = {_part(r, f) for r in relations if r.holds for f in r.figures[1:] if f.value}
    return bool(set.intersection(*excess) - with_it)


def _part(relation: Relation, figure: Figure) -> str:
    """The heading that tells a part from the other parts of its sum."""
    beside = relation.target.observation.row_label == figure.observation.row_label
    return figure.observation.column_label if beside else figure.observation.row_label


def _is_near(relation: Relation) -> bool:
    """True where a total that its parts do not make is still meant to be their sum.

    One that lies among its parts is a mean or a rate, whatever its heading says, and so is one that equals a part; one
    far off is of something else.
    """
    total, value, parts = relation.target, relation.value, relation.figures[1:]
    if any(f.value == total.value for f in parts if f.value):
        return False
    if misprint(total, value) or any(f.observation.qualifier for f in parts):
        return True
    if any(misprint(f, total.value - value + f.value) for f in parts):
        return True  # one slip in a part explains it
    among = len(parts) > 1 and min(f.value for f in parts) <= total.value <= max(f.value for f in parts)
    return abs(total.value - value) <= (_FAR_AMONG if among else _FAR) * abs(value)


def _addable(part: Figure, total: Figure) -> bool:
    a, b = part.observation, total.observation
    return part.adds_up and (a.unit, a.statistic) == (b.unit, b.statistic)


def _only(values: set[str]) -> str:
    """The one value of a line, or nothing where there are several."""
    return next(iter(values)) if len(values) == 1 else ""
