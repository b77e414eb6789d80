"""Parts that a sentence lists: against the whole that it names, against each other, and areas against the force.

`of these 61 cases, 9 were ..., 51 were ...`; `88% (30) were upheld and 14% (5) were not`; `an increase in both areas,
Northtown by 34 and Southtown by 50` where the force's levels are 82 apart.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from extractor.check.figures import Figure, written
from extractor.check.intervals import Interval
from extractor.check.phrases import phrase
from extractor.check.relations import Bound, Relation
from extractor.check.repeats import likeness
from extractor.check.subjects import Identity, identity, subject, without
from extractor.model import Observation

_HUNDRED = 3.0  # percentage points by which shares in a row may miss 100 and still make up a whole
_ROW = re.compile(r"\(share (\d+) of (\d+)\)$")  # which of the shares that a sentence sets side by side
PART = "part"  # the dimension of figures that are a part in the words of their sentence
_QUARTER, _SLACK = 3, 1.15  # months of a quarter; by how much averages over different years may miss each other
_CLOSE = 1.3  # leading digits: the areas' changes and the force's are the same thing


def parts(
    stated: Sequence[Figure], levels: Mapping[Identity, Figure], observations: Sequence[Observation]
) -> Iterator[Relation | Bound]:
    """Relations among parts of the running text. `stated` are its figures in order, `levels` those of the document."""
    yield from _of_a_whole(stated)
    yield from _of_a_level(stated, levels)
    yield from _averages(stated)
    yield from _lists(stated)
    yield from _in_a_row(stated)
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
    """`65% (56) of all cyber crimes in September`, of which the document has the count.

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
            yield Bound("range_of_parts", quarter, tuple(months), bound, words)


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
        *others, last = listed
        words = phrase("of %s, %s leave {}", written(whole, 1.0, "count"), tuple(others))
        yield Relation("sum", last, tuple((-1.0, f) for f in others), offset=whole, words=words)


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
            yield from _made_up(row)


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
        *others, last = group.values()
        total = sum(f.value for f in group.values())
        if likeness(replace(last, value=total), replace(last, value=now.value - then.value)) < _CLOSE:
            continue
        words = phrase("%s less %s for %s, of which other areas have %s, leaves {}", now, then, force, tuple(others))
        top = ((1.0, now), (-1.0, then), *((-1.0, f) for f in others))
        yield Relation("sum", last, top, words=words)


def _moved(figure: Figure, area: str) -> tuple[str, str, str, str]:
    measure, category, _, breakdown = subject(figure)
    return (measure, category, area, breakdown)
