"""Parts that a sentence lists: against the whole that it names, against each other, and areas against the force.

`of these 48 pets, 12 were ..., 36 were ...`; `75% (36) were found and 25% (12) were not`; `a fall in both areas,
Northtown by 20 and Southtown by 10` where the force's levels are 40 apart.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from extractor.check.figures import Figure, rounded, written
from extractor.check.intervals import Interval, total
from extractor.check.phrases import phrase
from extractor.check.relations import Bound, Relation
from extractor.check.repeats import likeness
from extractor.check.subjects import Identity, identity, subject, without
from extractor.model import Observation

_HUNDRED = 3.0  # percentage points by which shares in a row may miss 100 and still make up a whole
_ROW = re.compile(
    r"\(share (\d{1,9}) of (\d{1,9})(, all told)?\)$"
)  # which of the shares that a sentence sets side by side
PART = "part"  # the dimension of figures that are a part in the words of their sentence
_AGES = re.compile(
    r"under (?P<under>\d+)|aged (?P<start>\d+) (?:(?:to|-) (?P<end>\d+)|(?:and|or) (?:over|above|older))"
)
PER_DAY = '"per": "day"'  # in the breakdown of a change that is told per day
_WHOLES = ("all", "all_crime", "")  # categories that take in the others
_YEAR = 365  # days
_QUARTER, _SLACK = 3, 1.25  # months of a quarter; by how much averages over different years may miss each other
_NEAR_YEARS = "averages over different years lie close to each other"
_OVER_THE_YEAR = "a change per day is that over the year"
_CLOSE = 1.3  # leading digits: the areas' changes and the force's are the same thing


def parts(
    stated: Sequence[Figure], levels: Mapping[Identity, Figure], observations: Sequence[Observation]
) -> Iterator[Relation | Bound]:
    """Relations among parts of the running text. `stated` are its figures in order, `levels` those of the document."""
    yield from _of_a_whole(stated)
    yield from _of_a_level(stated, levels)
    yield from _kinds(stated, levels)
    yield from _averages(stated)
    yield from _lists(stated)
    yield from _in_a_row(stated)
    yield from _ages(stated)
    yield from _areas(stated, levels, _areas_by_kind(observations))


# ---- counts with the whole they are of


def _of_a_whole(stated: Sequence[Figure]) -> Iterator[Relation]:
    """`53.5% (200,465) of these`: a share and its count, where the whole is known."""
    for share, count in pairwise(stated):
        if _paired(share, count) and count.observation.out_of:
            whole = float(count.observation.out_of)
            words = phrase("%s of %s is {}", count, written(whole, 1.0, "count"))
            yield Relation("share", share, ((1.0, count),), scale=100.0 / whole, words=words)


def _of_a_level(stated: Sequence[Figure], levels: Mapping[Identity, Figure]) -> Iterator[Relation]:
    """`25% (12) of thefts in May`, of which the document has the count.

    What the document calls by the same name may be counted otherwise, so that a share that does not follow counts
    only where it is nearly right, or where the count given for the part is that of the whole.
    """
    for share, count in pairwise(stated):
        key = identity(count)
        if key is None or not _paired(share, count) or PART not in json.loads(count.observation.breakdown):
            continue
        measure, category, area, breakdown = key.subject
        whole = levels.get(replace(key, subject=(measure, category, area, without(breakdown, PART))))
        if whole is None or whole.value <= 0:
            continue
        words = phrase("%s of %s is {}", count, whole)
        relation = Relation("share", share, ((1.0, count),), ((1.0, whole),), 100.0, words=words)
        same = count.value == whole.value
        if relation.holds or same or likeness(share, replace(share, value=relation.value)) >= _CLOSE:
            yield relation


def _kinds(stated: Sequence[Figure], levels: Mapping[Identity, Figure]) -> Iterator[Relation]:
    """`10% of thefts were of keys`, of which the document has both counts."""
    for share in stated:
        o, key = share.observation, identity(share)
        if key is None or o.statistic != "share" or o.area_type != "force" or not share.is_percent or not o.category:
            continue
        measure, category, area, breakdown = key.subject
        counts = replace(key, statistic="count", unit="count")
        part = levels.get(counts)
        names = [(measure, whole, area, breakdown) for whole in _WHOLES if whole != category]
        whole = next((f for name in names if (f := levels.get(replace(counts, subject=name)))), None)
        if part is None or whole is None or not 0 < part.value <= whole.value:
            continue
        relation = Relation(
            "share", share, ((1.0, part),), ((1.0, whole),), 100.0, words=phrase("%s of %s is {}", part, whole)
        )
        if abs(share.value - relation.value) <= _HUNDRED:
            yield relation


def daily(stated: Sequence[Figure], tabular: Sequence[Figure]) -> Iterator[Relation]:
    """Changes per day against the difference of a year.

    Since when a change per day is meant is seldom said; one that fits no year's difference counts only where the
    document tells another for the same thing, and that one fits.
    """
    years = [f for f in (*tabular, *stated) if _is_years_difference(f)]
    groups: dict[tuple[str, str, str], list[tuple[Figure, Relation]]] = {}
    for figure in stated:
        if PER_DAY not in figure.observation.breakdown:
            continue
        name = _thing(figure)
        relations = [_a_day(figure, year) for year in years if _thing(year) == name]
        told = next((r for r in relations if r.holds), relations[0] if relations else None)
        if told is not None:
            groups.setdefault(name, []).append((figure, told))
    for group in groups.values():
        fits = any(relation.holds for _, relation in group)
        yield from (relation for _, relation in group if relation.holds or fits)


def _thing(figure: Figure) -> tuple[str, str, str]:
    o = figure.observation
    return (o.measure, o.category, o.area)


def _is_years_difference(figure: Figure) -> bool:
    o = figure.observation
    if o.role != "difference" or o.unit != "count" or PER_DAY in o.breakdown or o.base_period_end is None:
        return False
    if o.period_start is None or o.period_end is None:
        return False
    return (o.period_end - o.period_start).days + 1 in (_YEAR, _YEAR + 1)


def _a_day(figure: Figure, year: Figure) -> Relation:
    exact = rounded(figure)
    words = phrase("%s over the year are {} a day", year)
    return Relation("difference", exact, ((1.0 / _YEAR, year),), words=words, assumes=_OVER_THE_YEAR)


def _averages(stated: Sequence[Figure]) -> Iterator[Bound]:
    """A quarter's average far from three times the averages of a month, before and after it moved."""
    means = [f for f in stated if f.is_level and f.observation.statistic == "mean" and f.observation.unit == "count"]
    for quarter in means:
        if "quarter" not in quarter.observation.period_label.casefold():
            continue
        same = [f for f in means if subject(f) == subject(quarter)]
        months = [f for f in same if "month" in f.observation.period_label.casefold()]
        if len(months) < 2:
            continue
        low, high = (_QUARTER * f([m.value for m in months]) for f in (min, max))
        bound = Interval(low / _SLACK, high * _SLACK)
        first, last = written(low, 1.0, "count"), written(high, 1.0, "count")
        words = phrase("the monthly averages of %s and %s make a quarter of %s to %s", *months[:2], first, last)
        if bound.gap(quarter.interval):
            yield Bound("range_of_parts", quarter, tuple(months), bound, words, assumes=_NEAR_YEARS)


def _paired(share: Figure, count: Figure) -> bool:
    a, b = share.observation, count.observation
    same = (a.section, a.row_label, a.column_label, a.area) == (b.section, b.row_label, b.column_label, b.area)
    return same and share.is_percent and a.statistic == "share" and count.is_level and b.unit == "count"


def _lists(stated: Sequence[Figure]) -> Iterator[Relation]:
    """Parts in a row that make up one whole: the last is what the others leave."""

    def of(figure: Figure) -> tuple[object, ...]:
        o = figure.observation
        counted = figure.is_level and o.unit == "count"
        return (o.section, o.out_of, o.column_label) if counted else (figure.id,)

    for _, group in groupby(stated, key=of):
        listed = list(group)
        whole = float(listed[0].observation.out_of or 0)
        if not whole or len(listed) < 2:
            continue
        target, others = _largest(listed)
        made, of_all = (written(n, 1.0, "count") for n in (sum(f.value for f in listed), whole))
        words = phrase("with %s it makes %s, not the %s that they are parts of", others, made, of_all)
        yield Relation("sum", target, tuple((-1.0, f) for f in others), offset=whole, words=words)


# ---- shares in a row


def _in_a_row(stated: Sequence[Figure]) -> Iterator[Relation]:
    """Shares with their counts that one sentence sets side by side and that make up 100%: no whole fits them all."""
    row: list[tuple[Figure, Figure]] = []
    for share, count in pairwise(stated):
        place = _ROW.search(share.observation.column_label)
        if place is None or not _paired(share, count):
            continue
        row = [*row, (share, count)] if place[1] != "1" else [(share, count)]
        if len(row) == int(place[1]) == int(place[2]):
            yield from _all_told(row) if place[3] else _made_up(row)


def _all_told(row: Sequence[tuple[Figure, Figure]]) -> Iterator[Relation]:
    """Shares of a row that leaves nobody out: each is its count of the sum of all, if they may make up 100%."""
    if total([share.interval for share, _ in row]).gap(Interval(100.0, 100.0)):
        return
    counts = tuple(count for _, count in row)
    for share, count in row:
        words = phrase("%s of %s is {}", count, counts)
        yield Relation("share", share, ((1.0, count),), tuple((1.0, c) for c in counts), 100.0, words=words)


def _made_up(row: Sequence[tuple[Figure, Figure]]) -> Iterator[Relation]:
    if abs(sum(share.value for share, _ in row) - 100.0) > _HUNDRED:
        return
    whole: Interval | None = None
    for share, count in row:
        implied = count.interval.times(100.0).over(share.interval)
        whole = implied if whole is None or implied is None else whole.common(implied)
        if whole is None:
            break
    if whole is not None:
        return  # one whole fits them, if not their own sum: some may be left out
    counts = tuple(count for _, count in row)
    for share, count in row:
        words = phrase("%s of %s is {}", count, counts)
        yield Relation("share", share, ((1.0, count),), tuple((1.0, c) for c in counts), 100.0, words=words)


def _ages(stated: Sequence[Figure]) -> Iterator[Relation]:
    """Shares of ages from the youngest to the oldest, without a gap, make up 100%."""
    shares = [f for f in stated if f.is_percent and f.observation.statistic == "share"]
    row: list[Figure] = []
    above: int | None = None
    for share in shares:
        ages = _AGES.fullmatch(share.observation.row_label)
        if ages is None:
            continue
        if ages["under"]:
            row, above = [share], int(ages["under"])
        elif above is not None and _section(row[0]) == _section(share) and int(ages["start"]) == above:
            row.append(share)
            above = int(ages["end"]) + 1 if ages["end"] else None
            if above is None and len(row) > 2:
                target, others = _largest(row)
                made = written(sum(f.value for f in row), target.step, "percent")
                words = phrase("with %s for the other ages it makes %s, not 100%%", others, made)
                yield Relation("complement", target, tuple((-1.0, f) for f in others), offset=100.0, words=words)


def _largest(figures: Sequence[Figure]) -> tuple[Figure, tuple[Figure, ...]]:
    """The largest figure, for which a gap weighs least, and the others."""
    target = max(figures, key=lambda f: abs(f.value))
    return target, tuple(f for f in figures if f is not target)


def _section(figure: Figure) -> str:
    return figure.observation.section


# ---- areas


def _areas_by_kind(observations: Sequence[Observation]) -> dict[str, set[str]]:
    kinds: dict[str, set[str]] = {}
    for o in observations:
        if o.area_type not in ("", "force", "peer_group", "country"):
            kinds.setdefault(o.area_type, set()).add(o.area)
    return kinds


def _areas(
    stated: Sequence[Figure], levels: Mapping[Identity, Figure], kinds: Mapping[str, set[str]]
) -> Iterator[Relation]:
    """Changes that the text states for all areas of the force, against the force's two levels."""
    forces = {f.observation.area for f in levels.values() if f.observation.area_type == "force"}
    if len(forces) != 1:
        return
    force = next(iter(forces))
    groups: dict[tuple[Identity, str], dict[str, Figure]] = {}
    for figure in stated:
        o, key = figure.observation, identity(figure)
        if key is not None and o.role == "difference" and o.unit == "count" and o.area_type in kinds:
            groups.setdefault((replace(key, subject=_moved(figure, force)), o.area_type), {}).setdefault(o.area, figure)
    for (whole, kind), group in groups.items():
        if set(group) != kinds[kind] or len(group) < 2:
            continue
        level = replace(whole, role="level", base=(None, None))
        now, then = levels.get(level), levels.get(replace(level, period=whole.base))
        if now is None or then is None:
            continue
        target, others = _largest(list(group.values()))
        total, change = sum(f.value for f in group.values()), now.value - then.value
        if likeness(replace(target, value=total), replace(target, value=change)) < _CLOSE:
            continue
        made, by = written(total, 1.0, "count"), written(change, 1.0, "count")
        told = "with %s for the other areas it makes %s, while all of %s went from %s to %s, a change of %s"
        words = phrase(told, others, made, force, then, now, by)
        top = ((1.0, now), (-1.0, then), *((-1.0, f) for f in others))
        yield Relation("sum", target, top, words=words)


def _moved(figure: Figure, area: str) -> tuple[str, str, str, str]:
    measure, category, _, breakdown = subject(figure)
    return (measure, category, area, breakdown)
