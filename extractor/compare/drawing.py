"""What a chart of a comparison shows, in plain values: bars with their labels, titles and small print."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.compare.lineup import Comparison, Entry, Figure, Panel, Reason
from extractor.compare.wording import period_text, printable, statistic_text, value_text

# Of so many panels a page can still be read; more are a question for a table.
_MOST_PANELS = 8
_NARROW, _WIDE = 170, 250  # points left of the bars, for one period and for two
ACROSS = 112  # characters in a line beneath
_FOOTINGS = {
    "per_head": "per 1,000 people; worked out from published numbers",
    "monthly_mean": "a month; worked out from published totals",
    "monthly_rate": "per 1,000 people and month; worked out from published figures",
}
_SHORT = {
    "other_period": "other time",
    "area": "other kind of area",
    "period_unknown": "time not stated",
    "other_length": "other length of time",
    "definition": "other definition",
    "survey": "other survey",
    "reclassified": "classified differently",
    "recording": "recorded differently",
    "provisional": "provisional",
    "conflict": "contradictory",
    "bound": "suppressed",
    "denominator": "other denominator",
    "season": "another season",
    "failed_check": "fails its sums",
}


@dataclass(frozen=True, slots=True)
class Bar:
    """One force: value and label, the period it covers, and in a few words why it stands for itself."""

    force: str
    when: str
    value: float
    label: str
    why: str
    fair: bool
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Drawing:
    """One panel of a chart. `domain` is the extent of the value axis and always holds nought; `left` how many points
    names and periods take beside the bars."""

    title: tuple[str, ...]
    subtitle: tuple[str, ...]
    bars: tuple[Bar, ...]
    domain: tuple[float, float]
    beneath: tuple[str, ...]
    sources: tuple[str, ...]
    left: int = _NARROW


def drawings_of(comparison: Comparison) -> list[Drawing]:
    """The panels worth drawing: those with several forces, or all where none has."""
    changes = any(entry.changes for panel in comparison.panels for entry in panel.entries)
    drawn = [(panel, _drawing(panel, comparison, changes)) for panel in comparison.panels]
    kept = [(panel, drawing) for panel, drawing in drawn if drawing is not None]
    several = [drawing for panel, drawing in kept if len(panel.forces) > 1]
    return (several or [drawing for _, drawing in kept])[:_MOST_PANELS]


def _drawing(panel: Panel, comparison: Comparison, changes: bool) -> Drawing | None:
    if panel.subject.unit == "rank":
        return None
    footing = "change" if changes else _footing(panel)
    picked = [(entry, figure) for entry in panel.entries if (figure := _on(entry, footing))]
    if not picked:
        return None
    bars = [_bar(entry, figure, comparison, changes) for entry, figure in picked]
    bars.sort(key=lambda bar: (-bar.value, bar.force))
    left_out = [e for e in panel.entries if e not in [entry for entry, _ in picked]]
    documents = tuple(dict.fromkeys(p.document_id for _, figure in picked for p in figure.places))
    points = panel.subject.unit == "percent"
    told = f"change in {'percentage points' if points else 'per cent'}; worked out where it is not published"
    kind = told if changes else _FOOTINGS.get(footing, statistic_text(panel.subject))
    return Drawing(
        tuple(textwrap.wrap(printable(panel.title), 70)), tuple(textwrap.wrap(_capital(kind), 90)), tuple(bars),
        _domain(bars, panel), tuple(_small_print(panel, left_out, comparison, bars, changes)), documents,
        _WIDE if changes else _NARROW,
    )  # fmt: skip


def _footing(panel: Panel) -> str:
    """The common footing that most forces share; the published figures where there is none."""
    counts = {f: sum(_on(e, f) is not None for e in panel.entries) for f in _FOOTINGS}
    best = max(counts, key=lambda f: counts[f])
    return best if counts[best] else "published"


def _on(entry: Entry, footing: str) -> Figure | None:
    if footing == "change":
        return _step(entry)[0]
    if footing == "published":
        return entry.figure if not entry.rivals else None
    own = (f for f in entry.aligned if f.footing == footing or (footing == "monthly_mean" and not f.derived))
    return next(own, None)


def _step(entry: Entry) -> tuple[Figure | None, tuple[Reason, ...]]:
    """The change from the nearest earlier period, in per cent or points, and what to mind about it."""
    for change in (c for c in entry.changes if not c.rivals):
        for figure in (change.percent, change.difference):
            if figure and figure.subject.unit in ("percent", "percentage_point"):
                return figure, change.reasons
    return None, ()


def _bar(entry: Entry, figure: Figure, comparison: Comparison, change: bool) -> Bar:
    when = period_text(figure.span)
    if change and figure.base:
        when = f"{period_text(figure.base)} to {when}"
    reasons = _step(entry)[1] if change else tuple(r for r in entry.reasons if r.blocks and not entry.comparable_with)
    why = "; ".join(_SHORT.get(code, code) for code in dict.fromkeys(r.code for r in reasons))
    label = value_text(figure).removesuffix(" per 1,000 people")
    low, high = (None if v is None else float(v) for v in (figure.low, figure.high))
    name = comparison.names.get(entry.force, entry.force)
    if len({e.area for p in comparison.panels for e in p.entries if e.force == entry.force}) > 1:
        name = entry.area
    fair = not any(r.blocks for r in reasons) if change else bool(entry.comparable_with)
    return Bar(printable(name), when, float(figure.value), label, why, fair, low, high)


def _domain(bars: Sequence[Bar], panel: Panel) -> tuple[float, float]:
    """From nought; a share that is a level up to 100 per cent; room for the labels at the ends."""
    highest, lowest = max(0.0, *(b.value for b in bars), 0.0), min(0.0, *(b.value for b in bars), 0.0)
    if panel.subject.unit == "percent" and lowest >= 0 and highest <= 100:
        return (0.0, 118.0)
    room = (highest - lowest) or 1.0
    return (lowest - (0.22 * room if lowest < 0 else 0.0), highest + 0.22 * room)


def _small_print(
    panel: Panel, left_out: Sequence[Entry], comparison: Comparison, bars: Sequence[Bar], change: bool
) -> list[str]:
    lines = [] if change else [panel.verdict]
    if not change and len({bar.fair for bar in bars}) > 1:
        lines.append("Dark bars may be compared as said; pale ones stand for themselves.")
    if change and not all(bar.fair for bar in bars):
        lines.append("Pale bars: something other than the matter itself changed between the two periods.")
    if any(bar.low is not None for bar in bars):
        lines.append("Thin lines: what the rounding of the printed figures leaves open.")
    for entry in left_out:
        name = comparison.names.get(entry.force, entry.force)
        why = "; ".join(dict.fromkeys(r.text for r in entry.reasons[:1])) or "no figure on this footing"
        lines.append(f"{name} is not drawn: {why}.")
    return [*(line for text in lines for line in wrapped(text, ACROSS)), ""]


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most `width` characters."""
    return textwrap.wrap(printable(text), width) or [""]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
