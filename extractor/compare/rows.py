"""A comparison as plain rows: the columns of schemas/comparison.schema.json."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from extractor.compare.lineup import Change, Comparison, Entry, Figure, Panel, Reason

Value = str | int | bool | Decimal | date | None
COLUMNS = (
    "panel", "title", "measure", "category", "force", "area", "area_type", "status", "footing", "derived", "role",
    "statistic", "unit", "breakdown", "value", "low", "high", "qualifier", "out_of", "period_label", "period_start",
    "period_end", "period_type", "base_period_start", "base_period_end", "comparable_with", "reason_codes", "reasons",
    "formula", "observation_ids", "places", "check", "rank", "verdict", "schema_version",
)  # fmt: skip


def rows_of_comparison(comparison: Comparison) -> list[tuple[Value, ...]]:
    """One row per figure: those that stand, what was derived from them, changes, rivals, earlier vintages, gaps."""
    rows: list[tuple[Value, ...]] = []
    for number, panel in enumerate(comparison.panels, start=1):
        for entry in panel.entries:
            for status, figure, reasons in figures_of_entry(entry):
                rows.append((*_row(number, panel, entry, figure, status, reasons), comparison.schema_version))
    return [*rows, *_left_out(comparison)]


def _left_out(comparison: Comparison) -> Iterator[tuple[Value, ...]]:
    """Figures that a person excluded, each at the panel of its subject; a panel that has no other comes last."""
    for out in comparison.left_out:
        figure, about = out.figure, (out.figure.subject.measure, out.figure.subject.category)
        own = [(n, p) for n, p in enumerate(comparison.panels, start=1)
               if (p.subject.measure, p.subject.category) == about]  # fmt: skip
        own.sort(key=lambda pair: pair[1].subject != figure.subject)
        number, panel = own[0] if own else (len(comparison.panels) + 1, Panel(figure.subject, about[0], "", (), ""))
        reason = Reason("excluded", out.reason, True)
        entry = Entry(figure.force, figure.area, figure)
        yield (*_row(number, panel, entry, figure, "excluded", (reason,)), comparison.schema_version)


def figures_of_entry(entry: Entry) -> Iterator[tuple[str, Figure | None, tuple[Reason, ...]]]:
    """Everything an entry holds, as (status, figure, reasons); the figure is None where there is a gap."""
    if entry.figure is None:
        yield "missing", None, entry.reasons
    else:
        yield from _standing(entry, entry.figure)
    for change in entry.changes:
        for step in _steps(change):
            yield "change", step, change.reasons
        for rival in change.rivals:
            yield "rival", rival, change.reasons


def _standing(entry: Entry, own: Figure) -> Iterator[tuple[str, Figure, tuple[Reason, ...]]]:
    yield "stands", own, entry.reasons
    for figure in entry.aligned:
        if figure is not own:
            yield "aligned", figure, entry.reasons
    for status, figures in (("rival", entry.rivals), ("aside", entry.aside), ("earlier", entry.earlier)):
        for figure in figures:
            yield status, figure, entry.reasons


def _steps(change: Change) -> Iterator[Figure]:
    for figure in (change.earlier, change.difference, change.percent):
        if figure is not None:
            yield figure


def _row(
    number: int, panel: Panel, entry: Entry, figure: Figure | None, status: str, reasons: Iterable[Reason]
) -> tuple[Value, ...]:
    subject = figure.subject if figure else panel.subject
    reasons = tuple(reasons)
    cells: dict[str, Value] = {
        "panel": number,
        "title": panel.title,
        "measure": panel.subject.measure,
        "category": panel.subject.category or None,
        "force": entry.force,
        "area": entry.area or None,
        "status": status,
        "statistic": subject.statistic,
        "unit": subject.unit,
        "breakdown": subject.breakdown,
        "comparable_with": listed(entry.comparable_with),
        "reason_codes": listed(reason.code for reason in reasons),
        "reasons": listed(worded(reason) for reason in reasons),
        "observation_ids": "[]",
        "places": "[]",
        "formula": "",
        "rank": entry.rank or None if status == "stands" else None,
        "verdict": panel.verdict,
        **(_of_figure(figure) if figure else {}),
    }
    return tuple(cells.get(column) for column in COLUMNS[:-1])


def _of_figure(figure: Figure) -> dict[str, Value]:
    span, base = figure.span, figure.base
    return {
        "area_type": figure.area_type or None,
        "footing": figure.footing,
        "derived": figure.derived,
        "role": figure.role,
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "qualifier": figure.qualifier or None,
        "out_of": figure.out_of,
        "period_label": span.label,
        "period_start": span.start,
        "period_end": span.end,
        "period_type": span.kind,
        "base_period_start": base.start if base else None,
        "base_period_end": base.end if base else None,
        "formula": figure.formula,
        "observation_ids": listed(figure.observation_ids),
        "places": listed(str(place) for place in figure.places),
        "check": figure.check,
    }


def worded(reason: Reason) -> str:
    """A reason with the document that says so."""
    return f"{reason.text} ({reason.source})" if reason.source else reason.text


def listed(items: Iterable[str]) -> str:
    """A JSON array of texts."""
    return json.dumps(list(items), ensure_ascii=False)
