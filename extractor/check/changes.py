"""Changes against the two levels that they compare: differences, percentage changes, also from a baseline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations

from extractor.check.figures import Figure
from extractor.check.phrases import phrase
from extractor.check.relations import Case, Relation, best
from extractor.check.sheets import Line, Sheet
from extractor.quick import changed

_FEWEST_RUNNING = 3  # changes from place to place
_MOST_LEVELS = 8  # lines of levels among which an unnamed pair is searched; more would only find chance


def changes(sheet: Sheet) -> Iterator[Relation]:
    """A relation for every change whose two levels stand in the same row or column.

    Which two they are follows from their periods; where those do not say, from arithmetic, if one pair of lines
    fits the whole line of changes.
    """
    left: list[Figure] = []
    for figure in sheet.figures:
        if figure.is_level or figure.observation.role not in ("difference", "percent_change"):
            continue
        relation = _labelled(figure, sheet)
        if relation is None:
            left.append(figure)
        else:
            yield relation
    for across in (False, True):
        found = list(_searched(left, sheet, across))
        yield from found
        done = {r.target.id for r in found}
        left = [f for f in left if f.id not in done]
    for lines in sheet.axes():
        yield from _running(left, lines)


def change(target: Figure, current: Figure, base: Figure) -> Relation | None:
    """The relation of a change to its two levels; None where their units do not allow one."""
    o = target.observation
    if o.role == "percent_change":
        if base.interval.low <= 0 <= base.interval.high or current.is_percent:
            return None
        words = phrase("from %s to %s is a change of {}", base, current)
        return Relation("percent_change", target, ((1, current),), ((1, base),), 100.0, -100.0, words)
    wanted = "percent" if o.unit == "percentage_point" else o.unit
    if current.observation.unit != wanted or base.observation.unit != wanted:
        return None
    words = phrase("%s less %s is {}", current, base)
    return Relation("difference", target, ((1, current), (-1, base)), words=words)


def _labelled(figure: Figure, sheet: Sheet) -> Relation | None:
    """The change by the periods that its headings name."""
    o = figure.observation
    if o.period_end is None or o.base_period_end is None:
        return None
    if (o.period_start, o.period_end) == (o.base_period_start, o.base_period_end):
        return None  # budget and outturn of one year: which is which the periods do not tell
    for line in sheet.around(figure):
        levels = [f for f in line.figures.values() if f.is_level and _alike(f, figure)]
        current = [f for f in levels if _of(f, o.period_start, o.period_end)]
        base = [f for f in levels if _of(f, o.base_period_start, o.base_period_end)]
        if len(current) == len(base) == 1:
            return change(figure, current[0], base[0])
    return None


def _of(level: Figure, start: object, end: object) -> bool:
    return level.observation.period_start == start and level.observation.period_end == end


def _alike(level: Figure, target: Figure) -> bool:
    """True where a level is of the same thing as a change."""
    a, b = level.observation, target.observation
    if a.qualifier or a.out_of is not None or a.statistic == "rank":
        return False
    if (a.unit == "percent") != (b.unit == "percentage_point"):
        return False
    return (a.area, a.category, a.breakdown) == (b.area, b.category, b.breakdown)


def _searched(left: Sequence[Figure], sheet: Sheet, across: bool) -> Iterator[Relation]:
    """Changes whose periods say nothing, line by line, against the pair of lines that fits them all.

    Where there are two lines of levels only, the heading of the change says that they are the ones.
    """
    waiting = {f.id for f in left}
    lines = sheet.axes()[1 if not across else 0]
    levels = [ln for ln in lines if any(f.is_level for f in ln.figures.values())]
    if len(levels) > _MOST_LEVELS:
        return
    for line in lines:
        places = [p for p, f in line.figures.items() if f.id in waiting]
        if not places:
            continue
        pairs = list(permutations(levels, 2))
        cases = [_case(line, places, pair) for pair in pairs]
        found = best(cases, [len(levels) == 2] * len(cases), len(pairs))
        if found is not None:
            yield from found.relations


def _running(left: Sequence[Figure], lines: Sequence[Line]) -> Iterator[Relation]:
    """Changes against the level one place before, or after, in a line beside: years down a column, each with its rise.

    Which line, and whether the years go down or up, is found by trying.
    """
    waiting = {f.id for f in left}
    levels = [ln for ln in lines if sum(f.is_level for f in ln.figures.values()) >= _FEWEST_RUNNING]
    for line in lines:
        places = [p for p, f in line.figures.items() if f.id in waiting]
        if len(places) < _FEWEST_RUNNING or len(levels) > _MOST_LEVELS:
            continue
        cases = [_steps(line, places, of, step) for of in levels for step in (-1, 1)]
        found = best(cases, [False] * len(cases), len(cases))
        if found is not None:
            yield from found.relations


def _steps(line: Line, places: Sequence[int], of: Line, step: int) -> Case:
    """The changes of a line as those from each level of another line to its neighbour."""
    order = sorted(p for p, f in of.figures.items() if f.is_level)
    at = {p: i for i, p in enumerate(order)}
    relations = []
    for p in places:
        beside = at[p] + step if p in at else -1
        if 0 <= beside < len(order):
            relation = change(line.figures[p], of.figures[p], of.figures[order[beside]])
            if relation is not None:
                relations.append(relation)
    return Case(tuple(relations))


def _case(line: Line, places: Sequence[int], pair: tuple[Line, Line]) -> Case:
    current, base = pair
    relations = []
    for p in places:
        a, b = current.figures.get(p), base.figures.get(p)
        if a is None or b is None or not (a.is_level and b.is_level):
            continue
        relation = change(line.figures[p], a, b)
        if relation is not None:
            relations.append(changed(relation, either_way=relation.kind == "difference"))
    return Case(tuple(relations))
