"""Areas that the text says make up the force: what they had before cannot have been more than the force had.

`Northtown accounts for 60% (30) and is up by 5, Southtown accounts for 40% (20), with no change`: 25 and 20 a year
earlier, where the force had 40. Crimes without a place may leave the areas short of the force, never beyond it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from extractor.check.figures import Figure, written
from extractor.check.intervals import Interval
from extractor.check.phrases import phrase
from extractor.check.relations import Bound
from extractor.check.subjects import Identity, identity

_LEAST, _MOST = 95.0, 101.0  # percent of the force that areas make up which divide it
_SLACK = 0.01  # of the force: what the records may gain or lose between two looks at them; one at least


def divisions(stated: Sequence[Figure], levels: Mapping[Identity, Figure]) -> Iterator[Bound]:
    """A bound for each change of an area, from the changes of the others and the force's earlier figure."""
    forces = {f.observation.area for f in levels.values() if f.observation.area_type == "force"}
    if len(forces) != 1:
        return
    force = next(iter(forces))
    shares = _by_force(stated, force, "share")
    counts = _by_force(stated, force, "count")
    percents = _by_force(stated, force, "percent")
    for key, changes in _by_force(stated, force, "change").items():
        now = replace(key, role="level", base=(None, None))
        told = shares.get(replace(now, statistic="share", unit="percent"), {})
        level = counts.get(now, {})
        before = levels.get(replace(now, period=key.base))
        divided = len(told) > 1 and _LEAST <= sum(f.value for f in told.values()) <= _MOST
        beside = percents.get(replace(key, role="percent_change", unit="percent"), {})
        if divided and before is not None and set(told) == set(changes) == set(level):
            if any(_contradicts(beside.get(a), changes[a], level[a]) for a in changes):
                continue  # a change that its own percentage contradicts is told as such
            yield from _bounds(list(changes.values()), [level[a] for a in changes], before)


def _by_force(stated: Sequence[Figure], force: str, what: str) -> dict[Identity, dict[str, Figure]]:
    """Figures of areas by what they would be of the whole force, and by area."""
    found: dict[Identity, dict[str, Figure]] = {}
    for figure in stated:
        o, key = figure.observation, identity(figure)
        if key is None or o.area_type in ("", "force", "peer_group", "country"):
            continue
        if what == _kind(figure):
            measure, category, _, breakdown = key.subject
            whole = replace(key, subject=(measure, category, force, breakdown))
            found.setdefault(whole, {}).setdefault(o.area, figure)
    return found


def _kind(figure: Figure) -> str:
    o = figure.observation
    if o.role == "percent_change":
        return "percent"
    if o.role == "level" and o.statistic == "share":
        return "share"
    return {"level": "count", "difference": "change"}.get(o.role, "") if figure.is_exact else ""


def _contradicts(percent: Figure | None, change: Figure, count: Figure) -> bool:
    then = count.value - change.value
    return percent is not None and then > 0 and abs(100.0 * change.value / then - percent.value) > percent.step


def _bounds(changes: Sequence[Figure], counts: Sequence[Figure], before: Figure) -> Iterator[Bound]:
    earlier = [count.value - change.value for count, change in zip(counts, changes, strict=True)]
    excess = sum(earlier) - before.value - max(1.0, _SLACK * before.value)
    wanted = {f.id: Interval(f.value + excess, math.inf) for f in changes}
    made = " + ".join(written(n, 1.0, "count") for n in earlier)
    total = written(sum(earlier), 1.0, "count")
    how = "more than" if excess > 0 else "within"
    words = phrase("it leaves %s = %s for the areas before, %s the %s of the whole force", made, total, how, before)
    for change in changes:
        others = tuple(f for f in changes if f is not change)
        sources = tuple((f, wanted[f.id]) for f in others)
        figures = (*others, *counts, before)
        yield Bound("part_of_whole", change, figures, wanted[change.id], words, weak=True, sources=sources)
