"""What of a figure was shown: its value, that its headings are its own, its period, its area.

A sum that holds proves values. Whether a heading belongs to a figure it proves only where the figure could not stand
under another heading as well: `122 + 812 = 934` holds as well with the earlier level and the change exchanged, and so
do parts of a total in any order. So the headings of a line are shown where exchanging its figures with those of every
line beside it, and of every line that a relation ties it to, breaks a relation that holds or is ruled out by what the
cells print (a per cent sign).

An exchange that would confuse periods or kinds of figures (level, change, rate) has to be ruled out; one of labels
that differ in nothing but the offence or area, along one of the two axes only: nothing within a table can tell whether
two rows as a whole have each other's label.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from extractor.check.blame import Related
from extractor.check.figures import Figure
from extractor.check.relations import Relation
from extractor.check.sheets import Line, Sheet

CODES = ("value", "heading", "period", "area")
_DAY = timedelta(days=1)
_LONGEST_MONTH = 31  # days
_RUN = 3  # months in a row before their order shows that they are months
_BARE_YEAR = re.compile(r"(?:19|20)\d\d")

Spot = tuple[Sheet, int, int]


def proofs(relations: Sequence[Related], sheets: Sequence[Sheet]) -> dict[str, frozenset[str]]:
    """For each figure of which anything was shown, what: some of `CODES`."""
    held = [r for r in relations if r.holds and not r.weak]
    found: dict[str, set[str]] = defaultdict(set)
    for relation in held:
        for figure in relation.figures:
            found[figure.id].add("value")
        for figure, code in _told(relation):
            found[figure.id].add(code)
    headed = _Headings(held, sheets).shown()
    for name in headed:
        if name in found:
            found[name].add("heading")
    for name in _in_a_run(sheets):
        if name in found:
            found[name].add("period")
    return {name: frozenset(codes) for name, codes in found.items()}


def passing(proven: Mapping[str, frozenset[str]], relations: Sequence[Related], end: date | None = None) -> set[str]:
    """The ids of the figures of which value and headings were shown, and whose period nothing puts in doubt.

    `Sep-24` beside `Sep-25` heads a month, or the twelve months to it, and no sum or change tells which; so does a
    bare year in a report that does not end with it. Changes between such levels are in the same doubt.
    """
    figures = {f.id: f for r in relations if r.holds and not r.weak for f in r.figures}
    doubtful = {i for i, f in figures.items() if "period" not in proven.get(i, ()) and _is_bare(f, end)}
    for relation in relations:
        if relation.kind in ("difference", "percent_change") and any(f.id in doubtful for f in relation.figures):
            doubtful.add(relation.target.id)
    return {i for i, codes in proven.items() if {"value", "heading"} <= codes and i not in doubtful}


def _is_bare(figure: Figure, end: date | None) -> bool:
    """Whether a figure's period rests on the name of a month or the number of a year alone."""
    o = figure.observation
    if o.period_start is None or o.period_end is None:
        return False
    if o.period_type == "calendar_year":
        closes = end is not None and (end.month, end.day) == (12, 31)
        return not closes and _BARE_YEAR.fullmatch(o.period_label.strip()) is not None
    return o.period_type == "month" and (o.period_end - o.period_start).days < _LONGEST_MONTH


def _in_a_run(sheets: Iterable[Sheet]) -> Iterator[str]:
    """Ids of levels that stand in a row or column of periods each of which begins when the one before it has ended."""
    for sheet in sheets:
        for lines in sheet.axes():
            for line in lines:
                yield from _of_runs([f for _, f in sorted(line.figures.items()) if f.is_level])


def _of_runs(levels: Sequence[Figure]) -> Iterator[str]:
    """Figures of one kind whose periods run on, `_RUN` of them at least; figures between that share one are of it."""
    kinds: dict[object, list[Figure]] = defaultdict(list)
    for figure in levels:
        o = figure.observation
        if o.period_start is not None and o.period_end is not None:
            kinds[o.measure, o.category, o.area, o.breakdown, o.statistic, o.unit, o.period_type].append(figure)
    for figures in kinds.values():
        run: list[Figure] = []
        for figure in figures:
            before = run[-1].observation.period_end if run else None
            if before is None or figure.observation.period_start != before + _DAY:
                yield from (f.id for f in run if len(run) >= _RUN)
                run = []
            run.append(figure)
        yield from (f.id for f in run if len(run) >= _RUN)


def written(codes: frozenset[str]) -> str:
    """The codes as they are published, in their order, joined by `+`."""
    return "+".join(code for code in CODES if code in codes)


def _told(relation: Related) -> Iterable[tuple[Figure, str]]:
    """What a relation that holds shows besides values."""
    o = relation.target.observation
    if relation.kind == "parts_of_period":
        yield from ((f, "period") for f in relation.figures)
    elif relation.kind in ("repeat", "prose"):
        other = relation.figures[-1].observation
        same = isinstance(relation, Relation) and relation.reprint and (o.measure, o.category, o.breakdown, o.role) == (
            other.measure, other.category, other.breakdown, other.role,
        )  # fmt: skip
        for figure in relation.figures if same else ():
            yield figure, "heading"
            if o.period_end is not None and o.period_end == other.period_end and o.period_start == other.period_start:
                yield figure, "period"
            if o.area and o.area == other.area:
                yield figure, "area"
    elif relation.kind == "population" or (relation.kind == "sum" and _of_many_areas(relation)):
        yield from ((f, "area") for f in relation.figures)


def _of_many_areas(relation: Related) -> bool:
    return len({f.observation.area for f in relation.figures}) == len(relation.figures)


class _Headings:
    """Which figures of tables cannot have changed places with those of other lines."""

    def __init__(self, held: Sequence[Related], sheets: Sequence[Sheet]) -> None:
        self._sheets = sheets
        self._places: dict[str, Spot] = {f.id: (s, *s.places[f.id]) for s in sheets for f in s.figures}
        self._at: dict[tuple[int, int, int], list[Related]] = defaultdict(list)  # sheet, axis and line
        self._tied: dict[tuple[int, int, int], set[int]] = defaultdict(set)
        for relation in held:
            self._tie(relation)

    def _tie(self, relation: Related) -> None:
        by_sheet: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for figure in relation.figures:
            if figure.id in self._places:
                sheet, row, column = self._places[figure.id]
                by_sheet[sheet.number].append((row, column))
        for number, places in by_sheet.items():
            for axis in (0, 1):
                lines = {place[axis] for place in places}
                for line in lines:
                    self._at[number, axis, line].append(relation)
                    self._tied[number, axis, line] |= lines - {line}

    def shown(self) -> set[str]:
        """The ids of the figures whose headings are shown to be theirs."""
        found: set[str] = set()
        for sheet in self._sheets:
            sure, kinds = zip(*(self._of_axis(sheet, axis) for axis in (0, 1)), strict=True)
            for figure in sheet.figures:
                row, column = sheet.places[figure.id]
                if (sure[0][row] or sure[1][column]) and kinds[0][row] and kinds[1][column]:
                    found.add(figure.id)
        return found

    def _of_axis(self, sheet: Sheet, axis: int) -> tuple[list[bool], list[bool]]:
        """For each line: whether no exchange is left that nothing rules out, and none that would confuse kinds."""
        lines = sheet.axes()[axis]
        sure, kinds = [True] * len(lines), [True] * len(lines)
        for i in range(len(lines)):
            for j in sorted({i + 1, *self._tied[sheet.number, axis, i]}):
                if not i < j < len(lines) or self._ruled_out(sheet, axis, i, j):
                    continue
                sure[i] = sure[j] = False
                if _kinds(lines[i]) != _kinds(lines[j]):
                    kinds[i] = kinds[j] = False
        return sure, kinds

    def _ruled_out(self, sheet: Sheet, axis: int, i: int, j: int) -> bool:
        """Whether two lines cannot have each other's figures."""
        one, other = (sheet.axes()[axis][k].figures for k in (i, j))
        exchange = exchanged(one, other)
        if not exchange:
            return True
        relations = {id(r): r for k in (i, j) for r in self._at[sheet.number, axis, k]}
        return any(not r.holds_with(exchange) and not _is_either_way(r, exchange) for r in relations.values())


def _is_either_way(relation: Related, exchange: Mapping[str, Figure]) -> bool:
    """Whether a difference would be taken for one the other way round, were its two levels exchanged."""
    return isinstance(relation, Relation) and relation.either_way and all(f.id in exchange for _, f in relation.top)


def exchanged(one: Mapping[int, Figure], other: Mapping[int, Figure]) -> dict[str, Figure]:
    """The figures of two lines in each other's places, by id; nothing where most of them print what the other cannot.

    A count cannot be a percentage, which prints its sign or a decimal; a place where only one line has a figure stays.
    """
    common = [p for p in one if p in other]
    alike = [p for p in common if printed_alike(one[p], other[p])]
    if not common or 2 * len(alike) < len(common):
        return {}
    return {f.id: g for p in common for f, g in ((one[p], other[p]), (other[p], one[p]))}


def printed_alike(a: Figure, b: Figure) -> bool:
    """Whether what two cells print could each be the other's figure."""
    x, y = a.observation, b.observation
    if (x.out_of is None) != (y.out_of is None) or ("%" in x.value_text) != ("%" in y.value_text):
        return False
    return x.unit == y.unit and (a.step < 1) == (b.step < 1)


def _kinds(line: Line) -> frozenset[object]:
    told = (f.observation for f in line.figures.values())
    return frozenset((o.role, o.statistic, o.period_start, o.period_end, o.base_period_end) for o in told)
