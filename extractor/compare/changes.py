"""How each force's figure changed: the changes it publishes, and otherwise those that follow from its levels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

from extractor.compare.align import interval
from extractor.compare.fairness import apart
from extractor.compare.lineup import Change, Figure, Reason, Span
from extractor.compare.published import settled
from extractor.compare.rules import Rules
from extractor.compare.wording import number, period_text

_PLACES = Decimal("0.1")  # percentage changes are worked out to one digit, as the publications print them
_YEAR = 12


def changes_for(later: Figure, levels: Sequence[Figure], published: Iterable[Figure], rules: Rules) -> list[Change]:
    """The changes up to `later`, the longest look back last.

    `levels` are other periods of the same force and subject; `published` all published changes. Where nothing is
    published, a level is set against that of a year before, or of the same length of time just before.
    """
    own = [f for f in published if _about_same(f, later) and (f.span.start, f.span.end) == _days(later.span)]
    bases = {_days(f.base): f.base for f in own if f.base and f.base.known}
    earlier = {_days(f.span): f for f in levels if not f.qualifier and not later.qualifier}
    for span in _comparable_spans(later.span, [f.span for f in earlier.values()], bool(bases)):
        bases.setdefault(_days(span), span)
    found = []
    for days, base in sorted(bases.items(), key=lambda item: item[0], reverse=True):
        printed, rivals = _printed([f for f in own if _days(f.base) == days], rules)
        before = earlier.get(days)
        difference = printed.get("difference") or (_difference(later, before) if before else None)
        percent = printed.get("percent_change") or (_percent(later, before) if before else None)
        reasons = _reasons(later, base, before, [*printed.values(), *rivals], rules)
        if rivals:
            reasons.insert(0, Reason("conflict", "printed with different values; no rule decides between them", True))
        found.append(Change(base, before, difference, percent, rivals, tuple(reasons)))
    return found


def _printed(own: Sequence[Figure], rules: Rules) -> tuple[dict[str, Figure], tuple[Figure, ...]]:
    """The change that is printed, by role, and what else is printed for the same two periods."""
    cells = {role: settled([f for f in own if f.role == role], rules.preferences) for role in {f.role for f in own}}
    rivals = tuple(rival for role in sorted(cells) for rival in cells[role].rivals)
    return {role: cell.figure for role, cell in cells.items()}, rivals


def orphans(published: Sequence[Figure], rules: Rules) -> list[Change]:
    """Published changes of one force and subject that publishes no level: those of the latest period."""
    last = max((_days(f.span) for f in published), key=lambda days: days[::-1], default=None)
    latest = [f for f in published if _days(f.span) == last]
    bases = {_days(f.base): f.base for f in latest if f.base}
    found = []
    for days, base in sorted(bases.items(), key=lambda item: item[0], reverse=True):
        printed, rivals = _printed([f for f in latest if _days(f.base) == days], rules)
        found.append(Change(base, None, printed.get("difference"), printed.get("percent_change"), rivals))
    return found


def _days(span: Span | None) -> tuple[date, date]:
    """Both ends as a key; open ends count as the first day there is."""
    return (span.start or date.min, span.end or date.min) if span else (date.min, date.min)


def _about_same(change: Figure, level: Figure) -> bool:
    mine, theirs = change.subject, level.subject
    about = (mine.measure, mine.category, mine.statistic, mine.breakdown, change.force, change.area_type, change.area)
    return about == (
        theirs.measure, theirs.category, theirs.statistic, theirs.breakdown, level.force, level.area_type, level.area
    )  # fmt: skip


def _comparable_spans(later: Span, spans: Sequence[Span], have: bool) -> list[Span]:
    """The same span a year before; where that is not there and nothing else is known, the one just before."""
    if later.start is None or later.end is None or later.months is None:
        return []
    same = [s for s in spans if s.months == later.months and s.end and s.start and s.end < later.start]
    year = [s for s in same if s.end and _month(later.end) - _month(s.end) == _YEAR]
    just = [s for s in same if _just_before(s, later)]
    return year or ([] if have else just)


def _month(day: date) -> int:
    return day.year * _YEAR + day.month


def _difference(later: Figure, before: Figure) -> Figure:
    unit = "percentage_point" if later.subject.unit == "percent" else later.subject.unit
    (low, high), (least, most) = interval(later), interval(before)
    exact = low == high and least == most
    return replace(
        later, subject=replace(later.subject, unit=unit), value=later.value - before.value, footing="difference",
        formula=f"{number(later.value)} - {number(before.value)}", role="difference", base=before.span,
        low=None if exact else low - most, high=None if exact else high - least,
        observation_ids=(*later.observation_ids, *before.observation_ids), places=(*later.places, *before.places),
    )  # fmt: skip


def _percent(later: Figure, before: Figure) -> Figure | None:
    """None for shares and ranks, whose change in per cent would be mistaken for points, and after nought."""
    if later.subject.unit in ("percent", "rank") or not before.value:
        return None
    value = ((later.value / before.value - 1) * 100).quantize(_PLACES, ROUND_HALF_EVEN)
    (low, high), (least, most) = interval(later), interval(before)
    exact = (low == high and least == most) or least <= 0
    return replace(
        later, subject=replace(later.subject, unit="percent"), value=value, footing="percent_change",
        formula=f"({number(later.value)} - {number(before.value)}) / {number(before.value)}", role="percent_change",
        base=before.span, observation_ids=(*later.observation_ids, *before.observation_ids),
        low=None if exact else ((low / most - 1) * 100).quantize(_PLACES, ROUND_FLOOR),
        high=None if exact else ((high / least - 1) * 100).quantize(_PLACES, ROUND_CEILING),
        places=(*later.places, *before.places),
    )  # fmt: skip


def _just_before(base: Span, later: Span) -> bool:
    return base.end is not None and later.start is not None and (later.start - base.end).days == 1


def _reasons(
    later: Figure, base: Span, before_figure: Figure | None, printed: Sequence[Figure], rules: Rules
) -> list[Reason]:
    """What to mind before a change is taken for one in the matter itself."""
    before = replace(later, span=base)
    reasons = [
        Reason(c.kind, f"{c.text}, which parts it from {period_text(base)}", True, c.source)
        for c in rules.caveats
        if c.effect == "boundary" and c.concerns(later) and apart(later, before, c.since or date.min)
    ]
    if base.months != later.span.months:
        reasons.append(Reason("other_length", f"{period_text(base)} is not as long", True))
    elif _just_before(base, later.span) and (later.span.months or 0) % _YEAR:
        seasons = [c for c in rules.caveats if c.effect == "season" and c.concerns(later)]
        reasons += [Reason("season", f"another season of the year: {c.text}", True, c.source) for c in seasons]
        if not seasons:
            reasons.append(Reason("season", "another season of the year than the time before"))
    reasons += rules.remarks_on(f for f in (later, before_figure, *printed) if f)
    if before_figure is not None and before_figure.check == "failed":
        reasons.append(Reason("failed_check", f"the figure of {period_text(base)} fails the sums printed around it"))
    if any(f.check == "failed" for f in printed):
        reasons.append(Reason("failed_check", "the printed change does not follow from the printed figures"))
    return reasons
