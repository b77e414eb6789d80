"""Places among forces that may be compared, shared where the figures do not tell who comes first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.compare.align import interval
from extractor.compare.lineup import Entry, Figure, Subject
from extractor.compare.rules import Rules
from extractor.compare.verdicts import groups_of


def ranked(entries: Sequence[Entry], subject: Subject, rules: Rules) -> list[Entry]:
    """The entries with places in the largest set of forces all of which may be compared with one another.

    Counts are ranked per head, and not at all where one of the forces has no figure per head. The better end comes
    first; where a measure has none, the highest. Forces whose figures cannot be told apart share a place: `1=`.
    """
    shown = [e for e in entries if e.figure]
    fair = groups_of(shown)
    if not fair or subject.unit == "rank" or len(shown) > len({e.force for e in shown}):
        return list(entries)
    group = {e.force: f for e in shown if e.force in fair[0] and (f := weighed(e))}
    if len(group) < len(fair[0]):
        return list(entries)
    measure = rules.measure(subject.measure)
    places = places_of(group, lowest_first=bool(measure and measure.better == "lower"))
    return [replace(e, rank=places[e.force]) if e.force in places and e.figure else e for e in entries]


def weighed(entry: Entry) -> Figure | None:
    """The figure by which a force is ranked: per head where its count is known, else as published; no bare count."""
    figure = entry.figure
    if figure is None:
        return None
    head = next((f for f in entry.aligned if f.footing == "per_head"), None)
    is_count = (figure.subject.statistic, figure.subject.unit) == ("count", "count")
    return head or (None if is_count else figure)


def places_of(group: dict[str, Figure], *, lowest_first: bool) -> dict[str, str]:
    """Places by force. A force shares the place of the one before where the two intervals have a value in common."""
    sign = 1 if lowest_first else -1
    ordered = sorted(group, key=lambda force: (sign * group[force].value, force))
    places: dict[str, int] = {}
    head: Figure | None = None
    for number, force in enumerate(ordered, start=1):
        figure = group[force]
        if head is None or not _meet(head, figure):
            head, place = figure, number
        places[force] = place
    shared = [p for p in places.values() if list(places.values()).count(p) > 1]
    return {force: f"{place}{'=' if place in shared else ''}" for force, place in places.items()}


def _meet(one: Figure, other: Figure) -> bool:
    if one.value == other.value:
        return True
    (low, high), (least, most) = interval(one), interval(other)
    return low < most and least < high
