"""One sentence that says what a panel may be used for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from extractor.compare.lineup import Entry


def verdict(entries: Sequence[Entry], better: str, names: Mapping[str, str]) -> str:
    """What may be compared with what; and where a measure has a better end, who is there and whether that is fair."""
    shown = [e for e in entries if e.figure is not None]
    forces = tuple(dict.fromkeys(e.force for e in shown))
    named = {force: names.get(force, force) for force in forces}
    if not forces:
        return "No force publishes a figure that could stand here."
    if len(forces) == 1:
        return f"Only {named[forces[0]]} publishes this: there is nothing to compare it with."
    if len(shown) > len(forces):
        return "Several figures for a force: each line says for itself what it may be set beside."
    fair = _groups(shown)
    leader = _leader(shown, better, named) or _size(shown)
    if not fair:
        return f"{leader}Not a fair comparison: {_why(shown)}."
    pairs = "; ".join(_joined([named[f] for f in group]) for group in fair)
    if len(fair[0]) == len(forces):
        return f"{leader}These figures may be compared, with the notes in mind."
    return f"{leader}Comparable with one another: {pairs}. The others stand for themselves."


_WHY = {
    "other_period": "no two of these figures are of the same time",
    "area": "they are of areas of other kinds",
    "period_unknown": "the publications do not say which periods these cover",
    "definition": "the forces define or break it down differently",
    "survey": "the surveys ask other people or other questions",
    "reclassified": "the offence was classified differently",
    "recording": "the forces record it differently",
    "conflict": "publications contradict themselves",
    "other_length": "the figures cover different lengths of time",
    "provisional": "figures are provisional",
}


def _why(entries: Sequence[Entry]) -> str:
    """The reasons that keep every pair apart, the commonest first."""
    codes = [code for e in entries for code in dict.fromkeys(r.code for r in e.reasons if r.blocks)]
    ordered = sorted(dict.fromkeys(codes), key=lambda code: -codes.count(code))
    return "; ".join(dict.fromkeys(_WHY.get(code, "the figures are not of the same kind") for code in ordered))


def _groups(entries: Sequence[Entry]) -> list[tuple[str, ...]]:
    """The largest sets of forces all of which may be compared with one another."""
    beside: dict[str, set[str]] = {}
    for entry in entries:
        beside.setdefault(entry.force, set()).update(entry.comparable_with)
    groups: list[tuple[str, ...]] = []
    for force in beside:
        group = [force]
        for other in beside:
            if other != force and all(other in beside[f] and f in beside[other] for f in group):
                group.append(other)
        ordered = tuple(f for f in beside if f in group)
        if len(ordered) > 1 and ordered not in groups:
            groups.append(ordered)
    return sorted(groups, key=lambda g: -len(g))


def _leader(entries: Sequence[Entry], better: str, named: Mapping[str, str]) -> str:
    if better not in ("higher", "lower"):
        return ""
    values: list[tuple[Decimal, str]] = []
    for entry in entries:
        figure = entry.figure
        if figure is None:
            continue
        if figure.subject.statistic in ("count", "rank"):
            return ""  # a larger force has more of everything, and a rank says itself who comes first
        values.append((figure.value, named[entry.force]))
    best = max(values)[0] if better == "higher" else min(values)[0]
    first = list(dict.fromkeys(name for value, name in values if value == best))
    return f"By the figures alone {_joined(first)} comes first ({better} is better). "


def _size(entries: Sequence[Entry]) -> str:
    numbers = {(e.figure.subject.statistic, e.figure.subject.unit) for e in entries if e.figure}
    return "Numbers, not rates: the forces differ in size. " if numbers == {("count", "count")} else ""


def _joined(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
