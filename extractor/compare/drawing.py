"""What a chart of a comparison shows, in plain values: bars with their labels, titles and small print."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.compare.footings import footings_of, on_footing
from extractor.compare.lineup import Comparison, Entry, Figure, Panel, Reason
from extractor.compare.notes import Notes
from extractor.compare.verdicts import OWN, fair_forces
from extractor.compare.wording import left_out_lines, period_text, printable, statistic_text, value_text

# Of so many panels a page can still be read; more are a question for a table.
_MOST_PANELS = 8
_NARROW, _WIDE = 170, 250  # points left of the bars, for one period and for two
ACROSS = 112  # characters in a line beneath
_ACROSS_TITLE = 100  # of the verdict
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
    "other_year": "other twelve months",
    "other_days": "other months",
    "no_earlier": "no earlier figure",
    "no_level": "only the change is published",
    "no_population": "population not known",
    "revised": "revised",
    "later": "a later one is published",
    "set_aside": "also printed otherwise",
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
    "flagged": "flagged in review",
}


@dataclass(frozen=True, slots=True)
class Bar:
    """One force: value and label, the period it covers, and in a few words why it stands for itself.

    `value` is None where the force has nothing to draw: its line is kept, and `why` says what is lacking. `fair` is
    whether it belongs to the largest set of forces all of which may be compared with one another.
    """

    force: str
    when: str
    value: float | None
    label: str
    why: str
    fair: bool
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Drawing:
    """One panel of a chart. `domain` is the extent of the value axis and always holds nought; `verdict` is that of the
    text; `left` how many points names and periods take beside the bars."""

    title: tuple[str, ...]
    subtitle: tuple[str, ...]
    verdict: tuple[str, ...]
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
    group = fair_forces(panel.entries, changes)
    footing = "change" if changes else _footing(panel, group)
    picked = [(entry, _on(entry, footing)) for entry in panel.entries]
    if not any(figure for _, figure in picked):
        return None
    notes = Notes()
    bars = [_bar(entry, figure, comparison, changes, group, notes) for entry, figure in picked]
    if len(panel.entries) == len(panel.forces):  # several figures of a force stay in the order of time
        bars.sort(key=lambda bar: (bar.value is None, -(bar.value or 0.0), bar.force))
    documents = tuple(dict.fromkeys(p.document_id for _, figure in picked if figure for p in figure.places))
    points = panel.subject.unit == "percent"
    told = f"change in {'percentage points' if points else 'per cent'}; worked out where it is not published"
    kind = told if changes else _FOOTINGS.get(footing, statistic_text(panel.subject))
    return Drawing(
        tuple(textwrap.wrap(printable(panel.title), 70)), tuple(textwrap.wrap(_capital(kind), 90)),
        tuple(wrapped(panel.verdict, _ACROSS_TITLE)), tuple(bars), _domain(bars, panel),
        tuple(_small_print(bars, notes, _left_out(panel, comparison))), documents, _WIDE if changes else _NARROW,
    )  # fmt: skip


def _footing(panel: Panel, group: frozenset[str]) -> str:
    """Per head where all that may be compared have it, as the verdict weighs them; else the footing that most forces
    share, per month where periods differ; else as published."""
    wanted = footings_of(panel)
    for footing in ("per_head", "monthly_rate"):
        among = [e for e in panel.entries if e.force in group]
        if footing in wanted and among and all(_on(e, footing) for e in among):
            return footing
    counts = {f: sum(_on(e, f) is not None for e in panel.entries) for f in reversed(wanted)}
    whole = sum(_on(e, "published") is not None for e in panel.entries)
    best = max(counts, key=lambda f: counts[f], default="published")
    if best == "per_head" and counts[best] < whole:
        return "published"
    return best if counts.get(best) else "published"


def _on(entry: Entry, footing: str) -> Figure | None:
    if footing == "change":
        return _step(entry)[0]
    if entry.rivals:
        return None
    return entry.figure if footing == "published" else on_footing(entry, footing)


def _step(entry: Entry) -> tuple[Figure | None, tuple[Reason, ...]]:
    """The change from the nearest earlier period, in per cent or points, and what to mind about it."""
    for change in (c for c in entry.changes if not c.rivals):
        for figure in (change.percent, change.difference):
            if figure and figure.subject.unit in ("percent", "percentage_point"):
                return figure, change.reasons
    return None, ()


def _bar(
    entry: Entry, figure: Figure | None, comparison: Comparison, change: bool, group: frozenset[str], notes: Notes
) -> Bar:
    name = comparison.names.get(entry.force, entry.force)
    if len({e.area for p in comparison.panels for e in p.entries if e.force == entry.force}) > 1:
        name = entry.area
    shown = figure or entry.figure
    when = period_text(shown.span) if shown else ""
    if change and figure and figure.base:
        when = f"{period_text(figure.base)} to {when}"
    reasons = _against(entry, figure, change, entry.force in group)
    why = "; ".join(_SHORT.get(code, code.replace("_", " ")) for code in dict.fromkeys(r.code for r in reasons))
    marked = f"{why or 'see note' if reasons else ''}{notes.marks(reasons)}"
    if figure is None:
        published = " or ".join(value_text(f) for f in (entry.figure, *entry.rivals) if f)
        label = f"published: {published}" if published and not change else ""
        return Bar(printable(name), when, None, printable(label), marked or "no figure on this footing", False)
    label = value_text(figure).replace(" per 1,000 people", "")
    low, high = (None if v is None else float(v) for v in (figure.low, figure.high))
    fair = entry.force in group
    return Bar(printable(name), when, float(figure.value), label, marked, fair, low, high)


def _against(entry: Entry, figure: Figure | None, change: bool, fair: bool) -> tuple[Reason, ...]:
    """What is written beside a bar: what sets it apart, and what must be minded of the figure itself. What sets a bar
    of the fair set apart from the others is written at those."""
    if change and figure:
        return _step(entry)[1]
    if change:
        rivals = tuple(r for c in entry.changes for r in c.reasons if r.code == "conflict")
        return rivals or tuple(r for r in entry.reasons if r.code in OWN)
    apart = [] if fair else [r for r in entry.reasons if r.blocks]
    minded = [
        r
        for r in entry.reasons
        if not r.blocks and r.code in ("failed_check", "flagged", "revised", "no_population", "later")
    ]
    return (*apart, *minded)


def _domain(bars: Sequence[Bar], panel: Panel) -> tuple[float, float]:
    """From nought; a share that is a level up to 100 per cent; room for the labels at the ends."""
    ends = [v for b in bars for v in (b.value, b.low, b.high) if v is not None]
    highest, lowest = max(0.0, *ends), min(0.0, *ends)
    if panel.subject.unit == "percent" and lowest >= 0 and highest <= 100:
        return (0.0, 118.0)
    room = (highest - lowest) or 1.0
    return (lowest - (0.22 * room if lowest < 0 else 0.0), highest + 0.22 * room)


def _left_out(panel: Panel, comparison: Comparison) -> list[str]:
    about = (panel.subject.measure, panel.subject.category)
    own = [o for o in comparison.left_out if (o.figure.subject.measure, o.figure.subject.category) == about]
    return left_out_lines(own, comparison.names)


def _small_print(bars: Sequence[Bar], notes: Notes, left_out: Sequence[str]) -> list[str]:
    drawn = [bar for bar in bars if bar.value is not None]
    lines = []
    if not all(bar.fair for bar in drawn):
        dark = any(bar.fair for bar in drawn)
        lines.append(
            f"{'Dark bars may be compared with one another; grey' if dark else 'Grey'} bars stand for themselves."
        )
    if any(bar.low is not None for bar in drawn):
        lines.append("Thin lines: what the rounding of the printed figures leaves open.")
    lines += [*notes.lines(), *left_out]
    return [*(line for text in lines for line in wrapped(text, ACROSS)), ""]


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most `width` characters."""
    return textwrap.wrap(printable(text), width) or [""]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
