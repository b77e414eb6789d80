"""One sentence that says what a panel may be used for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from extractor.compare.fairness import TIMES
from extractor.compare.lineup import Entry, Figure
from extractor.compare.wording import period_text

_DEFINITIONS = frozenset(("definition", "survey", "recording", "reclassified"))
_WAYS = 2  # how many ways to a fair comparison are named


def verdict(entries: Sequence[Entry], better: str, names: Mapping[str, str]) -> str:
    """What may be compared with what; and where a measure has a better end, who is there and whether that is fair."""
    shown = [e for e in entries if e.figure is not None]
    forces = tuple(dict.fromkeys(e.force for e in shown))
    named = {force: names.get(force, force) for force in forces}
    if not forces:
        return "No figure here could stand beside another."
    if len(forces) == 1:
        return f"Only {named[forces[0]]} has a figure of this here: there is nothing to compare it with."
    if len(shown) > len(forces):
        return (
            "Several figures for a force: each line says for itself what it may be set beside; extractor series "
            "follows them through time."
        )
    fair = groups_of(shown)
    if not fair:
        needed = needed_text(shown, named)
        return f"Not a fair comparison: {_why(shown)}.{needed}{_leader(shown, better, named, would=True)}"
    if len(fair[0]) == len(forces):
        said = "These figures may be compared, with the notes in mind."
        return f"{said}{_leader(shown, better, named)}"
    pairs = "; ".join(_joined([named[f] for f in group]) for group in fair)
    among = [e for e in shown if e.force in fair[0]]
    said = f"Comparable with one another: {pairs}. The others stand for themselves."
    return f"{said}{_leader(among, better, named)}"


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
    "other_year": "the figures cover different years of twelve months",
    "other_days": "the figures cover different months",
    "denominator": "a rate is not of the population",
    "bound": "only a bound is published",
    "provisional": "figures are provisional",
}


def _why(entries: Sequence[Entry]) -> str:
    """The reasons that keep every pair apart, the commonest first."""
    codes = [code for e in entries for code in dict.fromkeys(r.code for r in e.reasons if r.blocks)]
    ordered = sorted(dict.fromkeys(codes), key=lambda code: -codes.count(code))
    return "; ".join(dict.fromkeys(_WHY.get(code, "the figures are not of the same kind") for code in ordered))


def groups_of(entries: Sequence[Entry]) -> list[tuple[str, ...]]:
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


# What speaks against a figure's own change: not what sets it apart from other forces.
OWN = ("no_earlier", "no_level", "conflict", "bound", "period_unknown", "failed_check")


def fair_forces(entries: Sequence[Entry], change: bool = False) -> frozenset[str]:
    """The largest set of forces all of which may be compared with one another, by their figures or their changes."""
    if change:
        times = sorted(_times_of_change(entries).values(), key=lambda forces: -len(forces))
        return frozenset(times[0]) if times and len(times[0]) > 1 else frozenset()
    fair = groups_of([e for e in entries if e.figure])
    return frozenset(fair[0] if fair else ())


def _times_of_change(entries: Sequence[Entry]) -> dict[str, list[str]]:
    """Forces by the two periods between which their figures changed, where nothing but the matter itself did."""
    times: dict[str, list[str]] = {}
    for entry in entries:
        change = next(iter(entry.changes), None)
        step = (change.percent or change.difference) if change else None
        if change is None or step is None or any(r.blocks for r in change.reasons):
            continue
        times.setdefault(f"{period_text(change.base)} to {period_text(step.span)}", []).append(entry.force)
    return times


def change_verdict(entries: Sequence[Entry], names: Mapping[str, str]) -> str:
    """Which changes may be compared: those between the same two periods, of which nothing else changed."""
    named = {e.force: names.get(e.force, e.force) for e in entries}
    changed = [e.force for e in entries if e.changes]
    still = [named[e.force] for e in entries if not e.changes]
    lacking = f" No change is known of {_joined(list(dict.fromkeys(still)))}." if still else ""
    if not changed:
        return "No change is known: no earlier figure of the same length of time is here."
    if len(set(changed)) == 1:
        return f"Only the change of {named[changed[0]]} is known: there is nothing to compare it with.{lacking}"
    times = {when: forces for when, forces in _times_of_change(entries).items() if len(forces) > 1}
    if not times:
        return f"Not a fair comparison of changes: no two are between the same times and free of other causes.{lacking}"
    told = "; ".join(f"{_joined([named[f] for f in forces])} ({when})" for when, forces in times.items())
    return f"Changes between the same times may be compared: {told}.{lacking}"


def needed_text(entries: Sequence[Entry], named: Mapping[str, str]) -> str:
    """What would have to be published for a comparison, where time alone stands in its way."""
    codes = {r.code for e in entries for r in e.reasons if r.blocks}
    times = {(f.span.start, f.span.end): f.span for e in entries if (f := e.figure) and f.span.known}
    if not codes & set(TIMES) or len(times) < 2:
        return ""
    ways = []
    for days, span in times.items():
        lacking = [e.force for e in entries if e.figure and (e.figure.span.start, e.figure.span.end) != days]
        ways.append((len(lacking), -(span.end or date.min).toordinal(), period_text(span), lacking))
    ways.sort(key=lambda way: way[:3])
    least = [way for way in ways if way[0] == ways[0][0]][:_WAYS]
    texts = [f"{_forces_text(lacking, named)} for {when}" for _, _, when, lacking in least]
    also = "; and the same definition" if codes & _DEFINITIONS else ""
    return f" It would take the figure of {', or of '.join(texts)}{also}."


def _forces_text(forces: Sequence[str], named: Mapping[str, str]) -> str:
    """The forces of which a figure is lacking."""
    return _joined([named[force] for force in dict.fromkeys(forces)])


def _leader(entries: Sequence[Entry], better: str, named: Mapping[str, str], *, would: bool = False) -> str:
    """Who comes first, or would if it were fair. Numbers are no measure of a force: those are weighed per head."""
    figures = [(e, f) for e in entries if (f := e.figure)]
    if any(f.subject.statistic == "rank" for _, f in figures):
        return ""  # a rank says itself who comes first
    counts = all((f.subject.statistic, f.subject.unit) == ("count", "count") for _, f in figures)
    rates = all(f.subject.statistic == "rate" for _, f in figures)
    if not counts and not rates and better not in ("higher", "lower"):
        return ""
    if counts:
        heads = [(_per_head(e, would), named[e.force]) for e, _ in figures]
        values = [(value, name) for value, name in heads if value is not None]
        if len(values) < len(heads):
            return " Numbers, not rates: the forces differ in size."
        what = " per 1,000 people and month" if would else " per 1,000 people"
    else:
        values, what = [(_weight(e, f, would), named[e.force]) for e, f in figures], ""
    best = min(values)[0] if better == "lower" else max(values)[0]
    first = _joined(list(dict.fromkeys(name for value, name in values if value == best)))
    place = f"first{what} ({better} is better)" if better else f"highest{what}"
    if would:
        verb = "would come" if better else "would be"
        return f" By the figures alone {first} {verb} {place}."
    return f" {first} {'comes' if better else 'is'} {place}."


def _weight(entry: Entry, figure: Figure, monthly: bool) -> Decimal:
    """A printed value; of a rate the one worked out from the count beside it, where there is one."""
    exact = _per_head(entry, monthly) if figure.subject.statistic == "rate" else None
    return figure.value if exact is None else exact


def _per_head(entry: Entry, monthly: bool) -> Decimal | None:
    footing = "monthly_rate" if monthly else "per_head"
    return next((f.value for f in entry.aligned if f.footing == footing), None)


def _joined(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
