"""Whether figures may be set beside each other, and if not, why not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from extractor.compare.lineup import Entry, Figure, Reason, Span
from extractor.compare.rules import Rules
from extractor.compare.wording import number, period_text

# The breakdown of a published monthly mean.
MONTHLY = '{"per": "month"}'
# What rules a comparison out although more figures could mend it.
TIMES = ("other_period", "other_length", "other_year", "other_days")
_YEAR = 12


def judged(entries: Sequence[Entry], rules: Rules, names: Mapping[str, str]) -> list[Entry]:
    """The entries with everything that speaks against them, and the forces each may be set beside.

    Where a force has more than one figure, as for all periods, each is held to those of the same days alone: to say of
    every other time that it is another would take more lines than there are figures, and more time than anybody has.
    """
    shown = [e for e in entries if e.figure]
    several = len({(e.force, e.area) for e in shown}) < len(shown)
    at: dict[object, list[Entry]] = defaultdict(list)
    alone = [replace(e, reasons=(*e.reasons, *own_reasons(e, rules))) for e in entries]
    for entry in alone:
        at[_days(entry) if several else None].append(entry)
    result = []
    for entry in alone:
        if entry.figure is None:
            result.append(entry)
            continue
        others = [o for o in at[_days(entry) if several else None] if o.figure is not None and o.force != entry.force]
        against = {id(o): _between(entry, o, rules) for o in others}
        fair = [o for o in others if not _blocked(entry) and not _blocked(o) and not _blocking(against[id(o)])]
        reasons = _gathered([(o, reason) for o in others for reason in against[id(o)]], names, len(others))
        if several and not others:
            reasons = [Reason("other_period", "no other force has a figure for the same days", True)]
        comparable = tuple(dict.fromkeys(o.force for o in fair))
        result.append(replace(entry, reasons=(*entry.reasons, *reasons), comparable_with=comparable))
    return result


def _days(entry: Entry) -> object:
    return (entry.figure.span.start, entry.figure.span.end) if entry.figure else None


def _blocked(entry: Entry) -> bool:
    return _blocking(entry.reasons)


def _blocking(reasons: Sequence[Reason]) -> bool:
    return any(reason.blocks for reason in reasons)


def own_reasons(entry: Entry, rules: Rules) -> list[Reason]:
    """What speaks against a figure whatever it is set beside."""
    figure = entry.figure
    if figure is None:
        return []
    reasons = []
    if not figure.span.known:
        reasons.append(Reason("period_unknown", "the publication does not say which period this covers", True))
    if entry.rivals:
        count = len(entry.rivals) + 1
        reasons.append(Reason("conflict", f"printed with {count} different values; no rule decides between them", True))
    if figure.qualifier:
        reasons.append(Reason("bound", "a bound, not a figure: the publisher suppressed it", True))
    if figure.check == "failed":
        reasons.append(Reason("failed_check", "fails the sums printed around it (see checks.csv)"))
    if entry.earlier:
        values = ", ".join(f"{number(f.value)} in {f.places[0].document_id}" for f in entry.earlier)
        reasons.append(Reason("revised", f"revised by a later edition; printed earlier as {values}"))
    reasons += rules.remarks_on((figure, *entry.rivals))
    for caveat in rules.caveats:
        if caveat.concerns(figure) and caveat.effect in ("note", "exclude"):
            reasons.append(Reason(caveat.kind, caveat.text, caveat.effect == "exclude", caveat.source))
    return reasons


def _between(entry: Entry, other: Entry, rules: Rules) -> list[Reason]:
    """What speaks against setting one beside the other; the text is completed by the names of the others."""
    mine, theirs = entry.figure, other.figure
    if mine is None or theirs is None:
        return []
    reasons = []
    if mine.area_type != theirs.area_type:
        reasons.append(Reason("area", "another kind of area than", True))
    elif mine.area_type == "peer_group":
        reasons.append(Reason("area", "each force has a most similar group of its own, here other than that of", True))
    if mine.span.known and theirs.span.known and not mine.span.overlaps(theirs.span):
        reasons.append(Reason("other_period", "no day in common with", True))
    elif mine.span.known and theirs.span.known and not mine.span.same_days(theirs.span):
        reasons.append(_overlapping(mine.span, theirs.span))
    if mine.subject.breakdown != theirs.subject.breakdown and not _same_footing(mine, theirs):
        reasons.append(Reason("definition", "broken down otherwise than", True))
    for caveat in rules.caveats:
        if caveat.effect == "variant" and caveat.concerns(mine):
            own = rules.variants(caveat.kind, caveat.measures, mine)
            rivals = rules.variants(caveat.kind, caveat.measures, theirs)
            if caveat.variant in own and rivals and caveat.variant not in rivals:
                reasons.append(Reason(caveat.kind, f"{caveat.text}, unlike", True, caveat.source))
        both = caveat.effect == "boundary" and caveat.concerns(mine) and caveat.concerns(theirs)
        if both and apart(mine, theirs, caveat.since or date.min):
            reasons.append(Reason(caveat.kind, f"{caveat.text}, which parts it from", True, caveat.source))
    return reasons


def _overlapping(mine: Span, theirs: Span) -> Reason:
    """Two periods that share days but are not the same: the longer holds other seasons, or other months, as well."""
    if mine.months != theirs.months or mine.months is None:
        return Reason("other_length", "another length of time than", True)
    if mine.months == _YEAR:
        return Reason("other_year", "another year of twelve months than", True)
    return Reason("other_days", "not the same months as", True)


def _same_footing(mine: Figure, theirs: Figure) -> bool:
    """A published monthly mean and a count that is brought to one differ in breakdown by name alone."""
    return {mine.subject.breakdown, theirs.subject.breakdown} == {"{}", MONTHLY}


def apart(mine: Figure, theirs: Figure, day: date) -> bool:
    """Whether the rule that holds from `day` on was in force for one of the two and not, or in part, for the other."""
    return mine.span.known and theirs.span.known and _side(mine.span, day) != _side(theirs.span, day)


def _side(span: Span, day: date) -> str:
    if span.start is None or span.end is None:
        return "unknown"
    if span.end < day:
        return "before"
    return "after" if span.start >= day else "across"


def _gathered(pairs: Sequence[tuple[Entry, Reason]], names: Mapping[str, str], others: int) -> list[Reason]:
    """One reason for all the figures it holds against, each named with its period where that is the point."""
    gathered: dict[Reason, list[str]] = {}
    for other, reason in pairs:
        name = names.get(other.force, other.force)
        if reason.code in TIMES and other.figure:
            name = f"{name} ({period_text(other.figure.span)})"
        gathered.setdefault(reason, []).append(name)
    return [
        replace(r, text=f"{r.text} {_any(r, len(rivals), others) or ', '.join(dict.fromkeys(rivals))}")
        for r, rivals in gathered.items()
    ]


def _any(reason: Reason, rivals: int, others: int) -> str:
    """Figures that have no day in common with any other need not name them all."""
    return "any of the others" if reason.code in TIMES and rivals == others > 1 else ""
